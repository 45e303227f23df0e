//! What a caller allows or refuses beyond the default.

use std::net::SocketAddr;
use std::sync::LazyLock;

use live_record_notify::Reason;
use pyo3::exceptions::PyException;
use pyo3::prelude::*;
use pyo3::types::{PyBool, PyBytes, PyDict, PyFloat, PyInt, PyString, PyTuple, PyType};
use pythonize::{Depythonizer, pythonize};
use serde_path_to_error::{Path, Segment};

use crate::addresses::address;
use crate::refusal::{policy_error, refusal};

/// What a callback URL may lead to. The default, ``Policy()``, is the public internet.
///
/// The keyword arguments are the keys of the crate's policy files: ``allow_network``, ``deny_network``,
/// ``allow_host``, ``deny_host`` and ``nat64_prefix`` are lists of strings, ``allow_ports`` is a list of
/// numbers, ``require_https``, ``refuse_ip_literals``, ``allow_user_info``, ``allow_loopback`` and
/// ``allow_private_networks`` are booleans, ``max_length`` and ``max_addresses`` are numbers, and
/// ``deny``, ``only`` and ``allow`` are lists of rules: mappings with ``hosts``, ``networks`` and
/// ``ports``.
///
/// A wrong key or value raises ``PolicyError``.
///
/// >>> from live_record_notify import NotifyUrl, Policy
/// >>> policy = Policy(require_https=True, allow_network=["10.1.0.0/16"])
/// >>> NotifyUrl.parse("https://10.1.2.3/", policy).host
/// '10.1.2.3'
#[pyclass(frozen, eq, module = "live_record_notify")]
#[derive(PartialEq, Eq)]
pub(crate) struct Policy(pub(crate) live_record_notify::Policy);

#[pymethods]
impl Policy {
    #[new]
    #[pyo3(signature = (**keys))]
    fn new(py: Python<'_>, keys: Option<&Bound<'_, PyDict>>) -> PyResult<Self> {
        match keys {
            Some(keys) => Self::read(keys),
            None => Self::read(&PyDict::new(py)),
        }
    }

    /// Reads a policy from a TOML file.
    ///
    /// Raises ``PolicyError`` for what is wrong in the file, and ``OSError`` if it cannot be read.
    #[classmethod]
    fn from_toml(_: &Bound<'_, PyType>, path: &Bound<'_, PyAny>) -> PyResult<Self> {
        let py = path.py();
        let bytes =
            py.import("pathlib")?.getattr("Path")?.call1((path,))?.call_method0("read_bytes")?;
        let tables = py
            .get_type::<PyString>()
            .call1((bytes.cast_into::<PyBytes>()?, "utf-8-sig"))
            .and_then(|text| py.import("tomllib")?.call_method1("loads", (text,)))
            .map_err(|error| of_exception(py, error, "", None))?;
        Self::read(&tables.cast_into()?)
    }

    /// The policy as keyword arguments that make it again, in plain lists, dictionaries and numbers.
    fn to_dict<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyDict>> {
        Ok(pythonize(py, &self.0)?.cast_into()?)
    }

    /// This policy and another in one: the stricter one of limits and switches, and the entries of both.
    ///
    /// Raises ``PolicyError`` if the two have nothing in common that both let through.
    fn merge(&self, py: Python<'_>, other: &Bound<'_, Self>) -> PyResult<Self> {
        let merged = self.0.clone().merge(&other.get().0);
        merged.map(Self).map_err(|error| {
            let entry = error.entry().map(|entry| PyString::new(py, entry).into_any());
            let problem = error.problem().to_string();
            policy_error(py, &error.to_string(), error.list(), entry, &problem)
        })
    }

    /// Judges a host that stands in no URL: a name, or an address. The addresses of a name are yet to be
    /// judged.
    ///
    /// Raises ``Refusal``.
    fn check_host(&self, py: Python<'_>, host: &str) -> PyResult<()> {
        raised(py, self.0.check_host(host))
    }

    /// Judges an address, for no host in particular.
    ///
    /// Raises ``Refusal``.
    fn check_address(&self, py: Python<'_>, address: &Bound<'_, PyAny>) -> PyResult<()> {
        raised(py, self.0.check_address(self::address(address)?))
    }

    /// Judges a host at one address that a resolver gave for it, and the port.
    ///
    /// Raises ``Refusal``.
    fn check_endpoint(
        &self,
        py: Python<'_>,
        host: &str,
        address: &Bound<'_, PyAny>,
        port: u16,
    ) -> PyResult<()> {
        let endpoint = SocketAddr::new(self::address(address)?, port);
        raised(py, self.0.check_endpoint(host, endpoint))
    }

    /// What is not as in the default.
    fn __repr__(&self, py: Python<'_>) -> PyResult<String> {
        let default = Self(live_record_notify::Policy::default()).to_dict(py)?;
        let mut text = Vec::new();
        for (key, value) in self.to_dict(py)? {
            if !default.get_item(&key)?.is_some_and(|it| it.eq(&value).unwrap_or(false)) {
                text.push(format!("{key}={}", value.repr()?));
            }
        }
        Ok(format!("Policy({})", text.join(", ")))
    }

    /// Pickling and copying, also by the protocols that know no keyword arguments.
    fn __reduce__<'py>(slf: &Bound<'py, Self>) -> PyResult<(Bound<'py, PyAny>, Arguments<'py>)> {
        let py = slf.py();
        let new = py.import("copyreg")?.getattr("__newobj_ex__")?;
        Ok((new, (slf.get_type(), PyTuple::empty(py), slf.get().to_dict(py)?)))
    }
}

/// The rules of a policy, or those of the default.
pub(crate) fn rules(policy: Option<&Py<Policy>>) -> &live_record_notify::Policy {
    static DEFAULT: LazyLock<live_record_notify::Policy> =
        LazyLock::new(live_record_notify::Policy::default);
    policy.map_or(&DEFAULT, |policy| &policy.get().0)
}

/// A class, and what makes a value of it.
type Arguments<'py> = (Bound<'py, PyType>, Bound<'py, PyTuple>, Bound<'py, PyDict>);

impl Policy {
    fn read(keys: &Bound<'_, PyDict>) -> PyResult<Self> {
        let py = keys.py();
        let read = serde_path_to_error::deserialize(&mut Depythonizer::from_object(keys));
        read.map(Self).map_err(|error: serde_path_to_error::Error<_>| {
            let place = error.path().clone();
            let error = PyErr::from(error.into_inner());
            of_exception(py, error, &list_of(&place), value_at(keys, &place))
        })
    }
}

fn raised(py: Python<'_>, answer: Result<(), Reason>) -> PyResult<()> {
    answer.map_err(|reason| refusal(py, &reason))
}

/// `PolicyError` for what went wrong while `list` was read. The interpreter's own signals, such as
/// `KeyboardInterrupt`, stay what they are.
fn of_exception(
    py: Python<'_>,
    error: PyErr,
    list: &str,
    entry: Option<Bound<'_, PyAny>>,
) -> PyErr {
    if !error.is_instance_of::<PyException>(py) {
        return error;
    }
    let problem = error.value(py).to_string();
    // The crate leaves out of its messages what may be a URL with secrets.
    let is_shown = |entry: &Bound<'_, PyAny>| match entry.cast::<PyString>() {
        Ok(text) => text.to_str().is_ok_and(|text| problem.contains(&format!("{text:?}"))),
        Err(_) => {
            entry.is_instance_of::<PyBool>()
                || entry.is_instance_of::<PyInt>()
                || entry.is_instance_of::<PyFloat>()
        }
    };
    let entry = entry.filter(is_shown);
    // Some of the crate's messages start with the list.
    let problem =
        problem.strip_prefix(list).map_or(&*problem, |rest| rest.trim_start_matches([':', ' ']));
    let line = if list.is_empty() { problem.to_owned() } else { format!("{list}: {problem}") };
    policy_error(py, &line, list, entry, problem)
}

/// The keys of a place: `allow.hosts` for an entry of the hosts of a rule.
fn list_of(place: &Path) -> String {
    let keys = place.iter().filter_map(|segment| match segment {
        Segment::Map { key } => Some(key.as_str()),
        _ => None,
    });
    keys.collect::<Vec<_>>().join(".")
}

fn value_at<'py>(keys: &Bound<'py, PyDict>, place: &Path) -> Option<Bound<'py, PyAny>> {
    place.iter().try_fold(keys.clone().into_any(), |value, segment| match segment {
        Segment::Map { key } => value.get_item(key).ok(),
        Segment::Seq { index } => value.get_item(index).ok(),
        _ => None,
    })
}
