//! Any bytes: read as their text where they are UTF-8, and refused at a place among them where not.
#![no_main]

use libfuzzer_sys::fuzz_target;
use live_record_notify::{DomainName, Error, NotifyUrl, Parameter, Policy};
use test_support::laws::error::is_well_said;
use test_support::laws::verdict::unsafe_rank;

fuzz_target!(|bytes: &[u8]| {
    let policy = Policy::default();
    let base = NotifyUrl::parse("https://example.com/a/b").unwrap();
    are_read_as_text(bytes, NotifyUrl::parse_bytes(bytes, &policy), NotifyUrl::parse_with);
    let redirect = |text: &str, policy: &Policy| base.redirect(text, policy);
    are_read_as_text(bytes, base.redirect_bytes(bytes, &policy), redirect);
    match (str::from_utf8(bytes), DomainName::parse_bytes(bytes)) {
        (Ok(text), name) => assert_eq!(name, DomainName::parse(text)),
        (Err(_), name) => assert_eq!(name.unwrap_err().parameter(), Parameter::DomainName),
    }
});

/// The answer to bytes is what `read` gives for their text. If they are none, it is as bad as the worst
/// reading: with a replacement for each run of bytes that are no character, or with nothing for it.
fn are_read_as_text(
    bytes: &[u8],
    answer: Result<NotifyUrl, Error>,
    read: impl Fn(&str, &Policy) -> Result<NotifyUrl, Error>,
) {
    if let Ok(text) = str::from_utf8(bytes) {
        assert_eq!(answer, read(text, &Policy::default()), "{text:?}");
        return;
    }
    let rank = unsafe_rank(&answer);
    let refused = answer.unwrap_err();
    is_well_said(&refused);
    assert!(refused.span().is_some_and(|at| bytes.get(at).is_some()), "{bytes:?}: {refused}");
    if bytes.len() > Policy::default().length_limit() {
        assert_eq!(refused.reason().id(), "too-long");
        return;
    }
    let without: String = bytes.utf8_chunks().map(|chunk| chunk.valid()).collect();
    // A replacement takes three bytes, and what is written may be longer than what was read.
    let policy = Policy::default().max_length(9 * bytes.len()).unwrap();
    let readings = [String::from_utf8_lossy(bytes).into_owned(), without];
    let readings = readings.map(|text| unsafe_rank(&read(&text, &policy)));
    let worst = readings.into_iter().flatten().min();
    assert_eq!(rank, worst, "{bytes:?}: {refused}");
    assert!(worst.is_some() || refused.reason().id() == "not-utf-8", "{bytes:?}: {refused}");
}
