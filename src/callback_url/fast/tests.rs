//! The short cut leads where all text can go.

#![allow(clippy::indexing_slicing, clippy::unwrap_used, reason = "a test fails by panic")]

use alloc::format;
use core::convert::identity;

use proptest::prelude::*;
use url::{Host, Url};

use super::{CHUNK, HostValue};
use crate::callback_url::parts::Parts;
use crate::callback_url::tests::{
    AFTER_HOST, HOSTS, ODD, Outcome, PLAIN, parse_any, policies, policy, url_like,
};
use crate::callback_url::{fast, pipeline};
use crate::dns_name::idn;
use crate::policy::Policy;

proptest! {
    #![proptest_config(ProptestConfig {
        cases: 4096,
        failure_persistence: None,
        ..ProptestConfig::default()
    })]

    #[test]
    fn the_short_cut_leads_to_the_same_end(text in url_like(), policy in policy()) {
        prop_assert_eq!(parse(&text, &policy), parse_any(&text, &policy));
    }

    #[test]
    fn canonical_text_is_what_url_writes(text in url_like()) {
        if let Some(read) = fast::read(&text) {
            let url = Url::parse(&text).unwrap();
            prop_assert_eq!(url.as_str(), &text);
            prop_assert_eq!(read.parts.host_in(&text), url.host().unwrap());
            let host = match read.host() {
                HostValue::Name(name) => Host::Domain(name),
                HostValue::Ipv4(bits) => Host::Ipv4(bits.into()),
                HostValue::Ipv6(bits) => Host::Ipv6(bits.into()),
            };
            prop_assert_eq!(host, url.host().unwrap());
            prop_assert_eq!(Parts::of(&url), Some(read.parts));
        }
    }

    #[test]
    fn canonical_text_is_recognised(text in url_like()) {
        if let Ok((canonical, parts)) = parse_any(&text, &Policy::default()) {
            let has_a_label = matches!(
                parts.host_in(&canonical),
                Host::Domain(name) if idn::has_a_label(name)
            );
            let read = fast::read(&canonical).map(|read| read.parts);
            prop_assert_eq!(read, (!has_a_label).then_some(parts));
        }
    }
}

/// Chunks are looked at as a whole: every piece has to be seen at every place of one.
#[test]
fn the_short_cut_leads_to_the_same_end_wherever_a_chunk_ends() {
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
                let ends = [parse(&text, &policy), parse_any(&text, &policy)];
                assert_eq!(ends[0], ends[1], "{text}");
            }
        }
    }
}

/// Whatever is refused stands at the same place, whichever part is to blame by whichever policy.
#[test]
fn the_short_cut_leads_to_the_same_end_whatever_stands_around_the_host() {
    for policy in policies() {
        for scheme in ["http://", "https://", "HTTP://", "httpS://"] {
            for (host, behind) in HOSTS.iter().flat_map(|h| AFTER_HOST.iter().map(move |b| (h, b)))
            {
                let text = format!("{scheme}{host}{behind}");
                assert_eq!(parse(&text, &policy), parse_any(&text, &policy), "{text}");
            }
        }
    }
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

fn parse(text: &str, policy: &Policy) -> Outcome {
    pipeline::parse(text, policy, identity, identity).map(|url| (url.text, url.parts))
}
