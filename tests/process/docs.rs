//! The generated pages and pictures are those that the tables make.

use std::path::Path;
use std::{fs, io};

#[path = "../../examples/docs/pages/mod.rs"]
mod pages;

#[test]
fn pages_are_those_that_the_tables_make() -> io::Result<()> {
    let directory = Path::new(env!("CARGO_MANIFEST_DIR")).join("src/docs");
    let pages = pages::all();
    for (name, content) in &pages {
        let found = fs::read_to_string(directory.join(name))?;
        assert!(found == *content, "src/docs/{name} is stale: cargo run --example docs");
    }
    for entry in fs::read_dir(directory)? {
        let name = entry?.file_name();
        assert!(pages.iter().any(|(known, _)| *known == name), "{name:?} is made by nothing");
    }
    Ok(())
}
