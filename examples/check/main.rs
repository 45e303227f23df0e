//! Judges domain names and callback URLs by the default policy, and shows what is wrong and where.
//!
//! ```sh
//! cargo run --example check -- 'http://example.com\@127.0.0.1/'
//! cargo run --example check -- --help
//! ```

mod report;

use std::error::Error as StdError;
use std::ffi::OsString;
use std::io::{self, BufRead, Write};
use std::process::ExitCode;

use annotate_snippets::Renderer;
use lexopt::{Arg, Parser};
use live_record_notify::{DomainName, Error, ErrorCode, NotifyUrl, OnDemandUrl, Parameter};
use serde_json::{Value, json};

const HELP: &str = "\
Judges parameters of AddLiveRecordNotifyConfig by the default policy, each on
its own. Nothing is resolved: an accepted name can still have a private address.

Usage: check [--json] [URL | OPTION]...
       check [--json] -

  URL                   judge a NotifyUrl
  --domain-name NAME    judge a DomainName
  --notify-url URL      judge a NotifyUrl
  --on-demand-url URL   judge an OnDemandUrl
  -                     judge the NotifyUrls on standard input, one a line, and
                        answer each with a line; lines end in LF or CRLF
  --json                answer with one JSON object a line
  -h, --help            print this
  --                    what follows is no option

The answer to a line of standard input has three columns, with tabs between:
  1  `accepted`, or the error code, such as InvalidNotifyUrl.Unsafe
  2  the identifier of the reason, such as loopback; `-` if accepted
  3  the reason, which does not repeat the line; `-` if accepted
A line that is not UTF-8 is InvalidNotifyUrl.Malformed for the reason not-utf-8.

A JSON object has `parameter` and `verdict`. If that is `accepted`, `value` is
the canonical text. If it is `refused`, `code`, `message`, `reason_id` and
`reason` say why; `source` is the document that makes the rule, `help` what to
do, and `span` the place, [start, end] in bytes. These three may be null.

Exit status: 0 all accepted; 1 something refused; 2 wrong usage, an argument
that is not UTF-8, or input that cannot be read.
Colours are for terminals; NO_COLOR, CLICOLOR_FORCE and TERM=dumb are obeyed.
";

fn main() -> ExitCode {
    match run() {
        Ok(true) => ExitCode::SUCCESS,
        Ok(false) => ExitCode::from(1),
        Err(error) => {
            let hint = if error.is::<lexopt::Error>() { "; try --help" } else { "" };
            eprintln!("check: {}{hint}", report::visible(&error.to_string()));
            ExitCode::from(2)
        }
    }
}

/// Whether everything was accepted.
fn run() -> Result<bool, Box<dyn StdError>> {
    let mut out = anstream::stdout().lock();
    let all_accepted = match Task::from_arguments(Parser::from_env())? {
        Task::Help => out.write_all(HELP.as_bytes()).map(|()| true),
        Task::Texts { texts, json } => check_texts(&texts, json, &mut out),
        Task::Lines { json } => check_lines(io::stdin().lock(), json, &mut out),
    };
    Ok(all_accepted?)
}

enum Task {
    Help,
    Texts { texts: Vec<(Parameter, String)>, json: bool },
    Lines { json: bool },
}

impl Task {
    fn from_arguments(mut arguments: Parser) -> Result<Self, lexopt::Error> {
        let (mut texts, mut lines, mut json) = (Vec::new(), false, false);
        while let Some(argument) = arguments.next()? {
            match argument {
                Arg::Short('h') | Arg::Long("help") => return Ok(Self::Help),
                Arg::Long("json") => json = true,
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
            (true, true) => Ok(Self::Lines { json }),
            (false, false) => Ok(Self::Texts { texts, json }),
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
    json: bool,
    out: &mut impl Write,
) -> io::Result<bool> {
    let renderer = Renderer::styled().term_width(report::WIDTH);
    let mut all_accepted = true;
    for (parameter, text) in texts {
        let verdict = judge(*parameter, text);
        all_accepted &= verdict.is_ok();
        match verdict {
            verdict if json => writeln!(out, "{}", to_json(*parameter, &verdict.map_err(Some)))?,
            Ok(value) => {
                writeln!(out, "{}", renderer.render(&[report::accepted(*parameter, &value)]))?;
            }
            Err(error) => writeln!(out, "{}\n", renderer.render(&[report::refused(text, &error)]))?,
        }
    }
    Ok(all_accepted)
}

/// Answers each line with a line. Whether all were accepted.
fn check_lines(mut lines: impl BufRead, json: bool, out: &mut impl Write) -> io::Result<bool> {
    let mut all_accepted = true;
    let mut line = Vec::new();
    while lines.read_until(b'\n', &mut line)? > 0 {
        let text = line.strip_suffix(b"\n").unwrap_or(&line);
        let text = text.strip_suffix(b"\r").unwrap_or(text);
        let verdict = match str::from_utf8(text) {
            Ok(text) => judge(Parameter::NotifyUrl, text).map_err(Some),
            Err(_) => Err(NOT_UTF8),
        };
        all_accepted &= verdict.is_ok();
        match verdict {
            verdict if json => writeln!(out, "{}", to_json(Parameter::NotifyUrl, &verdict))?,
            Ok(_) => writeln!(out, "accepted\t-\t-")?,
            Err(refusal) => {
                let (code, id, reason) = columns(&refusal);
                writeln!(out, "{code}\t{id}\t{reason}")?;
            }
        }
        line.clear();
    }
    Ok(all_accepted)
}

/// The canonical text, if it is accepted.
fn judge(parameter: Parameter, text: &str) -> Result<String, Error> {
    match parameter {
        Parameter::DomainName => DomainName::parse(text).map(String::from),
        Parameter::OnDemandUrl => OnDemandUrl::parse(text).map(String::from),
        _ => NotifyUrl::parse(text).map(String::from),
    }
}

/// What the library answers, or [`NOT_UTF8`].
type Refusal = Option<Error>;

/// The library takes text, so it is not asked about what is none.
const NOT_UTF8: Refusal = None;

/// Code, identifier and text of the reason, none of which repeats what was judged.
fn columns(refusal: &Refusal) -> (ErrorCode, &'static str, String) {
    match refusal {
        Some(error) => (error.code(), error.reason().id(), error.reason().to_string()),
        None => {
            (ErrorCode::InvalidNotifyUrlMalformed, "not-utf-8", "the line is not UTF-8".to_owned())
        }
    }
}

fn to_json(parameter: Parameter, verdict: &Result<String, Refusal>) -> Value {
    let parameter = parameter.as_str();
    match verdict {
        Ok(value) => json!({ "parameter": parameter, "verdict": "accepted", "value": value }),
        Err(refusal) => {
            let (code, id, reason) = columns(refusal);
            let span = refusal.as_ref().and_then(Error::span);
            json!({
                "parameter": parameter,
                "verdict": "refused",
                "code": code.as_str(),
                "message": code.message(),
                "reason_id": id,
                "reason": reason,
                "source": refusal.as_ref().map(|error| error.reason().source_text()),
                "help": refusal.as_ref().map(|error| error.reason().help()),
                "span": span.map(|span| [span.start, span.end]),
            })
        }
    }
}
