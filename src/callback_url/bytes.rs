//! Bytes that are not UTF-8: never accepted, and Unsafe if some reading of them leads astray.

use alloc::string::String;
use core::ops::Range;

use super::pipeline::Canonical;
use crate::error::Fault;
use crate::policy::Policy;
use crate::reason::Verdict;

/// What readers put in the place of invalid bytes: the replacement character (Encoding Standard, UTF-8
/// decode), or nothing.
const REPLACEMENTS: [&str; 2] = ["\u{fffd}", ""];

/// Why `bytes`, which are not UTF-8, are refused: for the worst Unsafe reason that `read` finds with
/// one of the replacements, or else for the first invalid bytes.
pub(super) fn fault(
    bytes: &[u8],
    policy: &Policy,
    read: impl Fn(&str) -> Result<Canonical, Fault>,
) -> Fault {
    if let Err(reason) = policy.check_length(bytes.len()) {
        return Fault::at(0..bytes.len(), reason);
    }
    REPLACEMENTS
        .iter()
        .filter_map(|replacement| {
            let fault = read(&decode(bytes, replacement)).err()?;
            let place = |at| place(bytes, replacement, at);
            Some(fault.at_place_of(|Range { start, end }| place(start)..place(end)))
        })
        .filter(|fault| fault.reason().verdict() == Verdict::Unsafe)
        .min_by_key(|fault| fault.reason().rank())
        .unwrap_or_else(|| Fault::not_utf8(bytes))
}

/// The text with a `replacement` for each run of invalid bytes.
fn decode(bytes: &[u8], replacement: &str) -> String {
    let mut text = String::with_capacity(bytes.len());
    for chunk in bytes.utf8_chunks() {
        text.push_str(chunk.valid());
        if !chunk.invalid().is_empty() {
            text.push_str(replacement);
        }
    }
    text
}

/// The place in `bytes` of what stands at `at`, between two characters of the decoded text.
fn place(bytes: &[u8], replacement: &str, at: usize) -> usize {
    let (mut of_chunk, mut decoded) = (0, 0);
    for chunk in bytes.utf8_chunks() {
        let valid = chunk.valid().len();
        if at <= decoded + valid {
            // No place lies in a replacement, which is one character.
            return of_chunk + at.saturating_sub(decoded);
        }
        decoded += valid + replacement.len();
        of_chunk += valid + chunk.invalid().len();
    }
    bytes.len()
}
