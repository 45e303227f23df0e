//! The first line is a URL, the rest a `Location`: it leads where `url` says, if that could be the
//! first request.
#![no_main]

use libfuzzer_sys::fuzz_target;
use live_record_notify::{NotifyUrl, Parameter, Policy};
use live_record_notify_fuzz::laws::{callback, error};

fuzz_target!(|lines: &str| {
    let Some((base, location)) = lines.split_once('\n') else { return };
    for policy in [Policy::default(), Policy::default().allow_user_info()] {
        let Ok(base) = NotifyUrl::parse_with(base, &policy) else { continue };
        let absolute = NotifyUrl::parse_with(location, &policy);
        match base.redirect(location, &policy) {
            Ok(url) => {
                let mut expected = base.to_url().join(location).unwrap();
                expected.set_fragment(None);
                assert_eq!(url, expected.as_str());
                callback::is_what_an_rfc_3986_reader_reads(&url);
                assert_eq!(callback::read(url.as_str(), &policy), Ok(url.clone()));
                assert!(base.scheme() == "http" || url.scheme() == "https", "{base} to {url}");
                assert!(absolute.is_err() || absolute == Ok(url));
            }
            Err(refused) => {
                error::is_well_made(&refused, Parameter::NotifyUrl, location);
                if let Ok(absolute) = absolute {
                    assert_eq!(refused.reason().id(), "https-downgrade", "{base} to {absolute}");
                }
            }
        }
    }
});
