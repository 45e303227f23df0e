//! A string that is read as it is deserialized.

use alloc::borrow::Cow;
use alloc::string::String;
use core::fmt::{self, Display};

use serde::de::{DeserializeSeed, Deserializer, Error, Unexpected, Visitor};

/// Reads a string with `read`. Owned text is a buffer that `read` may keep.
///
/// A message calls what is wanted `expected`.
pub(super) fn string<X, F, T, E>(expected: X, read: F) -> ReadString<X, F>
where
    X: Display,
    F: FnOnce(Cow<'_, str>) -> Result<T, E>,
    E: Display,
{
    ReadString { expected, read, is_secret: false }
}

/// [`string`] for a secret: no message repeats it, nor a value of another type in its place.
pub(super) fn secret<'de, D, X, F, T, E>(
    deserializer: D,
    expected: X,
    read: F,
) -> Result<T, D::Error>
where
    D: Deserializer<'de>,
    X: Display,
    F: FnOnce(Cow<'_, str>) -> Result<T, E>,
    E: Display,
{
    let reader = ReadString { expected, read, is_secret: true };
    if deserializer.is_human_readable() {
        // With `deserialize_string`, a format quotes a misplaced number in its error.
        deserializer.deserialize_any(reader)
    } else {
        deserializer.deserialize_string(reader)
    }
}

pub(super) struct ReadString<X, F> {
    expected: X,
    read: F,
    is_secret: bool,
}

impl<X, F> ReadString<X, F> {
    fn unless_secret<'a>(&self, what: Unexpected<'a>) -> Unexpected<'a> {
        if self.is_secret { Unexpected::Other("number") } else { what }
    }
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

    fn visit_i64<D: Error>(self, value: i64) -> Result<T, D> {
        Err(D::invalid_type(self.unless_secret(Unexpected::Signed(value)), &self))
    }

    fn visit_u64<D: Error>(self, value: u64) -> Result<T, D> {
        Err(D::invalid_type(self.unless_secret(Unexpected::Unsigned(value)), &self))
    }

    fn visit_f64<D: Error>(self, value: f64) -> Result<T, D> {
        Err(D::invalid_type(self.unless_secret(Unexpected::Float(value)), &self))
    }
}
