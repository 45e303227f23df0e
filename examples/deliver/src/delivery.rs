//! The glue between `live-record-notify` and `reqwest`.

use std::io;
use std::net::IpAddr;
use std::sync::Arc;
use std::time::Duration;

use live_record_notify::{NotifyUrl, OnDemandUrl, Policy, Stream};
use reqwest::header::{CONTENT_TYPE, LOCATION};
use reqwest::{Client, ClientBuilder, Method, Response, StatusCode, redirect};
use serde::Serialize;
use url::Host;

use crate::callback::Callback;

/// Answers what addresses a name has.
pub trait Resolve: Sync {
    fn resolve(&self, name: &str) -> impl Future<Output = io::Result<Vec<IpAddr>>> + Send;
}

/// How callbacks are delivered.
#[derive(Clone)]
pub struct Delivery<R> {
    pub resolver: R,
    pub policy: Policy,
    /// Makes what each client starts from: certificates, user agent. Redirects, proxies, resolving
    /// and the time limit are overridden.
    pub client: Arc<dyn Fn() -> ClientBuilder + Send + Sync>,
    pub max_redirects: usize,
    /// For the whole of a delivery, from resolving to the last response's head, and for each
    /// request with the response's body.
    pub timeout: Duration,
}

/// Why a callback was not delivered. No message repeats a URL.
#[derive(Debug, thiserror::Error)]
pub enum DeliveryError {
    /// The URL, an address of its host, or the target of a redirect may not be called. The reason
    /// belongs in the operator's log.
    #[error(transparent)]
    Refused(#[from] live_record_notify::Error),
    #[error("the name could not be resolved")]
    Resolve(#[source] io::Error),
    #[error("the request failed")]
    Http(#[source] reqwest::Error),
    #[error("a redirect without a readable Location")]
    Location,
    #[error("more than {0} redirects")]
    TooManyRedirects(usize),
    #[error("no answer within {0:?}")]
    TimedOut(Duration),
    #[error("the event could not be written as JSON")]
    Event(#[source] serde_json::Error),
}

impl<R: Resolve> Delivery<R> {
    /// A delivery by the default policy.
    pub fn new(resolver: R) -> Self {
        Self {
            resolver,
            policy: Policy::default(),
            client: Arc::new(Client::builder),
            max_redirects: 3,
            timeout: Duration::from_secs(10),
        }
    }

    /// POSTs `event` as JSON. Whether the receiver took it is in the status of the response.
    ///
    /// # Errors
    ///
    /// A URL, address or redirect that the policy refuses; a receiver that cannot be reached or
    /// does not answer in time.
    pub async fn notify(
        &self,
        url: &NotifyUrl,
        event: &impl Serialize,
    ) -> Result<Response, DeliveryError> {
        let event = serde_json::to_vec(event).map_err(DeliveryError::Event)?;
        self.send_in_time(url.clone(), Some(event)).await
    }

    /// Asks by GET whether `stream` is to be recorded. What the answer means is the caller's to
    /// read, up to a length of the caller's own.
    ///
    /// # Errors
    ///
    /// As for [`notify`](Self::notify).
    pub async fn ask(
        &self,
        url: &OnDemandUrl,
        stream: &Stream<'_>,
    ) -> Result<Response, DeliveryError> {
        self.send_in_time(url.with_stream(stream), None).await
    }

    async fn send_in_time(
        &self,
        url: impl Callback,
        event: Option<Vec<u8>>,
    ) -> Result<Response, DeliveryError> {
        let timed_out = |_| DeliveryError::TimedOut(self.timeout);
        tokio::time::timeout(self.timeout, self.send(url, event)).await.map_err(timed_out)?
    }
}

/// What is worth copying.
impl<R: Resolve> Delivery<R> {
    async fn send(
        &self,
        mut url: impl Callback,
        mut event: Option<Vec<u8>>,
    ) -> Result<Response, DeliveryError> {
        for _ in 0..=self.max_redirects {
            let response = self.send_once(&url, event.clone()).await?;
            match response.status() {
                // The event was taken; what came of it is to be had elsewhere by GET (RFC 9110
                // §15.4.4).
                StatusCode::SEE_OTHER => event = None,
                // A client may go on by GET after the first two, and would lose the event; it need
                // not (RFC 9110 §15.4.2 and §15.4.3).
                StatusCode::MOVED_PERMANENTLY
                | StatusCode::FOUND
                | StatusCode::TEMPORARY_REDIRECT
                | StatusCode::PERMANENT_REDIRECT => {}
                _ => return Ok(response),
            }
            let location = response.headers().get(LOCATION).and_then(|value| value.to_str().ok());
            url = url.redirect(location.ok_or(DeliveryError::Location)?, &self.policy)?;
        }
        Err(DeliveryError::TooManyRedirects(self.max_redirects))
    }

    /// One request, to an address that was judged, by a client that knows no other.
    async fn send_once(
        &self,
        url: &impl Callback,
        event: Option<Vec<u8>>,
    ) -> Result<Response, DeliveryError> {
        let addresses = match url.host() {
            Host::Domain(name) => {
                self.resolver.resolve(name).await.map_err(DeliveryError::Resolve)?
            }
            Host::Ipv4(address) => vec![address.into()],
            Host::Ipv6(address) => vec![address.into()],
        };
        let destination = url.destination(addresses, &self.policy)?;
        let client = (self.client)()
            .redirect(redirect::Policy::none())
            .no_proxy()
            .timeout(self.timeout)
            .resolve_to_addrs(&destination.host().to_string(), destination.socket_addrs())
            .build()
            .map_err(http)?;
        let request = match event {
            Some(event) => client
                .request(Method::POST, url.to_url())
                .header(CONTENT_TYPE, "application/json")
                .body(event),
            None => client.request(Method::GET, url.to_url()),
        };
        request.send().await.map_err(http)
    }
}

fn http(error: reqwest::Error) -> DeliveryError {
    DeliveryError::Http(error.without_url())
}
