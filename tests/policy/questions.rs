//! The questions by themselves: of a host, an address and an endpoint, with the reasons that a URL has.

use live_record_notify::{NotifyUrl, Policy};
use test_support::laws::address::edges;
use test_support::url_of;

use crate::{ip, policy, rule};

fn policies() -> Vec<Policy> {
    vec![
        Policy::default(),
        policy(&["allow .corp", "allow 10.1.0.0/16", "deny .example.org", "deny 8.8.8.0/24"]),
        policy(&["allow .localhost", "allow 127.0.0.0/8"]).refuse_ip_literals(),
        Policy::default().only(rule(&[".example.com", "db.corp"], &[], &[])).unwrap(),
        Policy::default().only(rule(&[], &["8.8.0.0/16"], &[])).unwrap(),
        Policy::default().allow_private_networks(),
        Policy::default().allow_loopback(),
        Policy::default().allow_ports([80, 25]).unwrap(),
        Policy::default().allow(rule(&["db.corp"], &["10.1.0.0/16"], &[25])).unwrap(),
        Policy::default().deny(rule(&[".example.com"], &[], &[25])).unwrap(),
        Policy::default().deny(rule(&[], &[], &[80])).unwrap(),
        Policy::default().nat64_prefix("2001:db8:64::/96".parse().unwrap()).unwrap(),
    ]
}

const HOSTS: &[&str] = &[
    "example.com",
    "a.example.com",
    "EXAMPLE.com",
    "example.com.",
    "example.org",
    "bücher.example",
    "xn--bcher-kva.example",
    "ｅxample.com",
    "%65xample.com",
    "a_b.example.com",
    "db.corp",
    "DB.corp",
    "db.corp.",
    "a.db.corp",
    "localhost",
    "a.localhost",
    "LOCALHOST",
    "intranet",
    "metadata.google.internal",
    "METADATA.google.internal.",
    "10.1.2.3.nip.io",
    "10.2.2.3.nip.io",
    "169.254.169.254.nip.io",
    "lvh.me",
    "8.8.8.8",
    "8.8.4.4",
    "0x7f.1",
    "0x08080808",
    "127.1",
    "2130706433",
    "１２７.0.0.1",
    "127.0.0.1.",
    "256.256.256.256",
    "1.2.3.4.5",
    "[::1]",
    "[::ffff:10.1.2.3]",
    "[::ffff:10.2.2.3]",
    "[2606:4700::1]",
    "[2606:4700:0::1]",
    "[2001:db8:64::808:808]",
    "[2001:db8:64::a00:1]",
    "[fe80::1%25eth0]",
    "[example.com]",
    "[127.0.0.1]",
    "[::1",
    "::1]",
    "a..example.com",
    ".example.com",
    "-a.example.com",
    "a b.example.com",
    "a\u{200b}.example.com",
    "a*.example.com",
    "127.0.0.1%00.example.com",
];

#[test]
fn a_host_is_judged_as_in_a_url() {
    let mut count = 0;
    for policy in policies() {
        // Without a port, rules with ports are left out.
        if policy.check_host("example.com")
            != policy.check_endpoint("example.com", at("8.8.4.4", 80))
        {
            continue;
        }
        for host in HOSTS {
            let url = NotifyUrl::parse_with(&format!("http://{host}/"), &policy);
            let url = url.map(drop).map_err(|error| *error.reason());
            assert_eq!(policy.check_host(host), url, "{host} by {policy:?}");
            count += 1;
        }
    }
    assert!(count >= 7 * HOSTS.len(), "{count}");
}

fn at(address: &str, port: u16) -> std::net::SocketAddr {
    (ip(address), port).into()
}

/// The answers are public, private, a form of each, and a metadata service; the ports good and bad.
#[test]
fn an_endpoint_is_judged_as_a_url_and_its_destination() {
    let answers = [
        "8.8.8.8",
        "9.9.9.9",
        "10.1.2.3",
        "::ffff:10.1.2.3",
        "2001:db8:64::808:808",
        "169.254.169.254",
    ];
    for policy in policies() {
        // With a port behind it, half a bracket reads as another host.
        let hosts = HOSTS.iter().filter(|host| host.starts_with('[') == host.ends_with(']'));
        for (host, answer, port) in hosts
            .flat_map(|host| answers.map(|answer| (host, answer)))
            .flat_map(|(host, answer)| [80, 8080, 25, 0].map(|port| (host, answer, port)))
        {
            let url = NotifyUrl::parse_with(&format!("http://{host}:{port}/"), &policy);
            let staged = url.and_then(|url| url.destination([ip(answer)], &policy));
            let staged = staged.map(drop).map_err(|error| *error.reason());
            let asked = policy.check_endpoint(host, at(answer, port));
            assert_eq!(asked, staged, "{host} at {answer}, port {port}, by {policy:?}");
        }
    }
}

#[test]
fn an_ipv6_address_needs_no_brackets() {
    for policy in policies() {
        for address in edges().chain(["::ffff:10.1.2.3", "2001:db8:64::808:808"].map(ip)) {
            let typed = address.to_string();
            let bracketed = if address.is_ipv6() { format!("[{typed}]") } else { typed.clone() };
            assert_eq!(policy.check_host(&typed), policy.check_host(&bracketed), "{typed}");
            let endpoint = (address, 8080).into();
            let asked = policy.check_endpoint(&typed, endpoint);
            assert_eq!(asked, policy.check_endpoint(&bracketed, endpoint), "{typed}");
        }
    }
    assert!(Policy::default().check_host("2606:4700::1").is_ok());
    assert!(Policy::default().check_host("2606:4700:0:0::1").is_ok());
    assert!(Policy::default().check_host("2606:4700::1%eth0").is_err());
    assert!(Policy::default().check_host("[2606:4700::1").is_err());
}

/// For no host in particular: as a literal, whatever that a policy says of literals themselves.
#[test]
fn an_address_is_judged_as_a_literal_without_a_port() {
    let policy = policy(&["allow 10.1.0.0/16", "deny 8.8.8.0/24", "allow fd00::/16"]);
    for policy in [Policy::default(), policy, Policy::default().allow_private_networks()] {
        for address in edges() {
            let url = NotifyUrl::parse_with(&url_of(address), &policy).map(drop);
            assert_eq!(policy.check_address(address), url.map_err(|error| *error.reason()));
        }
    }
    let names_alone = Policy::default().refuse_ip_literals();
    assert!(names_alone.check_address(ip("8.8.8.8")).is_ok());
    assert!(names_alone.check_host("8.8.8.8").is_err());
}

/// Rules with hosts or ports say nothing of an address alone; nor do rules with ports of a host.
#[test]
fn a_question_leaves_out_the_rules_that_ask_for_more() {
    let private = ip("10.1.2.3");
    let address = |rule| Policy::default().allow(rule).unwrap().check_address(private).is_ok();
    assert!(address(rule(&[], &["10.1.0.0/16"], &[])));
    assert!(!address(rule(&["db.corp"], &["10.1.0.0/16"], &[])));
    assert!(!address(rule(&["."], &["10.1.0.0/16"], &[])));
    assert!(!address(rule(&[], &["10.1.0.0/16"], &[80])));
    let denied = |rule| Policy::default().deny(rule).unwrap().check_address(ip("8.8.8.8")).is_err();
    assert!(denied(rule(&[], &["8.8.8.0/24"], &[])));
    assert!(!denied(rule(&["."], &["8.8.8.0/24"], &[])));
    assert!(!denied(rule(&[], &["8.8.8.0/24"], &[80])));
    assert!(!denied(rule(&[], &[], &[80])));
    let listed = |rule| Policy::default().only(rule).unwrap().check_address(ip("8.8.8.8")).is_ok();
    assert!(listed(rule(&[], &["8.8.8.0/24"], &[])));
    assert!(!listed(rule(&["."], &["8.8.8.0/24"], &[])));
    assert!(!listed(rule(&[], &["8.8.8.0/24"], &[80])));

    let host = |rule| Policy::default().allow(rule).unwrap().check_host("db.corp").is_ok();
    assert!(host(rule(&["db.corp"], &[], &[])));
    assert!(host(rule(&["db.corp"], &["10.1.0.0/16"], &[])));
    assert!(!host(rule(&["db.corp"], &[], &[80])));
    let denied = |rule| Policy::default().deny(rule).unwrap().check_host("example.com").is_err();
    assert!(denied(rule(&["example.com"], &[], &[])));
    assert!(!denied(rule(&["example.com"], &[], &[80])));
    assert!(!denied(rule(&["example.com"], &["8.8.8.0/24"], &[])));
}

/// `localhost` answers an IPv4 address and an IPv6 address, often both at once.
#[test]
fn loopback_opens_what_localhost_answers() {
    let policy = Policy::default().allow_loopback();
    for host in ["localhost", "app.localhost", "LOCALHOST"] {
        let url = NotifyUrl::parse_with(&format!("http://{host}:8080/"), &policy).unwrap();
        for answer in [&["127.0.0.1"][..], &["::1"], &["127.0.0.1", "::1"], &["::ffff:127.0.0.1"]] {
            assert!(url.destination(answer.iter().map(|text| ip(text)), &policy).is_ok(), "{host}");
        }
        for answer in ["10.0.0.1", "169.254.169.254", "0.0.0.0", "::", "fe80::1", "fd00::1"] {
            let mixed = [ip("127.0.0.1"), ip(answer)];
            assert!(url.destination(mixed, &policy).is_err(), "{answer}");
        }
    }
    #[rustfmt::skip]
    let rows = [
        ("127.0.0.1", ""), ("127.255.255.255", ""), ("::1", ""),
        ("0.0.0.0", "unspecified"), ("128.0.0.1", ""), ("126.0.0.1", ""), ("::2", "ipv4-compatible"),
        ("10.0.0.1", "private-use"), ("169.254.1.1", "link-local"), ("fe80::1", "link-local"),
        ("169.254.169.254", "cloud-metadata"), ("fd00::1", "unique-local"),
        ("metadata.google.internal", "cloud-metadata-name"), ("printer7", "single-label"),
        ("db.corp", "private-name"), ("lvh.me", "loopback-name"), ("notlocalhost", "single-label"),
        ("localhost.example.com", ""), ("localdomain", "private-name"),
    ];
    for (host, expected) in rows {
        let reason = policy.check_host(host).map_or_else(|reason| reason.id(), |()| "");
        assert_eq!(reason, expected, "{host}");
    }
}

#[test]
fn private_networks_leave_metadata_link_local_and_loopback_locked() {
    let policy = Policy::default().allow_private_networks();
    #[rustfmt::skip]
    let rows = [
        ("10.0.0.1", ""), ("172.16.0.1", ""), ("172.31.255.255", ""), ("192.168.1.1", ""),
        ("fd00::1", ""), ("fc00::1", ""), ("::ffff:10.0.0.1", ""), ("64:ff9b::10.0.0.1", ""),
        ("172.32.0.1", ""), ("192.169.0.1", ""), ("100.64.0.1", "shared-address-space"),
        ("127.0.0.1", "loopback"), ("::1", "loopback"), ("0.0.0.0", "unspecified"),
        ("169.254.1.1", "link-local"), ("fe80::1", "link-local"), ("fec0::1", "site-local"),
        ("169.254.169.254", "cloud-metadata"), ("fd00:ec2::254", "cloud-metadata"),
        ("fd20:ce::254", "cloud-metadata"), ("::ffff:169.254.169.254", "cloud-metadata"),
        ("100.100.100.200", "cloud-metadata"), ("168.63.129.16", "cloud-metadata"),
        ("192.0.0.192", "cloud-metadata"), ("198.18.0.1", "benchmarking"),
        ("224.0.0.1", "multicast"), ("2002:a00:1::1", "6to4"), ("64:ff9b:1::a00:1", "local-nat64"),
        ("db.corp", ""), ("receiver.lan", ""), ("printer.local", ""), ("a.home.arpa", ""),
        ("intranet", ""), ("a.internal", ""), ("host.docker.internal", ""),
        ("kubernetes.default.svc", ""), ("localhost", "special-use-name"),
        ("a.localhost", "special-use-name"), ("a.onion", "special-use-name"),
        ("a.invalid", "special-use-name"), ("lvh.me", "loopback-name"),
        ("metadata.google.internal", "cloud-metadata-name"),
        ("instance-data", "cloud-metadata-name"), ("10.0.0.1.nip.io", ""),
        ("127.0.0.1.nip.io", "spelled-address"), ("169.254.169.254.nip.io", "spelled-address"),
        ("make-10-0-0-1.1u.ms", "rebinding-name"),
    ];
    for (host, expected) in rows {
        let reason = policy.check_host(host).map_or_else(|reason| reason.id(), |()| "");
        assert_eq!(reason, expected, "{host}");
    }
    // A private name leads to private and public addresses alone.
    let url = NotifyUrl::parse_with("http://receiver.lan/", &policy).unwrap();
    for (answer, is_ok) in [
        ("192.168.1.7", true),
        ("fd00::7", true),
        ("8.8.8.8", true),
        ("127.0.0.1", false),
        ("169.254.169.254", false),
        ("fd00:ec2::254", false),
        ("169.254.1.1", false),
    ] {
        assert_eq!(url.destination([ip(answer)], &policy).is_ok(), is_ok, "{answer}");
    }
}
