//! `Verdict`: the kind of code that a reason leads to.

/// The kind of code that a reason leads to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Verdict {
    /// A mandatory parameter is absent.
    Missing,
    /// A strict reader would refuse the text.
    Malformed,
    /// A client that reads the text would send its request where it must not go, or in a way in which
    /// it must not.
    Unsafe,
    /// No verdict was possible.
    Operational,
}

impl Verdict {
    pub(super) const fn as_str(self) -> &'static str {
        match self {
            Self::Missing => "Missing",
            Self::Malformed => "Malformed",
            Self::Unsafe => "Unsafe",
            Self::Operational => "Operational",
        }
    }
}
