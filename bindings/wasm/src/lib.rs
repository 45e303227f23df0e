//! The crate as functions that take and return numbers, for `js/core.js`. Text goes through the memory.
//!
//! A call writes its texts to the [input](exports), one after another, and gives their lengths. Its
//! answer is a [record](record).
//!
//! No state outlives a call but the [policies](policies) that were read last, and those can be lost:
//! whoever calls hands in the policy again.

mod exports;
mod judge;
mod policies;
mod record;
mod value;
