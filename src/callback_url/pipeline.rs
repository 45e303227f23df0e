//! The roads from a text to a value, the shortest first.
//!
//! | what is read | who reads it | what is asked then |
//! |---|---|---|
//! | canonical text | `canonical`, in one pass | Unsafe? Can the DNS hold its host? |
//! | text that is canonical around its host | `url`, the host alone | Unsafe? In its own form? If not, the next road |
//! | any text, and every redirect | `url`, all of it | Unsafe? Malformed, for a strict reader? |
//!
//! The length is asked for before anything is read.

use alloc::string::String;
use core::fmt;
use core::net::{Ipv4Addr, Ipv6Addr};
use core::ops::Range;

use url::{Host, Url};

use super::fast::{self, HostIn, Parts, Read};
use super::host_only::AroundHost;
use super::lenient;
use super::strict::{self, Fragment};
use crate::error::Error;
use crate::parameter::Parameter;
use crate::policy::Policy;
use crate::reason::Reason;

/// A URL that went through the pipeline.
///
/// # Invariants
///
/// `text` is what `url` writes for itself, an RFC 3986 `absolute-URI`, and `parts` its parts.
#[derive(Clone)]
pub(crate) struct CallbackUrl {
    pub(super) text: String,
    pub(super) parts: Parts,
}

impl CallbackUrl {
    /// `wrap` is applied where the value is made: to move it later would be to wait for its writing.
    pub(super) fn parse<T>(
        text: &str,
        policy: &Policy,
        parameter: Parameter,
        wrap: impl FnOnce(Self) -> T,
    ) -> Result<T, Error> {
        check_length(text, policy, parameter)?;
        match fast::read(text) {
            Some(read) => check_canonical(text, &read, policy, parameter, || {
                wrap(Self { text: text.into(), parts: read.parts })
            }),
            None => Self::parse_other(text, policy, parameter).map(wrap),
        }
    }

    /// Keeps canonical text in the buffer that it came in.
    pub(super) fn parse_owned<T>(
        text: String,
        policy: &Policy,
        parameter: Parameter,
        wrap: impl FnOnce(Self) -> T,
    ) -> Result<T, Error> {
        check_length(&text, policy, parameter)?;
        match fast::read(&text) {
            Some(read) => {
                let parts = read.parts;
                check_canonical(&text, &read, policy, parameter, || ())
                    .map(|()| wrap(Self { text, parts }))
            }
            None => Self::parse_other(&text, policy, parameter).map(wrap),
        }
    }

    /// Reads what [`fast::read`] does not recognise.
    fn parse_other(text: &str, policy: &Policy, parameter: Parameter) -> Result<Self, Error> {
        if let Some(read) = AroundHost::read(text) {
            check_parts(&read.parts, &read.host, policy, parameter)?;
            if let Some(text) = read.canonical_text(text)
                && let Some(Read { parts, .. }) = fast::read_verified(&text)
                && !parts.has_odd_name()
                && policy.check_length(text.len()).is_ok()
            {
                return Ok(Self { text, parts });
            }
        }
        Self::parse_any(text, policy, parameter)
    }

    /// The road that every text can take. The others are shorter and lead to the same end.
    pub(super) fn parse_any(
        text: &str,
        policy: &Policy,
        parameter: Parameter,
    ) -> Result<Self, Error> {
        Self::resolve(text, None, Fragment::Refused, policy, parameter)
    }

    /// Reads `location` as a client does that was redirected from `self`.
    pub(super) fn redirect(
        &self,
        location: &str,
        policy: &Policy,
        parameter: Parameter,
    ) -> Result<Self, Error> {
        Self::resolve(location, Some(&self.to_url()), Fragment::Dropped, policy, parameter)
    }

    fn resolve(
        text: &str,
        base: Option<&Url>,
        fragment: Fragment,
        policy: &Policy,
        parameter: Parameter,
    ) -> Result<Self, Error> {
        let refused = |fault| Error::new(parameter, fault);
        let whole = 0..text.len();
        check_length(text, policy, parameter)?;
        if text.is_empty() {
            return Err(Error::at(parameter, whole, Reason::Empty));
        }
        let mut url = lenient::read(text, base).map_err(refused)?;
        if let (Ok(url), Fragment::Dropped) = (&mut url, fragment) {
            url.set_fragment(None);
        }
        if let Ok(url) = &url {
            lenient::check(text, url, base, policy).map_err(refused)?;
        }
        let read = url.as_ref().map_err(|error| *error);
        strict::check(text, read, lenient::schemeless(base), fragment).map_err(refused)?;
        let parts = read.ok().and_then(fast::read_url).map(|read| read.parts);
        let (Ok(url), Some(parts)) = (url, parts) else {
            // INVARIANT: both are there: the strict read refuses whatever `url` could not read, and
            // whatever makes its writing no canonical text.
            return Err(Error::at(parameter, whole, Reason::NoHost));
        };
        policy
            .check_length(url.as_str().len())
            .map_err(|reason| Error::at(parameter, whole, reason))?;
        // INVARIANT: `url` is kept as it wrote itself, and `parts` were read from that.
        Ok(Self { text: url.into(), parts })
    }

    /// Whether a request may be sent to the URL under `policy`, in reading order.
    pub(crate) fn check(&self, policy: &Policy, parameter: Parameter) -> Result<(), Error> {
        check_parts(&self.parts, &self.host(), policy, parameter)
    }

    pub(crate) fn host(&self) -> Host<&str> {
        self.parts.host_in(&self.text)
    }

    pub(crate) fn port(&self) -> u16 {
        self.parts.port()
    }

    pub(crate) fn is_https(&self) -> bool {
        self.parts.is_https()
    }

    pub(super) fn to_url(&self) -> Url {
        let mut text = self.text.as_str();
        loop {
            match Url::parse(text) {
                Ok(url) => return url,
                // INVARIANT: `text` was written by `url`. Should it ever refuse its own writing,
                // the request goes to a name that RFC 6761 keeps from leading anywhere.
                Err(_) => text = "http://invalid/",
            }
        }
    }
}

/// Hides what is likely to be secret: user name and password, and the values of the query.
impl fmt::Debug for CallbackUrl {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let behind_user_info = self.text.get(self.parts.host().start..).unwrap_or_default();
        let (host_to_path, query) = match behind_user_info.split_once('?') {
            Some((host_to_path, query)) => (host_to_path, Some(query)),
            None => (behind_user_info, None),
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

/// Whether a request may be sent to canonical `text`, and a strict reader accepts it: all that is
/// left to ask for that is whether the DNS can hold its host.
#[inline(always)]
fn check_canonical<T>(
    text: &str,
    read: &Read<'_>,
    policy: &Policy,
    parameter: Parameter,
    accepted: impl FnOnce() -> T,
) -> Result<T, Error> {
    let parts = &read.parts;
    check_before_host(parts, policy, parameter)?;
    let at_host = |reason| Error::at(parameter, parts.host(), reason);
    match read.host() {
        HostIn::Name(name) => policy.check_name(name).map_err(at_host)?,
        HostIn::Ipv4(bits) => {
            policy.check_literal(Ipv4Addr::from_bits(bits).into()).map_err(at_host)?;
        }
        HostIn::Ipv6(bits) => {
            policy.check_literal(Ipv6Addr::from_bits(bits).into()).map_err(at_host)?;
        }
    }
    check_behind_host(parts, policy, parameter)?;
    if parts.has_odd_name() {
        check_odd_name(text, parts.host(), parameter)?;
    }
    Ok(accepted())
}

#[cold]
fn check_odd_name(text: &str, host: Range<usize>, parameter: Parameter) -> Result<(), Error> {
    let Range { start, end } = host;
    strict::check_name(text.get(start..end).unwrap_or_default())
        .map_err(|(reason, at)| Error::at(parameter, start + at.start..start + at.end, reason))
}

/// Whether a request may be sent where `host` and `parts` say, in reading order.
fn check_parts(
    parts: &Parts,
    host: &Host<impl AsRef<str>>,
    policy: &Policy,
    parameter: Parameter,
) -> Result<(), Error> {
    check_before_host(parts, policy, parameter)?;
    policy.check_host(host).map_err(|reason| Error::at(parameter, parts.host(), reason))?;
    check_behind_host(parts, policy, parameter)
}

/// Scheme and user information, which stand before the host of a canonical text.
#[inline(always)]
fn check_before_host(parts: &Parts, policy: &Policy, parameter: Parameter) -> Result<(), Error> {
    policy
        .check_scheme(parts.is_https())
        .map_err(|reason| Error::at(parameter, parts.scheme(), reason))?;
    if let Some(user_info) = parts.user_info() {
        policy.check_user_info().map_err(|reason| Error::at(parameter, user_info, reason))?;
    }
    Ok(())
}

/// The port, which stands behind the host of a canonical text or nowhere.
#[inline(always)]
fn check_behind_host(parts: &Parts, policy: &Policy, parameter: Parameter) -> Result<(), Error> {
    policy
        .check_port(parts.port())
        .map_err(|reason| Error::at(parameter, parts.port_digits().unwrap_or(parts.host()), reason))
}

#[inline]
fn check_length(text: &str, policy: &Policy, parameter: Parameter) -> Result<(), Error> {
    policy.check_length(text.len()).map_err(|reason| Error::at(parameter, 0..text.len(), reason))
}
