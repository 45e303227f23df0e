//! Calls of both generations of clients, and what comes back.

use crate::support::{InProcess, Response, add, get, post, send, v1};
use live_record_notify::{ErrorCode, RequestId};

const V3: [&str; 4] = [
    "x-acs-action: AddLiveRecordNotifyConfig",
    "x-acs-version: 2016-11-01",
    "accept: application/json",
    "authorization: ACS3-HMAC-SHA256 Credential=testid,SignedHeaders=host,Signature=00",
];
const FORM: &str = "content-type: application/x-www-form-urlencoded";
const JSON_TYPE: &str = "application/json;charset=utf-8";
const XML_TYPE: &str = "text/xml;charset=utf-8";

#[test]
fn success_in_json() {
    let server = InProcess::start();
    let response = get(server.address, &add("me", "live.example.com"));
    let id = response.header("x-acs-request-id").unwrap();
    assert_eq!(response.status, 200);
    assert_eq!(response.header("content-type"), Some(JSON_TYPE));
    assert_eq!(response.body, format!(r#"{{"RequestId":"{id}"}}"#));
    assert!(id.parse::<RequestId>().is_ok(), "{id}");
}

#[test]
fn success_in_xml_where_format_is_absent() {
    let server = InProcess::start();
    let query = add("me", "live.example.com").replace("&Format=JSON", "");
    let response = get(server.address, &query);
    let id = response.header("x-acs-request-id").unwrap();
    assert_eq!(response.status, 200);
    assert_eq!(response.header("content-type"), Some(XML_TYPE));
    assert_eq!(
        response.body,
        format!(
            "<AddLiveRecordNotifyConfigResponse><RequestId>{id}</RequestId>\
             </AddLiveRecordNotifyConfigResponse>"
        )
    );
}

#[test]
fn refusal_in_json() {
    let server = InProcess::start();
    let query = format!("{}&DomainName=a.example.com&NotifyUrl=http://127.0.0.1/", v1("me"));
    let response = get(server.address, &query);
    let id = response.header("x-acs-request-id").unwrap();
    assert_eq!(response.status, 400);
    assert_eq!(
        response.body,
        format!(
            r#"{{"RequestId":"{id}","HostId":"live.aliyuncs.com","Code":"InvalidNotifyUrl.Unsafe","Message":"Specified NotifyUrl is not safe."}}"#
        )
    );
    assert!(server.stored("a.example.com").is_none());
}

#[test]
fn refusal_in_xml() {
    let server = InProcess::start();
    let query = format!("{}&DomainName=a.example.com&NotifyUrl=http://127.0.0.1/", v1("me"));
    let response = get(server.address, &query.replace("Format=JSON", "Format=XML"));
    let id = response.header("x-acs-request-id").unwrap();
    assert_eq!(response.status, 400);
    assert_eq!(
        response.body,
        format!(
            "<Error><RequestId>{id}</RequestId><HostId>live.aliyuncs.com</HostId>\
             <Code>InvalidNotifyUrl.Unsafe</Code>\
             <Message>Specified NotifyUrl is not safe.</Message></Error>"
        )
    );
}

#[test]
fn both_generations_by_both_methods() {
    let server = InProcess::start();
    let at = server.address;
    let params =
        |name: &str| format!("DomainName={name}.example.com&NotifyUrl=http%3A%2F%2Fexample.com%2F");
    let v3_get = |name: &str| {
        let headers = V3.join("\r\n");
        let request = format!("GET /?{} HTTP/1.1\r\nHost: h\r\n{headers}\r\n\r\n", params(name));
        send(at, request.as_bytes()).expect("an answer")
    };
    let xml = V3.map(
        |header| if header.starts_with("accept") { "accept: application/xml" } else { header },
    );
    let silent = V3.map(|header| if header.starts_with("accept") { "accept: */*" } else { header });
    let with_form = [&V3[..], &[FORM]].concat();
    let v1 = v1("me");
    let no_format = v1.replace("&Format=JSON", "");
    let lower = v1.replace("JSON", "json");
    let sent_by_v1_sdks = [V3[0], V3[1], "accept: */*"];
    #[rustfmt::skip]
    let rows: Vec<(&str, Response, &str)> = vec![
        ("V1 GET",                    get(at, &format!("{v1}&{}", params("a"))),              JSON_TYPE),
        ("V1 GET, no format",         get(at, &format!("{no_format}&{}", params("b"))),       XML_TYPE),
        ("V1 GET, format in lower case", get(at, &format!("{lower}&{}", params("c"))),        JSON_TYPE),
        ("V1 POST, query",            post(at, &format!("{v1}&{}", params("d")), &[], ""),    JSON_TYPE),
        ("V1 POST, form",             post(at, "", &[FORM], &format!("{v1}&{}", params("e"))), JSON_TYPE),
        ("V1 POST, query and form",   post(at, &v1, &[FORM], &params("f")),                   JSON_TYPE),
        ("V1 with the SDK's headers", post(at, &format!("{no_format}&{}", params("g")), &sent_by_v1_sdks, ""), XML_TYPE),
        ("V3 GET",                    v3_get("h"),                                            JSON_TYPE),
        ("V3 POST, query",            post(at, &params("i"), &V3, ""),                        JSON_TYPE),
        ("V3 POST, form",             post(at, "", &with_form, &params("j")),                 JSON_TYPE),
        ("V3 POST, XML accepted",     post(at, &params("k"), &xml, ""),                       XML_TYPE),
        ("V3 POST, all accepted",     post(at, &params("l"), &silent, ""),                    JSON_TYPE),
    ];
    for ((case, response, content_type), name) in rows.into_iter().zip('a'..) {
        assert_eq!(response.status, 200, "{case}: {response:?}");
        assert_eq!(response.header("content-type"), Some(content_type), "{case}");
        assert!(server.stored(&format!("{name}.example.com")).is_some(), "{case}");
    }
}

#[test]
fn what_is_stored_is_what_was_sent() {
    let server = InProcess::start();
    let query = format!(
        "{}&DomainName=Live.Example.COM&NotifyUrl=https%3A%2F%2Fexample.com%2Fcb%3Fa%3D%2525%26b%3Dx+y\
         &OnDemandUrl=http%3A%2F%2Fexample.com%2Fod&NeedStatusNotify=True",
        v1("me")
    );
    // An unescaped space is no part of a URL; `%20` is.
    assert_eq!(get(server.address, &query).outcome().1, "InvalidNotifyUrl.Malformed");
    assert_eq!(get(server.address, &query.replace("x+y", "x%2520y")).status, 200);
    let config = server.stored("live.example.com").unwrap();
    assert_eq!(config.notify_url(), "https://example.com/cb?a=%25&b=x%20y");
    assert_eq!(config.on_demand_url().unwrap(), "http://example.com/od");
    assert!(config.need_status_notify());
}

/// The body of a reply: code and message, and nothing that only the log may say.
#[test]
fn a_reply_never_says_why() {
    let server = InProcess::start();
    for url in
        ["http://10.1.2.3/", "http://0x7f.1/", "http://metadata.google.internal/", "ftp://h/"]
    {
        let query = format!("{}&DomainName=a.example.com&NotifyUrl={url}", v1("me"));
        let response = get(server.address, &query);
        let code: ErrorCode = response.json("Code").parse().unwrap();
        let members: Vec<String> = serde_json::from_str::<serde_json::Map<_, _>>(&response.body)
            .unwrap()
            .keys()
            .cloned()
            .collect();
        assert_eq!(response.json("Message"), code.message(), "{url}");
        assert_eq!(members, ["Code", "HostId", "Message", "RequestId"], "{url}");
    }
}

#[test]
fn request_ids_differ_and_are_repeated_in_the_header() {
    let server = InProcess::start();
    let mut ids: Vec<String> = (0..20)
        .map(|_| {
            let response = get(server.address, &v1("me"));
            assert_eq!(
                response.header("x-acs-request-id"),
                Some(response.json("RequestId").as_str())
            );
            response.json("RequestId")
        })
        .collect();
    ids.sort();
    ids.dedup();
    assert_eq!(ids.len(), 20);
}
