//! What receivers are sent, to the byte.

use std::error::Error;
use std::net::TcpListener;
use std::time::{Duration, SystemTime, UNIX_EPOCH};

use live_record_notify::{NotifyAuthKey, OnDemandUrl, Stream};
use live_record_notify_reqwest::{ErrorKind, Stage, signature};
use reqwest::header::{self, HeaderName, HeaderValue};

use crate::support::{EVENT, OK, Receiver, builder, client, notify, one_name, parse, redirect};

const STREAM: Stream = Stream {
    app: "live",
    domain: "live.example.com",
    stream: "room 1&app=x",
    vbitrate: 1500,
    codec: "h264",
};
const ADDED: &str =
    "app=live&domain=live.example.com&stream=room+1%26app%3Dx&vbitrate=1500&codec=h264";

#[tokio::test]
async fn an_event_is_posted_as_json() {
    let receiver = Receiver::start(OK);
    let port = receiver.port();
    let url = format!("http://hooks.example.com:{port}/callback%20/a;b?key=%26&key=2");
    assert_eq!(notify(&client(&one_name()), &url).await.unwrap(), 200);
    let length = EVENT.len();
    assert_eq!(
        receiver.requests(),
        [format!(
            "POST /callback%20/a;b?key=%26&key=2 HTTP/1.1\r\n\
             content-type: application/json\r\n\
             accept: */*\r\n\
             host: hooks.example.com:{port}\r\n\
             content-length: {length}\r\n\
             \r\n\
             {EVENT}"
        )]
    );
}

#[tokio::test]
async fn a_stream_is_added_to_the_query() {
    let rows = [
        ("/ondemand", format!("/ondemand?{ADDED}")),
        ("/ondemand?", format!("/ondemand?{ADDED}")),
        ("/ondemand?key=1", format!("/ondemand?key=1&{ADDED}")),
        ("/ondemand?app=mine&key=%27%2b+", format!("/ondemand?app=mine&key=%27%2b+&{ADDED}")),
        ("?key", format!("/?key&{ADDED}")),
    ];
    for (given, asked) in rows {
        let receiver = Receiver::start(OK);
        let port = receiver.port();
        let url = format!("http://hooks.example.com:{port}{given}");
        let url = OnDemandUrl::parse(&url).unwrap();
        let response = client(&one_name()).ask(&url, STREAM).send().await.unwrap();
        assert_eq!(response.status(), 200, "{given}");
        assert_eq!(
            receiver.requests(),
            [format!(
                "GET {asked} HTTP/1.1\r\n\
                 accept: */*\r\n\
                 host: hooks.example.com:{port}\r\n\
                 \r\n"
            )]
        );
    }
}

/// The longest length is for what was typed.
#[tokio::test]
async fn a_stream_is_added_to_the_longest_url() {
    let receiver = Receiver::start(OK);
    let start = format!("http://hooks.example.com:{}/", receiver.port());
    let url = format!("{start}{}", "a".repeat(2048 - start.len()));
    assert!(OnDemandUrl::parse(&format!("{url}a")).is_err());
    let url = OnDemandUrl::parse(&url).unwrap();
    let response = client(&one_name()).ask(&url, STREAM).send().await.unwrap();
    assert_eq!(response.status(), 200);
    assert!(receiver.requests()[0].contains(&format!("a?{ADDED} HTTP/1.1\r\n")));
}

/// The receiver's own words, whatever they are.
#[tokio::test]
async fn every_status_but_a_redirect_is_the_answer() {
    for status in [200, 204, 300, 304, 305, 400, 404, 500, 503] {
        let response = format!(
            "HTTP/1.1 {status} x\r\nlocation: http://169.254.169.254/\r\n\
             content-length: 0\r\nconnection: close\r\n\r\n"
        );
        let receiver = Receiver::start(&response);
        let url = format!("http://hooks.example.com:{}/", receiver.port());
        assert_eq!(notify(&client(&one_name()), &url).await.unwrap(), status);
        assert_eq!(receiver.requests().len(), 1, "{status}");
    }
}

/// At each stage: what is said on the way may not be said in a log.
#[tokio::test]
async fn no_error_repeats_a_url() {
    let closed = TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap();
    let answering = |response: &str| Receiver::start(response).address;
    let with_length = |length| format!("HTTP/1.1 200 OK\r\ncontent-length: {length}\r\n\r\n");
    for (host, stage, start) in [
        ("other.example.com".to_owned(), Stage::Resolve, "resolving: the name could"),
        (closed.to_string(), Stage::Connect, "connecting: the request failed"),
        (answering("HTTP/1.1 abc").to_string(), Stage::Head, "waiting for the response: the"),
        (answering(&with_length(9)).to_string(), Stage::Body, "reading the body: not done within"),
        (answering(&with_length(99_999)).to_string(), Stage::Body, "reading the body: a body of"),
        (
            answering(&redirect(307, "http://10.0.0.1/s3cr3t")).to_string(),
            Stage::Redirect,
            "following a redirect: InvalidNotifyUrl.Unsafe: reads as 10.0.0.1",
        ),
        (
            answering(&redirect(307, "//h/s3cr3t")).to_string(),
            Stage::Redirect,
            "following a redirect",
        ),
    ] {
        let client = builder(&one_name()).timeout(Duration::from_secs(1)).build().unwrap();
        let error = notify(&client, &format!("http://{host}/s3cr3t?key=s3cr3t")).await.unwrap_err();
        assert_eq!(error.stage(), stage, "{error:?}");
        assert!(error.to_string().starts_with(start), "{error}");
        assert!(!format!("{error:?}").contains("s3cr3t"), "{error:?}");
        let mut said = Some(&error as &dyn Error);
        while let Some(cause) = said {
            assert!(!cause.to_string().contains("s3cr3t"), "{cause}");
            said = cause.source();
        }
    }
}

fn header_of<'a>(request: &'a str, name: &str) -> Option<&'a str> {
    request.lines().find_map(|line| line.strip_prefix(name)?.strip_prefix(": "))
}

#[tokio::test]
async fn a_call_is_signed_as_the_vendor_documents() {
    let receiver = Receiver::start(OK);
    let client = client(&one_name());
    let url = parse(&client, &format!("http://hooks.example.com:{}/", receiver.port()));
    let key = NotifyAuthKey::parse("0123456789abcdef").unwrap();
    let now = || SystemTime::now().duration_since(UNIX_EPOCH).unwrap().as_secs();
    let before = now();
    client.post_event(&url, &()).sign(&key).send().await.unwrap();
    let request = &receiver.requests()[0];
    let timestamp: u64 = header_of(request, "ali-live-timestamp").unwrap().parse().unwrap();
    assert!((before..=now()).contains(&timestamp), "{timestamp}");
    let expected = signature("hooks.example.com", timestamp, &key);
    assert_eq!(header_of(request, "ali-live-signature"), Some(expected.as_str()));
}

/// As `printf 'host|timestamp|key' | md5sum` says.
#[test]
fn signatures_are_md5_in_lower_case() {
    let key = NotifyAuthKey::parse("ABCDEFGHIJKLMNOPQRSTUVWXYZ012345").unwrap();
    assert_eq!(signature("203.0.113.7", 0, &key), "c66eb22d75976bd96d7a64fb6a7b03bf");
    assert_eq!(signature("[2001:db8::1]", 1, &key), "98d084a6da0c1a40eb4dea9ae1757d14");
}

#[tokio::test]
async fn a_header_that_frames_the_message_is_not_the_callers() {
    let receiver = Receiver::start(OK);
    let client = client(&one_name());
    let url = parse(&client, &format!("http://hooks.example.com:{}/", receiver.port()));
    for name in [
        "host",
        "content-length",
        "transfer-encoding",
        "connection",
        "te",
        "trailer",
        "upgrade",
        "expect",
        "keep-alive",
        "proxy-connection",
        "proxy-authorization",
    ] {
        let name = HeaderName::from_static(name);
        let call = client.post_event(&url, &()).header(name.clone(), HeaderValue::from_static("1"));
        let error = call.send().await.unwrap_err();
        assert!(
            matches!(error.kind(), ErrorKind::Header(refused) if *refused == name),
            "{error:?}"
        );
        assert_eq!(error.stage(), Stage::Url);
    }
    receiver.assert_unreached();
    let call = client.post_event(&url, &()).header(header::COOKIE, HeaderValue::from_static("a=1"));
    assert_eq!(call.send().await.unwrap().status(), 200);
    assert_eq!(header_of(&receiver.requests()[1], "cookie"), Some("a=1"));
}

#[tokio::test]
async fn headers_without_end_are_an_error() {
    let client = client(&one_name());
    let url = parse(&client, "http://hooks.example.com/");
    let call = (0..40_000).fold(client.post_event(&url, &()), |call, i| {
        call.header(HeaderName::try_from(format!("x-{i}")).unwrap(), HeaderValue::from_static("a"))
    });
    let error = call.send().await.unwrap_err();
    assert!(matches!(error.kind(), ErrorKind::TooManyHeaders), "{error}");
    assert_eq!(error.stage(), Stage::Url);
}
