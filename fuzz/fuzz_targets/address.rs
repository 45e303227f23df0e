//! Any address, at the edges of the rows and in every form that carries it.
#![no_main]

use std::net::IpAddr;

use libfuzzer_sys::fuzz_target;
use live_record_notify::NotifyUrl;
use live_record_notify::address::is_public;
use live_record_notify_fuzz::address::AnyAddress;
use test_support::laws::address;
use test_support::url_of;

fuzz_target!(|any: AnyAddress| {
    let AnyAddress(any) = any;
    address::class_is_that_of_the_longest_row(any);
    address::std_predicates_imply_not_public(any);
    if let IpAddr::V4(v4) = any {
        address::forms_of_one_address_are_judged_alike(v4);
    }
    assert_eq!(NotifyUrl::parse(&url_of(any)).is_ok(), is_public(any), "{any}");
});
