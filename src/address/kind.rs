//! The kinds of addresses: one table row a kind.

use crate::source::{Source, page, rfc};

macro_rules! address_kinds {
    ($( $kind:ident $id:literal $meaning:literal $( $source:expr, $example:literal )?; )*) => {
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
            $( #[doc = concat!("`", $id, "`: ", $meaning, ".")] $kind, )*
        }

        impl AddressKind {
            /// Every kind.
            ///
            /// ```
            /// use live_record_notify::address::AddressKind;
            ///
            /// assert!(AddressKind::ALL.iter().any(|kind| kind.id() == "loopback"));
            /// ```
            pub const ALL: &[Self] = &[$( Self::$kind ),*];

            /// A stable kebab-case identifier.
            ///
            /// ```
            /// use live_record_notify::address::AddressKind;
            ///
            /// assert_eq!(AddressKind::SixToFour.id(), "6to4");
            /// ```
            #[must_use]
            pub fn id(self) -> &'static str {
                match self { $( Self::$kind => $id, )* }
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
                match self { $( Self::$kind => $meaning, )* }
            }

            /// The document that defines the kind, and a host in a URL that is refused for it.
            /// `None` where no address is refused for being of the kind.
            pub(crate) fn example(self) -> Option<(Source, &'static str)> {
                match self {
                    $( $( Self::$kind => Some(($source, $example)), )? )*
                    _ => None,
                }
            }
        }
    };
}

#[rustfmt::skip]
address_kinds! {
    Global               "global"                 "global unicast";
    ThisNetwork          "this-network"           "this host on this network"                         rfc!(791),  "0.0.0.1";
    PrivateUse           "private-use"            "private use"                                       rfc!(1918), "10.0.0.1";
    SharedAddressSpace   "shared-address-space"   "address space shared by carriers behind NAT"       rfc!(6598), "100.64.0.1";
    Loopback             "loopback"               "loopback"                                          rfc!(1122), "127.0.0.1";
    Unspecified          "unspecified"            "the unspecified address"                           rfc!(1122), "0.0.0.0";
    LinkLocal            "link-local"             "link-local"                                        rfc!(3927), "169.254.0.1";
    UniqueLocal          "unique-local"           "unique local"                                      rfc!(4193), "[fd00::1]";
    SiteLocal            "site-local"             "site-local, deprecated"                            rfc!(3879), "[fec0::1]";
    ProtocolAssignments  "protocol-assignments"   "IETF protocol assignments"                         rfc!(6890), "192.0.0.1";
    Documentation        "documentation"          "documentation"                                     rfc!(5737), "192.0.2.1";
    Benchmarking         "benchmarking"           "benchmarking"                                      rfc!(2544), "198.18.0.1";
    Multicast            "multicast"              "multicast"                                         rfc!(5771), "224.0.0.1";
    Broadcast            "broadcast"              "limited broadcast"                                 rfc!(919),  "255.255.255.255";
    Reserved             "reserved"               "reserved for future use"                           rfc!(1112), "240.0.0.1";
    RelayAnycast         "relay-anycast"          "anycast address of 6to4 and 6a44 relays"           rfc!(7526), "192.88.99.1";
    DiscardOnly          "discard-only"           "discarded on arrival"                              rfc!(6666), "[100::1]";
    DummyPrefix          "dummy-prefix"           "dummy prefix"                                      rfc!(9780), "[100:0:0:1::1]";
    Ipv4Mapped           "ipv4-mapped"            "IPv4-mapped";
    Ipv4Compatible       "ipv4-compatible"        "IPv4-compatible, deprecated"                       rfc!(4291), "[::8.8.8.8]";
    Ipv4Translated       "ipv4-translated"        "IPv4-translated"                                   rfc!(2765), "[::ffff:0:8.8.8.8]";
    LocalNat64           "local-nat64"            "NAT64 of a local network"                          rfc!(8215), "[64:ff9b:1::8.8.8.8]";
    Teredo               "teredo"                 "Teredo tunnel: a relay decides where it comes out" rfc!(4380), "[2001::1]";
    SixToFour            "6to4"                   "6to4 tunnel: a relay decides where it comes out"   rfc!(3056), "[2002:808:808::1]";
    SixBone              "6bone"                  "6bone, returned to IANA"                           rfc!(3701), "[3ffe::1]";
    Orchid               "orchid"                 "overlay identifiers, deprecated"                   rfc!(4843), "[2001:10::1]";
    SegmentRouting       "segment-routing"        "segment routing identifiers"                       rfc!(9602), "[5f00::1]";
    CloudMetadata        "cloud-metadata"         "the metadata service"                              PROVIDERS,  "169.254.169.254";
}

const PROVIDERS: Source = page(
    "the provider's documentation, AWS for one",
    "https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/ec2-instance-metadata.html",
);
