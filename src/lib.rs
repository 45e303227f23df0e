#![doc = include_str!("../README.md")]
#![no_std]
#![cfg_attr(docsrs, feature(doc_cfg))]

extern crate alloc;

pub mod address;
#[cfg(feature = "arbitrary")]
mod arbitrary;
mod callback_url;
mod destination;
pub mod docs;
mod domain_name;
mod error;
mod error_code;
mod host;
#[cfg(feature = "http")]
mod http;
mod notify_auth_key;
mod operation;
mod policy;
mod reason;
mod request;
mod response;
#[cfg(feature = "serde")]
mod serde;
mod source;
#[cfg(feature = "proptest")]
pub mod strategies;
mod text;

pub use callback_url::{NotifyUrl, OnDemandUrl};
pub use destination::Destination;
pub use domain_name::DomainName;
pub use error::{Error, Errors, Parameter};
pub use error_code::{ErrorCode, UnknownErrorCode};
pub use host::{NameKind, NameRow};
pub use notify_auth_key::NotifyAuthKey;
pub use operation::Operation;
pub use policy::{Policy, PolicyError};
pub use reason::Reason;
pub use request::AddLiveRecordNotifyConfig;
pub use response::{ErrorResponse, InvalidRequestId, RequestId, SuccessResponse};
