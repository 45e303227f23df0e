//! What the benches have in common: what is judged, how it is timed, how a picture is drawn.

pub mod batch;
pub mod chart;
pub mod hostile;
pub mod inputs;
pub mod statistics;
