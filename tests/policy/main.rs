//! What a caller's policy changes, and what it cannot.

#![allow(
    clippy::indexing_slicing,
    clippy::panic,
    clippy::string_slice,
    clippy::unwrap_used,
    reason = "a test fails by panic"
)]

mod attacks;
mod cells;
mod errors;
mod limits;
mod memory;
mod merge;
mod metadata_lock;
mod nat64;
mod questions;
mod rules;

use std::net::IpAddr;

use live_record_notify::{NotifyUrl, Policy, Rule};
use test_support::{url_of, verdict};

/// A policy made of lines as in `allow 10.0.0.0/8` and `deny .example.com`.
fn policy(entries: &[&str]) -> Policy {
    entries.iter().fold(Policy::default(), |policy, entry| {
        let (what, value) = entry.split_once(' ').unwrap();
        let added = match (what, value.parse()) {
            ("allow", Ok(network)) => policy.allow_network(network),
            ("deny", Ok(network)) => policy.deny_network(network),
            ("allow", Err(_)) => policy.allow_host(value),
            ("deny", Err(_)) => policy.deny_host(value),
            _ => panic!("{entry}"),
        };
        added.unwrap_or_else(|error| panic!("{entry}: {error}"))
    })
}

/// A rule; an empty list is none.
#[track_caller]
fn rule(hosts: &[&str], networks: &[&str], ports: &[u16]) -> Rule {
    let rule = Rule::new();
    let rule = if hosts.is_empty() { rule } else { rule.with_hosts(hosts).unwrap() };
    let networks: Vec<_> = networks.iter().map(|network| network.parse().unwrap()).collect();
    let rule = if networks.is_empty() { rule } else { rule.with_networks(networks).unwrap() };
    if ports.is_empty() { rule } else { rule.with_ports(ports.iter().copied()).unwrap() }
}

fn ip(text: &str) -> IpAddr {
    text.parse().unwrap_or_else(|error| panic!("{text}: {error}"))
}

/// Asserts what `policy` says of `address`, `accepted` or `unsafe` and the reason, in both stages:
/// as the host of a URL, and as the answer of a resolver.
#[track_caller]
fn check_address(policy: &Policy, address: impl Into<IpAddr>, expected: &str) {
    let address = address.into();
    let literal = verdict(&NotifyUrl::parse_with(&url_of(address), policy));
    let is_accepted = expected == "accepted" && literal.starts_with("accepted ");
    assert!(is_accepted || literal == expected, "{address}: {literal}, expected {expected}");
    let name = NotifyUrl::parse("http://example.com/").unwrap();
    let answer = name.destination([address], policy).map(|_| ());
    let answer = answer.map_err(|error| format!("unsafe {}", error.reason().id()));
    let expected = if is_accepted { Ok(()) } else { Err(expected.to_owned()) };
    assert_eq!(answer, expected, "{address} as an answer");
}
