//! Each ASCII character in a path, in a query and in user information, against the grammars, typed once
//! more.

use live_record_notify::{NotifyUrl, Policy};

/// RFC 3986 §2.2 and §2.3, letters and digits left out.
const UNRESERVED_AND_SUB_DELIMS: &str = "-._~!$&'()*+,;=";

fn ascii() -> impl Iterator<Item = char> {
    (0..0x80_u8).map(char::from)
}

fn is_one_of(c: char, others: &str) -> bool {
    c.is_ascii_alphanumeric() || UNRESERVED_AND_SUB_DELIMS.contains(c) || others.contains(c)
}

/// What stands in canonical text for `c`: it itself, where RFC 3986 has it among `others` and WHATWG URL
/// leaves it; its encoded form, where PHP, Rails and OAuth write it.
fn written(c: char, others: &str, encoded: &str) -> Option<String> {
    if encoded.contains(c) {
        Some(format!("%{:02X}", u32::from(c)))
    } else {
        is_one_of(c, others).then(|| c.to_string())
    }
}

#[test]
fn each_ascii_character_may_stand_in_a_path_or_not() {
    // RFC 3986 §3.3, and `?`, which ends the path.
    for c in ascii() {
        let expected = written(c, ":@/?", "[]|^");
        for (before, after) in [("http://example.com/a", "z"), ("HTTP://Example.com/ü", "")] {
            let parsed = NotifyUrl::parse(&format!("{before}{c}{after}")).ok();
            let before = before.to_lowercase().replace('ü', "%C3%BC");
            let expected = expected.as_ref().map(|c| format!("{before}{c}{after}"));
            assert_eq!(parsed.map(String::from), expected, "{c:?}");
        }
    }
}

#[test]
fn each_ascii_character_may_stand_in_a_query_or_not() {
    // RFC 3986 §3.4; WHATWG URL, special-query percent-encode set.
    for c in ascii() {
        let expected = written(c, ":@/?", "[]|^'");
        for (before, after) in [("http://example.com/?a", "z"), ("HTTP://Example.com/?ü", "")] {
            let parsed = NotifyUrl::parse(&format!("{before}{c}{after}")).ok();
            let before = before.to_lowercase().replace('ü', "%C3%BC");
            let expected = expected.as_ref().map(|c| format!("{before}{c}{after}"));
            assert_eq!(parsed.map(String::from), expected, "{c:?}");
        }
    }
}

#[test]
fn each_ascii_character_may_stand_in_user_information_or_not() {
    // RFC 3986 §3.2.1.
    let policy = Policy::default().allow_user_info();
    for c in ascii() {
        let text = format!("http://user{c}name@example.com/");
        let is_accepted = NotifyUrl::parse_with(&text, &policy).is_ok();
        assert_eq!(is_accepted, is_one_of(c, ":"), "{c:?}");
    }
}
