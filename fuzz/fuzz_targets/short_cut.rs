//! The short cut for canonical text changes no answer, by any policy.
#![no_main]

use arbitrary::Arbitrary;
use libfuzzer_sys::fuzz_target;
use live_record_notify::OnDemandUrl;
use live_record_notify_fuzz::policy::{Entry, policy};
use test_support::laws::callback::the_short_cut_changes_no_answer;

#[derive(Debug, Arbitrary)]
struct Input<'a> {
    entries: Vec<Entry>,
    https: bool,
    rest: &'a str,
}

fuzz_target!(|input: Input<'_>| {
    let Input { entries, https, rest } = input;
    let text = format!("{}://{rest}", if https { "https" } else { "http" });
    let (policy, _) = policy(&entries);
    let answer = OnDemandUrl::parse_with(&text, &policy);
    the_short_cut_changes_no_answer(&text, &policy, &answer);
});
