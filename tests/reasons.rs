//! What reasons say is so.

#![allow(clippy::unwrap_used, reason = "a test may panic")]

use live_record_notify::NotifyUrl;
use url::Url;

#[test]
fn a_backslash_is_a_slash_to_whatwg_readers_before_the_query_alone() {
    for (text, is_slash) in [
        ("http:\\\\example.com/", true),
        ("http://example.com\\@example.org/", true),
        ("http://example.com/a\\b", true),
        ("http://example.com/?a=\\b", false),
    ] {
        assert_eq!(!Url::parse(text).unwrap().as_str().contains('\\'), is_slash, "{text}");
        let error = NotifyUrl::parse(text).unwrap_err();
        assert_eq!(
            error.reason().to_string(),
            "backslash: before the query WHATWG readers take it for a slash, RFC 3986 readers never do",
            "{text}",
        );
    }
}
