//! One call from request to answer.

use std::sync::Arc;
use std::time::{Duration, Instant};

use bytes::Bytes;
use http_body_util::{BodyExt, Full, LengthLimitError, Limited};
use hyper::body::Incoming;
use hyper::header::{ALLOW, HeaderValue};
use hyper::http::request::Parts;
use hyper::http::uri::Authority;
use hyper::{HeaderMap, Method, Request, Response, StatusCode, Version, header};
use live_record_notify::{
    AddLiveRecordNotifyConfig, DeleteLiveRecordNotifyConfig, DescribeLiveRecordNotifyConfig,
    DomainName, ErrorCode, Errors, Operation, Policy, RequestId, UpdateLiveRecordNotifyConfig,
};
use tracing::field::Empty;
use tracing::{Instrument, Span};
use uuid::Uuid;

use crate::answer::{Answer, Done, text};
use crate::call::{self, Format};
use crate::limiter::Limiter;
use crate::metrics::{self, Metrics};
use crate::params::Params;
use crate::refusal::{
    ACTION_NOT_FOUND, BODY_TOO_LARGE, INVALID_PARAMETER, MEDIA_TYPE, REQUEST_TIMEOUT, Refusal,
    SERVICE_UNAVAILABLE, UNSUPPORTED_METHOD, URL_TOO_LONG,
};
use crate::store::{Store, StoreError};

/// Whether a user may do this to a domain; what [`Service::with_permit`] takes.
type Permit = dyn Fn(&str, Operation, &DomainName) -> Result<(), ErrorCode> + Send + Sync;

/// What a call goes through: the rules, the limit, the permit, the store.
pub struct Service {
    store: Arc<Store>,
    policy: Policy,
    permit: Box<Permit>,
    limiter: Limiter,
    metrics: Metrics,
    body_timeout: Duration,
}

/// Two URLs of 2,048 bytes with every byte percent-encoded have 12 KiB.
const MAX_URL_LENGTH: usize = 16 * 1024;
const MAX_BODY_LENGTH: usize = 16 * 1024;

/// A call whose parameters have been read.
enum Call {
    Add(AddLiveRecordNotifyConfig),
    Update(UpdateLiveRecordNotifyConfig),
    Describe(DescribeLiveRecordNotifyConfig),
    Delete(DeleteLiveRecordNotifyConfig),
}

impl Service {
    /// A service under the default policy, which permits everything to everyone.
    #[must_use]
    pub fn new(store: Arc<Store>) -> Self {
        Self {
            store,
            policy: Policy::default(),
            permit: Box::new(|_, _, _| Ok(())),
            limiter: Limiter::new(),
            metrics: Metrics::new(),
            body_timeout: Duration::MAX,
        }
    }

    /// The same service under a policy of the caller's.
    #[must_use]
    pub fn with_policy(self, policy: Policy) -> Self {
        Self { policy, ..self }
    }

    /// The same service with a permit: given access key id, operation and domain, whether the one may
    /// do that to the other. Where an embedding server asks whose the domain is, and RAM.
    #[must_use]
    pub fn with_permit(
        self,
        permit: impl Fn(&str, Operation, &DomainName) -> Result<(), ErrorCode> + Send + Sync + 'static,
    ) -> Self {
        Self { permit: Box::new(permit), ..self }
    }

    pub(crate) fn with_body_timeout(self, body_timeout: Duration) -> Self {
        Self { body_timeout, ..self }
    }

    pub(crate) fn metrics(&self) -> &Metrics {
        &self.metrics
    }

    /// What is due a few times a second.
    pub(crate) fn keep(&self) {
        self.limiter.forget_idle_users();
        self.store.recover();
    }

    pub(crate) async fn answer(
        self: &Arc<Self>,
        request: Request<Incoming>,
    ) -> Response<Full<Bytes>> {
        if let Some(response) = self.for_operators(&request) {
            return response;
        }
        let start = Instant::now();
        let id = RequestId::from_random_bytes(Uuid::new_v4().into_bytes());
        let (head, body) = request.into_parts();
        let form = self.read_form(&head.headers, body).await;

        let mut params = Params::default();
        params.read(head.uri.query().unwrap_or_default().as_bytes());
        params.read(form.as_deref().unwrap_or_default());
        let span =
            tracing::info_span!("call", %id, user = Empty, operation = Empty, domain = Empty);
        let mut operation = None;
        let outcome = match form {
            Ok(_) => self.call(&head, &params, &mut operation).instrument(span.clone()).await,
            Err(refusal) => Err(refusal),
        };
        let code = outcome.as_ref().map_or_else(|refusal| refusal.code, |_| "");
        match &outcome {
            Ok(_) => tracing::info!(parent: &span, "done"),
            Err(Refusal { reason, .. }) => {
                tracing::info!(parent: &span, code, reason, "refused");
            }
        }
        self.metrics.count(operation.map_or("", Operation::as_str), code, start.elapsed());
        let is_http1 = head.version < Version::HTTP_2;
        let format = Format::of(&head.headers, &params);
        Answer::new(id, format, &outcome).into_response(is_http1)
    }

    /// The pages that are no call: `/healthz` and `/metrics`.
    fn for_operators<B>(&self, request: &Request<B>) -> Option<Response<Full<Bytes>>> {
        const PLAIN: &str = "text/plain; charset=utf-8";
        let path = request.uri().path();
        if !matches!(path, "/healthz" | "/metrics") {
            return None;
        }
        if check_host(request.version(), request.headers(), request.uri().authority()).is_err() {
            return Some(text(StatusCode::BAD_REQUEST, PLAIN, "one Host header is needed\n"));
        }
        if request.method() != Method::GET && request.method() != Method::HEAD {
            let mut response = text(StatusCode::METHOD_NOT_ALLOWED, PLAIN, "GET or HEAD\n");
            response.headers_mut().insert(ALLOW, HeaderValue::from_static("GET, HEAD"));
            return Some(response);
        }
        let is_up = self.store.is_up();
        Some(match path {
            "/metrics" => text(StatusCode::OK, metrics::CONTENT_TYPE, self.metrics.text(is_up)),
            _ if is_up => text(StatusCode::OK, PLAIN, "ok\n"),
            _ => text(StatusCode::SERVICE_UNAVAILABLE, PLAIN, "the store is down\n"),
        })
    }

    async fn call(
        self: &Arc<Self>,
        head: &Parts,
        params: &Params,
        called: &mut Option<Operation>,
    ) -> Result<Done, Refusal> {
        check_host(head.version, &head.headers, head.uri.authority())
            .map_err(|reason| INVALID_PARAMETER.because(reason))?;
        if head.uri.path_and_query().is_some_and(|target| target.as_str().len() > MAX_URL_LENGTH) {
            return Err(URL_TOO_LONG.because("the URL is too long"));
        }
        if head.method != Method::GET && head.method != Method::POST {
            return Err(UNSUPPORTED_METHOD.because("neither GET nor POST"));
        }
        if head.uri.path() != "/" {
            return Err(ACTION_NOT_FOUND.because("the path is not `/`"));
        }
        let (operation, user) = call::read(&head.headers, params)?;
        *called = Some(operation);
        Span::current().record("user", &user).record("operation", operation.as_str());
        if !self.limiter.allows(operation, &user) {
            return Err(Refusal::of(ErrorCode::ThrottlingUser, "too many calls a second"));
        }
        let call = Call::read(operation, params, &self.policy)
            .map_err(|errors| Refusal::of(errors.first().code(), errors.to_string()))?;
        Span::current().record("domain", call.domain_name().as_str());
        (self.permit)(&user, operation, call.domain_name())
            .map_err(|code| Refusal::of(code, "not permitted"))?;
        self.carry_out(operation, user, call).await
    }

    /// Answers once a change has reached the disk.
    async fn carry_out(
        self: &Arc<Self>,
        operation: Operation,
        user: String,
        call: Call,
    ) -> Result<Done, Refusal> {
        let store = Arc::clone(&self.store);
        let work = move || -> Result<Result<Done, ErrorCode>, StoreError> {
            let changed = match call {
                Call::Add(request) => store.add(&user, &request)?,
                Call::Update(request) => store.update(&user, request.config())?,
                Call::Delete(request) => store.delete(request.domain_name())?,
                Call::Describe(request) => {
                    let config = store.describe(request.domain_name())?;
                    return Ok(config.map(Done::Described).ok_or(ErrorCode::InvalidConfigNotFound));
                }
            };
            Ok(changed.map(|()| Done::Changed(operation)))
        };
        match tokio::task::spawn_blocking(work).await {
            Ok(Ok(done)) => done.map_err(|code| {
                let reason = match code {
                    ErrorCode::ConfigAlreadyExists => "the domain has one",
                    _ => "the domain has none",
                };
                Refusal::of(code, reason)
            }),
            Ok(Err(error)) => Err(SERVICE_UNAVAILABLE.because(error.to_string())),
            Err(error) => Err(Refusal::of(ErrorCode::InternalError, error.to_string())),
        }
    }

    /// The body, if it is a form or nothing at all.
    async fn read_form(&self, headers: &HeaderMap, body: Incoming) -> Result<Bytes, Refusal> {
        let is_too_large = headers
            .get(header::CONTENT_LENGTH)
            .and_then(|length| length.to_str().ok()?.parse::<u64>().ok())
            .is_some_and(|length| length > MAX_BODY_LENGTH as u64);
        if is_too_large {
            return Err(BODY_TOO_LARGE.because("the body is too large"));
        }
        let body = Limited::new(body, MAX_BODY_LENGTH).collect();
        let bytes = match tokio::time::timeout(self.body_timeout, body).await {
            Ok(Ok(collected)) => collected.to_bytes(),
            Ok(Err(error)) if error.is::<LengthLimitError>() => {
                return Err(BODY_TOO_LARGE.because("the body is too large"));
            }
            Ok(Err(_)) => return Err(INVALID_PARAMETER.because("the body breaks off")),
            Err(_) => return Err(REQUEST_TIMEOUT.because("the body does not come to its end")),
        };
        let is_form = headers
            .get(header::CONTENT_TYPE)
            .and_then(|value| value.to_str().ok()?.split(';').next())
            .is_some_and(|essence| essence.trim().eq_ignore_ascii_case(FORM));
        if is_form || bytes.is_empty() {
            Ok(bytes)
        } else {
            Err(MEDIA_TYPE.because("the body is no form"))
        }
    }
}

const FORM: &str = "application/x-www-form-urlencoded";

impl Call {
    fn read(operation: Operation, params: &Params, policy: &Policy) -> Result<Self, Errors> {
        let params = params.iter();
        Ok(match operation {
            Operation::UpdateLiveRecordNotifyConfig => {
                Self::Update(UpdateLiveRecordNotifyConfig::from_params_with(params, policy)?)
            }
            Operation::DescribeLiveRecordNotifyConfig => {
                Self::Describe(DescribeLiveRecordNotifyConfig::from_params(params)?)
            }
            Operation::DeleteLiveRecordNotifyConfig => {
                Self::Delete(DeleteLiveRecordNotifyConfig::from_params(params)?)
            }
            _ => Self::Add(AddLiveRecordNotifyConfig::from_params_with(params, policy)?),
        })
    }

    fn domain_name(&self) -> &DomainName {
        match self {
            Self::Add(request) => request.domain_name(),
            Self::Update(request) => request.config().domain_name(),
            Self::Describe(request) => request.domain_name(),
            Self::Delete(request) => request.domain_name(),
        }
    }
}

/// A request of HTTP/1.1 has one `Host` header, and no request has two (RFC 9112 §3.2). That of HTTP/2
/// can stand in `:authority` instead (RFC 9113 §8.3.1).
fn check_host(
    version: Version,
    headers: &HeaderMap,
    authority: Option<&Authority>,
) -> Result<(), &'static str> {
    let mut hosts = headers.get_all(header::HOST).iter();
    match (hosts.next(), hosts.next()) {
        (_, Some(_)) => Err("more than one Host header"),
        (Some(host), None) if is_host(host) => Ok(()),
        (Some(_), None) => Err("a Host header that names no host"),
        (None, None) if version < Version::HTTP_11 => Ok(()),
        (None, None) if version > Version::HTTP_11 && authority.is_some() => Ok(()),
        (None, None) => Err("no Host header"),
    }
}

/// A host with or without a port (RFC 9110 §7.2); empty where the target has no authority.
///
/// A registered name may hold a comma (RFC 3986 §3.2.2), a host on the internet does not: it is what a
/// proxy leaves that joins two `Host` headers into one (RFC 9110 §5.3).
fn is_host(value: &HeaderValue) -> bool {
    let Ok(text) = value.to_str() else { return false };
    let Ok(authority) = text.parse::<Authority>() else { return text.is_empty() };
    let port = text.strip_prefix(authority.host()).unwrap_or(text);
    !text.contains(['@', ',']) && (port.is_empty() || port.strip_prefix(':').is_some_and(is_port))
}

/// Digits or none (RFC 3986 §3.2.3), of a number that a port can have.
fn is_port(text: &str) -> bool {
    let is_number = text.bytes().all(|byte| byte.is_ascii_digit());
    is_number && (text.is_empty() || text.parse::<u16>().is_ok())
}
