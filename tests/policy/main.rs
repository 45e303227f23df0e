//! What a caller's policy changes, and what it cannot.

#![allow(
    clippy::indexing_slicing,
    clippy::panic,
    clippy::string_slice,
    clippy::unwrap_used,
    reason = "a test fails by panic"
)]

mod metadata_lock;
mod nat64;
mod rules;
