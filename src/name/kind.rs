//! The kinds of names, one table row a kind.

use crate::source::{Source, no_page, page};

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
    /// `special-use-name`: a special-use name, which no public resolver answers. `localhost`,
    /// `.local`
    SpecialUse,
    /// `private-name`: answered by private networks only. `.internal`, `.corp`, `.lan`
    Private,
    /// `cloud-metadata-name`: a metadata service or host agent. `metadata.google.internal`
    CloudMetadata,
    /// `loopback-name`: a name that answers loopback, by the hosts file or in public.
    /// `ip6-localhost`, `localtest.me`
    Loopback,
    /// `rebinding-name`: a public name that answers whatever address was asked for. `rbndr.us`
    Rebinding,
    /// `address-name`: a public name that answers the address it spells, and this spells none.
    /// `hooks.nip.io`
    SpellsAddress,
}

impl NameKind {
    /// Every kind.
    ///
    /// ```
    /// use live_record_notify::NameKind;
    ///
    /// assert!(NameKind::ALL.iter().any(|kind| kind.id() == "private-name"));
    /// ```
    pub const ALL: &[Self] = &[
        Self::SpecialUse,
        Self::Private,
        Self::CloudMetadata,
        Self::Loopback,
        Self::Rebinding,
        Self::SpellsAddress,
    ];

    /// A stable kebab-case identifier.
    ///
    /// ```
    /// use live_record_notify::NameKind;
    ///
    /// assert_eq!(NameKind::SpecialUse.id(), "special-use-name");
    /// ```
    #[must_use]
    pub fn id(self) -> &'static str {
        self.row().id
    }

    /// Where names of this kind lead, as a phrase in lower case.
    ///
    /// ```
    /// use live_record_notify::NameKind;
    ///
    /// assert_eq!(NameKind::Loopback.meaning(), "a name that answers loopback");
    /// ```
    #[must_use]
    pub fn meaning(self) -> &'static str {
        self.row().meaning
    }

    /// The document that defines the kind, and a host in a URL that is refused for it.
    pub(crate) fn example(self) -> (Source, &'static str) {
        let Row { source, refused_host, .. } = self.row();
        (source, refused_host)
    }

    const fn row(self) -> Row {
        match self {
            Self::SpecialUse => Row {
                id: "special-use-name",
                meaning: "a special-use name, which no public resolver answers",
                source: page(
                    "IANA Special-Use Domain Names",
                    "https://www.iana.org/assignments/special-use-domain-names/",
                ),
                refused_host: "localhost",
            },
            Self::Private => Row {
                id: "private-name",
                meaning: "answered by private networks only",
                source: page(
                    "RFC 6762 appendix G",
                    "https://www.rfc-editor.org/rfc/rfc6762#appendix-G",
                ),
                refused_host: "hooks.corp",
            },
            Self::CloudMetadata => Row {
                id: "cloud-metadata-name",
                meaning: "a metadata service or host agent",
                source: page(
                    "the provider's documentation, Google Cloud for one",
                    "https://cloud.google.com/compute/docs/metadata/overview",
                ),
                refused_host: "metadata.google.internal",
            },
            Self::Loopback => Row {
                id: "loopback-name",
                meaning: "a name that answers loopback",
                source: no_page("the hosts files of systems, or observed in public DNS"),
                refused_host: "app.localtest.me",
            },
            Self::Rebinding => Row {
                id: "rebinding-name",
                meaning: "a public name that answers whatever address was asked for",
                source: page(
                    "the service's own page, rbndr for one",
                    "https://github.com/taviso/rbndr",
                ),
                refused_host: "7f000001.c0a80001.rbndr.us",
            },
            Self::SpellsAddress => Row {
                id: "address-name",
                meaning: "a public name that answers the address it spells, and this spells none",
                source: page("the service's own page, nip.io for one", "https://nip.io/"),
                refused_host: "hooks.nip.io",
            },
        }
    }
}

/// What there is to say about a kind.
struct Row {
    id: &'static str,
    meaning: &'static str,
    source: Source,
    /// A host in a URL that is refused for the kind.
    refused_host: &'static str,
}
