//! Writes what the clients are given: one JSON object a line, from the tables of `tests/data/`.
//!
//! `kind` is `canonical` for the text of a URL that is accepted, `typed` for an accepted text that
//! is not canonical, and `malformed` for a text that is refused as Malformed. Of the first two,
//! `scheme`, `host`, `port` and `target` say what a request to the URL must be.

use std::collections::BTreeSet;
use std::io::{self, BufWriter, Write};
use std::net::IpAddr;

use live_record_notify::url::Host;
use live_record_notify::{Error, NotifyUrl, Policy, Verdict};
use serde::Deserialize;
use serde_json::{Value, json};
use test_support::row::{Question, Row};
use test_support::{data, url_of};

fn main() -> io::Result<()> {
    let mut texts = Texts::default();
    for input in data::inputs().into_iter().chain(addresses()).chain(alphabet()) {
        texts.add(&input, NotifyUrl::parse(&input));
    }
    for question in questions() {
        texts.ask(&question);
    }
    for url in texts.canonical.clone() {
        let twin = twin(&url);
        texts.add(&twin, NotifyUrl::parse(&twin));
    }
    let mut out = BufWriter::new(io::stdout().lock());
    for line in texts.lines {
        writeln!(out, "{line}")?;
    }
    out.flush()
}

#[derive(Default)]
struct Texts {
    known: BTreeSet<String>,
    canonical: Vec<NotifyUrl>,
    lines: Vec<Value>,
}

impl Texts {
    fn add(&mut self, text: &str, verdict: Result<NotifyUrl, Error>) {
        match verdict {
            // Some policies allow it. Each client finds it in its own way, and asks nobody.
            Ok(url) if url.host() == Host::Domain("localhost") => {}
            Ok(url) => {
                if self.line(url.as_str(), || request("canonical", &url, url.as_str())) {
                    self.canonical.push(url.clone());
                }
                self.line(text, || request("typed", &url, text));
            }
            Err(error) if error.verdict() == Verdict::Malformed => {
                let reason = error.reason().id();
                self.line(text, || json!({"kind": "malformed", "text": text, "reason": reason}));
            }
            Err(_) => {}
        }
    }

    /// Adds what a row of `verdicts.jsonl` asks about, under the policy of the row.
    fn ask(&mut self, question: &Question) {
        let policy: Policy = match &question.policy {
            Some(policy) => Policy::deserialize(policy).expect("a policy"),
            None => Policy::default(),
        };
        let input = match question.parameter.as_str() {
            "DomainName" => format!("http://{}/", question.input),
            _ => question.input.clone(),
        };
        let Some(base) = &question.base else {
            let verdict = NotifyUrl::parse_with(&input, &policy);
            // What is Malformed under a policy may be Unsafe by itself.
            if verdict.is_ok() || question.policy.is_none() {
                self.add(&input, verdict);
            }
            return;
        };
        let base = NotifyUrl::parse_with(base, &policy).expect("a base");
        // What a reference means is known by its base alone, which no client is given.
        if let Ok(url) = base.redirect(&input, &policy) {
            let text = url.to_string();
            self.add(&text, Ok(url));
        }
    }

    /// Each text once: it has one meaning. Whether it is new.
    fn line(&mut self, text: &str, line: impl FnOnce() -> Value) -> bool {
        let is_new = self.known.insert(text.to_owned());
        if is_new {
            self.lines.push(line());
        }
        is_new
    }
}

fn questions() -> impl Iterator<Item = Question> {
    let lines = include_str!("../../../data/verdicts.jsonl").lines().skip(1);
    lines.map(|line| serde_json::from_str::<Row>(line).expect("a row").question)
}

/// The addresses of the tables, as hosts.
fn addresses() -> impl Iterator<Item = String> {
    let inputs = data::vectors().into_iter().map(|[_, input, ..]| input);
    inputs.filter_map(|input| input.parse::<IpAddr>().ok()).map(url_of)
}

/// Every ASCII character in path and query, and every octet percent-encoded there.
fn alphabet() -> impl Iterator<Item = String> {
    let text = |octet: String| format!("http://example.com/a{octet}b?c{octet}d");
    let plain = (0..0x80_u8).map(move |octet| text(char::from(octet).to_string()));
    let encoded = (0..=u8::MAX).map(move |octet| text(format!("%{octet:02x}")));
    plain.chain(encoded)
}

/// The same request by the other scheme, to a port that the text names.
fn twin(url: &NotifyUrl) -> String {
    let scheme = if url.scheme() == "http" { "https" } else { "http" };
    // Ports beyond those that are usual, so that one that is not read is seen.
    let port = 8000 + url.as_str().len() % 64;
    format!("{scheme}://{}:{port}{}", url.host(), target(url))
}

fn target(url: &NotifyUrl) -> String {
    let query = url.to_url().query().map(|query| format!("?{query}")).unwrap_or_default();
    format!("{}{query}", url.path())
}

fn request(kind: &str, url: &NotifyUrl, text: &str) -> Value {
    json!({
        "kind": kind,
        "text": text,
        "scheme": url.scheme(),
        "host": url.host().to_string(),
        "port": url.port(),
        "target": target(url),
    })
}
