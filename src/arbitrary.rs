//! Feature `arbitrary`: valid values out of a fuzzer's bytes.

use alloc::format;
use alloc::string::{String, ToString};
use core::net::{Ipv4Addr, Ipv6Addr};

use arbitrary::{Arbitrary, Error, Result, Unstructured};

use crate::address::is_public;
use crate::callback_url::{CallbackUrl, UrlParameter};
use crate::describe_response::DescribeResponse;
use crate::domain_name::DomainName;
use crate::domain_request::{DeleteLiveRecordNotifyConfig, DescribeLiveRecordNotifyConfig};
use crate::error_code::ErrorCode;
use crate::policy::{Policy, Request};
use crate::request::AddLiveRecordNotifyConfig;
use crate::response::{ErrorResponse, RequestId, SuccessResponse};
use crate::update_request::UpdateLiveRecordNotifyConfig;

/// A valid name, through the one parser.
///
/// ```
/// use arbitrary::Unstructured;
/// use live_record_notify::DomainName;
///
/// let mut bytes = Unstructured::new(b"bytes that a fuzzer made");
/// let name: DomainName = bytes.arbitrary()?;
/// assert_eq!(DomainName::parse(name.as_str()), Ok(name));
/// # Ok::<(), arbitrary::Error>(())
/// ```
impl<'a> Arbitrary<'a> for DomainName {
    fn arbitrary(bytes: &mut Unstructured<'a>) -> Result<Self> {
        domain_name(bytes)?.try_into().map_err(|_| Error::IncorrectFormat)
    }
}

/// A valid URL, through the one parser.
///
/// ```
/// use arbitrary::Unstructured;
/// use live_record_notify::NotifyUrl;
///
/// let mut bytes = Unstructured::new(b"bytes that a fuzzer made");
/// let url: NotifyUrl = bytes.arbitrary()?;
/// assert_eq!(NotifyUrl::parse(url.as_str()), Ok(url));
/// # Ok::<(), arbitrary::Error>(())
/// ```
impl<'a, P: UrlParameter> Arbitrary<'a> for CallbackUrl<P> {
    fn arbitrary(bytes: &mut Unstructured<'a>) -> Result<Self> {
        // A name can fall on a row of the tables by chance.
        url(bytes)?.try_into().map_err(|_| Error::IncorrectFormat)
    }
}

/// Any request that [`from_params`](AddLiveRecordNotifyConfig::from_params) accepts.
///
/// ```
/// use arbitrary::Unstructured;
/// use live_record_notify::AddLiveRecordNotifyConfig;
///
/// let mut bytes = Unstructured::new(b"bytes that a fuzzer made");
/// let request: AddLiveRecordNotifyConfig = bytes.arbitrary()?;
/// assert_eq!(AddLiveRecordNotifyConfig::from_params(request.to_params()), Ok(request.clone()));
/// # Ok::<(), arbitrary::Error>(())
/// ```
impl<'a> Arbitrary<'a> for AddLiveRecordNotifyConfig {
    fn arbitrary(bytes: &mut Unstructured<'a>) -> Result<Self> {
        let request = Self::new(bytes.arbitrary()?, bytes.arbitrary()?)
            .with_need_status_notify(bytes.arbitrary()?);
        Ok(match bytes.arbitrary()? {
            Some(url) => request.with_on_demand_url(url),
            None => request,
        })
    }
}

/// Any request.
impl<'a> Arbitrary<'a> for UpdateLiveRecordNotifyConfig {
    fn arbitrary(bytes: &mut Unstructured<'a>) -> Result<Self> {
        bytes.arbitrary::<AddLiveRecordNotifyConfig>().map(Self::from)
    }
}

/// Any request.
impl<'a> Arbitrary<'a> for DescribeLiveRecordNotifyConfig {
    fn arbitrary(bytes: &mut Unstructured<'a>) -> Result<Self> {
        bytes.arbitrary().map(Self::new)
    }
}

/// Any request.
impl<'a> Arbitrary<'a> for DeleteLiveRecordNotifyConfig {
    fn arbitrary(bytes: &mut Unstructured<'a>) -> Result<Self> {
        bytes.arbitrary().map(Self::new)
    }
}

/// Any body with a configuration that the default policy accepts.
impl<'a> Arbitrary<'a> for DescribeResponse {
    fn arbitrary(bytes: &mut Unstructured<'a>) -> Result<Self> {
        let id = bytes.arbitrary()?;
        Ok(Self::new(id, (&bytes.arbitrary::<AddLiveRecordNotifyConfig>()?).into()))
    }
}

/// Any code of the table.
///
/// ```
/// use arbitrary::Unstructured;
/// use live_record_notify::ErrorCode;
///
/// let code: ErrorCode = Unstructured::new(b"bytes").arbitrary()?;
/// assert!(ErrorCode::ALL.contains(&code));
/// # Ok::<(), arbitrary::Error>(())
/// ```
impl<'a> Arbitrary<'a> for ErrorCode {
    fn arbitrary(bytes: &mut Unstructured<'a>) -> Result<Self> {
        bytes.choose(Self::ALL).copied()
    }
}

/// Any identifier of version 4.
///
/// ```
/// use arbitrary::Unstructured;
/// use live_record_notify::RequestId;
///
/// let id: RequestId = Unstructured::new(&[0xAB; 16]).arbitrary()?;
/// assert_eq!(id.to_string(), "ABABABAB-ABAB-4BAB-ABAB-ABABABABABAB");
/// # Ok::<(), arbitrary::Error>(())
/// ```
impl<'a> Arbitrary<'a> for RequestId {
    fn arbitrary(bytes: &mut Unstructured<'a>) -> Result<Self> {
        bytes.arbitrary().map(Self::from_random_bytes)
    }
}

/// Any body.
///
/// ```
/// use arbitrary::Unstructured;
/// use live_record_notify::SuccessResponse;
///
/// let body: SuccessResponse = Unstructured::new(&[0xAB; 16]).arbitrary()?;
/// assert_eq!(body.request_id.unwrap(), "ABABABAB-ABAB-4BAB-ABAB-ABABABABABAB");
/// # Ok::<(), arbitrary::Error>(())
/// ```
impl<'a> Arbitrary<'a> for SuccessResponse {
    fn arbitrary(bytes: &mut Unstructured<'a>) -> Result<Self> {
        bytes.arbitrary().map(Self::new)
    }
}

/// Any body: a known code or another, whatever texts.
///
/// ```
/// use arbitrary::Unstructured;
/// use live_record_notify::ErrorResponse;
///
/// let body: ErrorResponse = Unstructured::new(&[0xAB; 64]).arbitrary()?;
/// assert_eq!(body.request_id.unwrap(), "ABABABAB-ABAB-4BAB-ABAB-ABABABABABAB");
/// # Ok::<(), arbitrary::Error>(())
/// ```
impl<'a> Arbitrary<'a> for ErrorResponse {
    fn arbitrary(bytes: &mut Unstructured<'a>) -> Result<Self> {
        let mut body = Self::new(bytes.arbitrary()?, bytes.arbitrary()?);
        if bytes.arbitrary()? {
            body.host_id = bytes.arbitrary()?;
            body.code = bytes.arbitrary::<&str>()?.parse();
            body.message = bytes.arbitrary()?;
            body.recommend = bytes.arbitrary()?;
        }
        Ok(body)
    }
}

fn domain_name(bytes: &mut Unstructured<'_>) -> Result<String> {
    name(bytes, &["a", "b", "m", "z", "0", "9", "a-0", "x--y"])
}

fn url(bytes: &mut Unstructured<'_>) -> Result<String> {
    let scheme = bytes.choose(&["http", "https"])?;
    let host = match bytes.int_in_range(0..=3)? {
        0 => ipv4(bytes)?,
        1 => ipv6(bytes)?,
        _ => name(bytes, &["a", "b", "m", "z", "0", "9", "_", "a-0", "x--y"])?,
    };
    let mut url = format!("{scheme}://{host}");
    if let Some(port) = bytes.arbitrary()?
        && Policy::public_internet().check_port(Some(port), Request::default).is_ok()
    {
        url = format!("{url}:{port}");
    }
    url.push('/');
    push_some(bytes, &mut url, PATH)?;
    if bytes.arbitrary()? {
        url.push('?');
        push_some(bytes, &mut url, QUERY)?;
    }
    Ok(url)
}

/// One to three labels below a public name.
fn name(bytes: &mut Unstructured<'_>, pieces: &[&str]) -> Result<String> {
    let mut name = String::new();
    for _ in 0..bytes.int_in_range(1..=3)? {
        push_some(bytes, &mut name, pieces)?;
        name.push_str(bytes.choose(&["a.", "0."])?);
    }
    name.push_str(bytes.choose(&["com", "example", "example.net", "co.uk", "xn--p1ai"])?);
    Ok(name)
}

fn ipv4(bytes: &mut Unstructured<'_>) -> Result<String> {
    let address: Ipv4Addr = bytes.arbitrary()?;
    let public = if is_public(address.into()) { address } else { Ipv4Addr::new(8, 8, 8, 8) };
    Ok(public.to_string())
}

fn ipv6(bytes: &mut Unstructured<'_>) -> Result<String> {
    let mut octets: [u8; 16] = bytes.arbitrary()?;
    // One of global unicast.
    let [first, ..] = &mut octets;
    *first = 0x26;
    let address = Ipv6Addr::from(octets);
    let public = Some(address).filter(|&address| is_public(address.into()));
    let public = public.unwrap_or(Ipv6Addr::new(0x2606, 0x4700, 0, 0, 0, 0, 0, 0x1111));
    Ok(format!("[{public}]"))
}

/// Adds up to a dozen of `pieces` to `text`.
fn push_some(bytes: &mut Unstructured<'_>, text: &mut String, pieces: &[&str]) -> Result<()> {
    for _ in 0..bytes.int_in_range(0..=12)? {
        text.push_str(bytes.choose(pieces)?);
    }
    Ok(())
}

/// RFC 3986 §3.3, `path-abempty`.
#[rustfmt::skip]
const PATH: &[&str] = &[
    "a", "Z", "0", "callback", "/", "/", "-", ".", "..", "_", "~", ":", "@", "!", "$", "&", "'",
    "(", ")", "*", "+", ",", ";", "=", "%2F", "%c3%bc", "ü",
];

/// RFC 3986 §3.4.
#[rustfmt::skip]
const QUERY: &[&str] = &[
    "a", "Z", "0", "key", "=", "&", "/", "?", "-", ".", "_", "~", ":", "@", "!", "$", "'", "(",
    ")", "*", "+", ",", ";", "%20", "%c3%bc", "ü",
];
