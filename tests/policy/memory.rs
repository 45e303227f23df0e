//! What a long list takes: a few bytes for each entry, and nothing for a clone.

use std::net::{IpAddr, Ipv4Addr, Ipv6Addr};

use allocation_counter::measure;
use ipnet::{IpNet, Ipv4Net, Ipv6Net};
use live_record_notify::{Policy, PolicyError};

const ENTRIES: usize = 20_000;

/// Beyond the text of a name.
const BYTES_AN_ENTRY: usize = 100;

/// Names as they stand in threat feeds, and such as have many bytes in common.
const NAMES: [fn(u64) -> String; 6] = [
    |n| format!("{:08x}.com", n >> 32),
    |n| format!(".a{:04x}.{:012x}.co.uk", n >> 48, n << 16 >> 16),
    |n| format!("a{:06x}.edge.eu-west.cdn.example.com", n >> 40),
    |n| format!(".{n:016x}-and-more.example.com"),
    |n| format!("{:x}.a{:05x}.net", n & 1, n >> 44),
    |n| format!("{:x}.{:x}.{:x}.info", n >> 60, n >> 56 & 15, n & 0xffff_ffff),
];

const NETWORKS: [fn(u64) -> IpNet; 4] = [
    |n| Ipv4Net::new_assert(Ipv4Addr::from_bits(u32::try_from(n >> 40 << 8).unwrap()), 24).into(),
    |n| IpNet::from(IpAddr::from(Ipv4Addr::from_bits((n >> 32) as u32))),
    |n| Ipv6Net::new_assert(Ipv6Addr::from_bits(u128::from(n >> 16) << 80), 48).into(),
    |n| IpNet::from(IpAddr::from(Ipv6Addr::from_bits(u128::from(n) << 64 | 1))),
];

#[test]
fn an_entry_takes_few_bytes_in_random_and_in_sorted_order() {
    for (shape, name) in NAMES.iter().enumerate() {
        let mut names: Vec<_> = numbers().map(name).collect();
        let add = |policy: Policy, name: &String| policy.deny_host(name);
        check(&names, String::len, add, &format!("names {shape}, random"));
        names.sort_unstable();
        check(&names, String::len, add, &format!("names {shape}, sorted"));
    }
    for (shape, network) in NETWORKS.iter().enumerate() {
        let mut networks: Vec<_> = numbers().map(network).collect();
        let add = |policy: Policy, network: &IpNet| policy.deny_network(*network);
        check(&networks, |_| 0, add, &format!("networks {shape}, random"));
        networks.sort_unstable();
        check(&networks, |_| 0, add, &format!("networks {shape}, sorted"));
    }
}

/// Different numbers, in an order that looks random.
fn numbers() -> impl Iterator<Item = u64> {
    (1..=ENTRIES as u64).map(|n| n.wrapping_mul(0x9e37_79b9_7f4a_7c15))
}

#[track_caller]
fn check<T>(
    entries: &[T],
    length: fn(&T) -> usize,
    add: impl Fn(Policy, &T) -> Result<Policy, PolicyError>,
    what: &str,
) {
    let mut policy = Policy::default();
    let taken = measure(|| {
        policy = entries.iter().try_fold(Policy::default(), add).unwrap();
    });
    let text = entries.iter().map(length).sum::<usize>();
    let beyond = (usize::try_from(taken.bytes_current).unwrap() - text) / ENTRIES;
    assert!(beyond <= BYTES_AN_ENTRY, "{what}: {beyond} bytes");

    let cloned = measure(|| drop(policy.clone()));
    assert_eq!(cloned.count_total, 0, "{what}");
}
