//! Values that are valid.

use alloc::format;
use alloc::string::String;
use core::fmt::Debug;
use core::net::{Ipv4Addr, Ipv6Addr};

use proptest::prelude::*;
use proptest::{option, sample};

use crate::address::is_public;
use crate::callback_url::{NotifyUrl, OnDemandUrl};
use crate::domain_name::DomainName;
use crate::error_code::ErrorCode;
use crate::policy::Policy;
use crate::request::AddLiveRecordNotifyConfig;
use crate::response::{ErrorResponse, RequestId, SuccessResponse};

macro_rules! valid {
    ($name:ident, $strategy:expr, $doc:literal, $law:literal) => {
        #[doc = $doc]
        ///
        /// ```
        #[doc = concat!("use live_record_notify::", stringify!($name), ";")]
        /// use proptest::prelude::*;
        ///
        #[doc = concat!("proptest!(|(value: ", stringify!($name), ")| {")]
        #[doc = concat!("    ", $law, ";")]
        /// });
        /// ```
        impl Arbitrary for $name {
            type Parameters = ();
            type Strategy = BoxedStrategy<Self>;

            fn arbitrary_with((): ()) -> Self::Strategy {
                $strategy.boxed()
            }
        }
    };
}

valid!(
    DomainName,
    parsed(domain_name()),
    "Names of two to five labels, some with hyphens, some of A-labels.",
    "prop_assert_eq!(DomainName::parse(value.as_str()), Ok(value))"
);

valid!(
    NotifyUrl,
    parsed(url()),
    "URLs of both schemes at names and public addresses, with and without port, path and query.",
    "prop_assert_eq!(NotifyUrl::parse(value.as_str()), Ok(value))"
);

valid!(
    OnDemandUrl,
    parsed(url()),
    "URLs of both schemes at names and public addresses, with and without port, path and query.",
    "prop_assert_eq!(OnDemandUrl::parse(value.as_str()), Ok(value))"
);

valid!(
    AddLiveRecordNotifyConfig,
    request(),
    "Requests with and without the optional parameters.",
    "prop_assert_eq!(AddLiveRecordNotifyConfig::from_params(value.to_params()), Ok(value.clone()))"
);

valid!(
    ErrorCode,
    sample::select(ErrorCode::ALL),
    "Any code of the table.",
    "prop_assert_eq!(value.as_str().parse(), Ok(value))"
);

valid!(
    RequestId,
    any::<[u8; 16]>().prop_map(RequestId::from_random_bytes),
    "Identifiers of version 4.",
    "prop_assert_eq!(value.to_string().parse(), Ok(value))"
);

valid!(
    SuccessResponse,
    any::<RequestId>().prop_map(SuccessResponse::new),
    "Any body.",
    "prop_assert_eq!(SuccessResponse::new(value.request_id), value)"
);

valid!(
    ErrorResponse,
    error_response(),
    "Bodies with the service's own texts, or with whatever code and texts.",
    "prop_assert!(value.code.map_or(true, |code| code.http_status() >= 400))"
);

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
    let texts = any::<(String, String, Option<String>)>();
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
        port.is_none_or(|port| Policy::public_internet().check_port(port).is_ok())
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
