//! Canonical text is read in one pass, all other text by `url`: both roads lead to one answer, by
//! any policy.
#![no_main]

use arbitrary::Arbitrary;
use libfuzzer_sys::fuzz_target;
use live_record_notify::OnDemandUrl;
use live_record_notify_fuzz::laws::callback::letter_case_of_the_scheme_changes_nothing;
use live_record_notify_fuzz::policy::{Rule, policy};

#[derive(Debug, Arbitrary)]
struct Input<'a> {
    rules: Vec<Rule>,
    https: bool,
    rest: &'a str,
}

fuzz_target!(|input: Input<'_>| {
    let Input { rules, https, rest } = input;
    let text = format!("{}://{rest}", if https { "https" } else { "http" });
    let policy = policy(&rules);
    let answer = OnDemandUrl::parse_with(&text, &policy);
    letter_case_of_the_scheme_changes_nothing(&text, &policy, &answer);
});
