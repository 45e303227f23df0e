//! Values that are valid.

use alloc::format;
use alloc::string::String;
use core::fmt::Debug;
use core::net::{Ipv4Addr, Ipv6Addr};

use proptest::prelude::*;
use proptest::{option, sample};

use crate::address::is_public;
use crate::callback_url::{CallbackUrl, NotifyUrl, OnDemandUrl, UrlParameter};
use crate::describe_response::DescribeResponse;
use crate::domain_name::DomainName;
use crate::domain_request::{DeleteLiveRecordNotifyConfig, DescribeLiveRecordNotifyConfig};
use crate::error_code::ErrorCode;
use crate::policy::{Policy, Request};
use crate::request::AddLiveRecordNotifyConfig;
use crate::response::{ErrorResponse, RequestId, SuccessResponse};
use crate::update_request::UpdateLiveRecordNotifyConfig;

/// Names of two to five labels, some with hyphens, some of A-labels.
///
/// ```
/// use live_record_notify::DomainName;
/// use proptest::prelude::*;
///
/// proptest!(|(value: DomainName)| {
///     prop_assert_eq!(DomainName::parse(value.as_str()), Ok(value));
/// });
/// ```
impl Arbitrary for DomainName {
    type Parameters = ();
    type Strategy = BoxedStrategy<Self>;

    fn arbitrary_with((): ()) -> Self::Strategy {
        parsed(domain_name()).boxed()
    }
}

/// URLs of both schemes at names and public addresses, with and without port, path and query.
///
/// ```
/// use live_record_notify::NotifyUrl;
/// use proptest::prelude::*;
///
/// proptest!(|(value: NotifyUrl)| {
///     prop_assert_eq!(NotifyUrl::parse(value.as_str()), Ok(value));
/// });
/// ```
impl<P: UrlParameter> Arbitrary for CallbackUrl<P> {
    type Parameters = ();
    type Strategy = BoxedStrategy<Self>;

    fn arbitrary_with((): ()) -> Self::Strategy {
        parsed(url()).boxed()
    }
}

/// Requests with and without the optional parameters.
///
/// ```
/// use live_record_notify::AddLiveRecordNotifyConfig;
/// use proptest::prelude::*;
///
/// proptest!(|(value: AddLiveRecordNotifyConfig)| {
///     prop_assert_eq!(AddLiveRecordNotifyConfig::from_params(value.to_params()), Ok(value.clone()));
/// });
/// ```
impl Arbitrary for AddLiveRecordNotifyConfig {
    type Parameters = ();
    type Strategy = BoxedStrategy<Self>;

    fn arbitrary_with((): ()) -> Self::Strategy {
        request().boxed()
    }
}

/// Any code of the table.
///
/// ```
/// use live_record_notify::ErrorCode;
/// use proptest::prelude::*;
///
/// proptest!(|(value: ErrorCode)| {
///     prop_assert_eq!(value.as_str().parse(), Ok(value));
/// });
/// ```
impl Arbitrary for ErrorCode {
    type Parameters = ();
    type Strategy = BoxedStrategy<Self>;

    fn arbitrary_with((): ()) -> Self::Strategy {
        sample::select(ErrorCode::ALL).boxed()
    }
}

/// Identifiers of version 4.
///
/// ```
/// use live_record_notify::RequestId;
/// use proptest::prelude::*;
///
/// proptest!(|(value: RequestId)| {
///     prop_assert_eq!(value.to_string().parse(), Ok(value));
/// });
/// ```
impl Arbitrary for RequestId {
    type Parameters = ();
    type Strategy = BoxedStrategy<Self>;

    fn arbitrary_with((): ()) -> Self::Strategy {
        any::<[u8; 16]>().prop_map(RequestId::from_random_bytes).boxed()
    }
}

/// Any body.
///
/// ```
/// use live_record_notify::SuccessResponse;
/// use proptest::prelude::*;
///
/// proptest!(|(value: SuccessResponse)| {
///     prop_assert_eq!(SuccessResponse::new(value.request_id.clone().unwrap()), value);
/// });
/// ```
impl Arbitrary for SuccessResponse {
    type Parameters = ();
    type Strategy = BoxedStrategy<Self>;

    fn arbitrary_with((): ()) -> Self::Strategy {
        any::<RequestId>().prop_map(SuccessResponse::new).boxed()
    }
}

/// Bodies with the service's own texts, or with whatever code and texts.
///
/// ```
/// use live_record_notify::ErrorResponse;
/// use proptest::prelude::*;
///
/// proptest!(|(value: ErrorResponse)| {
///     prop_assert!(value.code.map_or(true, |code| code.http_status() >= 400));
/// });
/// ```
impl Arbitrary for ErrorResponse {
    type Parameters = ();
    type Strategy = BoxedStrategy<Self>;

    fn arbitrary_with((): ()) -> Self::Strategy {
        error_response().boxed()
    }
}

/// Any request.
impl Arbitrary for UpdateLiveRecordNotifyConfig {
    type Parameters = ();
    type Strategy = BoxedStrategy<Self>;

    fn arbitrary_with((): ()) -> Self::Strategy {
        any::<AddLiveRecordNotifyConfig>().prop_map(Self::from).boxed()
    }
}

/// Any request.
impl Arbitrary for DescribeLiveRecordNotifyConfig {
    type Parameters = ();
    type Strategy = BoxedStrategy<Self>;

    fn arbitrary_with((): ()) -> Self::Strategy {
        any::<DomainName>().prop_map(Self::new).boxed()
    }
}

/// Any request.
impl Arbitrary for DeleteLiveRecordNotifyConfig {
    type Parameters = ();
    type Strategy = BoxedStrategy<Self>;

    fn arbitrary_with((): ()) -> Self::Strategy {
        any::<DomainName>().prop_map(Self::new).boxed()
    }
}

/// Any body with a configuration that the default policy accepts.
impl Arbitrary for DescribeResponse {
    type Parameters = ();
    type Strategy = BoxedStrategy<Self>;

    fn arbitrary_with((): ()) -> Self::Strategy {
        any::<(RequestId, AddLiveRecordNotifyConfig)>()
            .prop_map(|(id, stored)| Self::new(id, (&stored).into()))
            .boxed()
    }
}

fn parsed<T: TryFrom<String> + Debug>(
    texts: impl Strategy<Value = String>,
) -> impl Strategy<Value = T> {
    // A name can fall on a row of the tables by chance.
    texts.prop_filter_map("leads nowhere public", |text| text.try_into().ok())
}

fn request() -> impl Strategy<Value = AddLiveRecordNotifyConfig> {
    any::<(DomainName, NotifyUrl, Option<OnDemandUrl>, bool)>().prop_map(
        |(domain_name, notify_url, on_demand_url, need_status_notify)| {
            let request = AddLiveRecordNotifyConfig::new(domain_name, notify_url)
                .with_need_status_notify(need_status_notify);
            match on_demand_url {
                Some(url) => request.with_on_demand_url(url),
                None => request,
            }
        },
    )
}

fn error_response() -> impl Strategy<Value = ErrorResponse> {
    let own = any::<(RequestId, ErrorCode)>().prop_map(|(id, code)| ErrorResponse::new(id, code));
    let texts = any::<(Option<String>, String, Option<String>)>();
    prop_oneof![
        own.clone(),
        (own, "[A-Za-z.]{0,20}", texts).prop_map(|(own, code, (host_id, message, recommend))| {
            ErrorResponse { host_id, code: code.parse(), message, recommend, ..own }
        }),
    ]
}

fn domain_name() -> impl Strategy<Value = String> {
    r"([a-z0-9]([a-z0-9-]{0,10}[a-z0-9])?\.){1,3}(com|example|co\.uk|xn--bcher-kva\.net)"
}

fn url() -> impl Strategy<Value = String> {
    let port = option::of(any::<u16>()).prop_filter("a port of another protocol", |port| {
        port.is_none_or(|port| {
            Policy::public_internet().check_port(Some(port), Request::default).is_ok()
        })
    });
    let path = "(/([a-zA-Z0-9._~!$&'()*+,;=:@-]|%[0-9A-F]{2}|ü){0,6}){0,4}";
    let query = r"(\?([a-zA-Z0-9._~!$&'()*+,;=:@/?-]|%[0-9A-F]{2}|ü){0,16})?";
    ("https?", host(), port, path, query).prop_map(|(scheme, host, port, path, query)| match port {
        Some(port) => format!("{scheme}://{host}:{port}{path}{query}"),
        None => format!("{scheme}://{host}{path}{query}"),
    })
}

fn host() -> impl Strategy<Value = String> {
    let name =
        r"([a-z0-9_]([a-z0-9_-]{0,10}[a-z0-9_])?\.){1,3}(com|example|co\.uk|xn--bcher-kva\.net)";
    // IANA delegates global unicast out of `2000::/3` alone.
    let ipv6 =
        0x2000_0000_0000_0000_0000_0000_0000_0000_u128..0x4000_0000_0000_0000_0000_0000_0000_0000;
    let ipv6 = ipv6.prop_map(Ipv6Addr::from_bits);
    prop_oneof![
        2 => name,
        1 => public_ipv4().prop_map(|address| format!("{address}")),
        1 => ipv6
            .prop_filter("a public address", |address| is_public((*address).into()))
            .prop_map(|address| format!("[{address}]")),
    ]
}

pub(super) fn public_ipv4() -> impl Strategy<Value = Ipv4Addr> {
    any::<Ipv4Addr>().prop_filter("a public address", |address| is_public((*address).into()))
}
