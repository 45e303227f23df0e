//! How to use `live-record-notify` with crates that it does not depend on, a file each. Take what
//! you need: the files are short, and meant to be copied.
//!
//! | file | what it shows |
//! |---|---|
//! | `axum_extractor.rs` | an extractor: a handler that takes the typed request |
//! | `tower_layer.rs` | a layer: requests that are refused never reach the service behind it |
//! | `clap_parser.rs` | a value parser: an argument that is a callback URL by your policy |
//! | `garde_rule.rs` | a custom rule for `garde`, with your policy as its context |
//! | `validator_rule.rs` | a custom rule for `validator` |

pub mod axum_extractor;
pub mod clap_parser;
pub mod garde_rule;
pub mod tower_layer;
pub mod validator_rule;
