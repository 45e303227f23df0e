//! Reads a policy as JavaScript writes it. Like JSON, but with lengths before what they are about: a
//! reader of JSON would be a fifth of the package.

use std::fmt::{self, Display};

use serde::de::value::StrDeserializer;
use serde::de::{
    DeserializeSeed, Deserializer, Error as _, Expected, IntoDeserializer, MapAccess, SeqAccess,
    Unexpected, Visitor,
};
use serde::forward_to_deserialize_any;

/// What is left to read.
pub(crate) struct Reader<'a>(pub(crate) &'a [u8]);

impl<'a> Reader<'a> {
    fn take(&mut self, length: usize) -> Result<&'a [u8], Error> {
        let (taken, rest) = self.0.split_at_checked(length).ok_or_else(broken)?;
        self.0 = rest;
        Ok(taken)
    }

    fn length(&mut self) -> Result<usize, Error> {
        let bytes = self.take(4)?.try_into().map_err(|_| broken())?;
        usize::try_from(u32::from_le_bytes(bytes)).map_err(|_| broken())
    }

    fn text(&mut self) -> Result<&'a str, Error> {
        let length = self.length()?;
        str::from_utf8(self.take(length)?)
            .map_err(|_| Error::custom("a text of the policy is not well-formed"))
    }

    fn number(&mut self) -> Result<f64, Error> {
        Ok(f64::from_le_bytes(self.take(8)?.try_into().map_err(|_| broken())?))
    }
}

impl<'de> Deserializer<'de> for &mut Reader<'de> {
    type Error = Error;

    fn deserialize_any<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Error> {
        match self.take(1)? {
            b"n" => visitor.visit_unit(),
            b"t" => visitor.visit_bool(true),
            b"f" => visitor.visit_bool(false),
            b"d" => match self.number()? {
                number if number.fract() != 0.0 || number.abs() > MAX_SAFE_INTEGER => {
                    visitor.visit_f64(number)
                }
                #[expect(clippy::cast_possible_truncation, reason = "it is an integer in range")]
                number => match u64::try_from(number as i64) {
                    Ok(number) => visitor.visit_u64(number),
                    Err(_) => visitor.visit_i64(number as i64),
                },
            },
            b"s" => visitor.visit_borrowed_str(self.text()?),
            b"l" => {
                let left = self.length()?;
                visitor.visit_seq(Items { reader: self, left })
            }
            b"m" => {
                let left = self.length()?;
                visitor.visit_map(Items { reader: self, left })
            }
            _ => Err(broken()),
        }
    }

    forward_to_deserialize_any! {
        bool i8 i16 i32 i64 i128 u8 u16 u32 u64 u128 f32 f64 char str string bytes byte_buf option
        unit unit_struct newtype_struct seq tuple tuple_struct map struct enum identifier ignored_any
    }
}

/// The items of a list, or the entries of a map, that are still to be read.
struct Items<'a, 'de> {
    reader: &'a mut Reader<'de>,
    left: usize,
}

impl Items<'_, '_> {
    fn is_another(&mut self) -> bool {
        self.left.checked_sub(1).map(|left| self.left = left).is_some()
    }
}

impl<'de> SeqAccess<'de> for Items<'_, 'de> {
    type Error = Error;

    fn next_element_seed<T: DeserializeSeed<'de>>(
        &mut self,
        seed: T,
    ) -> Result<Option<T::Value>, Error> {
        if self.is_another() { seed.deserialize(&mut *self.reader).map(Some) } else { Ok(None) }
    }
}

impl<'de> MapAccess<'de> for Items<'_, 'de> {
    type Error = Error;

    fn next_key_seed<K: DeserializeSeed<'de>>(
        &mut self,
        seed: K,
    ) -> Result<Option<K::Value>, Error> {
        if !self.is_another() {
            return Ok(None);
        }
        let key: StrDeserializer<'_, Error> = self.reader.text()?.into_deserializer();
        seed.deserialize(key).map(Some)
    }

    fn next_value_seed<V: DeserializeSeed<'de>>(&mut self, seed: V) -> Result<V::Value, Error> {
        seed.deserialize(&mut *self.reader)
    }
}

/// Why a policy is none: what the crate says of it.
#[derive(Debug)]
pub(crate) struct Error(String);

impl Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl std::error::Error for Error {}

impl serde::de::Error for Error {
    fn custom<T: Display>(message: T) -> Self {
        Self(message.to_string())
    }

    /// The provided method would write a number with a point, and that takes 10 KB of code.
    fn invalid_type(unexpected: Unexpected<'_>, expected: &dyn Expected) -> Self {
        match unexpected {
            Unexpected::Bool(value) => {
                Self(format!("invalid type: boolean `{value}`, expected {expected}"))
            }
            Unexpected::Signed(value) => {
                Self(format!("invalid type: number `{value}`, expected {expected}"))
            }
            Unexpected::Unsigned(value) => {
                Self(format!("invalid type: number `{value}`, expected {expected}"))
            }
            Unexpected::Float(_) => Self(format!("invalid type: number, expected {expected}")),
            Unexpected::Unit => Self(format!("invalid type: null, expected {expected}")),
            Unexpected::Seq => Self(format!("invalid type: sequence, expected {expected}")),
            Unexpected::Map => Self(format!("invalid type: map, expected {expected}")),
            Unexpected::Other(what) => Self(format!("invalid type: {what}, expected {expected}")),
            _ => Self(format!("invalid type, expected {expected}")),
        }
    }

    fn invalid_value(unexpected: Unexpected<'_>, expected: &dyn Expected) -> Self {
        let Self(message) = Self::invalid_type(unexpected, expected);
        Self(message.replacen("type", "value", 1))
    }
}

fn broken() -> Error {
    Error::custom("the policy was not written as it is read")
}

/// Up to here JavaScript counts every integer (ECMAScript, Number.MAX_SAFE_INTEGER).
const MAX_SAFE_INTEGER: f64 = 9_007_199_254_740_991.0;
