//! `DomainName`: the domain whose recordings are notified.

use alloc::borrow::Cow;
use alloc::string::String;
use core::fmt;
use core::ops::Range;
use core::str::FromStr;

use idna::AsciiDenyList;

use crate::dns_name::idn::{self, AsciiForm};
use crate::dns_name::{self, Underscore};
use crate::error::{Error, Errors, Fault};
use crate::parameter::Parameter;
use crate::params::Given;
use crate::reason::{HostForm, Reason};
use crate::unseen;

/// A domain name in lower case, Unicode labels as A-labels.
///
/// CDN documents 1 to 67 characters for the names it takes; this type takes what the DNS does: 63
/// bytes a label, 253 in all. It says nothing about who owns the name or where it leads.
///
/// `==`, `Ord` and `Hash` are those of the text.
///
/// ```
/// use live_record_notify::DomainName;
///
/// let name: DomainName = "Live.Example.com".parse()?;
/// assert_eq!(name.to_string(), "live.example.com");
/// assert_eq!(name, DomainName::parse("live.example.COM")?);
/// # Ok::<(), live_record_notify::Error>(())
/// ```
#[derive(Clone)]
pub struct DomainName(String);

impl DomainName {
    /// Reads a domain name. ASCII letters may be in any case.
    ///
    /// # Errors
    ///
    /// Malformed: fewer than two labels (`localhost`); an empty label or a trailing dot; a label
    /// over 63 bytes or a name over 253; a hyphen at a label's end; any character but letters,
    /// digits and hyphens, wildcards included; a last label that is a number (`192.0.2.1`); a
    /// Unicode name that IDNA does not know or that is not in its own form (`ｅxample.com`).
    ///
    /// # Example
    ///
    /// ```
    /// use live_record_notify::DomainName;
    ///
    /// assert_eq!(DomainName::parse("Example.COM")?, "example.com");
    /// assert_eq!(DomainName::parse("bücher.example.com")?, "xn--bcher-kva.example.com");
    ///
    /// let error = DomainName::parse("*.example.com").unwrap_err();
    /// assert_eq!(error.code().as_str(), "InvalidDomainName.Malformed");
    /// assert_eq!(error.span(), Some(0..1));
    /// # Ok::<(), live_record_notify::Error>(())
    /// ```
    pub fn parse(text: &str) -> Result<Self, Error> {
        match read(text) {
            Ok(name) => Ok(Self(name.into_owned())),
            Err(fault) => Err(Error::new(Parameter::DomainName, fault)),
        }
    }

    /// Reads bytes that may not be UTF-8: a line of a file, a string of another language.
    ///
    /// # Errors
    ///
    /// As for [`parse`](Self::parse). Bytes that are not UTF-8 are Malformed, and the span is a place in
    /// `bytes`.
    ///
    /// # Example
    ///
    /// ```
    /// use live_record_notify::DomainName;
    ///
    /// assert_eq!(DomainName::parse_bytes(b"example.com")?, "example.com");
    /// let error = DomainName::parse_bytes(b"example.com\xff").unwrap_err();
    /// assert_eq!(error.reason().id(), "not-utf-8");
    /// assert_eq!(error.span(), Some(11..12));
    /// # Ok::<(), live_record_notify::Error>(())
    /// ```
    pub fn parse_bytes(bytes: &[u8]) -> Result<Self, Error> {
        match str::from_utf8(bytes) {
            Ok(text) => Self::parse(text),
            Err(_) => Err(Error::new(Parameter::DomainName, Fault::not_utf8(bytes))),
        }
    }

    /// Reads the one parameter of the operations that take nothing but a domain.
    ///
    /// # Errors
    ///
    /// `DomainName` absent, given twice, or not what [`parse`](Self::parse) reads.
    ///
    /// # Example
    ///
    /// ```
    /// use live_record_notify::DomainName;
    ///
    /// assert_eq!(DomainName::from_params([("DomainName", "live.example.com")])?, "live.example.com");
    /// assert!(DomainName::from_params([("RegionId", "cn-shanghai")]).is_err());
    /// # Ok::<(), live_record_notify::Errors>(())
    /// ```
    pub fn from_params<K, V>(params: impl IntoIterator<Item = (K, V)>) -> Result<Self, Errors>
    where
        K: AsRef<str>,
        V: AsRef<str>,
    {
        Given::of(params).domain_name.mandatory(Self::parse)
    }

    /// The name in lower case, of A-labels.
    ///
    /// ```
    /// use live_record_notify::DomainName;
    ///
    /// assert_eq!(DomainName::parse("BÜCHER.example.com")?.as_str(), "xn--bcher-kva.example.com");
    /// assert_eq!(DomainName::parse("bücher.example.com")?.as_str(), "xn--bcher-kva.example.com");
    /// # Ok::<(), live_record_notify::Error>(())
    /// ```
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

fn read(typed: &str) -> Result<Cow<'_, str>, Fault> {
    let whole = || 0..typed.len();
    if typed.is_empty() {
        return Err(Fault::at(whole(), Reason::Empty));
    }
    if typed.len() > dns_name::MAX_TYPED_LENGTH {
        return Err(Fault::at(whole(), Reason::NameTooLong));
    }
    let Some(AsciiForm { name, is_own }) = idn::to_ascii(typed, AsciiDenyList::EMPTY) else {
        if typed.is_ascii() {
            // What is wrong with the syntax of a name comes before what IDNA says of it.
            check(&typed.to_ascii_lowercase()).map_err(|(reason, at)| Fault::at(at, reason))?;
        }
        return Err(Fault::at(whole(), Reason::Idna));
    };
    if let Some((at, c)) = unseen::first_in_name(typed).filter(|_| is_own) {
        return Err(Fault::at(at..at + c.len_utf8(), Reason::of_unseen(c)));
    }
    if !is_own {
        // A text that is no name may be a URL with its secrets, and is not repeated.
        let form = check(&name).ok().and_then(|()| HostForm::of(&name));
        return Err(Fault::at(whole(), Reason::HostForm { form }));
    }
    // A place in the A-labels is no place in the typed text.
    let place = |at| if typed.is_ascii() { at } else { whole() };
    check(&name).map_err(|(reason, at)| Fault::at(place(at), reason))?;
    Ok(name)
}

/// Checks a name in lower case, of A-labels.
fn check(name: &str) -> Result<(), (Reason, Range<usize>)> {
    dns_name::check_typed(name, Underscore::Refused)
        .map_err(|fault| (fault.problem.into(), fault.place))?;
    let Some((_, last)) = name.rsplit_once('.') else {
        return Err((Reason::TooFewLabels, 0..name.len()));
    };
    if dns_name::is_number(last) {
        return Err((Reason::NumericLabel, name.len() - last.len()..name.len()));
    }
    Ok(())
}

impl FromStr for DomainName {
    type Err = Error;

    fn from_str(text: &str) -> Result<Self, Error> {
        Self::parse(text)
    }
}

impl TryFrom<&str> for DomainName {
    type Error = Error;

    fn try_from(text: &str) -> Result<Self, Error> {
        Self::parse(text)
    }
}

impl TryFrom<String> for DomainName {
    type Error = Error;

    /// Canonical text is kept in the buffer that it came in.
    fn try_from(text: String) -> Result<Self, Error> {
        match read(&text) {
            Ok(Cow::Borrowed(_)) => Ok(Self(text)),
            Ok(Cow::Owned(name)) => Ok(Self(name)),
            Err(fault) => Err(Error::new(Parameter::DomainName, fault)),
        }
    }
}

impl From<DomainName> for String {
    fn from(name: DomainName) -> Self {
        name.0
    }
}

impl fmt::Debug for DomainName {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "DomainName({})", self.0)
    }
}

crate::text::text_type!([] DomainName);
