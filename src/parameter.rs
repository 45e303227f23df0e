//! The parameters of the operation, and the codes that a refusal of each leads to.

use core::fmt;

use crate::error_code::ErrorCode;
use crate::reason::Verdict;

/// A parameter of the operation.
///
/// ```
/// use live_record_notify::{NotifyUrl, Parameter};
///
/// let error = NotifyUrl::parse("http://10.0.0.1/").unwrap_err();
/// assert_eq!(error.parameter(), Parameter::NotifyUrl);
/// assert_eq!(error.parameter().as_str(), "NotifyUrl");
/// assert_eq!(Parameter::ALL.first(), Some(&Parameter::DomainName));
/// ```
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
    /// `NotifyReqAuth`
    NotifyReqAuth,
    /// `NotifyAuthKey`
    NotifyAuthKey,
}

/// What there is to know of one parameter.
struct Row {
    name: &'static str,
    /// Only a parameter that a request can lack has this code.
    missing: Option<ErrorCode>,
    malformed: ErrorCode,
    /// Only a URL has this code.
    unsafe_: Option<ErrorCode>,
}

impl Parameter {
    /// Every parameter, in the order of the operation's page.
    ///
    /// ```
    /// use live_record_notify::Parameter;
    ///
    /// let names: Vec<_> = Parameter::ALL.iter().map(|parameter| parameter.as_str()).collect();
    /// assert!(names.starts_with(&["DomainName", "NotifyUrl", "OnDemandUrl"]));
    /// ```
    pub const ALL: &[Self] = &[
        Self::DomainName,
        Self::NotifyUrl,
        Self::OnDemandUrl,
        Self::NeedStatusNotify,
        Self::NotifyReqAuth,
        Self::NotifyAuthKey,
    ];

    #[rustfmt::skip]
    const fn row(self) -> &'static Row {
        match self {
            Self::DomainName       => &Row { name: "DomainName",       missing: Some(ErrorCode::MissingDomainName),    malformed: ErrorCode::InvalidDomainNameMalformed,  unsafe_: None },
            Self::NotifyUrl        => &Row { name: "NotifyUrl",        missing: Some(ErrorCode::MissingNotifyUrl),     malformed: ErrorCode::InvalidNotifyUrlMalformed,   unsafe_: Some(ErrorCode::InvalidNotifyUrlUnsafe) },
            Self::OnDemandUrl      => &Row { name: "OnDemandUrl",      missing: None,                                  malformed: ErrorCode::InvalidOnDemandUrlMalformed, unsafe_: Some(ErrorCode::InvalidOnDemandUrlUnsafe) },
            Self::NeedStatusNotify => &Row { name: "NeedStatusNotify", missing: None,                                  malformed: ErrorCode::InvalidNeedStatusNotify,     unsafe_: None },
            Self::NotifyReqAuth    => &Row { name: "NotifyReqAuth",    missing: None,                                  malformed: ErrorCode::InvalidNotifyReqAuth,        unsafe_: None },
            Self::NotifyAuthKey    => &Row { name: "NotifyAuthKey",    missing: Some(ErrorCode::MissingNotifyAuthKey), malformed: ErrorCode::InvalidNotifyAuthKey,        unsafe_: None },
        }
    }

    /// The parameter with the name `name`, which is case-sensitive.
    pub(crate) fn from_name(name: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|parameter| parameter.as_str() == name)
    }

    /// The name as the operation spells it.
    ///
    /// ```
    /// use live_record_notify::Parameter;
    ///
    /// assert_eq!(Parameter::NeedStatusNotify.as_str(), "NeedStatusNotify");
    /// ```
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        self.row().name
    }

    /// The code that a refusal with this verdict leads to. A parameter without a code of its own
    /// for the verdict answers with the code that says that its value is invalid.
    ///
    /// ```
    /// use live_record_notify::{ErrorCode, Parameter, Verdict};
    ///
    /// let code = Parameter::NotifyUrl.code(Verdict::Unsafe);
    /// assert_eq!(code, ErrorCode::InvalidNotifyUrlUnsafe);
    /// ```
    #[must_use]
    pub fn code(self, verdict: Verdict) -> ErrorCode {
        let row = self.row();
        match verdict {
            Verdict::Missing => row.missing.unwrap_or(row.malformed),
            Verdict::Malformed => row.malformed,
            Verdict::Unsafe => row.unsafe_.unwrap_or(row.malformed),
            Verdict::Operational => ErrorCode::InternalError,
        }
    }
}

impl fmt::Display for Parameter {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn without_a_code_of_its_own_a_verdict_says_that_the_value_is_invalid() {
        let optional = Parameter::OnDemandUrl.code(Verdict::Missing);
        assert_eq!(optional, ErrorCode::InvalidOnDemandUrlMalformed);
        let boolean = Parameter::NeedStatusNotify.code(Verdict::Unsafe);
        assert_eq!(boolean, ErrorCode::InvalidNeedStatusNotify);
    }
}
