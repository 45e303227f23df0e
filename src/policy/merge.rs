//! The policy of a platform and that of a tenant as one.

use alloc::vec::Vec;

use super::Policy;
use super::error::{EntryProblem, PolicyError};
use super::host_set::HostSet;
use super::network_set::NetworkSet;
use super::rule::{Rule, Verb};
use super::rules::Rules;

impl Policy {
    /// Both policies as one, such as that of a platform and that of a tenant: what either denies is
    /// denied, what either allows is allowed unless the other denies it, and of the limits and switches
    /// the stricter one counts.
    ///
    /// | what | merged |
    /// |---|---|
    /// | `deny`, `allow`, `nat64_prefix` | the entries of both; an entry of `allow` that a rule with one dimension denies as a whole is left out |
    /// | `only`, `allow_ports` | where both have some: what both let through |
    /// | `require_https`, `refuse_ip_literals` | set if either is |
    /// | `allow_user_info`, `allow_loopback`, `allow_private_networks` | set if both are |
    /// | `max_length`, `max_addresses` | the lower one |
    ///
    /// What either allows is open: let a tenant deny and limit, and take no `allow` and no
    /// `nat64_prefix` from one. With `n` and `m` rules of `only` there can be `n` × `m` in common.
    ///
    /// # Errors
    ///
    /// Both have rules of `only`, or both name the allowed ports, and have nothing in common: nothing
    /// would be let through.
    ///
    /// # Example
    ///
    /// ```
    /// use live_record_notify::{NotifyUrl, Policy};
    ///
    /// let platform = Policy::default().require_https().deny_host(".evil.example")?;
    /// let tenant = Policy::default().allow_host("hooks.corp")?.allow_user_info();
    /// let policy = platform.merge(&tenant)?;
    /// assert!(NotifyUrl::parse_with("https://hooks.corp/", &policy).is_ok());
    /// assert!(NotifyUrl::parse_with("http://hooks.corp/", &policy).is_err());
    /// assert!(NotifyUrl::parse_with("https://user@hooks.corp/", &policy).is_err());
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn merge(&self, other: &Self) -> Result<Self, PolicyError> {
        let mut rules = Rules::default();
        let both = |verb| self.rules(verb).iter().chain(other.rules(verb));
        for rule in both(Verb::Deny) {
            rules.insert(Verb::Deny, rule.clone());
        }
        let allowed: Vec<_> =
            both(Verb::Allow).filter_map(|rule| rules.without_denied(rule)).collect();
        for rule in allowed {
            rules.insert(Verb::Allow, rule);
        }
        for rule in common_rules(self.rules(Verb::Only), other.rules(Verb::Only))? {
            rules.insert(Verb::Only, rule);
        }
        let allowed_ports = match (&self.allowed_ports, &other.allowed_ports) {
            (Some(ports), Some(others)) => {
                let common = common_ports(ports, others);
                if common.is_empty() {
                    let problem = EntryProblem::NothingInCommon;
                    return Err(PolicyError::of_list("allow_ports", problem));
                }
                Some(common.into())
            }
            (ports, others) => ports.as_ref().or(others.as_ref()).cloned(),
        };
        let mut nat64_prefixes = self.nat64_prefixes.clone();
        let more =
            other.nat64_prefixes.iter().filter(|prefix| !self.nat64_prefixes.contains(prefix));
        nat64_prefixes.extend(more);
        Ok(Self {
            rules: (rules != Rules::default()).then(|| rules.into()),
            nat64_prefixes,
            allowed_ports,
            https_required: self.https_required || other.https_required,
            ip_literals_refused: self.ip_literals_refused || other.ip_literals_refused,
            user_info_allowed: self.user_info_allowed && other.user_info_allowed,
            loopback_allowed: self.loopback_allowed && other.loopback_allowed,
            private_networks_allowed: self.private_networks_allowed
                && other.private_networks_allowed,
            max_length: self.max_length.min(other.max_length),
            max_addresses: self.max_addresses.min(other.max_addresses),
        })
    }
}

impl Rules {
    /// `rule` of an `allow` without the entries that would do nothing. `None` if a list is then empty.
    fn without_denied(&self, rule: &Rule) -> Option<Rule> {
        let hosts = rule.hosts.as_ref().map(|hosts| {
            hosts.patterns().filter(|p| self.check_pattern(Verb::Allow, p).is_ok()).collect()
        });
        let networks = rule.networks.as_ref().map(|networks| {
            networks.networks().filter(|n| self.check_network(Verb::Allow, *n).is_ok()).collect()
        });
        let ports = rule.ports.as_ref().map(|ports| {
            let ports = ports.iter().copied();
            ports.filter(|port| self.check_port(Verb::Allow, *port).is_ok()).collect()
        });
        Some(Rule { hosts, networks, ports }).filter(|rule| self.check(Verb::Allow, rule).is_ok())
    }
}

/// The rules that match what both lists match; a list without rules matches everything.
fn common_rules(rules: &[Rule], others: &[Rule]) -> Result<Vec<Rule>, PolicyError> {
    if rules.is_empty() || others.is_empty() {
        return Ok(rules.iter().chain(others).cloned().collect());
    }
    let pairs = rules.iter().flat_map(|rule| others.iter().map(move |other| (rule, other)));
    let common: Vec<_> = pairs.filter_map(|(rule, other)| rule.common(other)).collect();
    if common.is_empty() {
        return Err(PolicyError::of_list(Verb::Only.as_str(), EntryProblem::NothingInCommon));
    }
    Ok(common)
}

impl Rule {
    /// The requests that both match, if there are any.
    fn common(&self, other: &Self) -> Option<Self> {
        let hosts = of_both(self.hosts.as_ref(), other.hosts.as_ref(), HostSet::common);
        let networks = of_both(self.networks.as_ref(), other.networks.as_ref(), NetworkSet::common);
        let ports = of_both(self.ports.as_ref(), other.ports.as_ref(), |a, b| common_ports(a, b));
        Some(Self { hosts, networks, ports }).filter(|rule| rule.empty_list().is_none())
    }
}

/// What is in `a` and in `b`, where `None` is everything.
fn of_both<T: Clone>(a: Option<&T>, b: Option<&T>, common: impl Fn(&T, &T) -> T) -> Option<T> {
    match (a, b) {
        (Some(a), Some(b)) => Some(common(a, b)),
        (a, b) => a.or(b).cloned(),
    }
}

fn common_ports(ports: &[u16], others: &[u16]) -> Vec<u16> {
    ports.iter().copied().filter(|port| others.binary_search(port).is_ok()).collect()
}
