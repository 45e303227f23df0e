//! What surrounds every function: a panic ends here, and says where it was.

use std::cell::Cell;
use std::panic::{self, AssertUnwindSafe};
use std::sync::Once;
use std::thread;

use crate::pointer;
use crate::problem::{Error, Problem};
use crate::status::Status;

/// Does `work`, and hands over what comes of it.
///
/// # Safety
///
/// `out` and `error` are NULL, or lead to room for a handle.
pub(crate) unsafe fn answer<T: Send>(
    out: *mut *mut T,
    error: *mut *mut Error,
    work: impl FnOnce() -> Result<T, Problem>,
) -> Status {
    let answer = catch(work).unwrap_or_else(|place| Err(Problem::Panic { place }));
    let (value, problem) = match answer {
        Ok(value) => (Some(value), None),
        Err(problem) => (None, Some(problem)),
    };
    let status = problem.as_ref().map_or(Status::Accepted, Problem::status);
    // SAFETY: the caller's promise about `out`, passed on.
    unsafe { pointer::hand_over(out, value) };
    // SAFETY: the caller's promise about `error`, passed on.
    unsafe { pointer::hand_over(error, problem.map(Error::from)) };
    status
}

/// Does `work`, which answers something else where it panics.
pub(crate) fn or<T>(otherwise: T, work: impl FnOnce() -> T) -> T {
    catch(work).unwrap_or(otherwise)
}

/// Does `work`, or says where it panicked. Prints nothing: the error stream is the caller's, and what
/// a panic prints may hold a part of the text, with its secrets.
fn catch<T>(work: impl FnOnce() -> T) -> Result<T, String> {
    static HOOK: Once = Once::new();
    // A thread that panics already may not change the hook.
    if !thread::panicking() {
        HOOK.call_once(take_note_of_panics);
    }
    let is_nested = IN_CALL.replace(true);
    let result = panic::catch_unwind(AssertUnwindSafe(work));
    IN_CALL.set(is_nested);
    // A thread that ends has no place left to note it in.
    result.map_err(|_| PLACE.try_with(Cell::take).unwrap_or_default())
}

/// Notes where a call panics, and leaves to the hook before what panics outside of one: a program in
/// Rust that this library is linked into has a hook of its own.
fn take_note_of_panics() {
    let before = panic::take_hook();
    panic::set_hook(Box::new(move |panic| {
        if IN_CALL.get() {
            let place = panic.location().map(ToString::to_string).unwrap_or_default();
            _ = PLACE.try_with(|noted| noted.set(place));
        } else {
            before(panic);
        }
    }));
}

thread_local! {
    static IN_CALL: Cell<bool> = const { Cell::new(false) };
    static PLACE: Cell<String> = const { Cell::new(String::new()) };
}
