//! Writes the three properties that `idna` asks of a character as one list of ranges.

use std::path::Path;
use std::{env, fs, io};

use icu_properties::CodePointMapData;
use icu_properties::props::{BidiClass, GeneralCategory, JoiningType};

#[allow(deprecated, reason = "ICU4X asks who needs these numbers: `idna` does")]
fn main() -> io::Result<()> {
    let bidi = CodePointMapData::<BidiClass>::new();
    let category = CodePointMapData::<GeneralCategory>::new();
    let joining = CodePointMapData::<JoiningType>::new();
    let mut rows: Vec<u32> = Vec::new();
    for point in 0..=u32::from(char::MAX) {
        // No two values of these are cut to one: the unit test compares all of them.
        let is_mark = matches!(
            category.get32(point),
            GeneralCategory::NonspacingMark
                | GeneralCategory::SpacingMark
                | GeneralCategory::EnclosingMark
        );
        let value = u32::from(bidi.get32(point).to_icu4c_value())
            | u32::from(joining.get32(point).to_icu4c_value()) << 5
            | u32::from(is_mark) << 8;
        if rows.last().is_none_or(|row| row & 0x1FF != value) {
            rows.push(point << 9 | value);
        }
    }
    let file = Path::new(&env::var("OUT_DIR").map_err(io::Error::other)?).join("rows.rs");
    println!("cargo::rerun-if-changed=build.rs");
    fs::write(file, format!("{rows:?}"))
}
