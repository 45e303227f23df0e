//! 30 calls a second for each user.
//!
//! The bucket fills while calls are made, so how many pass depends on how long they take. That it
//! is at least a second's calls, and no more than that and what time has filled, does not.

use std::net::SocketAddr;
use std::time::Instant;

use live_record_notify::Operation;

use crate::support::{InProcess, Response, add, at_once, get, post, v1};

const CALLS: usize = 300;
const THROTTLED: &str = "Throttling.User";

/// What `call` makes of each number below [`CALLS`], ten at a time, and how many could pass.
fn flood<R: Clone + Send + 'static>(
    call: impl Fn(usize) -> R + Clone + Send + 'static,
) -> (Vec<R>, usize) {
    let per_second = Operation::AddLiveRecordNotifyConfig.calls_per_second() as usize;
    let start = Instant::now();
    let outcomes = at_once((0..10).collect(), move |client: usize| {
        (0..CALLS / 10).map(|n| call(client * CALLS / 10 + n)).collect::<Vec<_>>()
    });
    let filled = per_second * usize::try_from(start.elapsed().as_millis()).unwrap() / 1000 + 1;
    (outcomes.concat(), per_second + filled)
}

/// That as many calls passed as may, and the others were refused as documented.
#[track_caller]
fn check(responses: &[Response], most: usize) {
    let per_second = Operation::AddLiveRecordNotifyConfig.calls_per_second() as usize;
    let (throttled, passed): (Vec<_>, Vec<_>) =
        responses.iter().partition(|response| response.outcome().1 == THROTTLED);
    assert!(passed.iter().all(|response| response.outcome().1 == "MissingDomainName"));
    assert!(passed.len() >= per_second, "{} of {CALLS} passed", passed.len());
    assert!(passed.len() <= most, "{} passed where {most} may", passed.len());
    for response in throttled {
        assert_eq!(response.status, 400);
        assert_eq!(response.json("Message"), "Request was denied due to user flow control.");
    }
}

fn call_v1(address: SocketAddr) -> Response {
    get(address, &v1("me"))
}

fn call_v3(address: SocketAddr) -> Response {
    let headers = [
        "x-acs-action: AddLiveRecordNotifyConfig",
        "x-acs-version: 2016-11-01",
        "authorization: ACS3-HMAC-SHA256 Credential=me,SignedHeaders=host,Signature=00",
    ];
    post(address, "", &headers, "")
}

#[test]
fn calls_beyond_thirty_a_second_are_throttled() {
    let server = InProcess::start();
    let address = server.address;
    let (responses, most) = flood(move |_| call_v1(address));
    check(&responses, most);
    let other = get(address, &v1("you"));
    assert_eq!(other.outcome().1, "MissingDomainName", "another user's bucket is full");
}

#[test]
fn both_generations_of_clients_share_a_users_limit() {
    let address = InProcess::start().address;
    let call =
        move |n: usize| if n.is_multiple_of(2) { call_v1(address) } else { call_v3(address) };
    let (responses, most) = flood(call);
    check(&responses, most);
}

#[test]
fn a_throttled_call_stores_nothing() {
    let server = InProcess::start();
    let address = server.address;
    let (outcomes, most) = flood(move |n| {
        let domain_name = format!("{n}.example.com");
        (get(address, &add("me", &domain_name)).outcome().1, domain_name)
    });
    let mut stored = 0;
    for (code, domain_name) in outcomes {
        let is_stored = server.stored(&domain_name).is_some();
        assert_eq!(is_stored, code.is_empty(), "{domain_name}: {code}");
        assert!(is_stored || code == THROTTLED, "{domain_name}: {code}");
        stored += usize::from(is_stored);
    }
    assert!(stored <= most, "{stored} stored where {most} may be");
}
