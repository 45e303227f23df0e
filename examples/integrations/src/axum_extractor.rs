//! An extractor for axum: a handler that takes [`Accepted`] runs only for requests that the rules
//! accept. The others are answered with the documented code and message, and no reason: reasons
//! belong in your log.

use axum::extract::FromRequestParts;
use http::StatusCode;
use http::request::Parts;
use live_record_notify::AddLiveRecordNotifyConfig;
use url::form_urlencoded;

/// The typed request out of the query.
pub struct Accepted(pub AddLiveRecordNotifyConfig);

impl<S: Sync> FromRequestParts<S> for Accepted {
    type Rejection = (StatusCode, String);

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, Self::Rejection> {
        let params = form_urlencoded::parse(parts.uri.query().unwrap_or_default().as_bytes());
        AddLiveRecordNotifyConfig::from_params(params).map(Self).map_err(|errors| {
            let code = errors.first().code();
            let status = StatusCode::from_u16(code.http_status());
            (status.unwrap_or(StatusCode::BAD_REQUEST), format!("{code}: {}", code.message()))
        })
    }
}

#[cfg(test)]
mod tests {
    use axum::Router;
    use axum::body::{Body, to_bytes};
    use axum::routing::get;
    use futures_executor::block_on;
    use http::Request;
    use tower::ServiceExt;

    use super::*;

    #[test]
    fn a_handler_runs_for_accepted_requests_only() {
        let handler = async |Accepted(request): Accepted| request.domain_name().to_string();
        let app = Router::new().route("/", get(handler));
        let rows = [
            (
                "DomainName=Live.example.com&NotifyUrl=http%3A%2F%2Fdemo.aliyundoc.com%2F",
                (StatusCode::OK, "live.example.com"),
            ),
            (
                "DomainName=live.example.com&NotifyUrl=http%3A%2F%2F169.254.169.254%2F",
                (
                    StatusCode::BAD_REQUEST,
                    "InvalidNotifyUrl.Unsafe: Specified NotifyUrl is not safe.",
                ),
            ),
            (
                "NotifyUrl=ftp%3A%2F%2Fa%2F",
                (
                    StatusCode::BAD_REQUEST,
                    "MissingDomainName: DomainName is mandatory for this action.",
                ),
            ),
        ];
        for (query, expected) in rows {
            let request = Request::get(format!("/?{query}")).body(Body::empty()).unwrap();
            let (status, body) = block_on(async {
                let response = app.clone().oneshot(request).await.unwrap();
                (response.status(), to_bytes(response.into_body(), 1000).await.unwrap())
            });
            assert_eq!((status, str::from_utf8(&body).unwrap()), expected, "{query}");
        }
    }
}
