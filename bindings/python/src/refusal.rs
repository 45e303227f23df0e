//! The crate's errors as Python exceptions, which `_errors.py` defines.

use live_record_notify::{Error, Reason, Verdict};
use pyo3::prelude::*;
use pyo3::sync::PyOnceLock;
use pyo3::types::{PyDict, PyString, PyType};
use pythonize::pythonize;

use crate::text::in_characters;

const MODULE: &str = "live_record_notify._errors";

/// `Refused`, for `text` as it was given.
pub(crate) fn refused(py: Python<'_>, error: &Error, text: &[u8]) -> PyErr {
    static CLASS: PyOnceLock<Py<PyType>> = PyOnceLock::new();
    let class = CLASS.import(py, MODULE, "Refused");
    class
        .and_then(|class| raise(class, error, &refused_fields(py, error, text)?))
        .unwrap_or_else(|it| it)
}

/// `Refusal`, for a question about no parameter.
pub(crate) fn refusal(py: Python<'_>, reason: &Reason) -> PyErr {
    static CLASS: PyOnceLock<Py<PyType>> = PyOnceLock::new();
    let class = CLASS.import(py, MODULE, "Refusal");
    class
        .and_then(|class| raise(class, reason, &reason_fields(py, reason, reason.verdict())?))
        .unwrap_or_else(|it| it)
}

/// `PolicyError`: the list, the entry, and what is wrong with it.
pub(crate) fn policy_error(
    py: Python<'_>,
    line: &str,
    list: &str,
    entry: Option<Bound<'_, PyAny>>,
    problem: &str,
) -> PyErr {
    static CLASS: PyOnceLock<Py<PyType>> = PyOnceLock::new();
    let class = CLASS.import(py, MODULE, "PolicyError");
    class
        .and_then(|class| {
            let fields = PyDict::new(py);
            fields.set_item("list", list)?;
            fields.set_item("entry", entry)?;
            fields.set_item("problem", problem)?;
            raise(class, line, &fields)
        })
        .unwrap_or_else(|it| it)
}

fn raise(
    class: &Bound<'_, PyType>,
    line: impl ToString,
    fields: &Bound<'_, PyDict>,
) -> PyResult<PyErr> {
    Ok(PyErr::from_value(class.call((line.to_string(),), Some(fields))?))
}

/// The fields of the crate's serialized error, with those of the reason beside them, and the place in
/// characters.
fn refused_fields<'py>(
    py: Python<'py>,
    error: &Error,
    text: &[u8],
) -> PyResult<Bound<'py, PyDict>> {
    let fields = reason_fields(py, error.reason(), error.verdict())?;
    for (name, value) in pythonize(py, error)?.cast_into::<PyDict>()? {
        if !fields.contains(&name)? {
            fields.set_item(name, value)?;
        }
    }
    fields.set_item("span", error.span().map(|span| in_characters(text, &span)))?;
    Ok(fields)
}

fn reason_fields<'py>(
    py: Python<'py>,
    reason: &Reason,
    verdict: Verdict,
) -> PyResult<Bound<'py, PyDict>> {
    let fields = pythonize(py, reason)?.cast_into::<PyDict>()?;
    let id = fields.get_item("id")?;
    fields.del_item("id")?;
    fields.set_item("reason", id)?;
    fields.set_item("verdict", PyString::intern(py, verdict.as_str()))?;
    Ok(fields)
}
