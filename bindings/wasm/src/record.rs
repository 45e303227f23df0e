//! What a call answers: a list of texts, for JavaScript to read out of the memory.

use std::fmt::Display;

use live_record_notify::docs::Row;
use live_record_notify::{Error, Reason};

/// Four bytes with the number of texts, then each text after four bytes with its length in bytes.
/// Numbers are in the order of WebAssembly, least significant byte first.
pub(crate) struct Record(Vec<u8>);

impl Record {
    pub(crate) fn new() -> Self {
        Self(vec![0; LENGTH])
    }

    pub(crate) fn push(&mut self, text: impl Display) {
        // A text is short: an answer repeats no input but one that was accepted, or an entry.
        let text = text.to_string();
        self.0.extend(u32::try_from(text.len()).unwrap_or_default().to_le_bytes());
        self.0.extend(text.as_bytes());
        if let Some(count) = self.0.first_chunk_mut() {
            *count = (u32::from_le_bytes(*count) + 1).to_le_bytes();
        }
    }

    /// One text.
    pub(crate) fn of(text: impl Display) -> Self {
        let mut record = Self::new();
        record.push(text);
        record
    }

    /// What was refused about `input`, in the order of `refusal` in `js/core.js`.
    pub(crate) fn of_error(error: &Error, input: &[u8]) -> Self {
        let mut record = Self::of_reason(error.reason());
        record.push(error.code());
        record.push(error.code().message());
        record.push(error.parameter());
        if let Some(span) = error.span() {
            for end in [span.start, span.end] {
                record.push(units(input.get(..end).unwrap_or(input)));
            }
        }
        record
    }

    /// The same where there is no parameter, and so no code.
    pub(crate) fn of_reason(reason: &Reason) -> Self {
        let mut record = Self::new();
        record.push(reason.verdict());
        record.push(reason.id());
        record.push(reason);
        record.push(reason.help());
        record.push(reason.basis().as_str());
        record
    }

    /// A row of the catalogue.
    pub(crate) fn push_row(&mut self, row: &Row) {
        self.push(row.id());
        self.push(row.verdict());
        self.push(row.meaning());
        self.push(row.help());
        self.push(row.source_text());
        self.push(row.source_url().unwrap_or_default());
        self.push(row.basis().as_str());
        self.push(row.example());
    }

    pub(crate) fn as_ptr(&self) -> *const u8 {
        self.0.as_ptr()
    }
}

/// The number of UTF-16 code units of `text`, which is UTF-8 but for surrogates that stand alone.
/// A byte that continues no character starts one, and four bytes are two units.
fn units(text: &[u8]) -> usize {
    text.iter()
        .filter(|byte| **byte & 0xC0 != 0x80)
        .map(|byte| 1 + usize::from(*byte >= 0xF0))
        .sum()
}

const LENGTH: usize = size_of::<u32>();
