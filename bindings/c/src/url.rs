//! `lrn_url`: a callback URL that was accepted.

use core::ffi::{CStr, c_char};
use std::sync::OnceLock;

use lrn::{NotifyUrl, OnDemandUrl};

use crate::address::Address;
use crate::call;
use crate::destination::Destination;
use crate::pointer;
use crate::policy::{self, Policy};
use crate::problem::{Error, Problem};
use crate::status::Status;
use crate::strings::{self, Strings};

/// A callback URL that was accepted, in canonical form.
pub struct Url {
    parsed: Parsed,
    /// Text and host. Made when the first of them is asked for: many callers want the status alone.
    strings: OnceLock<Strings<2>>,
    /// The host without brackets, made when it is asked for.
    to_resolve: OnceLock<Strings<1>>,
}

/// For which parameter it was given.
enum Parsed {
    Notify(NotifyUrl),
    OnDemand(OnDemandUrl),
}

/// Gives the URL, whichever it is, to an expression.
macro_rules! either {
    ($handle:expr, $url:ident => $then:expr) => {
        match &$handle.parsed {
            Parsed::Notify($url) => $then,
            Parsed::OnDemand($url) => $then,
        }
    };
}

impl Url {
    fn new(parsed: Parsed) -> Self {
        Self { parsed, strings: OnceLock::new(), to_resolve: OnceLock::new() }
    }

    fn strings(&self) -> &Strings<2> {
        let made = || either!(self, url => Strings::new([&url.as_str(), &url.host()]));
        self.strings.get_or_init(made)
    }

    fn host_to_resolve(&self) -> &CStr {
        let made = || {
            let host = either!(self, url => url.host().to_string());
            Strings::new([&host.trim_start_matches('[').trim_end_matches(']')])
        };
        self.to_resolve.get_or_init(made).get(0)
    }
}

impl From<NotifyUrl> for Url {
    fn from(url: NotifyUrl) -> Self {
        Self::new(Parsed::Notify(url))
    }
}

impl From<OnDemandUrl> for Url {
    fn from(url: OnDemandUrl) -> Self {
        Self::new(Parsed::OnDemand(url))
    }
}

/// Reads a NotifyUrl, or any other URL that is to be called, from `length` bytes.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn lrn_notify_url_parse(
    text: *const c_char,
    length: usize,
    policy: *const Policy,
    out: *mut *mut Url,
    error: *mut *mut Error,
) -> Status {
    let read = || {
        // SAFETY: `length` bytes that nobody writes to during the call, as the header wants it.
        let text = unsafe { pointer::text(text, length) }?;
        // SAFETY: NULL or a handle, as the header wants it.
        let policy = unsafe { policy::policy(policy) }?;
        Ok(NotifyUrl::parse_bytes(text, policy)?.into())
    };
    // SAFETY: NULL or room for a handle each, as the header wants it.
    unsafe { call::answer(out, error, read) }
}

/// Reads an OnDemandUrl from `length` bytes. The rules are those of a NotifyUrl, the codes are its own.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn lrn_on_demand_url_parse(
    text: *const c_char,
    length: usize,
    policy: *const Policy,
    out: *mut *mut Url,
    error: *mut *mut Error,
) -> Status {
    let read = || {
        // SAFETY: `length` bytes that nobody writes to during the call, as the header wants it.
        let text = unsafe { pointer::text(text, length) }?;
        // SAFETY: NULL or a handle, as the header wants it.
        let policy = unsafe { policy::policy(policy) }?;
        Ok(OnDemandUrl::parse_bytes(text, policy)?.into())
    };
    // SAFETY: NULL or room for a handle each, as the header wants it.
    unsafe { call::answer(out, error, read) }
}

/// The canonical text: store and send this, not the text that was typed.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn lrn_url_text(url: *const Url) -> *const c_char {
    // SAFETY: NULL or a handle, as the header wants it.
    let url = unsafe { pointer::handle(url) };
    call::or(strings::pass(None), || strings::pass(url.map(|url| url.strings().get(0))))
}

/// "http" or "https".
#[unsafe(no_mangle)]
pub unsafe extern "C" fn lrn_url_scheme(url: *const Url) -> *const c_char {
    // SAFETY: NULL or a handle, as the header wants it.
    let url = unsafe { pointer::handle(url) };
    let scheme = |url: &Url| -> &'static CStr {
        if either!(url, url => url.scheme()) == "https" { c"https" } else { c"http" }
    };
    call::or(strings::pass(None), || strings::pass(url.map(scheme)))
}

/// The host as it stands in the URL and in the header `Host`: a name of A-labels in lower case, or an
/// address, IPv6 in square brackets. A resolver does not know the brackets.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn lrn_url_host(url: *const Url) -> *const c_char {
    // SAFETY: NULL or a handle, as the header wants it.
    let url = unsafe { pointer::handle(url) };
    call::or(strings::pass(None), || strings::pass(url.map(|url| url.strings().get(1))))
}

/// The host as `getaddrinfo` takes it, and as the name in a certificate: without brackets, and else as
/// `lrn_url_host` has it.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn lrn_url_host_to_resolve(url: *const Url) -> *const c_char {
    // SAFETY: NULL or a handle, as the header wants it.
    let url = unsafe { pointer::handle(url) };
    call::or(strings::pass(None), || strings::pass(url.map(Url::host_to_resolve)))
}

/// The port that a request goes to, in the byte order of numbers: the one in the URL, else 80 or 443 by
/// the scheme. 0 if `url` is NULL.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn lrn_url_port(url: *const Url) -> u16 {
    // SAFETY: NULL or a handle, as the header wants it.
    let url = unsafe { pointer::handle(url) };
    call::or(0, || url.map_or(0, |url| either!(url, url => url.port())))
}

/// The second stage: judges what the resolver answered for the host, `count` addresses, and gives the
/// socket addresses that may be dialled. One refused address refuses the whole answer.
///
/// LRN_STATUS_OPERATIONAL if there is no address; LRN_STATUS_ARGUMENT if one has an unknown family.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn lrn_url_destination(
    url: *const Url,
    addresses: *const Address,
    count: usize,
    policy: *const Policy,
    out: *mut *mut Destination,
    error: *mut *mut Error,
) -> Status {
    let judge = || {
        // SAFETY: NULL or a handle, as the header wants it.
        let url = unsafe { pointer::handle(url) }.ok_or(Problem::Null)?;
        // SAFETY: `count` addresses that nobody writes to during the call, as the header wants it.
        // They are numbers, of which every pattern of bits is one.
        let addresses = unsafe { pointer::list(addresses, count) }?;
        // SAFETY: NULL or a handle, as the header wants it.
        let policy = unsafe { policy::policy(policy) }?;
        // All of them are read before one is judged, so that a wrong call never looks like a verdict.
        let addresses = addresses.iter().map(|address| address.read().ok_or(Problem::Family));
        let addresses = addresses.collect::<Result<Vec<_>, _>>()?;
        let destination = either!(url, url => url.destination(addresses, policy))?;
        Ok(Destination::from(&destination))
    };
    // SAFETY: NULL or room for a handle each, as the header wants it.
    unsafe { call::answer(out, error, judge) }
}

/// Where a response of this URL with the header `Location` leads, as a new URL, which is independent of
/// the old one. The value of the header has `length` bytes.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn lrn_url_redirect(
    url: *const Url,
    location: *const c_char,
    length: usize,
    policy: *const Policy,
    out: *mut *mut Url,
    error: *mut *mut Error,
) -> Status {
    let follow = || {
        // SAFETY: NULL or a handle, as the header wants it.
        let url = unsafe { pointer::handle(url) }.ok_or(Problem::Null)?;
        // SAFETY: `length` bytes that nobody writes to during the call, as the header wants it.
        let location = unsafe { pointer::text(location, length) }?;
        // SAFETY: NULL or a handle, as the header wants it.
        let policy = unsafe { policy::policy(policy) }?;
        Ok(either!(url, url => url.redirect_bytes(location, policy)?.into()))
    };
    // SAFETY: NULL or room for a handle each, as the header wants it.
    unsafe { call::answer(out, error, follow) }
}

/// Frees the URL, and with it its strings.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn lrn_url_free(url: *mut Url) {
    // SAFETY: NULL, or a handle that was not freed, as the header wants it.
    call::or((), || unsafe { pointer::free(url) });
}
