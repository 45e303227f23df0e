//! Judges a name: before its addresses are known, and then together with each of them.

use core::net::IpAddr;

use super::judgement::Judgement;
use crate::address::AddressKind;
use crate::dns_name;
use crate::name::{NameKind, NameRow, lookup, spelled_addresses};
use crate::policy::Policy;
use crate::policy::rule::{Request, Verb};
use crate::reason::Reason;

impl Policy {
    /// Judges a name in lower case before its addresses are known.
    #[inline(always)]
    pub(crate) fn check_name(&self, name: &str, port: Option<u16>) -> Result<(), Reason> {
        self.check_name_of(dns_name::without_trailing_dots(name), None, port)
    }

    /// Judges `name`, to which a request goes.
    #[inline(always)]
    pub(super) fn check_name_of(
        &self,
        name: &str,
        address: Option<IpAddr>,
        port: Option<u16>,
    ) -> Result<(), Reason> {
        // A closure, so that a public name under the default policy builds no request.
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
        // With an address, `judge_as` has applied `only` already, in the form that is dialled.
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

    /// Skips rules with networks: `denies` applies them to the address.
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
    /// [`allow_private_networks`](Self::allow_private_networks) opens names at or below `row`.
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

    #[inline(never)]
    fn opens_name(&self, request: Request<'_>) -> bool {
        let request = self.as_dialled(request);
        let mut rules = self.rules(Verb::Allow).iter();
        rules.any(|rule| rule.hosts.is_some() && rule.matches(request, true))
    }
}

/// Whether a name that no row holds can be answered in public: it has a dot. The empty name is the root
/// of the DNS, which has no address and which the strict read refuses.
#[inline(always)]
fn is_public(name: &str) -> bool {
    name.is_empty() || name.bytes().rev().any(|byte| byte == b'.')
}
