//! The second stage: the addresses that may be dialled.

use alloc::string::String;
use alloc::vec::Vec;
use core::net::{IpAddr, SocketAddr};

use url::Host;

use crate::policy::Policy;
use crate::reason::Reason;

/// Where a request for a callback URL may be sent: what the resolver answered, judged.
///
/// Made by [`CallbackUrl::destination`](crate::CallbackUrl::destination). Dial the socket addresses and
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
    /// Judges `addresses`, which were given for `host`.
    pub(crate) fn new(
        host: &Host<&str>,
        port: u16,
        is_https: bool,
        addresses: impl IntoIterator<Item = IpAddr>,
        policy: &Policy,
    ) -> Result<Self, Reason> {
        let mut socket_addrs = Vec::new();
        for (count, address) in addresses.into_iter().enumerate() {
            if count >= policy.address_limit() {
                return Err(Reason::TooManyAddresses { limit: policy.address_limit() });
            }
            policy.check_answer(host, address, port)?;
            socket_addrs.push(SocketAddr::new(address, port));
        }
        keep_first(&mut socket_addrs);
        if socket_addrs.is_empty() {
            return Err(Reason::NoAddresses);
        }
        Ok(Self { host: host.to_owned(), port, is_https, socket_addrs })
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

/// Keeps the first of equal addresses, and the order of the rest.
fn keep_first(addresses: &mut Vec<SocketAddr>) {
    // Many insertions into a set cost a cache miss each, and a sort does not.
    let mut sorted: Vec<_> = addresses.iter().copied().zip(0_usize..).collect();
    sorted.sort_unstable();
    let equals_one_before = |pair: &[_]| match pair {
        [(a, _), (b, at)] if a == b => Some(*at),
        _ => None,
    };
    let mut again: Vec<_> = sorted.windows(2).filter_map(equals_one_before).collect();
    again.sort_unstable();
    let mut again = again.into_iter().peekable();
    let mut number = 0_usize..;
    addresses.retain(|_| again.next_if_eq(&number.next().unwrap_or_default()).is_none());
}
