//! The tables, turned at compile time into sets of rows, so that a look-up takes the same few steps
//! wherever an address lies.
//!
//! The rows of a family are numbered, the longest prefix first. For each octet of an address the
//! index holds, for every value, the set of the rows that an address with that octet can lie in, one
//! bit a row. The intersection of the sets is the rows that hold the address, and its lowest bit the
//! most specific one. Most IPv6 addresses are decided by their first octets. A test compares the
//! index with a plain scan.

#![allow(
    clippy::indexing_slicing,
    clippy::cast_possible_truncation,
    reason = "at compile time a wrong one fails the build; at run time a byte indexes 256 entries, and \
              the count of zeros below the lowest of 64 bits 65"
)]

use core::net::{Ipv4Addr, Ipv6Addr};

use ipnet::IpNet;

use super::{Block, ELSEWHERE, ipv4, ipv6, metadata};

/// The most specific row that holds `address`, [`ELSEWHERE`] if there is none.
#[inline]
pub(super) fn ipv4(address: Ipv4Addr) -> &'static Block {
    V4.get(&address.octets())
}

/// The most specific row that holds `address`, whatever IPv4 address it may carry.
#[inline]
pub(super) fn ipv6(address: Ipv6Addr) -> &'static Block {
    V6.get(&address.octets())
}

static V4: Index<4> = build(&[ipv4::REGISTRY, ipv4::ADDITIONS, metadata::IPV4]);
static V6: Index<16> = build(&[ipv6::REGISTRY, ipv6::ADDITIONS, metadata::IPV6]);

struct Index<const OCTETS: usize> {
    /// For each octet, for each of its values: the rows that can match.
    sets: [[u64; 256]; OCTETS],
    /// For each octet: the rows whose prefix goes on behind it.
    longer: [u64; OCTETS],
    /// The rows by number, and [`ELSEWHERE`] behind the last one.
    blocks: [&'static Block; 65],
}

impl<const OCTETS: usize> Index<OCTETS> {
    #[inline(always)]
    #[allow(clippy::needless_range_loop, reason = "an iterator is not unrolled")]
    fn get(&self, address: &[u8; OCTETS]) -> &'static Block {
        let mut rows = u64::MAX;
        for octet in 0..OCTETS {
            rows &= self.sets[octet][address[octet] as usize];
            // Four steps are done sooner than it is foreseen whether they are needed.
            if OCTETS > 4 && rows & self.longer[octet] == 0 {
                break;
            }
        }
        self.blocks[rows.trailing_zeros() as usize]
    }
}

const fn build<const OCTETS: usize>(tables: &[&'static [Block]]) -> Index<OCTETS> {
    let mut index =
        Index { sets: [[0; 256]; OCTETS], longer: [0; OCTETS], blocks: [&ELSEWHERE; 65] };
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
    assert!(rows < index.blocks.len(), "a set has one bit a row");

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
            if prefix_length > 8 * octet {
                index.longer[octet - 1] |= 1 << row;
            }
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
