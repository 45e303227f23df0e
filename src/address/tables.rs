//! All rows, one file a registry.

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

/// The day of the IANA [IPv4] and [IPv6] Special-Purpose Address Registries that the tables have: the
/// day on which IANA last updated either.
///
/// It is written `YYYY-MM-DD`, as are [`NameRow::REGISTRY_DATE`] and [`Policy::BAD_PORTS_DATE`]: compared
/// as texts, such dates stand in the order of time.
///
/// [IPv4]: https://www.iana.org/assignments/iana-ipv4-special-registry/
/// [IPv6]: https://www.iana.org/assignments/iana-ipv6-special-registry/
/// [`NameRow::REGISTRY_DATE`]: crate::NameRow::REGISTRY_DATE
/// [`Policy::BAD_PORTS_DATE`]: crate::Policy::BAD_PORTS_DATE
pub const REGISTRY_DATE: &str = "2025-10-09";

impl Block {
    /// Every row that [`classify`](crate::address::classify()) knows, those of IPv4 first, each
    /// table in its own order.
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
    use alloc::format;
    use alloc::vec::Vec;

    use ipnet::IpNet;

    use super::*;
    use crate::address::kind::AddressKind;

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
    /// A row inside another one of its kind need not be named.
    #[test]
    fn the_documentation_of_a_kind_names_its_networks() {
        let text = include_str!("kind.rs");
        for &kind in AddressKind::ALL {
            if matches!(kind, AddressKind::Global | AddressKind::CloudMetadata) {
                continue;
            }
            let documentation = text
                .split_once(&format!("/// `{}`: ", kind.id()))
                .and_then(|(_, rest)| rest.split_once(&format!("    {kind:?},")))
                .map_or("", |(documentation, _)| documentation);
            let named: Vec<IpNet> =
                documentation.split('`').filter_map(|part| part.parse().ok()).collect();
            let rows: Vec<_> = Block::all().filter(|block| block.kind == kind).collect();
            for network in &named {
                assert!(rows.iter().any(|block| block.network == *network), "{kind:?} {network}");
            }
            for block in rows {
                assert!(named.iter().any(|network| network.contains(&block.network)), "{block}");
            }
        }
    }

    #[test]
    fn all_kinds_are_listed() {
        for block in Block::all() {
            assert!(AddressKind::ALL.contains(&block.kind), "{block}");
        }
    }
}
