//! Calls to sockets on loopback.
//!
//! Every address of 127.0.0.0/8 stands for a host of its own, which Linux has without being asked.

#![allow(
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic,
    clippy::unwrap_used,
    reason = "a test fails by panic"
)]

mod connections;
mod http2;
mod limits;
mod origins;
mod proxies;
mod readme;
mod redirects;
mod requests;
mod resolving;
mod rules;
mod server;
mod smuggling;
mod support;
mod tls;
