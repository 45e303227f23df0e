//! Any policy with any URL: what is allowed widens, what is denied narrows, and literals are
//! judged as a second reading of the rules judges them.
#![no_main]

use std::net::IpAddr;

use arbitrary::Arbitrary;
use libfuzzer_sys::fuzz_target;
use live_record_notify::{NotifyUrl, Policy};
use live_record_notify_fuzz::policy::{Rule, lets_through, policy};
use test_support::laws::callback;
use url::Host;

#[derive(Debug, Arbitrary)]
struct Input<'a> {
    rules: Vec<Rule>,
    last_rule: Rule,
    url: &'a str,
}

fuzz_target!(|input: Input<'_>| {
    let Input { mut rules, last_rule, url } = input;
    let before = callback::read::<NotifyUrl>(url, &policy(&rules));
    let after = callback::read::<NotifyUrl>(url, &last_rule.add_to(&policy(&rules)));
    assert!(!last_rule.widens() || before.is_err() || after.is_ok(), "{before:?}, {after:?}");
    assert!(!last_rule.narrows() || before.is_ok() || after.is_err(), "{before:?}, {after:?}");
    if rules.is_empty() {
        assert_eq!(NotifyUrl::parse(url), before);
    }
    rules.push(last_rule);
    if let Ok(url) = &after {
        let literal = match url.host() {
            Host::Ipv4(address) => IpAddr::V4(address),
            Host::Ipv6(address) => IpAddr::V6(address),
            Host::Domain(_) => return,
        };
        assert!(lets_through(&rules, literal), "{url} by {rules:?}");
        assert_eq!(
            url.destination([literal], &Policy::default()).is_ok(),
            lets_through(&[], literal) && NotifyUrl::parse(url.as_str()).is_ok()
        );
    }
});
