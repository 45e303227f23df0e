//! Where the parts of a text stand, whatever the text is.
//!
//! The text is cut as a WHATWG reader cuts a URL with a special scheme, tabs and newlines left where
//! they are. Wherever `url` reads a text with scheme `http` or `https`, scheme, user information,
//! host and port are the ones that it reads; a property test compares them. Where it reads none,
//! there is still something that stands where a host would.

use core::net::Ipv6Addr;
use core::ops::Range;

use crate::unseen::{is_invisible, is_quotation_mark};

/// The places of the parts of a text.
#[derive(Debug)]
pub(super) struct Located {
    /// The text without what does not belong to a URL at either end: C0 controls and spaces, which
    /// WHATWG readers leave off, invisible characters, and quotation marks around it.
    pub(super) trimmed: Range<usize>,
    pub(super) scheme: Scheme,
    /// Without what ends it. Empty where there is none.
    pub(super) scheme_place: Range<usize>,
    /// The slashes and backslashes before the authority.
    pub(super) slashes: Range<usize>,
    /// Whether there is room for a host. A reference can do without.
    pub(super) has_authority: bool,
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

/// What a text starts with.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Scheme {
    Http,
    Https,
    /// `http` or `https` and slashes, without the colon between them: `https//`, `http;//`.
    WithoutColon {
        is_https: bool,
    },
    Other,
    None,
}

/// What is read.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Input {
    /// A URL. Its scheme may have been left out, as in `example.com/callback` and
    /// `//example.com/callback`.
    Url,
    /// A reference, which is resolved against a base with this scheme. Without a scheme of its own it
    /// starts with the path, unless two slashes come first.
    Reference { base_is_https: bool },
}

impl Located {
    /// Cuts up `text`.
    pub(super) fn in_text(text: &str, input: Input) -> Self {
        let trimmed = trim(text, input);
        let (scheme, scheme_place, after_scheme) = cut_scheme(text, &trimmed, input);
        let mut cut = Cut { bytes: text.as_bytes(), at: after_scheme, end: trimmed.end };
        let slashes = cut.until(|byte| !is_slash(byte) && !is_ignored(byte));
        let is_path = match (input, scheme) {
            // WHATWG URL, no scheme state and special relative or authority state: the scheme of the
            // base, written out, changes nothing.
            (Input::Reference { .. }, Scheme::None)
            | (Input::Reference { base_is_https: false }, Scheme::Http)
            | (Input::Reference { base_is_https: true }, Scheme::Https) => {
                cut.count(&slashes, is_slash) < 2
            }
            _ => false,
        };
        if is_path && scheme == Scheme::None {
            // The slashes belong to the path.
            cut.at = slashes.start;
        }
        let slashes = slashes.start..cut.at;
        let authority_end = if is_path { cut.at } else { trimmed.end };
        let ((user_info, host, port), path_start) = cut_authority(text, cut.at, authority_end);
        cut.at = path_start;
        Self {
            trimmed,
            scheme,
            scheme_place,
            slashes,
            has_authority: !is_path,
            user_info,
            host,
            port,
            path: cut.until(|byte| matches!(byte, b'?' | b'#')),
            query: cut.after(b'?').map(|()| cut.until(|byte| byte == b'#')),
            fragment: (cut.at < cut.end).then_some(cut.at..cut.end),
        }
    }

    /// Whether a request would go through TLS. `None` if no scheme says so.
    pub(super) fn is_https(&self) -> Option<bool> {
        match self.scheme {
            Scheme::Http => Some(false),
            Scheme::Https => Some(true),
            Scheme::WithoutColon { is_https } => Some(is_https),
            Scheme::Other | Scheme::None => None,
        }
    }

    /// The port that a request would go to. `None` if what stands there is no port.
    pub(super) fn effective_port(&self, text: &str, is_https: bool) -> Option<u16> {
        let typed = self.port.clone().and_then(|place| text.get(place)).unwrap_or_default();
        let mut port = None;
        for byte in typed.bytes().filter(|byte| !is_ignored(*byte)) {
            let digit = byte.is_ascii_digit().then(|| u16::from(byte - b'0'))?;
            port = Some(port.unwrap_or(0_u16).checked_mul(10)?.checked_add(digit)?);
        }
        Some(port.unwrap_or(if is_https { 443 } else { 80 }))
    }
}

/// Scheme, its place, and where the text goes on.
fn cut_scheme(text: &str, trimmed: &Range<usize>, input: Input) -> (Scheme, Range<usize>, usize) {
    if let Some((scheme, place)) = http_at_start(text, trimmed.start) {
        let after = place.end + 1;
        return (scheme, place, after);
    }
    let none = (Scheme::None, trimmed.start..trimmed.start, trimmed.start);
    let Some(place) = scheme(text, trimmed.clone()) else {
        return match input {
            Input::Url => scheme_without_colon(text, trimmed).unwrap_or(none),
            Input::Reference { .. } => none,
        };
    };
    let after = place.end + 1;
    if let Some(scheme) = http_scheme(text, &place) {
        return (scheme, place, after);
    }
    // A name, a colon and a port are host and port, though `url` reads a scheme; and so is an IPv6
    // address whose first group starts with a letter.
    if input == Input::Url
        && (starts_with_port(text, after..trimmed.end)
            || starts_with_ipv6(text.get(trimmed.clone()).unwrap_or_default()))
    {
        return none;
    }
    // After `//` comes the host. Otherwise what stands before the colon may be a host, and what follows
    // it an invalid port.
    let has_host = text.get(after..).is_some_and(|rest| rest.starts_with("//"));
    let at = if has_host || input != Input::Url { after } else { trimmed.start };
    (Scheme::Other, place, at)
}

/// Whether `text` starts with `http:` or `https:`, in any letter case: almost all do.
fn http_at_start(text: &str, start: usize) -> Option<(Scheme, Range<usize>)> {
    let starts_with = |scheme: &str| {
        let place = start..start + scheme.len();
        text.get(place.clone())
            .filter(|typed| typed.eq_ignore_ascii_case(scheme))
            .map(|_| start..place.end - 1)
    };
    match starts_with("https:") {
        Some(place) => Some((Scheme::Https, place)),
        None => starts_with("http:").map(|place| (Scheme::Http, place)),
    }
}

/// The scheme that `url` reads, without its colon.
fn scheme(text: &str, trimmed: Range<usize>) -> Option<Range<usize>> {
    let start = trimmed.start;
    let mut is_first = true;
    for (length, &byte) in text.as_bytes().get(trimmed)?.iter().enumerate() {
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

/// `Http` or `Https` if a reader that skips tabs and newlines sees one of them.
fn http_scheme(text: &str, place: &Range<usize>) -> Option<Scheme> {
    let scheme = text.as_bytes().get(place.clone())?;
    let folded = scheme.iter().filter(|byte| !is_ignored(**byte)).map(u8::to_ascii_lowercase);
    if folded.clone().eq(*b"http") {
        Some(Scheme::Http)
    } else if folded.eq(*b"https") {
        Some(Scheme::Https)
    } else {
        None
    }
}

/// `http` or `https`, then a semicolon, a full-width colon or nothing, then a slash of some kind.
fn scheme_without_colon(
    text: &str,
    trimmed: &Range<usize>,
) -> Option<(Scheme, Range<usize>, usize)> {
    let typed = text.get(trimmed.clone())?;
    let length = typed.bytes().position(|byte| !byte.is_ascii_alphabetic())?;
    let is_https = match typed.get(..length)? {
        scheme if scheme.eq_ignore_ascii_case("http") => false,
        scheme if scheme.eq_ignore_ascii_case("https") => true,
        _ => return None,
    };
    let rest = typed.get(length..)?;
    let after = rest.strip_prefix([';', '：']).unwrap_or(rest);
    after.starts_with(['/', '\\', '／']).then_some(())?;
    let end = trimmed.start + length;
    Some((Scheme::WithoutColon { is_https }, trimmed.start..end, end + rest.len() - after.len()))
}

/// The text without what does not belong to a URL at either end.
fn trim(text: &str, input: Input) -> Range<usize> {
    let is_space = |c: char| c <= ' ' || is_invisible(c);
    let kept = text.trim_start_matches(is_space);
    // In a reference a quotation mark may be the path.
    let (kept, is_quoted) = match input {
        Input::Url if kept.starts_with(is_quotation_mark) => {
            (kept.trim_start_matches(|c| is_space(c) || is_quotation_mark(c)), true)
        }
        _ => (kept, false),
    };
    let start = text.len() - kept.len();
    // IDNA lets a blank Braille pattern through: at the end it may belong to the host.
    let is_after = |c| is_space(c) && c != '\u{2800}' || is_quoted && is_quotation_mark(c);
    let kept = kept.trim_end_matches(is_after);
    start..start + kept.len()
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

/// Whether an authority that is an IPv6 address without brackets starts `text`.
fn starts_with_ipv6(text: &str) -> bool {
    let end = text.bytes().position(ends_authority).unwrap_or(text.len());
    text.get(..end).and_then(ipv6_without_brackets).is_some()
}

/// User information, host and port.
type Authority = (Option<Range<usize>>, Range<usize>, Option<Range<usize>>);

/// Cuts up the authority at `start` of the text that ends at `end`, and says where it ends.
fn cut_authority(text: &str, start: usize, end: usize) -> (Authority, usize) {
    let (mut host_start, mut user_info, mut colon, mut in_brackets) = (start, None, None, false);
    let rest = text.as_bytes().get(start..end).unwrap_or_default();
    let mut length = 0;
    for &byte in rest {
        match byte {
            _ if ends_authority(byte) => break,
            b'@' => {
                // The last one counts.
                user_info = Some(start..start + length);
                host_start = start + length + 1;
                (colon, in_brackets) = (None, false);
            }
            b'[' => in_brackets = true,
            b']' => in_brackets = false,
            // Readers that decode a host before they split it see a bracket.
            b'%' => match rest.get(length + 1..length + 3) {
                Some([b'5', b'b' | b'B']) => in_brackets = true,
                Some([b'5', b'd' | b'D']) => in_brackets = false,
                _ => {}
            },
            b':' if !in_brackets && colon.is_none() => colon = Some(start + length),
            _ => {}
        }
        length += 1;
    }
    let end = start + length;
    let authority = match colon {
        None => (user_info, host_start..end, None),
        Some(colon) => {
            let typed = text.get(host_start..end).unwrap_or_default();
            let host_end = ipv6_without_brackets(typed).map_or(colon, |length| host_start + length);
            let port = (host_end < end).then_some(host_end + 1..end);
            (user_info, host_start..host_end, port)
        }
    };
    (authority, end)
}

/// The length of the IPv6 address that starts `host_and_port` without an opening bracket. The last
/// group may be a port. A text that is an address as a whole is taken whole; otherwise the last group is
/// left out if the rest is an address.
///
/// `url` reads no such text: it takes what stands after the first colon for a port.
fn ipv6_without_brackets(host_and_port: &str) -> Option<usize> {
    let is_ipv6 = |text: &str| {
        let address = text.strip_suffix(']').unwrap_or(text);
        // A zone id may follow, or what ends the address for readers that stop there.
        let address = address.split(|c| c == '%' || c <= ' ').next().unwrap_or_default();
        address.parse::<Ipv6Addr>().is_ok()
    };
    let (before, _port) =
        host_and_port.rsplit_once(':').filter(|(before, _)| before.contains(':'))?;
    if is_ipv6(host_and_port) {
        Some(host_and_port.len())
    } else {
        is_ipv6(before).then_some(before.len())
    }
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

    /// Steps over `expected` if it comes next; after the end are only controls and spaces.
    fn after(&mut self, expected: u8) -> Option<()> {
        (self.at < self.end && self.bytes.get(self.at) == Some(&expected)).then(|| self.at += 1)
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
pub(super) fn is_ignored(byte: u8) -> bool {
    matches!(byte, b'\t' | b'\n' | b'\r')
}
