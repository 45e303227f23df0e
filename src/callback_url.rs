//! Callback URLs: from a text to a value.

mod characters;
mod fast;
mod host_only;
mod lenient;
mod locate;
mod parameter;
mod parts;
mod pipeline;
mod strict;
#[cfg(test)]
mod tests;
mod value;

pub use parameter::{Notify, OnDemand, UrlParameter};
pub use value::{CallbackUrl, NotifyUrl, OnDemandUrl};
