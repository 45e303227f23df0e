//! Invariants that no caller sees.

#![allow(
    clippy::indexing_slicing,
    clippy::string_slice,
    clippy::unwrap_used,
    reason = "a test fails by panic"
)]

use alloc::format;
use alloc::string::String;
use core::ops::Range;

use proptest::prelude::*;
use url::{Host, Position, Url};

use super::locate::{Input, Located};
use super::parts::Parts;
use super::pipeline;
use crate::error::Fault;
use crate::policy::Policy;

proptest! {
    #![proptest_config(ProptestConfig {
        cases: 4096,
        failure_persistence: None,
        ..ProptestConfig::default()
    })]

    #[test]
    fn the_written_text_is_what_url_writes(text in url_like()) {
        if let Ok((canonical, parts)) = parse_any(&text, &Policy::default().allow_user_info()) {
            let path = Located::in_text(&text, Input::Url).path.start;
            let encode = |c: char| match c {
                '[' | ']' | '|' | '^' => format!("%{:02X}", u32::from(c)),
                other => String::from(other),
            };
            let encoded = format!("{}{}", &text[..path], text[path..].chars().map(encode).collect::<String>());
            let url = Url::parse(&encoded).unwrap();
            prop_assert_eq!(url.as_str(), &canonical);
            prop_assert_eq!(Parts::of(&url), Some(parts));
        }
    }

    #[test]
    fn parts_are_located_where_url_reads_them(text in url_like()) {
        assert_parts_are_located_where_url_reads_them(&text);
    }
}

#[test]
fn parts_of_the_tables_of_test_data_are_located_where_url_reads_them() {
    let texts = test_support::data::inputs();
    let read = texts.iter().filter(|text| assert_parts_are_located_where_url_reads_them(text));
    assert!(read.count() > 1000);
}

/// Whether `url` reads an http or https URL in `text`; if it does, the located parts are those that
/// it reads.
#[track_caller]
fn assert_parts_are_located_where_url_reads_them(text: &str) -> bool {
    let Ok(url) = Url::parse(text) else { return false };
    if !matches!(url.scheme(), "http" | "https") {
        return false;
    }
    let located = Located::in_text(text, Input::Url);
    let typed_at = |place: Range<usize>| text[place].replace(['\t', '\n', '\r'], "");

    assert_eq!(typed_at(located.scheme_place).to_ascii_lowercase(), url.scheme(), "{text:?}");
    let host = url.host().map(|host| host.to_owned());
    assert_eq!(Host::parse(&typed_at(located.host)).ok(), host, "{text:?}");
    let port = located.port.map(typed_at).filter(|digits| !digits.is_empty());
    let effective = url.port_or_known_default();
    assert_eq!(
        port.as_ref().map_or(effective, |digits| digits.parse().ok()),
        effective,
        "{text:?}"
    );
    assert!(port.is_some() || url.port().is_none(), "{text:?}");

    let user_info = located.user_info.map(typed_at).unwrap_or_default();
    let (name, password) = user_info.split_once(':').unwrap_or((&user_info, ""));
    let mut written = Url::parse("http://host/").unwrap();
    written.set_username(name).unwrap();
    written.set_password(Some(password)).unwrap();
    assert_eq!(written.username(), url.username(), "{text:?}");
    assert_eq!(written.password(), url.password(), "{text:?}");

    if located.trimmed.end == text.trim_end_matches(|c| c <= ' ').len() {
        let query = located.query.map(typed_at).map(|query| format!("?{query}"));
        let fragment = located.fragment.map(typed_at);
        let rest = [Some(typed_at(located.path)), query, fragment].map(Option::unwrap_or_default);
        let written = Url::parse(&format!("http://host{}", rest.concat())).unwrap();
        assert_eq!(&written[Position::BeforePath..], &url[Position::BeforePath..], "{text:?}");
    }
    true
}

/// The canonical text and its parts.
pub(in crate::callback_url) type Outcome = Result<(String, Parts), Fault>;

/// The result without the short cut.
pub(in crate::callback_url) fn parse_any(text: &str, policy: &Policy) -> Outcome {
    pipeline::check_length(text, policy)?;
    pipeline::read_any(text, policy).map(|url| (url.text, url.parts))
}

/// Pieces that mean something to some reader, in any order, canonical text among them.
pub(in crate::callback_url) fn url_like() -> impl Strategy<Value = String> {
    let start = prop::sample::select(
        &["http://", "https://", "HTTP://", "ht\ttp:/\n/", " http:\\\\", "http:", ""][..],
    );
    let plain = prop::sample::select(PLAIN);
    let piece = prop_oneof![6 => prop::sample::select(PLAIN), 1 => prop::sample::select(ODD)];
    (start, plain, prop::collection::vec(piece, 0..8))
        .prop_map(|(start, plain, pieces)| format!("{start}{plain}{}", pieces.concat()))
}

pub(in crate::callback_url) fn policy() -> impl Strategy<Value = Policy> {
    prop::sample::select(policies().to_vec())
}

pub(in crate::callback_url) fn policies() -> [Policy; 7] {
    [
        Policy::default(),
        Policy::default().allow_user_info(),
        Policy::default().require_https().refuse_ip_literals(),
        Policy::default().allow_ports([80, 8443]).unwrap(),
        Policy::default().allow_host(".internal").unwrap().deny_host(".com").unwrap(),
        Policy::default().allow_network("10.0.0.0/8".parse().unwrap()).unwrap(),
        Policy::default().max_length(24).unwrap(),
    ]
}

#[rustfmt::skip]
pub(in crate::callback_url) const PLAIN: &[&str] = &[
    "example.com", "a.", "b-c", "_x", "1", "8.8.8.8", "10.0.0.1", "[2600::1]", "[::1]",
    "x.internal", "com", ".", "/", "/a", "/.a", "/..", "//", "?", "?a=1", "&b=%20", "%41", ":80",
    ":443", ":8443", ":22", ":65535", "~", "!$&()*+,;=", "@", "-",
];

#[rustfmt::skip]
pub(in crate::callback_url) const ODD: &[&str] = &[
    " ", "\t", "\n", "\0", "\\", "#", "#a", "%", "%2e", "%2E%2e", "%zz", "'", "\"", "<", "^", "`",
    "{", "|", "[", "]", ":", ":080", ":99999", "A", "xn--", "xn--bcher-kva.", "bücher.", "é", "ｅ",
    "。", "\u{ad}", "0x7f.1", "\u{e0041}", "\u{ffff}", "127.1", "u:p@", ":@", "/./", "/../",
];

#[rustfmt::skip]
pub(in crate::callback_url) const HOSTS: &[&str] = &[
    "example.com", "Example.com", "EXAMPLE.COM.", "bücher.example", "BÜCHER.example",
    "xn--bcher-kva.example", "XN--BCHER-KVA.example", "xn--b.example", "xn--", "faß.example",
    "ｅxample.com", "a\u{ad}.example.com", "127。0.0.1", "0x7f.1", "0X7F.1", "8.8.8", "010.8.8.8",
    "10.0.0.1", "1.2.3.4.5", "a..b", "-a.example.com", "a_b.example.com", "Localhost", "X.Internal",
    "Hooks.10.0.0.1.nip.io", "Com", "", "%65xample.com", "[::1]", "[0:0::1]", "[::FFFF:7f00:1]",
    "[2606:4700::A]", "[2606:4700::10.0.0.1]", "[2606:4700::1", "[::1]a", "[::1\t]", "[1/::]", "[]",
];

#[rustfmt::skip]
pub(in crate::callback_url) const AFTER_HOST: &[&str] = &[
    "/", "/a?b=%20", ":80/", ":443/", ":8443/", ":22/", ":080/", ":/", ":65536/", "", "?a", "/'?'",
    "/@", "/#a", "/../a", "/ ",
];
