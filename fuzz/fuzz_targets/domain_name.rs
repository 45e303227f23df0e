//! A domain name is a host name that every reader of URLs takes for the same name.
#![no_main]

use libfuzzer_sys::fuzz_target;
use live_record_notify::{DomainName, NotifyUrl, Parameter};
use test_support::laws::{error, text};
use url::Host;

fuzz_target!(|typed: &str| {
    text::all_doors_agree::<DomainName>(typed);
    match DomainName::parse(typed) {
        Ok(name) => {
            text::canonical_text_is_a_fixed_point(&name);
            assert!(name.as_str().len() <= 253);
            assert!(name.as_str().split('.').all(|label| (1..=63).contains(&label.len())));
            assert!(
                name.as_str()
                    .bytes()
                    .all(|b| b".-0123456789".contains(&b) || b.is_ascii_lowercase())
            );
            for text in [typed, name.as_str()] {
                assert_eq!(Host::parse(text), Ok(Host::Domain(name.as_str().into())), "{text:?}");
            }
            match NotifyUrl::parse(&format!("http://{typed}/")) {
                Ok(url) => assert_eq!(url.host(), Host::Domain(name.as_str())),
                Err(error) => assert!(error.code().as_str().ends_with(".Unsafe"), "{error}"),
            }
        }
        Err(refused) => error::is_well_made(&refused, Parameter::DomainName, typed),
    }
});
