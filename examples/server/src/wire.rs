//! How the library's bodies are written: the vendor's names, the same in JSON and XML.

use live_record_notify::{ErrorResponse, SuccessResponse};
use serde::Serialize;

#[derive(Serialize)]
#[serde(rename_all = "PascalCase")]
struct Success {
    request_id: String,
}

#[derive(Serialize)]
#[serde(rename_all = "PascalCase")]
struct Refused<'a> {
    request_id: String,
    host_id: &'a str,
    code: &'a str,
    message: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    recommend: Option<&'a str>,
}

pub(crate) fn success(body: &SuccessResponse) -> impl Serialize {
    Success { request_id: body.request_id.to_string() }
}

pub(crate) fn refused(body: &ErrorResponse) -> impl Serialize {
    Refused {
        request_id: body.request_id.to_string(),
        host_id: &body.host_id,
        code: match &body.code {
            Ok(code) => code.as_str(),
            Err(unknown) => unknown.as_str(),
        },
        message: &body.message,
        recommend: body.recommend.as_deref(),
    }
}
