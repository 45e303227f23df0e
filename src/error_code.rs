//! The error codes: one table row a code.

use alloc::string::String;
use core::fmt;
use core::str::FromStr;

macro_rules! error_codes {
    ($( $variant:ident $code:literal $status:literal $message:literal $source:literal; )*) => {
        /// An error code of the operation, with its message and HTTP status.
        ///
        /// | code | message | status | source |
        /// |---|---|---|---|
        $( #[doc = concat!("| `", $code, "` | ", $message, " | ", $status, " | ", $source, " |")] )*
        ///
        /// Only the rows whose source is the operation's page stand there; the others are those of
        /// the API gateway and of the operation's neighbours, for what the page leaves open.
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
            $( #[doc = concat!("`", $code, "`: ", $message)] $variant, )*
        }

        impl ErrorCode {
            /// Every code, in the order of the table.
            ///
            /// ```
            /// use live_record_notify::ErrorCode;
            ///
            /// assert!(ErrorCode::ALL.iter().all(|code| code.as_str().parse() == Ok(*code)));
            /// ```
            pub const ALL: &[Self] = &[$( Self::$variant ),*];

            /// The code as the service writes it.
            ///
            /// ```
            /// use live_record_notify::ErrorCode;
            ///
            /// assert_eq!(ErrorCode::InvalidConfigNotFound.as_str(), "InvalidConfig.NotFound");
            /// ```
            #[must_use]
            pub fn as_str(self) -> &'static str {
                match self { $( Self::$variant => $code, )* }
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
                match self { $( Self::$variant => $message, )* }
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
                match self { $( Self::$variant => $status, )* }
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
                match self { $( Self::$variant => $source, )* }
            }
        }
    };
}

error_codes! {
    InvalidNotifyUrlMalformed   "InvalidNotifyUrl.Malformed"   400 "Specified NotifyUrl is invalid."                 "the operation's page";
    InvalidNotifyUrlUnsafe      "InvalidNotifyUrl.Unsafe"      400 "Specified NotifyUrl is not safe."                "the operation's page";
    InvalidOnDemandUrlMalformed "InvalidOnDemandUrl.Malformed" 400 "Specified OnDemandUrl is invalid."               "the operation's page";
    InvalidOnDemandUrlUnsafe    "InvalidOnDemandUrl.Unsafe"    400 "Specified OnDemandUrl is not safe."              "the operation's page";
    ConfigAlreadyExists         "ConfigAlreadyExists"          400 "Config has already exist."                       "the operation's page";
    InternalError               "InternalError"                500 "The request processing has failed due to some unknown error." "the operation's page";
    MissingDomainName           "MissingDomainName"            400 "DomainName is mandatory for this action."        "Live, RealTimeRecordCommand";
    MissingNotifyUrl            "MissingNotifyUrl"             400 "NotifyUrl is mandatory for this action."         "the gateway's pattern `Missing{Param}`";
    InvalidDomainNameMalformed  "InvalidDomainName.Malformed"  400 "Specified DomainName is malformed."              "CDN, AddCdnDomain";
    InvalidNeedStatusNotify     "InvalidNeedStatusNotify"      400 "Specified parameter NeedStatusNotify is not valid." "the gateway's pattern `Invalid{Param}`";
    InvalidNotifyReqAuth        "InvalidNotifyReqAuth"         400 "Specified parameter NotifyReqAuth is not valid." "the gateway's pattern `Invalid{Param}`";
    MissingNotifyAuthKey        "MissingNotifyAuthKey"         400 "NotifyAuthKey is mandatory for this action."     "the gateway's pattern `Missing{Param}`";
    InvalidNotifyAuthKey        "InvalidNotifyAuthKey"         400 "Specified parameter NotifyAuthKey is not valid." "the gateway's pattern `Invalid{Param}`";
    InvalidConfigNotFound       "InvalidConfig.NotFound"       404 "Config does not exist."                          "the pages of the Update, Describe and Delete operations";
    InvalidDomainNotFound       "InvalidDomain.NotFound"       404 "The domain provided does not exist in our records." "Live, common codes";
    IllegalOperation            "IllegalOperation"             403 "Illegal domain operate is not permitted."        "Live, common codes";
    Forbidden                   "Forbidden"                    401 "User not authorized to operate on the specified resource." "Live, common codes";
    ThrottlingUser              "Throttling.User"              400 "Request was denied due to user flow control."    "the gateway";
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

    /// Reads a code as the service writes it, letter case included.
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
