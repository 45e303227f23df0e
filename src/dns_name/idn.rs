//! Names beyond ASCII, by UTS 46: the A-labels that the DNS carries, and whether a name was typed in its
//! own form, letter case aside.

use alloc::borrow::Cow;
use alloc::string::String;

use idna::AsciiDenyList;
use idna::uts46::{DnsLength, ErrorPolicy, Hyphens, ProcessingSuccess, Uts46};

use crate::dns_name::is_of_name;

/// Whether a label of `name`, which is in lower case, starts as A-labels do (RFC 5890 §2.3.1), valid or
/// not.
pub(crate) fn has_a_label(name: &str) -> bool {
    let starts_a_label = |before: &[u8]| matches!(before, [b'x', b'n'] | [.., b'.', b'x', b'n']);
    let name = name.as_bytes();
    let mut hyphens = name.windows(2).enumerate().filter(|(_, pair)| *pair == b"--");
    hyphens.any(|(at, _)| name.get(..at).is_some_and(starts_a_label))
}

/// A name of A-labels in lower case.
pub(crate) struct AsciiForm<'a> {
    pub(crate) name: Cow<'a, str>,
    /// Whether the name was typed as it is looked up, letter case aside: nothing was mapped, decoded or
    /// left out, so what is seen is what is looked up.
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
    let mut ascii = String::with_capacity(2 * typed.len());
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
