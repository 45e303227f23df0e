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

/// The IPv4 address inside an IPv6 address.
#[derive(Clone, Copy)]
struct Inside {
    carrier: Carrier,
    ipv4: Ipv4Addr,
    /// Whether a request is judged by it alone, as it is what is dialled, or what a request must not
    /// reach on any way.
    decides: bool,
}

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
        let inside = self.inside(request, address);
        let address = IpAddr::V6(address);
        let Some(Inside { carrier, ipv4, decides }) = inside else {
            return if self.denies(request, address) {
                Judgement::Denied
            } else {
                self.judge_as(request, address, own_class)
            };
        };
        let class = AddressClass::of_carried(carrier, ipv4);
        let ipv4 = IpAddr::V4(ipv4);
        if self.denies(request, address) || self.denies(request, ipv4) {
            return Judgement::Denied;
        }
        match carrier {
            // The exception is a NAT64 prefix of the caller's around a metadata service
            // (`fd00:ec2::254`): then the IPv6 address decides, below.
            _ if decides && own_class.kind() != AddressKind::CloudMetadata => {
                self.judge_as(request, ipv4, class)
            }
            // The site must be let through, and so must the host inside it.
            Carrier::Isatap => match self.judge_as(request, address, own_class) {
                Judgement::Accepted => self.judge_as(request, ipv4, class),
                refused => refused,
            },
            // A relay forwards the packet, and may do so to the address inside: a metadata service
            // there is refused. Otherwise the address itself decides.
            _ if class.kind() == AddressKind::CloudMetadata => {
                self.judge_as(request, address, class)
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
        match self.inside(request, address) {
            Some(Inside { ipv4, decides: true, .. }) if !is_metadata() => {
                Request { address: Some(ipv4.into()), ..request }
            }
            _ => request,
        }
    }

    /// The IPv4 address inside `address`, by the caller's NAT64 prefixes and by the forms that
    /// `address::carried_ipv4` knows.
    fn inside(&self, request: Request<'_>, address: Ipv6Addr) -> Option<Inside> {
        let around = self.nat64_prefixes.iter().filter(|prefix| prefix.contains(&address));
        let longest = around.clone().max_by_key(|prefix| prefix.prefix_len());
        let Some(longest) = longest else { return self.in_known_form(request, address) };
        let found = carried_ipv4(address).into_iter();
        let known = found.flat_map(|found| in_known_forms(found, address));
        // The operating system dials a mapped address as IPv4 before it asks any translator. No prefix
        // of the caller's can be longer than the well-known one of NAT64.
        if let Some(dialled) = known.clone().find(|inside| inside.decides) {
            return Some(dialled);
        }
        let also = known.filter(|Inside { carrier, ipv4, .. }| match carrier {
            // The caller's prefix says what was guessed: where the one of the network ends.
            Carrier::LocalNat64 => false,
            Carrier::Isatap => true,
            // Of what a relay forwards the packet to, only a denial and a metadata service count.
            _ => self.denies(request, (*ipv4).into()) || is_metadata(*ipv4),
        });
        // Prefixes can nest, and whether a packet meets a translator, and which one, is not known here:
        // the addresses inside must be accepted for all of them.
        let by_prefix = |prefix: &Ipv6Net| {
            let ipv4 = nat64_ipv4(prefix.prefix_len(), address);
            Inside { carrier: Carrier::Nat64, ipv4, decides: true }
        };
        let also = also.map(|inside| Inside { decides: true, ..inside });
        let refused = around.map(by_prefix).chain(also).filter_map(|inside| {
            let reason = self.check_address_of(request, inside.ipv4.into()).err()?;
            Some((reason.rank(), inside))
        });
        let worst = refused.min_by_key(|(rank, _)| *rank).map(|(_, inside)| inside);
        Some(worst.unwrap_or_else(|| by_prefix(longest)))
    }

    /// The IPv4 address inside `address`, whatever prefixes the caller names. Where several are
    /// possible, it is a denied one if there is any, else a metadata service.
    fn in_known_form(&self, request: Request<'_>, address: Ipv6Addr) -> Option<Inside> {
        let found = carried_ipv4(address)?;
        let all = in_known_forms(found, address);
        let denied = all.clone().find(|inside| self.denies(request, inside.ipv4.into()));
        let or_metadata = || all.clone().find(|inside| is_metadata(inside.ipv4));
        denied.or_else(or_metadata).or_else(|| all.clone().next())
    }
}

/// Every IPv4 address that a packet to `address` may reach, whatever prefixes the caller names.
/// `found` is the one that `address::carried_ipv4` finds, which comes first.
fn in_known_forms(
    found: (Carrier, Ipv4Addr),
    address: Ipv6Addr,
) -> impl Iterator<Item = Inside> + Clone {
    let (carrier, _) = found;
    let is_local = carrier == Carrier::LocalNat64;
    let cuts = is_local.then(|| local_nat64_ipv4(address)).into_iter().flatten();
    // The tunnel ends at a site, which may go on by ISATAP.
    let host = (carrier == Carrier::SixToFour).then(|| isatap_ipv4(address)).flatten();
    let cuts = cuts.map(|ipv4| (Carrier::LocalNat64, ipv4));
    let host = host.map(|ipv4| (Carrier::Isatap, ipv4));
    [found].into_iter().chain(cuts).chain(host).map(|(carrier, ipv4)| Inside {
        carrier,
        ipv4,
        decides: matches!(carrier, Carrier::Mapped | Carrier::Nat64),
    })
}

fn is_metadata(ipv4: Ipv4Addr) -> bool {
    classify(ipv4.into()).kind() == AddressKind::CloudMetadata
}
