//! What the stages ask of a policy: a caller's deny, then a caller's allow, then the built-in rules.

use core::net::{IpAddr, Ipv4Addr, Ipv6Addr};

use url::Host;

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

    #[inline]
    pub(crate) fn check_port(&self, port: u16) -> Result<(), Reason> {
        match &self.allowed_ports {
            Some(allowed) if allowed.binary_search(&port).is_ok() => Ok(()),
            Some(_) => Err(Reason::PortNotAllowed { port }),
            None if bad_ports::contains(port) => Err(Reason::BadPort { port }),
            None => Ok(()),
        }
    }

    /// Judges a host as a WHATWG reader gives it: names in lower case, addresses parsed.
    #[inline(always)]
    pub(crate) fn check_host(&self, host: &Host<impl AsRef<str>>) -> Result<(), Reason> {
        match host {
            Host::Domain(name) => self.check_name(name.as_ref()),
            Host::Ipv4(address) => self.check_literal((*address).into()),
            Host::Ipv6(address) => self.check_literal((*address).into()),
        }
    }

    /// Judges an address that is written as the host of a URL.
    #[inline(always)]
    pub(crate) fn check_literal(&self, address: IpAddr) -> Result<(), Reason> {
        self.check_address(address)?;
        if self.ip_literals_refused { Err(Reason::IpLiteral) } else { Ok(()) }
    }

    #[inline(always)]
    pub(crate) fn check_address(&self, address: IpAddr) -> Result<(), Reason> {
        match self.judge(address) {
            Judgement::Denied => Err(Reason::NetworkDenied { address }),
            Judgement::Refused(class) => Err(Reason::Address { address, class }),
            Judgement::Accepted => Ok(()),
        }
    }

    /// Judges a name in lower case.
    #[inline(always)]
    pub(crate) fn check_name(&self, name: &str) -> Result<(), Reason> {
        let name = dns_name::without_trailing_dots(name);
        if self.denied_hosts.iter().any(|pattern| pattern.matches(name)) {
            return Err(Reason::HostDenied);
        }
        match lookup(name) {
            Some(row) => self.check_row(name, row),
            // The empty name is the root of the DNS. It has no address, and the strict read refuses it.
            None if name.is_empty() || name.bytes().rev().any(|byte| byte == b'.') => Ok(()),
            None if self.allows(name) => Ok(()),
            None => Err(Reason::SingleLabel),
        }
    }

    /// Judges `name`, which lies at or below `row`.
    #[cold]
    fn check_row(&self, name: &str, row: &'static NameRow) -> Result<(), Reason> {
        let allowed = row.kind() != NameKind::CloudMetadata && self.allows(name);
        let mut spelled = false;
        if row.kind() == NameKind::SpellsAddress {
            let labels = dns_name::before(name, row.name()).unwrap_or_default();
            for address in spelled_addresses(labels) {
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
        }
        if spelled || allowed { Ok(()) } else { Err(Reason::Name { row }) }
    }

    fn allows(&self, name: &str) -> bool {
        self.allowed_hosts.iter().any(|pattern| pattern.matches(name))
    }

    #[inline(always)]
    fn judge(&self, address: IpAddr) -> Judgement {
        match address {
            IpAddr::V4(_) if self.denies(address) => Judgement::Denied,
            IpAddr::V4(ipv4) => self.judge_plain(address, AddressClass::of_ipv4(ipv4)),
            IpAddr::V6(ipv6) => self.judge_ipv6(ipv6),
        }
    }

    /// Judges an IPv6 address by itself and by the IPv4 address that it carries: a denial of either
    /// counts, and else the form in which it is carried says which of the two decides.
    ///
    /// Not inlined, so that [`judge`](Self::judge) stays small enough to be inlined everywhere.
    #[inline(never)]
    fn judge_ipv6(&self, address: Ipv6Addr) -> Judgement {
        let own_class = AddressClass::of_plain_ipv6(address);
        let carried = self.carried_ipv4(address);
        let address = IpAddr::V6(address);
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
            // A relay forwards the packet, and may do so to the address inside: a metadata service
            // there is refused. Otherwise the address itself decides.
            _ if inner_class.kind() == AddressKind::CloudMetadata => {
                self.judge_plain(address, inner_class)
            }
            _ => self.judge_plain(address, own_class),
        }
    }

    /// Judges `address` by the entries for it and, where there is none, by `class`.
    #[inline(always)]
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

    #[inline(always)]
    fn denies(&self, address: IpAddr) -> bool {
        self.denied_networks.iter().any(|network| network.contains(&address))
    }

    /// The IPv4 address inside `address`; the caller's own NAT64 prefixes count.
    fn carried_ipv4(&self, address: Ipv6Addr) -> Option<(Carrier, Ipv4Addr)> {
        let around = self.nat64_prefixes.iter().filter(|prefix| prefix.contains(&address));
        let longest = around.max_by_key(|prefix| prefix.prefix_len());
        let own = longest.map(|prefix| nat64_ipv4(prefix.prefix_len(), address));
        match (carried_ipv4(address), own) {
            // The operating system dials a mapped address as IPv4 before it asks any translator. No
            // prefix of the caller's can be longer than the well-known one of NAT64.
            (dialled @ Some((Carrier::Mapped | Carrier::Nat64, _)), _) => dialled,
            (_, Some(inner)) => Some((Carrier::Nat64, inner)),
            (Some((Carrier::LocalNat64, last)), None) => {
                let cuts = local_nat64_ipv4(address).into_iter();
                Some((Carrier::LocalNat64, self.worst(cuts).unwrap_or(last)))
            }
            // The tunnel ends at a site, which may go on by ISATAP.
            (Some((Carrier::SixToFour, relay)), None) => {
                let host = isatap_ipv4(address);
                let worst = self.worst([relay].into_iter().chain(host));
                let host = host.filter(|&host| host != relay && worst == Some(host));
                Some(host.map_or((Carrier::SixToFour, relay), |host| (Carrier::Isatap, host)))
            }
            (other, None) => other,
        }
    }

    /// Among the IPv4 addresses that a packet may reach: a denied one if there is any, else a metadata
    /// service, which only an entry for that one address opens.
    fn worst(&self, candidates: impl Iterator<Item = Ipv4Addr>) -> Option<Ipv4Addr> {
        let mut metadata = None;
        for candidate in candidates {
            let address = IpAddr::V4(candidate);
            if self.denies(address) {
                return Some(candidate);
            }
            if classify(address).kind() == AddressKind::CloudMetadata {
                metadata = metadata.or(Some(candidate));
            }
        }
        metadata
    }
}

enum Judgement {
    Denied,
    Refused(AddressClass),
    Accepted,
}
