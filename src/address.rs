//! What the registries say about an IP address. Facts only: no URL, no policy, no error code.
//!
//! ![A map of the IPv4 address space; the legend lists each refused block][ipv4.svg]
//!
//! ![A tree of the IPv6 address space with verdict, kind, name and source of each prefix][ipv6.svg]
//!
#![doc = include_str!("docs/pictures.md")]

// From the ground up: each file uses only those above it.
//
// | file | what it holds |
// |---|---|
// | `address/kind.rs` | what an address can be for |
// | `address/block.rs` | a row of the tables |
// | `address/tables/ipv4.rs` | IANA IPv4 Special-Purpose Address Registry, multicast |
// | `address/tables/ipv6.rs` | IANA IPv6 Special-Purpose Address Registry, space outside `2000::/3`, retired forms |
// | `address/tables/metadata.rs` | metadata services and host agents of cloud providers |
// | `address/index.rs` | the most specific row that holds an address |
// | `address/carrier.rs` | the IPv4 address embedded in an IPv6 address |
// | `address/classify.rs` | the row that decides what an address is for |

mod block;
mod carrier;
mod classify;
mod index;
mod kind;
mod tables;

pub use block::Block;
pub use carrier::Carrier;
pub(crate) use carrier::{
    LOCAL_NAT64_LENGTH, carried_ipv4, isatap_ipv4, local_nat64_ipv4, nat64_ipv4,
};
pub use classify::{AddressClass, classify, is_public};
pub use kind::AddressKind;
pub use tables::REGISTRY_DATE;
