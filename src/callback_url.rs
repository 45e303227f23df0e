//! `NotifyUrl` and `OnDemandUrl`: two names for one pipeline.
//!
//! | where | what stands there |
//! |---|---|
//! | `callback_url/pipeline.rs` | the roads from a text to a value |
//! | `callback_url/fast.rs` | the one-pass reader of canonical text |
//! | `callback_url/fast/ipv6.rs` | an IPv6 address as `url` writes it |
//! | `callback_url/host_only.rs` | text that is canonical around its host |
//! | `callback_url/lenient.rs` | what a WHATWG reader makes of any text |
//! | `callback_url/strict.rs` | whether two readers could differ |
//! | `callback_url/locate.rs` | where the parts stand in any text |
//! | `callback_url/characters.rs` | which characters may stand where |

mod characters;
mod fast;
mod host_only;
mod lenient;
mod locate;
mod pipeline;
mod strict;
#[cfg(test)]
mod tests;

use alloc::string::String;
use core::fmt;
use core::net::IpAddr;
use core::str::FromStr;

use url::{Host, Url};

use crate::destination::Destination;
use crate::error::Error;
use crate::parameter::Parameter;
use crate::policy::Policy;
pub(crate) use pipeline::CallbackUrl;

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
                CallbackUrl::parse(text, policy, Parameter::$parameter, Self)
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
                CallbackUrl::parse_owned(text, Policy::public_internet(), Parameter::$parameter, Self)
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
