//! What holds for every input. The property tests and the fuzz targets make the inputs.
//!
//! Each law panics where it is broken.

pub mod address;
pub mod callback;
pub mod disguise;
pub mod error;
pub mod text;
pub mod verdict;
