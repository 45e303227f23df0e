//! Policies, and a second opinion on what they let through.

use std::net::{IpAddr, Ipv4Addr, Ipv6Addr};

use arbitrary::{Arbitrary, Result, Unstructured};
use ipnet::{IpNet, Ipv6Net};
use live_record_notify::address::{AddressKind, Block};
use live_record_notify::{NameRow, Policy};
use test_support::laws::address::longest_row;

use crate::address::{AnyAddress, NAT64_BASES};

/// One call of a method of [`Policy`].
#[derive(Clone, Debug, Arbitrary)]
pub enum Rule {
    AllowNetwork(Network),
    DenyNetwork(Network),
    AllowHost(Pattern),
    DenyHost(Pattern),
    Nat64Prefix(Nat64Prefix),
    AllowPorts([u16; 2]),
    RequireHttps,
    RefuseIpLiterals,
    AllowUserInfo,
    MaxLength(u16),
}

impl Rule {
    /// Whether the rule lets more through than was let through before.
    pub fn widens(&self) -> bool {
        matches!(self, Self::AllowNetwork(_) | Self::AllowHost(_) | Self::AllowUserInfo)
    }

    /// Whether the rule refuses more than was refused before.
    pub fn narrows(&self) -> bool {
        matches!(
            self,
            Self::DenyNetwork(_) | Self::DenyHost(_) | Self::RequireHttps | Self::RefuseIpLiterals
        )
    }

    /// `policy` with the rule. A rule that is none leaves the policy as it is.
    pub fn add_to(&self, policy: &Policy) -> Policy {
        let policy = policy.clone();
        match self {
            Self::AllowNetwork(Network(network)) => policy.allow_network(*network).unwrap(),
            Self::DenyNetwork(Network(network)) => policy.deny_network(*network).unwrap(),
            Self::AllowHost(Pattern(pattern)) => policy.allow_host(pattern).unwrap(),
            Self::DenyHost(Pattern(pattern)) => policy.deny_host(pattern).unwrap(),
            Self::Nat64Prefix(Nat64Prefix(prefix)) => policy.nat64_prefix(*prefix).unwrap(),
            Self::AllowPorts(ports) => {
                policy.allow_ports(ports.iter().map(|port| (*port).max(1))).unwrap()
            }
            Self::RequireHttps => policy.require_https(),
            Self::RefuseIpLiterals => policy.refuse_ip_literals(),
            Self::AllowUserInfo => policy.allow_user_info(),
            Self::MaxLength(bytes) => policy.max_length(usize::from(*bytes).max(1)).unwrap(),
        }
    }
}

/// The default policy with `rules`.
pub fn policy(rules: &[Rule]) -> Policy {
    rules.iter().fold(Policy::default(), |policy, rule| rule.add_to(&policy))
}

/// A network without host bits.
#[derive(Clone, Copy, Debug)]
pub struct Network(pub IpNet);

impl<'a> Arbitrary<'a> for Network {
    fn arbitrary(u: &mut Unstructured<'a>) -> Result<Self> {
        let AnyAddress(address) = u.arbitrary()?;
        let longest = if address.is_ipv4() { 32 } else { 128 };
        let length = u.int_in_range(0..=longest)?;
        Ok(Self(IpNet::new_assert(address, length).trunc()))
    }
}

/// A network around one of the addresses that a packet passes.
#[derive(Clone, Copy, Debug, Arbitrary)]
pub struct Around {
    denies: bool,
    way: u8,
    length: u8,
}

impl Around {
    /// The rule for a packet to `address`, which so far is let through by `rules`.
    pub fn rule(self, rules: &[Rule], address: IpAddr) -> Rule {
        let ways: Vec<_> = Ways::to(rules, address).all(address).collect();
        let way = IpNet::from(ways[usize::from(self.way) % ways.len()]);
        let network =
            IpNet::new_assert(way.addr(), self.length % (way.max_prefix_len() + 1)).trunc();
        if self.denies {
            Rule::DenyNetwork(Network(network))
        } else {
            Rule::AllowNetwork(Network(network))
        }
    }
}

/// A host pattern: the name of a row or another, alone or with all below.
#[derive(Clone, Debug)]
pub struct Pattern(pub String);

impl<'a> Arbitrary<'a> for Pattern {
    fn arbitrary(u: &mut Unstructured<'a>) -> Result<Self> {
        let others =
            ["com", "example.com", "a.example.com", "intranet", "b.corp", "10-0-0-1.nip.io"];
        let names: Vec<_> = NameRow::all().map(NameRow::name).chain(others).collect();
        let name = *u.choose(&names)?;
        Ok(Self(if u.arbitrary()? { format!(".{name}") } else { name.to_owned() }))
    }
}

/// A prefix that a translator can have.
#[derive(Clone, Copy, Debug)]
pub struct Nat64Prefix(pub Ipv6Net);

impl<'a> Arbitrary<'a> for Nat64Prefix {
    fn arbitrary(u: &mut Unstructured<'a>) -> Result<Self> {
        let base: Ipv6Addr = u.choose(&NAT64_BASES)?.parse().unwrap();
        let length = *u.choose(&[32, 40, 48, 56, 64, 96])?;
        Ok(Self(Ipv6Net::new_assert(base, length).trunc()))
    }
}

/// Whether `rules` let a request through to `address`, by the words of [`Policy`]'s page.
pub fn lets_through(rules: &[Rule], address: IpAddr) -> bool {
    let ways = Ways::to(rules, address);
    let denied = ways.all(address).any(|way| {
        rules.iter().any(
            |rule| matches!(rule, Rule::DenyNetwork(Network(network)) if contains(network, way)),
        )
    });
    let Ways { dialled, inside, passed, beyond } = ways;
    let locked = if passed.into_iter().any(is_metadata) {
        !allows(rules, dialled, true)
    } else {
        beyond.is_some_and(|host| is_metadata(host) && !allows(rules, host, true))
    };
    let open = [dialled].into_iter().chain(inside).all(|way| {
        let public = longest_row(way).is_none_or(Block::is_public);
        let metadata = is_metadata(way);
        !metadata && public || allows(rules, way, metadata)
    });
    !denied && !locked && open
}

fn is_metadata(address: IpAddr) -> bool {
    longest_row(address).map(Block::kind) == Some(AddressKind::CloudMetadata)
}

fn allows(rules: &[Rule], address: IpAddr, alone: bool) -> bool {
    rules.iter().any(|rule| {
        matches!(rule, Rule::AllowNetwork(Network(network))
            if contains(network, address)
                && (!alone || network.prefix_len() == network.max_prefix_len()))
    })
}

/// An entry inside `::ffff:0:0/96` means the IPv4 addresses.
fn contains(network: &IpNet, address: IpAddr) -> bool {
    network.contains(&address)
        || matches!((network, address), (IpNet::V6(v6), IpAddr::V4(v4))
            if v6.prefix_len() >= 96 && v6.contains(&v4.to_ipv6_mapped()))
}

/// Where a packet to an address goes.
struct Ways {
    dialled: IpAddr,
    /// The host inside an ISATAP site, which has to be reachable too.
    inside: Option<IpAddr>,
    /// Where a relay or a translator that nobody named could send it on to.
    passed: Vec<IpAddr>,
    /// The host inside an ISATAP site behind such a relay.
    beyond: Option<IpAddr>,
}

impl Ways {
    fn all(&self, address: IpAddr) -> impl Iterator<Item = IpAddr> {
        let Self { dialled, inside, passed, beyond } = self;
        [address, *dialled].into_iter().chain(*inside).chain(passed.clone()).chain(*beyond)
    }

    fn to(rules: &[Rule], address: IpAddr) -> Self {
        let mut ways = Self { dialled: address, inside: None, passed: Vec::new(), beyond: None };
        let IpAddr::V6(v6) = address else { return ways };
        let own = rules
            .iter()
            .filter_map(|rule| match rule {
                Rule::Nat64Prefix(Nat64Prefix(prefix)) if prefix.contains(&v6) => Some(*prefix),
                _ => None,
            })
            .max_by_key(Ipv6Net::prefix_len);
        let [.., high, low] = v6.segments();
        match (v6.segments(), own) {
            ([0, 0, 0, 0, 0, 0xffff, ..] | [0x64, 0xff9b, 0, 0, 0, 0, ..], _) => {
                ways.dialled = join(high, low);
            }
            // A metadata service stands in the translator's way.
            (_, Some(prefix)) if is_metadata(address) => ways.passed.push(translated(prefix, v6)),
            (_, Some(prefix)) => ways.dialled = translated(prefix, v6),
            ([0x64, 0xff9b, 1, ..], _) => {
                let cuts = [48, 56, 64, 96].map(|length| Ipv6Net::new_assert(v6, length));
                ways.passed.extend(cuts.map(|cut| translated(cut, v6)));
            }
            ([0, 0, 0, 0, 0xffff | 0, 0, ..], _) => ways.passed.push(join(high, low)),
            ([0x2002, relay_high, relay_low, .., id, kind, _, _], _) => {
                ways.passed.push(join(relay_high, relay_low));
                let is_isatap = matches!((id, kind), (0 | 0x200, 0x5efe));
                ways.beyond = is_isatap.then(|| join(high, low));
            }
            ([0x2001, 0, ..], _) => ways.passed.push(join(!high, !low)),
            ([.., 0 | 0x200, 0x5efe, _, _], _) => ways.inside = Some(join(high, low)),
            _ => {}
        }
        ways
    }
}

fn join(high: u16, low: u16) -> IpAddr {
    Ipv4Addr::from_bits(u32::from(high) << 16 | u32::from(low)).into()
}

/// RFC 6052 §2.2: the four octets after the prefix, octet 8 stepped over.
fn translated(prefix: Ipv6Net, address: Ipv6Addr) -> IpAddr {
    let mut inner = [0; 4];
    let after = usize::from(prefix.prefix_len() / 8)..16;
    let octets = address.octets();
    for (to, at) in inner.iter_mut().zip(after.filter(|&at| at != 8)) {
        *to = octets[at];
    }
    Ipv4Addr::from(inner).into()
}
