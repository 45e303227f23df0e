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
mod endurance;
mod http;
mod limit;
mod process;

mod readme;
mod sdks;
mod store;
mod support;
