//! Resolvers that answer what they are told, and clients that ask them.

use std::collections::HashMap;
use std::io;
use std::net::{SocketAddr, TcpListener};
use std::sync::{Arc, Mutex};

use live_record_notify::{NotifyUrl, Policy, Rule};
use live_record_notify_reqwest::{Builder, Client, Error, ErrorKind};
use reqwest::dns::{Addrs, Name, Resolve, Resolving};
use rustls::{ServerConfig, ServerConnection, StreamOwned};

pub(crate) use test_support::receiver::{EVENT, OK, Receiver, redirect};

/// A receiver that is spoken to through TLS.
pub(crate) fn tls_receiver(config: Arc<ServerConfig>, response: &str) -> Receiver {
    Receiver::behind(TcpListener::bind("127.0.0.1:0").unwrap(), response, move |stream| {
        StreamOwned::new(ServerConnection::new(Arc::clone(&config)).unwrap(), stream)
    })
}

/// Answers for each name, in turn; the last answer stays.
#[derive(Clone, Default)]
pub(crate) struct Names(Arc<Mutex<HashMap<String, Answers>>>);

struct Answers {
    asked: usize,
    answers: Vec<Vec<SocketAddr>>,
}

impl Names {
    pub(crate) fn with(self, name: &str, answers: &[&[&str]]) -> Self {
        let answers = answers
            .iter()
            .map(|answer| answer.iter().map(|a| SocketAddr::new(a.parse().unwrap(), 0)).collect())
            .collect();
        self.0.lock().unwrap().insert(name.to_owned(), Answers { asked: 0, answers });
        self
    }

    /// How often `name` was asked for.
    pub(crate) fn asked(&self, name: &str) -> usize {
        self.0.lock().unwrap()[name].asked
    }
}

impl Resolve for Names {
    fn resolve(&self, name: Name) -> Resolving {
        let mut names = self.0.lock().unwrap();
        let answer = match names.get_mut(name.as_str()) {
            Some(Answers { asked, answers }) => {
                *asked += 1;
                Ok(Box::new(answers[(*asked - 1).min(answers.len() - 1)].clone().into_iter())
                    as Addrs)
            }
            None => Err(io::Error::from(io::ErrorKind::NotFound).into()),
        };
        Box::pin(std::future::ready(answer))
    }
}

/// One name that is 127.0.0.1.
pub(crate) fn one_name() -> Names {
    Names::default().with("hooks.example.com", &[&["127.0.0.1"]])
}

/// A policy that lets loopback through.
pub(crate) fn loopback() -> Policy {
    allowing("127.0.0.0/8")
}

/// A policy that lets `network` through.
pub(crate) fn allowing(network: &str) -> Policy {
    Policy::default().allow_network(network.parse().unwrap()).unwrap()
}

/// A rule with what is given of the three dimensions.
pub(crate) fn rule(host: Option<&str>, network: Option<&str>, port: Option<u16>) -> Rule {
    let mut rule = Rule::new();
    if let Some(host) = host {
        rule = rule.with_hosts([host]).unwrap();
    }
    if let Some(network) = network {
        rule = rule.with_networks([network.parse().unwrap()]).unwrap();
    }
    if let Some(port) = port {
        rule = rule.with_ports([port]).unwrap();
    }
    rule
}

/// What a test's client is made of, under [`loopback`]. Loading the platform's certificates would
/// take longer than most tests.
pub(crate) fn builder(names: &Names) -> Builder {
    Client::builder().policy(loopback()).resolver(names.clone()).trust_only([])
}

pub(crate) fn client(names: &Names) -> Client {
    builder(names).build().unwrap()
}

/// POSTs [`EVENT`], and gives the status of the response.
pub(crate) async fn notify(client: &Client, url: &str) -> Result<u16, Error> {
    let url = parse(client, url);
    let event: serde_json::Value = serde_json::from_str(EVENT).unwrap();
    Ok(client.post_event(&url, &event).send().await?.status().as_u16())
}

/// `url`, which the client's policy lets through.
#[track_caller]
pub(crate) fn parse(client: &Client, url: &str) -> NotifyUrl {
    NotifyUrl::parse_with(url, &client.policy()).unwrap()
}

/// The code and the identifier of the reason of a refusal.
#[track_caller]
pub(crate) fn refusal<T: std::fmt::Debug>(
    outcome: Result<T, Error>,
) -> (&'static str, &'static str) {
    match outcome {
        Err(error) if error.refusal().is_some() => {
            let refusal = error.refusal().unwrap();
            (refusal.code().as_str(), refusal.reason().id())
        }
        other => panic!("{other:?}"),
    }
}

/// Whether time ran out.
pub(crate) fn timed_out<T>(outcome: &Result<T, Error>) -> bool {
    matches!(outcome, Err(error) if matches!(error.kind(), ErrorKind::TimedOut(_)))
}

/// What a naive client makes of the same call: it checks nothing and resolves as it is told.
pub(crate) async fn naive(url: &str, name: &str, address: &str) -> reqwest::Result<u16> {
    let client = reqwest::Client::builder().no_proxy().resolve(name, address.parse().unwrap());
    let response = client.build()?.post(url).body(EVENT).send().await?;
    Ok(response.status().as_u16())
}
