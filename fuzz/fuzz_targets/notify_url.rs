//! Any text at all as a `NotifyUrl`.
#![no_main]

use libfuzzer_sys::fuzz_target;
use live_record_notify::NotifyUrl;
use test_support::laws::callback::all_laws_hold;

fuzz_target!(|text: &str| all_laws_hold::<NotifyUrl>(text));
