//! `lrn_policy`: what a caller allows or refuses beyond the default.

use core::ffi::c_char;
use core::ptr;
use std::sync::LazyLock;

use crate::call;
use crate::pointer;
use crate::problem::{Error, Problem};
use crate::status::Status;

/// What a caller allows or refuses beyond the default, the public internet.
pub struct Policy(lrn::Policy);

/// The policy of a handle. NULL is refused. It may come from a policy that could not be read, and such a
/// policy may have been stricter than the default.
///
/// # Safety
///
/// As for [`pointer::handle`].
pub(crate) unsafe fn policy<'a>(policy: *const Policy) -> Result<&'a lrn::Policy, Problem> {
    // SAFETY: the caller's promise, passed on.
    let Policy(policy) = unsafe { pointer::handle(policy) }.ok_or(Problem::NoPolicy)?;
    Ok(policy)
}

/// The default policy, the public internet. It need not be freed, and to free it does nothing.
#[unsafe(no_mangle)]
pub extern "C" fn lrn_policy_public_internet() -> *mut Policy {
    // Nothing writes to what a handle leads to, and `lrn_policy_free` leaves this one alone.
    call::or(ptr::null_mut(), || ptr::from_ref(&*PUBLIC_INTERNET).cast_mut())
}

/// Reads a policy: a JSON object of `length` bytes, with the keys of the crate's policy files.
///
///     {"require_https": true, "deny_host": [".evil.example.com"], "allow_network": ["10.1.0.0/16"]}
///
/// LRN_STATUS_POLICY if it is no JSON, has an unknown key, or an entry that opens everything, can never
/// match or was probably meant otherwise; `lrn_error_text` names the entry, and what to write.
///
/// `*out` is then NULL, which every question refuses.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn lrn_policy_from_json(
    json: *const c_char,
    length: usize,
    out: *mut *mut Policy,
    error: *mut *mut Error,
) -> Status {
    let read = || {
        // SAFETY: `length` bytes that nobody writes to during the call, as the header wants it.
        let json = unsafe { pointer::text(json, length) }?;
        let policy = serde_json::from_slice(json).map_err(Problem::Policy)?;
        Ok(Policy(policy))
    };
    // SAFETY: NULL or room for a handle each, as the header wants it.
    unsafe { call::answer(out, error, read) }
}

/// Frees the policy. What was read by it stays valid.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn lrn_policy_free(policy: *mut Policy) {
    call::or((), || {
        if !ptr::eq(policy, &raw const *PUBLIC_INTERNET) {
            // SAFETY: NULL, or a handle that was not freed, as the header wants it.
            unsafe { pointer::free(policy) };
        }
    });
}

static PUBLIC_INTERNET: LazyLock<Policy> = LazyLock::new(|| Policy(lrn::Policy::default()));
