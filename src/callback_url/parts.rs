//! Where the parts of a canonical text stand in it.

use core::ops::Range;

use url::Host;

/// The parts of a canonical text, as positions in it.
///
/// # Invariants
///
/// For the text that they were read from:
///
/// - it starts with `http://` or, where `is_https`, with `https://`, whose end is not behind
///   `host_start`; in any letter case where the host is unread;
/// - `host_start < host_end <= path_start < text.len()`, and all of them lie between characters;
/// - `host_start..host_end` is the host, an IPv6 address with its brackets;
/// - the text has `/` at `path_start`;
/// - `kind` is what the host is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Parts {
    pub(super) host_start: u32,
    pub(super) host_end: u32,
    pub(super) path_start: u32,
    pub(super) port: u16,
    pub(super) is_https: bool,
    pub(super) kind: HostKind,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum HostKind {
    Name,
    /// A name that [`dns_name::check`] refuses.
    OddName,
    Ipv4,
    Ipv6,
    /// That of a text which is canonical around it.
    Unread,
}

impl Parts {
    pub(super) fn is_https(&self) -> bool {
        self.is_https
    }

    pub(super) fn scheme(&self) -> Range<usize> {
        0..if self.is_https { "https".len() } else { "http".len() }
    }

    /// User name and password, with the `@`.
    pub(super) fn user_info(&self) -> Option<Range<usize>> {
        let start = self.scheme().end + "://".len();
        let end = self.host_start as usize;
        (start < end).then_some(start..end)
    }

    pub(super) fn host(&self) -> Range<usize> {
        self.host_start as usize..self.host_end as usize
    }

    /// The digits behind the colon, where there are any.
    pub(super) fn port_digits(&self) -> Option<Range<usize>> {
        let (colon, end) = (self.host_end as usize, self.path_start as usize);
        (colon < end).then_some(colon + 1..end)
    }

    /// The effective port.
    pub(super) fn port(&self) -> u16 {
        self.port
    }

    /// Whether the host is a name that the DNS cannot hold.
    pub(super) fn has_odd_name(&self) -> bool {
        self.kind == HostKind::OddName
    }

    /// What the host reads as, read once more.
    pub(super) fn host_in<'a>(&self, text: &'a str) -> Host<&'a str> {
        let host = text.get(self.host()).unwrap_or_default();
        // INVARIANT: an address is written as the standard library reads it.
        match self.kind {
            HostKind::Name | HostKind::OddName | HostKind::Unread => Host::Domain(host),
            HostKind::Ipv4 => host.parse().map_or(Host::Domain(host), Host::Ipv4),
            HostKind::Ipv6 => {
                host.trim_matches(['[', ']']).parse().map_or(Host::Domain(host), Host::Ipv6)
            }
        }
    }
}
