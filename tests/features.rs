//! What the features for tests and fuzzers make is what they say.

#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

#[cfg(feature = "arbitrary")]
mod arbitrary {
    use std::collections::BTreeSet;
    use std::fmt::Debug;

    use arbitrary::{Arbitrary, Unstructured};
    use live_record_notify::{
        AddLiveRecordNotifyConfig, DomainName, ErrorCode, ErrorResponse, NotifyUrl, OnDemandUrl,
        RequestId, SuccessResponse,
    };
    use proptest::prelude::*;
    use proptest::strategy::ValueTree;
    use proptest::test_runner::TestRunner;
    use url::Host;

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
            let id: RequestId = value(&bytes);
            prop_assert_eq!(id.to_string().parse(), Ok(id));
            let success: SuccessResponse = value(&bytes);
            prop_assert_eq!(success.request_id, id);
            prop_assert!(ErrorCode::ALL.contains(&value(&bytes)));
            let error: ErrorResponse = value(&bytes);
            prop_assert_eq!(error.request_id, id);
        }
    }

    /// What of everything that can be accepted has turned up.
    #[test]
    fn the_values_are_of_every_kind() {
        let mut kinds = BTreeSet::new();
        let mut runner = TestRunner::deterministic();
        let strategy = prop::collection::vec(any::<u8>(), 200);
        for _ in 0..500 {
            let bytes = strategy.new_tree(&mut runner).unwrap().current();
            let request: AddLiveRecordNotifyConfig = value(&bytes);
            let url = request.notify_url();
            kinds.insert(match url.host() {
                Host::Domain(_) => "name",
                Host::Ipv4(_) => "IPv4",
                Host::Ipv6(_) => "IPv6",
            });
            kinds.insert(if url.scheme() == "https" { "https" } else { "http" });
            kinds.insert(if url.to_url().port().is_some() { "port" } else { "no port" });
            kinds.insert(if url.to_url().query().is_some() { "query" } else { "no query" });
            kinds.insert(if url.to_url().path() == "/" { "no path" } else { "path" });
            kinds.insert(if request.on_demand_url().is_some() { "on demand" } else { "always" });
            kinds.insert(if request.need_status_notify() { "status" } else { "no status" });
            let error: ErrorResponse = value(&bytes);
            kinds.insert(if error.code.is_ok() { "known code" } else { "unknown code" });
            kinds.insert(if error.recommend.is_some() { "recommended" } else { "not" });
        }
        assert_eq!(kinds.len(), 3 + 8 * 2, "{kinds:?}");
    }
}
