//! Judges an address, and the IPv4 address that an IPv6 address carries.

use core::cmp::Reverse;
use core::net::{IpAddr, Ipv4Addr, Ipv6Addr};

use ipnet::Ipv6Net;

use super::judgement::Judgement;
use crate::address::{
    AddressClass, AddressKind, Carrier, LOCAL_NAT64_LENGTH, carried_ipv4, classify, isatap_ipv4,
    local_nat64_ipv4, nat64_ipv4,
};
use crate::policy::Policy;
use crate::policy::rule::Request;
use crate::reason::Reason;

/// The IPv4 address inside an IPv6 address, by one reading of it.
#[derive(Clone, Copy)]
struct Inside {
    carrier: Carrier,
    ipv4: Ipv4Addr,
    /// Whether the request is judged as one to this address: it is what is dialled, or what must be let
    /// through besides. Otherwise `judge_ipv6` asks the carrier.
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

    /// Judges an IPv6 address by itself and by the IPv4 address inside: a denial of either counts, and
    /// otherwise the arms below say which of the two decides.
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
            Carrier::Isatap => {
                let site = self.judge_as(request, address, own_class);
                site.or_worse(self.judge_as(request, ipv4, class))
            }
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

    /// The IPv4 address inside `address` that counts. If the caller's NAT64 prefixes give several, it is
    /// the worst one that is refused, else the one behind the longest prefix.
    fn inside(&self, request: Request<'_>, address: Ipv6Addr) -> Option<Inside> {
        let found = carried_ipv4(address);
        // The operating system dials a mapped address as IPv4 before it asks any translator. No prefix
        // of the caller's can be longer than the well-known one of NAT64.
        let is_dialled = matches!(found, Some((Carrier::Mapped | Carrier::Nat64, _)));
        let around = self.nat64_prefixes.iter().filter(|prefix| prefix.contains(&address));
        let lengths = around.map(Ipv6Net::prefix_len);
        let Some(longest) = lengths.clone().max().filter(|_| !is_dialled) else {
            return self.in_known_form(request, found?, address);
        };
        // Prefixes can nest, and whether a packet meets a translator, and which one, is not known here:
        // what is inside must be let through by every reading.
        let by_prefix =
            lengths.map(|length| (length, (Carrier::Nat64, nat64_ipv4(length, address))));
        let known = found.into_iter().flat_map(|found| in_known_forms(found, address));
        let besides = known.filter(|(carrier, ipv4)| match carrier {
            // Zeros follow the IPv4 address behind a prefix, and a prefix of 56 bits can put `5efe`
            // before them: 8.0.94.254 in `2001:db8:122:308:0:5efe::`.
            Carrier::Isatap => !ipv4.is_unspecified(),
            // The caller's prefix says where the network's own one ends, which is guessed without it.
            Carrier::LocalNat64 if longest >= LOCAL_NAT64_LENGTH => false,
            // Of what a relay forwards the packet to, only a denial and a metadata service count.
            _ => self.denies(request, (*ipv4).into()) || is_metadata(*ipv4),
        });
        let mut worst = None;
        for (length, reading) in by_prefix.chain(besides.map(|reading| (0, reading))) {
            let (_, ipv4) = reading;
            let key = (self.judge(request, ipv4.into()).urgency(), Reverse(length));
            if worst.is_none_or(|(worst, _)| key < worst) {
                worst = Some((key, reading));
            }
        }
        let (_, (carrier, ipv4)) = worst?;
        Some(Inside { carrier, ipv4, decides: true })
    }

    /// The IPv4 address inside `address`, whatever prefixes the caller names, where `found` is what
    /// `address::carried_ipv4` finds. Of several possible ones, it is a denied one if there is any, else
    /// a metadata service, else the one that is found.
    fn in_known_form(
        &self,
        request: Request<'_>,
        found: (Carrier, Ipv4Addr),
        address: Ipv6Addr,
    ) -> Option<Inside> {
        let mut all = in_known_forms(found, address);
        let denied = all.clone().find(|(_, ipv4)| self.denies(request, (*ipv4).into()));
        let or_metadata = || all.clone().find(|(_, ipv4)| is_metadata(*ipv4));
        let (carrier, ipv4) = denied.or_else(or_metadata).or_else(|| all.next())?;
        let decides = matches!(carrier, Carrier::Mapped | Carrier::Nat64);
        Some(Inside { carrier, ipv4, decides })
    }
}

/// Every IPv4 address that a packet to `address` may reach, whatever prefixes the caller names, and
/// `found` before all others.
fn in_known_forms(
    found: (Carrier, Ipv4Addr),
    address: Ipv6Addr,
) -> impl Iterator<Item = (Carrier, Ipv4Addr)> + Clone {
    let (carrier, _) = found;
    // A 6to4 tunnel and a local network's prefix lead to a site, which may go on by ISATAP.
    let is_site = matches!(carrier, Carrier::SixToFour | Carrier::LocalNat64);
    let host = if is_site { isatap_ipv4(address) } else { None };
    let cuts = match carrier {
        Carrier::LocalNat64 => local_nat64_ipv4(address).map(Some),
        _ => [None; 4],
    };
    let [a, b, c, d] = cuts.map(|ipv4| Some((Carrier::LocalNat64, ipv4?)));
    let host = host.map(|ipv4| (Carrier::Isatap, ipv4));
    [Some(found), a, b, c, d, host].into_iter().flatten()
}

fn is_metadata(ipv4: Ipv4Addr) -> bool {
    classify(ipv4.into()).kind() == AddressKind::CloudMetadata
}
