//! What an accepted URL is: its text, its parts, and what of it `Debug` shows.

use live_record_notify::{NotifyUrl, OnDemandUrl, Policy};
use test_support::data;
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

fn accepted_texts() -> Vec<NotifyUrl> {
    let vectors = data::vectors();
    let vectors = vectors.into_iter().map(|[_, input, ..]| input);
    let wpt = data::wpt();
    let wpt = wpt.into_iter().map(|[_, input, ..]| input);
    let rows = ROWS.iter().map(|(input, ..)| (*input).to_owned());
    let accepted: Vec<_> =
        rows.chain(vectors).chain(wpt).filter_map(|input| NotifyUrl::parse(&input).ok()).collect();
    assert!(accepted.len() > 90, "{}", accepted.len());
    accepted
}

/// One promise of acceptance: the text is a WHATWG URL in canonical form.
#[test]
fn url_reads_the_same_text_and_parts() {
    for notify in accepted_texts() {
        let url = Url::parse(notify.as_str()).unwrap();
        assert_eq!(url.as_str(), notify.as_str());
        assert_eq!(notify.to_url(), url);
        assert_eq!(url.scheme(), notify.scheme(), "{url}");
        assert_eq!(url.host(), Some(notify.host()), "{url}");
        assert_eq!(url.port_or_known_default(), Some(notify.port()), "{url}");
        assert_eq!(url.fragment(), None, "{url}");
    }
}

/// The other promise: it is an `absolute-URI` of RFC 3986, cut by its appendix B into the same
/// parts.
#[test]
fn a_reader_of_rfc_3986_finds_the_same_parts() {
    for notify in accepted_texts() {
        let text = notify.as_str();
        let (scheme, rest) = text.split_once(':').unwrap();
        let rest = rest.strip_prefix("//").unwrap();
        let (authority, path_and_query) = rest.split_at(rest.find(['/', '?', '#']).unwrap());
        let (path, query) = match path_and_query.split_once('?') {
            Some((path, query)) => (path, Some(query)),
            None => (path_and_query, None),
        };
        let is_port = |port: &str| port.bytes().all(|byte| byte.is_ascii_digit());
        let (host, port) = match authority.rsplit_once(':') {
            Some((host, port)) if is_port(port) => (host, port.parse().unwrap()),
            _ => (authority, if scheme == "https" { 443 } else { 80 }),
        };
        assert_eq!((scheme, port), (notify.scheme(), notify.port()), "{text}");
        assert_eq!(host, notify.host().to_string(), "{text}");
        let url = notify.to_url();
        assert_eq!((path, query), (url.path(), url.query()), "{text}");
        assert!(is_made_of(path, "/:@"), "{text}");
        assert!(query.is_none_or(|query| is_made_of(query, "/?:@")), "{text}");
    }
}

/// Whether `part` has unreserved characters, sub-delims, percent-encoded octets and those of
/// `more` alone.
fn is_made_of(part: &str, more: &str) -> bool {
    let mut pieces = part.split('%');
    let of_characters = |text: &str| {
        text.chars()
            .all(|c| c.is_ascii_alphanumeric() || "-._~!$&'()*+,;=".contains(c) || more.contains(c))
    };
    let of_octet = |text: &str| {
        text.len() >= 2
            && text.bytes().take(2).all(|byte| byte.is_ascii_hexdigit())
            && of_characters(text)
    };
    pieces.next().is_some_and(of_characters) && pieces.all(of_octet)
}

#[test]
fn debug_hides_user_information_and_the_values_of_the_query() {
    let policy = Policy::default().allow_user_info();
    for (text, shown) in [
        ("http://example.com/a/b", "http://example.com/a/b"),
        ("http://example.com:8080/?", "http://example.com:8080/?"),
        ("http://example.com/?key=s3cret", "http://example.com/?key=…"),
        ("http://example.com/?key=s3cret&other=s3cret=s3cret", "http://example.com/?key=…&other=…"),
        ("http://example.com/?key=&other", "http://example.com/?…&…"),
        ("http://example.com/?s3cret", "http://example.com/?…"),
        ("http://example.com/?&key=s3cret&", "http://example.com/?&key=…&"),
        ("http://example.com/??s3cret", "http://example.com/?…"),
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
