//! Where a text could lead, and how: whether a request may be sent there.

use core::ops::Range;

use url::{Host, ParseError};

use super::host::{self, Certainty, ReadHost};
use super::locate::{Input, Located, Scheme};
use super::parts::Parts;
use crate::error::Fault;
use crate::policy::{Policy, Request};
use crate::reason::Reason;

/// Whether a request may be sent where a text leads. `host` is what a WHATWG reader makes of its host.
///
/// # Errors
///
/// The first of: where the text leads, scheme, user information, port. The checks stand in the order of
/// [`Reason::rank`].
pub(super) fn check(
    located: &Located<'_>,
    host: &ReadHost<'_>,
    policy: &Policy,
) -> Result<(), Fault> {
    let at_host = |reason| Fault::at(located.host.clone(), reason);
    let at_scheme = |reason| match located.scheme {
        Scheme::None => at_host(reason),
        _ => Fault::at(located.scheme_place.clone(), reason),
    };
    let base_is_https = located.input == Input::Reference { base_is_https: true };
    let is_https = located.is_https().unwrap_or(base_is_https);
    let port = located.effective_port(is_https);
    if located.scheme == Scheme::Other {
        check_host_after_other_scheme(located, host, port, policy)?;
        return Err(at_scheme(Reason::Scheme));
    }
    check_host_and_port(located, host, port, policy)?;
    let user_info = located.user_info.as_ref();
    let check_user_name =
        |place: &Range<usize>| check_user_name(located.typed(place), place.start, policy);
    // Without a host there is nothing that a request could be sent to, but for a user name.
    if host.host == Err(ParseError::EmptyHost) {
        return user_info.map_or(Ok(()), check_user_name);
    }

    policy.check_scheme(is_https).map_err(at_scheme)?;
    if base_is_https && !is_https {
        return Err(at_scheme(Reason::HttpsDowngrade));
    }
    if let Some(place) = user_info {
        let with_at_sign = place.start..place.end + 1;
        policy.check_user_info().map_err(|reason| Fault::at(with_at_sign, reason))?;
        check_user_name(place)?;
    }
    let digits = located.port.as_ref().filter(|place| !place.is_empty());
    let at_port = |reason| Fault::at(digits.unwrap_or(&located.host).clone(), reason);
    policy.check_port(port, || Request::to(host.known().as_ref(), port)).map_err(at_port)
}

/// The scheme of `text`, if it is neither `http` nor `https`.
pub(crate) fn other_scheme(text: &str) -> Option<Fault> {
    let located = Located::in_text(text, Input::Url);
    let is_other = located.scheme == Scheme::Other;
    is_other.then(|| Fault::at(located.scheme_place, Reason::Scheme))
}

/// Judges the user name as a host, for clients that dial what stands before the first colon: minreq
/// 2.14 was seen to. Numbers and names without a dot are names of accounts, unless they lead inside.
fn check_user_name(user_info: &str, start: usize, policy: &Policy) -> Result<(), Fault> {
    let name = user_info.split([':', '@']).next().unwrap_or_default();
    if name.bytes().all(|byte| byte.is_ascii_digit()) {
        return Ok(());
    }
    let read = host::read(name);
    let Some(host) = read.known() else { return Ok(()) };
    match policy.check_read_host(&host, None) {
        Ok(()) | Err(Reason::SingleLabel | Reason::NoRule) => Ok(()),
        Err(reason) => Err(Fault::at(start..start + name.len(), reason)),
    }
}

/// Whether a request may be sent to canonical `text` with these `parts`, whose host is accepted.
#[inline(always)]
pub(super) fn check_around_host(
    text: &str,
    parts: &Parts,
    host: &Host<&str>,
    policy: &Policy,
) -> Result<(), Fault> {
    let port = Some(parts.port);
    policy.check_scheme(parts.is_https).map_err(|reason| Fault::at(parts.scheme(), reason))?;
    if let Some(place) = parts.user_info() {
        policy.check_user_info().map_err(|reason| Fault::at(place.clone(), reason))?;
        check_user_name(text.get(place.clone()).unwrap_or_default(), place.start, policy)?;
    }
    policy
        .check_port(port, || Request::to(Some(host), port))
        .map_err(|reason| Fault::at(parts.port_digits().unwrap_or(parts.host()), reason))
}

/// Whether a request may be sent to the host of `located`. In what follows it and is no port, a lenient
/// reader may find another host: one that decodes first takes `example.com:80%40127.0.0.1` for user
/// information and a host.
fn check_host_and_port(
    located: &Located<'_>,
    host: &ReadHost<'_>,
    port: Option<u16>,
    policy: &Policy,
) -> Result<(), Fault> {
    let at = |place: &Range<usize>, reason| Fault::at(place.clone(), reason);
    let checked = check_host(located.typed(&located.host), host, port, policy)
        .map_err(|reason| at(&located.host, reason));
    let Some(no_port) = located.port.as_ref().filter(|_| port.is_none()) else { return checked };
    let both = located.host.start..no_port.end;
    match (checked, check_other_readings(located.typed(&both), None, policy)) {
        (Err(fault), Err(reason)) if fault.reason().rank() <= reason.rank() => Err(fault),
        (_, Err(reason)) => Err(at(&both, reason)),
        (checked, Ok(())) => checked,
    }
}

/// Whether a request through `port` may be sent to the host that `typed` reads as.
pub(super) fn check_host(
    typed: &str,
    host: &ReadHost<'_>,
    port: Option<u16>,
    policy: &Policy,
) -> Result<(), Reason> {
    match &host.host {
        Ok(host) => policy.check_read_host(host, port),
        Err(_) => check_other_readings(typed, port, policy),
    }
}

/// Judges a host that WHATWG readers refuse by all that other readers could make of it, and gives the
/// worst reason by [`Reason::rank`].
#[cold]
fn check_other_readings(typed: &str, port: Option<u16>, policy: &Policy) -> Result<(), Reason> {
    let mut worst: Option<Reason> = None;
    host::each_other_reading(typed, |host, certainty| {
        let Err(reason) = policy.check_read_host(&host, port) else { return };
        // What is left of a broken name may have lost its dots.
        let counts = certainty == Certainty::Whole
            || !matches!(reason, Reason::SingleLabel | Reason::NoRule);
        if counts && worst.is_none_or(|worst| reason.rank() < worst.rank()) {
            worst = Some(reason);
        }
    });
    worst.map_or(Ok(()), Err)
}

/// Judges the host of a URL whose scheme is neither `http` nor `https`. The URL is refused anyway; the
/// host decides for which reason. After `//` the host stands where RFC 3986 has it. Otherwise the scheme
/// may itself be a host before an invalid port, as in `localhost:+80`, except in a reference.
#[cold]
fn check_host_after_other_scheme(
    located: &Located<'_>,
    host: &ReadHost<'_>,
    port: Option<u16>,
    policy: &Policy,
) -> Result<(), Fault> {
    let check = || check_host_and_port(located, host, port, policy);
    match located.typed(&located.slashes) {
        "//" => check(),
        "" if located.input == Input::Url => match check() {
            Err(fault) if matches!(fault.reason(), Reason::SingleLabel | Reason::NoRule) => Ok(()),
            checked => checked,
        },
        _ => Ok(()),
    }
}
