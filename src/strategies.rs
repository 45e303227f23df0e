//! Feature `proptest`: values that are valid, and texts that are refused, for the tests of those
//! who embed this crate.
//!
//! A valid value is `any::<NotifyUrl>()`; so are [`OnDemandUrl`](crate::OnDemandUrl),
//! [`DomainName`](crate::DomainName), [`AddLiveRecordNotifyConfig`](crate::AddLiveRecordNotifyConfig),
//! [`ErrorCode`](crate::ErrorCode), [`RequestId`](crate::RequestId),
//! [`SuccessResponse`](crate::SuccessResponse) and [`ErrorResponse`](crate::ErrorResponse). The
//! functions here make texts that the default policy refuses:
//!
//! ```
//! use live_record_notify::{NotifyUrl, strategies};
//! use proptest::prelude::*;
//!
//! # fn store(_: &NotifyUrl) -> u16 { 200 }
//! /// The code under test.
//! fn answer(text: &str) -> u16 {
//!     match NotifyUrl::parse(text) {
//!         Ok(url) => store(&url),
//!         Err(error) => error.code().http_status(),
//!     }
//! }
//!
//! proptest!(|(url: NotifyUrl)| prop_assert_eq!(answer(url.as_str()), 200));
//! proptest!(|(text in strategies::unsafe_url())| prop_assert_eq!(answer(&text), 400));
//! ```

mod refused;
mod valid;

use alloc::string::String;

use proptest::strategy::{BoxedStrategy, Strategy, Union};

use crate::address::AddressKind;
use crate::name::NameKind;

/// Callback URLs that are Unsafe: another scheme, user information, a port of another protocol, a
/// name or an address that is not public, in plain and in disguise.
///
/// ```
/// use live_record_notify::{ErrorCode, NotifyUrl, strategies};
/// use proptest::prelude::*;
///
/// proptest!(|(text in strategies::unsafe_url())| {
///     let code = NotifyUrl::parse(&text).map_err(|error| error.code());
///     prop_assert_eq!(code, Err(ErrorCode::InvalidNotifyUrlUnsafe));
/// });
/// ```
pub fn unsafe_url() -> impl Strategy<Value = String> {
    let of_tables = AddressKind::ALL.iter().map(|kind| kind.id());
    let of_names = NameKind::ALL.iter().map(|kind| kind.id());
    let others =
        refused::UNSAFE_URLS.iter().map(|row| row.0).chain(["bad-port", "spelled-address"]);
    Union::new(of_tables.chain(of_names).chain(others).filter_map(refused_url))
}

/// Callback URLs that are Malformed, and lead nowhere that is Unsafe.
///
/// ```
/// use live_record_notify::{ErrorCode, NotifyUrl, strategies};
/// use proptest::prelude::*;
///
/// proptest!(|(text in strategies::malformed_url())| {
///     let code = NotifyUrl::parse(&text).map_err(|error| error.code());
///     prop_assert_eq!(code, Err(ErrorCode::InvalidNotifyUrlMalformed));
/// });
/// ```
pub fn malformed_url() -> impl Strategy<Value = String> {
    let of_tables = refused::MALFORMED_URLS.iter().map(|row| row.0).chain(["numeric-ipv4"]);
    Union::new(of_tables.filter_map(refused_url))
}

/// Callback URLs that are refused for the one reason with this [`id`](crate::Reason::id).
///
/// `None` where no text alone is refused for it by the default policy: the reasons of other
/// policies, of the second stage, of redirects and of whole requests, and any text that is not the
/// id of a reason.
///
/// ```
/// use live_record_notify::address::AddressKind;
/// use live_record_notify::{NotifyUrl, strategies};
/// use proptest::prelude::*;
///
/// let loopback = strategies::refused_url(AddressKind::Loopback.id()).unwrap();
/// proptest!(|(text in loopback)| {
///     let id = NotifyUrl::parse(&text).map_err(|error| error.reason().id());
///     prop_assert_eq!(id, Err("loopback"));
/// });
/// assert!(strategies::refused_url("https-required").is_none());
/// ```
#[must_use]
pub fn refused_url(reason_id: &str) -> Option<BoxedStrategy<String>> {
    if let Some(kind) = AddressKind::ALL.iter().find(|kind| kind.id() == reason_id) {
        return refused::urls_at_address(*kind);
    }
    if let Some(kind) = NameKind::ALL.iter().find(|kind| kind.id() == reason_id) {
        return refused::urls_at_name(*kind);
    }
    match reason_id {
        "bad-port" => refused::urls_at_bad_port(),
        "numeric-ipv4" => refused::urls_at_numeric_ipv4(),
        "spelled-address" => refused::urls_at_spelled_address(),
        _ => refused::by_table(refused::UNSAFE_URLS, reason_id)
            .or_else(|| refused::by_table(refused::MALFORMED_URLS, reason_id)),
    }
}

/// Domain names that are Malformed.
///
/// ```
/// use live_record_notify::{DomainName, strategies};
/// use proptest::prelude::*;
///
/// proptest!(|(text in strategies::malformed_domain_name())| {
///     prop_assert!(DomainName::parse(&text).is_err());
/// });
/// ```
pub fn malformed_domain_name() -> impl Strategy<Value = String> {
    let reasons = refused::MALFORMED_DOMAIN_NAMES.iter().map(|row| row.0);
    Union::new(reasons.filter_map(refused_domain_name))
}

/// Domain names that are refused for the one reason with this [`id`](crate::Reason::id). `None`
/// where none is.
///
/// ```
/// use live_record_notify::{DomainName, strategies};
/// use proptest::prelude::*;
///
/// let dotted = strategies::refused_domain_name("trailing-dot").unwrap();
/// proptest!(|(text in dotted)| {
///     let id = DomainName::parse(&text).map_err(|error| error.reason().id());
///     prop_assert_eq!(id, Err("trailing-dot"));
/// });
/// ```
#[must_use]
pub fn refused_domain_name(reason_id: &str) -> Option<BoxedStrategy<String>> {
    refused::by_table(refused::MALFORMED_DOMAIN_NAMES, reason_id)
}
