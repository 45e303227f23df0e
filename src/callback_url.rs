//! Callback URLs: from a text to a value.

mod characters;
#[cfg(not(no_short_cut))]
mod fast;
mod host;
mod judge;
mod locate;
mod parameter;
mod parts;
mod pipeline;
mod strict;
#[cfg(test)]
mod tests;
mod value;
mod write;

pub use parameter::{Notify, OnDemand, UrlParameter};
pub use value::{CallbackUrl, NotifyUrl, OnDemandUrl};
