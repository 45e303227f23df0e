//! The one-pass reader of canonical text.
//!
//! A text `t` is canonical if `url::Url::parse(t)` gives back `t` itself and an RFC 3986 reader
//! splits it in the same way. Most callback URLs arrive in that form. [`read`] recognises it and
//! finds the parts in one pass over the bytes; what any other text means is not decided here.

use core::fmt::{self, Write};
use core::net::{Ipv4Addr, Ipv6Addr};
use core::ops::Range;

use url::Host;

use super::characters::{CANONICAL_QUERY, PATH, may_stand};
use crate::host::dns_name::{self, Underscore};

/// The parts of a canonical text, as positions in it.
///
/// # Invariants
///
/// For the text that they were read from:
///
/// - `scheme_end + 3 <= host_start < host_end <= path_start < path_end <= text.len()`, and all of
///   them lie between characters;
/// - the text has `://` at `scheme_end`, and `/` at `path_start`;
/// - `host_start..host_end` is the host, an IPv6 address with its brackets, and `address` what it
///   reads as if it is one;
/// - `path_end` is the place of the first `?`, or the text's end where there is none;
/// - `has_odd_name` says whether the host is a name that [`dns_name::check`] refuses.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Parts {
    scheme_end: u32,
    host_start: u32,
    host_end: u32,
    path_start: u32,
    path_end: u32,
    port: u16,
    address: Option<Address>,
    has_odd_name: bool,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Address {
    V4(Ipv4Addr),
    V6(Ipv6Addr),
}

impl Parts {
    pub(crate) fn is_https(&self) -> bool {
        self.scheme_end == 5
    }

    /// User name and password, with the `@`.
    pub(crate) fn user_info(&self) -> Option<Range<usize>> {
        let start = self.scheme_end as usize + 3;
        let end = self.host_start as usize;
        (start < end).then_some(start..end)
    }

    pub(crate) fn scheme(&self) -> Range<usize> {
        0..self.scheme_end as usize
    }

    pub(crate) fn host(&self) -> Range<usize> {
        self.host_start as usize..self.host_end as usize
    }

    /// The digits behind the colon, where there are any.
    pub(crate) fn port_digits(&self) -> Option<Range<usize>> {
        let (colon, end) = (self.host_end as usize, self.path_start as usize);
        (colon < end).then_some(colon + 1..end)
    }

    pub(crate) fn path(&self) -> Range<usize> {
        self.path_start as usize..self.path_end as usize
    }

    /// The effective port.
    pub(crate) fn port(&self) -> u16 {
        self.port
    }

    /// Whether the host is a name that the DNS cannot hold.
    pub(crate) fn has_odd_name(&self) -> bool {
        self.has_odd_name
    }

    pub(crate) fn host_in<'a>(&self, text: &'a str) -> Host<&'a str> {
        match self.address {
            Some(Address::V4(address)) => Host::Ipv4(address),
            Some(Address::V6(address)) => Host::Ipv6(address),
            None => Host::Domain(text.get(self.host()).unwrap_or_default()),
        }
    }
}

/// Recognises canonical text without user information and without A-labels, which only IDNA can
/// verify. `None` says nothing about a text but that it is to be read by `url`.
#[inline]
pub(super) fn read(text: &str) -> Option<Parts> {
    let scheme_end = if text.starts_with("http://") {
        4
    } else if text.starts_with("https://") {
        5
    } else {
        return None;
    };
    read_from(text, scheme_end, scheme_end + 3, ALabels::Unverified)
}

/// The parts of what `url` wrote. `None` if an RFC 3986 reader would refuse it.
pub(super) fn read_url(url: &url::Url) -> Option<Parts> {
    let host_start = url[..url::Position::BeforeHost].len();
    read_from(url.as_str(), url.scheme().len(), host_start, ALabels::Verified)
}

/// Whether IDNA has seen the labels that start with `xn--`.
#[derive(Clone, Copy, PartialEq, Eq)]
enum ALabels {
    Unverified,
    Verified,
}

/// How many bytes are looked at together: what baseline x86-64 and AArch64 hold in a register.
pub(super) const CHUNK: usize = 16;

#[inline]
fn read_from(text: &str, scheme_end: usize, host_start: usize, a_labels: ALabels) -> Option<Parts> {
    let bytes = text.as_bytes();
    let host = if bytes.get(host_start) == Some(&b'[') {
        read_ipv6(text, host_start)?
    } else if let Some(host) = read_ipv4(bytes, host_start) {
        host
    } else {
        read_name(text, host_start, a_labels)?
    };
    let default_port = if scheme_end == 4 { 80 } else { 443 };
    let (path_start, port) = read_port(bytes, host.end, default_port)?;
    let path_end = read_path(bytes, path_start)?;
    read_query(bytes, path_end)?;
    // INVARIANT: no position is beyond the text's length, which fits.
    u32::try_from(bytes.len()).ok()?;
    #[allow(clippy::cast_possible_truncation)]
    let position = |at: usize| at as u32;
    // INVARIANT: each reader starts where the one before it stopped, on an ASCII byte.
    Some(Parts {
        scheme_end: position(scheme_end),
        host_start: position(host_start),
        host_end: position(host.end),
        path_start: position(path_start),
        path_end: position(path_end),
        port,
        address: host.address,
        has_odd_name: host.has_odd_name,
    })
}

struct ReadHost {
    end: usize,
    address: Option<Address>,
    has_odd_name: bool,
}

fn read_ipv6(text: &str, start: usize) -> Option<ReadHost> {
    let (inside, _) = text.get(start + 1..)?.split_once(']')?;
    let end = start + inside.len() + 2;
    let address = inside.parse().ok()?;
    // WHATWG URL, IPv6 serializer, as `url` has it: compressed, in lower case, no dotted part.
    let mut unwritten = Unwritten(text.get(start..end)?);
    write!(unwritten, "{}", Host::<&str>::Ipv6(address)).ok()?;
    let address = Some(Address::V6(address));
    unwritten.0.is_empty().then_some(ReadHost { end, address, has_odd_name: false })
}

#[inline]
fn read_name(text: &str, start: usize, a_labels: ALabels) -> Option<ReadHost> {
    let bytes = text.as_bytes();
    let (mut word_start, mut label_start, mut is_common) = (start, start, true);
    let end = 'host: loop {
        let mut stops = stops(bytes, word_start);
        while stops != 0 {
            let at = word_start + (stops.trailing_zeros() / 8) as usize;
            stops &= stops - 1;
            match bytes.get(at) {
                Some(b'.') => {
                    is_common &= at > label_start;
                    label_start = at + 1;
                }
                Some(b'-') => is_common = false,
                Some(b'_') => {}
                _ => break 'host at,
            }
        }
        word_start += 8;
    };
    if !matches!(bytes.get(end), Some(b'/' | b':')) {
        return None;
    }
    let name = text.get(start..end)?;
    // Most names need no second look: no label can be an A-label, too long, or a number, which ends
    // in a hexadecimal digit or in `x`.
    is_common &= name.len() <= dns_name::MAX_LABEL_LENGTH;
    if is_common && matches!(name.as_bytes(), [.., b'g'..=b'w' | b'y' | b'z']) {
        return Some(ReadHost { end, address: None, has_odd_name: false });
    }
    read_labels(name, end, a_labels)
}

/// The top bit of each of the eight bytes at `start` that is no lower-case letter and no digit.
/// What lies behind the text is such bytes.
#[inline]
fn stops(bytes: &[u8], start: usize) -> u64 {
    const EACH: u64 = u64::from_ne_bytes([1; 8]);
    const TOP: u64 = EACH << 7;
    let rest = bytes.get(start..).unwrap_or_default();
    let word = match rest.first_chunk() {
        Some(word) => u64::from_le_bytes(*word),
        None => rest.iter().rev().fold(0, |word, &byte| word << 8 | u64::from(byte)),
    };
    // Without their top bits, no addition carries from one byte into the next.
    let low_bits = word & !TOP;
    let is_in = |first: u8, last: u8| {
        let from_first = low_bits + EACH * u64::from(0x80 - first);
        let behind_last = low_bits + EACH * u64::from(0x7f - last);
        from_first & !behind_last
    };
    (!(is_in(b'a', b'z') | is_in(b'0', b'9')) | word) & TOP
}

fn read_labels(name: &str, end: usize, a_labels: ALabels) -> Option<ReadHost> {
    if name.is_empty() || a_labels == ALabels::Unverified && dns_name::has_a_label(name) {
        return None;
    }
    // WHATWG URL, ends-in-a-number checker: such a name is an IPv4 address, and not canonical.
    let last_label = name.strip_suffix('.').unwrap_or(name).rsplit('.').next()?;
    if dns_name::is_number(last_label) {
        return None;
    }
    let has_odd_name = dns_name::check(name, Underscore::Accepted).is_err();
    Some(ReadHost { end, address: None, has_odd_name })
}

/// Reads an IPv4 address as `url` writes it: four decimals without leading zeros.
fn read_ipv4(bytes: &[u8], start: usize) -> Option<ReadHost> {
    let digit = |at: usize| bytes.get(at).filter(|b| b.is_ascii_digit()).map(|b| b - b'0');
    let mut octets = [0; 4];
    let mut end = start;
    for octet in &mut octets {
        if end > start {
            bytes.get(end).filter(|&&byte| byte == b'.')?;
            end += 1;
        }
        *octet = digit(end)?;
        let may_go_on = *octet != 0;
        end += 1;
        while let Some(digit) = digit(end) {
            *octet = octet.checked_mul(10)?.checked_add(digit).filter(|_| may_go_on)?;
            end += 1;
        }
    }
    let ends_here = matches!(bytes.get(end), Some(b'/' | b':'));
    let address = Some(Address::V4(octets.into()));
    ends_here.then_some(ReadHost { end, address, has_odd_name: false })
}

/// The place behind the port, and the effective port.
#[inline]
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
#[inline]
fn read_path(bytes: &[u8], start: usize) -> Option<usize> {
    if bytes.get(start) != Some(&b'/') {
        return None;
    }
    let mut at = skip_plain(bytes, start);
    while let Some(&byte) = bytes.get(at) {
        match byte {
            b'?' => break,
            b'/' if is_dot_segment(bytes.get(at + 1..)?) => return None,
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
#[inline]
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
/// that starts behind one of them starts with a dot, encoded or not.
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
        let is_other = (byte == b'=') | (byte == b'&') | (byte == b'_') | (byte == b'~');
        let may_start_dots = (byte == b'/') & ((next == b'.') | (next == b'%'));
        plain &= (is_letter | is_from_paren_to_semicolon | is_other) & !may_start_dots;
    }
    plain
}

fn is_percent_encoded(bytes: &[u8], at: usize) -> bool {
    matches!(bytes.get(at + 1..at + 3), Some([high, low]) if high.is_ascii_hexdigit() && low.is_ascii_hexdigit())
}

/// Whether `rest` starts with a segment that readers resolve away: WHATWG URL,
/// [single-dot](https://url.spec.whatwg.org/#single-dot-path-segment) and double-dot URL path
/// segment.
fn is_dot_segment(rest: &[u8]) -> bool {
    let mut rest = rest;
    for dots in 0..3 {
        rest = match rest {
            [] | [b'/' | b'?', ..] => return dots > 0,
            [b'.', rest @ ..] | [b'%', b'2', b'e' | b'E', rest @ ..] => rest,
            _ => return false,
        };
    }
    false
}

/// What of an expected text has not been written yet; writing anything else fails.
struct Unwritten<'a>(&'a str);

impl Write for Unwritten<'_> {
    fn write_str(&mut self, text: &str) -> fmt::Result {
        self.0 = self.0.strip_prefix(text).ok_or(fmt::Error)?;
        Ok(())
    }
}
