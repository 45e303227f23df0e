//! What a reader is shown of a verdict, in the manner of the Rust compiler.

use std::borrow::Cow;

use annotate_snippets::{AnnotationKind, Group, Level, Snippet};
use live_record_notify::{Error, NotifyUrl, Parameter, Reason};
use unicode_width::UnicodeWidthChar;
use url::Url;

/// The columns of a terminal that the URL may fill. The common size: to ask for the true one would
/// take a dependency more.
pub(crate) const WIDTH: usize = 80;

pub(crate) fn accepted(parameter: Parameter, value: &str) -> Group<'static> {
    let title = format!("{parameter} {value}");
    Group::with_title(Level::NOTE.with_name("accepted").primary_title(title))
}

pub(crate) fn refused(text: &str, error: &Error) -> Group<'static> {
    let (code, reason) = (error.code(), error.reason());
    let span = error.span().unwrap_or(0..text.len());
    let (before, rest) = text.split_at(span.start);
    let (marked, after) = rest.split_at(span.len());
    let (before, marked) = (visible(before), without_middle(visible(marked)));
    let place = before.len()..before.len() + marked.len();
    let snippet = Snippet::source(before + &marked + &visible(after))
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
        .element(Level::HELP.message(help(text, reason)))
}

/// The renderer shortens what stands around the carets, and this what stands above them.
fn without_middle(marked: String) -> String {
    let length = marked.chars().count();
    if length <= WIDTH {
        return marked;
    }
    let head = marked.chars().take(WIDTH / 2);
    let tail = marked.chars().skip(length - WIDTH / 4);
    head.chain("...".chars()).chain(tail).collect()
}

/// What to do about it; where the scheme is missing, the very text to write.
fn help(text: &str, reason: &Reason) -> Cow<'static, str> {
    let with_scheme = || NotifyUrl::parse(&format!("http://{}", text.trim_start_matches('/'))).ok();
    let url = if *reason == Reason::NoScheme { with_scheme() } else { None };
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

/// `text` in characters that can be seen, run from left to right and are as wide as the renderer
/// thinks, so that the carets stand where they should whatever the terminal does.
pub(crate) fn visible(text: &str) -> String {
    let mut shown = String::new();
    for c in text.chars() {
        match c {
            ' '..='~' => shown.push(c),
            // Unicode has their pictures in the same order.
            '\0'..='\u{1f}' => shown.extend(char::from_u32(0x2400 + u32::from(c))),
            '\u{7f}' => shown.push('\u{2421}'),
            c if runs_right_to_left(c) || c.width() == Some(0) => shown.extend(c.escape_unicode()),
            c => shown.extend(c.escape_debug()),
        }
    }
    shown
}

/// The ranges that Unicode keeps for letters of class R and AL (DerivedBidiClass.txt).
fn runs_right_to_left(c: char) -> bool {
    matches!(
        c,
        '\u{590}'..='\u{8ff}'
            | '\u{fb1d}'..='\u{fdff}'
            | '\u{fe70}'..='\u{feff}'
            | '\u{10800}'..='\u{10fff}'
            | '\u{1e800}'..='\u{1efff}'
    )
}
