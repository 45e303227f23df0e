#![doc = include_str!("../README.md")]
#![cfg_attr(docsrs, feature(doc_cfg))]
//
// From the ground up; a file uses only what stands above it:
//
// - error.rs      what a call answers when it gets no response
// - progress.rs   how far a call has come, for its error
// - hop.rs        the one request that a connection is made for, and the judge of its addresses
// - resolver.rs   the resolver that asks the hop; connector.rs notes when a connection is there
// - system.rs, hickory.rs   resolvers to be wrapped
// - signature.rs, response.rs   what is sent, and what comes back
// - clock.rs      the time that a call has
// - builder.rs    what a client is made of
// - current.rs    the policy of the moment, and the connections that were judged by it
// - call.rs       one call; client.rs makes them

mod builder;
mod call;
mod client;
mod clock;
mod connector;
mod current;
mod error;
#[cfg(feature = "hickory")]
mod hickory;
mod hop;
mod progress;
mod resolver;
mod response;
mod signature;
mod system;

/// For its types in this crate's functions.
pub use reqwest;

pub use builder::{BuildError, Builder};
pub use call::Call;
pub use client::Client;
pub use error::{Error, ErrorKind, Stage};
#[cfg(feature = "hickory")]
pub use hickory::HickoryResolver;
pub use response::Response;
pub use signature::signature;
pub use system::SystemResolver;
