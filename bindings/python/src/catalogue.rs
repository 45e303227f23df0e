//! Every reason for which a text can be refused.

use live_record_notify::docs::catalogue;
use pyo3::prelude::*;

/// The fields of `CatalogueRow` in Python.
type Row = (
    &'static str,
    &'static str,
    &'static str,
    &'static str,
    &'static str,
    Option<&'static str>,
    String,
    &'static str,
);

/// The rows of the catalogue, as tuples.
#[pyfunction]
pub(crate) fn catalogue_rows() -> Vec<Row> {
    let rows = catalogue().map(|row| {
        (
            row.id(),
            row.meaning(),
            row.verdict().as_str(),
            row.basis().as_str(),
            row.source_text(),
            row.source_url(),
            row.example().to_owned(),
            row.help(),
        )
    });
    rows.collect()
}
