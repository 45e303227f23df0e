//! Where the parts of a canonical text stand in it.

use core::ops::Range;

use url::{Host, Position, Url};

/// The parts of a canonical text, as positions in it.
///
/// # Invariants
///
/// For the text that they were read from:
///
/// - it starts with `http://` or, where `is_https`, with `https://`, whose end is not after
///   `host_start`;
/// - `host_start < host_end <= path_start < text.len()`, and all of them lie between characters;
/// - `host_start..host_end` is the host, an IPv6 address with its brackets;
/// - the text has `/` at `path_start`;
/// - `kind` is what the host is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Parts {
    pub(super) host_start: u32,
    pub(super) host_end: u32,
    pub(super) path_start: u32,
    /// The effective port.
    pub(super) port: u16,
    pub(super) is_https: bool,
    pub(super) kind: HostKind,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum HostKind {
    Name,
    Ipv4,
    Ipv6,
}

impl HostKind {
    pub(super) fn of<T>(host: &Host<T>) -> Self {
        match host {
            Host::Domain(_) => Self::Name,
            Host::Ipv4(_) => Self::Ipv4,
            Host::Ipv6(_) => Self::Ipv6,
        }
    }
}

impl Parts {
    /// `None` if the text is too long for its positions.
    #[inline(always)]
    pub(super) fn new(
        host: Range<usize>,
        path_start: usize,
        port: u16,
        is_https: bool,
        kind: HostKind,
    ) -> Option<Self> {
        let path_start = u32::try_from(path_start).ok()?;
        #[allow(clippy::cast_possible_truncation, reason = "the host is before the path")]
        let (host_start, host_end) = (host.start as u32, host.end as u32);
        Some(Self { host_start, host_end, path_start, port, is_https, kind })
    }

    /// The parts of what `url` wrote. `None` if it has no host.
    pub(super) fn of(url: &Url) -> Option<Self> {
        let before = |position| url[..position].len();
        let host = before(Position::BeforeHost)..before(Position::AfterHost);
        let kind = HostKind::of(&url.host()?);
        let port = url.port_or_known_default()?;
        let is_https = url.scheme() == "https";
        Self::new(host, before(Position::BeforePath), port, is_https, kind)
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

    /// The digits after the colon, where there are any.
    pub(super) fn port_digits(&self) -> Option<Range<usize>> {
        let (colon, end) = (self.host_end as usize, self.path_start as usize);
        (colon < end).then_some(colon + 1..end)
    }

    /// The host, read from `text` once more.
    pub(super) fn host_in<'a>(&self, text: &'a str) -> Host<&'a str> {
        let host = text.get(self.host()).unwrap_or_default();
        // INVARIANT: an address is written as the standard library reads it.
        match self.kind {
            HostKind::Name => Host::Domain(host),
            HostKind::Ipv4 => host.parse().map_or(Host::Domain(host), Host::Ipv4),
            HostKind::Ipv6 => {
                host.trim_matches(['[', ']']).parse().map_or(Host::Domain(host), Host::Ipv6)
            }
        }
    }
}
