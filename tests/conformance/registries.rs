//! The tables of the crate against the dated copies in `tests/data/`, both ways: what a copy has,
//! the crate has, and what else the crate has is listed here.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Debug;
use std::net::IpAddr;

use ipnet::IpNet;
use live_record_notify::address::{AddressKind, Block, REGISTRY_DATE};
use live_record_notify::{NameKind, NameRow, NotifyUrl, OnDemandUrl, Policy};
use test_support::data;

/// Blocks that the registries leave to others: network, kind, source.
const ADDED_BLOCKS: [(&str, &str, &str); 9] = [
    ("224.0.0.0/4", "multicast", "RFC 5771"),
    ("::/3", "reserved", "RFC 4291"),
    ("4000::/2", "reserved", "RFC 4291"),
    ("8000::/1", "reserved", "RFC 4291"),
    ("::/96", "ipv4-compatible", "RFC 4291"),
    ("::ffff:0:0:0/96", "ipv4-translated", "RFC 2765"),
    ("3ffe::/16", "6bone", "RFC 3701"),
    ("fec0::/10", "site-local", "RFC 3879"),
    ("ff00::/8", "multicast", "RFC 4291"),
];

/// Names of the registry that are not refused: RFC 6761 §6.5 tells applications not to treat them
/// as special.
const EXAMPLE_NAMES: [&str; 4] = ["example", "example.com", "example.net", "example.org"];

/// Names of hosts files and public names, which no registry lists.
const ADDED_NAMES: [(&str, NameKind); 42] = [
    ("ip6-localhost", NameKind::Loopback),
    ("ip6-loopback", NameKind::Loopback),
    ("localhost4", NameKind::Loopback),
    ("localdomain4", NameKind::Loopback),
    ("localhost6", NameKind::Loopback),
    ("localdomain6", NameKind::Loopback),
    ("localtest.me", NameKind::Loopback),
    ("lvh.me", NameKind::Loopback),
    ("vcap.me", NameKind::Loopback),
    ("fuf.me", NameKind::Loopback),
    ("lacolhost.com", NameKind::Loopback),
    ("localh.st", NameKind::Loopback),
    ("localho.st", NameKind::Loopback),
    ("smackaho.st", NameKind::Loopback),
    ("spoofed.burpcollaborator.net", NameKind::Loopback),
    ("127-0-0-1.org.uk", NameKind::Loopback),
    ("localhst.co.uk", NameKind::Loopback),
    ("localhost.tv", NameKind::Loopback),
    ("bugbounty.dod.network", NameKind::Loopback),
    ("ddev.site", NameKind::Loopback),
    ("lndo.site", NameKind::Loopback),
    ("localhost.localstack.cloud", NameKind::Loopback),
    ("localdev.me", NameKind::Loopback),
    ("lcl.host", NameKind::Loopback),
    ("shed.host", NameKind::Loopback),
    ("42foo.com", NameKind::Loopback),
    ("localhost.direct", NameKind::Loopback),
    ("colasloth.com", NameKind::Loopback),
    ("rbndr.us", NameKind::Rebinding),
    ("1u.ms", NameKind::Rebinding),
    ("rebind.network", NameKind::Rebinding),
    ("rebind.it", NameKind::Rebinding),
    ("nip.io", NameKind::SpellsAddress),
    ("sslip.io", NameKind::SpellsAddress),
    ("xip.io", NameKind::SpellsAddress),
    ("xip.name", NameKind::SpellsAddress),
    ("traefik.me", NameKind::SpellsAddress),
    ("backname.io", NameKind::SpellsAddress),
    ("local-ip.co", NameKind::SpellsAddress),
    ("local-ip.sh", NameKind::SpellsAddress),
    ("local-ip.medicmobile.org", NameKind::SpellsAddress),
    ("plex.direct", NameKind::SpellsAddress),
];

#[test]
fn dates_are_those_of_the_copies() {
    let registries = data::registries();
    let dates: Vec<_> = registries
        .iter()
        .map(|[name, updated, checked]| {
            for date in [updated, checked] {
                let form = date.bytes().map(|byte| if byte.is_ascii_digit() { b'0' } else { byte });
                assert!(form.eq(*b"0000-00-00"), "{name}: {date}");
            }
            assert!(updated <= checked, "{name} is checked before it is updated");
            (name.as_str(), updated.as_str())
        })
        .collect();
    let [ipv4, ipv6, names, ports, wpt] = dates.as_slice() else { panic!("{dates:?}") };
    assert_eq!(ipv4.0, "IANA IPv4 Special-Purpose Address Registry");
    assert_eq!(ipv6.0, "IANA IPv6 Special-Purpose Address Registry");
    assert_eq!(REGISTRY_DATE, ipv4.1.max(ipv6.1), "address::REGISTRY_DATE");
    assert_eq!(*names, ("IANA Special-Use Domain Names", NameRow::REGISTRY_DATE));
    assert_eq!(*ports, ("WHATWG Fetch, port blocking", Policy::BAD_PORTS_DATE));
    // The crate has no row of these.
    assert_eq!(wpt.0, "web-platform-tests, url/resources/urltestdata.json");
}

#[test]
fn registry_blocks_are_those_of_the_copy() {
    for row in data::special_purpose_addresses() {
        let [network, name, rfcs, terminated, reachable, kind] = &row;
        let network: IpNet = network.parse().unwrap();
        let block = Block::all().find(|block| block.network() == network);
        let block = block.unwrap_or_else(|| panic!("not in the crate: {row:?}"));
        // A row of several RFCs is filed under the first.
        let rfc = rfcs.split(", ").next().unwrap();
        assert_eq!((block.name(), block.source_text()), (name.as_str(), rfc), "{row:?}");
        // Terminated rows and those that are not applicable are not public.
        let is_public = reachable == "true" && terminated == "-";
        assert_eq!((block.is_public(), block.kind().id()), (is_public, kind.as_str()), "{row:?}");
    }
}

#[test]
fn further_blocks_are_the_additions_and_metadata_services() {
    let registry = data::special_purpose_addresses().into_iter().map(|[network, ..]| network);
    let registry: BTreeSet<IpNet> = registry.map(|network| network.parse().unwrap()).collect();
    let further: BTreeSet<_> = Block::all()
        .filter(|block| !registry.contains(&block.network()))
        .filter(|block| block.kind() != AddressKind::CloudMetadata)
        .map(|block| (block.network(), block.kind().id(), block.source_text(), block.is_public()))
        .collect();
    let added = ADDED_BLOCKS.map(|(network, kind, source)| {
        let network: IpNet = network.parse().unwrap();
        (network, kind, source, false)
    });
    assert_same(&further, &BTreeSet::from(added));
}

#[test]
fn metadata_addresses_are_those_of_the_copy() {
    let mut providers = BTreeMap::<IpNet, Vec<String>>::new();
    for [provider, kind, value] in data::cloud_metadata() {
        if kind == "ip" {
            let address: IpAddr = value.parse().unwrap();
            providers.entry(address.into()).or_default().push(provider);
        }
    }
    let blocks = Block::all().filter(|block| block.kind() == AddressKind::CloudMetadata);
    let blocks: BTreeMap<IpNet, &Block> = blocks.map(|block| (block.network(), block)).collect();
    assert_same(&blocks.keys().collect(), &providers.keys().collect());
    for (network, providers) in providers {
        let block = blocks[&network];
        assert!(!block.is_public(), "{block:?}");
        // The row that most providers share spells out the largest and stands for the others.
        let spelled = block.name().strip_suffix(" and others").unwrap_or(block.name());
        let is_spelled = |provider: &String| {
            let word = provider.split(' ').next().unwrap_or_default();
            spelled.split([',', ' ']).any(|name| name == word)
        };
        let (spelled_out, others): (Vec<_>, Vec<_>) = providers.into_iter().partition(is_spelled);
        assert!(!spelled_out.is_empty(), "{block:?}");
        assert_eq!(block.name() != spelled, !others.is_empty(), "{block:?} {others:?}");
    }
}

#[test]
fn metadata_names_are_those_of_the_copy() {
    let copy: BTreeSet<_> = data::cloud_metadata()
        .into_iter()
        .filter(|[_, kind, _]| kind == "host")
        .map(|[provider, _, name]| (name, provider))
        .collect();
    let rows: BTreeSet<_> = NameRow::all()
        .filter(|row| row.kind() == NameKind::CloudMetadata)
        .map(|row| (row.name().to_owned(), row.source_text().to_owned()))
        .collect();
    assert_same(&rows, &copy);
}

#[test]
fn special_use_and_private_names_are_those_of_the_copy() {
    let copy: BTreeMap<_, _> =
        data::special_use_names().into_iter().map(|[name, source]| (name, source)).collect();
    assert!(EXAMPLE_NAMES.iter().all(|&name| copy.contains_key(name)));
    let expected: BTreeSet<_> = copy
        .iter()
        .filter(|(name, _)| !EXAMPLE_NAMES.contains(&name.as_str()))
        .map(|(name, source)| {
            let is_iana = source == "IANA Special-Use Domain Names";
            let kind = if is_iana { NameKind::SpecialUse } else { NameKind::Private };
            (name.as_str(), source.as_str(), kind.id())
        })
        .collect();
    let rows: BTreeSet<_> = NameRow::all()
        .filter(|row| matches!(row.kind(), NameKind::SpecialUse | NameKind::Private))
        .map(|row| (row.name(), row.source_text(), row.kind().id()))
        .collect();
    assert_same(&rows, &expected);
}

#[test]
fn further_names_are_the_additions() {
    let rows: BTreeSet<_> = NameRow::all()
        .filter(|row| {
            use NameKind::{CloudMetadata, Private, SpecialUse};
            !matches!(row.kind(), SpecialUse | Private | CloudMetadata)
        })
        .map(|row| (row.name(), row.kind().id()))
        .collect();
    assert_same(&rows, &ADDED_NAMES.map(|(name, kind)| (name, kind.id())).into());
}

#[test]
fn every_name_row_is_a_name_as_it_is_looked_up() {
    for (at, row) in NameRow::all().enumerate() {
        let name = row.name();
        let is_label = |label: &str| {
            !label.is_empty()
                && label.bytes().all(|byte| matches!(byte, b'a'..=b'z' | b'0'..=b'9' | b'-'))
        };
        assert!(name.split('.').all(is_label), "{row:?}");
        assert!(NameRow::all().skip(at + 1).all(|other| other.name() != name), "{row:?}");
        assert!(!row.source_text().is_empty(), "{row:?}");
    }
}

#[test]
fn bad_ports_are_those_of_the_copy() {
    let copy: BTreeSet<u16> =
        data::bad_ports().iter().map(|[port, _]| port.parse().unwrap()).collect();
    for port in 0..=u16::MAX {
        let text = format!("http://example.com:{port}/");
        match (NotifyUrl::parse(&text), OnDemandUrl::parse(&text)) {
            (Ok(notify), Ok(on_demand)) => {
                assert!(!copy.contains(&port), "{port} is accepted");
                assert_eq!((notify.port(), on_demand.port()), (port, port));
            }
            (Err(notify), Err(on_demand)) => {
                assert!(copy.contains(&port), "{notify}");
                for error in [notify, on_demand] {
                    assert_eq!(error.reason().id(), "bad-port");
                    assert_eq!(error.span(), Some(19..text.len() - 1), "{error}");
                }
            }
            (notify, on_demand) => panic!("{port}: {notify:?} {on_demand:?}"),
        }
    }
}

/// Names the rows that only one side has.
#[track_caller]
fn assert_same<T: Debug + Ord>(in_crate: &BTreeSet<T>, expected: &BTreeSet<T>) {
    let missing: Vec<_> = expected.difference(in_crate).collect();
    let more: Vec<_> = in_crate.difference(expected).collect();
    assert!(in_crate == expected, "not in the crate: {missing:?}, only in the crate: {more:?}");
}
