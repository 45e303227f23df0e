//! Limits of length, each from both sides.

use live_record_notify::{DomainName, NotifyUrl, OnDemandUrl, Policy, Reason};
use test_support::{check, verdict};

/// 63 bytes, the longest label (RFC 1034 §3.1).
const LABEL: &str = "aaaaaaaaaabbbbbbbbbbccccccccccddddddddddeeeeeeeeeeffffffffffggg";

/// Of 253 bytes, the longest name (RFC 1035 §2.3.4): 61 and three times 64.
fn longest_name() -> String {
    let name = format!("{}.{LABEL}.{LABEL}.{LABEL}", &LABEL[2..]);
    assert_eq!((LABEL.len(), name.len()), (63, 253));
    name
}

#[test]
fn labels_of_urls_have_up_to_63_bytes_and_names_up_to_253() {
    check(
        NotifyUrl::parse,
        &format!("http://{LABEL}.com/"),
        &format!("accepted http://{LABEL}.com/"),
    );
    check(NotifyUrl::parse, &format!("http://«{LABEL}h».com/"), "malformed label-too-long");
    check(NotifyUrl::parse, &format!("http://a.«{LABEL}h».com/"), "malformed label-too-long");
    check(NotifyUrl::parse, &format!("http://«{LABEL}h.internal»/"), "unsafe private-name");
    let longest = longest_name();
    check(NotifyUrl::parse, &format!("http://{longest}/"), &format!("accepted http://{longest}/"));
    check(NotifyUrl::parse, &format!("http://«a{longest}»/"), "malformed name-too-long");
    check(NotifyUrl::parse, &format!("http://{longest}«.»/"), "malformed trailing-dot");
    check(NotifyUrl::parse, &format!("http://«a{longest}.internal»/"), "unsafe private-name");
}

#[test]
fn labels_of_domain_names_have_up_to_63_bytes_and_names_up_to_253() {
    check(DomainName::parse, &format!("{LABEL}.com"), &format!("accepted {LABEL}.com"));
    check(DomainName::parse, &format!("«{LABEL}h».com"), "malformed label-too-long");
    check(DomainName::parse, &format!("example.«{LABEL}h»"), "malformed label-too-long");
    let longest = longest_name();
    check(DomainName::parse, &longest, &format!("accepted {longest}"));
    check(DomainName::parse, &format!("«a{longest}»"), "malformed name-too-long");
    check(DomainName::parse, &format!("{longest}«.»"), "malformed trailing-dot");
    // A label of several limits: the first in reading order.
    check(DomainName::parse, &format!("«{LABEL}h».{longest}"), "malformed label-too-long");
}

#[test]
fn a_unicode_label_is_measured_as_its_a_label() {
    // `xn--` and 59 bytes behind it.
    let longest = format!("{}é", "a".repeat(55));
    let Ok(name) = DomainName::parse(&format!("{longest}.com")) else { panic!("{longest}") };
    assert_eq!(name.as_str().find('.'), Some(63), "{name}");
    check(DomainName::parse, &format!("«a{longest}.com»"), "malformed label-too-long");
    check(NotifyUrl::parse, &format!("http://«a{longest}.com»/"), "malformed label-too-long");
}

#[test]
fn a_name_beyond_any_limit_is_not_read() {
    // Each of 253 characters can have four bytes.
    check(DomainName::parse, &format!("«{}»", "🔐".repeat(254)), "malformed name-too-long");
    check(DomainName::parse, &format!("«{}»", "a.".repeat(1_000_000)), "malformed name-too-long");
    // Up to 1,012 bytes are read; a longer text is not.
    let rest = "a".repeat(1011);
    check(DomainName::parse, &format!("«!»{rest}"), "malformed host-character");
    check(DomainName::parse, &format!("«!a{rest}»"), "malformed name-too-long");
}

#[test]
fn urls_have_up_to_2048_bytes() {
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
        assert_eq!(verdict(&NotifyUrl::parse_with(text, &policy)), expected);
        assert_eq!(verdict(&OnDemandUrl::parse_with(text, &policy)), expected);
    }
    let policy = Policy::default().max_length(10_000).unwrap();
    let text = format!("http://example.com/{}", "a".repeat(9_981));
    assert_eq!(NotifyUrl::parse_with(&text, &policy).unwrap(), text.as_str());
    assert_eq!(verdict(&NotifyUrl::parse_with(&format!("{text}a"), &policy)), "malformed too-long");
}

#[test]
fn a_redirect_has_the_same_limit() {
    let base = NotifyUrl::parse("http://example.com/").unwrap();
    let policy = Policy::default();
    let path = |length: usize| format!("/{}", "a".repeat(length - 1));
    // The Location fits; what it resolves to must fit as well.
    let room = 2048 - "http://example.com".len();
    assert!(base.redirect(&path(room), &policy).is_ok());
    assert_eq!(verdict(&base.redirect(&path(room + 1), &policy)), "malformed too-long");
    assert_eq!(verdict(&base.redirect(&path(2049), &policy)), "malformed too-long");
}
