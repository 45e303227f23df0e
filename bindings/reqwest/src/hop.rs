//! One request of a call, as the resolver below `reqwest` sees it.
//!
//! Rules of a policy can have hosts, networks and ports at once, and `reqwest` tells its resolver a
//! name and no port. Three ways to know the port, of which the last is taken:
//!
//! - One inner client for each port. A stranger who names 65,535 ports gets as many pools and TLS
//!   configurations, or pools that are thrown away while others need them.
//! - A layer around the connector. It is handed a request of a type without a name, whose URL cannot be
//!   read, and must answer with a connection of another such type.
//! - The URL as a task-local value. Resolver and connector run inside the future of the request that
//!   wants the connection, so they find it there.
//!
//! A connection may also be finished in the background, after another one became free for its
//! request. Its resolver was asked before that, inside the request. Should a later version ask
//! outside of it, there is no hop, and nothing is dialled. Connections are shared by scheme, host and
//! port, all of which the judge has seen.

use std::net::SocketAddr;
use std::sync::{Arc, Mutex, PoisonError};

use reqwest::dns::Addrs;

use crate::error::{ErrorKind, Stage};
use crate::progress::Progress;

tokio::task_local! {
    static HOP: Arc<Hop>;
}

/// Says which addresses of an answer may be dialled: all of them, or the reason why none.
pub(crate) type Judge =
    Box<dyn Fn(Addrs) -> Result<Vec<SocketAddr>, live_record_notify::Error> + Send + Sync>;

pub(crate) struct Hop {
    /// The only name that may be resolved: that of the URL's host, or of the proxy.
    name: String,
    judge: Judge,
    progress: Arc<Progress>,
    /// Why no connection was made. `reqwest` would wrap it in errors of its own.
    failure: Mutex<Option<ErrorKind>>,
}

impl Hop {
    pub(crate) fn new(name: String, judge: Judge, progress: Arc<Progress>) -> Arc<Self> {
        Arc::new(Self { name, judge, progress, failure: Mutex::default() })
    }

    /// Runs `request`, whose connection is made for this hop.
    pub(crate) async fn scope<F: Future>(self: &Arc<Self>, request: F) -> F::Output {
        HOP.scope(Arc::clone(self), request).await
    }

    /// The hop whose request is being polled.
    pub(crate) fn current() -> Option<Arc<Self>> {
        HOP.try_with(Arc::clone).ok()
    }

    pub(crate) fn is_for(&self, name: &str) -> bool {
        self.name == name
    }

    pub(crate) fn judge(&self, answer: Addrs) -> Result<Vec<SocketAddr>, ErrorKind> {
        (self.judge)(answer).map_err(ErrorKind::Refused)
    }

    pub(crate) fn enter(&self, stage: Stage) {
        self.progress.enter(stage);
    }

    pub(crate) fn fail(&self, kind: ErrorKind) {
        *self.failure.lock().unwrap_or_else(PoisonError::into_inner) = Some(kind);
    }

    /// Why no connection was made, if that is why the request failed.
    pub(crate) fn take_failure(&self) -> Option<ErrorKind> {
        self.failure.lock().unwrap_or_else(PoisonError::into_inner).take()
    }
}
