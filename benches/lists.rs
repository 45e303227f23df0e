//! Long lists of a policy, and URLs of which about every second one is on the list.

use std::net::IpAddr;

use ipnet::IpNet;
use live_record_notify::{Policy, PolicyError};

use crate::random::Random;

/// The numbers of entries, and of addresses, that are compared.
pub const SIZES: [usize; 3] = [10, 1_000, 100_000];

/// What stands on a list.
#[derive(Clone, Copy)]
pub struct List {
    pub name: &'static str,
    verb: Verb,
    entries: Entries,
}

#[derive(Clone, Copy, PartialEq)]
enum Verb {
    Deny,
    Allow,
}

#[derive(Clone, Copy)]
enum Entries {
    /// Names of two to four labels below one of these suffixes, every second one with all below it.
    Names(&'static [&'static str]),
    /// Networks inside this one: of this length, or every second one a single address.
    Networks { within: &'static str, length: u8, or_single: bool },
}

/// Only names and addresses that the built-in rules refuse are looked for among the allowed ones.
#[rustfmt::skip]
pub const LISTS: [List; 8] = [
    List { name: "deny_host, many suffixes", verb: Verb::Deny, entries: Entries::Names(PUBLIC_SUFFIXES) },
    List { name: "deny_host, one suffix", verb: Verb::Deny, entries: Entries::Names(&["edge.eu-west.cdn.example.com"]) },
    List { name: "allow_host, many suffixes", verb: Verb::Allow, entries: Entries::Names(PRIVATE_SUFFIXES) },
    List { name: "allow_host, one suffix", verb: Verb::Allow, entries: Entries::Names(&["svc.production.cluster.local"]) },
    List { name: "deny_network, IPv4", verb: Verb::Deny, entries: Entries::Networks { within: "64.0.0.0/3", length: 24, or_single: true } },
    List { name: "deny_network, IPv6", verb: Verb::Deny, entries: Entries::Networks { within: "2600::/12", length: 48, or_single: false } },
    List { name: "allow_network, IPv4", verb: Verb::Allow, entries: Entries::Networks { within: "10.0.0.0/8", length: 28, or_single: true } },
    List { name: "allow_network, IPv6", verb: Verb::Allow, entries: Entries::Networks { within: "fd00::/8", length: 48, or_single: false } },
];

#[rustfmt::skip]
const PUBLIC_SUFFIXES: &[&str] = &[
    "com", "net", "org", "info", "top", "xyz", "online", "site", "shop", "ru", "cn", "de", "com.br", "co.uk",
    "pages.dev", "workers.dev", "duckdns.org", "blogspot.com", "web.app", "github.io", "s3.amazonaws.com",
];
const PRIVATE_SUFFIXES: &[&str] =
    &["corp", "home", "lan", "intranet", "internal", "private", "local", "home.arpa"];

impl List {
    /// The first `count` entries, in random but fixed order.
    #[must_use]
    pub fn entries(&self, count: usize) -> Vec<String> {
        let mut random = Random::from_seed(1);
        (0..count).map(|_| self.entries.random(&mut random)).collect()
    }

    /// # Errors
    ///
    /// None with [`entries`](Self::entries).
    pub fn policy(&self, entries: &[String]) -> Result<Policy, PolicyError> {
        entries.iter().try_fold(Policy::default(), |policy, entry| {
            match (self.verb, entry.parse()) {
                (Verb::Deny, Ok(network)) => policy.deny_network(network),
                (Verb::Allow, Ok(network)) => policy.allow_network(network),
                (Verb::Deny, Err(_)) => policy.deny_host(entry),
                (Verb::Allow, Err(_)) => policy.allow_host(entry),
            }
        })
    }

    /// `count` URLs in random but fixed order, as many of which have a host of one of `entries` as
    /// have a host like these that is on no list.
    #[must_use]
    pub fn urls(&self, entries: &[String], count: usize) -> Vec<String> {
        let mut random = Random::from_seed(2);
        let url = |_| {
            let is_listed = random.below(2) == 0;
            let entry = if is_listed {
                entries[random.below(entries.len())].clone()
            } else {
                self.entries.random(&mut random)
            };
            match host_in(&entry, &mut random) {
                Ok(IpAddr::V6(address)) => format!("http://[{address}]/callback"),
                Ok(IpAddr::V4(address)) => format!("http://{address}/callback"),
                Err(name) => format!("http://{name}/callback"),
            }
        };
        (0..count).map(url).collect()
    }

    /// The key of the list in a file.
    #[must_use]
    pub fn key(&self) -> &'static str {
        self.name.split_once(',').map_or(self.name, |(key, _)| key)
    }
}

impl Entries {
    fn random(self, random: &mut Random) -> String {
        match self {
            Self::Names(suffixes) => {
                let dot = random.one_of(&["", "."]);
                let below = if random.below(4) == 0 { label(random) + "." } else { String::new() };
                format!("{dot}{below}{}.{}", label(random), random.one_of(suffixes))
            }
            Self::Networks { within, length, or_single } => {
                let address = random.address_in(network(within));
                if or_single && random.below(2) == 0 {
                    return IpNet::from(address).to_string();
                }
                IpNet::new(address, length).expect("no longer than an address").trunc().to_string()
            }
        }
    }
}

/// A name or an address that `entry` is about.
fn host_in(entry: &str, random: &mut Random) -> Result<IpAddr, String> {
    if let Ok(network) = entry.parse() {
        return Ok(random.address_in(network));
    }
    Err(match entry.strip_prefix('.') {
        Some(name) if random.below(2) == 0 => format!("{}.{name}", label(random)),
        Some(name) => name.to_owned(),
        None => entry.to_owned(),
    })
}

/// Six to fourteen letters and digits, the first of them a letter.
fn label(random: &mut Random) -> String {
    let letters: Vec<char> = ('a'..='z').chain('0'..='9').collect();
    let length = 5 + random.below(9);
    let first = random.one_of(&letters[..26]);
    std::iter::once(first).chain((0..length).map(|_| random.one_of(&letters))).collect()
}

/// Different public addresses of both families, as a resolver could answer.
#[must_use]
pub fn answer(count: usize) -> Vec<IpAddr> {
    let mut random = Random::from_seed(3);
    let networks = ["64.0.0.0/3", "2600::/12"].map(network);
    let address = |_| {
        let network = random.one_of(&networks);
        random.address_in(network)
    };
    (0..count).map(address).collect()
}

fn network(text: &str) -> IpNet {
    text.parse().expect("a network")
}
