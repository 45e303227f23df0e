//! The bodies of responses, in JSON and XML.

use alloc::string::String;
use alloc::vec::Vec;

use serde::de::{Deserialize, Deserializer, Error};
use serde::ser::{Serialize, SerializeMap, SerializeStruct, Serializer};

use super::fields::{Fields, Known, REQUEST_ID};
use crate::describe_response::{DescribeResponse, LiveRecordNotifyConfig};
use crate::operation::Operation;
use crate::parameter::Parameter;
use crate::response::{ErrorResponse, SuccessResponse, request_id_text};
use crate::secret::Secret;

const HOST_ID: &str = "HostId";
const CODE: &str = "Code";
const MESSAGE: &str = "Message";
const RECOMMEND: &str = "Recommend";
const CONFIG: &str = "LiveRecordNotifyConfig";

const ERROR_FIELDS: &[Known] = &[
    Known::Text(REQUEST_ID),
    Known::Text(HOST_ID),
    Known::Text(CODE),
    Known::Text(MESSAGE),
    Known::Text(RECOMMEND),
];

/// As the service writes it: in JSON an object, in XML the element
/// `AddLiveRecordNotifyConfigResponse`. The other operations differ in the name of that element:
/// [`Operation::response_element`].
///
/// ```
/// use live_record_notify::{Operation, SuccessResponse};
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
/// let root = Operation::DeleteLiveRecordNotifyConfig.response_element();
/// assert_eq!(
///     quick_xml::se::to_string_with_root(root, &body)?,
///     "<DeleteLiveRecordNotifyConfigResponse>\
///      <RequestId>16A96B9A-F203-4EC5-8E43-CB92E68F4CD8</RequestId>\
///      </DeleteLiveRecordNotifyConfigResponse>",
/// );
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
impl Serialize for SuccessResponse {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let root = Operation::AddLiveRecordNotifyConfig.response_element();
        write(serializer, root, &[(REQUEST_ID, id(request_id_text(&self.request_id)))])
    }
}

/// From what the service writes, in JSON or, whatever its root element, in XML.
/// [`Operation::xml_body`] looks at the root.
///
/// The status of the HTTP response says whether it is a success: any map is read. Fields that this
/// type does not have are ignored, and an identifier in another form keeps its text.
///
/// ```
/// use live_record_notify::SuccessResponse;
///
/// let body = r#"{"RequestId": "16a96b9a-f203-1ec5-8e43-cb92e68f4cd8", "Newer": {"a": [1]}}"#;
/// let body: SuccessResponse = serde_json::from_str(body)?;
/// assert_eq!(body.request_id.unwrap(), "16a96b9a-f203-1ec5-8e43-cb92e68f4cd8");
/// # Ok::<(), serde_json::Error>(())
/// ```
impl<'de> Deserialize<'de> for SuccessResponse {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let mut fields =
            Fields::read(deserializer, "a map with RequestId", &[Known::Text(REQUEST_ID)])?;
        Ok(Self { request_id: fields.request_id() })
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
        let fields = [
            (REQUEST_ID, id(request_id_text(&self.request_id))),
            (HOST_ID, self.host_id.as_deref().map(Value::Text)),
            (CODE, Some(Value::Text(self.code_text()))),
            (MESSAGE, Some(Value::Text(&self.message))),
            (RECOMMEND, self.recommend.as_deref().map(Value::Text)),
        ];
        write(serializer, "Error", &fields)
    }
}

/// From what the service writes. A code that [`ErrorCode`](crate::ErrorCode) does not have keeps
/// its text, fields that this type does not have are ignored, and only `Code` must be there.
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
        let mut fields = Fields::read(deserializer, expected, ERROR_FIELDS)?;
        Ok(Self {
            request_id: fields.request_id(),
            host_id: fields.text(HOST_ID),
            code: fields.text(CODE).ok_or_else(|| D::Error::missing_field(CODE))?.parse(),
            message: fields.text(MESSAGE).unwrap_or_default(),
            recommend: fields.text(RECOMMEND),
        })
    }
}

/// As the service writes it: in XML the element `DescribeLiveRecordNotifyConfigResponse`.
///
/// ```
/// use live_record_notify::{AddLiveRecordNotifyConfig, DescribeResponse, RequestId};
///
/// let stored = AddLiveRecordNotifyConfig::from_params([
///     ("DomainName", "live.example.com"),
///     ("NotifyUrl", "https://example.com/"),
/// ])?;
/// let id = RequestId::from_random_bytes([0xAB; 16]);
/// assert_eq!(
///     serde_json::to_value(DescribeResponse::new(id, (&stored).into()))?,
///     serde_json::json!({
///         "RequestId": "ABABABAB-ABAB-4BAB-ABAB-ABABABABABAB",
///         "LiveRecordNotifyConfig": {
///             "DomainName": "live.example.com",
///             "NotifyUrl": "https://example.com/",
///             "NeedStatusNotify": false,
///             "NotifyReqAuth": false,
///         },
///     }),
/// );
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
impl Serialize for DescribeResponse {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let root = Operation::DescribeLiveRecordNotifyConfig.response_element();
        let fields = [
            (REQUEST_ID, id(request_id_text(&self.request_id))),
            (CONFIG, self.config.as_ref().map(Value::Config)),
        ];
        write(serializer, root, &fields)
    }
}

/// From what the service writes. Fields that this type does not have are ignored, and none must be
/// there: an answer that differs is still an answer.
///
/// ```
/// use live_record_notify::DescribeResponse;
///
/// let body: DescribeResponse = serde_json::from_str(
///     r#"{
///         "RequestId": "5056369B-D337-499E-B8B7-B761BD37B08A",
///         "LiveRecordNotifyConfig": {
///             "NotifyReqAuth": false,
///             "NotifyAuthKey": "",
///             "DomainName": "example.com",
///             "NotifyUrl": "http://learn.aliyundoc.com/examplecallback.action",
///             "NeedStatusNotify": false,
///             "OnDemandUrl": "http://guide.aliyundoc.com/ondemandcallback.action"
///         }
///     }"#,
/// )?;
/// assert_eq!(body.config.unwrap().notify_url(), "http://learn.aliyundoc.com/examplecallback.action");
/// # Ok::<(), serde_json::Error>(())
/// ```
impl<'de> Deserialize<'de> for DescribeResponse {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let expected = "a map with RequestId and LiveRecordNotifyConfig";
        let known = &[Known::Text(REQUEST_ID), Known::Fields(CONFIG, CONFIG_FIELDS)];
        let mut fields = Fields::read(deserializer, expected, known)?;
        let config = fields.fields(CONFIG).map(config_of);
        Ok(Self { request_id: fields.request_id(), config })
    }
}

impl Serialize for LiveRecordNotifyConfig {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let name = Parameter::as_str;
        let fields = [
            (name(Parameter::DomainName), Some(Value::Text(&self.domain_name))),
            (name(Parameter::NotifyUrl), Some(Value::Text(&self.notify_url))),
            (name(Parameter::OnDemandUrl), self.on_demand_url().map(Value::Text)),
            (name(Parameter::NeedStatusNotify), Some(Value::Bool(self.need_status_notify))),
            (name(Parameter::NotifyReqAuth), Some(Value::Bool(self.notify_req_auth))),
            (name(Parameter::NotifyAuthKey), self.notify_auth_key().map(Value::Text)),
        ];
        write(serializer, CONFIG, &fields)
    }
}

/// From the field of a [`DescribeResponse`], as leniently.
impl<'de> Deserialize<'de> for LiveRecordNotifyConfig {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let expected = "a map with DomainName and NotifyUrl";
        Fields::read(deserializer, expected, CONFIG_FIELDS).map(config_of)
    }
}

const CONFIG_FIELDS: &[Known] = &[
    Known::Text(Parameter::DomainName.as_str()),
    Known::Text(Parameter::NotifyUrl.as_str()),
    Known::Text(Parameter::OnDemandUrl.as_str()),
    Known::Text(Parameter::NeedStatusNotify.as_str()),
    Known::Text(Parameter::NotifyReqAuth.as_str()),
    Known::Text(Parameter::NotifyAuthKey.as_str()),
];

fn config_of(mut fields: Fields<'_>) -> LiveRecordNotifyConfig {
    let mut text = |parameter: Parameter| fields.text(parameter.as_str());
    // The page says `yes` of a field that its sample gives as a boolean.
    let bool = |text: Option<String>| {
        text.is_some_and(|text| ["true", "yes"].iter().any(|it| text.eq_ignore_ascii_case(it)))
    };
    LiveRecordNotifyConfig {
        domain_name: text(Parameter::DomainName).unwrap_or_default(),
        notify_url: text(Parameter::NotifyUrl).unwrap_or_default(),
        on_demand_url: text(Parameter::OnDemandUrl).filter(|url| !url.is_empty()),
        need_status_notify: bool(text(Parameter::NeedStatusNotify)),
        notify_req_auth: bool(text(Parameter::NotifyReqAuth)),
        notify_auth_key: text(Parameter::NotifyAuthKey)
            .filter(|key| !key.is_empty())
            .map(Secret::from),
    }
}

/// What a field of a body holds.
#[derive(Clone, Copy)]
enum Value<'a> {
    Text(&'a str),
    Bool(bool),
    Config(&'a LiveRecordNotifyConfig),
}

impl Serialize for Value<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self {
            Self::Text(text) => serializer.serialize_str(text),
            Self::Bool(value) if serializer.is_human_readable() => {
                serializer.serialize_bool(*value)
            }
            // Formats that are not human-readable have texts alone, since they do not say of which
            // type a value is.
            Self::Bool(value) => serializer.collect_str(value),
            Self::Config(config) => config.serialize(serializer),
        }
    }
}

/// A body without an identifier has no field for it.
fn id(text: &str) -> Option<Value<'_>> {
    Some(text).filter(|text| !text.is_empty()).map(Value::Text)
}

/// In human-readable formats a struct, whose name is the root element in XML. In others a map, since
/// they need all the fields of a struct, and some are left out here.
fn write<S: Serializer>(
    serializer: S,
    name: &'static str,
    fields: &[(&'static str, Option<Value<'_>>)],
) -> Result<S::Ok, S::Error> {
    let fields: Vec<_> =
        fields.iter().filter_map(|(name, value)| Some((*name, (*value)?))).collect();
    if serializer.is_human_readable() {
        let mut body = serializer.serialize_struct(name, fields.len())?;
        for (name, value) in &fields {
            body.serialize_field(name, value)?;
        }
        return body.end();
    }
    let mut body = serializer.serialize_map(Some(fields.len()))?;
    for (name, value) in &fields {
        body.serialize_entry(name, value)?;
    }
    body.end()
}
