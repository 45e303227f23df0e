//! Errors, as those read them who pass them on.

use live_record_notify::address::AddressKind;
use live_record_notify::docs::catalogue;
use live_record_notify::{
    AddLiveRecordNotifyConfig, Basis, DomainName, Error, NotifyUrl, Parameter, Verdict,
};
use proptest::prelude::*;
use serde_json::{Value, json};
use serde_test::{Token, assert_ser_tokens};

fn error(text: &str) -> Error {
    NotifyUrl::parse(text).unwrap_err()
}

#[test]
fn an_error_is_a_map_of_what_it_says() {
    for text in ["", "http://10.0.0.1/", "http://é.example.com/ ", "localhost", "http://a.b./"] {
        let error = error(text);
        let reason = error.reason();
        let expected = json!({
            "code": error.code().as_str(),
            "message": error.code().message(),
            "parameter": "NotifyUrl",
            "verdict": error.verdict().as_str(),
            "reason": {
                "id": reason.id(),
                "text": reason.to_string(),
                "basis": reason.basis().as_str(),
                "source": reason.source_text(),
                "help": reason.help(),
            },
            "span": error.span().map(|span| [span.start, span.end]),
        });
        assert_eq!(serde_json::to_value(&error).unwrap(), expected, "{text}");
        let mut in_text = expected;
        let span = error.in_text(text).span_in_utf16().map(|span| [span.start, span.end]);
        in_text["span_in_utf16"] = json!(span);
        assert_eq!(serde_json::to_value(error.in_text(text)).unwrap(), in_text, "{text}");
    }
}

/// Some formats write how many fields a map has before the fields.
#[test]
fn the_number_of_fields_is_known_beforehand() {
    let text = "http://user@example.com/";
    let error = error(text);
    let map = |len| Token::Struct { name: "Error", len };
    let fields = &[
        Token::Str("code"),
        Token::Str("InvalidNotifyUrl.Unsafe"),
        Token::Str("message"),
        Token::Str("Specified NotifyUrl is not safe."),
        Token::Str("parameter"),
        Token::Str("NotifyUrl"),
        Token::Str("verdict"),
        Token::Str("Unsafe"),
        Token::Str("reason"),
        Token::Struct { name: "Reason", len: 5 },
        Token::Str("id"),
        Token::Str("userinfo"),
        Token::Str("text"),
        Token::Str("user name or password before the host, or an empty `@`"),
        Token::Str("basis"),
        Token::Str("standard"),
        Token::Str("source"),
        Token::Str("RFC 9110 section 4.2.4"),
        Token::Str("help"),
        Token::Str(
            "leave out all up to the `@`, or allow it in the policy: `Policy::allow_user_info`",
        ),
        Token::StructEnd,
        Token::Str("span"),
        Token::Some,
        Token::Tuple { len: 2 },
        Token::U64(7),
        Token::U64(12),
        Token::TupleEnd,
    ];
    assert_ser_tokens(&error, &[&[map(6)], &fields[..], &[Token::StructEnd]].concat());
    let in_utf16 = &[&[Token::Str("span_in_utf16")], &fields[fields.len() - 5..]].concat();
    assert_ser_tokens(
        &error.in_text(text),
        &[&[map(7)], &fields[..], in_utf16, &[Token::StructEnd]].concat(),
    );
}

#[test]
fn no_place_is_null() {
    let errors = DomainName::from_params([("RegionId", "")]).unwrap_err();
    let json = serde_json::to_value(errors.first()).unwrap();
    assert_eq!((&json["verdict"], &json["span"]), (&json!("Missing"), &Value::Null));
    let json = serde_json::to_value(errors.first().in_text("")).unwrap();
    assert_eq!(json["span_in_utf16"], Value::Null);
}

#[test]
fn errors_are_a_list_in_their_order() {
    let errors =
        AddLiveRecordNotifyConfig::from_params([("NotifyUrl", "http://127.1/")]).unwrap_err();
    let json = serde_json::to_value(&errors).unwrap();
    assert_eq!(json.as_array().unwrap().len(), errors.len());
    assert_eq!(
        (&json[0]["code"], &json[1]["reason"]["id"]),
        (&json!("MissingDomainName"), &json!("loopback"))
    );
}

#[test]
fn a_place_outside_another_text_is_null() {
    let error = error("http://example.com/a b");
    for other in ["", "short", "http://example.com/éééééééééééé"] {
        let span = error.in_text(other).span_in_utf16();
        assert!(span.is_none() || other.len() > 20, "{other}: {span:?}");
    }
}

#[test]
fn every_row_has_a_basis() {
    for row in catalogue() {
        let is_of_policy = row.source_text() == "the caller's policy";
        assert_eq!(is_of_policy, row.basis() == Basis::Caller, "{row:?}");
        let is_of_page = row.basis() == Basis::VendorPage;
        assert!(!is_of_page || row.source_text().starts_with("the "), "{row:?}");
        let is_kind = AddressKind::ALL.iter().any(|kind| kind.id() == row.id());
        let is_ours = row.id() == "cloud-metadata";
        assert!(!is_kind || (row.basis() == Basis::Registry) != is_ours, "{row:?}");
    }
    assert_eq!(Verdict::Unsafe.to_string(), "Unsafe");
    assert_eq!(serde_json::to_value(Parameter::OnDemandUrl).unwrap(), "OnDemandUrl");
    assert_eq!(serde_json::to_value(Basis::Standard).unwrap(), "standard");
    assert_eq!(serde_json::to_value(Verdict::Missing).unwrap(), "Missing");
}

proptest! {
    #[test]
    fn what_is_passed_on_repeats_no_secret(text in "(http|ftp)://[a-z.:@# é]{0,9}s3cret[ -~é]{0,9}") {
        if let Err(error) = NotifyUrl::parse(&text) {
            let json = serde_json::to_string(&error.in_text(&text)).unwrap();
            let shown = format!("{:?}", error.in_text(&text));
            prop_assert!(!shown.contains("s3cret"), "{shown}");
            // The help can name the host in the form in which it is looked up.
            prop_assert!(!json.contains("s3cret") || error.reason().id() == "host-form", "{json}");
        }
    }

    #[test]
    fn utf16_counts_as_javascript_does(before in "[a-zé💡]{0,6}", after in "[a-zé💡]{0,6}") {
        let text = format!("http://example.com/{before} {after}");
        let span = error(&text).in_text(&text).span_in_utf16().unwrap();
        let units: Vec<u16> = text.encode_utf16().collect();
        prop_assert_eq!(&units[span], &[u16::from(b' ')][..]);
    }
}
