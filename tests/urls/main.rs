//! What a text must be to be accepted as a callback URL, and what is made of it.

#![allow(clippy::expect_used, clippy::panic, clippy::unwrap_used, reason = "a test fails by panic")]

// What is saved by the short cut.
#[cfg(not(no_short_cut))]
mod allocations;
mod bytes;
mod canonical_text;
mod characters;
mod constructors;
mod hostile;
mod length;
mod ranks;
mod reading_order;
mod redirect;
mod settled_questions;
mod slips;
mod stream;
mod unread_hosts;
