//! The second stage: the addresses that may be dialled.

use alloc::string::String;
use alloc::vec::Vec;
use core::net::{IpAddr, SocketAddr};

use url::Host;

use crate::callback_url::CallbackUrl;
use crate::error::Error;
use crate::parameter::Parameter;
use crate::policy::Policy;
use crate::reason::Reason;

/// Where a request for a callback URL may be sent: what the resolver answered, judged.
///
/// Made by [`NotifyUrl::destination`](crate::NotifyUrl::destination) and
/// [`OnDemandUrl::destination`](crate::OnDemandUrl::destination). Dial the socket addresses and
/// nothing else: a client that resolves the name again can be given another answer.
///
/// ```
/// use live_record_notify::{NotifyUrl, Policy};
///
/// let url = NotifyUrl::parse("https://example.com/callback")?;
/// let destination = url.destination(["93.184.216.34".parse()?], &Policy::default())?;
/// assert_eq!(destination.host().to_string(), "example.com");
/// assert_eq!(destination.port(), 443);
/// assert!(destination.is_https());
/// assert_eq!(destination.socket_addrs(), ["93.184.216.34:443".parse()?]);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Destination {
    host: Host<String>,
    port: u16,
    is_https: bool,
    socket_addrs: Vec<SocketAddr>,
}

impl Destination {
    pub(crate) fn new(
        url: &CallbackUrl,
        addresses: impl IntoIterator<Item = IpAddr>,
        policy: &Policy,
        parameter: Parameter,
    ) -> Result<Self, Error> {
        let refused = |reason| Error::nowhere(parameter, reason);
        url.check(policy, parameter)?;
        let host = url.host().to_owned();
        let literal = match host {
            Host::Domain(_) => None,
            Host::Ipv4(address) => Some(IpAddr::V4(address)),
            Host::Ipv6(address) => Some(IpAddr::V6(address)),
        };
        let mut socket_addrs = Vec::new();
        for address in addresses {
            if literal.is_some_and(|literal| literal != address) {
                return Err(refused(Reason::OtherAddress { address }));
            }
            policy.check_address(address).map_err(refused)?;
            let socket_addr = SocketAddr::new(address, url.port());
            if !socket_addrs.contains(&socket_addr) {
                socket_addrs.push(socket_addr);
            }
        }
        if socket_addrs.is_empty() {
            return Err(refused(Reason::NoAddresses));
        }
        Ok(Self { host, port: url.port(), is_https: url.is_https(), socket_addrs })
    }

    /// The host, for the name in TLS and for the `Host` header.
    ///
    /// ```
    /// use live_record_notify::{NotifyUrl, Policy};
    ///
    /// let url = NotifyUrl::parse("https://example.com:8443/callback")?;
    /// let destination = url.destination(["93.184.216.34".parse()?], &Policy::default())?;
    /// assert_eq!(destination.host().to_string(), "example.com");
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    #[must_use]
    pub fn host(&self) -> Host<&str> {
        match &self.host {
            Host::Domain(name) => Host::Domain(name),
            Host::Ipv4(address) => Host::Ipv4(*address),
            Host::Ipv6(address) => Host::Ipv6(*address),
        }
    }

    /// The port, that of the scheme where the URL has none.
    ///
    /// ```
    /// use live_record_notify::{NotifyUrl, Policy};
    ///
    /// let url = NotifyUrl::parse("https://example.com:8443/callback")?;
    /// let destination = url.destination(["93.184.216.34".parse()?], &Policy::default())?;
    /// assert_eq!(destination.port(), 8443);
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    #[must_use]
    pub fn port(&self) -> u16 {
        self.port
    }

    /// Whether the request goes through TLS.
    ///
    /// ```
    /// use live_record_notify::{NotifyUrl, Policy};
    ///
    /// let url = NotifyUrl::parse("https://example.com:8443/callback")?;
    /// let destination = url.destination(["93.184.216.34".parse()?], &Policy::default())?;
    /// assert!(destination.is_https());
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    #[must_use]
    pub fn is_https(&self) -> bool {
        self.is_https
    }

    /// The socket addresses that may be dialled, in the resolver's order, each once, at least one.
    ///
    /// ```
    /// use live_record_notify::{NotifyUrl, Policy};
    ///
    /// let url = NotifyUrl::parse("https://example.com:8443/callback")?;
    /// let destination = url.destination(["93.184.216.34".parse()?], &Policy::default())?;
    /// assert_eq!(destination.socket_addrs(), ["93.184.216.34:8443".parse()?]);
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    #[must_use]
    pub fn socket_addrs(&self) -> &[SocketAddr] {
        &self.socket_addrs
    }
}
