//! What a host name says about where it leads, before anything is resolved. Facts only: no URL, no
//! policy, no error code.
//!
//! From the ground up: each file uses only those above it.
//!
//! | file | what it holds |
//! |---|---|
//! | `name/kind.rs` | where a name can lead |
//! | `name/intranet.rs` | which names below a provider's zone are in its intranet |
//! | `name/row.rs` | a row of the tables, and the names that it holds |
//! | `name/tables/special_use.rs` | IANA Special-Use Domain Names: `localhost`, `.local`, `.test` … |
//! | `name/tables/private.rs` | names that private networks answer: `.internal`, `.corp`, `.lan` … |
//! | `name/tables/metadata.rs` | metadata services and host agents of cloud providers |
//! | `name/tables/loopback.rs` | names that answer loopback: `ip6-localhost`, `localtest.me` … |
//! | `name/tables/rebinding.rs` | public names that answer whatever was asked for: `rbndr.us` … |
//! | `name/tables/spelled.rs` | public names that answer the address they spell: `nip.io` … |
//! | `name/index.rs` | the most specific row at or above a name |
//! | `name/spelled.rs` | the addresses that a name below `nip.io` … spells |

mod index;
mod intranet;
mod kind;
mod row;
mod spelled;
mod tables;

pub(crate) use index::lookup;
pub use kind::NameKind;
pub use row::NameRow;
pub(crate) use spelled::spelled_addresses;
