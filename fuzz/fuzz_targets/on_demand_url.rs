//! Two lines as `OnDemandUrl`s: what holds of one, and how two compare.
#![no_main]

use libfuzzer_sys::fuzz_target;
use live_record_notify::{NotifyUrl, OnDemandUrl, Policy};
use test_support::laws::{callback, text};

fuzz_target!(|lines: &str| {
    let policy = Policy::default();
    let (first, second) = lines.split_once('\n').unwrap_or((lines, lines));
    let urls = [first, second].map(|typed| {
        text::all_doors_agree::<OnDemandUrl>(typed);
        let url = callback::read::<OnDemandUrl>(typed, &policy);
        match (&url, NotifyUrl::parse(typed)) {
            (Ok(url), Ok(other)) => assert_eq!(url.as_str(), other.as_str()),
            (Err(error), Err(other)) => {
                assert_eq!((error.reason(), error.span()), (other.reason(), other.span()));
            }
            (url, other) => panic!("{url:?}, {other:?}"),
        }
        url
    });
    if let [Ok(a), Ok(b)] = &urls {
        text::compares_as_its_text(a, b);
    }
});
