//! Any policy with any URL: what is allowed widens, what is denied narrows, and literals are judged as
//! a plain scan of the entries judges them.
#![no_main]

use std::net::{IpAddr, SocketAddr};

use arbitrary::Arbitrary;
use libfuzzer_sys::fuzz_target;
use live_record_notify::{NotifyUrl, Policy};
use live_record_notify_fuzz::policy::{Entry, policy};
use test_support::laws::callback;
use test_support::plain_scan::PlainPolicy;
use url::Host;

#[derive(Debug, Arbitrary)]
struct Input<'a> {
    entries: Vec<Entry>,
    last_entry: Entry,
    url: &'a str,
}

fuzz_target!(|input: Input<'_>| {
    let Input { entries, last_entry, url } = input;
    let mut both = policy(&entries);
    let before = callback::read::<NotifyUrl>(url, &both.0);
    last_entry.add_to(&mut both);
    let (policy, plain) = both;
    let after = callback::read::<NotifyUrl>(url, &policy);
    assert!(!last_entry.widens() || before.is_err() || after.is_ok(), "{before:?}, {after:?}");
    assert!(!last_entry.narrows() || before.is_ok() || after.is_err(), "{before:?}, {after:?}");
    if let Ok(stored) = &before {
        let anew = NotifyUrl::parse_with(stored.as_str(), &policy);
        assert_eq!(stored.check(&policy).err(), anew.err(), "{stored} by {plain:?}");
    }
    if entries.is_empty() {
        assert_eq!(NotifyUrl::parse(url), before);
    }
    if let Ok(url) = &after {
        let literal = match url.host() {
            Host::Ipv4(address) => IpAddr::V4(address),
            Host::Ipv6(address) => IpAddr::V6(address),
            Host::Domain(_) => return,
        };
        assert!(plain.lets_through(None, literal, url.port()), "{url} by {plain:?}");
        let endpoint = SocketAddr::new(literal, url.port());
        assert_eq!(policy.check_endpoint(&literal.to_string(), endpoint), Ok(()));
        assert_eq!(
            url.destination([literal], &Policy::default()).is_ok(),
            PlainPolicy::default().lets_through(None, literal, url.port())
                && NotifyUrl::parse(url.as_str()).is_ok()
        );
    }
});
