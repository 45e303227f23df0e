//! A policy looks its entries up in indexes, and gives the verdicts of a plain scan: names that nest and
//! collide, any address, by the stages of a URL and asked by itself.
#![no_main]

use arbitrary::Arbitrary;
use libfuzzer_sys::fuzz_target;
use live_record_notify::NotifyUrl;
use live_record_notify_fuzz::policy::{Entry, Request, policy};

#[derive(Debug, Arbitrary)]
struct Input {
    entries: Vec<Entry>,
    requests: Vec<Request>,
}

fuzz_target!(|input: Input| {
    let (policy, plain) = policy(&input.entries);
    let without_ports = plain.without_ports();
    for request in &input.requests {
        let Request { name, endpoint } = request;
        let (address, port) = (endpoint.ip(), endpoint.port());
        let host = request.host();
        let asked = request.judge(&policy);

        // Asked without a port, and without a host.
        let alone = without_ports.lets_through(None, address, 443);
        assert_eq!(policy.check_address(address).is_ok(), alone, "{address} by {plain:?}");
        let expected = match name {
            Some(name) => without_ports.lets_name_through(name, 443),
            None => alone && !policy.refuses_ip_literals(),
        };
        assert_eq!(policy.check_host(&host).is_ok(), expected, "{host} by {plain:?}");

        // The other switches of a policy are about texts and literals.
        let url = NotifyUrl::parse_with(&format!("https://{host}:{port}/"), &policy);
        if url
            .as_ref()
            .is_err_and(|error| ["too-long", "ip-literal"].contains(&error.reason().id()))
        {
            continue;
        }
        let staged = url.and_then(|url| url.destination([address], &policy));
        let staged = staged.map(|_| ()).map_err(|error| error.reason().id());
        assert_eq!(staged, asked, "{host} at {endpoint} by {plain:?}");
        let expected = request.is_let_through(&plain);
        assert_eq!(asked.is_ok(), expected, "{host} at {endpoint} by {plain:?}: {asked:?}");
        if let Some(name) = name {
            let passes = NotifyUrl::parse_with(&format!("https://{name}:{port}/"), &policy).is_ok();
            assert_eq!(passes, plain.lets_name_through(name, port), "{name}:{port} by {plain:?}");
        }
    }
});
