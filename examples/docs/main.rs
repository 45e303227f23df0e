//! Writes the generated pages and pictures of the documentation to `src/docs`.
//!
//! ```text
//! cargo run --example docs
//! ```
//!
//! `tests/process/docs.rs` fails where they differ from what this would write.

mod pages;

use std::path::Path;
use std::{fs, io};

fn main() -> io::Result<()> {
    let directory = Path::new(env!("CARGO_MANIFEST_DIR")).join("src/docs");
    fs::create_dir_all(&directory)?;
    for (name, content) in pages::all() {
        fs::write(directory.join(name), content)?;
    }
    Ok(())
}
