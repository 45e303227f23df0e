//! The bodies of responses as values, and the identifier of a request.

use std::error::Error;

use live_record_notify::{
    AddLiveRecordNotifyConfig, DescribeResponse, ErrorCode, ErrorResponse, LiveRecordNotifyConfig,
    Policy, RequestId, SuccessResponse,
};

/// An identifier as the service writes them.
const SAMPLE: &str = "16A96B9A-F203-4EC5-8E43-CB92E68F4CD8";

#[test]
fn a_request_id_is_read_in_any_letter_case_and_version_and_written_as_it_came() {
    for text in [
        SAMPLE,
        "16a96b9a-f203-4ec5-8e43-cb92e68f4cd8",
        "16A96B9A-F203-4EC5-8E43-CB92E68F4CDd",
        "00000000-0000-0000-0000-000000000000",
        "FFFFFFFF-FFFF-FFFF-FFFF-FFFFFFFFFFFF",
        "01234567-89AB-5CDE-9F01-23456789ABCD",
        // Versions 1, 6 and 7, and another variant.
        "16A96B9A-F203-1EC5-8E43-CB92E68F4CD8",
        "16A96B9A-F203-6EC5-8E43-CB92E68F4CD8",
        "16a96b9a-f203-7ec5-8e43-cb92e68f4cd8",
        "16A96B9A-F203-4EC5-CE43-CB92E68F4CD8",
    ] {
        let id: RequestId = text.parse().unwrap();
        assert_eq!(id.to_string(), text);
        assert_eq!(id, text);
        assert_eq!(format!("{id:?}"), format!("RequestId({text})"));
    }
}

#[test]
fn other_texts_are_no_request_ids() {
    for text in [
        "",
        // Length, and what stands around. The first is a sample of the vendor's own page.
        "16A96B9A-F203-4EC5-8E43-CB92E68F4CD",
        "16A96B9A-F203-4EC5-8E43-CB92E68F4CD80",
        " 16A96B9A-F203-4EC5-8E43-CB92E68F4CD8",
        "16A96B9A-F203-4EC5-8E43-CB92E68F4CD8\n",
        "{16A96B9A-F203-4EC5-8E43-CB92E68F4CD8}",
        "urn:uuid:16A96B9A-F203-4EC5-8E43-CB92E68F4CD8",
        // Hyphens: none, and in other places.
        "16A96B9AF2034EC58E43CB92E68F4CD8",
        "16A96B9AF2034EC58E43CB92E68F4CD80000",
        "16A96B9-AF203-4EC5-8E43-CB92E68F4CD8",
        "16A96B9A-F203-4EC5-8E43-CB92E68F-4CD",
        "16A96B9A_F203_4EC5_8E43_CB92E68F4CD8",
        "16A96B9A0F203-4EC5-8E43-CB92E68F4CD8",
        // Digits.
        "16A96B9A-F203-4EC5-8E43-CB92E68F4CDG",
        "16A96B9A-F203-4EC5-8E43-CB92E68F4CD\u{ff18}",
        "16A96B9A-F203-4EC5-8E43-CB92E68F4\u{ff18}",
        "+6A96B9A-F203-4EC5-8E43-CB92E68F4CD8",
    ] {
        let error = text.parse::<RequestId>().unwrap_err();
        assert_eq!(error.as_str(), text);
        assert_eq!(error.to_string(), "not 8-4-4-4-12 hexadecimal digits");
    }
}

#[test]
fn random_bytes_make_an_identifier_of_version_4() {
    for (bytes, text) in [
        ([0x00; 16], "00000000-0000-4000-8000-000000000000"),
        ([0xff; 16], "FFFFFFFF-FFFF-4FFF-BFFF-FFFFFFFFFFFF"),
        (
            [0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15],
            "00010203-0405-4607-8809-0A0B0C0D0E0F",
        ),
    ] {
        let id = RequestId::from_random_bytes(bytes);
        assert_eq!(id.to_string(), text);
        assert_eq!(text.parse(), Ok(id));
    }
    // Every bit but six comes from the bytes.
    for bit in 0..128_usize {
        let mut bytes = [0; 16];
        bytes[bit / 8] = 0x80 >> (bit % 8);
        let differs = RequestId::from_random_bytes(bytes) != RequestId::from_random_bytes([0; 16]);
        assert_eq!(differs, !(48..52).contains(&bit) && !(64..66).contains(&bit), "{bit}");
    }
}

#[test]
fn identifiers_are_ordered_as_their_texts() {
    let mut texts = [
        SAMPLE,
        "16a96b9a-f203-4ec5-8e43-cb92e68f4cd8",
        "00000000-0000-4000-8000-000000000000",
        "FFFFFFFF-FFFF-4FFF-BFFF-FFFFFFFFFFFF",
    ];
    let mut ids = texts.map(|text| text.parse::<RequestId>().unwrap());
    texts.sort_unstable();
    ids.sort_unstable();
    assert_eq!(ids.map(|id| id.to_string()), texts);
}

#[test]
fn bodies_hold_what_the_service_sends() {
    let id: RequestId = SAMPLE.parse().unwrap();
    assert_eq!(SuccessResponse::new(id).request_id, Ok(id));
    for &code in ErrorCode::ALL {
        let body = ErrorResponse::new(id, code);
        assert_eq!(body.request_id, Ok(id));
        assert_eq!(body.host_id.as_deref(), Some("live.aliyuncs.com"));
        assert_eq!(body.code, Ok(code));
        assert_eq!(body.message, code.message());
        assert_eq!(body.recommend, None);
    }
}

#[test]
fn a_body_can_hold_a_code_of_a_newer_service() {
    let mut body = ErrorResponse::new(SAMPLE.parse().unwrap(), ErrorCode::InternalError);
    body.code = "QuotaExceeded".parse();
    assert_eq!(body.code.unwrap_err().as_str(), "QuotaExceeded");
}

#[test]
fn an_error_body_is_an_error_on_one_line() {
    let mut body = ErrorResponse::new(SAMPLE.parse().unwrap(), ErrorCode::ConfigAlreadyExists);
    let expected = format!("ConfigAlreadyExists: Config has already exist. (request {SAMPLE})");
    assert_eq!(body.to_string(), expected);
    body.code = "Quota\u{1b}Exceeded".parse();
    body.message = "5 < 6\r\nINFO forged \"line\"".into();
    body.request_id = "none".parse();
    let error: Box<dyn Error + Send + Sync> = body.clone().into();
    assert_eq!(
        error.to_string(),
        "Quota\\u{1b}Exceeded: 5 < 6\\r\\nINFO forged \"line\" (request none)"
    );
    assert!(error.source().is_none());
    body.request_id = "".parse();
    assert!(!body.to_string().contains("request"), "{body}");
}

#[test]
fn a_stored_configuration_is_made_field_by_field() {
    type Fields<'a> = (&'a str, &'a str, Option<&'a str>, bool, bool, Option<&'a str>);

    #[track_caller]
    fn check(config: &LiveRecordNotifyConfig, expected: Fields<'_>) {
        let fields = (
            config.domain_name(),
            config.notify_url(),
            config.on_demand_url(),
            config.need_status_notify(),
            config.notify_req_auth(),
            config.notify_auth_key(),
        );
        assert_eq!(fields, expected);
    }
    // Nothing judges the texts.
    let (domain, url, ask, key) = ("Live.example", "http://10.0.0.1/", "ftp://a/?b", "short");
    let config = LiveRecordNotifyConfig::new(domain, url);
    check(&config, (domain, url, None, false, false, None));
    let config = config.with_on_demand_url(ask);
    check(&config, (domain, url, Some(ask), false, false, None));
    let config = config.with_need_status_notify(true);
    check(&config, (domain, url, Some(ask), true, false, None));
    let config = config.with_notify_auth_key(key);
    check(&config, (domain, url, Some(ask), true, true, Some(key)));
    // Empty texts are what the service sends for none.
    let config = config.with_need_status_notify(false).with_on_demand_url("");
    check(&config, (domain, url, None, false, true, Some(key)));
    let config = config.with_notify_auth_key("");
    check(&config, (domain, url, None, false, true, None));
    let codes = config.to_request(&Policy::default()).unwrap_err();
    let codes: Vec<_> = codes.iter().map(|error| error.code().as_str()).collect();
    assert_eq!(codes, ["InvalidNotifyUrl.Unsafe", "MissingNotifyAuthKey"]);
}

#[test]
fn a_stored_configuration_is_the_one_of_its_request() {
    let params = [
        ("DomainName", "live.example.com"),
        ("NotifyUrl", "https://example.com/?key=1"),
        ("OnDemandUrl", "https://example.com/ask"),
        ("NeedStatusNotify", "true"),
        ("NotifyReqAuth", "true"),
        ("NotifyAuthKey", "0123456789abcdef"),
    ];
    let request = AddLiveRecordNotifyConfig::from_params(params).unwrap();
    let config = LiveRecordNotifyConfig::new("live.example.com", "https://example.com/?key=1")
        .with_on_demand_url("https://example.com/ask")
        .with_need_status_notify(true)
        .with_notify_auth_key("0123456789abcdef");
    assert_eq!(LiveRecordNotifyConfig::from(&request), config);
    assert_eq!(config.to_request(&Policy::default()), Ok(request));
    let id: RequestId = SAMPLE.parse().unwrap();
    let body = DescribeResponse::new(id, config.clone());
    assert_eq!((body.request_id, body.config), (Ok(id), Some(config)));
}
