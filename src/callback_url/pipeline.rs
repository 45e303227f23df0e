//! From a text to a canonical one.
//!
//! Canonical text has a short cut, the one-pass reader in `fast`. All other text goes through four
//! steps: locate the parts, judge where they lead (Unsafe), read each part strictly (Malformed), and
//! write the canonical text.

use alloc::string::String;
use core::fmt;
#[cfg(not(no_short_cut))]
use core::net::{Ipv4Addr, Ipv6Addr};

use url::{Host, Url};

#[cfg(not(no_short_cut))]
use super::fast::{self, HostValue, Recognized};
use super::locate::{Input, Located};
use super::parts::Parts;
use super::strict::{self, Fragment};
use super::{host, judge, write};
use crate::error::Fault;
use crate::policy::Policy;
use crate::reason::Reason;

/// Canonical text and its parts.
///
/// # Invariants
///
/// `text` is what `url` writes for itself, an RFC 3986 `absolute-URI`, and `parts` its parts.
#[derive(Clone)]
pub(super) struct Canonical {
    pub(super) text: String,
    pub(super) parts: Parts,
}

/// Reads a text. `accepted` and `refused` build the caller's result in place: to map it afterwards
/// would cost a copy.
#[inline(always)]
pub(super) fn parse<T, E>(
    text: &str,
    policy: &Policy,
    accepted: impl FnOnce(Canonical) -> T,
    refused: impl Fn(Fault) -> E,
) -> Result<T, E> {
    check_length(text, policy).map_err(&refused)?;
    #[cfg(not(no_short_cut))]
    if let Some(read) = fast::read(text) {
        check_canonical(&read, policy, refused)?;
        return Ok(accepted(Canonical { text: text.into(), parts: read.parts }));
    }
    parse_other(text, policy).map(accepted).map_err(refused)
}

/// Reads a text, and keeps canonical text in the buffer that it came in.
#[inline(always)]
pub(super) fn parse_owned<T, E>(
    text: String,
    policy: &Policy,
    accepted: impl FnOnce(Canonical) -> T,
    refused: impl Fn(Fault) -> E,
) -> Result<T, E> {
    check_length(&text, policy).map_err(&refused)?;
    #[cfg(not(no_short_cut))]
    if let Some(read) = fast::read(&text) {
        let parts = read.parts;
        check_canonical(&read, policy, refused)?;
        return Ok(accepted(Canonical { text, parts }));
    }
    parse_other(&text, policy).map(accepted).map_err(refused)
}

/// Reads text that is not canonical: tries small edits first, then reads it in full.
fn parse_other(text: &str, policy: &Policy) -> Result<Canonical, Fault> {
    // Only an acceptance is taken from here. A refusal must point into `text` as it was given.
    #[cfg(not(no_short_cut))]
    if let Some(text) = fast::tidied(text)
        && let Some(read) = fast::read_verified(&text)
        && check_canonical(&read, policy, |fault| fault).is_ok()
        && policy.check_length(text.len()).is_ok()
    {
        let parts = read.parts;
        return Ok(Canonical { text, parts });
    }
    parse_any(text, policy)
}

/// Reads any text. [`fast`] is a short cut to the same end.
pub(super) fn parse_any(text: &str, policy: &Policy) -> Result<Canonical, Fault> {
    check_length(text, policy)?;
    check_not_empty(text)?;
    let located = Located::in_text(text, Input::Url);
    let host = host::read(text.get(located.host.clone()).unwrap_or_default());
    judge::check(text, &located, &host, None, policy)?;
    strict::check(text, &located, &host, Input::Url, Fragment::Refused)?;
    let is_https = located.is_https() == Some(true);
    let written = host.host.ok().and_then(|host| write::absolute(text, &located, &host, is_https));
    canonical(text, written, policy)
}

pub(super) fn check_not_empty(text: &str) -> Result<(), Fault> {
    if text.is_empty() { Err(Fault::at(0..0, Reason::Empty)) } else { Ok(()) }
}

/// What was `written` for `text`, if it is not too long.
pub(super) fn canonical(
    text: &str,
    written: Option<(String, Parts)>,
    policy: &Policy,
) -> Result<Canonical, Fault> {
    let whole = 0..text.len();
    let Some((canonical, parts)) = written else {
        // INVARIANT: it was written: the strict read refuses what cannot be.
        return Err(Fault::at(whole, Reason::NoHost));
    };
    policy.check_length(canonical.len()).map_err(|reason| Fault::at(whole, reason))?;
    Ok(Canonical { text: canonical, parts })
}

impl Canonical {
    /// Whether a request may be sent to the URL under `policy`.
    pub(super) fn check(&self, policy: &Policy) -> Result<(), Fault> {
        let at_host = |reason| Fault::at(self.parts.host(), reason);
        policy.check_host(&self.host()).map_err(at_host)?;
        judge::check_around_host(&self.parts, policy)
    }

    pub(super) fn host(&self) -> Host<&str> {
        self.parts.host_in(&self.text)
    }

    pub(super) fn to_url(&self) -> Url {
        let mut text = self.text.as_str();
        loop {
            match Url::parse(text) {
                Ok(url) => return url,
                // INVARIANT: `text` is what `url` writes. Should it ever refuse its own writing,
                // the request goes to a name that RFC 6761 keeps from leading anywhere.
                Err(_) => text = "http://invalid/",
            }
        }
    }
}

/// Hides what is likely to be secret: user name and password, and the values of the query.
impl fmt::Debug for Canonical {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let after_user_info = self.text.get(self.parts.host().start..).unwrap_or_default();
        let (host_to_path, query) = match after_user_info.split_once('?') {
            Some((host_to_path, query)) => (host_to_path, Some(query)),
            None => (after_user_info, None),
        };
        f.write_str(if self.parts.is_https() { "https://" } else { "http://" })?;
        if self.parts.user_info().is_some() {
            f.write_str("…@")?;
        }
        f.write_str(host_to_path)?;
        for (i, pair) in query.into_iter().flat_map(|query| query.split('&')).enumerate() {
            f.write_str(if i == 0 { "?" } else { "&" })?;
            match pair.split_once('=') {
                // The padding of a bare secret in Base64 is no value.
                Some((key, value)) if !value.trim_start_matches('=').is_empty() => {
                    write!(f, "{key}=…")?;
                }
                _ if pair.is_empty() => {}
                _ => f.write_str("…")?,
            }
        }
        Ok(())
    }
}

/// Whether a request may be sent to canonical text.
#[cfg(not(no_short_cut))]
#[inline(always)]
fn check_canonical<E>(
    read: &Recognized<'_>,
    policy: &Policy,
    refused: impl Fn(Fault) -> E,
) -> Result<(), E> {
    let at_host = |reason| refused(Fault::at(read.parts.host(), reason));
    match read.host() {
        HostValue::Name(name) => policy.check_name(name).map_err(at_host)?,
        HostValue::Ipv4(bits) => {
            policy.check_literal(Ipv4Addr::from_bits(bits).into()).map_err(at_host)?;
        }
        HostValue::Ipv6(bits) => {
            policy.check_literal(Ipv6Addr::from_bits(bits).into()).map_err(at_host)?;
        }
    }
    judge::check_around_host(&read.parts, policy).map_err(refused)
}

#[inline]
pub(super) fn check_length(text: &str, policy: &Policy) -> Result<(), Fault> {
    policy.check_length(text.len()).map_err(|reason| Fault::at(0..text.len(), reason))
}
