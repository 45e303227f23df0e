//! What `NotifyUrl` and `OnDemandUrl` have in common, and what one of them is asked about.

use std::net::IpAddr;

use live_record_notify::{Destination, Error, NotifyUrl, OnDemandUrl, Policy};
use url::{Host, Url};

/// A callback URL of either type.
pub trait Callback: Sized + Sync {
    fn host(&self) -> Host<&str>;
    fn to_url(&self) -> Url;

    /// # Errors
    ///
    /// As for [`NotifyUrl::destination`].
    fn destination(&self, addresses: Vec<IpAddr>, policy: &Policy) -> Result<Destination, Error>;

    /// # Errors
    ///
    /// As for [`NotifyUrl::redirect`].
    fn redirect(&self, location: &str, policy: &Policy) -> Result<Self, Error>;
}

macro_rules! callback {
    ($name:ident) => {
        impl Callback for $name {
            fn host(&self) -> Host<&str> {
                self.host()
            }

            fn to_url(&self) -> Url {
                self.to_url()
            }

            fn destination(
                &self,
                addresses: Vec<IpAddr>,
                policy: &Policy,
            ) -> Result<Destination, Error> {
                self.destination(addresses, policy)
            }

            fn redirect(&self, location: &str, policy: &Policy) -> Result<Self, Error> {
                self.redirect(location, policy)
            }
        }
    };
}

callback!(NotifyUrl);
callback!(OnDemandUrl);

/// The stream that an `OnDemandUrl` is asked about.
#[derive(Clone, Copy, Debug)]
pub struct Stream<'a> {
    pub app: &'a str,
    pub domain: &'a str,
    pub stream: &'a str,
    pub vbitrate: u32,
    pub codec: &'a str,
}

impl Stream<'_> {
    /// `url` with the stream added to the query that it has.
    ///
    /// The longest length that a policy sets is meant for what a stranger typed, so what is added
    /// here does not count.
    pub(crate) fn added_to(
        &self,
        url: &OnDemandUrl,
        policy: &Policy,
    ) -> Result<OnDemandUrl, Error> {
        let mut added = url.to_url();
        added
            .query_pairs_mut()
            .append_pair("app", self.app)
            .append_pair("domain", self.domain)
            .append_pair("stream", self.stream)
            .append_pair("vbitrate", &self.vbitrate.to_string())
            .append_pair("codec", self.codec);
        let length = added.as_str().len();
        let policy = policy.clone().max_length(length).unwrap_or_else(|_| policy.clone());
        OnDemandUrl::parse_with(added.as_str(), &policy)
    }
}
