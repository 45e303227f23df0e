//! What the stages ask of a policy: a caller's deny, only and allow, then the built-in rules.

use core::net::{IpAddr, Ipv4Addr, Ipv6Addr};

use ipnet::Ipv6Net;
use url::Host;

use super::network_set::NetworkSet;
use super::rule::{Request, Verb};
use super::{Policy, bad_ports};
use crate::address::{
    AddressClass, AddressKind, Carrier, carried_ipv4, classify, isatap_ipv4, local_nat64_ipv4,
    nat64_ipv4,
};
use crate::dns_name;
use crate::name::{NameKind, NameRow, lookup, spelled_addresses};
use crate::reason::Reason;

impl Policy {
    #[inline]
    pub(crate) fn check_length(&self, bytes: usize) -> Result<(), Reason> {
        if bytes > self.max_length {
            return Err(Reason::TooLong { limit: self.max_length });
        }
        Ok(())
    }

    #[inline]
    pub(crate) fn check_scheme(&self, https: bool) -> Result<(), Reason> {
        if self.https_required && !https {
            return Err(Reason::HttpsRequired);
        }
        Ok(())
    }

    #[inline]
    pub(crate) fn check_user_info(&self) -> Result<(), Reason> {
        if self.user_info_allowed { Ok(()) } else { Err(Reason::UserInfo) }
    }

    /// Judges a port, if it is known. Only rules need the `request`.
    #[inline]
    pub(crate) fn check_port<'a>(
        &self,
        port: Option<u16>,
        request: impl Fn() -> Request<'a>,
    ) -> Result<(), Reason> {
        match port {
            None => Ok(()),
            Some(_) if self.rules.is_some() => self.check_port_by_rules(request()),
            Some(port) => self.check_plain_port(port),
        }
    }

    #[inline(never)]
    fn check_port_by_rules(&self, request: Request<'_>) -> Result<(), Reason> {
        match request.port {
            Some(port) if self.denies_port(request) => Err(Reason::PortDenied { port }),
            Some(port) => self.check_plain_port(port).or_else(|reason| match reason {
                Reason::BadPort { .. } if self.opens_port(request) => Ok(()),
                reason => Err(reason),
            }),
            None => Ok(()),
        }
    }

    #[inline]
    fn check_plain_port(&self, port: u16) -> Result<(), Reason> {
        match &self.allowed_ports {
            Some(allowed) if allowed.binary_search(&port).is_ok() => Ok(()),
            Some(_) => Err(Reason::PortNotAllowed { port }),
            None if bad_ports::contains(port) => Err(Reason::BadPort { port }),
            None => Ok(()),
        }
    }

    /// Judges a host as a WHATWG reader gives it: names in lower case, addresses parsed.
    #[inline(always)]
    pub(crate) fn check_read_host(
        &self,
        host: &Host<impl AsRef<str>>,
        port: Option<u16>,
    ) -> Result<(), Reason> {
        match host {
            Host::Domain(name) => self.check_name(name.as_ref(), port),
            Host::Ipv4(address) => self.check_literal((*address).into(), port),
            Host::Ipv6(address) => self.check_literal((*address).into(), port),
        }
    }

    /// Judges an address that is written as the host of a URL.
    #[inline(always)]
    pub(crate) fn check_literal(&self, address: IpAddr, port: Option<u16>) -> Result<(), Reason> {
        self.check_address_of(Request { name: None, address: None, port }, address)?;
        if self.ip_literals_refused { Err(Reason::IpLiteral) } else { Ok(()) }
    }

    /// Judges a name in lower case before its addresses are known.
    #[inline(always)]
    pub(crate) fn check_name(&self, name: &str, port: Option<u16>) -> Result<(), Reason> {
        self.check_name_of(dns_name::without_trailing_dots(name), None, port)
    }

    /// Judges one of the addresses that a resolver gave for `host`. Host and port are accepted each by
    /// itself: what is left are the address, and the rules that name it with them.
    #[inline]
    pub(crate) fn check_answer(
        &self,
        host: &Host<impl AsRef<str>>,
        address: IpAddr,
        port: u16,
    ) -> Result<(), Reason> {
        let name = match host {
            Host::Domain(name) => dns_name::without_trailing_dots(name.as_ref()),
            // The literal was judged as the host.
            Host::Ipv4(literal) if address == *literal => return Ok(()),
            Host::Ipv6(literal) if address == *literal => return Ok(()),
            Host::Ipv4(_) | Host::Ipv6(_) => return Err(Reason::OtherAddress { address }),
        };
        let request = Request { name: Some(name), address: Some(address), port: Some(port) };
        self.check_address_of(request, address)?;
        if self.rules.is_some() {
            self.check_name_of(name, Some(address), Some(port))?;
            self.check_port(Some(port), || request)?;
        }
        Ok(())
    }

    /// Judges an address for no host and no port in particular.
    pub(crate) fn check_plain_address(&self, address: IpAddr) -> Result<(), Reason> {
        self.check_address_of(Request::default(), address)
    }

    /// Judges `address`, to which `request` goes.
    #[inline(always)]
    fn check_address_of(&self, request: Request<'_>, address: IpAddr) -> Result<(), Reason> {
        match self.judge(request, address) {
            Judgement::Denied => Err(Reason::NetworkDenied { address }),
            Judgement::NoRule => Err(Reason::NoRule),
            Judgement::Refused(class) => Err(Reason::Address { address, class }),
            Judgement::Accepted => Ok(()),
        }
    }

    /// Judges `name`, to which a request goes.
    #[inline(always)]
    fn check_name_of(
        &self,
        name: &str,
        address: Option<IpAddr>,
        port: Option<u16>,
    ) -> Result<(), Reason> {
        // Made where it is needed: one for all would be written to memory for each name.
        let request = || Request { name: Some(name), address, port };
        if self.rules.is_some() {
            return self.check_name_by_rules(name, request());
        }
        match lookup(name) {
            None if is_public(name) => Ok(()),
            row => self.check_listed_name(name, request(), row),
        }
    }

    #[inline(never)]
    fn check_name_by_rules(&self, name: &str, request: Request<'_>) -> Result<(), Reason> {
        if self.denies_name(request) {
            return Err(Reason::HostDenied);
        }
        match lookup(name) {
            None if is_public(name) => {}
            row => self.check_listed_name(name, request, row)?,
        }
        // An address is asked about together with the form in which it is dialled.
        if request.address.is_none() && !self.lists(request) {
            return Err(Reason::NoRule);
        }
        Ok(())
    }

    /// Judges `name`, which lies at or below `row`, or has no dot.
    #[cold]
    fn check_listed_name(
        &self,
        name: &str,
        request: Request<'_>,
        row: Option<&'static NameRow>,
    ) -> Result<(), Reason> {
        match row {
            Some(row) => self.check_row(name, request, row),
            None if self.private_networks_allowed || self.opens_name(request) => Ok(()),
            None => Err(Reason::SingleLabel),
        }
    }

    /// A rule with networks is asked where the address is.
    fn denies_name(&self, request: Request<'_>) -> bool {
        let mut rules = self.rules(Verb::Deny).iter();
        rules.any(|rule| {
            rule.hosts.is_some() && rule.networks.is_none() && rule.matches(request, false)
        })
    }

    /// Judges `name`, which lies at or below `row`.
    fn check_row(
        &self,
        name: &str,
        request: Request<'_>,
        row: &'static NameRow,
    ) -> Result<(), Reason> {
        let allowed = row.kind() != NameKind::CloudMetadata
            && (self.presets_open_name(row) || self.opens_name(request));
        let mut spelled = false;
        if row.kind() == NameKind::SpellsAddress {
            let labels = dns_name::before(name, row.name()).unwrap_or_default();
            for address in spelled_addresses(labels) {
                spelled = true;
                match self.judge(request, address) {
                    Judgement::Denied => return Err(Reason::NetworkDenied { address }),
                    Judgement::NoRule => return Err(Reason::NoRule),
                    Judgement::Refused(class)
                        if !allowed || class.kind() == AddressKind::CloudMetadata =>
                    {
                        return Err(Reason::SpelledAddress { address, class });
                    }
                    Judgement::Refused(_) | Judgement::Accepted => {}
                }
            }
        }
        if spelled || allowed { Ok(()) } else { Err(Reason::Name { row }) }
    }

    /// Whether [`allow_loopback`](Self::allow_loopback) or
    /// [`allow_private_networks`](Self::allow_private_networks) is about names at or below `row`.
    fn presets_open_name(&self, row: &NameRow) -> bool {
        match row.kind() {
            NameKind::Private => self.private_networks_allowed,
            NameKind::SpecialUse => match row.name() {
                "localhost" => self.loopback_allowed,
                // RFC 6762 §3, RFC 8375.
                "local" | "home.arpa" => self.private_networks_allowed,
                _ => false,
            },
            _ => false,
        }
    }

    /// The same for addresses.
    #[inline]
    fn presets_open_address(&self, kind: AddressKind) -> bool {
        match kind {
            AddressKind::Loopback => self.loopback_allowed,
            AddressKind::PrivateUse | AddressKind::UniqueLocal => self.private_networks_allowed,
            _ => false,
        }
    }

    #[inline(never)]
    fn opens_name(&self, request: Request<'_>) -> bool {
        let request = self.as_dialled(request);
        let mut rules = self.rules(Verb::Allow).iter();
        rules.any(|rule| rule.hosts.is_some() && rule.matches(request, true))
    }

    #[inline(never)]
    fn opens_address(&self, request: Request<'_>, class: AddressClass) -> bool {
        let is_metadata = class.kind() == AddressKind::CloudMetadata;
        let names = |networks: &NetworkSet| {
            !is_metadata || request.address.is_some_and(|address| networks.names(address))
        };
        let mut rules = self.rules(Verb::Allow).iter();
        rules.any(|rule| rule.networks.as_ref().is_some_and(names) && rule.matches(request, false))
    }

    #[cold]
    fn opens_port(&self, request: Request<'_>) -> bool {
        let request = self.as_dialled(request);
        let mut rules = self.rules(Verb::Allow).iter();
        request.port != Some(0)
            && rules.any(|rule| rule.ports.is_some() && rule.matches(request, true))
    }

    /// `request` with the IPv4 address that is dialled, where its address is a form of one: the rules
    /// that open the address name that one, so they open the name and the port by it too.
    fn as_dialled<'a>(&self, request: Request<'a>) -> Request<'a> {
        let Some(IpAddr::V6(address)) = request.address else { return request };
        let is_metadata =
            || AddressClass::of_plain_ipv6(address).kind() == AddressKind::CloudMetadata;
        match self.carried_ipv4(request, address) {
            Some((Carrier::Mapped | Carrier::Nat64, inner)) if !is_metadata() => {
                Request { address: Some(inner.into()), ..request }
            }
            _ => request,
        }
    }

    /// A rule with hosts or networks too is asked where these are.
    fn denies_port(&self, request: Request<'_>) -> bool {
        let mut rules = self.rules(Verb::Deny).iter();
        rules.any(|rule| {
            rule.hosts.is_none() && rule.networks.is_none() && rule.matches(request, false)
        })
    }

    /// Whether the rules to which requests are limited match `request`, if there are any.
    fn lists(&self, request: Request<'_>) -> bool {
        let rules = self.rules(Verb::Only);
        rules.is_empty() || rules.iter().any(|rule| rule.matches(request, true))
    }

    /// Judges `address` as that of `request`.
    #[inline(always)]
    fn judge(&self, request: Request<'_>, address: IpAddr) -> Judgement {
        match address {
            IpAddr::V4(_) if self.denies(request, address) => Judgement::Denied,
            IpAddr::V4(ipv4) => self.judge_plain(request, address, AddressClass::of_ipv4(ipv4)),
            IpAddr::V6(ipv6) => self.judge_ipv6(request, ipv6),
        }
    }

    /// Judges an IPv6 address by itself and by the IPv4 address that it carries: a denial of either
    /// counts, and else the form in which it is carried says which of the two decides.
    ///
    /// Not inlined, so that [`judge`](Self::judge) stays small enough to be inlined everywhere.
    #[inline(never)]
    fn judge_ipv6(&self, request: Request<'_>, address: Ipv6Addr) -> Judgement {
        let own_class = AddressClass::of_plain_ipv6(address);
        let carried = self.carried_ipv4(request, address);
        let address = IpAddr::V6(address);
        let Some((form, inner)) = carried else {
            return if self.denies(request, address) {
                Judgement::Denied
            } else {
                self.judge_plain(request, address, own_class)
            };
        };
        let inner_class = AddressClass::of_carried(form, inner);
        let inner = IpAddr::V4(inner);
        if self.denies(request, address) || self.denies(request, inner) {
            return Judgement::Denied;
        }
        match form {
            // The IPv4 address is what is dialled, unless a metadata service stands in its way.
            Carrier::Mapped | Carrier::Nat64 if own_class.kind() != AddressKind::CloudMetadata => {
                self.judge_plain(request, inner, inner_class)
            }
            // The site must be let through, and so must the host inside it.
            Carrier::Isatap => match self.judge_plain(request, address, own_class) {
                Judgement::Accepted => self.judge_plain(request, inner, inner_class),
                refused => refused,
            },
            // A relay forwards the packet, and may do so to the address inside: a metadata service
            // there is refused. Otherwise the address itself decides.
            _ if inner_class.kind() == AddressKind::CloudMetadata => {
                self.judge_plain(request, address, inner_class)
            }
            _ => self.judge_plain(request, address, own_class),
        }
    }

    /// Judges `address` by the rules for it and, where there is none, by `class`.
    #[inline(always)]
    fn judge_plain(&self, request: Request<'_>, address: IpAddr, class: AddressClass) -> Judgement {
        let request = || Request { address: Some(address), ..request };
        let accepted = class.is_public()
            || self.presets_open_address(class.kind())
            || self.rules.is_some() && self.opens_address(request(), class);
        // Where both refuse, what the address is says more: a metadata service must raise its alarm.
        if !accepted {
            Judgement::Refused(class)
        } else if self.rules.is_some() && !self.lists(request()) {
            Judgement::NoRule
        } else {
            Judgement::Accepted
        }
    }

    #[inline(always)]
    fn denies(&self, request: Request<'_>, address: IpAddr) -> bool {
        self.rules.is_some() && self.denies_by_rules(Request { address: Some(address), ..request })
    }

    #[inline(never)]
    fn denies_by_rules(&self, request: Request<'_>) -> bool {
        let mut rules = self.rules(Verb::Deny).iter();
        rules.any(|rule| rule.networks.is_some() && rule.matches(request, false))
    }

    /// The IPv4 address inside `address`; the caller's own NAT64 prefixes count.
    fn carried_ipv4(&self, request: Request<'_>, address: Ipv6Addr) -> Option<(Carrier, Ipv4Addr)> {
        let around = self.nat64_prefixes.iter().filter(|prefix| prefix.contains(&address));
        let inside = |prefix: &Ipv6Net| nat64_ipv4(prefix.prefix_len(), address);
        let longest = around.clone().max_by_key(|prefix| prefix.prefix_len());
        // Prefixes can nest, and which translator a packet meets is not known here: the address inside
        // must be let through by each.
        let own = longest.map(|longest| {
            let mut carried = around.map(inside);
            let refused = carried.find(|inner| self.refuses_inside(request, *inner));
            refused.unwrap_or_else(|| inside(longest))
        });
        match (carried_ipv4(address), own) {
            // The operating system dials a mapped address as IPv4 before it asks any translator. No
            // prefix of the caller's can be longer than the well-known one of NAT64.
            (dialled @ Some((Carrier::Mapped | Carrier::Nat64, _)), _) => dialled,
            (_, Some(inner)) => Some((Carrier::Nat64, inner)),
            (Some((Carrier::LocalNat64, last)), None) => {
                let cuts = local_nat64_ipv4(address).into_iter();
                Some((Carrier::LocalNat64, self.worst(request, cuts).unwrap_or(last)))
            }
            // The tunnel ends at a site, which may go on by ISATAP.
            (Some((Carrier::SixToFour, relay)), None) => {
                let host = isatap_ipv4(address);
                let worst = self.worst(request, [relay].into_iter().chain(host));
                let host = host.filter(|&host| host != relay && worst == Some(host));
                Some(host.map_or((Carrier::SixToFour, relay), |host| (Carrier::Isatap, host)))
            }
            (other, None) => other,
        }
    }

    /// Whether `inner` is refused as the address to which a translator sends the packet on.
    fn refuses_inside(&self, request: Request<'_>, inner: Ipv4Addr) -> bool {
        let class = AddressClass::of_carried(Carrier::Nat64, inner);
        let address = IpAddr::V4(inner);
        self.denies(request, address)
            || !matches!(self.judge_plain(request, address, class), Judgement::Accepted)
    }

    /// Among the IPv4 addresses that a packet may reach: a denied one if there is any, else a metadata
    /// service, which only an entry for that one address opens.
    fn worst(
        &self,
        request: Request<'_>,
        candidates: impl Iterator<Item = Ipv4Addr>,
    ) -> Option<Ipv4Addr> {
        let mut metadata = None;
        for candidate in candidates {
            let address = IpAddr::V4(candidate);
            if self.denies(request, address) {
                return Some(candidate);
            }
            if classify(address).kind() == AddressKind::CloudMetadata {
                metadata = metadata.or(Some(candidate));
            }
        }
        metadata
    }
}

/// Whether a name that no row holds can be answered in public: it has a dot. The empty name is the root
/// of the DNS, which has no address and which the strict read refuses.
#[inline(always)]
fn is_public(name: &str) -> bool {
    name.is_empty() || name.bytes().rev().any(|byte| byte == b'.')
}

enum Judgement {
    Denied,
    /// There are rules to which requests are limited, and none matches.
    NoRule,
    Refused(AddressClass),
    Accepted,
}
