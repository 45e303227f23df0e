//! What the test programs share, and the fuzz targets with them.

use std::net::IpAddr;

mod check;
pub mod data;
pub mod laws;
pub mod names;
mod verdict;

pub use check::check;
pub use verdict::verdict;

/// The URL that has `address` for its host.
pub fn url_of(address: impl Into<IpAddr>) -> String {
    match address.into() {
        IpAddr::V4(address) => format!("http://{address}/"),
        IpAddr::V6(address) => format!("http://[{address}]/"),
    }
}
