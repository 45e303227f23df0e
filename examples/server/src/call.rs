//! What is called, by whom, with which parameters.
//!
//! Two generations of clients differ in where they put what the gateway reads:
//!
//! | | V1 | V3 |
//! |---|---|---|
//! | operation | parameter `Action` | header `x-acs-action` |
//! | version | parameter `Version` | header `x-acs-version` |
//! | format | parameter `Format`, XML where absent | header `accept`, JSON where it says nothing |
//! | access key id | parameter `AccessKeyId` | header `authorization`, after `Credential=` |
//!
//! SDKs of the first generation send the headers `x-acs-action` and `x-acs-version` too. What is
//! given more than once must be the same everywhere, or two readers could see two calls.

use hyper::{HeaderMap, header};
use live_record_notify::{Operation, UnknownOperation};

use crate::params::Params;
use crate::refusal::{
    ACCESS_KEY_NOT_FOUND, ACTION_NOT_FOUND, INCOMPLETE_SIGNATURE, INVALID_PARAMETER,
    INVALID_VERSION, MISSING_ACCESS_KEY, MISSING_ACTION, MISSING_VERSION, Refusal,
};

/// How the answer is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Format {
    Json,
    Xml,
}

impl Format {
    /// What the client asks for; asked before anything is judged, since refusals need it too.
    pub(crate) fn of(headers: &HeaderMap, params: &Params) -> Self {
        let is_json = match params.all("Format").next() {
            Some(format) => format.eq_ignore_ascii_case("JSON"),
            None => is_v3(headers, params) && !accepts_xml(headers),
        };
        if is_json { Self::Json } else { Self::Xml }
    }
}

/// The operation that is called, and the access key id of who calls it.
pub(crate) fn read(headers: &HeaderMap, params: &Params) -> Result<(Operation, String), Refusal> {
    if let Some(malformed) = params.malformed() {
        return Err(INVALID_PARAMETER.because(malformed.reason()));
    }
    if params.all("Format").count() > 1 {
        return Err(INVALID_PARAMETER.because("Format is given more than once"));
    }
    let control = Control { headers, params };
    let operation = match control.one("Action", "x-acs-action")? {
        Some(name) => name
            .parse()
            .map_err(|error: UnknownOperation| ACTION_NOT_FOUND.because(error.to_string()))?,
        None => return Err(MISSING_ACTION.because("no operation")),
    };
    match control.one("Version", "x-acs-version")?.as_deref() {
        Some(Operation::VERSION) => {}
        Some(_) => return Err(INVALID_VERSION.because("another version")),
        None => return Err(MISSING_VERSION.because("no version")),
    }
    Ok((operation, control.access_key_id()?))
}

struct Control<'a> {
    headers: &'a HeaderMap,
    params: &'a Params,
}

impl Control<'_> {
    /// What is given as the parameter `name`, as `header`, or as both.
    fn one(&self, name: &str, header: &str) -> Result<Option<String>, Refusal> {
        let by_header = self.headers.get_all(header).iter().map(|value| value.to_str().ok());
        same(name, self.params.all(name).map(Some), by_header)
    }

    fn access_key_id(&self) -> Result<String, Refusal> {
        let by_header = self.credential()?.map(Some);
        let id = same("AccessKeyId", self.params.all("AccessKeyId").map(Some), by_header)?
            .ok_or_else(|| MISSING_ACCESS_KEY.because("no access key id"))?;
        let is_id = (1..=MAX_ACCESS_KEY_ID_LENGTH).contains(&id.len())
            && id
                .bytes()
                .all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'.' | b'_' | b'-'));
        if is_id {
            Ok(id)
        } else {
            Err(ACCESS_KEY_NOT_FOUND.because("no access key id looks like this"))
        }
    }

    /// The access key id in `ACS3-HMAC-SHA256 Credential=<id>,SignedHeaders=…,Signature=…`.
    fn credential(&self) -> Result<Option<&str>, Refusal> {
        let mut values = self.headers.get_all(header::AUTHORIZATION).iter();
        let Some(value) = values.next() else { return Ok(None) };
        let credential = value
            .to_str()
            .ok()
            .filter(|_| values.next().is_none())
            .and_then(|text| text.strip_prefix(V3_SCHEME)?.split_once(' '))
            .and_then(|(_, fields)| {
                fields.split(',').find_map(|field| field.trim().strip_prefix("Credential="))
            });
        credential.map(Some).ok_or_else(|| {
            INCOMPLETE_SIGNATURE.because("the authorization header is not of the scheme ACS3")
        })
    }
}

/// The scheme's name goes on with the algorithm.
const V3_SCHEME: &str = "ACS3-";

/// Longer than the vendor's, which have 16 to 30 characters.
const MAX_ACCESS_KEY_ID_LENGTH: usize = 128;

/// The value that the parameter `name` and its header agree on.
fn same<'a>(
    name: &str,
    by_param: impl IntoIterator<Item = Option<&'a str>>,
    by_header: impl IntoIterator<Item = Option<&'a str>>,
) -> Result<Option<String>, Refusal> {
    let refuse = |reason| Err(INVALID_PARAMETER.because(format!("{name} {reason}")));
    let (mut by_param, mut by_header) = (by_param.into_iter(), by_header.into_iter());
    let given = [by_param.next(), by_header.next()];
    if by_param.next().is_some() || by_header.next().is_some() {
        return refuse("is given more than once");
    }
    match given {
        [Some(None), _] | [_, Some(None)] => refuse("is no visible ASCII text"),
        [Some(param), Some(header)] if param != header => {
            refuse("differs between parameter and header")
        }
        [Some(value), _] | [None, Some(value)] => Ok(value.map(str::to_owned)),
        [None, None] => Ok(None),
    }
}

fn is_v3(headers: &HeaderMap, params: &Params) -> bool {
    let is_signed = headers
        .get(header::AUTHORIZATION)
        .is_some_and(|value| value.as_bytes().starts_with(V3_SCHEME.as_bytes()));
    is_signed || headers.contains_key("x-acs-action") && params.all("Action").next().is_none()
}

fn accepts_xml(headers: &HeaderMap) -> bool {
    headers
        .get(header::ACCEPT)
        .and_then(|value| value.to_str().ok())
        .is_some_and(|accept| accept.to_ascii_lowercase().contains("xml"))
}
