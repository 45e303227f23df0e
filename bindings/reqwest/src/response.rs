//! What a receiver answered.

use std::fmt;

use bytes::{Bytes, BytesMut};
use reqwest::StatusCode;
use reqwest::header::HeaderMap;
use tokio::task::coop::consume_budget;

use crate::error::ErrorKind;

/// The response of a receiver, read to its end and within the client's limits. It is a stranger's
/// words.
#[derive(Clone)]
pub struct Response {
    status: StatusCode,
    headers: HeaderMap,
    body: Bytes,
    redirects: usize,
}

impl Response {
    /// Reads the body up to `limit` bytes. It is never decompressed, so what is counted is what came.
    pub(crate) async fn read(
        mut response: reqwest::Response,
        limit: usize,
        redirects: usize,
    ) -> Result<Self, ErrorKind> {
        let too_long = || ErrorKind::BodyTooLong(limit);
        let announced = response.content_length().unwrap_or_default();
        if usize::try_from(announced).map_err(|_| too_long())? > limit {
            return Err(too_long());
        }
        let mut body = BytesMut::new();
        while let Some(chunk) = response.chunk().await.map_err(http)? {
            if chunk.len() > limit - body.len() {
                return Err(too_long());
            }
            body.extend_from_slice(&chunk);
            // Empty chunks without end would leave the clock no turn.
            consume_budget().await;
        }
        let status = response.status();
        let headers = std::mem::take(response.headers_mut());
        Ok(Self { status, headers, body: body.freeze(), redirects })
    }

    /// The status. An event was taken if `is_success` says so.
    #[must_use]
    pub fn status(&self) -> StatusCode {
        self.status
    }

    /// The headers.
    #[must_use]
    pub fn headers(&self) -> &HeaderMap {
        &self.headers
    }

    /// The body as it came: a `Content-Encoding` is not undone.
    #[must_use]
    pub fn body(&self) -> &[u8] {
        &self.body
    }

    /// How many redirects led to this response.
    #[must_use]
    pub fn redirects(&self) -> usize {
        self.redirects
    }
}

/// Shows status and length. Headers and body may hold secrets.
impl fmt::Debug for Response {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { status, body, redirects, .. } = self;
        f.debug_struct("Response")
            .field("status", status)
            .field("length", &body.len())
            .field("redirects", redirects)
            .finish_non_exhaustive()
    }
}

/// An error of `reqwest` without the URL.
pub(crate) fn http(error: reqwest::Error) -> ErrorKind {
    ErrorKind::Http(error.without_url())
}
