//! What the benches have in common: what is judged, how it is timed, how figures are stored and drawn.

pub mod batch;
pub mod chart;
pub mod figures;
pub mod hostile;
pub mod inputs;
pub mod lists;
pub mod mix;
mod random;
pub mod statistics;
