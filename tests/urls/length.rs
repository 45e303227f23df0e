//! How long a URL may be, and the numbers in its host and port, from both sides of the limits.
//! `redirect.rs` has the length of a `Location`.

use live_record_notify::{NotifyUrl, OnDemandUrl, Policy, Reason, Rule};
use test_support::{check, verdict};

#[test]
fn urls_have_up_to_2048_bytes() {
    assert_eq!(Policy::default().length_limit(), 2048);
    for start in ["http://example.com/", "https://EXAMPLE.com/?", "http://[2606:4700::1]/"] {
        let longest = format!("{start}{}", "a".repeat(2048 - start.len()));
        for text in [longest.clone(), longest.to_ascii_lowercase()] {
            assert!(NotifyUrl::parse(&text).is_ok(), "{text}");
            assert!(OnDemandUrl::parse(&text).is_ok(), "{text}");
            let longer = format!("{text}a");
            for error in
                [NotifyUrl::parse(&longer).unwrap_err(), OnDemandUrl::parse(&longer).unwrap_err()]
            {
                assert_eq!(*error.reason(), Reason::TooLong { limit: 2048 }, "{longer}");
                assert_eq!(error.span(), Some(0..2049), "{longer}");
            }
        }
    }
}

#[test]
fn a_text_that_is_too_long_is_not_read() {
    for start in ["http://127.0.0.1/", "ftp://example.com/", "http://user@example.com/", " "] {
        let text = format!("{start}{}", "a".repeat(2049));
        assert_eq!(verdict(&NotifyUrl::parse(&text)), "malformed too-long", "{start}");
    }
}

#[test]
fn the_canonical_text_has_up_to_2048_bytes_too() {
    // Six bytes for the two of `é`.
    let start = "http://example.com/";
    let as_typed = |count| format!("{start}{}", "é".repeat(count));
    let fits = (2048 - start.len()) / 6;
    assert_eq!(NotifyUrl::parse(&as_typed(fits)).unwrap().as_str().len(), start.len() + 6 * fits);
    let text = as_typed(fits + 1);
    assert!(text.len() < 2048);
    check(NotifyUrl::parse, &format!("«{text}»"), "malformed too-long");
}

#[test]
fn a_policy_moves_the_length() {
    let text = "http://example.com/callback";
    for (length, expected) in
        [(27, "accepted http://example.com/callback"), (26, "malformed too-long")]
    {
        let policy = Policy::default().max_length(length).unwrap();
        assert_eq!(policy.length_limit(), length);
        assert_eq!(verdict(&NotifyUrl::parse_with(text, &policy)), expected);
        assert_eq!(verdict(&OnDemandUrl::parse_with(text, &policy)), expected);
    }
    let policy = Policy::default().max_length(10_000).unwrap();
    let text = format!("http://example.com/{}", "a".repeat(9_981));
    assert_eq!(NotifyUrl::parse_with(&text, &policy).unwrap(), text.as_str());
    assert_eq!(verdict(&NotifyUrl::parse_with(&format!("{text}a"), &policy)), "malformed too-long");
}

/// A policy may have become stricter since the URL was stored.
#[test]
fn the_length_of_a_stored_url_is_checked() {
    let url = NotifyUrl::parse("http://example.com/callback").unwrap();
    for (length, expected) in [(26, Some("too-long")), (27, None), (28, None)] {
        let error = url.check(&Policy::default().max_length(length).unwrap()).err();
        assert_eq!(error.as_ref().map(|error| error.reason().id()), expected, "{length}");
        assert_eq!(error.and_then(|error| error.span()), expected.map(|_| 0..27), "{length}");
    }
}

/// What is written into the text counts: a path, where there is none.
#[test]
fn the_path_that_is_written_counts() {
    for text in ["http://example.com", "HTTP://EXAMPLE.COM"] {
        for (length, expected) in [
            (18, "malformed too-long"),
            (19, "accepted http://example.com/"),
            (20, "accepted http://example.com/"),
        ] {
            let policy = Policy::default().max_length(length).unwrap();
            assert_eq!(verdict(&NotifyUrl::parse_with(text, &policy)), expected, "{text}");
        }
    }
}

#[test]
fn a_label_has_up_to_63_bytes_under_a_policy_that_lets_every_name_through() {
    let every_name = Rule::new().with_hosts(["."]).unwrap();
    let every_name = every_name.with_networks(["198.18.0.0/15".parse().unwrap()]).unwrap();
    let policy = Policy::default().allow(every_name).unwrap();
    for scheme in ["http", "HTTP"] {
        let url = |length| format!("{scheme}://{}/", "g".repeat(length));
        assert!(NotifyUrl::parse_with(&url(63), &policy).is_ok());
        assert_eq!(verdict(&NotifyUrl::parse_with(&url(64), &policy)), "malformed label-too-long");
    }
}

#[test]
fn ports_have_up_to_16_bits() {
    check(NotifyUrl::parse, "http://example.com:65534/", "accepted http://example.com:65534/");
    check(NotifyUrl::parse, "http://example.com:65535/", "accepted http://example.com:65535/");
    check(NotifyUrl::parse, "http://example.com:«65536»/", "malformed port-syntax");
    check(NotifyUrl::parse, "http://example.com:«65616»/", "malformed port-syntax");
    check(NotifyUrl::parse, "http://example.com:«131152»/", "malformed port-syntax");
}

/// The last number fills what the others leave: 8, 16, 24 or 32 bits. What exceeds them is no address
/// to a WHATWG reader.
#[test]
fn numbers_in_ipv4_addresses_have_up_to_the_bits_that_are_left() {
    check(NotifyUrl::parse, "http://8.8.8.254/", "accepted http://8.8.8.254/");
    check(NotifyUrl::parse, "http://8.8.8.255/", "accepted http://8.8.8.255/");
    for (host, expected) in [
        ("8.8.8.256", "malformed ipv4-syntax"),
        ("255.8.8.8", "unsafe reserved"),
        ("264.8.8.8", "malformed ipv4-syntax"),
        ("8.8.65535", "malformed numeric-ipv4"),
        ("8.8.65536", "malformed ipv4-syntax"),
        ("8.16777215", "malformed numeric-ipv4"),
        ("8.16777216", "malformed ipv4-syntax"),
        ("134744072", "malformed numeric-ipv4"),
        ("4294967295", "unsafe broadcast"),
        ("4294967296", "unsafe unspecified"),
        ("4429711368", "malformed ipv4-syntax"),
    ] {
        check(NotifyUrl::parse, &format!("http://«{host}»/"), expected);
    }
}

/// Some readers take groups of more than four digits, zeros before them. A group has as many as fit.
#[test]
fn an_ipv6_address_that_is_no_url_host_is_read_in_up_to_128_bytes() {
    for (length, expected) in [
        ("0:0:0:0:0:0:0:00001".len(), "unsafe loopback"),
        (127, "unsafe loopback"),
        (128, "unsafe loopback"),
        (129, "malformed ipv6-syntax"),
    ] {
        let start = "0:0:0:0:0:0:0:";
        let address = format!("{start}{}1", "0".repeat(length - start.len() - 1));
        assert_eq!(address.len(), length);
        check(NotifyUrl::parse, &format!("http://«[{address}]»/"), expected);
    }
}
