//! What parsing answers when it refuses.

use alloc::vec::Vec;
use core::fmt;
use core::num::NonZeroUsize;
use core::ops::Range;

use crate::error_code::ErrorCode;
use crate::reason::{Reason, Verdict};

/// A parameter of the operation.
#[non_exhaustive]
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Parameter {
    /// `DomainName`
    DomainName,
    /// `NotifyUrl`
    NotifyUrl,
    /// `OnDemandUrl`
    OnDemandUrl,
    /// `NeedStatusNotify`
    NeedStatusNotify,
}

impl Parameter {
    /// Every parameter, in the order of the operation's page.
    pub const ALL: &[Self] =
        &[Self::DomainName, Self::NotifyUrl, Self::OnDemandUrl, Self::NeedStatusNotify];

    /// The name as the operation spells it.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::DomainName => "DomainName",
            Self::NotifyUrl => "NotifyUrl",
            Self::OnDemandUrl => "OnDemandUrl",
            Self::NeedStatusNotify => "NeedStatusNotify",
        }
    }
}

impl fmt::Display for Parameter {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

/// A refused parameter: the documented code, the reason, and the place.
///
/// `Display` gives code and reason on one line, for the operator's log:
///
/// ```
/// use live_record_notify::NotifyUrl;
///
/// let error = NotifyUrl::parse("http://0x7f.1/").unwrap_err();
/// assert_eq!(
///     error.to_string(),
///     "InvalidNotifyUrl.Unsafe: reads as 127.0.0.1: loopback (RFC 1122, 127.0.0.0/8)",
/// );
/// assert_eq!(error.span(), Some(7..13));
/// ```
///
/// A reply to the client should carry [`code`](Self::code) and its message alone: reasons may name
/// internal addresses.
#[derive(Clone, Debug, PartialEq, Eq, Hash, thiserror::Error)]
#[error("{}: {reason}", self.code())]
pub struct Error {
    parameter: Parameter,
    reason: Reason,
    /// The start, and one more than the end, so that `None` takes no room of its own.
    span: Option<(usize, NonZeroUsize)>,
}

impl Error {
    pub(crate) fn new(parameter: Parameter, fault: Fault) -> Self {
        let Fault { reason, span } = fault;
        let span = span
            .and_then(|Range { start, end }| Some((start, NonZeroUsize::MIN.checked_add(end)?)));
        Self { parameter, reason, span }
    }

    /// The code that the operation answers.
    #[must_use]
    pub fn code(&self) -> ErrorCode {
        match (self.reason.verdict(), self.parameter) {
            (Verdict::Operational, _) => ErrorCode::InternalError,
            (Verdict::Missing, Parameter::DomainName) => ErrorCode::MissingDomainName,
            (Verdict::Missing, Parameter::NotifyUrl) => ErrorCode::MissingNotifyUrl,
            (Verdict::Unsafe, Parameter::NotifyUrl) => ErrorCode::InvalidNotifyUrlUnsafe,
            (Verdict::Unsafe, Parameter::OnDemandUrl) => ErrorCode::InvalidOnDemandUrlUnsafe,
            (_, Parameter::DomainName) => ErrorCode::InvalidDomainNameMalformed,
            (_, Parameter::NotifyUrl) => ErrorCode::InvalidNotifyUrlMalformed,
            (_, Parameter::OnDemandUrl) => ErrorCode::InvalidOnDemandUrlMalformed,
            (_, Parameter::NeedStatusNotify) => ErrorCode::InvalidNeedStatusNotify,
        }
    }

    /// Why, precise enough to act on.
    #[must_use]
    pub fn reason(&self) -> &Reason {
        &self.reason
    }

    /// Which parameter was refused.
    #[must_use]
    pub fn parameter(&self) -> Parameter {
        self.parameter
    }

    /// Where in the text as given, in bytes; both ends fall between characters. `None` where no
    /// part of the text is to blame: an absent parameter, an address that a resolver gave.
    #[must_use]
    pub fn span(&self) -> Option<Range<usize>> {
        self.span.map(|(start, behind_end)| start..behind_end.get() - 1)
    }
}

/// All refused parameters of one request, in the order of the operation's page, at least one.
///
/// The service answers with the first alone.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Errors {
    first: Error,
    rest: Vec<Error>,
}

impl Errors {
    pub(crate) fn and(mut self, later: Self) -> Self {
        self.rest.push(later.first);
        self.rest.extend(later.rest);
        self
    }

    /// The error that the service would answer.
    #[must_use]
    pub fn first(&self) -> &Error {
        &self.first
    }

    /// All errors.
    pub fn iter(&self) -> impl Iterator<Item = &Error> {
        core::iter::once(&self.first).chain(&self.rest)
    }
}

impl fmt::Display for Errors {
    /// The errors on one line, between semicolons.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.first.fmt(f)?;
        self.rest.iter().try_for_each(|error| write!(f, "; {error}"))
    }
}

impl core::error::Error for Errors {}

impl From<Error> for Errors {
    fn from(first: Error) -> Self {
        Self { first, rest: Vec::new() }
    }
}

/// A reason with its place, before it is known which parameter the text belongs to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Fault {
    pub(crate) reason: Reason,
    pub(crate) span: Option<Range<usize>>,
}

impl Fault {
    pub(crate) fn at(span: Range<usize>, reason: Reason) -> Self {
        Self { reason, span: Some(span) }
    }

    pub(crate) fn nowhere(reason: Reason) -> Self {
        Self { reason, span: None }
    }
}
