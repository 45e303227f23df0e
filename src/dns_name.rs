//! The syntax of names in the DNS: of a [`DomainName`](crate::DomainName), of the host of a URL and
//! of a host in a policy.

pub(crate) mod idn;

use core::ops::Range;

/// RFC 1034 §3.1: labels are limited to 63 octets.
pub(crate) const MAX_LABEL_LENGTH: usize = 63;

/// RFC 1035 §2.3.4: names are limited to 255 octets on the wire, which leaves 253 characters.
pub(crate) const MAX_LENGTH: usize = 253;

/// No name has more bytes than this when it is typed in Unicode: an A-label of `n` bytes stands for
/// at most `n` characters, and a character has at most 4 bytes.
pub(crate) const MAX_TYPED_LENGTH: usize = 4 * MAX_LENGTH;

/// Whether a name may contain `_`. The DNS has such names (RFC 2181 §11) and WHATWG URL accepts
/// them, but they are no host names (RFC 1123 §2.1).
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Underscore {
    Accepted,
    Refused,
}

/// What is wrong with a name, and where in it.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct NameFault {
    pub(crate) problem: NameProblem,
    pub(crate) place: Range<usize>,
}

/// What can be wrong with a name.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum NameProblem {
    /// A character that no host name has (RFC 1123 §2.1).
    Character { found: char },
    /// Two dots in a row, or a dot at the start or the end (RFC 1034 §3.1).
    EmptyLabel,
    /// A label that starts or ends with a hyphen (RFC 1123 §2.1).
    Hyphen,
    /// More bytes than [`MAX_LABEL_LENGTH`].
    LabelTooLong,
    /// More bytes than [`MAX_LENGTH`].
    NameTooLong,
    /// A dot after a name that is valid without it. Only [`check_typed`] answers this.
    TrailingDot,
}

/// Checks `name`, in lower case, against the limits of the DNS and the host name rules of RFC 1123
/// §2.1, and gives the first problem in reading order.
pub(crate) fn check(name: &str, underscore: Underscore) -> Result<(), NameFault> {
    let mut label_start = 0;
    for (at, byte) in name.bytes().enumerate() {
        if byte == b'.' {
            check_label(name, label_start..at)?;
            label_start = at + 1;
        } else if !is_of_name(byte) || byte == b'_' && underscore == Underscore::Refused {
            let found = name.get(at..).and_then(|rest| rest.chars().next());
            let found = found.unwrap_or(char::REPLACEMENT_CHARACTER);
            return Err(fault(NameProblem::Character { found }, at..at + found.len_utf8()));
        }
    }
    check_label(name, label_start..name.len())?;
    if name.len() > MAX_LENGTH {
        return Err(fault(NameProblem::NameTooLong, 0..name.len()));
    }
    Ok(())
}

/// [`check`] for a host as it is typed: one dot at the end of a valid name is a problem of its own.
pub(crate) fn check_typed(name: &str, underscore: Underscore) -> Result<(), NameFault> {
    let Some(without_dot) = name.strip_suffix('.') else { return check(name, underscore) };
    check(without_dot, underscore)?;
    Err(fault(NameProblem::TrailingDot, without_dot.len()..name.len()))
}

/// Whether a name in lower case can contain `byte`: a letter, a digit, `-`, `_` or a dot.
#[inline]
#[allow(
    clippy::indexing_slicing,
    reason = "at compile time a wrong one fails the build; a byte cannot lie outside 256 entries"
)]
pub(crate) fn is_of_name(byte: u8) -> bool {
    const TABLE: [bool; 256] = {
        let mut table = [false; 256];
        let bytes = b"abcdefghijklmnopqrstuvwxyz0123456789-_.";
        let mut i = 0;
        while i < bytes.len() {
            table[bytes[i] as usize] = true;
            i += 1;
        }
        table
    };
    TABLE[byte as usize]
}

fn check_label(name: &str, place: Range<usize>) -> Result<(), NameFault> {
    match name.as_bytes().get(place.clone()).unwrap_or_default() {
        [] => Err(fault(NameProblem::EmptyLabel, place)),
        [b'-', ..] | [.., b'-'] => Err(fault(NameProblem::Hyphen, place)),
        label if label.len() > MAX_LABEL_LENGTH => Err(fault(NameProblem::LabelTooLong, place)),
        _ => Ok(()),
    }
}

fn fault(problem: NameProblem, place: Range<usize>) -> NameFault {
    NameFault { problem, place }
}

/// `name` without any dots at its end. The first of them stands for the root (RFC 1034 §3.1), and
/// changes nothing about where the name leads; lenient resolvers skip the others.
#[inline]
pub(crate) fn without_trailing_dots(mut name: &str) -> &str {
    while let Some(without_dot) = name.strip_suffix('.') {
        name = without_dot;
    }
    name
}

/// What stands before `suffix` in `name`, its dot included: `"a.b."` where `name` is
/// `"a.b.example"` and `suffix` is `"example"`. `None` where `name` is neither `suffix` nor a name
/// below it, as `"notexample"` is not.
#[inline]
pub(crate) fn before<'a>(name: &'a str, suffix: &str) -> Option<&'a str> {
    let (before, rest) = name.split_at_checked(name.len().checked_sub(suffix.len())?)?;
    // The boundary alone rules out most names.
    let is_boundary = before.is_empty() || before.ends_with('.');
    (is_boundary && rest == suffix).then_some(before)
}

/// Whether WHATWG readers take `name`, in lower case, for an IPv4 address: the
/// [ends-in-a-number checker](https://url.spec.whatwg.org/#ends-in-a-number-checker).
pub(crate) fn ends_in_number(name: &str) -> bool {
    let name = name.strip_suffix('.').unwrap_or(name);
    let last_dot = name.bytes().rposition(|byte| byte == b'.');
    is_number(name.get(last_dot.map_or(0, |dot| dot + 1)..).unwrap_or_default())
}

/// Whether WHATWG readers take a name with this last label for an IPv4 address.
pub(crate) fn is_number(last_label: &str) -> bool {
    match last_label.strip_prefix("0x") {
        Some(digits) => digits.bytes().all(|byte| byte.is_ascii_hexdigit()),
        None => !last_label.is_empty() && last_label.bytes().all(|byte| byte.is_ascii_digit()),
    }
}
