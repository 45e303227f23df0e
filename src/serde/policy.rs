//! The policy, a file: one key a method of [`Policy`], by its name.

use alloc::string::{String, ToString};
use alloc::vec::Vec;
use core::fmt;
use core::num::NonZeroU16;

use serde::de::value::{Error as KeyError, MapAccessDeserializer, StrDeserializer};
use serde::de::{DeserializeSeed, Deserializer, Error, MapAccess, Visitor};
use serde::ser::{SerializeMap, Serializer};
use serde::{Deserialize, Serialize};

use super::string::string;
use crate::policy::{Policy, PolicyError};

mod entry;

use entry::{Host, MaxLength, Nat64Prefix, Network};

/// As a map with one key for each method of [`Policy`]; `allow_ports` is left out where any port may
/// pass. What was written reads back as an equal policy.
///
/// ```
/// use live_record_notify::Policy;
///
/// let policy = Policy::default().allow_host(".intranet.corp")?.allow_ports([443])?;
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
/// max_length = 2048
/// "#,
/// );
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
impl Serialize for Policy {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        // A derived struct could leave nothing out in formats that write no names.
        let keys = if self.allowed_ports.is_some() { 10 } else { 9 };
        let mut map = serializer.serialize_map(Some(keys))?;
        map.serialize_entry("deny_network", &texts(&self.denied_networks))?;
        map.serialize_entry("allow_network", &texts(&self.allowed_networks))?;
        map.serialize_entry("deny_host", &texts(&self.denied_hosts))?;
        map.serialize_entry("allow_host", &texts(&self.allowed_hosts))?;
        map.serialize_entry("nat64_prefix", &texts(&self.nat64_prefixes))?;
        if let Some(ports) = &self.allowed_ports {
            map.serialize_entry("allow_ports", ports)?;
        }
        map.serialize_entry("require_https", &self.https_required)?;
        map.serialize_entry("refuse_ip_literals", &self.ip_literals_refused)?;
        map.serialize_entry("allow_user_info", &self.user_info_allowed)?;
        map.serialize_entry("max_length", &self.max_length)?;
        map.end()
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
///     "an entry is no host name: character ':' must not stand in a host name",
/// );
/// assert_eq!(error.span().and_then(|span| file.get(span)), Some(r#""https://hooks.corp""#));
/// ```
///
/// In JSON, where a misspelt key and a network with bits behind its prefix are refused as
/// everywhere:
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
///     "the network 10.0.0.1/8 has bits set behind its prefix; 10.0.0.0/8 may be meant \
///      at line 1 column 30",
/// );
/// # Ok::<(), serde_json::Error>(())
/// ```
impl<'de> Deserialize<'de> for Policy {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_map(PolicyVisitor)
    }
}

#[derive(Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
struct PolicyFile {
    deny_network: Vec<Network>,
    allow_network: Vec<Network>,
    deny_host: Vec<Host>,
    allow_host: Vec<Host>,
    nat64_prefix: Vec<Nat64Prefix>,
    #[serde(deserialize_with = "given")]
    allow_ports: Option<Vec<NonZeroU16>>,
    require_https: bool,
    refuse_ip_literals: bool,
    allow_user_info: bool,
    #[serde(deserialize_with = "given")]
    max_length: Option<MaxLength>,
}

impl TryFrom<PolicyFile> for Policy {
    type Error = PolicyError;

    fn try_from(file: PolicyFile) -> Result<Self, PolicyError> {
        let mut policy = Self::default();
        for Network(network) in file.deny_network {
            policy = policy.deny_network(network)?;
        }
        for Network(network) in file.allow_network {
            policy = policy.allow_network(network)?;
        }
        for Host(pattern) in file.deny_host {
            policy = policy.deny_host(&pattern)?;
        }
        for Host(pattern) in file.allow_host {
            policy = policy.allow_host(&pattern)?;
        }
        for Nat64Prefix(prefix) in file.nat64_prefix {
            policy = policy.nat64_prefix(prefix)?;
        }
        if let Some(ports) = file.allow_ports {
            policy = policy.allow_ports(ports.into_iter().map(NonZeroU16::get))?;
        }
        if let Some(MaxLength(bytes)) = file.max_length {
            policy = policy.max_length(bytes)?;
        }
        policy.https_required = file.require_https;
        policy.ip_literals_refused = file.refuse_ip_literals;
        policy.user_info_allowed = file.allow_user_info;
        Ok(policy)
    }
}

/// Reads the value of a key that can be left out. `Option` itself would take `null` for no value.
fn given<'de, D, T>(deserializer: D) -> Result<Option<T>, D::Error>
where
    D: Deserializer<'de>,
    T: Deserialize<'de>,
{
    T::deserialize(deserializer).map(Some)
}

/// Reads a map. Derived code would read a sequence too, as the values in the order of the keys.
struct PolicyVisitor;

impl<'de> Visitor<'de> for PolicyVisitor {
    type Value = Policy;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a map with the keys of a policy")
    }

    fn visit_map<A: MapAccess<'de>>(self, map: A) -> Result<Policy, A::Error> {
        let file = PolicyFile::deserialize(MapAccessDeserializer::new(TextKeys(map)))?;
        file.try_into().map_err(A::Error::custom)
    }
}

/// A map whose keys are texts. Derived code asks for identifiers instead, which can be numbers in
/// some formats, and which formats that do not describe themselves do not have.
struct TextKeys<A>(A);

impl<'de, A: MapAccess<'de>> MapAccess<'de> for TextKeys<A> {
    type Error = A::Error;

    fn next_key_seed<K>(&mut self, seed: K) -> Result<Option<K::Value>, A::Error>
    where
        K: DeserializeSeed<'de>,
    {
        self.0.next_key_seed(string("a key of a policy", |key| {
            seed.deserialize(StrDeserializer::<KeyError>::new(&key))
        }))
    }

    fn next_value_seed<V>(&mut self, seed: V) -> Result<V::Value, A::Error>
    where
        V: DeserializeSeed<'de>,
    {
        self.0.next_value_seed(seed)
    }
}
