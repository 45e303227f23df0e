//! The catalogue of reasons on one page, and pictures of the tables that it comes from.
//!
//! # How a callback URL is judged
//!
//! ![The steps from a text to a value, and from a value to a destination][pipeline.svg]
//!
//! # Where an address may lead
//!
//! ![A map of the IPv4 address space; the legend lists each refused block][ipv4.svg]
//!
//! ![A tree of the IPv6 address space with verdict, kind, name and source of each prefix][ipv6.svg]
//!
//! # Reasons
//!
//! [`Reason::id`](crate::Reason::id) returns the id. Ids are made for dashboards and alerts, and
//! follow [semver](https://semver.org/): renaming an id, removing one or changing its meaning is a
//! breaking change. A compatible release may add ids, and may then report a more precise one for a
//! text that was refused before, so treat an unknown id as a refusal. Meanings, help and messages
//! are for people, and may change in any release.
//!
//! `Malformed`, `Unsafe` and `Missing` lead to the code of that kind for the refused parameter, and
//! `Operational` leads to `InternalError`. The examples are Rust expressions, and a test evaluates
//! each. [`catalogue`] returns the same rows as data. Each row of this page has an anchor:
//! `#reason.loopback` leads to the row of `loopback`.
//!
#![doc = include_str!("docs/reasons.md")]
//!
#![doc = include_str!("docs/pictures.md")]

pub use crate::catalogue::catalogue;
pub use crate::reason::Row;
