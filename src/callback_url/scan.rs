//! Steps over the bytes that most URLs are made of, many at a time.
//!
//! Each function gives the place of the first byte at or after `start` that stops it, or the end of the
//! text. There must be a byte before `start`.

#[cfg(test)]
mod tests;

use crate::dns_name;

/// How many bytes are looked at together: what baseline x86-64 and AArch64 hold in a register.
const CHUNK: usize = 16;

/// Steps over lower-case letters and digits, and over dots and hyphens after one of these. If the run
/// ends in a letter or digit, it has no empty label, none with a hyphen at an end, and no A-label, which
/// has two hyphens in a row.
#[inline]
pub(super) fn skip_common(bytes: &[u8], start: usize) -> usize {
    skip(bytes, start, is_common)
}

/// The host name at `start`, up to the first byte that is not common, if the DNS can hold it, IDNA would
/// change nothing, and it is no IPv4 address: its last byte is a letter that cannot end a number, as
/// those from `a` to `f` and `x` can. No letter or digit stands before `start`.
#[inline(always)]
pub(super) fn common_name(text: &str, start: usize) -> Option<&str> {
    let name = text.get(start..skip_common(text.as_bytes(), start))?;
    let is_common = matches!(name.as_bytes(), [.., b'g'..=b'w' | b'y' | b'z'])
        && name.len() <= dns_name::MAX_LABEL_LENGTH;
    is_common.then_some(name)
}

/// Steps over most of what may stand both in a path and in a canonical query, but not over a dot that
/// starts a segment.
#[inline]
pub(super) fn skip_plain(bytes: &[u8], start: usize) -> usize {
    skip(bytes, start, is_plain)
}

/// The place of the next byte to look at after `byte`, which stands at `at`. Bytes that are not plain
/// come in runs, which are gone through one by one.
#[inline]
pub(super) fn next_odd(bytes: &[u8], at: usize, byte: u8) -> usize {
    if is_plain(b'a', byte) { skip_plain(bytes, at + 1) } else { at + 1 }
}

#[inline(always)]
#[allow(clippy::needless_bitwise_bool, reason = "without branches")]
fn is_common(before: u8, byte: u8) -> bool {
    let is_letter_or_digit =
        |byte: u8| (byte.wrapping_sub(b'a') < 26) | (byte.wrapping_sub(b'0') < 10);
    is_letter_or_digit(byte) | ((byte == b'.') | (byte == b'-')) & is_letter_or_digit(before)
}

#[inline(always)]
#[allow(clippy::needless_bitwise_bool, reason = "without branches")]
fn is_plain(before: u8, byte: u8) -> bool {
    let is_letter = (byte | 0x20).wrapping_sub(b'a') < 26;
    let is_from_paren_to_semicolon = byte.wrapping_sub(b'(') <= b';' - b'(';
    let is_other = (byte == b'=') | (byte == b'&') | (byte == b'_');
    let may_start_dots = (before == b'/') & (byte == b'.');
    (is_letter | is_from_paren_to_semicolon | is_other) & !may_start_dots
}

/// Steps over bytes that pass, each asked about together with the byte before it.
#[inline(always)]
fn skip(bytes: &[u8], start: usize, passes: impl Fn(u8, u8) -> bool) -> usize {
    let mut at = start;
    while let Some(chunk) = bytes.get(at - 1..).and_then(<[u8]>::first_chunk) {
        let stops = stops(chunk, &passes);
        if stops != 0 {
            return at + (stops.trailing_zeros() / 8) as usize;
        }
        at += CHUNK;
    }
    let left = bytes.len() - at;
    // What is left is shorter than a chunk: the last chunk of the text begins with bytes that were
    // read already.
    let Some(chunk) = bytes.last_chunk() else { return skip_one_by_one(bytes, at, passes) };
    let stops = stops(chunk, &passes);
    if stops == 0 {
        return bytes.len();
    }
    #[allow(clippy::cast_possible_truncation, reason = "at most 128")]
    let stops = stops.unbounded_shr((8 * (CHUNK - left)) as u32);
    at + left.min((stops.trailing_zeros() / 8) as usize)
}

/// [`skip`] in a text that is too short for a chunk and the byte before it.
#[cold]
fn skip_one_by_one(bytes: &[u8], start: usize, passes: impl Fn(u8, u8) -> bool) -> usize {
    let pairs = bytes.get(start - 1..).unwrap_or_default().windows(2);
    start
        + pairs.take_while(|pair| matches!(pair, [before, byte] if passes(*before, *byte))).count()
}

/// One byte for each byte of `chunk` after its first: 1 if it does not pass, else 0. The lowest byte is
/// for the one that comes first.
///
/// Written without branches, so that the compiler tests all bytes at once.
#[inline(always)]
fn stops(chunk: &[u8; CHUNK + 1], passes: impl Fn(u8, u8) -> bool) -> u128 {
    let ([before @ .., _], [_, bytes @ ..]) = (chunk, chunk);
    let mut stops = [0; CHUNK];
    for ((stop, &byte), &before) in stops.iter_mut().zip(bytes).zip(before) {
        *stop = u8::from(!passes(before, byte));
    }
    u128::from_le_bytes(stops)
}
