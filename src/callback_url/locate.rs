//! Where the parts of a text stand, whatever the text is.
//!
//! The text is cut as a WHATWG reader cuts a URL with a special scheme, tabs and newlines left where
//! they are. Wherever `url` reads a text with scheme `http` or `https`, scheme, user information,
//! host and port are the ones that it reads; a property test compares them. Where it reads none,
//! there is still something that stands where a host would.

use core::net::Ipv6Addr;
use core::ops::Range;

use super::scan::{next_odd, skip_common};
use crate::unseen::{is_invisible, is_quotation_mark};

/// A text, and the places of its parts.
#[derive(Debug)]
pub(super) struct Located<'a> {
    pub(super) text: &'a str,
    pub(super) input: Input,
    /// The text without what does not belong to a URL at either end: C0 controls and spaces, which
    /// WHATWG readers leave off, invisible characters, and quotation marks around it.
    pub(super) trimmed: Range<usize>,
    pub(super) scheme: Scheme,
    /// Without what ends it. Empty where there is none.
    pub(super) scheme_place: Range<usize>,
    /// The slashes and backslashes before the authority.
    pub(super) slashes: Range<usize>,
    /// Whether the text has an authority, in which the host stands. A reference may have none.
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
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Input {
    /// A URL. Its scheme may have been left out, as in `example.com/callback` and
    /// `//example.com/callback`.
    Url,
    /// A reference, which is resolved against a base with this scheme. Without a scheme of its own it
    /// starts with the path, unless two slashes come first.
    Reference { base_is_https: bool },
}

impl<'a> Located<'a> {
    /// Cuts up `text`.
    pub(super) fn in_text(text: &'a str, input: Input) -> Self {
        let trimmed = trim(text, input);
        let (scheme, scheme_place, slashes_start) = cut_scheme(text, &trimmed, input);
        let kept = text.get(..trimmed.end).unwrap_or_default();
        let slashes = slashes_start..end_of_slashes(kept, slashes_start);
        let is_path = match (input, scheme) {
            // WHATWG URL, no scheme state and special relative or authority state: the scheme of the
            // base, written out, changes nothing.
            (Input::Reference { .. }, Scheme::None)
            | (Input::Reference { base_is_https: false }, Scheme::Http)
            | (Input::Reference { base_is_https: true }, Scheme::Https) => {
                let slashes = kept.get(slashes.clone()).unwrap_or_default();
                slashes.bytes().filter(|byte| is_slash(*byte)).count() < 2
            }
            _ => false,
        };
        // Without a scheme the slashes belong to the path.
        let slashes_end =
            if is_path && scheme == Scheme::None { slashes.start } else { slashes.end };
        let authority = if is_path {
            Authority {
                user_info: None,
                host: slashes_end..slashes_end,
                port: None,
                end: slashes_end,
            }
        } else {
            cut_authority(kept, slashes_end)
        };
        let bytes = kept.as_bytes();
        let path_end = end_of_part(bytes, authority.end, |byte| matches!(byte, b'?' | b'#'));
        let has_query = bytes.get(path_end) == Some(&b'?');
        let query_end = end_of_part(bytes, path_end, |byte| byte == b'#');
        Self {
            text,
            input,
            trimmed,
            scheme,
            scheme_place,
            slashes: slashes.start..slashes_end,
            has_authority: !is_path,
            user_info: authority.user_info,
            host: authority.host,
            port: authority.port,
            path: authority.end..path_end,
            query: has_query.then_some(path_end + 1..query_end),
            fragment: (query_end < kept.len()).then_some(query_end..kept.len()),
        }
    }

    /// The text at `place`.
    pub(super) fn typed(&self, place: &Range<usize>) -> &'a str {
        self.text.get(place.clone()).unwrap_or_default()
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
    pub(super) fn effective_port(&self, is_https: bool) -> Option<u16> {
        let typed = self.port.as_ref().map_or("", |place| self.typed(place));
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
    // A name, a colon and a port are taken for host and port, though `url` reads a scheme. So is an
    // IPv6 address whose first group starts with a letter.
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

struct Authority {
    user_info: Option<Range<usize>>,
    host: Range<usize>,
    port: Option<Range<usize>>,
    end: usize,
}

/// Cuts up the authority that starts at `start`.
fn cut_authority(text: &str, start: usize) -> Authority {
    let bytes = text.as_bytes();
    let (mut host_start, mut user_info, mut colon, mut in_brackets) = (start, None, None, false);
    let mut at = start;
    while let Some(&byte) = bytes.get(at).filter(|byte| !ends_authority(**byte)) {
        match byte {
            b'@' => {
                // The last `@` ends the user information.
                user_info = Some(start..at);
                host_start = at + 1;
                (colon, in_brackets) = (None, false);
            }
            b'[' => in_brackets = true,
            b']' => in_brackets = false,
            // Readers that decode a host before they split it see a bracket.
            b'%' => match bytes.get(at + 1..at + 3) {
                Some([b'5', b'b' | b'B']) => in_brackets = true,
                Some([b'5', b'd' | b'D']) => in_brackets = false,
                _ => {}
            },
            b':' if !in_brackets && colon.is_none() => colon = Some(at),
            _ => {}
        }
        at = skip_common(bytes, at + 1);
    }
    let mut host_end = at;
    if let Some(colon) = colon {
        let typed = text.get(host_start..at).unwrap_or_default();
        host_end = ipv6_without_brackets(typed).map_or(colon, |length| host_start + length);
    }
    let port = (host_end < at).then_some(host_end + 1..at);
    Authority { user_info, host: host_start..host_end, port, end: at }
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

/// The place after the slashes and backslashes that stand at `start`.
fn end_of_slashes(text: &str, start: usize) -> usize {
    let mut bytes = text.bytes().enumerate().skip(start);
    let end = bytes.find(|&(_, byte)| !is_slash(byte) && !is_ignored(byte));
    end.map_or(text.len(), |(at, _)| at)
}

/// The place of the first byte from `start` on that `ends` a part, all of them ASCII, or the end.
fn end_of_part(bytes: &[u8], start: usize, ends: impl Fn(u8) -> bool) -> usize {
    let mut at = start;
    while let Some(&byte) = bytes.get(at).filter(|byte| !ends(**byte)) {
        at = next_odd(bytes, at, byte);
    }
    at
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
