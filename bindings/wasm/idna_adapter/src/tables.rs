//! The tables of Unicode, as the build script writes them and as they are read.

use std::sync::OnceLock;

/// A column, as bytes.
macro_rules! column {
    ($name:literal) => {
        &include_bytes!(concat!(env!("OUT_DIR"), "/", $name))[..]
    };
}

/// What is said of a character alone.
#[derive(Clone, Copy)]
pub(crate) struct Properties(u32);

impl Properties {
    pub(crate) fn bidi_class(self) -> u32 {
        self.0 & 0x1F
    }

    pub(crate) fn joining_type(self) -> u32 {
        self.0 >> 5 & 0x7
    }

    pub(crate) fn is_mark(self) -> bool {
        self.0 >> 8 & 1 != 0
    }

    /// Neither ignored nor disallowed.
    pub(crate) fn is_valid(self) -> bool {
        self.status() == 0
    }

    pub(crate) fn is_ignored(self) -> bool {
        self.status() == 1
    }

    fn status(self) -> u32 {
        self.0 >> 9 & 3
    }

    pub(crate) fn combining_class(self) -> u8 {
        (self.0 >> 11).to_le_bytes()[0]
    }
}

pub(crate) fn properties(c: char) -> Properties {
    let ranges = &tables().ranges;
    let after = ranges.partition_point(|(start, _)| *start <= u32::from(c));
    Properties(after.checked_sub(1).and_then(|at| ranges.get(at)).map_or(0, |(_, value)| *value))
}

/// What `c` is mapped to, where that is not its normal form.
pub(crate) fn mapping(c: char) -> Option<&'static [char]> {
    let Tables { mappings, texts, .. } = tables();
    let at = mappings.binary_search_by_key(&c, |(it, _)| *it).ok()?;
    let (_, start) = *mappings.get(at)?;
    let end = mappings.get(at + 1).map_or(texts.len(), |(_, next)| *next);
    texts.get(start..end)
}

/// The canonical decomposition of `c`, by one step. Not for Hangul.
pub(crate) fn decomposition(c: char) -> Option<(char, Option<char>)> {
    let decompositions = &tables().decompositions;
    let at = decompositions.binary_search_by_key(&c, |(it, ..)| *it).ok()?;
    decompositions.get(at).map(|(_, first, second)| (*first, *second))
}

/// What two characters are composed to. Not for Hangul.
pub(crate) fn composition(first: char, second: char) -> Option<char> {
    let compositions = &tables().compositions;
    let at = compositions.binary_search_by_key(&(first, second), |(pair, _)| *pair).ok()?;
    compositions.get(at).map(|(_, composed)| *composed)
}

struct Tables {
    /// Where a range starts, and its properties.
    ranges: Vec<(u32, u32)>,
    /// The character, and where its text starts.
    mappings: Vec<(char, usize)>,
    texts: Vec<char>,
    decompositions: Vec<(char, char, Option<char>)>,
    compositions: Vec<((char, char), char)>,
}

impl Tables {
    fn read() -> Self {
        let mut tables = Self {
            ranges: Vec::new(),
            mappings: Vec::new(),
            texts: Vec::new(),
            decompositions: Vec::new(),
            compositions: Vec::new(),
        };
        tables.read_ranges();
        tables.read_mappings();
        tables.read_decompositions();
        tables
    }

    fn read_ranges(&mut self) {
        let mut lengths = Column(column!("range_lengths"));
        let mut start = 0;
        for index in column!("range_values") {
            start += lengths.number();
            let value = VALUES.get(usize::from(*index)).copied().unwrap_or_default();
            self.ranges.push((start, value));
        }
    }

    fn read_mappings(&mut self) {
        let mut gaps = Column(column!("mapping_gaps"));
        let mut texts = Column(column!("mapping_texts"));
        let (mut c, mut last) = (0, 0);
        for length in column!("mapping_lengths") {
            c += gaps.number();
            self.mappings.push((character(c), self.texts.len()));
            for _ in 0..*length {
                self.texts.push(texts.difference(&mut last));
            }
        }
    }

    fn read_decompositions(&mut self) {
        let mut gaps = Column(column!("decomposition_gaps"));
        let mut firsts = Column(column!("decomposition_firsts"));
        let mut seconds = Column(column!("decomposition_seconds"));
        let (mut c, mut first, mut second) = (0, 0, 0);
        for kind in column!("decomposition_kinds") {
            c += gaps.number();
            let a = firsts.difference(&mut first);
            let b = (*kind != 0).then(|| seconds.difference(&mut second));
            self.decompositions.push((character(c), a, b));
            if let (2, Some(b)) = (*kind, b) {
                self.compositions.push(((a, b), character(c)));
            }
        }
        self.compositions.sort_unstable();
    }
}

/// Numbers as the build script writes them.
struct Column(&'static [u8]);

impl Column {
    fn number(&mut self) -> u32 {
        let mut number = 0;
        for shift in (0..u32::BITS).step_by(7) {
            let Some((byte, rest)) = self.0.split_first() else { break };
            self.0 = rest;
            number |= u32::from(*byte & 0x7F) << shift;
            if *byte < 0x80 {
                break;
            }
        }
        number
    }

    fn difference(&mut self, last: &mut u32) -> char {
        let number = self.number();
        let distance = number >> 1;
        *last = if number & 1 == 0 { *last + distance } else { *last - distance };
        character(*last)
    }
}

/// The build script writes no number but those of characters.
fn character(number: u32) -> char {
    char::from_u32(number).unwrap_or(char::REPLACEMENT_CHARACTER)
}

/// They are read once, at the first character that is asked for.
fn tables() -> &'static Tables {
    static TABLES: OnceLock<Tables> = OnceLock::new();
    TABLES.get_or_init(Tables::read)
}

/// The values that ranges have. Bits: 5 of the bidirectional class, 3 of the joining type, mark, 2 of
/// the status, 8 of the canonical combining class.
#[expect(clippy::unreadable_literal, reason = "nobody reads them")]
static VALUES: &[u32] = &include!(concat!(env!("OUT_DIR"), "/values.rs"));
