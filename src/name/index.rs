//! The rows as sets, made at compile time, so that two bytes of a name rule out nearly all of them.
//!
//! The rows are numbered, the longest name first, and a set of rows is a `u128` with one bit a row.
//! For each byte the index holds two sets: the rows that a name can be at or below if it ends in
//! that byte, and if that byte is the fifth from its end. The second place is the one before
//! `.com`, `.net` or `.org`, where public names differ most. A row in both sets is a candidate and
//! is compared as a whole. The lowest bit is the candidate with the longest name, which is the most
//! specific.
//!
//! ```text
//! hooks.example.com
//!             e   m
//! ```
//!
//! Five rows end in `m`. One of them, `metadata.exoscale.com`, has `e` fifth from its end, and the
//! name is not below it, so no row holds the name. `hooks.example.org`, like most names, has no
//! candidate.
//!
//! A binary search of the names read from their ends is plainer, and makes `NotifyUrl::parse` take
//! a tenth more instructions for a typical URL.

#![allow(
    clippy::indexing_slicing,
    reason = "at compile time a wrong index fails the build; at run time a byte indexes 256 sets, and \
              the trailing zeros of 128 bits index 129 rows"
)]

use crate::dns_name;
use crate::name::row::NameRow;
use crate::name::tables::TABLES;

/// The most specific row at or above `name`, which is in lower case and without a trailing dot.
#[inline]
pub(crate) fn lookup(name: &str) -> Option<&'static NameRow> {
    let mut candidates = candidates(name.as_bytes());
    while candidates != 0 {
        let row = INDEX.rows[candidates.trailing_zeros() as usize];
        if dns_name::before(name, row.name).is_some() {
            return Some(row);
        }
        // Takes the lowest bit away.
        candidates &= candidates - 1;
    }
    None
}

/// The rows that `name` can be at or below, by two of its bytes.
#[inline]
fn candidates(name: &[u8]) -> RowSet {
    match name {
        [.., fifth, _, _, _, last] => {
            INDEX.by_last[*last as usize] & INDEX.by_fifth_last[*fifth as usize]
        }
        [.., last] => INDEX.by_last[*last as usize],
        [] => 0,
    }
}

/// One bit a row, by its number.
type RowSet = u128;

struct Index {
    /// For each byte, the rows that a name can be at or below whose last byte it is.
    by_last: [RowSet; 256],
    /// The same for the fifth last byte of a name that has one.
    by_fifth_last: [RowSet; 256],
    /// The rows by number. There is one place more than a set has bits, which is never used: with
    /// it the compiler sees that no number lies beyond the array.
    rows: [&'static NameRow; RowSet::BITS as usize + 1],
}

static INDEX: Index = {
    let mut index = Index {
        by_last: [0; 256],
        by_fifth_last: [0; 256],
        rows: [&TABLES[0][0]; RowSet::BITS as usize + 1],
    };
    let (mut count, mut table) = (0, 0);
    while table < TABLES.len() {
        let mut i = 0;
        while i < TABLES[table].len() {
            let row = &TABLES[table][i];
            // Insertion sort, the longest name first.
            let mut at = count;
            while at > 0 && index.rows[at - 1].name.len() < row.name.len() {
                index.rows[at] = index.rows[at - 1];
                at -= 1;
            }
            index.rows[at] = row;
            count += 1;
            i += 1;
        }
        table += 1;
    }
    assert!(
        count <= RowSet::BITS as usize,
        "a set has one bit a row; beyond that, make two indexes"
    );

    let mut number = 0;
    while number < count {
        let row = 1 << number;
        let name = index.rows[number].name.as_bytes();
        index.by_last[name[name.len() - 1] as usize] |= row;
        match name.len() {
            // Below a row of so few bytes, any byte can be the fifth last.
            0..4 => {
                let mut byte = 0;
                while byte < 256 {
                    index.by_fifth_last[byte] |= row;
                    byte += 1;
                }
            }
            // Below a row of four bytes, it is the dot before them.
            4 => index.by_fifth_last[b'.' as usize] |= row,
            length => index.by_fifth_last[name[length - 5] as usize] |= row,
        }
        number += 1;
    }
    index
};

#[cfg(test)]
mod tests {
    use alloc::borrow::ToOwned;
    use alloc::format;
    use alloc::vec::Vec;

    use super::*;

    /// The most specific row at or above `name`, by a plain scan of all rows.
    fn scan(name: &str) -> Option<&'static NameRow> {
        let rows = NameRow::all().filter(|row| dns_name::before(name, row.name).is_some());
        rows.max_by_key(|row| row.name.len())
    }

    #[test]
    fn a_look_up_finds_what_a_scan_finds() {
        let texts = NameRow::all().map(|row| row.name).chain(["example.com", "example.org"]);
        for text in texts {
            // Cut at every place, and with another byte put before or into it there.
            for at in 0..=text.len() {
                let (start, end) = text.split_at(at);
                for byte in [".", "-", "a", "m", "0", "_"] {
                    let rest = end.get(1..).unwrap_or_default();
                    for name in [
                        end.to_owned(),
                        format!("{byte}{end}"),
                        format!("a{byte}{end}"),
                        format!("{start}{byte}{rest}"),
                        format!("{start}{byte}{end}"),
                    ] {
                        assert_eq!(lookup(&name), scan(&name), "{name}");
                    }
                }
            }
        }
    }

    #[test]
    fn candidates_are_few_and_the_longest_comes_first() {
        let candidates = |name: &str| {
            let set = candidates(name.as_bytes());
            let numbers = (0..128).filter(|number| set >> number & 1 == 1);
            numbers.map(|number| INDEX.rows[number].name).collect::<Vec<_>>()
        };
        assert_eq!(candidates("hooks.example.com"), ["metadata.exoscale.com"]);
        assert_eq!(candidates("hooks.example.org"), [""; 0]);
        assert_eq!(
            candidates("x.kubernetes.default.svc.cluster.local"),
            ["kubernetes.default.svc.cluster.local", "cluster.local", "local"]
        );
        // Any byte can stand before `.lan`.
        assert_eq!(candidates("a.b.lan"), ["lan"]);
    }
}
