//! The syntax of names in the DNS: of a [`DomainName`](crate::DomainName), of the host of a URL and
//! of a host in a policy.

use alloc::borrow::Cow;
use alloc::string::String;
use core::ops::Range;

use idna::AsciiDenyList;
use idna::uts46::{DnsLength, ErrorPolicy, Hyphens, ProcessingSuccess, Uts46};

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
    /// A dot after a name that is valid without it. Only [`check_host`] answers this.
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

/// The same for a host that is typed: one dot at the end of a valid name is a problem of its own.
pub(crate) fn check_host(name: &str, underscore: Underscore) -> Result<(), NameFault> {
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

/// Whether a label of `name`, in any case, starts as A-labels do (RFC 5890 §2.3.1), valid or not.
pub(crate) fn has_a_label(name: &str) -> bool {
    let starts_a_label = |before: &[u8]| {
        matches!(before, [b'x' | b'X', b'n' | b'N'] | [.., b'.', b'x' | b'X', b'n' | b'N'])
    };
    let name = name.as_bytes();
    let mut hyphens = name.windows(2).enumerate().filter(|(_, pair)| *pair == b"--");
    hyphens.any(|(at, _)| name.get(..at).is_some_and(starts_a_label))
}

/// A name of A-labels in lower case.
pub(crate) struct AsciiForm<'a> {
    pub(crate) name: Cow<'a, str>,
    /// Whether the text is the very name that this stands for, letter case aside: nothing was mapped,
    /// decoded or left out, so what is seen is what is looked up.
    pub(crate) is_own: bool,
}

/// The A-label form of `typed`, by UTS 46 as WHATWG URL applies it (*domain to ASCII*, not strict).
/// `None` where IDNA knows no such name, or where it has a character that is `denied`.
pub(crate) fn to_ascii(typed: &str, denied: AsciiDenyList) -> Option<AsciiForm<'_>> {
    if let Some(name) = ascii_without_a_labels(typed) {
        return Some(AsciiForm { name, is_own: true });
    }
    if typed.is_ascii() {
        // Of ASCII nothing is mapped but its case.
        let name =
            Uts46::new().to_ascii(typed.as_bytes(), denied, Hyphens::Allow, DnsLength::Ignore);
        return name.ok().map(|name| AsciiForm { name, is_own: true });
    }
    let mut is_own = true;
    // The labels that IDNA hands over in Unicode, in their order, unless one was mapped to ASCII.
    let mut typed_labels = typed.split('.').filter(|label| !label.is_ascii() || is_a_label(label));
    let mut ascii = String::new();
    let compare = |label: &[char], _: &[char], _| {
        is_own &=
            typed_labels.next().is_some_and(|typed| is_a_label(typed) || is_cased(typed, label));
        false
    };
    let processed = Uts46::new().process(
        typed.as_bytes(),
        denied,
        Hyphens::Allow,
        ErrorPolicy::FailFast,
        compare,
        &mut ascii,
        None,
    );
    // What is beyond ASCII does not pass through.
    (processed.ok()? == ProcessingSuccess::WroteToSink).then_some(())?;
    is_own &= typed_labels.next().is_none();
    Some(AsciiForm { name: Cow::Owned(ascii), is_own })
}

/// A name of letters, digits, `-`, `_` and dots without A-labels: IDNA does no more than to fold its
/// case.
fn ascii_without_a_labels(typed: &str) -> Option<Cow<'_, str>> {
    let mut has_upper_case = false;
    for byte in typed.bytes() {
        match byte {
            b'A'..=b'Z' => has_upper_case = true,
            _ if is_of_name(byte) => {}
            _ => return None,
        }
    }
    let name =
        if has_upper_case { Cow::Owned(typed.to_ascii_lowercase()) } else { Cow::Borrowed(typed) };
    (!has_a_label(&name)).then_some(name)
}

/// Whether `label` starts as A-labels do (RFC 5890 §2.3.1), valid or not.
fn is_a_label(label: &str) -> bool {
    label.is_ascii() && label.get(..4).is_some_and(|start| start.eq_ignore_ascii_case("xn--"))
}

/// Whether `typed` is `label`, some of its letters in upper case. Each letter must be one character in
/// either case, and lead back to itself: `İ`, ligatures and the Kelvin sign do not.
fn is_cased(typed: &str, label: &[char]) -> bool {
    let is_capital_of = |capital: char, small: char| {
        capital.to_lowercase().eq([small]) && small.to_uppercase().eq([capital])
    };
    let mut expected = label.iter().copied();
    let mut letters = typed.chars().peekable();
    while let Some(letter) = letters.next() {
        // At the end of a word a capital sigma has another small letter (Unicode, Final_Sigma), which
        // some readers take and others do not.
        let is_ambiguous =
            letter == 'Σ' && !letters.peek().is_some_and(|c| c.is_lowercase() || c.is_uppercase());
        let is_same =
            expected.next().is_some_and(|small| letter == small || is_capital_of(letter, small));
        if is_ambiguous || !is_same {
            return false;
        }
    }
    expected.next().is_none()
}

/// Whether WHATWG readers take `name`, in lower case, for an IPv4 address: the
/// [ends-in-a-number checker](https://url.spec.whatwg.org/#ends-in-a-number-checker).
pub(crate) fn ends_in_number(name: &str) -> bool {
    let name = name.strip_suffix('.').unwrap_or(name);
    let last_dot = name.bytes().rposition(|byte| byte == b'.');
    is_number(name.get(last_dot.map_or(0, |dot| dot + 1)..).unwrap_or_default())
}

/// The same for the last label alone.
pub(crate) fn is_number(last_label: &str) -> bool {
    match last_label.strip_prefix("0x") {
        Some(digits) => digits.bytes().all(|byte| byte.is_ascii_hexdigit()),
        None => !last_label.is_empty() && last_label.bytes().all(|byte| byte.is_ascii_digit()),
    }
}
