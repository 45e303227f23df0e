//! `Reason`: why a text is refused, and the message that says so. `reason/table.rs` has the rest of
//! what is known of each reason.

mod answers;
mod host_form;
mod rank;
mod row;
mod table;
mod verdict;

use core::net::{IpAddr, Ipv4Addr};

use crate::address::AddressClass;
use crate::dns_name::NameProblem;
use crate::name::NameRow;
use crate::unseen::is_invisible;
pub(crate) use answers::{basis_of_address, basis_of_name, help_for_address, help_for_name};
pub use host_form::HostForm;
pub use rank::Rank;
pub(crate) use rank::rank_of_address;
pub use row::Row;
pub use verdict::{Basis, Verdict};

/// Why a text was refused, precise enough to act on.
///
/// `Display` is one line in lower case. It quotes at most one character of the input, with control
/// characters escaped, and never a whole URL: callback URLs carry secrets. It may name an internal
/// address, so it belongs in the operator's log. The client gets the
/// [`ErrorCode`](crate::ErrorCode) and its message instead.
///
/// ```
/// use live_record_notify::{NotifyUrl, Reason};
///
/// let error = NotifyUrl::parse("http://example.com:25/").unwrap_err();
/// let reason = error.reason();
/// assert_eq!(reason, &Reason::BadPort { port: 25 });
/// assert_eq!(reason.id(), "bad-port");
/// assert_eq!(reason.source_text(), "WHATWG Fetch, port blocking");
/// assert_eq!(
///     reason.to_string(),
///     "port 25 is reserved or belongs to another protocol, and HTTP clients block it",
/// );
/// ```
#[non_exhaustive]
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, thiserror::Error)]
pub enum Reason {
    /// A mandatory parameter is absent.
    #[error("the parameter is mandatory")]
    Missing,

    /// The parameter is given more than once: readers differ on which one counts.
    #[error("the parameter is given more than once")]
    Repeated,

    /// The text is empty.
    #[error("the text is empty")]
    Empty,

    /// Bytes that are no text in UTF-8.
    #[error("not UTF-8")]
    NotUtf8,

    /// A boolean parameter is neither `true` nor `false` in any letter case.
    #[error("neither `true` nor `false`")]
    NotBoolean,

    /// The key is not 16 to 32 letters and digits. Nothing of it is repeated.
    #[error("not 16 to 32 letters and digits")]
    AuthKey,

    /// The text, or its canonical form, is longer than the policy allows. It was not read.
    #[error("longer than {limit} bytes")]
    TooLong {
        /// The longest length in bytes that is let through.
        limit: usize,
    },

    /// The scheme is neither `http` nor `https`.
    #[error("the scheme is neither http nor https")]
    Scheme,

    /// The policy requires `https`.
    #[error("the scheme is http where https is required")]
    HttpsRequired,

    /// A redirect leads from `https` to `http`.
    #[error("a redirect leads from https down to http")]
    HttpsDowngrade,

    /// The text starts with neither `http://` nor `https://`.
    #[error("starts with neither `http://` nor `https://`")]
    NoScheme,

    /// `http` or `https` and slashes, without a colon between them.
    #[error("no colon between scheme and slashes")]
    MissingColon {
        /// Whether the scheme is `https`.
        is_https: bool,
    },

    /// What stands between scheme and host is not `//`.
    #[error("not exactly two slashes between scheme and host")]
    Slashes,

    /// A backslash: before the query WHATWG readers take it for a slash, RFC 3986 readers never do.
    #[error(
        "backslash: before the query WHATWG readers take it for a slash, RFC 3986 readers never do"
    )]
    Backslash,

    /// A character that no URL may hold unescaped.
    #[error("character {found:?} must not stand unescaped in a URL")]
    Character {
        /// The character.
        found: char,
    },

    /// A character that cannot be seen: what is stored is not what is seen.
    #[error("character {found:?} cannot be seen")]
    Invisible {
        /// The character.
        found: char,
    },

    /// Quotation marks or angle brackets around the URL.
    #[error("quotation marks or angle brackets around the URL")]
    Quoted,

    /// A `%` that two hexadecimal digits do not follow.
    #[error("`%` is not followed by two hexadecimal digits")]
    PercentEncoding,

    /// A user name or password, or an `@` before the host.
    #[error("user name or password before the host, or an empty `@`")]
    UserInfo,

    /// There is no host.
    #[error("there is no host")]
    NoHost,

    /// The host ends in a number, and is no IPv4 address.
    #[error("ends in a number, and is no IPv4 address")]
    Ipv4Syntax,

    /// The host stands in square brackets, and is no IPv6 address.
    #[error("square brackets around what is no IPv6 address")]
    Ipv6Syntax,

    /// An IPv6 address with a zone identifier, which means something on one machine alone.
    #[error("an IPv6 address with a zone identifier, which means something on one machine alone")]
    ZoneId,

    /// An IPv6 address without square brackets, or a bracket on one side alone.
    #[error("an IPv6 address without square brackets, or a bracket on one side alone")]
    MissingBracket,

    /// Square brackets around a name or an IPv4 address.
    #[error("square brackets around a name or an IPv4 address")]
    BracketedHost,

    /// The name is not valid under IDNA.
    #[error("not a valid internationalized domain name")]
    Idna,

    /// A character that no host name may hold.
    #[error("character {found:?} must not stand in a host name")]
    HostCharacter {
        /// The character.
        found: char,
    },

    /// A public IPv4 address that is not written as four plain decimals.
    #[error("reads as {address} here, and otherwise elsewhere: octal, decimal or a name")]
    NumericIpv4 {
        /// What a WHATWG reader makes of it.
        address: Ipv4Addr,
    },

    /// The host is percent-encoded, or written with characters that IDNA maps to others.
    #[error("the host as typed is not the host as looked up")]
    HostForm {
        /// The form in which the host is looked up, where it is short.
        form: Option<HostForm>,
    },

    /// The host ends in a dot.
    #[error("the host ends in a dot")]
    TrailingDot,

    /// Two dots in a row, or a dot at the start.
    #[error("an empty label in the name")]
    EmptyLabel,

    /// A label of more than 63 bytes.
    #[error("a label longer than 63 bytes")]
    LabelTooLong,

    /// A name of more than 253 bytes.
    #[error("a name longer than 253 bytes")]
    NameTooLong,

    /// A label that starts or ends with a hyphen.
    #[error("a label starts or ends with a hyphen")]
    Hyphen,

    /// A domain name with fewer than two labels.
    #[error("fewer than two labels")]
    TooFewLabels,

    /// The last label of a domain name is a number, so that it reads as an IPv4 address.
    #[error("the last label is a number")]
    NumericLabel,

    /// A host name without a dot: only a private resolver answers it.
    #[error("a host name without a dot, which only a private resolver answers")]
    SingleLabel,

    /// The host reads as an address that is not public.
    #[error("reads as {address}: {class}")]
    Address {
        /// The address as read.
        address: IpAddr,
        /// What it is for.
        class: AddressClass,
    },

    /// The policy denies the address.
    #[error("{address} is in a network that the policy denies")]
    NetworkDenied {
        /// The address as read.
        address: IpAddr,
    },

    /// The policy refuses IP literals.
    #[error("an IP address where the policy wants a name")]
    IpLiteral,

    /// The host name leads nowhere public.
    #[error("{row}")]
    Name {
        /// The row that holds the name, or a name above it.
        row: &'static NameRow,
    },

    /// The host name spells an address that is not public.
    #[error("spells {address}: {class}")]
    SpelledAddress {
        /// The address as spelled.
        address: IpAddr,
        /// What it is for.
        class: AddressClass,
    },

    /// The policy denies the host name.
    #[error("a host name that the policy denies")]
    HostDenied,

    /// The policy limits requests to some, and this is none of them.
    #[error("matches none of the rules to which the policy limits requests")]
    NoRule,

    /// The port is no number up to 65,535.
    #[error("the port is no number up to 65535")]
    PortSyntax,

    /// A port of another protocol, to which an HTTP request could be a command.
    #[error("port {port} is reserved or belongs to another protocol, and HTTP clients block it")]
    BadPort {
        /// The port.
        port: u16,
    },

    /// The policy names the allowed ports, and this is none of them.
    #[error("port {port} is not among those that the policy allows")]
    PortNotAllowed {
        /// The port.
        port: u16,
    },

    /// The policy denies the port.
    #[error("port {port} is one that the policy denies")]
    PortDenied {
        /// The port.
        port: u16,
    },

    /// A fragment, which no request carries.
    #[error("a fragment, which no request carries")]
    Fragment,

    /// The resolver gave no address. Not a verdict on the URL: its code is `InternalError`.
    #[error("the resolver gave no address")]
    NoAddresses,

    /// The resolver gave more addresses than the policy takes for one name.
    #[error("the resolver gave more than {limit} addresses")]
    TooManyAddresses {
        /// The most that are taken.
        limit: usize,
    },

    /// An address that is not the one that the URL names as an IP literal.
    #[error("{address} is not the address that the URL names")]
    OtherAddress {
        /// The address as resolved.
        address: IpAddr,
    },
}

impl Reason {
    /// Why a name may not contain `c`, which [`unseen::first_in_name`] found.
    pub(crate) fn of_unseen(c: char) -> Self {
        if is_invisible(c) {
            Self::Invisible { found: c }
        } else {
            Self::HostCharacter { found: c }
        }
    }
}

impl From<NameProblem> for Reason {
    fn from(problem: NameProblem) -> Self {
        match problem {
            NameProblem::Character { found } => Self::HostCharacter { found },
            NameProblem::EmptyLabel => Self::EmptyLabel,
            NameProblem::Hyphen => Self::Hyphen,
            NameProblem::LabelTooLong => Self::LabelTooLong,
            NameProblem::NameTooLong => Self::NameTooLong,
            NameProblem::TrailingDot => Self::TrailingDot,
        }
    }
}
