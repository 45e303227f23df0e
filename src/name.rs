//! What a host is, and where one may lead before anything is resolved.
//!
//! | where | what stands there |
//! |---|---|
//! | `name/kind.rs`, `name/row.rs` | where a name can lead; a row of the tables |
//! | `name/tables/special_use.rs` | IANA Special-Use Domain Names |
//! | `name/tables/private.rs` | names that only private networks answer: `.internal`, `.corp`, `.lan` … |
//! | `name/tables/metadata.rs` | metadata services and host agents |
//! | `name/tables/loopback.rs` | public names known to answer loopback |
//! | `name/tables/rebinding.rs` | public names that answer whatever was asked for |
//! | `name/tables/spelled.rs` | public names that spell the address they answer: `10.0.0.1.nip.io` |
//! | `name/index.rs` | which row a name is at or below |
//! | `name/spelled.rs` | the addresses that such a name spells |

mod index;
mod kind;
mod row;
mod spelled;
mod tables;

/// The most specific row at or above `name`, which is in lower case and without a trailing dot.
pub(crate) use index::lookup;
pub use kind::NameKind;
pub use row::NameRow;
pub(crate) use spelled::spelled_addresses;
