//! The names that an entry of a policy is about.

use alloc::borrow::ToOwned;
use alloc::format;
use alloc::string::{String, ToString};
use core::fmt;
use core::net::IpAddr;

use idna::AsciiDenyList;
use ipnet::IpNet;

use crate::dns_name::{self, idn};
use crate::policy::error::{EntryProblem, PolicyError};
use crate::reason::Reason;

/// `name` alone, `.name` for it and all below, or `.` for every name.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct HostPattern {
    /// In lower case, with A-labels, without the dot before it. Empty for every name.
    pub(super) name: String,
    pub(super) with_subdomains: bool,
}

impl HostPattern {
    pub(super) fn parse(text: &str) -> Result<Self, PolicyError> {
        let (typed, with_subdomains) = match text.strip_prefix('.') {
            Some("") => return Ok(Self::every_name()),
            Some(name) => (name, true),
            None => (text, false),
        };
        match read_name(typed) {
            Ok(name) => Ok(Self { name, with_subdomains }),
            Err(reason) => Err(refused(text, reason)),
        }
    }

    pub(super) fn every_name() -> Self {
        Self { name: String::new(), with_subdomains: true }
    }

    pub(super) fn is_every_name(&self) -> bool {
        self.name.is_empty()
    }
}

impl fmt::Display for HostPattern {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(if self.with_subdomains { "." } else { "" })?;
        f.write_str(&self.name)
    }
}

fn read_name(typed: &str) -> Result<String, Reason> {
    let name = idn::to_ascii(typed, AsciiDenyList::EMPTY)
        .filter(|form| form.is_own)
        .map(|form| form.name.into_owned())
        .ok_or(Reason::Idna)?;
    dns_name::check(&name, dns_name::Underscore::Accepted).map_err(|fault| fault.problem)?;
    if dns_name::ends_in_number(&name) { Err(Reason::NumericLabel) } else { Ok(name) }
}

/// The error for `text`, which is no host name, with what it was probably meant to be.
fn refused(text: &str, reason: Reason) -> PolicyError {
    let error = |problem, mend: Option<String>| PolicyError::new("hosts", text, problem, mend);
    let is_name = |name: &&str| read_name(name).is_ok();
    if let Some(rest) = text.strip_prefix("*.") {
        let mend = Some(rest).filter(is_name).map(|name| format!(".{name}"));
        return error(EntryProblem::Wildcard, mend);
    }
    if let Ok(network) = text.parse::<IpNet>() {
        return error(EntryProblem::Network, Some(network.trunc().to_string()));
    }
    let host = without_scheme(text).split(['/', '?', '#']).next().unwrap_or_default();
    let host = host.rsplit_once('@').map_or(host, |(_, host)| host);
    let (name, has_port) = match host.rsplit_once(':') {
        Some((name, port)) if port.bytes().all(|byte| byte.is_ascii_digit()) => (name, true),
        _ => (host, false),
    };
    let name = name.strip_suffix('.').unwrap_or(name);
    let address = |text: &str| text.trim_matches(['[', ']']).parse::<IpAddr>().ok();
    if let Some(address) = address(text).or_else(|| address(name)) {
        return error(EntryProblem::Address, Some(IpNet::from(address).to_string()));
    }
    let mend = Some(name).filter(|name| *name != text).filter(is_name).map(ToOwned::to_owned);
    if text.contains('/') {
        error(EntryProblem::Url, mend)
    } else if has_port {
        error(EntryProblem::Port, mend)
    } else {
        error(EntryProblem::HostName { reason }, mend)
    }
}

/// `text` without the scheme and the slashes that start a URL, or a slip of one: `https:/example.com`.
fn without_scheme(text: &str) -> &str {
    let after_scheme = match text.split_once(':') {
        Some((scheme, rest))
            if scheme.bytes().all(|byte| byte.is_ascii_alphabetic()) && rest.starts_with('/') =>
        {
            rest
        }
        _ => text,
    };
    after_scheme.trim_start_matches('/')
}
