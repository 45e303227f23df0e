//! A request, one parameter a line: `NotifyUrl=http://example.com/`.
#![no_main]

use libfuzzer_sys::fuzz_target;
use live_record_notify::{
    AddLiveRecordNotifyConfig, DomainName, Error, NotifyAuthKey, NotifyUrl, OnDemandUrl, Parameter,
};
use test_support::laws::error;

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
});
