//! What the fuzz targets share: the laws of the property tests, and how bytes become an input.

#[path = "../../tests/laws/mod.rs"]
pub mod laws;

pub mod address;
pub mod policy;
