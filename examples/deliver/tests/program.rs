//! The program, with the resolver and the environment of the operating system.

#![allow(
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic,
    clippy::unwrap_used,
    reason = "a test fails by panic"
)]

use std::net::TcpListener;
use std::process::{Command, Output};

use test_support::receiver::{EVENT, OK, Receiver};

fn run(arguments: &[&str], environment: &[(&str, &str)]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_live-record-notify-deliver"))
        .args(arguments)
        .envs(environment.iter().copied())
        .output()
        .unwrap()
}

#[track_caller]
fn check(output: &Output, code: i32, stdout: &str, stderr: &str) {
    let text = |bytes: &[u8]| String::from_utf8(bytes.to_vec()).unwrap();
    assert_eq!(output.status.code(), Some(code), "{output:?}");
    assert_eq!(text(&output.stdout), stdout);
    assert_eq!(text(&output.stderr), stderr);
}

#[test]
fn the_program_delivers() {
    let receiver = Receiver::start(OK);
    let url = format!("http://{}/", receiver.address);
    let allowed = ["--allow-network", "127.0.0.0/8"];
    check(&run(&[&["notify", &url, EVENT], &allowed[..]].concat(), &[]), 0, "200 OK\n", "");
    let stream = ["--app", "a", "--domain", "d.example.com", "--stream", "s"];
    let output = run(&[&["ask", &url], &stream[..], &allowed[..]].concat(), &[]);
    check(&output, 0, "200 OK\n", "");
    let requests = receiver.requests();
    assert!(requests[0].ends_with(EVENT), "{requests:?}");
    let line = "GET /?app=a&domain=d.example.com&stream=s&vbitrate=0&codec=h264 HTTP/1.1\r\n";
    assert!(requests[1].starts_with(line), "{requests:?}");
}

#[test]
fn the_program_refuses() {
    let receiver = Receiver::start(OK);
    let url = format!("http://{}/", receiver.address);
    check(
        &run(&["notify", &url, EVENT], &[]),
        1,
        "",
        "error: InvalidNotifyUrl.Unsafe: reads as 127.0.0.1: loopback (RFC 1122, 127.0.0.0/8)\n",
    );
    receiver.assert_unreached();
}

/// A proxy would dial what it likes.
#[test]
fn a_proxy_in_the_environment_is_not_asked() {
    let proxy = Receiver::start(OK);
    let receiver = Receiver::start(OK);
    let url = format!("http://{}/", receiver.address);
    let at = format!("http://{}", proxy.address);
    let environment = [("HTTP_PROXY", at.as_str()), ("http_proxy", &at), ("ALL_PROXY", &at)];
    let output = run(&["notify", &url, EVENT, "--allow-network", "127.0.0.0/8"], &environment);
    check(&output, 0, "200 OK\n", "");
    assert_eq!(receiver.requests().len(), 1);
    proxy.assert_unreached();
}

#[test]
fn a_failure_says_why() {
    let closed = TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap();
    let url = format!("http://{closed}/");
    let output = run(&["notify", &url, EVENT, "--allow-network", "127.0.0.0/8"], &[]);
    let said = String::from_utf8(output.stderr).unwrap();
    assert_eq!(output.status.code(), Some(1));
    assert!(said.starts_with("error: connecting: the request failed: "), "{said}");
    assert!(said.contains("refused"), "{said}");
}
