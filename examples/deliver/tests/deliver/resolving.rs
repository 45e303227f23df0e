//! What a resolver answers, and who is dialled.

use live_record_notify::Policy;
use live_record_notify_deliver::{Delivery, DeliveryError};

use crate::support::{Names, OK, Receiver, delivery, naive, notify, one_name, refusal};

/// A receiver at 127.0.0.2, which the policy lets through, and one at the same port of 127.0.0.1,
/// which it does not.
fn outside_and_inside() -> (Receiver, Receiver, Policy) {
    let outside = Receiver::at("127.0.0.2:0", OK);
    let inside = Receiver::at(&format!("127.0.0.1:{}", outside.port()), OK);
    let policy = Policy::default().allow_network("127.0.0.2/32".parse().unwrap()).unwrap();
    (outside, inside, policy)
}

#[tokio::test]
async fn an_answer_that_changes_reaches_nobody_else() {
    let (outside, inside, policy) = outside_and_inside();
    let names = Names::default().with("hooks.example.com", &[&["127.0.0.2"], &["127.0.0.1"]]);
    let url = format!("http://hooks.example.com:{}/", outside.port());
    let delivery = Delivery { policy, ..Delivery::new(names.clone()) };

    assert_eq!(notify(&delivery, &url).await.unwrap(), 200);
    assert_eq!(names.asked("hooks.example.com"), 1, "once a request, by us alone");
    assert_eq!(outside.requests().len(), 1);
    inside.assert_unreached();

    let again = notify(&delivery, &url).await;
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
        let delivery = Delivery { policy: policy.clone(), ..Delivery::new(names) };
        let outcome = notify(&delivery, &url).await;
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
    assert_eq!(notify(&delivery(&names), &url).await.unwrap(), 200);
    assert_eq!(receiver.requests().len(), 1);
}

#[tokio::test]
async fn an_empty_answer_is_no_verdict() {
    let names = Names::default().with("hooks.example.com", &[&[]]);
    let outcome = notify(&delivery(&names), "http://hooks.example.com/").await;
    assert_eq!(refusal(outcome), ("InternalError", "no-addresses"));
}

#[tokio::test]
async fn a_resolver_that_fails_is_no_verdict() {
    let outcome = notify(&delivery(&one_name()), "http://other.example.com/").await;
    assert!(matches!(outcome, Err(DeliveryError::Resolve(_))), "{outcome:?}");
}

/// Nobody is asked for the address of an address.
#[tokio::test]
async fn an_ip_literal_is_dialled_as_it_is() {
    let receiver = Receiver::start(OK);
    let url = format!("http://{}/", receiver.address);
    assert_eq!(notify(&delivery(&Names::default()), &url).await.unwrap(), 200);
    assert_eq!(receiver.requests().len(), 1);
}

/// The URL was stored under a policy that was looser than that of today.
#[tokio::test]
async fn a_stricter_policy_holds_for_stored_urls() {
    let receiver = Receiver::start(OK);
    let url = format!("http://hooks.example.com:{}/", receiver.port());
    let stored = live_record_notify::NotifyUrl::parse(&url).unwrap();
    let mut delivery = delivery(&one_name());
    delivery.policy = delivery.policy.require_https();
    let error = delivery.notify(&stored, &()).await.unwrap_err();
    assert_eq!(refusal(Err(error)), ("InvalidNotifyUrl.Unsafe", "https-required"));
    receiver.assert_unreached();
}
