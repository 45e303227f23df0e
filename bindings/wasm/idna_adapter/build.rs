//! Writes what Unicode says as columns of numbers, which differ little from row to row: so a package
//! that is compressed has them in half the bytes. The tables are those of ICU4X.

use std::path::{Path, PathBuf};
use std::{env, fs, io, iter};

use icu_normalizer::ComposingNormalizerBorrowed;
use icu_normalizer::properties::{
    CanonicalCombiningClassMapBorrowed, CanonicalCompositionBorrowed,
    CanonicalDecompositionBorrowed, Decomposed,
};
use icu_normalizer::uts46::Uts46MapperBorrowed;
use icu_properties::CodePointMapData;
use icu_properties::props::{BidiClass, GeneralCategory, JoiningType};

fn main() -> io::Result<()> {
    println!("cargo::rerun-if-changed=build.rs");
    let folder = PathBuf::from(env::var("OUT_DIR").map_err(io::Error::other)?);
    ranges(&folder)?;
    mappings(&folder)?;
    decompositions(&folder)
}

/// Ranges of characters with the same properties: how long each is, and which of the values it has.
#[allow(deprecated, reason = "ICU4X asks who needs these numbers: `idna` does")]
fn ranges(folder: &Path) -> io::Result<()> {
    let bidi = CodePointMapData::<BidiClass>::new();
    let category = CodePointMapData::<GeneralCategory>::new();
    let joining = CodePointMapData::<JoiningType>::new();
    let combining = CanonicalCombiningClassMapBorrowed::new();
    let mapper = Uts46MapperBorrowed::new();
    let (mut lengths, mut indices, mut values) = (Column::new(), Column::new(), Vec::new());
    let (mut start, mut last) = (0, None);
    for c in '\0'..=char::MAX {
        let is_mark = matches!(
            category.get(c),
            GeneralCategory::NonspacingMark
                | GeneralCategory::SpacingMark
                | GeneralCategory::EnclosingMark
        );
        let text: Vec<char> = mapper.map_normalize(iter::once(c)).collect();
        let status = match text[..] {
            [] => 1,
            [char::REPLACEMENT_CHARACTER] => 2,
            _ => 0,
        };
        // No two values of these are cut to one: the unit tests compare all of them.
        let value = u32::from(bidi.get(c).to_icu4c_value())
            | u32::from(joining.get(c).to_icu4c_value()) << 5
            | u32::from(is_mark) << 8
            | status << 9
            | u32::from(combining.get_u8(c)) << 11;
        if last != Some(value) {
            lengths.push(u32::from(c) - start);
            start = u32::from(c);
            let known = values.iter().position(|it| *it == value);
            let index = known.unwrap_or(values.len());
            if known.is_none() {
                values.push(value);
            }
            indices.push(u32::try_from(index).map_err(io::Error::other)?);
            last = Some(value);
        }
    }
    lengths.write(folder, "range_lengths")?;
    indices.write(folder, "range_values")?;
    fs::write(folder.join("values.rs"), format!("{values:?}"))
}

/// What characters are mapped to, where that is not their normal form: how far each is from the one
/// before it, the length of its text, and how far each character of the text is from the one before.
fn mappings(folder: &Path) -> io::Result<()> {
    let mapper = Uts46MapperBorrowed::new();
    let nfc = ComposingNormalizerBorrowed::new_nfc();
    let (mut gaps, mut lengths, mut texts) = (Column::new(), Column::new(), Column::new());
    let (mut before, mut last) = (0, 0);
    for c in '\0'..=char::MAX {
        let text: String = mapper.map_normalize(iter::once(c)).collect();
        if matches!(&*text, "" | "\u{FFFD}") || text == nfc.normalize(c.encode_utf8(&mut [0; 4])) {
            continue;
        }
        gaps.push(u32::from(c) - before);
        before = u32::from(c);
        lengths.push(u32::try_from(text.chars().count()).map_err(io::Error::other)?);
        for c in text.chars() {
            texts.push_difference(&mut last, c);
        }
    }
    gaps.write(folder, "mapping_gaps")?;
    lengths.write(folder, "mapping_lengths")?;
    texts.write(folder, "mapping_texts")
}

/// Canonical decompositions but those of Hangul: how far each is from the one before it, and its
/// parts. The kind is whether there is one part, or two, or two that are composed.
fn decompositions(folder: &Path) -> io::Result<()> {
    let decomposition = CanonicalDecompositionBorrowed::new();
    let composition = CanonicalCompositionBorrowed::new();
    let (mut gaps, mut kinds) = (Column::new(), Column::new());
    let (mut firsts, mut seconds) = (Column::new(), Column::new());
    let (mut before, mut first, mut second) = (0, 0, 0);
    for c in ('\0'..=char::MAX).filter(|c| !('\u{AC00}'..='\u{D7A3}').contains(c)) {
        let (kind, a, b) = match decomposition.decompose(c) {
            Decomposed::Default => continue,
            Decomposed::Singleton(a) => (0, a, None),
            Decomposed::Expansion(a, b) => {
                (1 + u32::from(composition.compose(a, b) == Some(c)), a, Some(b))
            }
        };
        gaps.push(u32::from(c) - before);
        before = u32::from(c);
        kinds.push(kind);
        firsts.push_difference(&mut first, a);
        if let Some(b) = b {
            seconds.push_difference(&mut second, b);
        }
    }
    gaps.write(folder, "decomposition_gaps")?;
    kinds.write(folder, "decomposition_kinds")?;
    firsts.write(folder, "decomposition_firsts")?;
    seconds.write(folder, "decomposition_seconds")
}

/// Numbers, each in as many bytes as it takes: seven bits a byte, the low ones first.
struct Column(Vec<u8>);

impl Column {
    fn new() -> Self {
        Self(Vec::new())
    }

    fn push(&mut self, mut number: u32) {
        while number >= 0x80 {
            self.0.push(number.to_le_bytes()[0] | 0x80);
            number >>= 7;
        }
        self.0.push(number.to_le_bytes()[0]);
    }

    /// The sign is the lowest bit.
    fn push_difference(&mut self, last: &mut u32, c: char) {
        let now = u32::from(c);
        self.push(now.abs_diff(*last) << 1 | u32::from(now < *last));
        *last = now;
    }

    fn write(self, folder: &Path, name: &str) -> io::Result<()> {
        fs::write(folder.join(name), self.0)
    }
}
