//! Where the parts of a text stand, for messages and for the strict read.
//!
//! The text is cut as a WHATWG reader cuts a URL with a special scheme, tabs and newlines left
//! where they are. What a part *means* is decided by `url` alone; a property test compares the two.

use core::ops::Range;

/// The places of the parts of any text at all.
#[derive(Debug)]
pub(super) struct Located {
    /// The text without the C0 controls and spaces at its ends.
    pub(super) trimmed: Range<usize>,
    /// Without the colon. `None` where the text has no scheme.
    pub(super) scheme: Option<Range<usize>>,
    /// The slashes and backslashes before the authority.
    pub(super) slashes: Range<usize>,
    /// Without the `@`.
    pub(super) user_info: Option<Range<usize>>,
    pub(super) host: Range<usize>,
    /// Without the colon.
    pub(super) port: Option<Range<usize>>,
    pub(super) path: Range<usize>,
    /// Without the `?`.
    pub(super) query: Option<Range<usize>>,
    /// With the `#`.
    pub(super) fragment: Option<Range<usize>>,
}

/// What a text without a scheme starts with.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Schemeless {
    /// The authority, as in `example.com/callback` and `//example.com/callback`.
    Authority,
    /// The path, unless two slashes come first: a reference to be resolved.
    Path,
}

impl Located {
    /// Cuts up `text`. A name, a colon and a port are host and port, though `url` reads a scheme;
    /// not so in a reference.
    pub(super) fn in_text(text: &str, schemeless: Schemeless) -> Self {
        let trimmed = trim(text);
        let scheme = scheme(text).filter(|scheme| {
            schemeless == Schemeless::Path
                || is_http(text, scheme)
                || !starts_with_port(text, scheme.end + 1..trimmed.end)
        });
        let mut cut = Cut {
            bytes: text.as_bytes(),
            at: scheme.as_ref().map_or(trimmed.start, |scheme| scheme.end + 1),
            end: trimmed.end,
        };
        let slashes = cut.until(|byte| !is_slash(byte) && !is_ignored(byte));
        let slash_count = cut.count(&slashes, is_slash);
        let is_path = scheme.is_none() && schemeless == Schemeless::Path && slash_count < 2;
        if is_path {
            cut.at = slashes.start;
        }
        let slashes = slashes.start..cut.at;
        let authority = if is_path { cut.at..cut.at } else { cut.until(ends_authority) };
        let (user_info, host, port) = cut_authority(text, authority);
        Self {
            trimmed,
            scheme,
            slashes,
            user_info,
            host,
            port,
            path: cut.until(|byte| matches!(byte, b'?' | b'#')),
            query: cut.behind(b'?').map(|()| cut.until(|byte| byte == b'#')),
            fragment: (cut.at < cut.end).then_some(cut.at..cut.end),
        }
    }
}

/// The scheme that `url` reads, without its colon.
pub(super) fn scheme(text: &str) -> Option<Range<usize>> {
    let Range { start, end } = trim(text);
    let mut is_first = true;
    for (length, &byte) in text.as_bytes().get(start..end)?.iter().enumerate() {
        match byte {
            b'a'..=b'z' | b'A'..=b'Z' => is_first = false,
            b'0'..=b'9' | b'+' | b'-' | b'.' if !is_first => {}
            b':' if !is_first => return Some(start..start + length),
            _ if is_ignored(byte) => {}
            _ => return None,
        }
    }
    None
}

/// Whether a reader that skips tabs and newlines sees `http` or `https`.
pub(super) fn is_http(text: &str, scheme: &Range<usize>) -> bool {
    let scheme = text.as_bytes().get(scheme.clone()).unwrap_or_default();
    let folded = scheme.iter().filter(|byte| !is_ignored(**byte)).map(u8::to_ascii_lowercase);
    folded.clone().eq(*b"http") || folded.eq(*b"https")
}

/// What a WHATWG reader leaves off at both ends: C0 controls and spaces.
fn trim(text: &str) -> Range<usize> {
    let is_kept = |&byte: &u8| byte > b' ';
    match text.bytes().position(|byte| is_kept(&byte)) {
        None => text.len()..text.len(),
        Some(start) => start..text.as_bytes().iter().rposition(is_kept).unwrap_or(start) + 1,
    }
}

/// Whether a port stands at `place`, and then nothing or what can follow an authority.
fn starts_with_port(text: &str, place: Range<usize>) -> bool {
    let mut has_digit = false;
    for &byte in text.as_bytes().get(place).unwrap_or_default() {
        match byte {
            b'0'..=b'9' => has_digit = true,
            _ if is_ignored(byte) => {}
            _ => return has_digit && ends_authority(byte),
        }
    }
    has_digit
}

/// User information, host and port of `authority`.
fn cut_authority(
    text: &str,
    authority: Range<usize>,
) -> (Option<Range<usize>>, Range<usize>, Option<Range<usize>>) {
    let Range { start, end } = authority;
    let bytes = text.as_bytes().get(..end).unwrap_or_default();
    let at_sign = bytes.get(start..).unwrap_or_default().iter().rposition(|&byte| byte == b'@');
    let user_info = at_sign.map(|at| start..start + at);
    let host_start = user_info.as_ref().map_or(start, |user_info| user_info.end + 1);
    let mut in_brackets = false;
    for (at, byte) in bytes.iter().enumerate().skip(host_start) {
        match byte {
            b'[' => in_brackets = true,
            b']' => in_brackets = false,
            b':' if !in_brackets => return (user_info, host_start..at, Some(at + 1..end)),
            _ => {}
        }
    }
    (user_info, host_start..end, None)
}

/// A place in a text that moves forward. All that it stops at is ASCII, so it never stops inside a
/// character.
struct Cut<'a> {
    bytes: &'a [u8],
    at: usize,
    end: usize,
}

impl Cut<'_> {
    /// What stands before the first byte that `stops`.
    fn until(&mut self, stops: impl Fn(u8) -> bool) -> Range<usize> {
        let start = self.at;
        let rest = self.bytes.get(start..self.end).unwrap_or_default();
        self.at = rest.iter().position(|&byte| stops(byte)).map_or(self.end, |at| start + at);
        start..self.at
    }

    /// Steps over `expected` if it comes next; behind the end are only controls and spaces.
    fn behind(&mut self, expected: u8) -> Option<()> {
        (self.bytes.get(self.at) == Some(&expected)).then(|| self.at += 1)
    }

    fn count(&self, place: &Range<usize>, is_counted: impl Fn(u8) -> bool) -> usize {
        let bytes = self.bytes.get(place.clone()).unwrap_or_default();
        bytes.iter().filter(|&&byte| is_counted(byte)).count()
    }
}

fn is_slash(byte: u8) -> bool {
    matches!(byte, b'/' | b'\\')
}

fn ends_authority(byte: u8) -> bool {
    matches!(byte, b'/' | b'\\' | b'?' | b'#')
}

/// What a WHATWG reader leaves out wherever it stands.
fn is_ignored(byte: u8) -> bool {
    matches!(byte, b'\t' | b'\n' | b'\r')
}
