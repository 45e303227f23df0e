//! A row of the tables of names.

use core::fmt;

use crate::dns_name;
use crate::name::intranet::is_intranet_endpoint;
use crate::name::kind::NameKind;

/// A row of the tables of names: a name that, like all names below it, leads nowhere public.
///
/// A few rows are about a zone that is public except for some names below it, which their labels tell:
/// below `aliyuncs.com`, those of endpoints in the provider's intranet.
///
/// `Display` names the row and says why: `` at or below `internal`: answered by private networks
/// only ``.
///
/// ```
/// use live_record_notify::{NameKind, NotifyUrl, Reason};
///
/// let error = NotifyUrl::parse("http://hooks.internal/").unwrap_err();
/// let Reason::Name { row } = error.reason() else { panic!("{error}") };
/// assert_eq!(row.name(), "internal");
/// assert_eq!(row.kind(), NameKind::Private);
/// assert_eq!(row.source_text(), "ICANN, reserved for private use, 2024-07-29");
/// ```
#[derive(Debug, PartialEq, Eq, Hash)]
pub struct NameRow {
    pub(super) name: &'static str,
    pub(super) kind: NameKind,
    pub(super) source: &'static str,
    pub(super) below: Below,
}

/// Which names the row of a name is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(super) enum Below {
    /// The name itself and all below.
    All,
    /// Endpoints in the intranet of the provider whose zone it is.
    IntranetEndpoints,
    /// Names with this label, and those below them.
    Label(&'static str),
}

impl NameRow {
    /// The name, in lower case, without a dot at either end.
    ///
    /// ```
    /// use live_record_notify::NameRow;
    ///
    /// assert!(NameRow::all().any(|row| row.name() == "localhost"));
    /// ```
    #[must_use]
    pub fn name(&self) -> &'static str {
        self.name
    }

    /// Where the name leads.
    ///
    /// ```
    /// use live_record_notify::{NameKind, NameRow};
    ///
    /// let row = NameRow::all().find(|row| row.name() == "localhost").unwrap();
    /// assert_eq!(row.kind(), NameKind::SpecialUse);
    /// ```
    #[must_use]
    pub fn kind(&self) -> NameKind {
        self.kind
    }

    /// The registry, standard or document that the row comes from.
    ///
    /// ```
    /// use live_record_notify::NameRow;
    ///
    /// let row = NameRow::all().find(|row| row.name() == "localhost").unwrap();
    /// assert_eq!(row.source_text(), "IANA Special-Use Domain Names");
    /// ```
    #[must_use]
    pub fn source_text(&self) -> &'static str {
        self.source
    }

    /// Whether `name`, in lower case, is one that the row is about. Not inlined, to keep the look-up
    /// small: the index has ruled out nearly all names before this is called.
    #[cold]
    pub(crate) fn holds(&self, name: &str) -> bool {
        match (dns_name::before(name, self.name), self.below) {
            (None, _) => false,
            (Some(_), Below::All) => true,
            (Some(labels), Below::IntranetEndpoints) => is_intranet_endpoint(labels),
            (Some(labels), Below::Label(label)) => labels.split('.').any(|other| other == label),
        }
    }
}

impl fmt::Display for NameRow {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { below, name, kind, source } = self;
        write!(f, "{below} `{name}`: {} ({source})", kind.meaning())
    }
}

impl fmt::Display for Below {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::All => f.write_str("at or below"),
            Self::IntranetEndpoints => f.write_str("an intranet endpoint below"),
            Self::Label(label) => write!(f, "`{label}` below"),
        }
    }
}
