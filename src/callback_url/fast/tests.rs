//! The short cut gives the same result as the full read.

#![allow(clippy::indexing_slicing, clippy::unwrap_used, reason = "a test fails by panic")]

use alloc::format;
use core::convert::identity;

use proptest::prelude::*;
use url::Url;

use crate::callback_url::parts::Parts;
use crate::callback_url::tests::{
    AFTER_HOST, HOSTS, ODD, Outcome, PLAIN, parse_any, policies, policy, url_like,
};
use crate::callback_url::{fast, pipeline};
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

    /// If a few edits make a text canonical, the full read must read the same URL in the text as it was.
    #[test]
    fn edits_lead_to_the_same_end_whatever_follows_the_scheme(
        text in "(http|HTTP|Https)(://|[:/]{0,4})(:80|:443|:844|\\[::1\\]|A\\.b|[a@?:/]){0,5}",
    ) {
        let policy = Policy::default().allow_user_info();
        prop_assert_eq!(parse(&text, &policy), parse_any(&text, &policy));
        let text = text + "b.example.com";
        prop_assert_eq!(parse(&text, &policy), parse_any(&text, &policy));
    }

    #[test]
    fn canonical_text_is_what_url_writes(text in url_like()) {
        if let Some((parts, host)) = fast::read(&text) {
            let url = Url::parse(&text).unwrap();
            let lacks_path = parts.path_start as usize == text.len();
            prop_assert_eq!(url.as_str(), text.clone() + if lacks_path { "/" } else { "" });
            prop_assert_eq!(parts.host_in(&text), url.host().unwrap());
            prop_assert_eq!(host, url.host().unwrap());
            prop_assert_eq!(Parts::of(&url), Some(parts));
        }
    }

    #[test]
    fn canonical_text_is_recognised(text in url_like()) {
        if let Ok((canonical, parts)) = parse_any(&text, &Policy::default()) {
            prop_assert_eq!(fast::read(&canonical).map(|(parts, _)| parts), Some(parts));
        }
    }
}

/// Chunks are looked at as a whole, so every piece is tried at every place of a chunk.
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

/// Both ways refuse at the same place, whichever part is to blame under whichever policy.
#[test]
fn the_short_cut_leads_to_the_same_end_whatever_stands_around_the_host() {
    for policy in policies() {
        for scheme in ["http://", "https://", "HTTP://", "httpS://"] {
            for (host, after) in HOSTS.iter().flat_map(|h| AFTER_HOST.iter().map(move |b| (h, b))) {
                let text = format!("{scheme}{host}{after}");
                assert_eq!(parse(&text, &policy), parse_any(&text, &policy), "{text}");
            }
        }
    }
}

fn parse(text: &str, policy: &Policy) -> Outcome {
    pipeline::parse(text, policy, identity, identity).map(|url| (url.text, url.parts))
}
