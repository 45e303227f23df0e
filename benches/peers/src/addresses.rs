//! Those who say whether an address is public.

use std::hint::black_box;
use std::net::IpAddr;
use std::time::{Duration, Instant};

use ipnet::{Ipv4Net, Ipv6Net};
use live_record_notify::address::{AddressKind, Block, classify, is_public};
use live_record_notify_benches::chart::OURS;
use live_record_notify_benches::inputs;

use crate::measured::{HARNESS, Medians, Samples};

pub const CLASSIFY: &str = "live-record-notify: classify";
pub const IPNET: &str = "ipnet: scan of a list";

pub struct Contender {
    name: &'static str,
    is_public: Box<dyn Fn(&IpAddr) -> bool>,
    judge: Judge,
}

/// How long the verdicts on all addresses take, and how many of those are public.
type Judge = Box<dyn Fn(&[IpAddr]) -> (Duration, usize)>;

fn contender(
    name: &'static str,
    is_public: impl Fn(&IpAddr) -> bool + Clone + 'static,
) -> Contender {
    let each = is_public.clone();
    let judge = move |addresses: &[IpAddr]| {
        let mut public = 0;
        let start = Instant::now();
        for address in addresses {
            public += usize::from(each(black_box(address)));
        }
        (start.elapsed(), public)
    };
    Contender { name, is_public: Box::new(is_public), judge: Box::new(judge) }
}

pub fn contenders() -> Vec<Contender> {
    let acl: &_ = Box::leak(Box::new(http_acl::HttpAcl::builder().ip_acl_default(true).build()));
    let v4: Vec<Ipv4Net> = networks(IPV4_NETWORKS);
    let v6: Vec<Ipv6Net> = networks(IPV6_NETWORKS);
    vec![
        contender(HARNESS, IpAddr::is_ipv4),
        // The whole answer is made: the row, and the IPv4 address that an IPv6 address carries.
        contender(CLASSIFY, |address| {
            let class = classify(*address);
            black_box(&class).is_public()
        }),
        contender("live-record-notify: is_public", |address| is_public(*address)),
        contender("agent-fetch: is_private_ip", |address| {
            !agent_fetch::ip_check::is_private_ip(*address)
        }),
        contender("ip_rfc: global", ip_rfc::global),
        contender("ssrf-guard: is_public", |address| ssrf_guard::is_public(*address)),
        contender("http-acl: is_ip_allowed", |address| acl.is_ip_allowed(address).is_allowed()),
        contender(IPNET, move |address| match address {
            IpAddr::V4(address) => !v4.iter().any(|network| network.contains(address)),
            IpAddr::V6(address) => !v6.iter().any(|network| network.contains(address)),
        }),
    ]
}

#[rustfmt::skip]
const IPV4_NETWORKS: &[&str] = &[
    "0.0.0.0/8", "10.0.0.0/8", "100.64.0.0/10", "127.0.0.0/8", "169.254.0.0/16", "172.16.0.0/12",
    "192.0.0.0/24", "192.0.2.0/24", "192.88.99.0/24", "192.168.0.0/16", "198.18.0.0/15",
    "198.51.100.0/24", "203.0.113.0/24", "224.0.0.0/4", "240.0.0.0/4",
];

#[rustfmt::skip]
const IPV6_NETWORKS: &[&str] = &[
    "::/96", "::ffff:0:0/96", "::ffff:0:0:0/96", "64:ff9b::/96", "64:ff9b:1::/48", "100::/64",
    "100:0:0:1::/64", "2001::/23", "2001:db8::/32", "2002::/16", "3fff::/20", "5f00::/16",
    "fc00::/7", "fe80::/10", "fec0::/10", "ff00::/8",
];

fn networks<T: std::str::FromStr<Err: std::fmt::Debug>>(texts: &[&str]) -> Vec<T> {
    texts.iter().map(|text| text.parse().expect("a network")).collect()
}

/// What nobody may get wrong: so each of them is really asked.
pub fn check_controls(contenders: &[Contender]) {
    for Contender { name, is_public, .. } in contenders.iter().filter(|one| one.name != HARNESS) {
        for (address, expected) in [
            ("8.8.8.8", true),
            ("10.1.2.3", false),
            ("127.0.0.1", false),
            ("2606:4700:4700::1111", true),
            ("::1", false),
        ] {
            let parsed = address.parse().expect("an address");
            assert_eq!(is_public(&parsed), expected, "{name} on {address}");
        }
    }
}

/// How many rows of the tables are not globally reachable by the registries of special-purpose
/// addresses and of multicast, and how many of them each peer lets through.
pub fn let_through(contenders: &[Contender]) -> (usize, Vec<(&'static str, usize)>) {
    // What those registries leave out.
    let is_left_out = |block: &Block| match block.kind() {
        AddressKind::CloudMetadata | AddressKind::SixBone => true,
        AddressKind::Reserved => block.network().addr().is_ipv6(),
        _ => false,
    };
    let rows: Vec<_> = Block::all()
        .filter(|block| !block.is_public() && !is_left_out(block))
        .map(|block| block.network().addr())
        .collect();
    let peers = contenders.iter().filter(|one| one.name != HARNESS && !one.name.starts_with(OURS));
    let count =
        |is_public: &dyn Fn(&IpAddr) -> bool| rows.iter().filter(|row| is_public(row)).count();
    (rows.len(), peers.map(|peer| (peer.name, count(&*peer.is_public))).collect())
}

/// Takes turns, and asserts of every sample that the verdicts in it are those on each address.
pub fn measure(contenders: &[Contender], rounds: usize) -> Medians {
    let [v4, v6] = inputs::mixed_addresses(1024);
    let sets = [("IPv4", v4), ("IPv6", v6)];
    let names = sets.iter().map(|(name, _)| *name).collect();
    let mut samples = Samples::new(names, contenders.iter().map(|contender| contender.name));
    for round in 0..=rounds {
        for (i, (_, addresses)) in sets.iter().enumerate() {
            for turn in 0..contenders.len() {
                let turn = (turn + round) % contenders.len();
                let Contender { name, is_public, judge } = &contenders[turn];
                let expected = addresses.iter().filter(|address| is_public(address)).count();
                let (duration, public) = judge(addresses);
                assert_eq!(public, expected, "{name}");
                if round > 0 {
                    samples.add(turn, i, duration, addresses.len());
                }
            }
        }
    }
    samples.medians("per address")
}
