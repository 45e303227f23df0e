//! Laws of the address tables.

use std::net::{IpAddr, Ipv4Addr, Ipv6Addr};

use ipnet::Ipv6Net;
use live_record_notify::address::{AddressKind, Block, Carrier, classify, is_public};

/// The longest row of the tables that holds `address`, by looking at all of them.
pub fn longest_row(address: IpAddr) -> Option<&'static Block> {
    Block::all()
        .filter(|block| block.network().contains(&address))
        .max_by_key(|block| block.network().prefix_len())
}

/// The look-up finds the longest row: that of the address, or of the IPv4 address that it is
/// dialled as.
#[track_caller]
pub fn class_is_that_of_the_longest_row(address: IpAddr) {
    let class = classify(address);
    let carried = carried(address);
    assert_eq!(class.carried(), carried, "{address}");
    let row = longest_row(carried.map_or(address, |(_, inner)| inner.into()));
    assert_eq!(class.block(), row, "{address}");
    assert_eq!(class.kind(), row.map_or(AddressKind::Global, Block::kind), "{address}");
    assert_eq!(class.is_public(), row.is_none_or(Block::is_public), "{address}");
    assert_eq!(is_public(address), class.is_public(), "{address}");
}

/// The IPv4 address that `address` is dialled as, by its bits alone.
fn carried(address: IpAddr) -> Option<(Carrier, Ipv4Addr)> {
    let IpAddr::V6(v6) = address else { return None };
    let carrier = match v6.segments() {
        [0, 0, 0, 0, 0, 0xffff, ..] => Carrier::Mapped,
        [0x64, 0xff9b, 0, 0, 0, 0, ..] => Carrier::Nat64,
        // Inside a site that is not public, the site decides.
        [.., 0 | 0x200, 0x5efe, _, _] if longest_row(address).is_none_or(Block::is_public) => {
            Carrier::Isatap
        }
        _ => return None,
    };
    let [.., high, low] = v6.segments();
    Some((carrier, Ipv4Addr::from_bits(u32::from(high) << 16 | u32::from(low))))
}

/// An IPv4 address is judged alike in every form that is dialled as it, and is never public in a
/// form where a relay decides.
#[track_caller]
pub fn forms_of_one_address_are_judged_alike(address: Ipv4Addr) {
    let plain = classify(address.into());
    for (carrier, form) in dialled_forms(address) {
        let class = classify(form.into());
        assert_eq!(class.block(), plain.block(), "{form}");
        assert_eq!(class.carried(), Some((carrier, address)), "{form}");
    }
    for form in relayed_forms(address) {
        let class = classify(form.into());
        assert_eq!(class.carried(), None, "{form}");
        assert!(!class.is_public(), "{form}");
    }
}

/// What the standard library calls loopback, private and so on is not public here.
#[track_caller]
pub fn std_predicates_imply_not_public(address: IpAddr) {
    let is_special = match address {
        IpAddr::V4(v4) => {
            v4.is_unspecified()
                || v4.is_loopback()
                || v4.is_private()
                || v4.is_link_local()
                || v4.is_multicast()
                || v4.is_broadcast()
                || v4.is_documentation()
        }
        IpAddr::V6(v6) => {
            v6.is_unspecified()
                || v6.is_loopback()
                || v6.is_multicast()
                || v6.is_unique_local()
                || v6.is_unicast_link_local()
        }
    };
    assert!(!(is_special && is_public(address)), "{address}");
}

/// Every form that carries `address`.
pub fn forms(address: Ipv4Addr) -> impl Iterator<Item = Ipv6Addr> {
    dialled_forms(address).into_iter().map(|(_, form)| form).chain(relayed_forms(address))
}

/// The forms that are dialled as `address`.
pub fn dialled_forms(address: Ipv4Addr) -> [(Carrier, Ipv6Addr); 4] {
    [
        (Carrier::Mapped, address.to_ipv6_mapped()),
        (Carrier::Nat64, embedded("64:ff9b::", address)),
        (Carrier::Isatap, embedded("2600::5efe:0:0", address)),
        (Carrier::Isatap, embedded("2600::200:5efe:0:0", address)),
    ]
}

/// The forms that come out where a relay decides.
pub fn relayed_forms(address: Ipv4Addr) -> [Ipv6Addr; 5] {
    let [a, b, c, d] = address.octets().map(u16::from);
    [
        embedded("::", address),
        embedded("::ffff:0:0:0", address),
        embedded("64:ff9b:1::", address),
        embedded("2001:0:1234:5678::", Ipv4Addr::from_bits(!address.to_bits())),
        Ipv6Addr::new(0x2002, a << 8 | b, c << 8 | d, 0, 0, 0, 0, 1),
    ]
}

/// `address` in the last 32 bits of `prefix`.
pub fn embedded(prefix: &str, address: Ipv4Addr) -> Ipv6Addr {
    let prefix: Ipv6Addr = prefix.parse().unwrap();
    Ipv6Addr::from_bits(prefix.to_bits() | u128::from(address.to_bits()))
}

/// `address` where a translator with `prefix` puts it: after the prefix, bits 64 to 71 left out (RFC
/// 6052 §2.2).
pub fn translated(prefix: Ipv6Net, address: Ipv4Addr) -> Ipv6Addr {
    let mut octets = prefix.addr().octets();
    let places = (usize::from(prefix.prefix_len()) / 8..).filter(|&place| place != 8);
    for (place, octet) in places.zip(address.octets()) {
        octets[place] = octet;
    }
    octets.into()
}

/// The first and the last address of every row, and both neighbours of each.
pub fn edges() -> impl Iterator<Item = IpAddr> {
    let networks = Block::all().map(Block::network);
    let ends = networks.flat_map(|network| [network.network(), network.broadcast()]);
    ends.flat_map(|end| [-1_i8, 0, 1].map(|step| stepped(end, step)))
}

fn stepped(address: IpAddr, step: i8) -> IpAddr {
    match address {
        IpAddr::V4(v4) => Ipv4Addr::from_bits(v4.to_bits().wrapping_add_signed(step.into())).into(),
        IpAddr::V6(v6) => Ipv6Addr::from_bits(v6.to_bits().wrapping_add_signed(step.into())).into(),
    }
}

/// Those of IPv4 among the [`edges`].
pub fn ipv4_edges() -> impl Iterator<Item = Ipv4Addr> {
    edges().filter_map(|edge| match edge {
        IpAddr::V4(edge) => Some(edge),
        IpAddr::V6(_) => None,
    })
}
