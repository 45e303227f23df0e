//! `lrn_error`: the questions to an error.

use core::ffi::c_char;

use crate::call;
use crate::pointer;
use crate::problem::{Error, Field, Problem};
use crate::status::Status;
use crate::strings;

/// The status that came with the error. LRN_STATUS_ARGUMENT if `error` is NULL.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn lrn_error_status(error: *const Error) -> Status {
    // SAFETY: NULL or a handle, as the header wants it.
    let error = unsafe { pointer::handle(error) };
    call::or(Status::Internal, || error.map_or(Status::Argument, |error| error.problem.status()))
}

/// "Malformed", "Unsafe" or "Operational". Empty if no text was refused, as are all the strings
/// below but `lrn_error_text`.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn lrn_error_verdict(error: *const Error) -> *const c_char {
    // SAFETY: NULL or a handle, as the header wants it.
    unsafe { string(error, Field::Verdict) }
}

/// The code that the operation answers: "InvalidNotifyUrl.Unsafe".
#[unsafe(no_mangle)]
pub unsafe extern "C" fn lrn_error_code(error: *const Error) -> *const c_char {
    // SAFETY: NULL or a handle, as the header wants it.
    unsafe { string(error, Field::Code) }
}

/// The message of the code. A reply to a client should carry code and message alone.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn lrn_error_message(error: *const Error) -> *const c_char {
    // SAFETY: NULL or a handle, as the header wants it.
    unsafe { string(error, Field::Message) }
}

/// Which parameter was refused: "NotifyUrl", "OnDemandUrl" or "DomainName".
#[unsafe(no_mangle)]
pub unsafe extern "C" fn lrn_error_parameter(error: *const Error) -> *const c_char {
    // SAFETY: NULL or a handle, as the header wants it.
    unsafe { string(error, Field::Parameter) }
}

/// The stable identifier of the reason, for logs and alerts: "cloud-metadata".
#[unsafe(no_mangle)]
pub unsafe extern "C" fn lrn_error_reason(error: *const Error) -> *const c_char {
    // SAFETY: NULL or a handle, as the header wants it.
    unsafe { string(error, Field::Reason) }
}

/// What is wrong, on one line, for the operator's log: it may name an internal address. It never
/// holds the text. Set for every error.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn lrn_error_text(error: *const Error) -> *const c_char {
    // SAFETY: NULL or a handle, as the header wants it.
    unsafe { string(error, Field::Text) }
}

/// What to write instead.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn lrn_error_help(error: *const Error) -> *const c_char {
    // SAFETY: NULL or a handle, as the header wants it.
    unsafe { string(error, Field::Help) }
}

/// Who says that such a text is refused: "vendor-page", "standard", "registry", "ours" or "caller".
#[unsafe(no_mangle)]
pub unsafe extern "C" fn lrn_error_basis(error: *const Error) -> *const c_char {
    // SAFETY: NULL or a handle, as the header wants it.
    unsafe { string(error, Field::Basis) }
}

/// Where the rule stands: "RFC 9110 section 4.2.4".
#[unsafe(no_mangle)]
pub unsafe extern "C" fn lrn_error_source(error: *const Error) -> *const c_char {
    // SAFETY: NULL or a handle, as the header wants it.
    unsafe { string(error, Field::Source) }
}

/// Where in the text, in bytes from its start: the first that is to blame, and one more than the last.
/// False, and `start` and `end` stay as they are, where no part of the text is to blame: an address
/// that a resolver gave, and errors that are no refusal.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn lrn_error_span(
    error: *const Error,
    start: *mut usize,
    end: *mut usize,
) -> bool {
    // SAFETY: NULL or a handle, as the header wants it.
    let error = unsafe { pointer::handle(error) };
    let span = |error: &Error| match &error.problem {
        Problem::Refused(refused) => refused.span(),
        _ => None,
    };
    let span = call::or(None, || error.and_then(span));
    let Some(span) = span else { return false };
    // SAFETY: NULL or room for a number, as the header wants it.
    unsafe { pointer::write(start, span.start) };
    // SAFETY: NULL or room for a number, as the header wants it.
    unsafe { pointer::write(end, span.end) };
    true
}

/// Frees the error, and with it its strings.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn lrn_error_free(error: *mut Error) {
    // SAFETY: NULL, or a handle that was not freed, as the header wants it.
    call::or((), || unsafe { pointer::free(error) });
}

/// # Safety
///
/// As for [`pointer::handle`].
unsafe fn string(error: *const Error, field: Field) -> *const c_char {
    // SAFETY: the caller's promise, passed on.
    let error = unsafe { pointer::handle(error) };
    call::or(strings::pass(None), || strings::pass(error.map(|error| error.string(field))))
}
