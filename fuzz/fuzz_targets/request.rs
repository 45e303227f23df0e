//! A request, one parameter a line: `NotifyUrl=http://example.com/`. A line `unchanged=NotifyUrl` names a
//! parameter that keeps its stored value.
#![no_main]

use libfuzzer_sys::fuzz_target;
use live_record_notify::{
    AddLiveRecordNotifyConfig, Basis, DomainName, Error, NotifyAuthKey, NotifyUrl, OnDemandUrl,
    Parameter, Policy, Reason,
};
use test_support::laws::error;
use url::Url;

fuzz_target!(|text: &str| {
    let params: Vec<_> = text.split('\n').filter_map(|line| line.split_once('=')).collect();
    let given = |parameter: Parameter| {
        params.iter().filter(move |(name, _)| *name == parameter.as_str()).map(|(_, value)| *value)
    };
    let is_true = |value: &str| value.eq_ignore_ascii_case("true");
    let faulty = |parameter: Parameter| match given(parameter).collect::<Vec<_>>()[..] {
        [] => match parameter {
            Parameter::DomainName | Parameter::NotifyUrl => true,
            Parameter::NotifyAuthKey => {
                matches!(given(Parameter::NotifyReqAuth).collect::<Vec<_>>()[..], [v] if is_true(v))
            }
            _ => false,
        },
        [value] => match parameter {
            Parameter::DomainName => DomainName::parse(value).is_err(),
            Parameter::NotifyUrl => NotifyUrl::parse(value).is_err(),
            Parameter::OnDemandUrl => OnDemandUrl::parse(value).is_err(),
            Parameter::NotifyAuthKey => NotifyAuthKey::parse(value).is_err(),
            _ => !is_true(value) && !value.eq_ignore_ascii_case("false"),
        },
        _ => true,
    };
    let expected: Vec<_> = Parameter::ALL.iter().copied().filter(|p| faulty(*p)).collect();
    match AddLiveRecordNotifyConfig::from_params(params.iter().copied()) {
        Ok(request) => {
            assert_eq!(expected, []);
            let again = AddLiveRecordNotifyConfig::from_params(request.to_params());
            assert_eq!(again, Ok(request));
        }
        Err(errors) => {
            let parameters: Vec<_> = errors.iter().map(Error::parameter).collect();
            assert_eq!(parameters, expected, "{errors}");
            for refused in errors.iter() {
                let value = given(refused.parameter()).next().unwrap_or_default();
                error::is_well_made(refused, refused.parameter(), value);
            }
        }
    }
    only_what_the_vendor_documents_is_an_error(&params);
});

/// An SDK is told of an error only where the vendor's page has the refusal, and warned of the rest.
fn only_what_the_vendor_documents_is_an_error(params: &[(&str, &str)]) {
    let values = |name: &str| {
        let of_name = params.iter().filter(move |(given, _)| *given == name);
        of_name.map(|(_, value)| *value).collect::<Vec<_>>()
    };
    let unchanged: Vec<_> = Parameter::ALL
        .iter()
        .copied()
        .filter(|parameter| values("unchanged").contains(&parameter.as_str()))
        .collect();
    let strict = AddLiveRecordNotifyConfig::from_params(params.iter().copied());
    let policy = Policy::default();
    match AddLiveRecordNotifyConfig::advise(params.iter().copied(), &unchanged, &policy) {
        Ok(advice) => {
            assert_eq!(
                (advice.request, advice.warnings),
                (strict.clone().ok(), strict.clone().err())
            );
            for warned in strict.err().iter().flatten() {
                let is_unchanged = unchanged.contains(&warned.parameter());
                let is_documented = warned.reason().basis() == Basis::VendorPage;
                assert!(*warned.reason() != Reason::Missing, "{warned}");
                assert!(is_unchanged || !is_documented, "{warned}");
                let has_other_scheme =
                    values(warned.parameter().as_str()).iter().any(|text| starts_with_ftp(text));
                assert!(is_unchanged || !is_url(warned) || !has_other_scheme, "{warned}");
            }
        }
        Err(errors) => {
            let strict = strict.unwrap_err();
            for refused in &strict {
                let is_missing = *refused.reason() == Reason::Missing;
                let is_documented = refused.reason().basis() == Basis::VendorPage
                    && !unchanged.contains(&refused.parameter());
                let is_told = errors.iter().any(|error| error == refused);
                assert!(is_told || !is_missing && !is_documented, "{refused} is not in {errors}");
            }
            for error in &errors {
                let parameter = error.parameter();
                let is_same = strict.iter().any(|other| other == error);
                let is_documented = error.reason().basis() == Basis::VendorPage;
                assert!(*error.reason() == Reason::Missing || is_documented, "{error}");
                assert!(*error.reason() == Reason::Missing || !unchanged.contains(&parameter));
                assert!(strict.iter().any(|other| other.parameter() == parameter), "{error}");
                // Where it leads hides the scheme, which the page has.
                if !is_same {
                    assert_eq!((is_url(error), error.reason()), (true, &Reason::Scheme));
                    let is_http = |text: &&str| {
                        Url::parse(text).is_ok_and(|url| ["http", "https"].contains(&url.scheme()))
                    };
                    assert!(!values(parameter.as_str()).iter().all(is_http), "{error}");
                }
            }
        }
    }
}

fn is_url(error: &Error) -> bool {
    matches!(error.parameter(), Parameter::NotifyUrl | Parameter::OnDemandUrl)
}

fn starts_with_ftp(text: &str) -> bool {
    text.len() <= 2048 && text.starts_with("ftp://")
}
