//! HTTP as the RFCs want it: hosts, methods, slow clients, many clients, HTTP/2.

use std::io::{Read, Write};
use std::net::{SocketAddr, TcpStream};
use std::process::Command;
use std::thread;
use std::time::{Duration, Instant};

use http_body_util::{BodyExt, Empty};
use hyper::body::Bytes;
use hyper::client::conn::http2;
use hyper_util::rt::{TokioExecutor, TokioIo};
use live_record_notify_server::{Limits, Service, Store};

use crate::support::{
    InProcess, PROGRAM, Program, Response, add, get, page, receive, send, send_on, unread, v1,
};

#[test]
fn a_request_has_one_host() {
    let server = InProcess::start();
    let call = |version: &str, hosts: &str| {
        let request = format!("GET /?{} HTTP/{version}\r\n{hosts}\r\n", v1("me"));
        send(server.address, request.as_bytes()).expect("an answer").outcome().1
    };
    let (accepted, refused) = ("MissingDomainName", "InvalidParameter");
    #[rustfmt::skip]
    let rows = [
        ("1.1", "Host: h\r\n",              accepted),
        ("1.1", "Host: h:8080\r\n",         accepted),
        ("1.1", "Host: [::1]:8080\r\n",     accepted),
        ("1.1", "Host:\r\n",                accepted),
        ("1.1", "Host: h:\r\n",             accepted),
        ("1.1", "Host: h:65535\r\n",        accepted),
        ("1.1", "Host: [::1]\r\n",          accepted),
        ("1.1", "",                         refused),
        ("1.1", "Host: h\r\nHost: h\r\n",   refused),
        ("1.1", "Host: h\r\nhost: i\r\n",   refused),
        ("1.1", "Host: a b\r\n",            refused),
        ("1.1", "Host: h/i\r\n",            refused),
        ("1.1", "Host: u@h\r\n",            refused),
        ("1.1", "Host: h:65536\r\n",        refused),
        ("1.1", "Host: h:99999\r\n",        refused),
        ("1.1", "Host: h:abc\r\n",          refused),
        ("1.1", "Host: h:+1\r\n",           refused),
        ("1.1", "Host: h:1:2\r\n",          refused),
        ("1.1", "Host: [::1]:abc\r\n",      refused),
        ("1.1", "Host: [::1]8080\r\n",      refused),
        ("1.1", "Host: h,i\r\n",            refused),
        ("1.1", "Host: h, i\r\n",           refused),
        ("1.0", "",                         accepted),
        ("1.0", "Host: h\r\nHost: h\r\n",   refused),
    ];
    for (version, hosts, code) in rows {
        assert_eq!(call(version, hosts), code, "{version} {hosts:?}");
    }
    let none = send(server.address, b"GET /healthz HTTP/1.1\r\n\r\n").unwrap();
    assert_eq!(none.status, 400);
}

/// The operators' pages refuse in plain text, and the connection goes on. Where one is refused and
/// closed, nothing is answered behind it.
#[test]
fn pages_refuse_in_plain_text() {
    let program = Program::start(None);
    let good = "GET /healthz HTTP/1.1\r\nHost: h\r\nConnection: close\r\n\r\n";
    let says = |bytes: String| {
        let mut stream = TcpStream::connect(program.address).unwrap();
        stream.set_read_timeout(Some(Duration::from_secs(30))).unwrap();
        stream.write_all(bytes.as_bytes()).unwrap();
        let mut said = String::new();
        stream.read_to_string(&mut said).unwrap();
        said
    };
    for page in ["/healthz", "/metrics"] {
        for hosts in ["", "Host: h\r\nHost: h\r\n", "Host: a b\r\n"] {
            let said = says(format!("GET {page} HTTP/1.1\r\n{hosts}\r\n{good}"));
            let (refusal, rest) = said.split_once("one Host header is needed\n").expect(&said);
            assert!(refusal.starts_with("HTTP/1.1 400 "), "{page} {hosts:?}: {said}");
            assert!(refusal.contains("content-type: text/plain"), "{page} {hosts:?}: {said}");
            assert!(!refusal.contains("connection: close"), "{page} {hosts:?}: {said}");
            assert!(rest.starts_with("HTTP/1.1 200 "), "{page} {hosts:?}: {said}");
        }
    }
    assert_eq!(program.log(), "", "no call is refused");
    let said = says(format!("EHLO h\r\n\r\n{good}"));
    assert!(said.contains("connection: close"), "{said}");
    assert_eq!(said.matches("HTTP/1.").count(), 1, "{said}");
}

#[test]
fn another_method_is_told_which_there_are() {
    let server = InProcess::start();
    let call = |method: &str, target: &str| {
        let request = format!("{method} {target} HTTP/1.1\r\nHost: h\r\nContent-Length: 0\r\n\r\n");
        send(server.address, request.as_bytes()).expect("an answer")
    };
    for method in ["PUT", "DELETE", "OPTIONS", "TRACE", "PATCH", "get", "X"] {
        let response = call(method, "/");
        assert_eq!(
            (response.status, response.header("allow")),
            (405, Some("GET, POST")),
            "{method}"
        );
        let response = call(method, "/healthz");
        assert_eq!(
            (response.status, response.header("allow")),
            (405, Some("GET, HEAD")),
            "{method}"
        );
    }
}

#[test]
fn every_answer_has_a_date() {
    let server = InProcess::start();
    for request in ["GET / HTTP/1.1\r\nHost: h\r\n\r\n", "EHLO h\r\n\r\n"] {
        let response = send(server.address, request.as_bytes()).unwrap();
        assert!(response.header("date").is_some_and(|date| date.ends_with(" GMT")), "{response:?}");
    }
}

fn hasty() -> InProcess {
    let mut limits = Limits::default();
    limits.header_timeout = Duration::from_millis(700);
    limits.body_timeout = Duration::from_millis(700);
    limits.age = Duration::from_secs(3);
    limits.connections = 8;
    InProcess::within(limits, Store::in_memory().unwrap(), Service::new)
}

/// Sends `pieces`, one every 100 milliseconds, until the server closes the connection; how long that
/// took, and what it said.
fn trickle(address: SocketAddr, start: &[u8], piece: &[u8]) -> (Duration, String) {
    let begun = Instant::now();
    let mut stream = TcpStream::connect(address).unwrap();
    stream.write_all(start).unwrap();
    stream.set_read_timeout(Some(Duration::from_millis(100))).unwrap();
    let mut said = Vec::new();
    let mut buffer = [0; 4096];
    loop {
        match stream.read(&mut buffer) {
            Ok(0) => break,
            Ok(length) => said.extend_from_slice(&buffer[..length]),
            Err(error) if error.kind() == std::io::ErrorKind::WouldBlock => {
                if stream.write_all(piece).is_err() {
                    break;
                }
            }
            Err(_) => break,
        }
        assert!(begun.elapsed() < Duration::from_secs(15), "the connection stays open");
    }
    (begun.elapsed(), String::from_utf8_lossy(&said).into_owned())
}

#[test]
fn a_slow_client_is_not_waited_for() {
    let server = hasty();
    let form = "POST / HTTP/1.1\r\nHost: h\r\nContent-Type: application/x-www-form-urlencoded\r\n";
    let with_length = format!("{form}Content-Length: 10000\r\n\r\n");
    let in_chunks = format!("{form}Transfer-Encoding: chunked\r\n\r\n");
    let answered = "GET / HTTP/1.1\r\nHost: h\r\n\r\n";
    let rows: &[(&str, &[u8], &[u8], &str)] = &[
        ("says nothing", b"", b"", ""),
        ("a slow method", b"G", b"E", ""),
        ("slow headers", b"GET / HTTP/1.1\r\n", b"a: b\r\n", ""),
        ("a slow preface of HTTP/2", b"PRI * HT", b"", ""),
        ("nothing after an answer", answered.as_bytes(), b"", "HTTP/1.1 400 "),
        ("a slow body", with_length.as_bytes(), b"a", "HTTP/1.1 408 "),
        ("a body that stops", with_length.as_bytes(), b"", "HTTP/1.1 408 "),
        ("slow chunks", in_chunks.as_bytes(), b"1\r\na\r\n", "HTTP/1.1 408 "),
    ];
    for (case, start, piece, answer) in rows {
        let (time, said) = trickle(server.address, start, piece);
        assert!(said.starts_with(answer), "{case}: {said}");
        assert_eq!(said.is_empty(), answer.is_empty(), "{case}: {said}");
        assert!(time > Duration::from_millis(600), "{case}: {time:?}");
        assert!(time < Duration::from_secs(5), "{case}: {time:?}");
        if said.contains(" 408 ") {
            assert!(
                said.contains("RequestTimeout") && said.contains("connection: close"),
                "{said}"
            );
        }
    }
    assert_eq!(get(server.address, &add("me", "live.example.com")).status, 200);
}

/// As many as there may be wait for their end, and others for them.
#[test]
fn connections_are_limited_and_make_room() {
    let server = hasty();
    let idle: Vec<_> = (0..30).map(|_| TcpStream::connect(server.address).unwrap()).collect();
    let begun = Instant::now();
    assert_eq!(get(server.address, &add("me", "live.example.com")).status, 200);
    assert!(begun.elapsed() > Duration::from_millis(600), "nobody waited");
    drop(idle);
    assert_eq!(get(server.address, &add("me", "other.example.com")).status, 200);
}

/// A client that does not read has its place for the time-out and no longer.
#[test]
fn a_client_that_does_not_read_is_not_waited_for() {
    let mut limits = Limits::default();
    limits.connections = 1;
    limits.write_timeout = Duration::from_secs(1);
    let server = InProcess::within(limits, Store::in_memory().unwrap(), Service::new);
    let stream = unread(server.address);
    let begun = Instant::now();
    assert_eq!(page(server.address, "/healthz").status, 200);
    assert!(begun.elapsed() < Duration::from_secs(8), "{:?}", begun.elapsed());
    drop(stream);
}

/// A client of HTTP/2 that takes no data, and answers pings, writes all the while.
#[test]
fn every_connection_ends_at_its_age() {
    let mut limits = Limits::default();
    limits.connections = 1;
    limits.age = Duration::from_secs(1);
    limits.grace = Duration::from_secs(1);
    let server = InProcess::within(limits, Store::in_memory().unwrap(), Service::new);
    let runtime = tokio::runtime::Runtime::new().unwrap();
    let response = runtime.block_on(async {
        let stream = tokio::net::TcpStream::connect(server.address).await.unwrap();
        let mut http2 = http2::Builder::new(TokioExecutor::new());
        http2.initial_stream_window_size(0);
        let (mut sender, connection) = http2.handshake(TokioIo::new(stream)).await.unwrap();
        tokio::spawn(connection);
        let request = hyper::Request::builder().uri(format!("http://{}/", server.address));
        sender.send_request(request.body(Empty::<Bytes>::new()).unwrap()).await.unwrap()
    });
    assert_eq!(response.status().as_u16(), 400);
    let begun = Instant::now();
    assert_eq!(page(server.address, "/healthz").status, 200);
    assert!(begun.elapsed() > Duration::from_millis(1500), "{:?}", begun.elapsed());
    assert!(begun.elapsed() < Duration::from_secs(5), "{:?}", begun.elapsed());
    drop(response);
}

/// With fewer descriptors than connections it goes on, and the log does not fill.
#[test]
fn spent_descriptors_are_logged_once_and_not_the_end() {
    let mut command = Command::new("sh");
    command.args(["-c", "ulimit -n 40; exec \"$0\" --timeout 2 \"$@\"", PROGRAM]);
    let directory = tempfile::tempdir().unwrap();
    let program = Program::spawn(command, Some(&directory.path().join("configs.redb")));
    assert_eq!(get(program.address, &add("me", "a.example.com")).status, 200);
    let idle: Vec<_> = (0..100).map(|_| TcpStream::connect(program.address).unwrap()).collect();
    thread::sleep(Duration::from_secs(1));
    assert_eq!(program.log().matches("connections cannot be accepted").count(), 1);
    drop(idle);
    let response = get(program.address, &add("me", "b.example.com"));
    assert_eq!(response.status, 200, "{response:?}");
    let log = program.log();
    assert_eq!(log.matches("connections cannot be accepted").count(), 1, "{log}");
    assert_eq!(log.matches("ERROR").count(), 1, "{log}");
    let metrics = page(program.address, "/metrics").body;
    let failures =
        metrics.lines().find(|line| line.starts_with("live_record_notify_accept_failures"));
    assert!(failures.is_some(), "{metrics}");
}

#[test]
fn http2_with_prior_knowledge() {
    let server = InProcess::start();
    let address = server.address;
    let runtime = tokio::runtime::Runtime::new().unwrap();
    let call = move |query: String| async move {
        let stream = tokio::net::TcpStream::connect(address).await.unwrap();
        let io = TokioIo::new(stream);
        let (mut sender, connection) = http2::handshake(TokioExecutor::new(), io).await.unwrap();
        tokio::spawn(connection);
        let request = hyper::Request::builder().uri(format!("http://{address}/?{query}"));
        let request = request.body(Empty::<Bytes>::new()).unwrap();
        let response = sender.send_request(request).await.unwrap();
        let status = response.status().as_u16();
        let body = response.into_body().collect().await.unwrap().to_bytes();
        (status, String::from_utf8(body.to_vec()).unwrap())
    };
    let (status, body) = runtime.block_on(call(add("me", "live.example.com")));
    assert_eq!(status, 200, "{body}");
    assert!(server.stored("live.example.com").is_some());
    let (status, body) = runtime.block_on(call(add("me", "live.example.com")));
    assert!(status == 400 && body.contains("ConfigAlreadyExists"), "{body}");
    let long = format!("{}&x={}", add("me", "a.example.com"), "a".repeat(16 * 1024));
    let (status, body) = runtime.block_on(call(long));
    assert!(status == 414 && body.contains("RequestUriTooLong"), "{body}");
    // An upgrade is not offered, and the call is answered as it came.
    let upgrade = format!(
        "GET /?{} HTTP/1.1\r\nHost: h\r\nConnection: Upgrade, HTTP2-Settings\r\nUpgrade: h2c\r\n\
         HTTP2-Settings: AAMAAABkAAQAoAAAAAIAAAAA\r\n\r\n",
        v1("me")
    );
    let response = send(address, upgrade.as_bytes()).unwrap();
    assert_eq!(response.outcome().1, "MissingDomainName");
    // What starts as HTTP/2 does, and is not.
    let half =
        trickle(hasty().address, b"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\nGET / HTTP/1.1\r\n\r\n", b"");
    assert!(half.0 < Duration::from_secs(5));
}

/// The first bytes tell HTTP/2 from HTTP/1, in however many pieces they come.
#[test]
fn a_start_in_pieces_is_read_as_a_whole() {
    let server = InProcess::start();
    let in_pieces = |bytes: &[u8], length: usize| {
        let mut stream = TcpStream::connect(server.address).unwrap();
        stream.set_nodelay(true).unwrap();
        stream.set_read_timeout(Some(Duration::from_secs(30))).unwrap();
        for piece in bytes.chunks(length) {
            stream.write_all(piece).unwrap();
            thread::sleep(Duration::from_millis(5));
        }
        stream
    };
    let call = format!("POST /?{} HTTP/1.1\r\nHost: h\r\nContent-Length: 0\r\n\r\n", v1("me"));
    let settings = b"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n\0\0\0\x04\0\0\0\0\0";
    for length in [1, 3, 23, 24, 25, 1000] {
        let response = send_on(in_pieces(call.as_bytes(), length), b"").expect("an answer");
        assert_eq!(response.outcome().1, "MissingDomainName", "{length}");
        let mut frame = [0; 9];
        in_pieces(settings, length).read_exact(&mut frame).unwrap();
        assert_eq!(frame[3], 4, "{length}: not SETTINGS: {frame:?}");
    }
}

/// A client that has sent the first byte of both protocols costs nothing while it is silent.
#[cfg(target_os = "linux")]
#[test]
fn a_silent_client_is_not_polled() {
    let program = Program::start(None);
    let silent: Vec<_> = (0..200)
        .map(|_| {
            let mut stream = TcpStream::connect(program.address).unwrap();
            stream.write_all(b"P").unwrap();
            stream
        })
        .collect();
    thread::sleep(Duration::from_millis(500));
    // User and system time in hundredths of a second, the 14th and 15th field (proc_pid_stat(5)).
    let spent = || {
        let stat = std::fs::read_to_string(format!("/proc/{}/stat", program.id())).unwrap();
        let fields = stat.split(' ').skip(13).take(2);
        fields.map(|field| field.parse::<u32>().unwrap()).sum::<u32>()
    };
    let before = spent();
    thread::sleep(Duration::from_secs(3));
    let spent = spent() - before;
    assert!(spent < 15, "{spent} hundredths of a second in three seconds");
    drop(silent);
}

#[test]
fn many_requests_on_one_connection() {
    let server = InProcess::start();
    let mut stream = TcpStream::connect(server.address).unwrap();
    stream.set_read_timeout(Some(Duration::from_secs(30))).unwrap();
    let request = format!("GET /?{} HTTP/1.1\r\nHost: h\r\n\r\n", v1("me"));
    for _ in 0..10 {
        stream.write_all(request.as_bytes()).unwrap();
        let response: Response = receive(&mut stream).unwrap();
        assert_eq!(response.outcome().1, "MissingDomainName");
    }
    // A client may close its side before the answer.
    let half = TcpStream::connect(server.address).unwrap();
    (&half).write_all(request.as_bytes()).unwrap();
    half.shutdown(std::net::Shutdown::Write).unwrap();
    assert_eq!(send_on(half, b"").unwrap().outcome().1, "MissingDomainName");
}

#[test]
fn what_operators_ask_for() {
    let server = InProcess::start();
    let health = page(server.address, "/healthz");
    assert_eq!((health.status, health.body.as_str()), (200, "ok\n"));
    get(server.address, &add("user-7", "live.example.com"));
    get(server.address, &add("user-7", "live.example.com"));
    get(server.address, "Action=http://h/s3cr3t");
    let metrics = page(server.address, "/metrics");
    let add = "operation=\"AddLiveRecordNotifyConfig\"";
    for line in [
        format!("live_record_notify_calls_total{{{add},code=\"\"}} 1"),
        format!("live_record_notify_calls_total{{{add},code=\"ConfigAlreadyExists\"}} 1"),
        "live_record_notify_calls_total{operation=\"\",code=\"InvalidAction.NotFound\"} 1".into(),
        "live_record_notify_call_seconds_count 3".into(),
        "live_record_notify_store_up 1".into(),
        "# EOF".into(),
    ] {
        assert!(metrics.body.lines().any(|it| it == line), "{line}\n{}", metrics.body);
    }
    assert!(!metrics.body.contains("user-7") && !metrics.body.contains("s3cr3t"));
    let mut stream = TcpStream::connect(server.address).unwrap();
    stream.write_all(b"HEAD /healthz HTTP/1.0\r\n\r\n").unwrap();
    let mut said = String::new();
    stream.read_to_string(&mut said).unwrap();
    assert!(said.starts_with("HTTP/1.0 200 ") && said.ends_with("\r\n\r\n"), "{said}");
}

#[test]
fn the_log_can_be_json() {
    let program = Program::start_with(None, &["--log", "json"]);
    get(program.address, &add("me", "live.example.com"));
    let refused = add("me", "live.example.com").replace("example.com/callback", "10.0.0.1/s3cr3t");
    get(program.address, &refused);
    let log = program.log();
    let lines: Vec<serde_json::Value> =
        log.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    assert_eq!(lines.len(), 2, "{log}");
    assert_eq!(lines[0]["message"], "done");
    assert_eq!(lines[0]["span"]["operation"], "AddLiveRecordNotifyConfig");
    assert_eq!(lines[0]["span"]["domain"], "live.example.com");
    assert_eq!(lines[1]["code"], "InvalidNotifyUrl.Unsafe");
    assert!(!log.contains("s3cr3t"), "{log}");
}

/// What another reader could take for a second request is not read as one.
#[test]
fn no_request_is_smuggled_in_the_body_of_another() {
    let server = InProcess::start();
    let form = "Host: h\r\nContent-Type: application/x-www-form-urlencoded\r\n";
    let second = format!("GET /?{} HTTP/1.1\r\nHost: h\r\n\r\n", add("me", "live.example.com"));
    let length = second.len();
    for head in [
        // By the length the second is the body, by the chunks it comes after it, and the other way round.
        format!(
            "POST / HTTP/1.1\r\n{form}Content-Length: {length}\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n"
        ),
        format!(
            "POST / HTTP/1.1\r\n{form}Transfer-Encoding: chunked\r\nContent-Length: 5\r\n\r\n0\r\n\r\n"
        ),
        format!("POST / HTTP/1.1\r\n{form}Content-Length: 0\r\nContent-Length: {length}\r\n\r\n"),
        format!("POST / HTTP/1.1\r\n{form}Content-Length: +0\r\n\r\n"),
        format!("POST / HTTP/1.1\r\n{form}Transfer-Encoding: chunked, identity\r\n\r\n0\r\n\r\n"),
        format!("POST / HTTP/1.1\r\n{form}Content-Length : 0\r\n\r\n"),
        format!("POST / HTTP/1.0\r\n{form}Transfer-Encoding: chunked\r\n\r\n0\r\n\r\n"),
    ] {
        let mut stream = TcpStream::connect(server.address).unwrap();
        stream.set_read_timeout(Some(Duration::from_secs(5))).unwrap();
        stream.write_all(format!("{head}{second}").as_bytes()).unwrap();
        let mut said = String::new();
        stream.read_to_string(&mut said).unwrap_or_else(|error| panic!("{head}: {error}"));
        assert!(said.starts_with("HTTP/1.") && said.contains(" 400 "), "{head}: {said}");
        assert_eq!(said.matches("HTTP/1.").count(), 1, "{head}: {said}");
        assert!(server.stored("live.example.com").is_none(), "{head}");
    }
}
