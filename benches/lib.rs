//! What the benches have in common: what is judged, and how a batch is timed.

pub mod batch;
pub mod hostile;
pub mod inputs;
