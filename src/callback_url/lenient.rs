//! The lenient read: what a WHATWG reader makes of any text at all, and whether a request may be
//! sent there.

use alloc::format;
use core::ops::Range;

use url::{ParseError, Url};

use super::locate::{Located, Schemeless, is_http, scheme};
use crate::error::Fault;
use crate::policy::Policy;
use crate::reason::Reason;

/// What `url` makes of `text`, against `base` if it is a reference.
///
/// A text without a scheme and without a base is read once more with `http://` before it, as
/// address bars and command line clients do.
///
/// # Errors
///
/// A scheme other than `http` and `https`: Unsafe, whatever follows it.
pub(super) fn read(text: &str, base: Option<&Url>) -> Result<Result<Url, ParseError>, Fault> {
    let Some(scheme) = scheme(text) else {
        return Ok(match base {
            // WHATWG URL, special authority ignore slashes state: a host comes behind any number
            // of slashes. With a base `url` stops at the third; without one it does not.
            Some(base) if !Located::in_text(text, Schemeless::Path).slashes.is_empty() => {
                read_behind(&format!("{}:", base.scheme()), text)
            }
            Some(_) => Url::options().base_url(base).parse(text),
            None => read_behind("http://", text),
        });
    };
    if is_http(text, &scheme) {
        return Ok(Url::options().base_url(base).parse(text));
    }
    // A name, a colon and a port, unless nobody can read it so: then it is a scheme after all.
    if base.is_none()
        && Located::in_text(text, Schemeless::Authority).scheme.is_none()
        && let Ok(url) = read_behind("http://", text)
    {
        return Ok(Ok(url));
    }
    Err(Fault::at(scheme, Reason::Scheme))
}

fn read_behind(prefix: &str, text: &str) -> Result<Url, ParseError> {
    // What a reader leaves off before a text, it does not leave off behind a prefix.
    let text = text.trim_start_matches(|c| c <= ' ');
    Url::parse(&format!("{prefix}{text}"))
}

/// Whether a request may be sent to `url`, which `text` reads as, in reading order.
pub(super) fn check(
    text: &str,
    url: &Url,
    base: Option<&Url>,
    policy: &Policy,
) -> Result<(), Fault> {
    let located = || Located::in_text(text, schemeless(base));
    // What a reference has from its base stands nowhere in it.
    let at = |place: Range<usize>, reason| {
        if place.is_empty() { Fault::nowhere(reason) } else { Fault::at(place, reason) }
    };
    let at_scheme = |reason| {
        let Located { scheme, host, .. } = located();
        at(scheme.unwrap_or(host), reason)
    };
    let is_https = url.scheme() == "https";
    policy.check_scheme(is_https).map_err(at_scheme)?;
    if !is_https && base.is_some_and(|base| base.scheme() == "https") {
        return Err(at_scheme(Reason::HttpsDowngrade));
    }
    if has_user_info(text, url, located) {
        policy.check_user_info().map_err(|reason| {
            let Located { user_info, host, .. } = located();
            at(user_info.map_or(host, |typed| typed.start..typed.end + 1), reason)
        })?;
    }
    // With http and https, both are always there.
    let host = url.host().map_or(Ok(()), |host| policy.check_host(&host));
    host.map_err(|reason| at(located().host, reason))?;
    let port = url.port_or_known_default().map_or(Ok(()), |port| policy.check_port(port));
    port.map_err(|reason| {
        let Located { port, host, .. } = located();
        at(port.filter(|digits| !digits.is_empty()).unwrap_or(host), reason)
    })
}

/// `url` leaves off an empty `@`; a reference without an authority has that of its base.
fn has_user_info(text: &str, url: &Url, located: impl Fn() -> Located) -> bool {
    !url.username().is_empty()
        || url.password().is_some()
        || text.contains('@') && located().user_info.is_some()
}

/// How a text without a scheme is cut up.
pub(super) fn schemeless(base: Option<&Url>) -> Schemeless {
    if base.is_some() { Schemeless::Path } else { Schemeless::Authority }
}
