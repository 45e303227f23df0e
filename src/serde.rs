//! Feature `serde`: every value through the one validator that its type has.
//!
//! | where | what stands there |
//! |---|---|
//! | `serde/text.rs` | the types that are strings |
//! | `serde/request.rs` | the request, a map of the operation's parameters |
//! | `serde/response.rs` | the bodies of responses, in JSON and XML |
//! | `serde/policy.rs` | the policy, a file |
//! | `serde/policy/entry.rs` | what that file holds |
//! | `serde/entries.rs` | a map of strings, which requests and bodies are |
//!
//! A message says which field is wrong and repeats no callback URL, since one can hold a secret.

mod entries;
mod policy;
mod request;
mod response;
mod text;

use alloc::borrow::Cow;
use alloc::string::String;
use core::fmt::{self, Display};

use serde::de::{DeserializeSeed, Deserializer, Error, Visitor};

/// Reads a string with `read`. Owned text is a buffer that `read` may keep.
///
/// A message calls what is wanted `expected`.
fn text<X, F, T, E>(expected: X, read: F) -> Text<X, F>
where
    X: Display,
    F: FnOnce(Cow<'_, str>) -> Result<T, E>,
    E: Display,
{
    Text { expected, read }
}

struct Text<X, F> {
    expected: X,
    read: F,
}

impl<'de, X, F, T, E> DeserializeSeed<'de> for Text<X, F>
where
    X: Display,
    F: FnOnce(Cow<'_, str>) -> Result<T, E>,
    E: Display,
{
    type Value = T;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<T, D::Error> {
        deserializer.deserialize_string(self)
    }
}

impl<X, F, T, E> Visitor<'_> for Text<X, F>
where
    X: Display,
    F: FnOnce(Cow<'_, str>) -> Result<T, E>,
    E: Display,
{
    type Value = T;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.expected.fmt(f)
    }

    fn visit_str<D: Error>(self, text: &str) -> Result<T, D> {
        (self.read)(Cow::Borrowed(text)).map_err(D::custom)
    }

    fn visit_string<D: Error>(self, text: String) -> Result<T, D> {
        (self.read)(Cow::Owned(text)).map_err(D::custom)
    }
}
