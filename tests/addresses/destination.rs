//! The second stage: which answers of a resolver may be dialled.

use std::net::{IpAddr, SocketAddr};

use live_record_notify::address::AddressKind;
use live_record_notify::{Destination, Error, ErrorCode, NotifyUrl, OnDemandUrl, Policy, Reason};

fn addresses(texts: &[&str]) -> Vec<IpAddr> {
    texts.iter().map(|text| text.parse().unwrap()).collect()
}

#[track_caller]
fn destination_with(url: &str, answer: &[&str], policy: &Policy) -> Result<Destination, Error> {
    NotifyUrl::parse_with(url, policy).unwrap().destination(addresses(answer), policy)
}

#[track_caller]
fn destination(url: &str, answer: &[&str]) -> Result<Destination, Error> {
    destination_with(url, answer, &Policy::default())
}

#[track_caller]
fn accept(destination: Result<Destination, Error>, socket_addrs: &[&str]) {
    let expected: Vec<SocketAddr> = socket_addrs.iter().map(|text| text.parse().unwrap()).collect();
    assert_eq!(destination.unwrap().socket_addrs(), expected);
}

/// That nothing of the answer may be dialled, since `reason`.
#[track_caller]
fn refuse(destination: Result<Destination, Error>, code: ErrorCode, reason: &str) {
    let error = destination.unwrap_err();
    assert_eq!(error.code(), code);
    assert_eq!(error.reason().to_string(), reason);
    assert_eq!(error.span(), None, "no part of the URL is to blame");
}

#[test]
fn host_and_port_are_those_of_the_url() {
    #[rustfmt::skip]
    let rows: &[(&str, &str, &str, u16, &str)] = &[
        ("http://example.com/",        "8.8.8.8",         "example.com",          80,    "8.8.8.8:80"),
        ("https://example.com/",       "8.8.8.8",         "example.com",          443,   "8.8.8.8:443"),
        ("http://example.com:8080/",   "8.8.8.8",         "example.com",          8080,  "8.8.8.8:8080"),
        ("http://example.com:443/",    "8.8.8.8",         "example.com",          443,   "8.8.8.8:443"),
        ("https://example.com:80/",    "2606:4700::1111", "example.com",          80,    "[2606:4700::1111]:80"),
        ("http://example.com:65535/",  "8.8.8.8",         "example.com",          65535, "8.8.8.8:65535"),
        ("https://bücher.example/",    "8.8.8.8",         "xn--bcher-kva.example", 443,  "8.8.8.8:443"),
        ("http://8.8.8.8/",            "8.8.8.8",         "8.8.8.8",              80,    "8.8.8.8:80"),
        ("https://[2606:4700::1111]/", "2606:4700::1111", "[2606:4700::1111]",    443,   "[2606:4700::1111]:443"),
    ];
    for (url, address, host, port, socket_addr) in rows {
        let destination = destination(url, &[address]).unwrap();
        assert_eq!(destination.host().to_string(), *host, "{url}");
        assert_eq!(destination.host(), NotifyUrl::parse(url).unwrap().host(), "{url}");
        assert_eq!(destination.port(), *port, "{url}");
        assert_eq!(destination.is_https(), url.starts_with("https:"), "{url}");
        assert_eq!(destination.socket_addrs(), [socket_addr.parse().unwrap()], "{url}");
    }
}

#[test]
fn addresses_keep_the_resolvers_order_and_stand_once() {
    let url = "http://example.com/";
    accept(destination(url, &["9.9.9.9", "1.1.1.1"]), &["9.9.9.9:80", "1.1.1.1:80"]);
    accept(destination(url, &["1.1.1.1", "9.9.9.9"]), &["1.1.1.1:80", "9.9.9.9:80"]);
    accept(
        destination(
            url,
            &["1.1.1.1", "2606:4700::1111", "1.1.1.1", "9.9.9.9", "2606:4700:0::1111"],
        ),
        &["1.1.1.1:80", "[2606:4700::1111]:80", "9.9.9.9:80"],
    );
}

/// An address is judged as in a URL, by the tables, the public neighbour beside each refused row.
#[test]
fn one_refused_address_refuses_the_answer() {
    #[rustfmt::skip]
    let rows: &[(&str, &str, &str)] = &[
        ("127.0.0.1",          "128.0.0.1",         "loopback (RFC 1122, 127.0.0.0/8)"),
        ("10.255.255.255",     "11.0.0.0",          "private use (RFC 1918, 10.0.0.0/8)"),
        ("169.254.0.1",        "169.255.0.0",       "link-local (RFC 3927, 169.254.0.0/16)"),
        ("0.0.0.0",            "1.0.0.0",           "the unspecified address (RFC 1122, 0.0.0.0/32)"),
        ("192.0.0.8",          "192.0.0.9",         "IETF protocol assignments (RFC 7600, 192.0.0.8/32)"),
        ("100.100.100.200",    "100.128.0.0",       "the metadata service of Alibaba Cloud"),
        ("168.63.129.16",      "168.63.129.17",     "the metadata service of Azure (host agent)"),
        ("::1",                "2606:4700::1",      "loopback (RFC 4291, ::1/128)"),
        ("fd00::1",            "2600::1",           "unique local (RFC 4193, fc00::/7)"),
        ("::ffff:10.0.0.1",    "::ffff:11.0.0.1",   "IPv4-mapped 10.0.0.1: private use (RFC 1918, 10.0.0.0/8)"),
        ("64:ff9b::7f00:1",    "64:ff9b::808:808",  "NAT64 of 127.0.0.1: loopback (RFC 1122, 127.0.0.0/8)"),
        ("2600::5efe:7f00:1",  "2600::5efe:808:808", "ISATAP of 127.0.0.1: loopback (RFC 1122, 127.0.0.0/8)"),
        ("2002:808:808::1",    "2001:4860::1",      "6to4 tunnel: a relay decides where it comes out (RFC 3056, 2002::/16)"),
    ];
    let url = "http://example.com/";
    for (refused, public, class) in rows {
        let shown: IpAddr = refused.parse().unwrap();
        let reason = format!("reads as {shown}: {class}");
        for answer in
            [&[*refused][..], &[refused, public], &[public, refused], &[public, public, refused]]
        {
            refuse(destination(url, answer), ErrorCode::InvalidNotifyUrlUnsafe, &reason);
        }
        assert!(destination(url, &[public]).is_ok(), "{public}");
    }
}

#[test]
fn the_first_refused_address_is_named() {
    let error =
        destination("http://example.com/", &["8.8.8.8", "10.0.0.1", "127.0.0.1"]).unwrap_err();
    let Reason::Address { address, class } = error.reason() else { panic!("{error}") };
    assert_eq!(*address, IpAddr::from([10, 0, 0, 1]));
    assert_eq!(class.kind(), AddressKind::PrivateUse);
}

#[test]
fn no_address_is_no_verdict() {
    for url in ["http://example.com/", "http://8.8.8.8/", "http://[2606:4700::1111]/"] {
        refuse(destination(url, &[]), ErrorCode::InternalError, "the resolver gave no address");
    }
    let error = destination("http://example.com/", &[]).unwrap_err();
    assert_eq!(error.reason(), &Reason::NoAddresses);
    assert_eq!(error.reason().id(), "no-addresses");
    assert_eq!(error.code().http_status(), 500);
}

#[test]
fn an_ip_literal_is_the_only_answer_for_itself() {
    #[rustfmt::skip]
    let rows: &[(&str, &[&str], &str)] = &[
        ("http://8.8.8.8/",             &["8.8.4.4"],               "8.8.4.4"),
        ("http://8.8.8.8/",             &["8.8.8.8", "8.8.4.4"],    "8.8.4.4"),
        ("http://8.8.8.8/",             &["127.0.0.1"],             "127.0.0.1"),
        ("http://8.8.8.8/",             &["::ffff:8.8.8.8"],        "::ffff:8.8.8.8"),
        ("http://8.8.8.8/",             &["64:ff9b::808:808"],      "64:ff9b::808:808"),
        ("http://[2606:4700::1111]/",   &["2606:4700::1112"],       "2606:4700::1112"),
        ("http://[::ffff:808:808]/",    &["8.8.8.8"],               "8.8.8.8"),
    ];
    for (url, answer, other) in rows {
        let reason = format!("{other} is not the address that the URL names");
        refuse(destination(url, answer), ErrorCode::InvalidNotifyUrlUnsafe, &reason);
    }
    accept(destination("http://8.8.8.8/", &["8.8.8.8", "8.8.8.8"]), &["8.8.8.8:80"]);
    accept(destination("http://[::ffff:808:808]/", &["::ffff:8.8.8.8"]), &["[::ffff:8.8.8.8]:80"]);
}

#[test]
fn an_allowed_name_is_not_an_allowed_address() {
    let url = "http://hooks.intranet.corp/";
    let name = Policy::default().allow_host(".intranet.corp").unwrap();
    refuse(
        destination_with(url, &["10.0.0.1"], &name),
        ErrorCode::InvalidNotifyUrlUnsafe,
        "reads as 10.0.0.1: private use (RFC 1918, 10.0.0.0/8)",
    );
    accept(destination_with(url, &["8.8.8.8"], &name), &["8.8.8.8:80"]);

    let both = name.allow_network("10.0.0.0/24".parse().unwrap()).unwrap();
    accept(destination_with(url, &["10.0.0.1"], &both), &["10.0.0.1:80"]);
    refuse(
        destination_with(url, &["10.0.0.1", "10.0.1.1"], &both),
        ErrorCode::InvalidNotifyUrlUnsafe,
        "reads as 10.0.1.1: private use (RFC 1918, 10.0.0.0/8)",
    );
}

#[test]
fn a_denied_network_refuses_what_it_holds() {
    let policy = Policy::default().deny_network("8.8.8.0/24".parse().unwrap()).unwrap();
    for address in ["8.8.8.8", "::ffff:8.8.8.8", "64:ff9b::808:808"] {
        let error = destination_with("http://example.com/", &[address], &policy).unwrap_err();
        assert_eq!(error.reason().id(), "network-denied", "{address}");
    }
    accept(destination_with("http://example.com/", &["8.8.9.8"], &policy), &["8.8.9.8:80"]);
}

/// The URL was read by a looser policy; what stands in it is judged once more.
#[test]
fn a_stricter_policy_holds_for_urls_already_read() {
    let loose =
        Policy::default().allow_user_info().allow_network("10.0.0.0/8".parse().unwrap()).unwrap();
    let strict = Policy::default();
    #[rustfmt::skip]
    let rows: &[(&str, &str, Policy, &str)] = &[
        ("http://example.com/",      "8.8.8.8",  strict.clone().require_https(),                 "https-required"),
        ("http://u@example.com/",    "8.8.8.8",  strict.clone(),                                 "userinfo"),
        ("http://example.com/",      "8.8.8.8",  strict.clone().deny_host(".com").unwrap(),      "host-denied"),
        ("http://8.8.8.8/",          "8.8.8.8",  strict.clone().refuse_ip_literals(),            "ip-literal"),
        ("http://10.0.0.1/",         "10.0.0.1", strict.clone(),                                 "private-use"),
        ("http://example.com:8080/", "8.8.8.8",  strict.clone().allow_ports([80]).unwrap(),      "port-not-allowed"),
    ];
    for (text, address, stricter, reason) in rows {
        let url = NotifyUrl::parse_with(text, &loose).unwrap();
        assert!(url.destination(addresses(&[address]), &loose).is_ok(), "{text}");
        let error = url.destination(addresses(&[address]), stricter).unwrap_err();
        assert_eq!(error.code(), ErrorCode::InvalidNotifyUrlUnsafe, "{text}");
        assert_eq!(error.reason().id(), *reason, "{text}");
    }
}

#[test]
fn an_on_demand_url_has_codes_of_its_own() {
    let url = OnDemandUrl::parse("http://example.com/").unwrap();
    let policy = Policy::default();
    let code = |answer: &[&str]| url.destination(addresses(answer), &policy).unwrap_err().code();
    assert_eq!(code(&["10.0.0.1"]), ErrorCode::InvalidOnDemandUrlUnsafe);
    assert_eq!(code(&[]), ErrorCode::InternalError);
    let destination = url.destination(addresses(&["8.8.8.8"]), &policy);
    accept(destination, &["8.8.8.8:80"]);
}

/// A destination is what was judged: nothing in it asks anyone again.
#[test]
fn equal_answers_make_equal_destinations() {
    let of = |answer| destination("http://example.com/", answer).unwrap();
    assert_eq!(of(&["8.8.8.8"]), of(&["8.8.8.8", "8.8.8.8"]));
    assert_ne!(of(&["8.8.8.8", "9.9.9.9"]), of(&["9.9.9.9", "8.8.8.8"]));
    assert_ne!(of(&["8.8.8.8"]), destination("https://example.com/", &["8.8.8.8"]).unwrap());
}
