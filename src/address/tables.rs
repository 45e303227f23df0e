//! All rows, one file a registry or family.

pub(super) mod ipv4;
pub(super) mod ipv6;
pub(super) mod metadata;

use super::Block;

/// The tables in the order of their documentation: IPv4, then IPv6.
pub(super) static TABLES: [&[Block]; 6] = [
    ipv4::REGISTRY,
    ipv4::ADDITIONS,
    metadata::IPV4,
    ipv6::REGISTRY,
    ipv6::ADDITIONS,
    metadata::IPV6,
];
