//! The catalogue of reasons on one page, and pictures of the tables behind it.
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
//! The ids are what [`Reason::id`](crate::Reason::id) gives, made for dashboards and alerts. They keep a promise by
//! [semver](https://semver.org/): renaming an id, taking one away or giving it another meaning is a
//! breaking change. A compatible release may add ids, and may then report a more precise one for a
//! text that was refused before; so count an id that you do not know as a refusal. Meanings, help
//! and messages are for people, and may change in any release.
//!
//! `Malformed`, `Unsafe` and `Missing` lead to the code of that kind for the parameter at fault,
//! and `Operational` to `InternalError`. The examples are Rust expressions, and a test evaluates
//! each. [`catalogue`] gives the same as data. The fragment `#reason.loopback` of this page's
//! address leads to the row of that id, and so for each.
//!
#![doc = include_str!("docs/reasons.md")]
//!
#![doc = include_str!("docs/pictures.md")]

pub use crate::catalogue::catalogue;
pub use crate::reason::Row;
