//! Where a name may lead: every row of the tables, and names that spell an address.

use std::collections::BTreeSet;

use live_record_notify::{NameKind, NameRow, NotifyUrl, Reason};
use test_support::names::name_held_by;
use test_support::verdict;

fn verdict_of(host: &str) -> String {
    verdict(&NotifyUrl::parse(&format!("http://{host}/")))
}

/// The row that refuses `host`.
fn row_of(host: &str) -> Option<&'static NameRow> {
    match NotifyUrl::parse(&format!("http://{host}/")).map_err(|error| *error.reason()) {
        Err(Reason::Name { row }) => Some(row),
        _ => None,
    }
}

fn accepted(host: &str) -> String {
    format!("accepted http://{host}/")
}

#[test]
fn a_row_refuses_its_name_and_all_below() {
    for row in NameRow::all() {
        let name = name_held_by(row);
        for host in [
            name.clone(),
            format!("a.{name}"),
            format!("a.b.c.{name}"),
            format!("-.{name}"),
            format!("_a.{name}"),
            format!("{name}."),
            name.to_uppercase(),
            format!("bücher.{name}"),
        ] {
            assert_eq!(row_of(&host), Some(row), "{host}");
        }
        let place = match row.name() {
            "compute.internal" => "`instance-data` below",
            whole if whole == name => "at or below",
            _ => "an intranet endpoint below",
        };
        let expected = format!("{place} `{}`: {} (", row.name(), row.kind().meaning());
        let shown = row.to_string();
        assert!(shown.starts_with(&expected), "{shown}");
    }
}

#[test]
fn a_row_says_nothing_of_names_beside_it() {
    for row in NameRow::all() {
        let name = row.name();
        // A letter before or after the name makes another one: `notlocalhost`, `localhostel`.
        for beside in [
            format!("not{name}"),
            format!("example.not{name}"),
            format!("{name}el"),
            format!("{name}-a"),
        ] {
            let expected = match row_of(&beside) {
                // Another row, above: `notcluster.local`.
                Some(above) => {
                    assert!(name.ends_with(&format!(".{}", above.name())), "{beside} {above}");
                    format!("unsafe {}", above.kind().id())
                }
                None if beside.contains('.') => accepted(&beside),
                None => "unsafe single-label".to_owned(),
            };
            assert_eq!(verdict_of(&beside), expected, "{beside}");
        }
        // The name somewhere else than at the end.
        for inside in [format!("{name}.example.com"), format!("a.{name}.example.com")] {
            assert_eq!(verdict_of(&inside), accepted(&inside), "{inside}");
        }
        // The name above it is none of its business.
        if let Some((_, above)) = name.split_once('.') {
            assert_ne!(row_of(above), Some(row), "{above}");
        }
    }
}

#[test]
fn the_most_specific_row_decides() {
    for (host, name) in [
        ("internal", "internal"),
        ("google.internal", "internal"),
        ("metadata.google.internal", "metadata.google.internal"),
        ("a.metadata.google.internal", "metadata.google.internal"),
        ("instance-data.us-west-2.compute.internal", "compute.internal"),
        ("a.instance-data.compute.internal", "compute.internal"),
        ("ip-10-0-0-1.us-west-2.compute.internal", "internal"),
        ("not-instance-data.compute.internal", "internal"),
        ("compute.internal", "internal"),
        ("rancher-metadata.rancher.internal", "rancher-metadata.rancher.internal"),
        ("rancher.internal", "internal"),
        ("host.docker.internal", "docker.internal"),
        ("host.containers.internal", "containers.internal"),
        ("a.lima.internal", "lima.internal"),
        ("lima-a.internal", "internal"),
        ("local", "local"),
        ("cluster.local", "cluster.local"),
        ("kubernetes.default.svc.cluster.local", "cluster.local"),
        ("kubernetes.default.svc", "svc"),
        ("kubernetes.default", "kubernetes.default"),
        ("metadata", "metadata"),
        ("a.metadata", "metadata"),
        ("host.home.arpa", "home.arpa"),
        ("1.0.0.10.in-addr.arpa", "10.in-addr.arpa"),
    ] {
        assert_eq!(row_of(host).map(NameRow::name), Some(name), "{host}");
    }
    for host in ["arpa.example", "in-addr.arpa", "1.0.0.127.in-addr.arpa", "172.in-addr.arpa"] {
        assert_eq!(verdict_of(host), accepted(host));
    }
}

#[test]
fn names_of_virtual_networks_are_private() {
    for (host, public) in [
        ("a.lxd", "a.lxc"),
        ("a.incus", "a.incu"),
        ("a.marathon.mesos", "a.mesosphere.com"),
        ("host-10-0-0-1.openstacklocal", "openstacklocal.example"),
        ("a.novalocal", "novalocal.org"),
        ("10-0-0-0--24.maas-internal", "maas.io"),
        ("a.b.internal.cloudapp.net", "a.cloudapp.net"),
        ("a.subnet.vcn.oraclevcn.com", "a.oraclecloud.com"),
        ("app.flycast", "app.fly.dev"),
        ("laptop.mshome.net", "mshome.com"),
    ] {
        assert_eq!(verdict_of(host), "unsafe private-name", "{host}");
        assert_eq!(verdict_of(public), accepted(public));
    }
}

/// Tunnels publish these, for webhooks among others. What they answer is for the second stage.
#[test]
fn names_of_public_tunnels_are_public() {
    for host in ["laptop.tailnet.ts.net", "a.ngrok.app", "a.trycloudflare.com", "a.localhost.run"] {
        assert_eq!(verdict_of(host), accepted(host));
    }
}

/// Systems answer these from the hosts file, before they ask the DNS: `::1`, or `127.0.0.1`.
#[test]
fn names_of_hosts_files_answer_loopback() {
    for host in [
        "ip6-localhost",
        "IP6-LOOPBACK",
        "localhost4",
        "localhost6",
        "localhost4.localdomain4",
        "localhost6.localdomain6",
        "a.localdomain6",
    ] {
        assert_eq!(verdict_of(host), "unsafe loopback-name", "{host}");
    }
    for (host, expected) in [
        ("localhost.localdomain", "unsafe private-name"),
        ("localhost", "unsafe special-use-name"),
        // Groups and routers of IPv6, at no address of a host.
        ("ip6-allnodes", "unsafe single-label"),
        ("localhost5", "unsafe single-label"),
    ] {
        assert_eq!(verdict_of(host), expected, "{host}");
    }
    for host in ["localhost6.localdomain7", "ip6-localhost.example", "localdomain6.example.com"] {
        assert_eq!(verdict_of(host), accepted(host));
    }
}

#[test]
fn names_of_tools_answer_loopback_and_their_neighbours_do_not() {
    for (host, public) in [
        ("app.ddev.site", "ddev.com"),
        ("app.lndo.site", "lando.dev"),
        ("s3.localhost.localstack.cloud", "app.localstack.cloud"),
        ("demo.localdev.me", "mylocaldev.me"),
        ("app.lcl.host", "example.host"),
        ("example.com.shed.host", "watershed.host"),
        ("wordpress.42foo.com", "foo.com"),
        ("a.localhost.direct", "a.direct"),
        ("whoami.colasloth.com", "colasloth.github.io"),
        ("amogus.localhst.co.uk", "example.co.uk"),
        ("a.127-0-0-1.org.uk", "127-0-0-1.example.org.uk"),
        ("demo.localhost.tv", "localhost.tvguide.com"),
        ("bugbounty.dod.network", "dod.network"),
    ] {
        assert_eq!(verdict_of(host), "unsafe loopback-name", "{host}");
        assert_eq!(verdict_of(public), accepted(public));
    }
}

#[test]
fn example_names_are_not_special() {
    for host in ["example.com", "www.example.com", "example.net", "example.org", "a.example"] {
        assert_eq!(verdict_of(host), accepted(host));
    }
    assert_eq!(verdict_of("example"), "unsafe single-label");
}

/// Host, and the address that it spells.
const SPELLED: &[(&str, &str)] = &[
    ("10.0.0.1.nip.io", "10.0.0.1"),
    ("app.10.0.0.1.nip.io", "10.0.0.1"),
    ("10.0.0.1.app.nip.io", "10.0.0.1"),
    ("app-10-0-0-1.nip.io", "10.0.0.1"),
    ("10-0-0-1.sslip.io", "10.0.0.1"),
    ("www-10-0-0-1-x.sslip.io", "10.0.0.1"),
    ("www.10-0.0-1.sslip.io", "10.0.0.1"),
    ("10.0.0.1.nip.io.", "10.0.0.1"),
    ("APP.10.0.0.1.NIP.IO", "10.0.0.1"),
    ("0a000001.nip.io", "10.0.0.1"),
    ("0A000001.nip.io", "10.0.0.1"),
    ("app-0a000001.nip.io", "10.0.0.1"),
    ("app-0a000001-x.y.nip.io", "10.0.0.1"),
    ("--1.sslip.io", "::1"),
    ("fd00-1-2-3-a-5-6-7.sslip.io", "fd00:1:2:3:a:5:6:7"),
    ("fe80--1.sslip.io", "fe80::1"),
    ("a.fd00--1.sslip.io", "fd00::1"),
    ("--ffff-7f00-1.sslip.io", "::ffff:127.0.0.1"),
    ("--ffff-127.0.0.1.sslip.io", "127.0.0.1"),
    ("64-ff9b--7f00-1.sslip.io", "64:ff9b::7f00:1"),
    ("2002-7f00-1--.sslip.io", "2002:7f00:1::"),
    ("127.0.0.1.xip.io", "127.0.0.1"),
    ("127.0.0.1.xip.name", "127.0.0.1"),
    ("127-0-0-1.traefik.me", "127.0.0.1"),
    ("127.0.0.1.backname.io", "127.0.0.1"),
    ("127-0-0-1.local-ip.co", "127.0.0.1"),
    ("127-0-0-1.local-ip.sh", "127.0.0.1"),
    ("192-168-0-3.local-ip.medicmobile.org", "192.168.0.3"),
    ("127-0-0-1.0123456789abcdef0123456789abcdef.plex.direct", "127.0.0.1"),
    ("x---1.sslip.io", "::1"),
    ("8-8-8-8---1.sslip.io", "8:8:8:8::"),
    ("8-8-8-8.www-fd00-ec2--254.sslip.io", "fd00:ec2::254"),
    ("fd00--1.sslip.io", "fd00::1"),
    ("0.0.0.0.nip.io", "0.0.0.0"),
    ("255.255.255.255.nip.io", "255.255.255.255"),
    // Any part that a service could read counts, wherever it stands.
    ("8.8.8.8.10.0.0.1.nip.io", "10.0.0.1"),
    ("10.0.0.1.8.8.8.8.nip.io", "10.0.0.1"),
    ("8.8.8.8.0a000001.nip.io", "10.0.0.1"),
    ("8-8-8-8.--1.sslip.io", "::1"),
    ("10.0.0.0.8.8.8.nip.io", "10.0.0.0"),
    ("8.8.8.127.0.0.1.nip.io", "127.0.0.1"),
    ("2606-4700-0-0-0-0-0-1.sslip.io", "0.0.0.0"),
];

#[test]
fn an_address_in_a_name_is_judged_in_every_notation() {
    for (host, spelled) in SPELLED {
        let error = NotifyUrl::parse(&format!("http://{host}/")).unwrap_err();
        assert_eq!(error.code().as_str(), "InvalidNotifyUrl.Unsafe", "{host}");
        let Reason::SpelledAddress { address, class } = *error.reason() else {
            panic!("{host}: {error}")
        };
        assert_eq!(address, spelled.parse::<std::net::IpAddr>().unwrap(), "{host}");
        assert!(!class.is_public(), "{host}");
        assert_eq!(error.span(), Some(7..7 + host.len()), "{host}");
    }
}

#[test]
fn a_name_that_spells_a_public_address_is_accepted() {
    for host in [
        "8.8.8.8.nip.io",
        "app.8.8.8.8.nip.io",
        "app-8-8-8-8.sslip.io",
        "08080808.nip.io",
        "2606-4700--1.sslip.io",
        "0--ffff-808-808.sslip.io",
        "8.8.8.8.8.nip.io",
        "8-8-8-8.local-ip.medicmobile.org",
    ] {
        assert_eq!(verdict_of(host), accepted(host));
    }
}

#[test]
fn a_name_that_spells_nothing_is_refused() {
    for host in [
        "nip.io",
        "www.nip.io",
        "sslip.io",
        "10.0.0.nip.io",
        "10.0.0.256.nip.io",
        "1.10.0.nip.io",
        "10-0-0.sslip.io",
        "0a00001.nip.io",
        "0a0000011.nip.io",
        "x0a000001.nip.io",
        "0a00000g.nip.io",
        "g--1.sslip.io",
    ] {
        assert_eq!(verdict_of(host), "unsafe address-name", "{host}");
    }
}

#[test]
fn a_name_beside_such_a_service_spells_nothing() {
    for host in [
        "10.0.0.1.notnip.io",
        "10.0.0.1.nip.io.example.com",
        "10-0-0-1.example.com",
        "10-0-0-1.medicmobile.org",
        "192-168-15-2.a.direct.quickconnect.to",
    ] {
        assert_eq!(verdict_of(host), accepted(host));
    }
}

#[test]
fn kinds_have_identifiers_of_their_own() {
    let ids: BTreeSet<_> = NameKind::ALL.iter().map(|kind| kind.id()).collect();
    assert_eq!(ids.len(), NameKind::ALL.len());
    for kind in NameKind::ALL {
        assert!(NameRow::all().any(|row| row.kind() == *kind), "{kind:?} has no row");
    }
}
