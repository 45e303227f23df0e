//! Judges domain names and callback URLs, and shows what is wrong and where.
//!
//! ```sh
//! cargo run --example check -- 'http://example.com\@127.0.0.1/'
//! cargo run --example check -- --policy examples/check/self-hosted.toml http://10.1.2.3/
//! cargo run --example check -- --help
//! ```
//!
//! The program `audit` beside it takes millions of lines and counts the reasons.

mod failure;
mod lines;
mod policy_file;
mod report;
mod verdict;
mod visible;

use std::ffi::OsString;
use std::io::{self, BufRead, Write};
use std::path::PathBuf;
use std::process::ExitCode;

use annotate_snippets::Renderer;
use lexopt::{Arg, Parser};
use live_record_notify::{DomainName, Error, NotifyUrl, OnDemandUrl, Parameter, Policy};
use serde_json::{Value, json};

use crate::failure::{Failure, STDIN, STDOUT};
use crate::lines::Lines;
use crate::verdict::{Refusal, judge_line};

const HELP: &str = "\
Judges parameters of AddLiveRecordNotifyConfig, each on its own. Nothing is
resolved: an accepted name can still have a private address.

Usage: check [--json] [--policy FILE] [URL | OPTION]...
       check [--json] [--policy FILE] -

  URL                   judge a NotifyUrl
  --domain-name NAME    judge a DomainName
  --notify-url URL      judge a NotifyUrl
  --on-demand-url URL   judge an OnDemandUrl
  -                     judge the NotifyUrls on standard input, one a line, and
                        answer each with a line; lines end in LF or CRLF
  --policy FILE         judge all URLs by the policy in this TOML file, wherever
                        the option stands; without it, by the default policy
  --json                answer with one JSON object a line
  -h, --help            print this
  -V, --version         print the version
  --                    what follows is no option

The answer to a line of standard input has four columns, with tabs between:
  1  `accepted`, or the error code, such as InvalidNotifyUrl.Unsafe
  2  the identifier of the reason, such as loopback; `-` if accepted
  3  the reason, which does not repeat the line; `-` if accepted
  4  the canonical text, which is what to store; `-` if refused
A line that is not UTF-8 is refused for the reason not-utf-8, or for where it
leads all the same.
A line that is longer than the policy's limit is skipped, not held in memory.

A JSON object has `parameter` and `verdict`. If that is `accepted`, `value` is
the canonical text. If it is `refused`, `code`, `message`, `reason_id` and
`reason` say why; `source` is the document that makes the rule, `help` what to
do, and `span` the place, [start, end] in bytes, or null. The answer to a line
of standard input has the number of that line as `line`.

Exit status: 0 all accepted; 1 something refused; 2 wrong usage, an argument
that is not UTF-8, a policy with a fault, or a file or stream that cannot be
read or written; 141 whoever reads the output closed it before the end.
Colours are for terminals; NO_COLOR, CLICOLOR_FORCE and TERM=dumb are obeyed.
";

const VERSION: &str = concat!("check (live-record-notify) ", env!("CARGO_PKG_VERSION"));

fn main() -> ExitCode {
    failure::exit_code("check", run())
}

/// Whether everything was accepted.
fn run() -> Result<bool, Failure> {
    let mut out = anstream::stdout().lock();
    let all_accepted = match Task::from_arguments(Parser::from_env())? {
        Task::Print(text) => {
            out.write_all(text.as_bytes()).map_err(Failure::writing(STDOUT))?;
            true
        }
        Task::Judge { input, policy, json } => {
            let policy = policy_file::read(policy.as_deref())?;
            match input {
                Input::Texts(texts) => check_texts(&texts, &policy, json, &mut out)
                    .map_err(Failure::writing(STDOUT))?,
                Input::Lines => check_lines(io::stdin().lock(), &policy, json, &mut out)?,
            }
        }
    };
    out.flush().map_err(Failure::writing(STDOUT))?;
    Ok(all_accepted)
}

enum Task {
    Print(String),
    Judge { input: Input, policy: Option<PathBuf>, json: bool },
}

enum Input {
    Texts(Vec<(Parameter, String)>),
    /// Those of standard input.
    Lines,
}

impl Task {
    fn from_arguments(mut arguments: Parser) -> Result<Self, lexopt::Error> {
        let (mut texts, mut lines, mut policy, mut json) = (Vec::new(), false, None, false);
        while let Some(argument) = arguments.next()? {
            match argument {
                Arg::Short('h') | Arg::Long("help") => return Ok(Self::Print(HELP.to_owned())),
                Arg::Short('V') | Arg::Long("version") => {
                    return Ok(Self::Print(format!("{VERSION}\n")));
                }
                Arg::Long("json") => json = true,
                Arg::Long("policy") => {
                    let file = arguments.value()?;
                    if policy.replace(file.into()).is_some() {
                        return Err("`--policy` is given twice".into());
                    }
                }
                Arg::Value(text) if text == "-" => lines = true,
                Arg::Value(text) => texts.push((Parameter::NotifyUrl, utf8(text)?)),
                Arg::Long("domain-name") => {
                    texts.push((Parameter::DomainName, utf8(arguments.value()?)?));
                }
                Arg::Long("notify-url") => {
                    texts.push((Parameter::NotifyUrl, utf8(arguments.value()?)?));
                }
                Arg::Long("on-demand-url") => {
                    texts.push((Parameter::OnDemandUrl, utf8(arguments.value()?)?));
                }
                other => return Err(other.unexpected()),
            }
        }
        match (lines, texts.is_empty()) {
            (true, true) => Ok(Self::Judge { input: Input::Lines, policy, json }),
            (false, false) => Ok(Self::Judge { input: Input::Texts(texts), policy, json }),
            (true, false) => Err("`-` stands alone".into()),
            (false, true) => Err("nothing to judge".into()),
        }
    }
}

fn utf8(text: OsString) -> Result<String, &'static str> {
    text.into_string().map_err(|_| "an argument is not UTF-8")
}

/// Answers each text for a reader, or for a program. Whether all were accepted.
fn check_texts(
    texts: &[(Parameter, String)],
    policy: &Policy,
    json: bool,
    out: &mut impl Write,
) -> io::Result<bool> {
    let renderer = Renderer::styled().term_width(visible::WIDTH);
    let mut all_accepted = true;
    for (parameter, text) in texts {
        let verdict = judge(*parameter, text, policy);
        all_accepted &= verdict.is_ok();
        match verdict {
            verdict if json => {
                writeln!(out, "{}", to_json(*parameter, &verdict.map_err(Refusal::from)))?;
            }
            Ok(value) => {
                writeln!(out, "{}", renderer.render(&[report::accepted(*parameter, &value)]))?;
            }
            Err(error) => {
                let report = report::refused(text, &error, policy);
                writeln!(out, "{}\n", renderer.render(&[report]))?;
            }
        }
    }
    Ok(all_accepted)
}

/// Answers each line with a line. Whether all were accepted.
fn check_lines(
    input: impl BufRead,
    policy: &Policy,
    json: bool,
    out: &mut impl Write,
) -> Result<bool, Failure> {
    let mut all_accepted = true;
    let mut number = 0_u64;
    let mut lines = Lines::new(input, policy.length_limit());
    while let Some(line) = lines.next().map_err(Failure::reading(STDIN))? {
        number += 1;
        let verdict = judge_line(&line, policy).map(String::from);
        all_accepted &= verdict.is_ok();
        let written = match verdict {
            verdict if json => {
                let mut object = to_json(Parameter::NotifyUrl, &verdict);
                if let Value::Object(members) = &mut object {
                    members.insert("line".to_owned(), number.into());
                }
                writeln!(out, "{object}")
            }
            Ok(value) => writeln!(out, "accepted\t-\t-\t{value}"),
            Err(refusal) => {
                writeln!(out, "{}\t{}\t{}\t-", refusal.code, refusal.reason.id(), refusal.reason)
            }
        };
        written.map_err(Failure::writing(STDOUT))?;
    }
    Ok(all_accepted)
}

/// The canonical text, if it is accepted.
fn judge(parameter: Parameter, text: &str, policy: &Policy) -> Result<String, Error> {
    match parameter {
        Parameter::DomainName => DomainName::parse(text).map(String::from),
        Parameter::OnDemandUrl => OnDemandUrl::parse_with(text, policy).map(String::from),
        _ => NotifyUrl::parse_with(text, policy).map(String::from),
    }
}

fn to_json(parameter: Parameter, verdict: &Result<String, Refusal>) -> Value {
    let parameter = parameter.as_str();
    match verdict {
        Ok(value) => json!({ "parameter": parameter, "verdict": "accepted", "value": value }),
        Err(refusal) => json!({
            "parameter": parameter,
            "verdict": "refused",
            "code": refusal.code.as_str(),
            "message": refusal.code.message(),
            "reason_id": refusal.reason.id(),
            "reason": refusal.reason.to_string(),
            "source": refusal.reason.source_text(),
            "help": refusal.reason.help(),
            "span": refusal.span.as_ref().map(|span| [span.start, span.end]),
        }),
    }
}
