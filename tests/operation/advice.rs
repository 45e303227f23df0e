//! What an SDK is advised to do: only what the vendor documents is an error.

use live_record_notify::{AddLiveRecordNotifyConfig, Basis, Parameter, Policy, Reason};

const NAME: (&str, &str) = ("DomainName", "live.example.com");

/// `ok`, or which parameters are refused and which only warned of.
#[track_caller]
fn advise(params: &[(&str, &str)], unchanged: &[Parameter]) -> String {
    let policy = Policy::default();
    let strict = AddLiveRecordNotifyConfig::from_params(params.iter().copied());
    match AddLiveRecordNotifyConfig::advise(params.iter().copied(), unchanged, &policy) {
        Ok(advice) => {
            assert_eq!(advice.request.as_ref().ok_or(()), strict.as_ref().map_err(|_| ()));
            assert_eq!(advice.warnings, strict.err());
            match advice.warnings {
                Some(errors) => {
                    let ids: Vec<_> = errors.iter().map(|error| error.reason().id()).collect();
                    format!("warning {}", ids.join(", "))
                }
                None => "ok".to_owned(),
            }
        }
        Err(errors) => {
            let strict = strict.unwrap_err();
            assert!(errors.iter().all(|error| strict.iter().any(|other| other == error)));
            let ids: Vec<_> = errors.iter().map(|error| error.reason().id()).collect();
            format!("error {}", ids.join(", "))
        }
    }
}

#[test]
fn only_what_the_vendor_documents_is_an_error() {
    let url = |text| ("NotifyUrl", text);
    for (params, expected) in [
        (&[NAME, url("http://example.com/")][..], "ok"),
        (&[url("http://example.com/")], "error missing"),
        (&[NAME], "error missing"),
        (&[NAME, url("ftp://example.com/")], "error scheme"),
        (&[NAME, url("http://example.com/#top")], "warning fragment"),
        (&[NAME, url("http://10.0.0.1/")], "warning private-use"),
        (&[NAME, url("http://example.com:25/")], "warning bad-port"),
        (&[NAME, url("http://user@example.com/")], "warning userinfo"),
        (&[NAME, url("http://jenkins/")], "warning single-label"),
        (&[NAME, url("http://example.com/"), ("NeedStatusNotify", "yes")], "error not-boolean"),
        (&[NAME, url("http://example.com/"), ("NeedStatusNotify", "")], "warning empty"),
        // What is documented is said alone.
        (&[url("http://10.0.0.1/")], "error missing"),
        (
            &[NAME, url("http://10.0.0.1/"), ("OnDemandUrl", "http://example.com/ ")],
            "warning private-use, character",
        ),
    ] {
        assert_eq!(advise(params, &[]), expected, "{params:?}");
    }
}

#[test]
fn a_stored_bad_value_does_not_stop_an_update_of_something_else() {
    let params =
        &[NAME, ("NotifyUrl", "ftp://example.com/"), ("OnDemandUrl", "ftp://example.com/")];
    let (notify, on_demand) = (Parameter::NotifyUrl, Parameter::OnDemandUrl);
    for (unchanged, expected) in [
        (&[][..], "error scheme, scheme"),
        (&[notify], "error scheme"),
        (&[on_demand], "error scheme"),
        (&[Parameter::DomainName], "error scheme, scheme"),
        (&[notify, on_demand], "warning scheme, scheme"),
    ] {
        assert_eq!(advise(params, unchanged), expected, "{unchanged:?}");
    }
}

#[test]
fn the_callers_rules_are_the_callers() {
    let policy = Policy::default().require_https();
    let params = [NAME, ("NotifyUrl", "http://example.com/")];
    let advice = AddLiveRecordNotifyConfig::advise(params, &[], &policy).unwrap();
    let reason = *advice.warnings.unwrap().first().reason();
    assert_eq!((reason, reason.basis()), (Reason::HttpsRequired, Basis::Caller));
}

#[test]
fn a_scheme_is_an_error_wherever_the_url_leads() {
    for url in
        ["ftp://127.0.0.1/", "gopher://10.0.0.1/x", "ftp://169.254.169.254/", "ftp://jenkins/"]
    {
        assert_eq!(advise_other(&[NAME, ("NotifyUrl", url)], &[]), "error scheme", "{url}");
        let unchanged = &[Parameter::NotifyUrl];
        assert!(advise_other(&[NAME, ("NotifyUrl", url)], unchanged).starts_with("warning "));
    }
    // Without a scheme there is none that the vendor does not know.
    assert_eq!(advise(&[NAME, ("NotifyUrl", "127.0.0.1/")], &[]), "warning loopback");
}

#[test]
fn an_absent_parameter_has_no_stored_value() {
    assert_eq!(advise(&[NAME], &[Parameter::NotifyUrl]), "error missing");
}

/// The same, where the error is not the one that a strict reader reports.
fn advise_other(params: &[(&str, &str)], unchanged: &[Parameter]) -> String {
    let policy = Policy::default();
    let (word, errors) =
        match AddLiveRecordNotifyConfig::advise(params.iter().copied(), unchanged, &policy) {
            Ok(advice) => ("warning", advice.warnings.unwrap()),
            Err(errors) => ("error", errors),
        };
    let ids: Vec<_> = errors.iter().map(|error| error.reason().id()).collect();
    format!("{word} {}", ids.join(", "))
}
