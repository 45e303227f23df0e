//! A server of the operation `AddLiveRecordNotifyConfig` that embeds `live-record-notify`.
//!
//! What the operation means is decided by the library; here stands what a server adds.
//!
//! | where | what stands there |
//! |---|---|
//! | `service.rs` | one call from request to answer |
//! | `call.rs` | what is called, by whom, with which parameters: both generations of clients |
//! | `params.rs` | query strings and form bodies |
//! | `refusal.rs` | what the API gateway refuses before an operation sees it |
//! | `answer.rs` | responses: JSON or XML, status, headers |
//! | `limiter.rs` | 30 calls a second |
//! | `store.rs` | the configurations |
//! | `connection.rs` | what `hyper` answers by itself, in the vendor's way |
//!
//! **There is no authentication**: whoever names an access key id is taken for its owner.

mod answer;
mod call;
mod connection;
mod limiter;
mod params;
mod refusal;
mod service;
mod store;

pub use service::{Service, serve};
pub use store::{Store, StoreError};
