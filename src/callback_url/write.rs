//! Rewrites accepted text into canonical form.

use alloc::borrow::Cow;
use alloc::string::String;
use core::fmt::Write as _;

use url::{Host, Url};

use super::characters::{CANONICAL_QUERY, PATH, dots_of_segment, may_stand};
use super::locate::Located;
use super::parts::{HostKind, Parts};
use super::scan::{next_odd, skip_plain};

/// The canonical text of an absolute URL, and its parts. `None` if the strict read would refuse it.
///
/// The text is copied with small edits: letter case and form of the host, a port that is the default or
/// has leading zeros, a missing path, dot segments, percent-encoding. `url` writes what it has rules of
/// its own for: user information, and dot segments after what could be a drive.
pub(super) fn absolute(
    located: &Located<'_>,
    host: &Host<Cow<'_, str>>,
) -> Option<(String, Parts)> {
    let is_https = located.is_https()?;
    let mut url = String::with_capacity(located.text.len() + "/".len());
    url.push_str(if is_https { "https://" } else { "http://" });
    if let Some(user_info) = &located.user_info {
        url.push_str(located.typed(user_info));
        url.push('@');
    }
    let host_start = url.len();
    match host {
        Host::Domain(name) => url.push_str(name),
        address => write!(url, "{address}").ok()?,
    }
    let host_end = url.len();
    let port = located.effective_port(is_https)?;
    let default_port = if is_https { 443 } else { 80 };
    if port != default_port {
        write!(url, ":{port}").ok()?;
    }
    let path_start = url.len();
    let path = located.typed(&located.path);
    // `url` keeps `a:` before `..`, as if it were the drive of a file.
    let is_left_to_url = located.user_info.is_some()
        || path.contains(':')
            && path.split('/').any(|segment| dots_of_segment(segment.as_bytes()) == 2);
    if is_left_to_url {
        push_encoded(&mut url, path, PATH);
    } else {
        push_path(&mut url, path);
    }
    push_query(&mut url, located);
    if is_left_to_url {
        return written_by(Url::parse(&url).ok()?);
    }
    let parts = Parts::new(host_start..host_end, path_start, port, is_https, HostKind::of(host))?;
    Some((url, parts))
}

/// The canonical text of a reference, resolved against `base`. Its fragment is left off.
pub(super) fn reference(located: &Located<'_>, base: &Url) -> Option<(String, Parts)> {
    let before_path = located.trimmed.start..located.path.start;
    let mut reference = String::from(located.typed(&before_path));
    push_encoded(&mut reference, located.typed(&located.path), PATH);
    push_query(&mut reference, located);
    written_by(base.join(&reference).ok()?)
}

fn written_by(url: Url) -> Option<(String, Parts)> {
    let parts = Parts::of(&url)?;
    Some((url.into(), parts))
}

fn push_query(url: &mut String, located: &Located<'_>) {
    if let Some(query) = &located.query {
        url.push('?');
        push_encoded(url, located.typed(query), CANONICAL_QUERY);
    }
}

/// Adds `text`, percent-encoding what may not stand there. `%` itself is left alone: the strict read
/// wants digits after it.
fn push_encoded(url: &mut String, text: &str, place: u8) {
    const DIGITS: &[u8; 16] = b"0123456789ABCDEF";
    let digit = |value: u8| char::from(DIGITS.get(usize::from(value)).copied().unwrap_or_default());
    let bytes = text.as_bytes();
    let (mut copied, mut at) = (0, 0);
    while let Some(&byte) = bytes.get(at) {
        if byte != b'%' && !may_stand(byte, place) {
            // Nothing where `at` is inside a character: its first byte was encoded as well.
            url.push_str(text.get(copied..at).unwrap_or_default());
            url.extend(['%', digit(byte >> 4), digit(byte & 0xf)]);
            copied = at + 1;
        }
        at = next_odd(bytes, at, byte);
    }
    url.push_str(text.get(copied..).unwrap_or_default());
}

/// Adds `path`, which is empty or starts with `/`, and resolves its dot segments: WHATWG URL, [path
/// state](https://url.spec.whatwg.org/#path-state).
fn push_path(url: &mut String, path: &str) {
    if path.starts_with('/') && skip_plain(path.as_bytes(), 1) == path.len() {
        return url.push_str(path);
    }
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
