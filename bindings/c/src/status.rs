//! `Status`: what every function returns that can refuse.

use lrn::Verdict;

/// What a function answers.
#[repr(C)]
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Status {
    /// The text was accepted, and `out` is set.
    Accepted = 0,
    /// A strict reader would refuse the text.
    Malformed = 1,
    /// A client that reads the text would send its request where it must not go, or in a way in which
    /// it must not.
    Unsafe = 2,
    /// No verdict was possible: the resolver gave no address.
    Operational = 3,
    /// The text of a policy is none.
    Policy = 4,
    /// The caller broke a rule of this header: NULL where a value is needed, for example as the policy,
    /// an impossible length, an unknown family of addresses.
    Argument = 5,
    /// A fault of the library itself. Please report it.
    Internal = 6,
}

impl From<Verdict> for Status {
    fn from(verdict: Verdict) -> Self {
        match verdict {
            // INVARIANT: never `Missing`, which is said of requests: here every text is given.
            Verdict::Missing | Verdict::Malformed => Self::Malformed,
            Verdict::Unsafe => Self::Unsafe,
            Verdict::Operational => Self::Operational,
        }
    }
}
