//! What `hyper` answers by itself, in the vendor's way.
//!
//! `hyper` refuses what is no HTTP request, or one that is larger than its buffers, with a bare
//! status and closes the connection. Three things are added here:
//!
//! - the vendor's body and headers;
//! - a lingering close: a client that is still sending when the connection closes is sent a reset,
//!   which can destroy the answer on its way (RFC 9112 §9.6). So what it sends is read for a while;
//! - a time-out for writing, which `hyper` has none of: a client that does not read would otherwise
//!   keep its connection.

use std::io;
use std::pin::Pin;
use std::task::{Context, Poll, ready};
use std::time::{Duration, SystemTime};

use hyper::header::CONTENT_TYPE;
use live_record_notify::RequestId;
use tokio::io::{AsyncRead, AsyncWrite, ReadBuf};
use tokio::net::TcpStream;
use tokio::time::Sleep;
use uuid::Uuid;

use crate::answer::{Answer, REQUEST_ID_HEADER};
use crate::call::Format;
use crate::refusal::{GatewayCode, HEADERS_TOO_LARGE, INVALID_PARAMETER, Refusal, URL_TOO_LONG};

/// How long and how much is read after the answer.
const LINGER: Duration = Duration::from_secs(2);
const MAX_LINGER_LENGTH: usize = 64 * 1024 * 1024;

pub(crate) struct Connection {
    stream: TcpStream,
    /// What has been read of the stream, and not yet by `hyper`.
    start: Vec<u8>,
    write_timeout: Duration,
    /// Set while the client takes nothing: when it has had its time.
    stalled: Option<Pin<Box<Sleep>>>,
    /// What is to be written before anything else.
    rewritten: Vec<u8>,
    /// Whether the first line of the request has come to its end.
    has_line: bool,
    /// Set once the answer is out.
    closing: Option<Closing>,
}

struct Closing {
    deadline: Pin<Box<Sleep>>,
    read: usize,
}

impl AsyncRead for Connection {
    fn poll_read(
        mut self: Pin<&mut Self>,
        cx: &mut Context<'_>,
        buf: &mut ReadBuf<'_>,
    ) -> Poll<io::Result<()>> {
        let before = buf.filled().len();
        if self.start.is_empty() {
            ready!(Pin::new(&mut self.stream).poll_read(cx, buf))?;
        } else {
            let length = self.start.len().min(buf.remaining());
            buf.put_slice(self.start.drain(..length).as_slice());
        }
        self.has_line |= buf.filled().iter().skip(before).any(|&byte| byte == b'\n');
        Poll::Ready(Ok(()))
    }
}

impl AsyncWrite for Connection {
    /// One head, and a body behind it, comes in one piece: vectored writes are not offered.
    fn poll_write(
        mut self: Pin<&mut Self>,
        cx: &mut Context<'_>,
        bytes: &[u8],
    ) -> Poll<io::Result<usize>> {
        ready!(self.poll_write_rewritten(cx))?;
        match bare_status(bytes) {
            None => {
                self.has_line = false;
                self.poll_write_stream(cx, bytes)
            }
            // What is too long is the target, if its line has not ended.
            Some(HEADERS_TOO_LARGE) if !self.has_line => {
                self.rewritten = refusal(URL_TOO_LONG);
                Poll::Ready(Ok(bytes.len()))
            }
            Some(status) => {
                self.rewritten = refusal(status);
                Poll::Ready(Ok(bytes.len()))
            }
        }
    }

    fn poll_flush(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<io::Result<()>> {
        ready!(self.poll_write_rewritten(cx))?;
        Pin::new(&mut self.stream).poll_flush(cx)
    }

    fn poll_shutdown(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<io::Result<()>> {
        if self.closing.is_none() {
            ready!(self.as_mut().poll_flush(cx))?;
            ready!(Pin::new(&mut self.stream).poll_shutdown(cx))?;
            let deadline = Box::pin(tokio::time::sleep(LINGER));
            self.closing = Some(Closing { deadline, read: 0 });
        }
        self.poll_linger(cx)
    }
}

impl Connection {
    /// A connection whose first bytes, `start`, have been taken off its stream.
    pub(crate) fn new(stream: TcpStream, start: Vec<u8>, write_timeout: Duration) -> Self {
        Self {
            stream,
            start,
            write_timeout,
            stalled: None,
            rewritten: Vec::new(),
            has_line: false,
            closing: None,
        }
    }

    /// Writes what the client takes, or fails once it has taken nothing for too long. `hyper` comes
    /// back with what is left whenever it is woken, so the timer may wake it.
    fn poll_write_stream(&mut self, cx: &mut Context<'_>, bytes: &[u8]) -> Poll<io::Result<usize>> {
        if let Poll::Ready(written) = Pin::new(&mut self.stream).poll_write(cx, bytes) {
            self.stalled = None;
            return Poll::Ready(written);
        }
        let write_timeout = self.write_timeout;
        let stalled =
            self.stalled.get_or_insert_with(|| Box::pin(tokio::time::sleep(write_timeout)));
        ready!(stalled.as_mut().poll(cx));
        Poll::Ready(Err(io::ErrorKind::TimedOut.into()))
    }

    fn poll_write_rewritten(&mut self, cx: &mut Context<'_>) -> Poll<io::Result<()>> {
        while !self.rewritten.is_empty() {
            let rewritten = std::mem::take(&mut self.rewritten);
            let written = self.poll_write_stream(cx, &rewritten);
            self.rewritten = rewritten;
            let written = ready!(written)?;
            if written == 0 {
                return Poll::Ready(Err(io::ErrorKind::WriteZero.into()));
            }
            self.rewritten.drain(..written);
        }
        Poll::Ready(Ok(()))
    }

    /// Reads and forgets, until the client has closed its side or time or bytes are up.
    fn poll_linger(&mut self, cx: &mut Context<'_>) -> Poll<io::Result<()>> {
        let Some(closing) = &mut self.closing else { return Poll::Ready(Ok(())) };
        let mut buffer = [0; 16 * 1024];
        while closing.read < MAX_LINGER_LENGTH && closing.deadline.as_mut().poll(cx).is_pending() {
            let mut buf = ReadBuf::new(&mut buffer);
            match ready!(Pin::new(&mut self.stream).poll_read(cx, &mut buf)) {
                Ok(()) if buf.filled().is_empty() => break,
                Ok(()) => closing.read += buf.filled().len(),
                // The client is gone, and so is what it wanted to say.
                Err(_) => break,
            }
        }
        Poll::Ready(Ok(()))
    }
}

/// The status of a head that is not of this server's making. What the service makes has a type, the
/// calls' answers and the operators' pages; `hyper`'s own heads have no content and none.
fn bare_status(bytes: &[u8]) -> Option<GatewayCode> {
    let head = str::from_utf8(bytes).ok()?;
    let status = head.strip_prefix("HTTP/1.1 ").or_else(|| head.strip_prefix("HTTP/1.0 "))?;
    if head.contains(CONTENT_TYPE.as_str()) {
        return None;
    }
    [INVALID_PARAMETER, URL_TOO_LONG, HEADERS_TOO_LARGE]
        .into_iter()
        .find(|code| status.starts_with(&code.status().to_string()))
}

/// A whole response, to a request that could not be read: nobody knows which format it asked for.
fn refusal(code: GatewayCode) -> Vec<u8> {
    let id = RequestId::from_random_bytes(Uuid::new_v4().into_bytes());
    let refusal = code.because("no HTTP request, or a larger one than is read");
    let Refusal { code, reason, .. } = &refusal;
    // The span outlives its line: a span that is closed is not written with it.
    let span = tracing::info_span!("call", %id);
    tracing::info!(parent: &span, code, reason, "refused");
    let Answer { status, content_type, request_id, body, .. } =
        Answer::refusal(id, Format::Xml, &refusal);
    let (length, date) = (body.len(), httpdate::fmt_http_date(SystemTime::now()));
    format!(
        "HTTP/1.1 {status}\r\ncontent-type: {content_type}\r\n{REQUEST_ID_HEADER}: {request_id}\r\n\
         connection: close\r\ncontent-length: {length}\r\ndate: {date}\r\n\r\n{body}"
    )
    .into_bytes()
}
