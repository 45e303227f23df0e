//! The caller's own NAT64 prefixes (RFC 6052 §2.2): an address inside one is judged by the IPv4
//! address that it carries.

use std::net::{IpAddr, Ipv4Addr, Ipv6Addr};

use ipnet::Ipv6Net;
use live_record_notify::address::{Carrier, classify};
use live_record_notify::{EntryProblem, NotifyUrl, Policy, Reason};
use test_support::laws::address::{ipv4_edges, translated};
use test_support::url_of;

use crate::{check_address, ip};

/// The examples of RFC 6052 §2.4: a prefix, and where it puts 192.0.2.33.
const RFC_6052: [(&str, &str); 6] = [
    ("2001:db8::/32", "2001:db8:c000:221::"),
    ("2001:db8:100::/40", "2001:db8:1c0:2:21::"),
    ("2001:db8:122::/48", "2001:db8:122:c000:2:2100::"),
    ("2001:db8:122:300::/56", "2001:db8:122:3c0:0:221::"),
    ("2001:db8:122:344::/64", "2001:db8:122:344:c0:2:2100::"),
    ("2001:db8:122:344::/96", "2001:db8:122:344::192.0.2.33"),
];

/// The default policy with `prefixes`.
fn with(prefixes: &[&str]) -> Policy {
    prefixes.iter().fold(Policy::default(), |policy, prefix| {
        policy.nat64_prefix(prefix.parse().unwrap()).unwrap()
    })
}

#[track_caller]
fn check_all(policy: &Policy, rows: &[(&str, &str)]) {
    for (address, expected) in rows {
        check_address(policy, ip(address), expected);
    }
}

#[test]
fn the_examples_of_rfc_6052_carry_their_address() {
    for (prefix, text) in RFC_6052 {
        let (network, address) = (prefix.parse().unwrap(), text.parse().unwrap());
        assert_eq!(translated(network, [192, 0, 2, 33].into()), address);
        let policy = with(&[prefix]);
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
        let policy = with(&[prefix])
            .deny_network("1.1.1.0/24".parse().unwrap())
            .and_then(|policy| policy.allow_network("10.1.0.0/16".parse().unwrap()))
            .unwrap();
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
            check_address(&policy, translated(network, inner.into()), expected);
        }
    }
}

#[test]
fn every_edge_of_ipv4_is_judged_alike_inside_every_nat64_prefix() {
    let base: Ipv6Addr = "2600:64:a:b:c:d::".parse().unwrap();
    for length in [32, 40, 48, 56, 64, 96] {
        let prefix = Ipv6Net::new(base, length).unwrap().trunc();
        let policy = Policy::default().nat64_prefix(prefix).unwrap();
        for edge in ipv4_edges() {
            let class = classify(edge.into());
            let refused = format!("unsafe {}", class.kind().id());
            let expected = if class.is_public() { "accepted" } else { &refused };
            check_address(&policy, translated(prefix, edge), expected);
        }
    }
}

#[test]
fn an_address_outside_every_prefix_is_judged_as_ever() {
    check_all(
        &with(&["2001:db8:122:344::/96"]),
        &[
            ("2001:db8:122:344::808:808", "accepted"),
            ("2001:db8:122:344:0:1:808:808", "unsafe documentation"),
            ("2001:db8:122:345::808:808", "unsafe documentation"),
            ("64:ff9b::a00:1", "unsafe private-use"),
            ("2606:4700::1", "accepted"),
            ("::ffff:10.0.0.1", "unsafe private-use"),
        ],
    );
}

/// Bits 64 to 71 are to be zero; a translator steps over them or drops the packet.
#[test]
fn the_reserved_bits_are_stepped_over() {
    check_all(
        &with(&["2001:db8:122::/48"]),
        &[
            ("2001:db8:122:a00:ff00:100::", "unsafe private-use"),
            ("2001:db8:122:a00:0:100::", "unsafe private-use"),
            ("2001:db8:122:808:808:800::", "accepted"),
        ],
    );
}

#[test]
fn a_prefix_opens_no_metadata_service_and_no_mapped_address() {
    // An address of a metadata service stays one, whatever prefix lies around it.
    check_all(
        &with(&["fd00:ec2::/96", "::/96", "::/32"]),
        &[
            ("fd00:ec2::254", "unsafe cloud-metadata"),
            ("fd00:ec2::808:808", "accepted"),
            ("::ffff:10.0.0.1", "unsafe private-use"),
            ("::ffff:8.8.8.8", "accepted"),
        ],
    );
}

#[test]
fn of_nested_prefixes_the_longest_counts() {
    // Read by the shorter prefix, every address in the longer one carries 8.8.8.8.
    let (shorter, longer) = ("2001:db8::/32", "2001:db8:808:808::/96");
    for prefixes in [[shorter, longer], [longer, shorter]] {
        check_all(
            &with(&prefixes),
            &[
                ("2001:db8:808:808::10.0.0.1", "unsafe private-use"),
                ("2001:db8:808:808::8.8.4.4", "accepted"),
                ("2001:db8:808:808:0:1:a00:1", "accepted"),
                ("2001:db8:a00:1::", "unsafe private-use"),
            ],
        );
    }
    // The well-known prefix is one of 96 bits too.
    check_all(
        &with(&["64:ff9b::/32"]),
        &[
            ("64:ff9b::8.8.8.8", "accepted"),
            ("64:ff9b::10.0.0.1", "unsafe private-use"),
            ("64:ff9b:808:808::", "accepted"),
        ],
    );
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
        // Bits after the prefix.
        ("2001:db8:1::/32", false),
        ("2001:db8::1/96", false),
        // Bits 64 to 71.
        ("2001:db8:122:344:100::/96", false),
        ("2001:db8:122:344:ff00::/96", false),
        ("2001:db8:122:344:ff::/96", true),
    ] {
        let prefix: Ipv6Net = text.parse().unwrap();
        let result = Policy::default().nat64_prefix(prefix);
        assert_eq!(result.is_ok(), is_ok, "{text}");
        if let Err(error) = result {
            assert_eq!((error.list(), error.entry()), ("nat64_prefix", Some(text)));
            assert_eq!((error.problem(), error.mend()), (&EntryProblem::Nat64Prefix, None));
            let message = format!(
                "nat64_prefix: \"{text}\" is no NAT64 prefix: lengths are 32, 40, 48, 56, 64 and \
                 96, and bits 64 to 71 are zero"
            );
            assert_eq!(error.to_string(), message);
        }
    }
}

/// Which of two translators a packet meets is not known here, so each must lead to what is let through.
#[test]
fn a_prefix_inside_another_hides_nothing() {
    let prefixes = |texts: &[&str]| {
        let add = |policy: Policy, text: &&str| policy.nat64_prefix(text.parse().unwrap()).unwrap();
        texts.iter().fold(Policy::default(), add)
    };
    // By /32 the metadata service, by /64 8.8.8.8.
    let address = ip("2001:db8:a9fe:a9fe:8:808:800:0");
    check_address(&prefixes(&["2001:db8::/32"]), address, "unsafe cloud-metadata");
    check_address(&prefixes(&["2001:db8:a9fe:a9fe::/64"]), address, "accepted");
    let both = prefixes(&["2001:db8::/32", "2001:db8:a9fe:a9fe::/64"]);
    check_address(&both, address, "unsafe cloud-metadata");
    // By /32 8.8.8.8, by /64 10.0.0.1.
    let address = ip("2001:db8:808:808:a:0:100:0");
    check_address(&prefixes(&["2001:db8::/32"]), address, "accepted");
    check_address(&prefixes(&["2001:db8:808:808::/64"]), address, "unsafe private-use");
    let both = prefixes(&["2001:db8:808:808::/64", "2001:db8::/32"]);
    check_address(&both, address, "unsafe private-use");
    let opened = both.allow_network("10.0.0.0/8".parse().unwrap()).unwrap();
    check_address(&opened, address, "accepted");
}

/// Of several refused addresses the worst is reported, whatever the order of the prefixes.
#[test]
fn of_nested_prefixes_the_worst_address_is_reported() {
    let prefixes = ["2001:db8::/32", "2001:db8:a00:1::/64", "2001:db8:a00:1:a9::/96"];
    let reversed = [prefixes[2], prefixes[1], prefixes[0]];
    for prefixes in [prefixes, reversed] {
        check_all(
            &with(&prefixes),
            &[
                // By /32 and /64 private use and metadata.
                ("2001:db8:a00:1:a9:fea9:fe00:0", "unsafe cloud-metadata"),
                // By /32, /64 and /96 private use, metadata and public.
                ("2001:db8:a00:1:a9:0:808:808", "unsafe private-use"),
            ],
        );
        // By /32 192.0.2.0, which is for documentation, by /64 8.8.8.8.
        let denied = with(&prefixes).nat64_prefix("2001:db8:c000:200::/64".parse().unwrap());
        let denied = denied.and_then(|p| p.deny_network("8.8.8.0/24".parse().unwrap())).unwrap();
        check_address(&denied, ip("2001:db8:c000:200:8:808:800:0"), "unsafe network-denied");
    }
}

/// A prefix of the caller's does not hide what the packet reaches if it meets no translator.
#[test]
fn a_prefix_hides_no_host_inside_isatap() {
    check_all(
        &with(&["2606:4700::/32"]),
        &[
            // By the prefix each one carries 8.8.8.8.
            ("2606:4700:808:808::", "accepted"),
            ("2606:4700:808:808:0:5efe:909:909", "accepted"),
            ("2606:4700:808:808:0:5efe:a00:1", "unsafe private-use"),
            ("2606:4700:808:808:200:5efe:a9fe:a9fe", "unsafe cloud-metadata"),
            // By the prefix 10.0.0.1, then a metadata service: the worst is reported.
            ("2606:4700:a00:1:0:5efe:909:909", "unsafe private-use"),
            ("2606:4700:a00:1:0:5efe:a9fe:a9fe", "unsafe cloud-metadata"),
        ],
    );
    let denied = with(&["2606:4700::/32"]).deny_network("9.9.9.0/24".parse().unwrap()).unwrap();
    check_address(&denied, ip("2606:4700:808:808:0:5efe:909:909"), "unsafe network-denied");
    let open = with(&["2606:4700::/32"]).allow_network("10.0.0.0/8".parse().unwrap()).unwrap();
    check_address(&open, ip("2606:4700:808:808:0:5efe:a00:1"), "accepted");
}

/// Nor does it hide what a relay would forward the packet to: a denial and metadata services count.
#[test]
fn a_prefix_hides_no_relay() {
    let prefixes = with(&["2002::/32", "2002:a9fe:a9fe::/48", "2002:a00:1::/48", "2001::/32"]);
    check_all(
        &prefixes,
        &[
            ("2002:a9fe:a9fe:808:8:800::", "unsafe cloud-metadata"),
            ("2002:a00:1:808:8:800::", "accepted"),
            // The site of a 6to4 relay may go on by ISATAP.
            ("2002:0:808:808:0:5efe:a9fe:a9fe", "unsafe cloud-metadata"),
            // The client of a Teredo address is no host of ISATAP.
            ("2001:0:808:808:0:5efe:a9fe:a9fe", "accepted"),
            // Teredo has the client's address inverted.
            ("2001:0:808:808:0:0:5601:5601", "unsafe cloud-metadata"),
            ("2001:0:808:808::", "accepted"),
        ],
    );
    let denied = prefixes.deny_network("10.0.0.0/8".parse().unwrap()).unwrap();
    check_address(&denied, ip("2002:a00:1:808:8:800::"), "unsafe network-denied");
}

/// Zeros follow the IPv4 address behind a prefix: no host of ISATAP.
#[test]
fn an_address_that_ends_in_the_identifier_of_isatap_is_no_site() {
    check_all(
        &with(&["2001:db8:122:300::/56"]),
        &[
            ("2001:db8:122:308:0:5efe::", "accepted"),
            ("2001:db8:122:308:0:5efe:a00:1", "unsafe private-use"),
        ],
    );
}

/// It says where the local network's own prefix ends, which is guessed without it.
#[test]
fn a_prefix_ends_the_guess_at_the_length_of_the_local_one() {
    // 8.8.8.8 at /48, the metadata service at /96.
    let address = ip("64:ff9b:1:808:8:800:a9fe:a9fe");
    check_address(&with(&["64:ff9b:1::/48"]), address, "accepted");
    check_address(&with(&[]), address, "unsafe cloud-metadata");
    // One around all local prefixes says nothing about them: 1.8.8.8 at /40.
    check_address(&with(&["64:ff9b::/40"]), address, "unsafe cloud-metadata");
    check_address(&with(&["64:ff9b::/40", "64:ff9b:1::/48"]), address, "accepted");
    let denied = with(&["64:ff9b::/40"]).deny_network("10.0.0.0/8".parse().unwrap()).unwrap();
    check_address(&denied, ip("64:ff9b:1:a00:0:100::"), "unsafe network-denied");
    check_address(&with(&["64:ff9b:1::/48"]), ip("64:ff9b:1:a00:0:100::"), "unsafe private-use");
    // It hides no ISATAP site.
    let site = ip("64:ff9b:1:808:0:5efe:a00:1");
    check_address(&with(&["64:ff9b:1::/48"]), site, "unsafe private-use");
}

/// A denial of one reading counts, however bad the others are: an allowed name leaves those open.
#[test]
fn a_denial_of_any_reading_counts() {
    let open = with(&["2606:4700::/32"]).allow_host(".sslip.io").unwrap();
    let network = |text: &str| text.parse().unwrap();
    let only = crate::rule(&[], &["10.0.0.0/8"], &[]);
    for (policy, name, expected) in [
        // By the prefix a metadata service, 8.8.8.8, 8.8.8.8; by ISATAP 10.0.0.1.
        (
            open.clone().deny_network(network("169.254.169.254/32")),
            "2606-4700-a9fe-a9fe-0-5efe-a00-1",
            "network-denied",
        ),
        (
            open.clone().deny_network(network("8.8.8.0/24")),
            "2606-4700-808-808-0-5efe-a00-1",
            "network-denied",
        ),
        (open.clone().only(only), "2606-4700-808-808-0-5efe-a00-1", "no-rule"),
        (Ok(open), "2606-4700-a9fe-a9fe-0-5efe-a00-1", "spelled-address"),
    ] {
        let text = format!("http://{name}.sslip.io/");
        let error = NotifyUrl::parse_with(&text, &policy.unwrap()).unwrap_err();
        assert_eq!(error.reason().id(), expected, "{text}");
    }
}

/// A metadata service must show in the log, even where another reading has no rule.
#[test]
fn a_reading_without_a_rule_hides_no_metadata_service() {
    let only = with(&["2606:4700::/32"]).only(crate::rule(&[], &["10.0.0.0/8"], &[])).unwrap();
    check_address(&only, ip("2606:4700:808:808:0:5efe:a9fe:a9fe"), "unsafe cloud-metadata");
    check_address(&only, ip("2606:4700:808:808::"), "unsafe no-rule");
}

/// Of a relay and the host behind it, both as bad, the one that the packet meets first is reported.
#[test]
fn the_relay_is_reported_before_the_host_behind_it() {
    let policy = with(&["2002:a9fe:a9fe::/48"]);
    let reason = policy.check_address(ip("2002:a9fe:a9fe:808:0:5efe:a9fe:a9fe")).unwrap_err();
    let Reason::Address { class, .. } = reason else { panic!("{reason}") };
    assert_eq!(class.carried().map(|(carrier, _)| carrier), Some(Carrier::SixToFour));
}

/// A denial of any reading counts for a metadata service's own address, too.
#[test]
fn a_denial_behind_a_prefix_around_a_metadata_service_counts() {
    // By /32 it is 0.0.0.0, by /96 169.254.169.254.
    let address = ip("fd00:c1::a9fe:a9fe");
    let prefixes = ["fd00:c1::/32", "fd00:c1::/96"];
    for prefixes in [prefixes, [prefixes[1], prefixes[0]]] {
        let open =
            with(&prefixes).allow_network("fd00:c1::a9fe:a9fe/128".parse().unwrap()).unwrap();
        check_address(&open, address, "accepted");
        for denied in ["0.0.0.0/8", "169.254.169.254/32"] {
            let denied = open.clone().deny_network(denied.parse().unwrap()).unwrap();
            check_address(&denied, address, "unsafe network-denied");
        }
    }
}

/// By the shorter prefix it is 8.8.8.8, which is public. The longer one says what is dialled.
#[test]
fn a_rule_opens_a_name_at_the_address_inside_the_longest_of_nested_prefixes() {
    let rule = crate::rule(&["hooks.corp"], &["10.0.0.1/32"], &[]);
    let prefix = |text: &str| text.parse().unwrap();
    let policy = Policy::default()
        .nat64_prefix(prefix("2001:db8::/32"))
        .and_then(|policy| policy.nat64_prefix(prefix("2001:db8:808:808::/96")))
        .and_then(|policy| policy.allow(rule))
        .unwrap();
    let url = NotifyUrl::parse_with("http://hooks.corp/", &policy).unwrap();
    let answer = |text| url.destination([ip(text)], &policy).map(drop);
    assert_eq!(answer("2001:db8:808:808::10.0.0.1"), Ok(()));
    assert!(answer("2001:db8:808:808::10.0.0.2").is_err());
}
