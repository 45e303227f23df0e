//! The types that are strings.

use std::fmt::{Debug, Display};
use std::str::FromStr;

use live_record_notify::{DomainName, ErrorCode, NotifyAuthKey, NotifyUrl, OnDemandUrl, RequestId};
use proptest::prelude::*;
use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_json::{Value, json};

use super::{assert_message, assert_round_trips};

/// Asserts that a string is read as `FromStr` reads it, in every format.
#[track_caller]
fn assert_read_as_parsed<T>(text: &str)
where
    T: FromStr<Err: Display> + Serialize + DeserializeOwned + PartialEq + Debug,
{
    let json = Value::from(text).to_string();
    let postcard = postcard::to_allocvec(text).unwrap();
    match text.parse::<T>() {
        Ok(value) => {
            assert_eq!(serde_json::from_str::<T>(&json).unwrap(), value, "{text:?}");
            assert_eq!(serde_json::from_reader::<_, T>(json.as_bytes()).unwrap(), value);
            assert_eq!(serde_json::from_value::<T>(text.into()).unwrap(), value, "{text:?}");
            assert_eq!(postcard::from_bytes::<T>(&postcard).unwrap(), value, "{text:?}");
            assert_round_trips(&value);
        }
        Err(error) => {
            let expected = error.to_string();
            let message = serde_json::from_str::<T>(&json).unwrap_err().to_string();
            assert!(message.starts_with(&expected), "{text:?}\n gives {message}\n not {expected}");
            let message = serde_json::from_value::<T>(text.into()).unwrap_err().to_string();
            assert_eq!(message, expected, "{text:?}");
            assert!(postcard::from_bytes::<T>(&postcard).is_err(), "{text:?}");
        }
    }
}

#[test]
fn a_string_is_read_by_the_one_parser() {
    for text in [
        "http://demo.aliyundoc.com/examplecallback.action",
        "HTTP://Demo.aliyundoc.com:80/examplecallback.action",
        "https://bücher.example.com/\"quoted\"",
        "https://bücher.example.com/ü?key=%20",
        "http://[2606:4700::1111]:8080/",
        "http://0x7f.1/",
        "http:\\\\localhost\n",
        "http://user:secret@example.com/",
        "",
    ] {
        assert_read_as_parsed::<NotifyUrl>(text);
        assert_read_as_parsed::<OnDemandUrl>(text);
    }
    for text in ["Example.com", "example.com", "bücher.example.com", "*.example.com", "a..b", ""] {
        assert_read_as_parsed::<DomainName>(text);
    }
    for text in ["0123456789abcdef", "0123456789abcdeF", "short", ""] {
        assert_read_as_parsed::<NotifyAuthKey>(text);
    }
    for text in ["16A96B9A-F203-4EC5-8E43-CB92E68F4CD8", "16a96b9a-f203-4ec5-8e43-cb92e68f4cd8", ""]
    {
        assert_read_as_parsed::<RequestId>(text);
    }
    for code in ErrorCode::ALL {
        assert_read_as_parsed::<ErrorCode>(code.as_str());
    }
}

proptest! {
    #[test]
    fn any_string_is_read_as_the_parser_reads_it(
        text in "(https?:[/\\\\]{1,3})?([a-z0-9ü%@:.-]{0,12}|127\\.1|\\[::1\\])([/?#][ -~ü]{0,8}){0,2}|\\PC{0,20}",
    ) {
        assert_read_as_parsed::<NotifyUrl>(&text);
        assert_read_as_parsed::<OnDemandUrl>(&text);
        assert_read_as_parsed::<DomainName>(&text);
        assert_read_as_parsed::<RequestId>(&text);
    }
}

#[test]
#[cfg(not(no_short_cut))]
fn canonical_text_keeps_its_buffer() {
    let rows: &[(&str, bool)] =
        &[("http://example.com/callback", true), ("http://Example.com/callback", false)];
    for &(text, is_kept) in rows {
        let buffer = text.to_owned();
        let address = buffer.as_ptr();
        let url: NotifyUrl = serde_json::from_value(Value::String(buffer)).unwrap();
        let written = String::from(url);
        assert_eq!(written.as_ptr() == address, is_kept, "{text}");
    }
}

#[test]
fn a_wrong_type_is_refused_by_name() {
    #[track_caller]
    fn assert_refused<T: DeserializeOwned + Debug>(name: &str) {
        for value in [
            json!(null),
            json!(true),
            json!(5),
            json!(-5),
            json!(0.5),
            json!([]),
            json!({"a": "b"}),
        ] {
            let input = value.to_string();
            let error = serde_json::from_str::<T>(&input).unwrap_err();
            assert_message(&error, &format!("expected {name} as a string"), &input);
            assert!(serde_json::from_value::<T>(value).is_err());
        }
    }
    assert_refused::<DomainName>("DomainName");
    assert_refused::<NotifyUrl>("NotifyUrl");
    assert_refused::<OnDemandUrl>("OnDemandUrl");
    assert_refused::<RequestId>("RequestId");
    assert_refused::<NotifyAuthKey>("NotifyAuthKey");
    assert_refused::<ErrorCode>("ErrorCode");
}

#[test]
fn no_message_repeats_the_string() {
    let rows: &[(&str, &str)] = &[
        ("http://user:secret@example.com/", "InvalidNotifyUrl.Unsafe"),
        ("http://10.0.0.1/?key=secret", "InvalidNotifyUrl.Unsafe"),
        ("http://example.com/?key=secret#", "InvalidNotifyUrl.Malformed"),
        ("secret", "InvalidNotifyUrl.Unsafe"),
    ];
    for (text, code) in rows {
        let error = serde_json::from_value::<NotifyUrl>(json!(text)).unwrap_err();
        assert_message(&error, code, text);
    }
    let error = serde_json::from_value::<DomainName>(json!("*.secret.example.com")).unwrap_err();
    assert_message(&error, "InvalidDomainName.Malformed", "a domain name");
    let error = serde_json::from_value::<RequestId>(json!("secret")).unwrap_err();
    assert_message(&error, "not 8-4-4-4-12 hexadecimal digits", "a request id");
    let error = serde_json::from_value::<ErrorCode>(json!("secret")).unwrap_err();
    assert_message(&error, "an error code that the operation does not have", "a code");
    for value in [json!("secret!"), json!(["secret"]), json!({ "secret": 1 })] {
        let error = serde_json::from_value::<NotifyAuthKey>(value.clone()).unwrap_err();
        assert_message(&error, "", &value.to_string());
    }
    for number in ["12345678901234567890", "-1234567890123456789", "1234567890123456.5"] {
        let error = serde_json::from_str::<NotifyAuthKey>(number).unwrap_err();
        assert!(!error.to_string().contains("1234567890"), "{error}");
    }
}
