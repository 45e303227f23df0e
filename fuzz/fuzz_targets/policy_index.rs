//! A policy looks its entries up in indexes, and gives the verdicts of a plain scan: names that nest and
//! collide, any address, by the stages of a URL and asked by itself.
#![no_main]

use std::net::SocketAddr;

use arbitrary::{Arbitrary, Result, Unstructured};
use libfuzzer_sys::fuzz_target;
use live_record_notify::NotifyUrl;
use live_record_notify_fuzz::address::AnyAddress;
use live_record_notify_fuzz::policy::{Entry, Port, policy, small_name};

#[derive(Debug, Arbitrary)]
struct Input {
    entries: Vec<Entry>,
    requests: Vec<Request>,
}

#[derive(Debug)]
struct Request {
    /// `None` is a literal.
    name: Option<String>,
    endpoint: SocketAddr,
}

impl<'a> Arbitrary<'a> for Request {
    fn arbitrary(u: &mut Unstructured<'a>) -> Result<Self> {
        let name = if u.ratio(3, 4)? { Some(small_name(u)?) } else { None };
        let (AnyAddress(address), Port(port)) = u.arbitrary()?;
        Ok(Self { name, endpoint: SocketAddr::new(address, port) })
    }
}

fuzz_target!(|input: Input| {
    let (policy, plain) = policy(&input.entries);
    for Request { name, endpoint } in &input.requests {
        let (address, port) = (endpoint.ip(), endpoint.port());
        let literal = if address.is_ipv6() { format!("[{address}]") } else { address.to_string() };
        let host = name.as_ref().unwrap_or(&literal);
        let asked = policy.check_endpoint(host, *endpoint).map_err(|reason| reason.id());

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
        let expected = plain.lets_through(name.as_deref(), address, port);
        assert_eq!(asked.is_ok(), expected, "{host} at {endpoint} by {plain:?}: {asked:?}");
        if let Some(name) = name {
            let passes = NotifyUrl::parse_with(&format!("https://{name}:{port}/"), &policy).is_ok();
            assert_eq!(passes, plain.lets_name_through(name, port), "{name}:{port} by {plain:?}");
        }
    }
});
