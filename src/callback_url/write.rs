//! Rewrites accepted text into canonical form.

use alloc::borrow::Cow;
use alloc::string::String;
use core::fmt::Write as _;

use url::{Host, Url};

use super::characters::{CANONICAL_QUERY, PATH, dots_of_segment, may_stand};
use super::locate::Located;
use super::parts::{HostKind, Parts};

/// The canonical text of an absolute URL, and its parts. `None` if the strict read would refuse it.
///
/// It is copied with small edits: letter case and form of the host, a port that is the default or has
/// leading zeros, a missing path, dot segments, percent-encoding. `url` writes what it has rules of its
/// own for: user information, and dot segments after what could be a drive.
pub(super) fn absolute(
    text: &str,
    located: &Located,
    host: &Host<Cow<'_, str>>,
    is_https: bool,
) -> Option<(String, Parts)> {
    let typed = |place| text.get(place);
    // What is encoded takes three times the room.
    let mut url = String::with_capacity(text.len() + "/".len());
    url.push_str(if is_https { "https://" } else { "http://" });
    if let Some(user_info) = located.user_info.clone() {
        url.push_str(typed(user_info)?);
        url.push('@');
    }
    let host_start = url.len();
    match host {
        Host::Domain(name) => url.push_str(name),
        address => write!(url, "{address}").ok()?,
    }
    let host_end = url.len();
    let port = located.effective_port(text, is_https)?;
    let default_port = if is_https { 443 } else { 80 };
    if port != default_port {
        write!(url, ":{port}").ok()?;
    }
    let path_start = url.len();
    let path = typed(located.path.clone())?;
    // `url` keeps `a:` before `..`, as if it were the drive of a file.
    let is_left_to_url = located.user_info.is_some()
        || path.contains(':')
            && path.split('/').any(|segment| dots_of_segment(segment.as_bytes()) == 2);
    if is_left_to_url {
        push_encoded(&mut url, path, PATH);
    } else {
        push_path(&mut url, path);
    }
    if let Some(query) = located.query.clone() {
        url.push('?');
        push_encoded(&mut url, typed(query)?, CANONICAL_QUERY);
    }
    if is_left_to_url {
        let url = Url::parse(&url).ok()?;
        let parts = Parts::of(&url)?;
        return Some((url.into(), parts));
    }
    let parts = Parts::new(host_start..host_end, path_start, port, is_https, HostKind::of(host))?;
    Some((url, parts))
}

/// The canonical text of the reference `text`, resolved against `base`. Its fragment is left off.
pub(super) fn reference(text: &str, located: &Located, base: &Url) -> Option<(String, Parts)> {
    let mut reference = String::with_capacity(text.len());
    reference.push_str(text.get(located.trimmed.start..located.path.start)?);
    push_encoded(&mut reference, text.get(located.path.clone())?, PATH);
    if let Some(query) = located.query.clone() {
        reference.push('?');
        push_encoded(&mut reference, text.get(query)?, CANONICAL_QUERY);
    }
    let mut url = Url::options().base_url(Some(base)).parse(&reference).ok()?;
    url.set_fragment(None);
    let parts = Parts::of(&url)?;
    Some((url.into(), parts))
}

/// Adds `text`, percent-encoding what may not stand there. `%` itself is left alone: the strict read
/// wants digits after it.
fn push_encoded(url: &mut String, text: &str, place: u8) {
    const DIGITS: [char; 16] =
        ['0', '1', '2', '3', '4', '5', '6', '7', '8', '9', 'A', 'B', 'C', 'D', 'E', 'F'];
    let digit = |value: u8| DIGITS.get(usize::from(value)).copied().unwrap_or_default();
    let mut copied = 0;
    for (at, byte) in text.bytes().enumerate() {
        if byte == b'%' || may_stand(byte, place) {
            continue;
        }
        // Nothing where `at` is inside a character: its first byte was encoded as well.
        url.push_str(text.get(copied..at).unwrap_or_default());
        url.extend(['%', digit(byte >> 4), digit(byte & 0xf)]);
        copied = at + 1;
    }
    url.push_str(text.get(copied..).unwrap_or_default());
}

/// Adds `path`, which is empty or starts with `/`, and resolves its dot segments: WHATWG URL, [path
/// state](https://url.spec.whatwg.org/#path-state).
fn push_path(url: &mut String, path: &str) {
    let start = url.len();
    let mut segments = path.strip_prefix('/').unwrap_or_default().split('/').peekable();
    while let Some(segment) = segments.next() {
        let dots = dots_of_segment(segment.as_bytes());
        if dots == 2 {
            let parent = url.get(start..).and_then(|path| path.rfind('/'));
            url.truncate(start + parent.unwrap_or_default());
        }
        if dots == 0 || segments.peek().is_none() {
            url.push('/');
        }
        if dots == 0 {
            push_encoded(url, segment, PATH);
        }
    }
}
