//! The crate's errors as Python exceptions, which `_errors.py` defines.

use live_record_notify::{Error, Reason, Verdict};
use pyo3::intern;
use pyo3::prelude::*;
use pyo3::sync::PyOnceLock;
use pyo3::types::{PyDict, PyString, PyType};

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

/// What the crate says of an error, the reason's part beside the rest, and the place in characters.
fn refused_fields<'py>(
    py: Python<'py>,
    error: &Error,
    text: &[u8],
) -> PyResult<Bound<'py, PyDict>> {
    let fields = reason_fields(py, error.reason(), error.verdict())?;
    let code = error.code();
    fields.set_item(intern!(py, "code"), PyString::intern(py, code.as_str()))?;
    fields.set_item(intern!(py, "message"), code.message())?;
    fields.set_item(intern!(py, "parameter"), PyString::intern(py, error.parameter().as_str()))?;
    fields.set_item(intern!(py, "span"), error.span().map(|span| in_characters(text, &span)))?;
    Ok(fields)
}

fn reason_fields<'py>(
    py: Python<'py>,
    reason: &Reason,
    verdict: Verdict,
) -> PyResult<Bound<'py, PyDict>> {
    let fields = PyDict::new(py);
    fields.set_item(intern!(py, "verdict"), PyString::intern(py, verdict.as_str()))?;
    fields.set_item(intern!(py, "reason"), PyString::intern(py, reason.id()))?;
    fields.set_item(intern!(py, "text"), reason.to_string())?;
    fields.set_item(intern!(py, "basis"), PyString::intern(py, reason.basis().as_str()))?;
    fields.set_item(intern!(py, "source"), reason.source_text())?;
    fields.set_item(intern!(py, "help"), reason.help())?;
    Ok(fields)
}
