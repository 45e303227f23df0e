//! What an error keeps to itself, and what every error is. `reasons.rs` has what it says.

use std::error::Error as StdError;
use std::fmt::{Debug, Display};

use live_record_notify::{
    AddLiveRecordNotifyConfig, DomainName, Error, Errors, InvalidRequestId, NotifyUrl, OnDemandUrl,
    Parameter, Policy, PolicyError, Reason, UnknownErrorCode,
};

/// Wherever a secret stands, and for whatever reason the text is refused.
#[test]
fn errors_never_repeat_the_input() {
    let texts = [
        "http://user:s3cret@example.com/",
        "http://s3cret@example.com/",
        "http://127.0.0.1/s3cret?s3cret#s3cret",
        "http://127.0.0.1:22/s3cret",
        "http://example.com/s3cret b",
        "http://example.com/?s3cret\n",
        "http://example.com/#s3cret",
        "http://example.com:s3cret/",
        "http://[s3cret]/",
        "http://s3cret/",
        "http://s3cret.internal/",
        "http://s3cret.localhost/",
        "http://s3cret.example./",
        "http://s3cret-.example/",
        "http://s3cret*.example/",
        "http://%s3cret.example/",
        // What is looked up is no secret, and a reason may hold it.
        "http://%61.example/s3cret",
        "http://xn--s3cret-.example/",
        "http://s3cret.1/",
        "http://s3cret.10.0.0.1.nip.io/",
        "http://s3cret.1u.ms/",
        "s3cret:s3cret",
        "s3cret.example/s3cret",
        " s3cret",
        "https//a.example/s3cret",
        "\"http://a.example/s3cret\"",
        "http://a.example/s3cret\u{200b}",
        "http://[2606:4700::1%25s3cret]/",
        "http://[a.example]/s3cret",
        "http://2606:4700::1/s3cret",
        "http://127.0.0.1%00.s3cret.example/",
        "s3cret",
    ];
    let long = format!("http://example.com/{}", "s3cret".repeat(400));
    for text in texts.into_iter().chain([long.as_str()]) {
        let error = NotifyUrl::parse(text).unwrap_err();
        keeps_the_secret(&error);
        keeps_the_secret(&OnDemandUrl::parse(text).unwrap_err());
        keeps_the_secret(&DomainName::parse(text).unwrap_err());
        let params = [("DomainName", text), ("NotifyUrl", text), ("NeedStatusNotify", text)];
        keeps_the_secret(&AddLiveRecordNotifyConfig::from_params(params).unwrap_err());
        assert!(error.source().is_none(), "{error}");
    }
}

#[track_caller]
fn keeps_the_secret(error: &(impl Debug + Display)) {
    let shown = format!("{error} {error:?} {error:#?}");
    assert!(!shown.contains("s3cret"), "{shown}");
}

#[test]
fn debug_of_an_error_shows_reason_and_place() {
    let shown = format!("{:?}", NotifyUrl::parse("http://user@example.com/").unwrap_err());
    assert!(shown.contains("reason: UserInfo") && shown.contains("span: Some(7..12)"), "{shown}");
    let shown = format!("{:?}", NotifyUrl::parse("http://%61.example/").unwrap_err());
    assert!(shown.contains("HostForm(a.example)"), "{shown}");
}

#[test]
fn errors_are_small_and_go_anywhere() {
    fn goes_anywhere<T: StdError + Clone + Eq + Send + Sync + Unpin + 'static>() {}
    goes_anywhere::<Error>();
    goes_anywhere::<Errors>();
    goes_anywhere::<Reason>();
    goes_anywhere::<PolicyError>();
    goes_anywhere::<UnknownErrorCode>();
    goes_anywhere::<InvalidRequestId>();
    assert!(size_of::<Error>() <= 64, "{}", size_of::<Error>());
    assert!(size_of::<Reason>() <= 48, "{}", size_of::<Reason>());
}

#[test]
fn values_go_anywhere() {
    fn goes_anywhere<T: Clone + Eq + Debug + Send + Sync + Unpin + 'static>() {}
    goes_anywhere::<DomainName>();
    goes_anywhere::<NotifyUrl>();
    goes_anywhere::<OnDemandUrl>();
    goes_anywhere::<AddLiveRecordNotifyConfig>();
    goes_anywhere::<Policy>();
}

#[test]
fn parameters_are_spelled_as_the_operation_spells_them() {
    let names = Parameter::ALL.iter().map(|parameter| parameter.as_str());
    assert!(names.eq([
        "DomainName",
        "NotifyUrl",
        "OnDemandUrl",
        "NeedStatusNotify",
        "NotifyReqAuth",
        "NotifyAuthKey",
    ]));
    assert!(Parameter::ALL.iter().all(|parameter| parameter.to_string() == parameter.as_str()));
}
