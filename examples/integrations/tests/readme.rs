//! What the README of the library shows is what is built here.

const README: &str = include_str!("../../../README.md");
const SERVER: &str = include_str!("../examples/server.rs");

#[test]
fn the_server_of_the_readme_is_the_one_that_is_built() {
    assert!(README.contains(&format!("```rust,ignore\n{SERVER}```\n")));
    let lines = SERVER.lines().filter(|line| !line.is_empty()).count();
    assert!(lines < 20, "{lines} lines");
}
