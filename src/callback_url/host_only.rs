//! Text that is canonical but for its host and the case of its scheme: `url` reads the host alone.
//!
//! WHATWG URL reads a scheme in any case, and a host by itself: in capitals, with U-labels, an address
//! in whatever numbers. Neither changes how the rest is read, so `url` need not read the rest.

use alloc::string::String;

use url::Host;

use super::fast;
use super::parts::Parts;
use crate::dns_name;

/// A text that is canonical around its host.
pub(super) struct AroundHost {
    /// The parts of the text as typed.
    pub(super) parts: Parts,
    /// What `url` reads the host as.
    pub(super) host: Host<String>,
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
            rest.bytes().position(|byte| !may_be_typed(byte))?
        };
        // The strict read accepts no longer host: what is not Unsafe would be read twice.
        if length > dns_name::MAX_TYPED_LENGTH {
            return None;
        }
        let parts = fast::read_around(text, is_https, start..start + length)?;
        let host = Host::parse(rest.get(..length)?).ok()?;
        Some(Self { parts, host })
    }

    /// The canonical text of `text`, which this was read from; IDNA has verified its A-labels. `None`
    /// for an address, and for a name that is not in its own form; the DNS may not hold the name.
    pub(super) fn canonical_text(&self, text: &str) -> Option<String> {
        let place = self.parts.host();
        let Host::Domain(name) = &self.host else { return None };
        let behind = text.get(place.end..)?;
        if !dns_name::is_own_form(text.get(place)?, name) {
            return None;
        }
        let scheme = if self.parts.is_https() { "https://" } else { "http://" };
        Some([scheme, name, behind].concat())
    }
}

/// Whether a name may be typed with `byte`: a letter of any case, a digit, `-`, `_`, a dot, or one of
/// a character beyond ASCII. None of them ends a host.
fn may_be_typed(byte: u8) -> bool {
    dns_name::is_of_name(byte) || byte.is_ascii_uppercase() || !byte.is_ascii()
}
