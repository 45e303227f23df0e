//! `Verdict`: which kind of code a reason leads to.

/// Which of the documented codes a reason leads to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Verdict {
    /// A mandatory parameter is absent.
    Missing,
    /// A strict reader would refuse the text.
    Malformed,
    /// A lenient reader of the text would send its request somewhere, or in a way, it must not.
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
