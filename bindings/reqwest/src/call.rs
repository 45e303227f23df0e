//! One call: requests in turn, until a response is no redirect.

use std::sync::Arc;

use bytes::Bytes;
use live_record_notify::{CallbackUrl, NotifyAuthKey, UrlParameter};
use reqwest::header::{
    CONNECTION, CONTENT_LENGTH, CONTENT_TYPE, EXPECT, HOST, HeaderMap, HeaderName, HeaderValue,
    LOCATION, PROXY_AUTHORIZATION, TE, TRAILER, TRANSFER_ENCODING, UPGRADE,
};
use reqwest::{Method, StatusCode};

use crate::current::{Current, Shared};
use crate::error::{Error, ErrorKind, Stage};
use crate::progress::Progress;
use crate::response::{Response, http};
use crate::signature;

/// A call that is yet to be [sent](Self::send).
///
/// Headers and signature go to the origin of the URL alone, which is scheme, host and port together
/// (RFC 6454 §4). A redirect to another origin drops all of them for good, as [Fetch] drops
/// `Authorization` and as [RFC 9110 §15.4] advises: whatever the caller added may be a secret.
///
/// [Fetch]: https://fetch.spec.whatwg.org/#http-redirect-fetch
/// [RFC 9110 §15.4]: https://www.rfc-editor.org/rfc/rfc9110#section-15.4
#[must_use = "a call does nothing until it is sent"]
pub struct Call<'a, P: UrlParameter> {
    shared: &'a Shared,
    /// The URL as it is stored, which is judged.
    stored: &'a CallbackUrl<P>,
    /// The URL that is called, with what was added to its query.
    called: CallbackUrl<P>,
    event: Option<Result<Vec<u8>, serde_json::Error>>,
    own: Own,
}

/// What is for the origin of the URL alone.
#[derive(Default)]
struct Own {
    headers: HeaderMap,
    has_too_many: bool,
    key: Option<NotifyAuthKey>,
}

impl<'a, P: UrlParameter + Send + Sync> Call<'a, P> {
    pub(crate) fn new(
        shared: &'a Shared,
        stored: &'a CallbackUrl<P>,
        called: CallbackUrl<P>,
        event: Option<Result<Vec<u8>, serde_json::Error>>,
    ) -> Self {
        Self { shared, stored, called, event, own: Own::default() }
    }

    /// Signs the call with the headers `ALI-LIVE-TIMESTAMP` and `ALI-LIVE-SIGNATURE`, as of the
    /// moment that it is sent. [`signature`](crate::signature()) says how.
    pub fn sign(mut self, key: &NotifyAuthKey) -> Self {
        self.own.key = Some(key.clone());
        self
    }

    /// Adds a header, such as `Authorization` or `Cookie`. Headers that frame or route the message are
    /// the client's, and an error of [`send`](Self::send): `Host`, `Content-Length`,
    /// `Transfer-Encoding`, `Connection` and the like (RFC 9110 §7.6.1, RFC 9112 §6).
    pub fn header(mut self, name: HeaderName, value: HeaderValue) -> Self {
        // Beyond 32,768 headers there is no room.
        self.own.has_too_many |= self.own.headers.try_append(name, value).is_err();
        self
    }

    /// Sends the call, and gives the first response that is no redirect.
    ///
    /// A redirect by 301, 302, 307 or 308 keeps method and event. A client may go on by GET after the
    /// first two (RFC 9110 §15.4.2 and §15.4.3), and would lose the event. After 303 it goes on by GET:
    /// the event was taken (§15.4.4).
    ///
    /// # Errors
    ///
    /// A URL, address or redirect that the policy refuses; a receiver that cannot be reached, does not
    /// answer in time, or says more than is read; redirects without end; an event that is no JSON.
    pub async fn send(self) -> Result<Response, Error> {
        let Shared { settings, clock, .. } = self.shared;
        let limit = settings.timeout;
        let progress = Arc::new(Progress::new());
        let outcome = clock.limit(limit, self.run(&progress)).await;
        let outcome = outcome.unwrap_or(Err(ErrorKind::TimedOut(limit)));
        outcome.map_err(|kind| progress.error(kind))
    }

    async fn run(self, progress: &Arc<Progress>) -> Result<Response, ErrorKind> {
        let Self { shared, stored, called: mut url, event, mut own } = self;
        if let Some(name) = own.headers.keys().find(|name| is_framing(name)) {
            return Err(ErrorKind::Header(name.clone()));
        }
        if own.has_too_many {
            return Err(ErrorKind::TooManyHeaders);
        }
        let mut current = shared.current();
        stored.check(&current.policy).map_err(ErrorKind::Refused)?;
        let mut event = event.transpose().map_err(ErrorKind::Event)?.map(Bytes::from);
        loop {
            let response = request(&current, &url, event.clone(), &own, progress).await?;
            let status = response.status();
            progress.answered(status);
            if !is_redirect(status) {
                progress.enter(Stage::Body);
                let limit = shared.settings.max_body;
                return Response::read(response, limit, progress.redirects()).await;
            }
            progress.enter(Stage::Redirect);
            let limit = shared.settings.max_redirects;
            if progress.redirects() >= limit {
                return Err(ErrorKind::TooManyRedirects(limit));
            }
            current = shared.current();
            let location = location(response.headers())?;
            let next = url.redirect(location, &current.policy).map_err(ErrorKind::Refused)?;
            progress.redirected();
            if status == StatusCode::SEE_OTHER {
                event = None;
            }
            if !is_same_origin(&url, &next) {
                own = Own::default();
            }
            url = next;
        }
    }
}

/// One request. Its URL was judged by the policy of `current`; its addresses will be.
async fn request<P: UrlParameter + Send + Sync>(
    current: &Current,
    url: &CallbackUrl<P>,
    event: Option<Bytes>,
    own: &Own,
    progress: &Arc<Progress>,
) -> Result<reqwest::Response, ErrorKind> {
    progress.enter(Stage::Head);
    let mut headers = HeaderMap::new();
    let method = if event.is_some() { Method::POST } else { Method::GET };
    if event.is_some() {
        headers.insert(CONTENT_TYPE, HeaderValue::from_static("application/json"));
    }
    headers.extend(own.headers.clone());
    if let Some(key) = &own.key {
        signature::sign(&mut headers, &url.host().to_string(), key);
    }
    let mut request = current.connections.request(method, url.to_url()).headers(headers);
    if let Some(event) = event {
        request = request.body(event);
    }
    let hop = current.hop(url, progress);
    let outcome = hop.scope(request.send()).await;
    outcome.map_err(|error| hop.take_failure().unwrap_or_else(|| http(error)))
}

/// The statuses after which a request goes on elsewhere by itself. 300 and 304 are answers, and 305 is
/// not to be followed (RFC 9110 §15.4.6).
fn is_redirect(status: StatusCode) -> bool {
    matches!(
        status,
        StatusCode::MOVED_PERMANENTLY
            | StatusCode::FOUND
            | StatusCode::SEE_OTHER
            | StatusCode::TEMPORARY_REDIRECT
            | StatusCode::PERMANENT_REDIRECT
    )
}

/// The one `Location`. Of several, readers choose the first or the last (RFC 9110 §5.3 allows one).
fn location(headers: &HeaderMap) -> Result<&str, ErrorKind> {
    let mut values = headers.get_all(LOCATION).iter();
    let (Some(value), None) = (values.next(), values.next()) else {
        return Err(ErrorKind::Location);
    };
    value.to_str().map_err(|_| ErrorKind::Location)
}

fn is_same_origin<P: UrlParameter>(url: &CallbackUrl<P>, other: &CallbackUrl<P>) -> bool {
    let origin =
        |url: &CallbackUrl<P>| (url.scheme().to_owned(), url.host().to_owned(), url.port());
    origin(url) == origin(other)
}

/// Whether a header says where a message goes, or where it ends. Receivers that read one twice, each
/// in its own way, are how requests are smuggled.
fn is_framing(name: &HeaderName) -> bool {
    const FRAMING: [HeaderName; 9] = [
        CONNECTION,
        CONTENT_LENGTH,
        EXPECT,
        HOST,
        PROXY_AUTHORIZATION,
        TE,
        TRAILER,
        TRANSFER_ENCODING,
        UPGRADE,
    ];
    FRAMING.contains(name) || matches!(name.as_str(), "keep-alive" | "proxy-connection")
}
