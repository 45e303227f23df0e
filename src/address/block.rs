//! A row of the tables of addresses.

use core::fmt;
use core::net::{IpAddr, Ipv6Addr};

use ipnet::IpNet;

use crate::address::kind::AddressKind;

/// A row of the tables: a network, what it is for, and the document that says so.
///
/// ```
/// use live_record_notify::address::{classify, AddressKind};
///
/// let block = classify("203.0.113.7".parse()?).block().unwrap();
/// assert_eq!(block.network(), "203.0.113.0/24".parse()?);
/// assert_eq!(block.kind(), AddressKind::Documentation);
/// assert_eq!(block.name(), "Documentation (TEST-NET-3)");
/// assert_eq!(block.source_text(), "RFC 5737");
/// assert!(!block.is_public());
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Debug, PartialEq, Eq, Hash)]
pub struct Block {
    pub(super) network: IpNet,
    pub(super) kind: AddressKind,
    pub(super) name: &'static str,
    pub(super) source: &'static str,
}

impl Block {
    /// The addresses of the row. That of a metadata service is a network of one.
    ///
    /// ```
    /// use live_record_notify::address::classify;
    ///
    /// let block = classify("10.0.0.1".parse()?).block().unwrap();
    /// assert_eq!(block.network(), "10.0.0.0/8".parse()?);
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    #[must_use]
    pub fn network(&self) -> IpNet {
        self.network
    }

    /// What the row's addresses are for.
    ///
    /// ```
    /// use live_record_notify::address::{classify, AddressKind};
    ///
    /// let block = classify("10.0.0.1".parse()?).block().unwrap();
    /// assert_eq!(block.kind(), AddressKind::PrivateUse);
    /// # Ok::<(), core::net::AddrParseError>(())
    /// ```
    #[must_use]
    pub fn kind(&self) -> AddressKind {
        self.kind
    }

    /// The registry's name for the row, or the providers that have their service there.
    ///
    /// ```
    /// use live_record_notify::address::classify;
    ///
    /// let block = classify("10.0.0.1".parse()?).block().unwrap();
    /// assert_eq!(block.name(), "Private-Use");
    /// # Ok::<(), core::net::AddrParseError>(())
    /// ```
    #[must_use]
    pub fn name(&self) -> &'static str {
        self.name
    }

    /// The document that the row comes from: an RFC, or the provider's own documentation.
    ///
    /// ```
    /// use live_record_notify::address::classify;
    ///
    /// let block = classify("10.0.0.1".parse()?).block().unwrap();
    /// assert_eq!(block.source_text(), "RFC 1918");
    /// # Ok::<(), core::net::AddrParseError>(())
    /// ```
    #[must_use]
    pub fn source_text(&self) -> &'static str {
        self.source
    }

    /// Whether the registry's column *Globally Reachable* reads `True`. False where it reads `N/A`, and
    /// for rows that are terminated or that no registry holds.
    ///
    /// ```
    /// use live_record_notify::address::classify;
    ///
    /// // 192.0.0.0/24 is not public (RFC 6890), except 192.0.0.9 and 192.0.0.10 (RFC 7723, RFC 8155).
    /// assert!(!classify("192.0.0.8".parse()?).block().unwrap().is_public());
    /// assert!(classify("192.0.0.9".parse()?).block().unwrap().is_public());
    /// assert!(classify("192.0.0.10".parse()?).block().unwrap().is_public());
    /// assert!(!classify("192.0.0.11".parse()?).block().unwrap().is_public());
    /// # Ok::<(), core::net::AddrParseError>(())
    /// ```
    #[must_use]
    pub fn is_public(&self) -> bool {
        matches!(self.kind, AddressKind::Global)
    }
}

impl fmt::Display for Block {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let meaning = self.kind.meaning();
        match self.kind {
            AddressKind::CloudMetadata => write!(f, "{meaning} of {}", self.name),
            _ => write!(f, "{meaning} ({}, {})", self.source, self.network),
        }
    }
}

/// Stands for the row of all addresses that no row of the tables holds: ordinary global unicast.
pub(super) static GLOBAL_UNICAST: Block = Block {
    network: IpNet::new_assert(IpAddr::V6(Ipv6Addr::UNSPECIFIED), 0),
    kind: AddressKind::Global,
    name: "Global Unicast",
    source: "RFC 4291",
};
