//! Two policies as one let through what a plain scan of both lets through, and what both limit is left.
#![no_main]

use arbitrary::Arbitrary;
use libfuzzer_sys::fuzz_target;
use live_record_notify_fuzz::policy::{Entry, Request, policy};

#[derive(Debug, Arbitrary)]
struct Input {
    of_platform: Vec<Entry>,
    of_tenant: Vec<Entry>,
    requests: Vec<Request>,
}

fuzz_target!(|input: Input| {
    let (platform, of_platform) = policy(&input.of_platform);
    let (tenant, of_tenant) = policy(&input.of_tenant);
    let plain = of_platform.merge(&of_tenant);
    // No entry limits the addresses of an answer: each policy gets a limit of its own.
    let [platform, tenant] = [(platform, &input.of_platform), (tenant, &input.of_tenant)]
        .map(|(policy, entries)| policy.max_addresses(entries.len() + 1).unwrap());
    let merged = platform.merge(&tenant);
    let other_way = tenant.merge(&platform);
    assert_eq!(merged.as_ref().err(), other_way.as_ref().err());
    let (Ok(merged), Ok(other_way)) = (merged, other_way) else {
        // Nothing in common: no request is one of both.
        for request in &input.requests {
            assert!(!request.is_let_through(&plain), "{request:?} by {plain:?}");
        }
        return;
    };
    for request in &input.requests {
        let answer = request.judge(&merged);
        let is_refused_literal = request.name.is_none() && merged.refuses_ip_literals();
        let expected = request.is_let_through(&plain) && !is_refused_literal;
        assert_eq!(answer.is_ok(), expected, "{request:?} by {plain:?}: {answer:?}");
        assert_eq!(request.judge(&other_way).is_ok(), expected, "{request:?} the other way");
        let (name, at) = (request.name.as_deref(), request.endpoint);
        let plain = [&of_platform, &of_tenant];
        let denied = plain.iter().any(|p| p.surely_denies(name, at.ip(), at.port()));
        assert!(!denied || answer.is_err(), "{request:?} by {plain:?}");
    }
    let (a, b) = (&platform, &tenant);
    assert_eq!(merged.requires_https(), a.requires_https() || b.requires_https());
    assert_eq!(merged.refuses_ip_literals(), a.refuses_ip_literals() || b.refuses_ip_literals());
    assert_eq!(merged.allows_user_info(), a.allows_user_info() && b.allows_user_info());
    assert_eq!(merged.length_limit(), a.length_limit().min(b.length_limit()));
    assert_eq!(merged.address_limit(), a.address_limit().min(b.address_limit()));
});
