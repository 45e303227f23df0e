//! Proxies: none from the environment, and one that is trusted by name.

use std::env;
use std::process::Command;

use live_record_notify::NotifyUrl;
use live_record_notify_reqwest::{BuildError, Client, Stage};

use crate::support::{Names, OK, Receiver, builder, client, notify, one_name, redirect, refusal};

/// Set in the child process: the URL that it calls.
const URL: &str = "LIVE_RECORD_NOTIFY_TEST_URL";

/// The same test in a process whose environment names a proxy for everything.
#[test]
fn a_proxy_of_the_environment_is_not_asked() {
    let proxy = Receiver::start(OK);
    let receiver = Receiver::start(OK);
    let at = format!("http://{}", proxy.address);
    let variables =
        ["HTTP_PROXY", "HTTPS_PROXY", "ALL_PROXY", "http_proxy", "https_proxy", "all_proxy"];
    let status = Command::new(env::current_exe().unwrap())
        .args(["--exact", "proxies::in_the_child_process", "--include-ignored"])
        .envs(variables.map(|name| (name, at.as_str())))
        .env_remove("NO_PROXY")
        .env_remove("no_proxy")
        .env_remove("REQUEST_METHOD")
        .env(URL, format!("http://hooks.example.com:{}/", receiver.port()))
        .output()
        .unwrap();
    assert!(status.status.success(), "{status:?}");
    assert_eq!(receiver.requests().len(), 1, "the child has called it");
    // Once for the neighbour, which is a naive client.
    assert_eq!(proxy.requests().len(), 1);
}

#[tokio::test]
#[ignore = "run by the test above, in an environment of its own"]
async fn in_the_child_process() {
    let url = env::var(URL).unwrap();
    assert_eq!(notify(&client(&one_name()), &url).await.unwrap(), 200);
    assert_eq!(
        reqwest::Client::builder().build().unwrap().get(&url).send().await.unwrap().status(),
        200
    );
}

/// A proxy that answers, and a client that trusts it.
fn behind(proxy: &Receiver) -> Client {
    let names = Names::default().with("egress.corp", &[&["127.0.0.1"]]);
    let url = format!("http://egress.corp:{}", proxy.port());
    let policy = live_record_notify::Policy::default();
    builder(&names).policy(policy).resolving_proxy(url).build().unwrap()
}

#[tokio::test]
async fn a_trusted_proxy_gets_the_whole_target() {
    let proxy = Receiver::start(OK);
    let client = behind(&proxy);
    // The name has no address here, and the proxy itself has a private one.
    assert_eq!(notify(&client, "http://hooks.example.com/a?key=1").await.unwrap(), 200);
    let request = &proxy.requests()[0];
    assert!(request.starts_with("POST http://hooks.example.com/a?key=1 HTTP/1.1\r\n"), "{request}");
    assert!(request.contains("\r\nhost: hooks.example.com\r\n"), "{request}");
}

#[tokio::test]
async fn a_trusted_proxy_tunnels_tls() {
    let proxy = Receiver::start("HTTP/1.1 403 no\r\ncontent-length: 0\r\n\r\n");
    let error = notify(&behind(&proxy), "https://hooks.example.com/").await.unwrap_err();
    assert_eq!(error.stage(), Stage::Connect);
    assert!(proxy.requests()[0].starts_with("CONNECT hooks.example.com:443 HTTP/1.1\r\n"));
}

#[tokio::test]
async fn a_trusted_proxy_is_asked_for_nothing_that_the_first_stage_refuses() {
    let proxy = Receiver::start(OK);
    let client = behind(&proxy);
    for (url, reason) in [
        ("http://10.0.0.1/", "private-use"),
        ("http://8.8.8.8/", "ip-literal"),
        ("http://[2606:4700::1111]/", "ip-literal"),
        ("http://localhost/", "special-use-name"),
        ("http://10.0.0.1.nip.io/", "spelled-address"),
    ] {
        let refused = NotifyUrl::parse_with(url, &client.policy()).unwrap_err();
        assert_eq!(refused.reason().id(), reason, "{url}");
    }
    // One that was stored by a policy that lets literals through.
    let stored = NotifyUrl::parse("http://8.8.8.8/").unwrap();
    let outcome = client.post_event(&stored, &()).send().await;
    assert_eq!(refusal(outcome), ("InvalidNotifyUrl.Unsafe", "ip-literal"));
    // What the policy allows by itself is another machine for the proxy.
    client.set_policy(crate::support::loopback()).unwrap();
    let stored = NotifyUrl::parse_with("http://127.0.0.1/", &crate::support::loopback()).unwrap();
    let outcome = client.post_event(&stored, &()).send().await;
    assert_eq!(refusal(outcome), ("InvalidNotifyUrl.Unsafe", "ip-literal"));
    proxy.assert_unreached();
}

#[tokio::test]
async fn a_redirect_behind_a_trusted_proxy_is_judged() {
    let proxy = Receiver::start(&redirect(307, "http://169.254.169.254/"));
    let outcome = notify(&behind(&proxy), "http://hooks.example.com/").await;
    assert_eq!(refusal(outcome), ("InvalidNotifyUrl.Unsafe", "cloud-metadata"));
    assert_eq!(proxy.requests().len(), 1);
}

#[test]
fn a_proxy_is_http() {
    for proxy in
        ["", "egress.corp:4750", "socks5://egress.corp", "socks5h://127.0.0.1:1", "ftp://a/"]
    {
        let outcome = Client::builder().resolving_proxy(proxy).build();
        assert!(matches!(outcome, Err(BuildError::Proxy)), "{proxy}");
    }
}
