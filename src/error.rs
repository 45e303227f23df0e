//! The errors of parsing: what was refused, why, and where.

use alloc::vec::Vec;
use core::fmt;
use core::num::NonZeroUsize;
use core::ops::Range;

use crate::error_code::ErrorCode;
use crate::parameter::Parameter;
use crate::reason::{Reason, Verdict};

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
        self.parameter.code(self.verdict())
    }

    /// What kind of answer it is.
    ///
    /// ```
    /// use live_record_notify::{DomainName, Verdict};
    ///
    /// let errors = DomainName::from_params([("Domain", "example.com")]).unwrap_err();
    /// assert_eq!(errors.first().verdict(), Verdict::Missing);
    /// ```
    #[must_use]
    pub fn verdict(&self) -> Verdict {
        self.fault.reason.verdict()
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
        self.fault.span()
    }

    /// The error for those who count in UTF-16 code units. `text` is the text as given.
    ///
    /// ```
    /// use live_record_notify::NotifyUrl;
    ///
    /// let text = "http://é@example.com/";
    /// let error = NotifyUrl::parse(text).unwrap_err();
    /// assert_eq!(error.span(), Some(7..10));
    /// assert_eq!(error.in_text(text).span_in_utf16(), Some(7..9));
    /// ```
    #[must_use]
    pub fn in_text(&self, text: &str) -> ErrorInText<'_> {
        let units = |place: Range<usize>| text.get(place).map(|part| part.encode_utf16().count());
        let span_in_utf16 = self.span().and_then(|Range { start, end }| {
            let start_in_utf16 = units(0..start)?;
            Some(start_in_utf16..start_in_utf16 + units(start..end)?)
        });
        ErrorInText { error: self, span_in_utf16 }
    }
}

/// An [`Error`] beside the text that it is about, to give the place in UTF-16 code units as well. Made
/// by [`Error::in_text`].
///
/// With the feature `serde` it can be serialized. It does not show the text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ErrorInText<'a> {
    error: &'a Error,
    span_in_utf16: Option<Range<usize>>,
}

impl<'a> ErrorInText<'a> {
    /// The error itself.
    ///
    /// ```
    /// use live_record_notify::NotifyUrl;
    ///
    /// let error = NotifyUrl::parse("").unwrap_err();
    /// assert_eq!(error.in_text("").error(), &error);
    /// ```
    #[must_use]
    pub fn error(&self) -> &'a Error {
        self.error
    }

    /// The place in UTF-16 code units, as JavaScript and Java count. `None` where no part of the text
    /// is to blame.
    ///
    /// ```
    /// use live_record_notify::NotifyUrl;
    ///
    /// let text = "http://example.com/é💡 ";
    /// let error = NotifyUrl::parse(text).unwrap_err();
    /// assert_eq!(error.span(), Some(25..26));
    /// assert_eq!(error.in_text(text).span_in_utf16(), Some(22..23));
    /// ```
    #[must_use]
    pub fn span_in_utf16(&self) -> Option<Range<usize>> {
        self.span_in_utf16.clone()
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
    /// `None` without errors: there is always a first one.
    pub(crate) fn collect(errors: impl IntoIterator<Item = Error>) -> Option<Self> {
        let mut errors = errors.into_iter();
        let first = errors.next()?;
        Some(Self { first, rest: errors.collect() })
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

    /// How many there are.
    ///
    /// ```
    /// use live_record_notify::AddLiveRecordNotifyConfig;
    ///
    /// let errors = AddLiveRecordNotifyConfig::from_params([("RegionId", "")]).unwrap_err();
    /// assert_eq!(errors.len(), 2);
    /// ```
    #[allow(clippy::len_without_is_empty, reason = "it never is")]
    #[must_use]
    pub fn len(&self) -> usize {
        1 + self.rest.len()
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

impl IntoIterator for Errors {
    type Item = Error;
    type IntoIter = core::iter::Chain<core::iter::Once<Error>, alloc::vec::IntoIter<Error>>;

    fn into_iter(self) -> Self::IntoIter {
        core::iter::once(self.first).chain(self.rest)
    }
}

/// There is no `FromIterator`, because there are no `Errors` without an error: make a value of the first
/// error, and extend it.
///
/// ```
/// use live_record_notify::{Errors, NotifyUrl};
///
/// let texts = ["ftp://example.com/", "http://example.com/", "http://10.0.0.1/"];
/// let mut refused = texts.iter().filter_map(|text| NotifyUrl::parse(text).err());
/// let mut errors = Errors::from(refused.next().unwrap());
/// errors.extend(refused);
/// assert_eq!(errors.len(), 2);
/// ```
impl Extend<Error> for Errors {
    fn extend<I: IntoIterator<Item = Error>>(&mut self, errors: I) {
        self.rest.extend(errors);
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
#[derive(Clone, PartialEq, Eq, Hash)]
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

    /// The fault of bytes that are not UTF-8, at the first that are invalid.
    pub(crate) fn not_utf8(bytes: &[u8]) -> Self {
        let chunk = bytes.utf8_chunks().next();
        let place = chunk.map(|chunk| {
            let start = chunk.valid().len();
            start..start + chunk.invalid().len()
        });
        Self::at(place.unwrap_or_default(), Reason::NotUtf8)
    }

    pub(crate) fn nowhere(reason: Reason) -> Self {
        Self { reason, span: None }
    }

    fn span(&self) -> Option<Range<usize>> {
        self.span.map(|(start, after_end)| start..after_end.get() - 1)
    }

    pub(crate) fn reason(&self) -> &Reason {
        &self.reason
    }

    pub(crate) fn without_place(self) -> Self {
        Self::nowhere(self.reason)
    }

    /// The fault with its place mapped by `place`, where there is one.
    pub(crate) fn at_place_of(self, place: impl FnOnce(Range<usize>) -> Range<usize>) -> Self {
        match self.span() {
            Some(span) => Self::at(place(span), self.reason),
            None => self,
        }
    }
}

impl fmt::Debug for Fault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Fault").field("reason", &self.reason).field("span", &self.span()).finish()
    }
}
