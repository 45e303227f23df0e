//! Laws of hosts that lead inside, written in ways that not every reader reads.

use live_record_notify::NotifyUrl;

use crate::disguise::{BareHost, Disguise};

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
