//! All rows by length of name, so that the work of a look-up does not grow with the tables.
//!
//! Most names that are no row differ from every row of their length in the first byte already;
//! a bit mask a length settles those without touching a row.

#![allow(
    clippy::indexing_slicing,
    clippy::arithmetic_side_effects,
    clippy::cast_possible_truncation,
    reason = "indices are used at compile time, where a wrong one fails the build"
)]

use super::{NameRow, TABLES};

/// The most specific row at or above `name`, which is in lower case and without a trailing dot.
pub(crate) fn lookup(name: &str) -> Option<&'static NameRow> {
    let mut rest = name;
    loop {
        if let Some(row) = exact(rest) {
            return Some(row);
        }
        (_, rest) = rest.split_once('.')?;
    }
}

/// The row of exactly `name`.
fn exact(name: &str) -> Option<&'static NameRow> {
    let first = name.as_bytes().first()?;
    let of_length = INDEX.by_length.get(name.len())?;
    if of_length.first_bytes & bit(*first) == 0 {
        return None;
    }
    let rows = INDEX.rows.get(usize::from(of_length.start)..usize::from(of_length.end))?;
    rows.iter().copied().find(|row| row.name == name)
}

static INDEX: Index = build();

struct Index {
    /// All rows, the shorter names first.
    rows: [&'static NameRow; ROWS],
    by_length: [OfLength; LONGEST + 1],
}

/// The rows whose names have one length.
#[derive(Clone, Copy)]
struct OfLength {
    start: u8,
    end: u8,
    /// The first bytes of the names, each as its [`bit`].
    first_bytes: u64,
}

/// Letters of one case, digits and the hyphen fall on bits of their own.
const fn bit(first: u8) -> u64 {
    1 << (first & 63)
}

const ROWS: usize = {
    let mut count = 0;
    let mut table = 0;
    while table < TABLES.len() {
        count += TABLES[table].len();
        table += 1;
    }
    assert!(count <= u8::MAX as usize);
    count
};

const LONGEST: usize = 32;

const fn build() -> Index {
    let none = OfLength { start: 0, end: 0, first_bytes: 0 };
    let mut index = Index { rows: [&TABLES[0][0]; ROWS], by_length: [none; LONGEST + 1] };
    let mut filled = 0;
    let mut length = 0;
    while length <= LONGEST {
        let mut of_length = OfLength { start: filled as u8, end: 0, first_bytes: 0 };
        let mut table = 0;
        while table < TABLES.len() {
            let mut i = 0;
            while i < TABLES[table].len() {
                let row = &TABLES[table][i];
                if row.name.len() == length {
                    index.rows[filled] = row;
                    filled += 1;
                    of_length.first_bytes |= bit(row.name.as_bytes()[0]);
                }
                i += 1;
            }
            table += 1;
        }
        of_length.end = filled as u8;
        index.by_length[length] = of_length;
        length += 1;
    }
    assert!(filled == ROWS, "a name longer than LONGEST");
    index
}
