//! What a policy has besides its rules: limits, switches, presets, and the caller's translators.

use alloc::string::ToString;

use ipnet::Ipv6Net;

use super::error::{EntryProblem, PolicyError};
use super::{Policy, rule};

impl Policy {
    /// Names a prefix of the caller's own NAT64 translators ([RFC 6052] §2.2). An address inside is
    /// judged by the IPv4 address that it carries.
    ///
    /// Prefixes can nest, and an address inside can have the form of an ISATAP site or of a relay. What
    /// it carries by each prefix, and a host inside ISATAP other than 0.0.0.0, must be let through. So
    /// must a metadata service behind a relay, and no relay may be denied. Inside `64:ff9b:1::/48`
    /// ([RFC 8215]) a prefix of 48 bits or more is taken for that of the local network; without one, each
    /// length from 48 is possible.
    ///
    /// # Errors
    ///
    /// A prefix length other than 32, 40, 48, 56, 64 or 96; host bits set; or any of the bits 64 to 71
    /// set.
    ///
    /// [RFC 6052]: https://www.rfc-editor.org/rfc/rfc6052#section-2.2
    /// [RFC 8215]: https://www.rfc-editor.org/rfc/rfc8215
    ///
    /// # Example
    ///
    /// ```
    /// use live_record_notify::{NotifyUrl, Policy};
    ///
    /// let policy = Policy::default().nat64_prefix("2001:db8:64::/96".parse()?)?;
    /// assert!(NotifyUrl::parse_with("http://[2001:db8:64::808:808]/", &policy).is_ok());
    /// assert!(NotifyUrl::parse_with("http://[2001:db8:64::a00:1]/", &policy).is_err());
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn nat64_prefix(mut self, prefix: Ipv6Net) -> Result<Self, PolicyError> {
        let [.., reserved, _, _, _, _, _, _, _] = prefix.addr().octets();
        if prefix != prefix.trunc()
            || !matches!(prefix.prefix_len(), 32 | 40 | 48 | 56 | 64 | 96)
            || reserved != 0
        {
            let entry = prefix.to_string();
            return Err(PolicyError::new("nat64_prefix", &entry, EntryProblem::Nat64Prefix, None));
        }
        if !self.nat64_prefixes.contains(&prefix) {
            self.nat64_prefixes.push(prefix);
        }
        Ok(self)
    }

    /// Allows only these ports; the built-in list of bad ports no longer applies. A URL without a port
    /// has that of its scheme: 80 or 443. A second call replaces the first.
    ///
    /// It limits all requests, those of [`only`](Self::only) too. To limit the ports of certain hosts,
    /// use a [`Rule`](crate::Rule).
    ///
    /// # Errors
    ///
    /// Port 0, which TCP reserves.
    ///
    /// # Example
    ///
    /// ```
    /// use live_record_notify::{NotifyUrl, Policy};
    ///
    /// let policy = Policy::default().allow_ports([443, 8443])?;
    /// assert!(NotifyUrl::parse_with("https://example.com/", &policy).is_ok());
    /// assert!(NotifyUrl::parse_with("http://example.com/", &policy).is_err());
    /// # Ok::<(), live_record_notify::PolicyError>(())
    /// ```
    pub fn allow_ports(
        mut self,
        ports: impl IntoIterator<Item = u16>,
    ) -> Result<Self, PolicyError> {
        let ports = rule::checked_ports(ports.into_iter().collect());
        self.allowed_ports = Some(ports.map_err(|error| error.in_list("allow_ports"))?.into());
        Ok(self)
    }

    /// Refuses `http` URLs.
    ///
    /// ```
    /// use live_record_notify::{NotifyUrl, Policy};
    ///
    /// let policy = Policy::default().require_https();
    /// assert!(NotifyUrl::parse_with("http://example.com/", &policy).is_err());
    /// ```
    #[must_use]
    pub fn require_https(mut self) -> Self {
        self.https_required = true;
        self
    }

    /// Refuses IP addresses as hosts.
    ///
    /// ```
    /// use live_record_notify::{NotifyUrl, Policy};
    ///
    /// let policy = Policy::default().refuse_ip_literals();
    /// assert!(NotifyUrl::parse_with("http://8.8.8.8/", &policy).is_err());
    /// ```
    #[must_use]
    pub fn refuse_ip_literals(mut self) -> Self {
        self.ip_literals_refused = true;
        self
    }

    /// Lets a user name and password before the host through: some receivers ask for basic
    /// authentication this way. `Debug` of a URL hides them.
    ///
    /// ```
    /// use live_record_notify::{NotifyUrl, Policy};
    ///
    /// let policy = Policy::default().allow_user_info();
    /// let url = NotifyUrl::parse_with("https://user:password@example.com/", &policy)?;
    /// assert_eq!(format!("{url:?}"), "NotifyUrl(https://…@example.com/)");
    /// # Ok::<(), live_record_notify::Error>(())
    /// ```
    #[must_use]
    pub fn allow_user_info(mut self) -> Self {
        self.user_info_allowed = true;
        self
    }

    /// Sets the maximum length of a URL, in bytes, of the text as given and of its canonical form.
    ///
    /// # Errors
    ///
    /// Zero, or more than 2³⁰.
    ///
    /// # Example
    ///
    /// ```
    /// use live_record_notify::{NotifyUrl, Policy};
    ///
    /// let policy = Policy::default().max_length(4096)?;
    /// let long = format!("http://example.com/{}", "a".repeat(3000));
    /// assert!(NotifyUrl::parse_with(&long, &policy).is_ok());
    /// # Ok::<(), live_record_notify::PolicyError>(())
    /// ```
    pub fn max_length(mut self, bytes: usize) -> Result<Self, PolicyError> {
        self.max_length = checked_limit("max_length", bytes, MAX_LENGTH)?;
        Ok(self)
    }

    /// Sets the maximum number of addresses that [`destination`](crate::CallbackUrl::destination) takes
    /// for one name. An answer with more is an attack on whoever dials them in turn, or a fault.
    ///
    /// # Errors
    ///
    /// Zero, or more than 2³⁰.
    ///
    /// # Example
    ///
    /// ```
    /// use live_record_notify::{NotifyUrl, Policy};
    ///
    /// let policy = Policy::default().max_addresses(1)?;
    /// let url = NotifyUrl::parse("http://example.com/")?;
    /// assert!(url.destination(["8.8.8.8".parse()?], &policy).is_ok());
    /// assert!(url.destination(["8.8.8.8".parse()?, "8.8.4.4".parse()?], &policy).is_err());
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn max_addresses(mut self, count: usize) -> Result<Self, PolicyError> {
        self.max_addresses = checked_limit("max_addresses", count, MAX_ADDRESSES)?;
        Ok(self)
    }

    /// Opens the machine itself, for development: `localhost` and all names below, `127.0.0.0/8` and
    /// `::1`. Metadata services, link-local and private addresses stay refused.
    ///
    /// ```
    /// use live_record_notify::{NotifyUrl, Policy};
    ///
    /// let policy = Policy::default().allow_loopback();
    /// let url = NotifyUrl::parse_with("http://localhost:8080/", &policy)?;
    /// assert!(url.destination(["127.0.0.1".parse()?, "::1".parse()?], &policy).is_ok());
    /// assert!(NotifyUrl::parse_with("http://127.0.0.1:8080/", &policy).is_ok());
    /// assert!(NotifyUrl::parse_with("http://169.254.169.254/", &policy).is_err());
    /// assert!(NotifyUrl::parse_with("http://10.0.0.1/", &policy).is_err());
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    #[must_use]
    pub fn allow_loopback(mut self) -> Self {
        self.loopback_allowed = true;
        self
    }

    /// Opens private networks, for a product that its users host themselves: the addresses of RFC 1918
    /// and `fc00::/7`, the names that only private networks answer (`.internal`, `.lan`, `.local`, …)
    /// and names without a dot. Loopback, link-local addresses and metadata services stay refused.
    ///
    /// ```
    /// use live_record_notify::{NotifyUrl, Policy};
    ///
    /// let policy = Policy::default().allow_private_networks();
    /// let url = NotifyUrl::parse_with("http://receiver.lan/", &policy)?;
    /// assert!(url.destination(["192.168.1.7".parse()?], &policy).is_ok());
    /// assert!(NotifyUrl::parse_with("http://10.1.2.3/", &policy).is_ok());
    /// assert!(NotifyUrl::parse_with("http://169.254.169.254/", &policy).is_err());
    /// assert!(NotifyUrl::parse_with("http://[fd00:ec2::254]/", &policy).is_err());
    /// assert!(NotifyUrl::parse_with("http://127.0.0.1/", &policy).is_err());
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    #[must_use]
    pub fn allow_private_networks(mut self) -> Self {
        self.private_networks_allowed = true;
        self
    }
}

/// The longest URL that any policy reads: positions inside one are kept in 32 bits.
const MAX_LENGTH: usize = 1 << 30;

/// The most addresses that any policy takes for one name: far beyond what a resolver can answer.
const MAX_ADDRESSES: usize = 1 << 30;

fn checked_limit(list: &'static str, limit: usize, most: usize) -> Result<usize, PolicyError> {
    if limit == 0 || limit > most {
        let problem = EntryProblem::Limit { most };
        return Err(PolicyError::new(list, &limit.to_string(), problem, None));
    }
    Ok(limit)
}
