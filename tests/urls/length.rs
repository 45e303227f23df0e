//! How long a URL may be, from both sides of the limit. `redirect.rs` has the length of a `Location`.

use live_record_notify::{NotifyUrl, OnDemandUrl, Policy, Reason};
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
