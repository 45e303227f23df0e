//! Laws of the address tables.

use std::net::{IpAddr, Ipv4Addr, Ipv6Addr};

use ipnet::IpNet;
use live_record_notify::address::{AddressKind, Block, Carrier, classify, is_public};

/// The longest row of the tables that holds `address`, by looking at all of them.
pub fn longest_row(address: IpAddr) -> Option<&'static Block> {
    Block::all()
        .filter(|block| block.network().contains(&address))
        .max_by_key(|block| block.network().prefix_len())
}

/// The look-up finds the longest row, and what an IPv6 address carries is judged as what it is.
#[track_caller]
pub fn class_is_that_of_the_longest_row(address: IpAddr) {
    let class = classify(address);
    let plain = longest_row(address);
    let Some((carrier, inner)) = class.carried() else {
        assert_eq!(class.block(), plain, "{address}");
        assert_eq!(class.kind(), plain.map_or(AddressKind::Global, Block::kind), "{address}");
        assert_eq!(class.is_public(), plain.is_none_or(Block::is_public), "{address}");
        assert_eq!(is_public(address), class.is_public());
        return;
    };
    assert_eq!(class.block(), longest_row(inner.into()), "{address} carries {inner}");
    assert_eq!(class.is_public(), is_public(inner.into()), "{address} carries {inner}");
    let IpAddr::V6(address) = address else { panic!("{address} carries {inner}") };
    match carrier {
        Carrier::Mapped => assert_eq!(address, inner.to_ipv6_mapped()),
        Carrier::Nat64 => assert_eq!(address, embed("64:ff9b::", inner)),
        Carrier::Isatap => {
            assert!(plain.is_none_or(Block::is_public), "{address}");
            let [.., id, fe, _, _] = address.segments();
            assert!(matches!((id, fe), (0 | 0x200, 0x5efe)), "{address}");
        }
        carrier => panic!("{address} is judged by what a relay may make of it: {carrier}"),
    }
}

/// An IPv4 address is judged alike in every form that leads to it, and is never public in a form
/// where a relay decides.
#[track_caller]
pub fn forms_of_one_address_are_judged_alike(address: Ipv4Addr) {
    let plain = classify(address.into());
    let forms = forms(address);
    let (direct, relayed) = forms.split_at(4);
    for &form in direct {
        let class = classify(form.into());
        assert_eq!(class.block(), plain.block(), "{form}");
        assert_eq!(class.carried().map(|(_, inner)| inner), Some(address), "{form}");
    }
    for &form in relayed {
        assert!(!is_public(form.into()), "{form}");
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
pub fn forms(address: Ipv4Addr) -> [Ipv6Addr; 9] {
    let [a, b, c, d] = address.octets().map(u16::from);
    [
        address.to_ipv6_mapped(),
        embed("64:ff9b::", address),
        embed("2600::5efe:0:0", address),
        embed("2600::200:5efe:0:0", address),
        embed("::", address),
        embed("::ffff:0:0:0", address),
        embed("64:ff9b:1::", address),
        embed("2001::", Ipv4Addr::from_bits(!address.to_bits())),
        Ipv6Addr::new(0x2002, a << 8 | b, c << 8 | d, 0, 0, 0, 0, 1),
    ]
}

/// `address` in the last 32 bits of `prefix`.
fn embed(prefix: &str, address: Ipv4Addr) -> Ipv6Addr {
    let prefix: Ipv6Addr = prefix.parse().unwrap();
    Ipv6Addr::from_bits(prefix.to_bits() | u128::from(address.to_bits()))
}

/// The first and last address of every row, and their neighbours outside.
pub fn edges() -> impl Iterator<Item = IpAddr> {
    Block::all().flat_map(|block| match block.network() {
        IpNet::V4(network) => {
            let [first, last] = [network.network(), network.broadcast()].map(Ipv4Addr::to_bits);
            let edges = [first.wrapping_sub(1), first, last, last.wrapping_add(1)];
            edges.map(|bits| IpAddr::V4(Ipv4Addr::from_bits(bits)))
        }
        IpNet::V6(network) => {
            let [first, last] = [network.network(), network.broadcast()].map(Ipv6Addr::to_bits);
            let edges = [first.wrapping_sub(1), first, last, last.wrapping_add(1)];
            edges.map(|bits| IpAddr::V6(Ipv6Addr::from_bits(bits)))
        }
    })
}
