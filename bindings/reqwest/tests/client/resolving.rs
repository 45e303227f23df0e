//! What a resolver answers, and who is dialled.

use std::future;
use std::net::SocketAddr;
use std::time::Duration;

use live_record_notify::Policy;
use live_record_notify_reqwest::{Client, ErrorKind, Stage};
use reqwest::dns::{Addrs, Name, Resolve, Resolving};

use crate::support::{
    Names, OK, Receiver, allowing, builder, client, loopback, naive, notify, one_name, refusal,
    timed_out,
};

/// A receiver at 127.0.0.2, which the policy lets through, and one at the same port of 127.0.0.1,
/// which it does not.
fn outside_and_inside() -> (Receiver, Receiver, Policy) {
    let outside = Receiver::at("127.0.0.2:0", OK);
    let inside = Receiver::at(&format!("127.0.0.1:{}", outside.port()), OK);
    let policy = allowing("127.0.0.2/32");
    (outside, inside, policy)
}

#[tokio::test]
async fn an_answer_that_changes_reaches_nobody_else() {
    let (outside, inside, policy) = outside_and_inside();
    let names = Names::default().with("hooks.example.com", &[&["127.0.0.2"], &["127.0.0.1"]]);
    let url = format!("http://hooks.example.com:{}/", outside.port());
    let client = builder(&names).policy(policy).build().unwrap();

    assert_eq!(notify(&client, &url).await.unwrap(), 200);
    assert_eq!(names.asked("hooks.example.com"), 1, "once a request, by us alone");
    assert_eq!(outside.requests().len(), 1);
    inside.assert_unreached();

    let again = notify(&client, &url).await;
    assert_eq!(refusal(again), ("InvalidNotifyUrl.Unsafe", "loopback"));
    assert_eq!(outside.requests().len(), 1);
}

/// The neighbour of the test above: the naive client resolves once to look and once to dial.
#[tokio::test]
async fn a_naive_client_follows_an_answer_that_changes() {
    let (outside, inside, _) = outside_and_inside();
    let url = format!("http://hooks.example.com:{}/", outside.port());
    assert_eq!(naive(&url, "hooks.example.com", &inside.address.to_string()).await.unwrap(), 200);
    assert_eq!(inside.requests().len(), 1);
}

#[tokio::test]
async fn a_mixed_answer_reaches_nobody() {
    let (outside, inside, policy) = outside_and_inside();
    let url = format!("http://hooks.example.com:{}/", outside.port());
    for answer in [
        ["127.0.0.2", "127.0.0.1"],
        ["127.0.0.1", "127.0.0.2"],
        ["127.0.0.2", "::1"],
        ["127.0.0.2", "::ffff:127.0.0.1"],
    ] {
        let names = Names::default().with("hooks.example.com", &[&answer]);
        let client = builder(&names).policy(policy.clone()).build().unwrap();
        let outcome = notify(&client, &url).await;
        assert_eq!(refusal(outcome), ("InvalidNotifyUrl.Unsafe", "loopback"), "{answer:?}");
    }
    outside.assert_unreached();
    inside.assert_unreached();
}

#[tokio::test]
async fn an_answer_of_several_addresses_is_tried_in_order() {
    let receiver = Receiver::start(OK);
    // Nobody listens at the first.
    let names = Names::default().with("hooks.example.com", &[&["127.0.0.9", "127.0.0.1"]]);
    let url = format!("http://hooks.example.com:{}/", receiver.port());
    assert_eq!(notify(&client(&names), &url).await.unwrap(), 200);
    assert_eq!(receiver.requests().len(), 1);
}

/// Both families, in either order, of which nobody listens at one.
#[tokio::test]
async fn an_answer_of_both_families_is_dialled() {
    let receiver = Receiver::start(OK);
    let url = format!("http://hooks.example.com:{}/", receiver.port());
    for answer in [["::1", "127.0.0.1"], ["127.0.0.1", "::1"], ["::ffff:127.0.0.1", "127.0.0.9"]] {
        let names = Names::default().with("hooks.example.com", &[&answer]);
        let client = builder(&names).policy(Policy::default().allow_loopback()).build().unwrap();
        assert_eq!(notify(&client, &url).await.unwrap(), 200, "{answer:?}");
    }
    assert_eq!(receiver.requests().len(), 3);
}

#[tokio::test]
async fn an_empty_answer_is_no_verdict() {
    let names = Names::default().with("hooks.example.com", &[&[]]);
    let outcome = notify(&client(&names), "http://hooks.example.com/").await;
    assert_eq!(refusal(outcome), ("InternalError", "no-addresses"));
}

#[tokio::test]
async fn a_resolver_that_fails_is_no_verdict() {
    let outcome = notify(&client(&one_name()), "http://other.example.com/").await;
    assert!(matches!(outcome.as_ref().unwrap_err().kind(), ErrorKind::Resolver(_)), "{outcome:?}");
}

/// Nobody is asked for the address of an address.
#[tokio::test]
async fn an_ip_literal_is_dialled_as_it_is() {
    let receiver = Receiver::start(OK);
    let url = format!("http://{}/", receiver.address);
    assert_eq!(notify(&client(&Names::default()), &url).await.unwrap(), 200);
    assert_eq!(receiver.requests().len(), 1);
}

/// The URL was stored under a policy that was looser than that of today.
#[tokio::test]
async fn a_stricter_policy_holds_for_stored_urls() {
    let receiver = Receiver::start(OK);
    let url = format!("http://hooks.example.com:{}/", receiver.port());
    let stored = live_record_notify::NotifyUrl::parse(&url).unwrap();
    let client = builder(&one_name()).policy(loopback().require_https()).build().unwrap();
    let outcome = client.post_event(&stored, &()).send().await;
    assert_eq!(refusal(outcome), ("InvalidNotifyUrl.Unsafe", "https-required"));
    receiver.assert_unreached();
}

/// The name of a hop, and what a resolver makes of it.
struct Answering<F>(F);

impl<F: Fn() -> Resolving + Send + Sync> Resolve for Answering<F> {
    fn resolve(&self, _: Name) -> Resolving {
        (self.0)()
    }
}

fn asking(resolving: impl Fn() -> Resolving + Send + Sync + 'static) -> Client {
    let builder = Client::builder().policy(loopback()).trust_only([]);
    builder.resolver(Answering(resolving)).timeout(Duration::from_secs(2)).build().unwrap()
}

#[tokio::test]
async fn an_answer_that_comes_too_late_is_not_dialled() {
    let receiver = Receiver::start(OK);
    let client = asking(|| {
        Box::pin(async {
            tokio::time::sleep(Duration::from_secs(3)).await;
            Ok(Box::new([SocketAddr::from(([127, 0, 0, 1], 0))].into_iter()) as Addrs)
        })
    });
    let url = format!("http://hooks.example.com:{}/", receiver.port());
    let outcome = notify(&client, &url).await;
    assert!(timed_out(&outcome), "{outcome:?}");
    assert_eq!(outcome.unwrap_err().stage(), Stage::Resolve);
    tokio::time::sleep(Duration::from_millis(1500)).await;
    receiver.assert_unreached();
}

#[tokio::test]
async fn an_answer_without_end_is_refused() {
    let client = asking(|| {
        let forever = std::iter::repeat(SocketAddr::from(([127, 0, 0, 1], 0)));
        Box::pin(future::ready(Ok(Box::new(forever) as Addrs)))
    });
    let outcome = notify(&client, "http://hooks.example.com/").await;
    assert_eq!(refusal(outcome), ("InvalidNotifyUrl.Unsafe", "too-many-addresses"));
}

/// The port is that of the URL, which the policy has judged.
#[tokio::test]
async fn a_port_in_an_answer_is_ignored() {
    let (receiver, other) = (Receiver::start(OK), Receiver::start(OK));
    let elsewhere = other.address;
    let client =
        asking(move || Box::pin(future::ready(Ok(Box::new([elsewhere].into_iter()) as Addrs))));
    let url = format!("http://hooks.example.com:{}/", receiver.port());
    assert_eq!(notify(&client, &url).await.unwrap(), 200);
    assert_eq!(receiver.requests().len(), 1);
    other.assert_unreached();
}

/// A dozen calls at once, each of which is told about its own host alone.
#[tokio::test]
async fn calls_at_the_same_time_are_judged_apart() {
    let receiver = Receiver::start(OK);
    let names = one_name().with("inside.example.com", &[&["10.0.0.1"]]);
    let client = client(&names);
    let mut calls = tokio::task::JoinSet::new();
    for call in 0..12 {
        let (client, port) = (client.clone(), receiver.port());
        let name = if call % 2 == 0 { "hooks.example.com" } else { "inside.example.com" };
        calls.spawn(async move {
            (call, notify(&client, &format!("http://{name}:{port}/{call}")).await)
        });
    }
    while let Some(done) = calls.join_next().await {
        match done.unwrap() {
            (call, outcome) if call % 2 == 0 => assert_eq!(outcome.unwrap(), 200),
            (_, outcome) => {
                assert_eq!(refusal(outcome), ("InvalidNotifyUrl.Unsafe", "private-use"));
            }
        }
    }
    assert_eq!(receiver.requests().len(), 6);
}

#[cfg(feature = "hickory")]
#[test]
fn the_resolver_of_hickory_can_be_made_before_the_runtime() {
    // Nothing panics; whether the system has a configuration is another matter.
    let _ = live_record_notify_reqwest::HickoryResolver::from_system();
}

#[cfg(feature = "hickory")]
#[tokio::test]
async fn the_resolver_of_hickory_is_wrapped_too() {
    let Ok(resolver) = live_record_notify_reqwest::HickoryResolver::from_system() else {
        eprintln!("skipped: the system has no name servers configured");
        return;
    };
    let policy = Policy::default().allow_host("localhost").unwrap();
    let client = Client::builder().policy(policy).trust_only([]).resolver(resolver);
    // RFC 6761 §6.3: every resolver knows the name without a question to anybody.
    let outcome = notify(&client.build().unwrap(), "http://localhost/").await;
    assert_eq!(refusal(outcome), ("InvalidNotifyUrl.Unsafe", "loopback"));
}
