//! The request, a map of the operation's parameters.

use alloc::borrow::Cow;
use alloc::vec::Vec;

use serde::de::{Deserialize, DeserializeSeed, Deserializer, Error};
use serde::ser::{Serialize, SerializeMap, Serializer};

use super::entries::{Entries, Name, ValueType};
use crate::domain_name::DomainName;
use crate::domain_request::{DeleteLiveRecordNotifyConfig, DescribeLiveRecordNotifyConfig};
use crate::parameter::Parameter;
use crate::policy::Policy;
use crate::request::AddLiveRecordNotifyConfig;
use crate::update_request::UpdateLiveRecordNotifyConfig;

/// As a map with the operation's parameters in the order of
/// [`to_params`](AddLiveRecordNotifyConfig::to_params). `NeedStatusNotify` is a boolean in formats
/// for people, and is left out where it is false, its default.
///
/// ```
/// use live_record_notify::AddLiveRecordNotifyConfig;
///
/// let request = AddLiveRecordNotifyConfig::from_params([
///     ("DomainName", "live.example.com"),
///     ("NotifyUrl", "http://demo.aliyundoc.com/examplecallback.action"),
///     ("NeedStatusNotify", "true"),
/// ])?;
/// assert_eq!(
///     serde_json::to_value(&request)?,
///     serde_json::json!({
///         "DomainName": "live.example.com",
///         "NotifyUrl": "http://demo.aliyundoc.com/examplecallback.action",
///         "NeedStatusNotify": true,
///     }),
/// );
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
impl Serialize for AddLiveRecordNotifyConfig {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let is_human_readable = serializer.is_human_readable();
        let mut map = serializer.serialize_map(Some(self.to_params().count()))?;
        for (name, value) in self.to_params() {
            match value.parse::<bool>() {
                Ok(value)
                    if is_human_readable
                        && known(name).is_some_and(|name| name.value == ValueType::Bool) =>
                {
                    map.serialize_entry(name, &value)?;
                }
                _ => map.serialize_entry(name, value)?,
            }
        }
        map.end()
    }
}

/// From a map, by the default policy; [`seed`](AddLiveRecordNotifyConfig::seed) takes another.
///
/// The entries are parameters for [`from_params`](AddLiveRecordNotifyConfig::from_params), so the
/// message gives the code and the reason of each one that is refused, and other keys are ignored. A key
/// that occurs twice is refused; `null` is an absent parameter.
///
/// ```
/// use live_record_notify::AddLiveRecordNotifyConfig;
///
/// let read = serde_json::from_str::<AddLiveRecordNotifyConfig>;
/// let request = read(r#"{
///     "DomainName": "live.example.com",
///     "NotifyUrl": "http://demo.aliyundoc.com/examplecallback.action",
///     "NeedStatusNotify": "True"
/// }"#)?;
/// assert!(request.need_status_notify());
///
/// let error = read(r#"{"NotifyUrl": "http://user:secret@example.com/"}"#).unwrap_err();
/// assert_eq!(
///     error.to_string(),
///     "MissingDomainName: the parameter is mandatory; \
///      InvalidNotifyUrl.Unsafe: user name or password before the host, or an empty `@`",
/// );
/// # Ok::<(), serde_json::Error>(())
/// ```
impl<'de> Deserialize<'de> for AddLiveRecordNotifyConfig {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        Self::seed(Policy::public_internet()).deserialize(deserializer)
    }
}

impl AddLiveRecordNotifyConfig {
    /// Reads the request from a map by a policy of the caller's, as
    /// [`from_params_with`](Self::from_params_with) does.
    ///
    /// ```
    /// use live_record_notify::{AddLiveRecordNotifyConfig, Policy};
    /// use serde::de::DeserializeSeed;
    ///
    /// let policy = Policy::default().allow_host("hooks.corp")?;
    /// let json = r#"{"DomainName": "live.example.com", "NotifyUrl": "http://hooks.corp/"}"#;
    /// let seed = AddLiveRecordNotifyConfig::seed(&policy);
    /// let request = seed.deserialize(&mut serde_json::Deserializer::from_str(json))?;
    /// assert_eq!(request.notify_url(), "http://hooks.corp/");
    /// assert!(serde_json::from_str::<AddLiveRecordNotifyConfig>(json).is_err());
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    #[must_use]
    pub fn seed<'de>(policy: &Policy) -> impl DeserializeSeed<'de, Value = Self> {
        RequestSeed(policy)
    }
}

struct RequestSeed<'p>(&'p Policy);

impl<'de> DeserializeSeed<'de> for RequestSeed<'_> {
    type Value = AddLiveRecordNotifyConfig;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<Self::Value, D::Error> {
        let expected = "a map with the parameters of AddLiveRecordNotifyConfig";
        let params = params(deserializer, expected)?;
        AddLiveRecordNotifyConfig::from_params_with(params, self.0).map_err(D::Error::custom)
    }
}

type Params<'de> = Vec<(&'static str, Cow<'de, str>)>;

fn params<'de, D: Deserializer<'de>>(
    deserializer: D,
    expected: &'static str,
) -> Result<Params<'de>, D::Error> {
    let entries = Entries { expected, known };
    if deserializer.is_human_readable() {
        // With `deserialize_map`, `serde_json` quotes a misplaced string in its error.
        deserializer.deserialize_any(entries)
    } else {
        deserializer.deserialize_map(entries)
    }
}

/// As [`AddLiveRecordNotifyConfig`] is written.
impl Serialize for UpdateLiveRecordNotifyConfig {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        self.config().serialize(serializer)
    }
}

/// As [`AddLiveRecordNotifyConfig`] is read.
impl<'de> Deserialize<'de> for UpdateLiveRecordNotifyConfig {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        AddLiveRecordNotifyConfig::deserialize(deserializer).map(Self::from)
    }
}

/// As a map with `DomainName`.
impl Serialize for DescribeLiveRecordNotifyConfig {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_map(self.to_params())
    }
}

/// From a map; other keys than `DomainName` are ignored.
impl<'de> Deserialize<'de> for DescribeLiveRecordNotifyConfig {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        domain_name(deserializer).map(Self::new)
    }
}

/// As a map with `DomainName`.
impl Serialize for DeleteLiveRecordNotifyConfig {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_map(self.to_params())
    }
}

/// From a map; other keys than `DomainName` are ignored.
impl<'de> Deserialize<'de> for DeleteLiveRecordNotifyConfig {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        domain_name(deserializer).map(Self::new)
    }
}

/// The one parameter of a request that names a domain and nothing else.
fn domain_name<'de, D: Deserializer<'de>>(deserializer: D) -> Result<DomainName, D::Error> {
    let params = params(deserializer, "a map with DomainName")?;
    DomainName::from_params(params).map_err(D::Error::custom)
}

fn known(name: &str) -> Option<Name> {
    let parameter = Parameter::ALL.iter().find(|parameter| parameter.as_str() == name)?;
    let value = match parameter {
        Parameter::NeedStatusNotify | Parameter::NotifyReqAuth => ValueType::Bool,
        Parameter::NotifyAuthKey => ValueType::Secret,
        Parameter::DomainName | Parameter::NotifyUrl | Parameter::OnDemandUrl => ValueType::String,
    };
    Some(Name { text: parameter.as_str(), value })
}
