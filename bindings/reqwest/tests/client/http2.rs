//! HTTP/2, as agreed on in the handshake of TLS.

use std::convert::Infallible;
use std::net::SocketAddr;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex};
use std::time::{Duration, Instant};

use bytes::Bytes;
use http_body_util::{BodyExt as _, Empty};
use hyper::service::service_fn;
use hyper::{Request, Response, Version};
use hyper_util::rt::{TokioExecutor, TokioIo};
use live_record_notify_reqwest::{Client, Stage};
use rcgen::{CertifiedKey, generate_simple_self_signed};
use rustls::ServerConfig;
use rustls::pki_types::PrivateKeyDer;
use tokio_rustls::TlsAcceptor;

use crate::support::{allowing, builder, notify, one_name, refusal, timed_out};

struct Server {
    address: SocketAddr,
    connections: Arc<AtomicUsize>,
    requests: Arc<Mutex<Vec<(Version, String)>>>,
}

/// A server that speaks HTTP/2, and redirects `/moved` to `location`.
async fn serve(location: &'static str) -> (Server, Client) {
    let CertifiedKey { cert, signing_key } =
        generate_simple_self_signed(["hooks.example.com".to_owned()]).unwrap();
    let key = PrivateKeyDer::Pkcs8(signing_key.serialize_der().into());
    let mut config = ServerConfig::builder()
        .with_no_client_auth()
        .with_single_cert(vec![cert.der().clone()], key)
        .unwrap();
    config.alpn_protocols = vec![b"h2".to_vec()];
    let acceptor = TlsAcceptor::from(Arc::new(config));
    let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
    let server = Server {
        address: listener.local_addr().unwrap(),
        connections: Arc::default(),
        requests: Arc::default(),
    };
    let (connections, requests) = (Arc::clone(&server.connections), Arc::clone(&server.requests));
    tokio::spawn(async move {
        loop {
            let (stream, _) = listener.accept().await.unwrap();
            connections.fetch_add(1, Ordering::SeqCst);
            let (acceptor, requests) = (acceptor.clone(), Arc::clone(&requests));
            tokio::spawn(async move {
                let Ok(stream) = acceptor.accept(stream).await else { return };
                let service = service_fn(move |request: Request<hyper::body::Incoming>| {
                    let requests = Arc::clone(&requests);
                    async move {
                        let (version, uri) = (request.version(), request.uri().to_string());
                        let body = request.into_body().collect().await.unwrap().to_bytes();
                        let moved = uri.contains("/moved");
                        let body = String::from_utf8(body.to_vec()).unwrap();
                        requests.lock().unwrap().push((version, format!("{uri} {body}")));
                        let mut response = Response::new(Empty::<Bytes>::new());
                        if moved {
                            *response.status_mut() = hyper::StatusCode::TEMPORARY_REDIRECT;
                            response.headers_mut().insert("location", location.parse().unwrap());
                        }
                        Ok::<_, Infallible>(response)
                    }
                });
                let http2 = hyper::server::conn::http2::Builder::new(TokioExecutor::new());
                let _ = http2.serve_connection(TokioIo::new(stream), service).await;
            });
        }
    });
    let trusted = reqwest::Certificate::from_der(cert.der()).unwrap();
    (server, builder(&one_name()).trust_only([trusted]).build().unwrap())
}

#[tokio::test]
async fn http2_shares_one_connection_between_calls_at_the_same_time() {
    let (server, client) = serve("/").await;
    let url = format!("https://hooks.example.com:{}/", server.address.port());
    assert_eq!(notify(&client, &url).await.unwrap(), 200);
    let mut calls = tokio::task::JoinSet::new();
    for call in 0..20 {
        let (client, url) = (client.clone(), format!("{url}{call}"));
        calls.spawn(async move { notify(&client, &url).await.unwrap() });
    }
    assert_eq!(calls.join_all().await, [200; 20]);
    assert_eq!(server.connections.load(Ordering::SeqCst), 1);
    let requests = server.requests.lock().unwrap();
    assert_eq!(requests.len(), 21);
    for (version, request) in requests.iter() {
        assert_eq!(*version, Version::HTTP_2);
        assert!(request.ends_with(r#" {"event":"record_started"}"#), "{request}");
    }
}

#[tokio::test]
async fn http2_redirects_are_judged() {
    let (server, client) = serve("http://169.254.169.254/").await;
    let url = format!("https://hooks.example.com:{}/moved", server.address.port());
    assert_eq!(refusal(notify(&client, &url).await), ("InvalidNotifyUrl.Unsafe", "cloud-metadata"));
}

#[tokio::test]
async fn http2_connections_end_with_the_policy_that_allowed_them() {
    let (server, client) = serve("/").await;
    let url = format!("https://hooks.example.com:{}/", server.address.port());
    assert_eq!(notify(&client, &url).await.unwrap(), 200);
    client.set_policy(allowing("127.0.0.2/32")).unwrap();
    assert_eq!(refusal(notify(&client, &url).await), ("InvalidNotifyUrl.Unsafe", "loopback"));
    tokio::time::sleep(Duration::from_millis(50)).await;
    assert_eq!(server.requests.lock().unwrap().len(), 1);
}

/// Speaks HTTP/2 over TLS without `hyper`, which keeps to what is sensible.
async fn serve_raw<F: Future<Output = Option<()>> + Send + 'static>(
    respond: impl Fn(h2::server::SendResponse<Bytes>) -> F + Send + 'static,
) -> (SocketAddr, Client) {
    let CertifiedKey { cert, signing_key } =
        generate_simple_self_signed(["hooks.example.com".to_owned()]).unwrap();
    let key = PrivateKeyDer::Pkcs8(signing_key.serialize_der().into());
    let mut config = ServerConfig::builder()
        .with_no_client_auth()
        .with_single_cert(vec![cert.der().clone()], key)
        .unwrap();
    config.alpn_protocols = vec![b"h2".to_vec()];
    let acceptor = TlsAcceptor::from(Arc::new(config));
    let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = listener.local_addr().unwrap();
    tokio::spawn(async move {
        let (stream, _) = listener.accept().await.unwrap();
        let stream = acceptor.accept(stream).await.unwrap();
        let mut connection = h2::server::handshake(stream).await.unwrap();
        while let Some(Ok((_, response))) = connection.accept().await {
            tokio::spawn(respond(response));
        }
    });
    let trusted = reqwest::Certificate::from_der(cert.der()).unwrap();
    let builder = builder(&one_name()).trust_only([trusted]).timeout(LIMIT).max_body(1000);
    (address, builder.build().unwrap())
}

const LIMIT: Duration = Duration::from_millis(500);

async fn out_of_time(address: SocketAddr, client: &Client) -> Stage {
    let start = Instant::now();
    let outcome = notify(client, &format!("https://hooks.example.com:{}/", address.port())).await;
    assert!(timed_out(&outcome), "{outcome:?}");
    assert!((LIMIT..LIMIT * 8).contains(&start.elapsed()), "{:?}", start.elapsed());
    outcome.unwrap_err().stage()
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn http2_interim_responses_without_end_are_given_up() {
    let (address, client) = serve_raw(|mut response| async move {
        loop {
            let hints = Response::builder().status(103).body(()).ok()?;
            response.send_informational(hints).ok()?;
            tokio::task::yield_now().await;
        }
    })
    .await;
    assert_eq!(out_of_time(address, &client).await, Stage::Head);
}

/// They add nothing to the body, so its limit does not count them. `h2` does.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn http2_empty_frames_without_end_are_given_up() {
    let (address, client) = serve_raw(|mut response| async move {
        let mut body = response.send_response(Response::new(()), false).ok()?;
        loop {
            body.send_data(Bytes::new(), false).ok()?;
            tokio::task::yield_now().await;
        }
    })
    .await;
    let start = Instant::now();
    let url = format!("https://hooks.example.com:{}/", address.port());
    let error = notify(&client, &url).await.unwrap_err();
    assert_eq!((error.stage(), error.status().unwrap().as_u16()), (Stage::Body, 200));
    assert!(start.elapsed() < LIMIT * 8, "{:?}", start.elapsed());
}
