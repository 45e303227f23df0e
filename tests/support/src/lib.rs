//! What the test programs share, and the fuzz targets with them.

use std::net::IpAddr;

use live_record_notify::Policy;

use crate::disguise::BareHost;

mod check;
pub mod data;
pub mod disguise;
pub mod laws;
pub mod names;
pub mod plain_scan;
pub mod receiver;
pub mod row;
mod verdict;

pub use check::check;
pub use verdict::verdict;

/// `policy` with every address allowed. One network for all of a family is an error; two halves are
/// none.
pub fn allow_every_address(policy: Policy) -> Policy {
    ["0.0.0.0/1", "128.0.0.0/1", "::/1", "8000::/1"]
        .into_iter()
        .fold(policy, |policy, half| policy.allow_network(half.parse().unwrap()).unwrap())
}

/// The URL that has `address` for its host.
pub fn url_of(address: impl Into<IpAddr>) -> String {
    format!("http://{}/", BareHost::from(address.into()).in_url())
}
