//! The bodies of responses, in the vendor's JSON and XML.

use std::fmt::Debug;

use live_record_notify::{
    AddLiveRecordNotifyConfig, DescribeResponse, ErrorCode, ErrorResponse, LiveRecordNotifyConfig,
    Operation, Policy, RequestId, SuccessResponse,
};
use proptest::prelude::*;
use serde::Serialize;
use serde::de::value::{BoolDeserializer, Error as ValueError};
use serde::de::{DeserializeOwned, DeserializeSeed, IntoDeserializer};
use serde_json::{Value, json};
use serde_test::{Configure, Readable, Token, assert_de_tokens, assert_de_tokens_error};

use super::{assert_message, assert_round_trips};

const REQUEST_ID: &str = "16A96B9A-F203-4EC5-8E43-CB92E68F4CD8";

fn request_id() -> RequestId {
    REQUEST_ID.parse().unwrap()
}

#[track_caller]
fn assert_json_and_xml<T>(body: &T, json: &Value, xml: &str)
where
    T: Serialize + DeserializeOwned + PartialEq + Debug,
{
    assert_eq!(&serde_json::to_value(body).unwrap(), json);
    assert_eq!(&serde_json::from_value::<T>(json.clone()).unwrap(), body);
    assert_eq!(quick_xml::se::to_string(body).unwrap(), xml);
    assert_eq!(&quick_xml::de::from_str::<T>(xml).unwrap(), body);
    let document = format!("<?xml version='1.0' encoding='UTF-8'?>\n{xml}\n");
    assert_eq!(&quick_xml::de::from_str::<T>(&document).unwrap(), body);
    assert_round_trips(body);
}

#[test]
fn success() {
    assert_json_and_xml(
        &SuccessResponse::new(request_id()),
        &json!({ "RequestId": REQUEST_ID }),
        &format!(
            "<AddLiveRecordNotifyConfigResponse><RequestId>{REQUEST_ID}</RequestId>\
             </AddLiveRecordNotifyConfigResponse>",
        ),
    );
}

#[test]
fn every_error_code() {
    for &code in ErrorCode::ALL {
        assert_json_and_xml(
            &ErrorResponse::new(request_id(), code),
            &json!({
                "RequestId": REQUEST_ID,
                "HostId": "live.aliyuncs.com",
                "Code": code.as_str(),
                "Message": code.message(),
            }),
            &format!(
                "<Error><RequestId>{REQUEST_ID}</RequestId><HostId>live.aliyuncs.com</HostId>\
                 <Code>{code}</Code><Message>{}</Message></Error>",
                code.message(),
            ),
        );
    }
}

#[test]
fn unknown_codes_and_recommendations_keep_their_text() {
    let recommend = "https://api.aliyun.com/troubleshoot?q=Quota&product=live";
    let mut body = ErrorResponse::new(request_id(), ErrorCode::InternalError);
    body.host_id = Some("live.cn-shanghai.aliyuncs.com".into());
    body.code = "QuotaExceeded".parse();
    body.message = "5 < 6".into();
    body.recommend = Some(recommend.into());
    assert!(body.code.is_err());
    assert_json_and_xml(
        &body,
        &json!({
            "RequestId": REQUEST_ID,
            "HostId": "live.cn-shanghai.aliyuncs.com",
            "Code": "QuotaExceeded",
            "Message": "5 < 6",
            "Recommend": recommend,
        }),
        &format!(
            "<Error><RequestId>{REQUEST_ID}</RequestId>\
             <HostId>live.cn-shanghai.aliyuncs.com</HostId><Code>QuotaExceeded</Code>\
             <Message>5 &lt; 6</Message><Recommend>{}</Recommend></Error>",
            recommend.replace('&', "&amp;"),
        ),
    );
}

#[test]
fn empty_texts_are_texts() {
    let mut body = ErrorResponse::new(request_id(), ErrorCode::InternalError);
    body.host_id = Some(String::new());
    body.message = String::new();
    assert_round_trips(&body);
    let xml = quick_xml::se::to_string(&body).unwrap();
    assert_eq!(quick_xml::de::from_str::<ErrorResponse>(&xml).unwrap(), body, "{xml}");
    let written_out = xml.replace("<HostId/>", "<HostId></HostId>");
    assert_eq!(
        quick_xml::de::from_str::<ErrorResponse>(&written_out).unwrap(),
        body,
        "{written_out}"
    );
}

#[test]
fn fields_in_any_order_and_others_are_read() {
    let body = ErrorResponse::new(request_id(), ErrorCode::ConfigAlreadyExists);
    let json = format!(
        r#"{{"Code":"ConfigAlreadyExists","Recommend":null,"AccessDeniedDetail":{{"a":[1]}},
            "Message":"Config has already exist.","RequestId":"{REQUEST_ID}",
            "HostId":"live.aliyuncs.com"}}"#,
    );
    assert_eq!(serde_json::from_str::<ErrorResponse>(&json).unwrap(), body);
    let xml = format!(
        "<?xml version=\"1.0\"?><!-- a gateway's own --><Error xmlns=\"urn:a\">
            <Code><![CDATA[ConfigAlreadyExists]]></Code>
            <Detail><Part>1</Part><Part>2</Part></Detail>
            <Message>Config has already exist.</Message>
            <RequestId>{REQUEST_ID}</RequestId><HostId>live.aliyuncs.com</HostId></Error>",
    );
    assert_eq!(quick_xml::de::from_str::<ErrorResponse>(&xml).unwrap(), body);
    // A success body that is more than one.
    let success = SuccessResponse::new(request_id());
    assert_eq!(serde_json::from_str::<SuccessResponse>(&json).unwrap(), success);
}

/// Whatever a gateway or a newer service writes around it: a success stays a success.
#[test]
fn a_success_never_becomes_an_error() {
    let rows: &[(&str, &str)] = &[
        (
            r#"{"RequestId":"16a96b9a-f203-1ec5-8e43-cb92e68f4cd8"}"#,
            "16a96b9a-f203-1ec5-8e43-cb92e68f4cd8",
        ),
        // Samples of the vendor's pages: a digit short, and one that is none.
        (
            r#"{"RequestId":"16A96B9A-F203-4EC5-8E43-CB92E68F4CD"}"#,
            "16A96B9A-F203-4EC5-8E43-CB92E68F4CD",
        ),
        (
            r#"{"RequestId":"32A96B9A-F203-4EC5-8E43-CB92E68F4I79E"}"#,
            "32A96B9A-F203-4EC5-8E43-CB92E68F4I79E",
        ),
        (r#"{"RequestId":5}"#, "5"),
        (r#"{"RequestId":-5}"#, "-5"),
        (r#"{"RequestId":0.5}"#, "0.5"),
        (r#"{"RequestId":true}"#, "true"),
        (r#"{"RequestId":null}"#, ""),
        (r#"{"RequestId":["a"]}"#, ""),
        (r#"{"RequestId":{"a":"b"}}"#, ""),
        (r#"{"RequestId":"a","RequestId":"b"}"#, "a"),
        (r#"{"Newer":{"RequestId":"b"},"RequestId":"a"}"#, "a"),
        ("{}", ""),
    ];
    for (json, id) in rows {
        let body: SuccessResponse = serde_json::from_str(json).unwrap();
        let text = body.request_id.as_ref().map_or_else(|error| error.as_str(), RequestId::as_str);
        assert_eq!(text, *id, "{json}");
        let body: DescribeResponse = serde_json::from_str(json).unwrap();
        assert!(body.config.is_none(), "{json}");
        assert_round_trips(&body);
    }
    for xml in ["<a/>", "<a><RequestId/></a>", "<a><RequestId><b/></RequestId></a>", "<a>text</a>"]
    {
        assert!(quick_xml::de::from_str::<SuccessResponse>(xml).is_ok(), "{xml}");
        assert!(quick_xml::de::from_str::<DescribeResponse>(xml).is_ok(), "{xml}");
    }
    for config in ["null", "5", "\"text\"", "true", "[]", "[{}]", "{}", r#"{"NotifyUrl":["a"]}"#] {
        let json = format!(r#"{{"RequestId":"{REQUEST_ID}","LiveRecordNotifyConfig":{config}}}"#);
        let body: DescribeResponse = serde_json::from_str(&json).unwrap();
        assert_eq!(body.config.is_some(), config.starts_with('{'), "{json}");
        assert_eq!(body.config.unwrap_or_default(), LiveRecordNotifyConfig::default(), "{json}");
        // Of two the first one counts that has a value.
        let (other, key) = (r#"{"NotifyUrl":"b"}"#, "LiveRecordNotifyConfig");
        let json = format!(r#"{{"{key}":{config},"{key}":{other},"{key}":{{"NotifyUrl":"c"}}}}"#);
        let body: DescribeResponse = serde_json::from_str(&json).unwrap();
        let first = if config.starts_with('{') { "" } else { "b" };
        assert_eq!(body.config.unwrap().notify_url(), first, "{json}");
    }
}

#[test]
fn what_is_no_body_is_refused_and_not_repeated() {
    for json in [r#""secret""#, r#"["secret"]"#, "5", "null", "true"] {
        let error = serde_json::from_str::<SuccessResponse>(json).unwrap_err();
        assert_message(&error, "expected a map with RequestId", json);
        let error = serde_json::from_str::<DescribeResponse>(json).unwrap_err();
        assert_message(&error, "expected a map with RequestId and LiveRecordNotifyConfig", json);
        let error = serde_json::from_str::<ErrorResponse>(json).unwrap_err();
        assert_message(&error, "expected a map with RequestId, HostId, Code and Message", json);
        let error = serde_json::from_str::<LiveRecordNotifyConfig>(json).unwrap_err();
        assert_message(&error, "expected a map with DomainName and NotifyUrl", json);
    }
    let error = quick_xml::de::from_str::<SuccessResponse>("secret").unwrap_err();
    assert_message(&error, "", "secret");
}

#[test]
fn what_cannot_be_read_is_not_taken_for_another_body() {
    struct Broken;
    impl std::io::Read for Broken {
        fn read(&mut self, _: &mut [u8]) -> std::io::Result<usize> {
            Err(std::io::Error::other("connection reset"))
        }
    }
    assert!(serde_json::from_reader::<_, SuccessResponse>(Broken).unwrap_err().is_io());
    assert!(serde_json::from_str::<SuccessResponse>("").unwrap_err().is_eof());
    assert!(serde_json::from_str::<SuccessResponse>("<html>").unwrap_err().is_syntax());
}

#[test]
fn an_odd_second_value_is_skipped() {
    for second in ["1e999", r#""\ud800""#, "{}", "[5]"] {
        let json = format!(r#"{{"RequestId":"{REQUEST_ID}","RequestId":{second}}}"#);
        let body: SuccessResponse = serde_json::from_str(&json).unwrap();
        assert_eq!(body.request_id, REQUEST_ID.parse(), "{second}");
    }
}

#[test]
fn an_error_body_needs_a_code_alone() {
    let body: ErrorResponse = serde_json::from_str(r#"{"Code":"ConfigAlreadyExists"}"#).unwrap();
    assert_eq!(body.code, Ok(ErrorCode::ConfigAlreadyExists));
    assert_eq!((body.host_id.as_deref(), &*body.message), (None, ""));
    assert_round_trips(&body);
    let xml = quick_xml::se::to_string(&body).unwrap();
    assert_eq!(xml, "<Error><Code>ConfigAlreadyExists</Code><Message/></Error>");
    assert_eq!(quick_xml::de::from_str::<ErrorResponse>(&xml).unwrap(), body);
    for json in [r#"{"Message":"secret"}"#, r#"{"Code":null}"#, r#"{"Code":["secret"]}"#] {
        let error = serde_json::from_str::<ErrorResponse>(json).unwrap_err();
        assert_message(&error, "missing field `Code`", json);
    }
}

/// What JSON and XML have no word for: options, and bytes that are no text.
#[test]
fn values_of_other_formats() {
    #[track_caller]
    fn check<const N: usize>(value: [Token; N], id: &str) {
        let mut body = SuccessResponse::new(request_id());
        body.request_id = id.parse();
        let tokens = [&[Token::Map { len: None }, Token::Str("RequestId")], &value[..]].concat();
        let tokens = [&tokens[..], &[Token::MapEnd]].concat().leak();
        assert_de_tokens(&body.clone().readable(), tokens);
        assert_de_tokens(&body.readable(), [&[Token::Some], &*tokens].concat().leak());
    }
    check([Token::None], "");
    check([Token::Some, Token::None], "");
    check([Token::Some, Token::Unit], "");
    check([Token::Some, Token::Str(REQUEST_ID)], REQUEST_ID);
    check([Token::Some, Token::Some, Token::BorrowedStr("a")], "a");
    check([Token::Some, Token::U8(5)], "5");
    check([Token::Char('a')], "a");

    let expected = "expected a map with RequestId";
    for no_map in [
        &[Token::None][..],
        &[Token::Some, Token::None],
        &[Token::Some, Token::Str("secret")],
        &[Token::Unit],
        &[Token::Str("secret")],
        &[Token::BorrowedStr("secret")],
        &[Token::String("secret")],
        &[Token::Bool(true)],
        &[Token::I64(-5)],
        &[Token::U64(5)],
        &[Token::F64(0.5)],
        &[Token::Bytes(b"secret")],
        &[Token::Seq { len: None }],
    ] {
        assert_de_tokens_error::<Readable<SuccessResponse>>(no_map, expected);
    }
    let bytes = [Token::Map { len: None }, Token::Str("RequestId"), Token::Bytes(b"secret")];
    let no_text = "invalid type: byte array, expected a text";
    assert_de_tokens_error::<Readable<SuccessResponse>>(&bytes, no_text);
}

fn stored() -> AddLiveRecordNotifyConfig {
    AddLiveRecordNotifyConfig::from_params([
        ("DomainName", "example.com"),
        ("NotifyUrl", "http://learn.aliyundoc.com/examplecallback.action?a=1&b=2"),
        ("OnDemandUrl", "http://guide.aliyundoc.com/ondemandcallback.action"),
        ("NeedStatusNotify", "true"),
        ("NotifyReqAuth", "true"),
        ("NotifyAuthKey", "0123456789abcdef"),
    ])
    .unwrap()
}

#[test]
fn a_stored_configuration() {
    assert_json_and_xml(
        &DescribeResponse::new(request_id(), (&stored()).into()),
        &json!({
            "RequestId": REQUEST_ID,
            "LiveRecordNotifyConfig": {
                "DomainName": "example.com",
                "NotifyUrl": "http://learn.aliyundoc.com/examplecallback.action?a=1&b=2",
                "OnDemandUrl": "http://guide.aliyundoc.com/ondemandcallback.action",
                "NeedStatusNotify": true,
                "NotifyReqAuth": true,
                "NotifyAuthKey": "0123456789abcdef",
            },
        }),
        &format!(
            "<DescribeLiveRecordNotifyConfigResponse><RequestId>{REQUEST_ID}</RequestId>\
             <LiveRecordNotifyConfig><DomainName>example.com</DomainName>\
             <NotifyUrl>http://learn.aliyundoc.com/examplecallback.action?a=1&amp;b=2</NotifyUrl>\
             <OnDemandUrl>http://guide.aliyundoc.com/ondemandcallback.action</OnDemandUrl>\
             <NeedStatusNotify>true</NeedStatusNotify><NotifyReqAuth>true</NotifyReqAuth>\
             <NotifyAuthKey>0123456789abcdef</NotifyAuthKey></LiveRecordNotifyConfig>\
             </DescribeLiveRecordNotifyConfigResponse>",
        ),
    );
}

#[test]
fn a_stored_configuration_by_itself() {
    let config = LiveRecordNotifyConfig::new("example.com", "http://10.0.0.1/");
    assert_json_and_xml(
        &config,
        &json!({
            "DomainName": "example.com",
            "NotifyUrl": "http://10.0.0.1/",
            "NeedStatusNotify": false,
            "NotifyReqAuth": false,
        }),
        "<LiveRecordNotifyConfig><DomainName>example.com</DomainName>\
         <NotifyUrl>http://10.0.0.1/</NotifyUrl><NeedStatusNotify>false</NeedStatusNotify>\
         <NotifyReqAuth>false</NotifyReqAuth></LiveRecordNotifyConfig>",
    );
    assert_round_trips(&LiveRecordNotifyConfig::from(&stored()));
}

/// The samples of the vendor's pages, older and newer.
#[test]
fn samples_of_the_vendors_pages() {
    let xml = "<DescribeLiveRecordNotifyConfigResponse>
        \t  <LiveRecordNotifyConfig>
        \t\t    <DomainName>xxxx</DomainName>
        \t\t    <NeedStatusNotify>False</NeedStatusNotify>
        \t\t    <NotifyUrl>http://xxx</NotifyUrl>
        \t  </LiveRecordNotifyConfig>
        \t  <RequestId>5056369B-D337-499E-B8B7-B761BD37B08A</RequestId>\t
    </DescribeLiveRecordNotifyConfigResponse>";
    let body: DescribeResponse = quick_xml::de::from_str(xml).unwrap();
    assert_eq!(body.request_id.unwrap(), "5056369B-D337-499E-B8B7-B761BD37B08A");
    let config = body.config.unwrap();
    assert_eq!((config.domain_name(), config.notify_url()), ("xxxx", "http://xxx"));
    assert_eq!((config.on_demand_url(), config.notify_auth_key()), (None, None));
    assert!(!config.need_status_notify() && !config.notify_req_auth());
    let codes = config.to_request(&Policy::default()).unwrap_err();
    let codes: Vec<_> = codes.iter().map(|error| error.code().as_str()).collect();
    assert_eq!(codes, ["InvalidDomainName.Malformed", "InvalidNotifyUrl.Unsafe"]);

    // A key of 33 characters, where the page of Add allows 32.
    let sample = |auth: Value| {
        json!({
            "RequestId": "5056369B-D337-499E-B8B7-B761BD37B08A",
            "LiveRecordNotifyConfig": {
                "NotifyReqAuth": auth,
                "NotifyAuthKey": "KbT8mN2pQ9rS4vX7wZ1aB3cE5fG6hJ8kL",
                "DomainName": "example.com",
                "NotifyUrl": "http://learn.aliyundoc.com/examplecallback.action",
                "NeedStatusNotify": false,
                "OnDemandUrl": "",
            },
        })
    };
    for (auth, is_on) in [
        (json!(true), true),
        (json!("True"), true),
        (json!("yes"), true),
        (json!("no"), false),
        (json!(false), false),
        (json!(null), false),
    ] {
        let body: DescribeResponse = serde_json::from_value(sample(auth.clone())).unwrap();
        let config = body.config.unwrap();
        assert_eq!(config.notify_req_auth(), is_on, "{auth}");
        assert_eq!(config.on_demand_url(), None);
        assert_eq!(config.notify_auth_key(), Some("KbT8mN2pQ9rS4vX7wZ1aB3cE5fG6hJ8kL"));
        // A key that is not in use stops nobody.
        let read = config.to_request(&Policy::default());
        let code = read.map_err(|errors| errors.first().code());
        let expected = if is_on { Some(ErrorCode::InvalidNotifyAuthKey) } else { None };
        assert_eq!(code.err(), expected, "{auth}");
    }
}

#[test]
fn debug_of_a_stored_configuration_shows_no_url_and_no_key() {
    let shown = format!("{:#?}", DescribeResponse::new(request_id(), (&stored()).into()));
    assert!(shown.contains("example.com"), "{shown}");
    assert!(!shown.contains("http") && !shown.contains("0123456789"), "{shown}");
}

#[test]
fn the_root_of_xml_belongs_to_the_operation() {
    fn read<T: DeserializeOwned>(
        operation: Operation,
        xml: &str,
    ) -> Result<Result<T, ErrorResponse>, quick_xml::DeError> {
        operation.xml_body().deserialize(&mut quick_xml::de::Deserializer::from_str(xml))
    }
    let success = SuccessResponse::new(request_id());
    let error = ErrorResponse::new(request_id(), ErrorCode::InternalError);
    for &operation in Operation::ALL {
        for &other in Operation::ALL {
            let root = other.response_element();
            assert_eq!(root, format!("{other}Response"));
            let xml = quick_xml::se::to_string_with_root(root, &success).unwrap();
            for xml in [xml.clone(), format!("<?xml version=\"1.0\"?>\n<!-- a -->\n{xml}\n")] {
                let read = read::<SuccessResponse>(operation, &xml);
                assert_eq!(read.is_ok(), operation == other, "{operation}: {xml}");
                assert!(read.map_or(true, |body| body.as_ref() == Ok(&success)), "{xml}");
            }
        }
        let xml = quick_xml::se::to_string(&error).unwrap();
        assert_eq!(read::<SuccessResponse>(operation, &xml).unwrap(), Err(error.clone()));
        for xml in ["<html><head/></html>", "secret", "", "<secret/>"] {
            let error = read::<SuccessResponse>(operation, xml).unwrap_err();
            assert_message(&error, "", xml);
        }
        // A reader that gives no root.
        let value: BoolDeserializer<ValueError> = true.into_deserializer();
        let error = operation.xml_body::<SuccessResponse>().deserialize(value).unwrap_err();
        let expected = format!("expected the root element {operation}Response or Error");
        assert_eq!(error.to_string(), format!("invalid type: boolean `true`, {expected}"));
    }
    let described = DescribeResponse::new(request_id(), (&stored()).into());
    let xml = quick_xml::se::to_string(&described).unwrap();
    let operation = Operation::DescribeLiveRecordNotifyConfig;
    assert_eq!(read::<DescribeResponse>(operation, &xml).unwrap(), Ok(described));
}

/// JSON of any shape, with the names that bodies have among its own.
fn any_json() -> impl Strategy<Value = Value> {
    let leaf = prop_oneof![
        Just(Value::Null),
        any::<bool>().prop_map(Value::from),
        any::<i64>().prop_map(Value::from),
        any::<u64>().prop_map(Value::from),
        any::<f64>().prop_map(Value::from),
        "\\PC{0,40}".prop_map(Value::from),
    ];
    let name = prop_oneof![
        Just("RequestId".to_owned()),
        Just("LiveRecordNotifyConfig".to_owned()),
        Just("NotifyUrl".to_owned()),
        Just("NotifyReqAuth".to_owned()),
        Just("$text".to_owned()),
        "\\PC{0,8}",
    ];
    leaf.prop_recursive(3, 24, 6, move |inner| {
        prop_oneof![
            prop::collection::vec(inner.clone(), 0..4).prop_map(Value::from),
            prop::collection::btree_map(name.clone(), inner, 0..6)
                .prop_map(|map| Value::Object(map.into_iter().collect())),
        ]
    })
}

proptest! {
    #[test]
    fn any_map_is_a_success_and_comes_back(json in any_json()) {
        let text = json.to_string();
        let success = serde_json::from_str::<SuccessResponse>(&text);
        let described = serde_json::from_str::<DescribeResponse>(&text);
        prop_assert_eq!(success.is_ok(), json.is_object(), "{}", text);
        prop_assert_eq!(described.is_ok(), json.is_object(), "{}", text);
        if let (Ok(success), Ok(described)) = (success, described) {
            assert_round_trips(&success);
            assert_round_trips(&described);
            prop_assert_eq!(&success.request_id, &described.request_id);
        }
    }
}
