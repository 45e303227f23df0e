//! `DomainName`: the domain whose recordings are notified.

use pyo3::prelude::*;
use pyo3::types::{PyString, PyType};

use crate::refusal::refused;
use crate::text::bytes_of;

/// A domain name in lower case, Unicode labels as A-labels. Made by ``parse``.
///
/// Equality, order and hash are those of the text. It says nothing about who owns the name or where it
/// leads.
///
/// >>> from live_record_notify import DomainName
/// >>> str(DomainName.parse("BÜCHER.example.com"))
/// 'xn--bcher-kva.example.com'
#[pyclass(frozen, eq, ord, hash, module = "live_record_notify")]
#[derive(PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) struct DomainName(live_record_notify::DomainName);

#[pymethods]
impl DomainName {
    /// Reads a domain name. ASCII letters may be in any case.
    ///
    /// Raises ``Refused``.
    #[classmethod]
    fn parse(cls: &Bound<'_, PyType>, text: &Bound<'_, PyString>) -> PyResult<Self> {
        let bytes = bytes_of(text)?;
        let name = live_record_notify::DomainName::parse_bytes(&bytes);
        name.map(Self).map_err(|error| refused(cls.py(), &error, &bytes))
    }

    fn __str__(&self) -> &str {
        self.0.as_str()
    }

    fn __repr__(&self) -> String {
        format!("{:?}", self.0)
    }

    fn __reduce__<'py>(slf: &Bound<'py, Self>) -> PyResult<(Bound<'py, PyAny>, (String,))> {
        Ok((slf.get_type().getattr("parse")?, (slf.get().0.to_string(),)))
    }
}
