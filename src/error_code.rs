//! The error codes of the operation: one row per code.

use alloc::string::String;
use core::fmt;
use core::str::FromStr;

/// An error code of the operation, with its message and HTTP status.
///
/// | code | message | status | source |
/// |---|---|---|---|
/// | `InvalidNotifyUrl.Malformed` | Specified NotifyUrl is invalid. | 400 | the operation's page |
/// | `InvalidNotifyUrl.Unsafe` | Specified NotifyUrl is not safe. | 400 | the operation's page |
/// | `InvalidOnDemandUrl.Malformed` | Specified OnDemandUrl is invalid. | 400 | the operation's page |
/// | `InvalidOnDemandUrl.Unsafe` | Specified OnDemandUrl is not safe. | 400 | the operation's page |
/// | `ConfigAlreadyExists` | Config has already exist. | 400 | the operation's page |
/// | `InternalError` | The request processing has failed due to some unknown error. | 500 | the operation's page |
/// | `MissingDomainName` | DomainName is mandatory for this action. | 400 | Live, RealTimeRecordCommand |
/// | `MissingNotifyUrl` | NotifyUrl is mandatory for this action. | 400 | the gateway's pattern `Missing{Param}` |
/// | `InvalidDomainName.Malformed` | Specified DomainName is malformed. | 400 | CDN, AddCdnDomain |
/// | `InvalidNeedStatusNotify` | Specified parameter NeedStatusNotify is not valid. | 400 | the gateway's pattern `Invalid{Param}` |
/// | `InvalidNotifyReqAuth` | Specified parameter NotifyReqAuth is not valid. | 400 | the gateway's pattern `Invalid{Param}` |
/// | `MissingNotifyAuthKey` | NotifyAuthKey is mandatory for this action. | 400 | the gateway's pattern `Missing{Param}` |
/// | `InvalidNotifyAuthKey` | Specified parameter NotifyAuthKey is not valid. | 400 | the gateway's pattern `Invalid{Param}` |
/// | `InvalidConfig.NotFound` | Config does not exist. | 404 | the pages of the Update, Describe and Delete operations |
/// | `InvalidDomain.NotFound` | The domain provided does not exist in our records. | 404 | Live, common codes |
/// | `IllegalOperation` | Illegal domain operate is not permitted. | 403 | Live, common codes |
/// | `Forbidden` | User not authorized to operate on the specified resource. | 401 | Live, common codes |
/// | `Throttling.User` | Request was denied due to user flow control. | 400 | the gateway |
///
/// The operation's page documents only the rows that name it as their source. The other rows come
/// from the API gateway and from neighbouring operations, for cases that the page leaves open.
///
/// ```
/// use live_record_notify::ErrorCode;
///
/// let code: ErrorCode = "InvalidNotifyUrl.Unsafe".parse()?;
/// assert_eq!(code, ErrorCode::InvalidNotifyUrlUnsafe);
/// assert_eq!(code.message(), "Specified NotifyUrl is not safe.");
/// assert_eq!(code.http_status(), 400);
///
/// // A code that a newer service may send keeps its text.
/// let unknown = "QuotaExceeded".parse::<ErrorCode>().unwrap_err();
/// assert_eq!(unknown.as_str(), "QuotaExceeded");
/// # Ok::<(), live_record_notify::UnknownErrorCode>(())
/// ```
#[non_exhaustive]
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum ErrorCode {
    /// `InvalidNotifyUrl.Malformed`: Specified NotifyUrl is invalid.
    InvalidNotifyUrlMalformed,
    /// `InvalidNotifyUrl.Unsafe`: Specified NotifyUrl is not safe.
    InvalidNotifyUrlUnsafe,
    /// `InvalidOnDemandUrl.Malformed`: Specified OnDemandUrl is invalid.
    InvalidOnDemandUrlMalformed,
    /// `InvalidOnDemandUrl.Unsafe`: Specified OnDemandUrl is not safe.
    InvalidOnDemandUrlUnsafe,
    /// `ConfigAlreadyExists`: Config has already exist.
    ConfigAlreadyExists,
    /// `InternalError`: The request processing has failed due to some unknown error.
    InternalError,
    /// `MissingDomainName`: DomainName is mandatory for this action.
    MissingDomainName,
    /// `MissingNotifyUrl`: NotifyUrl is mandatory for this action.
    MissingNotifyUrl,
    /// `InvalidDomainName.Malformed`: Specified DomainName is malformed.
    InvalidDomainNameMalformed,
    /// `InvalidNeedStatusNotify`: Specified parameter NeedStatusNotify is not valid.
    InvalidNeedStatusNotify,
    /// `InvalidNotifyReqAuth`: Specified parameter NotifyReqAuth is not valid.
    InvalidNotifyReqAuth,
    /// `MissingNotifyAuthKey`: NotifyAuthKey is mandatory for this action.
    MissingNotifyAuthKey,
    /// `InvalidNotifyAuthKey`: Specified parameter NotifyAuthKey is not valid.
    InvalidNotifyAuthKey,
    /// `InvalidConfig.NotFound`: Config does not exist.
    InvalidConfigNotFound,
    /// `InvalidDomain.NotFound`: The domain provided does not exist in our records.
    InvalidDomainNotFound,
    /// `IllegalOperation`: Illegal domain operate is not permitted.
    IllegalOperation,
    /// `Forbidden`: User not authorized to operate on the specified resource.
    Forbidden,
    /// `Throttling.User`: Request was denied due to user flow control.
    ThrottlingUser,
}

/// What there is to know of one code.
struct Row {
    code: &'static str,
    http_status: u16,
    message: &'static str,
    source: &'static str,
}

impl ErrorCode {
    /// Every code, in the order of the table.
    ///
    /// ```
    /// use live_record_notify::ErrorCode;
    ///
    /// assert!(ErrorCode::ALL.iter().all(|code| code.as_str().parse() == Ok(*code)));
    /// ```
    pub const ALL: &[Self] = &[
        Self::InvalidNotifyUrlMalformed,
        Self::InvalidNotifyUrlUnsafe,
        Self::InvalidOnDemandUrlMalformed,
        Self::InvalidOnDemandUrlUnsafe,
        Self::ConfigAlreadyExists,
        Self::InternalError,
        Self::MissingDomainName,
        Self::MissingNotifyUrl,
        Self::InvalidDomainNameMalformed,
        Self::InvalidNeedStatusNotify,
        Self::InvalidNotifyReqAuth,
        Self::MissingNotifyAuthKey,
        Self::InvalidNotifyAuthKey,
        Self::InvalidConfigNotFound,
        Self::InvalidDomainNotFound,
        Self::IllegalOperation,
        Self::Forbidden,
        Self::ThrottlingUser,
    ];

    #[rustfmt::skip]
    const fn row(self) -> &'static Row {
        const PAGE: &str = "the operation's page";
        const COMMON: &str = "Live, common codes";
        const MISSING: &str = "the gateway's pattern `Missing{Param}`";
        const INVALID: &str = "the gateway's pattern `Invalid{Param}`";
        match self {
            Self::InvalidNotifyUrlMalformed   => &Row { code: "InvalidNotifyUrl.Malformed",   http_status: 400, message: "Specified NotifyUrl is invalid.", source: PAGE },
            Self::InvalidNotifyUrlUnsafe      => &Row { code: "InvalidNotifyUrl.Unsafe",      http_status: 400, message: "Specified NotifyUrl is not safe.", source: PAGE },
            Self::InvalidOnDemandUrlMalformed => &Row { code: "InvalidOnDemandUrl.Malformed", http_status: 400, message: "Specified OnDemandUrl is invalid.", source: PAGE },
            Self::InvalidOnDemandUrlUnsafe    => &Row { code: "InvalidOnDemandUrl.Unsafe",    http_status: 400, message: "Specified OnDemandUrl is not safe.", source: PAGE },
            Self::ConfigAlreadyExists         => &Row { code: "ConfigAlreadyExists",          http_status: 400, message: "Config has already exist.", source: PAGE },
            Self::InternalError               => &Row { code: "InternalError",                http_status: 500, message: "The request processing has failed due to some unknown error.", source: PAGE },
            Self::MissingDomainName           => &Row { code: "MissingDomainName",            http_status: 400, message: "DomainName is mandatory for this action.", source: "Live, RealTimeRecordCommand" },
            Self::MissingNotifyUrl            => &Row { code: "MissingNotifyUrl",             http_status: 400, message: "NotifyUrl is mandatory for this action.", source: MISSING },
            Self::InvalidDomainNameMalformed  => &Row { code: "InvalidDomainName.Malformed",  http_status: 400, message: "Specified DomainName is malformed.", source: "CDN, AddCdnDomain" },
            Self::InvalidNeedStatusNotify     => &Row { code: "InvalidNeedStatusNotify",      http_status: 400, message: "Specified parameter NeedStatusNotify is not valid.", source: INVALID },
            Self::InvalidNotifyReqAuth        => &Row { code: "InvalidNotifyReqAuth",         http_status: 400, message: "Specified parameter NotifyReqAuth is not valid.", source: INVALID },
            Self::MissingNotifyAuthKey        => &Row { code: "MissingNotifyAuthKey",         http_status: 400, message: "NotifyAuthKey is mandatory for this action.", source: MISSING },
            Self::InvalidNotifyAuthKey        => &Row { code: "InvalidNotifyAuthKey",         http_status: 400, message: "Specified parameter NotifyAuthKey is not valid.", source: INVALID },
            Self::InvalidConfigNotFound       => &Row { code: "InvalidConfig.NotFound",       http_status: 404, message: "Config does not exist.", source: "the pages of the Update, Describe and Delete operations" },
            Self::InvalidDomainNotFound       => &Row { code: "InvalidDomain.NotFound",       http_status: 404, message: "The domain provided does not exist in our records.", source: COMMON },
            Self::IllegalOperation            => &Row { code: "IllegalOperation",             http_status: 403, message: "Illegal domain operate is not permitted.", source: COMMON },
            Self::Forbidden                   => &Row { code: "Forbidden",                    http_status: 401, message: "User not authorized to operate on the specified resource.", source: COMMON },
            Self::ThrottlingUser              => &Row { code: "Throttling.User",              http_status: 400, message: "Request was denied due to user flow control.", source: "the gateway" },
        }
    }

    /// The code as the service writes it.
    ///
    /// ```
    /// use live_record_notify::ErrorCode;
    ///
    /// assert_eq!(ErrorCode::InvalidConfigNotFound.as_str(), "InvalidConfig.NotFound");
    /// ```
    #[must_use]
    pub fn as_str(self) -> &'static str {
        self.row().code
    }

    /// The message as the service writes it.
    ///
    /// ```
    /// use live_record_notify::ErrorCode;
    ///
    /// assert_eq!(ErrorCode::InvalidConfigNotFound.message(), "Config does not exist.");
    /// ```
    #[must_use]
    pub fn message(self) -> &'static str {
        self.row().message
    }

    /// The status of the HTTP response that carries the code.
    ///
    /// ```
    /// use live_record_notify::ErrorCode;
    ///
    /// assert_eq!(ErrorCode::InvalidConfigNotFound.http_status(), 404);
    /// ```
    #[must_use]
    pub fn http_status(self) -> u16 {
        self.row().http_status
    }

    /// Where code, message and status come from.
    ///
    /// ```
    /// use live_record_notify::ErrorCode;
    ///
    /// assert_eq!(ErrorCode::ConfigAlreadyExists.source_text(), "the operation's page");
    /// ```
    #[must_use]
    pub fn source_text(self) -> &'static str {
        self.row().source
    }
}

impl fmt::Display for ErrorCode {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

impl AsRef<str> for ErrorCode {
    fn as_ref(&self) -> &str {
        self.as_str()
    }
}

impl FromStr for ErrorCode {
    type Err = UnknownErrorCode;

    /// Reads a code as the service writes it. The text is case-sensitive.
    ///
    /// # Errors
    ///
    /// Any other text; the error keeps it.
    fn from_str(text: &str) -> Result<Self, Self::Err> {
        Self::ALL
            .iter()
            .copied()
            .find(|code| code.as_str() == text)
            .ok_or_else(|| UnknownErrorCode(text.into()))
    }
}

/// The text of an error code that [`ErrorCode`] does not have.
///
/// ```
/// use live_record_notify::ErrorCode;
///
/// let unknown = "QuotaExceeded".parse::<ErrorCode>().unwrap_err();
/// assert_eq!(unknown.as_str(), "QuotaExceeded");
/// assert_eq!(unknown.to_string(), "unknown error code \"QuotaExceeded\"");
/// ```
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, thiserror::Error)]
#[error("unknown error code {0:?}")]
pub struct UnknownErrorCode(String);

impl UnknownErrorCode {
    /// The code as received.
    ///
    /// ```
    /// use live_record_notify::ErrorCode;
    ///
    /// let unknown = "QuotaExceeded".parse::<ErrorCode>().unwrap_err();
    /// assert_eq!(unknown.as_str(), "QuotaExceeded");
    /// ```
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}
