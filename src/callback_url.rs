//! `NotifyUrl` and `OnDemandUrl`: two names for one pipeline.
//!
//! ```text
//! text ──► canonical? ──yes──────────────────────────────► where could it lead? ──► value
//!            │ no                                           ▲ Unsafe
//!            └──► lenient read ──► where could it lead? ──► strict read ──► canonical text
//!                 (url, idna)      Unsafe                   Malformed
//! ```
//!
//! Text that the lenient read finds to differ from canonical text by letter case alone, or by a name
//! in its own form, is accepted if that canonical text is.
//!
//! | where | what stands there |
//! |---|---|
//! | `callback_url/canonical.rs` | the one-pass reader of canonical text |
//! | `callback_url/lenient.rs` | what a WHATWG reader makes of any text |
//! | `callback_url/strict.rs` | whether two readers could differ |
//! | `callback_url/locate.rs` | where the parts stand in any text |
//! | `callback_url/characters.rs` | which characters may stand where |

mod canonical;
mod characters;
mod lenient;
mod locate;
mod strict;
#[cfg(test)]
mod tests;

use alloc::string::String;
use core::fmt;
use core::net::{IpAddr, Ipv4Addr, Ipv6Addr};
use core::ops::Range;
use core::str::FromStr;

use url::{Host, Url};

use crate::destination::Destination;
use crate::error::{Error, Parameter};
use crate::policy::Policy;
use crate::reason::Reason;
use canonical::{HostIn, Parts, Read};
use strict::Fragment;

/// A URL that went through the pipeline.
///
/// # Invariants
///
/// `text` is what `url` writes for itself, an RFC 3986 `absolute-URI`, and `parts` its parts.
#[derive(Clone)]
pub(crate) struct CallbackUrl {
    text: String,
    parts: Parts,
}

impl CallbackUrl {
    fn parse(text: &str, policy: &Policy, parameter: Parameter) -> Result<Self, Error> {
        check_length(text, policy, parameter)?;
        match canonical::read(text) {
            Some(read) => check_canonical(text, &read, policy, parameter, || Self {
                text: text.into(),
                parts: read.parts,
            }),
            None => Self::parse_any(text, policy, parameter),
        }
    }

    /// Keeps canonical text in the buffer that it came in.
    fn parse_owned(text: String, policy: &Policy, parameter: Parameter) -> Result<Self, Error> {
        check_length(&text, policy, parameter)?;
        match canonical::read(&text) {
            Some(read) => {
                let parts = read.parts;
                check_canonical(&text, &read, policy, parameter, || ())
                    .map(|()| Self { text, parts })
            }
            None => Self::parse_any(&text, policy, parameter),
        }
    }

    /// The road that every text can take. That of canonical text is shorter and leads to the same
    /// end.
    fn parse_any(text: &str, policy: &Policy, parameter: Parameter) -> Result<Self, Error> {
        Self::resolve(text, None, Fragment::Refused, policy, parameter)
    }

    /// Reads `location` as a client does that was redirected from `self`.
    fn redirect(
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
        let mut url = match base {
            None if lenient::has_http_scheme(text) => Url::parse(text),
            _ => lenient::read(text, base).map_err(refused)?,
        };
        if let (Ok(url), Fragment::Dropped) = (&mut url, fragment) {
            url.set_fragment(None);
        }
        let read = url.as_ref().ok().and_then(canonical::read_url);
        let is_accepted = match (&url, &read) {
            (Ok(url), Some(read))
                if base.is_none() && strict::is_own_form(text, url.as_str(), &read.parts) =>
            {
                // What is refused is judged anew, for its place in `text`.
                check_canonical(url.as_str(), read, policy, parameter, || ()).is_ok()
            }
            _ => false,
        };
        let parts = read.map(|read| read.parts);
        if !is_accepted {
            if let Ok(url) = &url {
                lenient::check(text, url, base, policy).map_err(refused)?;
            }
            let url = url.as_ref().map_err(|error| *error);
            strict::check(text, url, parts.as_ref(), lenient::schemeless(base), fragment)
                .map_err(refused)?;
        }
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
        let parts = &self.parts;
        check_before_host(parts, policy, parameter)?;
        policy
            .check_host(&self.host())
            .map_err(|reason| Error::at(parameter, parts.host(), reason))?;
        check_behind_host(parts, policy, parameter)
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

    fn to_url(&self) -> Url {
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

/// Whether canonical `text` may be sent, and is what a strict reader wants: all that is left to ask
/// is whether the DNS can hold its host.
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

macro_rules! callback_url_type {
    ($(#[doc = $doc:literal])* $name:ident, $parameter:ident, $example:literal) => {
        $(#[doc = $doc])*
        ///
        /// Only the parsers make one, and every one of them is [`parse_with`](Self::parse_with).
        /// The text is canonical: what [`url::Url`] would send, and an RFC 3986 `absolute-URI` that
        /// every conforming reader of either standard splits in the same way. `==`, `Ord` and `Hash`
        /// are those of the text. `Debug` hides user information and the values of the query.
        ///
        /// An accepted name says nothing about its address: what it resolves to must still go
        /// through [`destination`](Self::destination).
        ///
        /// ```
        #[doc = concat!("use live_record_notify::", stringify!($name), ";")]
        ///
        #[doc = concat!("let url: ", stringify!($name), " = \"https://hooks.example.com/?key=1\".parse()?;")]
        /// assert_eq!(url, "https://hooks.example.com/?key=1");
        #[doc = concat!("assert_eq!(format!(\"{url:?}\"), \"", stringify!($name), "(https://hooks.example.com/?key=…)\");")]
        /// # Ok::<(), live_record_notify::Error>(())
        /// ```
        #[derive(Clone)]
        pub struct $name(CallbackUrl);

        impl $name {
            /// Reads a callback URL by the default policy, [the public internet](Policy::default).
            ///
            /// # Errors
            ///
            /// *Unsafe*, if a lenient reader of the text would send its request somewhere, or in a
            /// way, it must not: another scheme than http and https; a user name or password; a
            /// host that is loopback, private, link-local, a metadata service or in any other way
            /// not public, in whatever disguise; a port of another protocol.
            ///
            /// *Malformed*, if the text is no absolute http(s) URL, or two readers could read it
            /// differently: white space, backslashes, unescaped delimiters, a fragment, a host that
            /// is not written as it is looked up; or if it is longer than 2,048 bytes.
            ///
            /// If both apply it is Unsafe; of several reasons of one kind it is the first in
            /// reading order. [The README](crate#malformed-or-unsafe) has the definitions and the
            /// settled questions.
            ///
            /// # Example
            ///
            /// ```
            #[doc = concat!("use live_record_notify::", stringify!($name), ";")]
            ///
            #[doc = concat!("let url = ", stringify!($name), "::parse(", stringify!($example), ")?;")]
            #[doc = concat!("assert_eq!(url.as_str(), ", stringify!($example), ");")]
            ///
            #[doc = concat!("let error = ", stringify!($name), "::parse(\"http://127。0。0。1/\").unwrap_err();")]
            #[doc = concat!("assert_eq!(error.code().as_str(), \"Invalid", stringify!($parameter), ".Unsafe\");")]
            /// # Ok::<(), live_record_notify::Error>(())
            /// ```
            pub fn parse(text: &str) -> Result<Self, Error> {
                Self::parse_with(text, Policy::public_internet())
            }

            /// Reads a callback URL by the caller's own policy.
            ///
            /// # Errors
            ///
            /// As for [`parse`](Self::parse), under what `policy` allows and refuses.
            ///
            /// # Example
            ///
            /// ```
            #[doc = concat!("use live_record_notify::{", stringify!($name), ", Policy};")]
            ///
            /// let policy = Policy::default().allow_network("10.1.0.0/16".parse()?)?;
            #[doc = concat!("assert!(", stringify!($name), "::parse_with(\"http://10.1.0.1/\", &policy).is_ok());")]
            #[doc = concat!("assert!(", stringify!($name), "::parse(\"http://10.1.0.1/\").is_err());")]
            /// # Ok::<(), Box<dyn std::error::Error>>(())
            /// ```
            pub fn parse_with(text: &str, policy: &Policy) -> Result<Self, Error> {
                CallbackUrl::parse(text, policy, Parameter::$parameter).map(Self)
            }

            /// The canonical text.
            ///
            /// ```
            #[doc = concat!("use live_record_notify::", stringify!($name), ";")]
            ///
            #[doc = concat!("let url = ", stringify!($name), "::parse(\"HTTP://Example.com:80\")?;")]
            /// assert_eq!(url.as_str(), "http://example.com/");
            /// # Ok::<(), live_record_notify::Error>(())
            /// ```
            #[must_use]
            pub fn as_str(&self) -> &str {
                &self.0.text
            }

            /// `http` or `https`.
            ///
            /// ```
            #[doc = concat!("use live_record_notify::", stringify!($name), ";")]
            ///
            #[doc = concat!("assert_eq!(", stringify!($name), "::parse(\"https://example.com/\")?.scheme(), \"https\");")]
            /// # Ok::<(), live_record_notify::Error>(())
            /// ```
            #[must_use]
            pub fn scheme(&self) -> &str {
                if self.0.parts.is_https() { "https" } else { "http" }
            }

            /// The host: a name of A-labels in lower case, or an address.
            ///
            /// ```
            #[doc = concat!("use live_record_notify::", stringify!($name), ";")]
            ///
            #[doc = concat!("let url = ", stringify!($name), "::parse(\"http://[2606:4700::1111]/\")?;")]
            /// assert!(matches!(url.host(), url::Host::Ipv6(_)));
            /// assert_eq!(url.host().to_string(), "[2606:4700::1111]");
            /// # Ok::<(), live_record_notify::Error>(())
            /// ```
            #[must_use]
            pub fn host(&self) -> Host<&str> {
                self.0.host()
            }

            /// The port that a request goes to: the one in the URL, else 80 or 443 by the scheme.
            ///
            /// ```
            #[doc = concat!("use live_record_notify::", stringify!($name), ";")]
            ///
            #[doc = concat!("assert_eq!(", stringify!($name), "::parse(\"https://example.com/\")?.port(), 443);")]
            #[doc = concat!("assert_eq!(", stringify!($name), "::parse(\"https://example.com:8443/\")?.port(), 8443);")]
            /// # Ok::<(), live_record_notify::Error>(())
            /// ```
            #[must_use]
            pub fn port(&self) -> u16 {
                self.0.parts.port()
            }

            /// The same URL as a [`url::Url`].
            ///
            /// ```
            #[doc = concat!("use live_record_notify::", stringify!($name), ";")]
            ///
            #[doc = concat!("let url = ", stringify!($name), "::parse(\"https://example.com/callback?key=1\")?.to_url();")]
            /// assert_eq!(url.query(), Some("key=1"));
            /// # Ok::<(), live_record_notify::Error>(())
            /// ```
            #[must_use]
            pub fn to_url(&self) -> Url {
                self.0.to_url()
            }

            /// The second stage: judges `addresses`, what the caller's resolver answered for the
            /// [host](Self::host), and gives the socket addresses that may be dialled.
            ///
            /// What stands in the URL itself is judged once more, in case `policy` is stricter than
            /// the one that the URL was read by.
            ///
            /// # Errors
            ///
            /// One address that the policy refuses, whatever the others are: a mixed answer is an
            /// attack or a fault. An address other than the URL's own where its host is an IP
            /// literal. No address at all; that is no verdict, and its code is `InternalError`.
            ///
            /// # Example
            ///
            /// ```
            #[doc = concat!("use live_record_notify::{", stringify!($name), ", Policy};")]
            ///
            #[doc = concat!("let url = ", stringify!($name), "::parse(\"https://example.com/callback\")?;")]
            /// let policy = Policy::default();
            ///
            /// let destination = url.destination(["93.184.216.34".parse()?], &policy)?;
            /// assert_eq!(destination.socket_addrs(), ["93.184.216.34:443".parse()?]);
            ///
            /// let rebound = ["93.184.216.34".parse()?, "127.0.0.1".parse()?];
            /// assert!(url.destination(rebound, &policy).is_err());
            /// # Ok::<(), Box<dyn std::error::Error>>(())
            /// ```
            pub fn destination(
                &self,
                addresses: impl IntoIterator<Item = IpAddr>,
                policy: &Policy,
            ) -> Result<Destination, Error> {
                Destination::new(&self.0, addresses, policy, Parameter::$parameter)
            }

            /// Where a response with this `Location` leads: an absolute URL, or a reference that
            /// starts with `//`, a path or a query, resolved against this URL (RFC 9110 §10.2.2).
            ///
            /// A fragment is dropped: it is meant for a user agent, and no request carries it.
            ///
            /// # Errors
            ///
            /// What [`parse_with`](Self::parse_with) refuses, with places in `location`; an empty
            /// text; and `http` where this URL is `https`.
            ///
            /// # Example
            ///
            /// ```
            #[doc = concat!("use live_record_notify::{", stringify!($name), ", Policy};")]
            ///
            #[doc = concat!("let url = ", stringify!($name), "::parse(\"https://example.com/a/b?key=1\")?;")]
            /// let policy = Policy::default();
            ///
            /// assert_eq!(url.redirect("c#top", &policy)?, "https://example.com/a/c");
            /// assert!(url.redirect("//169.254.169.254/", &policy).is_err());
            /// assert!(url.redirect("http://example.com/", &policy).is_err());
            /// # Ok::<(), live_record_notify::Error>(())
            /// ```
            pub fn redirect(&self, location: &str, policy: &Policy) -> Result<Self, Error> {
                self.0.redirect(location, policy, Parameter::$parameter).map(Self)
            }
        }

        impl FromStr for $name {
            type Err = Error;

            fn from_str(text: &str) -> Result<Self, Error> {
                Self::parse(text)
            }
        }

        impl TryFrom<&str> for $name {
            type Error = Error;

            fn try_from(text: &str) -> Result<Self, Error> {
                Self::parse(text)
            }
        }

        impl TryFrom<String> for $name {
            type Error = Error;

            /// Canonical text is kept in the buffer that it came in.
            fn try_from(text: String) -> Result<Self, Error> {
                CallbackUrl::parse_owned(text, Policy::public_internet(), Parameter::$parameter)
                    .map(Self)
            }
        }

        impl TryFrom<Url> for $name {
            type Error = Error;

            /// Reads the text of `url`: what a `Url` holds may still be Unsafe or Malformed.
            fn try_from(url: Url) -> Result<Self, Error> {
                String::from(url).try_into()
            }
        }

        impl From<$name> for String {
            fn from(url: $name) -> Self {
                url.0.text
            }
        }

        impl From<$name> for Url {
            fn from(url: $name) -> Self {
                url.to_url()
            }
        }

        impl fmt::Debug for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                write!(f, concat!(stringify!($name), "({:?})"), self.0)
            }
        }

        crate::text::text_type!($name);
    };
}

callback_url_type! {
    /// Where Live POSTs the events of a recording, as JSON.
    NotifyUrl, NotifyUrl, "http://demo.aliyundoc.com/examplecallback.action"
}

callback_url_type! {
    /// Where Live asks by GET whether a stream is to be recorded, with `app`, `domain`, `stream`,
    /// `vbitrate` and `codec` added to the query.
    OnDemandUrl, OnDemandUrl, "http://learn.aliyundoc.com/ondemandcallback.action"
}
