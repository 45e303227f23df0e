//! The rows of `tests/data/verdicts.jsonl`: a question that any implementation of the rules can be
//! asked, and the crate's answer.

use std::net::IpAddr;

use live_record_notify::{CallbackUrl, DomainName, Error, Notify, OnDemand, Policy, UrlParameter};
use serde::{Deserialize, Serialize};
use serde_json::Value;

/// The version of the form of the rows.
pub const FORMAT: u32 = 1;

/// The first line of the file.
#[derive(Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Head {
    pub format: u32,
    /// The version of the crate that gave the answers.
    #[serde(rename = "crate")]
    pub version: String,
    /// How many rows follow.
    pub rows: usize,
}

/// Any other line of the file.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Row {
    #[serde(flatten)]
    pub question: Question,
    #[serde(flatten)]
    pub answer: Answer,
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Question {
    /// `NotifyUrl`, `OnDemandUrl` or `DomainName`.
    pub parameter: String,
    /// The text to be judged; with a `base`, a `Location`.
    pub input: String,
    /// The policy, as serde reads one; the default if null.
    pub policy: Option<Value>,
    /// The accepted URL whose response has the `Location`.
    pub base: Option<String>,
    /// What a resolver gave for the host of the input, which is accepted.
    pub addresses: Option<Vec<IpAddr>>,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Answer {
    /// `Accepted`, or the name of a verdict.
    pub verdict: String,
    pub code: Option<String>,
    /// The identifier of the reason.
    pub reason: Option<String>,
    /// In bytes of the input.
    pub span: Option<[usize; 2]>,
    /// The canonical text.
    pub text: Option<String>,
}

impl Question {
    /// What the crate answers under `policy`, which is that of the question.
    pub fn answer(&self, policy: &Policy) -> Answer {
        let answer = match self.parameter.as_str() {
            "NotifyUrl" => self.judge::<Notify>(policy),
            "OnDemandUrl" => self.judge::<OnDemand>(policy),
            "DomainName" => DomainName::parse(&self.input).map(String::from),
            other => panic!("no parameter of a row: {other}"),
        };
        match answer {
            Ok(text) => Answer {
                verdict: "Accepted".to_owned(),
                code: None,
                reason: None,
                span: None,
                text: Some(text),
            },
            Err(error) => Answer {
                verdict: error.verdict().to_string(),
                code: Some(error.code().to_string()),
                reason: Some(error.reason().id().to_owned()),
                span: error.span().map(|span| [span.start, span.end]),
                text: None,
            },
        }
    }

    fn judge<P: UrlParameter>(&self, policy: &Policy) -> Result<String, Error> {
        let parse = |text| CallbackUrl::<P>::parse_with(text, policy);
        let url = match &self.base {
            Some(base) => parse(base)?.redirect(&self.input, policy)?,
            None => parse(&self.input)?,
        };
        if let Some(addresses) = &self.addresses {
            url.destination(addresses.iter().copied(), policy)?;
        }
        Ok(url.into())
    }
}
