//! What is refused, with which code: the operation's own, or one of the API gateway's.

use live_record_notify::ErrorCode;

/// A refused call: code, message and status for the client, the reason for the log.
#[derive(Debug)]
pub(crate) struct Refusal {
    pub(crate) code: &'static str,
    pub(crate) message: &'static str,
    pub(crate) status: u16,
    pub(crate) reason: String,
}

impl Refusal {
    /// Refuses with a code of the operation's.
    pub(crate) fn of(code: ErrorCode, reason: impl Into<String>) -> Self {
        let (code, message, status) = (code.as_str(), code.message(), code.http_status());
        Self { code, message, status, reason: reason.into() }
    }
}

/// A code that the gateway answers before an operation sees the request.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct GatewayCode {
    code: &'static str,
    status: u16,
    message: &'static str,
}

impl GatewayCode {
    pub(crate) fn because(self, reason: impl Into<String>) -> Refusal {
        let Self { code, status, message } = self;
        Refusal { code, message, status, reason: reason.into() }
    }

    pub(crate) fn status(self) -> u16 {
        self.status
    }
}

macro_rules! gateway_codes {
    ($( $name:ident $code:literal $status:literal $message:literal; )*) => {
        $( pub(crate) const $name: GatewayCode =
            GatewayCode { code: $code, status: $status, message: $message }; )*
    };
}

// The gateway's common codes; the last five, which it does not document, are named after the
// statuses of RFC 9110 §15.5 and RFC 6585 §5.
gateway_codes! {
    ACTION_NOT_FOUND     "InvalidAction.NotFound"      404 "Specified api is not found, please check your url and method.";
    MISSING_ACTION       "MissingAction"               400 "Action is mandatory for this action.";
    MISSING_VERSION      "MissingVersion"              400 "Version is mandatory for this action.";
    INVALID_VERSION      "InvalidVersion"              400 "Specified parameter Version is not valid.";
    MISSING_ACCESS_KEY   "MissingAccessKeyId"          400 "AccessKeyId is mandatory for this action.";
    ACCESS_KEY_NOT_FOUND "InvalidAccessKeyId.NotFound" 404 "Specified access key is not found.";
    INCOMPLETE_SIGNATURE "IncompleteSignature"         400 "The request signature does not conform to Aliyun standards.";
    INVALID_PARAMETER    "InvalidParameter"            400 "The specified parameter is not valid.";
    UNSUPPORTED_METHOD   "UnsupportedHTTPMethod"       405 "This http method is not supported.";
    SERVICE_UNAVAILABLE  "ServiceUnavailable"          503 "The request has failed due to a temporary failure of the server.";
    REQUEST_TIMEOUT      "RequestTimeout"              408 "The request body took too long.";
    BODY_TOO_LARGE       "RequestEntityTooLarge"       413 "The request body is too large.";
    URL_TOO_LONG         "RequestUriTooLong"           414 "The request URL is too long.";
    MEDIA_TYPE           "UnsupportedMediaType"        415 "The request body is no form.";
    HEADERS_TOO_LARGE    "RequestHeaderFieldsTooLarge" 431 "The request headers are too large.";
}
