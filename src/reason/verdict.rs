//! `Verdict` and `Basis`: what kind of answer a reason leads to, and who says so.

use core::fmt;

/// The kind of answer that a reason leads to.
///
/// ```
/// use live_record_notify::{NotifyUrl, Verdict};
///
/// let error = NotifyUrl::parse("http://10.0.0.1/").unwrap_err();
/// assert_eq!(error.verdict(), Verdict::Unsafe);
/// assert_eq!(error.verdict().to_string(), "Unsafe");
/// ```
#[allow(clippy::exhaustive_enums, reason = "the operation's codes have no other kinds")]
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Verdict {
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
    /// The name of the variant.
    ///
    /// ```
    /// assert_eq!(live_record_notify::Verdict::Malformed.as_str(), "Malformed");
    /// ```
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Missing => "Missing",
            Self::Malformed => "Malformed",
            Self::Unsafe => "Unsafe",
            Self::Operational => "Operational",
        }
    }
}

impl fmt::Display for Verdict {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.as_str())
    }
}

/// Who says that a text with this reason is refused.
///
/// An SDK can turn into errors what the vendor documents, and into warnings the rest: a client that
/// refuses what the service will one day accept is a bug in the client. See
/// [`AddLiveRecordNotifyConfig::advise`](crate::AddLiveRecordNotifyConfig::advise).
///
/// ```
/// use live_record_notify::{Basis, NotifyUrl};
///
/// let basis = |text| NotifyUrl::parse(text).unwrap_err().reason().basis();
/// assert_eq!(basis("ftp://example.com/"), Basis::VendorPage);
/// assert_eq!(basis("http://example.com/#top"), Basis::Standard);
/// assert_eq!(basis("http://10.0.0.1/"), Basis::Registry);
/// ```
#[non_exhaustive]
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Basis {
    /// The operation's own page.
    VendorPage,
    /// A standard: WHATWG URL or Fetch, an RFC, UTS 46.
    Standard,
    /// A registry of IANA's.
    Registry,
    /// This crate: by caution, by what clients were seen to do, or by what neighbouring operations
    /// document.
    Ours,
    /// The caller's policy.
    Caller,
}

impl Basis {
    /// The name in kebab case.
    ///
    /// ```
    /// assert_eq!(live_record_notify::Basis::VendorPage.as_str(), "vendor-page");
    /// ```
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::VendorPage => "vendor-page",
            Self::Standard => "standard",
            Self::Registry => "registry",
            Self::Ours => "ours",
            Self::Caller => "caller",
        }
    }
}

impl fmt::Display for Basis {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.as_str())
    }
}
