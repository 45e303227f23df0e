//! The C interface. What it says comes from the crate `live-record-notify`: there is no rule here, no
//! table and no message about a text.
//!
//! `include/live_record_notify.h` is made of the documentation of the public modules, in their order,
//! so it is written for those who read C.

pub mod status;

pub mod url;

pub mod address;
pub mod destination;

pub mod domain_name;
pub mod policy;

pub mod error;

pub mod about;

// What surrounds every function; the ways from a caller's pointers to values and back; what went
// wrong; strings that end in NUL.
mod call;
mod pointer;
mod problem;
mod strings;

#[cfg(test)]
mod tests;
