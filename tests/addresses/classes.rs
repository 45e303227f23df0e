//! What an address is for: the addresses that are often missed, and how a class is shown.

use std::collections::{BTreeSet, HashSet};
use std::net::IpAddr;

use live_record_notify::NotifyUrl;
use live_record_notify::address::{AddressKind, Block, Carrier, classify, is_public};
use test_support::url_of;

/// Addresses that other libraries and filters get wrong, with what they are for.
#[rustfmt::skip]
const HARD: [(&str, &str); 61] = [
    // Metadata services and host agents, some on public addresses.
    ("169.254.169.254",               "cloud-metadata"),
    ("169.254.170.2",                 "cloud-metadata"),
    ("168.63.129.16",                 "cloud-metadata"),
    ("100.100.100.200",               "cloud-metadata"),
    ("192.0.0.192",                   "cloud-metadata"),
    ("fd00:ec2::254",                 "cloud-metadata"),
    ("fd20:ce::254",                  "cloud-metadata"),
    ("fe80::a9fe:a9fe",               "cloud-metadata"),
    // IPv4 blocks beyond the three of RFC 1918.
    ("0.0.0.0",                       "unspecified"),
    ("0.0.0.1",                       "this-network"),
    ("0.255.255.255",                 "this-network"),
    ("100.64.0.1",                    "shared-address-space"),
    ("100.127.255.255",               "shared-address-space"),
    ("127.255.255.254",               "loopback"),
    ("169.254.0.1",                   "link-local"),
    ("172.31.255.255",                "private-use"),
    ("192.0.0.8",                     "protocol-assignments"),
    ("192.0.0.170",                   "protocol-assignments"),
    ("192.0.2.1",                     "documentation"),
    ("192.88.99.1",                   "relay-anycast"),
    ("192.88.99.2",                   "relay-anycast"),
    ("198.19.255.255",                "benchmarking"),
    ("203.0.113.1",                   "documentation"),
    ("224.0.0.1",                     "multicast"),
    ("239.255.255.250",               "multicast"),
    ("240.0.0.1",                     "reserved"),
    ("255.255.255.255",               "broadcast"),
    // Islands of global reachability, and public neighbours of private blocks.
    ("192.0.0.9",                     "global"),
    ("192.31.196.1",                  "global"),
    ("172.32.0.0",                    "global"),
    ("2001:1::1",                     "global"),
    ("2001:20::1",                    "global"),
    ("2001:4:112::1",                 "global"),
    // IPv4 inside IPv6, dialled as it.
    ("::ffff:127.0.0.1",              "loopback"),
    ("::ffff:a9fe:a9fe",              "cloud-metadata"),
    ("::ffff:8.8.8.8",                "global"),
    ("64:ff9b::7f00:1",               "loopback"),
    ("64:ff9b::a9fe:a9fe",            "cloud-metadata"),
    ("64:ff9b::808:808",              "global"),
    ("2600::5efe:7f00:1",             "loopback"),
    ("2600::200:5efe:10.0.0.1",       "private-use"),
    ("2600::5efe:8.8.8.8",            "global"),
    // IPv4 inside IPv6, where a relay decides.
    ("::127.0.0.1",                   "ipv4-compatible"),
    ("::8.8.8.8",                     "ipv4-compatible"),
    ("::ffff:0:7f00:1",               "ipv4-translated"),
    ("64:ff9b:1::7f00:1",             "local-nat64"),
    ("2002:7f00:1::",                 "6to4"),
    ("2002:808:808::1",               "6to4"),
    ("2001::80ff:fffe",               "teredo"),
    // IPv6 blocks that are newer, older or not delegated at all.
    ("::",                            "unspecified"),
    ("::1",                           "loopback"),
    ("100::1",                        "discard-only"),
    ("100:0:0:1::1",                  "dummy-prefix"),
    ("2001:10::1",                    "orchid"),
    ("2001:db8::1",                   "documentation"),
    ("3fff::1",                       "documentation"),
    ("3ffe::1",                       "6bone"),
    ("4000::1",                       "reserved"),
    ("5f00::1",                       "segment-routing"),
    ("fec0::1",                       "site-local"),
    ("ff02::1",                       "multicast"),
];

fn address(text: &str) -> IpAddr {
    text.parse().unwrap_or_else(|_| panic!("{text}"))
}

#[test]
fn hard_addresses_are_classified() {
    for (text, kind) in HARD {
        let class = classify(address(text));
        assert_eq!(class.kind().id(), kind, "{text}");
        assert_eq!(class.is_public(), kind == "global", "{text}");
        assert_eq!(is_public(address(text)), kind == "global", "{text}");
    }
    assert_eq!(HARD.map(|(text, _)| address(text)).iter().collect::<HashSet<_>>().len(), 61);
}

#[test]
fn hard_addresses_are_judged_alike_in_a_url() {
    for (text, kind) in HARD {
        match NotifyUrl::parse(&url_of(address(text))) {
            Ok(_) => assert_eq!(kind, "global", "{text}"),
            Err(error) => assert_eq!(error.reason().id(), kind, "{text}"),
        }
    }
}

#[test]
fn a_carrier_says_how_the_address_is_carried() {
    for (carrier, text) in [
        (Carrier::Mapped, "IPv4-mapped"),
        (Carrier::Nat64, "NAT64 of"),
        (Carrier::Isatap, "ISATAP of"),
        (Carrier::Compatible, "IPv4-compatible"),
        (Carrier::Translated, "IPv4-translated"),
        (Carrier::LocalNat64, "local NAT64 of"),
        (Carrier::SixToFour, "6to4 of"),
        (Carrier::Teredo, "Teredo of"),
    ] {
        assert_eq!(carrier.to_string(), text);
    }
}

#[test]
fn a_class_says_what_decided() {
    for (text, shown) in [
        ("8.8.8.8", "global unicast"),
        ("10.1.2.3", "private use (RFC 1918, 10.0.0.0/8)"),
        ("192.0.0.9", "global unicast (RFC 7723, 192.0.0.9/32)"),
        ("168.63.129.16", "the metadata service of Azure (host agent)"),
        ("::ffff:10.1.2.3", "IPv4-mapped 10.1.2.3: private use (RFC 1918, 10.0.0.0/8)"),
        ("64:ff9b::127.0.0.1", "NAT64 of 127.0.0.1: loopback (RFC 1122, 127.0.0.0/8)"),
        ("64:ff9b::8.8.8.8", "NAT64 of 8.8.8.8: global unicast"),
        ("2600::5efe:127.0.0.1", "ISATAP of 127.0.0.1: loopback (RFC 1122, 127.0.0.0/8)"),
        ("2002:7f00:1::", "6to4 tunnel: a relay decides where it comes out (RFC 3056, 2002::/16)"),
        ("::1", "loopback (RFC 4291, ::1/128)"),
    ] {
        let class = classify(address(text));
        assert_eq!(class.to_string(), shown, "{text}");
        assert_eq!(format!("{class:?}"), format!("AddressClass({shown})"), "{text}");
    }
}

#[test]
fn kinds_have_identifiers_of_their_own() {
    let ids: BTreeSet<_> = AddressKind::ALL.iter().map(|kind| kind.id()).collect();
    assert_eq!(ids.len(), AddressKind::ALL.len());
    for kind in AddressKind::ALL {
        let has = Block::all().any(|block| block.kind() == *kind);
        assert!(has, "{kind:?} has no row");
        assert!(!kind.meaning().is_empty());
    }
}
