//! Responses: the vendor's bodies, in JSON or XML, with the vendor's headers.

use axum::http::{StatusCode, header};
use axum::response::{IntoResponse, Response};
use live_record_notify::{ErrorCode, ErrorResponse, RequestId, SuccessResponse};
use serde::Serialize;

use crate::call::Format;
use crate::refusal::Refusal;

/// What a client is told.
#[derive(Debug)]
pub(crate) struct Answer {
    pub(crate) status: StatusCode,
    pub(crate) content_type: &'static str,
    pub(crate) request_id: String,
    pub(crate) body: String,
}

/// The header that repeats the identifier of the body.
pub(crate) const REQUEST_ID_HEADER: &str = "x-acs-request-id";

impl Answer {
    pub(crate) fn new(id: RequestId, format: Format, outcome: &Result<(), Refusal>) -> Self {
        let (status, body) = match outcome {
            Ok(()) => {
                let body = SuccessResponse::new(id);
                (200, write(format, SUCCESS_ELEMENT, &body))
            }
            Err(refusal) => {
                let mut body = ErrorResponse::new(id, ErrorCode::InternalError);
                body.code = refusal.code.parse();
                body.message = refusal.message.into();
                (refusal.status, write(format, ERROR_ELEMENT, &body))
            }
        };
        // The SDKs read an XML body of exactly this type and no other.
        let content_type = match format {
            Format::Json => "application/json;charset=utf-8",
            Format::Xml => "text/xml;charset=utf-8",
        };
        Self {
            status: StatusCode::from_u16(status).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR),
            content_type,
            request_id: id.to_string(),
            body,
        }
    }
}

const SUCCESS_ELEMENT: &str = "AddLiveRecordNotifyConfigResponse";
const ERROR_ELEMENT: &str = "Error";

/// The bodies are texts under fixed names, which neither writer can refuse.
fn write(format: Format, element: &str, body: &impl Serialize) -> String {
    match format {
        Format::Json => serde_json::to_string(body).unwrap_or_default(),
        Format::Xml => quick_xml::se::to_string_with_root(element, body).unwrap_or_default(),
    }
}

impl IntoResponse for Answer {
    fn into_response(self) -> Response {
        let headers = [
            (header::CONTENT_TYPE.as_str(), self.content_type),
            (REQUEST_ID_HEADER, &self.request_id),
        ];
        (self.status, headers, self.body).into_response()
    }
}
