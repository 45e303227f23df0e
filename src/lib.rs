#![doc = include_str!("../README.md")]
//
// Words of the source that are not those of WHATWG URL, RFC 3986, RFC 9110, UTS 46 or IANA:
//
// - reader: a program or a standard that takes a text apart: `url`, RFC 3986, curl
// - where a text leads: the host and the port to which a reader would send its request
// - canonical text: text that the crate `url` writes back unchanged and that is also an RFC 3986
//   `absolute-URI`
// - short cut: `callback_url/fast`, the one-pass reader of canonical text; it changes nothing but speed
// - stage: the first judges a text, the second the addresses that its host resolves to
// - dial: to connect to an address
// - open: to let through, by `allow`, what the built-in rules refuse
// - fault: a reason, and its place in the text; an `Error` adds the parameter
// - row: one entry of a table, with its source (of addresses: `Block`)
// - carrier: the form in which an IPv6 address carries an IPv4 address
// - own form: a spelling of a host that every reader reads alike, letter case aside; it need not be
//   canonical
#![no_std]
#![cfg_attr(docsrs, feature(doc_cfg))]

extern crate alloc;

pub mod address;
#[cfg(feature = "arbitrary")]
mod arbitrary;
mod auth_key;
mod callback_url;
mod catalogue;
mod describe_response;
mod destination;
mod dns_name;
pub mod docs;
mod domain_name;
mod domain_request;
mod error;
mod error_code;
#[cfg(feature = "http")]
mod http;
mod name;
mod operation;
mod parameter;
mod params;
mod policy;
mod reason;
mod request;
mod response;
#[cfg(any(feature = "schemars", feature = "utoipa"))]
mod schema;
#[cfg(feature = "schemars")]
mod schemars;
mod secret;
#[cfg(feature = "serde")]
mod serde;
mod source;
#[cfg(feature = "proptest")]
pub mod strategies;
mod text;
mod unseen;
mod update_request;
#[cfg(feature = "utoipa")]
mod utoipa;

pub use auth_key::NotifyAuthKey;
pub use callback_url::{
    CallbackUrl, Notify, NotifyUrl, OnDemand, OnDemandUrl, Stream, UrlParameter,
};
pub use describe_response::{DescribeResponse, LiveRecordNotifyConfig};
pub use destination::Destination;
pub use domain_name::DomainName;
pub use domain_request::{DeleteLiveRecordNotifyConfig, DescribeLiveRecordNotifyConfig};
pub use error::{Error, ErrorInText, Errors};
pub use error_code::{ErrorCode, UnknownErrorCode};
pub use name::{NameKind, NameRow};
pub use operation::{Operation, UnknownOperation};
pub use parameter::Parameter;
pub use policy::{EntryProblem, Policy, PolicyError, Rule, Verb};
pub use reason::{Basis, HostForm, Rank, Reason, Verdict};
pub use request::{AddLiveRecordNotifyConfig, Advice};
pub use response::{ErrorResponse, InvalidRequestId, RequestId, SuccessResponse};
pub use update_request::UpdateLiveRecordNotifyConfig;

/// The crates whose types are in the public API.
pub use {ipnet, url};
