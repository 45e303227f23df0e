//! Many networks, and whether one of them holds an address: one search of sorted arrays.
//!
//! Two networks either nest or lie apart. So of the networks that lie in no other, only the last one
//! that starts at or before an address can hold it.

use alloc::collections::BTreeMap;
use alloc::vec::Vec;
use core::net::IpAddr;

use ipnet::IpNet;

use super::sorted::Sorted;

/// A set of networks that knows in which order they were given.
///
/// # Invariants
///
/// - `turns` has every network, with its place in the order in which they were given.
/// - `ipv4` and `ipv6` have those of each family that lie in no other.
#[derive(Clone, Debug, Default)]
pub(crate) struct NetworkSet {
    turns: BTreeMap<IpNet, u32>,
    ipv4: Widest<u32>,
    ipv6: Widest<u128>,
}

impl NetworkSet {
    /// Adds `network`, which has no host bits set, if it is not there yet.
    pub(super) fn insert(&mut self, network: IpNet) {
        let turn = u32::try_from(self.turns.len()).unwrap_or(u32::MAX);
        if self.turns.contains_key(&network) {
            return;
        }
        self.turns.insert(network, turn);
        match network {
            IpNet::V4(v4) => {
                let (first, last) = (v4.network().to_bits(), v4.broadcast().to_bits());
                self.ipv4.insert(first, last, v4.prefix_len());
            }
            IpNet::V6(v6) => {
                let (first, last) = (v6.network().to_bits(), v6.broadcast().to_bits());
                self.ipv6.insert(first, last, v6.prefix_len());
            }
        }
    }

    pub(super) fn is_empty(&self) -> bool {
        self.turns.is_empty()
    }

    /// Whether a network holds `address`.
    #[inline]
    pub(super) fn contains(&self, address: IpAddr) -> bool {
        self.holder(address).is_some()
    }

    /// The length of the prefix of the widest network that holds `address`.
    #[inline]
    fn holder(&self, address: IpAddr) -> Option<u8> {
        match address {
            IpAddr::V4(ipv4) => self.ipv4.holder(ipv4.to_bits()),
            IpAddr::V6(ipv6) => self.ipv6.holder(ipv6.to_bits()),
        }
    }

    /// Whether there is a network of `address` alone.
    pub(super) fn names(&self, address: IpAddr) -> bool {
        self.turns.contains_key(&IpNet::from(address))
    }

    /// The widest network that holds all of `network`.
    pub(super) fn holding(&self, network: IpNet) -> Option<IpNet> {
        let length = self.holder(network.network())?;
        let holder = IpNet::new(network.network(), length).ok()?.trunc();
        holder.contains(&network).then_some(holder)
    }

    /// A network that lies in `network` as a whole.
    pub(super) fn first_within(&self, network: IpNet) -> Option<IpNet> {
        let (found, _) = self.turns.range(network..).next()?;
        network.contains(found).then_some(*found)
    }

    /// The addresses that are in both.
    pub(super) fn common(&self, other: &Self) -> Self {
        let held_by = |set: &Self, network: &IpNet| set.holding(*network).is_some();
        let ours = self.networks().filter(|network| held_by(other, network));
        ours.chain(other.networks().filter(|network| held_by(self, network))).collect()
    }

    /// The networks in the order in which they were given.
    pub(super) fn networks(&self) -> impl Iterator<Item = IpNet> + use<> {
        let mut networks: Vec<_> =
            self.turns.iter().map(|(network, turn)| (*turn, *network)).collect();
        networks.sort_unstable();
        networks.into_iter().map(|(_, network)| network)
    }
}

impl FromIterator<IpNet> for NetworkSet {
    fn from_iter<I: IntoIterator<Item = IpNet>>(networks: I) -> Self {
        let mut set = Self::default();
        networks.into_iter().for_each(|network| set.insert(network));
        set
    }
}

/// `turns` decides: the other fields follow from it.
impl PartialEq for NetworkSet {
    fn eq(&self, other: &Self) -> bool {
        self.turns == other.turns
    }
}

impl Eq for NetworkSet {}

/// Networks of one family, none of which lies in another: the length of each prefix by its bits.
#[derive(Clone, Debug, Default)]
struct Widest<B>(Sorted<B, u8>);

impl<B: Bits> Widest<B> {
    /// Adds the network with a prefix of `length` bits that has the addresses `first` to `last`.
    fn insert(&mut self, first: B, last: B, length: u8) {
        if self.holder(first).is_some_and(|other| other <= length) {
            return;
        }
        // INVARIANT: a network that lies in the new one is not kept as well.
        while let Some((inside, _)) = self.0.first_from(first)
            && inside <= last
        {
            self.0.remove(inside);
        }
        self.0.insert(first, length);
    }

    /// The length of the prefix that holds `address`.
    #[inline]
    fn holder(&self, address: B) -> Option<u8> {
        let (network, length) = self.0.last_up_to(address)?;
        (network.common_with(address) >= u32::from(length)).then_some(length)
    }
}

/// The bits of an address.
trait Bits: Copy + Ord {
    /// With how many bits both begin.
    fn common_with(self, other: Self) -> u32;
}

impl Bits for u32 {
    #[inline]
    fn common_with(self, other: Self) -> u32 {
        (self ^ other).leading_zeros()
    }
}

impl Bits for u128 {
    #[inline]
    fn common_with(self, other: Self) -> u32 {
        (self ^ other).leading_zeros()
    }
}

#[cfg(test)]
mod tests {
    use ipnet::{Ipv4Net, Ipv6Net};
    use proptest::prelude::*;

    use super::*;

    /// Networks that often lie in each other.
    fn network() -> impl Strategy<Value = IpNet> {
        let ipv4 = (0..4_u32, 0..4_u32, 0..=32_u8)
            .prop_map(|(high, low, length)| Ipv4Net::new_assert((high << 30 | low).into(), length));
        let ipv6 = (0..4_u128, 0..4_u128, 0..=128_u8).prop_map(|(high, low, length)| {
            Ipv6Net::new_assert((high << 126 | low).into(), length)
        });
        prop_oneof![
            ipv4.prop_map(|network| IpNet::from(network).trunc()),
            ipv6.prop_map(|network| IpNet::from(network).trunc()),
        ]
    }

    proptest! {
        #[test]
        fn a_search_finds_what_a_scan_finds(
            networks in proptest::collection::vec(network(), 0..40),
            others in proptest::collection::vec(network(), 20),
        ) {
            let set: NetworkSet = networks.iter().copied().collect();
            let mut each_once: Vec<IpNet> = Vec::new();
            for network in &networks {
                if !each_once.contains(network) {
                    each_once.push(*network);
                }
            }
            prop_assert_eq!(set.networks().collect::<Vec<_>>(), each_once);
            for other in networks.iter().chain(&others) {
                for address in [other.network(), other.broadcast()] {
                    let is_held = networks.iter().any(|network| network.contains(&address));
                    prop_assert_eq!(set.contains(address), is_held, "{}", address);
                }
                let widest = networks.iter().filter(|network| network.contains(other));
                let widest = widest.min_by_key(|network| network.prefix_len()).copied();
                prop_assert_eq!(set.holding(*other), widest, "{}", other);
                let has_within = networks.iter().any(|network| other.contains(network));
                let within = set.first_within(*other);
                prop_assert!(within.iter().all(|found| other.contains(found)), "{}", other);
                prop_assert_eq!(within.is_some(), has_within, "{}", other);
            }
        }
    }
}
