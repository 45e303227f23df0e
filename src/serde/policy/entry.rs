//! What the policy's file holds.
//!
//! An entry of a list is a type of its own that is refused while it is read, so that a format that
//! knows places gives the place of the entry and not that of the list.

use alloc::boxed::Box;
use alloc::format;
use alloc::string::String;
use core::error::Error as StdError;
use core::fmt::Display;
use core::str::FromStr;

use ipnet::{IpNet, Ipv6Net};
use serde::Deserialize;
use serde::de::{DeserializeSeed, Deserializer};

use crate::policy::{Policy, PolicyError};
use crate::serde::string::string;

/// To deny or to allow: both refuse the same networks.
pub(super) struct Network(pub(super) IpNet);

/// To deny or to allow: both refuse the same texts.
pub(super) struct Host(pub(super) String);

pub(super) struct Nat64Prefix(pub(super) Ipv6Net);

#[derive(Deserialize)]
#[serde(try_from = "usize")]
pub(super) struct MaxLength(pub(super) usize);

type Refusal = Box<dyn StdError>;

impl<'de> Deserialize<'de> for Network {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        string(r#"a network like "10.0.0.0/8""#, |text| -> Result<_, Refusal> {
            let network = network(&text)?;
            Policy::default().deny_network(network)?;
            Ok(Self(network))
        })
        .deserialize(deserializer)
    }
}

impl<'de> Deserialize<'de> for Host {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let expected = r#"a host name like "example.com" or ".example.com""#;
        string(expected, |text| -> Result<_, Refusal> {
            Policy::default().deny_host(&text)?;
            Ok(Self(text.into_owned()))
        })
        .deserialize(deserializer)
    }
}

impl<'de> Deserialize<'de> for Nat64Prefix {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        string(r#"a network like "2001:db8:64::/96""#, |text| -> Result<_, Refusal> {
            let prefix = network(&text)?;
            Policy::default().nat64_prefix(prefix)?;
            Ok(Self(prefix))
        })
        .deserialize(deserializer)
    }
}

impl TryFrom<usize> for MaxLength {
    type Error = PolicyError;

    fn try_from(bytes: usize) -> Result<Self, PolicyError> {
        Policy::default().max_length(bytes)?;
        Ok(Self(bytes))
    }
}

fn network<T: FromStr<Err: Display>>(text: &str) -> Result<T, String> {
    text.parse().map_err(|error| format!("{text:?} is no network: {error}"))
}
