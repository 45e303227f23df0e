//! Bytes that need not be text.

use live_record_notify::{DomainName, NotifyUrl, Policy};
use proptest::prelude::*;
use test_support::data;

/// Asserts why `bytes` are refused, and what stands at the place.
#[track_caller]
fn refused(bytes: &[u8], code: &str, reason: &str, place: &[u8]) {
    let error = NotifyUrl::parse_bytes(bytes, &Policy::default()).expect_err("not UTF-8");
    assert_eq!((error.code().as_str(), error.reason().id()), (code, reason), "{bytes:?}");
    assert_eq!(error.span().and_then(|span| bytes.get(span)), Some(place), "{bytes:?}");
}

#[test]
fn bytes_that_are_no_character_are_malformed_at_the_first_of_them() {
    let malformed = "InvalidNotifyUrl.Malformed";
    refused(b"\xff", malformed, "not-utf-8", b"\xff");
    refused(b"http://example.com/\xff\xfe/\xff", malformed, "not-utf-8", b"\xff");
    refused(b"http://ex\xffample.com/", malformed, "not-utf-8", b"\xff");
    // ISO-8859-1.
    refused(b"http://example.com/caf\xe9", malformed, "not-utf-8", b"\xe9");
    // A surrogate, an overlong slash, and a character that is cut off.
    refused(b"http://example.com/\xed\xa0\x80", malformed, "not-utf-8", b"\xed");
    refused(b"http://example.com\xc0\xaf", malformed, "not-utf-8", b"\xc0");
    refused(b"http://example.com/\xe2\x82", malformed, "not-utf-8", b"\xe2\x82");
}

#[test]
fn where_they_lead_decides_with_a_replacement_or_nothing_for_them() {
    let is_unsafe = "InvalidNotifyUrl.Unsafe";
    refused(b"http://127.0.0.1/\xff", is_unsafe, "loopback", b"127.0.0.1");
    refused(b"\xffhttp://127.0.0.1/", is_unsafe, "loopback", b"127.0.0.1");
    refused(b"http://127.0.0.1\xff/", is_unsafe, "loopback", b"127.0.0.1");
    refused(b"http://127.0\xff.0.1/", is_unsafe, "loopback", b"127.0\xff.0.1");
    refused(b"http://local\xffhost/", is_unsafe, "special-use-name", b"local\xffhost");
    refused(b"ftp://example.com/\xff", is_unsafe, "scheme", b"ftp");
    refused(b"http://\xff@example.com/", is_unsafe, "userinfo", b"\xff@");
    // Without them there is no host.
    refused(b"http://\xff:25/", is_unsafe, "bad-port", b"25");
    refused(b"http://@\xff/", is_unsafe, "userinfo", b"@");
    // UTF-16 with a byte order mark: a reader in C finds a name of one letter.
    refused(b"\xff\xfeh\0t\0t\0p\0", is_unsafe, "single-label", b"\xff\xfeh\0t\0t\0p");
    // A character that is cut off has several bytes, and one replacement.
    refused(b"http://\xe2\x82@127.0.0.1/", is_unsafe, "loopback", b"127.0.0.1");
    refused(b"\xf0\x9f\xa4http://127.0.0.1/", is_unsafe, "loopback", b"127.0.0.1");
    refused(b"http://local\xe2\x82host/", is_unsafe, "special-use-name", b"local\xe2\x82host");
    // The worst of both, whichever of the two it is.
    refused(b"http://a@local\xffhost/", is_unsafe, "special-use-name", b"local\xffhost");
    refused(b"example.com:\xff25", is_unsafe, "scheme", b"example.com");
    refused(b"http://a\xff@169.254.169.254/", is_unsafe, "cloud-metadata", b"169.254.169.254");
}

#[test]
fn a_longer_text_than_the_policy_reads_is_not_read() {
    let mut bytes = [b"http://127.0.0.1/".as_slice(), &[0xff; 2_032]].concat();
    refused(&bytes, "InvalidNotifyUrl.Malformed", "too-long", &bytes);
    bytes.truncate(2_048);
    refused(&bytes, "InvalidNotifyUrl.Unsafe", "loopback", b"127.0.0.1");
}

#[test]
fn a_location_of_bytes_is_read_against_the_url() {
    let url = NotifyUrl::parse("https://example.com/a").unwrap();
    let policy = Policy::default();
    assert_eq!(url.redirect_bytes("/é".as_bytes(), &policy).unwrap(), "https://example.com/%C3%A9");
    let reason = |location: &[u8]| url.redirect_bytes(location, &policy).unwrap_err();
    assert_eq!(reason(b"/\xe9").reason().id(), "not-utf-8");
    assert_eq!(reason(b"//10.0.0.1/\xe9").reason().id(), "private-use");
    assert_eq!(reason(b"http://example.com/\xe9").reason().id(), "https-downgrade");
    // The host comes from the URL, so that it has no place in the location.
    let policy = Policy::default().deny_host("example.com").unwrap();
    let error = url.redirect_bytes(b"/\xe9", &policy).unwrap_err();
    assert_eq!((error.reason().id(), error.span()), ("host-denied", None));
}

#[test]
fn text_is_judged_as_by_the_other_constructors() {
    let policy = Policy::default();
    for text in data::inputs() {
        let bytes = text.as_bytes();
        assert_eq!(NotifyUrl::parse_bytes(bytes, &policy), NotifyUrl::parse(&text));
        assert_eq!(DomainName::parse_bytes(bytes), DomainName::parse(&text));
    }
}

proptest! {
    /// No byte in any place makes a text that is not UTF-8 acceptable, or less than Unsafe if the text
    /// without it is Unsafe; and the place is one of the bytes.
    #[test]
    fn a_bad_byte_saves_no_text(
        text in prop::sample::select(data::inputs()),
        at in any::<prop::sample::Index>(),
        bad in prop::sample::select(&[0x80_u8, 0xc0, 0xed, 0xf8, 0xff][..]),
    ) {
        let mut bytes = text.clone().into_bytes();
        bytes.insert(at.index(text.len() + 1), bad);
        let policy = Policy::default();
        if str::from_utf8(&bytes).is_err() {
            let error = NotifyUrl::parse_bytes(&bytes, &policy).unwrap_err();
            prop_assert!(error.span().is_some_and(|span| bytes.get(span).is_some()), "{:?}", error);
            let without = NotifyUrl::parse(&text).err().map(|error| error.code());
            if text.is_char_boundary(at.index(text.len() + 1))
                && without.is_some_and(|code| code.as_str().ends_with("Unsafe"))
                && bytes.len() <= policy.length_limit()
            {
                prop_assert!(error.code().as_str().ends_with("Unsafe"), "{:?} {:?}", text, error);
            }
            prop_assert!(DomainName::parse_bytes(&bytes).is_err());
        }
    }
}
