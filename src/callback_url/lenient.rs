//! The lenient read: what a WHATWG reader makes of any text at all, and whether it may be sent
//! there.

use alloc::format;
use core::ops::Range;

use url::{ParseError, Url};

use super::locate::{Located, Schemeless, is_http, scheme};
use crate::error::Fault;
use crate::policy::Policy;
use crate::reason::Reason;

/// What `url` makes of a text, and where its parts stand in it.
pub(super) struct Reading {
    pub(super) located: Located,
    pub(super) url: Result<Url, ParseError>,
    pub(super) is_reference: bool,
}

/// Reads `text`, against `base` if it is a reference.
///
/// A text without a scheme and without a base is read once more with `http://` before it, as
/// address bars and command line clients do.
///
/// # Errors
///
/// A scheme other than `http` and `https`: Unsafe, whatever follows it.
pub(super) fn read(text: &str, base: Option<&Url>) -> Result<Reading, Fault> {
    let schemeless = if base.is_some() { Schemeless::Path } else { Schemeless::Authority };
    let located = Located::in_text(text, schemeless);
    let trimmed = text.get(located.trimmed.clone()).unwrap_or_default();
    let url = match (&located.scheme, base) {
        (Some(scheme), _) if !is_http(text.get(scheme.clone()).unwrap_or_default()) => {
            return Err(Fault::at(scheme.clone(), Reason::Scheme));
        }
        // WHATWG URL, special authority ignore slashes state: a host comes behind any number of
        // slashes. With a base `url` stops at the third; without one it does not.
        (None, Some(base)) if !located.slashes.is_empty() => {
            Url::parse(&format!("{}:{trimmed}", base.scheme()))
        }
        (Some(_), base) | (None, base @ Some(_)) => Url::options().base_url(base).parse(trimmed),
        (None, None) => Url::parse(&format!("http://{trimmed}")),
    };
    match (&url, scheme(text)) {
        // A name, a colon and digits, but no host and port: it is a scheme after all.
        (Err(_), Some(scheme)) if located.scheme.is_none() => {
            Err(Fault::at(scheme, Reason::Scheme))
        }
        _ => Ok(Reading { located, url, is_reference: base.is_some() }),
    }
}

/// Whether a request may be sent where the text leads, in reading order. A text that nobody can
/// read leads nowhere.
pub(super) fn check(reading: &Reading, base: Option<&Url>, policy: &Policy) -> Result<(), Fault> {
    let Ok(url) = &reading.url else { return Ok(()) };
    let located = &reading.located;
    let at = |place: &Range<usize>| {
        let place = place.clone();
        move |reason| Fault::at(place, reason)
    };
    let is_https = url.scheme() == "https";
    let scheme = located.scheme.as_ref().unwrap_or(&located.host);
    policy.check_scheme(is_https).map_err(at(scheme))?;
    if !is_https && base.is_some_and(|base| base.scheme() == "https") {
        return Err(Fault::at(scheme.clone(), Reason::HttpsDowngrade));
    }
    // A reference without an authority has the user information of its base.
    if located.user_info.is_some() || !url.username().is_empty() || url.password().is_some() {
        let place = located.user_info.as_ref().map(|typed| typed.start..typed.end + 1);
        policy.check_user_info().map_err(at(place.as_ref().unwrap_or(&located.host)))?;
    }
    if let Some(host) = url.host() {
        policy.check_host(&host).map_err(at(&located.host))?;
    }
    if let Some(port) = url.port_or_known_default() {
        policy.check_port(port).map_err(at(located.port.as_ref().unwrap_or(&located.host)))?;
    }
    Ok(())
}
