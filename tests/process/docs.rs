//! The example `docs`: the pages and pictures in `src/docs` are those that it writes.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;
use std::process::Command;

use crate::executable;

#[test]
fn pages_are_those_that_the_tables_make() {
    let directory = Path::new(env!("CARGO_TARGET_TMPDIR")).join("docs");
    if directory.exists() {
        fs::remove_dir_all(&directory).unwrap();
    }
    assert!(Command::new(executable("docs")).arg(&directory).status().unwrap().success());
    let (made, found) = (files(&directory), files("src/docs".as_ref()));
    assert!(made.keys().eq(found.keys()), "made: {:?}, found: {:?}", made.keys(), found.keys());
    for (name, content) in made {
        assert!(found[&name] == content, "src/docs/{name} is stale: cargo run --example docs");
    }
}

/// The files of `directory` by name.
fn files(directory: &Path) -> BTreeMap<String, String> {
    let entries = fs::read_dir(directory).unwrap().map(Result::unwrap);
    let file = |entry: fs::DirEntry| {
        (entry.file_name().into_string().unwrap(), fs::read_to_string(entry.path()).unwrap())
    };
    entries.map(file).collect()
}
