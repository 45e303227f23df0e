//! The syntax of names in the DNS, shared by [`DomainName`](crate::DomainName) and hosts of URLs.

use alloc::borrow::Cow;
use core::ops::Range;

use idna::AsciiDenyList;
use idna::uts46::{DnsLength, Hyphens, Uts46};

use crate::reason::Reason;

/// RFC 1034 §3.1: labels are limited to 63 octets.
const MAX_LABEL_LENGTH: usize = 63;

/// RFC 1035 §2.3.4: names are limited to 255 octets on the wire, which leaves 253 characters.
pub(crate) const MAX_LENGTH: usize = 253;

/// Whether `_` may stand in a name. It exists in the DNS (RFC 2181 §11) and WHATWG URL accepts it;
/// host names proper do not have it (RFC 1123 §2.1).
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Underscore {
    Accepted,
    Refused,
}

/// Checks `name`, in lower case, against the limits of the DNS and the host name rules of RFC 1123
/// §2.1, and gives the first offence in reading order with its place in `name`.
pub(crate) fn check(name: &str, underscore: Underscore) -> Result<(), (Reason, Range<usize>)> {
    let mut start = 0;
    for label in name.split('.') {
        let end = start + label.len();
        check_label(label, underscore).map_err(|(reason, at)| match reason {
            Reason::HostCharacter { found } => (reason, start + at..start + at + found.len_utf8()),
            _ => (reason, start..end),
        })?;
        start = end + 1;
    }
    if name.len() > MAX_LENGTH {
        return Err((Reason::NameTooLong, 0..name.len()));
    }
    Ok(())
}

/// The offence, and where in the label it stands if it is a character.
fn check_label(label: &str, underscore: Underscore) -> Result<(), (Reason, usize)> {
    let stray = label.char_indices().find(|&(_, c)| match c {
        'a'..='z' | '0'..='9' | '-' => false,
        '_' => underscore == Underscore::Refused,
        _ => true,
    });
    if let Some((at, found)) = stray {
        return Err((Reason::HostCharacter { found }, at));
    }
    if label.is_empty() {
        Err((Reason::EmptyLabel, 0))
    } else if label.len() > MAX_LABEL_LENGTH {
        Err((Reason::LabelTooLong, 0))
    } else if label.starts_with('-') || label.ends_with('-') {
        Err((Reason::Hyphen, 0))
    } else {
        Ok(())
    }
}

/// The A-label form of `name`, by UTS 46 as WHATWG URL applies it (*domain to ASCII*, not strict).
/// `None` where IDNA knows no such name.
pub(crate) fn to_ascii(name: &str) -> Option<Cow<'_, str>> {
    Uts46::new()
        .to_ascii(name.as_bytes(), AsciiDenyList::EMPTY, Hyphens::Allow, DnsLength::Ignore)
        .ok()
}

/// Whether `typed` is the very text, letter case of ASCII apart, that the A-label form `ascii`
/// stands for: nothing was mapped, decoded or left out, so what is seen is what is looked up.
pub(crate) fn is_own_form(typed: &str, ascii: &str) -> bool {
    if typed.is_ascii() {
        return typed.eq_ignore_ascii_case(ascii);
    }
    let (unicode, valid) =
        Uts46::new().to_unicode(ascii.as_bytes(), AsciiDenyList::EMPTY, Hyphens::Allow);
    valid.is_ok() && typed.to_ascii_lowercase() == unicode
}

/// Whether WHATWG readers take a name with this last label for an IPv4 address: the
/// [ends-in-a-number checker](https://url.spec.whatwg.org/#ends-in-a-number-checker).
pub(crate) fn is_number(label: &str) -> bool {
    match label.strip_prefix("0x") {
        Some(digits) => digits.bytes().all(|byte| byte.is_ascii_hexdigit()),
        None => !label.is_empty() && label.bytes().all(|byte| byte.is_ascii_digit()),
    }
}
