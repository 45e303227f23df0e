//! The names that an entry of a policy is about.

use alloc::borrow::ToOwned;
use alloc::string::String;
use core::fmt;

use idna::AsciiDenyList;

use crate::dns_name::{self, idn};
use crate::policy::error::PolicyError;
use crate::reason::Reason;

/// `name` alone, or `.name` for it and all below.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct HostPattern {
    name: String,
    with_subdomains: bool,
}

impl HostPattern {
    pub(super) fn parse(text: &str) -> Result<Self, PolicyError> {
        let (typed, with_subdomains) = match text.strip_prefix('.') {
            Some(name) => (name, true),
            None => (text, false),
        };
        let refuse = |reason| PolicyError::HostPattern { pattern: text.to_owned(), reason };
        let name = idn::to_ascii(typed, AsciiDenyList::EMPTY)
            .filter(|form| form.is_own)
            .map(|form| form.name.into_owned())
            .ok_or_else(|| refuse(Reason::Idna))?;
        dns_name::check(&name, dns_name::Underscore::Accepted)
            .map_err(|fault| refuse(fault.problem.into()))?;
        if dns_name::ends_in_number(&name) {
            return Err(refuse(Reason::NumericLabel));
        }
        Ok(Self { name, with_subdomains })
    }

    pub(super) fn matches(&self, name: &str) -> bool {
        dns_name::before(name, &self.name)
            .is_some_and(|labels| labels.is_empty() || self.with_subdomains)
    }
}

impl fmt::Display for HostPattern {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(if self.with_subdomains { "." } else { "" })?;
        f.write_str(&self.name)
    }
}
