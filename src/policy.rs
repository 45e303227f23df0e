//! What a caller allows or refuses beyond the default.

use alloc::vec::Vec;

use ipnet::{IpNet, Ipv4Net, Ipv6Net};

mod bad_ports;
mod error;
mod host_pattern;
mod judge;

pub use error::PolicyError;
use host_pattern::HostPattern;

/// What a callback URL may lead to.
///
/// The default is the public internet: `parse` means `parse_with(…, &Policy::default())`. A
/// caller's deny beats a caller's allow, and a caller's allow beats the built-in rules:
///
/// ```
/// use live_record_notify::{NotifyUrl, Policy};
///
/// let policy = Policy::default()
///     .allow_network("10.1.0.0/16".parse()?)?
///     .deny_network("10.1.2.0/24".parse()?)?
///     .allow_host(".intranet.corp")?;
///
/// assert!(NotifyUrl::parse_with("http://10.1.0.1/", &policy).is_ok());
/// assert!(NotifyUrl::parse_with("http://10.1.2.1/", &policy).is_err());
/// assert!(NotifyUrl::parse_with("http://hooks.intranet.corp/", &policy).is_ok());
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
///
/// Two things no entry opens by the way:
///
/// - **Metadata stays locked.** Allowing `169.254.0.0/16` does not open the metadata service at
///   `169.254.169.254`; only an entry for that one address (`/32`, `/128`) does. Host names of
///   metadata services stay refused whatever is allowed.
/// - **An allowed name is not an allowed address.** Allowing `intranet.corp` lets the name through
///   `parse`; `destination` still judges each address that the resolver gives for it.
///
/// An IPv6 address that is dialled as the IPv4 address it carries (IPv4-mapped, NAT64) is judged by
/// the entries for that IPv4 address. A deny entry for either form is enough.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Policy {
    pub(crate) denied_networks: Vec<IpNet>,
    pub(crate) allowed_networks: Vec<IpNet>,
    pub(crate) denied_hosts: Vec<HostPattern>,
    pub(crate) allowed_hosts: Vec<HostPattern>,
    pub(crate) nat64_prefixes: Vec<Ipv6Net>,
    pub(crate) allowed_ports: Option<Vec<u16>>,
    pub(crate) https_required: bool,
    pub(crate) ip_literals_refused: bool,
    pub(crate) user_info_allowed: bool,
    pub(crate) max_length: usize,
}

/// The longest URL that the default policy reads, in bytes.
///
/// ApsaraVideo Live documents this limit for the callback of its operation StartRtcCloudRecording,
/// and none for AddLiveRecordNotifyConfig.
const DEFAULT_MAX_LENGTH: usize = 2048;

/// The longest URL that any policy reads: positions inside one are kept in 32 bits.
const MAX_LENGTH: usize = 1 << 30;

impl Default for Policy {
    /// The public internet.
    fn default() -> Self {
        Self::DEFAULT
    }
}

impl Policy {
    const DEFAULT: Self = Self {
        denied_networks: Vec::new(),
        allowed_networks: Vec::new(),
        denied_hosts: Vec::new(),
        allowed_hosts: Vec::new(),
        nat64_prefixes: Vec::new(),
        allowed_ports: None,
        https_required: false,
        ip_literals_refused: false,
        user_info_allowed: false,
        max_length: DEFAULT_MAX_LENGTH,
    };

    /// The default policy, without building it.
    pub(crate) fn public_internet() -> &'static Self {
        static PUBLIC_INTERNET: Policy = Policy::DEFAULT;
        &PUBLIC_INTERNET
    }

    /// Refuses the addresses of `network`, whatever else allows them.
    ///
    /// # Errors
    ///
    /// A network with bits set after its prefix (`10.0.0.1/8`): it is unclear what is meant.
    ///
    /// # Example
    ///
    /// ```
    /// use live_record_notify::{NotifyUrl, Policy};
    ///
    /// let policy = Policy::default().deny_network("203.0.112.0/24".parse()?)?;
    /// assert!(NotifyUrl::parse_with("http://203.0.112.1/", &policy).is_err());
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn deny_network(mut self, network: IpNet) -> Result<Self, PolicyError> {
        self.denied_networks.push(checked_network(network)?);
        Ok(self)
    }

    /// Lets the addresses of `network` through, except metadata services, which take an entry for
    /// the one address.
    ///
    /// # Errors
    ///
    /// A network with bits set after its prefix (`10.0.0.1/8`): it is unclear what is meant.
    ///
    /// # Example
    ///
    /// ```
    /// use live_record_notify::{NotifyUrl, Policy};
    ///
    /// let policy = Policy::default().allow_network("10.1.0.0/16".parse()?)?;
    /// assert!(NotifyUrl::parse_with("http://10.1.0.1/", &policy).is_ok());
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn allow_network(mut self, network: IpNet) -> Result<Self, PolicyError> {
        self.allowed_networks.push(checked_network(network)?);
        Ok(self)
    }

    /// Refuses a host name: `name` alone, or with `.name` that name and all below it. The text is
    /// read as a name in a URL: letter case is folded, Unicode becomes A-labels.
    ///
    /// # Errors
    ///
    /// A text that is no host name: empty, an IP address, a wildcard, a URL.
    ///
    /// # Example
    ///
    /// ```
    /// use live_record_notify::{NotifyUrl, Policy};
    ///
    /// let policy = Policy::default().deny_host(".example.com")?;
    /// assert!(NotifyUrl::parse_with("http://hooks.example.com/", &policy).is_err());
    /// # Ok::<(), live_record_notify::PolicyError>(())
    /// ```
    pub fn deny_host(mut self, pattern: &str) -> Result<Self, PolicyError> {
        self.denied_hosts.push(HostPattern::parse(pattern)?);
        Ok(self)
    }

    /// Lets a host name through the first stage: `name` alone, or with `.name` that name and all
    /// below it. Names of metadata services stay refused, and the second stage still judges each
    /// address.
    ///
    /// # Errors
    ///
    /// A text that is no host name: empty, an IP address, a wildcard, a URL.
    ///
    /// # Example
    ///
    /// ```
    /// use live_record_notify::{NotifyUrl, Policy};
    ///
    /// let policy = Policy::default().allow_host("hooks.corp")?;
    /// assert!(NotifyUrl::parse_with("http://hooks.corp/", &policy).is_ok());
    /// # Ok::<(), live_record_notify::PolicyError>(())
    /// ```
    pub fn allow_host(mut self, pattern: &str) -> Result<Self, PolicyError> {
        self.allowed_hosts.push(HostPattern::parse(pattern)?);
        Ok(self)
    }

    /// Names a prefix of the caller's own NAT64 translators ([RFC 6052] §2.2). An address inside is
    /// judged by the IPv4 address that it carries.
    ///
    /// # Errors
    ///
    /// A prefix length other than 32, 40, 48, 56, 64 or 96; bits set after the prefix, or in bits
    /// 64 to 71.
    ///
    /// [RFC 6052]: https://www.rfc-editor.org/rfc/rfc6052#section-2.2
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
            return Err(PolicyError::Nat64Prefix { prefix });
        }
        self.nat64_prefixes.push(prefix);
        Ok(self)
    }

    /// Lets these ports through and no others; the built-in list of bad ports is then not asked. A
    /// URL without a port has that of its scheme: 80 or 443.
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
        let mut ports: Vec<u16> = ports.into_iter().collect();
        ports.sort_unstable();
        if ports.first() == Some(&0) {
            return Err(PolicyError::PortZero);
        }
        self.allowed_ports = Some(ports);
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

    /// Sets the longest URL that is read, in bytes of the text as given and of its canonical form.
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
        if bytes == 0 || bytes > MAX_LENGTH {
            return Err(PolicyError::MaxLength { bytes });
        }
        self.max_length = bytes;
        Ok(self)
    }

    /// The longest URL that is read, in bytes. A reader of untrusted input need not hold more of a
    /// line than this.
    ///
    /// ```
    /// use live_record_notify::Policy;
    ///
    /// assert_eq!(Policy::default().length_limit(), 2048);
    /// assert_eq!(Policy::default().max_length(4096)?.length_limit(), 4096);
    /// # Ok::<(), live_record_notify::PolicyError>(())
    /// ```
    #[must_use]
    pub fn length_limit(&self) -> usize {
        self.max_length
    }
}

/// `network`, or, if it lies inside `::ffff:0:0/96`, the IPv4 network that its addresses are
/// dialled as.
fn checked_network(network: IpNet) -> Result<IpNet, PolicyError> {
    if network != network.trunc() {
        return Err(PolicyError::HostBits { network });
    }
    if let IpNet::V6(v6) = network
        && let Some(address) = v6.addr().to_ipv4_mapped()
        && let Some(length) = v6.prefix_len().checked_sub(96)
        && let Ok(v4) = Ipv4Net::new(address, length)
    {
        return Ok(IpNet::V4(v4));
    }
    Ok(network)
}
