//! What may be dialled for any URL, policy and answer of a resolver.
#![no_main]

use std::net::{IpAddr, SocketAddr};

use arbitrary::Arbitrary;
use libfuzzer_sys::fuzz_target;
use live_record_notify::{NotifyUrl, Parameter};
use live_record_notify_fuzz::address::AnyAddress;
use live_record_notify_fuzz::policy::{Around, Rule, lets_through, policy};
use test_support::laws::error;
use url::Host;

#[derive(Debug, Arbitrary)]
struct Input<'a> {
    rules: Vec<Rule>,
    addresses: Vec<AnyAddress>,
    around: Vec<Around>,
    url: &'a str,
}

fuzz_target!(|input: Input<'_>| {
    let Input { mut rules, addresses, around, url } = input;
    for (around, AnyAddress(address)) in around.iter().zip(addresses.iter().cycle()) {
        rules.push(around.rule(&rules, *address));
    }
    let policy = policy(&rules);
    let Ok(url) = NotifyUrl::parse_with(url, &policy) else { return };
    let literal = match url.host() {
        Host::Ipv4(address) => Some(IpAddr::V4(address)),
        Host::Ipv6(address) => Some(IpAddr::V6(address)),
        Host::Domain(_) => None,
    };
    let addresses = || addresses.iter().map(|address| address.0).chain(literal);
    let expected = addresses().next().is_some()
        && addresses().all(|address| {
            lets_through(&rules, address) && literal.is_none_or(|literal| literal == address)
        });
    match url.destination(addresses(), &policy) {
        Ok(destination) => {
            assert!(expected, "{url} at {destination:?} by {rules:?}");
            assert_eq!((destination.host(), destination.port()), (url.host(), url.port()));
            assert_eq!(destination.is_https(), url.scheme() == "https");
            let dialled = destination.socket_addrs();
            assert!(addresses().all(|a| dialled.contains(&SocketAddr::new(a, url.port()))));
            assert!(dialled.iter().all(|a| addresses().any(|address| address == a.ip())));
        }
        Err(refused) => {
            assert!(
                !expected,
                "{url} at {:?} by {rules:?}: {refused}",
                addresses().collect::<Vec<_>>()
            );
            error::is_well_made(&refused, Parameter::NotifyUrl, url.as_str());
        }
    }
});
