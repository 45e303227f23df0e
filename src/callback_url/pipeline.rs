//! From a text to a canonical one.
//!
//! Canonical text has a short cut, the one-pass reader in `fast`. Text that `fast::tidied` makes
//! canonical takes it too, if it is then accepted. All other text goes through four steps: locate the
//! parts, judge where they lead (Unsafe), read each part strictly (Malformed), and write the canonical
//! text.

use alloc::string::String;
use core::fmt;

use url::{Host, Url};

#[cfg(not(no_short_cut))]
use super::fast;
use super::locate::{Input, Located};
use super::parts::Parts;
use super::{host, judge, strict, write};
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

/// Reads a text, and keeps canonical text in the buffer that it came in. `accepted` and `refused`
/// build the caller's result in place: to map it afterwards would cost a copy.
#[inline(always)]
pub(super) fn parse<T, E>(
    text: impl AsRef<str> + Into<String>,
    policy: &Policy,
    accepted: impl FnOnce(Canonical) -> T,
    refused: impl Fn(Fault) -> E,
) -> Result<T, E> {
    check_length(text.as_ref(), policy).map_err(&refused)?;
    #[cfg(not(no_short_cut))]
    if let Some((parts, host)) = fast::read(text.as_ref())
        && let has_path = (parts.path_start as usize) < text.as_ref().len()
        && (has_path || policy.check_length(text.as_ref().len() + 1).is_ok())
    {
        check_parts(text.as_ref(), &parts, &host, policy).map_err(refused)?;
        let text = if has_path { text.into() } else { [text.as_ref(), "/"].concat() };
        return Ok(accepted(Canonical { text, parts }));
    }
    parse_other(text.as_ref(), policy).map(accepted).map_err(refused)
}

/// Reads text that is not canonical: tries small edits first, then reads it in full.
fn parse_other(text: &str, policy: &Policy) -> Result<Canonical, Fault> {
    // Only an acceptance is taken from here. A refusal must point into `text` as it was given.
    #[cfg(not(no_short_cut))]
    if let Some(text) = fast::tidied(text)
        && let Some((parts, host)) = fast::read(&text)
        && check_parts(&text, &parts, &host, policy).is_ok()
        && policy.check_length(text.len()).is_ok()
    {
        return Ok(Canonical { text, parts });
    }
    read_any(text, policy)
}

/// Whether `text` is short enough to be read.
#[inline]
pub(super) fn check_length(text: &str, policy: &Policy) -> Result<(), Fault> {
    policy.check_length(text.len()).map_err(|reason| Fault::at(0..text.len(), reason))
}

/// Reads any text. [`fast`] is a short cut to the same result.
pub(super) fn read_any(text: &str, policy: &Policy) -> Result<Canonical, Fault> {
    check_not_empty(text)?;
    let located = Located::in_text(text, Input::Url);
    let host = host::read_at(text, &located.host);
    judge::check(&located, &host, policy)?;
    strict::check(&located, &host)?;
    let written = host.host.ok().and_then(|host| write::absolute(&located, &host));
    canonical(text, written, policy)
}

pub(super) fn check_not_empty(text: &str) -> Result<(), Fault> {
    if text.is_empty() { Err(Fault::at(0..0, Reason::Empty)) } else { Ok(()) }
}

/// The canonical text that was `written` for `text`, if it is short enough.
pub(super) fn canonical(
    text: &str,
    written: Option<(String, Parts)>,
    policy: &Policy,
) -> Result<Canonical, Fault> {
    let at_text = |reason| Fault::at(0..text.len(), reason);
    // INVARIANT: `written` is there, since the strict read refuses what cannot be written.
    let (written, parts) = written.ok_or_else(|| at_text(Reason::NoHost))?;
    policy.check_length(written.len()).map_err(at_text)?;
    Ok(Canonical { text: written, parts })
}

impl Canonical {
    /// Whether a request may be sent to the URL under `policy`.
    pub(super) fn check(&self, policy: &Policy) -> Result<(), Fault> {
        check_parts(&self.text, &self.parts, &self.host(), policy)
    }

    /// [`check`](Self::check), after the length of the text.
    pub(super) fn check_whole(&self, policy: &Policy) -> Result<(), Fault> {
        check_length(&self.text, policy)?;
        self.check(policy)
    }

    pub(super) fn host(&self) -> Host<&str> {
        self.parts.host_in(&self.text)
    }

    /// The host and, where it is not that of the scheme, the port.
    fn host_and_port(&self) -> &str {
        let end = self.parts.path_start as usize;
        self.text.get(self.parts.host().start..end).unwrap_or_default()
    }

    /// The path, and the query without its `?`.
    pub(super) fn path_and_query(&self) -> (&str, Option<&str>) {
        let rest = self.text.get(self.parts.path_start as usize..).unwrap_or_default();
        rest.split_once('?').map_or((rest, None), |(path, query)| (path, Some(query)))
    }

    pub(super) fn origin(&self) -> String {
        let scheme = if self.parts.is_https { "https://" } else { "http://" };
        [scheme, self.host_and_port()].concat()
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

/// Hides what is likely to be secret: user name and password, the path, where chat services have the
/// token of a webhook, and the values of the query.
impl fmt::Debug for Canonical {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(if self.parts.is_https { "https://" } else { "http://" })?;
        if self.parts.user_info().is_some() {
            f.write_str("…@")?;
        }
        let (path, query) = self.path_and_query();
        f.write_str(self.host_and_port())?;
        f.write_str(if path == "/" { "/" } else { "/…" })?;
        for (i, pair) in query.into_iter().flat_map(|query| query.split('&')).enumerate() {
            f.write_str(if i == 0 { "?" } else { "&" })?;
            match pair.split_once('=') {
                // The padding of a bare secret in Base64 is no value.
                Some((key, value))
                    if !value.trim_start_matches('=').is_empty() && is_plain_key(key) =>
                {
                    write!(f, "{key}=…")?;
                }
                _ if pair.is_empty() => {}
                _ => f.write_str("…")?,
            }
        }
        Ok(())
    }
}

/// Whether `key` is one that a program writes, and not a value or a URL of its own.
fn is_plain_key(key: &str) -> bool {
    key.bytes().all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'_' | b'-' | b'.'))
}

/// Whether a request may be sent to canonical `text` with these `parts`.
#[inline(always)]
fn check_parts(text: &str, parts: &Parts, host: &Host<&str>, policy: &Policy) -> Result<(), Fault> {
    let at_host = |reason| Fault::at(parts.host(), reason);
    policy.check_read_host(host, Some(parts.port)).map_err(at_host)?;
    judge::check_around_host(text, parts, host, policy)
}
