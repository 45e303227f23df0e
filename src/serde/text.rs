//! The types that are strings.

use alloc::borrow::Cow;
use alloc::string::String;

use serde::de::{Deserialize, DeserializeSeed, Deserializer};
use serde::ser::{Serialize, Serializer};

use super::Text;
use crate::callback_url::{NotifyUrl, OnDemandUrl};
use crate::domain_name::DomainName;
use crate::error::Error;
use crate::error_code::ErrorCode;
use crate::response::RequestId;

macro_rules! string_type {
    ($name:ident, $example:literal, $read:expr) => {
        /// As a string.
        ///
        /// ```
        #[doc = concat!("use live_record_notify::", stringify!($name), ";")]
        ///
        #[doc = concat!("let json = r#\"\"", $example, "\"\"#;")]
        #[doc = concat!("let value: ", stringify!($name), " = serde_json::from_str(json)?;")]
        /// assert_eq!(serde_json::to_string(&value)?, json);
        /// # Ok::<(), serde_json::Error>(())
        /// ```
        impl Serialize for $name {
            fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                serializer.collect_str(self)
            }
        }

        /// From a string, by the one parser. Error messages never repeat the string.
        impl<'de> Deserialize<'de> for $name {
            fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                let expected = concat!(stringify!($name), " as a string");
                Text { expected, read: $read }.deserialize(deserializer)
            }
        }
    };
}

string_type!(DomainName, "live.example.com", keep_buffer);
string_type!(NotifyUrl, "http://demo.aliyundoc.com/examplecallback.action", keep_buffer);
string_type!(OnDemandUrl, "http://learn.aliyundoc.com/ondemandcallback.action", keep_buffer);
string_type!(RequestId, "16A96B9A-F203-4EC5-8E43-CB92E68F4CD8", |text| text.parse());
string_type!(ErrorCode, "InvalidNotifyUrl.Unsafe", |text| {
    text.parse().map_err(|_| "an error code that the operation does not have")
});

fn keep_buffer<T>(text: Cow<'_, str>) -> Result<T, Error>
where
    T: for<'a> TryFrom<&'a str, Error = Error> + TryFrom<String, Error = Error>,
{
    match text {
        Cow::Borrowed(text) => text.try_into(),
        Cow::Owned(text) => text.try_into(),
    }
}
