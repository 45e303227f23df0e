//! Names from the conformance tests of UTS 46: each is accepted with the standard's form for the
//! DNS, or refused for the reason that the table names.

use live_record_notify::{DomainName, NotifyUrl};
use test_support::{data, verdict};

#[test]
fn verdicts_are_those_of_the_table() {
    let rows = data::idna();
    assert_eq!(rows.len(), 228);
    for row in rows {
        let [name, dns_form, _, ours] = &row;
        let accepted = format!("accepted {dns_form}");
        let expected = if ours == "accepted" { &accepted } else { ours };
        assert_eq!(verdict(&DomainName::parse(name)), *expected, "{row:?}");
    }
}

/// The hyphens that V2 and V3 forbid are allowed in an A-label, as WHATWG URL allows them: what
/// counts are the labels that the DNS carries.
#[test]
fn nothing_is_accepted_that_the_standard_refuses_but_for_hyphens() {
    for row in data::idna() {
        let [name, dns_form, codes, ours] = &row;
        if ours == "accepted" {
            assert!(codes.split(' ').all(|code| ["-", "V2", "V3"].contains(&code)), "{row:?}");
            // What is seen is what is looked up: the DNS form, too, is accepted as itself.
            assert_eq!(verdict(&DomainName::parse(dns_form)), format!("accepted {dns_form}"));
        } else if codes == "-" {
            // Valid, but not written as it is looked up, or of one label.
            assert!(
                ours == "malformed too-few-labels"
                    || !name.is_ascii() && ours.ends_with("host-form"),
                "{row:?}"
            );
        }
    }
}

#[test]
fn a_url_takes_a_host_as_a_domain_name_takes_it() {
    for row in data::idna() {
        let [name, ..] = &row;
        let url = NotifyUrl::parse(&format!("http://{name}/"));
        match DomainName::parse(name) {
            Ok(name) => assert_eq!(verdict(&url), format!("accepted http://{name}/"), "{row:?}"),
            Err(_) => assert!(url.is_err(), "{row:?}"),
        }
    }
}
