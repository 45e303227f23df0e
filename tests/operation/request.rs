//! Parameters to a request and back.

use live_record_notify::{
    AddLiveRecordNotifyConfig, DomainName, Error, ErrorCode, Errors, NotifyAuthKey, NotifyUrl,
    OnDemandUrl, Parameter, Policy,
};

const DOMAIN: (&str, &str) = ("DomainName", "live.example.com");
const NOTIFY: (&str, &str) = ("NotifyUrl", "https://example.com/notify");
const ON_DEMAND: (&str, &str) = ("OnDemandUrl", "https://example.com/on-demand");

type Params<'a> = &'a [(&'a str, &'a str)];

fn request(params: Params<'_>) -> Result<AddLiveRecordNotifyConfig, Errors> {
    AddLiveRecordNotifyConfig::from_params(params.iter().copied())
}

/// Asserts the codes and reasons that refuse `params`, in order.
#[track_caller]
fn refused(params: Params<'_>, expected: &[(&str, &str)]) {
    let Err(errors) = request(params) else { panic!("accepted: {params:?}") };
    let given: Vec<_> =
        errors.iter().map(|error| (error.code().as_str(), error.reason().id())).collect();
    assert_eq!(given, expected, "{params:?}");
    assert_eq!(Some(errors.first()), errors.iter().next());
}

#[test]
fn mandatory_parameters_make_a_request() {
    let request = request(&[DOMAIN, NOTIFY]).unwrap();
    assert_eq!(request.domain_name(), "live.example.com");
    assert_eq!(request.notify_url(), "https://example.com/notify");
    assert_eq!(request.on_demand_url(), None);
    assert!(!request.need_status_notify());
}

#[test]
fn all_parameters_make_a_request_in_any_order() {
    let all = [DOMAIN, NOTIFY, ON_DEMAND, ("NeedStatusNotify", "true")];
    let expected = request(&all).unwrap();
    assert_eq!(expected.on_demand_url().unwrap(), "https://example.com/on-demand");
    assert!(expected.need_status_notify());
    for at in 0..all.len() {
        let mut params = all;
        params.rotate_left(at);
        assert_eq!(request(&params).as_ref(), Ok(&expected));
        params.reverse();
        assert_eq!(request(&params).as_ref(), Ok(&expected));
    }
    // Owned and borrowed texts alike.
    let owned = all.map(|(name, value)| (name.to_owned(), value.to_owned()));
    assert_eq!(AddLiveRecordNotifyConfig::from_params(owned).as_ref(), Ok(&expected));
}

#[test]
fn builders_make_the_same_request_as_parameters() {
    let domain_name = DomainName::parse(DOMAIN.1).unwrap();
    let notify_url = NotifyUrl::parse(NOTIFY.1).unwrap();
    let on_demand_url = OnDemandUrl::parse(ON_DEMAND.1).unwrap();
    let built = AddLiveRecordNotifyConfig::new(domain_name, notify_url);
    assert_eq!(Ok(&built), request(&[DOMAIN, NOTIFY]).as_ref());
    let built = built.with_on_demand_url(on_demand_url).with_need_status_notify(true);
    let params = [DOMAIN, NOTIFY, ON_DEMAND, ("NeedStatusNotify", "true")];
    assert_eq!(Ok(&built), request(&params).as_ref());
    let built = built.with_need_status_notify(false);
    assert_eq!(Ok(&built), request(&[DOMAIN, NOTIFY, ON_DEMAND]).as_ref());
}

#[test]
fn an_absent_mandatory_parameter_is_missing() {
    refused(&[NOTIFY], &[("MissingDomainName", "missing")]);
    refused(&[DOMAIN], &[("MissingNotifyUrl", "missing")]);
    refused(&[], &[("MissingDomainName", "missing"), ("MissingNotifyUrl", "missing")]);
    for error in request(&[]).unwrap_err().iter() {
        assert_eq!(error.span(), None, "{error}");
    }
}

#[test]
fn an_empty_parameter_is_malformed() {
    refused(&[("DomainName", ""), NOTIFY], &[("InvalidDomainName.Malformed", "empty")]);
    refused(&[DOMAIN, ("NotifyUrl", "")], &[("InvalidNotifyUrl.Malformed", "empty")]);
    refused(&[DOMAIN, NOTIFY, ("OnDemandUrl", "")], &[("InvalidOnDemandUrl.Malformed", "empty")]);
    refused(&[DOMAIN, NOTIFY, ("NeedStatusNotify", "")], &[("InvalidNeedStatusNotify", "empty")]);
}

#[test]
fn a_repeated_parameter_is_malformed_whatever_its_values() {
    let all = [
        (DOMAIN, "InvalidDomainName.Malformed"),
        (NOTIFY, "InvalidNotifyUrl.Malformed"),
        (ON_DEMAND, "InvalidOnDemandUrl.Malformed"),
        (("NeedStatusNotify", "true"), "InvalidNeedStatusNotify"),
    ];
    for (repeated, code) in all {
        for second in [repeated.1, "", "http://127.0.0.1/"] {
            let params = all.map(|(param, _)| param);
            let params: Vec<_> = params.into_iter().chain([(repeated.0, second)]).collect();
            refused(&params, &[(code, "repeated")]);
            let thrice: Vec<_> = params.iter().copied().chain([(repeated.0, second)]).collect();
            refused(&thrice, &[(code, "repeated")]);
            assert_eq!(request(&params).unwrap_err().first().span(), None);
        }
    }
}

#[test]
fn parameters_of_others_are_ignored_and_names_are_compared_letter_case_included() {
    let params = [
        DOMAIN,
        NOTIFY,
        ("RegionId", "cn-shanghai"),
        ("Action", "AddLiveRecordNotifyConfig"),
        ("Action", "AddLiveRecordNotifyConfig"),
        ("", ""),
        ("onDemandUrl", "http://127.0.0.1/"),
        ("OnDemandUrl ", "http://127.0.0.1/"),
        ("needstatusnotify", "perhaps"),
    ];
    assert_eq!(request(&params), request(&[DOMAIN, NOTIFY]));
    refused(&[("domainName", DOMAIN.1), NOTIFY], &[("MissingDomainName", "missing")]);
    refused(&[DOMAIN, ("NOTIFYURL", NOTIFY.1)], &[("MissingNotifyUrl", "missing")]);
}

#[test]
fn need_status_notify_reads_true_and_false_in_any_letter_case() {
    for (value, expected) in [
        ("true", true),
        ("True", true),
        ("TRUE", true),
        ("tRuE", true),
        ("false", false),
        ("False", false),
        ("FALSE", false),
    ] {
        let request = request(&[DOMAIN, NOTIFY, ("NeedStatusNotify", value)]).unwrap();
        assert_eq!(request.need_status_notify(), expected, "{value}");
    }
    for value in ["1", "0", "yes", "no", " true", "true ", "tru\u{435}", "t", "null"] {
        let params = [DOMAIN, NOTIFY, ("NeedStatusNotify", value)];
        refused(&params, &[("InvalidNeedStatusNotify", "not-boolean")]);
        let errors = request(&params).unwrap_err();
        assert_eq!(errors.first().span(), Some(0..value.len()), "{value}");
    }
}

#[test]
fn all_faults_are_reported_in_the_order_of_the_page() {
    let faults = [
        (("DomainName", "localhost"), ("InvalidDomainName.Malformed", "too-few-labels")),
        (("NotifyUrl", "ftp://example.com/"), ("InvalidNotifyUrl.Unsafe", "scheme")),
        (("OnDemandUrl", "http://example.com/#"), ("InvalidOnDemandUrl.Malformed", "fragment")),
        (("NeedStatusNotify", "yes"), ("InvalidNeedStatusNotify", "not-boolean")),
        (("NotifyReqAuth", "1"), ("InvalidNotifyReqAuth", "not-boolean")),
        (("NotifyAuthKey", "short"), ("InvalidNotifyAuthKey", "auth-key")),
    ];
    let sound = [DOMAIN, NOTIFY, ON_DEMAND, ("NeedStatusNotify", "true"), REQUIRED, KEY];
    // Every choice of faults, the parameters given in reverse.
    for choice in 1_u8..64 {
        let is_chosen = |at: usize| choice >> at & 1 == 1;
        let params = (0..6).rev().map(|at| if is_chosen(at) { faults[at].0 } else { sound[at] });
        let expected = (0..6).filter(|&at| is_chosen(at)).map(|at| faults[at].1);
        refused(&params.collect::<Vec<_>>(), &expected.collect::<Vec<_>>());
    }
    let errors = request(&faults.map(|(param, _)| param)).unwrap_err();
    let parameters: Vec<_> = errors.iter().map(Error::parameter).collect();
    assert_eq!(parameters, Parameter::ALL);
    let on_one_line: Vec<_> = errors.iter().map(ToString::to_string).collect();
    assert_eq!(errors.to_string(), on_one_line.join("; "));
}

#[test]
fn a_policy_judges_both_urls() {
    let params = [DOMAIN, ("NotifyUrl", "http://10.1.2.3/"), ("OnDemandUrl", "http://10.1.2.4/")];
    refused(
        &params,
        &[("InvalidNotifyUrl.Unsafe", "private-use"), ("InvalidOnDemandUrl.Unsafe", "private-use")],
    );
    let policy = Policy::default().allow_network("10.1.0.0/16".parse().unwrap()).unwrap();
    let request = AddLiveRecordNotifyConfig::from_params_with(params, &policy).unwrap();
    assert_eq!(request.notify_url(), "http://10.1.2.3/");
    let policy = policy.require_https();
    let errors = AddLiveRecordNotifyConfig::from_params_with(params, &policy).unwrap_err();
    let ids: Vec<_> = errors.iter().map(|error| error.reason().id()).collect();
    assert_eq!(ids, ["https-required", "https-required"]);
}

#[test]
fn a_request_gives_the_parameters_that_make_it() {
    let rows: [(Params<'_>, Params<'_>); 4] = [
        (&[NOTIFY, DOMAIN], &[DOMAIN, NOTIFY]),
        (&[ON_DEMAND, NOTIFY, DOMAIN], &[DOMAIN, NOTIFY, ON_DEMAND]),
        // False is the default, and left out.
        (&[DOMAIN, NOTIFY, ("NeedStatusNotify", "False")], &[DOMAIN, NOTIFY]),
        (
            &[
                ("NeedStatusNotify", "TRUE"),
                ("RegionId", "cn-shanghai"),
                ("OnDemandUrl", "HTTPS://Example.COM:443/on-demand"),
                ("NotifyUrl", "https://EXAMPLE.com/a/../notify"),
                ("DomainName", "Live.Example.com"),
            ],
            &[DOMAIN, NOTIFY, ON_DEMAND, ("NeedStatusNotify", "true")],
        ),
    ];
    for (given, expected) in rows {
        let first = request(given).unwrap();
        let params: Vec<_> = first.to_params().collect();
        assert_eq!(params, expected, "{given:?}");
        assert_eq!(request(&params), Ok(first));
    }
}

const REQUIRED: (&str, &str) = ("NotifyReqAuth", "True");
const KEY: (&str, &str) = ("NotifyAuthKey", "0123456789abcdefABCDEF");

#[test]
fn a_key_goes_with_the_demand_for_it() {
    let signed = request(&[DOMAIN, NOTIFY, REQUIRED, KEY]).unwrap();
    assert_eq!(signed.notify_auth_key().map(NotifyAuthKey::as_str), Some(KEY.1));
    let params: Vec<_> = signed.to_params().collect();
    assert_eq!(params, [DOMAIN, NOTIFY, ("NotifyReqAuth", "true"), KEY]);
    assert_eq!(request(&params), Ok(signed.clone()));
    let built = AddLiveRecordNotifyConfig::new(
        DomainName::parse(DOMAIN.1).unwrap(),
        NotifyUrl::parse(NOTIFY.1).unwrap(),
    );
    assert_eq!(built.with_notify_auth_key(NotifyAuthKey::parse(KEY.1).unwrap()), signed);

    refused(&[DOMAIN, NOTIFY, REQUIRED], &[("MissingNotifyAuthKey", "missing")]);
    // Without the demand a key is checked, and then left out.
    let unsigned = request(&[DOMAIN, NOTIFY]).unwrap();
    for not_demanded in
        [&[DOMAIN, NOTIFY, KEY], &[DOMAIN, NOTIFY, KEY, ("NotifyReqAuth", "false")][..]]
    {
        assert_eq!(request(not_demanded).as_ref(), Ok(&unsigned), "{not_demanded:?}");
    }
    refused(&[DOMAIN, NOTIFY, ("NotifyAuthKey", "short")], &[("InvalidNotifyAuthKey", "auth-key")]);
    refused(&[DOMAIN, NOTIFY, KEY, KEY], &[("InvalidNotifyAuthKey", "repeated")]);
    refused(&[DOMAIN, NOTIFY, ("NotifyReqAuth", "1")], &[("InvalidNotifyReqAuth", "not-boolean")]);
    refused(&[DOMAIN, NOTIFY, ("NotifyReqAuth", "")], &[("InvalidNotifyReqAuth", "empty")]);
    refused(
        &[DOMAIN, NOTIFY, ("NotifyReqAuth", "maybe"), ("NotifyAuthKey", "")],
        &[("InvalidNotifyReqAuth", "not-boolean"), ("InvalidNotifyAuthKey", "empty")],
    );
}

#[test]
fn a_key_has_16_to_32_letters_and_digits() {
    for (key, is_valid) in [
        ("a".repeat(15), false),
        ("a".repeat(16), true),
        ("Z9".repeat(16), true),
        ("a".repeat(33), false),
        ("0123456789abcde-".into(), false),
        ("0123456789abcdé".into(), false),
        (" 0123456789abcdef".into(), false),
    ] {
        match NotifyAuthKey::parse(&key) {
            Ok(parsed) => {
                assert!(is_valid && parsed.as_str() == key, "{key}");
                assert_eq!(key.parse().as_ref(), Ok(&parsed));
                assert_eq!(NotifyAuthKey::try_from(&*key).as_ref(), Ok(&parsed));
                assert_eq!(NotifyAuthKey::try_from(key), Ok(parsed));
            }
            Err(error) => {
                assert!(!is_valid, "{key}");
                assert_eq!(error.code(), ErrorCode::InvalidNotifyAuthKey, "{key}");
                assert_eq!(error.span(), Some(0..key.len()), "{key}");
                assert!(!format!("{error} {error:?}").contains(&key), "{key}");
                assert_eq!(key.parse::<NotifyAuthKey>().as_ref(), Err(&error));
                assert_eq!(NotifyAuthKey::try_from(&*key).as_ref(), Err(&error));
                assert_eq!(NotifyAuthKey::try_from(key), Err(error));
            }
        }
    }
}

#[test]
fn debug_hides_the_key() {
    let request = request(&[DOMAIN, NOTIFY, REQUIRED, KEY]).unwrap();
    let shown = format!("{request:?} {request:#?}");
    assert!(shown.contains("NotifyAuthKey(…)") && !shown.contains(KEY.1), "{shown}");
}

#[test]
fn debug_hides_the_values_of_queries() {
    let request = request(&[
        DOMAIN,
        ("NotifyUrl", "https://example.com/?token=s3cret"),
        ("OnDemandUrl", "https://example.com/?s3cret"),
    ])
    .unwrap();
    let shown = format!("{request:?} {request:#?}");
    assert!(shown.contains("?token=…") && !shown.contains("s3cret"), "{shown}");
}

#[test]
#[cfg(feature = "zeroize")]
fn a_key_is_overwritten_when_it_is_dropped() {
    fn is_overwritten<T: zeroize::ZeroizeOnDrop>() {}
    is_overwritten::<NotifyAuthKey>();
}
