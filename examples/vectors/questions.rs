//! The questions: those of the tables in `tests/data/`, and policies, redirects and addresses.

use std::collections::HashSet;
use std::error::Error;
use std::net::IpAddr;

use live_record_notify::docs::catalogue;
use live_record_notify::{NotifyUrl, Policy};
use serde_json::Value;
use test_support::row::Question;
use test_support::{data, url_of};

/// All questions, each once.
pub(crate) fn all() -> Result<Vec<Question>, Box<dyn Error>> {
    let mut seen = HashSet::new();
    let questions = tables().chain(policies()?).chain(redirects()).chain(destinations()?);
    Ok(questions.filter(|question| seen.insert(serde_json::to_string(question).ok())).collect())
}

/// The policy that the question is asked under.
pub(crate) fn question_policy(question: &Question) -> serde_json::Result<Policy> {
    question.policy.clone().map_or_else(|| Ok(Policy::default()), serde_json::from_value)
}

fn notify_url(input: impl Into<String>) -> Question {
    let (parameter, input) = ("NotifyUrl".to_owned(), input.into());
    Question { parameter, input, policy: None, base: None, addresses: None }
}

fn on_demand_url(input: impl Into<String>) -> Question {
    Question { parameter: "OnDemandUrl".to_owned(), ..notify_url(input) }
}

fn domain_name(input: impl Into<String>) -> Question {
    Question { parameter: "DomainName".to_owned(), ..notify_url(input) }
}

/// The inputs of the tables that have our verdicts, and the examples of the catalogue.
fn tables() -> impl Iterator<Item = Question> {
    let vectors = data::vectors().into_iter().flat_map(|[kind, input, ..]| match kind.as_str() {
        "url" => vec![notify_url(input)],
        "domain" => vec![notify_url(format!("http://{input}/")), domain_name(input)],
        _ => match input.parse::<IpAddr>() {
            Ok(address) => vec![notify_url(url_of(address))],
            Err(_) => vec![notify_url(format!("http://{input}/"))],
        },
    });
    let second_edition = data::second_edition().into_iter();
    let second_edition =
        second_edition.flat_map(|[input, ..]| [notify_url(input.clone()), on_demand_url(input)]);
    let clients = data::clients().into_iter().map(|[input, ..]| notify_url(input));
    let wpt = data::wpt().into_iter().filter_map(|[base, input, ..]| match base.as_str() {
        "-" => Some(notify_url(input)),
        _ => Some(Question { base: accepted(base)?, ..notify_url(input) }),
    });
    let idna = data::idna().into_iter();
    let idna =
        idna.flat_map(|[name, ..]| [notify_url(format!("http://{name}/")), domain_name(name)]);
    let examples: Vec<_> = catalogue().filter_map(|row| plain_url(row.example())).collect();
    vectors.chain(second_edition).chain(clients).chain(wpt).chain(idna).chain(examples)
}

/// A base that is accepted by the default policy.
#[allow(clippy::option_option, reason = "the field of a question")]
fn accepted(base: String) -> Option<Option<String>> {
    NotifyUrl::parse(&base).is_ok().then_some(Some(base))
}

/// The URL of an example that needs no policy and no escapes.
fn plain_url(example: &str) -> Option<Question> {
    let text = example.strip_prefix("NotifyUrl::parse(\"")?.strip_suffix("\")")?;
    (!text.contains(['"', '\\'])).then(|| notify_url(text))
}

/// Each of these texts under each of these policies.
fn policies() -> serde_json::Result<Vec<Question>> {
    let mut questions = Vec::new();
    for policy in POLICIES {
        let policy = read(policy)?;
        let question = |text: &&str| Question { policy: Some(policy.clone()), ..notify_url(*text) };
        questions.extend(TEXTS.iter().map(question));
    }
    Ok(questions)
}

fn read(policy: &str) -> serde_json::Result<Value> {
    serde_json::from_str(policy)
}

const POLICIES: &[&str] = &[
    "{}",
    r#"{"require_https": true}"#,
    r#"{"refuse_ip_literals": true}"#,
    r#"{"allow_user_info": true}"#,
    r#"{"allow_loopback": true}"#,
    r#"{"allow_private_networks": true}"#,
    r#"{"max_length": 24}"#,
    r#"{"allow_ports": [443, 8443]}"#,
    r#"{"allow_ports": [25]}"#,
    r#"{"allow_network": ["10.1.0.0/16", "fd00:1::/32"], "deny_network": ["10.1.2.0/24"]}"#,
    r#"{"allow_network": ["169.254.0.0/16", "fd00:ec2::/32"]}"#,
    r#"{"allow_network": ["169.254.169.254/32"]}"#,
    r#"{"deny_network": ["8.8.8.0/24", "2606:4700::/32"]}"#,
    r#"{"allow_host": [".intranet.corp", "localhost"], "deny_host": ["bad.intranet.corp"]}"#,
    r#"{"deny_host": [".example.com", "bücher.example.org"]}"#,
    r#"{"nat64_prefix": ["2001:db8:64::/96"]}"#,
    r#"{"only": [{"hosts": [".example.com"], "ports": [443]}, {"networks": ["8.8.8.8/32"]}]}"#,
    r#"{"allow": [{"hosts": ["hooks.corp"], "networks": ["10.1.0.0/16"], "ports": [25]}]}"#,
    r#"{"deny": [{"hosts": [".example.com"], "ports": [8080, 8443]}, {"ports": [81]}]}"#,
];

const TEXTS: &[&str] = &[
    "http://example.com/",
    "https://example.com/",
    "https://example.com:8443/a?b=c",
    "http://example.com:8080/",
    "http://example.com:81/",
    "http://example.com:25/",
    "http://hooks.corp/",
    "http://hooks.corp:25/",
    "https://deep.intranet.corp/",
    "https://bad.intranet.corp/",
    "https://bücher.example.org/é",
    "http://user:secret@example.com/",
    "http://localhost:8080/",
    "http://127.0.0.1/",
    "http://[::1]:8080/",
    "http://8.8.8.8/",
    "http://0x08080808/",
    "http://[2606:4700::1111]/",
    "http://10.1.1.1/",
    "http://10.1.2.3/",
    "http://0x0a010101/",
    "http://10.2.0.1/",
    "http://[fd00:1::1]/",
    "http://[fd00:2::1]/",
    "http://[::ffff:10.1.1.1]/",
    "http://[2001:db8:64::808:808]/",
    "http://[2001:db8:64::a01:101]/",
    "http://169.254.169.254/latest/meta-data/",
    "http://[fd00:ec2::254]/",
    "http://metadata.google.internal/",
    "http://10-1-1-1.nip.io/",
    "ftp://10.1.1.1/",
    "http://example.com/#top",
    "http://10.1.1.1:99999/",
    "https//10.1.1.1/",
];

/// Locations, read against a URL.
fn redirects() -> impl Iterator<Item = Question> {
    let bases = ["https://example.com/a/b?key=1", "http://example.com:8080/"];
    bases.into_iter().flat_map(|base| {
        let base = || Some(base.to_owned());
        LOCATIONS
            .iter()
            .flat_map(|location| [notify_url(*location), on_demand_url(*location)])
            .map(move |question| Question { base: base(), ..question })
    })
}

const LOCATIONS: &[&str] = &[
    "",
    "/",
    "c",
    "../c?d#e",
    "?key=2",
    "#top",
    "a:b",
    "/a:b",
    "//example.org/c",
    "//10.0.0.1/c",
    "\\\\10.0.0.1\\c",
    "http://example.org/",
    "https://example.org/",
    "https://169.254.169.254/",
    "https:/example.org/",
    "http:c",
    "ftp://example.org/",
    "javascript:alert(1)",
    "/é/💡",
    "/a b",
    "/a\u{200b}",
    " /c",
];

/// What a resolver gave.
fn destinations() -> Result<Vec<Question>, Box<dyn Error>> {
    let rows = DESTINATIONS.iter().map(|(input, policy, addresses)| {
        let policy = policy.map(read).transpose()?;
        let addresses =
            addresses.iter().map(|address| address.parse()).collect::<Result<_, _>>()?;
        let question = Question { policy, ..notify_url(*input) };
        if question.answer(&question_policy(&question)?).text.is_none() {
            return Err(format!("{input} is refused before its addresses are judged").into());
        }
        Ok(Question { addresses: Some(addresses), ..question })
    });
    rows.collect()
}

#[rustfmt::skip]
const DESTINATIONS: &[(&str, Option<&str>, &[&str])] = &[
    ("https://example.com/", None, &["93.184.216.34"]),
    ("https://example.com/", None, &["93.184.216.34", "2606:2800:220:1::1"]),
    ("https://example.com/", None, &["93.184.216.34", "93.184.216.34"]),
    ("https://example.com/", None, &[]),
    ("https://example.com/", None, &["127.0.0.1"]),
    ("https://example.com/", None, &["93.184.216.34", "10.0.0.1"]),
    ("https://example.com/", None, &["10.0.0.1", "169.254.169.254"]),
    ("https://example.com/", None, &["::1"]),
    ("https://example.com/", None, &["::ffff:10.0.0.1"]),
    ("https://example.com/", None, &["::ffff:8.8.8.8"]),
    ("https://example.com/", None, &["64:ff9b::a00:1"]),
    ("https://example.com/", None, &["64:ff9b::808:808"]),
    ("https://example.com/", None, &["fe80::1"]),
    ("https://example.com/", None, &["0.0.0.0"]),
    ("http://8.8.8.8/", None, &["8.8.8.8"]),
    ("http://8.8.8.8/", None, &["8.8.4.4"]),
    ("http://[2606:4700::1111]/", None, &["2606:4700::1111"]),
    ("http://[2606:4700::1111]/", None, &["2606:4700::1112"]),
    ("http://localhost:8080/", Some(r#"{"allow_loopback": true}"#), &["127.0.0.1", "::1"]),
    ("http://localhost:8080/", Some(r#"{"allow_loopback": true}"#), &["10.0.0.1"]),
    ("http://example.com/", Some(r#"{"allow_network": ["10.1.0.0/16"]}"#), &["10.1.0.1"]),
    ("http://example.com/", Some(r#"{"allow_network": ["10.1.0.0/16"]}"#), &["10.2.0.1"]),
    ("http://example.com/", Some(r#"{"deny_network": ["93.184.0.0/16"]}"#), &["93.184.216.34"]),
    ("http://a.corp/", Some(r#"{"allow_host": ["a.corp"]}"#), &["10.0.0.1"]),
    ("http://a.corp/", Some(r#"{"allow_host": ["a.corp"]}"#), &["93.184.216.34"]),
    ("http://a.corp/", Some(r#"{"allow": [{"hosts": ["a.corp"], "networks": ["10.0.0.0/24"]}]}"#), &["10.0.0.1"]),
    ("http://a.corp/", Some(r#"{"allow": [{"hosts": ["a.corp"], "networks": ["10.0.0.0/24"]}]}"#), &["10.0.1.1"]),
    ("http://example.com/", Some(r#"{"max_addresses": 2}"#), &["8.8.8.8", "8.8.4.4"]),
    ("http://example.com/", Some(r#"{"max_addresses": 2}"#), &["8.8.8.8", "8.8.4.4", "1.1.1.1"]),
    ("http://example.com/", Some(r#"{"nat64_prefix": ["2001:db8:64::/96"]}"#), &["2001:db8:64::a00:1"]),
    ("http://example.com/", Some(r#"{"nat64_prefix": ["2001:db8:64::/96"]}"#), &["2001:db8:64::808:808"]),
    ("http://example.com/", Some(r#"{"nat64_prefix": ["2001:db8::/32", "2001:db8:808:808::/64"]}"#), &["2001:db8:808:808:a:0:100:0"]),
    ("http://example.com/", Some(r#"{"nat64_prefix": ["2606:4700::/32"]}"#), &["2606:4700:808:808::"]),
    ("http://example.com/", Some(r#"{"nat64_prefix": ["2606:4700::/32"]}"#), &["2606:4700:808:808:0:5efe:a00:1"]),
    ("http://example.com/", Some(r#"{"nat64_prefix": ["64:ff9b:1::/48"]}"#), &["64:ff9b:1:808:8:800::"]),
    ("http://example.com/", Some(r#"{"only": [{"networks": ["93.184.216.0/24"]}]}"#), &["93.184.216.34"]),
    ("http://example.com/", Some(r#"{"only": [{"networks": ["93.184.216.0/24"]}]}"#), &["8.8.8.8"]),
];
