//! What is asked: addresses, URLs, and answers of resolvers, in groups.

use std::collections::HashSet;
use std::net::{IpAddr, Ipv4Addr};

use ipnet::IpNet;
use test_support::row::Row as Conformance;
use test_support::{data, url_of};

use crate::truth::{self, CARRIERS, Truth};

pub struct Row {
    pub group: Group,
    pub question: Question,
    pub truth: Truth,
}

pub enum Question {
    /// Is it public?
    Address(IpAddr),
    /// May it be called, if a resolver gives these addresses for its host, should that be a name?
    Url(String, Vec<IpAddr>),
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Group {
    Edges,
    Metadata,
    Carriers,
    VectorAddresses,
    Literals,
    VectorUrls,
    Reqwest,
    OtherClients,
    OtherUrls,
    Alone,
    Mixed,
    SecondStage,
}

impl Group {
    pub const ADDRESSES: [Self; 4] =
        [Self::Edges, Self::Metadata, Self::Carriers, Self::VectorAddresses];
    pub const URLS: [Self; 5] =
        [Self::Literals, Self::VectorUrls, Self::Reqwest, Self::OtherClients, Self::OtherUrls];
    pub const ANSWERS: [Self; 3] = [Self::Alone, Self::Mixed, Self::SecondStage];

    pub fn name(self) -> &'static str {
        match self {
            Self::Edges => "edges",
            Self::Metadata => "metadata",
            Self::Carriers => "carriers",
            Self::VectorAddresses => "vectors, addresses",
            Self::Literals => "literals",
            Self::VectorUrls => "vectors, URLs",
            Self::Reqwest => "clients: reqwest",
            Self::OtherClients => "clients: others",
            Self::OtherUrls => "other URLs",
            Self::Alone => "alone",
            Self::Mixed => "behind a public one",
            Self::SecondStage => "second stage",
        }
    }

    pub fn meaning(self) -> &'static str {
        match self {
            Self::Edges => {
                "each row of IANA's registries of special-purpose addresses: its first and its last \
                 address, the one before and the one after"
            }
            Self::Metadata => "the addresses of metadata services, `tests/data/cloud-metadata.tsv`",
            Self::Carriers => "IPv6 addresses that carry an IPv4 address, in seven forms",
            Self::VectorAddresses => {
                "the addresses in the tests of fourteen projects, `tests/data/vectors.tsv`"
            }
            Self::Literals => "the addresses of the first three groups, each as the host of a URL",
            Self::VectorUrls => "the URLs and host names of the same file",
            Self::Reqwest => {
                "the texts that `reqwest`, which reads with `url`, carried to the machine itself, \
                 `tests/data/clients.tsv`"
            }
            Self::OtherClients => {
                "the texts that other clients carried there, and `reqwest` did not. Asked of those that \
                 judge a text which somebody else then sends"
            }
            Self::OtherUrls => {
                "the other URLs of `tests/data/verdicts.jsonl` that are asked without a policy of this \
                 crate: the URL Standard's tests and this crate's own"
            }
            Self::Alone => {
                "the addresses of the first three groups, each as all that a resolver answers"
            }
            Self::Mixed => "each of them behind a public address",
            Self::SecondStage => {
                "the rows with addresses of `tests/data/verdicts.jsonl` that are asked without a policy"
            }
        }
    }
}

/// The host of the URLs whose answers are judged, and a public address that it could have.
const NAMED: &str = "https://hooks.example.com/";
const PUBLIC: IpAddr = IpAddr::V4(Ipv4Addr::new(8, 8, 8, 8));

pub fn all() -> Vec<Row> {
    let mut rows = Rows::default();
    let hard = [
        (Group::Edges, registered_edges()),
        (Group::Metadata, truth::metadata_addresses().collect()),
        (Group::Carriers, carried()),
    ];
    for (group, addresses) in &hard {
        for address in addresses {
            rows.address(*group, *address, truth::of_address(*address));
        }
    }
    // What a client was seen to do says more than what projects agree on.
    clients(&mut rows);
    vectors(&mut rows);
    let mut literals: Vec<IpAddr> = vec![];
    literals.extend(hard.iter().flat_map(|(_, addresses)| addresses));
    for address in &literals {
        rows.url(Group::Literals, &url_of(*address), truth::of_address(*address));
    }
    conformance(&mut rows);
    for address in literals {
        let truth = truth::of_address(address);
        rows.answer(Group::Alone, NAMED, vec![address], truth.clone());
        rows.answer(Group::Mixed, NAMED, vec![PUBLIC, address], truth);
    }
    rows.list
}

/// The rows so far. What is asked twice is in the group that was first.
#[derive(Default)]
struct Rows {
    list: Vec<Row>,
    addresses: HashSet<IpAddr>,
    urls: HashSet<String>,
    answers: HashSet<(String, Vec<IpAddr>)>,
}

impl Rows {
    fn address(&mut self, group: Group, address: IpAddr, truth: Truth) {
        if self.addresses.insert(address) {
            self.list.push(Row { group, question: Question::Address(address), truth });
        }
    }

    fn url(&mut self, group: Group, text: &str, truth: Truth) {
        if self.urls.insert(text.to_owned()) {
            let question = Question::Url(text.to_owned(), truth::answer_for(text));
            self.list.push(Row { group, question, truth });
        }
    }

    fn answer(&mut self, group: Group, text: &str, answer: Vec<IpAddr>, truth: Truth) {
        if self.answers.insert((text.to_owned(), answer.clone())) {
            let question = Question::Url(text.to_owned(), answer);
            self.list.push(Row { group, question, truth });
        }
    }
}

fn registered_edges() -> Vec<IpAddr> {
    truth::registered_blocks().flat_map(edges).collect()
}

/// The first and the last address of a block, the one before and the one after.
fn edges(block: IpNet) -> Vec<IpAddr> {
    match block {
        IpNet::V4(block) => {
            let (first, last) = (block.network().to_bits(), block.broadcast().to_bits());
            let all = [first.checked_sub(1), Some(first), Some(last), last.checked_add(1)];
            all.into_iter().flatten().map(|bits| Ipv4Addr::from_bits(bits).into()).collect()
        }
        IpNet::V6(block) => {
            let (first, last) = (block.network().to_bits(), block.broadcast().to_bits());
            let all = [first.checked_sub(1), Some(first), Some(last), last.checked_add(1)];
            all.into_iter().flatten().map(|bits| IpAddr::V6(bits.into())).collect()
        }
    }
}

fn carried() -> Vec<IpAddr> {
    const INNER: [[u8; 4]; 10] = [
        [10, 0, 0, 1],
        [100, 100, 100, 200],
        [127, 0, 0, 1],
        [169, 254, 169, 254],
        [172, 16, 0, 1],
        [192, 168, 0, 1],
        [198, 18, 0, 1],
        [240, 0, 0, 1],
        [1, 1, 1, 1],
        [8, 8, 8, 8],
    ];
    let each = |inner: [u8; 4]| CARRIERS.iter().map(move |carrier| carrier.carry(inner.into()));
    INNER.into_iter().flat_map(each).map(IpAddr::V6).collect()
}

/// What fourteen projects agree on. Where this crate differs from one of them, the row is set aside
/// under the name of the rule.
fn vectors(rows: &mut Rows) {
    for [kind, input, peers, _, _, why] in data::vectors() {
        let chosen = (why != "-").then(|| Truth::Choice(format!("projects differ: {why}")));
        let truth = |found: Truth| {
            let truth = chosen.unwrap_or(found);
            assert_agrees(&truth, &peers, &input);
            truth
        };
        match kind.as_str() {
            "ip" => {
                // What is the text of no address is no question to those who take an address.
                if let Ok(address) = input.parse() {
                    rows.address(
                        Group::VectorAddresses,
                        address,
                        truth(truth::of_address(address)),
                    );
                }
            }
            "url" => rows.url(Group::VectorUrls, &input, truth(truth::of_url(&input))),
            _ => {
                let text = format!("http://{input}/");
                rows.url(Group::VectorUrls, &text, truth(truth::of_url(&text)));
            }
        }
    }
}

/// No row is counted against what the projects say of it.
fn assert_agrees(truth: &Truth, projects: &str, input: &str) {
    for verdict in projects.split("; ").filter_map(|project| project.split(": ").next()) {
        let contradicts = match truth {
            Truth::Inside { .. } => verdict == "safe",
            Truth::Public(_) => matches!(verdict, "unsafe" | "malformed" | "reject"),
            Truth::Choice(_) => false,
        };
        assert!(!contradicts, "{input}: {truth:?}, but {projects}");
    }
}

fn clients(rows: &mut Rows) {
    for [input, _, clients] in data::clients() {
        let is_reqwest = clients.split(' ').any(|client| client == "reqwest");
        let group = if is_reqwest { Group::Reqwest } else { Group::OtherClients };
        rows.url(group, &input, Truth::close(format!("carried there by {clients}")));
    }
}

fn conformance(rows: &mut Rows) {
    let lines = include_str!("../../../../../tests/data/verdicts.jsonl").lines().skip(1);
    for line in lines {
        let Conformance { question, .. } = serde_json::from_str(line).expect("a row");
        if question.policy.is_some()
            || question.base.is_some()
            || question.parameter == "DomainName"
        {
            continue;
        }
        let text = &question.input;
        match question.addresses {
            None => rows.url(Group::OtherUrls, text, truth::of_url(text)),
            Some(answer) => {
                let truth = of_answer(text, &answer);
                rows.answer(Group::SecondStage, text, answer, truth);
            }
        }
    }
}

/// One address inside is enough.
fn of_answer(text: &str, answer: &[IpAddr]) -> Truth {
    if !matches!(truth::of_url(text), Truth::Public(_)) || url_has_literal(text) {
        return Truth::choice("a literal with another answer");
    }
    let mut truths = answer.iter().map(|address| truth::of_address(*address)).collect::<Vec<_>>();
    let worst = |truth: &Truth| match truth {
        Truth::Inside { .. } => 0,
        Truth::Choice(_) => 1,
        Truth::Public(_) => 2,
    };
    truths.sort_by_key(worst);
    truths.into_iter().next().unwrap_or_else(|| Truth::choice("an empty answer"))
}

fn url_has_literal(text: &str) -> bool {
    let url = url::Url::parse(text);
    url.is_ok_and(|url| url.domain().is_none())
}
