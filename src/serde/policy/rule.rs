//! The rules of one verb: a list of maps with the keys `hosts`, `networks` and `ports`.

use alloc::string::ToString;
use alloc::vec::Vec;
use core::fmt;
use core::mem::take;

use serde::de::{DeserializeSeed, Deserializer, Error, MapAccess, SeqAccess, Unexpected, Visitor};
use serde::ser::{Serialize, SerializeMap, Serializer};

use super::entry::{Entries, HOST, NETWORK, Ports, known, list, network};
use crate::policy::{Policy, PolicyError, Rule, Shape, Verb};
use crate::serde::string::string;

/// A rule as it is written.
pub(super) struct RuleFile<'a>(pub(super) &'a Rule);

impl Serialize for RuleFile<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let Self(rule) = self;
        let hosts = rule.hosts().map(Iterator::collect::<Vec<_>>);
        let networks = rule.networks().map(|networks| networks.map(|n| n.to_string()));
        let networks = networks.map(Iterator::collect::<Vec<_>>);
        let keys = [hosts.is_some(), networks.is_some(), rule.ports().is_some()];
        let keys = keys.into_iter().filter(|is_there| *is_there).count();
        let mut map = serializer.serialize_map(Some(keys))?;
        if let Some(hosts) = hosts {
            map.serialize_entry("hosts", &hosts)?;
        }
        if let Some(networks) = networks {
            map.serialize_entry("networks", &networks)?;
        }
        if let Some(ports) = rule.ports() {
            map.serialize_entry("ports", ports)?;
        }
        map.end()
    }
}

/// Reads the rules of a verb, and adds each to the policy.
pub(super) struct Tables(pub(super) Policy, pub(super) Verb);

impl<'de> DeserializeSeed<'de> for Tables {
    type Value = Policy;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<Policy, D::Error> {
        list(deserializer, self)
    }
}

impl<'de> Visitor<'de> for Tables {
    type Value = Policy;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a sequence of rules")
    }

    /// The default method would quote the string, which may be a URL.
    fn visit_str<E: Error>(self, _: &str) -> Result<Policy, E> {
        Err(E::invalid_type(Unexpected::Other("string"), &self))
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut list: A) -> Result<Policy, A::Error> {
        let Self(mut policy, verb) = self;
        while let Some(()) = list.next_element_seed(Table(&mut policy, verb))? {}
        Ok(policy)
    }
}

/// Reads one rule, and adds it to the policy.
struct Table<'a>(&'a mut Policy, Verb);

impl<'de> DeserializeSeed<'de> for Table<'_> {
    type Value = ();

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<(), D::Error> {
        if deserializer.is_human_readable() {
            deserializer.deserialize_any(self)
        } else {
            deserializer.deserialize_map(self)
        }
    }
}

const KEYS: &[&str] = &["hosts", "networks", "ports"];

impl<'de> Visitor<'de> for Table<'_> {
    type Value = ();

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a rule: a map with hosts, networks or ports")
    }

    /// The default method would quote the string, which may be a URL.
    fn visit_str<E: Error>(self, _: &str) -> Result<(), E> {
        Err(E::invalid_type(Unexpected::Other("string"), &self))
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<(), A::Error> {
        let Self(policy, verb) = self;
        let mut rule = Rule::new();
        let mut seen = Vec::new();
        while let Some(key) =
            map.next_key_seed(string("a key of a rule", |key| known(KEYS, &key)))?
        {
            if seen.contains(&key) {
                return Err(A::Error::duplicate_field(key));
            }
            seen.push(key);
            // Keep an empty list, so that it is refused: dropping it would widen the rule.
            let in_rule = |shape| move |error: PolicyError| error.in_rule(verb, shape);
            let with_list = |rule: Result<Rule, PolicyError>| rule.map_err(A::Error::custom);
            rule = match key {
                "hosts" => map.next_value_seed(Entries {
                    target: with_list(rule.with_hosts([""; 0]))?,
                    expected: HOST,
                    add: |rule: Rule, text: &str| {
                        let alone = Rule::new().with_hosts([text]);
                        let alone = alone.map_err(in_rule(Shape::Hosts))?;
                        policy.check_entries(verb, &alone)?;
                        Ok(rule.with_hosts([text])?)
                    },
                })?,
                "networks" => map.next_value_seed(Entries {
                    target: with_list(rule.with_networks([]))?,
                    expected: NETWORK,
                    add: |rule: Rule, text: &str| {
                        let network = network(text)?;
                        let alone = Rule::new().with_networks([network]);
                        let alone = alone.map_err(in_rule(Shape::Networks))?;
                        policy.check_entries(verb, &alone)?;
                        Ok(rule.with_networks([network])?)
                    },
                })?,
                _ => rule.with_ports(map.next_value_seed(Ports)?).map_err(A::Error::custom)?,
            };
        }
        // An error ends the read, so nobody sees the default policy that `take` leaves here.
        *policy = take(policy).with(verb, rule).map_err(A::Error::custom)?;
        Ok(())
    }
}
