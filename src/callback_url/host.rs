//! What a host reads as: to WHATWG readers, and to those that skip what stops them.

use alloc::borrow::Cow;
use alloc::string::String;
use alloc::vec::Vec;
use core::net::{Ipv4Addr, Ipv6Addr};
use core::ops::Range;

use idna::AsciiDenyList;
use url::{Host, ParseError};

use super::locate::is_ignored;
use super::scan::common_name;
use crate::dns_name;
use crate::dns_name::idn::{self, AsciiForm};
use crate::unseen::is_invisible;

/// What a WHATWG reader makes of a host.
pub(super) struct ReadHost<'a> {
    /// A name in lower case with A-labels, or an address; or the error of [`url::Host::parse`].
    pub(super) host: Result<Host<Cow<'a, str>>, ParseError>,
    /// Whether the host is typed in a form that every reader reads alike, letter case aside. Not the
    /// same as canonical: `[::ffff:10.0.0.1]` is its own form, canonical text has `[::ffff:a00:1]`.
    pub(super) is_own_form: bool,
}

impl ReadHost<'_> {
    /// The host, if a WHATWG reader can read one.
    pub(super) fn known(&self) -> Option<Host<&str>> {
        match self.host.as_ref().ok()? {
            Host::Domain(name) => Some(Host::Domain(name)),
            Host::Ipv4(address) => Some(Host::Ipv4(*address)),
            Host::Ipv6(address) => Some(Host::Ipv6(*address)),
        }
    }
}

/// Gives the result of [`url::Host::parse`] for the host at `place`. Names and IPv4 addresses are read
/// here. `url` reads the rest: IPv6 addresses, percent-encoded text, and names with other characters.
pub(super) fn read_at<'a>(text: &'a str, place: &Range<usize>) -> ReadHost<'a> {
    let typed = text.get(place.clone()).unwrap_or_default();
    if place.start > 0 && common_name(text, place.start) == Some(typed) {
        return ReadHost { host: Ok(Host::Domain(Cow::Borrowed(typed))), is_own_form: true };
    }
    read(typed)
}

/// [`read_at`] for a host that is given alone, without the text around it.
pub(super) fn read(typed: &str) -> ReadHost<'_> {
    if typed.bytes().all(may_be_typed)
        && let Some(AsciiForm { name, is_own }) = idn::to_ascii(typed, AsciiDenyList::URL)
        && !name.is_empty()
    {
        return if dns_name::ends_in_number(&name) {
            let host = match read_ipv4(&name) {
                Some(Ipv4Number { address, is_exact: true }) => Ok(Host::Ipv4(address)),
                _ => Err(ParseError::InvalidIpv4Address),
            };
            // The standard library reads four decimals without leading zeros, and no other notation.
            ReadHost { host, is_own_form: typed.parse::<Ipv4Addr>().is_ok() }
        } else {
            ReadHost { host: Ok(Host::Domain(name)), is_own_form: is_own }
        };
    }
    // A short cut: IDNA refuses a forbidden character, and percent-decoding leaves it where it is, so
    // `url` need not be asked. A bracketed host goes to `url`.
    let first = typed.bytes().find(|byte| !is_ignored(*byte));
    if first != Some(b'[') && typed.bytes().any(is_forbidden) {
        return ReadHost { host: Err(ParseError::IdnaError), is_own_form: false };
    }
    let host = read_by_url(typed);
    let is_own_form = match host {
        Ok(Host::Ipv6(address)) => {
            let inside = typed.strip_prefix('[').and_then(|rest| rest.strip_suffix(']'));
            inside.is_some_and(|inside| inside.parse() == Ok(address))
        }
        _ => false,
    };
    ReadHost { host, is_own_form }
}

/// Whether a name is typed with `byte`: a letter, a digit, `-`, `_`, a dot, or a byte of a
/// character beyond ASCII.
fn may_be_typed(byte: u8) -> bool {
    dns_name::is_of_name(byte.to_ascii_lowercase()) || !byte.is_ascii()
}

/// A [forbidden domain code point](https://url.spec.whatwg.org/#forbidden-domain-code-point), except
/// those that end a host in a URL, those that WHATWG readers skip, and `%`, which encodes others.
fn is_forbidden(byte: u8) -> bool {
    byte <= b' ' && !is_ignored(byte)
        || matches!(byte, b':' | b'<' | b'>' | b'[' | b']' | b'^' | b'|' | 0x7f)
}

fn read_by_url(typed: &str) -> Result<Host<Cow<'_, str>>, ParseError> {
    let without_tabs: Cow<'_, str> = if typed.bytes().any(is_ignored) {
        Cow::Owned(typed.replace(['\t', '\n', '\r'], ""))
    } else {
        Cow::Borrowed(typed)
    };
    Ok(match Host::parse(&without_tabs)? {
        Host::Domain(name) => Host::Domain(Cow::Owned(name)),
        Host::Ipv4(address) => Host::Ipv4(address),
        Host::Ipv6(address) => Host::Ipv6(address),
    })
}

/// How plausible it is that a client reads a host in a way that WHATWG readers refuse.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Certainty {
    /// It is a whole host, as clients were seen to read it: without brackets, without zone id, an
    /// IPv6 address without brackets, the part before the first of two colons or before a control
    /// character.
    Whole,
    /// It is a fragment of a host, or a reading of outdated clients alone.
    Rest,
}

/// Calls `judge` with every host that a lenient reader could find in `typed`, which [`read`] refuses:
/// first in the text as typed, then in the [`decoded`] text.
///
/// Clients were seen to decode a host before they split it, to end it at a character that no host has
/// (`127.0.0.1%00.example.com`), to take brackets off names and IPv4 addresses, to skip zone ids and
/// what stands around brackets, and to read IPv6 addresses without brackets. By caution alone, a
/// bracket on one side is taken off and numbers lose the bits that do not fit.
pub(super) fn each_other_reading(
    typed: &str,
    mut judge: impl FnMut(Host<Cow<'_, str>>, Certainty),
) {
    each_reading_of(typed, &mut judge);
    if typed.bytes().any(|byte| byte == b'%' || is_ignored(byte) || !byte.is_ascii()) {
        let decoded = decoded(typed);
        let host = decoded.rsplit_once('@').map_or(decoded.as_str(), |(_, host)| host);
        if let Ok(host) = read(host).host {
            judge(host, Certainty::Whole);
        }
        each_reading_of(host, &mut judge);
    }
}

fn each_reading_of(typed: &str, judge: &mut impl FnMut(Host<Cow<'_, str>>, Certainty)) {
    let typed = typed.trim_start_matches([' ', '／']);
    each_reading_by_last_bracket(typed, judge);
    if !typed.contains('[') {
        return;
    }
    // A reader that stops before a bracket does not see it: `127.0.0.1%00[x]`.
    let stop = before(typed, |byte| ends_host(byte) || byte == b':').map(str::len);
    let behind = stop.and_then(|stop| Some(stop + typed.get(stop..)?.find('[')?));
    if let Some(seen) = behind.and_then(|end| typed.get(..end)) {
        each_reading_by_last_bracket(seen, judge);
    }
}

fn each_reading_by_last_bracket(
    typed: &str,
    judge: &mut impl FnMut(Host<Cow<'_, str>>, Certainty),
) {
    let (has_bracket, opened) = match typed.rsplit_once('[') {
        Some((_, opened)) => (true, opened),
        None => (false, typed),
    };
    let closed = before(opened, |byte| byte == b']');
    let inner = closed.unwrap_or(opened);
    if inner.bytes().any(|byte| byte == b':') {
        let address = before(inner, ends_host).unwrap_or(inner);
        let without_last_group = address.rsplit_once(':').map(|(before, _port)| before);
        let mut is_ipv6 = false;
        for text in [Some(address), without_last_group].into_iter().flatten() {
            if let Some(address) = read_ipv6(text) {
                is_ipv6 = true;
                judge(Host::Ipv6(address), Certainty::Whole);
            }
        }
        if is_ipv6 {
            return;
        }
    }
    let host = match closed {
        // A colon inside a pair of brackets starts no port.
        Some(inner) if has_bracket => inner,
        _ => before(inner, |byte| byte == b':').unwrap_or(inner),
    };
    // All of `typed` was read before, and was refused or judged.
    if host.len() < typed.len()
        && let Ok(host) = read(host).host
    {
        let is_whole = !has_bracket || typed.starts_with('[');
        judge(host, if is_whole { Certainty::Whole } else { Certainty::Rest });
    }
    judge_as(host, Certainty::Rest, judge);
    let Some(cut) = before(inner, ends_host) else { return };
    let is_number = cut.bytes().all(|byte| byte.is_ascii_digit());
    let end = inner.as_bytes().get(cut.len());
    if end.is_some_and(|byte| byte.is_ascii_control() && !is_ignored(*byte)) {
        // Nobody mistypes a control character, but for those that end a pasted line.
        judge_as(cut, Certainty::Whole, judge);
    } else if !is_number {
        // If cutting a name leaves digits alone, they are no address: `2024 report.example.com`.
        judge_as(cut, Certainty::Rest, judge);
    }
}

fn judge_as(
    text: &str,
    certainty: Certainty,
    judge: &mut impl FnMut(Host<Cow<'_, str>>, Certainty),
) {
    if let Some(number) = read_ipv4(text) {
        judge(Host::Ipv4(number.address), certainty);
    } else if !text.is_empty() {
        judge(Host::Domain(in_lower_case(text)), certainty);
    }
}

/// The text before the first byte that `is_end`, if there is one. `is_end` accepts ASCII alone.
fn before(text: &str, is_end: impl Fn(u8) -> bool) -> Option<&str> {
    text.get(..text.bytes().position(is_end)?)
}

/// Whether a lenient reader ends a host at `byte`.
fn ends_host(byte: u8) -> bool {
    byte <= b' '
        || matches!(byte, b'/' | b'?' | b'#' | b'\\')
        || matches!(byte, b'%' | b'"' | b'\'' | b';' | b'<' | b'>' | b'^' | b'`' | b'{' | b'|')
        || matches!(byte, b'}' | 0x7f)
}

fn in_lower_case(text: &str) -> Cow<'_, str> {
    if text.bytes().any(|byte| byte.is_ascii_uppercase()) {
        Cow::Owned(text.to_ascii_lowercase())
    } else {
        Cow::Borrowed(text)
    }
}

/// `text` as a reader sees it that decodes first: percent-encoding and full-width forms are replaced by
/// what they stand for, tabs, newlines and joiners left out, and other invisible characters are spaces.
fn decoded(text: &str) -> String {
    let mut bytes = Vec::with_capacity(text.len());
    let mut rest = text.as_bytes();
    while let [first, after @ ..] = rest {
        let digit = |byte: &u8| char::from(*byte).to_digit(16).and_then(|d| u8::try_from(d).ok());
        let encoded = match after {
            [high, low, ..] if *first == b'%' => digit(high).zip(digit(low)),
            _ => None,
        };
        match encoded {
            Some((high, low)) => bytes.push(high << 4 | low),
            None if is_ignored(*first) => {}
            None => bytes.push(*first),
        }
        rest = after.get(encoded.map_or(0, |_| 2)..).unwrap_or_default();
    }
    String::from_utf8_lossy(&bytes).chars().filter(|c| !is_joiner(*c)).map(without_width).collect()
}

/// Whether IDNA 2003 maps `c` to nothing ([RFC 3454](https://www.rfc-editor.org/rfc/rfc3454#appendix-B.1))
/// where WHATWG readers refuse it: between letters that it does not join.
fn is_joiner(c: char) -> bool {
    matches!(c, '\u{200c}' | '\u{200d}')
}

/// The ASCII character that `c` is a form of: full-width, an ideographic full stop, an invisible
/// character. Others stay.
fn without_width(c: char) -> char {
    match c {
        '。' | '｡' => '.',
        '\u{ff01}'..='\u{ff5e}' => char::from_u32(u32::from(c) - 0xfee0).unwrap_or(c),
        _ if is_invisible(c) => ' ',
        _ => c,
    }
}

/// An IPv6 address, whose groups may have more zeros before them than four digits leave room for.
fn read_ipv6(text: &str) -> Option<Ipv6Addr> {
    if text.len() > MAX_IPV6_LENGTH || !text.contains(':') {
        return None;
    }
    text.parse().ok().or_else(|| {
        text.split(':').any(|group| group.len() > 4 && group.starts_with('0')).then_some(())?;
        let mut short = String::with_capacity(text.len());
        for (at, group) in text.split(':').enumerate() {
            let digits = group.trim_start_matches('0');
            short.push_str(if at > 0 { ":" } else { "" });
            short.push_str(if digits.is_empty() && !group.is_empty() { "0" } else { digits });
        }
        short.parse().ok()
    })
}

/// Longer than any text of an IPv6 address that a client was seen to read.
const MAX_IPV6_LENGTH: usize = 128;

/// An IPv4 address in any notation.
struct Ipv4Number {
    address: Ipv4Addr,
    /// Whether the [IPv4 parser](https://url.spec.whatwg.org/#concept-ipv4-parser) of WHATWG URL reads
    /// it: every number fits, and a number with a leading zero is octal.
    is_exact: bool,
}

/// Reads one to four numbers, each decimal, octal after `0` or hexadecimal after `0x`. If a number is
/// too large, its low bits count: 8 for each but the last, and for the last what is left of 32.
fn read_ipv4(typed: &str) -> Option<Ipv4Number> {
    typed.starts_with(|first: char| first.is_ascii_digit()).then_some(())?;
    let typed = typed.strip_suffix('.').unwrap_or(typed);
    let (mut address, mut is_exact, mut bits_left) = (0_u32, true, u32::BITS);
    let mut parts = typed.split('.').peekable();
    while let Some(part) = parts.next() {
        // Three numbers of 8 bits leave room for one more.
        let bits = if parts.peek().is_some() { 8 } else { bits_left };
        bits_left = bits_left.checked_sub(bits)?;
        let (number, is_whole) = read_low_bits(part)?;
        let low = number & u32::MAX.checked_shr(u32::BITS - bits)?;
        is_exact &= is_whole && low == number;
        address |= low.checked_shl(bits_left)?;
    }
    Some(Ipv4Number { address: Ipv4Addr::from_bits(address), is_exact })
}

/// The low 32 bits of a number, and whether they are all of it.
fn read_low_bits(part: &str) -> Option<(u32, bool)> {
    let (digits, radix, is_standard) = match part.as_bytes() {
        [] => return None,
        [b'0', b'x' | b'X', digits @ ..] => (digits, 16, true),
        [b'0', digits @ ..] if digits.iter().all(|digit| matches!(digit, b'0'..=b'7')) => {
            (digits, 8, true)
        }
        // Digits that are not octal are read as decimal by some.
        digits => (digits, 10, !matches!(digits, [b'0', ..])),
    };
    let (mut number, mut is_whole) = (0_u32, is_standard);
    for digit in digits {
        let digit = char::from(*digit).to_digit(radix)?;
        let next = u64::from(number) * u64::from(radix) + u64::from(digit);
        #[allow(clippy::cast_possible_truncation, reason = "the low bits are what is asked for")]
        let low = next as u32;
        is_whole &= u64::from(low) == next;
        number = low;
    }
    Some((number, is_whole))
}
