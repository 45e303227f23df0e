//! A row of the tables of names.

use core::fmt;

use crate::name::kind::NameKind;

/// A row of the tables of names: a name that, like all names below it, leads nowhere public.
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
/// assert_eq!(row.source(), "ICANN, reserved for private use, 2024-07-29");
/// ```
#[derive(Debug, PartialEq, Eq, Hash)]
pub struct NameRow {
    pub(super) name: &'static str,
    pub(super) kind: NameKind,
    pub(super) source: &'static str,
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

    /// The registry, standard or document that says so.
    ///
    /// ```
    /// use live_record_notify::NameRow;
    ///
    /// let row = NameRow::all().find(|row| row.name() == "localhost").unwrap();
    /// assert_eq!(row.source(), "IANA Special-Use Domain Names");
    /// ```
    #[must_use]
    pub fn source(&self) -> &'static str {
        self.source
    }
}

impl fmt::Display for NameRow {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "at or below `{}`: {} ({})", self.name, self.kind.meaning(), self.source)
    }
}
