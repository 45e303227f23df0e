//! Why a call got no response.

use std::error::Error as StdError;
use std::fmt;
use std::time::Duration;

use reqwest::StatusCode;
use reqwest::header::HeaderName;

/// Why a call got no response: the stage that it had come to, and the reason.
///
/// Neither `Display` nor `Debug` repeats the URL, which may hold secrets. A reason may name internal
/// addresses, so it is for the operator's log and not for whoever gave the URL.
///
/// ```
/// use live_record_notify::NotifyUrl;
/// use live_record_notify_reqwest::{Client, Stage};
///
/// # #[tokio::main(flavor = "current_thread")]
/// # async fn main() -> Result<(), Box<dyn std::error::Error>> {
/// let client = Client::builder().policy(live_record_notify::Policy::default().require_https());
/// let stored = NotifyUrl::parse("http://hooks.example.com/?token=s3cr3t")?;
/// let error = client.build()?.post_event(&stored, &()).send().await.unwrap_err();
/// assert_eq!(error.stage(), Stage::Url);
/// assert_eq!(error.refusal().unwrap().reason().id(), "https-required");
/// assert!(!format!("{error} {error:?}").contains("s3cr3t"));
/// # Ok(())
/// # }
/// ```
#[derive(Debug)]
pub struct Error {
    pub(crate) stage: Stage,
    pub(crate) redirects: usize,
    pub(crate) status: Option<StatusCode>,
    pub(crate) kind: ErrorKind,
}

impl Error {
    /// What the call was doing.
    #[must_use]
    pub fn stage(&self) -> Stage {
        self.stage
    }

    /// How many redirects it had followed.
    #[must_use]
    pub fn redirects(&self) -> usize {
        self.redirects
    }

    /// The status of the last response whose head had come. With [`Stage::Body`], the receiver had
    /// answered: an event may have been taken although the body was cut off.
    #[must_use]
    pub fn status(&self) -> Option<StatusCode> {
        self.status
    }

    /// The reason.
    #[must_use]
    pub fn kind(&self) -> &ErrorKind {
        &self.kind
    }

    /// What the policy refused, if it did.
    #[must_use]
    pub fn refusal(&self) -> Option<&live_record_notify::Error> {
        match &self.kind {
            ErrorKind::Refused(error) => Some(error),
            _ => None,
        }
    }
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: {}", self.stage, self.kind)
    }
}

impl StdError for Error {
    fn source(&self) -> Option<&(dyn StdError + 'static)> {
        self.kind.source()
    }
}

/// What a call does, in its order. A redirect starts again at [`Resolve`](Self::Resolve).
#[non_exhaustive]
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Stage {
    /// The URL, the event and the headers are looked at. Nothing has left the machine.
    Url,
    /// The resolver is asked, and its answer is judged.
    Resolve,
    /// A connection is made, with TLS where the URL is `https`.
    Connect,
    /// The request is sent, and the head of the response awaited.
    Head,
    /// The body of the response is read.
    Body,
    /// The response is a redirect, and its `Location` is judged.
    Redirect,
}

impl fmt::Display for Stage {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Url => "before the call",
            Self::Resolve => "resolving",
            Self::Connect => "connecting",
            Self::Head => "waiting for the response",
            Self::Body => "reading the body",
            Self::Redirect => "following a redirect",
        })
    }
}

/// The reason of an [`Error`].
#[non_exhaustive]
#[derive(Debug, thiserror::Error)]
pub enum ErrorKind {
    /// The policy refuses the URL, an address of its host, or the target of a redirect. An answer
    /// without addresses is here too, with the code `InternalError`.
    #[error(transparent)]
    Refused(live_record_notify::Error),
    /// The resolver failed.
    #[error("the name could not be resolved")]
    Resolver(#[source] Box<dyn StdError + Send + Sync>),
    /// A connection was wanted for no request that is known here, so nothing was dialled.
    #[error("a connection was wanted for no known request")]
    Unasked,
    /// The time for the whole call was over.
    #[error("not done within {0:?}")]
    TimedOut(Duration),
    /// The connection or the protocol failed.
    #[error("the request failed")]
    Http(#[source] reqwest::Error),
    /// A redirect without a `Location`, with several, or with one that is not ASCII.
    #[error("a redirect without a readable Location")]
    Location,
    /// More headers than a message has room for.
    #[error("more headers than a message has room for")]
    TooManyHeaders,
    /// More redirects than the client follows.
    #[error("more than {0} redirects")]
    TooManyRedirects(usize),
    /// The body is longer than the client reads.
    #[error("a body of more than {0} bytes")]
    BodyTooLong(usize),
    /// The event could not be written as JSON.
    #[error("the event could not be written as JSON")]
    Event(#[source] serde_json::Error),
    /// A header that frames or routes the message is not the caller's to set.
    #[error("the header {0} is set by the client alone")]
    Header(HeaderName),
}
