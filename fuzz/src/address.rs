//! Addresses that lie where something can go wrong.

use std::net::{IpAddr, Ipv4Addr, Ipv6Addr};
use std::sync::LazyLock;

use arbitrary::{Arbitrary, Result, Unstructured};
use test_support::laws::address::{edges, forms, ipv4_edges};

/// Where translators stand: public space, the block for local ones, around metadata services.
pub const NAT64_BASES: [&str; 3] = ["2600:64::", "64:ff9b:1::", "fd00:ec2::"];

// Made once: an execution is short.
static EDGES: LazyLock<Vec<IpAddr>> = LazyLock::new(|| edges().collect());
static IPV4_EDGES: LazyLock<Vec<Ipv4Addr>> = LazyLock::new(|| ipv4_edges().collect());

/// Any address: free, at the edge of a row, behind a translator, and one of IPv4 in any form that
/// carries it.
#[derive(Clone, Copy, Debug)]
pub struct AnyAddress(pub IpAddr);

impl<'a> Arbitrary<'a> for AnyAddress {
    fn arbitrary(u: &mut Unstructured<'a>) -> Result<Self> {
        let address = match u8::arbitrary(u)? % 5 {
            0 => IpAddr::V4(Ipv4Addr::from_bits(u.arbitrary()?)),
            1 => IpAddr::V6(Ipv6Addr::from_bits(u.arbitrary()?)),
            2 => *u.choose(&EDGES)?,
            3 => {
                let base: Ipv6Addr = u.choose(&NAT64_BASES)?.parse().unwrap();
                let after = u128::arbitrary(u)? >> (8 * u.int_in_range(4..=12)?);
                IpAddr::V6(Ipv6Addr::from_bits(base.to_bits() | after))
            }
            _ => {
                // A 6to4 site that goes on by ISATAP.
                let [relay, host] = [*u.choose(&IPV4_EDGES)?, *u.choose(&IPV4_EDGES)?];
                let [relay, host] = [relay, host].map(|v4| u128::from(v4.to_bits()));
                IpAddr::V6(Ipv6Addr::from_bits(0x2002 << 112 | relay << 80 | 0x5efe << 32 | host))
            }
        };
        let IpAddr::V4(v4) = address else { return Ok(Self(address)) };
        let form = usize::from(u8::arbitrary(u)?);
        Ok(Self(forms(v4).nth(form).map_or(address, IpAddr::V6)))
    }
}
