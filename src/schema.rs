//! What the schemas of names and URLs have in common, in JSON Schema and in OpenAPI.

use crate::callback_url::{CallbackUrl, UrlParameter};
use crate::dns_name;
use crate::domain_name::DomainName;
use crate::policy::Policy;

/// What a schema can say of a text. It is a hint: what a schema lets through is still parsed.
///
/// There is no `format`: `uri` and `hostname` promise less than is checked here, and let through less
/// than is accepted (a name beyond ASCII, `[` in a query).
pub(crate) struct TextSchema {
    pub(crate) name: &'static str,
    pub(crate) description: &'static str,
    pub(crate) max_length: usize,
    pub(crate) example: &'static str,
}

/// A type that is a text, and what a schema says of it.
pub(crate) trait HasTextSchema {
    const SCHEMA: TextSchema;
}

impl HasTextSchema for DomainName {
    const SCHEMA: TextSchema = TextSchema {
        name: "DomainName",
        description: "A domain name of at least two labels.",
        max_length: dns_name::MAX_TYPED_LENGTH,
        example: "live.example.com",
    };
}

impl<P: UrlParameter> HasTextSchema for CallbackUrl<P> {
    const SCHEMA: TextSchema = TextSchema {
        name: P::PARAMETER.as_str(),
        description: "An absolute http or https URL without a fragment, which leads to a public host.",
        max_length: Policy::DEFAULT_MAX_LENGTH,
        example: "https://hooks.example.com/callback",
    };
}
