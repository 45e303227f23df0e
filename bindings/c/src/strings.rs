//! Strings that end in NUL, as C reads them.

use core::ffi::{CStr, c_char};
use core::fmt::{self, Display, Write};

/// Strings in one buffer, each of which ends in NUL and holds no other.
pub(crate) struct Strings<const N: usize> {
    buffer: Vec<u8>,
    starts: [usize; N],
}

impl<const N: usize> Strings<N> {
    pub(crate) fn new(texts: [&dyn Display; N]) -> Self {
        let mut buffer = WithoutNul(Vec::with_capacity(TYPICAL));
        let starts = texts.map(|text| {
            let start = buffer.0.len();
            // Writing to a vector does not fail, and a `Display` that does leaves a text cut short.
            _ = write!(buffer, "{text}");
            buffer.0.push(0);
            start
        });
        Self { buffer: buffer.0, starts }
    }

    /// The string with this number; empty if there is none.
    pub(crate) fn get(&self, number: usize) -> &CStr {
        let start = self.starts.get(number).copied();
        let bytes = start.and_then(|start| self.buffer.get(start..)).unwrap_or_default();
        CStr::from_bytes_until_nul(bytes).unwrap_or_default()
    }
}

/// What a getter returns: `text`, which lives as long as the handle that was asked.
pub(crate) fn pass(text: Option<&CStr>) -> *const c_char {
    text.unwrap_or_default().as_ptr()
}

/// Writes NUL as `\0`. No text about a URL holds one; a message about a policy quotes its keys.
struct WithoutNul(Vec<u8>);

impl Write for WithoutNul {
    fn write_str(&mut self, text: &str) -> fmt::Result {
        for (number, part) in text.split('\0').enumerate() {
            if number > 0 {
                self.0.extend_from_slice(b"\\0");
            }
            self.0.extend_from_slice(part.as_bytes());
        }
        Ok(())
    }
}

/// More than the strings of most errors and URLs take, so that the buffer seldom moves.
const TYPICAL: usize = 512;
