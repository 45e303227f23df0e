//! The request, a map of the operation's parameters.

use std::collections::BTreeMap;

use live_record_notify::{AddLiveRecordNotifyConfig, Errors};
use proptest::prelude::*;
use serde::de::value::{Error as ValueError, MapDeserializer};
use serde::de::{Deserializer, Error, IntoDeserializer, Visitor};
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};

use super::{assert_message, assert_round_trips};

const DOMAIN_NAME: &str = "live.example.com";
const NOTIFY_URL: &str = "http://demo.aliyundoc.com/examplecallback.action";
const ON_DEMAND_URL: &str = "http://learn.aliyundoc.com/ondemandcallback.action";

fn request(params: &[(&str, &str)]) -> Result<AddLiveRecordNotifyConfig, Errors> {
    AddLiveRecordNotifyConfig::from_params(params.iter().copied())
}

fn read(json: &str) -> serde_json::Result<AddLiveRecordNotifyConfig> {
    serde_json::from_str(json)
}

#[test]
fn a_request_is_a_map_of_parameters() {
    let smallest = request(&[("DomainName", DOMAIN_NAME), ("NotifyUrl", NOTIFY_URL)]).unwrap();
    let written = json!({ "DomainName": DOMAIN_NAME, "NotifyUrl": NOTIFY_URL });
    assert_eq!(serde_json::to_value(&smallest).unwrap(), written);
    assert_round_trips(&smallest);

    let largest = request(&[
        ("DomainName", DOMAIN_NAME),
        ("NotifyUrl", NOTIFY_URL),
        ("OnDemandUrl", ON_DEMAND_URL),
        ("NeedStatusNotify", "True"),
    ])
    .unwrap();
    let written = json!({
        "DomainName": DOMAIN_NAME,
        "NotifyUrl": NOTIFY_URL,
        "OnDemandUrl": ON_DEMAND_URL,
        "NeedStatusNotify": true,
    });
    assert_eq!(serde_json::to_value(&largest).unwrap(), written);
    assert_round_trips(&largest);
    assert_eq!(
        toml::from_str::<AddLiveRecordNotifyConfig>(&toml::to_string(&largest).unwrap()),
        Ok(largest)
    );
}

#[test]
fn a_boolean_is_one_or_its_text_in_any_letter_case() {
    let rows: &[(Value, Result<bool, &str>)] = &[
        (json!(true), Ok(true)),
        (json!(false), Ok(false)),
        (json!("true"), Ok(true)),
        (json!("True"), Ok(true)),
        (json!("FALSE"), Ok(false)),
        (json!(null), Ok(false)),
        (json!("yes"), Err("InvalidNeedStatusNotify: neither `true` nor `false`")),
        (json!(""), Err("InvalidNeedStatusNotify: the text is empty")),
        (json!(1), Err("expected NeedStatusNotify as a boolean or a string")),
        (json!([true]), Err("expected NeedStatusNotify as a boolean or a string")),
    ];
    for (value, expected) in rows {
        let json = json!({
            "DomainName": DOMAIN_NAME, "NotifyUrl": NOTIFY_URL, "NeedStatusNotify": value,
        })
        .to_string();
        match (read(&json), expected) {
            (Ok(request), Ok(expected)) => {
                assert_eq!(request.need_status_notify(), *expected, "{json}");
            }
            (Err(error), Err(expected)) => assert_message(&error, expected, &json),
            (got, _) => panic!("{json}\n gives {got:?}"),
        }
    }
}

#[test]
fn faults_name_their_parameter() {
    let url = NOTIFY_URL;
    let rows: &[(String, &str)] = &[
        // Absent, and all faults at once.
        (json!({}).to_string(), "MissingDomainName: the parameter is mandatory; MissingNotifyUrl: "),
        (json!({"DomainName": "a.b", "NotifyUrl": null}).to_string(), "MissingNotifyUrl: "),
        (json!({"domainname": "a.b", "NotifyUrl": url}).to_string(), "MissingDomainName: "),
        (
            json!({"DomainName": "secret", "NotifyUrl": "ftp://secret.example/", "OnDemandUrl": "http://a:secret@b.c/"})
                .to_string(),
            "InvalidDomainName.Malformed: fewer than two labels; \
             InvalidNotifyUrl.Unsafe: the scheme is neither http nor https; \
             InvalidOnDemandUrl.Unsafe: user name or password",
        ),
        // Twice, with the same value or another, or none.
        (format!(r#"{{"NotifyUrl":"{url}","NotifyUrl":"{url}"}}"#), "duplicate field `NotifyUrl`"),
        (r#"{"DomainName":null,"DomainName":"secret"}"#.into(), "duplicate field `DomainName`"),
        // Wrong types.
        (r#"{"DomainName":5}"#.into(), "expected DomainName as a string"),
        (r#"{"NotifyUrl":true}"#.into(), "expected NotifyUrl as a string"),
        (r#"{"NotifyUrl":["http://secret/"]}"#.into(), "expected NotifyUrl as a string"),
        (r#"{"OnDemandUrl":{"secret":1}}"#.into(), "expected OnDemandUrl as a string"),
        (r#""http://user:secret@example.com/""#.into(), "expected a map with the parameters of AddLive"),
        (r#"["http://user:secret@example.com/"]"#.into(), "expected a map with the parameters of AddLive"),
        ("5".into(), "expected a map with the parameters of AddLive"),
        ("null".into(), "expected a map with the parameters of AddLive"),
    ];
    for (json, part) in rows {
        assert_message(&read(json).unwrap_err(), part, json);
        if let Ok(tree) = serde_json::from_str::<Value>(json)
            && !part.starts_with("duplicate")
        {
            let error = serde_json::from_value::<AddLiveRecordNotifyConfig>(tree).unwrap_err();
            assert_message(&error, part, json);
        }
    }
}

#[test]
fn a_toml_message_shows_its_line() {
    // The formats for files quote the line in question: such a file is its owner's own.
    let error = toml::from_str::<AddLiveRecordNotifyConfig>("DomainName = 5\n").unwrap_err();
    assert_eq!(error.message(), "invalid type: number, expected DomainName as a string",);
}

#[test]
fn other_keys_are_ignored() {
    let json = json!({
        "RegionId": {"a": [1, {"b": null}]},
        "DomainName": DOMAIN_NAME,
        "notifyurl": 5,
        "NotifyUrl": NOTIFY_URL,
        "": "",
    });
    let expected = request(&[("DomainName", DOMAIN_NAME), ("NotifyUrl", NOTIFY_URL)]).unwrap();
    assert_eq!(read(&json.to_string()).unwrap(), expected);
    let repeated =
        format!(r#"{{"a":1,"DomainName":"{DOMAIN_NAME}","a":2,"NotifyUrl":"{NOTIFY_URL}"}}"#);
    assert_eq!(read(&repeated).unwrap(), expected);
}

#[test]
fn a_request_can_be_part_of_a_larger_value() {
    #[derive(Debug, PartialEq, Serialize, Deserialize)]
    struct Job {
        id: u32,
        #[serde(flatten)]
        request: AddLiveRecordNotifyConfig,
    }
    let json = json!({
        "id": 7, "DomainName": DOMAIN_NAME, "NotifyUrl": NOTIFY_URL, "NeedStatusNotify": true,
    });
    let job: Job = serde_json::from_value(json.clone()).unwrap();
    assert!(job.request.need_status_notify());
    assert_eq!(serde_json::to_value(&job).unwrap(), json);
    let json = r#"{"id": 7, "DomainName": "a.b", "NotifyUrl": "http://user:secret@example.com/"}"#;
    let error = serde_json::from_str::<Job>(json).unwrap_err();
    assert_message(&error, "InvalidNotifyUrl.Unsafe", json);
    assert_round_trips(&Vec::from([job.request]));
}

proptest! {
    // A map is read as its parameters are, message and all.
    #[test]
    fn a_map_is_read_as_its_parameters(
        params in prop::collection::btree_map(
            prop::sample::select(vec![
                "DomainName", "NotifyUrl", "OnDemandUrl", "NeedStatusNotify", "RegionId",
            ]),
            prop::sample::select(vec![
                DOMAIN_NAME, NOTIFY_URL, ON_DEMAND_URL, "", "true", "FALSE", "http://10.0.0.1/",
                "http://example.com/#secret", "ftp://secret.example/", "HTTP://Example.com", "a b",
            ]),
            0..5,
        ),
    ) {
        let params: BTreeMap<&str, &str> = params;
        let json = serde_json::to_string(&params).unwrap();
        // What does not describe itself cannot be skipped, so other keys are not for postcard.
        let known: BTreeMap<_, _> = params.iter().filter(|(name, _)| **name != "RegionId").collect();
        let postcard = postcard::to_allocvec(&known).unwrap();
        match AddLiveRecordNotifyConfig::from_params(&params) {
            Ok(request) => {
                prop_assert_eq!(read(&json).unwrap(), request.clone());
                prop_assert_eq!(postcard::from_bytes(&postcard), Ok(request.clone()));
                assert_round_trips(&request);
            }
            Err(errors) => {
                let message = read(&json).unwrap_err().to_string();
                prop_assert_eq!(message, errors.to_string());
                prop_assert!(postcard::from_bytes::<AddLiveRecordNotifyConfig>(&postcard).is_err());
            }
        }
    }
}

/// Formats that know more types than JSON: names and values of other types are refused without
/// being repeated, and a unit is a `null`.
#[test]
fn a_name_is_a_text_and_a_value_is_none_or_one() {
    let message = |read: Result<AddLiveRecordNotifyConfig, ValueError>| match read {
        Ok(request) => format!("{request:?}"),
        Err(error) => error.to_string(),
    };
    let read =
        AddLiveRecordNotifyConfig::deserialize(MapDeserializer::new([(7_u8, "x")].into_iter()));
    assert_eq!(message(read), "invalid type: integer `7`, expected a name");

    for name in ["DomainName", "NotifyUrl"] {
        let null = MapDeserializer::new([(name, Null)].into_iter());
        let read = message(AddLiveRecordNotifyConfig::deserialize(null));
        let missing = message(read_value(json!({})).map_err(ValueError::custom));
        assert_eq!(read, missing, "{name}");
    }

    for number in [json!(-7), json!(7), json!(7.5)] {
        for name in ["NotifyAuthKey", "NeedStatusNotify", "NotifyReqAuth"] {
            let error = read_value(json!({ name: number })).unwrap_err().to_string();
            assert!(error.starts_with("invalid type: number, expected "), "{error}");
        }
    }
    let wide = MapDeserializer::new([("NotifyAuthKey", 7_i128)].into_iter());
    let read = message(AddLiveRecordNotifyConfig::deserialize(wide));
    assert!(read.starts_with("invalid type: number, expected "), "{read}");
    let wide = MapDeserializer::new([("NotifyAuthKey", 7_u128)].into_iter());
    let read = message(AddLiveRecordNotifyConfig::deserialize(wide));
    assert!(read.starts_with("invalid type: number, expected "), "{read}");
    let error = read_value(json!({ "NotifyAuthKey": true })).unwrap_err().to_string();
    assert!(error.contains("invalid type"), "{error}");
}

fn read_value(value: Value) -> serde_json::Result<AddLiveRecordNotifyConfig> {
    serde_json::from_value(value)
}

/// A null, in a format that has units and no options.
struct Null;

impl IntoDeserializer<'_, ValueError> for Null {
    type Deserializer = Self;

    fn into_deserializer(self) -> Self {
        self
    }
}

impl<'de> Deserializer<'de> for Null {
    type Error = ValueError;

    fn deserialize_any<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, ValueError> {
        visitor.visit_unit()
    }

    serde::forward_to_deserialize_any! {
        bool i8 i16 i32 i64 i128 u8 u16 u32 u64 u128 f32 f64 char str string bytes byte_buf option
        unit unit_struct newtype_struct seq tuple tuple_struct map struct enum identifier
        ignored_any
    }
}
