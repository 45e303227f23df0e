//! What serde reads and writes, in JSON: a policy reads back as itself, a URL is read as by its other
//! constructors, and an error says what its getters say, and no more.
#![no_main]

use std::fmt::Debug;

use arbitrary::Arbitrary;
use libfuzzer_sys::fuzz_target;
use live_record_notify::{DomainName, Error, NotifyUrl, OnDemandUrl, Policy};
use live_record_notify_fuzz::policy::{Entry, policy};
use serde::Serialize;
use serde::de::DeserializeSeed;
use serde_json::{Deserializer, from_str, json, to_string, to_value};

#[derive(Debug, Arbitrary)]
struct Input<'a> {
    entries: Vec<Entry>,
    text: &'a str,
}

fuzz_target!(|input: Input<'_>| {
    let Input { entries, text } = input;
    let (policy, _) = policy(&entries);
    reads_back(&policy);
    if let Ok(policy) = from_str::<Policy>(text) {
        reads_back(&policy);
    }
    let json = to_string(text).unwrap();
    is_read_alike(DomainName::parse(text), from_str(&json), text);
    is_read_alike(NotifyUrl::parse(text), from_str(&json), text);
    is_read_alike(OnDemandUrl::parse(text), from_str(&json), text);
    let by_seed = NotifyUrl::seed(&policy).deserialize(&mut Deserializer::from_str(&json));
    is_read_alike(NotifyUrl::parse_with(text, &policy), by_seed, text);
});

fn reads_back(policy: &Policy) {
    let file = to_string(policy).unwrap();
    assert_eq!(from_str::<Policy>(&file).as_ref().ok(), Some(policy), "{file}");
}

fn is_read_alike<T: Debug + PartialEq + AsRef<str> + Serialize>(
    parsed: Result<T, Error>,
    read: serde_json::Result<T>,
    text: &str,
) {
    match (parsed, read) {
        (Ok(parsed), Ok(read)) => {
            assert_eq!(parsed, read);
            assert_eq!(to_string(&parsed).unwrap(), to_string(parsed.as_ref()).unwrap());
        }
        (Err(parsed), Err(read)) => {
            let (parsed_text, read_text) = (parsed.to_string(), read.to_string());
            let place = format!(" at line {} column {}", read.line(), read.column());
            let rest = read_text.strip_prefix(&parsed_text);
            assert!(rest == Some("") || rest == Some(&*place), "{parsed}, but {read}");
            is_written_as_its_getters_say(&parsed, text);
        }
        (parsed, read) => panic!("{text:?}: {parsed:?}, but {read:?}"),
    }
}

fn is_written_as_its_getters_say(error: &Error, text: &str) {
    let reason = error.reason();
    let span = error.span().unwrap();
    let units = |end: usize| text[..end].encode_utf16().count();
    let expected = json!({
        "code": error.code().as_str(),
        "message": error.code().message(),
        "parameter": error.parameter().as_str(),
        "verdict": error.verdict().as_str(),
        "reason": {
            "id": reason.id(),
            "text": reason.to_string(),
            "basis": reason.basis().as_str(),
            "source": reason.source_text(),
            "help": reason.help(),
        },
        "span": [span.start, span.end],
        "span_in_utf16": [units(span.start), units(span.end)],
    });
    assert_eq!(to_value(error.in_text(text)).unwrap(), expected);
}
