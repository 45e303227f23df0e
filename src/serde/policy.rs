//! The policy, a file: one key a method of [`Policy`], by its name.

use alloc::format;
use alloc::string::{String, ToString};
use alloc::vec::Vec;
use core::convert::Infallible;
use core::fmt::{self, Display};
use core::marker::PhantomData;
use core::str::FromStr;

use serde::de::{
    Deserialize, DeserializeSeed, Deserializer, Error, MapAccess, SeqAccess, Unexpected, Visitor,
};
use serde::ser::{Serialize, SerializeMap, Serializer};

use crate::policy::Policy;

macro_rules! keys {
    ($( $key:ident $name:literal $expected:literal; )*) => {
        #[derive(Clone, Copy, PartialEq, Eq)]
        enum Key {
            $( $key, )*
        }

        impl Key {
            const ALL: &[Self] = &[$( Self::$key ),*];
            const NAMES: &[&str] = &[$( $name ),*];

            fn name(self) -> &'static str {
                match self { $( Self::$key => $name, )* }
            }

            /// What is to stand behind the key, for messages.
            fn expected(self) -> &'static str {
                match self { $( Self::$key => concat!($name, " as ", $expected), )* }
            }
        }
    };
}

keys! {
    DenyNetwork      "deny_network"       r#"a list of networks like "10.0.0.0/8""#;
    AllowNetwork     "allow_network"      r#"a list of networks like "10.0.0.0/8""#;
    DenyHost         "deny_host"          r#"a list of host names like "example.com" or ".example.com""#;
    AllowHost        "allow_host"         r#"a list of host names like "example.com" or ".example.com""#;
    Nat64Prefix      "nat64_prefix"       r#"a list of networks like "2001:db8:64::/96""#;
    AllowPorts       "allow_ports"        "a list of port numbers up to 65535";
    RequireHttps     "require_https"      "a boolean";
    RefuseIpLiterals "refuse_ip_literals" "a boolean";
    AllowUserInfo    "allow_user_info"    "a boolean";
    MaxLength        "max_length"         "a number of bytes";
}

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
        let left_out = usize::from(self.allowed_ports.is_none());
        let mut map = serializer.serialize_map(Some(Key::ALL.len() - left_out))?;
        for key in Key::ALL {
            let name = key.name();
            match key {
                Key::DenyNetwork => map.serialize_entry(name, &Texts(&self.denied_networks))?,
                Key::AllowNetwork => map.serialize_entry(name, &Texts(&self.allowed_networks))?,
                Key::DenyHost => map.serialize_entry(name, &Texts(&self.denied_hosts))?,
                Key::AllowHost => map.serialize_entry(name, &Texts(&self.allowed_hosts))?,
                Key::Nat64Prefix => map.serialize_entry(name, &Texts(&self.nat64_prefixes))?,
                Key::AllowPorts => {
                    if let Some(ports) = &self.allowed_ports {
                        map.serialize_entry(name, &Ports(ports))?;
                    }
                }
                Key::RequireHttps => map.serialize_entry(name, &self.https_required)?,
                Key::RefuseIpLiterals => map.serialize_entry(name, &self.ip_literals_refused)?,
                Key::AllowUserInfo => map.serialize_entry(name, &self.user_info_allowed)?,
                Key::MaxLength => map.serialize_entry(name, &(self.max_length as u64))?,
            }
        }
        map.end()
    }
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
///     "deny_network: the network 10.0.0.1/8 has bits set behind its prefix; \
///      10.0.0.0/8 may be meant at line 1 column 32",
/// );
/// # Ok::<(), serde_json::Error>(())
/// ```
impl<'de> Deserialize<'de> for Policy {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_map(PolicyVisitor)
    }
}

struct PolicyVisitor;

impl<'de> Visitor<'de> for PolicyVisitor {
    type Value = Policy;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a map with the keys of a policy")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Policy, A::Error> {
        let mut policy = Policy::default();
        let mut seen = Vec::new();
        while let Some(key) = map.next_key_seed(KeyVisitor)? {
            if seen.contains(&key) {
                return Err(A::Error::duplicate_field(key.name()));
            }
            seen.push(key);
            policy = read_value(policy, key, &mut map)?;
        }
        Ok(policy)
    }
}

/// Reads what stands behind `key` and adds it to `policy`.
fn read_value<'de, A: MapAccess<'de>>(
    policy: Policy,
    key: Key,
    map: &mut A,
) -> Result<Policy, A::Error> {
    match key {
        Key::DenyNetwork => each_text(map, key, policy, |policy, text| {
            policy.deny_network(network(text)?).map_err(|error| error.to_string())
        }),
        Key::AllowNetwork => each_text(map, key, policy, |policy, text| {
            policy.allow_network(network(text)?).map_err(|error| error.to_string())
        }),
        Key::DenyHost => each_text(map, key, policy, |policy, text| {
            policy.deny_host(text).map_err(|error| error.to_string())
        }),
        Key::AllowHost => each_text(map, key, policy, |policy, text| {
            policy.allow_host(text).map_err(|error| error.to_string())
        }),
        Key::Nat64Prefix => each_text(map, key, policy, |policy, text| {
            policy.nat64_prefix(network(text)?).map_err(|error| error.to_string())
        }),
        Key::AllowPorts => {
            let ports = map.next_value_seed(List { key, entry: Number::new })?;
            policy.allow_ports(ports).map_err(refused(key))
        }
        Key::RequireHttps => switch(map, key, policy, Policy::require_https),
        Key::RefuseIpLiterals => switch(map, key, policy, Policy::refuse_ip_literals),
        Key::AllowUserInfo => switch(map, key, policy, Policy::allow_user_info),
        Key::MaxLength => {
            let bytes = map.next_value_seed(Number::new(key))?;
            policy.max_length(bytes).map_err(refused(key))
        }
    }
}

fn each_text<'de, A: MapAccess<'de>>(
    map: &mut A,
    key: Key,
    policy: Policy,
    add: impl Fn(Policy, &str) -> Result<Policy, String>,
) -> Result<Policy, A::Error> {
    let texts = map.next_value_seed(List { key, entry: text })?;
    texts.iter().try_fold(policy, |policy, text| add(policy, text)).map_err(refused(key))
}

fn switch<'de, A: MapAccess<'de>>(
    map: &mut A,
    key: Key,
    policy: Policy,
    turn_on: fn(Policy) -> Policy,
) -> Result<Policy, A::Error> {
    Ok(if map.next_value_seed(Switch(key))? { turn_on(policy) } else { policy })
}

fn network<T: FromStr<Err: Display>>(text: &str) -> Result<T, String> {
    text.parse().map_err(|error| format!("{text:?} is no network: {error}"))
}

fn text<'de>(key: Key) -> impl DeserializeSeed<'de, Value = String> {
    super::text(key.expected(), |text| Ok::<_, Infallible>(text.into_owned()))
}

fn refused<M: Display, E: Error>(key: Key) -> impl FnOnce(M) -> E {
    move |message| E::custom(format_args!("{}: {message}", key.name()))
}

struct KeyVisitor;

impl<'de> DeserializeSeed<'de> for KeyVisitor {
    type Value = Key;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<Key, D::Error> {
        deserializer.deserialize_str(self)
    }
}

impl Visitor<'_> for KeyVisitor {
    type Value = Key;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a key of a policy")
    }

    fn visit_str<E: Error>(self, text: &str) -> Result<Key, E> {
        let key = Key::ALL.iter().copied().find(|key| key.name() == text);
        key.ok_or_else(|| E::unknown_field(text, Key::NAMES))
    }
}

struct List<S> {
    key: Key,
    entry: fn(Key) -> S,
}

impl<'de, S: DeserializeSeed<'de>> DeserializeSeed<'de> for List<S> {
    type Value = Vec<S::Value>;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<Self::Value, D::Error> {
        deserializer.deserialize_seq(self)
    }
}

impl<'de, S: DeserializeSeed<'de>> Visitor<'de> for List<S> {
    type Value = Vec<S::Value>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.key.expected())
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut list: A) -> Result<Self::Value, A::Error> {
        let mut entries = Vec::new();
        while let Some(entry) = list.next_element_seed((self.entry)(self.key))? {
            entries.push(entry);
        }
        Ok(entries)
    }
}

struct Switch(Key);

impl<'de> DeserializeSeed<'de> for Switch {
    type Value = bool;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<bool, D::Error> {
        deserializer.deserialize_bool(self)
    }
}

impl Visitor<'_> for Switch {
    type Value = bool;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.0.expected())
    }

    fn visit_bool<E: Error>(self, value: bool) -> Result<bool, E> {
        Ok(value)
    }
}

#[derive(Clone, Copy)]
struct Number<T> {
    key: Key,
    of: PhantomData<T>,
}

impl<T> Number<T> {
    fn new(key: Key) -> Self {
        Self { key, of: PhantomData }
    }
}

impl<'de, T: TryFrom<u64>> DeserializeSeed<'de> for Number<T> {
    type Value = T;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<T, D::Error> {
        deserializer.deserialize_u64(self)
    }
}

impl<T: TryFrom<u64>> Visitor<'_> for Number<T> {
    type Value = T;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.key.expected())
    }

    fn visit_u64<E: Error>(self, value: u64) -> Result<T, E> {
        T::try_from(value).map_err(|_| E::invalid_value(Unexpected::Unsigned(value), &self))
    }

    fn visit_i64<E: Error>(self, value: i64) -> Result<T, E> {
        match u64::try_from(value) {
            Ok(value) => self.visit_u64(value),
            Err(_) => Err(E::invalid_value(Unexpected::Signed(value), &self)),
        }
    }
}

/// As numbers of the size that they are read as.
struct Ports<'a>(&'a [u16]);

impl Serialize for Ports<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_seq(self.0.iter().copied().map(u64::from))
    }
}

/// Each entry as the string that it displays.
struct Texts<'a, T>(&'a [T]);

impl<T: Display> Serialize for Texts<'_, T> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_seq(self.0.iter().map(AsText))
    }
}

struct AsText<'a, T>(&'a T);

impl<T: Display> Serialize for AsText<'_, T> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self.0)
    }
}
