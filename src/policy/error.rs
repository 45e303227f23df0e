//! Why an entry of a policy is refused.

use alloc::borrow::ToOwned;
use alloc::string::String;
use core::fmt;

use crate::reason::Reason;

/// Why an entry of a [`Policy`](crate::Policy) was refused: the list that it is for, the entry, what is
/// wrong with it, and what to write instead.
///
/// `Display` is one line. An entry that could be a URL is not repeated: it may hold secrets.
///
/// ```
/// use live_record_notify::{EntryProblem, Policy};
///
/// let error = Policy::default().allow_host("*.intranet.corp").unwrap_err();
/// assert_eq!(error.problem(), &EntryProblem::Wildcard);
/// assert_eq!(error.mend(), Some(".intranet.corp"));
/// assert_eq!(
///     error.to_string(),
///     "allow_host: \"*.intranet.corp\" has a wildcard, which stands for nothing here; \
///      write \".intranet.corp\"",
/// );
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PolicyError {
    list: &'static str,
    entry: Option<String>,
    problem: EntryProblem,
    mend: Option<String>,
}

impl PolicyError {
    pub(crate) fn new(
        list: &'static str,
        entry: &str,
        problem: EntryProblem,
        mend: Option<String>,
    ) -> Self {
        let is_shown = problem != EntryProblem::Url && is_no_url(entry);
        let entry = is_shown.then(|| entry.to_owned());
        Self { list, entry, problem, mend }
    }

    /// For a list as a whole.
    pub(crate) fn of_list(list: &'static str, problem: EntryProblem) -> Self {
        Self { list, entry: None, problem, mend: None }
    }

    /// The same error with the name by which the caller knows the list.
    pub(crate) fn in_list(mut self, list: &'static str) -> Self {
        self.list = list;
        self
    }

    /// The method of [`Policy`](crate::Policy) or [`Rule`](crate::Rule) that refused the entry, which
    /// is also the key in a file; `allow.hosts` for the key `hosts` of a rule `allow`.
    ///
    /// ```
    /// use live_record_notify::Policy;
    ///
    /// let error = Policy::default().max_length(0).unwrap_err();
    /// assert_eq!(error.list(), "max_length");
    /// ```
    #[must_use]
    pub fn list(&self) -> &'static str {
        self.list
    }

    /// The entry as given. `None` where it may hold secrets.
    ///
    /// ```
    /// use live_record_notify::Policy;
    ///
    /// let entry = |text| Policy::default().allow_host(text).unwrap_err().entry().map(String::from);
    /// assert_eq!(entry("a b.corp").as_deref(), Some("a b.corp"));
    /// assert_eq!(entry("http://user:secret@hooks.corp/"), None);
    /// ```
    #[must_use]
    pub fn entry(&self) -> Option<&str> {
        self.entry.as_deref()
    }

    /// What is wrong with it.
    ///
    /// ```
    /// use live_record_notify::{EntryProblem, Policy};
    ///
    /// let error = Policy::default().allow_network("0.0.0.0/0".parse()?).unwrap_err();
    /// assert_eq!(error.problem(), &EntryProblem::Everything);
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    #[must_use]
    pub fn problem(&self) -> &EntryProblem {
        &self.problem
    }

    /// What to write instead, where it can be told.
    ///
    /// ```
    /// use live_record_notify::Policy;
    ///
    /// let error = Policy::default().allow_network("10.0.0.1/8".parse()?).unwrap_err();
    /// assert_eq!(error.mend(), Some("10.0.0.0/8"));
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    #[must_use]
    pub fn mend(&self) -> Option<&str> {
        self.mend.as_deref()
    }
}

impl fmt::Display for PolicyError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { list, problem, .. } = self;
        match &self.entry {
            Some(entry) => write!(f, "{list}: {entry:?} {problem}")?,
            None if problem.is_of_list() => write!(f, "{list} {problem}")?,
            None => write!(f, "{list}: an entry {problem}")?,
        }
        match &self.mend {
            Some(mend) => write!(f, "; write {mend:?}{}", self.problem.where_to()),
            None => Ok(()),
        }
    }
}

impl core::error::Error for PolicyError {}

/// What is wrong with an entry of a [`Policy`](crate::Policy). `Display` is the end of a sentence
/// about the entry.
#[non_exhaustive]
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum EntryProblem {
    /// Not a host name, for this reason.
    #[error("is no host name: {reason}")]
    HostName {
        /// Why it is not one.
        reason: Reason,
    },
    /// `*.example.com`. `.example.com` is the name and all below it.
    #[error("has a wildcard, which stands for nothing here")]
    Wildcard,
    /// A URL where a host name is wanted.
    #[error("is a URL, not a host name")]
    Url,
    /// A port after the host name.
    #[error("has a port, which is for the ports of a rule")]
    Port,
    /// An address where a host name is wanted.
    #[error("is an address, not a host name")]
    Address,
    /// A network where a host name is wanted.
    #[error("is a network, not a host name")]
    Network,
    /// A network with host bits set: it is unclear what is meant.
    #[error("has host bits set")]
    HostBits,
    /// It opens every address of a family, or every name and port.
    #[error("opens everything; name what is needed, or take `Policy::allow_private_networks`")]
    Everything,
    /// Ports of an `allow` that are open without it.
    #[error(
        "opens nothing: only bad ports need it; `only` and `Policy::allow_ports` limit the ports"
    )]
    OpenAlready,
    /// The host name of a metadata service, which nothing opens.
    #[error("is a name of a metadata service, which no policy opens")]
    Metadata,
    /// What is allowed is denied as a whole by another entry, so that one of the two does nothing.
    #[error("does nothing: {by:?} denies it, and a denial wins; deny less, or leave this out")]
    Denied {
        /// The entry that denies.
        by: String,
    },
    /// What is denied holds another entry that allows, so that this one does nothing.
    #[error("denies {allowed:?}, which is allowed, and a denial wins; deny less, or allow less")]
    Denies {
        /// The entry that allows.
        allowed: String,
    },
    /// A prefix that no NAT64 translator can have.
    #[error(
        "is no NAT64 prefix: lengths are 32, 40, 48, 56, 64 and 96, and bits 64 to 71 are zero"
    )]
    Nat64Prefix,
    /// Port 0, which TCP reserves.
    #[error("is reserved: nothing listens there")]
    PortZero,
    /// A limit that is zero or beyond what is supported.
    #[error("cannot be the limit: at least 1, at most {most}")]
    Limit {
        /// The largest limit.
        most: usize,
    },
    /// A rule without hosts, networks and ports.
    #[error("names nothing: a rule has hosts, networks or ports")]
    EmptyRule,
    /// A list without entries, which nothing can match.
    #[error("has no entries, so that the rule matches nothing")]
    EmptyList,
    /// Two policies that have nothing in common that both let through.
    #[error("has nothing in common with that of the other policy, so that all would be refused")]
    NothingInCommon,
}

impl EntryProblem {
    fn is_of_list(&self) -> bool {
        matches!(
            self,
            Self::EmptyRule | Self::EmptyList | Self::NothingInCommon | Self::OpenAlready
        )
    }

    /// Where the mend belongs, if not where the entry stood.
    fn where_to(&self) -> &'static str {
        match self {
            Self::Address | Self::Network => " among the networks",
            Self::Port => ", and the port in `ports`",
            _ => "",
        }
    }
}

/// Whether an entry holds none of the secrets that URLs hold: it has neither user information nor
/// anything after a host but the length of a prefix.
pub(crate) fn is_no_url(entry: &str) -> bool {
    let is_number = |text: &str| text.bytes().all(|b| b.is_ascii_digit() || b == b'.');
    let (host, length) = entry.split_once('/').unwrap_or((entry, ""));
    let is_of_ipv6 =
        |byte: u8| byte.is_ascii_hexdigit() || matches!(byte, b':' | b'.' | b'[' | b']');
    let is_ipv6 =
        host.bytes().filter(|byte| *byte == b':').count() > 1 && host.bytes().all(is_of_ipv6);
    let (name, port) = host.rsplit_once(':').filter(|_| !is_ipv6).unwrap_or((host, ""));
    // Of what is beyond ASCII only letters: some readers take forms of `/`, `?` and `@` for these.
    let is_of_name = |c: char| {
        c.is_alphanumeric()
            || c.is_ascii_whitespace()
            || matches!(c, '.' | '-' | '_' | '*' | '[' | ']')
    };
    is_number(length)
        && is_number(port)
        && (is_ipv6 || name.chars().all(is_of_name))
        && entry.len() <= MAX_SHOWN
}

/// No name is longer (RFC 1035 §2.3.4), nor any network.
const MAX_SHOWN: usize = 254;
