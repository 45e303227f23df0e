//! What a domain name is, and where a name may lead.

#![allow(
    clippy::panic,
    clippy::string_slice,
    clippy::unwrap_used,
    reason = "a test fails by panic"
)]

mod domain_name;
mod intranet;
mod lengths;
mod tables;
