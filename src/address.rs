//! What the registries say about an IP address. Facts only: no URL, no policy, no error code.
//!
//! ![A map of the IPv4 address space; the legend lists each refused block][ipv4.svg]
//!
//! ![A tree of the IPv6 address space with verdict, kind, name and source of each prefix][ipv6.svg]
//!
#![doc = include_str!("docs/pictures.md")]

// | where | what stands there |
// |---|---|
// | `address/tables/ipv4.rs` | IANA IPv4 Special-Purpose Address Registry, multicast |
// | `address/tables/ipv6.rs` | IANA IPv6 Special-Purpose Address Registry, space outside `2000::/3`, retired forms |
// | `address/tables/metadata.rs` | metadata and host-agent addresses of cloud providers |
// | `address/carrier.rs` | IPv6 forms that carry an IPv4 address |
// | `address/index.rs` | the tables as sets of rows, made at compile time |

mod carrier;
mod index;
mod tables;

use core::fmt;
use core::net::{IpAddr, Ipv4Addr, Ipv6Addr};
use core::ptr;

use ipnet::IpNet;

use crate::source::{Source, page, rfc};
pub use carrier::Carrier;
use carrier::is_isatap;
pub(crate) use carrier::{carried_ipv4, isatap_ipv4, local_nat64_ipv4, nat64_ipv4};

/// Says what `address` is for, by the most specific row that holds it.
///
/// Sources, each a table in this crate: the IANA [IPv4] and [IPv6] Special-Purpose Address
/// Registries (both last updated 2025-10-09); multicast ([RFC 5771], [RFC 4291] §2.7); IPv6 space
/// that IANA has not opened to global unicast; and the metadata services of cloud providers, some
/// of which stand on addresses that are otherwise public (`168.63.129.16`).
///
/// An IPv6 address that carries an IPv4 address to its very destination is judged by what it
/// carries: IPv4-mapped `::ffff:0:0/96`, NAT64 `64:ff9b::/96`, and ISATAP interface identifiers
/// below a public prefix.
///
/// Every input has a class; nothing fails.
///
/// ```
/// use live_record_notify::address::{classify, AddressKind};
///
/// let class = classify("127.0.0.1".parse()?);
/// assert_eq!(class.kind(), AddressKind::Loopback);
/// assert_eq!(class.to_string(), "loopback (RFC 1122, 127.0.0.0/8)");
///
/// // 2600::/16 is public; the ISATAP identifier `0:5efe` carries 127.0.0.1.
/// assert_eq!(classify("2600::5efe:7f00:1".parse()?).kind(), AddressKind::Loopback);
///
/// // The longest prefix wins: an island of global reachability inside 192.0.0.0/24.
/// assert!(!classify("192.0.0.8".parse()?).is_public());
/// assert!(classify("192.0.0.9".parse()?).is_public());
/// # Ok::<(), core::net::AddrParseError>(())
/// ```
///
/// [IPv4]: https://www.iana.org/assignments/iana-ipv4-special-registry/
/// [IPv6]: https://www.iana.org/assignments/iana-ipv6-special-registry/
/// [RFC 5771]: https://www.rfc-editor.org/rfc/rfc5771
/// [RFC 4291]: https://www.rfc-editor.org/rfc/rfc4291
#[must_use]
#[inline]
pub fn classify(address: IpAddr) -> AddressClass {
    match address {
        IpAddr::V4(address) => AddressClass::of_ipv4(address),
        IpAddr::V6(address) => AddressClass::of_ipv6(address.to_bits()),
    }
}

/// Whether anyone on the public internet may be reached at `address`: the short form of
/// [`classify`]`(address).`[`is_public`](AddressClass::is_public)`()`.
///
/// ```
/// use live_record_notify::address::is_public;
///
/// assert!(is_public("8.8.8.8".parse()?));
/// assert!(!is_public("100.100.100.200".parse()?)); // Alibaba Cloud's metadata service
/// # Ok::<(), core::net::AddrParseError>(())
/// ```
#[must_use]
#[inline]
pub fn is_public(address: IpAddr) -> bool {
    classify(address).is_public()
}

/// What an address is for. Made by [`classify`].
///
/// `Display` gives the meaning, the source and the block, and the IPv4 address where the address
/// carries one: `IPv4-mapped 127.0.0.1: loopback (RFC 1122, 127.0.0.0/8)`.
///
/// ```
/// use live_record_notify::address::classify;
///
/// let class = classify("::ffff:127.0.0.1".parse()?);
/// assert_eq!(class.to_string(), "IPv4-mapped 127.0.0.1: loopback (RFC 1122, 127.0.0.0/8)");
/// # Ok::<(), core::net::AddrParseError>(())
/// ```
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
pub struct AddressClass {
    /// [`ELSEWHERE`] where no row holds the address.
    block: &'static Block,
    /// Set where `block` is that of an IPv4 address inside an IPv6 one.
    carried: Option<(Carrier, Ipv4Addr)>,
}

impl AddressClass {
    /// Whether the address is globally reachable.
    ///
    /// ```
    /// use live_record_notify::address::classify;
    ///
    /// assert!(classify("8.8.8.8".parse()?).is_public());
    /// assert!(!classify("10.0.0.1".parse()?).is_public());
    /// # Ok::<(), core::net::AddrParseError>(())
    /// ```
    #[must_use]
    pub fn is_public(&self) -> bool {
        self.block.public
    }

    /// What the address is for.
    ///
    /// ```
    /// use live_record_notify::address::{classify, AddressKind};
    ///
    /// assert_eq!(classify("10.0.0.1".parse()?).kind(), AddressKind::PrivateUse);
    /// assert_eq!(classify("8.8.8.8".parse()?).kind(), AddressKind::Global);
    /// # Ok::<(), core::net::AddrParseError>(())
    /// ```
    #[must_use]
    pub fn kind(&self) -> AddressKind {
        self.block.kind
    }

    /// The most specific table row that holds the address (or the IPv4 address it carries).
    /// `None` for ordinary global unicast.
    ///
    /// ```
    /// use live_record_notify::address::classify;
    ///
    /// let class = classify("10.0.0.1".parse()?);
    /// assert_eq!(class.block().map(|block| block.source()), Some("RFC 1918"));
    /// assert_eq!(classify("8.8.8.8".parse()?).block(), None);
    /// # Ok::<(), core::net::AddrParseError>(())
    /// ```
    #[must_use]
    pub fn block(&self) -> Option<&'static Block> {
        (!ptr::eq(self.block, &raw const ELSEWHERE)).then_some(self.block)
    }

    /// The IPv4 address that decided, and how the IPv6 address carries it.
    ///
    /// ```
    /// use live_record_notify::address::{classify, Carrier};
    ///
    /// let (carrier, inside) = classify("64:ff9b::10.0.0.1".parse()?).carried().unwrap();
    /// assert_eq!(carrier, Carrier::Nat64);
    /// assert_eq!(inside.to_string(), "10.0.0.1");
    /// # Ok::<(), core::net::AddrParseError>(())
    /// ```
    #[must_use]
    pub fn carried(&self) -> Option<(Carrier, Ipv4Addr)> {
        self.carried
    }

    #[inline(always)]
    pub(crate) fn of_ipv4(address: Ipv4Addr) -> Self {
        Self { block: index::ipv4(address), carried: None }
    }

    /// The class of an IPv6 address that carries `address` as `carrier` says.
    pub(crate) fn of_carried(carrier: Carrier, address: Ipv4Addr) -> Self {
        Self { carried: Some((carrier, address)), ..Self::of_ipv4(address) }
    }

    /// The class of an IPv6 address and of what it carries.
    ///
    /// Bits, for the address to come in registers; not inlined, for IPv4 addresses, which are judged
    /// beside it, to be judged sooner.
    #[inline(never)]
    fn of_ipv6(bits: u128) -> Self {
        let block = index::ipv6(bits);
        // The other forms that `of_carrying` may judge by the IPv4 address, mapped and NAT64, start
        // with a zero.
        if bits >> 120 == 0 || is_isatap(Ipv6Addr::from_bits(bits)) {
            return Self::of_carrying(block, bits);
        }
        Self { block, carried: None }
    }

    /// `own` is the row of the address itself: a class would go through memory to get here.
    #[cold]
    fn of_carrying(own: &'static Block, bits: u128) -> Self {
        match carried_ipv4(Ipv6Addr::from_bits(bits)) {
            // What is not public stays so whatever it carries, an IPv4-mapped address apart: that
            // one is never sent as IPv6.
            Some((carrier @ (Carrier::Mapped | Carrier::Nat64 | Carrier::Isatap), inner))
                if own.public || own.kind == AddressKind::Ipv4Mapped =>
            {
                Self::of_carried(carrier, inner)
            }
            _ => Self { block: own, carried: None },
        }
    }

    /// The class of `address` itself, whatever it carries.
    #[inline]
    pub(crate) fn of_plain_ipv6(address: Ipv6Addr) -> Self {
        Self { block: index::ipv6(address.to_bits()), carried: None }
    }
}

impl fmt::Display for AddressClass {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if let Some((carrier, address)) = self.carried {
            write!(f, "{carrier} {address}: ")?;
        }
        match self.block() {
            Some(block) => write!(f, "{block}"),
            None => f.write_str(AddressKind::Global.meaning()),
        }
    }
}

impl fmt::Debug for AddressClass {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "AddressClass({self})")
    }
}

/// One row of the address tables.
///
/// ```
/// use live_record_notify::address::{classify, AddressKind};
///
/// let block = classify("203.0.113.7".parse()?).block().unwrap();
/// assert_eq!(block.network(), "203.0.113.0/24".parse()?);
/// assert_eq!(block.kind(), AddressKind::Documentation);
/// assert_eq!(block.name(), "Documentation (TEST-NET-3)");
/// assert_eq!(block.source(), "RFC 5737");
/// assert!(!block.is_public());
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Debug, PartialEq, Eq, Hash)]
pub struct Block {
    network: IpNet,
    kind: AddressKind,
    name: &'static str,
    source: &'static str,
    public: bool,
}

impl Block {
    /// The addresses of the row. A cloud metadata address is a network of one.
    ///
    /// ```
    /// use live_record_notify::address::classify;
    ///
    /// let block = classify("10.0.0.1".parse()?).block().unwrap();
    /// assert_eq!(block.network(), "10.0.0.0/8".parse()?);
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    #[must_use]
    pub fn network(&self) -> IpNet {
        self.network
    }

    /// What the row's addresses are for.
    ///
    /// ```
    /// use live_record_notify::address::{classify, AddressKind};
    ///
    /// let block = classify("10.0.0.1".parse()?).block().unwrap();
    /// assert_eq!(block.kind(), AddressKind::PrivateUse);
    /// # Ok::<(), core::net::AddrParseError>(())
    /// ```
    #[must_use]
    pub fn kind(&self) -> AddressKind {
        self.kind
    }

    /// The registry's name for the row, or the providers whose service stands there.
    ///
    /// ```
    /// use live_record_notify::address::classify;
    ///
    /// let block = classify("10.0.0.1".parse()?).block().unwrap();
    /// assert_eq!(block.name(), "Private-Use");
    /// # Ok::<(), core::net::AddrParseError>(())
    /// ```
    #[must_use]
    pub fn name(&self) -> &'static str {
        self.name
    }

    /// The document that makes the row: an RFC, or the provider's own documentation.
    ///
    /// ```
    /// use live_record_notify::address::classify;
    ///
    /// let block = classify("10.0.0.1".parse()?).block().unwrap();
    /// assert_eq!(block.source(), "RFC 1918");
    /// # Ok::<(), core::net::AddrParseError>(())
    /// ```
    #[must_use]
    pub fn source(&self) -> &'static str {
        self.source
    }

    /// The registry's column *Globally Reachable*. False where it reads `N/A`, and for rows that
    /// are terminated or that no registry holds.
    ///
    /// ```
    /// use live_record_notify::address::classify;
    ///
    /// assert!(!classify("192.0.0.8".parse()?).block().unwrap().is_public());
    /// assert!(classify("192.0.0.9".parse()?).block().unwrap().is_public());
    /// # Ok::<(), core::net::AddrParseError>(())
    /// ```
    #[must_use]
    pub fn is_public(&self) -> bool {
        self.public
    }

    /// Every row that [`classify`] knows, those of IPv4 first, each table in its own order.
    ///
    /// ```
    /// use live_record_notify::address::{AddressKind, Block};
    ///
    /// let private = Block::all().filter(|block| block.kind() == AddressKind::PrivateUse);
    /// let networks: Vec<_> = private.map(|block| block.network().to_string()).collect();
    /// assert_eq!(networks, ["10.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16"]);
    /// ```
    pub fn all() -> impl Iterator<Item = &'static Self> {
        tables::TABLES.into_iter().flatten()
    }
}

impl fmt::Display for Block {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let meaning = self.kind.meaning();
        match self.kind {
            AddressKind::CloudMetadata => write!(f, "{meaning} of {}", self.name),
            _ => write!(f, "{meaning} ({}, {})", self.source, self.network),
        }
    }
}

/// Ordinary global unicast: what no row of the tables holds.
static ELSEWHERE: Block = Block {
    network: IpNet::new_assert(IpAddr::V6(Ipv6Addr::UNSPECIFIED), 0),
    kind: AddressKind::Global,
    name: "Global Unicast",
    source: "RFC 4291",
    public: true,
};

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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_row_equals_its_own_truncation() {
        for block in Block::all() {
            assert_eq!(block.network, block.network.trunc(), "{block}");
        }
    }

    #[test]
    fn no_two_rows_hold_the_same_network() {
        for (i, block) in Block::all().enumerate() {
            assert!(
                Block::all().skip(i + 1).all(|other| other.network != block.network),
                "{block}"
            );
        }
    }
}
