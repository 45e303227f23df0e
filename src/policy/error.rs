//! What a policy refuses when it is made.

use alloc::string::String;

use ipnet::{IpNet, Ipv6Net};

use crate::reason::Reason;

/// Why an entry of a [`Policy`](crate::Policy) was refused.
///
/// ```
/// use live_record_notify::{Policy, PolicyError};
///
/// assert_eq!(Policy::default().allow_ports([0]), Err(PolicyError::PortZero));
/// ```
#[non_exhaustive]
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum PolicyError {
    /// A network with bits set behind its prefix.
    #[error("the network {network} has bits set behind its prefix; {} may be meant", .network.trunc())]
    HostBits {
        /// The network as given.
        network: IpNet,
    },
    /// A text that is no host name. `Display` does not repeat it: it may be a URL with secrets.
    #[error("an entry is no host name: {reason}")]
    HostPattern {
        /// The text as given.
        pattern: String,
        /// Why it is none.
        reason: Reason,
    },
    /// A prefix that no NAT64 translator can have.
    #[error(
        "{prefix} is no NAT64 prefix: lengths are 32, 40, 48, 56, 64 and 96, and bits 64 to 71 are zero"
    )]
    Nat64Prefix {
        /// The prefix as given.
        prefix: Ipv6Net,
    },
    /// Port 0.
    #[error("port 0 is reserved and cannot be allowed")]
    PortZero,
    /// A longest length that is zero or beyond what is supported.
    #[error("{bytes} bytes cannot be the longest length of a URL")]
    MaxLength {
        /// The length as given.
        bytes: usize,
    },
}
