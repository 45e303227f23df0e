//! Writes the generated pages and pictures of the documentation to `src/docs`, or to a directory of
//! your choice.
//!
//! ```text
//! cargo run --example docs [DIRECTORY]
//! ```
//!
//! `tests/process/docs.rs` fails where those in `src/docs` differ from what this would write.

mod pages;

use std::path::{Path, PathBuf};
use std::{env, fs, io};

fn main() -> io::Result<()> {
    let directory = match env::args_os().nth(1) {
        Some(directory) => PathBuf::from(directory),
        None => Path::new(env!("CARGO_MANIFEST_DIR")).join("src/docs"),
    };
    fs::create_dir_all(&directory)?;
    for (name, content) in pages::all() {
        fs::write(directory.join(name), content)?;
    }
    Ok(())
}
