//! Scheme, user information, host and port are judged as `url` reads them, at the place where they
//! stand, whatever the disguise.
#![no_main]

use libfuzzer_sys::fuzz_target;
use live_record_notify::NotifyUrl;
use test_support::laws::callback::parts_are_located_where_url_reads_them;

fuzz_target!(|text: &str| parts_are_located_where_url_reads_them::<NotifyUrl>(text));
