//! What the registries say about an IP address. Facts only: no URL, no policy, no error code.
//!
//! ![A map of the IPv4 address space; the legend lists each refused block][ipv4.svg]
//!
//! ![A tree of the IPv6 address space with verdict, kind, name and source of each prefix][ipv6.svg]
//!
#![doc = include_str!("docs/pictures.md")]

// | where | what stands there |
// |---|---|
// | `address/kind.rs`, `address/block.rs` | what an address can be for; a row of the tables |
// | `address/tables/ipv4.rs` | IANA IPv4 Special-Purpose Address Registry, multicast |
// | `address/tables/ipv6.rs` | IANA IPv6 Special-Purpose Address Registry, space outside `2000::/3`, retired forms |
// | `address/tables/metadata.rs` | metadata and host-agent addresses of cloud providers |
// | `address/carrier.rs` | IPv6 forms that carry an IPv4 address |
// | `address/index.rs` | the tables as sets of rows, made at compile time |
// | `address/classify.rs` | what an address is for |

mod block;
mod carrier;
mod classify;
mod index;
mod kind;
mod tables;

pub use block::Block;
pub use carrier::Carrier;
pub(crate) use carrier::{carried_ipv4, isatap_ipv4, local_nat64_ipv4, nat64_ipv4};
pub use classify::{AddressClass, classify, is_public};
pub use kind::AddressKind;
