//! A column of any Arrow library, judged: the C data interface, in and out.

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::Arc;

use arrow_array::{Array, ArrayRef, new_empty_array};
use arrow_schema::{ArrowError, Field, FieldRef};
use arrow_select::concat::concat;
use pyo3::exceptions::{PyException, PyTypeError, PyValueError};
use pyo3::prelude::*;
use pyo3::types::{PyCapsule, PyTuple};
use pyo3_arrow::error::PyArrowResult;
use pyo3_arrow::ffi::{
    ArrayIterator, to_array_pycapsules, to_schema_pycapsule, to_stream_pycapsule,
};
use pyo3_arrow::input::AnyArray;

use crate::judge::{Parameter, TYPE, judge};
use crate::policy::{Policy, rules};

/// Judges each text of a column, and gives a column of verdicts.
///
/// ``column`` is an array or a chunked array of any library that speaks the Arrow C data interface
/// (``pyarrow``, ``polars``, ``nanoarrow`` …): strings or binary values in any of their layouts, also
/// encoded as a dictionary. ``parameter`` is what the texts are given for: ``NotifyUrl``,
/// ``OnDemandUrl`` or ``DomainName``.
///
/// A null stays null, and no row raises. The interpreter is not held while the rows are judged, so that
/// several threads can judge at once.
#[pyfunction]
#[pyo3(signature = (column, policy=None, *, parameter="NotifyUrl"))]
pub(crate) fn judge_column(
    py: Python<'_>,
    column: &Bound<'_, PyAny>,
    policy: Option<Py<Policy>>,
    parameter: &str,
) -> PyResult<Column> {
    let parameter = Parameter::from_name(parameter).ok_or_else(|| {
        PyValueError::new_err("parameter: expected NotifyUrl, OnDemandUrl or DomainName")
    })?;
    let column = import(column)?;
    let policy = rules(policy.as_ref());
    let chunks = py.detach(|| {
        let chunks = column.into_reader()?;
        let chunks = chunks.map(|chunk| judge(&chunk?, parameter, policy));
        chunks.collect::<Result<Vec<_>, ArrowError>>().map_err(|error| match error {
            ArrowError::CastError(message) => PyTypeError::new_err(message),
            other => PyValueError::new_err(other.to_string()),
        })
    });
    Ok(Column { chunks: chunks? })
}

/// The array behind the capsules that another library gives.
fn import(column: &Bound<'_, PyAny>) -> PyResult<AnyArray> {
    // The crate `arrow-array` panics for a capsule that was used before.
    let imported = catch_unwind(AssertUnwindSafe(|| column.extract::<AnyArray>()));
    let imported =
        imported.map_err(|_| PyValueError::new_err("the column's Arrow C data cannot be read"))?;
    imported.map_err(|error| {
        if !error.is_instance_of::<PyException>(column.py()) {
            return error;
        }
        let found = column.get_type();
        PyTypeError::new_err(format!(
            "expected a column that speaks the Arrow C data interface, not {found}"
        ))
    })
}

/// A column of verdicts, for any library that speaks the Arrow C data interface: ``pyarrow.array``,
/// ``polars.Series`` and ``nanoarrow.Array`` take it as it is.
///
/// Each row is a struct:
///
/// - ``verdict``: ``Accepted``, ``Malformed`` or ``Unsafe``, a dictionary;
/// - ``code``: the error code, a dictionary; null if accepted;
/// - ``reason``: the identifier of the reason, a dictionary; null if accepted;
/// - ``text``: the canonical text, a large string; null if refused.
#[pyclass(frozen, module = "live_record_notify")]
pub(crate) struct Column {
    chunks: Vec<ArrayRef>,
}

impl Column {
    fn field() -> FieldRef {
        Arc::new(Field::new("", TYPE.clone(), true))
    }
}

#[pymethods]
impl Column {
    fn __len__(&self) -> usize {
        self.chunks.iter().map(Array::len).sum()
    }

    fn __repr__(&self) -> String {
        format!("<Column of {} verdicts>", self.__len__())
    }

    /// The type of the column, for the Arrow C data interface.
    #[allow(clippy::unused_self, reason = "the interface has it as a method")]
    fn __arrow_c_schema__<'py>(&self, py: Python<'py>) -> PyArrowResult<Bound<'py, PyCapsule>> {
        to_schema_pycapsule(py, &*Self::field())
    }

    // A consumer may ask for another type by `requested_schema`, and the interface makes the answer best
    // effort. To cast here would link a kernel for every pair of Arrow's types, nearly half of the library.

    /// The column as one array, for the Arrow C data interface. It has the type of ``__arrow_c_schema__``,
    /// whatever is asked for.
    #[pyo3(signature = (requested_schema=None))]
    fn __arrow_c_array__<'py>(
        &self,
        py: Python<'py>,
        requested_schema: Option<Bound<'py, PyCapsule>>,
    ) -> PyArrowResult<Bound<'py, PyTuple>> {
        drop(requested_schema);
        let whole = match &*self.chunks {
            [] => new_empty_array(&TYPE),
            [chunk] => Arc::clone(chunk),
            chunks => concat(&chunks.iter().map(AsRef::as_ref).collect::<Vec<_>>())?,
        };
        to_array_pycapsules(py, Self::field(), &whole, None)
    }

    /// The column in the chunks that were given, for the Arrow C stream interface. It has the type of
    /// ``__arrow_c_schema__``, whatever is asked for.
    #[pyo3(signature = (requested_schema=None))]
    fn __arrow_c_stream__<'py>(
        &self,
        py: Python<'py>,
        requested_schema: Option<Bound<'py, PyCapsule>>,
    ) -> PyArrowResult<Bound<'py, PyCapsule>> {
        drop(requested_schema);
        let chunks = self.chunks.clone().into_iter().map(Ok);
        let reader = Box::new(ArrayIterator::new(chunks, Self::field()));
        to_stream_pycapsule(py, reader, None)
    }
}
