//! The one-pass reader of canonical text.
//!
//! A text `t` is canonical if `url::Url::parse(t)` gives back `t` itself and an RFC 3986 reader
//! splits it in the same way. Most callback URLs arrive in that form. [`read`] recognises it and
//! finds the parts in one pass over the bytes. It decides nothing about any other text.
//!
//! Nothing depends on it but speed: with `--cfg no_short_cut` the crate is built without this module, and
//! all tests pass, except those of the memory it saves, which are left out. The sample on the operation's
//! page then takes 1,954 instructions instead of 516, `https://example.com` 1,548 instead of 369: the
//! full read has to keep what may be wrong with a text until all its parts are located.
//!
//! The reader and the checks after it are inlined into each caller. [`tidied`] makes the few edits that
//! bring other text here.

mod ipv6;
#[cfg(test)]
mod tests;

use alloc::string::String;
use core::net::{Ipv4Addr, Ipv6Addr};

use idna::AsciiDenyList;
use url::Host;

use super::characters::{CANONICAL_QUERY, PATH, dots_of_segment, is_percent_encoded, may_stand};
use super::parts::{HostKind, Parts};
use super::scan::{common_name, skip_common, skip_plain};
use crate::dns_name::{self, Underscore, idn};

/// Recognises canonical text without user information, and returns its parts and its host. A missing
/// path is read as `/`. `None` does not mean that the text is refused, only that the full read decides.
#[inline(always)]
pub(super) fn read(text: &str) -> Option<(Parts, Host<&str>)> {
    let (is_https, host_start) = if text.starts_with("http://") {
        (false, "http://".len())
    } else if text.starts_with("https://") {
        (true, "https://".len())
    } else {
        return None;
    };
    let bytes = text.as_bytes();
    let first = *bytes.get(host_start)?;
    let (host, host_end) = if first == b'[' {
        read_ipv6(bytes, host_start)?
    } else if first.is_ascii_digit()
        && let Some(found) = read_ipv4(bytes, host_start)
    {
        found
    } else {
        read_name(text, host_start)?
    };
    let default_port = if is_https { 443 } else { 80 };
    let (path_start, port) = read_port(bytes, host_end, default_port)?;
    read_path_and_query(bytes, path_start)?;
    // INVARIANT: each reader starts where the one before it stopped, on an ASCII byte.
    let kind = HostKind::of(&host);
    let parts = Parts::new(host_start..host_end, path_start, port, is_https, kind)?;
    Some((parts, host))
}

/// `text` with scheme and host in lower case, without the port that is the scheme's default, and with
/// a path. If the result is canonical, it is the canonical form of `text`. `None` if neither case nor
/// port changes.
pub(super) fn tidied(text: &str) -> Option<String> {
    let colon = text.bytes().position(|byte| byte == b':')?;
    let after_scheme = text.get(colon..)?.strip_prefix("://")?;
    let host_start = colon + "://".len();
    // Quick exit: the first byte of the host that is not common is neither a capital nor a colon, so
    // there is hardly ever a case or a port to edit. Exceptions, as `http://a_B/`, are read in full.
    let first_uncommon = text.as_bytes().get(skip_common(text.as_bytes(), host_start));
    if text.starts_with("http") && !matches!(first_uncommon, Some(b'A'..=b'Z' | b':')) {
        return None;
    }
    let length = after_scheme.bytes().position(|byte| matches!(byte, b'/' | b'?' | b'#'));
    let (authority, rest) = after_scheme.split_at_checked(length.unwrap_or(after_scheme.len()))?;
    let default_port = if host_start == "https://".len() { ":443" } else { ":80" };
    // In `example.com:81:80` the last `:80` is no port, because another one stands before it.
    let is_host = |text: &&str| match text.as_bytes().last() {
        Some(b'0'..=b'9' | b':') => !text.contains(':'),
        _ => true,
    };
    let host = authority.strip_suffix(default_port).filter(is_host).unwrap_or(authority);
    let kept = text.get(..host_start + host.len())?;
    if host.len() == authority.len() && !kept.bytes().any(|byte| byte.is_ascii_uppercase()) {
        return None;
    }
    let mut tidied = String::with_capacity(text.len() + "/".len());
    tidied.push_str(kept);
    tidied.make_ascii_lowercase();
    if rest.is_empty() {
        tidied.push('/');
    }
    tidied.push_str(rest);
    Some(tidied)
}

/// The host that starts at `start`, and the place after it.
#[inline(always)]
fn read_ipv6(bytes: &[u8], start: usize) -> Option<(Host<&str>, usize)> {
    let (bits, end) = ipv6::read(bytes, start + 1)?;
    let ends_here = bytes.get(end) == Some(&b']');
    ends_here.then_some((Host::Ipv6(Ipv6Addr::from_bits(bits)), end + 1))
}

#[inline(always)]
fn read_name(text: &str, start: usize) -> Option<(Host<&str>, usize)> {
    match common_name(text, start) {
        Some(name) if ends_host(text.as_bytes(), start + name.len()) => {
            Some((Host::Domain(name), start + name.len()))
        }
        _ => read_uncommon_name(text, start),
    }
}

/// Whether a host may end at `at`.
#[inline(always)]
fn ends_host(bytes: &[u8], at: usize) -> bool {
    matches!(bytes.get(at), None | Some(b'/' | b':'))
}

#[cold]
fn read_uncommon_name(text: &str, start: usize) -> Option<(Host<&str>, usize)> {
    let rest = text.get(start..)?;
    let length = rest.bytes().position(|byte| !dns_name::is_of_name(byte)).unwrap_or(rest.len());
    let name = rest.get(..length)?;
    // A name that ends in a number is an IPv4 address, and not canonical.
    if !ends_host(rest.as_bytes(), length) || dns_name::ends_in_number(name) {
        return None;
    }
    dns_name::check(name, Underscore::Accepted).ok()?;
    // Only IDNA can verify A-labels.
    if idn::has_a_label(name) {
        idn::to_ascii(name, AsciiDenyList::URL).filter(|form| form.name == name)?;
    }
    Some((Host::Domain(name), start + length))
}

/// Reads an IPv4 address as `url` writes it: four decimals without leading zeros.
fn read_ipv4(bytes: &[u8], start: usize) -> Option<(Host<&str>, usize)> {
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
    ends_host(bytes, end).then_some((Host::Ipv4(Ipv4Addr::from_bits(bits)), end))
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

/// Accepts a path at `start`, with or without a query after it, and nothing else. An empty rest stands
/// for the path `/`.
#[inline(always)]
fn read_path_and_query(bytes: &[u8], start: usize) -> Option<()> {
    if start == bytes.len() {
        return Some(());
    }
    if bytes.get(start) != Some(&b'/') {
        return None;
    }
    let (mut at, mut place) = (start, PATH);
    loop {
        at += 1;
        // Many paths are `/` alone.
        if at == bytes.len() {
            return Some(());
        }
        at = skip_plain(bytes, at);
        let Some(&byte) = bytes.get(at) else { return Some(()) };
        match byte {
            b'.' | b'%' if place == PATH && starts_dots(bytes, at) => return None,
            b'%' if is_percent_encoded(bytes, at) => at += 2,
            // In a query it stands for itself.
            b'?' => place = CANONICAL_QUERY,
            _ if may_stand(byte, place) => {}
            _ => return None,
        }
    }
}

/// Whether a segment of dots starts at `at`.
fn starts_dots(bytes: &[u8], at: usize) -> bool {
    bytes.get(at - 1) == Some(&b'/')
        && bytes.get(at..).is_some_and(|rest| dots_of_segment(rest) > 0)
}
