//! Metadata stays locked: of all entries of a policy only one for the very address opens it.

use std::net::{IpAddr, Ipv4Addr};

use ipnet::{IpNet, Ipv6Net};
use live_record_notify::address::{AddressKind, Block};
use live_record_notify::{EntryProblem, NameKind, NameRow, NotifyUrl, Policy, Rank, Rule};
use test_support::laws::address::{dialled_forms, forms, relayed_forms, translated};
use test_support::names::name_held_by;
use test_support::{allow_every_address, url_of, verdict};

use crate::{check_address, ip, policy};

const LOCKED: &str = "unsafe cloud-metadata";

/// Allows every address and, with everything below it, every top-level name of the tables, but for
/// those of metadata services, which no entry may name.
fn allow_all() -> Policy {
    let policy = allow_every_address(Policy::default());
    NameRow::all().fold(policy, |policy, row| {
        let (top, exact) = (row.name().rsplit('.').next().unwrap(), row.name());
        [&*format!(".{top}"), exact].into_iter().fold(policy, |policy, pattern| {
            match policy.clone().allow_host(pattern) {
                Ok(policy) => policy,
                Err(error) => {
                    assert_eq!(error.problem(), &EntryProblem::Metadata, "{pattern}");
                    policy
                }
            }
        })
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

#[track_caller]
fn check(policy: &Policy, text: &str, expected: &str) {
    let result = verdict(&NotifyUrl::parse_with(text, policy));
    let is_accepted = expected == "accepted" && result.starts_with("accepted ");
    assert!(is_accepted || result == expected, "{text}: {result}, expected {expected}");
}

#[test]
fn every_metadata_address_is_locked_and_opened_by_its_own_entry_alone() {
    assert_eq!(metadata_addresses().count(), 26);
    for address in metadata_addresses() {
        check_address(&Policy::default(), address, LOCKED);
        check_address(&allow_all(), address, LOCKED);
        let own = IpNet::from(address);
        check_address(&Policy::default().allow_network(own).unwrap(), address, "accepted");
        // One bit less is a network, and no network opens it.
        let wider = IpNet::new(address, own.prefix_len() - 1).unwrap().trunc();
        let policy = Policy::default().allow_network(wider).unwrap();
        check_address(&policy, address, LOCKED);
        let policy = policy.allow_network(own).unwrap();
        check_address(&policy, address, "accepted");
        for other in metadata_addresses().filter(|other| *other != address) {
            check_address(&policy, other, LOCKED);
        }
        // A denied network that holds the entry is an error: one of the two would do nothing.
        let error = policy.clone().deny_network(wider).unwrap_err();
        assert!(matches!(error.problem(), EntryProblem::Denies { .. }), "{error}");
        // A denial of a part wins over the entry.
        let rule = Rule::new().with_networks([wider]).and_then(|rule| rule.with_ports([80]));
        let policy = policy.deny(rule.unwrap()).unwrap();
        check_address(&policy, address, "unsafe network-denied");
    }
}

#[test]
fn a_metadata_address_is_locked_inside_every_form_that_carries_it() {
    for inner in metadata_ipv4() {
        let own = Policy::default().allow_network(IpNet::from(IpAddr::V4(inner))).unwrap();
        for form in forms(inner) {
            assert!(NotifyUrl::parse(&url_of(form)).is_err(), "{form}");
            check_address(&allow_all(), form, LOCKED);
        }
        // The entry opens what is dialled as its address, and no more.
        for (_, form) in dialled_forms(inner) {
            check_address(&own, form, "accepted");
        }
        for form in relayed_forms(inner) {
            check_address(&own, form, LOCKED);
            let policy = own.clone().allow_network(IpNet::from(IpAddr::V6(form))).unwrap();
            check_address(&policy, form, "accepted");
        }
        // An entry for the mapped form is one for the address.
        let mapped = IpNet::from(IpAddr::V6(inner.to_ipv6_mapped()));
        let policy = Policy::default().allow_network(mapped).unwrap();
        check_address(&policy, inner, "accepted");
    }
}

/// Of `64:ff9b:1::/48` nobody but its operator knows how it is cut up (RFC 8215), so an address is
/// locked if any length of RFC 6052 §2.2 finds a metadata service in it.
#[test]
fn a_metadata_address_is_locked_in_every_cut_of_the_local_nat64_prefix() {
    for inner in metadata_ipv4() {
        for length in [48, 56, 64, 96] {
            let prefix = Ipv6Net::new("64:ff9b:1::".parse().unwrap(), length).unwrap();
            let address = translated(prefix, inner);
            check_address(&Policy::default(), address, LOCKED);
            check_address(&allow_all(), address, LOCKED);
            let denied = allow_all().deny_network(IpNet::from(IpAddr::V4(inner))).unwrap();
            check_address(&denied, address, "unsafe network-denied");
        }
    }
    check(&allow_all(), "http://[64:ff9b:1:a9fe:a9:ff00::]/", "accepted");
}

#[test]
fn an_allowed_network_opens_the_other_addresses_around_a_metadata_service() {
    // The metadata service, a network that holds it, and its neighbour there.
    for (metadata, network, neighbour) in [
        ("169.254.169.254", "allow 169.254.0.0/16", "169.254.169.255"),
        ("100.100.100.200", "allow 100.64.0.0/10", "100.100.100.201"),
        ("100.80.80.80", "allow 100.64.0.0/10", "100.80.80.81"),
        // The provider's resolvers, which hand out nothing.
        ("100.100.100.200", "allow 100.64.0.0/10", "100.100.2.136"),
        ("169.254.169.252", "allow 169.254.0.0/16", "169.254.169.249"),
        ("168.63.129.16", "allow 168.63.129.16/31", "168.63.129.17"),
        ("fd00:ec2::254", "allow fd00::/8", "fd00:ec2::255"),
        ("::ffff:169.254.169.254", "allow 169.254.0.0/16", "::ffff:169.254.169.255"),
    ] {
        for policy in [policy(&[network]), allow_every_address(policy(&[network]))] {
            check_address(&policy, ip(metadata), LOCKED);
            check_address(&policy, ip(neighbour), "accepted");
        }
    }
    // The same in every form.
    let neighbour = Ipv4Addr::new(169, 254, 169, 255);
    check_address(&Policy::default(), neighbour, "unsafe link-local");
    check_address(&allow_all(), neighbour, "accepted");
    for form in forms(neighbour) {
        assert!(NotifyUrl::parse(&url_of(form)).is_err(), "{form}");
        check_address(&allow_all(), form, "accepted");
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
    let own = policy(&["allow 169.254.169.254/32"]);
    check(&own, "http://169.254.169.254.nip.io/", "accepted");
    check(&own, "http://100.100.100.200.nip.io/", "unsafe spelled-address");
}

#[test]
fn a_metadata_name_is_locked_whatever_is_allowed() {
    let names = || NameRow::all().filter(|row| row.kind() == NameKind::CloudMetadata);
    assert_eq!(names().count(), 18);
    for name in names().map(name_held_by) {
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
    check(&allow_all(), "http://ip-10-0-0-1.us-west-2.compute.internal/", "accepted");
    check(&allow_all(), "http://rancher.internal/", "accepted");
    check(&Policy::default(), "http://api.softlayer.com/", "accepted");
    check(&Policy::default(), "http://c23b2la0kl1krjcrdj10cndmnioyyyyyn.interact.sh/", "accepted");
    check(&Policy::default(), "http://console.platformequinix.com/", "accepted");
}

/// Containers reach their host and each other by these names, and callers run callbacks there.
#[test]
fn names_of_containers_and_orchestrators_are_no_metadata_names() {
    for (name, above) in [
        ("host.docker.internal", ".docker.internal"),
        ("gateway.docker.internal", ".internal"),
        ("kubernetes.docker.internal", ".docker.internal"),
        ("host.containers.internal", ".containers.internal"),
        ("control-plane.minikube.internal", ".minikube.internal"),
        ("host.k3d.internal", ".k3d.internal"),
        ("host.lima.internal", ".lima.internal"),
        ("host.rancher-desktop.internal", ".rancher-desktop.internal"),
        ("host.orb.internal", ".orb.internal"),
        ("kubernetes.default", ".default"),
        ("kubernetes.default.svc", ".svc"),
        ("kubernetes.default.svc.cluster.local", ".cluster.local"),
        ("hooks.docker", ".docker"),
    ] {
        let text = format!("http://{name}/");
        check(&Policy::default(), &text, "unsafe private-name");
        for pattern in [name, above] {
            let policy = Policy::default().allow_host(pattern).unwrap();
            check(&policy, &text, "accepted");
            check(&policy, "http://metadata.google.internal/", "unsafe cloud-metadata-name");
            check(&policy, "http://metadata.azure.internal/", "unsafe cloud-metadata-name");
            // The name alone: its addresses are judged by the second stage.
            let url = NotifyUrl::parse_with(&text, &policy).unwrap();
            let error = url.destination([ip("192.168.65.254")], &policy).unwrap_err();
            assert_eq!(error.reason().id(), "private-use", "{name}");
        }
    }
}

/// A 6to4 site may go on by ISATAP: the host inside counts too.
#[test]
fn isatap_inside_6to4_opens_nothing() {
    let open = policy(&["allow 2002::/16"]);
    for (address, expected) in [
        ("2002:808:808::1", "accepted"),
        ("2002:808:808::5efe:808:808", "accepted"),
        ("2002:808:808::5efe:a9fe:a9fe", LOCKED),
        ("2002:808:808:1:200:5efe:a9fe:a9fe", LOCKED),
        ("2002:a9fe:a9fe::1", LOCKED),
    ] {
        check_address(&open, ip(address), expected);
    }
    let denied = policy(&["allow 2002::/16", "deny 8.8.8.0/24"]);
    check_address(&denied, ip("2002:101:101::5efe:808:808"), "unsafe network-denied");
}

/// What refuses the site before does not hide the metadata service inside: an allowed name leaves the
/// site to the second stage.
#[test]
fn isatap_inside_a_private_site_hides_no_metadata_service() {
    for policy in [policy(&["allow .sslip.io"]), policy(&["allow .sslip.io", "allow fd00::/8"])] {
        for text in ["http://fd00--5efe-a9fe-a9fe.sslip.io/", "http://[fd00::5efe:a9fe:a9fe]/"] {
            let error = NotifyUrl::parse_with(text, &policy).unwrap_err();
            assert_eq!(error.reason().rank(), Rank::Metadata, "{text}: {error}");
        }
    }
}

/// A host inside 6to4 that has an entry of its own opens nothing for the relay before it.
#[test]
fn isatap_inside_6to4_hides_no_relay() {
    let open = policy(&["allow 2002::/16", "allow 169.254.170.2/32"]);
    check_address(&open, ip("2002:808:808::5efe:a9fe:aa02"), "accepted");
    check_address(&open, ip("2002:a9fe:a9fe::5efe:a9fe:aa02"), LOCKED);
    let denied = open.deny_network("8.8.8.0/24".parse().unwrap()).unwrap();
    check_address(&denied, ip("2002:808:808::5efe:a9fe:aa02"), "unsafe network-denied");
}
