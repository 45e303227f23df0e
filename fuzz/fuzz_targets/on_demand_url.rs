//! Two lines as `OnDemandUrl`s: what holds of one, and how two compare.
#![no_main]

use libfuzzer_sys::fuzz_target;
use live_record_notify::OnDemandUrl;
use test_support::laws::callback::{all_laws_hold, both_urls_are_read_alike};
use test_support::laws::text::compares_as_its_text;

fuzz_target!(|lines: &str| {
    let (first, second) = lines.split_once('\n').unwrap_or((lines, lines));
    for text in [first, second] {
        all_laws_hold::<OnDemandUrl>(text);
        both_urls_are_read_alike(text);
    }
    if let (Ok(a), Ok(b)) = (OnDemandUrl::parse(first), OnDemandUrl::parse(second)) {
        compares_as_its_text(&a, &b);
    }
});
