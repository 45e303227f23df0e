//! Delivery to callback URLs: only to what `live-record-notify` lets through, at both stages.
//!
//! `delivery.rs` is the glue, small enough to copy; `callback.rs` is what its two URL types have in
//! common; `system.rs` is a resolver.

mod callback;
mod delivery;
mod system;

pub use callback::Callback;
pub use delivery::{Delivery, DeliveryError, Resolve};
pub use system::SystemResolver;
