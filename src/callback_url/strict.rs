//! The strict read: whether two conforming readers could read a text differently.

use core::net::Ipv6Addr;
use core::ops::Range;

use url::{Host, ParseError};

use super::characters::{
    ENCODED, PATH, QUERY, USER_INFO, is_percent_encoded, is_url_code_point_beyond_ascii, may_stand,
};
use super::host::ReadHost;
use super::locate::{Input, Located, Scheme};
use super::scan::{common_name, next_odd};
use crate::dns_name::{self, Underscore};
use crate::error::Fault;
use crate::reason::{HostForm, Reason};
use crate::unseen::{self, is_invisible, is_quotation_mark};

/// Whether every part of a text is written as a strict reader wants it. `host` is what a WHATWG
/// reader makes of its host.
///
/// # Errors
///
/// Malformed: the first offence in reading order.
pub(super) fn check(located: &Located<'_>, host: &ReadHost<'_>) -> Result<(), Fault> {
    let text = located.text;
    check_outside(text, 0..located.trimmed.start)?;
    check_scheme(located)?;
    if let Some(user_info) = &located.user_info {
        check_text(text, user_info, USER_INFO)?;
    }
    if located.has_authority {
        check_host_form(located.text, &located.host, host)?;
    }
    if let Some(port) = &located.port {
        check_port(located, port)?;
    }
    check_text(text, &located.path, PATH | ENCODED)?;
    if let Some(query) = &located.query {
        check_text(text, query, QUERY | ENCODED)?;
    }
    // A request does not carry it (RFC 9110 §7.1). In a `Location` it is meant for the user agent (RFC
    // 9110 §10.2.2), so it is left off.
    if let Some(fragment) = &located.fragment
        && located.input == Input::Url
    {
        return Err(Fault::at(fragment.clone(), Reason::Fragment));
    }
    check_outside(text, located.trimmed.end..text.len())
}

/// Nothing may stand before a URL or after it.
fn check_outside(text: &str, place: Range<usize>) -> Result<(), Fault> {
    match text.get(place.clone()).unwrap_or_default().chars().next() {
        None => Ok(()),
        Some(c) if is_quotation_mark(c) => {
            Err(Fault::at(place.start..place.start + c.len_utf8(), Reason::Quoted))
        }
        Some(_) => Err(refused_character(text, place.start)),
    }
}

fn check_scheme(located: &Located<'_>) -> Result<(), Fault> {
    let text = located.text;
    match located.scheme {
        Scheme::WithoutColon { is_https } => {
            let place = located.scheme_place.start..located.slashes.start;
            return Err(Fault::at(place, Reason::MissingColon { is_https }));
        }
        Scheme::None if located.input == Input::Url => {
            return Err(Fault::at(located.host.clone(), Reason::NoScheme));
        }
        Scheme::None if !located.has_authority => return check_first_segment(located),
        Scheme::None | Scheme::Http | Scheme::Https | Scheme::Other => {}
    }
    check_each(text, located.scheme_place.clone(), |byte| byte.is_ascii_alphabetic())?;
    check_each(text, located.slashes.clone(), |byte| byte == b'/')?;
    if located.slashes.len() != "//".len() {
        return Err(Fault::at(located.scheme_place.start..located.slashes.end, Reason::Slashes));
    }
    Ok(())
}

/// Checks a name as `url` gives it, in lower case and with A-labels; the place is one in `name`.
pub(super) fn check_name(name: &str) -> Result<(), (Reason, Range<usize>)> {
    dns_name::check_typed(name, Underscore::Accepted)
        .map_err(|fault| (fault.problem.into(), fault.place))
}

/// Whether a reference with neither scheme nor authority can be told from one that has a scheme: RFC
/// 3986 §4.2 lets no colon into its first segment.
fn check_first_segment(located: &Located<'_>) -> Result<(), Fault> {
    let path = located.typed(&located.path);
    let segment = path.split(['/', '\\']).next().unwrap_or_default();
    match segment.find(':') {
        Some(colon) => {
            let start = located.path.start;
            Err(Fault::at(start..start + colon, Reason::NoScheme))
        }
        None => Ok(()),
    }
}

/// Whether the host as typed is the host as read, and one that can be looked up.
pub(super) fn check_host_form(
    text: &str,
    place: &Range<usize>,
    read: &ReadHost<'_>,
) -> Result<(), Fault> {
    let typed = text.get(place.clone()).unwrap_or_default();
    if place.start > 0 && common_name(text, place.start) == Some(typed) {
        return Ok(());
    }
    if !read.is_own_form {
        check_brackets(typed, place)?;
        check_host_characters(text, place)?;
    } else if let Some((at, c)) = unseen::first_in_name(typed) {
        let at = place.start + at;
        return Err(Fault::at(at..at + c.len_utf8(), Reason::of_unseen(c)));
    }
    let reason = match &read.host {
        Ok(Host::Domain(name)) if read.is_own_form => match check_name(name) {
            Ok(()) => return Ok(()),
            Err((reason, at)) if typed.is_ascii() => {
                return Err(Fault::at(place.start + at.start..place.start + at.end, reason));
            }
            Err((reason, _)) => reason,
        },
        Ok(_) if read.is_own_form => return Ok(()),
        Ok(Host::Domain(name)) => Reason::HostForm { form: form_of(name) },
        Ok(Host::Ipv4(address)) => Reason::NumericIpv4 { address: *address },
        Ok(Host::Ipv6(_)) | Err(ParseError::InvalidIpv6Address) => Reason::Ipv6Syntax,
        Err(ParseError::IdnaError | ParseError::InvalidDomainCharacter) => Reason::Idna,
        Err(ParseError::InvalidIpv4Address) => Reason::Ipv4Syntax,
        Err(_) => Reason::NoHost,
    };
    Err(Fault::at(place.clone(), reason))
}

/// The form to write for a host that reads as `name`, if the DNS can hold it.
fn form_of(name: &str) -> Option<HostForm> {
    check_name(name).is_ok().then(|| HostForm::of(name)).flatten()
}

/// Whether brackets stand around an IPv6 address, and around nothing else.
fn check_brackets(typed: &str, place: &Range<usize>) -> Result<(), Fault> {
    if !typed.bytes().any(|byte| matches!(byte, b'[' | b']' | b':')) {
        return Ok(());
    }
    let is_open = typed.starts_with('[');
    let is_closed = typed.ends_with(']');
    let is_never_closed = !typed.contains(']');
    let address = typed.trim_start_matches('[').trim_end_matches(']');
    let (address, zone) = match address.split_once('%') {
        Some((address, _)) => (address, Some(address.len())),
        None => (address, None),
    };
    let is_ipv6 = address.parse::<Ipv6Addr>().is_ok();
    let reason = match (is_open, is_closed) {
        _ if is_ipv6 && zone.is_some() => Reason::ZoneId,
        (true, true) if !address.is_empty() && !address.contains(':') => Reason::BracketedHost,
        (true, false) if is_never_closed => Reason::MissingBracket,
        (false, true) if !typed.contains('[') => Reason::MissingBracket,
        (false, false) if is_ipv6 => Reason::MissingBracket,
        _ => return Ok(()),
    };
    Err(Fault::at(place.clone(), reason))
}

/// Refuses only characters that no host can contain. The host may still not be in its own form, which
/// [`check_host_form`] reports.
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

fn check_port(located: &Located<'_>, port: &Range<usize>) -> Result<(), Fault> {
    if located.effective_port(false).is_none() {
        return Err(Fault::at(port.clone(), Reason::PortSyntax));
    }
    check_each(located.text, port.clone(), |byte| byte.is_ascii_digit())
}

/// Checks text that may be percent-encoded. `places` say which ASCII characters may stand there.
fn check_text(text: &str, place: &Range<usize>, places: u8) -> Result<(), Fault> {
    let bytes = text.as_bytes().get(..place.end).unwrap_or_default();
    let mut at = place.start;
    while let Some(&byte) = bytes.get(at) {
        match byte {
            b'%' => check_percent(text, at)?,
            0..0x80 if may_stand(byte, places) => {}
            // The rest of a character that was looked at where it starts.
            0x80..0xc0 => {}
            _ if char_at(text, at).is_some_and(is_seen_beyond_ascii) => {}
            _ => return Err(refused_character(text, at)),
        }
        at = next_odd(bytes, at, byte);
    }
    Ok(())
}

/// `at` is the place of a `%`.
fn check_percent(text: &str, at: usize) -> Result<(), Fault> {
    if is_percent_encoded(text.as_bytes(), at) {
        return Ok(());
    }
    Err(Fault::at(at..at + 1, Reason::PercentEncoding))
}

/// Refuses the first character of `place` that `may_stand` does not accept. `may_stand` accepts ASCII
/// alone.
fn check_each(
    text: &str,
    place: Range<usize>,
    may_stand: impl Fn(u8) -> bool,
) -> Result<(), Fault> {
    let typed = text.get(place.clone()).unwrap_or_default();
    match typed.bytes().position(|byte| !may_stand(byte)) {
        Some(at) => Err(refused_character(text, place.start + at)),
        None => Ok(()),
    }
}

fn refused_character(text: &str, at: usize) -> Fault {
    let found = char_at(text, at).unwrap_or(char::REPLACEMENT_CHARACTER);
    let reason = match found {
        '\\' => Reason::Backslash,
        _ if is_invisible(found) => Reason::Invisible { found },
        _ => Reason::Character { found },
    };
    Fault::at(at..at + found.len_utf8(), reason)
}

fn char_at(text: &str, at: usize) -> Option<char> {
    text.get(at..)?.chars().next()
}

/// Whether `c`, beyond ASCII, may stand in a URL, and can be seen there.
fn is_seen_beyond_ascii(c: char) -> bool {
    is_url_code_point_beyond_ascii(c) && !is_invisible(c)
}
