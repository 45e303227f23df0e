//! What `NotifyUrl` and `OnDemandUrl` have in common.

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
