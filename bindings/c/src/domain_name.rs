//! `lrn_domain_name`: the domain whose recordings are notified.

use core::ffi::{CStr, c_char};
use std::sync::OnceLock;

use crate::call;
use crate::pointer;
use crate::problem::Error;
use crate::status::Status;
use crate::strings::{self, Strings};

/// A domain name that was accepted.
pub struct DomainName {
    name: lrn::DomainName,
    text: OnceLock<Strings<1>>,
}

impl DomainName {
    fn text(&self) -> &CStr {
        self.text.get_or_init(|| Strings::new([&self.name])).get(0)
    }
}

/// Reads a DomainName from `length` bytes.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn lrn_domain_name_parse(
    text: *const c_char,
    length: usize,
    out: *mut *mut DomainName,
    error: *mut *mut Error,
) -> Status {
    let read = || {
        // SAFETY: `length` bytes that nobody writes to during the call, as the header wants it.
        let text = unsafe { pointer::text(text, length) }?;
        let name = lrn::DomainName::parse_bytes(text)?;
        Ok(DomainName { name, text: OnceLock::new() })
    };
    // SAFETY: NULL or room for a handle each, as the header wants it.
    unsafe { call::answer(out, error, read) }
}

/// The name in lower case, of A-labels.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn lrn_domain_name_text(name: *const DomainName) -> *const c_char {
    // SAFETY: NULL or a handle, as the header wants it.
    let name = unsafe { pointer::handle(name) };
    call::or(strings::pass(None), || strings::pass(name.map(DomainName::text)))
}

/// Frees the name, and with it its text.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn lrn_domain_name_free(name: *mut DomainName) {
    // SAFETY: NULL, or a handle that was not freed, as the header wants it.
    call::or((), || unsafe { pointer::free(name) });
}
