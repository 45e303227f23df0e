//! The bodies of responses, in JSON and XML.

use alloc::borrow::Cow;
use alloc::string::{String, ToString};
use alloc::vec::Vec;

use serde::de::{Deserialize, Deserializer, Error};
use serde::ser::{Serialize, SerializeMap, SerializeStruct, Serializer};

use super::entries::{Entries, Name, ValueType};
use crate::error_code::UnknownErrorCode;
use crate::response::{ErrorResponse, SuccessResponse};

const REQUEST_ID: &str = "RequestId";
const HOST_ID: &str = "HostId";
const CODE: &str = "Code";
const MESSAGE: &str = "Message";
const RECOMMEND: &str = "Recommend";

/// As the service writes it: in JSON an object, in XML the element
/// `AddLiveRecordNotifyConfigResponse`.
///
/// ```
/// use live_record_notify::SuccessResponse;
///
/// let body = SuccessResponse::new("16A96B9A-F203-4EC5-8E43-CB92E68F4CD8".parse()?);
/// assert_eq!(
///     serde_json::to_string(&body)?,
///     r#"{"RequestId":"16A96B9A-F203-4EC5-8E43-CB92E68F4CD8"}"#,
/// );
/// assert_eq!(
///     quick_xml::se::to_string(&body)?,
///     "<AddLiveRecordNotifyConfigResponse>\
///      <RequestId>16A96B9A-F203-4EC5-8E43-CB92E68F4CD8</RequestId>\
///      </AddLiveRecordNotifyConfigResponse>",
/// );
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
impl Serialize for SuccessResponse {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let request_id = self.request_id.to_string();
        write(serializer, "AddLiveRecordNotifyConfigResponse", &[(REQUEST_ID, &request_id)])
    }
}

/// From what the service writes. Fields that this type does not have are ignored.
///
/// ```
/// use live_record_notify::SuccessResponse;
///
/// let body = r#"{"RequestId": "16A96B9A-F203-4EC5-8E43-CB92E68F4CD8"}"#;
/// let body: SuccessResponse = serde_json::from_str(body)?;
/// assert_eq!(body.request_id.to_string(), "16A96B9A-F203-4EC5-8E43-CB92E68F4CD8");
/// # Ok::<(), serde_json::Error>(())
/// ```
impl<'de> Deserialize<'de> for SuccessResponse {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let mut fields = Fields::read(deserializer, "a map with RequestId", |name| {
            [REQUEST_ID].into_iter().find(|it| *it == name).map(string)
        })?;
        Ok(Self::new(fields.parsed(REQUEST_ID)?))
    }
}

/// As the service writes it: in JSON an object, in XML the element `Error`.
///
/// ```
/// use live_record_notify::{ErrorCode, ErrorResponse};
///
/// let request_id = "16A96B9A-F203-4EC5-8E43-CB92E68F4CD8".parse()?;
/// let body = ErrorResponse::new(request_id, ErrorCode::InvalidNotifyUrlUnsafe);
/// assert_eq!(
///     serde_json::to_value(&body)?,
///     serde_json::json!({
///         "RequestId": "16A96B9A-F203-4EC5-8E43-CB92E68F4CD8",
///         "HostId": "live.aliyuncs.com",
///         "Code": "InvalidNotifyUrl.Unsafe",
///         "Message": "Specified NotifyUrl is not safe.",
///     }),
/// );
/// assert!(quick_xml::se::to_string(&body)?.starts_with("<Error><RequestId>16A96B9A-"));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
impl Serialize for ErrorResponse {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let request_id = self.request_id.to_string();
        let code = self.code.as_ref().map_or_else(UnknownErrorCode::as_str, |code| code.as_str());
        let mut fields: Vec<(_, &str)> = Vec::from([
            (REQUEST_ID, &*request_id),
            (HOST_ID, &self.host_id),
            (CODE, code),
            (MESSAGE, &self.message),
        ]);
        fields.extend(self.recommend.as_deref().map(|recommend| (RECOMMEND, recommend)));
        write(serializer, "Error", &fields)
    }
}

/// From what the service writes. A code that [`ErrorCode`](crate::ErrorCode) does not have keeps
/// its text, and fields that this type does not have are ignored.
///
/// ```
/// use live_record_notify::{ErrorCode, ErrorResponse};
///
/// let body: ErrorResponse = quick_xml::de::from_str(
///     "<Error>
///         <RequestId>16A96B9A-F203-4EC5-8E43-CB92E68F4CD8</RequestId>
///         <HostId>live.aliyuncs.com</HostId>
///         <Code>ConfigAlreadyExists</Code>
///         <Message>Config has already exist.</Message>
///     </Error>",
/// )?;
/// assert_eq!(body.code, Ok(ErrorCode::ConfigAlreadyExists));
/// # Ok::<(), quick_xml::DeError>(())
/// ```
impl<'de> Deserialize<'de> for ErrorResponse {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let expected = "a map with RequestId, HostId, Code and Message";
        let mut fields = Fields::read(deserializer, expected, |name| {
            [REQUEST_ID, HOST_ID, CODE, MESSAGE, RECOMMEND]
                .into_iter()
                .find(|it| *it == name)
                .map(string)
        })?;
        Ok(Self {
            request_id: fields.parsed(REQUEST_ID)?,
            host_id: fields.mandatory(HOST_ID)?,
            code: fields.mandatory::<D::Error>(CODE)?.parse(),
            message: fields.mandatory(MESSAGE)?,
            recommend: fields.take(RECOMMEND),
        })
    }
}

/// In formats for people a struct: its name is the root element of XML. Elsewhere a map, since a
/// struct has all of its fields there.
fn write<S: Serializer>(
    serializer: S,
    name: &'static str,
    fields: &[(&'static str, &str)],
) -> Result<S::Ok, S::Error> {
    if serializer.is_human_readable() {
        let mut body = serializer.serialize_struct(name, fields.len())?;
        for (name, value) in fields {
            body.serialize_field(name, value)?;
        }
        return body.end();
    }
    let mut body = serializer.serialize_map(Some(fields.len()))?;
    for (name, value) in fields {
        body.serialize_entry(name, value)?;
    }
    body.end()
}

/// The fields of a body that were there.
struct Fields<'de>(Vec<(&'static str, Cow<'de, str>)>);

impl<'de> Fields<'de> {
    fn read<D: Deserializer<'de>>(
        deserializer: D,
        expected: &'static str,
        known: fn(&str) -> Option<Name>,
    ) -> Result<Self, D::Error> {
        deserializer.deserialize_map(Entries { expected, known }).map(Self)
    }

    fn take(&mut self, name: &str) -> Option<String> {
        let at = self.0.iter().position(|(it, _)| *it == name)?;
        Some(self.0.swap_remove(at).1.into_owned())
    }

    fn mandatory<E: Error>(&mut self, name: &'static str) -> Result<String, E> {
        self.take(name).ok_or_else(|| E::missing_field(name))
    }

    fn parsed<T, E>(&mut self, name: &'static str) -> Result<T, E>
    where
        T: core::str::FromStr<Err: core::fmt::Display>,
        E: Error,
    {
        let text = self.mandatory::<E>(name)?;
        text.parse().map_err(|error| E::custom(format_args!("{name}: {error}")))
    }
}

fn string(text: &'static str) -> Name {
    Name { text, value: ValueType::String }
}
