//! Invariants that no caller sees.

#![allow(
    clippy::indexing_slicing,
    clippy::string_slice,
    clippy::unwrap_used,
    reason = "a test fails by panic"
)]

use alloc::format;
use alloc::string::String;
use core::convert::identity;
use core::ops::Range;

use proptest::prelude::*;
use url::{Host, Position, Url};

use super::fast::{self, CHUNK, HostIn, Parts};
use super::host_only::AroundHost;
use super::locate::{Located, Schemeless};
use super::pipeline::CallbackUrl;
use crate::dns_name;
use crate::error::Error;
use crate::parameter::Parameter;
use crate::policy::Policy;

proptest! {
    #![proptest_config(ProptestConfig {
        cases: 4096,
        failure_persistence: None,
        ..ProptestConfig::default()
    })]

    #[test]
    fn both_roads_lead_to_one_end(text in url_like(), policy in policy()) {
        prop_assert_eq!(short_road(&text, &policy), long_road(&text, &policy));
    }

    #[test]
    fn canonical_text_is_what_url_writes(text in url_like()) {
        if let Some(read) = fast::read(&text) {
            let url = Url::parse(&text).unwrap();
            prop_assert_eq!(url.as_str(), &text);
            prop_assert_eq!(read.parts.host_in(&text), url.host().unwrap());
            let host = match read.host() {
                HostIn::Name(name) => Host::Domain(name),
                HostIn::Ipv4(bits) => Host::Ipv4(bits.into()),
                HostIn::Ipv6(bits) => Host::Ipv6(bits.into()),
            };
            prop_assert_eq!(host, url.host().unwrap());
            prop_assert_eq!(fast::read_url(&url), Some(read));
        }
    }

    #[test]
    fn canonical_text_is_recognised(text in url_like()) {
        if let Ok((canonical, parts)) = long_road(&text, &Policy::default()) {
            let has_a_label = matches!(
                parts.host_in(&canonical),
                Host::Domain(name) if dns_name::has_a_label(name)
            );
            let read = fast::read(&canonical).map(|read| read.parts);
            prop_assert_eq!(read, (!has_a_label).then_some(parts));
        }
    }

    #[test]
    fn where_the_host_is_read_alone_all_parts_are_those_of_the_text(text in url_like()) {
        if let Some(read) = AroundHost::read(&text) {
            let url = Url::parse(&text).unwrap();
            prop_assert_eq!(url.host().map(|host| host.to_owned()), Some(read.host));
            prop_assert_eq!(url.port_or_known_default(), Some(read.parts.port()));
            let behind = read.parts.port_digits().unwrap_or(read.parts.host()).end;
            prop_assert_eq!(&url[Position::BeforePath..], &text[behind..]);
        }
    }

    #[test]
    fn parts_are_located_where_url_reads_them(text in url_like()) {
        let Ok(url) = Url::parse(&text) else { return Ok(()) };
        prop_assume!(matches!(url.scheme(), "http" | "https"));
        let located = Located::in_text(&text, Schemeless::Authority);
        let part = |place: Range<usize>| text[place].replace(['\t', '\n', '\r'], "");

        prop_assert_eq!(part(located.scheme.unwrap()).to_ascii_lowercase(), url.scheme());
        let host = url.host().map(|host| host.to_owned());
        prop_assert_eq!(Host::parse(&part(located.host)).ok(), host);
        let port = located.port.map(part).filter(|digits| !digits.is_empty());
        let effective = url.port_or_known_default();
        prop_assert_eq!(port.as_ref().map_or(effective, |digits| digits.parse().ok()), effective);
        prop_assert!(port.is_some() || url.port().is_none());

        let user_info = located.user_info.map(part).unwrap_or_default();
        let (name, password) = user_info.split_once(':').unwrap_or((&user_info, ""));
        let mut written = Url::parse("http://host/").unwrap();
        written.set_username(name).unwrap();
        written.set_password(Some(password)).unwrap();
        prop_assert_eq!(written.username(), url.username());
        prop_assert_eq!(written.password(), url.password());

        let query = located.query.map(part).map(|query| format!("?{query}"));
        let fragment = located.fragment.map(part);
        let rest = [Some(part(located.path)), query, fragment].map(Option::unwrap_or_default);
        let written = Url::parse(&format!("http://host{}", rest.concat())).unwrap();
        prop_assert_eq!(&written[Position::BeforePath..], &url[Position::BeforePath..]);
    }
}

/// Chunks are looked at as a whole: every piece has to be seen at every place of one.
#[test]
fn both_roads_lead_to_one_end_wherever_a_chunk_ends() {
    for length in 0..40 {
        let plain = "a".repeat(length);
        for piece in PLAIN.iter().chain(ODD) {
            for text in [
                format!("http://example.com/{plain}{piece}"),
                format!("http://example.com/{plain}/{piece}"),
                format!("http://example.com/{plain}/{piece}/{plain}"),
                format!("http://example.com/?{plain}{piece}"),
                format!("http://example.com/?{plain}{piece}{plain}"),
                format!("http://example.com/%41{plain}{piece}{plain}"),
                format!("http://example.com/?%41{plain}{piece}{plain}"),
                format!("http://{plain}{piece}.com/"),
            ] {
                let policy = Policy::default();
                let ends = [short_road(&text, &policy), long_road(&text, &policy)];
                assert_eq!(ends[0], ends[1], "{text}");
            }
        }
    }
}

/// Whatever is refused stands at the same place, whichever part is to blame by whichever policy.
#[test]
fn both_roads_lead_to_one_end_whatever_stands_around_the_host() {
    for policy in policies() {
        for scheme in ["http://", "https://", "HTTP://", "httpS://"] {
            for (host, behind) in HOSTS.iter().flat_map(|h| BEHIND.iter().map(move |b| (h, b))) {
                let text = format!("{scheme}{host}{behind}");
                assert_eq!(short_road(&text, &policy), long_road(&text, &policy), "{text}");
            }
        }
    }
}

#[test]
fn a_host_is_read_alone_in_any_case_and_script_and_up_to_1012_bytes() {
    for (text, host, canonical) in [
        ("HTTPS://Example.com/A", "example.com", "https://example.com/A"),
        ("http://a-b_c.EXAMPLE.9x:8443/?A", "a-b_c.example.9x", "http://a-b_c.example.9x:8443/?A"),
        ("Http://Bücher.example/", "xn--bcher-kva.example", "http://xn--bcher-kva.example/"),
    ] {
        let read = AroundHost::read(text).unwrap();
        assert_eq!(read.host, Host::<String>::Domain(host.into()));
        assert_eq!(read.canonical_text(text).as_deref(), Some(canonical));
        let parts = fast::read_verified(canonical).unwrap().parts;
        assert_eq!(parts.host_in(canonical), Host::Domain(host));
    }
    let read = AroundHost::read("http://0x7f.1/").unwrap();
    assert_eq!(read.host, Host::<String>::Ipv4([127, 0, 0, 1].into()));
    let read = AroundHost::read("http://[0:0::127.0.0.1]/").unwrap();
    assert_eq!(read.host, Host::<String>::Ipv6("::7f00:1".parse().unwrap()));
    let of_length = |length: usize| format!("http://{}/", "a.".repeat(length / 2));
    assert!(AroundHost::read(&of_length(1012)).is_some());
    assert!(AroundHost::read(&of_length(1014)).is_none());
}

#[test]
fn a_chunk_is_plain_if_each_byte_may_stand_in_a_path_and_in_a_query_and_starts_no_dots() {
    let is_plain_byte = |byte: u8| byte.is_ascii_alphanumeric() || b"(-./:;=&_)*+,".contains(&byte);
    for at in [0, 1, 7, 14, 15] {
        for [byte, next] in (0..=u16::MAX).map(u16::to_be_bytes) {
            let mut chunk = [b'a'; CHUNK + 1];
            chunk[at..at + 2].copy_from_slice(&[byte, next]);
            let starts_dots = |byte, next| byte == b'/' && matches!(next, b'.' | b'%');
            let is_next_plain = at == 15 || is_plain_byte(next) && !starts_dots(next, b'a');
            let expected = is_plain_byte(byte) && !starts_dots(byte, next) && is_next_plain;
            assert_eq!(fast::is_plain(&chunk), expected, "{at}: {byte:#x} {next:#x}");
        }
    }
}

#[test]
fn a_name_is_common_up_to_the_first_byte_that_is_no_letter_digit_or_lone_dot_or_hyphen() {
    // The edges of every range, and what lies far from all of them.
    let bytes = b"\0,-./019:@AZ_`abmyz{\x80\xad\xff";
    let pairs = bytes.iter().flat_map(|&before| bytes.iter().map(move |&byte| [before, byte]));
    for length_before in [0, 1, 5, 14, 15, 16, 17, 31, 32, 33] {
        for length_behind in [0, 1, 2, 14, 15, 16, 17] {
            for pair in pairs.clone() {
                let (before, behind) = (b"a".repeat(length_before), b"z".repeat(length_behind));
                let text = [b"/", &before[..], &pair, &behind].concat();
                let is_common = |at: usize| match text[at] {
                    b'a'..=b'z' | b'0'..=b'9' => true,
                    b'.' | b'-' => matches!(text[at - 1], b'a'..=b'z' | b'0'..=b'9'),
                    _ => false,
                };
                let expected = (1..text.len()).find(|&at| !is_common(at)).unwrap_or(text.len());
                assert_eq!(fast::skip_common(&text, 1), expected, "{text:?}");
            }
        }
    }
}

/// The canonical text and its parts.
type End = Result<(String, Parts), Error>;

fn short_road(text: &str, policy: &Policy) -> End {
    CallbackUrl::parse(text, policy, Parameter::NotifyUrl, identity)
        .map(|url| (url.text, url.parts))
}

fn long_road(text: &str, policy: &Policy) -> End {
    CallbackUrl::parse_any(text, policy, Parameter::NotifyUrl).map(|url| (url.text, url.parts))
}

/// Pieces that mean something to some reader, in any order, canonical text among them.
fn url_like() -> impl Strategy<Value = String> {
    let start = prop::sample::select(
        &["http://", "https://", "HTTP://", "ht\ttp:/\n/", " http:\\\\", "http:", ""][..],
    );
    let plain = prop::sample::select(PLAIN);
    let piece = prop_oneof![6 => prop::sample::select(PLAIN), 1 => prop::sample::select(ODD)];
    (start, plain, prop::collection::vec(piece, 0..8))
        .prop_map(|(start, plain, pieces)| format!("{start}{plain}{}", pieces.concat()))
}

fn policy() -> impl Strategy<Value = Policy> {
    prop::sample::select(policies().to_vec())
}

fn policies() -> [Policy; 7] {
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
const PLAIN: &[&str] = &[
    "example.com", "a.", "b-c", "_x", "1", "8.8.8.8", "10.0.0.1", "[2600::1]", "[::1]",
    "x.internal", "com", ".", "/", "/a", "/.a", "/..", "//", "?", "?a=1", "&b=%20", "%41", ":80",
    ":443", ":8443", ":22", ":65535", "~", "!$&()*+,;=", "@", "-",
];

#[rustfmt::skip]
const ODD: &[&str] = &[
    " ", "\t", "\n", "\0", "\\", "#", "#a", "%", "%2e", "%2E%2e", "%zz", "'", "\"", "<", "^", "`",
    "{", "|", "[", "]", ":", ":080", ":99999", "A", "xn--", "xn--bcher-kva.", "bücher.", "é", "ｅ",
    "。", "\u{ad}", "0x7f.1", "\u{e0041}", "\u{ffff}", "127.1", "u:p@", ":@", "/./", "/../",
];

#[rustfmt::skip]
const HOSTS: &[&str] = &[
    "example.com", "Example.com", "EXAMPLE.COM.", "bücher.example", "BÜCHER.example",
    "xn--bcher-kva.example", "XN--BCHER-KVA.example", "xn--b.example", "xn--", "faß.example",
    "ｅxample.com", "a\u{ad}.example.com", "127。0.0.1", "0x7f.1", "0X7F.1", "8.8.8", "010.8.8.8",
    "10.0.0.1", "1.2.3.4.5", "a..b", "-a.example.com", "a_b.example.com", "Localhost", "X.Internal",
    "Hooks.10.0.0.1.nip.io", "Com", "", "%65xample.com", "[::1]", "[0:0::1]", "[::FFFF:7f00:1]",
    "[2606:4700::A]", "[2606:4700::10.0.0.1]", "[2606:4700::1", "[::1]a", "[::1\t]", "[1/::]", "[]",
];

#[rustfmt::skip]
const BEHIND: &[&str] = &[
    "/", "/a?b=%20", ":80/", ":443/", ":8443/", ":22/", ":080/", ":/", ":65536/", "", "?a", "/'?'",
    "/@", "/#a", "/../a", "/ ",
];
