//! A second reading of a policy's rules: plain lists, scanned from end to end.
//!
//! It shares nothing with the crate but the tables of addresses and names, and follows the words of
//! the pages of `Policy` and `Rule`.

use std::net::{IpAddr, Ipv4Addr, Ipv6Addr};
use std::sync::LazyLock;

use ipnet::{IpNet, Ipv6Net};
use live_record_notify::address::{AddressKind, Block};
use live_record_notify::{NameKind, NameRow, Policy, PolicyError, Reason, Rule, Verb};

use crate::data;
use crate::laws::address::longest_row;
use crate::names::name_held_by;

/// A rule as it is typed.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct PlainRule {
    pub hosts: Option<Vec<String>>,
    pub networks: Option<Vec<IpNet>>,
    pub ports: Option<Vec<u16>>,
}

impl PlainRule {
    /// The same as the crate has it.
    pub fn to_rule(&self) -> Result<Rule, PolicyError> {
        let mut rule = Rule::new();
        if let Some(hosts) = &self.hosts {
            rule = rule.with_hosts(hosts)?;
        }
        if let Some(networks) = &self.networks {
            rule = rule.with_networks(networks.iter().copied())?;
        }
        if let Some(ports) = &self.ports {
            rule = rule.with_ports(ports.iter().copied())?;
        }
        Ok(rule)
    }

    fn has_one_dimension(&self) -> bool {
        let Self { hosts, networks, ports } = self;
        [hosts.is_some(), networks.is_some(), ports.is_some()].into_iter().filter(|d| *d).count()
            == 1
    }

    /// Whether the rule matches. While a name has no address yet, every network may still match.
    fn matches(&self, name: Option<&str>, address: Option<IpAddr>, port: u16) -> bool {
        let Self { hosts, networks, ports } = self;
        hosts.as_ref().is_none_or(|hosts| {
            name.is_some_and(|name| hosts.iter().any(|pattern| holds_name(pattern, name)))
        }) && networks.as_ref().is_none_or(|networks| {
            address.is_none_or(|address| networks.iter().any(|network| holds(network, address)))
        }) && ports.as_ref().is_none_or(|ports| ports.contains(&port))
    }
}

/// Rules in the order in which they were added, and what else says where a request may be sent.
#[derive(Clone, Debug, Default)]
pub struct PlainPolicy {
    pub rules: Vec<(Verb, PlainRule)>,
    /// The rules of `only` of another policy that was merged: one of these must match as well.
    pub other_limits: Vec<PlainRule>,
    pub nat64_prefixes: Vec<Ipv6Net>,
    pub allowed_ports: Option<Vec<u16>>,
    pub allows_loopback: bool,
    pub allows_private_networks: bool,
}

impl PlainPolicy {
    /// The rules of `verb`.
    fn of(&self, verb: Verb) -> impl Iterator<Item = &PlainRule> {
        self.rules.iter().filter(move |(v, _)| *v == verb).map(|(_, rule)| rule)
    }

    /// Adds the rule here and to `policy`, if it is no error there.
    ///
    /// # Panics
    ///
    /// It is an error there and none here, or the other way round.
    #[track_caller]
    pub fn add(&mut self, policy: Policy, verb: Verb, rule: PlainRule) -> Policy {
        let before = policy.clone();
        let added = rule.to_rule().and_then(|rule| match verb {
            Verb::Deny => policy.deny(rule),
            Verb::Only => policy.only(rule),
            Verb::Allow => policy.allow(rule),
        });
        let is_senseless = self.is_senseless(verb, &rule);
        match added {
            Ok(policy) => {
                assert!(!is_senseless, "{verb:?} {rule:?} is taken beside {self:?}");
                self.rules.push((verb, rule));
                policy
            }
            Err(error) => {
                assert!(is_senseless, "{verb:?} {rule:?} beside {self:?}: {error}");
                before
            }
        }
    }

    /// Both as one, as the page of `Policy::merge` has it.
    #[must_use]
    pub fn merge(&self, other: &Self) -> Self {
        let opens_or_denies = |(verb, _): &&(Verb, PlainRule)| *verb != Verb::Only;
        let rules = self.rules.iter().chain(other.rules.iter().filter(opens_or_denies));
        let common = |ports: &Vec<u16>, others: &Vec<u16>| {
            ports.iter().copied().filter(|port| others.contains(port)).collect()
        };
        Self {
            rules: rules.cloned().collect(),
            other_limits: other.of(Verb::Only).cloned().collect(),
            nat64_prefixes: [&*self.nat64_prefixes, &*other.nat64_prefixes].concat(),
            allowed_ports: match (&self.allowed_ports, &other.allowed_ports) {
                (Some(ports), Some(others)) => Some(common(ports, others)),
                (ports, others) => ports.clone().or(others.clone()),
            },
            allows_loopback: self.allows_loopback && other.allows_loopback,
            allows_private_networks: self.allows_private_networks && other.allows_private_networks,
        }
    }

    /// What is left where there is no port, so that a rule with ports matches nothing.
    #[must_use]
    pub fn without_ports(&self) -> Self {
        let without = |(verb, rule): &(Verb, PlainRule)| {
            (*verb, PlainRule { ports: rule.ports.is_some().then(Vec::new), ..rule.clone() })
        };
        let rules = self.rules.iter().map(without).collect();
        Self { rules, allowed_ports: None, ..self.clone() }
    }

    /// Whether the rule names nothing or everything, has an entry that does nothing, or leaves one of
    /// another rule with nothing to do.
    fn is_senseless(&self, verb: Verb, rule: &PlainRule) -> bool {
        let PlainRule { hosts, networks, ports } = rule;
        let is_empty = hosts.as_ref().map_or(networks.is_none() && ports.is_none(), Vec::is_empty)
            || networks.as_ref().is_some_and(Vec::is_empty)
            || ports.as_ref().is_some_and(|ports| ports.is_empty() || ports.contains(&0));
        let opens_all = verb == Verb::Allow
            && (hosts.iter().flatten().any(|host| host == "." && networks.is_none())
                || networks.iter().flatten().any(|network| width(network) == 0));
        let names_metadata =
            verb == Verb::Allow && hosts.iter().flatten().any(|pattern| is_metadata_name(pattern));
        let are_open = |ports: &Vec<u16>| !ports.iter().any(|port| is_bad(*port));
        let opens_nothing =
            verb == Verb::Allow && rule.has_one_dimension() && ports.as_ref().is_some_and(are_open);
        let is_dead = match verb {
            Verb::Allow => {
                self.of(Verb::Deny).filter(|deny| deny.has_one_dimension()).any(|d| meets(d, rule))
            }
            Verb::Deny => {
                rule.has_one_dimension() && self.of(Verb::Allow).any(|allow| meets(rule, allow))
            }
            Verb::Only => false,
        };
        is_empty || opens_all || opens_nothing || names_metadata || is_dead
    }

    /// Whether the name passes the first stage with the port.
    pub fn lets_name_through(&self, name: &str, port: u16) -> bool {
        let denied = self
            .of(Verb::Deny)
            .any(|rule| rule.networks.is_none() && rule.matches(Some(name), None, port));
        !denied
            && self.is_listed(Some(name), None, port)
            && self.opens_name(name, None, port)
            && self.opens_port(Some(name), None, port)
    }

    /// Whether a request for `name`, or without one for the literal, may be sent to the address and
    /// the port.
    pub fn lets_through(&self, name: Option<&str>, address: IpAddr, port: u16) -> bool {
        let ways = self.ways(address);
        let denied = ways
            .all(address)
            .any(|way| self.of(Verb::Deny).any(|d| d.matches(name, Some(way), port)));
        let allows = |way, alone| self.allows_address(name, way, port, alone);
        let locked = if !ways.is_translated(address) && ways.unnamed().any(is_metadata) {
            !allows(ways.dialled, true)
        } else {
            let refuses = |host| !allows(host, true) || !self.is_listed(name, Some(host), port);
            ways.beyond.is_some_and(|host| is_metadata(host) && refuses(host))
        };
        let reached = || ways.reached(address);
        let open = reached().all(|way| {
            let is_public = longest_row(way).is_none_or(Block::is_public);
            let metadata = is_metadata(way);
            let by_default = is_public && !metadata
                || longest_row(way).is_some_and(|row| match row.kind() {
                    AddressKind::Loopback => self.allows_loopback,
                    AddressKind::PrivateUse | AddressKind::UniqueLocal => {
                        self.allows_private_networks
                    }
                    _ => false,
                });
            self.is_listed(name, Some(way), port) && (by_default || allows(way, metadata))
        });
        !denied
            && !locked
            && open
            && name.is_none_or(|name| self.opens_name(name, Some(ways.dialled), port))
            && self.opens_port(name, Some(ways.dialled), port)
    }

    /// Whether a rule of `deny` matches, whatever else holds.
    pub fn denies(&self, name: Option<&str>, address: IpAddr, port: u16) -> bool {
        let ways = self.ways(address);
        ways.all(address).any(|way| self.of(Verb::Deny).any(|d| d.matches(name, Some(way), port)))
    }

    /// The same without what a prefix can say better that another policy names: the lengths of the local
    /// NAT64 prefix, and zeros in the place of a host inside ISATAP.
    pub fn surely_denies(&self, name: Option<&str>, address: IpAddr, port: u16) -> bool {
        let mut ways = self.ways(address);
        ways.guessed.clear();
        ways.inside = ways.inside.filter(|host| !host.is_unspecified());
        ways.beyond = ways.beyond.filter(|host| !host.is_unspecified());
        ways.all(address).any(|way| self.of(Verb::Deny).any(|d| d.matches(name, Some(way), port)))
    }

    /// Whether the request is one of those to which the policy limits them.
    pub fn lists(&self, name: Option<&str>, address: IpAddr, port: u16) -> bool {
        let ways = self.ways(address);
        ways.reached(address).all(|way| self.is_listed(name, Some(way), port))
    }

    fn is_listed(&self, name: Option<&str>, address: Option<IpAddr>, port: u16) -> bool {
        let matches = |rule: &PlainRule| rule.matches(name, address, port);
        (self.of(Verb::Only).next().is_none() || self.of(Verb::Only).any(matches))
            && (self.other_limits.is_empty() || self.other_limits.iter().any(matches))
    }

    fn opens_name(&self, name: &str, address: Option<IpAddr>, port: u16) -> bool {
        let by_default = match row_of(name) {
            Some(row) => match (row.kind(), row.name()) {
                (NameKind::Private, _) | (_, "local" | "home.arpa") => self.allows_private_networks,
                (_, "localhost") => self.allows_loopback,
                _ => false,
            },
            None => name.contains('.') || self.allows_private_networks,
        };
        let mut allow = self.of(Verb::Allow).filter(|rule| rule.hosts.is_some());
        by_default
            || !is_metadata_name(name) && allow.any(|rule| rule.matches(Some(name), address, port))
    }

    fn opens_port(&self, name: Option<&str>, address: Option<IpAddr>, port: u16) -> bool {
        if let Some(allowed) = &self.allowed_ports {
            return allowed.contains(&port);
        }
        let mut allow = self.of(Verb::Allow).filter(|rule| rule.ports.is_some());
        !is_bad(port) || port != 0 && allow.any(|rule| rule.matches(name, address, port))
    }

    fn allows_address(&self, name: Option<&str>, way: IpAddr, port: u16, alone: bool) -> bool {
        self.of(Verb::Allow).any(|rule| {
            let holds = |network: &IpNet| {
                holds(network, way) && (!alone || network.prefix_len() == network.max_prefix_len())
            };
            rule.networks.as_ref().is_some_and(|networks| networks.iter().any(holds))
                && rule.matches(name, Some(way), port)
        })
    }
}

/// Whether no callback is sent to `port`, by the copy of the list in `tests/data`.
fn is_bad(port: u16) -> bool {
    static BAD_PORTS: LazyLock<Vec<u16>> =
        LazyLock::new(|| data::bad_ports().iter().map(|[port, _]| port.parse().unwrap()).collect());
    port == 0 || BAD_PORTS.contains(&port)
}

/// Whether the entries of `deny` hold one of `rule` as a whole.
fn meets(deny: &PlainRule, rule: &PlainRule) -> bool {
    let pairs = |deny: &Option<Vec<String>>, rule: &Option<Vec<String>>| {
        let (deny, rule) = (deny.clone().unwrap_or_default(), rule.clone().unwrap_or_default());
        deny.iter().any(|d| rule.iter().any(|r| holds_pattern(d, r)))
    };
    pairs(&deny.hosts, &rule.hosts)
        || deny
            .networks
            .iter()
            .flatten()
            .any(|d| rule.networks.iter().flatten().any(|r| holds_network(d, r)))
        || deny.ports.iter().flatten().any(|d| rule.ports.iter().flatten().any(|r| r == d))
}

/// Whether `pattern` is about `name`.
pub fn holds_name(pattern: &str, name: &str) -> bool {
    match pattern.strip_prefix('.') {
        Some("") => true,
        Some(top) => name == top || name.ends_with(pattern),
        None => name == pattern,
    }
}

/// Whether `outer` is about all names that `inner` is about.
fn holds_pattern(outer: &str, inner: &str) -> bool {
    match (outer, inner.strip_prefix('.')) {
        (".", _) => true,
        (_, Some("")) => false,
        (_, Some(name)) => outer.starts_with('.') && holds_name(outer, name),
        (_, None) => holds_name(outer, inner),
    }
}

/// Whether `network` holds `address`. An entry inside `::ffff:0:0/96` means the IPv4 addresses.
fn holds(network: &IpNet, address: IpAddr) -> bool {
    match (as_ipv4(network), address) {
        (Some((first, width)), IpAddr::V4(address)) => same_start(
            u128::from(first.to_bits()) << 96,
            u128::from(address.to_bits()) << 96,
            width,
        ),
        (Some(_), IpAddr::V6(_)) => false,
        (None, address) => match (network.addr(), address) {
            (IpAddr::V6(first), IpAddr::V6(address)) => {
                same_start(first.to_bits(), address.to_bits(), network.prefix_len())
            }
            _ => false,
        },
    }
}

fn holds_network(outer: &IpNet, inner: &IpNet) -> bool {
    let first = as_ipv4(inner).map_or(inner.addr(), |(first, _)| IpAddr::V4(first));
    width(outer) <= width(inner) && holds(outer, first)
}

/// The length of the prefix, of the IPv4 network if it stands for one.
fn width(network: &IpNet) -> u8 {
    as_ipv4(network).map_or(network.prefix_len(), |(_, width)| width)
}

fn as_ipv4(network: &IpNet) -> Option<(Ipv4Addr, u8)> {
    match network {
        IpNet::V4(v4) => Some((v4.addr(), v4.prefix_len())),
        IpNet::V6(v6) if v6.prefix_len() >= 96 => {
            Some((v6.addr().to_ipv4_mapped()?, v6.prefix_len() - 96))
        }
        IpNet::V6(_) => None,
    }
}

fn same_start(a: u128, b: u128, bits: u8) -> bool {
    (0..u32::from(bits)).all(|bit| (a ^ b) >> (127 - bit) & 1 == 0)
}

/// The row of the tables that `name` lies at or below, the longest one.
fn row_of(name: &str) -> Option<&'static NameRow> {
    NameRow::all().filter(|row| is_held(row, name)).max_by_key(|row| row.name().len())
}

/// Which names below theirs a few rows hold is asked of the crate.
fn is_held(row: &NameRow, name: &str) -> bool {
    let holds_all = name_held_by(row) == row.name();
    let is_named = || match Policy::default().check_host(name) {
        Err(Reason::Name { row: found }) => found == row,
        _ => false,
    };
    (name == row.name() || name.ends_with(&format!(".{}", row.name()))) && (holds_all || is_named())
}

/// Whether `name` is one that spells an address. What it spells is not read here.
pub fn spells_an_address(name: &str) -> bool {
    row_of(name).is_some_and(|row| row.kind() == NameKind::SpellsAddress)
}

fn is_metadata_name(pattern: &str) -> bool {
    let name = pattern.strip_prefix('.').unwrap_or(pattern);
    row_of(name).is_some_and(|row| row.kind() == NameKind::CloudMetadata)
}

fn is_metadata(address: IpAddr) -> bool {
    longest_row(address).map(Block::kind) == Some(AddressKind::CloudMetadata)
}

/// Where a packet to an address goes.
pub struct Ways {
    dialled: IpAddr,
    /// The host inside an ISATAP site, which has to be reachable too.
    inside: Option<IpAddr>,
    /// Where a relay or a translator that nobody named could send it on to.
    passed: Vec<IpAddr>,
    /// What it may carry by a translator of the local network, whose prefix nobody named.
    guessed: Vec<IpAddr>,
    /// The host inside an ISATAP site behind such a relay.
    beyond: Option<IpAddr>,
    /// What the address carries by each prefix of the caller's that is around it.
    carried: Vec<IpAddr>,
}

impl Ways {
    /// Whether a translator of the caller's may send the packet on.
    fn is_translated(&self, address: IpAddr) -> bool {
        !self.carried.is_empty() && !is_metadata(address)
    }

    /// Where a relay or a translator that nobody named may send the packet.
    fn unnamed(&self) -> impl Iterator<Item = IpAddr> + '_ {
        self.passed.iter().chain(&self.guessed).copied()
    }

    /// Every address that must be let through: what is dialled, the host inside a site, what each
    /// translator of the caller's would make of `address`, and a metadata service beside that.
    fn reached(&self, address: IpAddr) -> impl Iterator<Item = IpAddr> + '_ {
        let besides = self.unnamed().filter(|way| is_metadata(*way));
        let by_translators = self.carried.iter().copied().chain(besides);
        let by_translators = by_translators.filter(move |_| self.is_translated(address));
        [self.dialled].into_iter().chain(self.inside).chain(by_translators)
    }

    /// Every address that the packet passes, `address` among them.
    pub fn all(&self, address: IpAddr) -> impl Iterator<Item = IpAddr> + use<> {
        let Self { dialled, inside, passed, guessed, beyond, carried } = self;
        let named = [address, *dialled].into_iter().chain(*inside).chain(*beyond);
        named.chain(passed.clone()).chain(guessed.clone()).chain(carried.clone())
    }
}

impl PlainPolicy {
    /// Where a packet to `address` goes.
    pub fn ways(&self, address: IpAddr) -> Ways {
        let mut ways = Ways {
            dialled: address,
            inside: None,
            passed: Vec::new(),
            guessed: Vec::new(),
            beyond: None,
            carried: Vec::new(),
        };
        let IpAddr::V6(v6) = address else { return ways };
        let own = self.nat64_prefixes.iter().filter(|prefix| prefix.contains(&v6)).copied();
        let own = own.max_by_key(Ipv6Net::prefix_len);
        let is_well_known =
            matches!(v6.segments(), [0, 0, 0, 0, 0, 0xffff, ..] | [0x64, 0xff9b, 0, 0, 0, 0, ..]);
        if !is_well_known {
            let around = self.nat64_prefixes.iter().filter(|prefix| prefix.contains(&v6));
            ways.carried.extend(around.map(|prefix| translated(*prefix, v6)));
        }
        let [.., high, low] = v6.segments();
        match own {
            _ if is_well_known => ways.dialled = join(high, low),
            // A metadata service stands in the translator's way.
            Some(prefix) if is_metadata(address) => ways.passed.push(translated(prefix, v6)),
            Some(prefix) => ways.dialled = translated(prefix, v6),
            None => {}
        }
        let host = match v6.segments() {
            // The other half of a Teredo address is no interface identifier.
            [0x2001, 0, ..] => None,
            [.., 0 | 0x200, 0x5efe, _, _] => Some(join(high, low)),
            _ => None,
        };
        if is_well_known {
            return ways;
        }
        let relay = match v6.segments() {
            [0, 0, 0, 0, 0xffff | 0, 0, ..] => Some(join(high, low)),
            [0x2002, relay_high, relay_low, ..] => Some(join(relay_high, relay_low)),
            [0x2001, 0, ..] => Some(join(!high, !low)),
            _ => None,
        };
        ways.passed.extend(relay);
        let is_local = matches!(v6.segments(), [0x64, 0xff9b, 1, ..]);
        // The caller's prefix says where the one of the network ends.
        if is_local && own.is_none_or(|prefix| prefix.prefix_len() < 48) {
            let cuts = [48, 56, 64, 96].map(|length| Ipv6Net::new_assert(v6, length));
            ways.guessed.extend(cuts.map(|cut| translated(cut, v6)));
        }
        match host {
            // By a translator's prefix the packet may never meet the relay, and zeros are no host.
            Some(host) if own.is_some() => {
                ways.inside = Some(host).filter(|host| !host.is_unspecified());
            }
            host if is_local || relay.is_some() => ways.beyond = host,
            host => ways.inside = host,
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
