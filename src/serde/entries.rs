//! The parameters of a request, a map from names to strings. It is read strictly, unlike the bodies of
//! the service, which `fields.rs` reads.

use alloc::borrow::Cow;
use alloc::string::String;
use alloc::vec::Vec;
use core::convert::Infallible;
use core::fmt;

use serde::de::{DeserializeSeed, Deserializer, Error, IgnoredAny, MapAccess, Unexpected, Visitor};

use super::string::string;

/// Reads a map: the entries whose names are known, in the map's order, and each name once. Others
/// are skipped with whatever they hold; `null` is no entry.
pub(super) struct Entries {
    /// What is expected, for messages.
    pub(super) expected: &'static str,
    pub(super) known: fn(&str) -> Option<Name>,
}

/// A name that is known.
#[derive(Clone, Copy)]
pub(super) struct Name {
    pub(super) text: &'static str,
    pub(super) value: ValueType,
}

/// How a value is written in a format with types.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum ValueType {
    String,
    /// A string that no message may repeat, whatever its type in a mistaken input.
    Secret,
    /// A boolean, or its text.
    Bool,
}

impl<'de> Visitor<'de> for Entries {
    type Value = Vec<(&'static str, Cow<'de, str>)>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.expected)
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Self::Value, A::Error> {
        let mut entries: Vec<(&'static str, _)> = Vec::new();
        let known = |name: Cow<'_, str>| Ok::<_, Infallible>((self.known)(&name));
        while let Some(name) = map.next_key_seed(string("a name", known))? {
            let Some(name) = name else {
                map.next_value::<IgnoredAny>()?;
                continue;
            };
            if entries.iter().any(|(seen, _)| *seen == name.text) {
                return Err(A::Error::duplicate_field(name.text));
            }
            entries.push((name.text, map.next_value_seed(Value(name))?));
        }
        Ok(entries.into_iter().filter_map(|(name, value)| Some((name, value?))).collect())
    }

    fn visit_str<E: Error>(self, _: &str) -> Result<Self::Value, E> {
        Err(E::invalid_type(Unexpected::Other("string"), &self))
    }
}

/// The value under a name. `None` is `null`.
struct Value(Name);

impl<'de> DeserializeSeed<'de> for Value {
    type Value = Option<Cow<'de, str>>;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<Self::Value, D::Error> {
        if deserializer.is_human_readable() {
            deserializer.deserialize_option(self)
        } else {
            deserializer.deserialize_str(self)
        }
    }
}

impl Value {
    /// A number in the place of a `NotifyAuthKey` may be the key, and the default methods would quote it.
    fn refuse_number<T, E: Error>(&self) -> Result<T, E> {
        Err(E::invalid_type(Unexpected::Other("number"), self))
    }
}

impl<'de> Visitor<'de> for Value {
    type Value = Option<Cow<'de, str>>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.0.text)?;
        f.write_str(match self.0.value {
            ValueType::Bool => " as a boolean or a string",
            ValueType::String | ValueType::Secret => " as a string",
        })
    }

    fn visit_none<E: Error>(self) -> Result<Self::Value, E> {
        Ok(None)
    }

    fn visit_unit<E: Error>(self) -> Result<Self::Value, E> {
        Ok(None)
    }

    fn visit_some<D: Deserializer<'de>>(self, deserializer: D) -> Result<Self::Value, D::Error> {
        match self.0.value {
            ValueType::String => deserializer.deserialize_str(self),
            // With `deserialize_str`, a format quotes a misplaced number in its error.
            ValueType::Bool | ValueType::Secret => deserializer.deserialize_any(self),
        }
    }

    fn visit_borrowed_str<E: Error>(self, text: &'de str) -> Result<Self::Value, E> {
        Ok(Some(Cow::Borrowed(text)))
    }

    fn visit_str<E: Error>(self, text: &str) -> Result<Self::Value, E> {
        Ok(Some(Cow::Owned(text.into())))
    }

    fn visit_string<E: Error>(self, text: String) -> Result<Self::Value, E> {
        Ok(Some(Cow::Owned(text)))
    }

    fn visit_bool<E: Error>(self, value: bool) -> Result<Self::Value, E> {
        match value {
            _ if self.0.value != ValueType::Bool => {
                Err(E::invalid_type(Unexpected::Bool(value), &self))
            }
            true => Ok(Some(Cow::Borrowed("true"))),
            false => Ok(Some(Cow::Borrowed("false"))),
        }
    }

    fn visit_i64<E: Error>(self, _: i64) -> Result<Self::Value, E> {
        self.refuse_number()
    }

    fn visit_i128<E: Error>(self, _: i128) -> Result<Self::Value, E> {
        self.refuse_number()
    }

    fn visit_u64<E: Error>(self, _: u64) -> Result<Self::Value, E> {
        self.refuse_number()
    }

    fn visit_u128<E: Error>(self, _: u128) -> Result<Self::Value, E> {
        self.refuse_number()
    }

    fn visit_f64<E: Error>(self, _: f64) -> Result<Self::Value, E> {
        self.refuse_number()
    }
}
