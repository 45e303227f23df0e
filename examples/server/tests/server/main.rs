//! The server, called from outside.

#![allow(
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic,
    clippy::unwrap_used,
    reason = "a test fails by panic"
)]

mod bad_input;
mod calls;
mod http;
mod limit;
mod process;
mod python_sdk;
mod readme;
mod store;
mod support;
