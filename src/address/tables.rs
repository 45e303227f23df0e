//! All rows, one file a registry or family.

pub(super) mod ipv4;
pub(super) mod ipv6;
pub(super) mod metadata;

use crate::address::block::Block;

/// The tables in the order of their documentation: IPv4, then IPv6.
pub(super) static TABLES: [&[Block]; 6] = [
    ipv4::REGISTRY,
    ipv4::ADDITIONS,
    metadata::IPV4,
    ipv6::REGISTRY,
    ipv6::ADDITIONS,
    metadata::IPV6,
];

impl Block {
    /// Every row that [`classify`](crate::address::classify()) knows, those of IPv4 first, each table in its own order.
    ///
    /// ```
    /// use live_record_notify::address::{AddressKind, Block};
    ///
    /// let private = Block::all().filter(|block| block.kind() == AddressKind::PrivateUse);
    /// let networks: Vec<_> = private.map(|block| block.network().to_string()).collect();
    /// assert_eq!(networks, ["10.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16"]);
    /// ```
    pub fn all() -> impl Iterator<Item = &'static Self> {
        TABLES.into_iter().flatten()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_row_equals_its_own_truncation() {
        for block in Block::all() {
            assert_eq!(block.network, block.network.trunc(), "{block}");
        }
    }

    #[test]
    fn no_two_rows_hold_the_same_network() {
        for (i, block) in Block::all().enumerate() {
            assert!(
                Block::all().skip(i + 1).all(|other| other.network != block.network),
                "{block}"
            );
        }
    }
}
