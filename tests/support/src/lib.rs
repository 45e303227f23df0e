//! What the test programs share, and the fuzz targets with them.

mod check;
pub mod laws;
pub mod tsv;
mod verdict;

pub use check::check;
pub use verdict::verdict;
