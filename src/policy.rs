//! What a caller allows or refuses beyond the default.

use alloc::borrow::{Cow, ToOwned};
use alloc::string::String;
use alloc::vec::Vec;
use core::net::{IpAddr, Ipv4Addr, Ipv6Addr};

use ipnet::{IpNet, Ipv4Net, Ipv6Net};
use url::Host;

use crate::address::{
    AddressClass, AddressKind, Carrier, carried_ipv4, classify, local_nat64_ipv4, nat64_ipv4,
};
use crate::host::{NameKind, dns_name, lookup, spelled_address};
use crate::reason::Reason;

mod bad_ports;

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
    denied_networks: Vec<IpNet>,
    allowed_networks: Vec<IpNet>,
    denied_hosts: Vec<HostPattern>,
    allowed_hosts: Vec<HostPattern>,
    nat64_prefixes: Vec<Ipv6Net>,
    allowed_ports: Option<Vec<u16>>,
    https_required: bool,
    ip_literals_refused: bool,
    user_info_allowed: bool,
    max_length: usize,
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

    /// Refuses the addresses of `network`, whatever else allows them.
    ///
    /// # Errors
    ///
    /// A network with bits set behind its prefix (`10.0.0.1/8`): it is unclear what is meant.
    pub fn deny_network(mut self, network: IpNet) -> Result<Self, PolicyError> {
        self.denied_networks.push(checked_network(network)?);
        Ok(self)
    }

    /// Lets the addresses of `network` through, except metadata services, which take an entry for
    /// the one address.
    ///
    /// # Errors
    ///
    /// A network with bits set behind its prefix (`10.0.0.1/8`): it is unclear what is meant.
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
    pub fn allow_host(mut self, pattern: &str) -> Result<Self, PolicyError> {
        self.allowed_hosts.push(HostPattern::parse(pattern)?);
        Ok(self)
    }

    /// Names a prefix of the caller's own NAT64 translators ([RFC 6052] §2.2). An address inside is
    /// judged by the IPv4 address that it carries.
    ///
    /// # Errors
    ///
    /// A prefix length other than 32, 40, 48, 56, 64 or 96; bits set behind the prefix, or in bits
    /// 64 to 71.
    ///
    /// [RFC 6052]: https://www.rfc-editor.org/rfc/rfc6052#section-2.2
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
    #[must_use]
    pub fn require_https(mut self) -> Self {
        self.https_required = true;
        self
    }

    /// Refuses IP addresses as hosts.
    #[must_use]
    pub fn refuse_ip_literals(mut self) -> Self {
        self.ip_literals_refused = true;
        self
    }

    /// Lets a user name and password before the host through: some receivers ask for basic
    /// authentication this way. `Debug` of a URL hides them.
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
    pub fn max_length(mut self, bytes: usize) -> Result<Self, PolicyError> {
        if bytes == 0 || bytes > MAX_LENGTH {
            return Err(PolicyError::MaxLength { bytes });
        }
        self.max_length = bytes;
        Ok(self)
    }
}

/// What the stages ask.
impl Policy {
    /// The default policy, without building it.
    pub(crate) fn public_internet() -> &'static Self {
        static PUBLIC_INTERNET: Policy = Policy::DEFAULT;
        &PUBLIC_INTERNET
    }

    pub(crate) fn check_length(&self, bytes: usize) -> Result<(), Reason> {
        if bytes > self.max_length {
            return Err(Reason::TooLong { limit: self.max_length });
        }
        Ok(())
    }

    pub(crate) fn check_scheme(&self, https: bool) -> Result<(), Reason> {
        if self.https_required && !https {
            return Err(Reason::HttpsRequired);
        }
        Ok(())
    }

    pub(crate) fn check_user_info(&self) -> Result<(), Reason> {
        if self.user_info_allowed { Ok(()) } else { Err(Reason::UserInfo) }
    }

    pub(crate) fn check_port(&self, port: u16) -> Result<(), Reason> {
        match &self.allowed_ports {
            Some(allowed) if allowed.binary_search(&port).is_ok() => Ok(()),
            Some(_) => Err(Reason::PortNotAllowed { port }),
            None if bad_ports::contains(port) => Err(Reason::BadPort { port }),
            None => Ok(()),
        }
    }

    /// Judges a host as a WHATWG reader gives it: names in lower case, addresses parsed.
    pub(crate) fn check_host(&self, host: &Host<&str>) -> Result<(), Reason> {
        let address = match *host {
            Host::Domain(name) => return self.check_name(name.trim_end_matches('.')),
            Host::Ipv4(address) => IpAddr::V4(address),
            Host::Ipv6(address) => IpAddr::V6(address),
        };
        self.check_address(address)?;
        if self.ip_literals_refused { Err(Reason::IpLiteral) } else { Ok(()) }
    }

    pub(crate) fn check_address(&self, address: IpAddr) -> Result<(), Reason> {
        match self.judge(address) {
            Judgement::Denied => Err(Reason::NetworkDenied { address }),
            Judgement::Refused(class) => Err(Reason::Address { address, class }),
            Judgement::Accepted => Ok(()),
        }
    }

    /// `name` has no trailing dot.
    fn check_name(&self, name: &str) -> Result<(), Reason> {
        if self.denied_hosts.iter().any(|pattern| pattern.matches(name)) {
            return Err(Reason::HostDenied);
        }
        let row = lookup(name);
        let locked = row.is_some_and(|row| row.kind() == NameKind::CloudMetadata);
        let allowed = !locked && self.allowed_hosts.iter().any(|pattern| pattern.matches(name));
        match row {
            Some(row) if row.kind() == NameKind::SpellsAddress => {
                let prefix = name.strip_suffix(row.name()).unwrap_or_default();
                let mut spelled = false;
                for address in spelled_address::decode(prefix) {
                    spelled = true;
                    match self.judge(address) {
                        Judgement::Denied => return Err(Reason::NetworkDenied { address }),
                        Judgement::Refused(class)
                            if !allowed || class.kind() == AddressKind::CloudMetadata =>
                        {
                            return Err(Reason::SpelledAddress { address, class });
                        }
                        Judgement::Refused(_) | Judgement::Accepted => {}
                    }
                }
                if spelled || allowed { Ok(()) } else { Err(Reason::Name { row }) }
            }
            _ if allowed => Ok(()),
            Some(row) => Err(Reason::Name { row }),
            None if !name.contains('.') => Err(Reason::SingleLabel),
            None => Ok(()),
        }
    }

    fn judge(&self, address: IpAddr) -> Judgement {
        let own_class = AddressClass::of_plain(address);
        let carried = match address {
            IpAddr::V4(_) => None,
            IpAddr::V6(address) => self.carried_ipv4(address),
        };
        let Some((form, inner)) = carried else {
            return if self.denies(address) {
                Judgement::Denied
            } else {
                self.judge_plain(address, own_class)
            };
        };
        let inner_class = AddressClass::of_carried(form, inner);
        let inner = IpAddr::V4(inner);
        if self.denies(address) || self.denies(inner) {
            return Judgement::Denied;
        }
        match form {
            // The IPv4 address is what is dialled, unless a metadata service stands in its way.
            Carrier::Mapped | Carrier::Nat64 if own_class.kind() != AddressKind::CloudMetadata => {
                self.judge_plain(inner, inner_class)
            }
            // The site must be let through, and so must the host inside it.
            Carrier::Isatap => match self.judge_plain(address, own_class) {
                Judgement::Accepted => self.judge_plain(inner, inner_class),
                refused => refused,
            },
            // A relay decides where the packet comes out, so it must not come out there.
            _ if inner_class.kind() == AddressKind::CloudMetadata => {
                self.judge_plain(address, inner_class)
            }
            _ => self.judge_plain(address, own_class),
        }
    }

    /// Judges `address` by the entries for it and, where there is none, by `class`.
    fn judge_plain(&self, address: IpAddr, class: AddressClass) -> Judgement {
        let mut entries = self.allowed_networks.iter().filter(|network| network.contains(&address));
        let accepted = match class.kind() {
            AddressKind::CloudMetadata => {
                entries.any(|network| network.prefix_len() == network.max_prefix_len())
            }
            _ => class.is_public() || entries.next().is_some(),
        };
        if accepted { Judgement::Accepted } else { Judgement::Refused(class) }
    }

    fn denies(&self, address: IpAddr) -> bool {
        self.denied_networks.iter().any(|network| network.contains(&address))
    }

    /// The IPv4 address inside `address`; the caller's own NAT64 prefixes count.
    fn carried_ipv4(&self, address: Ipv6Addr) -> Option<(Carrier, Ipv4Addr)> {
        let around = self.nat64_prefixes.iter().filter(|prefix| prefix.contains(&address));
        let longest = around.max_by_key(|prefix| prefix.prefix_len());
        let own = longest.and_then(|prefix| nat64_ipv4(*prefix, address));
        match (carried_ipv4(address), own) {
            // The operating system dials the first before any translator is asked; and packets go
            // to the translator with the longest prefix, of which none is longer than the second.
            (dialled @ Some((Carrier::Mapped | Carrier::Nat64, _)), _) => dialled,
            (_, Some(inner)) => Some((Carrier::Nat64, inner)),
            (Some((Carrier::LocalNat64, last)), None) => {
                Some((Carrier::LocalNat64, self.worst_cut(address).unwrap_or(last)))
            }
            (other, None) => other,
        }
    }

    /// Of the IPv4 addresses that the operator of the local NAT64 prefix may find in `address` one
    /// that is denied, or else one that takes an entry of its own.
    fn worst_cut(&self, address: Ipv6Addr) -> Option<Ipv4Addr> {
        let is_metadata =
            |cut: &Ipv4Addr| classify(IpAddr::V4(*cut)).kind() == AddressKind::CloudMetadata;
        local_nat64_ipv4(address)
            .find(|cut| self.denies(IpAddr::V4(*cut)))
            .or_else(|| local_nat64_ipv4(address).find(is_metadata))
    }
}

enum Judgement {
    Denied,
    Refused(AddressClass),
    Accepted,
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

/// `name` alone, or `.name` for it and all below.
#[derive(Clone, Debug, PartialEq, Eq)]
struct HostPattern {
    name: String,
    with_subdomains: bool,
}

impl HostPattern {
    fn parse(text: &str) -> Result<Self, PolicyError> {
        let (typed, with_subdomains) = match text.strip_prefix('.') {
            Some(name) => (name, true),
            None => (text, false),
        };
        let refuse = |reason| PolicyError::HostPattern { pattern: text.to_owned(), reason };
        let name = dns_name::to_ascii(typed)
            .filter(|name| dns_name::is_own_form(typed, name))
            .map(Cow::into_owned)
            .ok_or_else(|| refuse(Reason::Idna))?;
        dns_name::check(&name, dns_name::Underscore::Accepted)
            .map_err(|(reason, _)| refuse(reason))?;
        if name.rsplit('.').next().is_some_and(dns_name::is_number) {
            return Err(refuse(Reason::NumericLabel));
        }
        Ok(Self { name, with_subdomains })
    }

    fn matches(&self, name: &str) -> bool {
        match name.strip_suffix(self.name.as_str()) {
            Some("") => true,
            Some(below) => self.with_subdomains && below.ends_with('.'),
            None => false,
        }
    }
}

/// Why an entry of a [`Policy`] was refused.
#[non_exhaustive]
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum PolicyError {
    /// A network with bits set behind its prefix.
    #[error("the network {network} has bits set behind its prefix; {} may be meant", .network.trunc())]
    HostBits {
        /// The network as given.
        network: IpNet,
    },
    /// A text that is no host name.
    #[error("{pattern:?} is no host name: {reason}")]
    HostPattern {
        /// The text as given.
        pattern: String,
        /// Why it is none.
        reason: Reason,
    },
    /// A prefix that no NAT64 translator can have.
    #[error(
        "{prefix} is no NAT64 prefix: lengths are 32, 40, 48, 56, 64 and 96, and bits 64 to 71 are zero"
    )]
    Nat64Prefix {
        /// The prefix as given.
        prefix: Ipv6Net,
    },
    /// Port 0.
    #[error("port 0 is reserved and cannot be allowed")]
    PortZero,
    /// A longest length that is zero or beyond what is supported.
    #[error("{bytes} bytes cannot be the longest length of a URL")]
    MaxLength {
        /// The length as given.
        bytes: usize,
    },
}
