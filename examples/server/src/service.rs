//! One call from request to answer.

use std::io;
use std::sync::Arc;
use std::time::Duration;

use axum::Router;
use axum::body::Body;
use axum::extract::{Request, State};
use axum::http::request::Parts;
use axum::http::{HeaderMap, Method, header};
use axum::response::IntoResponse;
use http_body_util::{BodyExt, LengthLimitError, Limited};
use live_record_notify::{AddLiveRecordNotifyConfig, ErrorCode, Policy, RequestId};
use tokio::net::TcpListener;
use tokio::sync::oneshot;
use tracing::field::Empty;
use tracing::{Instrument, Span};
use uuid::Uuid;

use crate::answer::Answer;
use crate::call::{self, Format};
use crate::connection::Connections;
use crate::limiter::Limiter;
use crate::params::Params;
use crate::refusal::{
    ACTION_NOT_FOUND, BODY_TOO_LARGE, INVALID_PARAMETER, MEDIA_TYPE, Refusal, UNSUPPORTED_METHOD,
    URL_TOO_LONG,
};
use crate::store::Store;

/// Whether a user may make a request; what [`Service::with_permit`] takes.
type Permit = dyn Fn(&str, &AddLiveRecordNotifyConfig) -> Result<(), ErrorCode> + Send + Sync;

/// What a call goes through: the rules, the limit, the permit, the store.
pub struct Service {
    store: Arc<Store>,
    policy: Policy,
    permit: Box<Permit>,
    limiter: Limiter,
}

/// Two URLs of 2,048 bytes with every byte percent-encoded have 12 KiB.
const MAX_URL_LENGTH: usize = 16 * 1024;
const MAX_BODY_LENGTH: usize = 16 * 1024;

impl Service {
    /// A service under the default policy, which permits everything to everyone.
    #[must_use]
    pub fn new(store: Arc<Store>) -> Self {
        let permit = Box::new(|_: &str, _: &AddLiveRecordNotifyConfig| Ok(()));
        Self { store, policy: Policy::default(), permit, limiter: Limiter::new() }
    }

    /// The same service with a permit: given access key id and request, whether the one may make
    /// the other. Where an embedding server asks whose the domain is, and RAM.
    #[must_use]
    pub fn with_permit(
        self,
        permit: impl Fn(&str, &AddLiveRecordNotifyConfig) -> Result<(), ErrorCode>
        + Send
        + Sync
        + 'static,
    ) -> Self {
        Self { permit: Box::new(permit), ..self }
    }

    async fn answer(self: &Arc<Self>, request: Request) -> Answer {
        let id = RequestId::from_random_bytes(Uuid::new_v4().into_bytes());
        let (head, body) = request.into_parts();
        let form = read_form(&head.headers, body).await;

        let mut params = Params::default();
        params.read(head.uri.query().unwrap_or_default().as_bytes());
        params.read(form.as_deref().unwrap_or_default());
        let span = tracing::info_span!("call", %id, user = Empty, domain = Empty);
        let outcome = match form {
            Ok(_) => self.call(&head, &params).instrument(span.clone()).await,
            Err(refusal) => Err(refusal),
        };
        match &outcome {
            Ok(()) => tracing::info!(parent: &span, "added"),
            Err(Refusal { code, reason, .. }) => {
                tracing::info!(parent: &span, code, reason, "refused");
            }
        }
        Answer::new(id, Format::of(&head.headers, &params), &outcome)
    }

    async fn call(self: &Arc<Self>, head: &Parts, params: &Params) -> Result<(), Refusal> {
        if head.uri.path_and_query().is_some_and(|target| target.as_str().len() > MAX_URL_LENGTH) {
            return Err(URL_TOO_LONG.because("the URL is too long"));
        }
        if head.method != Method::GET && head.method != Method::POST {
            return Err(UNSUPPORTED_METHOD.because("neither GET nor POST"));
        }
        if head.uri.path() != "/" {
            return Err(ACTION_NOT_FOUND.because("the path is not `/`"));
        }
        let user = call::read_user(&head.headers, params)?;
        Span::current().record("user", &user);
        if !self.limiter.allows(&user) {
            return Err(Refusal::of(ErrorCode::ThrottlingUser, "too many calls a second"));
        }
        let request = AddLiveRecordNotifyConfig::from_params_with(params.iter(), &self.policy)
            .map_err(|errors| Refusal::of(errors.first().code(), errors.to_string()))?;
        Span::current().record("domain", request.domain_name().as_str());
        (self.permit)(&user, &request).map_err(|code| Refusal::of(code, "not permitted"))?;
        self.add(user, request).await
    }

    /// Answers once the configuration has reached the disk.
    async fn add(
        self: &Arc<Self>,
        user: String,
        request: AddLiveRecordNotifyConfig,
    ) -> Result<(), Refusal> {
        let store = Arc::clone(&self.store);
        match tokio::task::spawn_blocking(move || store.add(&user, &request)).await {
            Ok(Ok(added)) => added.map_err(|code| Refusal::of(code, "the domain has one")),
            Ok(Err(error)) => Err(Refusal::of(ErrorCode::InternalError, error.to_string())),
            Err(error) => Err(Refusal::of(ErrorCode::InternalError, error.to_string())),
        }
    }
}

/// The body, if it is a form or nothing at all.
async fn read_form(headers: &HeaderMap, body: Body) -> Result<Vec<u8>, Refusal> {
    let is_too_large = headers
        .get(header::CONTENT_LENGTH)
        .and_then(|length| length.to_str().ok()?.parse::<u64>().ok())
        .is_some_and(|length| length > MAX_BODY_LENGTH as u64);
    if is_too_large {
        return Err(BODY_TOO_LARGE.because("the body is too large"));
    }
    let bytes = match Limited::new(body, MAX_BODY_LENGTH).collect().await {
        Ok(collected) => collected.to_bytes(),
        Err(error) if error.is::<LengthLimitError>() => {
            return Err(BODY_TOO_LARGE.because("the body is too large"));
        }
        Err(_) => return Err(INVALID_PARAMETER.because("the body breaks off")),
    };
    let is_form = headers
        .get(header::CONTENT_TYPE)
        .and_then(|value| value.to_str().ok()?.split(';').next())
        .is_some_and(|essence| essence.trim().eq_ignore_ascii_case(FORM));
    if is_form || bytes.is_empty() {
        Ok(bytes.into())
    } else {
        Err(MEDIA_TYPE.because("the body is no form"))
    }
}

const FORM: &str = "application/x-www-form-urlencoded";

/// Serves until `stop`, and then for a while until every call has its answer.
///
/// # Errors
///
/// A listener that fails.
pub async fn serve(
    listener: TcpListener,
    service: Service,
    stop: impl Future<Output = ()> + Send + 'static,
) -> io::Result<()> {
    let service = Arc::new(service);
    let forgetting = tokio::spawn(forget_idle_users(Arc::clone(&service)));
    let (stopping, stopped) = oneshot::channel();
    let app = Router::new().fallback(handle).with_state(service);
    let served = axum::serve(Connections(listener), app).with_graceful_shutdown(async {
        stop.await;
        tracing::info!("stopping");
        // Nobody is left to tell once the server has ended.
        let _ = stopping.send(());
    });
    let outcome = tokio::select! {
        outcome = served => outcome,
        () = async {
            let _ = stopped.await;
            tokio::time::sleep(GRACE).await;
        } => {
            tracing::warn!("stopped before every call had its answer");
            Ok(())
        }
    };
    forgetting.abort();
    outcome
}

/// How long calls that came before `stop` may take.
const GRACE: Duration = Duration::from_secs(10);

async fn handle(State(service): State<Arc<Service>>, request: Request) -> impl IntoResponse {
    service.answer(request).await
}

async fn forget_idle_users(service: Arc<Service>) {
    let mut second = tokio::time::interval(Duration::from_secs(1));
    loop {
        second.tick().await;
        service.limiter.forget_idle_users();
    }
}
