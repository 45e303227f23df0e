//! The tables, turned at compile time into sets of rows, so that a look-up takes few steps wherever an
//! address lies.
//!
//! The rows of a family are numbered, the longest prefix first. For each of the first four octets of
//! an address the index holds, for every value, the set of the rows that an address with that octet
//! can lie in, one bit a row. The intersection of the sets is the rows that hold the address, and its
//! lowest bit the most specific one. IPv6 rows whose prefix goes on behind these octets, a handful at
//! most, are then compared as a whole. A test compares the index with a plain scan.

#![allow(
    clippy::indexing_slicing,
    clippy::cast_possible_truncation,
    reason = "at compile time a wrong one fails the build; at run time a byte indexes 256 entries, the \
              trailing zeros of 64 bits 65, and a shift by 96 leaves 32 bits of 128"
)]

use core::net::Ipv4Addr;

use ipnet::IpNet;

use crate::address::block::{Block, ELSEWHERE};
use crate::address::tables::{ipv4, ipv6, metadata};

/// The most specific row that holds `address`, [`ELSEWHERE`] if there is none.
#[inline]
pub(super) fn ipv4(address: Ipv4Addr) -> &'static Block {
    V4.block(V4.rows(address.octets()))
}

/// The most specific row that holds the address of these bits, whatever IPv4 address it may carry.
#[inline]
pub(super) fn ipv6(bits: u128) -> &'static Block {
    let first_32 = (bits >> 96) as u32;
    let mut rows = V6.rows(first_32.to_be_bytes());
    // The longer prefixes have the lower numbers: while one of them is left, the most specific row is
    // one, and only its first 32 bits are known to be those of the address.
    while rows & V6.longer != 0 {
        let (network, mask) = V6_NETWORKS[most_specific(rows)];
        if bits & mask == network {
            break;
        }
        rows &= rows - 1;
    }
    V6.block(rows)
}

static V4: Index = build(&[ipv4::REGISTRY, ipv4::ADDITIONS, metadata::IPV4]);
static V6: Index = build(&[ipv6::REGISTRY, ipv6::ADDITIONS, metadata::IPV6]);

/// Network and mask of each row of [`V6`], as bits.
static V6_NETWORKS: [(u128, u128); ROWS + 1] = networks(&V6.blocks);

/// A set has one bit a row.
const ROWS: usize = u64::BITS as usize;

/// How many octets of an address the sets are about.
const OCTETS: usize = 4;

struct Index {
    /// For each octet, for each of its values: the rows that can match.
    sets: [[u64; 256]; OCTETS],
    /// The rows whose prefix goes on behind those octets.
    longer: u64,
    /// The rows by number, and [`ELSEWHERE`] behind the last one.
    blocks: [&'static Block; ROWS + 1],
}

impl Index {
    /// The rows that an address with these first octets can lie in.
    #[inline(always)]
    fn rows(&self, octets: [u8; OCTETS]) -> u64 {
        let mut rows = u64::MAX;
        for (set, octet) in self.sets.iter().zip(octets) {
            rows &= set[octet as usize];
        }
        rows
    }

    #[inline(always)]
    fn block(&self, rows: u64) -> &'static Block {
        self.blocks[most_specific(rows)]
    }
}

/// The number of the most specific of `rows`, [`ROWS`] if there is none.
#[inline(always)]
fn most_specific(rows: u64) -> usize {
    rows.trailing_zeros() as usize
}

const fn build(tables: &[&'static [Block]]) -> Index {
    let mut index = Index { sets: [[0; 256]; OCTETS], longer: 0, blocks: [&ELSEWHERE; ROWS + 1] };
    let mut rows = 0;
    let mut table = 0;
    while table < tables.len() {
        let mut i = 0;
        while i < tables[table].len() {
            let block = &tables[table][i];
            // Insertion sort, the longest prefix first.
            let mut at = rows;
            while at > 0 && prefix_length(index.blocks[at - 1]) < prefix_length(block) {
                index.blocks[at] = index.blocks[at - 1];
                at -= 1;
            }
            index.blocks[at] = block;
            rows += 1;
            i += 1;
        }
        table += 1;
    }
    assert!(rows <= ROWS, "a set has one bit a row");

    let mut row = 0;
    while row < rows {
        let block = index.blocks[row];
        let prefix_length = prefix_length(block);
        let mut octet = 0;
        while octet < OCTETS {
            let (expected, free_bits) = match prefix_length.saturating_sub(8 * octet) {
                0 => (0, 8),
                length @ 1..8 => (octet_of(block, octet), 8 - length),
                _ => (octet_of(block, octet), 0),
            };
            let mut value = 0;
            while value < 256 {
                if value >> free_bits == expected as usize >> free_bits {
                    index.sets[octet][value] |= 1 << row;
                }
                value += 1;
            }
            octet += 1;
        }
        if prefix_length > 8 * OCTETS {
            index.longer |= 1 << row;
        }
        row += 1;
    }
    index
}

const fn octet_of(block: &Block, octet: usize) -> u8 {
    match block.network {
        IpNet::V4(network) => network.addr().octets()[octet],
        IpNet::V6(network) => network.addr().octets()[octet],
    }
}

const fn prefix_length(block: &Block) -> usize {
    match block.network {
        IpNet::V4(network) => network.prefix_len() as usize,
        IpNet::V6(network) => network.prefix_len() as usize,
    }
}

const fn networks(blocks: &[&Block; ROWS + 1]) -> [(u128, u128); ROWS + 1] {
    let mut networks = [(0, 0); ROWS + 1];
    let mut row = 0;
    while row < networks.len() {
        if let IpNet::V6(network) = blocks[row].network {
            let free_bits = network.max_prefix_len() - network.prefix_len();
            networks[row] = (network.addr().to_bits(), u128::MAX.unbounded_shl(free_bits as u32));
        }
        row += 1;
    }
    networks
}
