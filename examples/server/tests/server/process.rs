//! The program: its arguments, its log, and how it ends.

use std::io::{Read, Write};
use std::net::TcpStream;
use std::process::Command;
use std::sync::mpsc;
use std::thread;
use std::time::{Duration, Instant};

use live_record_notify_server::Store;

use crate::support::{Program, add, get, receive, send, send_on, stored, unread, v1};

/// Many clients add configurations until the server is killed in the middle of their calls.
#[test]
fn what_was_answered_as_stored_is_there_after_a_kill() {
    const CLIENTS: usize = 16;
    const ROUNDS: usize = 5;
    let directory = tempfile::tempdir().unwrap();
    let path = directory.path().join("configs.redb");
    let mut answered = Vec::new();
    let mut unanswered = Vec::new();
    for round in 0..ROUNDS {
        let mut program = Program::start(Some(&path));
        let address = program.address;
        let (sender, calls) = mpsc::channel();
        for client in 0..CLIENTS {
            let sender = sender.clone();
            thread::spawn(move || {
                for call in 0.. {
                    let domain_name = format!("{call}.{client}.{round}.example.com");
                    // No user reaches the limit.
                    let query = add(&format!("user-{client}-{}", call / 10), &domain_name);
                    let request = format!("GET /?{query} HTTP/1.1\r\nHost: h\r\n\r\n");
                    let Ok(stream) = TcpStream::connect(address) else { break };
                    sender.send((domain_name, send_on(stream, request.as_bytes()))).unwrap();
                }
            });
        }
        drop(sender);
        let mut before = 0;
        for (domain_name, response) in calls {
            let Some(response) = response else {
                unanswered.push(domain_name);
                continue;
            };
            assert_eq!(response.status, 200, "{domain_name}: {response:?}");
            answered.push(domain_name);
            before += 1;
            if before == CLIENTS * (round + 1) {
                program.kill();
            }
        }
    }
    assert!(answered.len() >= CLIENTS * ROUNDS, "{}", answered.len());
    assert!(!unanswered.is_empty(), "no call was under way when the server was killed");

    let store = Store::open(&path).unwrap();
    for domain_name in &answered {
        let config = stored(&store, domain_name).unwrap_or_else(|| panic!("{domain_name} is lost"));
        assert_eq!(config.notify_url(), "http://example.com/callback", "{domain_name}");
    }
    for domain_name in &unanswered {
        // Whether it was stored nobody was told, but there is no half of one.
        if let Some(config) = stored(&store, domain_name) {
            assert_eq!(config.notify_url(), "http://example.com/callback", "{domain_name}");
        }
    }
    drop(store);

    let program = Program::start(Some(&path));
    let last = answered.last().unwrap();
    assert_eq!(get(program.address, &add("me", last)).outcome().1, "ConfigAlreadyExists");
}

#[test]
fn a_call_under_way_has_its_answer_before_the_server_stops() {
    let directory = tempfile::tempdir().unwrap();
    let path = directory.path().join("configs.redb");
    let mut program = Program::start(Some(&path));
    let body = add("me", "live.example.com");
    let (early, late) = body.split_at(20);

    let mut under_way = TcpStream::connect(program.address).unwrap();
    under_way.set_read_timeout(Some(Duration::from_secs(30))).unwrap();
    let head = format!(
        "POST / HTTP/1.1\r\nHost: h\r\nContent-Type: application/x-www-form-urlencoded\r\n\
         Expect: 100-continue\r\nContent-Length: {}\r\n\r\n",
        body.len()
    );
    under_way.write_all(head.as_bytes()).unwrap();
    let go_on = b"HTTP/1.1 100 Continue\r\n\r\n";
    let mut read = [0; 25];
    under_way.read_exact(&mut read).unwrap();
    assert_eq!(&read, go_on, "the call has been accepted");
    under_way.write_all(early.as_bytes()).unwrap();

    program.terminate();
    let deadline = Instant::now() + Duration::from_secs(8);
    while TcpStream::connect(program.address).is_ok() {
        assert!(Instant::now() < deadline, "still listening");
        thread::sleep(Duration::from_millis(10));
    }
    under_way.write_all(late.as_bytes()).unwrap();
    assert_eq!(receive(&mut under_way).expect("an answer").status, 200);
    assert_eq!(program.wait(), Some(0));
    assert!(stored(&Store::open(&path).unwrap(), "live.example.com").is_some());
}

/// Clients that keep their connections do not keep the server.
#[test]
fn idle_connections_do_not_hold_up_the_end() {
    let mut program = Program::start(None);
    let silent = TcpStream::connect(program.address).unwrap();
    let mut kept = TcpStream::connect(program.address).unwrap();
    kept.set_read_timeout(Some(Duration::from_secs(30))).unwrap();
    kept.write_all(b"GET /healthz HTTP/1.1\r\nHost: h\r\n\r\n").unwrap();
    assert_eq!(receive(&mut kept).unwrap().status, 200);
    let begun = Instant::now();
    program.terminate();
    assert_eq!(program.wait(), Some(0));
    assert!(begun.elapsed() < Duration::from_secs(6), "{:?}", begun.elapsed());
    assert!(!program.log().contains("before every call"), "{}", program.log());
    drop((silent, kept));
}

/// Nor does one that reads nothing of what it asked for.
#[test]
fn a_client_that_does_not_read_does_not_hold_up_the_end() {
    let mut program = Program::start_with(None, &["--timeout", "1"]);
    let stream = unread(program.address);
    let begun = Instant::now();
    program.terminate();
    assert_eq!(program.wait(), Some(0));
    assert!(begun.elapsed() < Duration::from_secs(8), "{:?}", begun.elapsed());
    drop(stream);
}

#[test]
fn without_data_configurations_end_with_the_process() {
    for _ in 0..2 {
        let program = Program::start(None);
        assert_eq!(get(program.address, &add("me", "live.example.com")).status, 200);
        let again = get(program.address, &add("me", "live.example.com"));
        assert_eq!(again.outcome().1, "ConfigAlreadyExists");
    }
}

#[test]
fn a_second_server_on_the_same_file_does_not_start() {
    let directory = tempfile::tempdir().unwrap();
    let path = directory.path().join("configs.redb");
    let _first = Program::start(Some(&path));
    let second = Command::new(env!("CARGO_BIN_EXE_live-record-notify-server"))
        .args(["--listen", "127.0.0.1:0", "--data"])
        .arg(&path)
        .output()
        .unwrap();
    assert_eq!(second.status.code(), Some(1));
    assert!(String::from_utf8(second.stderr).unwrap().starts_with("error: "));
}

/// Reasons are there for the operator; what clients sent is not.
#[test]
fn the_log_gives_reasons_and_never_a_url() {
    let program = Program::start(None);
    let secret = "s3cr3t";
    let url = |host: &str| format!("NotifyUrl=http%3A%2F%2F{host}%2F{secret}%3Fkey%3D{secret}");
    let call = |params: &str| get(program.address, &format!("{}&{params}", v1("me")));
    let rows: &[(String, &str)] = &[
        (
            format!("DomainName=a.example.com&{}", url("example.com")),
            "domain=\"a.example.com\"}: done",
        ),
        (format!("DomainName=a.example.com&{}", url("example.com")), "the domain has one"),
        (
            format!("DomainName=b.example.com&{}", url("10.9.8.7")),
            "reads as 10.9.8.7: private use (RFC 1918, 10.0.0.0/8)",
        ),
        (
            format!("DomainName=b.example.com&{}", url("user:s3cr3t%40example.com")),
            "user name or password",
        ),
        (
            format!("DomainName=http://example.com/{secret}&{}", url("example.com")),
            "character ':' must not stand in a host name",
        ),
        (
            format!("DomainName=b.example.com&{}&x=%", url("example.com")),
            "is not followed by two hexadecimal digits",
        ),
        (
            format!(
                "DomainName=b.example.com&{}&AccessKeyId=http://h/{secret}",
                url("example.com")
            ),
            "AccessKeyId is given more than once",
        ),
        (
            format!("DomainName=b.example.com&{}&Format=http://h/{secret}", url("example.com")),
            "Format is given more than once",
        ),
    ];
    for (params, reason) in rows {
        call(params);
        let log = program.log();
        let line = log.lines().last().unwrap_or_default();
        assert!(line.contains(reason), "{params}: {log}");
    }
    let other = format!("Action=http://h/{secret}&Version={secret}&AccessKeyId=http://h/{secret}");
    get(program.address, &other);
    get(program.address, &format!("{}{secret}", v1("http://h/")));
    send(program.address, format!("GET /?http://h/{secret} <\r\n\r\n").as_bytes());
    let log = program.log();
    assert!(!log.contains(secret), "{log}");
    assert!(!log.contains("http"), "{log}");
    assert_eq!(log.lines().count(), rows.len() + 3, "{log}");
}

/// The identifier of a reply leads to its line, also where `hyper` refuses before there is a call.
#[test]
fn a_refusal_is_logged_with_its_request_id() {
    let program = Program::start(None);
    let many = "a".repeat(100_000);
    for request in [
        "EHLO h\r\n\r\n".to_owned(),
        format!("GET /?x={many} HTTP/1.1\r\nHost: h\r\n\r\n"),
        format!("GET / HTTP/1.1\r\nHost: h\r\nx: {many}\r\n\r\n"),
        "GET / HTTP/1.1\r\nHost: h\r\n\r\n".to_owned(),
    ] {
        let response = send(program.address, request.as_bytes()).unwrap();
        let (id, code) = (response.xml("RequestId"), response.xml("Code"));
        let log = program.log();
        let line = log.lines().last().unwrap_or_default();
        assert!(line.contains(&format!("call{{id={id}}}: refused code=\"{code}\"")), "{log}");
    }
}
