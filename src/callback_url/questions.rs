//! Asks a policy about a host, an address or an endpoint outside a URL.

use core::net::{IpAddr, SocketAddr};

use url::Host;

use super::host::{self, ReadHost};
use super::{judge, strict};
use crate::policy::{Policy, Request};
use crate::reason::Reason;

/// The questions by themselves, for a resolver, a connector or a proxy.
impl Policy {
    /// Judges a host as it stands in a URL or in the target of a `CONNECT`: a name, an IPv4 address, or
    /// an IPv6 address with or without brackets. It is the first stage: the addresses of a name must
    /// still be judged.
    ///
    /// There is no port, so rules with ports match nothing here: they open no host, deny none and list
    /// none for `only`. [`check_endpoint`](Self::check_endpoint) applies them.
    ///
    /// # Errors
    ///
    /// The reason for which a URL with the host would be refused.
    ///
    /// # Example
    ///
    /// ```
    /// use live_record_notify::Policy;
    ///
    /// let policy = Policy::default();
    /// assert!(policy.check_host("hooks.example.com").is_ok());
    /// let id = |host| policy.check_host(host).map_err(|reason| reason.id());
    /// assert_eq!(id("localhost"), Err("special-use-name"));
    /// assert_eq!(id("0x7f.1"), Err("loopback"));
    /// assert_eq!(id("::1"), Err("loopback"));
    /// assert_eq!(id("a b.example.com"), Err("host-character"));
    /// ```
    pub fn check_host(&self, host: &str) -> Result<(), Reason> {
        let read = read(host);
        judge::check_host(host, &read, None, self)?;
        check_form(host, &read)
    }

    /// Judges an address, for no host in particular: only rules without hosts and without ports open
    /// it, deny it, or list it for `only`.
    ///
    /// # Errors
    ///
    /// An address that is not public, or that the policy denies.
    ///
    /// # Example
    ///
    /// ```
    /// use live_record_notify::Policy;
    ///
    /// let policy = Policy::default().allow_network("10.1.0.0/16".parse()?)?;
    /// assert!(policy.check_address("10.1.2.3".parse()?).is_ok());
    /// assert!(policy.check_address("10.2.0.1".parse()?).is_err());
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn check_address(&self, address: IpAddr) -> Result<(), Reason> {
        self.check_address_alone(address)
    }

    /// Judges everything at once: `host`, as for [`check_host`](Self::check_host), at one address that
    /// a resolver gave for it, and the port.
    ///
    /// # Errors
    ///
    /// The reason for which a URL with host and port would be refused, or its destination with the
    /// address.
    ///
    /// # Example
    ///
    /// ```
    /// use live_record_notify::{Policy, Rule};
    ///
    /// let rule = Rule::new()
    ///     .with_hosts(["db.corp"])?
    ///     .with_networks(["10.1.0.0/16".parse()?])?
    ///     .with_ports([8080])?;
    /// let policy = Policy::default().allow(rule)?;
    /// assert!(policy.check_endpoint("db.corp", "10.1.2.3:8080".parse()?).is_ok());
    /// assert!(policy.check_endpoint("db.corp", "10.1.2.3:80".parse()?).is_err());
    /// assert!(policy.check_endpoint("db.corp", "8.8.8.8:8080".parse()?).is_err());
    /// assert!(policy.check_endpoint("example.com", "10.1.2.3:8080".parse()?).is_err());
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn check_endpoint(&self, host: &str, endpoint: SocketAddr) -> Result<(), Reason> {
        let (address, port) = (endpoint.ip(), endpoint.port());
        let read = read(host);
        // Unsafe wins over Malformed.
        judge::check_host(host, &read, Some(port), self)?;
        self.check_port(Some(port), || Request::to(read.known().as_ref(), Some(port)))?;
        check_form(host, &read)?;
        match read.known() {
            Some(host) => self.check_answer(&host, address, port),
            // INVARIANT: it was checked above.
            None => Err(Reason::NoHost),
        }
    }
}

/// What `typed` reads as: an IPv6 address needs no brackets here.
fn read(typed: &str) -> ReadHost<'_> {
    match typed.parse() {
        Ok(address) => ReadHost { host: Ok(Host::Ipv6(address)), is_own_form: true },
        Err(_) => host::read(typed),
    }
}

/// Whether every reader reads the same host in `typed`.
fn check_form(typed: &str, read: &ReadHost<'_>) -> Result<(), Reason> {
    strict::check_host_form(typed, &(0..typed.len()), read).map_err(|fault| *fault.reason())
}
