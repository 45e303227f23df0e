//! What the caller added goes to the origin of the URL, and no further.

use std::io::Write as _;
use std::net::TcpListener;
use std::sync::Arc;
use std::thread;

use live_record_notify::NotifyAuthKey;
use rcgen::{CertifiedKey, generate_simple_self_signed};
use reqwest::header::{AUTHORIZATION, COOKIE, HeaderName, HeaderValue};
use rustls::pki_types::PrivateKeyDer;
use rustls::{ServerConfig, ServerConnection, StreamOwned};

use crate::server::read_request;
use crate::support::{Names, OK, Receiver, builder, client, one_name, parse, redirect};

/// What the last receiver gets of a call with secrets, after a redirect by `response` from
/// `first`.
async fn secrets_after(first: &Receiver, last: &Receiver, names: &Names) -> Vec<String> {
    let client = client(names);
    let url = parse(&client, &format!("http://hooks.example.com:{}/", first.port()));
    let secret = HeaderValue::from_static("s3cr3t");
    let call = client
        .post_event(&url, &())
        .sign(&NotifyAuthKey::parse("0123456789abcdef").unwrap())
        .header(AUTHORIZATION, secret.clone())
        .header(COOKIE, secret.clone())
        .header(HeaderName::from_static("x-api-key"), secret);
    assert_eq!(call.send().await.unwrap().status(), 200);
    assert_eq!(secrets(&first.requests()[0]), SECRETS);
    secrets(last.requests().last().unwrap())
}

fn secrets(request: &str) -> Vec<String> {
    assert!(request.contains("content-type: application/json\r\n"), "{request}");
    let names = request.lines().filter_map(|line| line.split_once(": ").map(|(name, _)| name));
    let mut found: Vec<_> = names.filter(|name| SECRETS.contains(name)).map(String::from).collect();
    found.sort();
    found
}

const SECRETS: [&str; 5] =
    ["ali-live-signature", "ali-live-timestamp", "authorization", "cookie", "x-api-key"];

#[tokio::test]
async fn secrets_stay_behind_when_the_host_changes() {
    let last = Receiver::start(OK);
    let names = one_name().with("other.example.com", &[&["127.0.0.1"]]);
    for location in [
        format!("http://other.example.com:{}/", last.port()),
        format!("//other.example.com:{}/", last.port()),
        format!("http://{}/", last.address),
    ] {
        let first = Receiver::start(&redirect(307, &location));
        assert_eq!(secrets_after(&first, &last, &names).await, [""; 0], "{location}");
    }
}

#[tokio::test]
async fn secrets_stay_behind_when_the_port_changes() {
    let last = Receiver::start(OK);
    let first = Receiver::start(&redirect(307, &format!("//hooks.example.com:{}/", last.port())));
    assert_eq!(secrets_after(&first, &last, &one_name()).await, [""; 0]);
}

/// One port, which speaks both.
#[tokio::test]
async fn secrets_stay_behind_when_the_scheme_changes() {
    let CertifiedKey { cert, signing_key } =
        generate_simple_self_signed(["hooks.example.com".to_owned()]).unwrap();
    let key = PrivateKeyDer::Pkcs8(signing_key.serialize_der().into());
    let config = ServerConfig::builder().with_no_client_auth();
    let config = config.with_single_cert(vec![cert.der().clone()], key).unwrap();
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let port = listener.local_addr().unwrap().port();
    let both = thread::spawn(move || {
        let moved = redirect(307, &format!("https://hooks.example.com:{port}/"));
        let (mut plain, _) = listener.accept().unwrap();
        let first = read_request(&mut plain).unwrap();
        plain.write_all(moved.as_bytes()).unwrap();
        let connection = ServerConnection::new(Arc::new(config)).unwrap();
        let mut tls = StreamOwned::new(connection, listener.accept().unwrap().0);
        let last = read_request(&mut tls).unwrap();
        tls.write_all(OK.as_bytes()).unwrap();
        [first, last]
    });
    let trusted = reqwest::Certificate::from_der(cert.der()).unwrap();
    let client = builder(&one_name()).trust_only([trusted]).build().unwrap();
    let url = parse(&client, &format!("http://hooks.example.com:{port}/"));
    let secret = HeaderValue::from_static("s3cr3t");
    let call = client.post_event(&url, &()).header(AUTHORIZATION, secret);
    assert_eq!(call.send().await.unwrap().redirects(), 1);
    let found = both.join().unwrap().map(|request| secrets(&request).len());
    assert_eq!(found, [1, 0]);
}

/// A server that sends a call away and back does not get its secrets again.
#[tokio::test]
async fn secrets_do_not_come_back() {
    let names = one_name().with("other.example.com", &[&["127.0.0.1"]]);
    let server = crate::server::Server::start("127.0.0.1:0", |request, stream| {
        let host = |name: &str| {
            let port = stream.local_addr().unwrap().port();
            format!("http://{name}.example.com:{port}")
        };
        let location = match request.split(' ').nth(1).unwrap() {
            "/" => host("other") + "/away",
            "/away" => host("hooks") + "/back",
            _ => return stream.write_all(crate::server::KEPT.as_bytes()),
        };
        let response =
            format!("HTTP/1.1 307 x\r\nlocation: {location}\r\ncontent-length: 0\r\n\r\n");
        stream.write_all(response.as_bytes())
    });
    let client = client(&names);
    let url = parse(&client, &format!("http://hooks.example.com:{}/", server.port()));
    let call =
        client.post_event(&url, &()).header(AUTHORIZATION, HeaderValue::from_static("s3cr3t"));
    assert_eq!(call.send().await.unwrap().redirects(), 2);
    let found: Vec<_> = server.requests().iter().map(|r| secrets(r).len()).collect();
    assert_eq!(found, [1, 0, 0]);
}

/// The neighbour: another path of the same origin is still meant.
#[tokio::test]
async fn secrets_go_along_within_an_origin() {
    let server = crate::server::Server::start("127.0.0.1:0", |request, stream| {
        let moved = "HTTP/1.1 307 x\r\nlocation: /moved\r\ncontent-length: 0\r\n\r\n";
        let is_first = request.starts_with("POST / ");
        stream.write_all(if is_first { moved } else { crate::server::KEPT }.as_bytes())
    });
    let client = client(&one_name());
    let url = parse(&client, &format!("http://hooks.example.com:{}/", server.port()));
    let call =
        client.post_event(&url, &()).header(AUTHORIZATION, HeaderValue::from_static("s3cr3t"));
    call.send().await.unwrap();
    assert_eq!(secrets(&server.requests()[1]), ["authorization"]);
}

/// No cookie is kept, and no Referer tells a receiver where the last one was.
#[tokio::test]
async fn receivers_leave_nothing_behind() {
    let server = crate::server::Server::start("127.0.0.1:0", |request, stream| {
        let moved =
            "HTTP/1.1 307 x\r\nset-cookie: a=1\r\nlocation: /moved\r\ncontent-length: 0\r\n\r\n";
        let is_first = request.starts_with("POST /?");
        stream.write_all(if is_first { moved } else { crate::server::KEPT }.as_bytes())
    });
    let client = client(&one_name());
    let url = parse(&client, &format!("http://hooks.example.com:{}/?key=s3cr3t", server.port()));
    for _ in 0..2 {
        client.post_event(&url, &()).send().await.unwrap();
    }
    for request in server.requests() {
        assert!(!request.contains("cookie: ") && !request.contains("referer: "), "{request}");
    }
    assert_eq!(server.requests().len(), 4);
}
