//! All rows, one file a kind.

mod loopback;
mod metadata;
mod private;
mod rebinding;
mod special_use;

use super::{NameRow, spelled};

pub(super) static TABLES: [&[NameRow]; 6] = [
    special_use::ROWS,
    private::ROWS,
    metadata::ROWS,
    loopback::ROWS,
    rebinding::ROWS,
    spelled::ROWS,
];
