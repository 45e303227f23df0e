//! What an address is for, and which addresses may be dialled.

#![allow(
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic,
    clippy::unwrap_used,
    reason = "a test fails by panic"
)]

mod classes;
mod destination;
mod lookup;
