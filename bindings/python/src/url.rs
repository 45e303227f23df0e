//! `NotifyUrl` and `OnDemandUrl`: callback URLs that were accepted.

use std::cmp::Ordering;
use std::hash::{Hash, Hasher};

use live_record_notify::{CallbackUrl, UrlParameter};
use pyo3::prelude::*;
use pyo3::types::{PyString, PyType};

use crate::addresses::Addresses;
use crate::destination::{Destination, host_text};
use crate::policy::{Policy, rules};
use crate::refusal::refused;
use crate::text::bytes_of;

/// A URL, and the policy that it was read by where that is not the default. It is what a question
/// without a policy is judged by: the default may let through what this one denies.
struct Read<P: UrlParameter> {
    url: CallbackUrl<P>,
    policy: Option<Py<Policy>>,
}

impl<P: UrlParameter> Read<P> {
    fn parse(text: &Bound<'_, PyString>, policy: Option<Py<Policy>>) -> PyResult<Self> {
        let bytes = bytes_of(text)?;
        let url = CallbackUrl::parse_bytes(&bytes, rules(policy.as_ref()));
        match url {
            Ok(url) => Ok(Self { url, policy }),
            Err(error) => Err(refused(text.py(), &error, &bytes)),
        }
    }

    /// The policy that is asked for, else the one that the URL was read by.
    fn or_own(&self, py: Python<'_>, policy: Option<Py<Policy>>) -> Option<Py<Policy>> {
        policy.or_else(|| self.policy.as_ref().map(|own| own.clone_ref(py)))
    }

    fn check(&self, py: Python<'_>, policy: Option<Py<Policy>>) -> PyResult<()> {
        let policy = self.or_own(py, policy);
        let text = self.url.as_str().as_bytes();
        self.url.check(rules(policy.as_ref())).map_err(|error| refused(py, &error, text))
    }

    fn destination(
        &self,
        addresses: &Bound<'_, PyAny>,
        policy: Option<Py<Policy>>,
    ) -> PyResult<Destination> {
        let py = addresses.py();
        let policy = self.or_own(py, policy);
        let mut addresses = Addresses::of(addresses)?;
        let destination = self.url.destination(&mut addresses, rules(policy.as_ref()));
        match addresses.error {
            Some(error) => Err(error),
            None => match destination {
                Ok(destination) => Ok(destination.into()),
                Err(error) => Err(refused(py, &error, self.url.as_str().as_bytes())),
            },
        }
    }

    fn redirect(
        &self,
        location: &Bound<'_, PyString>,
        policy: Option<Py<Policy>>,
    ) -> PyResult<Self> {
        let py = location.py();
        let policy = self.or_own(py, policy);
        let bytes = bytes_of(location)?;
        match self.url.redirect_bytes(&bytes, rules(policy.as_ref())) {
            Ok(url) => Ok(Self { url, policy }),
            Err(error) => Err(refused(py, &error, &bytes)),
        }
    }
}

// Equality, order and hash are those of the text.

impl<P: UrlParameter> PartialEq for Read<P> {
    fn eq(&self, other: &Self) -> bool {
        self.url == other.url
    }
}

impl<P: UrlParameter> Eq for Read<P> {}

impl<P: UrlParameter> PartialOrd for Read<P> {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl<P: UrlParameter> Ord for Read<P> {
    fn cmp(&self, other: &Self) -> Ordering {
        self.url.cmp(&other.url)
    }
}

impl<P: UrlParameter> Hash for Read<P> {
    fn hash<H: Hasher>(&self, state: &mut H) {
        self.url.hash(state);
    }
}

/// A class of Python has no type parameters, so there is one for each parameter of the operation.
macro_rules! url_class {
    ($(#[doc = $doc:literal])* $name:ident, $parameter:ident) => {
        $(#[doc = $doc])*
        #[pyclass(frozen, eq, ord, hash, module = "live_record_notify")]
        #[derive(PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub(crate) struct $name(Read<live_record_notify::$parameter>);

        #[pymethods]
        impl $name {
            /// Reads a callback URL by a policy, or by the default one.
            ///
            /// Raises ``Refused``. Its message never repeats the text.
            #[classmethod]
            #[pyo3(signature = (text, policy=None))]
            fn parse(
                _: &Bound<'_, PyType>,
                text: &Bound<'_, PyString>,
                policy: Option<Py<Policy>>,
            ) -> PyResult<Self> {
                Read::parse(text, policy).map(Self)
            }

            /// ``http`` or ``https``.
            #[getter]
            fn scheme(&self) -> &str {
                self.0.url.scheme()
            }

            /// The host: a name of A-labels in lower case, or an address. An IPv6 address has no brackets.
            #[getter]
            fn host(&self) -> String {
                host_text(&self.0.url.host())
            }

            /// The port that a request goes to: the one in the URL, else 80 or 443 by the scheme.
            #[getter]
            fn port(&self) -> u16 {
                self.0.url.port()
            }

            /// The path, from its first ``/`` on.
            #[getter]
            fn path(&self) -> &str {
                self.0.url.path()
            }

            /// The query without its ``?``. None where there is none.
            #[getter]
            fn query(&self) -> Option<&str> {
                self.0.url.query()
            }

            /// The origin, as browsers write it: scheme, host, and the port where it is not that of the
            /// scheme.
            #[getter]
            fn origin(&self) -> String {
                self.0.url.origin()
            }

            /// Judges the URL once more as it stands: a stored value under today's policy. Without a
            /// policy, by the one that it was read by.
            ///
            /// Raises ``Refused``.
            #[pyo3(signature = (policy=None))]
            fn check(&self, py: Python<'_>, policy: Option<Py<Policy>>) -> PyResult<()> {
                self.0.check(py, policy)
            }

            /// The second stage: judges what your resolver answered for the host, strings or objects of
            /// ``ipaddress``, and gives the addresses that may be dialled. Without a policy, by the one
            /// that the URL was read by.
            ///
            /// Raises ``Refused``: one refused address refuses the whole answer.
            #[pyo3(signature = (addresses, policy=None))]
            fn destination(
                &self,
                addresses: &Bound<'_, PyAny>,
                policy: Option<Py<Policy>>,
            ) -> PyResult<Destination> {
                self.0.destination(addresses, policy)
            }

            /// Where a response with this ``Location`` leads, judged from the start. Without a policy, by
            /// the one that the URL was read by.
            ///
            /// Raises ``Refused``, with places in ``location``.
            #[pyo3(signature = (location, policy=None))]
            fn redirect(
                &self,
                location: &Bound<'_, PyString>,
                policy: Option<Py<Policy>>,
            ) -> PyResult<Self> {
                self.0.redirect(location, policy).map(Self)
            }

            fn __str__(&self) -> &str {
                self.0.url.as_str()
            }

            /// Hides what is likely to be secret: user information, the path, and the values of the query.
            fn __repr__(&self) -> String {
                format!("{:?}", self.0.url)
            }

            /// Pickling and copying read the text again, by the policy that it was read by.
            fn __reduce__<'py>(
                slf: &Bound<'py, Self>,
            ) -> PyResult<(Bound<'py, PyAny>, (String, Option<Py<Policy>>))> {
                let Read { url, policy } = &slf.get().0;
                let policy = policy.as_ref().map(|policy| policy.clone_ref(slf.py()));
                Ok((slf.get_type().getattr("parse")?, (url.to_string(), policy)))
            }
        }
    };
}

url_class!(
    /// Where Live POSTs the events of a recording, as JSON: the parameter ``NotifyUrl``. Use it for any
    /// callback URL. Made by ``parse``.
    ///
    /// ``str()`` gives the canonical text; store and send that. Equality, order and hash are those of the
    /// text, and ``repr()`` hides path and query.
    ///
    /// >>> from live_record_notify import NotifyUrl
    /// >>> str(NotifyUrl.parse("HTTP://Example.com:80"))
    /// 'http://example.com/'
    NotifyUrl,
    Notify
);

url_class!(
    /// Where Live asks by GET whether a stream is to be recorded: the parameter ``OnDemandUrl``. Made by
    /// ``parse``, and like ``NotifyUrl`` in all else.
    OnDemandUrl,
    OnDemand
);
