//! A second WHATWG reader, written by others in another language, reads what we read, and where it
//! would go astray we say so.
//!
//! Hosts beyond ASCII apart, where one of the two reads none: which are valid, and what they are mapped
//! to, depends on the version of Unicode; and `ada` takes and writes A-labels that `url` does not read.
#![no_main]

use std::net::IpAddr;

use ada_url::Url as Ada;
use libfuzzer_sys::fuzz_target;
use live_record_notify::address::is_public;
use live_record_notify::{NotifyUrl, Policy};
use test_support::laws::callback::{may_keep_a_drive_letter, with_brackets_encoded};
use url::{Host, Url};

fuzz_target!(|text: &str| {
    let (url, ada) = (Url::parse(text), Ada::parse(text, None));
    let is_http = |scheme: &str| matches!(scheme, "http" | "https" | "http:" | "https:");
    // What is beyond ASCII can be percent-encoded, too.
    let may_be_mapped = !text.is_ascii() || text.contains('%');
    let is_exempt =
        |scheme: &str, host: &str| !is_http(scheme) || may_be_mapped || host.contains("xn--");
    match (&url, &ada) {
        (Ok(url), Ok(ada)) if is_http(url.scheme()) => {
            let host = url.host_str().unwrap_or_default();
            assert!(host == ada.hostname() || has_invalid_a_label(ada), "{text:?}: {host}, {ada}");
            assert_eq!(url.port().map(|port| port.to_string()).unwrap_or_default(), ada.port());
        }
        (Ok(url), Err(_)) => assert!(is_exempt(url.scheme(), url.as_str()), "{text:?}"),
        (Err(error), Ok(ada)) => {
            assert!(is_exempt(ada.protocol(), ada.hostname()), "{text:?}: {error}");
        }
        _ => {}
    }
    // A text that is too long is not read at all.
    let policy = Policy::default().allow_user_info().max_length(1 << 30).unwrap();
    match NotifyUrl::parse_with(text, &policy) {
        Ok(accepted) => {
            assert!(ada.is_ok() || accepted.as_str().contains("xn--"), "{text:?}");
            let typed = with_brackets_encoded(text);
            let ada = [&*typed, accepted.as_str()].map(|text| Ada::parse(text, None));
            for ada in ada.into_iter().flatten() {
                let is_exempt = may_keep_a_drive_letter(&accepted.to_url());
                assert!(is_exempt || accepted == ada.href(), "{text:?}: {accepted:?}, {ada}");
            }
        }
        Err(refused) => {
            let host = ada.as_ref().map(Ada::hostname).unwrap_or_default();
            let literal = host.trim_matches(['[', ']']).parse::<IpAddr>();
            let is_unsafe = refused.code().as_str().ends_with(".Unsafe");
            assert!(literal.map_or(true, is_public) || is_unsafe, "{text:?}: {refused}");
        }
    }
});

/// Whether `ada` gives a host with an A-label that `url` does not read.
fn has_invalid_a_label(ada: &Ada) -> bool {
    ada.hostname().contains("xn--") && Host::parse(ada.hostname()).is_err()
}
