//! The bodies of responses, in the vendor's JSON and XML.

use std::fmt::Debug;

use live_record_notify::{ErrorCode, ErrorResponse, RequestId, SuccessResponse};
use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_json::{Value, json};

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
    body.host_id = "live.cn-shanghai.aliyuncs.com".into();
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
    body.host_id = String::new();
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

#[test]
fn faults_name_their_field() {
    let rows: &[(&str, &str)] = &[
        ("{}", "missing field `RequestId`"),
        (r#"{"RequestId":"secret"}"#, "RequestId: not a UUID of version 4 or 5 in upper case"),
        (r#"{"RequestId":5}"#, "expected RequestId as a string"),
        (r#"{"RequestId":"a","RequestId":"a"}"#, "duplicate field `RequestId`"),
        (r#""text""#, "expected a map with RequestId"),
        (r#"["secret"]"#, "expected a map with RequestId"),
    ];
    for (json, part) in rows {
        assert_message(&serde_json::from_str::<SuccessResponse>(json).unwrap_err(), part, json);
        assert_message(&serde_json::from_str::<ErrorResponse>(json).unwrap_err(), part, json);
    }
    for field in ["RequestId", "HostId", "Code", "Message"] {
        let body = ErrorResponse::new(request_id(), ErrorCode::InternalError);
        let mut body = serde_json::to_value(body).unwrap();
        body.as_object_mut().unwrap().remove(field);
        let json = body.to_string();
        let error = serde_json::from_value::<ErrorResponse>(body.clone()).unwrap_err();
        assert_message(&error, &format!("missing field `{field}`"), &json);
        for wrong in [json!(true), json!(["secret"]), json!({ "secret": 1 })] {
            body.as_object_mut().unwrap().insert(field.into(), wrong);
            let json = body.to_string();
            let error = serde_json::from_value::<ErrorResponse>(body.clone()).unwrap_err();
            assert_message(&error, &format!("expected {field} as a string"), &json);
        }
    }
}
