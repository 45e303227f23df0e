//! The kinds of addresses, one table row a kind.

use crate::source::{Source, page, rfc};

/// What an address is for. Several rows of the tables can share a kind.
///
/// ```
/// use live_record_notify::address::AddressKind;
///
/// let kind = AddressKind::SharedAddressSpace;
/// assert_eq!(kind.id(), "shared-address-space");
/// assert_eq!(kind.meaning(), "address space shared by carriers behind NAT");
/// assert!(AddressKind::ALL.contains(&kind));
/// ```
#[non_exhaustive]
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum AddressKind {
    /// `global`: global unicast.
    Global,
    /// `this-network`: this host on this network. `0.0.0.0/8`
    ThisNetwork,
    /// `private-use`: private use. `10.0.0.0/8`, `172.16.0.0/12`, `192.168.0.0/16`
    PrivateUse,
    /// `shared-address-space`: address space shared by carriers behind NAT. `100.64.0.0/10`
    SharedAddressSpace,
    /// `loopback`: loopback. `127.0.0.0/8`, `::1/128`
    Loopback,
    /// `unspecified`: the unspecified address. `0.0.0.0/32`, `::/128`
    Unspecified,
    /// `link-local`: link-local. `169.254.0.0/16`, `fe80::/10`
    LinkLocal,
    /// `unique-local`: unique local. `fc00::/7`
    UniqueLocal,
    /// `site-local`: site-local, deprecated. `fec0::/10`
    SiteLocal,
    /// `protocol-assignments`: IETF protocol assignments. `192.0.0.0/24`, `2001::/23`
    ProtocolAssignments,
    /// `documentation`: documentation. `192.0.2.0/24`, `198.51.100.0/24`, `203.0.113.0/24`,
    /// `2001:db8::/32`, `3fff::/20`
    Documentation,
    /// `benchmarking`: benchmarking. `198.18.0.0/15`, `2001:2::/48`
    Benchmarking,
    /// `multicast`: multicast. `224.0.0.0/4`, `ff00::/8`
    Multicast,
    /// `broadcast`: limited broadcast. `255.255.255.255/32`
    Broadcast,
    /// `reserved`: reserved for future use. `240.0.0.0/4`, `::/3`, `4000::/2`, `8000::/1`
    Reserved,
    /// `relay-anycast`: anycast address of 6to4 and 6a44 relays. `192.88.99.0/24`
    RelayAnycast,
    /// `discard-only`: discarded on arrival. `100::/64`
    DiscardOnly,
    /// `dummy-prefix`: dummy prefix. `100:0:0:1::/64`
    DummyPrefix,
    /// `ipv4-mapped`: IPv4-mapped. `::ffff:0:0/96`
    Ipv4Mapped,
    /// `ipv4-compatible`: IPv4-compatible, deprecated. `::/96`
    Ipv4Compatible,
    /// `ipv4-translated`: IPv4-translated. `::ffff:0:0:0/96`
    Ipv4Translated,
    /// `local-nat64`: NAT64 of a local network. `64:ff9b:1::/48`
    LocalNat64,
    /// `teredo`: Teredo tunnel: a relay decides where it comes out. `2001::/32`
    Teredo,
    /// `6to4`: 6to4 tunnel: a relay decides where it comes out. `2002::/16`
    SixToFour,
    /// `6bone`: 6bone, returned to IANA. `3ffe::/16`
    SixBone,
    /// `orchid`: overlay identifiers, deprecated. `2001:10::/28`
    Orchid,
    /// `segment-routing`: segment routing identifiers. `5f00::/16`
    SegmentRouting,
    /// `cloud-metadata`: the metadata service. Single addresses inside the other kinds.
    CloudMetadata,
}

impl AddressKind {
    /// Every kind.
    ///
    /// ```
    /// use live_record_notify::address::AddressKind;
    ///
    /// assert!(AddressKind::ALL.iter().any(|kind| kind.id() == "loopback"));
    /// ```
    pub const ALL: &[Self] = &[
        Self::Global,
        Self::ThisNetwork,
        Self::PrivateUse,
        Self::SharedAddressSpace,
        Self::Loopback,
        Self::Unspecified,
        Self::LinkLocal,
        Self::UniqueLocal,
        Self::SiteLocal,
        Self::ProtocolAssignments,
        Self::Documentation,
        Self::Benchmarking,
        Self::Multicast,
        Self::Broadcast,
        Self::Reserved,
        Self::RelayAnycast,
        Self::DiscardOnly,
        Self::DummyPrefix,
        Self::Ipv4Mapped,
        Self::Ipv4Compatible,
        Self::Ipv4Translated,
        Self::LocalNat64,
        Self::Teredo,
        Self::SixToFour,
        Self::SixBone,
        Self::Orchid,
        Self::SegmentRouting,
        Self::CloudMetadata,
    ];

    /// A stable kebab-case identifier.
    ///
    /// ```
    /// use live_record_notify::address::AddressKind;
    ///
    /// assert_eq!(AddressKind::SixToFour.id(), "6to4");
    /// ```
    #[must_use]
    pub fn id(self) -> &'static str {
        self.row().id
    }

    /// What addresses of this kind are for, as a phrase in lower case.
    ///
    /// ```
    /// use live_record_notify::address::AddressKind;
    ///
    /// assert_eq!(AddressKind::LocalNat64.meaning(), "NAT64 of a local network");
    /// ```
    #[must_use]
    pub fn meaning(self) -> &'static str {
        self.row().meaning
    }

    /// The document that defines the kind, and a host in a URL that is refused for it.
    /// `None` where no address is refused for being of the kind.
    pub(crate) fn example(self) -> Option<(Source, &'static str)> {
        self.row().example
    }

    #[rustfmt::skip]
    const fn row(self) -> Row {
        match self {
            Self::Global              => never_refused("global",   "global unicast"),
            Self::ThisNetwork         => row("this-network",         "this host on this network",                         rfc!(791),  "0.0.0.1"),
            Self::PrivateUse          => row("private-use",          "private use",                                       rfc!(1918), "10.0.0.1"),
            Self::SharedAddressSpace  => row("shared-address-space", "address space shared by carriers behind NAT",       rfc!(6598), "100.64.0.1"),
            Self::Loopback            => row("loopback",             "loopback",                                          rfc!(1122), "127.0.0.1"),
            Self::Unspecified         => row("unspecified",          "the unspecified address",                           rfc!(1122), "0.0.0.0"),
            Self::LinkLocal           => row("link-local",           "link-local",                                        rfc!(3927), "169.254.0.1"),
            Self::UniqueLocal         => row("unique-local",         "unique local",                                      rfc!(4193), "[fd00::1]"),
            Self::SiteLocal           => row("site-local",           "site-local, deprecated",                            rfc!(3879), "[fec0::1]"),
            Self::ProtocolAssignments => row("protocol-assignments", "IETF protocol assignments",                         rfc!(6890), "192.0.0.1"),
            Self::Documentation       => row("documentation",        "documentation",                                     rfc!(5737), "192.0.2.1"),
            Self::Benchmarking        => row("benchmarking",         "benchmarking",                                      rfc!(2544), "198.18.0.1"),
            Self::Multicast           => row("multicast",            "multicast",                                         rfc!(5771), "224.0.0.1"),
            Self::Broadcast           => row("broadcast",            "limited broadcast",                                 rfc!(919),  "255.255.255.255"),
            Self::Reserved            => row("reserved",             "reserved for future use",                           rfc!(1112), "240.0.0.1"),
            Self::RelayAnycast        => row("relay-anycast",        "anycast address of 6to4 and 6a44 relays",           rfc!(7526), "192.88.99.1"),
            Self::DiscardOnly         => row("discard-only",         "discarded on arrival",                              rfc!(6666), "[100::1]"),
            Self::DummyPrefix         => row("dummy-prefix",         "dummy prefix",                                      rfc!(9780), "[100:0:0:1::1]"),
            // A mapped address is judged by the IPv4 address inside it.
            Self::Ipv4Mapped          => never_refused("ipv4-mapped", "IPv4-mapped"),
            Self::Ipv4Compatible      => row("ipv4-compatible",      "IPv4-compatible, deprecated",                       rfc!(4291), "[::8.8.8.8]"),
            Self::Ipv4Translated      => row("ipv4-translated",      "IPv4-translated",                                   rfc!(2765), "[::ffff:0:8.8.8.8]"),
            Self::LocalNat64          => row("local-nat64",          "NAT64 of a local network",                          rfc!(8215), "[64:ff9b:1::8.8.8.8]"),
            Self::Teredo              => row("teredo",               "Teredo tunnel: a relay decides where it comes out", rfc!(4380), "[2001::1]"),
            Self::SixToFour           => row("6to4",                 "6to4 tunnel: a relay decides where it comes out",   rfc!(3056), "[2002:808:808::1]"),
            Self::SixBone             => row("6bone",                "6bone, returned to IANA",                           rfc!(3701), "[3ffe::1]"),
            Self::Orchid              => row("orchid",               "overlay identifiers, deprecated",                   rfc!(4843), "[2001:10::1]"),
            Self::SegmentRouting      => row("segment-routing",      "segment routing identifiers",                       rfc!(9602), "[5f00::1]"),
            Self::CloudMetadata       => row("cloud-metadata",       "the metadata service",                              PROVIDERS,  "169.254.169.254"),
        }
    }
}

/// What there is to say about a kind.
struct Row {
    id: &'static str,
    meaning: &'static str,
    /// The document that defines the kind, and a host in a URL that is refused for it.
    example: Option<(Source, &'static str)>,
}

const fn row(
    id: &'static str,
    meaning: &'static str,
    source: Source,
    refused_host: &'static str,
) -> Row {
    Row { id, meaning, example: Some((source, refused_host)) }
}

/// The row of a kind that no address is refused for.
const fn never_refused(id: &'static str, meaning: &'static str) -> Row {
    Row { id, meaning, example: None }
}

const PROVIDERS: Source = page(
    "the provider's documentation, AWS for one",
    "https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/ec2-instance-metadata.html",
);
