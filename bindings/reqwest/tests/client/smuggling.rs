//! Responses that say more than one thing.

use std::io::Write as _;

use crate::server::{KEPT, Server};
use crate::support::{client, one_name, parse};

/// The status and the body that a call gets, or nothing if the response is refused.
async fn call(client: &live_record_notify_reqwest::Client, url: &str) -> Option<(u16, String)> {
    let url = parse(client, url);
    let response = client.post_event(&url, &()).send().await.ok()?;
    Some((response.status().as_u16(), String::from_utf8(response.body().to_vec()).unwrap()))
}

/// What one response holds beyond its end is no answer to the next request.
#[tokio::test]
async fn a_second_response_answers_nobody() {
    for evil in [
        "HTTP/1.1 200 OK\r\ncontent-length: 2\r\n\r\nokHTTP/1.1 201 Evil\r\ncontent-length: 4\r\n\r\nevil",
        "HTTP/1.1 204 x\r\ncontent-length: 2\r\n\r\nHTTP/1.1 201 Evil\r\ncontent-length: 4\r\n\r\nevil",
        "HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n0\r\n\r\nHTTP/1.1 201 Evil\r\ncontent-length: 4\r\n\r\nevil",
        "HTTP/1.1 304 x\r\n\r\nHTTP/1.1 201 Evil\r\ncontent-length: 4\r\n\r\nevil",
    ] {
        let server = Server::start("127.0.0.1:0", move |request, stream| {
            let is_evil = request.starts_with("POST /evil ");
            stream.write_all(if is_evil { evil } else { KEPT }.as_bytes())
        });
        let client = client(&one_name());
        let url = |path: &str| format!("http://hooks.example.com:{}/{path}", server.port());
        for _ in 0..50 {
            let first = call(&client, &url("evil")).await;
            assert!(!matches!(first, Some((201, _))), "{evil:?}");
            assert_eq!(call(&client, &url("good")).await, Some((200, String::new())), "{evil:?}");
        }
    }
}

/// Two lengths, or a length and chunks: readers differ (RFC 9112 §6.3), so the connection is not used
/// again, or the response is refused.
#[tokio::test]
async fn a_response_with_two_lengths_misleads_nobody() {
    for (framing, whole) in [
        ("content-length: 2\r\ncontent-length: 42\r\n", None),
        ("content-length: 2, 42\r\n", None),
        ("content-length: +2\r\n", None),
        ("content-length: 2\r\ntransfer-encoding: chunked\r\n", None),
        ("transfer-encoding: chunked\r\ncontent-length: 2\r\n", None),
        ("transfer-encoding: identity\r\ncontent-length: 2\r\n", None),
        ("content-length : 2\r\n", None),
        ("a: b\r\n content-length: 2\r\n", None),
        ("content-length: 2\r\ncontent-length: 2\r\n", Some("ok")),
    ] {
        let evil = format!(
            "HTTP/1.1 200 OK\r\n{framing}\r\nokHTTP/1.1 201 Evil\r\ncontent-length: 4\r\n\r\nevil"
        );
        let server = Server::start("127.0.0.1:0", move |request, stream| {
            let is_evil = request.starts_with("POST /evil ");
            stream.write_all(if is_evil { &evil } else { KEPT }.as_bytes())?;
            if is_evil { Err(std::io::ErrorKind::Other.into()) } else { Ok(()) }
        });
        let client = client(&one_name());
        let url = |path: &str| format!("http://hooks.example.com:{}/{path}", server.port());
        let first = call(&client, &url("evil")).await;
        match (&first, whole) {
            (None, _) => {}
            (Some((status, body)), Some(whole)) => {
                assert_eq!((*status, body.as_str()), (200, whole));
            }
            (Some((status, _)), None) => assert_eq!(*status, 200, "{framing:?}"),
        }
        assert_eq!(call(&client, &url("good")).await, Some((200, String::new())), "{framing:?}");
    }
}

/// A line break in a value that the receiver chose does not become a header of a later request.
#[tokio::test]
async fn a_location_adds_no_header() {
    let server = Server::start("127.0.0.1:0", |request, stream| {
        let moved = "HTTP/1.1 307 x\r\n\
                     location: /moved%0d%0ax-evil:%201?a=%0d%0ax-evil:%201\r\n\
                     content-length: 0\r\n\r\n";
        let is_first = request.starts_with("POST / ");
        stream.write_all(if is_first { moved } else { KEPT }.as_bytes())
    });
    let url = format!("http://hooks.example.com:{}/", server.port());
    assert_eq!(call(&client(&one_name()), &url).await, Some((200, String::new())));
    let request = &server.requests()[1];
    assert!(request.starts_with("POST /moved%0d%0ax-evil:%201?a=%0d%0ax-evil:%201 HTTP/1.1\r\n"));
    assert!(!request.contains("\r\nx-evil"), "{request}");
}

/// 101 is an answer to a request that nobody made.
#[tokio::test]
async fn a_switch_of_protocols_is_no_success() {
    let server =
        Server::saying("HTTP/1.1 101 x\r\nupgrade: evil\r\nconnection: upgrade\r\n\r\nevil");
    let url = format!("http://hooks.example.com:{}/", server.port());
    let outcome = call(&client(&one_name()), &url).await;
    assert!(!outcome.is_some_and(|(status, _)| (200..300).contains(&status)));
}
