//! Which of several reasons is reported.

use super::Reason;
use crate::address::AddressKind;
use crate::name::{NameKind, NameRow};

/// How urgent a reason is: of several reasons for which a text is refused, the one with the lowest
/// rank is reported, and of several with one rank the first in reading order.
///
/// Where a text leads comes before how it is written: otherwise a user name before the host would
/// silence the alarm on a metadata service. The order is part of the contract: a
/// release that changes it is not compatible.
///
/// ```
/// use live_record_notify::{NotifyUrl, Rank};
///
/// let rank = |text| NotifyUrl::parse(text).map_err(|error| error.reason().rank());
/// assert_eq!(rank("https://a:b@169.254.169.254/"), Err(Rank::Metadata));
/// assert_eq!(rank("https://a:b@example.com:25/"), Err(Rank::UserInfo));
/// assert!(Rank::Metadata < Rank::Loopback && Rank::Port < Rank::Malformed);
/// ```
#[non_exhaustive]
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Rank {
    /// A cloud metadata service or host agent, by address or by name.
    Metadata,
    /// The machine itself, or its link: loopback, unspecified and link-local addresses, `localhost`,
    /// and names known to answer loopback.
    Loopback,
    /// A private network: private use, unique local and shared addresses, and names that only private
    /// networks answer.
    Private,
    /// Any other address or name that is refused, by the tables or by the policy.
    Destination,
    /// The scheme.
    Scheme,
    /// User name or password.
    UserInfo,
    /// The port.
    Port,
    /// What a strict reader refuses.
    Malformed,
    /// A parameter that is absent.
    Missing,
    /// No verdict on the text.
    Operational,
}

impl Reason {
    /// How urgent the reason is.
    ///
    /// ```
    /// use live_record_notify::{NotifyUrl, Rank};
    ///
    /// let error = NotifyUrl::parse("gopher://127.0.0.1:6379/").unwrap_err();
    /// assert_eq!(error.reason().rank(), Rank::Loopback);
    /// ```
    #[must_use]
    pub fn rank(&self) -> Rank {
        match self {
            Self::Address { class, .. } | Self::SpelledAddress { class, .. } => {
                rank_of_address(class.kind())
            }
            Self::Name { row } => rank_of_name(row),
            Self::SingleLabel
            | Self::NetworkDenied { .. }
            | Self::IpLiteral
            | Self::HostDenied
            | Self::NoRule
            | Self::TooManyAddresses { .. }
            | Self::OtherAddress { .. } => Rank::Destination,
            Self::Scheme | Self::HttpsRequired | Self::HttpsDowngrade => Rank::Scheme,
            Self::UserInfo => Rank::UserInfo,
            Self::BadPort { .. } | Self::PortNotAllowed { .. } | Self::PortDenied { .. } => {
                Rank::Port
            }
            Self::Repeated
            | Self::Empty
            | Self::NotUtf8
            | Self::NotBoolean
            | Self::AuthKey
            | Self::TooLong { .. }
            | Self::NoScheme
            | Self::MissingColon { .. }
            | Self::Slashes
            | Self::Quoted
            | Self::Backslash
            | Self::Character { .. }
            | Self::Invisible { .. }
            | Self::PercentEncoding
            | Self::NoHost
            | Self::Ipv4Syntax
            | Self::Ipv6Syntax
            | Self::MissingBracket
            | Self::ZoneId
            | Self::BracketedHost
            | Self::Idna
            | Self::HostCharacter { .. }
            | Self::NumericIpv4 { .. }
            | Self::HostForm { .. }
            | Self::TrailingDot
            | Self::EmptyLabel
            | Self::LabelTooLong
            | Self::NameTooLong
            | Self::Hyphen
            | Self::TooFewLabels
            | Self::NumericLabel
            | Self::PortSyntax
            | Self::Fragment => Rank::Malformed,
            Self::Missing => Rank::Missing,
            Self::NoAddresses => Rank::Operational,
        }
    }
}

/// How urgent the refusal of an address of this kind is.
pub(crate) fn rank_of_address(kind: AddressKind) -> Rank {
    match kind {
        AddressKind::CloudMetadata => Rank::Metadata,
        AddressKind::Loopback | AddressKind::Unspecified | AddressKind::LinkLocal => Rank::Loopback,
        AddressKind::PrivateUse
        | AddressKind::SharedAddressSpace
        | AddressKind::UniqueLocal
        | AddressKind::SiteLocal
        | AddressKind::LocalNat64 => Rank::Private,
        AddressKind::Global
        | AddressKind::ThisNetwork
        | AddressKind::ProtocolAssignments
        | AddressKind::Documentation
        | AddressKind::Benchmarking
        | AddressKind::Multicast
        | AddressKind::Broadcast
        | AddressKind::Reserved
        | AddressKind::RelayAnycast
        | AddressKind::DiscardOnly
        | AddressKind::DummyPrefix
        | AddressKind::Ipv4Mapped
        | AddressKind::Ipv4Compatible
        | AddressKind::Ipv4Translated
        | AddressKind::Teredo
        | AddressKind::SixToFour
        | AddressKind::SixBone
        | AddressKind::Orchid
        | AddressKind::SegmentRouting => Rank::Destination,
    }
}

fn rank_of_name(row: &NameRow) -> Rank {
    match row.kind() {
        NameKind::CloudMetadata => Rank::Metadata,
        NameKind::Loopback => Rank::Loopback,
        NameKind::SpecialUse if row.name() == "localhost" => Rank::Loopback,
        NameKind::SpecialUse | NameKind::Private => Rank::Private,
        NameKind::Rebinding | NameKind::SpellsAddress => Rank::Destination,
    }
}
