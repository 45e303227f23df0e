//! The one-pass reader of canonical text.
//!
//! A text `t` is canonical if `url::Url::parse(t)` gives back `t` itself and an RFC 3986 reader
//! splits it in the same way. Most callback URLs arrive in that form. [`read`] recognises it and
//! finds the parts in one pass over the bytes; what any other text means is not decided here.
//!
//! It saves most of the time of a verdict: about 26 ns instead of 179 for the sample on the operation's
//! page, 13 instead of 108 for `http://127.0.0.1/`. [`tidied`] makes the few edits that bring other text here.
//! Nothing depends on it but speed: with `--cfg no_short_cut` the crate is built without this module, and
//! all tests pass but those of the memory that it saves, which are left out.
//!
//! The reader and the checks after it are inlined into each caller, and addresses stay integers until
//! then: fields that are stored one by one and loaded again in larger pieces stall the processor.

mod ipv6;
#[cfg(test)]
mod tests;
mod tidy;

pub(super) use tidy::tidied;

use core::ops::Range;

use super::characters::{CANONICAL_QUERY, PATH, dots_of_segment, may_stand};
use super::parts::{HostKind, Parts};
use crate::dns_name::{self, Underscore, idn};

/// What was just read.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Recognized<'a> {
    pub(super) parts: Parts,
    /// The host, if it is a name.
    name: &'a str,
    /// The bits of the address, if the host is one.
    bits: u128,
}

/// What a host reads as. Addresses are bits: octets would be moved one by one.
pub(super) enum HostValue<'a> {
    Name(&'a str),
    Ipv4(u32),
    Ipv6(u128),
}

impl<'a> Recognized<'a> {
    /// What the host reads as.
    #[inline(always)]
    pub(super) fn host(&self) -> HostValue<'a> {
        match self.parts.kind {
            HostKind::Name => HostValue::Name(self.name),
            #[allow(clippy::cast_possible_truncation, reason = "32 bits were read")]
            HostKind::Ipv4 => HostValue::Ipv4(self.bits as u32),
            HostKind::Ipv6 => HostValue::Ipv6(self.bits),
        }
    }
}

/// How many bytes are looked at together: what baseline x86-64 and AArch64 hold in a register.
pub(super) const CHUNK: usize = 16;

/// Recognises canonical text without user information and without A-labels, which only IDNA can
/// verify. `None` says nothing about a text but that it is read by `pipeline::parse_any`.
#[inline(always)]
pub(super) fn read(text: &str) -> Option<Recognized<'_>> {
    read_with(text, ALabels::Unverified)
}

/// The same for text whose A-labels IDNA has verified.
pub(super) fn read_verified(text: &str) -> Option<Recognized<'_>> {
    read_with(text, ALabels::Verified)
}

/// Whether IDNA has seen the labels that start with `xn--`.
#[derive(Clone, Copy, PartialEq, Eq)]
enum ALabels {
    Unverified,
    Verified,
}

#[inline(always)]
fn read_with(text: &str, a_labels: ALabels) -> Option<Recognized<'_>> {
    let (is_https, host_start) = if text.starts_with("http://") {
        (false, "http://".len())
    } else if text.starts_with("https://") {
        (true, "https://".len())
    } else {
        return None;
    };
    let bytes = text.as_bytes();
    let first = *bytes.get(host_start)?;
    let host = if first == b'[' {
        read_ipv6(bytes, host_start)?
    } else if first.is_ascii_digit()
        && let Some(host) = read_ipv4(bytes, host_start)
    {
        host
    } else {
        read_name(text, host_start, a_labels)?
    };
    let default_port = if is_https { 443 } else { 80 };
    let (path_start, port) = read_port(bytes, host.end, default_port)?;
    read_query(bytes, read_path(bytes, path_start)?)?;
    // INVARIANT: no position is beyond the text's length, which fits.
    u32::try_from(bytes.len()).ok()?;
    #[allow(clippy::cast_possible_truncation)]
    let position = |at: usize| at as u32;
    // INVARIANT: each reader starts where the one before it stopped, on an ASCII byte.
    let parts = Parts {
        host_start: position(host_start),
        host_end: position(host.end),
        path_start: position(path_start),
        port,
        is_https,
        kind: host.kind,
    };
    Some(Recognized { parts, name: host.name, bits: host.bits })
}

struct HostFound<'a> {
    end: usize,
    kind: HostKind,
    /// The host, if it is a name.
    name: &'a str,
    /// The bits of the address, if the host is one.
    bits: u128,
}

fn read_ipv6(bytes: &[u8], start: usize) -> Option<HostFound<'static>> {
    let (bits, end) = ipv6::read(bytes, start + 1)?;
    let ends_here = bytes.get(end) == Some(&b']');
    ends_here.then_some(HostFound { end: end + 1, kind: HostKind::Ipv6, name: "", bits })
}

/// Reads a name. Most need no second look: every byte is common, and the last one is a letter that
/// cannot end a number, which those from `a` to `f` and `x` can.
#[inline(always)]
fn read_name(text: &str, start: usize, a_labels: ALabels) -> Option<HostFound<'_>> {
    let bytes = text.as_bytes();
    let end = skip_common(bytes, start);
    let name = text.get(start..end)?;
    if end == bytes.len() {
        // A path is missing.
        return None;
    }
    if name.is_empty() || !matches!(bytes.get(end), Some(b'/' | b':')) {
        return read_uncommon(text, start, a_labels);
    }
    if matches!(name.as_bytes(), [.., b'g'..=b'w' | b'y' | b'z'])
        && name.len() <= dns_name::MAX_LABEL_LENGTH
    {
        return Some(HostFound { end, kind: HostKind::Name, name, bits: 0 });
    }
    read_labels(text, start..end)
}

/// Reads a name with labels that [`skip_common`] does not step over.
#[cold]
fn read_uncommon(text: &str, start: usize, a_labels: ALabels) -> Option<HostFound<'_>> {
    let rest = text.get(start..)?;
    let length = rest.bytes().position(|byte| !dns_name::is_of_name(byte))?;
    let name = rest.get(..length)?;
    if !matches!(rest.as_bytes().get(length), Some(b'/' | b':'))
        || name.is_empty()
        || a_labels == ALabels::Unverified && idn::has_a_label(name)
    {
        return None;
    }
    read_labels(text, start..start + length)
}

/// Reads a name. Any A-labels in it have been verified.
#[cold]
fn read_labels(text: &str, place: Range<usize>) -> Option<HostFound<'_>> {
    let end = place.end;
    let name = text.get(place)?;
    // Such a name is an IPv4 address, and not canonical.
    if dns_name::ends_in_number(name) {
        return None;
    }
    dns_name::check(name, Underscore::Accepted).ok()?;
    Some(HostFound { end, kind: HostKind::Name, name, bits: 0 })
}

/// Steps over lower-case letters and digits, and over dots and hyphens after one of these. What
/// ends in a letter or digit then has no empty label, none with a hyphen at an end, and no A-label,
/// which has two hyphens in a row. A byte stands before `start`.
#[inline]
pub(super) fn skip_common(bytes: &[u8], start: usize) -> usize {
    let mut at = start;
    while let Some(chunk) = bytes.get(at - 1..).and_then(<[u8]>::first_chunk) {
        let stops = uncommon(chunk);
        if stops != 0 {
            return at + (stops.trailing_zeros() / 8) as usize;
        }
        at += CHUNK;
    }
    // What is left is shorter than a chunk: the last chunk of the text begins with bytes that were
    // read already.
    let left = bytes.len() - at;
    let Some(chunk) = bytes.last_chunk() else { return skip_common_bytes(bytes, at) };
    #[allow(clippy::cast_possible_truncation, reason = "at most 128")]
    let stops = uncommon(chunk).unbounded_shr((8 * (CHUNK - left)) as u32);
    at + left.min((stops.trailing_zeros() / 8) as usize)
}

/// The same in a text that is too short for a chunk and the byte before it, byte by byte.
#[cold]
fn skip_common_bytes(bytes: &[u8], start: usize) -> usize {
    let pairs = bytes.get(start - 1..).unwrap_or_default().windows(2);
    start
        + pairs
            .take_while(|pair| matches!(pair, [before, byte] if is_common(*before, *byte)))
            .count()
}

/// A one for each byte after the first that is not common, the lowest for the lowest.
///
/// Written without branches, for the compiler to do all bytes at once.
#[inline]
fn uncommon(chunk: &[u8; CHUNK + 1]) -> u128 {
    let ([before @ .., _], [_, bytes @ ..]) = (chunk, chunk);
    let mut stops = [0; CHUNK];
    for ((stop, &byte), &before) in stops.iter_mut().zip(bytes).zip(before) {
        *stop = u8::from(!is_common(before, byte));
    }
    u128::from_le_bytes(stops)
}

#[inline(always)]
#[allow(clippy::needless_bitwise_bool, reason = "without branches")]
fn is_common(before: u8, byte: u8) -> bool {
    let is_letter_or_digit =
        |byte: u8| (byte.wrapping_sub(b'a') < 26) | (byte.wrapping_sub(b'0') < 10);
    is_letter_or_digit(byte) | ((byte == b'.') | (byte == b'-')) & is_letter_or_digit(before)
}

/// Reads an IPv4 address as `url` writes it: four decimals without leading zeros.
fn read_ipv4(bytes: &[u8], start: usize) -> Option<HostFound<'static>> {
    let digit = |at: usize| bytes.get(at).filter(|b| b.is_ascii_digit()).map(|b| b - b'0');
    let (mut bits, mut end) = (0, start);
    for _ in 0..4 {
        if end > start {
            bytes.get(end).filter(|&&byte| byte == b'.')?;
            end += 1;
        }
        let mut octet = digit(end)?;
        let may_go_on = octet != 0;
        end += 1;
        while let Some(digit) = digit(end) {
            octet = octet.checked_mul(10)?.checked_add(digit).filter(|_| may_go_on)?;
            end += 1;
        }
        bits = bits << 8 | u32::from(octet);
    }
    let ends_here = matches!(bytes.get(end), Some(b'/' | b':'));
    ends_here.then_some(HostFound { end, kind: HostKind::Ipv4, name: "", bits: bits.into() })
}

/// The place after the port, and the effective port.
#[inline(always)]
fn read_port(bytes: &[u8], start: usize, default_port: u16) -> Option<(usize, u16)> {
    if bytes.get(start) != Some(&b':') {
        return Some((start, default_port));
    }
    let digits = bytes.get(start + 1..)?;
    let length = digits.iter().take_while(|byte| byte.is_ascii_digit()).count();
    let digits = digits.get(..length)?;
    let has_leading_zero = matches!(digits, [b'0', _, ..]);
    let port = core::str::from_utf8(digits).ok()?.parse().ok()?;
    let is_canonical = !has_leading_zero && port != default_port;
    is_canonical.then_some((start + 1 + length, port))
}

/// The place of the first `?`, or the text's end.
#[inline(always)]
fn read_path(bytes: &[u8], start: usize) -> Option<usize> {
    if bytes.get(start) != Some(&b'/') {
        return None;
    }
    // Many paths are `/` alone.
    if bytes.len() == start + 1 {
        return Some(bytes.len());
    }
    let mut at = skip_plain(bytes, start);
    while let Some(&byte) = bytes.get(at) {
        match byte {
            b'?' => break,
            b'/' if dots_of_segment(bytes.get(at + 1..)?) > 0 => return None,
            b'%' if !is_percent_encoded(bytes, at) => return None,
            b'%' => {
                at = skip_plain(bytes, at + 3);
                continue;
            }
            _ if may_stand(byte, PATH) => {}
            _ => return None,
        }
        at += 1;
    }
    Some(at)
}

/// `start` is the place of `?`, or the text's end.
#[inline(always)]
fn read_query(bytes: &[u8], start: usize) -> Option<()> {
    if start == bytes.len() {
        return Some(());
    }
    let mut at = skip_plain(bytes, start + 1);
    while let Some(&byte) = bytes.get(at) {
        match byte {
            b'%' if !is_percent_encoded(bytes, at) => return None,
            b'%' => {
                at = skip_plain(bytes, at + 3);
                continue;
            }
            _ if may_stand(byte, CANONICAL_QUERY) => {}
            _ => return None,
        }
        at += 1;
    }
    Some(())
}

/// Steps over chunks of bytes that need no second look in a path or a query.
#[inline]
fn skip_plain(bytes: &[u8], start: usize) -> usize {
    let mut at = start;
    while let Some(chunk) = bytes.get(at..).and_then(<[u8]>::first_chunk) {
        if !is_plain(chunk) {
            return at;
        }
        at += CHUNK;
    }
    // What is left is shorter than a chunk: the last chunk of the text begins with bytes that were
    // read already.
    let may_stand_last = |&last: &u8| may_stand(last, PATH) && may_stand(last, CANONICAL_QUERY);
    match bytes.last_chunk() {
        Some(chunk) if is_plain(chunk) && chunk.last().is_some_and(may_stand_last) => bytes.len(),
        _ => at,
    }
}

/// Whether every byte but the last may stand in a path and in a canonical query, and no segment
/// that starts after one of them starts with a dot, encoded or not.
///
/// Written without branches, for the compiler to do all bytes at once.
#[inline]
#[allow(clippy::needless_bitwise_bool)]
pub(super) fn is_plain(chunk: &[u8; CHUNK + 1]) -> bool {
    let ([bytes @ .., _], [_, next @ ..]) = (chunk, chunk);
    let mut plain = true;
    for (&byte, &next) in bytes.iter().zip(next) {
        let is_letter = (byte | 0x20).wrapping_sub(b'a') < 26;
        let is_from_paren_to_semicolon = byte.wrapping_sub(b'(') <= b';' - b'(';
        let is_other = (byte == b'=') | (byte == b'&') | (byte == b'_');
        let may_start_dots = (byte == b'/') & ((next == b'.') | (next == b'%'));
        plain &= (is_letter | is_from_paren_to_semicolon | is_other) & !may_start_dots;
    }
    plain
}

fn is_percent_encoded(bytes: &[u8], at: usize) -> bool {
    matches!(bytes.get(at + 1..at + 3), Some([high, low]) if high.is_ascii_hexdigit() && low.is_ascii_hexdigit())
}
