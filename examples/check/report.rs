//! What a reader is shown of a verdict, in the manner of the Rust compiler.

use std::borrow::Cow;

use annotate_snippets::{AnnotationKind, Group, Level, Snippet};
use live_record_notify::{Error, NotifyUrl, Parameter, Policy, Reason};
use url::Url;

use crate::visible::{Marked, visible};

pub(crate) fn accepted(parameter: Parameter, value: &str) -> Group<'static> {
    let title = format!("{parameter} {value}");
    Group::with_title(Level::NOTE.with_name("accepted").primary_title(title))
}

pub(crate) fn refused(text: &str, error: &Error, policy: &Policy) -> Group<'static> {
    let (code, reason) = (error.code(), error.reason());
    let span = error.span().unwrap_or(0..text.len());
    let Marked { shown, place } = Marked::new(text, span);
    let snippet = Snippet::source(shown)
        .line_numbering(false)
        .annotation(AnnotationKind::Primary.span(place).label(reason.to_string()));
    let readings = (*reason == Reason::Backslash).then(|| readings(text)).flatten();
    let source = format!("the rule is from {}", reason.source_text());
    Level::ERROR
        .primary_title(code.message())
        .id(code.as_str())
        .element(snippet)
        .elements(readings.into_iter().flatten().map(|reading| Level::NOTE.message(reading)))
        .element(Level::NOTE.message(source))
        .element(Level::HELP.message(help(text, reason, policy)))
}

/// What to do about it; where the scheme is missing, the very text to write.
fn help(text: &str, reason: &Reason, policy: &Policy) -> Cow<'static, str> {
    let with_scheme = || format!("http://{}", text.trim_start_matches('/'));
    let url = (*reason == Reason::NoScheme).then(with_scheme);
    let url = url.and_then(|text| NotifyUrl::parse_with(&text, policy).ok());
    url.map_or_else(|| reason.help(), |url| format!("write `{url}`").into())
}

/// What the two kinds of readers make of a text with a backslash before its query.
fn readings(text: &str) -> Option<[String; 2]> {
    let url = Url::parse(text).ok()?;
    // RFC 3986 appendix B: `/`, `?` and `#` end the authority, and nothing else does.
    let (_, behind_scheme) = text.split_once(':')?;
    let hierarchy = behind_scheme.split(['?', '#']).next().filter(|part| part.contains('\\'))?;
    let (authority, path) = match hierarchy.strip_prefix("//") {
        Some(rest) => rest.split_at(rest.find('/').unwrap_or(rest.len())),
        None => ("", hierarchy),
    };
    let (user_info, host) = authority.rsplit_once('@').unwrap_or(("", authority));
    let host = match host.rsplit_once(':') {
        Some((host, port)) if port.bytes().all(|byte| byte.is_ascii_digit()) => host,
        _ => host,
    };
    Some([
        sees("a WHATWG URL reader", url.username(), url.host_str().unwrap_or_default(), url.path()),
        sees("an RFC 3986 or older reader", user_info, host, path),
    ])
}

fn sees(reader: &str, user_info: &str, host: &str, path: &str) -> String {
    let parts = [("user information", user_info), ("host", host), ("path", path)];
    let parts = parts.into_iter().filter(|&(name, part)| name == "host" || !part.is_empty());
    let parts = parts.map(|(name, part)| match part {
        "" => format!("no {name}"),
        part => format!("{name} `{}`", visible(part)),
    });
    format!("{reader} sees {}", parts.collect::<Vec<_>>().join(", "))
}
