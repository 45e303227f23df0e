//! The look-up of addresses against plain scans: of IPv4 every address, of IPv6 every edge.

use std::collections::{BTreeSet, HashSet};
use std::net::{IpAddr, Ipv4Addr};
use std::thread;

use ipnet::{IpNet, Ipv4Net};
use live_record_notify::address::{AddressKind, Block, Carrier, classify};
use test_support::data;
use test_support::laws::address::{
    class_is_that_of_the_longest_row, edges, embedded, forms,
    forms_of_one_address_are_judged_alike, ipv4_edges, longest_row,
    std_predicates_imply_not_public,
};

/// A run of IPv4 addresses of one kind.
#[derive(Debug)]
struct Run {
    first: u32,
    last: u32,
    kind: AddressKind,
    is_public: bool,
    network: Option<IpNet>,
}

/// The whole of IPv4 by the copies of the registries in `tests/data/`, cut at every edge of a row.
fn runs() -> Vec<Run> {
    let registry = data::special_purpose_addresses();
    let registry = registry.into_iter().map(|[network, _, _, terminated, reachable, kind]| {
        (network, kind, reachable == "true" && terminated == "-")
    });
    let metadata = data::cloud_metadata();
    let metadata = metadata
        .into_iter()
        .filter(|[_, kind, _]| kind == "ip")
        .map(|[_, _, address]| (format!("{address}/32"), "cloud-metadata".to_owned(), false));
    let multicast = ("224.0.0.0/4".to_owned(), "multicast".to_owned(), false);
    let rows: Vec<(Ipv4Net, String, bool)> = registry
        .chain(metadata)
        .chain([multicast])
        .filter_map(|(network, kind, is_public)| Some((network.parse().ok()?, kind, is_public)))
        .collect();

    let first = |row: &Ipv4Net| row.network().to_bits();
    let after = |row: &Ipv4Net| row.broadcast().to_bits().checked_add(1);
    let starts: BTreeSet<u32> = [0]
        .into_iter()
        .chain(rows.iter().map(|(row, ..)| first(row)))
        .chain(rows.iter().filter_map(|(row, ..)| after(row)))
        .collect();
    let ends = starts.iter().skip(1).map(|start| start - 1).chain([u32::MAX]);
    let runs = starts.iter().zip(ends).map(|(&first, last)| {
        let address = Ipv4Addr::from_bits(first);
        let row = rows.iter().filter(|(row, ..)| row.contains(&address));
        let row = row.max_by_key(|(row, ..)| row.prefix_len());
        let (kind, is_public) = row.map_or(("global", true), |(_, kind, public)| (kind, *public));
        let network = longest_row(address.into()).map(Block::network);
        let kind = *AddressKind::ALL.iter().find(|known| known.id() == kind).unwrap();
        Run { first, last, kind, is_public, network }
    });
    runs.collect()
}

/// Every address from `first` to `last` is in its run's row, and is of its run's kind.
fn check(runs: &[Run], first: u32, last: u32) {
    for run in runs.iter().filter(|run| run.first <= last && first <= run.last) {
        for bits in run.first.max(first)..=run.last.min(last) {
            let address = Ipv4Addr::from_bits(bits);
            let class = classify(address.into());
            let is_right = class.block().map(Block::network) == run.network
                && class.is_public() == run.is_public
                && class.kind() == run.kind;
            assert!(is_right, "{address} is {class:?}, not in {run:?}");
        }
    }
}

#[test]
#[ignore = "4,294,967,296 addresses want a release build: cargo test --release -- --ignored"]
fn every_ipv4_address_is_judged_by_its_longest_row() {
    let runs = runs();
    let threads = thread::available_parallelism().map_or(1, usize::from);
    let starts = (0..=threads).map(|i| (i << 32) / threads);
    let starts: Vec<_> = starts.map(|start| u64::try_from(start).unwrap()).collect();
    thread::scope(|scope| {
        for (&start, &next) in starts.iter().zip(&starts[1..]) {
            let (first, last) = (start.try_into().unwrap(), (next - 1).try_into().unwrap());
            let runs = &runs;
            scope.spawn(move || check(runs, first, last));
        }
    });
}

#[test]
fn every_edge_of_ipv4_is_judged_by_its_longest_row() {
    let runs = runs();
    assert!(runs.len() > 40, "{runs:#?}");
    assert_eq!(runs.iter().map(|run| u64::from(run.last - run.first) + 1).sum::<u64>(), 1 << 32);
    for edge in ipv4_edges() {
        check(&runs, edge.to_bits(), edge.to_bits());
    }
}

#[test]
fn the_longest_prefix_wins_at_every_edge() {
    let edges: Vec<_> = edges().collect();
    assert!(edges.iter().filter(|edge| edge.is_ipv6()).count() > 150, "{edges:?}");
    let mut kinds = HashSet::new();
    for edge in edges {
        class_is_that_of_the_longest_row(edge);
        std_predicates_imply_not_public(edge);
        kinds.insert(classify(edge).kind());
    }
    // Mapped addresses are of the kind of the address that they carry.
    let unmet: Vec<_> = AddressKind::ALL.iter().filter(|kind| !kinds.contains(kind)).collect();
    assert_eq!(unmet, [&AddressKind::Ipv4Mapped]);
}

#[test]
fn the_longest_prefix_wins_at_every_edge_inside_ipv6() {
    for edge in ipv4_edges() {
        forms_of_one_address_are_judged_alike(edge);
        for form in forms(edge) {
            class_is_that_of_the_longest_row(form.into());
        }
        for (outer, carrier) in [
            // An island in a block that is not public.
            ("2001:20::5efe:0:0", Some(Carrier::Isatap)),
            // Near misses carry nothing.
            ("2600:1::100:5efe:0:0", None),
            ("2600:1::5eff:0:0", None),
            ("64:ff9b:0:0:0:1:0:0", None),
            ("64:ff9b::1:0:0", None),
            ("::fffe:0:0", None),
            ("::1:ffff:0:0", None),
            // The site decides.
            ("fd00::5efe:0:0", None),
            ("fe80::5efe:0:0", None),
            ("2001:db8::200:5efe:0:0", None),
        ] {
            let whole = IpAddr::V6(embedded(outer, edge));
            class_is_that_of_the_longest_row(whole);
            let carried = carrier.map(|carrier| (carrier, edge));
            assert_eq!(classify(whole).carried(), carried, "{whole}");
        }
    }
}

/// Rows are found octet by octet; each of the first two may cut a block.
#[test]
fn the_longest_prefix_wins_in_every_corner() {
    for high in 0..=u16::MAX {
        let bits = u32::from(high) << 16;
        class_is_that_of_the_longest_row(IpAddr::V4(bits.into()));
        class_is_that_of_the_longest_row(IpAddr::V4((bits | 0xffff).into()));
        class_is_that_of_the_longest_row(IpAddr::V6((u128::from(bits) << 96).into()));
    }
}
