//! What may be dialled for any URL, policy and answer of a resolver.
#![no_main]

use std::net::{IpAddr, SocketAddr};

use arbitrary::Arbitrary;
use libfuzzer_sys::fuzz_target;
use live_record_notify::{ErrorCode, NotifyUrl, Parameter, Verdict};
use live_record_notify_fuzz::address::AnyAddress;
use live_record_notify_fuzz::policy::{Around, Entry, policy};
use test_support::laws::error;
use test_support::plain_scan::spells_an_address;
use url::Host;

#[derive(Debug, Arbitrary)]
struct Input<'a> {
    entries: Vec<Entry>,
    addresses: Vec<AnyAddress>,
    around: Vec<Around>,
    url: &'a str,
}

fuzz_target!(|input: Input<'_>| {
    let Input { entries, addresses, around, url } = input;
    let mut both = policy(&entries);
    for (around, AnyAddress(address)) in around.iter().zip(addresses.iter().cycle()) {
        around.entry(&both.1, *address).add_to(&mut both);
    }
    let (policy, plain) = both;
    let Ok(url) = NotifyUrl::parse_with(url, &policy) else { return };
    let host = url.host();
    let (name, literal) = match host {
        Host::Ipv4(address) => (None, Some(IpAddr::V4(address))),
        Host::Ipv6(address) => (None, Some(IpAddr::V6(address))),
        // What the name spells is judged by the rules too, and not by the plain scan.
        Host::Domain(name) if spells_an_address(name) => return,
        Host::Domain(name) => (Some(name), None),
    };
    let addresses = || addresses.iter().map(|address| address.0).chain(literal);
    let expected = addresses().next().is_some()
        && addresses().all(|address| {
            plain.lets_through(name, address, url.port())
                && literal.is_none_or(|literal| literal == address)
        });
    match url.destination(addresses(), &policy) {
        Ok(destination) => {
            assert!(expected, "{url} at {destination:?} by {plain:?}");
            assert_eq!((destination.host(), destination.port()), (url.host(), url.port()));
            assert_eq!(destination.is_https(), url.scheme() == "https");
            let dialled = destination.socket_addrs();
            assert!(addresses().all(|a| dialled.contains(&SocketAddr::new(a, url.port()))));
            assert!(dialled.iter().all(|a| addresses().any(|address| address == a.ip())));
            // Of more addresses than the policy reads none is taken.
            let count = addresses().count();
            let limited = |most| policy.clone().max_addresses(most).unwrap();
            assert_eq!(url.destination(addresses(), &limited(count)).as_ref(), Ok(&destination));
            if count > 1 {
                let refused = url.destination(addresses(), &limited(count - 1)).unwrap_err();
                assert_eq!(refused.reason().id(), "too-many-addresses", "{url}");
            }
        }
        Err(refused) => {
            assert!(
                !expected,
                "{url} at {:?} by {plain:?}: {refused}",
                addresses().collect::<Vec<_>>()
            );
            error::is_well_made(&refused, Parameter::NotifyUrl, url.as_str());
            // Without addresses there is nothing to judge.
            let is_empty = addresses().next().is_none();
            let verdict = if is_empty { Verdict::Operational } else { Verdict::Unsafe };
            assert_eq!(refused.verdict(), verdict, "{url}: {refused}");
            assert_eq!(refused.code() == ErrorCode::InternalError, is_empty, "{url}: {refused}");
        }
    }
});
