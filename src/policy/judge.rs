//! What the stages ask of a policy: `deny`, then the built-in rules unless `allow` opens, then `only`. A
//! request must pass all three; the order decides which reason is reported.

mod address;
mod judgement;
mod name;
mod port;

use core::net::IpAddr;

use url::Host;

use super::Policy;
use super::rule::Request;
use crate::dns_name;
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
        // `judge_as` and `denies` fill in the address: an IPv6 address may be judged in two forms.
        self.check_address_of(Request { name: None, address: None, port }, address)?;
        if self.ip_literals_refused { Err(Reason::IpLiteral) } else { Ok(()) }
    }

    /// Judges one of the addresses that a resolver gave for `host`. The host and the port have each been
    /// accepted on their own. What is left is the address, and rules that combine it with them.
    #[inline]
    pub(crate) fn check_answer(
        &self,
        host: &Host<impl AsRef<str>>,
        address: IpAddr,
        port: u16,
    ) -> Result<(), Reason> {
        let name = match host {
            Host::Domain(name) => dns_name::without_trailing_dots(name.as_ref()),
            // The literal has been judged as the host.
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
    pub(crate) fn check_address_alone(&self, address: IpAddr) -> Result<(), Reason> {
        self.check_address_of(Request::default(), address)
    }
}
