//! The http and https rows of the WHATWG URL Standard's tests: each is accepted with the standard's
//! href, or refused for the reason that the table names.

use live_record_notify::{Error, NotifyUrl, Policy};
use test_support::{allow_every_address, data, verdict};
use url::{Host, Url};

#[test]
fn verdicts_are_those_of_the_table() {
    let rows = data::wpt();
    let (open, default) = (open_policy(&rows), Policy::default());
    let mut wrong = vec![];
    for row in rows {
        let [base, input, href, ours] = &row;
        let got = verdict(&read(base, input, &open, &default));
        let expected = if ours == "accepted" { accepted(base, href) } else { ours.clone() };
        if got != expected {
            wrong.push((got, row));
        }
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
}

/// Most hosts of the tests have one label, so that the default policy says little about the rest.
#[test]
fn hrefs_are_those_of_the_standard_where_a_policy_opens_every_host() {
    let rows = data::wpt();
    let open = open_policy(&rows);
    let mut accepted_rows = 0;
    for row in rows {
        let [base, input, href, _] = &row;
        match read(base, input, &open, &open) {
            Ok(url) => {
                assert_eq!(format!("accepted {url}"), accepted(base, href), "{row:?}");
                accepted_rows += 1;
            }
            Err(error) if href.contains(":0/") => {
                assert_eq!(error.reason().id(), "port-not-allowed", "{row:?}");
            }
            // What the standard cannot read has no host in its href that a policy could open.
            Err(_) if href == "failure" => {}
            Err(error) => {
                let code = error.code().as_str();
                assert_eq!(code, "InvalidNotifyUrl.Malformed", "{row:?} {error}");
            }
        }
    }
    assert_eq!(accepted_rows, 105);
}

/// What the standard calls a failure is never accepted. `url` reads each row as the standard does,
/// but for references that start with `///`: it finds no host there.
#[test]
fn the_table_holds_together() {
    for row in data::wpt() {
        let [base, input, href, ours] = &row;
        let reference = Url::parse(base).ok();
        let read = Url::options().base_url(reference.as_ref()).parse(input);
        let read = read.map_or("failure".to_owned(), String::from);
        let expected = if input.starts_with("///") { "failure" } else { href };
        assert_eq!(read, expected, "{row:?}");
        assert!(href != "failure" || ours != "accepted", "{row:?}");
        assert!(href == "failure" || Url::parse(href).unwrap().as_str() == href, "{row:?}");
        assert!(!base.contains('#'), "{row:?}");
    }
}

fn read(base: &str, input: &str, open: &Policy, policy: &Policy) -> Result<NotifyUrl, Error> {
    if base == "-" {
        return NotifyUrl::parse_with(input, policy);
    }
    NotifyUrl::parse_with(base, open).unwrap().redirect(input, policy)
}

/// No request carries a fragment: `parse` refuses it, and `redirect` drops it.
fn accepted(base: &str, href: &str) -> String {
    let without_fragment = href.split('#').next().unwrap_or_default();
    format!("accepted {}", if base == "-" { href } else { without_fragment })
}

/// Opens all that a policy can open, and by name every host of the table.
fn open_policy(rows: &[[String; 4]]) -> Policy {
    let policy = allow_every_address(Policy::default())
        .allow_ports(1..=u16::MAX)
        .and_then(|policy| policy.allow_host("doesnotmatter"))
        .unwrap()
        .allow_user_info();
    rows.iter().filter_map(|[_, _, href, _]| Url::parse(href).ok()).fold(policy, |policy, url| {
        let Some(Host::Domain(name)) = url.host() else { return policy };
        policy.clone().allow_host(name).unwrap_or(policy)
    })
}
