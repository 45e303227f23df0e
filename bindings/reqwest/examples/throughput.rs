//! Calls a second on loopback, and the connections that they took: one pooled client against a client
//! for each call, with and without TLS, and what the check adds.
//!
//! ```sh
//! cargo run --release -p live-record-notify-reqwest --example throughput
//! ```

use std::convert::Infallible;
use std::error::Error;
use std::hint::black_box;
use std::net::SocketAddr;
use std::pin::Pin;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::{Duration, Instant};

use bytes::Bytes;
use http_body_util::{BodyExt as _, Empty};
use hyper::Response;
use hyper::service::service_fn;
use hyper_util::rt::TokioIo;
use live_record_notify::{NotifyUrl, Policy};
use live_record_notify_reqwest::Client;
use rcgen::{CertifiedKey, generate_simple_self_signed};
use reqwest::dns::{Addrs, Name, Resolve, Resolving};
use reqwest::redirect;
use rustls::ServerConfig;
use rustls::pki_types::PrivateKeyDer;
use tokio::io::{AsyncRead, AsyncWrite};
use tokio::net::TcpListener;
use tokio::task::JoinSet;
use tokio_rustls::TlsAcceptor;

const NAME: &str = "hooks.example.com";
const EVENT: &str = r#"{"event":"record_started"}"#;

/// The rows take turns, so that whatever else the machine does falls on all of them.
const ROUNDS: u32 = 15;

/// How long a turn is.
const TURN: Duration = Duration::from_millis(500);

/// Calls at the same time.
const AT_ONCE: usize = 8;

#[tokio::main]
async fn main() -> Result<(), Box<dyn Error>> {
    let CertifiedKey { cert, signing_key } = generate_simple_self_signed([NAME.to_owned()])?;
    let key = PrivateKeyDer::Pkcs8(signing_key.serialize_der().into());
    let config = ServerConfig::builder()
        .with_no_client_auth()
        .with_single_cert(vec![cert.der().clone()], key)?;
    let trusted = reqwest::Certificate::from_der(cert.der())?;
    let acceptor = TlsAcceptor::from(Arc::new(config));

    println!("| | calls/s | calls | connections |\n|---|--:|--:|--:|");
    for (scheme, acceptor) in [("http", None), ("https", Some(acceptor))] {
        let server = Server::start(acceptor).await?;
        let url = format!("{scheme}://{NAME}:{}/callback", server.address.port());
        let policy = Policy::default().allow_loopback();
        let url = NotifyUrl::parse_with(&url, &policy)?;

        let client = Client::builder()
            .policy(policy.clone())
            .resolver(Loopback)
            .trust_only([trusted.clone()])
            .build()?;
        let stored = url.clone();
        let checked = Row::new("this client", move || {
            let (client, url) = (client.clone(), stored.clone());
            async move { client.post_event(&url, &event()).send().await.is_ok() }
        });

        let (bare, target) = (bare(&trusted)?, url.to_url());
        let unchecked = Row::new("`reqwest` alone, pooled, unchecked", move || {
            post(bare.clone(), target.clone())
        });

        let trusted = trusted.clone();
        let one_each = Row::new("a client of `reqwest` for each call, checked", move || {
            let (url, policy, trusted) = (url.clone(), policy.clone(), trusted.clone());
            async move {
                let answer = [[127, 0, 0, 1].into()];
                let Ok(destination) = url.destination(answer, &policy) else { return false };
                let builder = settings(&trusted);
                let builder = builder.resolve_to_addrs(NAME, destination.socket_addrs());
                let Ok(client) = builder.build() else { return false };
                post(client, url.to_url()).await
            }
        });

        let mut rows = [checked, unchecked, one_each];
        for _ in 0..ROUNDS {
            for row in &mut rows {
                row.take_turn(&server).await;
            }
        }
        for Row { name, done, failed, time, connections, .. } in rows {
            let a_second = f64::from(done) / time.as_secs_f64();
            println!("| {scheme}, {name} | {a_second:.0} | {done} | {connections} |");
            if failed > 0 {
                eprintln!("{failed} of these failed");
            }
        }
    }
    println!();
    check()
}

/// What the library does for a call and for a connection.
fn check() -> Result<(), Box<dyn Error>> {
    let mut feed = Policy::default();
    for entry in 0..10_000 {
        feed = feed.deny_host(&format!(".{entry}.evil.example"))?;
    }
    let url = NotifyUrl::parse("https://hooks.example.com/callback?key=1")?;
    println!("| policy | `check`, each call | `destination`, each connection |\n|---|--:|--:|");
    for (name, policy) in [("default", Policy::default()), ("10,000 denied hosts", feed)] {
        let check = nanoseconds(|| _ = black_box(black_box(&url).check(&policy)));
        let answer = [[93, 184, 216, 34].into()];
        let judge = nanoseconds(|| _ = black_box(black_box(&url).destination(answer, &policy)));
        println!("| {name} | {check:.0} ns | {judge:.0} ns |");
    }
    Ok(())
}

fn nanoseconds(mut run: impl FnMut()) -> f64 {
    const TIMES: u32 = 1_000_000;
    let start = Instant::now();
    (0..TIMES).for_each(|_| run());
    start.elapsed().as_secs_f64() * 1e9 / f64::from(TIMES)
}

fn event() -> serde_json::Value {
    serde_json::json!({ "event": "record_started" })
}

/// What this client sets too, so that the rows differ in one thing at a time.
fn settings(trusted: &reqwest::Certificate) -> reqwest::ClientBuilder {
    let builder = reqwest::Client::builder().no_proxy().redirect(redirect::Policy::none());
    builder.tls_certs_only([trusted.clone()])
}

fn bare(trusted: &reqwest::Certificate) -> reqwest::Result<reqwest::Client> {
    settings(trusted).dns_resolver(Loopback).build()
}

async fn post(client: reqwest::Client, url: reqwest::Url) -> bool {
    let call = client.post(url).header("content-type", "application/json").body(EVENT);
    match call.send().await {
        Ok(response) => response.bytes().await.is_ok(),
        Err(_) => false,
    }
}

/// Answers 127.0.0.1.
#[derive(Clone, Copy)]
struct Loopback;

impl Resolve for Loopback {
    fn resolve(&self, _: Name) -> Resolving {
        let answer = [SocketAddr::from(([127, 0, 0, 1], 0))];
        Box::pin(std::future::ready(Ok(Box::new(answer.into_iter()) as Addrs)))
    }
}

/// Takes every event, over HTTP/1.1.
struct Server {
    address: SocketAddr,
    connections: Arc<AtomicUsize>,
}

impl Server {
    async fn start(acceptor: Option<TlsAcceptor>) -> std::io::Result<Self> {
        let listener = TcpListener::bind("127.0.0.1:0").await?;
        let server = Self { address: listener.local_addr()?, connections: Arc::default() };
        let connections = Arc::clone(&server.connections);
        tokio::spawn(async move {
            while let Ok((stream, _)) = listener.accept().await {
                connections.fetch_add(1, Ordering::Relaxed);
                let acceptor = acceptor.clone();
                tokio::spawn(async move {
                    match acceptor {
                        None => answer(stream).await,
                        Some(acceptor) => match acceptor.accept(stream).await {
                            Ok(stream) => answer(stream).await,
                            Err(error) => eprintln!("{error}"),
                        },
                    }
                });
            }
        });
        Ok(server)
    }
}

type Call = Box<dyn Fn() -> Pin<Box<dyn Future<Output = bool> + Send>> + Send + Sync>;

/// One way to call.
struct Row {
    name: &'static str,
    call: Arc<Call>,
    done: u32,
    failed: u32,
    time: Duration,
    connections: usize,
}

impl Row {
    fn new<F: Future<Output = bool> + Send + 'static>(
        name: &'static str,
        call: impl Fn() -> F + Send + Sync + 'static,
    ) -> Self {
        let call: Call = Box::new(move || Box::pin(call()));
        let call = Arc::new(call);
        Self { name, call, done: 0, failed: 0, time: Duration::ZERO, connections: 0 }
    }

    async fn take_turn(&mut self, server: &Server) {
        let before = server.connections.load(Ordering::Relaxed);
        let start = Instant::now();
        let mut callers = JoinSet::new();
        for _ in 0..AT_ONCE {
            let call = Arc::clone(&self.call);
            callers.spawn(async move {
                let (mut done, mut failed) = (0, 0);
                while start.elapsed() < TURN {
                    if call().await { done += 1 } else { failed += 1 }
                }
                (done, failed)
            });
        }
        for (done, failed) in callers.join_all().await {
            self.done += done;
            self.failed += failed;
        }
        self.time += start.elapsed();
        self.connections += server.connections.load(Ordering::Relaxed) - before;
    }
}

async fn answer(stream: impl AsyncRead + AsyncWrite + Unpin) {
    let service = service_fn(|request: hyper::Request<hyper::body::Incoming>| async {
        let _ = request.into_body().collect().await;
        Ok::<_, Infallible>(Response::new(Empty::<Bytes>::new()))
    });
    let http = hyper::server::conn::http1::Builder::new();
    // The client has left.
    let _ = http.serve_connection(TokioIo::new(stream), service).await;
}
