//! What the README of the tests promises.

const README: &str = include_str!("../README.md");

/// Each row of the table names the test that shows it.
#[test]
fn every_row_of_the_table_is_a_test() {
    let sources = [
        include_str!("connections.rs"),
        include_str!("http2.rs"),
        include_str!("limits.rs"),
        include_str!("origins.rs"),
        include_str!("proxies.rs"),
        include_str!("redirects.rs"),
        include_str!("requests.rs"),
        include_str!("resolving.rs"),
        include_str!("rules.rs"),
        include_str!("smuggling.rs"),
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
        let is_test = ["#[test]\nfn", "]\nasync fn"]
            .iter()
            .any(|start| sources.contains(&format!("{start} {name}() {{")));
        assert!(is_test, "{row}");
    }
}

/// The client that the README of the library shows is built here, as it stands there.
#[test]
fn the_client_of_the_librarys_readme_is_the_one_that_is_built() {
    const LIBRARY: &str = include_str!("../../../../README.md");
    const CLIENT: &str = include_str!("../../examples/client.rs");
    assert!(LIBRARY.contains(&format!("```rust,ignore\n{CLIENT}```\n")));
    let lines = CLIENT.lines().filter(|line| !line.is_empty()).count();
    assert!(lines < 20, "{lines} lines");
}
