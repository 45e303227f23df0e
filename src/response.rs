//! The bodies of responses, as plain values.

use alloc::string::String;
use core::fmt;
use core::str::FromStr;

use crate::error_code::{ErrorCode, UnknownErrorCode};

/// The body of a successful response.
///
/// ```
/// use live_record_notify::SuccessResponse;
///
/// let response = SuccessResponse::new("16A96B9A-F203-4EC5-8E43-CB92E68F4CD8".parse()?);
/// assert_eq!(response.request_id.to_string(), "16A96B9A-F203-4EC5-8E43-CB92E68F4CD8");
/// # Ok::<(), live_record_notify::InvalidRequestId>(())
/// ```
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub struct SuccessResponse {
    /// The identifier of the request.
    pub request_id: RequestId,
}

impl SuccessResponse {
    /// The body of the successful response to one request.
    ///
    /// ```
    /// use live_record_notify::{RequestId, SuccessResponse};
    ///
    /// let id = RequestId::from_random_bytes([0xAB; 16]);
    /// assert_eq!(SuccessResponse::new(id).request_id, id);
    /// ```
    #[must_use]
    pub fn new(request_id: RequestId) -> Self {
        Self { request_id }
    }
}

/// The body of a response that refuses.
///
/// ```
/// use live_record_notify::{ErrorCode, ErrorResponse, RequestId};
///
/// let id = RequestId::from_random_bytes([0xAB; 16]);
/// let response = ErrorResponse::new(id, ErrorCode::InvalidNotifyUrlUnsafe);
/// assert_eq!(response.message, "Specified NotifyUrl is not safe.");
/// assert_eq!(response.host_id, ErrorResponse::HOST_ID);
/// ```
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub struct ErrorResponse {
    /// The identifier of the request.
    pub request_id: RequestId,
    /// The host that answers.
    pub host_id: String,
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
            request_id,
            host_id: Self::HOST_ID.into(),
            code: Ok(code),
            message: code.message().into(),
            recommend: None,
        }
    }
}

/// The identifier of a request: a UUID of version 4 or 5, in upper case.
///
/// ```
/// use live_record_notify::RequestId;
///
/// // The library has no randomness of its own: the caller brings the bytes.
/// let id = RequestId::from_random_bytes([0xAB; 16]);
/// assert_eq!(id.to_string(), "ABABABAB-ABAB-4BAB-ABAB-ABABABABABAB");
/// assert_eq!(id.to_string().parse(), Ok(id));
/// ```
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct RequestId(u128);

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
        Self(u128::from_be_bytes(bytes) & RANDOM | FORMAT)
    }
}

impl FromStr for RequestId {
    type Err = InvalidRequestId;

    /// # Errors
    ///
    /// A text that is not 8-4-4-4-12 hexadecimal digits in upper case; a UUID whose version is
    /// neither 4 nor 5, or whose variant is not that of RFC 9562.
    fn from_str(text: &str) -> Result<Self, InvalidRequestId> {
        let mut value = 0;
        for (at, c) in text.char_indices() {
            match (at, c) {
                (8 | 13 | 18 | 23, '-') => {}
                (8 | 13 | 18 | 23, _) => return Err(InvalidRequestId),
                (0..36, '0'..='9' | 'A'..='F') => {
                    value = value << 4 | u128::from(c.to_digit(16).unwrap_or_default());
                }
                _ => return Err(InvalidRequestId),
            }
        }
        let is_variant_of_rfc_9562 = value >> 62 & 0b11 == 0b10;
        if text.len() == 36 && matches!(value >> 76 & 0xF, 4 | 5) && is_variant_of_rfc_9562 {
            Ok(Self(value))
        } else {
            Err(InvalidRequestId)
        }
    }
}

impl fmt::Display for RequestId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let bits = |shift: u32, mask: u128| self.0 >> shift & mask;
        write!(
            f,
            "{:08X}-{:04X}-{:04X}-{:04X}-{:012X}",
            bits(96, 0xFFFF_FFFF),
            bits(80, 0xFFFF),
            bits(64, 0xFFFF),
            bits(48, 0xFFFF),
            bits(0, 0xFFFF_FFFF_FFFF),
        )
    }
}

impl fmt::Debug for RequestId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "RequestId({self})")
    }
}

/// The error for a text that is not a [`RequestId`].
///
/// ```
/// use live_record_notify::{InvalidRequestId, RequestId};
///
/// assert_eq!("no-uuid".parse::<RequestId>(), Err(InvalidRequestId));
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("not a UUID of version 4 or 5 in upper case")]
pub struct InvalidRequestId;
