//! Random numbers, the same in every run.

#![allow(clippy::cast_possible_truncation, reason = "of random bits some are enough")]

use std::net::{IpAddr, Ipv4Addr, Ipv6Addr};

use ipnet::IpNet;

/// SplitMix64 (Steele, Lea and Flood 2014).
pub(crate) struct Random(u64);

impl Random {
    pub(crate) fn from_seed(seed: u64) -> Self {
        Self(seed)
    }

    pub(crate) fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mixed = (self.0 ^ self.0 >> 30).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        let mixed = (mixed ^ mixed >> 27).wrapping_mul(0x94d0_49bb_1331_11eb);
        mixed ^ mixed >> 31
    }

    pub(crate) fn below(&mut self, limit: usize) -> usize {
        ((u128::from(self.next()) * limit as u128) >> 64) as usize
    }

    pub(crate) fn one_of<T: Copy>(&mut self, all: &[T]) -> T {
        all[self.below(all.len())]
    }

    pub(crate) fn address_in(&mut self, network: IpNet) -> IpAddr {
        let bits = u128::from(self.next()) << 64 | u128::from(self.next());
        match network {
            IpNet::V4(network) => {
                let host = network.hostmask().to_bits() & (bits >> 96) as u32;
                Ipv4Addr::from_bits(network.addr().to_bits() | host).into()
            }
            IpNet::V6(network) => {
                let host = network.hostmask().to_bits() & bits;
                Ipv6Addr::from_bits(network.addr().to_bits() | host).into()
            }
        }
    }
}
