//! The strict read: whether two conforming readers could read a text differently.

use core::net::Ipv6Addr;
use core::ops::Range;

use url::{Host, ParseError, Url};

use super::characters::{PATH, QUERY, is_url_code_point_beyond_ascii, may_stand};
use super::locate::{Located, Schemeless};
use crate::dns_name::{self, Underscore};
use crate::error::Fault;
use crate::reason::Reason;

/// What becomes of a fragment.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Fragment {
    /// A request does not carry it (RFC 9110 §7.1).
    Refused,
    /// In a `Location` it is meant for the user agent (RFC 9110 §10.2.2), so it is left off.
    Dropped,
}

/// Whether every part of `text` is written as a strict reader wants it. `url` is what was made of
/// it.
///
/// # Errors
///
/// Malformed: the first offence in reading order.
pub(super) fn check(
    text: &str,
    url: Result<&Url, ParseError>,
    schemeless: Schemeless,
    fragment: Fragment,
) -> Result<(), Fault> {
    let located = Located::in_text(text, schemeless);

    check_each(text, 0..located.trimmed.start, |_| false)?;
    check_scheme(text, &located, schemeless)?;
    if let Some(user_info) = &located.user_info {
        check_text(text, user_info, |byte| may_stand(byte, PATH) && !matches!(byte, b'/' | b'@'))?;
    }
    check_host_characters(text, &located.host)?;
    let url = url.map_err(|error| unreadable(error, &located))?;
    check_host(text, &located, url)?;
    if let Some(port) = located.port {
        check_each(text, port, |c| c.is_ascii_digit())?;
    }
    check_text(text, &located.path, |byte| may_stand(byte, PATH))?;
    if let Some(query) = &located.query {
        check_text(text, query, |byte| may_stand(byte, QUERY))?;
    }
    match located.fragment {
        Some(place) if fragment == Fragment::Refused => {
            return Err(Fault::at(place, Reason::Fragment));
        }
        _ => {}
    }
    check_each(text, located.trimmed.end..text.len(), |_| false)
}

/// Checks a name as `url` gives it, in lower case and with A-labels; the place is one in `name`.
pub(super) fn check_name(name: &str) -> Result<(), (Reason, Range<usize>)> {
    dns_name::check_host(name, Underscore::Accepted)
        .map_err(|fault| (fault.problem.into(), fault.place))
}

fn check_scheme(text: &str, located: &Located, schemeless: Schemeless) -> Result<(), Fault> {
    match &located.scheme {
        Some(scheme) => check_each(text, scheme.clone(), |c| c.is_ascii_alphabetic())?,
        None if schemeless == Schemeless::Path => check_first_segment(text, located)?,
        None => return Err(Fault::at(located.host.clone(), Reason::NoScheme)),
    }
    check_each(text, located.slashes.clone(), |c| c == '/')?;
    match located.slashes.len() {
        2 => Ok(()),
        0 if located.scheme.is_none() => Ok(()),
        _ => {
            let start = located.scheme.as_ref().map_or(0, |scheme| scheme.start);
            Err(Fault::at(start..located.slashes.end, Reason::Slashes))
        }
    }
}

/// Whether a reference with neither scheme nor authority can be told from one that has a scheme: RFC
/// 3986 §4.2 lets no colon into its first segment.
fn check_first_segment(text: &str, located: &Located) -> Result<(), Fault> {
    let path = text.get(located.path.clone()).unwrap_or_default();
    let segment = path.split(['/', '\\']).next().unwrap_or_default();
    match segment.find(':') {
        Some(colon) => {
            let start = located.path.start;
            Err(Fault::at(start..start + colon, Reason::NoScheme))
        }
        None => Ok(()),
    }
}

/// Only what no host can hold; what is left may still not be written as it is looked up.
fn check_host_characters(text: &str, host: &Range<usize>) -> Result<(), Fault> {
    let typed = text.get(host.clone()).unwrap_or_default();
    if typed.starts_with('[') {
        return Ok(());
    }
    for (at, c) in typed.char_indices() {
        let at = host.start + at;
        match c {
            '%' => check_percent(text, at)?,
            'a'..='z' | 'A'..='Z' | '0'..='9' | '-' | '.' | '_' | '\u{80}'.. => {}
            found => {
                return Err(Fault::at(at..at + found.len_utf8(), Reason::HostCharacter { found }));
            }
        }
    }
    Ok(())
}

/// Whether the host as typed is the host as read, and one that can be looked up.
fn check_host(text: &str, located: &Located, url: &Url) -> Result<(), Fault> {
    let place = &located.host;
    let typed = text.get(place.clone()).unwrap_or_default();
    let reason = match url.host() {
        // A reference without an authority has the host of its base.
        _ if typed.is_empty() => return Ok(()),
        // INVARIANT: a URL with scheme http or https has a host.
        None => Reason::NoHost,
        Some(Host::Domain(name)) if dns_name::is_own_form(typed, name) => match check_name(name) {
            Ok(()) => return Ok(()),
            Err((reason, at)) if typed.is_ascii() => {
                return Err(Fault::at(place.start + at.start..place.start + at.end, reason));
            }
            Err((reason, _)) => reason,
        },
        Some(Host::Domain(_)) => Reason::HostForm,
        Some(Host::Ipv4(address)) if typed.parse() == Ok(address) => return Ok(()),
        Some(Host::Ipv4(address)) => Reason::NumericIpv4 { address },
        Some(Host::Ipv6(address)) => {
            let inside = typed.strip_prefix('[').and_then(|rest| rest.strip_suffix(']'));
            match inside.map(str::parse::<Ipv6Addr>) {
                Some(Ok(typed)) if typed == address => return Ok(()),
                _ => Reason::Ipv6Syntax,
            }
        }
    };
    Err(Fault::at(place.clone(), reason))
}

/// Why `url` read nothing.
fn unreadable(error: ParseError, located: &Located) -> Fault {
    let host = located.host.clone();
    match error {
        ParseError::IdnaError | ParseError::InvalidDomainCharacter => Fault::at(host, Reason::Idna),
        ParseError::InvalidIpv4Address => Fault::at(host, Reason::Ipv4Syntax),
        ParseError::InvalidIpv6Address => Fault::at(host, Reason::Ipv6Syntax),
        ParseError::InvalidPort => {
            Fault::at(located.port.clone().unwrap_or(host), Reason::PortSyntax)
        }
        _ => Fault::at(host, Reason::NoHost),
    }
}

/// Checks percent-encoded text; `may_stand` is asked about ASCII alone.
fn check_text(
    text: &str,
    place: &Range<usize>,
    may_stand: impl Fn(u8) -> bool,
) -> Result<(), Fault> {
    let bytes = text.as_bytes().get(..place.end).unwrap_or_default();
    for (at, &byte) in bytes.iter().enumerate().skip(place.start) {
        match byte {
            b'%' => check_percent(text, at)?,
            0..0x80 if may_stand(byte) => {}
            // The rest of a character that was looked at where it starts.
            0x80..0xc0 => {}
            _ if char_at(text, at).is_some_and(is_url_code_point_beyond_ascii) => {}
            _ => return Err(refused_character(text, at)),
        }
    }
    Ok(())
}

/// `at` is the place of a `%`.
fn check_percent(text: &str, at: usize) -> Result<(), Fault> {
    let mut behind = text.get(at + 1..).unwrap_or_default().bytes();
    let digits = [behind.next(), behind.next()];
    if digits.iter().all(|digit| digit.is_some_and(|digit| digit.is_ascii_hexdigit())) {
        return Ok(());
    }
    Err(Fault::at(at..at + 1, Reason::PercentEncoding))
}

/// Refuses the first character of `place` that `may_stand` does not let through.
fn check_each(
    text: &str,
    place: Range<usize>,
    may_stand: impl Fn(char) -> bool,
) -> Result<(), Fault> {
    let typed = text.get(place.clone()).unwrap_or_default();
    match typed.char_indices().find(|&(_, c)| !may_stand(c)) {
        Some((at, _)) => Err(refused_character(text, place.start + at)),
        None => Ok(()),
    }
}

fn refused_character(text: &str, at: usize) -> Fault {
    let found = char_at(text, at).unwrap_or(char::REPLACEMENT_CHARACTER);
    let reason = if found == '\\' { Reason::Backslash } else { Reason::Character { found } };
    Fault::at(at..at + found.len_utf8(), reason)
}

fn char_at(text: &str, at: usize) -> Option<char> {
    text.get(at..)?.chars().next()
}
