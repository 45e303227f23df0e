//! A string that is read as it is deserialized.

use alloc::borrow::Cow;
use alloc::string::String;
use core::fmt::{self, Display};

use serde::de::{DeserializeSeed, Deserializer, Error, Visitor};

/// Reads a string with `read`. Owned text is a buffer that `read` may keep.
///
/// A message calls what is wanted `expected`.
pub(super) fn string<X, F, T, E>(expected: X, read: F) -> ReadString<X, F>
where
    X: Display,
    F: FnOnce(Cow<'_, str>) -> Result<T, E>,
    E: Display,
{
    ReadString { expected, read }
}

pub(super) struct ReadString<X, F> {
    expected: X,
    read: F,
}

impl<'de, X, F, T, E> DeserializeSeed<'de> for ReadString<X, F>
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

impl<X, F, T, E> Visitor<'_> for ReadString<X, F>
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
