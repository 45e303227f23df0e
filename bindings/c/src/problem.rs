//! What went wrong, and the handle that says it.

use core::ffi::CStr;
use core::fmt::{self, Display};
use std::sync::OnceLock;

use crate::status::Status;
use crate::strings::Strings;

/// Why a text was refused, or what else went wrong.
pub struct Error {
    pub(crate) problem: Problem,
    /// Made when the first of them is asked for: many callers want the status alone.
    strings: OnceLock<Strings<9>>,
}

/// What went wrong.
#[derive(Debug)]
pub(crate) enum Problem {
    /// A text is refused.
    Refused(lrn::Error),
    /// The text of a policy is none.
    Policy(serde_json::Error),
    /// NULL, where something must be.
    Null,
    /// NULL, or a pointer to no place of a handle, where a policy must be.
    NoPolicy,
    /// A pointer to no place where such a value can be.
    Misaligned,
    /// A length that no memory can have.
    TooLong,
    /// An address that is neither IPv4 nor IPv6.
    Family,
    /// The library panicked.
    Panic {
        /// Where in the source.
        place: String,
    },
}

impl Error {
    pub(crate) fn string(&self, field: Field) -> &CStr {
        self.strings.get_or_init(|| self.problem.strings()).get(field as usize)
    }
}

impl From<Problem> for Error {
    fn from(problem: Problem) -> Self {
        Self { problem, strings: OnceLock::new() }
    }
}

impl From<lrn::Error> for Problem {
    fn from(refused: lrn::Error) -> Self {
        Self::Refused(refused)
    }
}

/// One string of an error, in the order of [`Problem::strings`].
#[derive(Clone, Copy)]
pub(crate) enum Field {
    Verdict,
    Code,
    Message,
    Parameter,
    Reason,
    Text,
    Help,
    Basis,
    Source,
}

impl Problem {
    pub(crate) fn status(&self) -> Status {
        match self {
            Self::Refused(refused) => refused.verdict().into(),
            Self::Policy(_) => Status::Policy,
            Self::Null | Self::NoPolicy | Self::Misaligned | Self::TooLong | Self::Family => {
                Status::Argument
            }
            Self::Panic { .. } => Status::Internal,
        }
    }

    fn strings(&self) -> Strings<9> {
        let Self::Refused(refused) = self else {
            return Strings::new([&"", &"", &"", &"", &"", self, &"", &"", &""]);
        };
        let (code, reason) = (refused.code(), refused.reason());
        Strings::new([
            &refused.verdict(),
            &code,
            &code.message(),
            &refused.parameter(),
            &reason.id(),
            reason,
            &reason.help(),
            &reason.basis(),
            &reason.source_text(),
        ])
    }
}

impl Display for Problem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Refused(refused) => refused.reason().fmt(f),
            Self::Policy(error) => write!(f, "no policy: {error}"),
            Self::Null => f.write_str("NULL where it must not be"),
            Self::NoPolicy => f.write_str(
                "no policy where one must be: lrn_policy_public_internet() is the default",
            ),
            Self::Misaligned => f.write_str("a pointer to no place where such a value can be"),
            Self::TooLong => f.write_str("a length that no memory can have"),
            Self::Family => f.write_str("an address whose family is neither 4 nor 6"),
            Self::Panic { place } => write!(f, "a fault of the library itself, at {place}"),
        }
    }
}
