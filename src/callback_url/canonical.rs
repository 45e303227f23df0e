//! The one-pass reader of canonical text.
//!
//! A text `t` is canonical if `url::Url::parse(t)` gives back `t` itself and an RFC 3986 reader
//! splits it in the same way. Most callback URLs arrive in that form. [`read`] recognises it and
//! finds the parts in one pass over the bytes; what any other text means is not decided here.

use core::fmt::{self, Write};
use core::net::{Ipv4Addr, Ipv6Addr};
use core::ops::Range;

use url::Host;

use super::characters::{CANONICAL_QUERY, NAME, PATH, may_stand};
use crate::host::dns_name;

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
/// - `path_end` is the place of the first `?`, or the text's end where there is none.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Parts {
    scheme_end: u32,
    host_start: u32,
    host_end: u32,
    path_start: u32,
    path_end: u32,
    port: u16,
    address: Option<Address>,
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

fn read_from(text: &str, scheme_end: usize, host_start: usize, a_labels: ALabels) -> Option<Parts> {
    let (host_end, address) = if text.as_bytes().get(host_start) == Some(&b'[') {
        read_ipv6(text, host_start)?
    } else {
        read_name(text, host_start, a_labels)?
    };
    let default_port = if scheme_end == 4 { 80 } else { 443 };
    let (path_start, port) = read_port(text.as_bytes(), host_end, default_port)?;
    let path_end = read_path(text.as_bytes(), path_start)?;
    read_query(text.as_bytes(), path_end)?;
    // INVARIANT: each reader starts where the one before it stopped, on an ASCII byte.
    Some(Parts {
        scheme_end: u32::try_from(scheme_end).ok()?,
        host_start: u32::try_from(host_start).ok()?,
        host_end: u32::try_from(host_end).ok()?,
        path_start: u32::try_from(path_start).ok()?,
        path_end: u32::try_from(path_end).ok()?,
        port,
        address,
    })
}

fn read_ipv6(text: &str, start: usize) -> Option<(usize, Option<Address>)> {
    let (inside, _) = text.get(start + 1..)?.split_once(']')?;
    let end = start + inside.len() + 2;
    let address = inside.parse().ok()?;
    // WHATWG URL, IPv6 serializer, as `url` has it: compressed, in lower case, no dotted part.
    let mut unwritten = Unwritten(text.get(start..end)?);
    write!(unwritten, "{}", Host::<&str>::Ipv6(address)).ok()?;
    unwritten.0.is_empty().then_some((end, Some(Address::V6(address))))
}

fn read_name(text: &str, start: usize, a_labels: ALabels) -> Option<(usize, Option<Address>)> {
    let bytes = text.as_bytes();
    let (mut at, mut label) = (start, start);
    while let Some(&byte) = bytes.get(at)
        && may_stand(byte, NAME)
    {
        at += 1;
        if byte == b'.' {
            label = at;
        } else if byte == b'-'
            && a_labels == ALabels::Unverified
            && bytes.get(label..at) == Some(b"xn--")
        {
            return None;
        }
    }
    let name = text.get(start..at)?;
    if name.is_empty() {
        return None;
    }
    // WHATWG URL, ends-in-a-number checker: such a name is an IPv4 address, or nothing.
    let without_dot = name.strip_suffix('.').unwrap_or(name);
    let last_label = without_dot.rsplit('.').next()?;
    if dns_name::is_number(last_label) {
        let address: Ipv4Addr = name.parse().ok()?;
        return Some((at, Some(Address::V4(address))));
    }
    Some((at, None))
}

/// The place behind the port, and the effective port.
fn read_port(bytes: &[u8], start: usize, default_port: u16) -> Option<(usize, u16)> {
    if bytes.get(start) != Some(&b':') {
        return Some((start, default_port));
    }
    let digits = bytes.get(start + 1..)?;
    let length = digits.iter().take_while(|byte| byte.is_ascii_digit()).count();
    let digits = digits.get(..length)?;
    let has_leading_zero = length > 1 && digits.first() == Some(&b'0');
    let port = core::str::from_utf8(digits).ok()?.parse().ok()?;
    let is_canonical = !has_leading_zero && port != default_port;
    is_canonical.then_some((start + 1 + length, port))
}

/// The place of the first `?`, or the text's end.
fn read_path(bytes: &[u8], start: usize) -> Option<usize> {
    if bytes.get(start) != Some(&b'/') {
        return None;
    }
    let mut at = start;
    while let Some(&byte) = bytes.get(at) {
        match byte {
            b'/' if is_dot_segment(bytes.get(at + 1..)?) => return None,
            b'%' if !is_percent_encoded(bytes, at) => return None,
            b'%' => {}
            b'?' => return Some(at),
            _ if may_stand(byte, PATH) => {}
            _ => return None,
        }
        at += 1;
    }
    Some(at)
}

/// `start` is the place of `?`, or the text's end.
fn read_query(bytes: &[u8], start: usize) -> Option<()> {
    let mut at = start;
    while let Some(&byte) = bytes.get(at) {
        match byte {
            b'%' if !is_percent_encoded(bytes, at) => return None,
            b'%' => {}
            _ if may_stand(byte, CANONICAL_QUERY) => {}
            _ => return None,
        }
        at += 1;
    }
    Some(())
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
