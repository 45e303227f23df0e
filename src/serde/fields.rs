//! The fields of a body of the service's, read leniently: a success must not become an error.

use alloc::borrow::Cow;
use alloc::string::{String, ToString};
use alloc::vec::Vec;
use core::convert::Infallible;
use core::fmt;

use serde::de::{DeserializeSeed, Deserializer, Error, IgnoredAny, MapAccess, SeqAccess, Visitor};

use super::string::string;
use crate::response::{InvalidRequestId, RequestId};

pub(super) const REQUEST_ID: &str = "RequestId";

/// The name under which `quick-xml` gives the text of an element.
const TEXT: &str = "$text";

/// The known fields that were there.
pub(super) struct Fields<'de>(Vec<(&'static str, Cow<'de, str>)>);

/// A field that holds fields, and their names.
type Nested = (&'static str, &'static [&'static str]);

impl<'de> Fields<'de> {
    /// Reads a map. Of a field that is there twice the first counts. Numbers and booleans are texts;
    /// `null`, or a list or a map in the place of a text, is no field.
    pub(super) fn read<D: Deserializer<'de>>(
        deserializer: D,
        expected: &'static str,
        known: &'static [&'static str],
    ) -> Result<Self, D::Error> {
        Self::read_nested(deserializer, expected, known, ("", &[])).map(|(fields, _)| fields)
    }

    /// The same for a map in which one field holds a map itself.
    pub(super) fn read_nested<D: Deserializer<'de>>(
        deserializer: D,
        expected: &'static str,
        known: &'static [&'static str],
        nested: Nested,
    ) -> Result<(Self, Option<Self>), D::Error> {
        let body = deserializer.deserialize_map(Body { expected, known, nested })?;
        body.ok_or_else(|| D::Error::custom(format_args!("expected {expected}")))
    }

    pub(super) fn take(&mut self, name: &str) -> Option<String> {
        let at = self.0.iter().position(|(it, _)| *it == name)?;
        Some(self.0.swap_remove(at).1.into_owned())
    }

    pub(super) fn request_id(&mut self) -> Result<RequestId, InvalidRequestId> {
        self.take(REQUEST_ID).unwrap_or_default().parse()
    }
}

/// A map of fields; `None` for anything else.
struct Body {
    expected: &'static str,
    known: &'static [&'static str],
    nested: Nested,
}

/// In the place of a field, where anything may stand.
impl<'de> DeserializeSeed<'de> for Body {
    type Value = Option<(Fields<'de>, Option<Fields<'de>>)>;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<Self::Value, D::Error> {
        if deserializer.is_human_readable() {
            deserializer.deserialize_any(self)
        } else {
            deserializer.deserialize_map(self)
        }
    }
}

/// The methods of a visitor for what is neither a map nor a text.
macro_rules! no_value {
    () => {
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
    };
}

impl<'de> Visitor<'de> for Body {
    type Value = Option<(Fields<'de>, Option<Fields<'de>>)>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.expected)
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Self::Value, A::Error> {
        let mut fields: Vec<(&'static str, Cow<'de, str>)> = Vec::new();
        let mut inner = None;
        let (nested, known_inside) = self.nested;
        let names = || self.known.iter().chain([&nested]).copied();
        let known = |name: Cow<'_, str>| Ok::<_, Infallible>(names().find(|it| *it == name));
        while let Some(name) = map.next_key_seed(string("a name", known))? {
            match name {
                Some(name) if name == nested && inner.is_none() => {
                    let seed = Body { expected: nested, known: known_inside, nested: ("", &[]) };
                    inner = map.next_value_seed(seed)?.map(|(fields, _)| fields);
                }
                Some(name) if fields.iter().all(|(seen, _)| *seen != name) => {
                    fields.extend(map.next_value_seed(Text)?.map(|text| (name, text)));
                }
                _ => {
                    map.next_value::<IgnoredAny>()?;
                }
            }
        }
        Ok(Some((Fields(fields), inner)))
    }

    fn visit_str<E: Error>(self, _: &str) -> Result<Self::Value, E> {
        Ok(None)
    }

    fn visit_bool<E: Error>(self, _: bool) -> Result<Self::Value, E> {
        Ok(None)
    }

    fn visit_i64<E: Error>(self, _: i64) -> Result<Self::Value, E> {
        Ok(None)
    }

    fn visit_u64<E: Error>(self, _: u64) -> Result<Self::Value, E> {
        Ok(None)
    }

    fn visit_f64<E: Error>(self, _: f64) -> Result<Self::Value, E> {
        Ok(None)
    }

    no_value!();
}

/// A text, or what can stand for one.
struct Text;

impl<'de> DeserializeSeed<'de> for Text {
    type Value = Option<Cow<'de, str>>;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<Self::Value, D::Error> {
        if deserializer.is_human_readable() {
            deserializer.deserialize_any(self)
        } else {
            deserializer.deserialize_str(self)
        }
    }
}

impl<'de> Visitor<'de> for Text {
    type Value = Option<Cow<'de, str>>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a text")
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
        Ok(Some(Cow::Borrowed(if value { "true" } else { "false" })))
    }

    fn visit_i64<E: Error>(self, value: i64) -> Result<Self::Value, E> {
        Ok(Some(Cow::Owned(value.to_string())))
    }

    fn visit_u64<E: Error>(self, value: u64) -> Result<Self::Value, E> {
        Ok(Some(Cow::Owned(value.to_string())))
    }

    fn visit_f64<E: Error>(self, value: f64) -> Result<Self::Value, E> {
        Ok(Some(Cow::Owned(value.to_string())))
    }

    /// An element of XML is a map: its text stands under a name of its own, and an empty one holds
    /// nothing.
    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Self::Value, A::Error> {
        let mut text = None;
        let mut is_empty = true;
        let is_text = |name: Cow<'_, str>| Ok::<_, Infallible>(name == TEXT);
        while let Some(is_text) = map.next_key_seed(string("a name", is_text))? {
            is_empty = false;
            if is_text && text.is_none() {
                text = map.next_value_seed(Text)?;
            } else {
                map.next_value::<IgnoredAny>()?;
            }
        }
        Ok(if is_empty { Some(Cow::Borrowed("")) } else { text })
    }

    no_value!();
}
