//! The ways from a caller's pointers to values, and back. What can be seen to be wrong is refused.

use core::ffi::c_char;
use core::{ptr, slice};

use crate::problem::Problem;

/// The text of `length` bytes at `text`.
///
/// # Safety
///
/// `text` leads to `length` bytes that nobody writes to during `'a`, or is NULL.
pub(crate) unsafe fn text<'a>(text: *const c_char, length: usize) -> Result<&'a [u8], Problem> {
    // SAFETY: the caller's promise, passed on.
    unsafe { list(text.cast::<u8>(), length) }
}

/// The `count` values at `first`.
///
/// # Safety
///
/// `first` leads to `count` values that nobody writes to during `'a`, or is NULL. Every pattern of bits
/// is a `T`.
pub(crate) unsafe fn list<'a, T>(first: *const T, count: usize) -> Result<&'a [T], Problem> {
    if count == 0 {
        return Ok(&[]);
    }
    if first.is_null() {
        return Err(Problem::Null);
    }
    if !first.is_aligned() {
        return Err(Problem::Misaligned);
    }
    let bytes = count.checked_mul(size_of::<T>()).filter(|bytes| isize::try_from(*bytes).is_ok());
    if bytes.is_none_or(|bytes| first.addr().checked_add(bytes).is_none()) {
        return Err(Problem::TooLong);
    }
    // SAFETY: not NULL, aligned, not longer than `isize::MAX` bytes and no wrap around the end of the
    // address space; the caller promises that values are there, and that nobody writes to them.
    Ok(unsafe { slice::from_raw_parts(first, count) })
}

/// What a handle of the caller's leads to, unless it is NULL or leads to no handle.
///
/// # Safety
///
/// `handle` is NULL, or came from [`hand_over`] and is not freed during `'a`.
pub(crate) unsafe fn handle<'a, T: Sync>(handle: *const T) -> Option<&'a T> {
    if !handle.is_aligned() {
        return None;
    }
    // SAFETY: NULL, or by the caller's promise a `T` that lives during `'a`. No function has a `&mut`
    // to what a handle leads to.
    unsafe { handle.as_ref() }
}

/// Writes a handle with `value`, or NULL, where the caller wants one, who then [frees](free) it.
///
/// # Safety
///
/// `place` is NULL, or leads to room for a handle.
pub(crate) unsafe fn hand_over<T: Send>(place: *mut *mut T, value: Option<T>) {
    if has_room(place) {
        let handle = value.map_or(ptr::null_mut(), |value| Box::into_raw(Box::new(value)));
        // SAFETY: not NULL and aligned; the caller promises the room. What was there is not read.
        unsafe { place.write(handle) };
    }
}

/// Frees a handle.
///
/// # Safety
///
/// `handle` is NULL, or came from [`hand_over`], was not freed, and no thread uses it.
pub(crate) unsafe fn free<T: Send>(handle: *mut T) {
    if has_room(handle) {
        // SAFETY: by the caller's promise `Box::into_raw` made it in `hand_over`, and it is still a box.
        drop(unsafe { Box::from_raw(handle) });
    }
}

/// Writes `value` where the caller wants it, unless that is NULL.
///
/// # Safety
///
/// `place` is NULL, or leads to room for a `T`.
pub(crate) unsafe fn write<T>(place: *mut T, value: T) {
    if has_room(place) {
        // SAFETY: not NULL and aligned; the caller promises the room. What was there is not read.
        unsafe { place.write(value) };
    }
}

fn has_room<T>(place: *mut T) -> bool {
    !place.is_null() && place.is_aligned()
}
