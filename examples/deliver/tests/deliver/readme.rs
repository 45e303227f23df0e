//! What the example's README promises.

const README: &str = include_str!("../../README.md");

/// Each row of the table names the test that shows it.
#[test]
fn every_row_of_the_table_is_a_test() {
    let sources = [
        include_str!("program.rs"),
        include_str!("redirects.rs"),
        include_str!("requests.rs"),
        include_str!("resolving.rs"),
        include_str!("tls.rs"),
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
        let is_test = ["#[test]\nfn", "#[tokio::test]\nasync fn"]
            .iter()
            .any(|start| sources.contains(&format!("{start} {name}() {{")));
        assert!(is_test, "{row}");
    }
}

/// The glue shown is the glue used.
#[test]
fn the_glue_in_the_readme_is_that_of_the_source() {
    let (_, rest) = README.split_once("<!-- src/delivery.rs -->\n```rust\n").unwrap();
    let (shown, _) = rest.split_once("```\n").unwrap();
    let source = include_str!("../../src/delivery.rs");
    assert!(shown.lines().count() > 30, "{shown}");
    assert!(source.contains(shown), "{shown}");
}
