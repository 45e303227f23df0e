//! What receivers are sent, to the byte.

use std::error::Error;
use std::net::TcpListener;
use std::time::{Duration, Instant};

use live_record_notify::{OnDemandUrl, Stream};
use live_record_notify_deliver::DeliveryError;

use crate::support::{EVENT, OK, Receiver, delivery, loopback, notify, one_name};

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
    assert_eq!(notify(&delivery(&one_name()), &url).await.unwrap(), 200);
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
        let response = delivery(&one_name()).ask(&url, &STREAM).await.unwrap();
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
    let response = delivery(&one_name()).ask(&url, &STREAM).await.unwrap();
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
        assert_eq!(notify(&delivery(&one_name()), &url).await.unwrap(), status);
        assert_eq!(receiver.requests().len(), 1, "{status}");
    }
}

#[tokio::test]
async fn a_receiver_that_says_nothing_is_given_up() {
    let silent = TcpListener::bind("127.0.0.1:0").unwrap();
    let url = format!("http://{}/", silent.local_addr().unwrap());
    let mut delivery = delivery(&one_name());
    delivery.timeout = Duration::from_millis(200);
    let start = Instant::now();
    let outcome = notify(&delivery, &url).await;
    assert!(matches!(outcome, Err(DeliveryError::TimedOut(_))), "{outcome:?}");
    assert!(start.elapsed() >= delivery.timeout);
    assert!(start.elapsed() < Duration::from_secs(5));
}

#[tokio::test]
async fn a_body_that_never_ends_is_given_up() {
    // The connection stays open for a byte that never comes.
    let receiver = Receiver::start("HTTP/1.1 200 OK\r\ncontent-length: 1\r\n\r\n");
    let url = format!("http://hooks.example.com:{}/", receiver.port());
    let url = OnDemandUrl::parse(&url).unwrap();
    let mut delivery = delivery(&one_name());
    // Long enough for the head on a busy machine.
    delivery.timeout = Duration::from_secs(3);
    let start = Instant::now();
    let response = delivery.ask(&url, &STREAM).await.unwrap();
    assert_eq!(response.status(), 200);
    assert!(response.bytes().await.unwrap_err().is_timeout());
    assert!(start.elapsed() < Duration::from_secs(30));
}

#[tokio::test]
async fn no_error_repeats_a_url() {
    let closed = TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap();
    let url = format!("http://{closed}/s3cr3t?key=s3cr3t");
    assert!(live_record_notify::NotifyUrl::parse_with(&url, &loopback()).is_ok());
    let error = notify(&delivery(&one_name()), &url).await.unwrap_err();
    assert!(matches!(error, DeliveryError::Http(_)), "{error:?}");
    assert!(!format!("{error:?}").contains("s3cr3t"), "{error:?}");
    let mut said = Some(&error as &dyn Error);
    while let Some(cause) = said {
        assert!(!cause.to_string().contains("s3cr3t"), "{cause}");
        said = cause.source();
    }
}
