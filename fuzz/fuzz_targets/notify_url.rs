//! Any text at all as a `NotifyUrl`.
#![no_main]

use libfuzzer_sys::fuzz_target;
use live_record_notify::{NotifyUrl, Policy};
use test_support::laws::{callback, text};
use url::Url;

fuzz_target!(|typed: &str| {
    text::all_doors_agree::<NotifyUrl>(typed);
    let answer = callback::read::<NotifyUrl>(typed, &Policy::default());
    answer.iter().for_each(callback::literal_is_public);
    if typed.len() <= 2048
        && let Ok(read) = Url::parse(typed)
    {
        callback::unsafe_wins(&read, &answer);
    }
});
