//! Feature `schemars`: the JSON Schema of names and URLs.

use alloc::borrow::Cow;

use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};

use crate::callback_url::{CallbackUrl, UrlParameter};
use crate::domain_name::DomainName;
use crate::schema::{HasTextSchema, TextSchema};

/// A string with its greatest length and an example.
///
/// ```
/// use live_record_notify::DomainName;
///
/// let schema = schemars::schema_for!(DomainName);
/// assert_eq!(schema.get("type").unwrap(), "string");
/// assert_eq!(schema.get("examples").unwrap()[0], "live.example.com");
/// assert!(schema.get("format").is_none());
/// ```
impl JsonSchema for DomainName {
    fn schema_name() -> Cow<'static, str> {
        Self::SCHEMA.name.into()
    }

    fn json_schema(_: &mut SchemaGenerator) -> Schema {
        schema(&Self::SCHEMA)
    }
}

/// A string with its greatest length and an example.
///
/// ```
/// use live_record_notify::NotifyUrl;
///
/// let schema = schemars::schema_for!(NotifyUrl);
/// assert_eq!(schema.get("title").unwrap(), "NotifyUrl");
/// assert_eq!(schema.get("maxLength").unwrap(), 2048);
/// ```
impl<P: UrlParameter> JsonSchema for CallbackUrl<P> {
    fn schema_name() -> Cow<'static, str> {
        Self::SCHEMA.name.into()
    }

    fn json_schema(_: &mut SchemaGenerator) -> Schema {
        schema(&Self::SCHEMA)
    }
}

fn schema(text: &TextSchema) -> Schema {
    json_schema!({
        "type": "string",
        "description": text.description,
        "minLength": 1,
        "maxLength": text.max_length,
        "examples": [text.example],
    })
}
