//! Laws of hosts that lead inside, written in ways that not every reader reads.

use live_record_notify::{NotifyUrl, Policy};

use super::verdict::unsafe_rank;
use crate::disguise::{BareHost, Disguise, Kind};

/// A host that leads inside is Unsafe in the disguise, for a reason at least as bad as that of the
/// plain host: some disguises can be read in several ways. Its place is that of the host.
#[track_caller]
pub fn hides_nothing(row: &Disguise, host: &BareHost) {
    let plain = NotifyUrl::parse(&format!("http://{}/", host.in_url())).unwrap_err();
    let text = (row.text)(&host.in_url(), &host.text);
    let refused = NotifyUrl::parse(&text).unwrap_err();
    assert!(refused.code().as_str().ends_with(".Unsafe"), "{}: {text:?}: {refused}", row.name);
    let (rank, plain_rank) = (refused.reason().rank(), plain.reason().rank());
    assert!(rank <= plain_rank, "{}: {text:?}: {refused}, but {plain}", row.name);
    let place = &text[refused.span().unwrap()];
    assert!(place.contains(&host.text), "{}: {text:?}: {place:?}", row.name);
}

/// Where some reader cuts a host off, or starts to read a port.
const CUTS: [&str; 7] = [":", "%00", "\0", " ", "%20", "%3a", "%40"];

/// A host that leads inside is Unsafe before each of the [`CUTS`], for a reason at least as bad as that of
/// the plain host, whatever follows, but an `@`: before that it is no host.
#[track_caller]
pub fn is_found_before(host: &BareHost, free: &str) {
    let free = free.replace('@', "");
    for cut in CUTS {
        is_as_bad(&format!("http://{}{cut}{free}", host.in_url()), host);
    }
}

/// A host that leads inside is Unsafe behind an `@`, encoded or not, for a reason at least as bad as that
/// of the plain host, whatever stands before it and is no end of the authority. Behind an encoded `@` no
/// reader finds an IPv6 address: brackets stand at the start of a host, or nowhere.
#[track_caller]
pub fn is_found_behind(host: &BareHost, free: &str) {
    let user = free.replace(['/', '\\', '?', '#'], "");
    is_as_bad(&format!("http://{user}@{}/", host.in_url()), host);
    if host.kind == Kind::Ipv6 {
        return;
    }
    is_as_bad(&format!("http://{user}%40{}/", host.in_url()), host);
}

/// The text is Unsafe, for a reason at least as bad as that of the plain host.
#[track_caller]
fn is_as_bad(text: &str, host: &BareHost) {
    // A text that is too long is not read.
    if text.len() <= Policy::default().length_limit() {
        let plain = unsafe_rank(&NotifyUrl::parse(&format!("http://{}/", host.in_url())));
        let answer = NotifyUrl::parse(text);
        let rank = unsafe_rank(&answer);
        assert!(rank.is_some() && rank <= plain, "{text:?}: {answer:?}, but {plain:?}");
    }
}
