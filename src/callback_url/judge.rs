//! Where a text could lead, and how: whether a request may be sent there.

use url::ParseError;

use super::host::{self, Certainty, ReadHost};
use super::locate::{Located, Scheme};
use super::parts::Parts;
use crate::error::Fault;
use crate::policy::Policy;
use crate::reason::Reason;

/// Whether a request may be sent where `text` leads. `host` is what a WHATWG reader makes of its host,
/// and `base_is_https` is `Some` for a reference alone.
///
/// # Errors
///
/// The worst reason ([`Reason::rank`]): where it leads, then scheme, user information and port.
pub(super) fn check(
    text: &str,
    located: &Located,
    host: &ReadHost<'_>,
    base_is_https: Option<bool>,
    policy: &Policy,
) -> Result<(), Fault> {
    let at_host = |reason| Fault::at(located.host.clone(), reason);
    if located.scheme == Scheme::Other {
        let is_reference = base_is_https.is_some();
        check_host_after_other_scheme(text, located, host, is_reference, policy)
            .map_err(at_host)?;
        return Err(Fault::at(located.scheme_place.clone(), Reason::Scheme));
    }
    let typed = text.get(located.host.clone()).unwrap_or_default();
    check_host(typed, host, policy).map_err(at_host)?;
    // Without a host there is nothing that a request could be sent to.
    if host.host == Err(ParseError::EmptyHost) {
        return Ok(());
    }

    let is_https = located.is_https().or(base_is_https).unwrap_or(false);
    let at_scheme = |reason| match located.scheme {
        Scheme::None => at_host(reason),
        _ => Fault::at(located.scheme_place.clone(), reason),
    };
    policy.check_scheme(is_https).map_err(at_scheme)?;
    if base_is_https == Some(true) && !is_https {
        return Err(at_scheme(Reason::HttpsDowngrade));
    }
    if let Some(place) = &located.user_info {
        let with_at_sign = place.start..place.end + 1;
        policy.check_user_info().map_err(|reason| Fault::at(with_at_sign, reason))?;
    }
    let digits = located.port.clone().filter(|place| !place.is_empty());
    let at_port = |reason| Fault::at(digits.unwrap_or(located.host.clone()), reason);
    match located.effective_port(text, is_https) {
        Some(port) => policy.check_port(port).map_err(at_port),
        None => Ok(()),
    }
}

/// Whether a request may be sent to canonical text with these `parts`, whose host is accepted.
#[inline(always)]
pub(super) fn check_around_host(parts: &Parts, policy: &Policy) -> Result<(), Fault> {
    policy.check_scheme(parts.is_https()).map_err(|reason| Fault::at(parts.scheme(), reason))?;
    if let Some(user_info) = parts.user_info() {
        policy.check_user_info().map_err(|reason| Fault::at(user_info, reason))?;
    }
    policy
        .check_port(parts.port())
        .map_err(|reason| Fault::at(parts.port_digits().unwrap_or(parts.host()), reason))
}

fn check_host(typed: &str, host: &ReadHost<'_>, policy: &Policy) -> Result<(), Reason> {
    match &host.host {
        Ok(host) => policy.check_host(host),
        Err(_) => check_other_readings(typed, policy),
    }
}

/// Judges a host that WHATWG readers refuse by all that other readers could make of it.
#[cold]
fn check_other_readings(typed: &str, policy: &Policy) -> Result<(), Reason> {
    let mut worst: Option<Reason> = None;
    host::each_other_reading(typed, |host, certainty| {
        let Err(reason) = policy.check_host(&host) else { return };
        // What is left of a broken name may have lost its dots.
        let counts = certainty == Certainty::Whole || reason != Reason::SingleLabel;
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
    text: &str,
    located: &Located,
    host: &ReadHost<'_>,
    is_reference: bool,
    policy: &Policy,
) -> Result<(), Reason> {
    let typed = text.get(located.host.clone()).unwrap_or_default();
    match text.get(located.slashes.clone()).unwrap_or_default() {
        "//" => check_host(typed, host, policy),
        "" if !is_reference => check_host(typed, host, policy).or_else(|reason| match reason {
            Reason::SingleLabel => Ok(()),
            reason => Err(reason),
        }),
        _ => Ok(()),
    }
}
