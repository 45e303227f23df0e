//! The public type: a callback URL that was accepted.

use alloc::string::String;
use core::fmt;
use core::marker::PhantomData;
use core::net::IpAddr;
use core::str::FromStr;

use url::{Host, Url};

use super::bytes;
use super::parameter::{Notify, OnDemand, UrlParameter};
use super::pipeline::{self, Canonical};
use super::redirect;
use crate::destination::Destination;
use crate::error::{Error, Fault};
use crate::policy::Policy;
use crate::text::text_type;

/// Where Live POSTs the events of a recording, as JSON: the parameter `NotifyUrl`.
///
/// Everything that this type offers is documented at [`CallbackUrl`]:
///
/// - made by [`parse`](CallbackUrl::parse), by [`parse_with`](CallbackUrl::parse_with) under a
///   policy of the caller's, by `str::parse`, and by `TryFrom` of `&str`, `String` and `url::Url`;
/// - read by [`as_str`](CallbackUrl::as_str), [`scheme`](CallbackUrl::scheme),
///   [`host`](CallbackUrl::host), [`port`](CallbackUrl::port), [`path`](CallbackUrl::path),
///   [`query`](CallbackUrl::query) and [`to_url`](CallbackUrl::to_url);
/// - used by [`destination`](CallbackUrl::destination), which judges the addresses that a resolver
///   gave, and [`redirect`](CallbackUrl::redirect), which reads the `Location` of a response.
///
/// ```
/// use live_record_notify::NotifyUrl;
///
/// let url = NotifyUrl::parse("http://demo.aliyundoc.com/examplecallback.action")?;
/// assert_eq!(url.as_str(), "http://demo.aliyundoc.com/examplecallback.action");
///
/// let error = NotifyUrl::parse("http://127。0。0。1/").unwrap_err();
/// assert_eq!(error.code().as_str(), "InvalidNotifyUrl.Unsafe");
/// # Ok::<(), live_record_notify::Error>(())
/// ```
pub type NotifyUrl = CallbackUrl<Notify>;

/// Where Live asks by GET whether a stream is to be recorded, with `app`, `domain`, `stream`,
/// `vbitrate` and `codec` added to the query: the parameter `OnDemandUrl`.
///
/// Everything that this type offers is documented at [`CallbackUrl`]:
///
/// - made by [`parse`](CallbackUrl::parse), by [`parse_with`](CallbackUrl::parse_with) under a
///   policy of the caller's, by `str::parse`, and by `TryFrom` of `&str`, `String` and `url::Url`;
/// - read by [`as_str`](CallbackUrl::as_str), [`scheme`](CallbackUrl::scheme),
///   [`host`](CallbackUrl::host), [`port`](CallbackUrl::port), [`path`](CallbackUrl::path),
///   [`query`](CallbackUrl::query) and [`to_url`](CallbackUrl::to_url);
/// - used by [`destination`](CallbackUrl::destination), which judges the addresses that a resolver
///   gave, and [`redirect`](CallbackUrl::redirect), which reads the `Location` of a response.
///
/// ```
/// use live_record_notify::OnDemandUrl;
///
/// let url = OnDemandUrl::parse("http://learn.aliyundoc.com/ondemandcallback.action")?;
/// assert_eq!(url.as_str(), "http://learn.aliyundoc.com/ondemandcallback.action");
///
/// let error = OnDemandUrl::parse("http://127。0。0。1/").unwrap_err();
/// assert_eq!(error.code().as_str(), "InvalidOnDemandUrl.Unsafe");
/// # Ok::<(), live_record_notify::Error>(())
/// ```
pub type OnDemandUrl = CallbackUrl<OnDemand>;

/// A callback URL that was accepted. `P` says for which parameter of the operation:
/// [`NotifyUrl`] and [`OnDemandUrl`] are the two names that programs use.
///
/// Only the parsers make one, and all of them judge as [`parse_with`](Self::parse_with) does. The text is
/// canonical: what [`url::Url`] would send, and an RFC 3986 `absolute-URI` that every conforming
/// reader of either standard splits in the same way. `==`, `Ord` and `Hash` are those of the text.
/// `Debug` hides user information, the path and the values of the query.
///
/// A name that is accepted can still resolve to a private address: what it resolves to must go through
/// [`destination`](Self::destination).
///
/// ```
/// use live_record_notify::NotifyUrl;
///
/// let url: NotifyUrl = "https://hooks.example.com/?key=1".parse()?;
/// assert_eq!(url, "https://hooks.example.com/?key=1");
/// assert_eq!(format!("{url:?}"), "NotifyUrl(https://hooks.example.com/?key=…)");
/// # Ok::<(), live_record_notify::Error>(())
/// ```
pub struct CallbackUrl<P: UrlParameter> {
    pub(super) canonical: Canonical,
    parameter: PhantomData<P>,
}

impl<P: UrlParameter> CallbackUrl<P> {
    /// Reads a callback URL by the default policy, [the public internet](Policy::default).
    ///
    /// # Errors
    ///
    /// *Unsafe*, if some reader of the text would send its request somewhere, or in a way, it must
    /// not: a host that is loopback, private, link-local, a metadata service or in any other way not
    /// public, in whatever disguise; another scheme than http and https; a user name or password; a
    /// port of another protocol. What [`url`] reads as the host decides. Where it can read none, as
    /// with a zone id or a port that is no port, any host that another reader could find decides.
    ///
    /// *Malformed*, if the text is no absolute http(s) URL, or two readers could read it
    /// differently: white space, characters that cannot be seen, backslashes, unescaped delimiters
    /// (but `[`, `]`, `|` and `^` are encoded in path and query), a fragment, a host that is not
    /// written as it is looked up; or if it is longer than 2,048 bytes, and then it is not read.
    ///
    /// If both apply it is Unsafe. Of several reasons it is the one with the lowest
    /// [rank](crate::Reason::rank): a host that is refused comes before the scheme, and a metadata
    /// service before any other host. Of several with one rank it is the first in reading order.
    /// [The README](crate#malformed-or-unsafe) has the definitions and the settled questions.
    ///
    /// # Example
    ///
    /// ```
    /// use live_record_notify::NotifyUrl;
    ///
    /// let url = NotifyUrl::parse("http://demo.aliyundoc.com/examplecallback.action")?;
    /// assert_eq!(url.as_str(), "http://demo.aliyundoc.com/examplecallback.action");
    ///
    /// let error = NotifyUrl::parse("http://127。0。0。1/").unwrap_err();
    /// assert_eq!(error.code().as_str(), "InvalidNotifyUrl.Unsafe");
    ///
    /// let error = NotifyUrl::parse("https://a:b@169.254.169.254/").unwrap_err();
    /// assert_eq!(error.reason().id(), "cloud-metadata");
    /// # Ok::<(), live_record_notify::Error>(())
    /// ```
    // One copy of the reader for all callers.
    #[inline(never)]
    pub fn parse(text: &str) -> Result<Self, Error> {
        Self::read(text, Policy::public_internet())
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
    /// use live_record_notify::{NotifyUrl, Policy};
    ///
    /// let policy = Policy::default().allow_network("10.1.0.0/16".parse()?)?;
    /// assert!(NotifyUrl::parse_with("http://10.1.0.1/", &policy).is_ok());
    /// assert!(NotifyUrl::parse("http://10.1.0.1/").is_err());
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn parse_with(text: &str, policy: &Policy) -> Result<Self, Error> {
        Self::read(text, policy)
    }

    /// Reads bytes that may not be UTF-8: a line of a file, a string of another language.
    ///
    /// # Errors
    ///
    /// As for [`parse_with`](Self::parse_with). Bytes that are not UTF-8 are Malformed. They are Unsafe
    /// if the text leads astray once each run of invalid bytes is replaced by U+FFFD, or by nothing. The
    /// span is a place in `bytes`.
    ///
    /// # Example
    ///
    /// ```
    /// use live_record_notify::{NotifyUrl, Policy};
    ///
    /// let reason = |bytes: &[u8]| {
    ///     NotifyUrl::parse_bytes(bytes, &Policy::default()).map_err(|error| error.reason().id())
    /// };
    /// assert!(reason(b"http://example.com/").is_ok());
    /// assert_eq!(reason(b"http://example.com/\xff"), Err("not-utf-8"));
    /// assert_eq!(reason(b"http://127.0.0.1\xff/"), Err("loopback"));
    /// ```
    pub fn parse_bytes(bytes: &[u8], policy: &Policy) -> Result<Self, Error> {
        let Ok(text) = str::from_utf8(bytes) else {
            let read = |text: &str| pipeline::read_any(text, policy);
            return Err(Self::error(bytes::fault(bytes, policy, read)));
        };
        Self::read(text, policy)
    }

    /// The canonical text.
    ///
    /// ```
    /// use live_record_notify::NotifyUrl;
    ///
    /// let url = NotifyUrl::parse("HTTP://Example.com:80")?;
    /// assert_eq!(url.as_str(), "http://example.com/");
    /// # Ok::<(), live_record_notify::Error>(())
    /// ```
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.canonical.text
    }

    /// `http` or `https`.
    ///
    /// ```
    /// use live_record_notify::NotifyUrl;
    ///
    /// assert_eq!(NotifyUrl::parse("https://example.com/")?.scheme(), "https");
    /// # Ok::<(), live_record_notify::Error>(())
    /// ```
    #[must_use]
    pub fn scheme(&self) -> &str {
        if self.canonical.parts.is_https { "https" } else { "http" }
    }

    /// The host: a name of A-labels in lower case, or an address.
    ///
    /// ```
    /// use live_record_notify::NotifyUrl;
    ///
    /// let url = NotifyUrl::parse("http://[2606:4700::1111]/")?;
    /// assert!(matches!(url.host(), url::Host::Ipv6(_)));
    /// assert_eq!(url.host().to_string(), "[2606:4700::1111]");
    /// # Ok::<(), live_record_notify::Error>(())
    /// ```
    #[must_use]
    pub fn host(&self) -> Host<&str> {
        self.canonical.host()
    }

    /// The port that a request goes to: the one in the URL, else 80 or 443 by the scheme.
    ///
    /// ```
    /// use live_record_notify::NotifyUrl;
    ///
    /// assert_eq!(NotifyUrl::parse("https://example.com/")?.port(), 443);
    /// assert_eq!(NotifyUrl::parse("https://example.com:8443/")?.port(), 8443);
    /// # Ok::<(), live_record_notify::Error>(())
    /// ```
    #[must_use]
    pub fn port(&self) -> u16 {
        self.canonical.parts.port
    }

    /// The path, from its first `/` on.
    ///
    /// ```
    /// use live_record_notify::NotifyUrl;
    ///
    /// assert_eq!(NotifyUrl::parse("https://example.com/a/b?key=1")?.path(), "/a/b");
    /// assert_eq!(NotifyUrl::parse("https://example.com")?.path(), "/");
    /// # Ok::<(), live_record_notify::Error>(())
    /// ```
    #[must_use]
    pub fn path(&self) -> &str {
        self.canonical.path_and_query().0
    }

    /// The query without its `?`. `None` where there is none.
    ///
    /// ```
    /// use live_record_notify::NotifyUrl;
    ///
    /// assert_eq!(NotifyUrl::parse("https://example.com/a?key=1")?.query(), Some("key=1"));
    /// assert_eq!(NotifyUrl::parse("https://example.com/a?")?.query(), Some(""));
    /// assert_eq!(NotifyUrl::parse("https://example.com/a")?.query(), None);
    /// # Ok::<(), live_record_notify::Error>(())
    /// ```
    #[must_use]
    pub fn query(&self) -> Option<&str> {
        self.canonical.path_and_query().1
    }

    /// The origin, as browsers write it (WHATWG HTML, serialization of an origin): scheme, host, and
    /// the port where it is not that of the scheme.
    ///
    /// ```
    /// use live_record_notify::NotifyUrl;
    ///
    /// let url = NotifyUrl::parse("https://example.com:8443/callback?key=1")?;
    /// assert_eq!(url.origin(), "https://example.com:8443");
    /// # Ok::<(), live_record_notify::Error>(())
    /// ```
    #[must_use]
    pub fn origin(&self) -> String {
        self.canonical.origin()
    }

    /// The same URL as a [`url::Url`].
    ///
    /// ```
    /// use live_record_notify::NotifyUrl;
    ///
    /// let url = NotifyUrl::parse("https://example.com/callback?key=1")?.to_url();
    /// assert_eq!(url.query(), Some("key=1"));
    /// # Ok::<(), live_record_notify::Error>(())
    /// ```
    #[must_use]
    pub fn to_url(&self) -> Url {
        self.canonical.to_url()
    }

    /// Judges the URL by `policy` without parsing it again: for a stored value and today's policy.
    ///
    /// # Errors
    ///
    /// *Unsafe*, if `policy` refuses where the URL leads, its scheme, its user information or its port;
    /// *Malformed*, if it is longer than `policy` allows.
    ///
    /// # Example
    ///
    /// ```
    /// use live_record_notify::{NotifyUrl, Policy};
    ///
    /// let stored = NotifyUrl::parse("http://hooks.example.com/")?;
    /// assert!(stored.check(&Policy::default()).is_ok());
    /// let today = Policy::default().deny_host(".example.com")?;
    /// assert_eq!(stored.check(&today).unwrap_err().reason().id(), "host-denied");
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn check(&self, policy: &Policy) -> Result<(), Error> {
        self.canonical.check_whole(policy).map_err(Self::error)
    }

    /// The second stage: judges `addresses`, what the caller's resolver answered for the
    /// [host](Self::host), and gives the socket addresses that may be dialled.
    ///
    /// What stands in the URL itself is judged once more, in case `policy` is stricter than the one
    /// that the URL was read by.
    ///
    /// # Errors
    ///
    /// One address that the policy refuses, whatever the others are: a mixed answer is an attack or
    /// a fault. An address other than the URL's own where its host is an IP literal. More addresses
    /// than [`Policy::max_addresses`]. No address at all; that is no verdict, and its code is
    /// `InternalError`.
    ///
    /// # Example
    ///
    /// ```
    /// use live_record_notify::{NotifyUrl, Policy};
    ///
    /// let url = NotifyUrl::parse("https://example.com/callback")?;
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
        self.canonical.check(policy).map_err(Self::error)?;
        let is_https = self.canonical.parts.is_https;
        Destination::new(&self.host(), self.port(), is_https, addresses, policy)
            .map_err(|reason| Self::error(Fault::nowhere(reason)))
    }

    /// Where a response with this `Location` leads: an absolute URL, or a reference that starts with
    /// `//`, a path or a query, resolved against this URL (RFC 9110 §10.2.2).
    ///
    /// A fragment is dropped: it is meant for a user agent, and no request carries it.
    ///
    /// # Errors
    ///
    /// What [`parse_with`](Self::parse_with) refuses, with places in `location`; an empty text; a
    /// relative path with a colon in its first segment, which may be a scheme; and `http` where this
    /// URL is `https`.
    ///
    /// # Example
    ///
    /// ```
    /// use live_record_notify::{NotifyUrl, Policy};
    ///
    /// let url = NotifyUrl::parse("https://example.com/a/b?key=1")?;
    /// let policy = Policy::default();
    ///
    /// assert_eq!(url.redirect("c#top", &policy)?, "https://example.com/a/c");
    /// assert!(url.redirect("//169.254.169.254/", &policy).is_err());
    /// assert!(url.redirect("http://example.com/", &policy).is_err());
    /// # Ok::<(), live_record_notify::Error>(())
    /// ```
    pub fn redirect(&self, location: &str, policy: &Policy) -> Result<Self, Error> {
        redirect::read(&self.canonical, location, policy).map(Self::new).map_err(Self::error)
    }

    /// Where a response with this `Location` leads, whose bytes may not be UTF-8.
    ///
    /// # Errors
    ///
    /// As for [`redirect`](Self::redirect), and for what is not UTF-8 as for
    /// [`parse_bytes`](Self::parse_bytes).
    ///
    /// # Example
    ///
    /// ```
    /// use live_record_notify::{NotifyUrl, Policy};
    ///
    /// let url = NotifyUrl::parse("https://example.com/a")?;
    /// let policy = Policy::default();
    /// assert_eq!(url.redirect_bytes(b"/b", &policy)?, "https://example.com/b");
    /// let error = url.redirect_bytes(b"/\xe9", &policy).unwrap_err();
    /// assert_eq!(error.reason().id(), "not-utf-8");
    /// # Ok::<(), live_record_notify::Error>(())
    /// ```
    pub fn redirect_bytes(&self, location: &[u8], policy: &Policy) -> Result<Self, Error> {
        let Ok(location) = str::from_utf8(location) else {
            let read = |text: &str| redirect::read(&self.canonical, text, policy);
            return Err(Self::error(bytes::fault(location, policy, read)));
        };
        self.redirect(location, policy)
    }

    /// All constructors end here. Canonical text stays in the buffer that it comes in.
    ///
    /// Inlined, so that the compiler can drop the checks that the default policy never makes.
    #[inline(always)]
    pub(crate) fn read(
        text: impl AsRef<str> + Into<String>,
        policy: &Policy,
    ) -> Result<Self, Error> {
        pipeline::parse(text, policy, Self::new, Self::error)
    }

    #[inline(always)]
    fn new(canonical: Canonical) -> Self {
        Self { canonical, parameter: PhantomData }
    }

    #[inline(always)]
    fn error(fault: Fault) -> Error {
        Error::new(P::PARAMETER, fault)
    }
}

// Not derived: `derive` would require `P: Clone`.
impl<P: UrlParameter> Clone for CallbackUrl<P> {
    fn clone(&self) -> Self {
        Self::new(self.canonical.clone())
    }
}

impl<P: UrlParameter> FromStr for CallbackUrl<P> {
    type Err = Error;

    fn from_str(text: &str) -> Result<Self, Error> {
        Self::parse(text)
    }
}

impl<P: UrlParameter> TryFrom<&str> for CallbackUrl<P> {
    type Error = Error;

    fn try_from(text: &str) -> Result<Self, Error> {
        Self::parse(text)
    }
}

impl<P: UrlParameter> TryFrom<String> for CallbackUrl<P> {
    type Error = Error;

    /// Canonical text is kept in the buffer that it came in.
    fn try_from(text: String) -> Result<Self, Error> {
        Self::read(text, Policy::public_internet())
    }
}

impl<P: UrlParameter> TryFrom<Url> for CallbackUrl<P> {
    type Error = Error;

    /// Reads the text of `url`: what a `Url` holds may still be Unsafe or Malformed.
    fn try_from(url: Url) -> Result<Self, Error> {
        String::from(url).try_into()
    }
}

impl<P: UrlParameter> TryFrom<&Url> for CallbackUrl<P> {
    type Error = Error;

    /// As for `Url`.
    fn try_from(url: &Url) -> Result<Self, Error> {
        Self::parse(url.as_str())
    }
}

impl<P: UrlParameter> From<CallbackUrl<P>> for String {
    fn from(url: CallbackUrl<P>) -> Self {
        url.canonical.text
    }
}

impl<P: UrlParameter> From<CallbackUrl<P>> for Url {
    fn from(url: CallbackUrl<P>) -> Self {
        url.to_url()
    }
}

/// Hides what is likely to be secret: user name and password, the path, and the values of the query.
impl<P: UrlParameter> fmt::Debug for CallbackUrl<P> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}({:?})", P::PARAMETER, self.canonical)
    }
}

text_type!([P: UrlParameter] CallbackUrl<P>);
