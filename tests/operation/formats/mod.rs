//! Feature `serde`: every value through the one validator that its type has, and no message that
//! repeats a callback URL.

mod error;
mod memory;
mod policy;
mod request;
mod response;
mod text;

use std::fmt::{Debug, Display};

use serde::Serialize;
use serde::de::DeserializeOwned;

/// Asserts that `value` comes back from a format for people, one with a document type of its own,
/// and one that does not describe itself.
#[track_caller]
fn assert_round_trips<T: Serialize + DeserializeOwned + PartialEq + Debug>(value: &T) {
    let json = serde_json::to_string(value).unwrap();
    assert_eq!(&serde_json::from_str::<T>(&json).unwrap(), value, "JSON: {json}");
    let reader = json.as_bytes();
    assert_eq!(&serde_json::from_reader::<_, T>(reader).unwrap(), value, "JSON, read: {json}");
    let tree = serde_json::to_value(value).unwrap();
    assert_eq!(&serde_json::from_value::<T>(tree).unwrap(), value, "JSON, a tree: {json}");
    let bytes = postcard::to_allocvec(value).unwrap();
    assert_eq!(&postcard::from_bytes::<T>(&bytes).unwrap(), value, "postcard: {bytes:?}");
}

/// Asserts that the message has `part`, and nothing that stands after `secret` in the input.
#[track_caller]
fn assert_message(error: &impl Display, part: &str, input: &str) {
    let message = error.to_string();
    assert!(message.contains(part), "{input}\n gives {message}\n without {part}");
    assert!(!message.contains("secret"), "{input}\n is repeated in {message}");
}
