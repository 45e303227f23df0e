//! IPv6 addresses with an IPv4 address embedded in them, which they are said to carry.

use core::fmt;
use core::net::{Ipv4Addr, Ipv6Addr};

/// How an IPv6 address carries an IPv4 address, which is embedded in it.
///
/// ```
/// use live_record_notify::address::{classify, Carrier};
///
/// let (carrier, inside) = classify("2600::5efe:7f00:1".parse()?).carried().unwrap();
/// assert_eq!(carrier, Carrier::Isatap);
/// assert_eq!(format!("{carrier} {inside}"), "ISATAP of 127.0.0.1");
/// # Ok::<(), core::net::AddrParseError>(())
/// ```
#[non_exhaustive]
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Carrier {
    /// `::ffff:0:0/96`: the operating system dials the IPv4 address ([RFC 4291] §2.5.5.2).
    ///
    /// [RFC 4291]: https://www.rfc-editor.org/rfc/rfc4291#section-2.5.5.2
    Mapped,
    /// `64:ff9b::/96`, or a prefix that the caller's policy names: the network's translator dials
    /// the IPv4 address ([RFC 6052] §2).
    ///
    /// [RFC 6052]: https://www.rfc-editor.org/rfc/rfc6052#section-2
    Nat64,
    /// Interface identifier `0000:5efe` or `0200:5efe` before the IPv4 address: the packet goes to
    /// that address inside IPv4 ([RFC 5214] §6.1).
    ///
    /// [RFC 5214]: https://www.rfc-editor.org/rfc/rfc5214#section-6.1
    Isatap,
    /// `::/96`, deprecated ([RFC 4291] §2.5.5.1).
    ///
    /// [RFC 4291]: https://www.rfc-editor.org/rfc/rfc4291#section-2.5.5.1
    Compatible,
    /// `::ffff:0:0:0/96` ([RFC 2765] §2.1).
    ///
    /// [RFC 2765]: https://www.rfc-editor.org/rfc/rfc2765#section-2.1
    Translated,
    /// `64:ff9b:1::/48`, the translation prefix of a local network ([RFC 8215]). The prefixes that
    /// its operator makes of it may be longer. The IPv4 address is taken from the last 32 bits,
    /// where a /96 puts it; a policy that does not name the prefix looks at the places of all
    /// other lengths, too, for what it denies and for metadata services.
    ///
    /// [RFC 8215]: https://www.rfc-editor.org/rfc/rfc8215
    LocalNat64,
    /// `2002::/16`, the 32 bits after it ([RFC 3056] §2).
    ///
    /// [RFC 3056]: https://www.rfc-editor.org/rfc/rfc3056#section-2
    SixToFour,
    /// `2001::/32`, the client's address in the last 32 bits, inverted ([RFC 4380] §4).
    ///
    /// [RFC 4380]: https://www.rfc-editor.org/rfc/rfc4380#section-4
    Teredo,
}

impl fmt::Display for Carrier {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Mapped => "IPv4-mapped",
            Self::Nat64 => "NAT64 of",
            Self::Isatap => "ISATAP of",
            Self::Compatible => "IPv4-compatible",
            Self::Translated => "IPv4-translated",
            Self::LocalNat64 => "local NAT64 of",
            Self::SixToFour => "6to4 of",
            Self::Teredo => "Teredo of",
        })
    }
}

/// The IPv4 address that `address` carries, and how.
#[inline]
#[allow(clippy::many_single_char_names, reason = "segments in their order")]
pub(crate) fn carried_ipv4(address: Ipv6Addr) -> Option<(Carrier, Ipv4Addr)> {
    let [a, b, c, d, e, f, g, h] = address.segments();
    match (a, b, [c, d, e, f]) {
        (0, 0, [0, 0, 0, 0xffff]) => Some((Carrier::Mapped, join(g, h))),
        (0, 0, [0, 0, 0, 0]) => Some((Carrier::Compatible, join(g, h))),
        (0, 0, [0, 0, 0xffff, 0]) => Some((Carrier::Translated, join(g, h))),
        (0x64, 0xff9b, [0, 0, 0, 0]) => Some((Carrier::Nat64, join(g, h))),
        (0x64, 0xff9b, [1, ..]) => Some((Carrier::LocalNat64, join(g, h))),
        (0x2002, ..) => Some((Carrier::SixToFour, join(b, c))),
        (0x2001, 0, _) => Some((Carrier::Teredo, join(!g, !h))),
        _ => isatap_ipv4(address).map(|inner| (Carrier::Isatap, inner)),
    }
}

/// The IPv4 address in an ISATAP interface identifier, whatever the prefix.
pub(crate) fn isatap_ipv4(address: Ipv6Addr) -> Option<Ipv4Addr> {
    let [.., high, low] = address.segments();
    is_isatap(address).then(|| join(high, low))
}

/// Whether the interface identifier of `address` is one of ISATAP.
#[inline]
pub(super) fn is_isatap(address: Ipv6Addr) -> bool {
    matches!(address.segments(), [_, _, _, _, 0x0000 | 0x0200, 0x5efe, _, _])
}

/// Every IPv4 address that a translator may find in `address`, which is in `64:ff9b:1::/48`: one
/// for each length of the prefix that [RFC 6052] §2.2 allows.
///
/// [RFC 6052]: https://www.rfc-editor.org/rfc/rfc6052#section-2.2
pub(crate) fn local_nat64_ipv4(address: Ipv6Addr) -> [Ipv4Addr; 4] {
    [LOCAL_NAT64_LENGTH, 56, 64, 96].map(|prefix_length| nat64_ipv4(prefix_length, address))
}

/// The length of `64:ff9b:1::/48`, of which a local network makes its own prefix ([RFC 8215]).
///
/// [RFC 8215]: https://www.rfc-editor.org/rfc/rfc8215
pub(crate) const LOCAL_NAT64_LENGTH: u8 = 48;

/// The IPv4 address that follows the prefix of a NAT64 translator in `address`, by [RFC 6052] §2.2.
/// `prefix_length` is one that it allows: 32, 40, 48, 56, 64 or 96.
///
/// Bits 64 to 71 should be zero and are skipped whatever they are: a translator either does the
/// same or drops the packet.
///
/// [RFC 6052]: https://www.rfc-editor.org/rfc/rfc6052#section-2.2
#[allow(clippy::many_single_char_names, reason = "octets in their order")]
pub(crate) fn nat64_ipv4(prefix_length: u8, address: Ipv6Addr) -> Ipv4Addr {
    // The octets 4 to 7 and 9 to 12, one after the other, and the last four.
    let [_, _, _, _, a, b, c, d, _, e, f, g, h, ..] = address.octets();
    let [.., last_a, last_b, last_c, last_d] = address.octets();
    let [.., a, b, c, d] = match 64_u8.checked_sub(prefix_length) {
        Some(bits_after) => {
            (u64::from_be_bytes([a, b, c, d, e, f, g, h]) >> bits_after).to_be_bytes()
        }
        None => [0, 0, 0, 0, last_a, last_b, last_c, last_d],
    };
    Ipv4Addr::new(a, b, c, d)
}

fn join(high: u16, low: u16) -> Ipv4Addr {
    let ([a, b], [c, d]) = (high.to_be_bytes(), low.to_be_bytes());
    Ipv4Addr::new(a, b, c, d)
}
