//! The rules of a policy by their verbs, and which of them would have no effect next to the others.

use alloc::string::{String, ToString};
use alloc::vec::Vec;

use ipnet::IpNet;

use super::bad_ports;
use super::error::{EntryProblem, PolicyError};
use super::host_pattern::HostPattern;
use super::host_set::HostSet;
use super::network_set::NetworkSet;
use super::rule::{Rule, Shape, Verb};
use crate::name::{NameKind, lookup};

/// The rules of a policy, by verb.
///
/// # Invariants
///
/// - Rules with one dimension stand before those with several, one for each dimension: hosts, networks,
///   ports. Their entries are one list, in whatever steps they were given.
/// - No list is empty, and each rule has a list.
/// - No entry of an `allow` rule is denied as a whole by the entries of a `deny` rule with one
///   dimension.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Rules {
    deny: Vec<Rule>,
    only: Vec<Rule>,
    allow: Vec<Rule>,
    /// The entries of all rules of `allow` with several dimensions, so that a denial is compared with
    /// them at once.
    allowed: Rule,
}

impl Rules {
    #[inline]
    pub(super) fn of(&self, verb: Verb) -> &[Rule] {
        match verb {
            Verb::Deny => &self.deny,
            Verb::Only => &self.only,
            Verb::Allow => &self.allow,
        }
    }

    /// Adds `rule`, which was [checked](Self::check).
    pub(super) fn insert(&mut self, verb: Verb, rule: Rule) {
        let rules = match verb {
            Verb::Deny => &mut self.deny,
            Verb::Only => &mut self.only,
            Verb::Allow => &mut self.allow,
        };
        let shape = rule.shape();
        if shape == Shape::Several {
            if verb == Verb::Allow {
                self.allowed.add_all(&rule);
            }
            rules.push(rule);
            return;
        }
        let at = rules.partition_point(|other| other.shape() < shape);
        match rules.get_mut(at) {
            Some(other) if other.shape() == shape => other.extend(rule),
            _ => rules.insert(at, rule),
        }
    }

    /// Refuses a rule without conditions, one with an empty list, one that would have no effect, and one
    /// that would open everything.
    pub(super) fn check(&self, verb: Verb, rule: &Rule) -> Result<(), PolicyError> {
        let Rule { hosts, networks, ports } = rule;
        if hosts.is_none() && networks.is_none() && ports.is_none() {
            return Err(PolicyError::of_list(verb.as_str(), EntryProblem::EmptyRule));
        }
        if let Some(shape) = rule.empty_list() {
            return Err(PolicyError::of_list(list(verb, shape), EntryProblem::EmptyList));
        }
        // A denial with several dimensions leaves some requests to a host, which `allow` may open.
        if verb != Verb::Deny || rule.shape() != Shape::Several {
            self.check_entries(verb, rule)?;
        }
        let are_all_open = |ports: &Vec<u16>| !ports.iter().any(|port| bad_ports::contains(*port));
        if verb == Verb::Allow
            && rule.shape() == Shape::Ports
            && ports.as_ref().is_some_and(are_all_open)
        {
            let problem = EntryProblem::OpenAlready;
            return Err(PolicyError::of_list(list(verb, Shape::Ports), problem));
        }
        let opens_every_name = verb == Verb::Allow
            && networks.is_none()
            && hosts.as_ref().is_some_and(HostSet::has_every_name);
        if opens_every_name {
            let problem = EntryProblem::Everything;
            return Err(PolicyError::new(list(verb, Shape::Hosts), ".", problem, None));
        }
        Ok(())
    }

    /// Refuses an entry of `rule` that would have no effect, or would open everything.
    pub(super) fn check_entries(&self, verb: Verb, rule: &Rule) -> Result<(), PolicyError> {
        for pattern in rule.hosts.iter().flat_map(HostSet::patterns) {
            self.check_pattern(verb, &pattern).map_err(|problem| {
                PolicyError::new(list(verb, Shape::Hosts), &pattern.to_string(), problem, None)
            })?;
        }
        for network in rule.networks.iter().flat_map(NetworkSet::networks) {
            self.check_network(verb, network).map_err(|problem| {
                PolicyError::new(list(verb, Shape::Networks), &network.to_string(), problem, None)
            })?;
        }
        for port in rule.ports.iter().flatten() {
            self.check_port(verb, *port).map_err(|problem| {
                PolicyError::new(list(verb, Shape::Ports), &port.to_string(), problem, None)
            })?;
        }
        Ok(())
    }

    pub(super) fn check_pattern(
        &self,
        verb: Verb,
        pattern: &HostPattern,
    ) -> Result<(), EntryProblem> {
        let is_metadata =
            || lookup(&pattern.name).is_some_and(|row| row.kind() == NameKind::CloudMetadata);
        match verb {
            Verb::Allow if is_metadata() => Err(EntryProblem::Metadata),
            _ => self.check_against(
                verb,
                |denied| denied.hosts.as_ref()?.holding(pattern).map(|by| by.to_string()),
                |allowed| allowed.hosts.as_ref()?.first_within(pattern).map(|a| a.to_string()),
            ),
        }
    }

    pub(super) fn check_network(&self, verb: Verb, network: IpNet) -> Result<(), EntryProblem> {
        match verb {
            Verb::Allow if network.prefix_len() == 0 => Err(EntryProblem::Everything),
            _ => self.check_against(
                verb,
                |denied| denied.networks.as_ref()?.holding(network).map(|by| by.to_string()),
                |allowed| allowed.networks.as_ref()?.first_within(network).map(|a| a.to_string()),
            ),
        }
    }

    pub(super) fn check_port(&self, verb: Verb, port: u16) -> Result<(), EntryProblem> {
        let found = |rule: &Rule| rule.ports.as_ref()?.binary_search(&port).ok();
        let found = |rule: &Rule| found(rule).map(|_| port.to_string());
        self.check_against(verb, found, found)
    }

    /// Rules that together have every entry of `allow`: a few, however many rules there are.
    fn allowed_entries(&self) -> impl Iterator<Item = &Rule> {
        let alone = self.allow.iter().take_while(|rule| rule.shape() != Shape::Several);
        alone.chain([&self.allowed])
    }

    /// Whether an entry of an `allow` rule is `denied` by a rule of its dimension alone, or an entry of
    /// such a rule denies what is `allowed`.
    fn check_against(
        &self,
        verb: Verb,
        denied: impl Fn(&Rule) -> Option<String>,
        allowed: impl Fn(&Rule) -> Option<String>,
    ) -> Result<(), EntryProblem> {
        let mut alone = self.deny.iter().take_while(|rule| rule.shape() != Shape::Several);
        match verb {
            Verb::Allow => match alone.find_map(denied) {
                Some(by) => Err(EntryProblem::Denied { by }),
                None => Ok(()),
            },
            Verb::Deny => match self.allowed_entries().find_map(allowed) {
                Some(allowed) => Err(EntryProblem::Denies { allowed }),
                None => Ok(()),
            },
            Verb::Only => Ok(()),
        }
    }
}

#[cfg(feature = "serde")]
impl PolicyError {
    /// The error for the one list that a rule of `shape` for `verb` has.
    pub(crate) fn in_rule(self, verb: Verb, shape: Shape) -> Self {
        self.in_list(list(verb, shape))
    }
}

/// The name of a list in messages.
fn list(verb: Verb, shape: Shape) -> &'static str {
    match (verb, shape) {
        (Verb::Deny, Shape::Hosts) => "deny.hosts",
        (Verb::Deny, Shape::Networks) => "deny.networks",
        (Verb::Deny, _) => "deny.ports",
        (Verb::Only, Shape::Hosts) => "only.hosts",
        (Verb::Only, Shape::Networks) => "only.networks",
        (Verb::Only, _) => "only.ports",
        (Verb::Allow, Shape::Hosts) => "allow.hosts",
        (Verb::Allow, Shape::Networks) => "allow.networks",
        (Verb::Allow, _) => "allow.ports",
    }
}
