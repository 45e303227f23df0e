//! How often memory is asked for: once where canonical text is accepted and copied, never where it
//! is kept in its own buffer, or refused.

use std::fmt::Debug;

use allocation_counter::measure;
use live_record_notify::address::classify;
use live_record_notify::{DomainName, NotifyUrl, OnDemandUrl, Policy};
use test_support::laws::text::Text;

/// Canonical, and accepted by the default policy.
const ACCEPTED: &[&str] = &[
    "http://example.com/",
    "https://example.com/",
    "http://demo.aliyundoc.com/examplecallback.action",
    "https://example.com:8443/a/b.c?d=e&f=%20",
    "http://example.com/callback?key=1",
    "http://8.8.8.8/callback",
    "http://[2606:4700:4700::1111]/callback",
    "http://[2606:4700::1111]:8080/",
    "http://[2606:4700:fff0::1]/",
    // Names of services that answer the address that the name spells.
    "http://8.8.8.8.nip.io/",
    "http://2606-4700-4700--1111.sslip.io/",
    // Names that are looked at twice: one with a hyphen or an underscore, one whose end could be a
    // number, one that is longer than a label may be.
    "http://a-b.example.com/",
    "http://a_b.example.com/",
    "http://example.cafe/",
    "http://aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa.bbbbbbbbbbbbbbbbbbbbbbbbbbbbbbb.example.com/",
];

/// Canonical, and refused by the default policy: at least one row for each rule that can refuse
/// canonical text.
const REFUSED: &[&str] = &[
    "http://127.0.0.1/",
    "http://169.254.169.254/latest/meta-data/",
    "http://[::1]/",
    "http://[::ffff:a00:1]/",
    "http://[2600::5efe:7f00:1]/",
    "http://localhost/",
    "http://intranet/",
    "http://metadata.google.internal/",
    "http://127.0.0.1.nip.io/",
    "http://www.nip.io/",
    "http://a.rbndr.us/",
    "http://example.com:25/",
    "http://a..example.com/",
    "http://-a.example.com/",
    "http://example.com./",
    "http://aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa.example.com/",
];

#[test]
fn accepting_canonical_text_allocates_its_copy_alone() {
    for text in ACCEPTED {
        let (allocations, url) = count(|| NotifyUrl::parse(text));
        assert_eq!(url.as_ref().map(NotifyUrl::as_str), Ok(*text));
        assert_eq!(allocations, 1, "{text}");
    }
}

#[test]
fn accepting_a_canonical_string_keeps_its_buffer() {
    for text in ACCEPTED {
        assert_eq!(through::<NotifyUrl>(text), (Buffer::Same, 0), "{text}");
        assert_eq!(through::<OnDemandUrl>(text), (Buffer::Same, 0), "{text}");
    }
    assert_eq!(through::<DomainName>("example.com").0, Buffer::Same);
}

/// The neighbours of the rows above.
#[test]
fn other_text_is_written_anew() {
    for text in [
        "HTTP://example.com/",
        "http://Example.com/",
        "http://example.com",
        "http://b\u{fc}cher.example.com/",
    ] {
        for (buffer, allocations) in [through::<NotifyUrl>(text), through::<OnDemandUrl>(text)] {
            assert_eq!(buffer, Buffer::Other, "{text}");
            assert!(allocations > 0, "{text}");
        }
    }
    assert_eq!(through::<DomainName>("Example.com").0, Buffer::Other);
}

#[test]
fn small_edits_are_made_in_one_allocation() {
    for text in [
        "http://example.com",
        "http://example.com?a=b",
        "HTTP://example.com/callback",
        "https://example.com:443/callback",
        "http://example.com:080/",
        "http://8.8.8.8",
        "http://[2606:4700:0:0::1]/",
    ] {
        let (allocations, url) = count(|| NotifyUrl::parse(text));
        assert_eq!((allocations, url.is_ok()), (1, true), "{text}");
    }
}

#[test]
fn refusing_other_text_allocates_nothing_where_no_host_is_written_anew() {
    for text in [
        "http://127.0.0.1:99999/",
        "http://[127.0.0.1]/",
        "https://a:b@169.254.169.254/",
        "gopher://127.0.0.1:6379/",
        "ftp://example.com/",
        "http://user@example.com",
        "http://localhost",
        "http://10.0.0.1",
        "http://[::1]:80/",
        "http://example.com/#top",
        "http://example.com/{id}",
        "http://example.com:65536/",
        "https//example.com/",
        "\u{feff}http://example.com/",
        "“http://example.com/”",
        "example.com/callback",
    ] {
        assert_refuses_without_allocating(text, || NotifyUrl::parse(text));
    }
}

/// The buffer of the value is there before the verdict.
#[test]
fn refusing_text_that_needs_a_small_edit_allocates_once() {
    for text in ["HTTP://127.0.0.1/", "http://127.0.0.1:80/"] {
        let (allocations, url) = count(|| NotifyUrl::parse(text));
        assert_eq!((allocations, url.is_ok()), (1, false), "{text}");
    }
}

#[test]
fn refusing_canonical_text_allocates_nothing() {
    for text in REFUSED {
        assert_refuses_without_allocating(text, || NotifyUrl::parse(text));
        let string = String::from(*text);
        assert_refuses_without_allocating(text, || NotifyUrl::try_from(string));
    }
}

#[test]
fn refusing_what_is_too_long_allocates_nothing_in_whatever_form() {
    for text in ["http://example.com/", "HTTP://example.com/", "http://b\u{fc}cher.example.com/"] {
        let too_long = format!("{text:a<2049}");
        assert_refuses_without_allocating(&too_long, || NotifyUrl::parse(&too_long));
    }
}

#[test]
fn a_policy_is_asked_without_allocating() {
    let policy = policy().unwrap_or_else(|error| panic!("{error}"));
    for text in [
        "http://hooks.example.net/",
        "https://1.1.1.1/",
        "https://hooks.example.com/",
        "https://hooks.example.net:8443/",
    ] {
        assert_refuses_without_allocating(text, || NotifyUrl::parse_with(text, &policy));
    }
    let text = "https://hooks.example.net/";
    let (allocations, url) = count(|| NotifyUrl::parse_with(text, &policy));
    assert_eq!((allocations, url.is_ok()), (1, true), "{text}");
}

#[test]
fn an_address_is_classified_without_allocating() {
    for address in ["8.8.8.8", "127.0.0.1", "2606:4700:4700::1111", "::1", "2600::5efe:7f00:1"] {
        let address = address.parse().unwrap_or_else(|error| panic!("{address}: {error}"));
        let (allocations, class) = count(|| classify(address));
        assert_eq!(allocations, 0, "{class:?}");
    }
}

#[derive(Debug, PartialEq)]
enum Buffer {
    Same,
    Other,
}

/// Reads a `String` as a `T` and gives it back: whether in its own buffer, and how often memory was
/// asked for.
#[track_caller]
fn through<T: Text>(text: &str) -> (Buffer, u64) {
    let string = String::from(text);
    let before = (string.as_ptr(), string.capacity());
    let (allocations, written) = count(|| T::try_from(string).map(Into::into));
    let written: String = written.unwrap_or_else(|error| panic!("{text}: {error}"));
    let is_same = before == (written.as_ptr(), written.capacity());
    assert!(!is_same || written == text, "{text} gives {written}");
    (if is_same { Buffer::Same } else { Buffer::Other }, allocations)
}

#[track_caller]
fn assert_refuses_without_allocating<T: Debug, E>(
    text: &str,
    parse: impl FnOnce() -> Result<T, E>,
) {
    let (allocations, result) = count(parse);
    assert!(result.is_err(), "{text} gives {result:?}", result = result.ok());
    assert_eq!(allocations, 0, "{text}");
}

/// How often `run` allocates or reallocates, and what it gives.
fn count<T>(run: impl FnOnce() -> T) -> (u64, T) {
    let mut result = None;
    let counted = measure(|| result = Some(run()));
    match result {
        Some(result) => (counted.count_total, result),
        None => panic!("`measure` calls what it is given"),
    }
}

fn policy() -> Result<Policy, Box<dyn std::error::Error>> {
    Ok(Policy::default()
        .deny_network("1.1.1.0/24".parse()?)?
        .deny_host(".example.com")?
        .allow_ports([443])?
        .require_https())
}
