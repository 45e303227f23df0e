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
            if schemeless == Schemeless::Path {
                return true;
            }
            let behind = text.get(scheme.end + 1..trimmed.end).unwrap_or_default();
            is_http(text.get(scheme.clone()).unwrap_or_default()) || !starts_with_port(behind)
        });
        let mut cut = Cut {
            text,
            at: scheme.as_ref().map_or(trimmed.start, |scheme| scheme.end + 1),
            end: trimmed.end,
        };
        let mut slashes = cut.until(|c| !is_slash(c) && !is_ignored(c));
        let is_path = scheme.is_none()
            && schemeless == Schemeless::Path
            && text
                .get(slashes.clone())
                .is_some_and(|run| run.chars().filter(|&c| is_slash(c)).count() < 2);
        if is_path {
            cut.at = slashes.start;
            slashes.end = slashes.start;
        }
        let authority = if is_path { cut.at..cut.at } else { cut.until(ends_authority) };
        let (user_info, host, port) = cut_authority(text, authority);
        Self {
            trimmed,
            scheme,
            slashes,
            user_info,
            host,
            port,
            path: cut.until(|c| matches!(c, '?' | '#')),
            query: cut.behind('?').map(|()| cut.until(|c| c == '#')),
            fragment: (cut.at < cut.end).then_some(cut.at..cut.end),
        }
    }
}

/// The scheme that `url` reads, without its colon.
pub(super) fn scheme(text: &str) -> Option<Range<usize>> {
    let Range { start, end } = trim(text);
    let trimmed = text.get(start..end)?;
    let length = trimmed.find(':')?;
    let mut characters = trimmed.get(..length)?.chars().filter(|&c| !is_ignored(c));
    let is_scheme = characters.next().is_some_and(|c| c.is_ascii_alphabetic())
        && characters.all(|c| matches!(c, 'a'..='z' | 'A'..='Z' | '0'..='9' | '+' | '-' | '.'));
    is_scheme.then_some(start..start + length)
}

/// Whether a reader that skips tabs and newlines sees `http` or `https`.
pub(super) fn is_http(scheme: &str) -> bool {
    let folded = scheme.chars().filter(|&c| !is_ignored(c)).map(|c| c.to_ascii_lowercase());
    folded.clone().eq("http".chars()) || folded.eq("https".chars())
}

/// What a WHATWG reader leaves off at both ends: C0 controls and spaces.
fn trim(text: &str) -> Range<usize> {
    let is_left_off = |c| c <= ' ';
    let start = text.len() - text.trim_start_matches(is_left_off).len();
    start..text.trim_end_matches(is_left_off).len().max(start)
}

/// Whether `text` is a port, and then nothing or what can follow an authority.
fn starts_with_port(text: &str) -> bool {
    let mut digits = 0;
    for c in text.chars().filter(|&c| !is_ignored(c)) {
        match c {
            '0'..='9' => digits += 1,
            _ => return digits > 0 && ends_authority(c),
        }
    }
    digits > 0
}

/// User information, host and port of `authority`.
fn cut_authority(
    text: &str,
    authority: Range<usize>,
) -> (Option<Range<usize>>, Range<usize>, Option<Range<usize>>) {
    let Range { start, end } = authority;
    let inside = text.get(start..end).unwrap_or_default();
    let user_info = inside.rfind('@').map(|at| start..start + at);
    let host_start = user_info.as_ref().map_or(start, |user_info| user_info.end + 1);
    let mut in_brackets = false;
    let colon = text.get(host_start..end).unwrap_or_default().find(|c| {
        match c {
            '[' => in_brackets = true,
            ']' => in_brackets = false,
            _ => {}
        }
        c == ':' && !in_brackets
    });
    match colon.map(|colon| host_start + colon) {
        Some(colon) => (user_info, host_start..colon, Some(colon + 1..end)),
        None => (user_info, host_start..end, None),
    }
}

/// A place in a text that moves forward.
struct Cut<'a> {
    text: &'a str,
    at: usize,
    end: usize,
}

impl Cut<'_> {
    /// What stands before the first character that `stops`.
    fn until(&mut self, stops: impl Fn(char) -> bool) -> Range<usize> {
        let start = self.at;
        let rest = self.text.get(start..self.end).unwrap_or_default();
        self.at = rest.find(stops).map_or(self.end, |length| start + length);
        start..self.at
    }

    /// Steps over `expected`, one ASCII character, if it comes next.
    fn behind(&mut self, expected: char) -> Option<()> {
        self.text.get(self.at..self.end)?.strip_prefix(expected)?;
        self.at += 1;
        Some(())
    }
}

fn is_slash(c: char) -> bool {
    matches!(c, '/' | '\\')
}

fn ends_authority(c: char) -> bool {
    matches!(c, '/' | '\\' | '?' | '#')
}

/// What a WHATWG reader leaves out wherever it stands.
fn is_ignored(c: char) -> bool {
    matches!(c, '\t' | '\n' | '\r')
}
