//! What an accepted URL is: its text, its parts, and what of it `Debug` shows.

use live_record_notify::{NotifyUrl, OnDemandUrl, Policy};
use test_support::laws::callback::all_laws_hold;
use url::{Host, Url};

/// Input, canonical text, scheme, host, effective port.
const ROWS: &[(&str, &str, &str, &str, u16)] = &[
    ("http://example.com", "http://example.com/", "http", "example.com", 80),
    ("https://example.com", "https://example.com/", "https", "example.com", 443),
    ("HTTPS://EXAMPLE.COM/A?B", "https://example.com/A?B", "https", "example.com", 443),
    ("http://example.com:80/", "http://example.com/", "http", "example.com", 80),
    ("http://example.com:443/", "http://example.com:443/", "http", "example.com", 443),
    ("https://example.com:443/", "https://example.com/", "https", "example.com", 443),
    ("https://example.com:080/", "https://example.com:80/", "https", "example.com", 80),
    ("http://example.com:/", "http://example.com/", "http", "example.com", 80),
    ("http://example.com:65535", "http://example.com:65535/", "http", "example.com", 65535),
    ("http://bücher.example", "http://xn--bcher-kva.example/", "http", "xn--bcher-kva.example", 80),
    ("http://8.8.8.8:8080", "http://8.8.8.8:8080/", "http", "8.8.8.8", 8080),
    ("http://[2606:4700:0:0::1]", "http://[2606:4700::1]/", "http", "[2606:4700::1]", 80),
    (
        "http://[2606:4700:0:0:1::]:81/",
        "http://[2606:4700:0:0:1::]:81/",
        "http",
        "[2606:4700:0:0:1::]",
        81,
    ),
    ("http://[::FFFF:8.8.8.8]/", "http://[::ffff:808:808]/", "http", "[::ffff:808:808]", 80),
    ("http://example.com?", "http://example.com/?", "http", "example.com", 80),
    ("http://example.com?a/../b", "http://example.com/?a/../b", "http", "example.com", 80),
    ("http://example.com/./a/b/../%2E%2e/c", "http://example.com/c", "http", "example.com", 80),
    (
        "http://example.com/%2E%2E%2E/%2e.a",
        "http://example.com/%2E%2E%2E/%2e.a",
        "http",
        "example.com",
        80,
    ),
    ("http://example.com/%7e~%41", "http://example.com/%7e~%41", "http", "example.com", 80),
    ("http://example.com/a'b?a'b", "http://example.com/a'b?a%27b", "http", "example.com", 80),
    ("http://example.com/ü?ü", "http://example.com/%C3%BC?%C3%BC", "http", "example.com", 80),
    (
        "http://example.com/!$&()*+,-.:;=@_~?!$&()*+,-./:;=?@_~",
        "http://example.com/!$&()*+,-.:;=@_~?!$&()*+,-./:;=?@_~",
        "http",
        "example.com",
        80,
    ),
];

#[test]
fn the_text_is_canonical_and_the_parts_are_its_parts() {
    for row in ROWS {
        let (input, text, scheme, host, port) = *row;
        all_laws_hold::<NotifyUrl>(input);
        let url = NotifyUrl::parse(input).unwrap();
        assert_eq!(url.as_str(), text, "{row:?}");
        assert_eq!((url.scheme(), url.port()), (scheme, port), "{row:?}");
        assert_eq!(url.host().to_string(), host, "{row:?}");
        let url = OnDemandUrl::parse(input).unwrap();
        assert_eq!(url.as_str(), text, "{row:?}");
        assert_eq!((url.scheme(), url.port()), (scheme, port), "{row:?}");
        assert_eq!(url.host().to_string(), host, "{row:?}");
    }
}

#[test]
fn a_host_is_of_the_kind_that_it_reads_as() {
    let url = |text| NotifyUrl::parse(text).unwrap();
    assert_eq!(url("http://8.8.8.8/").host(), Host::<&str>::Ipv4([8, 8, 8, 8].into()));
    assert_eq!(url("http://8.8.8.8.example/").host(), Host::Domain("8.8.8.8.example"));
    let address = "2606:4700::1".parse().unwrap();
    assert_eq!(url("http://[2606:4700::1]/").host(), Host::<&str>::Ipv6(address));
}

#[test]
fn debug_hides_user_information_the_path_and_the_values_of_the_query() {
    let policy = Policy::default().allow_user_info();
    for (text, shown) in [
        ("http://example.com/", "http://example.com/"),
        ("http://example.com/a", "http://example.com/…"),
        ("https://hooks.slack.com/services/T0/B0/s3cret", "https://hooks.slack.com/…"),
        ("https://discord.com/api/webhooks/1/s3cret?wait=true", "https://discord.com/…?wait=…"),
        ("http://user@example.com/s3cret", "http://…@example.com/…"),
        ("http://example.com:8080/?", "http://example.com:8080/?"),
        ("http://example.com/?key=s3cret", "http://example.com/?key=…"),
        ("http://example.com/?key=s3cret&other=s3cret=s3cret", "http://example.com/?key=…&other=…"),
        ("http://example.com/?key=&other", "http://example.com/?…&…"),
        ("http://example.com/?s3cret", "http://example.com/?…"),
        ("http://example.com/?&key=s3cret&", "http://example.com/?&key=…&"),
        ("http://example.com/??s3cret", "http://example.com/?…"),
        ("http://example.com/?https://u:s3cret@h/?x=1", "http://example.com/?…"),
        ("http://example.com/?a_b-c.d=1&e%5B%5D=2", "http://example.com/?a_b-c.d=…&…"),
        ("http://user@example.com/", "http://…@example.com/"),
        ("http://user:s3cret@example.com/?a=b", "http://…@example.com/?a=…"),
        ("https://:s3cret@[2606:4700::1]:81/", "https://…@[2606:4700::1]:81/"),
    ] {
        let notify = NotifyUrl::parse_with(text, &policy).unwrap();
        let on_demand = OnDemandUrl::parse_with(text, &policy).unwrap();
        assert_eq!((notify.as_str(), on_demand.as_str()), (text, text));
        assert_eq!(format!("{notify:?}"), format!("NotifyUrl({shown})"));
        assert_eq!(format!("{on_demand:?}"), format!("OnDemandUrl({shown})"));
        assert!(!format!("{notify:#?} {on_demand:#?}").contains("s3cret"), "{text}");
    }
}

/// What stands at the very end is looked at as closely as what stands before it.
#[test]
fn the_last_character_is_encoded_too() {
    for length in [1, 2, 15, 16, 17, 18, 31, 32, 33, 34, 100] {
        let query = "a".repeat(length);
        let text = format!("http://example.com/?{query}'");
        let url = NotifyUrl::parse(&text).unwrap();
        assert_eq!(url, format!("http://example.com/?{query}%27").as_str(), "{text}");
        let text = format!("http://example.com/{query}'");
        assert_eq!(NotifyUrl::parse(&text).unwrap(), text.as_str());
    }
}

#[test]
fn debug_takes_no_padding_for_a_value() {
    for (query, shown) in [
        ("dG9rZW4tc2VjcmV0MTIzNA==", "…"),
        ("s3cret", "…"),
        ("key=s3cret", "key=…"),
        ("key=s3cret==", "key=…"),
        ("key=", "…"),
        ("a=1&&b", "a=…&&…"),
    ] {
        let url = NotifyUrl::parse(&format!("https://example.com/?{query}")).unwrap();
        assert_eq!(format!("{url:?}"), format!("NotifyUrl(https://example.com/?{shown})"));
    }
}

/// A dot segment is resolved wherever it stands, in whatever spelling.
#[test]
fn dot_segments_are_resolved_at_every_place() {
    for length in 0..40 {
        let before = "a".repeat(length);
        for (segment, after) in [
            ("..", "/x"),
            (".", "/x"),
            ("%2e%2e", "/x"),
            ("%2E.", "/x"),
            (".%2e", ""),
            ("%2e", "/xxxxxxxxxxxxxxxxxxxxxxxxxxxx"),
            ("..", "?a=b"),
        ] {
            let text = format!("http://example.com/{before}/{segment}{after}");
            let url = NotifyUrl::parse(&text).unwrap();
            assert_eq!(url, Url::parse(&text).unwrap().as_str(), "{text}");
        }
    }
}

#[test]
fn path_query_and_origin_are_parts_of_the_text() {
    let policy = Policy::default().allow_user_info();
    for (text, path, query, origin) in [
        ("http://example.com/", "/", None, "http://example.com"),
        ("http://example.com/?", "/", Some(""), "http://example.com"),
        ("https://example.com/a/b", "/a/b", None, "https://example.com"),
        ("https://example.com/a?b?c=/", "/a", Some("b?c=/"), "https://example.com"),
        ("http://example.com:8080/?a", "/", Some("a"), "http://example.com:8080"),
        ("https://user:pass@example.com/a", "/a", None, "https://example.com"),
        ("https://[2606:4700::1]:81/@?@", "/@", Some("@"), "https://[2606:4700::1]:81"),
    ] {
        let url = NotifyUrl::parse_with(text, &policy).unwrap();
        assert_eq!((url.path(), url.query(), &*url.origin()), (path, query, origin), "{text}");
        assert_eq!(url.to_url().path(), path);
        assert_eq!(url.to_url().query(), query);
        assert_eq!(url.to_url().origin().ascii_serialization(), origin);
    }
}

#[test]
fn a_value_is_compared_with_strings_and_becomes_shared_text() {
    let text = "http://example.com/".to_owned();
    let url = NotifyUrl::try_from(&text).unwrap();
    assert_eq!(url, text);
    assert_eq!(text, url);
    assert_ne!(url, "http://example.com".to_owned());
    assert_eq!(NotifyUrl::try_from(&url.to_url()), Ok(url.clone()));
    assert!(NotifyUrl::try_from(&url::Url::parse("http://127.1/").unwrap()).is_err());
    assert_eq!(std::sync::Arc::<str>::from(url), text.as_str().into());
}
