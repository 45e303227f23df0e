//! All rows by last byte, made at compile time, so that a look-up touches a handful of rows.
//!
//! The rows of one last byte stand together, the longer names first, so that the first match is the
//! most specific one. Where the fifth last byte fits none of them, none is looked at; else a row is
//! set aside by one comparison, of the last eight bytes. A test compares the index with a plain scan
//! of the tables.

#![allow(
    clippy::indexing_slicing,
    clippy::cast_possible_truncation,
    reason = "all indices but that of a byte are used at compile time, where a wrong one fails the build"
)]

use crate::dns_name;
use crate::name::row::NameRow;
use crate::name::tables::TABLES;

/// The most specific row at or above `name`, which is in lower case and without a trailing dot.
#[inline]
pub(crate) fn lookup(name: &str) -> Option<&'static NameRow> {
    let bytes = name.as_bytes();
    let last = *bytes.last()?;
    let (start, end) = (INDEX.starts[last as usize], INDEX.starts[last as usize + 1]);
    let entries = INDEX.entries.get(start as usize..end as usize)?;
    let tail = tail(bytes);
    if INDEX.fifths[last as usize] >> (tail >> 32 & 31) & 1 == 0 {
        return None;
    }
    entries
        .iter()
        .find(|entry| {
            tail & entry.mask == entry.tail && dns_name::before(name, entry.row.name).is_some()
        })
        .map(|entry| entry.row)
}

static INDEX: Index = build();

struct Index {
    entries: [Entry; ROWS],
    /// Where the entries of each last byte start; one more ends the last.
    starts: [u8; 257],
    /// For each last byte, what the low five bits of the fifth last byte of a name at or below one of
    /// its rows can be, one bit a value.
    fifths: [u32; 256],
}

#[derive(Clone, Copy)]
struct Entry {
    /// What [`tail`] gives for the row's name.
    tail: u64,
    /// The bytes of it that the name has.
    mask: u64,
    row: &'static NameRow,
}

/// The last eight bytes, with zeros before a shorter text.
#[inline]
const fn tail(bytes: &[u8]) -> u64 {
    if let Some(tail) = bytes.last_chunk() {
        return u64::from_be_bytes(*tail);
    }
    let (mut tail, mut i) = (0, 0);
    while i < bytes.len() {
        tail = tail << 8 | bytes[i] as u64;
        i += 1;
    }
    tail
}

const ROWS: usize = {
    let (mut rows, mut table) = (0, 0);
    while table < TABLES.len() {
        rows += TABLES[table].len();
        table += 1;
    }
    assert!(rows <= u8::MAX as usize, "`starts` holds bytes");
    rows
};

const fn build() -> Index {
    let none = Entry { tail: 0, mask: 0, row: &TABLES[0][0] };
    let mut index = Index { entries: [none; ROWS], starts: [0; 257], fifths: [0; 256] };
    let (mut filled, mut last) = (0, 0);
    while last < 256 {
        let start = filled;
        let mut table = 0;
        while table < TABLES.len() {
            let mut i = 0;
            while i < TABLES[table].len() {
                let row = &TABLES[table][i];
                let name = row.name.as_bytes();
                if name[name.len() - 1] as usize == last {
                    index.fifths[last] |= match name.len() {
                        0..4 => u32::MAX,
                        // Nothing, which `tail` has zeros for, or the dot before the row's name.
                        4 => 1 | 1 << (b'.' & 31),
                        longer => 1 << (name[longer - 5] & 31),
                    };
                    let mask = if name.len() < 8 { (1 << (8 * name.len())) - 1 } else { u64::MAX };
                    // Insertion sort, the longer names first.
                    let mut at = filled;
                    while at > start && index.entries[at - 1].row.name.len() < name.len() {
                        index.entries[at] = index.entries[at - 1];
                        at -= 1;
                    }
                    index.entries[at] = Entry { tail: tail(name), mask, row };
                    filled += 1;
                }
                i += 1;
            }
            table += 1;
        }
        last += 1;
        index.starts[last] = filled as u8;
    }
    index
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn longer_names_come_first_among_those_of_one_last_byte() {
        for place in INDEX.starts.windows(2) {
            let entries = &INDEX.entries[usize::from(place[0])..usize::from(place[1])];
            assert!(entries.is_sorted_by_key(|entry| core::cmp::Reverse(entry.row.name.len())));
        }
    }
}
