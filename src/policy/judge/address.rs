//! Judges an address, and the IPv4 address that an IPv6 address carries.

use core::net::{IpAddr, Ipv4Addr, Ipv6Addr};

use ipnet::Ipv6Net;

use super::judgement::Judgement;
use crate::address::{
    AddressClass, AddressKind, Carrier, carried_ipv4, classify, isatap_ipv4, local_nat64_ipv4,
    nat64_ipv4,
};
use crate::policy::Policy;
use crate::policy::rule::Request;
use crate::reason::Reason;

impl Policy {
    /// Judges `address`, to which `request` goes.
    #[inline(always)]
    pub(super) fn check_address_of(
        &self,
        request: Request<'_>,
        address: IpAddr,
    ) -> Result<(), Reason> {
        match self.judge(request, address) {
            Judgement::Denied => Err(Reason::NetworkDenied { address }),
            Judgement::NoRule => Err(Reason::NoRule),
            Judgement::Refused(class) => Err(Reason::Address { address, class }),
            Judgement::Accepted => Ok(()),
        }
    }

    /// Judges `address` as that of `request`.
    #[inline(always)]
    pub(super) fn judge(&self, request: Request<'_>, address: IpAddr) -> Judgement {
        match address {
            IpAddr::V4(_) if self.denies(request, address) => Judgement::Denied,
            IpAddr::V4(ipv4) => self.judge_as(request, address, AddressClass::of_ipv4(ipv4)),
            IpAddr::V6(ipv6) => self.judge_ipv6(request, ipv6),
        }
    }

    /// Judges an IPv6 address by itself and by the IPv4 address that it carries: a denial of either
    /// counts, and otherwise the carrier says which of the two decides.
    ///
    /// `AddressClass::of_carrying` lets the same carriers decide, without a policy: change both. It has
    /// no use for the IPv4 address behind a relay, since the class of such an address is never public.
    ///
    /// Not inlined, so that [`judge`](Self::judge) stays small enough to be inlined everywhere.
    #[inline(never)]
    fn judge_ipv6(&self, request: Request<'_>, address: Ipv6Addr) -> Judgement {
        let own_class = AddressClass::of_own_row(address);
        let carried = self.inner_ipv4(request, address);
        let address = IpAddr::V6(address);
        let Some((form, inner)) = carried else {
            return if self.denies(request, address) {
                Judgement::Denied
            } else {
                self.judge_as(request, address, own_class)
            };
        };
        let inner_class = AddressClass::of_carried(form, inner);
        let inner = IpAddr::V4(inner);
        if self.denies(request, address) || self.denies(request, inner) {
            return Judgement::Denied;
        }
        match form {
            // The IPv4 address is what is dialled. The exception is a NAT64 prefix of the caller's around
            // a metadata service (`fd00:ec2::254`): then the IPv6 address decides, below.
            Carrier::Mapped | Carrier::Nat64 if own_class.kind() != AddressKind::CloudMetadata => {
                self.judge_as(request, inner, inner_class)
            }
            // The site must be let through, and so must the host inside it.
            Carrier::Isatap => match self.judge_as(request, address, own_class) {
                Judgement::Accepted => self.judge_as(request, inner, inner_class),
                refused => refused,
            },
            // A relay forwards the packet, and may do so to the address inside: a metadata service
            // there is refused. Otherwise the address itself decides.
            _ if inner_class.kind() == AddressKind::CloudMetadata => {
                self.judge_as(request, address, inner_class)
            }
            _ => self.judge_as(request, address, own_class),
        }
    }

    /// Replaces a mapped or NAT64 address by the IPv4 address that is dialled, with the exception that
    /// `judge_ipv6` makes. Rules name the IPv4 address, and the rule that opens it must open the name
    /// and the port as well.
    pub(super) fn as_dialled<'a>(&self, request: Request<'a>) -> Request<'a> {
        let Some(IpAddr::V6(address)) = request.address else { return request };
        let is_metadata = || AddressClass::of_own_row(address).kind() == AddressKind::CloudMetadata;
        match self.inner_ipv4(request, address) {
            Some((Carrier::Mapped | Carrier::Nat64, inner)) if !is_metadata() => {
                Request { address: Some(inner.into()), ..request }
            }
            _ => request,
        }
    }

    /// The IPv4 address inside `address`, as `address::carried_ipv4` finds it, or by the caller's NAT64
    /// prefixes. Where several are possible, the comments below say which one is taken.
    fn inner_ipv4(&self, request: Request<'_>, address: Ipv6Addr) -> Option<(Carrier, Ipv4Addr)> {
        let around = self.nat64_prefixes.iter().filter(|prefix| prefix.contains(&address));
        let inside = |prefix: &Ipv6Net| nat64_ipv4(prefix.prefix_len(), address);
        let longest = around.clone().max_by_key(|prefix| prefix.prefix_len());
        // Prefixes can nest, and which translator a packet meets is not known here: the addresses inside
        // must be accepted for all of them.
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
            || !matches!(self.judge_as(request, address, class), Judgement::Accepted)
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
