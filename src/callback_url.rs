//! Callback URLs: from a text to a value.
//!
//! | file | job |
//! |---|---|
//! | `value.rs`, `parameter.rs` | the public type, and which parameter it is for |
//! | `pipeline.rs` | the steps from a text to a value |
//! | `locate.rs` | step 1: where the parts of the text stand |
//! | `host.rs` | what readers make of the host |
//! | `judge.rs` | step 2: Unsafe? |
//! | `strict.rs`, `characters.rs` | step 3: Malformed? |
//! | `write.rs`, `parts.rs` | step 4: the canonical text and its parts |
//! | `redirect.rs` | the same steps for the `Location` of a response |
//! | `bytes.rs` | input that is not UTF-8 |
//! | `questions.rs` | the verdict on a host, an address or an endpoint outside a URL |
//! | `scan.rs` | steps over runs of ordinary bytes, many at a time |
//! | `stream.rs` | the query by which Live asks an `OnDemandUrl` about a stream |
//! | `fast.rs` | the short cut for canonical text |

mod bytes;
mod characters;
#[cfg(not(no_short_cut))]
mod fast;
mod host;
mod judge;
mod locate;
mod parameter;
mod parts;
mod pipeline;
mod questions;
mod redirect;
mod scan;
mod stream;
mod strict;
#[cfg(test)]
mod tests;
mod value;
mod write;

pub(crate) use judge::other_scheme;
pub use parameter::{Notify, OnDemand, UrlParameter};
pub use stream::Stream;
pub use value::{CallbackUrl, NotifyUrl, OnDemandUrl};
