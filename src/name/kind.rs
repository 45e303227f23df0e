//! The kinds of names: one table row a kind.

use crate::source::{Source, no_page, page};

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
