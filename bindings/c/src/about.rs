//! What the library says of itself. These strings live as long as the library.

use core::ffi::{CStr, c_char};

/// The version of the library, as "0.1.0".
#[unsafe(no_mangle)]
pub extern "C" fn lrn_version() -> *const c_char {
    VERSION.as_ptr()
}

/// Every reason, code, operation and parameter, as JSON.
#[unsafe(no_mangle)]
pub extern "C" fn lrn_catalogue_json() -> *const c_char {
    CATALOGUE.as_ptr()
}

const VERSION: &CStr = c_str(concat!(env!("CARGO_PKG_VERSION"), "\0"));
const CATALOGUE: &CStr = c_str(concat!(include_str!("../../../tests/data/catalogue.json"), "\0"));

const fn c_str(text: &str) -> &CStr {
    match CStr::from_bytes_with_nul(text.as_bytes()) {
        Ok(text) => text,
        Err(_) => c"",
    }
}

// A text with a NUL inside does not compile.
const _: () = assert!(!VERSION.is_empty() && !CATALOGUE.is_empty());
