//! The operation and its family.

use live_record_notify::{
    AddLiveRecordNotifyConfig, DeleteLiveRecordNotifyConfig, DescribeLiveRecordNotifyConfig,
    DomainName, ErrorCode, Errors, Operation, Policy, UnknownOperation,
    UpdateLiveRecordNotifyConfig,
};

/// Name, and what is answered where a configuration exists and where none does.
type Row = (&'static str, Option<ErrorCode>, Option<ErrorCode>);

#[rustfmt::skip]
const ROWS: [Row; 4] = [
    ("AddLiveRecordNotifyConfig", Some(ErrorCode::ConfigAlreadyExists), None),
    ("UpdateLiveRecordNotifyConfig", None, Some(ErrorCode::InvalidConfigNotFound)),
    ("DescribeLiveRecordNotifyConfig", None, Some(ErrorCode::InvalidConfigNotFound)),
    ("DeleteLiveRecordNotifyConfig", None, Some(ErrorCode::InvalidConfigNotFound)),
];

#[test]
fn each_operation_has_its_row() {
    assert_eq!(Operation::ALL.len(), ROWS.len());
    for (operation, (name, if_present, if_absent)) in Operation::ALL.iter().zip(ROWS) {
        assert_eq!(operation.as_str(), name);
        assert_eq!(operation.decide(true).err(), if_present, "{name}");
        assert_eq!(operation.decide(false).err(), if_absent, "{name}");
        assert_eq!(name.parse(), Ok(*operation));
        assert_eq!(name.to_lowercase().parse::<Operation>(), Err(UnknownOperation));
        assert_eq!(operation.to_string(), name);
        let calls = if name.starts_with("Describe") { 50 } else { 30 };
        assert_eq!(operation.calls_per_second(), calls, "{name}");
    }
    assert_eq!(Operation::VERSION, "2016-11-01");
}

#[test]
fn describe_and_delete_read_the_domain_alone() {
    let read = |params: &[(&str, &str)]| DomainName::from_params(params.iter().copied());
    let code = |result: Result<DomainName, Errors>| result.unwrap_err().first().code();
    assert_eq!(read(&[("DomainName", "a.example"), ("NotifyUrl", "x")]).unwrap(), "a.example");
    assert_eq!(code(read(&[("domainname", "a.example")])), ErrorCode::MissingDomainName);
    assert_eq!(code(read(&[("DomainName", "a")])), ErrorCode::InvalidDomainNameMalformed);
    let twice = [("DomainName", "a.example"), ("DomainName", "a.example")];
    assert_eq!(code(read(&twice)), ErrorCode::InvalidDomainNameMalformed);
}

#[test]
fn describe_and_delete_are_made_of_a_domain_and_update_of_a_configuration() {
    let domain = DomainName::parse("a.example").unwrap();
    let params = [("DomainName", "A.example"), ("NotifyUrl", "x")];
    let describe = DescribeLiveRecordNotifyConfig::from_params(params).unwrap();
    assert_eq!(describe, DescribeLiveRecordNotifyConfig::new(domain.clone()));
    assert!(describe.to_params().eq([("DomainName", "a.example")]));
    let delete = DeleteLiveRecordNotifyConfig::from_params(params).unwrap();
    assert_eq!(delete, DeleteLiveRecordNotifyConfig::new(domain));
    assert!(delete.to_params().eq([("DomainName", "a.example")]));
    assert!(DeleteLiveRecordNotifyConfig::from_params([("domainName", "a.example")]).is_err());

    let params = [("DomainName", "a.example"), ("NotifyUrl", "http://10.0.0.1/")];
    let add = AddLiveRecordNotifyConfig::from_params(params);
    assert_eq!(UpdateLiveRecordNotifyConfig::from_params(params).err(), add.err());
    let policy = Policy::default().allow_network("10.0.0.0/8".parse().unwrap()).unwrap();
    let update = UpdateLiveRecordNotifyConfig::from_params_with(params, &policy).unwrap();
    assert!(update.to_params().eq(params));
    let add = AddLiveRecordNotifyConfig::from(update.clone());
    assert_eq!(update.config(), &add);
    assert_eq!(UpdateLiveRecordNotifyConfig::from(add), update);
}

#[test]
#[cfg(feature = "serde")]
fn each_request_comes_back_from_json_and_postcard() {
    fn check<T>(request: &T, json: &serde_json::Value)
    where
        T: serde::Serialize + serde::de::DeserializeOwned + PartialEq + std::fmt::Debug,
    {
        assert_eq!(&serde_json::to_value(request).unwrap(), json);
        assert_eq!(&serde_json::from_value::<T>(json.clone()).unwrap(), request);
        let bytes = postcard::to_allocvec(request).unwrap();
        assert_eq!(&postcard::from_bytes::<T>(&bytes).unwrap(), request);
        for bad in ["{}", "[]", "5", "\"s3cret\"", "{\"DomainName\":\"s3cret\"}"] {
            let error = serde_json::from_str::<T>(bad).unwrap_err().to_string();
            assert!(!error.contains("s3cret"), "{error}");
        }
    }
    let domain = DomainName::parse("a.example").unwrap();
    let json = serde_json::json!({ "DomainName": "a.example" });
    check(&DescribeLiveRecordNotifyConfig::new(domain.clone()), &json);
    check(&DeleteLiveRecordNotifyConfig::new(domain), &json);
    let params = [("DomainName", "a.example"), ("NotifyUrl", "http://example.com/")];
    let json = serde_json::json!({ "DomainName": "a.example", "NotifyUrl": "http://example.com/" });
    check(&UpdateLiveRecordNotifyConfig::from_params(params).unwrap(), &json);
}
