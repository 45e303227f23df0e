//! Errors, for those who pass them on: a page that marks the place, a log, another language.

use serde::ser::{Serialize, SerializeSeq, SerializeStruct, Serializer};

use crate::error::{Error, ErrorInText, Errors};
use crate::parameter::Parameter;
use crate::reason::{Basis, Reason, Verdict};

/// As a map with the code and its message, the parameter, the verdict, the [reason](Reason), and the
/// place in bytes, which is null where there is none. No field repeats the text that was given.
///
/// The reason may name an internal address. What a client may see are code, message, parameter and
/// place.
///
/// ```
/// use live_record_notify::NotifyUrl;
///
/// let error = NotifyUrl::parse("http://user:secret@example.com/").unwrap_err();
/// assert_eq!(
///     serde_json::to_value(&error)?,
///     serde_json::json!({
///         "code": "InvalidNotifyUrl.Unsafe",
///         "message": "Specified NotifyUrl is not safe.",
///         "parameter": "NotifyUrl",
///         "verdict": "Unsafe",
///         "reason": {
///             "id": "userinfo",
///             "text": "user name or password before the host, or an empty `@`",
///             "basis": "standard",
///             "source": "RFC 9110 section 4.2.4",
///             "help": "leave out all up to the `@`, or allow it in the policy: \
///                      `Policy::allow_user_info`",
///         },
///         "span": [7, 19],
///     }),
/// );
/// # Ok::<(), serde_json::Error>(())
/// ```
impl Serialize for Error {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        write(serializer, self, None)
    }
}

/// As the error itself, with `span_in_utf16` beside `span`.
///
/// ```
/// use live_record_notify::NotifyUrl;
///
/// let text = "http://example.com/é ";
/// let error = NotifyUrl::parse(text).unwrap_err();
/// let json = serde_json::to_value(error.in_text(text))?;
/// assert_eq!(json["span"], serde_json::json!([21, 22]));
/// assert_eq!(json["span_in_utf16"], serde_json::json!([20, 21]));
/// # Ok::<(), serde_json::Error>(())
/// ```
impl Serialize for ErrorInText<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        write(serializer, self.error(), Some(self))
    }
}

fn write<S: Serializer>(
    serializer: S,
    error: &Error,
    in_text: Option<&ErrorInText<'_>>,
) -> Result<S::Ok, S::Error> {
    let code = error.code();
    let mut map = serializer.serialize_struct("Error", 6 + usize::from(in_text.is_some()))?;
    map.serialize_field("code", code.as_str())?;
    map.serialize_field("message", code.message())?;
    map.serialize_field("parameter", &error.parameter())?;
    map.serialize_field("verdict", &error.verdict())?;
    map.serialize_field("reason", error.reason())?;
    map.serialize_field("span", &error.span().map(|span| [span.start, span.end]))?;
    if let Some(in_text) = in_text {
        let span = in_text.span_in_utf16().map(|span| [span.start, span.end]);
        map.serialize_field("span_in_utf16", &span)?;
    }
    map.end()
}

/// As a list.
impl Serialize for Errors {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut list = serializer.serialize_seq(Some(self.len()))?;
        for error in self {
            list.serialize_element(error)?;
        }
        list.end()
    }
}

/// As a map with identifier, text, basis, source and help.
impl Serialize for Reason {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_struct("Reason", 5)?;
        map.serialize_field("id", self.id())?;
        map.serialize_field("text", &format_args!("{self}"))?;
        map.serialize_field("basis", &self.basis())?;
        map.serialize_field("source", self.source_text())?;
        map.serialize_field("help", &self.help())?;
        map.end()
    }
}

/// As a string: `"NotifyUrl"`.
impl Serialize for Parameter {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.as_str())
    }
}

/// As a string: `"Unsafe"`.
impl Serialize for Verdict {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.as_str())
    }
}

/// As a string: `"vendor-page"`.
impl Serialize for Basis {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.as_str())
    }
}
