//! What parsing answers when it refuses.

use alloc::vec::Vec;
use core::fmt;
use core::num::NonZeroUsize;
use core::ops::Range;

use crate::error_code::ErrorCode;
use crate::parameter::Parameter;
use crate::reason::Reason;

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
#[error("{}: {}", self.code(), self.reason())]
pub struct Error {
    parameter: Parameter,
    fault: Fault,
}

impl Error {
    #[inline(always)]
    pub(crate) fn new(parameter: Parameter, fault: Fault) -> Self {
        Self { parameter, fault }
    }

    /// The code that the operation answers.
    ///
    /// ```
    /// use live_record_notify::{ErrorCode, NotifyUrl};
    ///
    /// let error = NotifyUrl::parse("http://example.com/#top").unwrap_err();
    /// assert_eq!(error.code(), ErrorCode::InvalidNotifyUrlMalformed);
    /// ```
    #[must_use]
    pub fn code(&self) -> ErrorCode {
        self.parameter.code(self.fault.reason.verdict())
    }

    /// Why, precise enough to act on.
    ///
    /// ```
    /// use live_record_notify::{NotifyUrl, Reason};
    ///
    /// let error = NotifyUrl::parse("http://example.com:25/").unwrap_err();
    /// assert_eq!(error.reason(), &Reason::BadPort { port: 25 });
    /// ```
    #[must_use]
    pub fn reason(&self) -> &Reason {
        &self.fault.reason
    }

    /// Which parameter was refused.
    ///
    /// ```
    /// use live_record_notify::{OnDemandUrl, Parameter};
    ///
    /// let error = OnDemandUrl::parse("http://10.0.0.1/").unwrap_err();
    /// assert_eq!(error.parameter(), Parameter::OnDemandUrl);
    /// ```
    #[must_use]
    pub fn parameter(&self) -> Parameter {
        self.parameter
    }

    /// Where in the text as given, in bytes; both ends fall between characters. `None` where no
    /// part of the text is to blame: an absent parameter, an address that a resolver gave.
    ///
    /// ```
    /// use live_record_notify::NotifyUrl;
    ///
    /// let text = "http://user@example.com/";
    /// let error = NotifyUrl::parse(text).unwrap_err();
    /// assert_eq!(error.span().and_then(|span| text.get(span)), Some("user@"));
    /// ```
    #[must_use]
    pub fn span(&self) -> Option<Range<usize>> {
        self.fault.span.map(|(start, after_end)| start..after_end.get() - 1)
    }
}

/// All refused parameters of one request, in the order of the operation's page, at least one.
///
/// The service answers with the first alone.
///
/// ```
/// use live_record_notify::AddLiveRecordNotifyConfig;
///
/// let errors = AddLiveRecordNotifyConfig::from_params([("NotifyUrl", "ftp://example.com/")])
///     .unwrap_err();
/// assert_eq!(errors.first().code().as_str(), "MissingDomainName");
/// assert_eq!(errors.iter().count(), 2);
/// ```
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
    ///
    /// ```
    /// use live_record_notify::DomainName;
    ///
    /// let errors = DomainName::from_params([("DomainName", "")]).unwrap_err();
    /// assert_eq!(errors.first().code().as_str(), "InvalidDomainName.Malformed");
    /// ```
    #[must_use]
    pub fn first(&self) -> &Error {
        &self.first
    }

    /// All errors.
    ///
    /// ```
    /// use live_record_notify::AddLiveRecordNotifyConfig;
    ///
    /// let errors = AddLiveRecordNotifyConfig::from_params([("RegionId", "")]).unwrap_err();
    /// let codes: Vec<_> = errors.iter().map(|error| error.code().as_str()).collect();
    /// assert_eq!(codes, ["MissingDomainName", "MissingNotifyUrl"]);
    /// ```
    pub fn iter(&self) -> impl Iterator<Item = &Error> {
        self.into_iter()
    }
}

impl<'a> IntoIterator for &'a Errors {
    type Item = &'a Error;
    type IntoIter = core::iter::Chain<core::iter::Once<&'a Error>, core::slice::Iter<'a, Error>>;

    fn into_iter(self) -> Self::IntoIter {
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

/// A reason and its place, before it is known which parameter the text belongs to.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub(crate) struct Fault {
    reason: Reason,
    /// The start, and one more than the end, so that `None` takes no room of its own.
    span: Option<(usize, NonZeroUsize)>,
}

impl Fault {
    #[inline(always)]
    pub(crate) fn at(span: Range<usize>, reason: Reason) -> Self {
        let Range { start, end } = span;
        let span = NonZeroUsize::MIN.checked_add(end).map(|after_end| (start, after_end));
        Self { reason, span }
    }

    pub(crate) fn nowhere(reason: Reason) -> Self {
        Self { reason, span: None }
    }

    pub(crate) fn reason(&self) -> &Reason {
        &self.reason
    }

    pub(crate) fn without_place(self) -> Self {
        Self::nowhere(self.reason)
    }
}
