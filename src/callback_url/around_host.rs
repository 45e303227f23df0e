//! Text that is canonical but for its host and the case of its scheme: `url` reads the host alone.
//!
//! WHATWG URL reads a scheme in any case, and a host by itself: in capitals, with U-labels, an address
//! in whatever numbers. Neither changes how the rest is read, so `url` need not read the rest.

use alloc::string::String;
use core::ops::Range;

use url::Host;

use super::canonical;
use crate::error::{Error, Parameter};
use crate::host::dns_name;
use crate::policy::Policy;

/// The parts of a text that is canonical around its host.
pub(super) struct AroundHost {
    is_https: bool,
    /// Where the host stands, with its brackets.
    place: Range<usize>,
    pub(super) host: Host<String>,
    pub(super) path_start: usize,
    pub(super) port: u16,
}

impl AroundHost {
    /// `None` says nothing about a text but that it is to be read by `url` as a whole.
    pub(super) fn read(text: &str) -> Option<Self> {
        let starts_with = |scheme: &str| {
            text.get(..scheme.len()).is_some_and(|start| start.eq_ignore_ascii_case(scheme))
        };
        let (is_https, start) = if starts_with("http://") {
            (false, "http://".len())
        } else if starts_with("https://") {
            (true, "https://".len())
        } else {
            return None;
        };
        let rest = text.get(start..)?;
        let length = if rest.starts_with('[') {
            rest.find(']')? + 1
        } else {
            rest.bytes().position(|byte| !is_of_name(byte))?
        };
        // The strict read accepts no longer one, so most would be read twice.
        if length > dns_name::MAX_TYPED_LENGTH {
            return None;
        }
        let end = start + length;
        let (path_start, port) = canonical::read_behind_host(text, end, is_https)?;
        let host = Host::parse(rest.get(..length)?).ok()?;
        Some(Self { is_https, place: start..end, host, path_start, port })
    }

    /// Whether a request may be sent there, in reading order.
    pub(super) fn check(&self, policy: &Policy, parameter: Parameter) -> Result<(), Error> {
        let Range { start, end } = self.place;
        let scheme = 0..start - "://".len();
        let host = match &self.host {
            Host::Domain(name) => Host::Domain(name.as_str()),
            Host::Ipv4(address) => Host::Ipv4(*address),
            Host::Ipv6(address) => Host::Ipv6(*address),
        };
        let port = if end < self.path_start { end + 1..self.path_start } else { start..end };
        policy
            .check_scheme(self.is_https)
            .map_err(|reason| Error::at(parameter, scheme, reason))?;
        policy.check_host(&host).map_err(|reason| Error::at(parameter, start..end, reason))?;
        policy.check_port(self.port).map_err(|reason| Error::at(parameter, port, reason))
    }

    /// The canonical text of `text`, which this was read from; IDNA has verified its A-labels. `None`
    /// for an address, and for a name that is not in its own form; the DNS may not hold the name.
    pub(super) fn canonical_text(&self, text: &str) -> Option<String> {
        let Range { start, end } = self.place;
        let Host::Domain(name) = &self.host else { return None };
        if !dns_name::is_own_form(text.get(start..end)?, name) {
            return None;
        }
        let behind = text.get(end..)?;
        let mut canonical = String::with_capacity(start + name.len() + behind.len());
        canonical.push_str(if self.is_https { "https://" } else { "http://" });
        canonical.push_str(name);
        canonical.push_str(behind);
        Some(canonical)
    }
}

/// A letter of any case, a digit, `-`, `_`, a dot, or a byte of a character beyond ASCII: none that
/// could end a host or begin another part.
fn is_of_name(byte: u8) -> bool {
    dns_name::is_of_name(byte) || byte.is_ascii_uppercase() || !byte.is_ascii()
}
