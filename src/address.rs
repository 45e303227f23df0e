//! What the registries say about an IP address. Facts only: no URL, no policy, no error code.
//!
//! | where | what stands there |
//! |---|---|
//! | `address/ipv4.rs` | IANA IPv4 Special-Purpose Address Registry, multicast |
//! | `address/ipv6.rs` | IANA IPv6 Special-Purpose Address Registry, space outside `2000::/3`, retired forms |
//! | `address/metadata.rs` | metadata and host-agent addresses of cloud providers |
//! | `address/carried.rs` | IPv6 forms that carry an IPv4 address |
//! | `address/index.rs` | the tables, cut up by first octet at compile time |

mod carried;
mod index;
mod ipv4;
mod ipv6;
mod metadata;

use core::fmt;
use core::net::{IpAddr, Ipv4Addr, Ipv6Addr};

use ipnet::IpNet;

pub use carried::Carrier;
pub(crate) use carried::{carried_ipv4, local_nat64_ipv4, nat64_ipv4};

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
pub fn classify(address: IpAddr) -> AddressClass {
    match address {
        IpAddr::V4(address) => AddressClass::of_ipv4(address),
        IpAddr::V6(address) => AddressClass::of_ipv6(address),
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
pub fn is_public(address: IpAddr) -> bool {
    classify(address).is_public()
}

/// What an address is for. Made by [`classify`].
///
/// `Display` gives the meaning, the source and the block, and the IPv4 address where the address
/// carries one: `IPv4-mapped 127.0.0.1: loopback (RFC 1122, 127.0.0.0/8)`.
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
pub struct AddressClass {
    /// `None` is ordinary global unicast, which no row holds.
    block: Option<&'static Block>,
    /// Set where `block` is that of an IPv4 address inside an IPv6 one.
    carried: Option<(Carrier, Ipv4Addr)>,
}

impl AddressClass {
    /// Whether the address is globally reachable.
    #[must_use]
    pub fn is_public(&self) -> bool {
        self.block.is_none_or(|block| block.public)
    }

    /// What the address is for.
    #[must_use]
    pub fn kind(&self) -> AddressKind {
        self.block.map_or(AddressKind::Global, |block| block.kind)
    }

    /// The most specific table row that holds the address (or the IPv4 address it carries).
    /// `None` for ordinary global unicast.
    #[must_use]
    pub fn block(&self) -> Option<&'static Block> {
        self.block
    }

    /// The IPv4 address that decided, and how the IPv6 address carries it.
    #[must_use]
    pub fn carried(&self) -> Option<(Carrier, Ipv4Addr)> {
        self.carried
    }

    fn of_ipv4(address: Ipv4Addr) -> Self {
        Self { block: index::ipv4(address), carried: None }
    }

    /// The class of an IPv6 address that carries `address` as `carrier` says.
    pub(crate) fn of_carried(carrier: Carrier, address: Ipv4Addr) -> Self {
        Self { carried: Some((carrier, address)), ..Self::of_ipv4(address) }
    }

    fn of_ipv6(address: Ipv6Addr) -> Self {
        match carried_ipv4(address) {
            // The outer prefix of these two says nothing: the IPv4 address is the destination.
            Some((carrier @ (Carrier::Mapped | Carrier::Nat64), inner)) => {
                Self::of_carried(carrier, inner)
            }
            // An ISATAP host stands inside its site's prefix: both must be public.
            Some((Carrier::Isatap, inner)) => {
                let outer = Self::of_plain_ipv6(address);
                if outer.is_public() { Self::of_carried(Carrier::Isatap, inner) } else { outer }
            }
            // Where a relay decides, the outer row is never public.
            Some(_) | None => Self::of_plain_ipv6(address),
        }
    }

    /// The class of `address` itself, whatever it carries.
    pub(crate) fn of_plain(address: IpAddr) -> Self {
        match address {
            IpAddr::V4(address) => Self::of_ipv4(address),
            IpAddr::V6(address) => Self::of_plain_ipv6(address),
        }
    }

    fn of_plain_ipv6(address: Ipv6Addr) -> Self {
        Self { block: index::ipv6(address), carried: None }
    }
}

impl fmt::Display for AddressClass {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if let Some((carrier, address)) = self.carried {
            write!(f, "{carrier} {address}: ")?;
        }
        match self.block {
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
    #[must_use]
    pub fn network(&self) -> IpNet {
        self.network
    }

    /// What the row's addresses are for.
    #[must_use]
    pub fn kind(&self) -> AddressKind {
        self.kind
    }

    /// The registry's name for the row, or the providers whose service stands there.
    #[must_use]
    pub fn name(&self) -> &'static str {
        self.name
    }

    /// The document that makes the row: an RFC, or the provider's own documentation.
    #[must_use]
    pub fn source(&self) -> &'static str {
        self.source
    }

    /// The registry's column *Globally Reachable*. False where it reads `N/A`, and for rows that
    /// are terminated or that no registry holds.
    #[must_use]
    pub fn is_public(&self) -> bool {
        self.public
    }

    /// Every row that [`classify`] knows, those of IPv4 first, each table in its own order.
    pub fn all() -> impl Iterator<Item = &'static Self> {
        TABLES.into_iter().flatten()
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

/// The tables in the order of their documentation: IPv4, then IPv6.
static TABLES: [&[Block]; 6] = [
    ipv4::REGISTRY,
    ipv4::ADDITIONS,
    metadata::IPV4,
    ipv6::REGISTRY,
    ipv6::ADDITIONS,
    metadata::IPV6,
];

macro_rules! address_kinds {
    ($( $kind:ident $id:literal $meaning:literal; )*) => {
        /// What an address is for. Several rows of the tables can share a kind.
        #[non_exhaustive]
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
        pub enum AddressKind {
            $( #[doc = concat!("`", $id, "`: ", $meaning, ".")] $kind, )*
        }

        impl AddressKind {
            /// Every kind.
            pub const ALL: &[Self] = &[$( Self::$kind ),*];

            /// A stable kebab-case identifier.
            #[must_use]
            pub fn id(self) -> &'static str {
                match self { $( Self::$kind => $id, )* }
            }

            /// What addresses of this kind are for, as a phrase in lower case.
            #[must_use]
            pub fn meaning(self) -> &'static str {
                match self { $( Self::$kind => $meaning, )* }
            }
        }
    };
}

address_kinds! {
    Global                 "global"                   "global unicast";
    ThisNetwork            "this-network"             "this host on this network";
    PrivateUse             "private-use"              "private use";
    SharedAddressSpace     "shared-address-space"     "address space shared by carriers behind NAT";
    Loopback               "loopback"                 "loopback";
    Unspecified            "unspecified"              "the unspecified address";
    LinkLocal              "link-local"               "link-local";
    UniqueLocal            "unique-local"             "unique local";
    SiteLocal              "site-local"               "site-local, deprecated";
    ProtocolAssignments    "protocol-assignments"     "IETF protocol assignments";
    Documentation          "documentation"            "documentation";
    Benchmarking           "benchmarking"             "benchmarking";
    Multicast              "multicast"                "multicast";
    Broadcast              "broadcast"                "limited broadcast";
    Reserved               "reserved"                 "reserved for future use";
    RelayAnycast           "relay-anycast"            "anycast address of 6to4 and 6a44 relays";
    DiscardOnly            "discard-only"             "discarded on arrival";
    DummyPrefix            "dummy-prefix"             "dummy prefix";
    Ipv4Mapped             "ipv4-mapped"              "IPv4-mapped";
    Ipv4Compatible         "ipv4-compatible"          "IPv4-compatible, deprecated";
    Ipv4Translated         "ipv4-translated"          "IPv4-translated";
    LocalNat64             "local-nat64"              "NAT64 of a local network";
    Teredo                 "teredo"                   "Teredo tunnel: a relay decides where it comes out";
    SixToFour              "6to4"                     "6to4 tunnel: a relay decides where it comes out";
    SixBone                "6bone"                    "6bone, returned to IANA";
    Orchid                 "orchid"                   "overlay identifiers, deprecated";
    SegmentRouting         "segment-routing"          "segment routing identifiers";
    CloudMetadata          "cloud-metadata"           "the metadata service";
}

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
