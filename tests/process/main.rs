//! The examples, each as a process.

#![allow(clippy::indexing_slicing, clippy::unwrap_used, reason = "a test fails by panic")]

mod check;
mod docs;
