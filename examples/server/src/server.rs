//! Connections: how many, how long, and how they end.

use std::io;
use std::pin::{Pin, pin};
use std::sync::Arc;
use std::time::{Duration, Instant};

use hyper::server::conn::{http1, http2};
use hyper::service::service_fn;
use hyper_util::rt::{TokioExecutor, TokioIo, TokioTimer};
use tokio::io::AsyncReadExt;
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::{Semaphore, watch};
use tokio::time::{sleep, timeout};

use crate::connection::Connection;
use crate::service::Service;

/// What a client can take up.
#[derive(Clone, Copy, Debug)]
#[non_exhaustive]
pub struct Limits {
    /// How many connections are open at once. More wait to be accepted.
    pub connections: u16,
    /// How long a client may take for the head of a request, and how long a connection is kept that
    /// asks for nothing.
    pub header_timeout: Duration,
    /// How long a client may take for the body of a request.
    pub body_timeout: Duration,
    /// How long a client may take nothing of what is written to it. Then its connection is dropped.
    pub write_timeout: Duration,
    /// After how long a connection is closed once its calls have their answers.
    pub age: Duration,
    /// How long calls may take that are under way when their connection is to close, for its age or
    /// since the server stops. Then the connection is dropped.
    pub grace: Duration,
}

impl Default for Limits {
    fn default() -> Self {
        Self {
            connections: 512,
            header_timeout: Duration::from_secs(10),
            body_timeout: Duration::from_secs(10),
            write_timeout: Duration::from_secs(10),
            age: Duration::from_secs(300),
            grace: Duration::from_secs(10),
        }
    }
}

/// What is kept of a request's head, target included.
const MAX_HEAD_LENGTH: usize = 64 * 1024;
const MAX_STREAMS: u32 = 32;
/// What a client of HTTP/2 starts with (RFC 9113 §3.4), if it has prior knowledge.
const PREFACE: &[u8] = b"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n";
/// How often the other end of an HTTP/2 connection is asked whether it is there.
const PING: Duration = Duration::from_secs(20);

/// Serves until `stop`, and then for a while until every call has its answer.
pub async fn serve(
    listener: TcpListener,
    service: Service,
    limits: Limits,
    stop: impl Future<Output = ()>,
) {
    let service = Arc::new(service.with_body_timeout(limits.body_timeout));
    let keeping = tokio::spawn(keep(Arc::clone(&service)));
    let room = Arc::new(Semaphore::new(limits.connections.into()));
    let (stopping, stopped) = watch::channel(false);
    tokio::select! {
        () = accept(&listener, &service, &room, limits, &stopped) => {}
        () = stop => {}
    }
    tracing::info!("stopping");
    drop(listener);
    stopping.send_replace(true);
    if timeout(limits.grace, room.acquire_many(limits.connections.into())).await.is_err() {
        tracing::warn!("stopped before every call had its answer");
    }
    keeping.abort();
}

/// Accepts connections as long as there is room. Nothing that goes wrong ends it.
async fn accept(
    listener: &TcpListener,
    service: &Arc<Service>,
    room: &Arc<Semaphore>,
    limits: Limits,
    stopped: &watch::Receiver<bool>,
) {
    let mut full = OnceAMinute::default();
    let mut failed = OnceAMinute::default();
    loop {
        if room.available_permits() == 0 && full.is_due() {
            tracing::warn!(connections = limits.connections, "as many connections as there may be");
        }
        // The semaphore is never closed.
        let Ok(place) = Arc::clone(room).acquire_owned().await else { return };
        let stream = match listener.accept().await {
            Ok((stream, _)) => stream,
            // The client is gone already.
            Err(error) if is_of_one_connection(&error) => continue,
            // No descriptors, or no memory. Connections that end make room.
            Err(error) => {
                service.metrics().accept_failures.inc();
                if failed.is_due() {
                    tracing::error!(%error, "connections cannot be accepted");
                }
                sleep(Duration::from_millis(100)).await;
                continue;
            }
        };
        let (service, stopped) = (Arc::clone(service), stopped.clone());
        tokio::spawn(async move {
            service.metrics().connections.inc();
            // A close waits for the client: for it to read, to widen a window of HTTP/2 (RFC 9113
            // §5.2), to end a body. This does not.
            let longest = limits.age.saturating_add(limits.grace);
            if timeout(longest, converse(stream, &service, limits, stopped)).await.is_err() {
                tracing::debug!("a connection was dropped for its age");
            }
            service.metrics().connections.dec();
            drop(place);
        });
    }
}

fn is_of_one_connection(error: &io::Error) -> bool {
    matches!(
        error.kind(),
        io::ErrorKind::ConnectionAborted
            | io::ErrorKind::ConnectionRefused
            | io::ErrorKind::ConnectionReset
            | io::ErrorKind::Interrupted
    )
}

/// One connection from its first byte to its last.
async fn converse(
    mut stream: TcpStream,
    service: &Arc<Service>,
    limits: Limits,
    mut stopped: watch::Receiver<bool>,
) {
    let aged = sleep(limits.age);
    let start = tokio::select! {
        start = timeout(limits.header_timeout, read_start(&mut stream)) => start,
        _ = stopped.wait_for(|stopped| *stopped) => return,
    };
    let Ok(Ok(start)) = start else { return };
    let is_http2 = start == PREFACE;
    // An answer is small, and nothing follows it that it could wait for.
    let _ = stream.set_nodelay(true);
    let io = TokioIo::new(Connection::new(stream, start, limits.write_timeout));
    let answer = service_fn(|request| {
        let service = Arc::clone(service);
        async move { Ok::<_, std::convert::Infallible>(service.answer(request).await) }
    });
    let end = async {
        tokio::select! {
            _ = stopped.wait_for(|stopped| *stopped) => {}
            () = aged => {}
        }
    };
    // A connection that fails has nobody left to be told, and whoever opens one can make it fail.
    let ended = if is_http2 {
        let mut http2 = http2::Builder::new(TokioExecutor::new());
        http2
            .timer(TokioTimer::new())
            .keep_alive_interval(Some(PING))
            .keep_alive_timeout(limits.header_timeout)
            .max_concurrent_streams(MAX_STREAMS)
            .max_header_list_size(u32::try_from(MAX_HEAD_LENGTH).unwrap_or(u32::MAX));
        let connection = pin!(http2.serve_connection(io, answer));
        until(connection, end, http2::Connection::graceful_shutdown).await
    } else {
        let mut http1 = http1::Builder::new();
        http1
            .timer(TokioTimer::new())
            .header_read_timeout(limits.header_timeout)
            .max_buf_size(MAX_HEAD_LENGTH)
            .half_close(true);
        let connection = pin!(http1.serve_connection(io, answer));
        until(connection, end, http1::Connection::graceful_shutdown).await
    };
    if let Err(error) = ended {
        tracing::debug!(%error, "a connection failed");
    }
}

/// Drives a connection, and has it close by itself from `end` on.
async fn until<C: Future>(
    mut connection: Pin<&mut C>,
    end: impl Future<Output = ()>,
    close: impl FnOnce(Pin<&mut C>),
) -> C::Output {
    tokio::select! {
        ended = connection.as_mut() => return ended,
        () = end => {}
    }
    close(connection.as_mut());
    connection.await
}

/// Reads until it is known whether the client starts with the [`PREFACE`] of HTTP/2, and no further
/// than its end. It is read, not peeked at: what stays on a socket keeps it readable, so that one could
/// only ask again and again whether there is more.
async fn read_start(stream: &mut TcpStream) -> io::Result<Vec<u8>> {
    let mut start = Vec::with_capacity(PREFACE.len());
    while let Some(rest) = PREFACE.strip_prefix(start.as_slice()) {
        let rest = u64::try_from(rest.len()).unwrap_or(u64::MAX);
        if (&mut *stream).take(rest).read_buf(&mut start).await? == 0 {
            break;
        }
    }
    Ok(start)
}

/// What has to be done while the server runs.
async fn keep(service: Arc<Service>) {
    let mut ticks = tokio::time::interval(Duration::from_millis(250));
    ticks.set_missed_tick_behavior(tokio::time::MissedTickBehavior::Delay);
    loop {
        ticks.tick().await;
        let service = Arc::clone(&service);
        // What panics there has said so, and the next tick comes.
        let _ = tokio::task::spawn_blocking(move || service.keep()).await;
    }
}

/// For a line of the log that a client could have written again and again.
#[derive(Default)]
struct OnceAMinute(Option<Instant>);

impl OnceAMinute {
    fn is_due(&mut self) -> bool {
        let is_due = self.0.is_none_or(|last| last.elapsed() >= Duration::from_secs(60));
        if is_due {
            self.0 = Some(Instant::now());
        }
        is_due
    }
}
