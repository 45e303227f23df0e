//! The tables, cut up by first octet at compile time, so that a look-up touches a handful of rows.
//!
//! For each first octet the index lists the rows that hold any address with it, the longest prefix
//! first: the first row that matches is the most specific one. A test compares it with a plain scan.

#![allow(
    clippy::indexing_slicing,
    clippy::arithmetic_side_effects,
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "all indices but those of `get` are used at compile time, where a wrong one fails the build"
)]

use core::net::{IpAddr, Ipv4Addr, Ipv6Addr};

use super::{Block, ipv4, ipv6, metadata};

/// The most specific row that holds `address`.
#[inline]
pub(super) fn ipv4(address: Ipv4Addr) -> Option<&'static Block> {
    let [first, ..] = address.octets();
    let address = address.to_bits();
    V4.get(first).iter().find(|row| address & row.mask == row.network).map(|row| row.block)
}

/// The most specific row that holds `address`, whatever IPv4 address it may carry.
#[inline]
pub(super) fn ipv6(address: Ipv6Addr) -> Option<&'static Block> {
    let [first, ..] = address.octets();
    let address = address.to_bits();
    V6.get(first).iter().find(|row| address & row.mask == row.network).map(|row| row.block)
}

static V4: Index<u32, V4_ROWS> = build_ipv4();
static V6: Index<u128, V6_ROWS> = build_ipv6();

const V4_ROWS: usize = count(&IPV4_TABLES);
const V6_ROWS: usize = count(&IPV6_TABLES);

const IPV4_TABLES: [&[Block]; 3] = [ipv4::REGISTRY, ipv4::ADDITIONS, metadata::IPV4];
const IPV6_TABLES: [&[Block]; 3] = [ipv6::REGISTRY, ipv6::ADDITIONS, metadata::IPV6];

struct Index<Bits: 'static, const N: usize> {
    rows: [Row<Bits>; N],
    /// Where the rows of each first octet start in `rows`; one more entry ends the last.
    starts: [u16; 257],
}

#[derive(Clone, Copy)]
struct Row<Bits> {
    network: Bits,
    mask: Bits,
    block: &'static Block,
}

impl<Bits, const N: usize> Index<Bits, N> {
    #[inline]
    fn get(&self, first_octet: u8) -> &[Row<Bits>] {
        let first_octet = usize::from(first_octet);
        let (start, end) = (self.starts[first_octet], self.starts[first_octet + 1]);
        self.rows.get(usize::from(start)..usize::from(end)).unwrap_or_default()
    }
}

macro_rules! build {
    ($build:ident, $bits:ty, $variant:ident, $tables:ident, $rows:ident) => {
        const fn $build() -> Index<$bits, $rows> {
            let none = Row { network: 0, mask: 0, block: &$tables[0][0] };
            let mut index = Index { rows: [none; $rows], starts: [0; 257] };
            let mut filled = 0;
            let mut octet = 0;
            while octet < 256 {
                let start = filled;
                let mut table = 0;
                while table < $tables.len() {
                    let mut i = 0;
                    while i < $tables[table].len() {
                        let block = &$tables[table][i];
                        i += 1;
                        if let IpAddr::$variant(first) = network_address(block)
                            && holds(block, octet as u8)
                        {
                            let host_bits = <$bits>::BITS - prefix_length(block) as u32;
                            let mask = (<$bits>::MAX >> host_bits) << host_bits;
                            let row = Row { network: first.to_bits(), mask, block };
                            // Insertion sort: a longer prefix has a larger mask.
                            let mut at = filled;
                            while at > start && index.rows[at - 1].mask < mask {
                                index.rows[at] = index.rows[at - 1];
                                at -= 1;
                            }
                            index.rows[at] = row;
                            filled += 1;
                        }
                    }
                    table += 1;
                }
                octet += 1;
                index.starts[octet] = filled as u16;
            }
            index
        }
    };
}

build!(build_ipv4, u32, V4, IPV4_TABLES, V4_ROWS);
build!(build_ipv6, u128, V6, IPV6_TABLES, V6_ROWS);

const fn count(tables: &[&[Block]]) -> usize {
    let mut count = 0;
    let mut octet = 0;
    while octet < 256 {
        let mut table = 0;
        while table < tables.len() {
            let mut i = 0;
            while i < tables[table].len() {
                count += holds(&tables[table][i], octet as u8) as usize;
                i += 1;
            }
            table += 1;
        }
        octet += 1;
    }
    count
}

/// Whether `block` holds any address whose first octet is `octet`.
const fn holds(block: &Block, octet: u8) -> bool {
    let first = match network_address(block) {
        IpAddr::V4(address) => address.octets()[0],
        IpAddr::V6(address) => address.octets()[0],
    };
    match prefix_length(block) {
        0 => true,
        length @ 1..8 => (first ^ octet) >> (8 - length) == 0,
        _ => first == octet,
    }
}

const fn network_address(block: &Block) -> IpAddr {
    match block.network {
        ipnet::IpNet::V4(network) => IpAddr::V4(network.addr()),
        ipnet::IpNet::V6(network) => IpAddr::V6(network.addr()),
    }
}

const fn prefix_length(block: &Block) -> u8 {
    match block.network {
        ipnet::IpNet::V4(network) => network.prefix_len(),
        ipnet::IpNet::V6(network) => network.prefix_len(),
    }
}
