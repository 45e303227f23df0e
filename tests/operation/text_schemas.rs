//! Features `schemars` and `utoipa`: what the schemas of names and URLs say, and that they let every
//! accepted text through.

use boon::{Compiler, Schemas};
use live_record_notify::{DomainName, NotifyUrl, OnDemandUrl};
use serde_json::{Value, json};
use test_support::data;

const OF_A_NAME: &str = "A domain name of at least two labels.";
const OF_A_URL: &str =
    "An absolute http or https URL without a fragment, which leads to a public host.";
const NAME: &str = "live.example.com";
const URL: &str = "https://hooks.example.com/callback";

/// A text of up to `max_length` characters, one of which is `example`.
fn text(description: &str, max_length: usize, example: &str) -> Value {
    json!({
        "type": "string",
        "description": description,
        "minLength": 1,
        "maxLength": max_length,
        "examples": [example],
    })
}

/// Asserts that `schema` lets through what `parse` accepts, its own example among it, and neither the
/// empty text nor one beyond the limit.
#[track_caller]
fn assert_lets_through<T, E>(schema: &Value, parse: impl Fn(&str) -> Result<T, E>) {
    let (mut schemas, mut compiler) = (Schemas::new(), Compiler::new());
    compiler.add_resource("schema.json", schema.clone()).unwrap();
    let index = compiler.compile("schema.json", &mut schemas).unwrap();
    let lets_through = |text: &str| schemas.validate(&json!(text), index).is_ok();
    let example = schema["examples"][0].as_str().unwrap().to_owned();
    assert!(parse(&example).is_ok(), "{example}");
    for text in data::inputs().into_iter().chain([example]) {
        assert!(parse(&text).is_err() || lets_through(&text), "{text}");
    }
    let longest = usize::try_from(schema["maxLength"].as_u64().unwrap()).unwrap();
    assert!(lets_through(&"a".repeat(longest)));
    for refused in [String::new(), "a".repeat(longest + 1)] {
        assert!(parse(&refused).is_err() && !lets_through(&refused), "{refused}");
    }
}

#[test]
#[cfg(feature = "schemars")]
fn json_schemas() {
    use schemars::{JsonSchema, SchemaGenerator};

    /// The schema of `T` by itself, after a look at the one of a field of this type, which refers to it
    /// by its name.
    #[track_caller]
    fn schema_of<T: JsonSchema>(name: &str) -> Value {
        let mut of_fields = SchemaGenerator::default();
        let field = of_fields.subschema_for::<T>().to_value();
        assert_eq!(field, json!({ "$ref": format!("#/$defs/{name}") }));
        let referred = &of_fields.definitions()[name];
        let root = SchemaGenerator::default().into_root_schema_for::<T>().to_value();
        let Value::Object(mut root) = root else { panic!("{root}") };
        assert_eq!(root.remove("title"), Some(json!(name)));
        assert!(root.remove("$schema").is_some());
        assert_eq!(&Value::Object(root), referred);
        referred.clone()
    }
    let schema = schema_of::<DomainName>("DomainName");
    assert_eq!(schema, text(OF_A_NAME, 4 * 253, NAME));
    assert_lets_through(&schema, DomainName::parse);
    let schema = schema_of::<NotifyUrl>("NotifyUrl");
    assert_eq!(schema, text(OF_A_URL, 2_048, URL));
    assert_lets_through(&schema, NotifyUrl::parse);
    assert_eq!(schema_of::<OnDemandUrl>("OnDemandUrl"), schema);
}

#[test]
#[cfg(feature = "utoipa")]
fn openapi_schemas() {
    use utoipa::ToSchema;

    #[track_caller]
    fn schema_of<T: ToSchema>(name: &str) -> Value {
        assert_eq!(T::name(), name);
        serde_json::to_value(T::schema()).unwrap()
    }
    let schema = schema_of::<DomainName>("DomainName");
    assert_eq!(schema, text(OF_A_NAME, 4 * 253, NAME));
    assert_lets_through(&schema, DomainName::parse);
    let schema = schema_of::<NotifyUrl>("NotifyUrl");
    assert_eq!(schema, text(OF_A_URL, 2_048, URL));
    assert_lets_through(&schema, NotifyUrl::parse);
    assert_eq!(schema_of::<OnDemandUrl>("OnDemandUrl"), schema);
}
