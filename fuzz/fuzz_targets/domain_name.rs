//! A domain name is a host name that every reader of URLs takes for the same name.
#![no_main]

use libfuzzer_sys::fuzz_target;
use live_record_notify::{DomainName, NotifyUrl};
use test_support::laws::error::nothing_repeats_what_is_typed;
use test_support::laws::text::all_constructors_agree;
use test_support::laws::verdict::is_dns_name;
use url::Host;

fuzz_target!(|typed: &str| {
    all_constructors_agree::<DomainName>(typed);
    nothing_repeats_what_is_typed::<DomainName>(typed);
    let parsed = DomainName::parse(typed);
    assert!(parsed.is_ok() || !is_plain_name(typed), "{typed:?}: {parsed:?}");
    let Ok(name) = parsed else { return };
    assert!(name.as_str().len() <= 253);
    assert!(name.as_str().split('.').all(|label| (1..=63).contains(&label.len())));
    assert!(name.as_str().bytes().all(|b| b".-0123456789".contains(&b) || b.is_ascii_lowercase()));
    for text in [typed, name.as_str()] {
        assert_eq!(Host::parse(text), Ok(Host::Domain(name.as_str().into())), "{text:?}");
    }
    match NotifyUrl::parse(&format!("http://{typed}/")) {
        Ok(url) => assert_eq!(url.host(), Host::Domain(name.as_str())),
        Err(error) => assert!(error.code().as_str().ends_with(".Unsafe"), "{error}"),
    }
});

/// Whether `typed` is two labels or more of letters, digits and inner hyphens, within the limits of the
/// DNS, none of them an A-label, and the last begins with a letter.
fn is_plain_name(typed: &str) -> bool {
    let last = typed.rsplit('.').next().unwrap_or_default();
    is_dns_name(typed)
        && typed.contains('.')
        && !typed.contains('_')
        && last.starts_with(|c: char| c.is_ascii_alphabetic())
}
