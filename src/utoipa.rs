//! Feature `utoipa`: the OpenAPI schema of names and URLs.

use alloc::borrow::Cow;

use utoipa::openapi::schema::{Object, ObjectBuilder, Type};
use utoipa::openapi::{RefOr, Schema};
use utoipa::{PartialSchema, ToSchema};

use crate::callback_url::{CallbackUrl, UrlParameter};
use crate::domain_name::DomainName;
use crate::schema::{HasTextSchema, TextSchema};

/// A string with its greatest length and an example.
impl PartialSchema for DomainName {
    fn schema() -> RefOr<Schema> {
        Schema::from(schema(&Self::SCHEMA)).into()
    }
}

/// The component `DomainName`.
impl ToSchema for DomainName {
    fn name() -> Cow<'static, str> {
        Self::SCHEMA.name.into()
    }
}

/// A string with its greatest length and an example.
///
/// ```
/// use live_record_notify::NotifyUrl;
/// use utoipa::{PartialSchema, ToSchema};
///
/// assert_eq!(NotifyUrl::name(), "NotifyUrl");
/// let json = serde_json::to_value(NotifyUrl::schema())?;
/// assert_eq!((&json["type"], &json["maxLength"]), (&"string".into(), &2048.into()));
/// # Ok::<(), serde_json::Error>(())
/// ```
impl<P: UrlParameter> PartialSchema for CallbackUrl<P> {
    fn schema() -> RefOr<Schema> {
        Schema::from(schema(&Self::SCHEMA)).into()
    }
}

/// The component `NotifyUrl` or `OnDemandUrl`.
impl<P: UrlParameter> ToSchema for CallbackUrl<P> {
    fn name() -> Cow<'static, str> {
        Self::SCHEMA.name.into()
    }
}

fn schema(text: &TextSchema) -> Object {
    ObjectBuilder::new()
        .schema_type(Type::String)
        .description(Some(text.description))
        .min_length(Some(1))
        .max_length(Some(text.max_length))
        .examples([text.example])
        .build()
}
