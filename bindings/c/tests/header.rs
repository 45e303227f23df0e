//! The header in the tree is what cbindgen writes today.

#[path = "../examples/header.rs"]
mod header;

use std::error::Error;
use std::path::Path;

#[test]
fn the_header_is_up_to_date() -> Result<(), Box<dyn Error>> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR"));
    let committed = std::fs::read_to_string(folder.join("include/live_record_notify.h"))?;
    let today = header::header(folder)?;
    assert!(committed == today, "write it again: cargo run --example header");
    Ok(())
}
