//! What the fuzz targets share beside the laws of `tests/support`: how bytes become an input.

pub mod address;
pub mod policy;
