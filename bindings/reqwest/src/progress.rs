//! How far a call has come, so that its error can say so even when time runs out.

use std::sync::{Mutex, MutexGuard, PoisonError};

use reqwest::StatusCode;

use crate::error::{Error, ErrorKind, Stage};

#[derive(Debug)]
pub(crate) struct Progress(Mutex<Reached>);

#[derive(Clone, Copy, Debug)]
struct Reached {
    stage: Stage,
    redirects: usize,
    status: Option<StatusCode>,
}

impl Progress {
    pub(crate) fn new() -> Self {
        Self(Mutex::new(Reached { stage: Stage::Url, redirects: 0, status: None }))
    }

    pub(crate) fn enter(&self, stage: Stage) {
        self.reached().stage = stage;
    }

    /// The head of a response has come.
    pub(crate) fn answered(&self, status: StatusCode) {
        self.reached().status = Some(status);
    }

    /// One redirect more is followed.
    pub(crate) fn redirected(&self) {
        self.reached().redirects += 1;
    }

    pub(crate) fn redirects(&self) -> usize {
        self.reached().redirects
    }

    pub(crate) fn error(&self, kind: ErrorKind) -> Error {
        let Reached { stage, redirects, status } = *self.reached();
        Error { stage, redirects, status, kind }
    }

    fn reached(&self) -> MutexGuard<'_, Reached> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
