//! Writes `include/live_record_notify.h` again, after a change to the interface.

#![allow(missing_docs, reason = "a program and a module of a test")]

use std::error::Error;
use std::path::Path;

#[allow(dead_code, reason = "the test that takes this file as a module writes nothing")]
fn main() -> Result<(), Box<dyn Error>> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR"));
    std::fs::write(folder.join("include/live_record_notify.h"), header(folder)?)?;
    Ok(())
}

/// What cbindgen writes for the source in `folder`.
pub(crate) fn header(folder: &Path) -> Result<String, Box<dyn Error>> {
    let config = cbindgen::Config::from_file(folder.join("cbindgen.toml"))?;
    let mut header = Vec::new();
    cbindgen::Builder::new().with_crate(folder).with_config(config).generate()?.write(&mut header);
    Ok(String::from_utf8(header)?)
}
