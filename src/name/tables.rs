//! All rows, one file a kind of names.

mod loopback;
mod metadata;
mod private;
mod rebinding;
mod special_use;
mod spelled;

use crate::name::row::NameRow;

/// The tables in the order of their documentation.
pub(super) static TABLES: [&[NameRow]; 6] = [
    special_use::ROWS,
    private::ROWS,
    metadata::ROWS,
    loopback::ROWS,
    rebinding::ROWS,
    spelled::ROWS,
];

impl NameRow {
    /// The day on which IANA last updated [Special-Use Domain Names], as the tables have it:
    /// `YYYY-MM-DD`.
    ///
    /// [Special-Use Domain Names]: https://www.iana.org/assignments/special-use-domain-names/
    pub const REGISTRY_DATE: &'static str = "2026-05-22";

    /// Every row, each table in its own order.
    ///
    /// ```
    /// use live_record_notify::{NameKind, NameRow};
    ///
    /// let metadata = NameRow::all().filter(|row| row.kind() == NameKind::CloudMetadata);
    /// assert!(metadata.map(NameRow::name).any(|name| name == "metadata.google.internal"));
    /// ```
    pub fn all() -> impl Iterator<Item = &'static Self> {
        TABLES.into_iter().flatten()
    }
}
