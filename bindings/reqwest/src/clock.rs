//! A clock that no connection can hold up.
//!
//! A receiver keeps the task of its connection busy for as long as it floods it with interim
//! responses, and the timers of a runtime wait for the thread that the task is on: seconds in a debug
//! build. This clock has a thread of its own, which does nothing else.

use std::convert::Infallible;
use std::time::Duration;
use std::{io, thread};

use tokio::runtime::{Builder, Handle};
use tokio::sync::oneshot;
use tokio::time::Timeout;

pub(crate) struct Clock {
    handle: Handle,
    /// The thread ends when this is dropped.
    _stop: oneshot::Sender<Infallible>,
}

impl Clock {
    pub(crate) fn start() -> io::Result<Self> {
        let runtime = Builder::new_current_thread().enable_time().build()?;
        let handle = runtime.handle().clone();
        let (stop, stopped) = oneshot::channel();
        let thread = thread::Builder::new().name("callback-clock".to_owned());
        thread.spawn(move || runtime.block_on(stopped).is_ok())?;
        Ok(Self { handle, _stop: stop })
    }

    /// `future`, for `time` at the longest, in whichever runtime it runs.
    ///
    /// `Timeout` asks the clock even when `future` has used up its turn, as `select!` would not.
    pub(crate) fn limit<F: Future>(&self, time: Duration, future: F) -> Timeout<F> {
        let _guard = self.handle.enter();
        tokio::time::timeout(time, future)
    }
}
