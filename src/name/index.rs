//! The rows as short chains, made at compile time, so that the last eight bytes of a name rule out
//! nearly all of them.
//!
//! Two of the eight choose the chain: the last one and the fifth last. The second place is the one
//! before `.com`, `.net` or `.org`, where public names differ most. A table has a cell for every
//! such pair, with the number of the first row that a name with these bytes can be at or below; each
//! row has the number of the next. A row whose own last bytes agree with all eight is compared as a
//! whole. The longest name comes first in a chain, so the first row that holds the name is the most
//! specific.
//!
//! ```text
//! metadata.google.internal
//!                    e   l    metadata.google.internal, metadata.azure.internal, …, internal
//! hooks.example.com
//!             e   m           metadata.exoscale.com, which ends in `cale.com`
//! hooks.example.dev
//!             e   v           none, as for most names
//! ```
//!
//! A binary search of the names read from their ends is plainer, and makes `NotifyUrl::parse` take
//! a tenth more instructions for a typical URL.

#![allow(
    clippy::indexing_slicing,
    clippy::cast_possible_truncation,
    reason = "at compile time a wrong index fails the build, and row numbers are below 255; at run time \
              the remainders stay inside the table"
)]

use crate::dns_name;
use crate::name::row::NameRow;
use crate::name::tables::TABLES;

/// The most specific row at or above `name`, which is in lower case and without a trailing dot.
#[inline]
pub(crate) fn lookup(name: &str) -> Option<&'static NameRow> {
    let end = last_eight(name.as_bytes());
    let (line, column) = cell(end);
    let mut number = INDEX.first[line][column];
    while let Some(link) = INDEX.links.get(usize::from(number)) {
        if end & link.mask == link.end && link.row.holds(name) {
            return Some(link.row);
        }
        number = link.next;
    }
    None
}

/// The last eight bytes of `name`, with dots before a shorter one.
#[inline]
const fn last_eight(name: &[u8]) -> u64 {
    match name.last_chunk() {
        Some(bytes) => u64::from_be_bytes(*bytes),
        None => padded(name),
    }
}

#[cold]
const fn padded(mut name: &[u8]) -> u64 {
    let mut end = u64::from_be_bytes([b'.'; 8]);
    while let [byte, rest @ ..] = name {
        end = end << 8 | *byte as u64;
        name = rest;
    }
    end
}

/// The line and the column of the chain for a name that ends so. Letters have a line each, which
/// they share with digits and capitals only; all of ASCII has a column each.
#[inline]
const fn cell(end: u64) -> (usize, usize) {
    let (last, fifth_last) = (end, end >> 32);
    (last as usize % LINES, fifth_last as usize % COLUMNS)
}

struct Index {
    /// By the last byte of a name and its fifth last, the number of the first row of their chain.
    first: [[u8; COLUMNS]; LINES],
    /// By their numbers, the rows in the order of the tables.
    links: [Link; COUNT],
}

#[derive(Clone, Copy)]
struct Link {
    row: &'static NameRow,
    /// The last bytes of the row's name, with the dot that is before it in a longer one.
    end: u64,
    /// Ones for the bytes of `end`, which are fewer than eight where the row's name is short.
    mask: u64,
    /// The number of the next row, [`NONE`] at the end of the chain.
    next: u8,
}

const LINES: usize = 64;
const COLUMNS: usize = 128;

/// No row has this number.
const NONE: u8 = u8::MAX;

const COUNT: usize = {
    let (mut count, mut table) = (0, 0);
    while table < TABLES.len() {
        count += TABLES[table].len();
        table += 1;
    }
    assert!(count <= NONE as usize, "a number has 8 bits");
    count
};

static INDEX: Index = {
    let mut index = Index {
        first: [[NONE; COLUMNS]; LINES],
        links: [Link { row: &TABLES[0][0], end: 0, mask: 0, next: NONE }; COUNT],
    };
    let (mut number, mut table) = (0, 0);
    while table < TABLES.len() {
        let mut i = 0;
        while i < TABLES[table].len() {
            let link = &mut index.links[number];
            link.row = &TABLES[table][i];
            let name = link.row.name.as_bytes();
            let compared = if name.len() < 8 { name.len() + 1 } else { 8 };
            link.mask = u64::MAX >> (8 * (8 - compared));
            link.end = last_eight(name) & link.mask;
            number += 1;
            i += 1;
        }
        table += 1;
    }

    // Each row goes to the front of its chain, the shortest names first.
    let mut length = 1;
    while length <= dns_name::MAX_LENGTH {
        let mut number = 0;
        while number < COUNT {
            let link = &mut index.links[number];
            if link.row.name.len() == length {
                let (line, column) = cell(link.end);
                let chains = &mut index.first[line];
                if length < 4 {
                    // Below a row of so few bytes, any byte can be the fifth last. So far the line
                    // has one chain throughout, since all rows in it are as short.
                    link.next = chains[0];
                    *chains = [number as u8; COLUMNS];
                } else {
                    link.next = chains[column];
                    chains[column] = number as u8;
                }
            }
            number += 1;
        }
        length += 1;
    }
    index
};

#[cfg(test)]
mod tests {
    use alloc::borrow::ToOwned;
    use alloc::format;
    use alloc::vec::Vec;
    use core::iter;

    use super::*;

    /// The most specific row at or above `name`, by a plain scan of all rows.
    fn scan(name: &str) -> Option<&'static NameRow> {
        let rows = NameRow::all().filter(|row| row.holds(name));
        rows.max_by_key(|row| row.name.len())
    }

    #[test]
    fn a_look_up_finds_what_a_scan_finds() {
        let texts =
            NameRow::all().map(|row| row.name).chain(["example.com", "example.org", "example.dev"]);
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
    fn chains_are_short_and_the_longest_name_comes_first() {
        let chain = |name: &str| {
            let (line, column) = cell(last_eight(name.as_bytes()));
            let numbers = iter::successors(Some(INDEX.first[line][column]), |&number| {
                INDEX.links.get(usize::from(number)).map(|link| link.next)
            });
            let links = numbers.filter_map(|number| INDEX.links.get(usize::from(number)));
            links.map(|link| link.row.name).collect::<Vec<_>>()
        };
        assert_eq!(chain("hooks.example.com"), ["metadata.exoscale.com"]);
        assert_eq!(chain("hooks.example.dev"), [""; 0]);
        assert_eq!(
            chain("x.default.svc.cluster.local"),
            ["openstacklocal", "cluster.local", "novalocal", "local"]
        );
        // Any byte can stand before `.lan`.
        assert_eq!(chain("a.b.lan"), ["lan"]);
        assert_eq!(chain("lan"), ["lan"]);
        // A dot stands before `home`, and is the fifth last byte of `xip.name` and others.
        assert_eq!(chain("home").last(), Some(&"home"));
        assert!(chain("home").contains(&"xip.name"));
    }
}
