//! Responses: the vendor's bodies, in JSON or XML, with the vendor's headers.

use bytes::Bytes;
use http_body_util::Full;
use hyper::header::{ALLOW, CONNECTION, CONTENT_TYPE, HeaderValue, RETRY_AFTER};
use hyper::{Response, StatusCode};
use live_record_notify::{
    DescribeResponse, ErrorCode, ErrorResponse, LiveRecordNotifyConfig, Operation, RequestId,
    SuccessResponse,
};
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

/// What a call that was carried out answers.
#[derive(Debug)]
pub(crate) enum Done {
    Changed(Operation),
    Described(LiveRecordNotifyConfig),
}

/// The header that repeats the identifier of the body.
pub(crate) const REQUEST_ID_HEADER: &str = "x-acs-request-id";

/// What a call, and nothing else, may be made by.
pub(crate) const METHODS: HeaderValue = HeaderValue::from_static("GET, POST");

impl Answer {
    pub(crate) fn new(id: RequestId, format: Format, outcome: &Result<Done, Refusal>) -> Self {
        match outcome {
            Ok(Done::Changed(operation)) => {
                let body = SuccessResponse::new(id);
                Self::with(id, format, StatusCode::OK, operation.response_element(), &body)
            }
            Ok(Done::Described(config)) => {
                let element = Operation::DescribeLiveRecordNotifyConfig.response_element();
                let body = DescribeResponse::new(id, config.clone());
                Self::with(id, format, StatusCode::OK, element, &body)
            }
            Err(refusal) => Self::refusal(id, format, refusal),
        }
    }

    pub(crate) fn refusal(id: RequestId, format: Format, refusal: &Refusal) -> Self {
        let mut body = ErrorResponse::new(id, ErrorCode::InternalError);
        body.code = refusal.code.parse();
        body.message = refusal.message.into();
        let status = StatusCode::from_u16(refusal.status);
        let status = status.unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
        Self::with(id, format, status, "Error", &body)
    }

    fn with(
        id: RequestId,
        format: Format,
        status: StatusCode,
        element: &str,
        body: &impl Serialize,
    ) -> Self {
        // The SDKs read an XML body of exactly this type and no other.
        let content_type = match format {
            Format::Json => "application/json;charset=utf-8",
            Format::Xml => "text/xml;charset=utf-8",
        };
        // The bodies are texts under fixed names, which neither writer can refuse.
        let body = match format {
            Format::Json => serde_json::to_string(body).unwrap_or_default(),
            Format::Xml => quick_xml::se::to_string_with_root(element, body).unwrap_or_default(),
        };
        Self { status, content_type, request_id: id.to_string(), body }
    }

    pub(crate) fn into_response(self, is_http1: bool) -> Response<Full<Bytes>> {
        let mut response = text(self.status, self.content_type, self.body);
        let headers = response.headers_mut();
        if let Ok(id) = HeaderValue::from_str(&self.request_id) {
            headers.insert(REQUEST_ID_HEADER, id);
        }
        match self.status {
            StatusCode::METHOD_NOT_ALLOWED => {
                headers.insert(ALLOW, METHODS);
            }
            StatusCode::SERVICE_UNAVAILABLE => {
                headers.insert(RETRY_AFTER, HeaderValue::from_static("1"));
            }
            // The rest of the body may still come. HTTP/2 has no such header.
            StatusCode::REQUEST_TIMEOUT if is_http1 => {
                headers.insert(CONNECTION, HeaderValue::from_static("close"));
            }
            _ => {}
        }
        response
    }
}

pub(crate) fn text(
    status: StatusCode,
    content_type: &'static str,
    body: impl Into<Bytes>,
) -> Response<Full<Bytes>> {
    let mut response = Response::new(Full::new(body.into()));
    *response.status_mut() = status;
    response.headers_mut().insert(CONTENT_TYPE, HeaderValue::from_static(content_type));
    response
}
