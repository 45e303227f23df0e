//! The caller's own NAT64 prefixes (RFC 6052 §2.2): an address inside one is judged by the IPv4
//! address that it carries.

use std::net::{IpAddr, Ipv4Addr, Ipv6Addr};

use ipnet::Ipv6Net;
use live_record_notify::address::{Carrier, is_public};
use live_record_notify::{NotifyUrl, Policy, PolicyError, Reason};
use test_support::laws::address::{ipv4_edges, translated};
use test_support::{url_of, verdict};

/// The examples of RFC 6052 §2.4: a prefix, and where it puts 192.0.2.33.
const RFC_6052: [(&str, &str); 6] = [
    ("2001:db8::/32", "2001:db8:c000:221::"),
    ("2001:db8:100::/40", "2001:db8:1c0:2:21::"),
    ("2001:db8:122::/48", "2001:db8:122:c000:2:2100::"),
    ("2001:db8:122:300::/56", "2001:db8:122:3c0:0:221::"),
    ("2001:db8:122:344::/64", "2001:db8:122:344:c0:2:2100::"),
    ("2001:db8:122:344::/96", "2001:db8:122:344::192.0.2.33"),
];

fn policy(prefixes: &[&str]) -> Policy {
    prefixes.iter().fold(Policy::default(), |policy, prefix| {
        policy.nat64_prefix(prefix.parse().unwrap()).unwrap()
    })
}

#[test]
fn the_examples_of_rfc_6052_carry_their_address() {
    for (prefix, text) in RFC_6052 {
        let (network, address) = (prefix.parse().unwrap(), text.parse().unwrap());
        assert_eq!(translated(network, [192, 0, 2, 33].into()), address);
        let policy = policy(&[prefix]);
        let error = NotifyUrl::parse_with(&url_of(address), &policy).unwrap_err();
        let Reason::Address { address: read, class } = *error.reason() else { panic!("{error}") };
        assert_eq!(read, IpAddr::V6(address), "{prefix}");
        let carried = Some((Carrier::Nat64, Ipv4Addr::new(192, 0, 2, 33)));
        assert_eq!(class.carried(), carried, "{prefix}");
        // The entry for the IPv4 address opens it.
        let policy = policy.allow_network("192.0.2.33/32".parse().unwrap()).unwrap();
        assert!(NotifyUrl::parse_with(&url_of(address), &policy).is_ok(), "{prefix}");
    }
}

#[test]
fn each_length_judges_by_the_address_inside() {
    for (prefix, _) in RFC_6052 {
        let network: Ipv6Net = prefix.parse().unwrap();
        let policy = policy(&[prefix])
            .deny_network("1.1.1.0/24".parse().unwrap())
            .and_then(|policy| policy.allow_network("10.1.0.0/16".parse().unwrap()))
            .unwrap();
        let host = NotifyUrl::parse_with("http://example.com/", &policy).unwrap();
        for (inner, expected) in [
            ([8, 8, 8, 8], "accepted"),
            ([10, 1, 2, 3], "accepted"),
            ([10, 2, 2, 3], "unsafe private-use"),
            ([127, 0, 0, 1], "unsafe loopback"),
            ([169, 254, 169, 254], "unsafe cloud-metadata"),
            ([168, 63, 129, 16], "unsafe cloud-metadata"),
            ([1, 1, 1, 1], "unsafe network-denied"),
            ([255, 255, 255, 255], "unsafe broadcast"),
        ] {
            let address = translated(network, inner.into());
            let result = NotifyUrl::parse_with(&url_of(address), &policy);
            assert!(verdict(&result).starts_with(expected), "{prefix} {inner:?}: {result:?}");
            let answer = host.destination([IpAddr::V6(address)], &policy);
            let expected = expected.split(' ').nth(1);
            let id = answer.err().map(|error| error.reason().id());
            assert_eq!(id, expected, "{prefix} {inner:?}");
        }
    }
}

#[test]
fn every_edge_of_ipv4_is_judged_alike_behind_every_nat64_prefix() {
    let base: Ipv6Addr = "2600:64:a:b:c:d::".parse().unwrap();
    for length in [32, 40, 48, 56, 64, 96] {
        let prefix = Ipv6Net::new(base, length).unwrap().trunc();
        let policy = Policy::default().nat64_prefix(prefix).unwrap();
        for edge in ipv4_edges() {
            let address = translated(prefix, edge);
            let result = NotifyUrl::parse_with(&url_of(address), &policy);
            assert_eq!(result.is_ok(), is_public(edge.into()), "{edge} in {address}: {result:?}");
        }
    }
}

#[test]
fn an_address_outside_every_prefix_is_judged_as_ever() {
    let policy = policy(&["2001:db8:122:344::/96"]);
    for (text, expected) in [
        ("http://[2001:db8:122:344:0:1:808:808]/", "unsafe documentation"),
        ("http://[2001:db8:122:345::808:808]/", "unsafe documentation"),
        ("http://[64:ff9b::a00:1]/", "unsafe private-use"),
        ("http://[2606:4700::1]/", "accepted http://[2606:4700::1]/"),
        ("http://[::ffff:10.0.0.1]/", "unsafe private-use"),
    ] {
        assert_eq!(verdict(&NotifyUrl::parse_with(text, &policy)), expected, "{text}");
    }
}

/// Bits 64 to 71 are to be zero; a translator steps over them or drops the packet.
#[test]
fn the_reserved_bits_are_stepped_over() {
    let policy = policy(&["2001:db8:122::/48"]);
    for (text, expected) in [
        ("http://[2001:db8:122:a00:ff00:100::]/", "unsafe private-use"),
        ("http://[2001:db8:122:a00:0:100::]/", "unsafe private-use"),
        ("http://[2001:db8:122:808:808:800::]/", "accepted http://[2001:db8:122:808:808:800::]/"),
    ] {
        assert_eq!(verdict(&NotifyUrl::parse_with(text, &policy)), expected, "{text}");
    }
}

#[test]
fn a_prefix_opens_no_metadata_service_and_no_mapped_address() {
    // An address of a metadata service stays one, whatever prefix lies around it.
    let policy = policy(&["fd00:ec2::/96", "::/96", "::/32"]);
    for (text, expected) in [
        ("http://[fd00:ec2::254]/", "unsafe cloud-metadata"),
        ("http://[fd00:ec2::808:808]/", "accepted http://[fd00:ec2::808:808]/"),
        ("http://[::ffff:10.0.0.1]/", "unsafe private-use"),
        ("http://[::ffff:8.8.8.8]/", "accepted http://[::ffff:808:808]/"),
    ] {
        assert_eq!(verdict(&NotifyUrl::parse_with(text, &policy)), expected, "{text}");
    }
}

#[test]
fn of_nested_prefixes_the_longest_counts() {
    // Read by the shorter prefix, every address in the longer one carries 8.8.8.8.
    let (shorter, longer) = ("2001:db8::/32", "2001:db8:808:808::/96");
    for policy in [policy(&[shorter, longer]), policy(&[longer, shorter])] {
        for (text, expected) in [
            ("http://[2001:db8:808:808::10.0.0.1]/", "unsafe private-use"),
            ("http://[2001:db8:808:808::8.8.4.4]/", "accepted http://[2001:db8:808:808::808:404]/"),
            (
                "http://[2001:db8:808:808:0:1:a00:1]/",
                "accepted http://[2001:db8:808:808:0:1:a00:1]/",
            ),
            ("http://[2001:db8:a00:1::]/", "unsafe private-use"),
        ] {
            assert_eq!(verdict(&NotifyUrl::parse_with(text, &policy)), expected, "{text}");
        }
    }
    // The well-known prefix is one of 96 bits too.
    let policy = policy(&["64:ff9b::/32"]);
    for (text, expected) in [
        ("http://[64:ff9b::8.8.8.8]/", "accepted http://[64:ff9b::808:808]/"),
        ("http://[64:ff9b::10.0.0.1]/", "unsafe private-use"),
        ("http://[64:ff9b:808:808::]/", "accepted http://[64:ff9b:808:808::]/"),
    ] {
        assert_eq!(verdict(&NotifyUrl::parse_with(text, &policy)), expected, "{text}");
    }
}

#[test]
fn a_prefix_that_no_translator_can_have_is_an_error() {
    for (text, is_ok) in [
        ("64:ff9b:1::/96", true),
        ("64:ff9b:1::/48", true),
        ("::/32", true),
        // Lengths.
        ("::/0", false),
        ("2001:db8::/31", false),
        ("2001:db8::/33", false),
        ("2001:db8::/72", false),
        ("2001:db8::/80", false),
        ("2001:db8::/95", false),
        ("2001:db8::/97", false),
        ("2001:db8::/128", false),
        // Bits behind the prefix.
        ("2001:db8:1::/32", false),
        ("2001:db8::1/96", false),
        // Bits 64 to 71.
        ("2001:db8:122:344:100::/96", false),
        ("2001:db8:122:344:ff00::/96", false),
        ("2001:db8:122:344:ff::/96", true),
    ] {
        let prefix: Ipv6Net = text.parse().unwrap();
        let result = Policy::default().nat64_prefix(prefix);
        let expected = PolicyError::Nat64Prefix { prefix };
        assert_eq!(result.is_ok(), is_ok, "{text}");
        if !is_ok {
            assert_eq!(result, Err(expected.clone()), "{text}");
            let message = format!(
                "{text} is no NAT64 prefix: lengths are 32, 40, 48, 56, 64 and 96, and bits 64 to \
                 71 are zero"
            );
            assert_eq!(expected.to_string(), message);
        }
    }
}
