//! What is written for implementations in other languages is as its schemas say, and the schemas say
//! something.

use std::collections::BTreeSet;

use boon::{Compiler, Schemas};
use serde_json::{Value, json};

const VERDICTS: &str = include_str!("../data/verdicts.jsonl");
const CATALOGUE: &str = include_str!("../data/catalogue.json");

fn value(text: &str) -> Value {
    serde_json::from_str(text).unwrap_or_else(|error| panic!("{error}: {text}"))
}

/// Why `schema` refuses `value`, if it does.
fn faults<'a>(schema: &str, values: impl IntoIterator<Item = &'a Value>) -> Vec<String> {
    let (mut schemas, mut compiler) = (Schemas::new(), Compiler::new());
    compiler.enable_format_assertions();
    compiler.add_resource("schema.json", value(schema)).unwrap();
    let schema = compiler.compile("schema.json", &mut schemas).unwrap();
    let fault = |value| Some(schemas.validate(value, schema).err()?.to_string());
    values.into_iter().filter_map(fault).collect()
}

#[test]
fn verdicts() {
    let schema = include_str!("../data/verdicts.schema.json");
    let lines: Vec<Value> = VERDICTS.lines().map(value).collect();
    assert_eq!(lines[0]["rows"], lines.len() - 1);
    assert_eq!(faults(schema, &lines), [""; 0]);

    let row = lines.last().unwrap();
    for (key, bad) in [
        ("parameter", json!("Url")),
        ("addresses", json!(["localhost"])),
        ("verdict", json!("Safe")),
        ("span", json!([1])),
        ("text", json!(1)),
        ("other", json!(1)),
    ] {
        let mut row = row.clone();
        row[key] = bad;
        assert_eq!(faults(schema, [&row]).len(), 1, "{key}");
    }
}

#[test]
fn catalogue() {
    let schema = include_str!("../data/catalogue.schema.json");
    let catalogue = value(CATALOGUE);
    assert_eq!(faults(schema, [&catalogue]), [""; 0]);
    for list in ["reasons", "codes", "parameters", "operations"] {
        let mut other = catalogue.clone();
        other[list][0]["other"] = json!(1);
        assert_eq!(faults(schema, [&other]).len(), 1, "{list}");
    }
}

#[test]
fn every_reason_and_code_of_a_row_is_in_the_catalogue() {
    let catalogue = value(CATALOGUE);
    let known = |list: &str, key: &str| -> BTreeSet<String> {
        let rows = catalogue[list].as_array().unwrap().iter();
        rows.map(|row| row[key].as_str().unwrap().to_owned()).collect()
    };
    let (reasons, codes) = (known("reasons", "id"), known("codes", "code"));
    let mut met = BTreeSet::new();
    for row in VERDICTS.lines().skip(1).map(value) {
        if let Some(reason) = row["reason"].as_str() {
            assert!(reasons.contains(reason), "{row}");
            assert!(codes.contains(row["code"].as_str().unwrap()), "{row}");
            met.insert(reason.to_owned());
        }
    }
    let unmet: Vec<_> = reasons.difference(&met).collect();
    // Those of other parameters, and of what is no text.
    assert_eq!(unmet, ["auth-key", "missing", "not-boolean", "not-utf-8", "repeated"]);
}
