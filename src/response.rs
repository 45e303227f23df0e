//! The bodies of responses, as plain values.

use alloc::string::String;
use core::fmt::{self, Write};
use core::str::FromStr;

use crate::error_code::{ErrorCode, UnknownErrorCode};

/// The body of a successful response to an operation that answers with nothing else: Add, Update and
/// Delete.
///
/// ```
/// use live_record_notify::{RequestId, SuccessResponse};
///
/// let id: RequestId = "16A96B9A-F203-4EC5-8E43-CB92E68F4CD8".parse()?;
/// let response = SuccessResponse::new(id);
/// assert_eq!(response.request_id, Ok(id));
/// # Ok::<(), live_record_notify::InvalidRequestId>(())
/// ```
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub struct SuccessResponse {
    /// The identifier of the request. One in another form keeps its text, so that a success stays one.
    pub request_id: Result<RequestId, InvalidRequestId>,
}

impl SuccessResponse {
    /// The body of the successful response to one request.
    ///
    /// ```
    /// use live_record_notify::{RequestId, SuccessResponse};
    ///
    /// let id = RequestId::from_random_bytes([0xAB; 16]);
    /// assert_eq!(SuccessResponse::new(id).request_id, Ok(id));
    /// ```
    #[must_use]
    pub fn new(request_id: RequestId) -> Self {
        Self { request_id: Ok(request_id) }
    }
}

/// The body of a response that refuses, an error to the caller.
///
/// ```
/// use live_record_notify::{ErrorCode, ErrorResponse, RequestId};
///
/// let id = RequestId::from_random_bytes([0xAB; 16]);
/// let response = ErrorResponse::new(id, ErrorCode::InvalidNotifyUrlUnsafe);
/// assert_eq!(response.message, "Specified NotifyUrl is not safe.");
/// assert_eq!(response.host_id.as_deref(), Some(ErrorResponse::HOST_ID));
///
/// let error: Box<dyn std::error::Error> = response.into();
/// assert_eq!(
///     error.to_string(),
///     "InvalidNotifyUrl.Unsafe: Specified NotifyUrl is not safe. \
///      (request ABABABAB-ABAB-4BAB-ABAB-ABABABABABAB)",
/// );
/// ```
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub struct ErrorResponse {
    /// The identifier of the request. One in another form keeps its text.
    pub request_id: Result<RequestId, InvalidRequestId>,
    /// The host that answers.
    pub host_id: Option<String>,
    /// The error code. One that this crate does not know keeps its text.
    pub code: Result<ErrorCode, UnknownErrorCode>,
    /// The message.
    pub message: String,
    /// Where to read more about the error. Newer services send it.
    pub recommend: Option<String>,
}

impl ErrorResponse {
    /// The host that the service names in its bodies.
    ///
    /// ```
    /// use live_record_notify::ErrorResponse;
    ///
    /// assert_eq!(ErrorResponse::HOST_ID, "live.aliyuncs.com");
    /// ```
    pub const HOST_ID: &str = "live.aliyuncs.com";

    /// The body that answers `code`, with its message.
    ///
    /// ```
    /// use live_record_notify::{ErrorCode, ErrorResponse, RequestId};
    ///
    /// let id = RequestId::from_random_bytes([0xAB; 16]);
    /// let response = ErrorResponse::new(id, ErrorCode::InternalError);
    /// assert_eq!(response.code, Ok(ErrorCode::InternalError));
    /// ```
    #[must_use]
    pub fn new(request_id: RequestId, code: ErrorCode) -> Self {
        Self {
            request_id: Ok(request_id),
            host_id: Some(Self::HOST_ID.into()),
            code: Ok(code),
            message: code.message().into(),
            recommend: None,
        }
    }

    /// The code as it came, known or not.
    ///
    /// ```
    /// use live_record_notify::{ErrorCode, ErrorResponse, RequestId};
    ///
    /// let id = RequestId::from_random_bytes([0xAB; 16]);
    /// let response = ErrorResponse::new(id, ErrorCode::InternalError);
    /// assert_eq!(response.code_text(), "InternalError");
    /// ```
    #[must_use]
    pub fn code_text(&self) -> &str {
        self.code.as_ref().map_or_else(UnknownErrorCode::as_str, |code| code.as_str())
    }
}

/// Code, message and request identifier on one line. Control characters in them are escaped.
impl fmt::Display for ErrorResponse {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: {}", OnOneLine(self.code_text()), OnOneLine(&self.message))?;
        match request_id_text(&self.request_id) {
            "" => Ok(()),
            id => write!(f, " (request {})", OnOneLine(id)),
        }
    }
}

impl core::error::Error for ErrorResponse {}

/// The identifier as it came; empty where there was none.
pub(crate) fn request_id_text(request_id: &Result<RequestId, InvalidRequestId>) -> &str {
    request_id.as_ref().map_or_else(InvalidRequestId::as_str, RequestId::as_str)
}

/// A text of the service's for a log line, which it must not break.
struct OnOneLine<'a>(&'a str);

impl fmt::Display for OnOneLine<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.chars().try_for_each(|c| {
            if c.is_control() { write!(f, "{}", c.escape_default()) } else { f.write_char(c) }
        })
    }
}

/// The identifier of a request: 8-4-4-4-12 hexadecimal digits, as they came.
///
/// The service writes UUIDs of version 4 or 5 in upper case, and so does
/// [`from_random_bytes`](Self::from_random_bytes). Any version and letter case is read. `==`, `Ord`
/// and `Hash` are those of the text.
///
/// ```
/// use live_record_notify::RequestId;
///
/// // The library has no randomness of its own: the caller brings the bytes.
/// let id = RequestId::from_random_bytes([0xAB; 16]);
/// assert_eq!(id.to_string(), "ABABABAB-ABAB-4BAB-ABAB-ABABABABABAB");
/// assert_eq!(id.to_string().parse(), Ok(id));
/// ```
#[derive(Clone, Copy)]
pub struct RequestId([u8; LENGTH]);

const LENGTH: usize = 36;

impl RequestId {
    /// A version 4 identifier ([RFC 9562] §5.4) from random bytes. The format sets six of their bits.
    ///
    /// [RFC 9562]: https://www.rfc-editor.org/rfc/rfc9562#section-5.4
    ///
    /// ```
    /// use live_record_notify::RequestId;
    ///
    /// let id = RequestId::from_random_bytes([0; 16]);
    /// assert_eq!(id.to_string(), "00000000-0000-4000-8000-000000000000");
    /// ```
    #[must_use]
    pub fn from_random_bytes(bytes: [u8; 16]) -> Self {
        // All bits except those of version and variant.
        const RANDOM: u128 = 0xFFFF_FFFF_FFFF_0FFF_3FFF_FFFF_FFFF_FFFF;
        // Version 4 and the variant of the RFC.
        const FORMAT: u128 = 0x0000_0000_0000_4000_8000_0000_0000_0000;
        let mut rest = u128::from_be_bytes(bytes) & RANDOM | FORMAT;
        let mut text = [b'-'; LENGTH];
        for (at, byte) in text.iter_mut().enumerate().rev() {
            if !is_hyphen(at) {
                let digit = (rest & 0xF) as u8;
                *byte = if digit < 10 { b'0' + digit } else { b'A' + digit - 10 };
                rest >>= 4;
            }
        }
        Self(text)
    }

    /// The identifier as it came.
    ///
    /// ```
    /// use live_record_notify::RequestId;
    ///
    /// let id: RequestId = "16a96b9a-f203-1ec5-8e43-cb92e68f4cd8".parse()?;
    /// assert_eq!(id.as_str(), "16a96b9a-f203-1ec5-8e43-cb92e68f4cd8");
    /// # Ok::<(), live_record_notify::InvalidRequestId>(())
    /// ```
    #[must_use]
    pub fn as_str(&self) -> &str {
        // INVARIANT: hyphens and hexadecimal digits, all of them ASCII.
        str::from_utf8(&self.0).unwrap_or_default()
    }
}

fn is_hyphen(at: usize) -> bool {
    matches!(at, 8 | 13 | 18 | 23)
}

impl FromStr for RequestId {
    type Err = InvalidRequestId;

    /// # Errors
    ///
    /// A text that is not 8-4-4-4-12 hexadecimal digits. The error keeps it.
    fn from_str(text: &str) -> Result<Self, InvalidRequestId> {
        let invalid = || InvalidRequestId(text.into());
        let bytes: [u8; LENGTH] = text.as_bytes().try_into().map_err(|_| invalid())?;
        let is_valid = bytes
            .iter()
            .enumerate()
            .all(|(at, byte)| if is_hyphen(at) { *byte == b'-' } else { byte.is_ascii_hexdigit() });
        if is_valid { Ok(Self(bytes)) } else { Err(invalid()) }
    }
}

impl fmt::Debug for RequestId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "RequestId({self})")
    }
}

crate::text::text_type!([] RequestId);

/// The error for a text that is not a [`RequestId`], which it keeps. Messages do not repeat it.
///
/// ```
/// use live_record_notify::RequestId;
///
/// let error = "no-uuid".parse::<RequestId>().unwrap_err();
/// assert_eq!(error.as_str(), "no-uuid");
/// assert_eq!(error.to_string(), "not 8-4-4-4-12 hexadecimal digits");
/// ```
#[derive(Clone, Debug, PartialEq, Eq, Hash, thiserror::Error)]
#[error("not 8-4-4-4-12 hexadecimal digits")]
pub struct InvalidRequestId(String);

impl InvalidRequestId {
    /// The text as received; empty where a body has none.
    ///
    /// ```
    /// use live_record_notify::RequestId;
    ///
    /// assert_eq!("no-uuid".parse::<RequestId>().unwrap_err().as_str(), "no-uuid");
    /// ```
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}
