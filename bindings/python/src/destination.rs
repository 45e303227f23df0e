//! The second stage: the addresses that may be dialled.

use live_record_notify::url::Host;
use pyo3::prelude::*;

/// Where a request for a callback URL may be sent: what the resolver answered, judged.
///
/// Made by ``destination`` of a URL. Dial ``socket_addrs`` and nothing else: a client that resolves the
/// name again can be given another answer.
#[pyclass(frozen, eq, hash, module = "live_record_notify")]
#[derive(PartialEq, Eq, Hash)]
pub(crate) struct Destination(live_record_notify::Destination);

impl From<live_record_notify::Destination> for Destination {
    fn from(destination: live_record_notify::Destination) -> Self {
        Self(destination)
    }
}

#[pymethods]
impl Destination {
    /// The host, for the name in TLS and for the ``Host`` header. An IPv6 address has no brackets.
    #[getter]
    fn host(&self) -> String {
        host_text(&self.0.host())
    }

    /// The port, that of the scheme where the URL has none.
    #[getter]
    fn port(&self) -> u16 {
        self.0.port()
    }

    /// Whether the request goes through TLS.
    #[getter]
    fn is_https(&self) -> bool {
        self.0.is_https()
    }

    /// The pairs of address and port that may be dialled, in the resolver's order, each once, at least
    /// one. ``socket.create_connection`` takes each of them.
    #[getter]
    fn socket_addrs(&self) -> Vec<(String, u16)> {
        let addresses = self.0.socket_addrs().iter();
        addresses.map(|address| (address.ip().to_string(), address.port())).collect()
    }

    fn __repr__(&self) -> String {
        let Self(it) = self;
        let addresses = it.socket_addrs().len();
        format!("<Destination {}:{}, {addresses} addresses>", it.host(), it.port())
    }
}

/// A host as Python's own modules take one: an IPv6 address has no brackets.
pub(crate) fn host_text(host: &Host<&str>) -> String {
    match host {
        Host::Domain(name) => (*name).to_owned(),
        Host::Ipv4(address) => address.to_string(),
        Host::Ipv6(address) => address.to_string(),
    }
}
