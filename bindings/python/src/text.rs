//! Python's text as the crate reads it, and the crate's places as Python counts them.

use std::borrow::Cow;
use std::ops::Range;

use pyo3::prelude::*;
use pyo3::types::{PyBytes, PyString};

/// The text in UTF-8. A lone surrogate becomes the three bytes that are no UTF-8, so that the crate
/// refuses it; Python's own error would carry the whole text, secrets and all.
pub(crate) fn bytes_of<'a>(text: &'a Bound<'_, PyString>) -> PyResult<Cow<'a, [u8]>> {
    if let Ok(text) = text.to_str() {
        return Ok(Cow::Borrowed(text.as_bytes()));
    }
    // The method of `str` itself: a subclass may have another.
    let bytes = text
        .py()
        .get_type::<PyString>()
        .call_method1("encode", (text, "utf-8", "surrogatepass"))?
        .cast_into::<PyBytes>()?;
    Ok(Cow::Owned(bytes.as_bytes().to_vec()))
}

/// A span in bytes of `text` as one in characters.
pub(crate) fn in_characters(text: &[u8], span: &Range<usize>) -> (usize, usize) {
    let start = characters(text.get(..span.start));
    (start, start + characters(text.get(span.clone())))
}

fn characters(text: Option<&[u8]>) -> usize {
    // A byte that continues no character starts one.
    text.unwrap_or_default().iter().filter(|byte| *byte & 0xC0 != 0x80).count()
}
