//! Feature `serde`: every value through the one validator that its type has.
//!
//! A message says which field is wrong and repeats no callback URL, since one can hold a secret.

mod body;
mod entries;
mod error;
mod fields;
mod policy;
mod request;
mod response;
mod string;
mod text;
