//! The rows as sets, made at compile time, so that the octets of an address rule out all rows but
//! those that hold it.
//!
//! The rows of a family are numbered, the longest prefix first, and a set of rows is a `u64` with
//! one bit a row. For each of the first four octets, and for each value of it, the index holds the
//! set of the rows that an address with this octet can lie in. The rows in all four sets agree with
//! the first 32 bits of the address, and the lowest bit is the one with the longest prefix.
//!
//! ```text
//! 192.0.0.9    192 ∩ 0 ∩ 0 ∩ 9 = { 192.0.0.9/32, 192.0.0.0/24 }
//! ```
//!
//! This decides for IPv4. An IPv6 row with a longer prefix is then compared as a whole.
//!
//! A binary search of the edges of all rows is plainer, and takes half as many instructions again
//! for an address.

#![allow(
    clippy::indexing_slicing,
    clippy::cast_possible_truncation,
    reason = "at compile time a wrong index fails the build; at run time a byte indexes 256 sets, the \
              trailing zeros of 64 bits index 65 rows, and a shift by 96 leaves 32 bits of 128"
)]

use core::net::Ipv4Addr;

use ipnet::IpNet;

use crate::address::block::{Block, GLOBAL_UNICAST};
use crate::address::tables::{ipv4, ipv6, metadata};

/// The most specific row that holds `address`, [`GLOBAL_UNICAST`] if there is none.
#[inline]
pub(super) fn ipv4(address: Ipv4Addr) -> &'static Block {
    V4.first(V4.candidates(address.octets()))
}

/// The most specific row that holds the address of these bits, whatever IPv4 address it may carry.
#[inline]
pub(super) fn ipv6(bits: u128) -> &'static Block {
    let first_32 = (bits >> 96) as u32;
    let mut candidates = V6.candidates(first_32.to_be_bytes());
    // Longer prefixes have lower bits, so the first candidate is one of them while any is left.
    while candidates & V6.longer != 0 {
        let (network, mask) = V6_NETWORKS[candidates.trailing_zeros() as usize];
        if bits & mask == network {
            break;
        }
        // Takes the lowest bit away.
        candidates &= candidates - 1;
    }
    V6.first(candidates)
}

static V4: Index = Index::of(&[ipv4::REGISTRY, ipv4::ADDITIONS, metadata::IPV4]);
static V6: Index = Index::of(&[ipv6::REGISTRY, ipv6::ADDITIONS, metadata::IPV6]);

/// The network and the mask of each row of [`V6`], as bits.
static V6_NETWORKS: [(u128, u128); RowSet::BITS as usize + 1] = {
    let mut networks = [(0, 0); RowSet::BITS as usize + 1];
    let mut number = 0;
    while number < networks.len() {
        if let IpNet::V6(network) = V6.rows[number].network {
            let free_bits = network.max_prefix_len() - network.prefix_len();
            networks[number] =
                (network.addr().to_bits(), u128::MAX.unbounded_shl(free_bits as u32));
        }
        number += 1;
    }
    networks
};

/// One bit a row, by its number.
type RowSet = u64;

/// How many octets of an address the sets are about.
const OCTETS: usize = 4;

struct Index {
    /// For each of the first octets and each of its values, the rows that the address can lie in.
    sets: [[RowSet; 256]; OCTETS],
    /// The rows whose prefix is longer than these octets.
    longer: RowSet,
    /// The rows by number, and [`GLOBAL_UNICAST`] at all numbers that no row has.
    rows: [&'static Block; RowSet::BITS as usize + 1],
}

impl Index {
    /// The rows that agree with the first octets of an address.
    #[inline(always)]
    fn candidates(&self, octets: [u8; OCTETS]) -> RowSet {
        let mut candidates = RowSet::MAX;
        for (sets, octet) in self.sets.iter().zip(octets) {
            candidates &= sets[octet as usize];
        }
        candidates
    }

    /// The row with the longest prefix among `candidates`, [`GLOBAL_UNICAST`] if there is none: an
    /// empty set has as many trailing zeros as bits.
    #[inline(always)]
    fn first(&self, candidates: RowSet) -> &'static Block {
        self.rows[candidates.trailing_zeros() as usize]
    }

    const fn of(tables: &[&'static [Block]]) -> Self {
        let mut index = Self {
            sets: [[0; 256]; OCTETS],
            longer: 0,
            rows: [&GLOBAL_UNICAST; RowSet::BITS as usize + 1],
        };
        let (mut count, mut table) = (0, 0);
        while table < tables.len() {
            let mut i = 0;
            while i < tables[table].len() {
                let row = &tables[table][i];
                // Insertion sort, the longest prefix first.
                let mut at = count;
                while at > 0 && prefix_length(index.rows[at - 1]) < prefix_length(row) {
                    index.rows[at] = index.rows[at - 1];
                    at -= 1;
                }
                index.rows[at] = row;
                count += 1;
                i += 1;
            }
            table += 1;
        }
        assert!(count <= RowSet::BITS as usize, "a set has one bit a row; a `u128` has more");

        let mut number = 0;
        while number < count {
            let octets = first_octets(index.rows[number]);
            let prefix_length = prefix_length(index.rows[number]);
            let mut i = 0;
            while i < OCTETS {
                let fixed_bits = match prefix_length.saturating_sub(8 * i) {
                    bits @ 0..8 => bits,
                    _ => 8,
                };
                let mut value = 0;
                while value < 256 {
                    if (value ^ octets[i] as usize) >> (8 - fixed_bits) == 0 {
                        index.sets[i][value] |= 1 << number;
                    }
                    value += 1;
                }
                i += 1;
            }
            if prefix_length > 8 * OCTETS {
                index.longer |= 1 << number;
            }
            number += 1;
        }
        index
    }
}

const fn first_octets(block: &Block) -> [u8; OCTETS] {
    match block.network {
        IpNet::V4(network) => network.addr().octets(),
        IpNet::V6(network) => {
            let [a, b, c, d, ..] = network.addr().octets();
            [a, b, c, d]
        }
    }
}

const fn prefix_length(block: &Block) -> usize {
    match block.network {
        IpNet::V4(network) => network.prefix_len() as usize,
        IpNet::V6(network) => network.prefix_len() as usize,
    }
}

#[cfg(test)]
mod tests {
    use alloc::vec::Vec;
    use core::net::{IpAddr, Ipv6Addr};

    use super::*;

    /// The most specific row that holds `address`, by a plain scan of all rows.
    fn scan(address: IpAddr) -> &'static Block {
        let rows = Block::all().filter(|block| block.network.contains(&address));
        rows.max_by_key(|block| block.network.prefix_len()).unwrap_or(&GLOBAL_UNICAST)
    }

    #[test]
    fn a_look_up_finds_what_a_scan_finds_at_every_edge() {
        for block in Block::all() {
            for edge in [block.network.network(), block.network.broadcast()] {
                for step in [-1, 0, 1] {
                    match edge {
                        IpAddr::V4(edge) => {
                            let address = edge.to_bits().wrapping_add_signed(step).into();
                            assert_eq!(ipv4(address), scan(address.into()), "{address}");
                        }
                        IpAddr::V6(edge) => {
                            let bits = edge.to_bits().wrapping_add_signed(step.into());
                            let address = Ipv6Addr::from_bits(bits);
                            assert_eq!(ipv6(bits), scan(address.into()), "{address}");
                        }
                    }
                }
            }
        }
    }

    #[test]
    fn candidates_are_the_rows_around_an_address_and_the_longest_prefix_comes_first() {
        let candidates = |index: &Index, octets| {
            let set = index.candidates(octets);
            let numbers = (0..64).filter(|number| set >> number & 1 == 1);
            numbers.map(|number| index.rows[number].name).collect::<Vec<_>>()
        };
        assert_eq!(
            candidates(&V4, [192, 0, 0, 9]),
            ["Port Control Protocol Anycast", "IETF Protocol Assignments"]
        );
        assert_eq!(candidates(&V4, [8, 8, 8, 8]), [""; 0]);
        // Only a row whose prefix the octets cover is left: 2002::/16.
        assert_eq!(candidates(&V6, [0x20, 0x02, 0x08, 0x08]), ["6to4"]);
    }
}
