//! Any text at all as a `NotifyUrl`.
#![no_main]

use libfuzzer_sys::fuzz_target;
use live_record_notify::{NotifyUrl, Policy};
use live_record_notify_fuzz::laws::{callback, text};

fuzz_target!(|typed: &str| {
    text::all_doors_agree::<NotifyUrl>(typed);
    if let Ok(url) = callback::read::<NotifyUrl>(typed, &Policy::default()) {
        callback::literal_is_public(&url);
    }
});
