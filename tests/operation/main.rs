//! The operation: its requests and responses, its codes, and the reasons for them.

#![allow(
    clippy::indexing_slicing,
    clippy::panic,
    clippy::unwrap_used,
    reason = "a test fails by panic"
)]

mod advice;
mod catalogue;
mod doc_tables;
mod error_code;
mod errors;
mod family;
#[cfg(feature = "serde")]
mod formats;
mod lengths;
mod reasons;
mod request;
mod response;
#[cfg(any(feature = "schemars", feature = "utoipa"))]
mod text_schemas;
