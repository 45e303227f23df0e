//! The operation and its family.

use live_record_notify::{DomainName, ErrorCode, Errors, Operation};

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
        assert_eq!(Operation::from_name(name), Some(*operation));
        assert_eq!(Operation::from_name(&name.to_lowercase()), None);
    }
    assert_eq!(Operation::VERSION, "2016-11-01");
    assert_eq!(Operation::CALLS_PER_SECOND, 30);
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
