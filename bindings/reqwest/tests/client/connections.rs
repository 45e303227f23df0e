//! How connections are shared, and when they are not.

use std::io::Write as _;
use std::sync::mpsc;
use std::sync::{Arc, Mutex};
use std::time::Duration;

use live_record_notify_reqwest::Stage;

use crate::server::{KEPT, Server};
use crate::support::{Names, allowing, builder, client, notify, one_name, refusal};

#[tokio::test]
async fn two_urls_of_one_host_share_a_connection() {
    let server = Server::saying(KEPT);
    let names = one_name();
    let client = client(&names);
    let port = server.port();
    for path in ["", "a", "b?key=1"] {
        let url = format!("http://hooks.example.com:{port}/{path}");
        assert_eq!(notify(&client.clone(), &url).await.unwrap(), 200);
    }
    assert_eq!((server.connections(), server.requests().len()), (1, 3));
    assert_eq!(names.asked("hooks.example.com"), 1);
}

/// Another name of the same address gets a connection of its own, since it is judged by itself.
#[tokio::test]
async fn two_hosts_share_none() {
    let server = Server::saying(KEPT);
    let names = one_name().with("other.example.com", &[&["127.0.0.1"]]);
    let client = client(&names);
    for name in ["hooks", "other", "hooks", "other"] {
        let url = format!("http://{name}.example.com:{}/", server.port());
        assert_eq!(notify(&client, &url).await.unwrap(), 200);
    }
    assert_eq!((server.connections(), server.requests().len()), (2, 4));
}

/// The connection was made while its address was allowed, and is idle.
#[tokio::test]
async fn a_connection_ends_with_the_policy_that_allowed_it() {
    let server = Server::saying(KEPT);
    let client = client(&one_name());
    let url = format!("http://hooks.example.com:{}/", server.port());
    assert_eq!(notify(&client, &url).await.unwrap(), 200);
    assert_eq!(notify(&client, &url).await.unwrap(), 200);
    assert_eq!((server.connections(), server.open()), (1, 1));

    let shared = client.clone();
    client.set_policy(allowing("127.0.0.2/32")).unwrap();
    for client in [client.clone(), shared] {
        let outcome = notify(&client, &url).await;
        assert_eq!(outcome.as_ref().unwrap_err().stage(), Stage::Resolve);
        assert_eq!(refusal(outcome), ("InvalidNotifyUrl.Unsafe", "loopback"));
    }
    assert_eq!(server.requests().len(), 2);
    for _ in 0..500 {
        if server.open() == 0 {
            break;
        }
        tokio::time::sleep(Duration::from_millis(10)).await;
    }
    assert_eq!(server.open(), 0, "nothing of the old pool is left");

    client.set_policy(crate::support::loopback()).unwrap();
    assert_eq!(notify(&client, &url).await.unwrap(), 200);
    assert_eq!(server.connections(), 2);
}

/// A policy that also refuses the name, and one that refuses the port.
#[tokio::test]
async fn a_new_policy_judges_each_part_of_a_url_anew() {
    let server = Server::saying(KEPT);
    let client = client(&one_name());
    let url = format!("http://hooks.example.com:{}/", server.port());
    let stored = crate::support::parse(&client, &url);
    assert_eq!(notify(&client, &url).await.unwrap(), 200);
    let loopback = crate::support::loopback;
    for (policy, reason) in [
        (loopback().deny_host(".example.com").unwrap(), "host-denied"),
        (loopback().allow_ports([443]).unwrap(), "port-not-allowed"),
        (loopback().require_https(), "https-required"),
    ] {
        client.set_policy(policy).unwrap();
        let outcome = client.post_event(&stored, &()).send().await;
        assert_eq!(outcome.as_ref().unwrap_err().stage(), Stage::Url);
        assert_eq!(refusal(outcome), ("InvalidNotifyUrl.Unsafe", reason));
    }
    assert_eq!(server.requests().len(), 1);
}

/// A call on its way when the policy changes ends where it was going, and goes no further.
#[tokio::test]
async fn a_redirect_is_judged_by_the_policy_of_its_moment() {
    let (go, gone) = mpsc::channel::<()>();
    let gone = Mutex::new(gone);
    let (arrived, mut arrival) = tokio::sync::mpsc::unbounded_channel();
    let server = Server::start("127.0.0.1:0", move |_, stream| {
        arrived.send(()).unwrap();
        gone.lock().unwrap().recv().unwrap();
        stream.write_all(b"HTTP/1.1 307 x\r\nlocation: /again\r\ncontent-length: 0\r\n\r\n")
    });
    let client = Arc::new(client(&one_name()));
    let url = format!("http://hooks.example.com:{}/", server.port());
    let call = tokio::spawn({
        let client = Arc::clone(&client);
        async move { notify(&client, &url).await }
    });
    arrival.recv().await.unwrap();
    client.set_policy(allowing("127.0.0.2/32")).unwrap();
    go.send(()).unwrap();
    let error = call.await.unwrap().unwrap_err();
    assert_eq!(error.redirects(), 1);
    assert_eq!(refusal::<()>(Err(error)), ("InvalidNotifyUrl.Unsafe", "loopback"));
    assert_eq!(server.requests().len(), 1);
}

/// The answer changes while the connection is kept: nobody is dialled, so nobody is judged.
#[tokio::test]
async fn a_kept_connection_is_not_resolved_again() {
    let server = Server::saying(KEPT);
    let names = Names::default().with("hooks.example.com", &[&["127.0.0.1"], &["10.0.0.1"]]);
    let url = format!("http://hooks.example.com:{}/", server.port());
    let client = client(&names);
    for _ in 0..3 {
        assert_eq!(notify(&client, &url).await.unwrap(), 200);
    }
    assert_eq!(names.asked("hooks.example.com"), 1);

    // The neighbour: without kept connections each call is judged by its own answer.
    let client = builder(&names).pool_max_idle_per_host(0).build().unwrap();
    assert_eq!(refusal(notify(&client, &url).await), ("InvalidNotifyUrl.Unsafe", "private-use"));
}
