//! Reads the fields of a response body leniently: an odd field must not turn a success into an error.

use alloc::borrow::Cow;
use alloc::collections::BTreeMap;
use alloc::string::{String, ToString};
use core::cell::Cell;
use core::convert::Infallible;
use core::fmt;

use serde::de::{DeserializeSeed, Deserializer, Error, IgnoredAny, MapAccess, SeqAccess, Visitor};

use super::string::string;
use crate::response::{InvalidRequestId, RequestId};

pub(super) const REQUEST_ID: &str = "RequestId";

/// A field that is known.
#[derive(Clone, Copy)]
pub(super) enum Known {
    Text(&'static str),
    /// One that holds fields itself.
    Fields(&'static str, &'static [Known]),
}

/// The known fields that were there.
#[derive(Default)]
pub(super) struct Fields<'de> {
    texts: BTreeMap<&'static str, Cow<'de, str>>,
    /// Those that hold fields themselves.
    fields: BTreeMap<&'static str, Self>,
}

enum Value<'de> {
    Text(Cow<'de, str>),
    Fields(Fields<'de>),
}

impl<'de> Fields<'de> {
    /// Reads a map. If a field occurs twice, the first one with a value counts. Numbers and booleans
    /// become text. `null`, a list, or a map that is not an XML element (empty, or with `$text`) counts
    /// as absent; so does text where a map of fields belongs.
    pub(super) fn read<D: Deserializer<'de>>(
        deserializer: D,
        expected: &'static str,
        known: &'static [Known],
    ) -> Result<Self, D::Error> {
        let is_other = Cell::new(false);
        let body = Body { place: Place::Fields { expected, known }, is_other: &is_other };
        match deserializer.deserialize_map(body) {
            Ok(Some(Value::Fields(fields))) => Ok(fields),
            Err(error) if !is_other.get() => Err(error),
            // `serde_json` quotes a string that stands where a map belongs.
            _ => Err(D::Error::custom(format_args!("expected {expected}"))),
        }
    }

    /// Takes out a text.
    pub(super) fn text(&mut self, name: &str) -> Option<String> {
        self.texts.remove(name).map(Cow::into_owned)
    }

    /// Takes out the fields that a field holds.
    pub(super) fn fields(&mut self, name: &str) -> Option<Self> {
        self.fields.remove(name)
    }

    pub(super) fn request_id(&mut self) -> Result<RequestId, InvalidRequestId> {
        self.text(REQUEST_ID).unwrap_or_default().parse()
    }

    fn has(&self, name: &str) -> bool {
        self.texts.contains_key(name) || self.fields.contains_key(name)
    }

    fn insert(&mut self, name: &'static str, value: Value<'de>) {
        match value {
            Value::Text(text) => drop(self.texts.insert(name, text)),
            Value::Fields(fields) => drop(self.fields.insert(name, fields)),
        }
    }
}

/// The whole of a body.
struct Body<'a> {
    place: Place,
    /// Whether a format has asked what was expected, to say that something else is there.
    is_other: &'a Cell<bool>,
}

impl<'de> Visitor<'de> for Body<'_> {
    type Value = Option<Value<'de>>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.is_other.set(true);
        self.place.expecting(f)
    }

    fn visit_some<D: Deserializer<'de>>(self, inner: D) -> Result<Self::Value, D::Error> {
        inner.deserialize_map(self)
    }

    fn visit_map<A: MapAccess<'de>>(self, map: A) -> Result<Self::Value, A::Error> {
        self.place.visit_map(map)
    }
}

impl Known {
    fn name(self) -> &'static str {
        match self {
            Self::Text(name) | Self::Fields(name, _) => name,
        }
    }

    fn place(self) -> Place {
        match self {
            Self::Text(_) => Place::Text,
            Self::Fields(expected, known) => Place::Fields { expected, known },
        }
    }
}

/// Reads the value of a field that should be a text or a map of fields. A value of any other type is
/// read too, and gives `None`.
enum Place {
    Text,
    Fields { expected: &'static str, known: &'static [Known] },
}

/// An element of XML is a map: `quick-xml` gives its text under this name.
const TEXT: &str = "$text";

impl<'de> DeserializeSeed<'de> for Place {
    type Value = Option<Value<'de>>;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<Self::Value, D::Error> {
        match self {
            _ if deserializer.is_human_readable() => deserializer.deserialize_any(self),
            Self::Text => deserializer.deserialize_str(self),
            Self::Fields { .. } => deserializer.deserialize_map(self),
        }
    }
}

impl Place {
    /// What `text` is here.
    fn value(self, text: Cow<'_, str>) -> Option<Value<'_>> {
        match self {
            Self::Text => Some(Value::Text(text)),
            Self::Fields { .. } => None,
        }
    }
}

impl<'de> Visitor<'de> for Place {
    type Value = Option<Value<'de>>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Text => "a text",
            Self::Fields { expected, .. } => expected,
        })
    }

    fn visit_borrowed_str<E: Error>(self, text: &'de str) -> Result<Self::Value, E> {
        Ok(self.value(Cow::Borrowed(text)))
    }

    fn visit_str<E: Error>(self, text: &str) -> Result<Self::Value, E> {
        Ok(self.value(Cow::Owned(text.into())))
    }

    fn visit_string<E: Error>(self, text: String) -> Result<Self::Value, E> {
        Ok(self.value(Cow::Owned(text)))
    }

    fn visit_bool<E: Error>(self, value: bool) -> Result<Self::Value, E> {
        Ok(self.value(Cow::Borrowed(if value { "true" } else { "false" })))
    }

    fn visit_i64<E: Error>(self, value: i64) -> Result<Self::Value, E> {
        Ok(self.value(Cow::Owned(value.to_string())))
    }

    fn visit_u64<E: Error>(self, value: u64) -> Result<Self::Value, E> {
        Ok(self.value(Cow::Owned(value.to_string())))
    }

    fn visit_f64<E: Error>(self, value: f64) -> Result<Self::Value, E> {
        Ok(self.value(Cow::Owned(value.to_string())))
    }

    fn visit_none<E: Error>(self) -> Result<Self::Value, E> {
        Ok(None)
    }

    fn visit_unit<E: Error>(self) -> Result<Self::Value, E> {
        Ok(None)
    }

    fn visit_some<D: Deserializer<'de>>(self, inner: D) -> Result<Self::Value, D::Error> {
        self.deserialize(inner)
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut list: A) -> Result<Self::Value, A::Error> {
        while list.next_element::<IgnoredAny>()?.is_some() {}
        Ok(None)
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Self::Value, A::Error> {
        let known = match self {
            Self::Text => &[Known::Text(TEXT)],
            Self::Fields { known, .. } => known,
        };
        let find = |name: Cow<'_, str>| {
            Ok::<_, Infallible>(known.iter().copied().find(|field| field.name() == name))
        };
        let mut is_empty = true;
        let mut fields = Fields::default();
        while let Some(field) = map.next_key_seed(string("a name", find))? {
            is_empty = false;
            match field {
                // What follows the first value may be odd in any way.
                Some(field) if !fields.has(field.name()) => {
                    if let Some(value) = map.next_value_seed(field.place())? {
                        fields.insert(field.name(), value);
                    }
                }
                _ => drop(map.next_value::<IgnoredAny>()?),
            }
        }
        Ok(match self {
            Self::Fields { .. } => Some(Value::Fields(fields)),
            // An empty element.
            Self::Text if is_empty => Some(Value::Text(Cow::Borrowed(""))),
            Self::Text => fields.texts.remove(TEXT).map(Value::Text),
        })
    }
}
