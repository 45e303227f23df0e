//! What becomes of a request to an address: by a caller's rules, and by what the address is.

use core::net::IpAddr;

use crate::address::{AddressClass, AddressKind};
use crate::policy::Policy;
use crate::policy::network_set::NetworkSet;
use crate::policy::rule::{Request, Verb};
use crate::reason::{Rank, rank_of_address};

/// What becomes of a request to an address.
pub(super) enum Judgement {
    Denied,
    /// There are rules of `only`, and none matches.
    NoRule,
    Refused(AddressClass),
    Accepted,
}

impl Judgement {
    /// How urgent the refusal is, as [`Reason::rank`](crate::Reason::rank) has it.
    fn rank(&self) -> Rank {
        match self {
            Self::Denied | Self::NoRule => Rank::Destination,
            Self::Refused(class) => rank_of_address(class.kind()),
            Self::Accepted => Rank::Operational,
        }
    }

    /// Which of several readings of an address counts: the lowest. First comes what an allowed name that
    /// spells the address does not leave to the second stage.
    pub(super) fn urgency(&self) -> (u8, Rank) {
        let urgency = match self {
            Self::Denied => 0,
            Self::Refused(_) if self.rank() == Rank::Metadata => 1,
            Self::NoRule => 2,
            Self::Refused(_) | Self::Accepted => 3,
        };
        (urgency, self.rank())
    }

    /// `other` if it is worse.
    pub(super) fn or_worse(self, other: Self) -> Self {
        if other.rank() < self.rank() { other } else { self }
    }
}

impl Policy {
    /// Judges `address` by `class`, by the rules of `allow` that open it, and by those of `only`.
    #[inline(always)]
    pub(super) fn judge_as(
        &self,
        request: Request<'_>,
        address: IpAddr,
        class: AddressClass,
    ) -> Judgement {
        let request = || Request { address: Some(address), ..request };
        let accepted = class.is_public()
            || self.presets_open_address(class.kind())
            || self.rules.is_some() && self.opens_address(request(), class);
        // Reported before `NoRule`: a metadata service must show in the log even where no `only` rule
        // matches.
        if !accepted {
            Judgement::Refused(class)
        } else if self.rules.is_some() && !self.lists(request()) {
            Judgement::NoRule
        } else {
            Judgement::Accepted
        }
    }

    #[inline(always)]
    pub(super) fn denies(&self, request: Request<'_>, address: IpAddr) -> bool {
        self.rules.is_some() && self.denies_by_rules(Request { address: Some(address), ..request })
    }

    #[inline(never)]
    fn denies_by_rules(&self, request: Request<'_>) -> bool {
        let mut rules = self.rules(Verb::Deny).iter();
        rules.any(|rule| rule.networks.is_some() && rule.matches(request, false))
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

    /// Whether [`allow_loopback`](Self::allow_loopback) or
    /// [`allow_private_networks`](Self::allow_private_networks) opens addresses of this kind.
    #[inline]
    fn presets_open_address(&self, kind: AddressKind) -> bool {
        match kind {
            AddressKind::Loopback => self.loopback_allowed,
            AddressKind::PrivateUse | AddressKind::UniqueLocal => self.private_networks_allowed,
            _ => false,
        }
    }

    /// Whether a rule of `only` matches `request`, or there is none.
    pub(super) fn lists(&self, request: Request<'_>) -> bool {
        let rules = self.rules(Verb::Only);
        rules.is_empty() || rules.iter().any(|rule| rule.matches(request, true))
    }
}
