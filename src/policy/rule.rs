//! `Rule`: hosts × networks × ports, and what the policy does with it.

use alloc::string::{String, ToString};
use alloc::vec::Vec;
use core::net::IpAddr;

use ipnet::{IpNet, Ipv4Net};
use url::Host;

use super::error::{EntryProblem, PolicyError};
use super::host_pattern::HostPattern;
use super::host_set::HostSet;
use super::network_set::NetworkSet;
use crate::dns_name::without_trailing_dots;

/// Some requests: those to one of the hosts, at an address in one of the networks, through one of the
/// ports. A dimension that is not given matches everything.
///
/// A rule does nothing by itself. [`Policy::deny`](crate::Policy::deny),
/// [`Policy::only`](crate::Policy::only) and [`Policy::allow`](crate::Policy::allow) say what becomes
/// of its requests.
///
/// ```
/// use live_record_notify::{NotifyUrl, Policy, Rule};
///
/// let partner = Rule::new()
///     .with_hosts([".intranet.corp"])?
///     .with_networks(["10.1.0.0/16".parse()?])?
///     .with_ports([80, 8080])?;
/// let policy = Policy::default().allow(partner)?;
///
/// let url = NotifyUrl::parse_with("http://hooks.intranet.corp/", &policy)?;
/// assert!(url.destination(["10.1.2.3".parse()?], &policy).is_ok());
/// // Another address for this name, this address for another name, and the address by itself.
/// assert!(url.destination(["10.2.0.1".parse()?], &policy).is_err());
/// let url = NotifyUrl::parse("http://attacker.example.com/")?;
/// assert!(url.destination(["10.1.2.3".parse()?], &policy).is_err());
/// assert!(NotifyUrl::parse_with("http://10.1.2.3/", &policy).is_err());
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Rule {
    pub(super) hosts: Option<HostSet>,
    pub(super) networks: Option<NetworkSet>,
    /// In ascending order, each once.
    pub(super) ports: Option<Vec<u16>>,
}

/// What a policy does with requests that match a rule. The first of these verbs that decides wins.
///
/// ```
/// use live_record_notify::{Policy, Verb};
///
/// let policy = Policy::default().deny_host("example.com")?.deny_host(".example.net")?;
/// let [rule] = policy.rules(Verb::Deny) else { panic!("two entries of one list are one rule") };
/// assert_eq!(rule.hosts().unwrap().collect::<Vec<_>>(), ["example.com", ".example.net"]);
/// assert!(policy.rules(Verb::Allow).is_empty());
/// # Ok::<(), live_record_notify::PolicyError>(())
/// ```
#[allow(clippy::exhaustive_enums, reason = "one more verb would change what a policy means")]
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Verb {
    /// What matches is refused.
    Deny,
    /// What matches none of the rules is refused, where there is one.
    Only,
    /// What matches is let through although the built-in rules refuse it.
    Allow,
}

impl Verb {
    /// `deny`, `only` or `allow`.
    pub(crate) fn as_str(self) -> &'static str {
        match self {
            Self::Deny => "deny",
            Self::Only => "only",
            Self::Allow => "allow",
        }
    }
}

impl Rule {
    /// A rule without conditions, which matches every request. A policy refuses it until hosts, networks
    /// or ports are added.
    ///
    /// ```
    /// use live_record_notify::{Policy, Rule};
    ///
    /// assert!(Policy::default().allow(Rule::new()).is_err());
    /// ```
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// Adds hosts: `name` alone, `.name` for it and all below, or `.` for every name. An address is
    /// no name, so a rule with hosts matches no URL with an IP literal.
    ///
    /// # Errors
    ///
    /// A text that is no host name: empty, an address, a network, a wildcard, a URL, a name with a
    /// port. A list without entries is an error where the rule is added.
    ///
    /// # Example
    ///
    /// ```
    /// use live_record_notify::{NotifyUrl, Policy, Rule};
    ///
    /// let policy = Policy::default().only(Rule::new().with_hosts(["hooks.example.com"])?)?;
    /// assert!(NotifyUrl::parse_with("http://hooks.example.com/", &policy).is_ok());
    /// assert!(NotifyUrl::parse_with("http://example.com/", &policy).is_err());
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn with_hosts<T: AsRef<str>>(
        mut self,
        patterns: impl IntoIterator<Item = T>,
    ) -> Result<Self, PolicyError> {
        let hosts = self.hosts.get_or_insert_default();
        for pattern in patterns {
            hosts.insert(&HostPattern::parse(pattern.as_ref())?);
        }
        Ok(self)
    }

    /// Adds networks. A network inside `::ffff:0:0/96` stands for the IPv4 network that its addresses
    /// are dialled as.
    ///
    /// # Errors
    ///
    /// A network with host bits set (`10.0.0.1/8`): it is unclear what is meant.
    ///
    /// # Example
    ///
    /// ```
    /// use live_record_notify::{NotifyUrl, Policy, Rule};
    ///
    /// let policy = Policy::default().only(Rule::new().with_networks(["8.8.8.0/24".parse()?])?)?;
    /// assert!(NotifyUrl::parse_with("http://8.8.8.8/", &policy).is_ok());
    /// assert!(NotifyUrl::parse_with("http://9.9.9.9/", &policy).is_err());
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn with_networks(
        mut self,
        networks: impl IntoIterator<Item = IpNet>,
    ) -> Result<Self, PolicyError> {
        let set = self.networks.get_or_insert_default();
        for network in networks {
            set.insert(checked_network(network)?);
        }
        Ok(self)
    }

    /// Adds ports. A URL without a port has that of its scheme: 80 or 443.
    ///
    /// # Errors
    ///
    /// Port 0, which TCP reserves.
    ///
    /// # Example
    ///
    /// ```
    /// use live_record_notify::{NotifyUrl, Policy, Rule};
    ///
    /// let policy = Policy::default().deny(Rule::new().with_ports(8000..=8999)?)?;
    /// assert!(NotifyUrl::parse_with("http://example.com:8080/", &policy).is_err());
    /// assert!(NotifyUrl::parse_with("http://example.com/", &policy).is_ok());
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn with_ports(mut self, ports: impl IntoIterator<Item = u16>) -> Result<Self, PolicyError> {
        let mut all = self.ports.take().unwrap_or_default();
        all.extend(ports);
        self.ports = Some(checked_ports(all)?);
        Ok(self)
    }

    /// The hosts in the order in which they were given, with A-labels in lower case.
    /// `None`: not restricted.
    ///
    /// ```
    /// use live_record_notify::Rule;
    ///
    /// let rule = Rule::new().with_hosts([".Bücher.example"])?;
    /// assert!(rule.hosts().unwrap().eq([".xn--bcher-kva.example"]));
    /// assert!(Rule::new().hosts().is_none());
    /// # Ok::<(), live_record_notify::PolicyError>(())
    /// ```
    #[must_use]
    pub fn hosts(&self) -> Option<impl Iterator<Item = String> + use<'_>> {
        self.hosts.as_ref().map(|hosts| hosts.patterns().map(|pattern| pattern.to_string()))
    }

    /// The networks in the order in which they were given. `None`: not restricted.
    ///
    /// ```
    /// use live_record_notify::Rule;
    ///
    /// let rule = Rule::new().with_networks(["10.0.0.0/8".parse()?])?;
    /// assert!(rule.networks().unwrap().eq(["10.0.0.0/8".parse()?]));
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    #[must_use]
    pub fn networks(&self) -> Option<impl Iterator<Item = IpNet> + use<>> {
        self.networks.as_ref().map(NetworkSet::networks)
    }

    /// The ports in ascending order. `None`: not restricted.
    ///
    /// ```
    /// use live_record_notify::Rule;
    ///
    /// assert_eq!(Rule::new().with_ports([443, 80])?.ports(), Some(&[80, 443][..]));
    /// # Ok::<(), live_record_notify::PolicyError>(())
    /// ```
    #[must_use]
    pub fn ports(&self) -> Option<&[u16]> {
        self.ports.as_deref()
    }

    /// Whether the rule matches `request`. `unresolved` is the answer of the rule's networks for a name
    /// that has no address yet.
    #[inline]
    pub(super) fn matches(&self, request: Request<'_>, unresolved: bool) -> bool {
        let of_host = |hosts: &HostSet| request.name.is_some_and(|name| hosts.contains(name));
        let of_network = |networks: &NetworkSet| match request.address {
            Some(address) => networks.contains(address),
            None => unresolved && request.name.is_some(),
        };
        let of_port =
            |ports: &Vec<u16>| request.port.is_some_and(|port| ports.binary_search(&port).is_ok());
        self.ports.as_ref().is_none_or(of_port)
            && self.hosts.as_ref().is_none_or(of_host)
            && self.networks.as_ref().is_none_or(of_network)
    }

    pub(super) fn shape(&self) -> Shape {
        match (&self.hosts, &self.networks, &self.ports) {
            (Some(_), None, None) => Shape::Hosts,
            (None, Some(_), None) => Shape::Networks,
            (None, None, Some(_)) => Shape::Ports,
            _ => Shape::Several,
        }
    }

    /// A list without entries, if there is one.
    pub(super) fn empty_list(&self) -> Option<Shape> {
        let Self { hosts, networks, ports } = self;
        if hosts.as_ref().is_some_and(HostSet::is_empty) {
            Some(Shape::Hosts)
        } else if networks.as_ref().is_some_and(NetworkSet::is_empty) {
            Some(Shape::Networks)
        } else {
            ports.as_ref().is_some_and(Vec::is_empty).then_some(Shape::Ports)
        }
    }

    /// Adds the entries of `other`, and takes up its dimensions.
    pub(super) fn add_all(&mut self, other: &Self) {
        if other.hosts.is_some() {
            self.hosts.get_or_insert_default();
        }
        if other.networks.is_some() {
            self.networks.get_or_insert_default();
        }
        if other.ports.is_some() {
            self.ports.get_or_insert_default();
        }
        self.extend(other.clone());
    }

    /// Adds the entries of `other` in the dimensions of `self`.
    pub(super) fn extend(&mut self, other: Self) {
        if let (Some(hosts), Some(others)) = (&mut self.hosts, other.hosts) {
            others.patterns().for_each(|pattern| hosts.insert(&pattern));
        }
        if let (Some(networks), Some(others)) = (&mut self.networks, other.networks) {
            others.networks().for_each(|network| networks.insert(network));
        }
        if let (Some(ports), Some(others)) = (&mut self.ports, other.ports) {
            for port in others {
                if let Err(at) = ports.binary_search(&port) {
                    ports.insert(at, port);
                }
            }
        }
    }
}

/// Which dimensions a rule has, in the order in which a policy keeps its rules.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Shape {
    Hosts,
    Networks,
    Ports,
    Several,
}

/// A request, as far as it is known.
#[derive(Clone, Copy, Default)]
pub(crate) struct Request<'a> {
    /// The host, if it is a name: in lower case, without dots at its end.
    pub(crate) name: Option<&'a str>,
    /// The address that is judged, if it is known.
    pub(crate) address: Option<IpAddr>,
    pub(crate) port: Option<u16>,
}

impl<'a> Request<'a> {
    /// A request to `host`, as far as it is known.
    pub(crate) fn to(host: Option<&Host<&'a str>>, port: Option<u16>) -> Self {
        let (name, address) = match host {
            Some(Host::Domain(name)) => (Some(without_trailing_dots(name)), None),
            Some(Host::Ipv4(address)) => (None, Some((*address).into())),
            Some(Host::Ipv6(address)) => (None, Some((*address).into())),
            None => (None, None),
        };
        Self { name, address, port }
    }
}

/// `network`, or, if it lies inside `::ffff:0:0/96`, the IPv4 network that its addresses are
/// dialled as.
fn checked_network(network: IpNet) -> Result<IpNet, PolicyError> {
    if network != network.trunc() {
        let mend = Some(network.trunc().to_string());
        let entry = network.to_string();
        return Err(PolicyError::new("networks", &entry, EntryProblem::HostBits, mend));
    }
    if let IpNet::V6(v6) = network
        && let Some(address) = v6.addr().to_ipv4_mapped()
        && let Some(length) = v6.prefix_len().checked_sub(96)
        && let Ok(v4) = Ipv4Net::new(address, length)
    {
        return Ok(IpNet::V4(v4));
    }
    Ok(network)
}

/// `ports` in ascending order, each once.
pub(super) fn checked_ports(mut ports: Vec<u16>) -> Result<Vec<u16>, PolicyError> {
    ports.sort_unstable();
    ports.dedup();
    if ports.first() == Some(&0) {
        return Err(PolicyError::new("ports", "0", EntryProblem::PortZero, None));
    }
    Ok(ports)
}
