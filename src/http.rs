//! Feature `http`: callback URLs from and to [`http::Uri`].

use alloc::string::ToString;

use http::Uri;
use http::uri::InvalidUri;

use crate::callback_url::{CallbackUrl, UrlParameter};
use crate::error::Error;

/// Reads the text of the URI, by the one parser.
///
/// A `Uri` has dropped its fragment, and written `/` for an empty path, before it comes here; one
/// without a scheme is refused like any text without one.
///
/// ```
/// use live_record_notify::NotifyUrl;
///
/// let uri = http::Uri::from_static("http://Example.com:80/callback");
/// assert_eq!(NotifyUrl::try_from(uri)?, "http://example.com/callback");
///
/// let uri = http::Uri::from_static("http://127.1/callback");
/// assert!(NotifyUrl::try_from(uri).is_err());
/// # Ok::<(), live_record_notify::Error>(())
/// ```
impl<P: UrlParameter> TryFrom<&Uri> for CallbackUrl<P> {
    type Error = Error;

    fn try_from(uri: &Uri) -> Result<Self, Error> {
        uri.to_string().try_into()
    }
}

/// As for `&Uri`.
impl<P: UrlParameter> TryFrom<Uri> for CallbackUrl<P> {
    type Error = Error;

    fn try_from(uri: Uri) -> Result<Self, Error> {
        Self::try_from(&uri)
    }
}

/// The same URL for a client that speaks `http`.
///
/// A `Uri` holds at most 65,534 bytes. A URL that was read by the default policy always fits; one
/// that a policy with a larger [`max_length`](crate::Policy::max_length) let through may not, and
/// that is the only error.
///
/// ```
/// use live_record_notify::NotifyUrl;
///
/// let url = NotifyUrl::parse("https://example.com:8443/callback?key=1")?;
/// let uri = http::Uri::try_from(&url)?;
/// assert_eq!(uri.host(), Some("example.com"));
/// assert_eq!(uri.port_u16(), Some(8443));
/// assert_eq!(uri.to_string(), url.as_str());
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
// `Uri` takes every byte that canonical text may have: a scheme of http or https, the unreserved
// characters, sub-delimiters, `:` and `@` of RFC 3986 in all parts, `%` in user information, path
// and query, and square brackets around an IPv6 address.
impl<P: UrlParameter> TryFrom<&CallbackUrl<P>> for Uri {
    type Error = InvalidUri;

    fn try_from(url: &CallbackUrl<P>) -> Result<Self, InvalidUri> {
        url.as_str().try_into()
    }
}
