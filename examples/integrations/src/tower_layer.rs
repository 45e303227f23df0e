//! A layer for tower: the service behind it finds the typed request among the extensions, and
//! never sees a request that the rules refuse.

use std::sync::Arc;
use std::task::{Context, Poll};

use futures_util::future::{Either, Ready, ready};
use http::{Request, Response, StatusCode};
use live_record_notify::{AddLiveRecordNotifyConfig, Policy};
use tower::{Layer, Service};
use url::form_urlencoded;

/// Reads the parameters in the query by a policy of yours.
#[derive(Clone, Debug, Default)]
pub struct RulesLayer(pub Arc<Policy>);

impl<S> Layer<S> for RulesLayer {
    type Service = Rules<S>;

    fn layer(&self, inner: S) -> Rules<S> {
        Rules { policy: Arc::clone(&self.0), inner }
    }
}

/// The service that [`RulesLayer`] makes.
#[derive(Clone, Debug)]
pub struct Rules<S> {
    policy: Arc<Policy>,
    inner: S,
}

impl<S, B, R> Service<Request<B>> for Rules<S>
where
    S: Service<Request<B>, Response = Response<R>>,
    R: From<String>,
{
    type Response = S::Response;
    type Error = S::Error;
    type Future = Either<S::Future, Ready<Result<S::Response, S::Error>>>;

    fn poll_ready(&mut self, context: &mut Context<'_>) -> Poll<Result<(), S::Error>> {
        self.inner.poll_ready(context)
    }

    fn call(&mut self, mut request: Request<B>) -> Self::Future {
        let query = request.uri().query().unwrap_or_default();
        let params = form_urlencoded::parse(query.as_bytes());
        match AddLiveRecordNotifyConfig::from_params_with(params, &self.policy) {
            Ok(typed) => {
                request.extensions_mut().insert(typed);
                Either::Left(self.inner.call(request))
            }
            Err(errors) => {
                let code = errors.first().code();
                let mut refusal = Response::new(format!("{code}: {}", code.message()).into());
                *refusal.status_mut() =
                    StatusCode::from_u16(code.http_status()).unwrap_or(StatusCode::BAD_REQUEST);
                Either::Right(ready(Ok(refusal)))
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use std::convert::Infallible;

    use futures_executor::block_on;
    use tower::{ServiceExt, service_fn};

    use super::*;

    #[test]
    fn the_service_behind_sees_typed_requests_only() {
        let policy = Policy::default().require_https();
        let service =
            RulesLayer(Arc::new(policy)).layer(service_fn(async |request: Request<()>| {
                let typed = request.extensions().get::<AddLiveRecordNotifyConfig>().unwrap();
                Ok::<_, Infallible>(Response::new(typed.notify_url().to_string()))
            }));
        let rows = [
            ("https%3A%2F%2Fexample.com", StatusCode::OK, "https://example.com/"),
            (
                "http%3A%2F%2Fexample.com",
                StatusCode::BAD_REQUEST,
                "InvalidNotifyUrl.Unsafe: Specified NotifyUrl is not safe.",
            ),
            (
                "https%3A%2F%2Fexample.com%2F%23",
                StatusCode::BAD_REQUEST,
                "InvalidNotifyUrl.Malformed: Specified NotifyUrl is invalid.",
            ),
        ];
        for (url, status, body) in rows {
            let uri = format!("/?DomainName=live.example.com&NotifyUrl={url}");
            let request = Request::get(uri).body(()).unwrap();
            let response = block_on(service.clone().oneshot(request)).unwrap();
            assert_eq!((response.status(), response.body().as_str()), (status, body), "{url}");
        }
    }
}
