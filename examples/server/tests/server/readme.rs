//! What the example's README promises.

use crate::support::{Program, get};

const README: &str = include_str!("../../README.md");

/// Each row of the table names the test that shows it.
#[test]
fn every_row_of_the_table_is_a_test() {
    let sources = [
        include_str!("bad_input.rs"),
        include_str!("calls.rs"),
        include_str!("endurance.rs"),
        include_str!("http.rs"),
        include_str!("limit.rs"),
        include_str!("process.rs"),
        include_str!("store.rs"),
    ]
    .concat();
    let rows: Vec<&str> = README
        .lines()
        .skip_while(|line| !line.starts_with("| Case "))
        .skip(2)
        .take_while(|line| line.starts_with('|'))
        .collect();
    assert!(rows.len() > 10, "{rows:?}");
    for row in rows {
        let name = row.rsplit('`').nth(1).unwrap();
        // An ignored test says why on the line between.
        let mut tests =
            sources.split("#[test]\n").map(|test| match test.strip_prefix("#[ignore") {
                Some(reason) => reason.split_once('\n').unwrap_or_default().1,
                None => test,
            });
        let is_test = tests.any(|test| test.starts_with(&format!("fn {name}() {{")));
        assert!(is_test, "{row}");
    }
}

/// The `curl` lines, each with the answer written behind it as a comment.
#[test]
fn the_curl_lines_answer_what_stands_behind_them() {
    let program = Program::start(None);
    let mut lines = README.lines();
    let mut calls = 0;
    while let Some(line) = lines.next() {
        let Some(rest) = line.strip_prefix("curl -s 'http://127.0.0.1:8080/?") else { continue };
        let query = rest.strip_suffix('\'').unwrap();
        let expected = lines.next().unwrap().strip_prefix("# ").unwrap();
        let response = get(program.address, query);
        let (before, after) = expected.split_once('…').unwrap();
        assert!(response.body.starts_with(before), "{line}: {}", response.body);
        assert!(response.body.ends_with(after), "{line}: {}", response.body);
        calls += 1;
    }
    assert_eq!(calls, 3);
}
