//! How many addresses are taken from a resolver, and in which order.

use std::iter;
use std::net::{IpAddr, Ipv4Addr, SocketAddr};

use live_record_notify::{NotifyUrl, Policy, Reason};

use crate::ip;

fn public(count: u32) -> impl Iterator<Item = IpAddr> {
    (0..count).map(|i| Ipv4Addr::from_bits(0x0800_0000 | i).into())
}

#[test]
fn as_many_addresses_as_the_limit_are_taken() {
    let url = NotifyUrl::parse("http://example.com/").unwrap();
    let policy = Policy::default();
    for (count, policy, is_ok) in [
        (999, policy.clone(), true),
        (1000, policy.clone(), true),
        (1001, policy.clone(), false),
        (2, policy.clone().max_addresses(3).unwrap(), true),
        (3, policy.clone().max_addresses(3).unwrap(), true),
        (4, policy.clone().max_addresses(3).unwrap(), false),
        (100_000, policy.clone().max_addresses(100_000).unwrap(), true),
        (100_001, policy.max_addresses(100_000).unwrap(), false),
    ] {
        let destination = url.destination(public(count), &policy);
        let limit = policy.address_limit();
        match destination {
            Ok(destination) => {
                assert!(is_ok, "{count}");
                let expected = public(count).map(|address| SocketAddr::new(address, 80));
                assert!(expected.eq(destination.socket_addrs().iter().copied()), "{count}");
            }
            Err(error) => {
                assert!(!is_ok, "{count}: {error}");
                assert_eq!(error.reason(), &Reason::TooManyAddresses { limit });
                assert_eq!(error.code().as_str(), "InvalidNotifyUrl.Unsafe");
            }
        }
    }
}

/// A repeated address counts against the limit, and stands in the destination once, at its first place.
#[test]
fn the_order_is_kept_and_each_address_stands_once() {
    let url = NotifyUrl::parse("http://example.com:8080/").unwrap();
    let answer = ["9.9.9.9", "8.8.8.8", "2606:4700::1", "9.9.9.9", "::ffff:8.8.8.8", "8.8.8.8"];
    let expected = ["9.9.9.9:8080", "8.8.8.8:8080", "[2606:4700::1]:8080", "[::ffff:8.8.8.8]:8080"];
    let six = Policy::default().max_addresses(6).unwrap();
    let destination = url.destination(answer.map(ip), &six).unwrap();
    assert_eq!(destination.socket_addrs(), expected.map(|text| text.parse().unwrap()));
    let five = Policy::default().max_addresses(5).unwrap();
    let error = url.destination(answer.map(ip), &five).unwrap_err();
    assert_eq!(error.reason().id(), "too-many-addresses");
}

#[test]
fn an_endless_answer_ends() {
    let url = NotifyUrl::parse("http://example.com/").unwrap();
    let policy = Policy::default();
    for answer in [iter::repeat(ip("8.8.8.8")), iter::repeat(ip("2606:4700::1"))] {
        let error = url.destination(answer, &policy).unwrap_err();
        assert_eq!(error.reason().id(), "too-many-addresses");
    }
    let literal = NotifyUrl::parse("http://8.8.8.8/").unwrap();
    let error = literal.destination(iter::repeat(ip("8.8.8.8")), &policy).unwrap_err();
    assert_eq!(error.reason().id(), "too-many-addresses");
    // No more is asked for than it takes to know.
    let mut asked = 0;
    let counted = iter::repeat_with(|| {
        asked += 1;
        ip("8.8.8.8")
    });
    assert!(url.destination(counted, &policy).is_err());
    assert_eq!(asked, 1001);
}

/// The worst is what an operator must see: a refused address comes before the number of them.
#[test]
fn a_refused_address_within_the_limit_is_named() {
    let url = NotifyUrl::parse("http://example.com/").unwrap();
    let policy = Policy::default().max_addresses(3).unwrap();
    let id = |answer: &[&str]| {
        let answer = answer.iter().map(|text| ip(text));
        url.destination(answer, &policy).unwrap_err().reason().id()
    };
    assert_eq!(id(&["8.8.8.8", "169.254.169.254", "8.8.4.4", "9.9.9.9"]), "cloud-metadata");
    assert_eq!(id(&["8.8.8.8", "8.8.4.4", "9.9.9.9", "169.254.169.254"]), "too-many-addresses");
    assert_eq!(id(&["8.8.8.8", "8.8.4.4", "169.254.169.254"]), "cloud-metadata");
}
