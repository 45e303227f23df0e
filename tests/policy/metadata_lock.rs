//! Metadata stays locked: of all entries of a policy only one for the very address opens it.

use std::net::{IpAddr, Ipv4Addr, Ipv6Addr};

use ipnet::IpNet;
use live_record_notify::address::{AddressKind, Block};
use live_record_notify::{NameKind, NameRow, NotifyUrl, Policy};
use test_support::verdict;

/// Allows every address and, with everything below it, every top-level name of the tables.
fn allow_all() -> Policy {
    let policy = Policy::default()
        .allow_network("0.0.0.0/0".parse().unwrap())
        .and_then(|policy| policy.allow_network("::/0".parse().unwrap()))
        .unwrap();
    NameRow::all().fold(policy, |policy, row| {
        let (top, exact) = (row.name().rsplit('.').next().unwrap(), row.name());
        policy.allow_host(&format!(".{top}")).and_then(|policy| policy.allow_host(exact)).unwrap()
    })
}

fn metadata_addresses() -> impl Iterator<Item = IpAddr> {
    let blocks = Block::all().filter(|block| block.kind() == AddressKind::CloudMetadata);
    blocks.map(|block| block.network().addr())
}

fn metadata_ipv4() -> impl Iterator<Item = Ipv4Addr> {
    metadata_addresses().filter_map(|address| match address {
        IpAddr::V4(address) => Some(address),
        IpAddr::V6(_) => None,
    })
}

fn url_of(address: IpAddr) -> String {
    match address {
        IpAddr::V4(address) => format!("http://{address}/"),
        IpAddr::V6(address) => format!("http://[{address}]/"),
    }
}

#[track_caller]
fn check(policy: &Policy, text: &str, expected: &str) {
    let result = NotifyUrl::parse_with(text, policy);
    let verdict = verdict(&result);
    let expected_word = expected.split(' ').next();
    let is_expected = verdict == expected || expected == "accepted" && result.is_ok();
    assert!(is_expected, "{text}: {verdict}, expected {expected_word:?}");
}

/// `inner` inside each form that carries an IPv4 address, and whether the form is dialled as it.
fn wrapped(inner: Ipv4Addr) -> [(Ipv6Addr, bool); 9] {
    let [a, b, c, d] = inner.octets();
    let (high, low) = (u16::from_be_bytes([a, b]), u16::from_be_bytes([c, d]));
    let v6 = Ipv6Addr::new;
    [
        (v6(0, 0, 0, 0, 0, 0xffff, high, low), true),
        (v6(0x64, 0xff9b, 0, 0, 0, 0, high, low), true),
        (v6(0x2600, 0, 0, 0, 0, 0x5efe, high, low), true),
        (v6(0x2600, 0, 0, 0, 0x200, 0x5efe, high, low), true),
        (v6(0, 0, 0, 0, 0, 0, high, low), false),
        (v6(0, 0, 0, 0, 0xffff, 0, high, low), false),
        (v6(0x64, 0xff9b, 1, 0, 0, 0, high, low), false),
        (v6(0x2002, high, low, 0, 0, 0, 0, 1), false),
        (v6(0x2001, 0, 0x1234, 0x5678, 0, 0, !high, !low), false),
    ]
}

#[test]
fn every_metadata_address_is_locked_and_opened_by_its_own_entry_alone() {
    assert_eq!(metadata_addresses().count(), 21);
    for address in metadata_addresses() {
        let url = url_of(address);
        check(&Policy::default(), &url, "unsafe cloud-metadata");
        check(&allow_all(), &url, "unsafe cloud-metadata");
        let own = IpNet::from(address);
        // One bit less is a network, and no network opens it.
        let wider = IpNet::new(address, own.prefix_len() - 1).unwrap().trunc();
        let policy = Policy::default().allow_network(wider).unwrap();
        check(&policy, &url, "unsafe cloud-metadata");
        let policy = policy.allow_network(own).unwrap();
        check(&policy, &url, "accepted");
        for other in metadata_addresses().filter(|other| *other != address) {
            check(&policy, &url_of(other), "unsafe cloud-metadata");
        }
        // A denied network beats the entry.
        let policy = policy.deny_network(wider).unwrap();
        check(&policy, &url, "unsafe network-denied");
    }
}

#[test]
fn a_metadata_address_is_locked_inside_every_form_that_carries_it() {
    for inner in metadata_ipv4() {
        let own = Policy::default().allow_network(IpNet::from(IpAddr::V4(inner))).unwrap();
        for (address, is_dialled_as_inner) in wrapped(inner) {
            let url = url_of(address.into());
            assert!(NotifyUrl::parse(&url).is_err(), "{url}");
            check(&allow_all(), &url, "unsafe cloud-metadata");
            // The entry opens what is dialled as its address, and no more.
            let expected = if is_dialled_as_inner { "accepted" } else { "unsafe cloud-metadata" };
            check(&own, &url, expected);
            if !is_dialled_as_inner {
                let policy = own.clone().allow_network(IpNet::from(IpAddr::V6(address))).unwrap();
                check(&policy, &url, "accepted");
            }
        }
        // An entry for the mapped form is one for the address.
        let mapped = IpNet::from(IpAddr::V6(inner.to_ipv6_mapped()));
        let policy = Policy::default().allow_network(mapped).unwrap();
        check(&policy, &url_of(inner.into()), "accepted");
    }
}

/// Of `64:ff9b:1::/48` nobody but its operator knows how it is cut up (RFC 8215), so an address is
/// locked if any length of RFC 6052 §2.2 finds a metadata service in it.
#[test]
fn a_metadata_address_is_locked_in_every_cut_of_the_local_nat64_prefix() {
    for inner in metadata_ipv4() {
        for length in [48, 56, 64, 96_usize] {
            let mut octets = "64:ff9b:1::".parse::<Ipv6Addr>().unwrap().octets();
            let places = (length / 8..).filter(|&place| place != 8);
            for (place, octet) in places.zip(inner.octets()) {
                octets[place] = octet;
            }
            let url = url_of(Ipv6Addr::from(octets).into());
            check(&Policy::default(), &url, "unsafe cloud-metadata");
            check(&allow_all(), &url, "unsafe cloud-metadata");
            let denied = allow_all().deny_network(IpNet::from(IpAddr::V4(inner))).unwrap();
            check(&denied, &url, "unsafe network-denied");
        }
    }
    check(&allow_all(), "http://[64:ff9b:1:a9fe:a9:fc00::]/", "accepted");
}

/// What the same forms say of an address that is no metadata service, for comparison.
#[test]
fn an_allowed_network_opens_the_other_addresses_around_a_metadata_service() {
    let neighbour = Ipv4Addr::new(169, 254, 169, 252);
    check(&Policy::default(), &url_of(neighbour.into()), "unsafe link-local");
    check(&allow_all(), &url_of(neighbour.into()), "accepted");
    for (address, _) in wrapped(neighbour) {
        assert!(NotifyUrl::parse(&url_of(address.into())).is_err(), "{address}");
        check(&allow_all(), &url_of(address.into()), "accepted");
    }
}

#[test]
fn a_metadata_address_is_locked_in_every_disguise() {
    for text in [
        "http://2852039166/",
        "http://0xa9fea9fe/",
        "http://0251.0376.0251.0376/",
        "http://169.254.43518/",
        "http://１６９.254.169.254/",
        "http://169.254.169.254./",
        "http://169%2e254.169.254/",
        "http:\\\\169.254.169.254\\",
        "169.254.169.254",
        "//169.254.169.254:8080/",
    ] {
        check(&allow_all(), text, "unsafe cloud-metadata");
    }
}

#[test]
fn a_metadata_address_is_locked_where_a_name_spells_it() {
    for text in [
        "http://169.254.169.254.nip.io/",
        "http://app-169-254-169-254.sslip.io/",
        "http://a9fea9fe.nip.io/",
        "http://fd00-ec2--254.sslip.io/",
        "http://--ffff-a9fe-a9fe.sslip.io/",
        "http://64-ff9b--a9fe-a9fe.sslip.io/",
        "http://100-100-100-200.xip.io/",
        "http://10.0.0.1.169.254.169.254.nip.io/",
    ] {
        check(&Policy::default(), text, "unsafe spelled-address");
        check(&allow_all(), text, "unsafe spelled-address");
    }
    let own = Policy::default().allow_network("169.254.169.254/32".parse().unwrap()).unwrap();
    check(&own, "http://169.254.169.254.nip.io/", "accepted");
    check(&own, "http://100.100.100.200.nip.io/", "unsafe spelled-address");
}

#[test]
fn a_metadata_name_is_locked_whatever_is_allowed() {
    let names = || NameRow::all().filter(|row| row.kind() == NameKind::CloudMetadata);
    assert_eq!(names().count(), 18);
    for name in names().map(NameRow::name) {
        for text in [
            format!("http://{name}/"),
            format!("http://{name}./"),
            format!("http://a.{name}:8080/"),
            format!("http://{}/", name.to_uppercase()),
            format!("http://%{:02x}{}/", name.as_bytes()[0], &name[1..]),
        ] {
            check(&Policy::default(), &text, "unsafe cloud-metadata-name");
            check(&allow_all(), &text, "unsafe cloud-metadata-name");
        }
    }
    // What stands beside them is allowed.
    check(&allow_all(), "http://google.internal/", "accepted");
    check(&allow_all(), "http://notmetadata.google.internal/", "accepted");
}

#[test]
fn the_second_stage_has_the_same_lock() {
    let url = NotifyUrl::parse("http://example.com/").unwrap();
    for address in metadata_addresses() {
        let error = url.destination([address], &allow_all()).unwrap_err();
        assert_eq!(error.reason().id(), "cloud-metadata", "{address}");
        let own = Policy::default().allow_network(IpNet::from(address)).unwrap();
        assert!(url.destination([address], &own).is_ok(), "{address}");
    }
    for (address, _) in metadata_ipv4().flat_map(wrapped) {
        let error = url.destination([address.into()], &allow_all()).unwrap_err();
        assert_eq!(error.reason().id(), "cloud-metadata", "{address}");
    }
}

/// A 6to4 site may go on by ISATAP: the host inside counts too.
#[test]
fn isatap_inside_6to4_opens_nothing() {
    let open = Policy::default().allow_network("2002::/16".parse().unwrap()).unwrap();
    let parse = |text: &str, policy: &Policy| NotifyUrl::parse_with(text, policy);
    for (host, is_open) in [
        ("[2002:808:808::1]", true),
        ("[2002:808:808::5efe:808:808]", true),
        ("[2002:808:808::5efe:a9fe:a9fe]", false),
        ("[2002:808:808:1:200:5efe:a9fe:a9fe]", false),
        ("[2002:a9fe:a9fe::1]", false),
    ] {
        assert_eq!(parse(&format!("http://{host}/"), &open).is_ok(), is_open, "{host}");
    }
    let denied = open.deny_network("8.8.8.0/24".parse().unwrap()).unwrap();
    let error = parse("http://[2002:101:101::5efe:808:808]/", &denied).unwrap_err();
    assert_eq!(error.reason().id(), "network-denied");
}

/// A host inside 6to4 that has an entry of its own opens nothing for the relay before it.
#[test]
fn isatap_inside_6to4_hides_no_relay() {
    let open =
        ["2002::/16", "169.254.170.2/32"].iter().fold(Policy::default(), |policy, network| {
            policy.allow_network(network.parse().unwrap()).unwrap()
        });
    let parse =
        |host: &str, policy: &Policy| NotifyUrl::parse_with(&format!("http://{host}/"), policy);
    let id = |host: &str, policy: &Policy| parse(host, policy).unwrap_err().reason().id();
    assert!(parse("[2002:808:808::5efe:a9fe:aa02]", &open).is_ok());
    assert_eq!(id("[2002:a9fe:a9fe::5efe:a9fe:aa02]", &open), "cloud-metadata");
    let denied = open.deny_network("8.8.8.0/24".parse().unwrap()).unwrap();
    assert_eq!(id("[2002:808:808::5efe:a9fe:aa02]", &denied), "network-denied");
}
