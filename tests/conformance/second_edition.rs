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
        let [input, ours, _] = &row;
        let verdicts = [verdict(&NotifyUrl::parse(input)), verdict(&OnDemandUrl::parse(input))];
        if !verdicts.iter().all(|verdict| verdict.split(' ').next() == Some(ours)) {
            wrong.push((verdicts, row));
        }
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
}
