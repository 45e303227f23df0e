//! The operation and its family.

use live_record_notify::{DomainName, ErrorCode, Errors, Operation};

/// Name, RAM access level, and what is answered where a configuration exists and where none does.
type Row = (&'static str, &'static str, Option<ErrorCode>, Option<ErrorCode>);

#[rustfmt::skip]
const ROWS: [Row; 4] = [
    ("AddLiveRecordNotifyConfig",      "create", Some(ErrorCode::ConfigAlreadyExists), None),
    ("UpdateLiveRecordNotifyConfig",   "update", None, Some(ErrorCode::InvalidConfigNotFound)),
    ("DescribeLiveRecordNotifyConfig", "get",    None, Some(ErrorCode::InvalidConfigNotFound)),
    ("DeleteLiveRecordNotifyConfig",   "delete", None, Some(ErrorCode::InvalidConfigNotFound)),
];

#[test]
fn each_operation_has_its_row() {
    assert_eq!(Operation::ALL.len(), ROWS.len());
    for (operation, (name, access_level, if_present, if_absent)) in Operation::ALL.iter().zip(ROWS)
    {
        assert_eq!(operation.as_str(), name);
        assert_eq!(operation.ram_action(), format!("live:{name}"));
        assert_eq!(operation.ram_access_level(), access_level, "{name}");
        assert_eq!(operation.decide(true).err(), if_present, "{name}");
        assert_eq!(operation.decide(false).err(), if_absent, "{name}");
        assert_eq!(Operation::from_name(name), Some(*operation));
        assert_eq!(Operation::from_name(&name.to_lowercase()), None);
    }
    assert_eq!(Operation::VERSION, "2016-11-01");
    assert_eq!(Operation::CALLS_PER_SECOND, 30);
}

#[test]
fn a_resource_names_account_and_domain() {
    let domain_name = DomainName::parse("Live.Bücher.example").unwrap();
    for (account, resource) in [
        (1_234_567_890_123_456, "acs:cdn:*:1234567890123456:domain/live.xn--bcher-kva.example"),
        (0, "acs:cdn:*:0:domain/live.xn--bcher-kva.example"),
        (u64::MAX, "acs:cdn:*:18446744073709551615:domain/live.xn--bcher-kva.example"),
    ] {
        assert_eq!(Operation::ram_resource(account, &domain_name), resource);
    }
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
