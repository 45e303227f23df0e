//! Receivers that take their time, or say too much.

use std::io::{self, Write as _};
use std::net::TcpListener;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::thread;
use std::time::{Duration, Instant};

use live_record_notify_reqwest::{Client, Error, ErrorKind, Stage};

use crate::server::Server;
use crate::support::{builder, notify, one_name, timed_out};

const LIMIT: Duration = Duration::from_millis(500);

/// Far more than the limit, for machines that are busy with other things.
const SLACK: Duration = Duration::from_secs(10);

fn hurried() -> Client {
    builder(&one_name()).timeout(LIMIT).max_body(1000).build().unwrap()
}

/// Calls `server`, and gives the error that time was over, which came in time.
async fn out_of_time(port: u16) -> Error {
    let start = Instant::now();
    let outcome = notify(&hurried(), &format!("http://hooks.example.com:{port}/")).await;
    assert!(timed_out(&outcome), "{outcome:?}");
    assert!(start.elapsed() >= LIMIT);
    // On time, but for a machine that is busy with other things.
    assert!(start.elapsed() < LIMIT * 8, "{:?}", start.elapsed());
    outcome.unwrap_err()
}

/// Nobody is left who would read on.
async fn all_closed(server: &Server) {
    let start = Instant::now();
    while server.open() > 0 {
        assert!(start.elapsed() < SLACK, "{} connections are open", server.open());
        tokio::time::sleep(Duration::from_millis(10)).await;
    }
}

/// Says `start`, then `again` without end, `pause` apart.
fn without_end(start: &'static str, again: &'static [u8], pause: Duration) -> Server {
    Server::start("127.0.0.1:0", move |_, stream| -> io::Result<()> {
        stream.write_all(start.as_bytes())?;
        loop {
            stream.write_all(again)?;
            thread::sleep(pause);
        }
    })
}

const SLOWLY: Duration = Duration::from_millis(20);

#[tokio::test]
async fn a_receiver_that_says_nothing_is_given_up() {
    let silent = TcpListener::bind("127.0.0.1:0").unwrap();
    let error = out_of_time(silent.local_addr().unwrap().port()).await;
    assert_eq!((error.stage(), error.status()), (Stage::Head, None));
}

/// Connected, and silent in the handshake of TLS.
#[tokio::test]
async fn a_handshake_that_never_ends_is_given_up() {
    let silent = TcpListener::bind("127.0.0.1:0").unwrap();
    let url = format!("https://hooks.example.com:{}/", silent.local_addr().unwrap().port());
    let start = Instant::now();
    let error = notify(&hurried(), &url).await.unwrap_err();
    assert_eq!(error.stage(), Stage::Connect, "{error:?}");
    assert!(start.elapsed() < SLACK);
}

#[tokio::test]
async fn a_head_that_comes_slowly_is_given_up() {
    let server = without_end("HTTP/1.1 200 OK\r\n", b"a: b\r\n", SLOWLY);
    let error = out_of_time(server.port()).await;
    assert_eq!((error.stage(), error.status()), (Stage::Head, None));
    all_closed(&server).await;
}

#[tokio::test]
async fn a_head_without_end_is_given_up() {
    let server = without_end("HTTP/1.1 200 OK\r\n", b"a: b\r\n", Duration::ZERO);
    let url = format!("http://hooks.example.com:{}/", server.port());
    let error = notify(&hurried(), &url).await.unwrap_err();
    assert!(matches!(error.kind(), ErrorKind::Http(_)), "{error:?}");
    assert_eq!(error.stage(), Stage::Head);
    all_closed(&server).await;
}

/// 1xx responses do not count as a response (RFC 9110 §15.2), and there may be any number.
#[tokio::test]
async fn interim_responses_are_no_response() {
    let server = without_end("", INTERIM, SLOWLY);
    let error = out_of_time(server.port()).await;
    assert_eq!((error.stage(), error.status()), (Stage::Head, None));
    all_closed(&server).await;
}

/// A flood keeps the thread of its connection busy: in a debug build for seconds at a time.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_flood_of_interim_responses_is_given_up() {
    let stopped = Arc::new(AtomicBool::new(false));
    let stop = Arc::clone(&stopped);
    let server = Server::start("127.0.0.1:0", move |_, stream| {
        while !stop.load(Ordering::SeqCst) {
            stream.write_all(INTERIM)?;
        }
        Ok(())
    });
    let error = out_of_time(server.port()).await;
    assert_eq!((error.stage(), error.status()), (Stage::Head, None));
    // What is on its way is still read.
    stopped.store(true, Ordering::SeqCst);
    all_closed(&server).await;
}

/// Many at once, to fill every read.
const INTERIM: &[u8] = &{
    let one = *b"HTTP/1.1 103 Early Hints\r\n\r\n";
    let mut all = [0; 28 * 512];
    let mut at = 0;
    while at < all.len() {
        all[at] = one[at % 28];
        at += 1;
    }
    all
};

#[tokio::test]
async fn a_body_that_comes_slowly_is_given_up() {
    let server = without_end("HTTP/1.1 200 OK\r\ncontent-length: 900\r\n\r\n", b"a", SLOWLY);
    let error = out_of_time(server.port()).await;
    // The receiver has answered, and the caller is told.
    assert_eq!(error.stage(), Stage::Body);
    assert_eq!(error.status().unwrap(), 200);
    all_closed(&server).await;
}

#[tokio::test]
async fn a_body_that_never_comes_is_given_up() {
    let server = Server::saying("HTTP/1.1 200 OK\r\ncontent-length: 1\r\n\r\n");
    assert_eq!(out_of_time(server.port()).await.stage(), Stage::Body);
    all_closed(&server).await;
}

#[tokio::test]
async fn a_body_without_end_is_given_up() {
    for start in [
        "HTTP/1.1 200 OK\r\n\r\n",
        "HTTP/1.1 200 OK\r\ncontent-length: 9223372036854775807\r\n\r\n",
        "HTTP/1.1 200 OK\r\ncontent-encoding: gzip\r\n\r\n",
    ] {
        let server = without_end(start, &[b'a'; 1024], Duration::ZERO);
        let url = format!("http://hooks.example.com:{}/", server.port());
        let error = notify(&hurried(), &url).await.unwrap_err();
        assert!(matches!(error.kind(), ErrorKind::BodyTooLong(1000)), "{error:?}");
        assert_eq!(error.status().unwrap(), 200);
        all_closed(&server).await;
    }
}

#[tokio::test]
async fn trailers_without_end_are_given_up() {
    let start = "HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n0\r\n";
    let server = without_end(start, b"a: b\r\n", Duration::ZERO);
    let url = format!("http://hooks.example.com:{}/", server.port());
    assert!(notify(&hurried(), &url).await.is_err());
    all_closed(&server).await;
}

#[tokio::test]
async fn the_longest_body_is_read() {
    for (length, is_read) in [(0, true), (999, true), (1000, true), (1001, false)] {
        for chunked in [false, true] {
            let server = Server::start("127.0.0.1:0", move |_, stream| {
                let body = "a".repeat(length);
                stream.write_all(
                    &match chunked {
                        false => {
                            format!("HTTP/1.1 200 OK\r\ncontent-length: {length}\r\n\r\n{body}")
                        }
                        true if length == 0 => {
                            "HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n0\r\n\r\n"
                                .to_owned()
                        }
                        true => format!(
                            "HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n\
                         {length:x}\r\n{body}\r\n0\r\n\r\n"
                        ),
                    }
                    .into_bytes(),
                )
            });
            let client = builder(&one_name()).max_body(1000).build().unwrap();
            let url = format!("http://hooks.example.com:{}/", server.port());
            let url = crate::support::parse(&client, &url);
            let outcome = client.post_event(&url, &()).send().await;
            match outcome {
                Ok(response) => assert_eq!((response.body().len(), is_read), (length, true)),
                Err(error) => assert!(!is_read, "{length}: {error:?}"),
            }
        }
    }
}

/// The time is that of all redirects together.
#[tokio::test]
async fn slow_redirects_are_given_up() {
    let server = Server::start("127.0.0.1:0", |_, stream| {
        thread::sleep(Duration::from_millis(100));
        stream.write_all(b"HTTP/1.1 307 x\r\nlocation: /again\r\ncontent-length: 0\r\n\r\n")
    });
    let client = builder(&one_name()).timeout(LIMIT).max_redirects(usize::MAX).build().unwrap();
    let outcome = notify(&client, &format!("http://hooks.example.com:{}/", server.port())).await;
    assert!(timed_out(&outcome), "{outcome:?}");
    let error = outcome.unwrap_err();
    assert!((1..=5).contains(&error.redirects()), "{error:?}");
    assert_eq!(error.status().unwrap(), 307);
}

#[tokio::test]
async fn the_time_may_be_without_end() {
    let server = Server::saying(crate::server::KEPT);
    let client = builder(&one_name()).timeout(Duration::MAX).build().unwrap();
    let url = format!("http://hooks.example.com:{}/", server.port());
    assert_eq!(notify(&client, &url).await.unwrap(), 200);
}
