//! What an address is for: the row of the tables that decides, and the IPv4 address inside, if any.

use core::fmt;
use core::net::{IpAddr, Ipv4Addr, Ipv6Addr};
use core::ptr;

use crate::address::block::{Block, GLOBAL_UNICAST};
use crate::address::carrier::{Carrier, carried_ipv4, is_isatap};
use crate::address::index;
use crate::address::kind::AddressKind;

/// Says what `address` is for, by the most specific row that holds it.
///
/// The rows come from the IANA [IPv4] and [IPv6] Special-Purpose Address Registries, as they were
/// on [`REGISTRY_DATE`](crate::address::REGISTRY_DATE), multicast ([RFC 5771], [RFC 4291] §2.7), IPv6
/// space that IANA has not opened to global unicast, and the metadata services of cloud providers.
/// Some of these services have addresses that are otherwise public (`168.63.129.16`).
///
/// An IPv6 address is judged by the IPv4 address embedded in it where packets to the one reach the
/// other: IPv4-mapped `::ffff:0:0/96`, NAT64 `64:ff9b::/96`, and ISATAP interface identifiers below
/// a public prefix.
///
/// Every address has a class; nothing fails.
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

/// Whether `address` is globally reachable: the short form of
/// [`classify`]`(address).`[`is_public`](AddressClass::is_public)`()`.
///
/// ```
/// use live_record_notify::address::is_public;
///
/// for (public, not_public) in [
///     ("9.255.255.255", "10.0.0.0"), // 10.0.0.0/8, RFC 1918
///     ("11.0.0.0", "10.255.255.255"),
///     ("100.63.255.255", "100.64.0.0"), // 100.64.0.0/10, RFC 6598
///     ("100.128.0.0", "100.127.255.255"),
///     ("126.255.255.255", "127.0.0.0"), // 127.0.0.0/8, RFC 1122
///     ("128.0.0.0", "127.255.255.255"),
///     ("169.253.255.255", "169.254.0.0"), // 169.254.0.0/16, RFC 3927
///     ("169.255.0.0", "169.254.255.255"),
///     ("172.15.255.255", "172.16.0.0"), // 172.16.0.0/12, RFC 1918
///     ("172.32.0.0", "172.31.255.255"),
///     ("192.167.255.255", "192.168.0.0"), // 192.168.0.0/16, RFC 1918
///     ("192.169.0.0", "192.168.255.255"),
///     ("168.63.129.15", "168.63.129.16"), // the host agent of Azure
///     ("168.63.129.17", "168.63.129.16"),
///     ("223.255.255.255", "224.0.0.0"), // 224.0.0.0/4, RFC 5771, and 240.0.0.0/4, RFC 1112
///     ("2000::", "1fff:ffff::"), // global unicast is 2000::/3 alone, RFC 4291
///     ("2001:db7::", "2001:db8::"), // 2001:db8::/32, RFC 3849
///     ("::ffff:9.255.255.255", "::ffff:10.0.0.0"), // IPv4-mapped, RFC 4291
/// ] {
///     assert!(is_public(public.parse()?), "{public}");
///     assert!(!is_public(not_public.parse()?), "{not_public}");
/// }
/// # Ok::<(), core::net::AddrParseError>(())
/// ```
#[must_use]
#[inline]
pub fn is_public(address: IpAddr) -> bool {
    classify(address).is_public()
}

/// What an address is for. Made by [`classify`].
///
/// `Display` gives the meaning, the source and the network of the row that decides, and before them
/// the embedded IPv4 address where that one decides.
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
    /// The embedded IPv4 address, where `block` is the row of that address.
    carried: Option<(Carrier, Ipv4Addr)>,
}

impl AddressClass {
    /// Whether the address is globally reachable: no row holds it, or the row that decides is
    /// [`Global`](AddressKind::Global). [`is_public`] shows addresses on both sides of many edges.
    ///
    /// ```
    /// use live_record_notify::address::classify;
    ///
    /// assert!(!classify("172.31.255.255".parse()?).is_public());
    /// assert!(classify("172.32.0.0".parse()?).is_public());
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

    /// The most specific row that holds the address, or the embedded IPv4 address where that one
    /// decides. `None` where no row does: ordinary global unicast.
    ///
    /// ```
    /// use live_record_notify::address::classify;
    ///
    /// let class = classify("10.0.0.1".parse()?);
    /// assert_eq!(class.block().map(|block| block.source_text()), Some("RFC 1918"));
    /// assert_eq!(classify("8.8.8.8".parse()?).block(), None);
    /// # Ok::<(), core::net::AddrParseError>(())
    /// ```
    #[must_use]
    pub fn block(&self) -> Option<&'static Block> {
        (!ptr::eq(self.block, &raw const GLOBAL_UNICAST)).then_some(self.block)
    }

    /// The embedded IPv4 address, where that one decides, and how the address carries it.
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

    /// The class of an IPv6 address, by the embedded IPv4 address where that one decides.
    ///
    /// The address comes as bits, which are passed in registers. Inlining would make the code for
    /// IPv4 in [`classify`] slower.
    #[inline(never)]
    fn of_ipv6(bits: u128) -> Self {
        let block = index::ipv6(bits);
        // The IPv4 address can decide in three forms: ISATAP, and mapped and NAT64 addresses, whose
        // first octet is zero.
        if bits >> 120 == 0 || is_isatap(Ipv6Addr::from_bits(bits)) {
            return Self::of_carrying(block, bits);
        }
        Self { block, carried: None }
    }

    /// [`of_ipv6`](Self::of_ipv6) for an address that may carry an IPv4 address. `own` is the row of the
    /// IPv6 address.
    ///
    /// `Policy::judge_ipv6` lets the same carriers decide, under a policy: change both.
    #[cold]
    fn of_carrying(own: &'static Block, bits: u128) -> Self {
        match carried_ipv4(Ipv6Addr::from_bits(bits)) {
            // An address that is not public stays so whatever it carries. A mapped address is the
            // exception, as it is never sent as IPv6.
            Some((carrier @ (Carrier::Mapped | Carrier::Nat64 | Carrier::Isatap), inner))
                if own.is_public() || own.kind == AddressKind::Ipv4Mapped =>
            {
                Self::of_carried(carrier, inner)
            }
            _ => Self { block: own, carried: None },
        }
    }

    /// The class of `address` by its own row, whatever IPv4 address it carries.
    #[inline]
    pub(crate) fn of_own_row(address: Ipv6Addr) -> Self {
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
