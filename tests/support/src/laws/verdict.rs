//! Laws of verdicts by the default policy: what is Malformed, and which of several reasons is reported.

use std::cell::RefCell;

use live_record_notify::{Error, Policy, Rank, Verdict};
use url::{Host, Url};

use super::callback::with_brackets_encoded;
use super::text::Text;

/// Host, user information and port are judged as each is alone, and the worst is reported.
#[track_caller]
pub fn the_worst_part_decides<T: Text>(text: &str) {
    let Some(read) = read_by_url(text) else { return };
    let host = read.host_str().map(|host| format!("http://{host}/"));
    let has_user = !read.username().is_empty() || read.password().is_some();
    let user = has_user.then(|| "http://user@example.com/".to_owned());
    let port = read.port().map(|port| format!("http://example.com:{port}/"));
    let parts = [host, user, port];
    let worst = parts.iter().flatten().filter_map(|part| unsafe_rank(&T::parse(part))).min();
    let got = unsafe_rank(&T::parse(text));
    // `url` drops an empty `@`.
    let is_empty_user = got == Some(Rank::UserInfo)
        && typed_authority(text).contains('@')
        && worst.is_none_or(|worst| worst > Rank::UserInfo);
    assert!(got == worst || is_empty_user, "{text:?}: {got:?}, but {worst:?}");
}

/// Of what is Malformed the first in reading order is reported: a byte order mark before it is reported in
/// its place, and a fragment behind it changes nothing.
#[track_caller]
pub fn the_first_fault_is_reported<T: Text>(text: &str) {
    let (earlier, later) = (format!("\u{feff}{text}"), format!("{text}#"));
    if !starts_with_scheme(text) || is_too_long(&earlier) {
        return;
    }
    let Err(first) = T::parse(text) else { return };
    if first.verdict() != Verdict::Malformed {
        return;
    }
    let again = T::parse(&earlier).unwrap_err();
    assert_eq!(again.reason().id(), "invisible-character", "{earlier:?}");
    assert_eq!(again.span(), Some(0.."\u{feff}".len()), "{earlier:?}");
    // What a fault at the very end is may depend on what follows it, and what is unseen around the text
    // is a fault of its own.
    if !text.contains('#')
        && text.ends_with(|c: char| c.is_ascii_graphic())
        && first.span().is_some_and(|at| at.end < text.len())
    {
        let again = T::parse(&later).unwrap_err();
        assert_eq!((again.reason(), again.span()), (first.reason(), first.span()), "{text:?}");
    }
}

/// What is accepted starts with one of the two schemes, has no character that nobody sees, and makes
/// `url` report no syntax violation, brackets and bars apart.
#[track_caller]
pub fn accepted_text_is_strict<T: Text>(text: &str) {
    if T::parse(text).is_err() {
        return;
    }
    assert!(starts_with_scheme(text), "{text:?}");
    assert_eq!(violations(&with_brackets_encoded(text)), [""; 0], "{text:?}");
    let is_unseen = |c: char| {
        c.is_whitespace()
            || c.is_control()
            || matches!(c, '\u{ad}' | '\u{180e}' | '\u{200b}' | '\u{200e}' | '\u{200f}')
            || matches!(c, '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{206f}' | '\u{feff}')
    };
    assert!(!text.contains(is_unseen), "{text:?}");
}

/// An ASCII text is Malformed for no reason but those of README: `url` refuses it or reports a syntax
/// violation, it has a fragment, or its host is none that the DNS has, or not as it is read.
#[track_caller]
pub fn malformed_text_has_a_cause<T: Text>(text: &str) {
    let Some(read) = read_by_url(text).filter(|_| text.is_ascii()) else { return };
    let typed = with_brackets_encoded(text).to_ascii_lowercase();
    let host = read.host_str().unwrap_or_default();
    let behind = typed.split_once("://").and_then(|(_, rest)| rest.strip_prefix(host));
    let is_host_as_typed =
        behind.is_some_and(|rest| rest.is_empty() || rest.starts_with([':', '/', '?']));
    let is_host_of_dns = match read.host() {
        Some(Host::Domain(name)) => is_dns_name(name),
        host => host.is_some(),
    };
    let is_strict = starts_with_scheme(text)
        && violations(&with_brackets_encoded(text)).is_empty()
        && read.fragment().is_none()
        && is_host_as_typed
        && is_host_of_dns
        && with_brackets_encoded(read.as_str()).len() <= 2048;
    let error = T::parse(text).err();
    let is_malformed = error.as_ref().is_some_and(|error| error.verdict() == Verdict::Malformed);
    assert!(!(is_strict && is_malformed), "{text:?}: {error:?}");
}

/// Whether a resolver can ask for `name`, in which `_` may stand. Names with A-labels are left out: whether
/// one stands for anything is left to `idna`.
pub fn is_dns_name(name: &str) -> bool {
    let is_label = |label: &str| {
        (1..=63).contains(&label.len())
            && !label.starts_with('-')
            && !label.ends_with('-')
            && label.chars().all(is_of_a_host)
            && !label.to_ascii_lowercase().starts_with("xn--")
    };
    name.len() <= 253 && name.split('.').all(is_label)
}

fn is_of_a_host(c: char) -> bool {
    c.is_ascii_alphanumeric() || matches!(c, '-' | '_')
}

/// What `url` makes of a text that is not too long and leads to a host by HTTP.
fn read_by_url(text: &str) -> Option<Url> {
    let read = Url::parse(text).ok().filter(|_| !is_too_long(text))?;
    (matches!(read.scheme(), "http" | "https") && read.has_host()).then_some(read)
}

fn is_too_long(text: &str) -> bool {
    text.len() > Policy::default().length_limit()
}

fn starts_with_scheme(text: &str) -> bool {
    ["http://", "https://"]
        .iter()
        .any(|start| text.get(..start.len()).is_some_and(|typed| typed.eq_ignore_ascii_case(start)))
}

/// What a WHATWG reader takes for the authority of a text with one of the two schemes: any number of slashes,
/// in either direction, begins it.
fn typed_authority(text: &str) -> &str {
    let (_, rest) = text.split_once(':').unwrap_or_default();
    let rest = rest.trim_start_matches(['/', '\\', '\t', '\n', '\r']);
    rest.split(['/', '\\', '?', '#']).next().unwrap_or_default()
}

/// What `url` reports.
fn violations(text: &str) -> Vec<&'static str> {
    let reported = RefCell::new(Vec::new());
    let report =
        |violation: url::SyntaxViolation| reported.borrow_mut().push(violation.description());
    Url::options().syntax_violation_callback(Some(&report)).parse(text).ok();
    reported.into_inner()
}

/// How bad an answer is, if it is Unsafe.
pub fn unsafe_rank<T>(answer: &Result<T, Error>) -> Option<Rank> {
    let error = answer.as_ref().err()?;
    (error.verdict() == Verdict::Unsafe).then(|| error.reason().rank())
}
