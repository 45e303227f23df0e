//! Judges a port, by the caller's rules and without them.

use crate::policy::rule::{Request, Verb};
use crate::policy::{Policy, bad_ports};
use crate::reason::Reason;

impl Policy {
    /// Judges a port, if it is known. Only rules need the `request`.
    #[inline]
    pub(crate) fn check_port<'a>(
        &self,
        port: Option<u16>,
        request: impl Fn() -> Request<'a>,
    ) -> Result<(), Reason> {
        let Some(port) = port else { return Ok(()) };
        if self.rules.is_some() {
            return self.check_port_by_rules(port, request());
        }
        self.check_port_without_rules(port)
    }

    #[inline(never)]
    fn check_port_by_rules(&self, port: u16, request: Request<'_>) -> Result<(), Reason> {
        if self.denies_port(request) {
            return Err(Reason::PortDenied { port });
        }
        self.check_port_without_rules(port).or_else(|reason| match reason {
            Reason::BadPort { .. } if self.opens_port(request) => Ok(()),
            reason => Err(reason),
        })
    }

    #[inline]
    fn check_port_without_rules(&self, port: u16) -> Result<(), Reason> {
        match &self.allowed_ports {
            Some(allowed) if allowed.binary_search(&port).is_ok() => Ok(()),
            Some(_) => Err(Reason::PortNotAllowed { port }),
            None if bad_ports::contains(port) => Err(Reason::BadPort { port }),
            None => Ok(()),
        }
    }

    #[cold]
    fn opens_port(&self, request: Request<'_>) -> bool {
        let request = self.as_dialled(request);
        let mut rules = self.rules(Verb::Allow).iter();
        request.port != Some(0)
            && rules.any(|rule| rule.ports.is_some() && rule.matches(request, true))
    }

    /// Skips rules that also have hosts or networks: `denies_name` and `denies` apply those.
    fn denies_port(&self, request: Request<'_>) -> bool {
        let mut rules = self.rules(Verb::Deny).iter();
        rules.any(|rule| {
            rule.hosts.is_none() && rule.networks.is_none() && rule.matches(request, false)
        })
    }
}
