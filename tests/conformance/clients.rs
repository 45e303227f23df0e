//! Texts that HTTP clients were seen to carry inside: none is accepted, and where `url` reads
//! nothing, the host that stands in the text decides.

use live_record_notify::NotifyUrl;
use test_support::{data, verdict};
use url::{ParseError, Url};

#[test]
fn verdicts_are_those_of_the_table() {
    let rows = data::clients();
    assert_eq!(rows.len(), 136);
    let wrong: Vec<_> = rows
        .iter()
        .map(|row| (verdict(&NotifyUrl::parse(&row[0])), row))
        .filter(|(got, [_, ours, _])| got != ours)
        .collect();
    assert!(wrong.is_empty(), "{wrong:#?}");
}

/// What `url` reads as a public host is Malformed for being written as no strict reader has it, and
/// a text without a host leads nowhere by itself.
#[test]
fn unsafe_for_where_it_leads_wherever_url_reads_nothing() {
    // The last for `URL:` before the URL, which is a scheme.
    let inside =
        ["unsafe loopback", "unsafe link-local", "unsafe special-use-name", "unsafe scheme"];
    let mut unread = 0;
    for row in data::clients() {
        let [input, ours, _] = &row;
        let read = Url::parse(input);
        if read.is_err() && read != Err(ParseError::EmptyHost) {
            unread += 1;
            assert!(inside.contains(&&**ours), "{row:?}");
        }
    }
    assert!(unread > 80, "{unread}");
}
