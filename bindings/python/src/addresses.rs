//! IP addresses as Python has them.

use std::net::IpAddr;

use pyo3::exceptions::{PyTypeError, PyValueError};
use pyo3::prelude::*;
use pyo3::types::{PyBytes, PyIterator, PyString};

/// An address: a string, or an object of the module `ipaddress`.
pub(crate) fn address(value: &Bound<'_, PyAny>) -> PyResult<IpAddr> {
    if let Ok(text) = value.cast::<PyString>() {
        return parse(text);
    }
    if value.hasattr("packed")? {
        return value.extract();
    }
    let found = value.get_type().name()?;
    Err(PyTypeError::new_err(format!(
        "expected an IP address or a string that is one, not {found}"
    )))
}

fn parse(text: &Bound<'_, PyString>) -> PyResult<IpAddr> {
    let text = text.to_cow().unwrap_or_default();
    // `getaddrinfo` adds a zone to link-local addresses. It says where an address is dialled, and
    // nothing about which one it is.
    let address = text.split_once('%').map_or(&*text, |(address, _)| address);
    address.parse().map_err(|_| PyValueError::new_err("a string is no IP address"))
}

/// The addresses of an iterable, read one by one. The first that is none ends them, and is kept as
/// the error.
pub(crate) struct Addresses<'py> {
    iterator: Bound<'py, PyIterator>,
    pub(crate) error: Option<PyErr>,
}

impl<'py> Addresses<'py> {
    pub(crate) fn of(values: &Bound<'py, PyAny>) -> PyResult<Self> {
        // A string is an iterable of strings, and bytes are one of numbers.
        if values.is_instance_of::<PyString>() || values.is_instance_of::<PyBytes>() {
            return Err(PyTypeError::new_err("expected an iterable of IP addresses, not one text"));
        }
        Ok(Self { iterator: values.try_iter()?, error: None })
    }
}

impl Iterator for Addresses<'_> {
    type Item = IpAddr;

    fn next(&mut self) -> Option<IpAddr> {
        if self.error.is_some() {
            return None;
        }
        match self.iterator.next()?.and_then(|value| address(&value)) {
            Ok(address) => Some(address),
            Err(error) => {
                self.error = Some(error);
                None
            }
        }
    }
}
