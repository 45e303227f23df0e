//! IPv6: the IANA Special-Purpose Address Registry, one registry row a line, and space outside
//! global unicast.
//!
//! <https://www.iana.org/assignments/iana-ipv6-special-registry/>, of [`REGISTRY_DATE`].
//! A dated copy stands in `tests/data/`; a test compares the two.
//!
//! [`REGISTRY_DATE`]: crate::address::REGISTRY_DATE
//!
//! A row has the kind `Global` if the registry's column *Globally Reachable* reads `True`, and another
//! where the column reads `N/A` or the row is terminated.

use core::net::{IpAddr, Ipv6Addr};

use ipnet::IpNet;

use crate::address::block::Block;
use crate::address::kind::AddressKind::{
    self, Benchmarking, DiscardOnly, Documentation, DummyPrefix, Global, Ipv4Compatible,
    Ipv4Mapped, Ipv4Translated, LinkLocal, LocalNat64, Loopback, Multicast, Orchid,
    ProtocolAssignments, Reserved, SegmentRouting, SiteLocal, SixBone, SixToFour, Teredo,
    UniqueLocal, Unspecified,
};

#[rustfmt::skip]
pub(in crate::address) static REGISTRY: &[Block] = &[
    row(&[0, 0, 0, 0, 0, 0, 0, 1],      128, Loopback,            "RFC 4291", "Loopback Address"),
    row(&[],                            128, Unspecified,         "RFC 4291", "Unspecified Address"),
    row(&[0, 0, 0, 0, 0, 0xffff],        96, Ipv4Mapped,          "RFC 4291", "IPv4-mapped Address"),
    row(&[0x64, 0xff9b],                 96, Global,              "RFC 6052", "IPv4-IPv6 Translat."),
    row(&[0x64, 0xff9b, 1],              48, LocalNat64,          "RFC 8215", "IPv4-IPv6 Translat."),
    row(&[0x100],                        64, DiscardOnly,         "RFC 6666", "Discard-Only Address Block"),
    row(&[0x100, 0, 0, 1],               64, DummyPrefix,         "RFC 9780", "Dummy IPv6 Prefix"),
    row(&[0x2001],                       23, ProtocolAssignments, "RFC 2928", "IETF Protocol Assignments"),
    row(&[0x2001],                       32, Teredo,              "RFC 4380", "TEREDO"),
    row(&[0x2001, 1, 0, 0, 0, 0, 0, 1], 128, Global,              "RFC 7723", "Port Control Protocol Anycast"),
    row(&[0x2001, 1, 0, 0, 0, 0, 0, 2], 128, Global,              "RFC 8155", "Traversal Using Relays around NAT Anycast"),
    row(&[0x2001, 1, 0, 0, 0, 0, 0, 3], 128, Global,              "RFC 9665", "DNS-SD Service Registration Protocol Anycast"),
    row(&[0x2001, 2],                    48, Benchmarking,        "RFC 5180", "Benchmarking"),
    row(&[0x2001, 3],                    32, Global,              "RFC 7450", "AMT"),
    row(&[0x2001, 4, 0x112],             48, Global,              "RFC 7535", "AS112-v6"),
    row(&[0x2001, 0x10],                 28, Orchid,              "RFC 4843", "Deprecated (previously ORCHID)"),
    row(&[0x2001, 0x20],                 28, Global,              "RFC 7343", "ORCHIDv2"),
    row(&[0x2001, 0x30],                 28, Global,              "RFC 9374", "Drone Remote ID Protocol Entity Tags (DETs) Prefix"),
    row(&[0x2001, 0xdb8],                32, Documentation,       "RFC 3849", "Documentation"),
    row(&[0x2002],                       16, SixToFour,           "RFC 3056", "6to4"),
    row(&[0x2620, 0x4f, 0x8000],         48, Global,              "RFC 7534", "Direct Delegation AS112 Service"),
    row(&[0x3fff],                       20, Documentation,       "RFC 9637", "Documentation"),
    row(&[0x5f00],                       16, SegmentRouting,      "RFC 9602", "Segment Routing (SRv6) SIDs"),
    row(&[0xfc00],                        7, UniqueLocal,         "RFC 4193", "Unique-Local"),
    row(&[0xfe80],                       10, LinkLocal,           "RFC 4291", "Link-Local Unicast"),
];

/// Blocks that stand in other registries or in RFCs alone.
///
/// IANA delegates global unicast from `2000::/3` alone ([IPv6 Address Space][space]). The first
/// three rows are the rest of the address space.
///
/// [space]: https://www.iana.org/assignments/ipv6-address-space/
#[rustfmt::skip]
pub(in crate::address) static ADDITIONS: &[Block] = &[
    row(&[],                              3, Reserved,            "RFC 4291", "Reserved by IETF"),
    row(&[0x4000],                        2, Reserved,            "RFC 4291", "Reserved by IETF"),
    row(&[0x8000],                        1, Reserved,            "RFC 4291", "Reserved by IETF"),
    row(&[],                             96, Ipv4Compatible,      "RFC 4291", "IPv4-Compatible"),
    row(&[0, 0, 0, 0, 0xffff],           96, Ipv4Translated,      "RFC 2765", "IPv4-translated"),
    row(&[0x3ffe],                       16, SixBone,             "RFC 3701", "6bone"),
    row(&[0xfec0],                       10, SiteLocal,           "RFC 3879", "Site-Local Unicast"),
    row(&[0xff00],                        8, Multicast,           "RFC 4291", "Multicast"),
];

/// `leading` are the first segments; the others are zero.
#[allow(clippy::indexing_slicing, clippy::arithmetic_side_effects, reason = "runs at compile time")]
pub(in crate::address) const fn row(
    leading: &[u16],
    prefix_length: u8,
    kind: AddressKind,
    source: &'static str,
    name: &'static str,
) -> Block {
    let mut s = [0; 8];
    let mut i = 0;
    while i < leading.len() {
        s[i] = leading[i];
        i += 1;
    }
    let address = Ipv6Addr::new(s[0], s[1], s[2], s[3], s[4], s[5], s[6], s[7]);
    let network = IpNet::new_assert(IpAddr::V6(address), prefix_length);
    Block { network, kind, name, source }
}
