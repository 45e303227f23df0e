//! A server of `AddLiveRecordNotifyConfig` and the operations beside it that embeds
//! `live-record-notify`.
//!
//! What the operations mean is decided by the library; here stands what a server adds.
//!
//! | where | what stands there |
//! |---|---|
//! | `service.rs` | one call from request to answer |
//! | `call.rs` | what is called, by whom, with which parameters: both generations of clients |
//! | `params.rs` | query strings and form bodies |
//! | `refusal.rs` | what the API gateway refuses before an operation sees it |
//! | `answer.rs` | responses: JSON or XML, status, headers |
//! | `limiter.rs` | so many calls a second |
//! | `store.rs` | the configurations |
//! | `server.rs` | connections: how many, how long, and how they end |
//! | `connection.rs` | what `hyper` answers by itself, in the vendor's way |
//! | `metrics.rs` | what is counted |
//!
//! **There is no authentication**: whoever names an access key id is taken for its owner.

mod answer;
mod call;
mod connection;
mod limiter;
mod metrics;
mod params;
mod refusal;
mod server;
mod service;
mod store;

pub use server::{Limits, serve};
pub use service::Service;
pub use store::{Store, StoreError};
