//! What an address is for, by the tables and by what it carries.

use core::fmt;
use core::net::{IpAddr, Ipv4Addr, Ipv6Addr};
use core::ptr;

use crate::address::block::{Block, GLOBAL_UNICAST};
use crate::address::carrier::{Carrier, carried_ipv4, is_isatap};
use crate::address::index;
use crate::address::kind::AddressKind;

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
    /// [`GLOBAL_UNICAST`] where no row holds the address.
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
        self.block.is_public()
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
        (!ptr::eq(self.block, &raw const GLOBAL_UNICAST)).then_some(self.block)
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
                if own.is_public() || own.kind == AddressKind::Ipv4Mapped =>
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
