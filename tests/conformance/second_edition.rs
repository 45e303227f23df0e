//! Texts whose verdicts moved with the second edition of the rules, each an example of its kind.
//! `tests/urls/` has their neighbours.

use live_record_notify::{NotifyUrl, OnDemandUrl};
use test_support::{data, verdict};

#[test]
fn verdicts_are_those_of_the_table() {
    let rows = data::second_edition();
    assert_eq!(rows.len(), 40);
    let mut wrong = vec![];
    for row in rows {
        let verdicts =
            [verdict(&NotifyUrl::parse(&row.input)), verdict(&OnDemandUrl::parse(&row.input))];
        let word = row.verdict.to_lowercase();
        if !verdicts.iter().all(|verdict| verdict.split(' ').next() == Some(&word)) {
            wrong.push((verdicts, row));
        }
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
}
