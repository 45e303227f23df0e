//! A host that leads inside is found behind every disguise that `url` cannot read, and before and behind
//! whatever some reader cuts off.
#![no_main]

use std::sync::LazyLock;

use arbitrary::{Arbitrary, Result, Unstructured};
use libfuzzer_sys::fuzz_target;
use live_record_notify::address::is_public;
use live_record_notify_fuzz::address::AnyAddress;
use test_support::disguise::{BareHost, DISGUISES, names_inside};
use test_support::laws::disguise;

#[derive(Debug, Arbitrary)]
struct Input<'a> {
    host: Inside,
    disguise: u8,
    free: &'a str,
}

// Made once: an execution is short.
static NAMES: LazyLock<Vec<BareHost>> = LazyLock::new(|| names_inside().collect());

/// A host that leads inside: a name of the tables, or any address that is not public.
#[derive(Debug)]
struct Inside(BareHost);

impl<'a> Arbitrary<'a> for Inside {
    fn arbitrary(u: &mut Unstructured<'a>) -> Result<Self> {
        let AnyAddress(address) = u.arbitrary()?;
        if !is_public(address) {
            return Ok(Self(address.into()));
        }
        Ok(Self(u.choose(&NAMES)?.clone()))
    }
}

fuzz_target!(|input: Input<'_>| {
    let Input { host: Inside(host), disguise, free } = input;
    let rows: Vec<_> = DISGUISES.iter().filter(|row| row.hosts.contains(&host.kind)).collect();
    disguise::hides_nothing(rows[usize::from(disguise) % rows.len()], &host);
    disguise::is_found_before(&host, free);
    disguise::is_found_behind(&host, free);
});
