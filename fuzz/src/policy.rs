//! Policies, and the plain scan of `tests/support` beside them.

use std::net::{IpAddr, Ipv6Addr, SocketAddr};

use arbitrary::{Arbitrary, Result, Unstructured};
use ipnet::{IpNet, Ipv6Net};
use live_record_notify::{NameRow, Policy, Verb};
use test_support::disguise::BareHost;
use test_support::plain_scan::{PlainPolicy, PlainRule};

use crate::address::{AnyAddress, NAT64_BASES};

/// One call of a method of [`Policy`].
#[derive(Clone, Debug, Arbitrary)]
pub enum Entry {
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
    AllowLoopback,
    AllowPrivateNetworks,
    Rule(AnyVerb, AnyRule),
}

impl Entry {
    /// Whether the entry lets more through than was let through before.
    pub fn widens(&self) -> bool {
        matches!(
            self,
            Self::AllowNetwork(_)
                | Self::AllowHost(_)
                | Self::AllowUserInfo
                | Self::AllowLoopback
                | Self::AllowPrivateNetworks
                | Self::Rule(AnyVerb(Verb::Allow), _)
        )
    }

    /// Whether the entry refuses more than was refused before.
    pub fn narrows(&self) -> bool {
        matches!(
            self,
            Self::DenyNetwork(_)
                | Self::DenyHost(_)
                | Self::RequireHttps
                | Self::RefuseIpLiterals
                | Self::Rule(AnyVerb(Verb::Deny), _)
        )
    }

    /// Adds the entry to both. One that is an error, or is none, leaves them as they are.
    ///
    /// # Panics
    ///
    /// One of the two takes it for an error and the other does not.
    pub fn add_to(&self, (policy, plain): &mut (Policy, PlainPolicy)) {
        let rule = |hosts: Option<&Pattern>, networks: Option<&Network>| PlainRule {
            hosts: hosts.map(|Pattern(pattern)| vec![pattern.clone()]),
            networks: networks.map(|Network(network)| vec![*network]),
            ports: None,
        };
        let before = policy.clone();
        *policy = match self {
            Self::AllowNetwork(network) => {
                plain.add(before, Verb::Allow, rule(None, Some(network)))
            }
            Self::DenyNetwork(network) => plain.add(before, Verb::Deny, rule(None, Some(network))),
            Self::AllowHost(pattern) => plain.add(before, Verb::Allow, rule(Some(pattern), None)),
            Self::DenyHost(pattern) => plain.add(before, Verb::Deny, rule(Some(pattern), None)),
            Self::Rule(AnyVerb(verb), rule) => plain.add(before, *verb, rule.to_plain()),
            Self::Nat64Prefix(Nat64Prefix(prefix)) => {
                plain.nat64_prefixes.push(*prefix);
                before.nat64_prefix(*prefix).unwrap()
            }
            Self::AllowPorts(ports) => {
                let ports = ports.map(|port| port.max(1));
                plain.allowed_ports = Some(ports.to_vec());
                before.allow_ports(ports).unwrap()
            }
            Self::RequireHttps => before.require_https(),
            Self::RefuseIpLiterals => before.refuse_ip_literals(),
            Self::AllowUserInfo => before.allow_user_info(),
            Self::MaxLength(bytes) => before.max_length(usize::from(*bytes).max(1)).unwrap(),
            Self::AllowLoopback => {
                plain.allows_loopback = true;
                before.allow_loopback()
            }
            Self::AllowPrivateNetworks => {
                plain.allows_private_networks = true;
                before.allow_private_networks()
            }
        };
    }
}

/// The default policy with `entries`, and the same to be scanned.
pub fn policy(entries: &[Entry]) -> (Policy, PlainPolicy) {
    let mut both = Default::default();
    for entry in entries {
        entry.add_to(&mut both);
    }
    both
}

#[derive(Clone, Copy, Debug)]
pub struct AnyVerb(pub Verb);

impl<'a> Arbitrary<'a> for AnyVerb {
    fn arbitrary(u: &mut Unstructured<'a>) -> Result<Self> {
        Ok(Self(*u.choose(&[Verb::Deny, Verb::Only, Verb::Allow])?))
    }
}

/// A rule with up to two entries of each dimension.
#[derive(Clone, Debug, Arbitrary)]
pub struct AnyRule {
    hosts: Option<[Pattern; 2]>,
    networks: Option<[Network; 2]>,
    ports: Option<[Port; 2]>,
}

impl AnyRule {
    fn to_plain(&self) -> PlainRule {
        PlainRule {
            hosts: self.hosts.clone().map(|hosts| hosts.map(|Pattern(host)| host).to_vec()),
            networks: self.networks.map(|networks| networks.map(|Network(n)| n).to_vec()),
            ports: self.ports.map(|ports| ports.map(|Port(port)| port).to_vec()),
        }
    }
}

/// A port: good, bad, reserved, or any.
#[derive(Clone, Copy, Debug)]
pub struct Port(pub u16);

impl<'a> Arbitrary<'a> for Port {
    fn arbitrary(u: &mut Unstructured<'a>) -> Result<Self> {
        let any = u.arbitrary()?;
        Ok(Self(*u.choose(&[80, 443, 8080, 25, 22, 0, any])?))
    }
}

/// A request to be judged at once.
#[derive(Debug)]
pub struct Request {
    /// `None` is a literal.
    pub name: Option<String>,
    pub endpoint: SocketAddr,
}

impl Request {
    /// As it stands in a URL.
    pub fn host(&self) -> String {
        self.name.clone().unwrap_or_else(|| BareHost::from(self.endpoint.ip()).in_url())
    }

    /// What `policy` says to the endpoint, as the identifier of a reason.
    pub fn judge(&self, policy: &Policy) -> std::result::Result<(), &'static str> {
        policy.check_endpoint(&self.host(), self.endpoint).map_err(|reason| reason.id())
    }

    pub fn is_let_through(&self, plain: &PlainPolicy) -> bool {
        plain.lets_through(self.name.as_deref(), self.endpoint.ip(), self.endpoint.port())
    }
}

impl<'a> Arbitrary<'a> for Request {
    fn arbitrary(u: &mut Unstructured<'a>) -> Result<Self> {
        let name = if u.ratio(3, 4)? { Some(small_name(u)?) } else { None };
        let (AnyAddress(address), Port(port)) = u.arbitrary()?;
        Ok(Self { name, endpoint: SocketAddr::new(address, port) })
    }
}

/// A pattern or a name of few labels, so that they nest and collide.
pub fn small_name(u: &mut Unstructured<'_>) -> Result<String> {
    let mut labels = Vec::new();
    for _ in 0..u.int_in_range(1..=4)? {
        labels.push(*u.choose(&["a", "b", "a-b", "ab", "corp", "localhost"])?);
    }
    Ok(labels.join("."))
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
    /// The entry for a packet to `address`, which so far is judged by `plain`.
    pub fn entry(self, plain: &PlainPolicy, address: IpAddr) -> Entry {
        let ways: Vec<_> = plain.ways(address).all(address).collect();
        let way = IpNet::from(ways[usize::from(self.way) % ways.len()]);
        let network =
            IpNet::new_assert(way.addr(), self.length % (way.max_prefix_len() + 1)).trunc();
        if self.denies {
            Entry::DenyNetwork(Network(network))
        } else {
            Entry::AllowNetwork(Network(network))
        }
    }
}

/// A host pattern: every name, or one of a row or another, alone or with all below.
#[derive(Clone, Debug)]
pub struct Pattern(pub String);

impl<'a> Arbitrary<'a> for Pattern {
    fn arbitrary(u: &mut Unstructured<'a>) -> Result<Self> {
        let others =
            ["com", "example.com", "a.example.com", "intranet", "b.corp", "10-0-0-1.nip.io"];
        let names: Vec<_> = NameRow::all().map(NameRow::name).chain(others).collect();
        let name = match u8::arbitrary(u)? % 4 {
            0 => small_name(u)?,
            1 => return Ok(Self(".".to_owned())),
            _ => (*u.choose(&names)?).to_owned(),
        };
        Ok(Self(if u.arbitrary()? { format!(".{name}") } else { name }))
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
