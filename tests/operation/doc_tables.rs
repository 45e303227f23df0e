//! The documentation of each enum agrees with what its values say, and `ALL` has every variant.

use live_record_notify::docs::catalogue;
use live_record_notify::{ErrorCode, Operation, Parameter};

/// The variants of `pub enum {name}` in `source`: the name, and the first paragraph above it.
fn variants(source: &str, name: &str) -> Vec<(String, String)> {
    let (_, body) = source.split_once(&format!("pub enum {name} {{\n")).unwrap();
    let (body, _) = body.split_once("\n}\n").unwrap();
    let mut variants = Vec::new();
    let mut doc = Vec::new();
    for line in body.lines().filter_map(|line| line.strip_prefix("    ")) {
        let variant: String = line.chars().take_while(char::is_ascii_alphanumeric).collect();
        if let Some(text) = line.strip_prefix("///") {
            doc.push(text.trim());
        } else if !variant.is_empty() {
            let paragraph = doc.split(|line| line.is_empty()).next().unwrap();
            variants.push((variant, paragraph.join(" ")));
            doc.clear();
        }
    }
    variants
}

/// The rows of the last table in the documentation of `pub enum {name}` in `source`.
fn table<'a>(source: &'a str, name: &str) -> Vec<&'a str> {
    let (above, _) = source.split_once(&format!("pub enum {name} {{\n")).unwrap();
    let (_, table) = above.rsplit_once("/// |---|").unwrap();
    table.lines().skip(1).map_while(|line| line.strip_prefix("/// ")).collect()
}

#[test]
fn error_codes() {
    let source = include_str!("../../src/error_code.rs");
    let expected = ErrorCode::ALL
        .iter()
        .map(|code| (format!("{code:?}"), format!("`{code}`: {}", code.message())));
    assert_eq!(variants(source, "ErrorCode"), expected.collect::<Vec<_>>());

    let expected = ErrorCode::ALL.iter().map(|code| {
        let (message, status, origin) = (code.message(), code.http_status(), code.source_text());
        format!("| `{code}` | {message} | {status} | {origin} |")
    });
    assert_eq!(table(source, "ErrorCode"), expected.collect::<Vec<_>>());
}

#[test]
fn parameters() {
    let source = include_str!("../../src/parameter.rs");
    let expected =
        Parameter::ALL.iter().map(|parameter| (format!("{parameter:?}"), format!("`{parameter}`")));
    assert_eq!(variants(source, "Parameter"), expected.collect::<Vec<_>>());
}

#[test]
fn operations() {
    let source = include_str!("../../src/operation.rs");
    let names: Vec<_> = Operation::ALL.iter().map(|operation| operation.as_str()).collect();
    let variants = variants(source, "Operation");
    assert_eq!(variants.iter().map(|(variant, _)| variant).collect::<Vec<_>>(), names);
    let rows = table(source, "Operation");
    let documented: Vec<_> = rows.iter().filter_map(|row| row.split('`').nth(1)).collect();
    assert_eq!(documented, names);
}

/// The first paragraph is the meaning in the catalogue. An address and a name have that of their
/// kinds there.
#[test]
fn reasons() {
    let mut reasons = variants(include_str!("../../src/reason.rs"), "Reason");
    reasons.retain(|(name, _)| !matches!(name.as_str(), "Address" | "Name"));
    let meanings: Vec<_> = catalogue().map(|row| row.meaning()).take(reasons.len()).collect();
    assert_eq!(reasons.iter().map(|(_, doc)| doc).collect::<Vec<_>>(), meanings);
}
