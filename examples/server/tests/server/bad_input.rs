//! Requests that no client of the vendor's sends: each has an answer, and nothing is stored.

use std::net::SocketAddr;

use crate::support::{InProcess, add, get, post, send, v1};
use live_record_notify::RequestId;

const FORM: &str = "content-type: application/x-www-form-urlencoded";

/// Sends each row's bytes and expects its status and code; the first row is the valid neighbour.
#[track_caller]
fn check(rows: &[(&str, Vec<u8>, u16, &str)]) {
    for (case, bytes, status, code) in rows {
        let server = InProcess::start();
        let response = send(server.address, bytes)
            .unwrap_or_else(|| panic!("{case}: the connection ended without an answer"));
        assert_eq!(response.outcome(), (*status, (*code).to_owned()), "{case}: {response:?}");
        let id = response.header("x-acs-request-id").unwrap();
        assert!(id.parse::<RequestId>().is_ok(), "{case}: {id}");
        assert!(response.body.contains(id), "{case}: {response:?}");
        let is_stored = server.stored("live.example.com").is_some();
        assert_eq!(is_stored, *status == 200, "{case}");
        assert_eq!(get(server.address, &v1("other")).status, 400, "{case}: the server goes on");
    }
}

fn request(head: &str, body: &[u8]) -> Vec<u8> {
    let length = body.len();
    let head = format!("{head}\r\nHost: h\r\nContent-Length: {length}\r\n\r\n");
    [head.as_bytes(), body].concat()
}

fn with_query(query: &str) -> Vec<u8> {
    request(&format!("GET /?{query} HTTP/1.1"), b"")
}

fn with_form(body: &[u8]) -> Vec<u8> {
    request(&format!("POST / HTTP/1.1\r\n{FORM}"), body)
}

fn valid() -> String {
    add("me", "live.example.com")
}

#[test]
fn malformed_query_strings() {
    let raw = |bytes: &[u8]| {
        [b"GET /?", valid().as_bytes(), bytes, b" HTTP/1.1\r\nHost: h\r\n\r\n"].concat()
    };
    #[rustfmt::skip]
    check(&[
        ("valid",                         with_query(&valid()),                       200, ""),
        ("`&` without a pair",            with_query(&format!("&&{}&", valid())),     200, ""),
        ("a percent sign, escaped",       with_query(&format!("{}&x=%25", valid())),  200, ""),
        ("a percent sign alone",          with_query(&format!("{}&x=%", valid())),    400, "InvalidParameter"),
        ("one digit behind it",           with_query(&format!("{}&x=%2", valid())),   400, "InvalidParameter"),
        ("no digits behind it",           with_query(&format!("{}&x=%zz", valid())),  400, "InvalidParameter"),
        ("the same in a name",            with_query(&format!("{}&%zz=x", valid())),  400, "InvalidParameter"),
        ("a character, escaped",          with_query(&format!("{}&x=%C3%A9", valid())), 200, ""),
        ("half a character, escaped",     with_query(&format!("{}&x=%C3", valid())),  400, "InvalidParameter"),
        ("an overlong form, escaped",     with_query(&format!("{}&x=%C0%80", valid())), 400, "InvalidParameter"),
        ("a surrogate, escaped",          with_query(&format!("{}&x=%ED%A0%80", valid())), 400, "InvalidParameter"),
        ("a character as it is",          raw("&x=é".as_bytes()),                     200, ""),
        ("half a character as it is",     raw(b"&x=\xC3"),                            400, "InvalidParameter"),
        ("a space as it is",              raw(b"&x= "),                               400, "InvalidParameter"),
        ("an angle bracket as it is",     raw(b"&x=<"),                               400, "InvalidParameter"),
        ("NUL as it is",                  raw(b"&x=\0"),                              400, "InvalidParameter"),
        ("NUL, escaped, in a URL",        with_query(&valid().replace("callback", "%00")), 400, "InvalidNotifyUrl.Malformed"),
        ("no query",                      request("GET / HTTP/1.1", b""),             400, "MissingAction"),
        ("pairs without `=`",             with_query("Action&Version"),               404, "InvalidAction.NotFound"),
    ]);
}

#[test]
fn malformed_form_bodies() {
    let long_enough =
        |length: usize| format!("{}&x={}", valid(), "a".repeat(length - valid().len() - 3));
    let chunked = |length: usize| {
        let head =
            format!("POST / HTTP/1.1\r\nHost: h\r\n{FORM}\r\nTransfer-Encoding: chunked\r\n\r\n");
        format!("{head}{length:x}\r\n{}\r\n0\r\n\r\n", long_enough(length)).into_bytes()
    };
    let json = "POST / HTTP/1.1\r\ncontent-type: application/json";
    #[rustfmt::skip]
    check(&[
        ("valid",                   with_form(valid().as_bytes()),                         200, ""),
        ("bytes that are no text",  with_form(&[valid().as_bytes(), b"&x=\xFF"].concat()), 400, "InvalidParameter"),
        ("a stray percent sign",    with_form(format!("{}&x=%", valid()).as_bytes()),      400, "InvalidParameter"),
        ("JSON",                    request(json, br#"{"Action":"x"}"#),                   415, "UnsupportedMediaType"),
        ("no type",                 request("POST / HTTP/1.1", valid().as_bytes()),        415, "UnsupportedMediaType"),
        ("another type, no body",   request(&json.replace("/ ", &format!("/?{} ", valid())), b""), 200, ""),
        ("16 KiB",                  with_form(long_enough(16 * 1024).as_bytes()),          200, ""),
        ("a byte more",             with_form(long_enough(16 * 1024 + 1).as_bytes()),      413, "RequestEntityTooLarge"),
        ("16 KiB in chunks",        chunked(16 * 1024),                                    200, ""),
        ("a byte more in chunks",   chunked(16 * 1024 + 1),                                413, "RequestEntityTooLarge"),
        ("20 MB",                   with_form(long_enough(20_000_000).as_bytes()),         413, "RequestEntityTooLarge"),
        ("20 MB in chunks",         chunked(20_000_000),                                   413, "RequestEntityTooLarge"),
        ("no chunks",               b"POST / HTTP/1.1\r\nHost: h\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n".to_vec(), 400, "InvalidParameter"),
        ("two lengths",             b"POST / HTTP/1.1\r\nHost: h\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\nab".to_vec(), 400, "InvalidParameter"),
    ]);
}

#[test]
fn huge_urls() {
    let long_enough = |length: usize| {
        let query = format!("{}&x=", valid());
        with_query(&format!("{query}{}", "a".repeat(length - query.len() - 2)))
    };
    #[rustfmt::skip]
    check(&[
        ("16 KiB",             long_enough(16 * 1024),       200, ""),
        ("a byte more",        long_enough(16 * 1024 + 1),   414, "RequestUriTooLong"),
        ("more than is kept",  long_enough(100_000),         414, "RequestUriTooLong"),
        ("more than is read",  long_enough(20_000_000),      414, "RequestUriTooLong"),
        ("a long header",      request(&format!("GET / HTTP/1.1\r\nx: {}", "a".repeat(1_000_000)), b""), 431, "RequestHeaderFieldsTooLarge"),
        ("many headers",       request(&format!("GET / HTTP/1.1{}", "\r\nx: y".repeat(200)), b""), 431, "RequestHeaderFieldsTooLarge"),
    ]);
}

#[test]
fn no_http() {
    #[rustfmt::skip]
    check(&[
        ("HTTP/1.0",           request(&format!("GET /?{} HTTP/1.0", valid()), b""), 200, ""),
        ("no version",         b"GET /\r\n\r\n".to_vec(),                        400, "InvalidParameter"),
        ("another protocol",   b"EHLO example.com\r\n\r\n".to_vec(),             400, "InvalidParameter"),
        ("no text",            b"\x16\x03\x01\x02\x00\x01\r\n\r\n".to_vec(),     400, "InvalidParameter"),
    ]);
}

#[test]
fn unknown_operations() {
    let replace = |from: &str, to: &str| with_query(&valid().replace(from, to));
    let path = |path: &str| request(&format!("GET {path}?{} HTTP/1.1", valid()), b"");
    let method = |method: &str| request(&format!("{method} /?{} HTTP/1.1", valid()), b"");
    #[rustfmt::skip]
    check(&[
        ("another action",     replace("=Add", "=Describe1"),                   404, "InvalidAction.NotFound"),
        ("another letter case", replace("=Add", "=add"),                        404, "InvalidAction.NotFound"),
        ("an empty action",    replace("=AddLiveRecordNotifyConfig", "="),      404, "InvalidAction.NotFound"),
        ("no action",          replace("Action", "action"),                     400, "MissingAction"),
        ("another version",    replace("2016-11-01", "2014-11-01"),             400, "InvalidVersion"),
        ("no version",         replace("&Version=2016-11-01", ""),              400, "MissingVersion"),
        ("another path",       path("/AddLiveRecordNotifyConfig"),              404, "InvalidAction.NotFound"),
        ("PUT",                method("PUT"),                                   405, "UnsupportedHTTPMethod"),
        ("DELETE",             method("DELETE"),                                405, "UnsupportedHTTPMethod"),
        ("no method",          method("ADD"),                                   405, "UnsupportedHTTPMethod"),
    ]);
}

#[test]
fn duplicated_parameters() {
    let twice = |pair: &str| with_query(&format!("{}&{pair}", valid()));
    let in_both =
        |pair: &str| request(&format!("POST /?{} HTTP/1.1\r\n{FORM}", valid()), pair.as_bytes());
    let with_header =
        |header: &str| request(&format!("GET /?{} HTTP/1.1\r\n{header}", valid()), b"");
    let key = "authorization: ACS3-HMAC-SHA256 Credential";
    #[rustfmt::skip]
    check(&[
        ("DomainName, twice the same", twice("DomainName=live.example.com"),  400, "InvalidDomainName.Malformed"),
        ("NotifyUrl",                  twice("NotifyUrl=http://example.com/"), 400, "InvalidNotifyUrl.Malformed"),
        ("NotifyUrl, query and form",  in_both("NotifyUrl=http://example.com/"), 400, "InvalidNotifyUrl.Malformed"),
        ("OnDemandUrl",                twice("OnDemandUrl=http://a.example/&OnDemandUrl=http://a.example/"), 400, "InvalidOnDemandUrl.Malformed"),
        ("NeedStatusNotify",           twice("NeedStatusNotify=true&NeedStatusNotify=true"), 400, "InvalidNeedStatusNotify"),
        ("another letter case",        twice("domainname=live.example.com"),  200, ""),
        ("a parameter nobody reads",   twice("RegionId=a&RegionId=b"),        200, ""),
        ("Action",                     twice("Action=AddLiveRecordNotifyConfig"), 400, "InvalidParameter"),
        ("Action, query and form",     in_both("Action=AddLiveRecordNotifyConfig"), 400, "InvalidParameter"),
        ("Version",                    twice("Version=2016-11-01"),           400, "InvalidParameter"),
        ("Format",                     twice("Format=JSON"),                  400, "InvalidParameter"),
        ("AccessKeyId",                twice("AccessKeyId=me"),               400, "InvalidParameter"),
        ("a header that agrees",       with_header("x-acs-action: AddLiveRecordNotifyConfig"), 200, ""),
        ("a header that differs",      with_header("x-acs-action: DescribeLiveRecordNotifyConfig"), 400, "InvalidParameter"),
        ("a version that differs",     with_header("x-acs-version: 2014-11-01"), 400, "InvalidParameter"),
        ("a header twice",             with_header("x-acs-version: 2016-11-01\r\nx-acs-version: 2016-11-01"), 400, "InvalidParameter"),
        ("a header that is no ASCII",  with_header("x-acs-version: é"),       400, "InvalidParameter"),
        ("a key that agrees",          with_header(&format!("{key}=me,Signature=0")), 200, ""),
        ("a key that differs",         with_header(&format!("{key}=you,Signature=0")), 400, "InvalidParameter"),
    ]);
}

#[test]
fn access_keys() {
    let key =
        |id: &str| with_query(&valid().replace("AccessKeyId=me", &format!("AccessKeyId={id}")));
    let signed = |value: &str| {
        let query = valid().replace("&AccessKeyId=me", "");
        request(&format!("GET /?{query} HTTP/1.1\r\nauthorization: {value}"), b"")
    };
    #[rustfmt::skip]
    check(&[
        ("128 characters",       key(&"a".repeat(128)),                        200, ""),
        ("one more",             key(&"a".repeat(129)),                        404, "InvalidAccessKeyId.NotFound"),
        ("none",                 key(""),                                      404, "InvalidAccessKeyId.NotFound"),
        ("a URL",                key("http://example.com/"),                   404, "InvalidAccessKeyId.NotFound"),
        ("a line break",         key("me%0Ayou"),                              404, "InvalidAccessKeyId.NotFound"),
        ("absent",               with_query(&valid().replace("&AccessKeyId=me", "")), 400, "MissingAccessKeyId"),
        ("signed",               signed("ACS3-HMAC-SHA256 SignedHeaders=host, Credential=me,Signature=0"), 200, ""),
        ("signed by nobody",     signed("ACS3-HMAC-SHA256 SignedHeaders=host"), 400, "IncompleteSignature"),
        ("signed by an empty name", signed("ACS3-HMAC-SHA256 Credential=,Signature=0"), 404, "InvalidAccessKeyId.NotFound"),
        ("signed otherwise",     signed("Basic bWU6eW91"),                     400, "IncompleteSignature"),
        ("signed twice",         signed("ACS3-X Credential=me\r\nauthorization: ACS3-X Credential=me"), 400, "IncompleteSignature"),
    ]);
}

/// What could be read of a broken request decides how it is answered.
#[test]
fn the_format_of_an_answer_to_a_malformed_query() {
    let server = InProcess::start();
    let content_type = |at: SocketAddr, query: &str| {
        let response = get(at, query);
        assert_eq!(response.outcome(), (400, "InvalidParameter".to_owned()), "{query}");
        response.header("content-type").unwrap().to_owned()
    };
    assert_eq!(content_type(server.address, "a=%zz&Format=JSON"), "application/json;charset=utf-8");
    assert_eq!(content_type(server.address, "a=%zz"), "text/xml;charset=utf-8");
    let v3 = post(server.address, "a=%zz", &["x-acs-action: AddLiveRecordNotifyConfig"], "");
    assert_eq!(v3.header("content-type"), Some("application/json;charset=utf-8"));
}
