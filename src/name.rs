//! What a host is, and where one may lead before anything is resolved.
//!
//! | where | what stands there |
//! |---|---|
//! | `name/tables/special_use.rs` | IANA Special-Use Domain Names |
//! | `name/tables/private.rs` | names that only private networks answer: `.internal`, `.corp`, `.lan` … |
//! | `name/tables/metadata.rs` | metadata services and host agents |
//! | `name/tables/loopback.rs` | public names known to answer loopback |
//! | `name/tables/rebinding.rs` | public names that answer whatever was asked for |
//! | `name/spelled.rs` | public names that spell the address they answer: `10.0.0.1.nip.io` |
//! | `name/index.rs` | all rows, by last byte, made at compile time |

mod index;
pub(crate) mod spelled;
mod tables;

use core::fmt;

use crate::source::{Source, no_page, page};

/// The most specific row at or above `name`, which is in lower case and without a trailing dot.
pub(crate) use index::lookup;

/// One row of the tables of names: a name that, with all names below it, leads nowhere public.
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
    name: &'static str,
    kind: NameKind,
    source: &'static str,
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

    /// Every row, each table in its own order.
    ///
    /// ```
    /// use live_record_notify::{NameKind, NameRow};
    ///
    /// let metadata = NameRow::all().filter(|row| row.kind() == NameKind::CloudMetadata);
    /// assert!(metadata.map(NameRow::name).any(|name| name == "metadata.google.internal"));
    /// ```
    pub fn all() -> impl Iterator<Item = &'static Self> {
        tables::TABLES.into_iter().flatten()
    }
}

impl fmt::Display for NameRow {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "at or below `{}`: {} ({})", self.name, self.kind.meaning(), self.source)
    }
}

macro_rules! name_kinds {
    ($( $kind:ident $id:literal $meaning:literal $source:expr, $example:literal; )*) => {
        /// Where a name of the tables leads.
        ///
        /// ```
        /// use live_record_notify::NameKind;
        ///
        /// let kind = NameKind::Private;
        /// assert_eq!(kind.id(), "private-name");
        /// assert_eq!(kind.meaning(), "answered by private networks only");
        /// assert!(NameKind::ALL.contains(&kind));
        /// ```
        #[non_exhaustive]
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
        pub enum NameKind {
            $( #[doc = concat!("`", $id, "`: ", $meaning, ".")] $kind, )*
        }

        impl NameKind {
            /// Every kind.
            ///
            /// ```
            /// use live_record_notify::NameKind;
            ///
            /// assert!(NameKind::ALL.iter().any(|kind| kind.id() == "private-name"));
            /// ```
            pub const ALL: &[Self] = &[$( Self::$kind ),*];

            /// A stable kebab-case identifier.
            ///
            /// ```
            /// use live_record_notify::NameKind;
            ///
            /// assert_eq!(NameKind::SpecialUse.id(), "special-use-name");
            /// ```
            #[must_use]
            pub fn id(self) -> &'static str {
                match self { $( Self::$kind => $id, )* }
            }

            /// Where names of this kind lead, as a phrase in lower case.
            ///
            /// ```
            /// use live_record_notify::NameKind;
            ///
            /// assert_eq!(NameKind::Loopback.meaning(), "a public name that answers loopback");
            /// ```
            #[must_use]
            pub fn meaning(self) -> &'static str {
                match self { $( Self::$kind => $meaning, )* }
            }

            /// The document that defines the kind, and a host in a URL that is refused for it.
            pub(crate) fn example(self) -> (Source, &'static str) {
                match self { $( Self::$kind => ($source, $example), )* }
            }
        }
    };
}

name_kinds! {
    SpecialUse    "special-use-name"     "a special-use name, which no public resolver answers"
        page("IANA Special-Use Domain Names", "https://www.iana.org/assignments/special-use-domain-names/"), "localhost";
    Private       "private-name"         "answered by private networks only"
        page("RFC 6762 appendix G", "https://www.rfc-editor.org/rfc/rfc6762#appendix-G"), "hooks.corp";
    CloudMetadata "cloud-metadata-name"  "a metadata service or host agent"
        page("the provider's documentation, Google Cloud for one", "https://cloud.google.com/compute/docs/metadata/overview"), "metadata.google.internal";
    Loopback      "loopback-name"        "a public name that answers loopback"
        no_page("observed in public DNS"), "app.localtest.me";
    Rebinding     "rebinding-name"       "a public name that answers whatever address was asked for"
        page("the service's own page, rbndr for one", "https://github.com/taviso/rbndr"), "7f000001.c0a80001.rbndr.us";
    SpellsAddress "address-name"         "a public name that answers the address it spells, and this spells none"
        page("the service's own page, nip.io for one", "https://nip.io/"), "hooks.nip.io";
}
