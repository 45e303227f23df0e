//! Rules of a policy in each of their dimensions, asked where the connection is made.
//!
//! The resolver of `reqwest` is told a name alone; that all of a rule counts is what these show.

use live_record_notify::Policy;

use crate::support::{Names, OK, Receiver, allowing, builder, loopback, notify, refusal, rule};

/// Two hosts at two addresses, each with a receiver at either of two ports.
struct Grid {
    names: Names,
    ports: [u16; 2],
    receivers: Vec<Receiver>,
}

const NAMES: [&str; 2] = ["a.example.com", "b.example.com"];
const ADDRESSES: [&str; 2] = ["127.0.0.2", "127.0.0.3"];

impl Grid {
    fn start() -> Self {
        let first = [Receiver::at("127.0.0.2:0", OK), Receiver::at("127.0.0.2:0", OK)];
        let ports = [first[0].port(), first[1].port()];
        let second = ports.map(|port| Receiver::at(&format!("127.0.0.3:{port}"), OK));
        let names =
            Names::default().with(NAMES[0], &[&[ADDRESSES[0]]]).with(NAMES[1], &[&[ADDRESSES[1]]]);
        Self { names, ports, receivers: first.into_iter().chain(second).collect() }
    }

    /// Which of the four calls `policy` lets through, in the order a:0 a:1 b:0 b:1; the others are
    /// refused, and reach nobody.
    async fn let_through(&self, policy: Policy) -> [bool; 4] {
        let client = builder(&self.names).policy(policy.clone()).build().unwrap();
        let mut through = [false; 4];
        for (at, receiver) in self.receivers.iter().enumerate() {
            let url = format!("http://{}:{}/", NAMES[at / 2], self.ports[at % 2]);
            let before = receiver.requests().len();
            // What was stored under another policy is called by this one.
            let stored = live_record_notify::NotifyUrl::parse(&url).unwrap();
            let outcome = client.post_event(&stored, &()).send().await;
            through[at] = outcome.is_ok();
            if outcome.is_err() {
                assert_eq!(refusal(outcome).0, "InvalidNotifyUrl.Unsafe", "{url}");
            }
            assert_eq!(receiver.requests().len(), before + usize::from(through[at]), "{url}");
        }
        through
    }
}

#[tokio::test]
async fn an_allow_opens_what_its_rule_says_and_no_more() {
    let grid = Grid::start();
    let (a, network, port) = (Some(NAMES[0]), Some("127.0.0.2/32"), Some(grid.ports[0]));
    for (rule, expected) in [
        // The hosts are public names, and their addresses are not.
        (rule(a, None, None), [false, false, false, false]),
        (rule(a, None, port), [false, false, false, false]),
        (rule(None, network, None), [true, true, false, false]),
        (rule(None, Some("127.0.0.0/8"), None), [true, true, true, true]),
        (rule(a, Some("127.0.0.0/8"), None), [true, true, false, false]),
        (rule(None, Some("127.0.0.0/8"), port), [true, false, true, false]),
        (rule(a, network, port), [true, false, false, false]),
        (rule(Some(NAMES[1]), network, port), [false, false, false, false]),
    ] {
        let policy = Policy::default().allow(rule.clone()).unwrap();
        assert_eq!(grid.let_through(policy).await, expected, "{rule:?}");
    }
}

/// Ports alone open what is shut to everybody: those that WHATWG Fetch blocks, such as 10080.
#[tokio::test]
async fn an_allow_opens_a_bad_port() {
    let receiver = Receiver::at("127.0.0.77:10080", OK);
    let names = Names::default().with(NAMES[0], &[&["127.0.0.77"]]);
    let url = format!("http://{}:10080/", NAMES[0]);
    for (opened, is_let_through) in [
        (rule(None, None, Some(10080)), true),
        (rule(Some(NAMES[0]), None, Some(10080)), true),
        (rule(Some(NAMES[1]), None, Some(10080)), false),
        (rule(Some(NAMES[0]), Some("127.0.0.77/32"), Some(10080)), true),
        (rule(Some(NAMES[0]), Some("127.0.0.78/32"), Some(10080)), false),
    ] {
        let client = builder(&names).policy(loopback().allow(opened.clone()).unwrap());
        let client = client.build().unwrap();
        let everywhere = loopback().allow(rule(None, None, Some(10080))).unwrap();
        let stored = live_record_notify::NotifyUrl::parse_with(&url, &everywhere).unwrap();
        let before = receiver.requests().len();
        let outcome = client.post_event(&stored, &()).send().await;
        assert_eq!(outcome.is_ok(), is_let_through, "{opened:?}");
        if outcome.is_err() {
            assert_eq!(refusal(outcome), ("InvalidNotifyUrl.Unsafe", "bad-port"), "{opened:?}");
        }
        assert_eq!(receiver.requests().len(), before + usize::from(is_let_through), "{opened:?}");
    }
}

#[tokio::test]
async fn a_denial_shuts_what_its_rule_says_and_no_more() {
    let grid = Grid::start();
    let (a, network, port) = (Some(NAMES[0]), Some("127.0.0.2/32"), Some(grid.ports[0]));
    for (rule, expected) in [
        (rule(a, None, None), [false, false, true, true]),
        (rule(None, network, None), [false, false, true, true]),
        (rule(None, None, port), [false, true, false, true]),
        (rule(a, network, None), [false, false, true, true]),
        (rule(a, None, port), [false, true, true, true]),
        (rule(None, network, port), [false, true, true, true]),
        (rule(a, network, port), [false, true, true, true]),
        (rule(Some(NAMES[1]), network, port), [true, true, true, true]),
    ] {
        let policy = loopback().deny(rule.clone()).unwrap();
        assert_eq!(grid.let_through(policy).await, expected, "{rule:?}");
    }
}

#[tokio::test]
async fn only_shuts_what_its_rule_leaves_out() {
    let grid = Grid::start();
    let (a, network, port) = (Some(NAMES[0]), Some("127.0.0.2/32"), Some(grid.ports[0]));
    for (rule, expected) in [
        (rule(a, None, None), [true, true, false, false]),
        (rule(None, network, None), [true, true, false, false]),
        (rule(None, None, port), [true, false, true, false]),
        (rule(a, network, port), [true, false, false, false]),
        (rule(Some(NAMES[1]), network, None), [false, false, false, false]),
    ] {
        let policy = loopback().only(rule.clone()).unwrap();
        assert_eq!(grid.let_through(policy).await, expected, "{rule:?}");
    }
}

/// IP literals never reach a resolver; their rules count all the same.
#[tokio::test]
async fn rules_count_for_ip_literals() {
    let receiver = Receiver::start(OK);
    let (url, port) = (format!("http://{}/", receiver.address), receiver.port());
    let refused = loopback().deny(rule(None, Some("127.0.0.1/32"), Some(port))).unwrap();
    let stored = live_record_notify::NotifyUrl::parse_with(&url, &loopback()).unwrap();
    let client = builder(&Names::default()).policy(refused).build().unwrap();
    let outcome = client.post_event(&stored, &()).send().await;
    assert_eq!(refusal(outcome), ("InvalidNotifyUrl.Unsafe", "network-denied"));
    receiver.assert_unreached();
    client.set_policy(allowing("127.0.0.1/32")).unwrap();
    assert_eq!(notify(&client, &url).await.unwrap(), 200);
}
