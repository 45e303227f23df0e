//! Lines of input that nobody vouches for: a line without an end takes no more memory than the
//! longest that the policy reads.

use std::io::{self, BufRead, Read};

pub(crate) struct Lines<R> {
    input: R,
    limit: usize,
    kept: Vec<u8>,
}

/// A line without the LF or CRLF at its end.
pub(crate) struct Line<'a> {
    /// The line as far as the limit.
    pub(crate) kept: &'a [u8],
    /// The length of the whole line in bytes.
    pub(crate) length: usize,
}

/// How much of the rest of a long line is held at a time.
const PIECE: usize = 1 << 16;

impl<R: BufRead> Lines<R> {
    /// `limit` is in bytes, without the end of the line.
    pub(crate) fn new(input: R, limit: usize) -> Self {
        Self { input, limit, kept: Vec::new() }
    }

    pub(crate) fn next(&mut self) -> io::Result<Option<Line<'_>>> {
        // CR and LF take two bytes more.
        let ended = read_piece(&mut self.input, self.limit.saturating_add(2), &mut self.kept)?;
        if self.kept.is_empty() && !ended {
            return Ok(None);
        }
        let (mut length, mut last) = (self.kept.len(), self.kept.last().copied());
        if !ended && length > self.limit {
            let mut piece = Vec::new();
            loop {
                let ended = read_piece(&mut self.input, PIECE, &mut piece)?;
                length = length.saturating_add(piece.len());
                last = piece.last().copied().or(last);
                if ended || piece.len() < PIECE {
                    break;
                }
            }
        }
        length -= usize::from(last == Some(b'\r'));
        self.kept.truncate(length.min(self.limit));
        Ok(Some(Line { kept: &self.kept, length }))
    }
}

/// Reads up to the end of the line, which is left out, or `most` bytes. Whether the line ended.
fn read_piece(input: &mut impl BufRead, most: usize, piece: &mut Vec<u8>) -> io::Result<bool> {
    piece.clear();
    input.take(most as u64).read_until(b'\n', piece)?;
    Ok(piece.pop_if(|byte| *byte == b'\n').is_some())
}
