//! IPv4: the IANA Special-Purpose Address Registry, one registry row a line, and multicast.
//!
//! <https://www.iana.org/assignments/iana-ipv4-special-registry/>, of [`REGISTRY_DATE`].
//! A dated copy stands in `tests/data/`; a test compares the two.
//!
//! [`REGISTRY_DATE`]: crate::address::REGISTRY_DATE
//!
//! A row has the kind `Global` if the registry's column *Globally Reachable* reads `True` and the row
//! is not terminated.

use core::net::{IpAddr, Ipv4Addr};

use ipnet::IpNet;

use crate::address::block::Block;
use crate::address::kind::AddressKind::{
    self, Benchmarking, Broadcast, Documentation, Global, LinkLocal, Loopback, Multicast,
    PrivateUse, ProtocolAssignments, RelayAnycast, Reserved, SharedAddressSpace, ThisNetwork,
    Unspecified,
};

#[rustfmt::skip]
pub(in crate::address) static REGISTRY: &[Block] = &[
    row([0, 0, 0, 0],         8, ThisNetwork,         "RFC 791",  "\"This network\""),
    row([0, 0, 0, 0],        32, Unspecified,         "RFC 1122", "\"This host on this network\""),
    row([10, 0, 0, 0],        8, PrivateUse,          "RFC 1918", "Private-Use"),
    row([100, 64, 0, 0],     10, SharedAddressSpace,  "RFC 6598", "Shared Address Space"),
    row([127, 0, 0, 0],       8, Loopback,            "RFC 1122", "Loopback"),
    row([169, 254, 0, 0],    16, LinkLocal,           "RFC 3927", "Link Local"),
    row([172, 16, 0, 0],     12, PrivateUse,          "RFC 1918", "Private-Use"),
    row([192, 0, 0, 0],      24, ProtocolAssignments, "RFC 6890", "IETF Protocol Assignments"),
    row([192, 0, 0, 0],      29, ProtocolAssignments, "RFC 7335", "IPv4 Service Continuity Prefix"),
    row([192, 0, 0, 8],      32, ProtocolAssignments, "RFC 7600", "IPv4 dummy address"),
    row([192, 0, 0, 9],      32, Global,              "RFC 7723", "Port Control Protocol Anycast"),
    row([192, 0, 0, 10],     32, Global,              "RFC 8155", "Traversal Using Relays around NAT Anycast"),
    row([192, 0, 0, 170],    32, ProtocolAssignments, "RFC 8880", "NAT64/DNS64 Discovery"),
    row([192, 0, 0, 171],    32, ProtocolAssignments, "RFC 8880", "NAT64/DNS64 Discovery"),
    row([192, 0, 2, 0],      24, Documentation,       "RFC 5737", "Documentation (TEST-NET-1)"),
    row([192, 31, 196, 0],   24, Global,              "RFC 7535", "AS112-v4"),
    row([192, 52, 193, 0],   24, Global,              "RFC 7450", "AMT"),
    row([192, 88, 99, 0],    24, RelayAnycast,        "RFC 7526", "Deprecated (6to4 Relay Anycast)"),
    row([192, 88, 99, 2],    32, RelayAnycast,        "RFC 6751", "6a44-relay anycast address"),
    row([192, 168, 0, 0],    16, PrivateUse,          "RFC 1918", "Private-Use"),
    row([192, 175, 48, 0],   24, Global,              "RFC 7534", "Direct Delegation AS112 Service"),
    row([198, 18, 0, 0],     15, Benchmarking,        "RFC 2544", "Benchmarking"),
    row([198, 51, 100, 0],   24, Documentation,       "RFC 5737", "Documentation (TEST-NET-2)"),
    row([203, 0, 113, 0],    24, Documentation,       "RFC 5737", "Documentation (TEST-NET-3)"),
    row([240, 0, 0, 0],       4, Reserved,            "RFC 1112", "Reserved"),
    row([255, 255, 255, 255], 32, Broadcast,          "RFC 8190", "Limited Broadcast"),
];

/// Blocks that stand in another registry.
#[rustfmt::skip]
pub(in crate::address) static ADDITIONS: &[Block] = &[
    row([224, 0, 0, 0],       4, Multicast,           "RFC 5771", "Multicast"),
];

pub(in crate::address) const fn row(
    octets: [u8; 4],
    prefix_length: u8,
    kind: AddressKind,
    source: &'static str,
    name: &'static str,
) -> Block {
    let [a, b, c, d] = octets;
    let network = IpNet::new_assert(IpAddr::V4(Ipv4Addr::new(a, b, c, d)), prefix_length);
    Block { network, kind, name, source }
}
