//! A policy as a file: one key for each method of [`Policy`], with its name, and the rules as tables.

use alloc::string::{String, ToString};
use alloc::vec::Vec;
use core::fmt;

use serde::de::{Deserialize, Deserializer, Error, MapAccess, Unexpected, Visitor};
use serde::ser::{Serialize, SerializeMap, Serializer};

use super::string::string;
use crate::policy::{Policy, Rule, Verb};

mod entry;
mod rule;

use entry::{Added, Entries, HOST, Limit, NAT64_PREFIX, NETWORK, NonString, Ports, known, network};
use rule::{RuleFile, Tables};

/// As a map with one key for each method of [`Policy`], then the rules that have no short form;
/// `allow_ports` and these are left out where there are none. What was written reads back as an
/// equal policy.
///
/// ```
/// use live_record_notify::{Policy, Rule};
///
/// let partner = Rule::new().with_hosts(["hooks.corp"])?.with_networks(["10.1.0.0/16".parse()?])?;
/// let policy =
///     Policy::default().allow_host(".intranet.corp")?.allow_ports([443])?.allow(partner)?;
/// assert_eq!(
///     toml::to_string(&policy)?,
///     r#"deny_network = []
/// allow_network = []
/// deny_host = []
/// allow_host = [".intranet.corp"]
/// nat64_prefix = []
/// allow_ports = [443]
/// require_https = false
/// refuse_ip_literals = false
/// allow_user_info = false
/// allow_loopback = false
/// allow_private_networks = false
/// max_length = 2048
/// max_addresses = 1000
///
/// [[allow]]
/// hosts = ["hooks.corp"]
/// networks = ["10.1.0.0/16"]
/// "#,
/// );
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
impl Serialize for Policy {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let ports = self.allowed_ports();
        let tables = [Verb::Deny, Verb::Only, Verb::Allow].map(|verb| {
            let rules = self.rules(verb).iter().filter(|rule| short_form(verb, rule).is_none());
            (verb.as_str(), rules.map(RuleFile).collect::<Vec<_>>())
        });
        let tables = || tables.iter().filter(|(_, rules)| !rules.is_empty());
        // A map, since formats without field names cannot skip a field of a struct.
        let keys = 12 + usize::from(ports.is_some()) + tables().count();
        let mut map = serializer.serialize_map(Some(keys))?;
        for key in ["deny_network", "allow_network", "deny_host", "allow_host"] {
            map.serialize_entry(key, &self.short_list(key))?;
        }
        map.serialize_entry("nat64_prefix", &texts(self.nat64_prefixes()))?;
        if let Some(ports) = ports {
            map.serialize_entry("allow_ports", ports)?;
        }
        map.serialize_entry("require_https", &self.requires_https())?;
        map.serialize_entry("refuse_ip_literals", &self.refuses_ip_literals())?;
        map.serialize_entry("allow_user_info", &self.allows_user_info())?;
        map.serialize_entry("allow_loopback", &self.allows_loopback())?;
        map.serialize_entry("allow_private_networks", &self.allows_private_networks())?;
        map.serialize_entry("max_length", &self.length_limit())?;
        map.serialize_entry("max_addresses", &self.address_limit())?;
        for (key, rules) in tables() {
            map.serialize_entry(key, rules)?;
        }
        map.end()
    }
}

impl Policy {
    /// The entries of the short form `key`.
    fn short_list(&self, key: &str) -> Vec<String> {
        let verbs = [Verb::Deny, Verb::Allow].into_iter();
        let rules = verbs.flat_map(|verb| self.rules(verb).iter().map(move |rule| (verb, rule)));
        let rules = rules.filter(|(verb, rule)| short_form(*verb, rule) == Some(key));
        rules
            .flat_map(|(_, rule)| {
                let networks =
                    rule.networks().into_iter().flatten().map(|network| network.to_string());
                rule.hosts().into_iter().flatten().chain(networks).collect::<Vec<_>>()
            })
            .collect()
    }
}

/// The key for the entries of a rule, if it has a short form.
fn short_form(verb: Verb, rule: &Rule) -> Option<&'static str> {
    let dimensions = (rule.hosts().is_some(), rule.networks().is_some(), rule.ports().is_some());
    match (verb, dimensions) {
        (Verb::Deny, (true, false, false)) => Some("deny_host"),
        (Verb::Deny, (false, true, false)) => Some("deny_network"),
        (Verb::Allow, (true, false, false)) => Some("allow_host"),
        (Verb::Allow, (false, true, false)) => Some("allow_network"),
        _ => None,
    }
}

fn texts<T: ToString>(entries: &[T]) -> Vec<String> {
    entries.iter().map(T::to_string).collect()
}

/// From a map with one key for each method of [`Policy`]; what is left out is as in
/// [`Policy::default`]. In TOML:
///
/// ```
/// use live_record_notify::Policy;
///
/// let policy: Policy = toml::from_str(
///     r#"
///     allow_network = ["10.1.0.0/16"]
///     deny_network = ["10.1.2.0/24", "2001:db8::/32"]
///     allow_host = [".intranet.corp"]
///     deny_host = ["example.org"]
///     nat64_prefix = ["2001:db8:64::/96"]
///     allow_ports = [80, 443, 8443]
///     require_https = false
///     refuse_ip_literals = false
///     allow_user_info = true
///     max_length = 1024
///     "#,
/// )?;
/// let built = Policy::default()
///     .allow_network("10.1.0.0/16".parse()?)?
///     .deny_network("10.1.2.0/24".parse()?)?
///     .deny_network("2001:db8::/32".parse()?)?
///     .allow_host(".intranet.corp")?
///     .deny_host("example.org")?
///     .nat64_prefix("2001:db8:64::/96".parse()?)?
///     .allow_ports([80, 443, 8443])?
///     .allow_user_info()
///     .max_length(1024)?;
/// assert_eq!(policy, built);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
///
/// Rules with several dimensions are tables:
///
/// ```
/// use live_record_notify::{Policy, Rule};
///
/// let policy: Policy = toml::from_str(
///     r#"
///     [[allow]]
///     hosts = [".partner.corp"]
///     networks = ["10.1.0.0/16"]
///     ports = [80, 443]
///     "#,
/// )?;
/// let rule = Rule::new()
///     .with_hosts([".partner.corp"])?
///     .with_networks(["10.1.0.0/16".parse()?])?
///     .with_ports([80, 443])?;
/// assert_eq!(policy, Policy::default().allow(rule)?);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
///
/// A format that knows places points at what is refused, down to the entry of a list:
///
/// ```
/// use live_record_notify::Policy;
///
/// let file = r#"
/// allow_host = [
///     "hooks.corp",
///     "https://hooks.corp",
/// ]
/// "#;
/// let error = toml::from_str::<Policy>(file).unwrap_err();
/// assert_eq!(
///     error.message(),
///     r#"allow_host: an entry is a URL, not a host name; write "hooks.corp""#,
/// );
/// assert_eq!(error.span().and_then(|span| file.get(span)), Some(r#""https://hooks.corp""#));
/// ```
///
/// In JSON. As everywhere, a misspelt key is refused, and so is a network with host bits set:
///
/// ```
/// use live_record_notify::Policy;
///
/// let policy: Policy = serde_json::from_str(r#"{"require_https": true}"#)?;
/// assert_eq!(policy, Policy::default().require_https());
///
/// let error = serde_json::from_str::<Policy>(r#"{"require_htps": true}"#).unwrap_err();
/// assert!(error.to_string().starts_with("unknown field `require_htps`, expected one of "));
///
/// let error = serde_json::from_str::<Policy>(r#"{"deny_network": ["10.0.0.1/8"]}"#).unwrap_err();
/// assert_eq!(
///     error.to_string(),
///     "deny_network: \"10.0.0.1/8\" has host bits set; write \"10.0.0.0/8\" \
///      at line 1 column 30",
/// );
/// # Ok::<(), serde_json::Error>(())
/// ```
impl<'de> Deserialize<'de> for Policy {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        if deserializer.is_human_readable() {
            // With `deserialize_map`, a format quotes a misplaced string in its error, and that may be
            // a URL with a secret. `visit_str` below does not.
            deserializer.deserialize_any(PolicyVisitor)
        } else {
            deserializer.deserialize_map(PolicyVisitor)
        }
    }
}

/// The keys, in the order in which they are written.
const KEYS: &[&str] = &[
    "deny_network",
    "allow_network",
    "deny_host",
    "allow_host",
    "nat64_prefix",
    "allow_ports",
    "require_https",
    "refuse_ip_literals",
    "allow_user_info",
    "allow_loopback",
    "allow_private_networks",
    "max_length",
    "max_addresses",
    "deny",
    "only",
    "allow",
];

/// Reads a map, and adds each entry as it is read, so that a format reports the place of an entry that
/// is wrong by itself or next to those before it.
struct PolicyVisitor;

impl<'de> Visitor<'de> for PolicyVisitor {
    type Value = Policy;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a map with the keys of a policy")
    }

    fn visit_str<E: Error>(self, _: &str) -> Result<Policy, E> {
        Err(E::invalid_type(Unexpected::Other("string"), &self))
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Policy, A::Error> {
        let mut policy = Policy::default();
        let mut seen = Vec::new();
        // A string, not an identifier: some formats write identifiers as numbers.
        while let Some(key) =
            map.next_key_seed(string("a key of a policy", |key| known(KEYS, &key)))?
        {
            if seen.contains(&key) {
                return Err(A::Error::duplicate_field(key));
            }
            seen.push(key);
            policy = read_value(policy, key, &mut map)?;
        }
        Ok(policy)
    }
}

/// `policy` with the value of `key`.
fn read_value<'de, A: MapAccess<'de>>(
    policy: Policy,
    key: &'static str,
    map: &mut A,
) -> Result<Policy, A::Error> {
    let mut switch = |set: fn(Policy) -> Policy, policy| {
        map.next_value_seed(NonString::<bool>::new("a boolean"))
            .map(|is_set| if is_set { set(policy) } else { policy })
    };
    match key {
        "require_https" => return switch(Policy::require_https, policy),
        "refuse_ip_literals" => return switch(Policy::refuse_ip_literals, policy),
        "allow_user_info" => return switch(Policy::allow_user_info, policy),
        "allow_loopback" => return switch(Policy::allow_loopback, policy),
        "allow_private_networks" => return switch(Policy::allow_private_networks, policy),
        "max_length" => return map.next_value_seed(Limit(policy, Policy::max_length)),
        "max_addresses" => return map.next_value_seed(Limit(policy, Policy::max_addresses)),
        "deny" => return map.next_value_seed(Tables(policy, Verb::Deny)),
        "only" => return map.next_value_seed(Tables(policy, Verb::Only)),
        "allow" => return map.next_value_seed(Tables(policy, Verb::Allow)),
        "allow_ports" => {
            let ports = map.next_value_seed(Ports)?;
            return policy.allow_ports(ports).map_err(A::Error::custom);
        }
        _ => {}
    }
    let entries = |expected, add: AddEntry| Entries { target: policy, expected, add };
    map.next_value_seed(match key {
        "deny_network" => entries(NETWORK, |policy, text| Ok(policy.deny_network(network(text)?)?)),
        "allow_network" => {
            entries(NETWORK, |policy, text| Ok(policy.allow_network(network(text)?)?))
        }
        "deny_host" => entries(HOST, |policy, text| Ok(policy.deny_host(text)?)),
        "allow_host" => entries(HOST, |policy, text| Ok(policy.allow_host(text)?)),
        _ => entries(NAT64_PREFIX, |policy, text| Ok(policy.nat64_prefix(network(text)?)?)),
    })
}

type AddEntry = fn(Policy, &str) -> Added<Policy>;
