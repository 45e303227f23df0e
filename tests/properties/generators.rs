//! What the features for tests and fuzzers make is what they say.

use live_record_notify::{AddLiveRecordNotifyConfig, ErrorResponse};
use url::Host;

/// What can turn up in valid values.
const KINDS: usize = 3 + 8 * 2;

fn kinds_of(request: &AddLiveRecordNotifyConfig, error: &ErrorResponse) -> [&'static str; 9] {
    let url = request.notify_url();
    [
        match url.host() {
            Host::Domain(_) => "name",
            Host::Ipv4(_) => "IPv4",
            Host::Ipv6(_) => "IPv6",
        },
        if url.scheme() == "https" { "https" } else { "http" },
        if url.to_url().port().is_some() { "port" } else { "no port" },
        if url.to_url().query().is_some() { "query" } else { "no query" },
        if url.to_url().path() == "/" { "no path" } else { "path" },
        if request.on_demand_url().is_some() { "on demand" } else { "always" },
        if request.need_status_notify() { "status" } else { "no status" },
        if error.code.is_ok() { "known code" } else { "unknown code" },
        if error.recommend.is_some() { "recommendation" } else { "no recommendation" },
    ]
}

#[cfg(feature = "arbitrary")]
mod arbitrary {
    use std::collections::BTreeSet;
    use std::fmt::Debug;

    use arbitrary::{Arbitrary, Unstructured};
    use live_record_notify::{
        AddLiveRecordNotifyConfig, DeleteLiveRecordNotifyConfig, DescribeLiveRecordNotifyConfig,
        DescribeResponse, DomainName, ErrorCode, ErrorResponse, NotifyUrl, OnDemandUrl, Policy,
        RequestId, SuccessResponse, UpdateLiveRecordNotifyConfig,
    };
    use proptest::prelude::*;
    use proptest::strategy::ValueTree;
    use proptest::test_runner::TestRunner;

    #[track_caller]
    fn value<T: for<'a> Arbitrary<'a> + Debug>(bytes: &[u8]) -> T {
        Unstructured::new(bytes).arbitrary().unwrap()
    }

    proptest! {
        #[test]
        fn any_bytes_are_a_valid_value(bytes in prop::collection::vec(any::<u8>(), 0..200)) {
            let name: DomainName = value(&bytes);
            prop_assert_eq!(DomainName::parse(name.as_str()), Ok(name));
            let url: NotifyUrl = value(&bytes);
            prop_assert_eq!(NotifyUrl::parse(url.as_str()), Ok(url));
            let url: OnDemandUrl = value(&bytes);
            prop_assert_eq!(OnDemandUrl::parse(url.as_str()), Ok(url));
            let request: AddLiveRecordNotifyConfig = value(&bytes);
            let params = request.to_params();
            prop_assert_eq!(AddLiveRecordNotifyConfig::from_params(params), Ok(request.clone()));
            let update: UpdateLiveRecordNotifyConfig = value(&bytes);
            prop_assert_eq!(update.config(), &request);
            let describe: DescribeLiveRecordNotifyConfig = value(&bytes);
            let delete: DeleteLiveRecordNotifyConfig = value(&bytes);
            prop_assert_eq!(describe.domain_name(), delete.domain_name());
            let described: DescribeResponse = value(&bytes);
            prop_assert!(described.config.unwrap().to_request(&Policy::default()).is_ok());
            let id: RequestId = value(&bytes);
            prop_assert_eq!(id.to_string().parse(), Ok(id));
            let success: SuccessResponse = value(&bytes);
            prop_assert_eq!(success.request_id, Ok(id));
            prop_assert!(ErrorCode::ALL.contains(&value(&bytes)));
            let error: ErrorResponse = value(&bytes);
            prop_assert_eq!(error.request_id, Ok(id));
        }
    }

    #[test]
    fn the_values_are_of_every_kind() {
        let mut kinds = BTreeSet::new();
        let mut runner = TestRunner::deterministic();
        let strategy = prop::collection::vec(any::<u8>(), 200);
        for _ in 0..500 {
            let bytes = strategy.new_tree(&mut runner).unwrap().current();
            let request: AddLiveRecordNotifyConfig = value(&bytes);
            kinds.extend(super::kinds_of(&request, &value(&bytes)));
        }
        assert_eq!(kinds.len(), super::KINDS, "{kinds:?}");
    }
}

#[cfg(feature = "proptest")]
mod strategies {
    use std::cell::RefCell;
    use std::collections::BTreeSet;

    use live_record_notify::address::AddressKind;
    use live_record_notify::{
        AddLiveRecordNotifyConfig, DeleteLiveRecordNotifyConfig, DescribeLiveRecordNotifyConfig,
        DescribeResponse, DomainName, ErrorCode, ErrorResponse, NameKind, NotifyUrl, OnDemandUrl,
        Policy, RequestId, SuccessResponse, UpdateLiveRecordNotifyConfig, strategies,
    };
    use proptest::prelude::*;
    use proptest::strategy::ValueTree;
    use proptest::test_runner::TestRunner;

    proptest! {
        #[test]
        fn the_family_is_valid(
            update: UpdateLiveRecordNotifyConfig,
            describe: DescribeLiveRecordNotifyConfig,
            delete: DeleteLiveRecordNotifyConfig,
            described: DescribeResponse,
        ) {
            let params = update.to_params();
            prop_assert_eq!(UpdateLiveRecordNotifyConfig::from_params(params), Ok(update.clone()));
            let name = describe.domain_name().clone();
            prop_assert_eq!(DescribeLiveRecordNotifyConfig::new(name), describe);
            let name = delete.domain_name().clone();
            prop_assert_eq!(DeleteLiveRecordNotifyConfig::new(name), delete);
            prop_assert!(described.config.unwrap().to_request(&Policy::default()).is_ok());
        }
    }

    /// Reasons for which the default policy refuses a text as Unsafe, but for its address or name.
    const UNSAFE: &[&str] = &["scheme", "userinfo", "single-label", "bad-port", "spelled-address"];

    const MALFORMED: &[&str] = &[
        "empty",
        "too-long",
        "no-scheme",
        "missing-colon",
        "slashes",
        "backslash",
        "character",
        "invisible-character",
        "quoted",
        "percent-encoding",
        "no-host",
        "ipv4-syntax",
        "ipv6-syntax",
        "zone-id",
        "missing-bracket",
        "bracketed-host",
        "idna",
        "host-character",
        "numeric-ipv4",
        "host-form",
        "trailing-dot",
        "empty-label",
        "label-too-long",
        "name-too-long",
        "hyphen",
        "port-syntax",
        "fragment",
    ];

    const MALFORMED_DOMAIN_NAMES: &[&str] = &[
        "empty",
        "host-character",
        "idna",
        "host-form",
        "trailing-dot",
        "empty-label",
        "label-too-long",
        "name-too-long",
        "hyphen",
        "too-few-labels",
        "numeric-label",
    ];

    /// Reasons that no text alone has under the default policy.
    const OTHERS: &[&str] = &[
        "global",
        "ipv4-mapped",
        "https-required",
        "https-downgrade",
        "network-denied",
        "ip-literal",
        "host-denied",
        "no-rule",
        "port-not-allowed",
        "port-denied",
        "no-addresses",
        "too-many-addresses",
        "other-address",
        "missing",
        "repeated",
        "not-utf-8",
        "not-boolean",
        "",
    ];

    /// Asserts that texts of both types are refused for the reason and with the code.
    #[track_caller]
    fn assert_refused(reason_id: &str, class: &str) {
        let strategy = strategies::refused_url(reason_id)
            .unwrap_or_else(|| panic!("no strategy for {reason_id}"));
        let config = ProptestConfig { failure_persistence: None, ..ProptestConfig::default() };
        let texts = RefCell::new(BTreeSet::new());
        proptest!(config, |(text in strategy)| {
            let error = NotifyUrl::parse(&text).map_err(|error| (error.reason().id(), error.code().as_str()));
            let code = format!("InvalidNotifyUrl.{class}");
            prop_assert_eq!(error, Err((reason_id, code.as_str())), "{:?}", &text);
            let error = OnDemandUrl::parse(&text).map_err(|error| (error.reason().id(), error.code().as_str()));
            let code = format!("InvalidOnDemandUrl.{class}");
            prop_assert_eq!(error, Err((reason_id, code.as_str())), "{:?}", &text);
            texts.borrow_mut().insert(text);
        });
        let texts = texts.into_inner();
        assert!(texts.len() >= 20 || reason_id == "empty", "{reason_id}: only {texts:?}");
    }

    #[test]
    fn unsafe_urls_are_unsafe_for_the_reason() {
        for reason_id in UNSAFE {
            assert_refused(reason_id, "Unsafe");
        }
        for kind in NameKind::ALL {
            assert_refused(kind.id(), "Unsafe");
        }
        for kind in AddressKind::ALL {
            if !OTHERS.contains(&kind.id()) {
                assert_refused(kind.id(), "Unsafe");
            }
        }
    }

    #[test]
    fn malformed_urls_are_malformed_for_the_reason() {
        for reason_id in MALFORMED {
            assert_refused(reason_id, "Malformed");
        }
    }

    #[test]
    fn malformed_domain_names_are_malformed_for_the_reason() {
        for reason_id in MALFORMED_DOMAIN_NAMES {
            let strategy = strategies::refused_domain_name(reason_id).unwrap();
            let config = ProptestConfig { failure_persistence: None, ..ProptestConfig::default() };
            proptest!(config, |(text in strategy)| {
                let error = DomainName::parse(&text).map_err(|error| error.reason().id());
                prop_assert_eq!(error, Err(*reason_id), "{:?}", &text);
            });
        }
    }

    #[test]
    fn other_reasons_have_no_texts() {
        for reason_id in OTHERS {
            assert!(strategies::refused_url(reason_id).is_none(), "{reason_id}");
        }
        for reason_id in OTHERS.iter().chain(UNSAFE) {
            assert!(strategies::refused_domain_name(reason_id).is_none(), "{reason_id}");
        }
    }

    /// The reasons of many texts that `strategy` makes.
    fn reasons_of(
        strategy: &impl Strategy<Value = String>,
        reason: impl Fn(&str) -> &'static str,
    ) -> BTreeSet<&'static str> {
        let mut runner = TestRunner::deterministic();
        (0..1_000).map(|_| reason(&strategy.new_tree(&mut runner).unwrap().current())).collect()
    }

    #[test]
    fn a_union_has_all_of_its_classes() {
        let of_url = |text: &str| NotifyUrl::parse(text).unwrap_err().reason().id();
        let of_name = |text: &str| DomainName::parse(text).unwrap_err().reason().id();

        let addresses = AddressKind::ALL.iter().map(|kind| kind.id());
        let names = NameKind::ALL.iter().map(|kind| kind.id());
        let expected: BTreeSet<_> = (addresses.chain(names).chain(UNSAFE.iter().copied()))
            .filter(|id| !OTHERS.contains(id))
            .collect();
        assert_eq!(reasons_of(&strategies::unsafe_url(), of_url), expected);

        let expected = MALFORMED.iter().copied().collect();
        assert_eq!(reasons_of(&strategies::malformed_url(), of_url), expected);

        let expected = MALFORMED_DOMAIN_NAMES.iter().copied().collect();
        assert_eq!(reasons_of(&strategies::malformed_domain_name(), of_name), expected);
    }

    proptest! {
        #[test]
        fn valid_values_are_valid(
            name: DomainName,
            notify_url: NotifyUrl,
            on_demand_url: OnDemandUrl,
            request: AddLiveRecordNotifyConfig,
            success: SuccessResponse,
            code: ErrorCode,
        ) {
            prop_assert_eq!(DomainName::parse(name.as_str()), Ok(name));
            prop_assert_eq!(NotifyUrl::parse(notify_url.as_str()), Ok(notify_url));
            prop_assert_eq!(OnDemandUrl::parse(on_demand_url.as_str()), Ok(on_demand_url));
            let params = request.to_params();
            prop_assert_eq!(AddLiveRecordNotifyConfig::from_params(params), Ok(request.clone()));
            let id = success.request_id.clone().unwrap();
            prop_assert_eq!(id.as_str().parse(), Ok(id));
            prop_assert_eq!(SuccessResponse::new(id), success);
            prop_assert_eq!(code.as_str().parse(), Ok(code));
        }
    }

    #[test]
    fn valid_values_are_of_every_kind() {
        let (mut kinds, mut ids, mut codes) = (BTreeSet::new(), BTreeSet::new(), BTreeSet::new());
        let mut runner = TestRunner::deterministic();
        let strategy = any::<(AddLiveRecordNotifyConfig, ErrorResponse, RequestId, ErrorCode)>();
        for _ in 0..500 {
            let (request, error, id, code) = strategy.new_tree(&mut runner).unwrap().current();
            kinds.extend(super::kinds_of(&request, &error));
            ids.insert(id.to_string());
            codes.insert(code.as_str());
        }
        assert_eq!(kinds.len(), super::KINDS, "{kinds:?}");
        assert_eq!((ids.len(), codes.len()), (500, ErrorCode::ALL.len()));
    }
}
