//! The second stage: what a resolver answered, judged.

#![allow(clippy::panic, clippy::unwrap_used, reason = "a test fails by panic")]

use std::net::{IpAddr, SocketAddr};

use live_record_notify::{Destination, Error, ErrorCode, NotifyUrl, OnDemandUrl, Policy};

fn addresses(texts: &[&str]) -> Vec<IpAddr> {
    texts.iter().map(|text| text.parse().unwrap()).collect()
}

fn destination(url: &str, answer: &[&str], policy: &Policy) -> Result<Destination, Error> {
    let url = NotifyUrl::parse_with(url, policy).unwrap();
    url.destination(addresses(answer), policy)
}

#[track_caller]
fn refused(url: &str, answer: &[&str], policy: &Policy, code: ErrorCode, id: &str) {
    let Err(error) = destination(url, answer, policy) else { panic!("{url} {answer:?}") };
    assert_eq!((error.code(), error.reason().id()), (code, id), "{url} {answer:?}");
    assert_eq!(error.span(), None, "{url} {answer:?}");
}

#[test]
fn a_destination_has_what_a_client_needs() {
    let policy = Policy::default();
    for (url, answer, host, port, is_https, expected) in [
        (
            "http://example.com/",
            ["93.184.216.34"].as_slice(),
            "example.com",
            80,
            false,
            ["93.184.216.34:80"].as_slice(),
        ),
        (
            "https://Bücher.example/",
            &["2606:4700::1", "93.184.216.34"],
            "xn--bcher-kva.example",
            443,
            true,
            &["[2606:4700::1]:443", "93.184.216.34:443"],
        ),
        (
            "https://example.com:8443/",
            // In the resolver's order, each once.
            &["8.8.8.8", "1.1.1.1", "8.8.8.8", "8.8.4.4"],
            "example.com",
            8443,
            true,
            &["8.8.8.8:8443", "1.1.1.1:8443", "8.8.4.4:8443"],
        ),
        ("http://8.8.8.8/", &["8.8.8.8"], "8.8.8.8", 80, false, &["8.8.8.8:80"]),
        (
            "http://[2606:4700::1]:81/",
            &["2606:4700::1"],
            "[2606:4700::1]",
            81,
            false,
            &["[2606:4700::1]:81"],
        ),
        (
            "http://example.com/",
            &["::ffff:8.8.8.8", "64:ff9b::808:808"],
            "example.com",
            80,
            false,
            &["[::ffff:8.8.8.8]:80", "[64:ff9b::808:808]:80"],
        ),
    ] {
        let destination = destination(url, answer, &policy).unwrap();
        assert_eq!(destination.host().to_string(), host, "{url}");
        assert_eq!((destination.port(), destination.is_https()), (port, is_https), "{url}");
        let expected: Vec<SocketAddr> = expected.iter().map(|text| text.parse().unwrap()).collect();
        assert_eq!(destination.socket_addrs(), expected, "{url}");
        let on_demand = OnDemandUrl::parse(url).unwrap();
        assert_eq!(on_demand.destination(addresses(answer), &policy).as_ref(), Ok(&destination));
    }
}

#[test]
fn one_refused_address_refuses_the_answer_wherever_it_stands() {
    use ErrorCode::InvalidNotifyUrlUnsafe as Unsafe;
    let policy = Policy::default();
    let url = "http://example.com/";
    for (address, id) in [
        ("127.0.0.1", "loopback"),
        ("10.0.0.1", "private-use"),
        ("169.254.169.254", "cloud-metadata"),
        ("168.63.129.16", "cloud-metadata"),
        ("0.0.0.0", "unspecified"),
        ("224.0.0.1", "multicast"),
        ("::1", "loopback"),
        ("fe80::1", "link-local"),
        ("::ffff:127.0.0.1", "loopback"),
        ("64:ff9b::7f00:1", "loopback"),
        ("2002:7f00:1::", "6to4"),
        ("2600::5efe:7f00:1", "loopback"),
    ] {
        refused(url, &[address], &policy, Unsafe, id);
        refused(url, &[address, "8.8.8.8"], &policy, Unsafe, id);
        refused(url, &["8.8.8.8", "2606:4700::1", address], &policy, Unsafe, id);
    }
    // Of several the first in the resolver's order.
    refused(url, &["8.8.8.8", "::1", "10.0.0.1"], &policy, Unsafe, "loopback");
    refused(url, &["8.8.8.8", "10.0.0.1", "::1"], &policy, Unsafe, "private-use");
    let on_demand = OnDemandUrl::parse(url).unwrap();
    let error = on_demand.destination(addresses(&["::1"]), &policy).unwrap_err();
    assert_eq!(error.code(), ErrorCode::InvalidOnDemandUrlUnsafe);
}

#[test]
fn no_answer_is_no_verdict() {
    let policy = Policy::default();
    for url in ["http://example.com/", "http://8.8.8.8/"] {
        refused(url, &[], &policy, ErrorCode::InternalError, "no-addresses");
    }
}

#[test]
fn a_literal_is_dialled_as_itself() {
    use ErrorCode::InvalidNotifyUrlUnsafe as Unsafe;
    let policy = Policy::default();
    for (url, answer) in [
        ("http://8.8.8.8/", ["8.8.4.4"].as_slice()),
        ("http://8.8.8.8/", &["8.8.8.8", "8.8.4.4"]),
        ("http://8.8.8.8/", &["127.0.0.1"]),
        ("http://8.8.8.8/", &["::ffff:8.8.8.8"]),
        ("http://[::ffff:8.8.8.8]/", &["8.8.8.8"]),
        ("http://[2606:4700::1]/", &["2606:4700::2"]),
    ] {
        refused(url, answer, &policy, Unsafe, "other-address");
    }
    assert!(destination("http://8.8.8.8/", &["8.8.8.8", "8.8.8.8"], &policy).is_ok());
}

#[test]
fn an_allowed_name_is_not_an_allowed_address() {
    use ErrorCode::InvalidNotifyUrlUnsafe as Unsafe;
    let policy = Policy::default()
        .allow_host("intranet")
        .and_then(|policy| policy.allow_host(".nip.io"))
        .and_then(|policy| policy.allow_host(".localhost"))
        .unwrap();
    for (url, answer, id) in [
        ("http://intranet/", "10.1.0.1", "private-use"),
        ("http://10.1.0.1.nip.io/", "10.1.0.1", "private-use"),
        ("http://localhost/", "127.0.0.1", "loopback"),
        ("http://localhost/", "::1", "loopback"),
    ] {
        refused(url, &[answer], &policy, Unsafe, id);
        assert!(destination(url, &["8.8.8.8"], &policy).is_ok(), "{url}");
    }
    let policy = policy.allow_network("10.1.0.0/16".parse().unwrap()).unwrap();
    assert!(destination("http://intranet/", &["10.1.0.1"], &policy).is_ok());
    refused("http://intranet/", &["10.2.0.1"], &policy, Unsafe, "private-use");
    refused("http://localhost/", &["127.0.0.1"], &policy, Unsafe, "loopback");
}

/// The URL may have been read by a policy that was wider.
#[test]
fn the_url_is_judged_once_more() {
    let wide = Policy::default()
        .allow_network("10.0.0.0/8".parse().unwrap())
        .and_then(|policy| policy.allow_host("intranet"))
        .and_then(|policy| policy.allow_ports([80, 22, 443]))
        .unwrap()
        .allow_user_info();
    let narrow = Policy::default();
    for (url, answer, id, place) in [
        ("http://10.0.0.1/", "10.0.0.1", "private-use", 7..15),
        ("http://intranet/", "8.8.8.8", "private-name", 7..15),
        ("http://example.com:22/", "8.8.8.8", "bad-port", 19..21),
        ("http://user@example.com/", "8.8.8.8", "userinfo", 7..12),
        ("http://user@example.com:22/", "8.8.8.8", "userinfo", 7..12),
    ] {
        let url = NotifyUrl::parse_with(url, &wide).unwrap();
        assert!(url.destination(addresses(&[answer]), &wide).is_ok(), "{url}");
        let error = url.destination(addresses(&[answer]), &narrow).unwrap_err();
        // The place is one in the canonical text.
        assert_eq!((error.reason().id(), error.span()), (id, Some(place)), "{url}");
    }
    let url = NotifyUrl::parse("http://example.com/").unwrap();
    let error =
        url.destination(addresses(&["8.8.8.8"]), &Policy::default().require_https()).unwrap_err();
    assert_eq!((error.reason().id(), error.span()), ("https-required", Some(0..4)));
    let denied = Policy::default().deny_host("example.com").unwrap();
    let error = url.destination(addresses(&["8.8.8.8"]), &denied).unwrap_err();
    assert_eq!((error.reason().id(), error.span()), ("host-denied", Some(7..18)));
}

#[test]
fn a_denied_network_refuses_an_answer() {
    use ErrorCode::InvalidNotifyUrlUnsafe as Unsafe;
    let policy = Policy::default().deny_network("8.8.8.0/24".parse().unwrap()).unwrap();
    for answer in ["8.8.8.8", "::ffff:8.8.8.8", "64:ff9b::8.8.8.8"] {
        refused("http://example.com/", &["1.1.1.1", answer], &policy, Unsafe, "network-denied");
    }
    assert!(destination("http://example.com/", &["1.1.1.1", "8.8.9.8"], &policy).is_ok());
}

#[test]
fn a_redirect_goes_the_whole_way_again() {
    let policy = Policy::default();
    let base = "https://example.com/a/b?c=d";
    let url = OnDemandUrl::parse(base).unwrap();
    for (location, expected) in [
        ("https://example.org/", "https://example.org/"),
        ("//example.org/x", "https://example.org/x"),
        ("/x", "https://example.com/x"),
        ("x", "https://example.com/a/x"),
        ("../x", "https://example.com/x"),
        ("?x", "https://example.com/a/b?x"),
        ("#x", "https://example.com/a/b?c=d"),
        ("https://example.com/a/b?c=d#x", "https://example.com/a/b?c=d"),
        ("HTTPS://EXAMPLE.ORG:443", "https://example.org/"),
        ("//bücher.example", "https://xn--bcher-kva.example/"),
        ("example.org:x", "unsafe"),
        ("./example.org:x", "https://example.com/a/example.org:x"),
    ] {
        match url.redirect(location, &policy) {
            Ok(url) => assert_eq!(url, expected, "{location}"),
            Err(error) => assert_eq!((expected, error.reason().id()), ("unsafe", "scheme")),
        }
    }
    // A policy judges the new URL, and what it does not let through in the old one.
    let allowed = policy.clone().allow_user_info();
    let with_user = OnDemandUrl::parse_with("http://user@example.com/", &allowed).unwrap();
    assert_eq!(with_user.redirect("/x", &allowed).unwrap(), "http://user@example.com/x");
    assert_eq!(with_user.redirect("//example.org/", &allowed).unwrap(), "http://example.org/");
    assert_eq!(with_user.redirect("/x", &policy).unwrap_err().reason().id(), "userinfo");
    let denied = policy.deny_host(".example.org").unwrap();
    assert_eq!(url.redirect("//a.example.org/", &denied).unwrap_err().reason().id(), "host-denied");
}
