//! The first line is a URL, the rest a `Location`: it leads where three readers say, if that could
//! be the first request.
#![no_main]

use ada_url::Url as Ada;
use fluent_uri::{Uri, UriRef};
use libfuzzer_sys::fuzz_target;
use live_record_notify::{NotifyUrl, Parameter, Policy};
use test_support::laws::callback::{may_keep_a_drive_letter, with_brackets_encoded};
use test_support::laws::{callback, error};
use url::Url;

fuzz_target!(|lines: &str| {
    let policy = Policy::default();
    let Some((base, location)) = lines.split_once('\n') else { return };
    let Ok(base) = NotifyUrl::parse(base) else { return };
    let answer = base.redirect(location, &policy);
    for read in whatwg(&base, location).iter().flatten().filter(|_| location.len() <= 2048) {
        callback::unsafe_wins(read, &answer);
    }
    match &answer {
        Ok(url) => {
            let is_exempt = may_keep_a_drive_letter(&url.to_url());
            // A fragment is dropped unread.
            let sent = with_brackets_encoded(location.split('#').next().unwrap_or_default());
            for read in whatwg(&base, &sent).into_iter().flatten().filter(|_| !is_exempt) {
                assert_eq!(*url, read.as_str(), "{location:?} from {base}");
            }
            // What is beyond ASCII may be private to WHATWG.
            if sent.is_ascii() && !is_exempt {
                let read =
                    UriRef::parse(&*sent).unwrap_or_else(|error| panic!("{sent:?}: {error}"));
                let read = read.resolve_against(&Uri::parse(base.as_str()).unwrap()).unwrap();
                let read = NotifyUrl::parse(read.as_str());
                assert_eq!(read.as_ref(), Ok(url), "{location:?} from {base}");
            }
            assert_eq!(callback::read(url.as_str(), &policy).as_ref(), Ok(url));
            assert!(base.scheme() == "http" || url.scheme() == "https", "{base} to {url}");
        }
        Err(refused) => error::is_well_made(refused, Parameter::NotifyUrl, location),
    }
    match NotifyUrl::parse(location) {
        Ok(first) if answer.as_ref() != Ok(&first) => {
            assert_eq!(answer.unwrap_err().reason().id(), "https-downgrade", "{base} to {first}");
        }
        _ => {}
    }
});

/// What two WHATWG readers make of `location`.
fn whatwg(base: &NotifyUrl, location: &str) -> [Option<Url>; 2] {
    let ada = Ada::parse(location, Some(base.as_str())).ok();
    [base.to_url().join(location).ok(), ada.and_then(|ada| ada.href().parse().ok())]
}
