//! Reads lists and limits, and adds each entry to what was read before it.

use alloc::borrow::Cow;
use alloc::boxed::Box;
use alloc::format;
use alloc::string::String;
use alloc::vec::Vec;
use core::error::Error as StdError;
use core::fmt::{self, Display};
use core::marker::PhantomData;
use core::mem::take;
use core::num::NonZeroU16;
use core::str::FromStr;

use serde::de::value::Error as KeyError;
use serde::de::{
    Deserialize, DeserializeSeed, Deserializer, Error, IntoDeserializer, SeqAccess, Unexpected,
    Visitor,
};

use crate::policy::{Policy, PolicyError, is_no_url};
use crate::serde::string::string;

/// What an entry adds to, or why it cannot.
pub(super) type Added<T> = Result<T, Box<dyn StdError>>;

/// Reads a list of strings, each of which is added to `target`.
pub(super) struct Entries<T, F> {
    pub(super) target: T,
    /// What an entry looks like, for messages.
    pub(super) expected: &'static str,
    pub(super) add: F,
}

pub(super) const HOST: &str = r#"a host name like "example.com" or ".example.com""#;
pub(super) const NETWORK: &str = r#"a network like "10.0.0.0/8""#;
pub(super) const NAT64_PREFIX: &str = r#"a network like "2001:db8:64::/96""#;

impl<'de, T: Default, F: Fn(T, &str) -> Added<T>> DeserializeSeed<'de> for Entries<T, F> {
    type Value = T;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<T, D::Error> {
        list(deserializer, self)
    }
}

impl<'de, T: Default, F: Fn(T, &str) -> Added<T>> Visitor<'de> for Entries<T, F> {
    type Value = T;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a sequence")
    }

    /// The default method would quote the string, which may be a URL.
    fn visit_str<E: Error>(self, _: &str) -> Result<T, E> {
        Err(E::invalid_type(Unexpected::Other("string"), &self))
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut list: A) -> Result<T, A::Error> {
        let Self { mut target, expected, add } = self;
        // A format that knows places gives the one of the entry, since it is refused while it is read.
        while let Some(with_entry) = list
            .next_element_seed(string(expected, |entry: Cow<'_, str>| {
                add(take(&mut target), &entry)
            }))?
        {
            target = with_entry;
        }
        Ok(target)
    }
}

/// Reads a list. With `deserialize_seq`, a human-readable format quotes a misplaced string in its error.
pub(super) fn list<'de, D: Deserializer<'de>, V: Visitor<'de>>(
    deserializer: D,
    visitor: V,
) -> Result<V::Value, D::Error> {
    if deserializer.is_human_readable() {
        deserializer.deserialize_any(visitor)
    } else {
        deserializer.deserialize_seq(visitor)
    }
}

/// The one of `keys` that `key` is.
pub(super) fn known(keys: &'static [&'static str], key: &str) -> Result<&'static str, KeyError> {
    // A URL where a key belongs is not repeated.
    let shown = if is_no_url(key) { key } else { "…" };
    let known = keys.iter().copied().find(|known| *known == key);
    known.ok_or_else(|| KeyError::unknown_field(shown, keys))
}

/// Reads a value that is no string. A misplaced string may be a URL, and the default methods would quote
/// it.
pub(super) struct NonString<T> {
    /// What is expected, for messages.
    pub(super) expected: &'static str,
    pub(super) value: PhantomData<T>,
}

impl<T> NonString<T> {
    pub(super) fn new(expected: &'static str) -> Self {
        Self { expected, value: PhantomData }
    }
}

impl<'de, T: Deserialize<'de>> DeserializeSeed<'de> for NonString<T> {
    type Value = T;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<T, D::Error> {
        if deserializer.is_human_readable() {
            deserializer.deserialize_any(self)
        } else {
            T::deserialize(deserializer)
        }
    }
}

impl<'de, T: Deserialize<'de>> Visitor<'de> for NonString<T> {
    type Value = T;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.expected)
    }

    fn visit_str<E: Error>(self, _: &str) -> Result<T, E> {
        Err(E::invalid_type(Unexpected::Other("string"), &self))
    }

    fn visit_bool<E: Error>(self, value: bool) -> Result<T, E> {
        T::deserialize(value.into_deserializer())
    }

    fn visit_i64<E: Error>(self, value: i64) -> Result<T, E> {
        T::deserialize(value.into_deserializer())
    }

    fn visit_u64<E: Error>(self, value: u64) -> Result<T, E> {
        T::deserialize(value.into_deserializer())
    }
}

/// Reads a list of ports.
pub(super) struct Ports;

impl<'de> DeserializeSeed<'de> for Ports {
    type Value = Vec<u16>;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<Vec<u16>, D::Error> {
        list(deserializer, self)
    }
}

impl<'de> Visitor<'de> for Ports {
    type Value = Vec<u16>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a sequence")
    }

    fn visit_str<E: Error>(self, _: &str) -> Result<Vec<u16>, E> {
        Err(E::invalid_type(Unexpected::Other("string"), &self))
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut list: A) -> Result<Vec<u16>, A::Error> {
        let mut ports = Vec::new();
        while let Some(port) =
            list.next_element_seed(NonString::<NonZeroU16>::new("a nonzero u16"))?
        {
            ports.push(port.get());
        }
        Ok(ports)
    }
}

/// Reads a number that is set as a limit.
pub(super) struct Limit(
    pub(super) Policy,
    pub(super) fn(Policy, usize) -> Result<Policy, PolicyError>,
);

impl<'de> DeserializeSeed<'de> for Limit {
    type Value = Policy;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<Policy, D::Error> {
        let Self(policy, set) = self;
        let limit = NonString::<usize>::new("usize").deserialize(deserializer)?;
        set(policy, limit).map_err(D::Error::custom)
    }
}

pub(super) fn network<T: FromStr<Err: Display>>(text: &str) -> Result<T, String> {
    text.parse().map_err(|error| {
        if is_no_url(text) {
            format!("{text:?} is no network: {error}")
        } else {
            format!("an entry is no network: {error}")
        }
    })
}
