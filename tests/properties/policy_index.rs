//! A policy looks its entries up in indexes, and gives the verdicts of a plain scan.

use std::net::{IpAddr, SocketAddr};

use ipnet::{IpNet, Ipv6Net};
use live_record_notify::address::{AddressKind, classify};
use live_record_notify::{NotifyUrl, Policy, Verb};
use proptest::collection::vec;
use proptest::option;
use proptest::prelude::*;
use proptest::sample::{select, subsequence};
use test_support::plain_scan::{PlainPolicy, PlainRule, holds_name};
use test_support::url_of;

/// They nest, and one is the end of another's text.
const NAMES: &[&str] = &[
    "a",
    "b.a",
    "a.b.a",
    "a-b.a",
    "b.a-b.a",
    "ab.a",
    "b.example.com",
    "example.com",
    "corp",
    "db.corp",
    "localhost",
    "google.internal",
    "metadata.google.internal",
];

const ADDRESSES: &[&str] = &[
    "10.1.2.3",
    "10.1.2.4",
    "8.8.8.8",
    "8.8.9.8",
    "127.0.0.1",
    "169.254.169.254",
    "198.18.0.1",
    "::ffff:10.1.2.3",
    "::ffff:8.8.8.8",
    "::ffff:169.254.169.254",
    "64:ff9b::10.1.2.3",
    "64:ff9b::8.8.8.8",
    "64:ff9b::169.254.169.254",
    "64:ff9b:1::10.1.2.3",
    "2002:808:808::1",
    "2002:a9fe:a9fe::1",
    "2002:808:808::5efe:10.1.2.3",
    "fd00::5efe:10.1.2.3",
    "2606:4700::5efe:8.8.8.8",
    "2606:4700:808:808:0:5efe:10.1.2.3",
    "2606:4700:808:808:200:5efe:169.254.169.254",
    "2002:a9fe:a9fe:808:8:800::",
    "64:ff9b:1:808:8:800:10.1.2.3",
    "64:ff9b:1:808:0:5efe:10.1.2.3",
    "64:ff9b:1:808:8:800:169.254.169.254",
    "64:ff9b:1:a9fe:a9:fe00::",
    "fd00:0:0:0a00:0:5efe::",
    "fd00:c1::a9fe:a9fe",
    "fd00::1",
    "fd00:ec2::254",
    "2606:4700::1",
    "2606:4700:a01:203::",
    "::1",
    "::10.1.2.3",
];

const PORTS: [u16; 4] = [80, 8080, 22, 25];

const LENGTHS: [u8; 17] = [0, 1, 7, 8, 9, 15, 16, 24, 31, 32, 48, 64, 96, 104, 120, 127, 128];

fn addresses() -> impl Iterator<Item = IpAddr> {
    ADDRESSES.iter().map(|text| text.parse().unwrap())
}

fn pattern() -> impl Strategy<Value = String> {
    let patterns = NAMES.iter().flat_map(|name| [(*name).to_owned(), format!(".{name}")]);
    select(patterns.chain([".".to_owned()]).collect::<Vec<_>>())
}

fn network() -> impl Strategy<Value = IpNet> {
    (select(addresses().collect::<Vec<_>>()), select(&LENGTHS[..])).prop_map(|(address, length)| {
        let length = if address.is_ipv4() { length.min(32) } else { length };
        IpNet::new(address, length).unwrap().trunc()
    })
}

fn rule() -> impl Strategy<Value = PlainRule> {
    let hosts = option::of(vec(pattern(), 1..4));
    let networks = option::of(vec(network(), 1..4));
    let ports = option::weighted(0.3, subsequence(&PORTS[..], 1..3));
    (hosts, networks, ports).prop_map(|(hosts, networks, ports)| PlainRule {
        hosts,
        networks,
        ports,
    })
}

fn verb() -> impl Strategy<Value = Verb> {
    prop_oneof![2 => Just(Verb::Deny), 1 => Just(Verb::Only), 4 => Just(Verb::Allow)]
}

const NAT64_PREFIXES: &[&str] = &[
    "2606:4700::/32",
    "2606:4700::/96",
    "fd00::/48",
    "fd00::/56",
    "fd00:c1::/32",
    "fd00:c1::/96",
    "2002:a9fe:a9fe::/48",
    "64:ff9b:1::/48",
    "64:ff9b::/40",
];

fn nat64_prefixes() -> impl Strategy<Value = Vec<Ipv6Net>> {
    let prefixes = NAT64_PREFIXES.iter().map(|text| text.parse().unwrap());
    subsequence(prefixes.collect::<Vec<_>>(), 0..=3)
}

fn any_rules(most: usize) -> impl Strategy<Value = Vec<(Verb, PlainRule)>> {
    vec((verb(), rule()), 0..most)
}

/// The rules as a policy and as a plain list, without those that are errors.
fn built(rules: Vec<(Verb, PlainRule)>, prefixes: &[Ipv6Net]) -> (Policy, PlainPolicy) {
    let policy = prefixes.iter().fold(Policy::default(), |p, net| p.nat64_prefix(*net).unwrap());
    let mut plain = PlainPolicy { nat64_prefixes: prefixes.to_vec(), ..PlainPolicy::default() };
    let policy = rules.into_iter().fold(policy, |p, (verb, rule)| plain.add(p, verb, rule));
    (policy, plain)
}

/// The host of a request: a name, or a literal.
type Asked = (Option<&'static str>, SocketAddr);

/// Every request to one of the ports.
fn requests(ports: &[u16]) -> impl Iterator<Item = Asked> {
    let hosts = || NAMES.iter().copied().map(Some).chain([None]);
    let endpoints = move |port| addresses().map(move |address| SocketAddr::new(address, port));
    let of_port = move |port| endpoints(port).flat_map(move |at| hosts().map(move |h| (h, at)));
    ports.iter().copied().flat_map(of_port)
}

/// Whether `policy` lets the request through: by the stages of a URL, and asked by itself. Both give
/// the same reason.
#[track_caller]
fn lets_through(policy: &Policy, (name, endpoint): Asked) -> bool {
    let (address, port) = (endpoint.ip(), endpoint.port());
    let literal = url_of(address);
    let literal = literal.trim_start_matches("http://").trim_end_matches('/');
    let host = name.unwrap_or(literal);
    let url = NotifyUrl::parse_with(&format!("http://{host}:{port}/"), policy);
    let staged = url.and_then(|url| url.destination([address], policy));
    let staged = staged.map(|_| ()).map_err(|error| error.reason().id());
    let asked = policy.check_endpoint(host, endpoint).map_err(|reason| reason.id());
    assert_eq!(staged, asked, "{host} at {endpoint} by {policy:?}");
    asked.is_ok()
}

/// The address as a label, `10-1-2-3` or all eight groups.
fn spelled(address: IpAddr) -> String {
    match address {
        IpAddr::V4(v4) => v4.octets().map(|octet| octet.to_string()).join("-"),
        IpAddr::V6(v6) => v6.segments().map(|group| format!("{group:x}")).join("-"),
    }
}

fn denial(hosts: &[String], networks: &[IpNet]) -> Policy {
    let policy = hosts.iter().fold(Policy::default(), |p, host| p.deny_host(host).unwrap());
    networks.iter().fold(policy, |p, network| p.deny_network(*network).unwrap())
}

proptest! {
    // Each case asks about every request.
    #![proptest_config(ProptestConfig {
        failure_persistence: None,
        cases: ProptestConfig::default().cases / 2,
        ..ProptestConfig::default()
    })]

    #[test]
    fn every_request_is_judged_as_a_plain_scan_judges_it(
        rules in any_rules(9),
        prefixes in nat64_prefixes(),
        ports in subsequence(&PORTS[..], 1..=2),
        [loopback, private] in any::<[bool; 2]>(),
    ) {
        let (policy, mut plain) = built(rules, &prefixes);
        plain.allows_loopback = loopback;
        plain.allows_private_networks = private;
        let policy = if loopback { policy.allow_loopback() } else { policy };
        let policy = if private { policy.allow_private_networks() } else { policy };
        for (name, endpoint) in requests(&ports) {
            let expected = plain.lets_through(name, endpoint.ip(), endpoint.port());
            let got = lets_through(&policy, (name, endpoint));
            prop_assert_eq!(got, expected, "{:?} at {} by {:?}", name, endpoint, plain);
        }
        for &port in &ports {
            for &name in NAMES {
                let url = NotifyUrl::parse_with(&format!("http://{name}:{port}/"), &policy);
                let expected = plain.lets_name_through(name, port);
                prop_assert_eq!(url.is_ok(), expected, "{}:{} by {:?}", name, port, plain);
            }
        }
    }

    #[test]
    fn the_order_of_the_rules_changes_no_verdict(
        rules in any_rules(9),
        prefixes in nat64_prefixes(),
        keys in vec(any::<u32>(), 9),
    ) {
        let (policy, plain) = built(rules, &prefixes);
        let mut shuffled: Vec<_> = keys.into_iter().zip(plain.rules.clone()).collect();
        shuffled.sort_by_key(|(key, _)| *key);
        let shuffled: Vec<_> = shuffled.into_iter().map(|(_, rule)| rule).collect();
        let count = shuffled.len();
        let (other, plain) = built(shuffled, &prefixes);
        prop_assert_eq!(plain.rules.len(), count, "a rule is an error in another order");
        for request in requests(&PORTS[1..3]) {
            let got = lets_through(&other, request);
            prop_assert_eq!(got, lets_through(&policy, request), "{:?} by {:?}", request, plain);
        }
    }

    /// An allowed name that spells an address leaves it to the second stage, but for what is denied
    /// or a metadata service by any reading.
    #[test]
    fn an_allowed_name_opens_no_denied_address_that_it_spells(
        rules in any_rules(9),
        prefixes in nat64_prefixes(),
    ) {
        let (policy, plain) = built(rules, &prefixes);
        let Ok(policy) = policy.allow_host(".sslip.io") else { return Ok(()) };
        // No port is known yet.
        let plain = plain.without_ports();
        let opens_addresses =
            plain.rules.iter().any(|(verb, r)| *verb == Verb::Allow && r.networks.is_some());
        for address in addresses() {
            let name = format!("{}.sslip.io", spelled(address));
            let denied = plain.denies(Some(&name), address, 80);
            let metadata = plain.ways(address).all(address).any(|way| {
                classify(way).kind() == AddressKind::CloudMetadata
            });
            let is_locked = denied || metadata && !opens_addresses;
            let is_accepted = policy.check_host(&name).is_ok();
            prop_assert!(!is_locked || !is_accepted, "{} by {:?}", name, plain);
        }
    }

    /// Many entries of one list, so that they nest several times.
    #[test]
    fn many_entries_of_one_dimension_are_found_as_by_a_plain_scan(
        hosts in vec("\\.?[ab]-?b?(\\.(a|b|a-b|b0)){0,4}", 0..40),
        names in vec("(a|b|a-b|ab)(\\.(a|b|a-b|b0)){1,4}", 40),
        networks in vec((any::<bool>(), 0_u32..64, 0_u8..=12), 0..40),
    ) {
        let hosts: Vec<_> = hosts.into_iter().filter(|h| !h.contains("-.") && !h.ends_with('-')).collect();
        let networks: Vec<_> = networks.into_iter().map(|(is_v4, bits, left)| {
            let (v4, v6) = (0x0808_0800 | bits, 0x2606_4700 << 96 | u128::from(bits));
            let address = if is_v4 { IpAddr::from(v4.to_be_bytes()) } else { v6.to_be_bytes().into() };
            let whole = if is_v4 { 32 } else { 128 };
            IpNet::new(address, whole - left).unwrap().trunc()
        }).collect();
        let policy = denial(&hosts, &networks);
        for name in &names {
            let expected = hosts.iter().any(|pattern| holds_name(pattern, name));
            let reason = policy.check_host(name).map_err(|reason| reason.id());
            prop_assert_eq!(reason == Err("host-denied"), expected, "{} by {:?}", name, hosts);
        }
        for bits in 0..128_u32 {
            let (v4, v6) = (0x0808_0800 | bits, 0x2606_4700 << 96 | u128::from(bits));
            for address in [IpAddr::from(v4.to_be_bytes()), v6.to_be_bytes().into()] {
                let expected = networks.iter().any(|network| network.contains(&address));
                let is_denied = policy.check_address(address).is_err();
                prop_assert_eq!(is_denied, expected, "{} by {:?}", address, networks);
            }
        }
        // The same in the other order, and all at once.
        let reversed = denial(
            &hosts.iter().rev().cloned().collect::<Vec<_>>(),
            &networks.iter().rev().copied().collect::<Vec<_>>(),
        );
        for name in &names {
            prop_assert_eq!(policy.check_host(name), reversed.check_host(name));
        }
    }

    /// A prefix that one policy alone names hides nothing that the other denies for sure.
    #[test]
    fn a_merged_policy_denies_what_either_denies(
        (a, of_a) in (any_rules(6), nat64_prefixes()),
        (b, of_b) in (any_rules(6), nat64_prefixes()),
    ) {
        let (policy_a, a) = built(a, &of_a);
        let (policy_b, b) = built(b, &of_b);
        let Ok(merged) = policy_a.merge(&policy_b) else { return Ok(()) };
        for (name, at) in requests(&PORTS[1..3]) {
            let denied = [&a, &b].iter().any(|p| p.surely_denies(name, at.ip(), at.port()));
            let accepted = lets_through(&merged, (name, at));
            prop_assert!(!denied || !accepted, "{:?} at {} by {:?} and {:?}", name, at, a, b);
        }
    }

    /// What a merged policy lets through is denied by neither, and is one of those to which either
    /// limits requests.
    #[test]
    fn a_merged_policy_keeps_what_both_refuse(
        a in any_rules(6),
        b in any_rules(6),
        prefixes in nat64_prefixes(),
    ) {
        let (policy_a, a) = built(a, &prefixes);
        let (policy_b, b) = built(b, &prefixes);
        let merged = policy_a.merge(&policy_b);
        let Ok(merged) = merged else {
            // Nothing in common: no request is one of both.
            for (name, at) in requests(&PORTS[1..3]) {
                let both = [&a, &b].iter().all(|p| p.lists(name, at.ip(), at.port()));
                prop_assert!(!both, "{:?} at {}", name, at);
            }
            return Ok(());
        };
        for (name, at) in requests(&PORTS[1..3]) {
            let (address, port) = (at.ip(), at.port());
            let denied = [&a, &b].iter().any(|p| p.denies(name, address, port));
            let listed = [&a, &b].iter().all(|p| p.lists(name, address, port));
            if lets_through(&merged, (name, at)) {
                prop_assert!(!denied && listed, "{:?} at {} by {:?} and {:?}", name, at, a, b);
            } else {
                // What one lets through and the other neither denies nor leaves out is let through.
                let by_one = lets_through(&policy_a, (name, at)) || lets_through(&policy_b, (name, at));
                prop_assert!(denied || !listed || !by_one, "{:?} at {} by {:?} and {:?}", name, at, a, b);
            }
        }
        let other_way = policy_b.merge(&policy_a).unwrap();
        for request in requests(&PORTS[1..3]) {
            prop_assert_eq!(lets_through(&merged, request), lets_through(&other_way, request));
        }
    }
}
