//! The types that are strings.

use alloc::borrow::Cow;
use alloc::string::String;
use core::marker::PhantomData;

use serde::de::{Deserialize, DeserializeSeed, Deserializer};
use serde::ser::{Serialize, Serializer};

use super::string::{secret, string};
use crate::auth_key::NotifyAuthKey;
use crate::callback_url::{CallbackUrl, UrlParameter};
use crate::domain_name::DomainName;
use crate::error::Error;
use crate::error_code::ErrorCode;
use crate::policy::Policy;
use crate::response::RequestId;

/// As a string: `"live.example.com"`.
impl Serialize for DomainName {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

/// From a string, as [`parse`](Self::parse) reads it. Error messages never repeat the string.
impl<'de> Deserialize<'de> for DomainName {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        read(deserializer, "DomainName", keep_buffer)
    }
}

/// As a string: `"http://demo.aliyundoc.com/examplecallback.action"`.
impl<P: UrlParameter> Serialize for CallbackUrl<P> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

/// From a string, as [`parse`](Self::parse) reads it. Error messages never repeat the string. For a
/// policy of the caller's there is [`seed`](Self::seed).
///
/// ```
/// use live_record_notify::NotifyUrl;
///
/// let json = r#""http://demo.aliyundoc.com/examplecallback.action""#;
/// let url: NotifyUrl = serde_json::from_str(json)?;
/// assert_eq!(serde_json::to_string(&url)?, json);
///
/// let error = serde_json::from_str::<NotifyUrl>(r#""http://10.0.0.1/?key=secret""#).unwrap_err();
/// assert!(error.to_string().starts_with("InvalidNotifyUrl.Unsafe: "));
/// assert!(!error.to_string().contains("secret"));
/// # Ok::<(), serde_json::Error>(())
/// ```
impl<'de, P: UrlParameter> Deserialize<'de> for CallbackUrl<P> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        Self::seed(Policy::public_internet()).deserialize(deserializer)
    }
}

impl<P: UrlParameter> CallbackUrl<P> {
    /// Reads the URL from a string by a policy of the caller's, as
    /// [`parse_with`](Self::parse_with) does: what one policy accepts, `Deserialize` may refuse.
    ///
    /// ```
    /// use live_record_notify::{NotifyUrl, Policy};
    /// use serde::de::DeserializeSeed;
    ///
    /// let policy = Policy::default().allow_network("10.1.0.0/16".parse()?)?;
    /// let json = r#""http://10.1.2.3/""#;
    /// let url = NotifyUrl::seed(&policy).deserialize(&mut serde_json::Deserializer::from_str(json))?;
    /// assert_eq!(url, "http://10.1.2.3/");
    /// assert!(serde_json::from_str::<NotifyUrl>(json).is_err());
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    #[must_use]
    pub fn seed<'de>(policy: &Policy) -> impl DeserializeSeed<'de, Value = Self> {
        UrlSeed { policy, url: PhantomData }
    }
}

struct UrlSeed<'p, P: UrlParameter> {
    policy: &'p Policy,
    url: PhantomData<CallbackUrl<P>>,
}

impl<'de, P: UrlParameter> DeserializeSeed<'de> for UrlSeed<'_, P> {
    type Value = CallbackUrl<P>;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<Self::Value, D::Error> {
        read(deserializer, P::PARAMETER.as_str(), |text| match text {
            Cow::Borrowed(text) => CallbackUrl::parse_with(text, self.policy),
            Cow::Owned(text) => CallbackUrl::read(text, self.policy),
        })
    }
}

/// As a string, which is the secret itself.
impl Serialize for NotifyAuthKey {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.as_str())
    }
}

/// From a string, as [`parse`](Self::parse) reads it. Error messages never repeat the string, nor a
/// number that stands in its place.
impl<'de> Deserialize<'de> for NotifyAuthKey {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        secret(deserializer, "NotifyAuthKey as a string", keep_buffer)
    }
}

/// As a string: `"16A96B9A-F203-4EC5-8E43-CB92E68F4CD8"`.
impl Serialize for RequestId {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

/// From a string, as `FromStr` reads it. Error messages never repeat the string.
impl<'de> Deserialize<'de> for RequestId {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        read(deserializer, "RequestId", |text| text.parse())
    }
}

/// As a string: `"InvalidNotifyUrl.Unsafe"`.
impl Serialize for ErrorCode {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

/// From a string, as `FromStr` reads it. Error messages never repeat the string.
impl<'de> Deserialize<'de> for ErrorCode {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        read(deserializer, "ErrorCode", |text| {
            text.parse().map_err(|_| "an error code that the operation does not have")
        })
    }
}

/// Reads a string with `parse`. `name` is that of the type, for messages.
fn read<'de, D, T, E>(
    deserializer: D,
    name: &str,
    parse: impl FnOnce(Cow<'_, str>) -> Result<T, E>,
) -> Result<T, D::Error>
where
    D: Deserializer<'de>,
    E: core::fmt::Display,
{
    string(format_args!("{name} as a string"), parse).deserialize(deserializer)
}

/// Parses a string; canonical text stays in the buffer that it came in.
fn keep_buffer<T>(text: Cow<'_, str>) -> Result<T, Error>
where
    T: for<'a> TryFrom<&'a str, Error = Error> + TryFrom<String, Error = Error>,
{
    match text {
        Cow::Borrowed(text) => text.try_into(),
        Cow::Owned(text) => text.try_into(),
    }
}
