//! The dated copies in `tests/data/`: registries, and the tests of standards and of other projects.

#![allow(
    clippy::indexing_slicing,
    clippy::panic,
    clippy::unwrap_used,
    reason = "a test fails by panic"
)]

mod clients;
mod idna;
mod registries;
mod schemas;
mod second_edition;
mod vectors;
mod wpt;
