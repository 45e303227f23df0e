//! Which of two faults is the worse: every pair of ranks that can stand in one text, in either order.

use live_record_notify::{NotifyUrl, OnDemandUrl, Policy, Rank};
use test_support::check;

/// From the worst to the least, as README and the documentation of [`Rank`] have it.
const RANKS: [Rank; 8] = [
    Rank::Metadata,
    Rank::Loopback,
    Rank::Private,
    Rank::Destination,
    Rank::Scheme,
    Rank::UserInfo,
    Rank::Port,
    Rank::Malformed,
];

/// Hosts that lead somewhere, with the rank and the identifier of the reason.
const HOSTS: &[(Rank, &str, &str)] = &[
    (Rank::Metadata, "169.254.169.254", "cloud-metadata"),
    (Rank::Metadata, "metadata.google.internal", "cloud-metadata-name"),
    (Rank::Metadata, "[fd00:ec2::254]", "cloud-metadata"),
    (Rank::Loopback, "127.0.0.1", "loopback"),
    (Rank::Loopback, "[::1]", "loopback"),
    (Rank::Loopback, "0.0.0.0", "unspecified"),
    (Rank::Loopback, "169.254.0.1", "link-local"),
    (Rank::Loopback, "localhost", "special-use-name"),
    (Rank::Loopback, "app.localtest.me", "loopback-name"),
    (Rank::Loopback, "127.0.0.1.nip.io", "spelled-address"),
    (Rank::Private, "10.0.0.1", "private-use"),
    (Rank::Private, "100.64.0.1", "shared-address-space"),
    (Rank::Private, "[fd00::1]", "unique-local"),
    (Rank::Private, "hooks.corp", "private-name"),
    (Rank::Private, "printer.local", "special-use-name"),
    (Rank::Private, "10.0.0.1.nip.io", "spelled-address"),
    (Rank::Destination, "192.0.2.1", "documentation"),
    (Rank::Destination, "224.0.0.1", "multicast"),
    (Rank::Destination, "jenkins", "single-label"),
    (Rank::Destination, "a.rbndr.us", "rebinding-name"),
    (Rank::Destination, "a.nip.io", "address-name"),
];

#[test]
fn the_order_is_that_of_the_contract() {
    assert!(RANKS.is_sorted());
    assert!(Rank::Malformed < Rank::Missing && Rank::Missing < Rank::Operational);
}

#[test]
fn of_every_pair_of_ranks_the_worse_is_reported() {
    let mut pairs = 0;
    for worse in &RANKS {
        for lesser in RANKS.iter().filter(|lesser| *lesser > worse) {
            for text in texts_with(*worse, *lesser) {
                let error = NotifyUrl::parse(&text).unwrap_err();
                assert_eq!(error.reason().rank(), *worse, "{text}: {error}");
                if *worse <= Rank::Destination {
                    let host = text.get(error.span().unwrap()).unwrap();
                    assert!(
                        text.contains(&format!("/{host}")) || text.contains(&format!("@{host}"))
                    );
                    assert!(
                        HOSTS.iter().any(|(_, known, _)| host.contains(known)),
                        "{text}: {host}"
                    );
                }
            }
            pairs += 1;
        }
    }
    assert_eq!(pairs, 28);
}

/// Texts whose faults are of these two ranks and no others, in both orders where there are two.
fn texts_with(worse: Rank, lesser: Rank) -> Vec<String> {
    let has = |rank| worse == rank || lesser == rank;
    let host = |rank| HOSTS.iter().find(|(of, ..)| *of == rank).map(|(_, host, _)| *host);
    let hosts = match (host(worse), host(lesser)) {
        // Read as it stands up to the `%`, and decoded, after the `@`.
        (Some(a), Some(b)) => vec![format!("{a}%40{b}"), format!("{b}%40{a}")],
        (Some(host), None) => vec![host.to_owned()],
        (None, _) => vec!["example.com".to_owned()],
    };
    let scheme = if has(Rank::Scheme) { "ftp" } else { "http" };
    let user_info = if has(Rank::UserInfo) { "user@" } else { "" };
    let port = if has(Rank::Port) { ":25" } else { "" };
    let around: &[_] = if has(Rank::Malformed) { &[(" ", ""), ("", "#")] } else { &[("", "")] };
    hosts
        .iter()
        .flat_map(|host| {
            around.iter().map(move |(before, after)| {
                format!("{before}{scheme}://{user_info}{host}{port}/{after}")
            })
        })
        .collect()
}

/// A host that is read in two ways: as it stands up to the `%`, and decoded, behind the `@`.
#[test]
fn of_two_readings_of_one_host_the_worse_is_reported() {
    let mut pairs = 0;
    for &(rank, host, id) in HOSTS {
        for &(other_rank, other_host, other_id) in HOSTS {
            let is_plain = |host: &str| !host.starts_with('[');
            if rank == other_rank || !is_plain(host) || !is_plain(other_host) {
                continue;
            }
            // A name that is cut off may have lost its dots.
            if host == "jenkins" || other_host == "jenkins" {
                continue;
            }
            let expected = if rank < other_rank { id } else { other_id };
            let text = format!("http://«{host}%40{other_host}»/");
            check_both(&text, &format!("unsafe {expected}"));
            pairs += 1;
        }
    }
    assert!(pairs > 150, "{pairs}");
}

/// Of equally bad ones the site comes first.
#[test]
fn of_an_isatap_site_and_the_host_inside_the_worse_is_reported() {
    for (input, expected) in [
        ("http://«[fd00::5efe:a9fe:a9fe]»/", "unsafe cloud-metadata"),
        ("http://«[fd00::5efe:7f00:1]»/", "unsafe loopback"),
        ("http://«[fd00::5efe:a00:1]»/", "unsafe unique-local"),
        ("http://«[fd00::5efe:c000:201]»/", "unsafe unique-local"),
        ("http://«[fe80::5efe:a00:1]»/", "unsafe link-local"),
        ("http://«[2600::5efe:a00:1]»/", "unsafe private-use"),
        ("http://[2600::5efe:808:808]/", "accepted http://[2600::5efe:808:808]/"),
    ] {
        check_both(input, expected);
    }
}

#[test]
fn where_it_leads_comes_before_how_it_is_written() {
    for (_, host, id) in HOSTS {
        let expected = format!("unsafe {id}");
        for text in [
            format!("http://«{host}»/"),
            // The scheme, user information, the port, what is malformed, before the host and after it.
            format!("gopher://«{host}»/"),
            format!("http://user:password@«{host}»/"),
            format!("http://«{host}»:25/"),
            format!(" http://«{host}»/"),
            format!("http://«{host}»/ #"),
            format!("http:\\\\user@«{host}»:25/a b"),
            format!("gopher://user@«{host}»:25/\\"),
        ] {
            check_both(&text, &expected);
        }
        // What a policy asks of scheme and port is how it is written, too.
        let policy = Policy::default().require_https().allow_ports([8443]).unwrap();
        let text = format!("http://user@«{host}»/");
        check(|text| NotifyUrl::parse_with(text, &policy), &text, &expected);
    }
}

#[test]
fn how_it_is_written_has_an_order_of_its_own() {
    for (text, expected) in [
        // Scheme before user information, port and syntax.
        ("«ftp»://user@example.com/", "unsafe scheme"),
        ("«ftp»://example.com:25/", "unsafe scheme"),
        (" «ftp»://example.com/", "unsafe scheme"),
        ("«ftp»://example.com/ #", "unsafe scheme"),
        // User information before port and syntax.
        ("http://«user@»example.com:25/", "unsafe userinfo"),
        (" http://«user@»example.com/", "unsafe userinfo"),
        ("http://«user@»example.com/ #", "unsafe userinfo"),
        ("http://«user@»exam&ple.com/", "unsafe userinfo"),
        // The port before syntax.
        (" http://example.com:«25»/", "unsafe bad-port"),
        ("http://exam&ple.com:«25»/", "unsafe bad-port"),
        ("http://example.com:«25»/#", "unsafe bad-port"),
        // Syntax in reading order.
        ("http:/«\\»exam&ple.com/#", "malformed backslash"),
        ("http://exam«&»ple.com:x/#", "malformed host-character"),
    ] {
        check_both(text, expected);
    }
    let policy = Policy::default().require_https().allow_ports([8443]).unwrap();
    for (text, expected) in [
        ("«http»://user@example.com/", "unsafe https-required"),
        ("«http»://example.com:80/", "unsafe https-required"),
        (" «http»://example.com:8443/#", "unsafe https-required"),
        ("https://«user@»example.com/", "unsafe userinfo"),
        ("https://example.com:«80»/#", "unsafe port-not-allowed"),
    ] {
        check(|text| NotifyUrl::parse_with(text, &policy), text, expected);
    }
}

/// What a policy denies is among the other addresses and names.
#[test]
fn what_a_policy_denies_comes_before_how_it_is_written() {
    let policy = Policy::default()
        .refuse_ip_literals()
        .require_https()
        .deny_host("denied.example")
        .and_then(|policy| policy.deny_network("8.8.8.0/24".parse().unwrap()))
        .unwrap();
    for (text, expected) in [
        ("http://user@«denied.example»:25/#", "unsafe host-denied"),
        ("http://user@«8.8.8.8»:25/#", "unsafe network-denied"),
        ("http://user@«1.1.1.1»:25/#", "unsafe ip-literal"),
        ("http://user@«127.0.0.1»:25/#", "unsafe loopback"),
        // Of two readings the worse.
        ("https://«denied.example%4010.0.0.1»/", "unsafe private-use"),
        ("https://«10.0.0.1%40denied.example»/", "unsafe private-use"),
    ] {
        check(|text| NotifyUrl::parse_with(text, &policy), text, expected);
    }
}

#[track_caller]
fn check_both(input: &str, expected: &str) {
    check(NotifyUrl::parse, input, expected);
    check(OnDemandUrl::parse, input, expected);
}
