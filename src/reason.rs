//! Why a text was refused: one table row a reason.

use core::net::{IpAddr, Ipv4Addr};

use crate::address::{AddressClass, Block};
use crate::host::NameRow;

/// Which of the documented codes a reason leads to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Verdict {
    /// A mandatory parameter is absent.
    Missing,
    /// A strict reader would refuse the text.
    Malformed,
    /// A lenient reader of the text would send its request somewhere, or in a way, it must not.
    Unsafe,
    /// No verdict was possible.
    Operational,
}

macro_rules! reasons {
    ($(
        $(#[doc = $doc:literal])+
        $reason:ident $({ $( $(#[doc = $field_doc:literal])+ $field:ident: $type:ty ),* })?
        = $verdict:ident, $id:literal, $message:literal,
        $source:literal
        $(, help: $help:literal)?;
    )*) => {
        /// Why a text was refused, precise enough to act on.
        ///
        /// `Display` is one line in lower case. It quotes at most one character of the input, with
        /// control characters escaped, and never a whole URL: callback URLs carry secrets. It may
        /// name an internal address, so it belongs in the operator's log, not in a reply to the
        /// client, which gets [`ErrorCode`](crate::ErrorCode) and its message.
        #[non_exhaustive]
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, thiserror::Error)]
        pub enum Reason {
            $(
                $(#[doc = $doc])+
                #[error($message)]
                $reason $({ $( $(#[doc = $field_doc])+ $field: $type ),* })?,
            )*
        }

        impl Reason {
            /// A stable kebab-case identifier, made for dashboards and alerts.
            ///
            /// For an address or a name it is that of the
            /// [`AddressKind`](crate::address::AddressKind) or [`NameKind`](crate::NameKind).
            #[must_use]
            pub fn id(&self) -> &'static str {
                let id = match self { $( Self::$reason { .. } => $id, )* };
                match self {
                    Self::Address { class, .. } => class.kind().id(),
                    Self::Name { row } => row.kind().id(),
                    _ => id,
                }
            }

            /// The document or convention that makes the rule.
            #[must_use]
            pub fn source_text(&self) -> &'static str {
                let source = match self { $( Self::$reason { .. } => $source, )* };
                match self {
                    Self::Address { class, .. } | Self::SpelledAddress { class, .. } => {
                        class.block().map_or(source, Block::source)
                    }
                    Self::Name { row } => row.source(),
                    _ => source,
                }
            }

            /// What the author of the text can do about it, where there is something to do.
            #[must_use]
            pub fn help(&self) -> Option<&'static str> {
                match self {
                    $( $( Self::$reason { .. } => Some($help), )? )*
                    _ => None,
                }
            }

            pub(crate) fn verdict(&self) -> Verdict {
                match self { $( Self::$reason { .. } => Verdict::$verdict, )* }
            }
        }
    };
}

reasons! {
    /// A mandatory parameter is absent.
    Missing = Missing, "missing", "the parameter is mandatory",
        "the gateway's pattern `Missing{Param}`";

    /// The parameter is given more than once: readers differ on which one counts.
    Repeated = Malformed, "repeated", "the parameter is given more than once",
        "this crate";

    /// The text is empty.
    Empty = Malformed, "empty", "the text is empty",
        "this crate";

    /// A boolean parameter is neither `true` nor `false` in any letter case.
    NotBoolean = Malformed, "not-boolean", "neither `true` nor `false`",
        "the operation's page";

    /// The key is not 16 to 32 letters and digits. Nothing of it is repeated.
    AuthKey = Malformed, "auth-key", "not 16 to 32 letters and digits",
        "the operation's page";

    /// The text, or its canonical form, is longer than the policy allows. It was not read.
    TooLong {
        /// The longest length in bytes that is let through.
        limit: usize
    } = Malformed, "too-long", "longer than {limit} bytes",
        "ApsaraVideo Live, StartRtcCloudRecording: callbacks of at most 2,048 bytes";

    /// The scheme is neither `http` nor `https`.
    Scheme = Unsafe, "scheme", "the scheme is neither http nor https",
        "the operation's page: callbacks are HTTP requests",
        help: "write an `http://` or `https://` URL";

    /// The policy requires `https`.
    HttpsRequired = Unsafe, "https-required", "the scheme is http where https is required",
        "the caller's policy",
        help: "write an `https://` URL";

    /// A redirect leads from `https` to `http`.
    HttpsDowngrade = Unsafe, "https-downgrade", "a redirect leads from https down to http",
        "RFC 9110 section 17.9";

    /// The text starts with neither `http://` nor `https://`.
    NoScheme = Malformed, "no-scheme", "starts with neither `http://` nor `https://`",
        "RFC 3986 section 4.3",
        help: "write `http://` or `https://` before it";

    /// What stands between scheme and host is not `//`.
    Slashes = Malformed, "slashes", "not exactly two slashes between scheme and host",
        "WHATWG URL, special-scheme-missing-following-solidus",
        help: "write exactly `//` after the scheme";

    /// A backslash: before the query WHATWG readers take it for a slash, RFC 3986 readers never do.
    Backslash = Malformed, "backslash",
        "backslash: before the query WHATWG readers take it for a slash, RFC 3986 readers never do",
        "WHATWG URL, invalid-reverse-solidus",
        help: "write `/`, or `%5C` where a backslash is meant";

    /// A character that no URL may hold unescaped.
    Character {
        /// The character.
        found: char
    } = Malformed, "character", "character {found:?} must not stand unescaped in a URL",
        "WHATWG URL, invalid-URL-unit",
        help: "percent-encode it, or leave it out";

    /// A `%` that two hexadecimal digits do not follow.
    PercentEncoding = Malformed, "percent-encoding",
        "`%` is not followed by two hexadecimal digits",
        "WHATWG URL, invalid-URL-unit",
        help: "write `%25` where a percent sign is meant";

    /// A user name or password, or an `@` before the host.
    UserInfo = Unsafe, "userinfo", "user name or password before the host, or an empty `@`",
        "RFC 9110 section 4.2.4";

    /// There is no host.
    NoHost = Malformed, "no-host", "there is no host",
        "RFC 9110 section 4.2.1";

    /// The host ends in a number, and is no IPv4 address.
    Ipv4Syntax = Malformed, "ipv4-syntax", "ends in a number, and is no IPv4 address",
        "WHATWG URL, IPv4 parser";

    /// The host stands in square brackets, and is no IPv6 address.
    Ipv6Syntax = Malformed, "ipv6-syntax", "square brackets around what is no IPv6 address",
        "WHATWG URL, IPv6 parser";

    /// The name is not valid under IDNA.
    Idna = Malformed, "idna", "not a valid internationalized domain name",
        "UTS 46 section 4.2";

    /// A character that no host name may hold.
    HostCharacter {
        /// The character.
        found: char
    } = Malformed, "host-character", "character {found:?} must not stand in a host name",
        "RFC 1123 section 2.1";

    /// A public IPv4 address that is not written as four plain decimals.
    NumericIpv4 {
        /// What a WHATWG reader makes of it.
        address: Ipv4Addr
    } = Malformed, "numeric-ipv4",
        "reads as {address} here, and otherwise elsewhere: octal, decimal or a name",
        "WHATWG URL, IPv4-non-decimal-part",
        help: "write the address as four plain decimals";

    /// The host is percent-encoded, or written with characters that IDNA maps to others.
    HostForm = Malformed, "host-form", "the host as typed is not the host as looked up",
        "UTS 46 section 4",
        help: "write the host in the form in which it is looked up";

    /// The host ends in a dot.
    TrailingDot = Malformed, "trailing-dot", "the host ends in a dot",
        "RFC 6066 section 3: names in TLS have no trailing dot",
        help: "leave out the dot";

    /// Two dots in a row, or a dot at the start.
    EmptyLabel = Malformed, "empty-label", "an empty label in the name",
        "RFC 1034 section 3.1";

    /// A label of more than 63 bytes.
    LabelTooLong = Malformed, "label-too-long", "a label longer than 63 bytes",
        "RFC 1034 section 3.1";

    /// A name of more than 253 bytes.
    NameTooLong = Malformed, "name-too-long", "a name longer than 253 bytes",
        "RFC 1035 section 2.3.4";

    /// A label that starts or ends with a hyphen.
    Hyphen = Malformed, "hyphen", "a label starts or ends with a hyphen",
        "RFC 1123 section 2.1";

    /// A domain name with fewer than two labels.
    TooFewLabels = Malformed, "too-few-labels", "fewer than two labels",
        "CDN, AddCdnDomain";

    /// The last label of a domain name is a number, so that it reads as an IPv4 address.
    NumericLabel = Malformed, "numeric-label", "the last label is a number",
        "WHATWG URL, ends-in-a-number checker";

    /// A host name without a dot: only a private resolver answers it.
    SingleLabel = Unsafe, "single-label",
        "a host name without a dot, which only a private resolver answers",
        "RFC 9476 and ICANN SAC053 on dotless names";

    /// The host reads as an address that is not public.
    Address {
        /// The address as read.
        address: IpAddr,
        /// What it is for.
        class: AddressClass
    } = Unsafe, "address", "reads as {address}: {class}",
        "IANA Special-Purpose Address Registries";

    /// The policy denies the address.
    NetworkDenied {
        /// The address as read.
        address: IpAddr
    } = Unsafe, "network-denied", "{address} is in a network that the policy denies",
        "the caller's policy";

    /// The policy refuses IP literals.
    IpLiteral = Unsafe, "ip-literal", "an IP address where the policy wants a name",
        "the caller's policy";

    /// The host name leads nowhere public.
    Name {
        /// The row that holds the name, or a name above it.
        row: &'static NameRow
    } = Unsafe, "name", "{row}",
        "the tables of names";

    /// The host name spells an address that is not public.
    SpelledAddress {
        /// The address as spelled.
        address: IpAddr,
        /// What it is for.
        class: AddressClass
    } = Unsafe, "spelled-address", "spells {address}: {class}",
        "IANA Special-Purpose Address Registries";

    /// The policy denies the host name.
    HostDenied = Unsafe, "host-denied", "a host name that the policy denies",
        "the caller's policy";

    /// The port is no number up to 65,535.
    PortSyntax = Malformed, "port-syntax", "the port is no number up to 65535",
        "WHATWG URL, port-invalid and port-out-of-range";

    /// A port of another protocol, to which an HTTP request could be a command.
    BadPort {
        /// The port.
        port: u16
    } = Unsafe, "bad-port", "port {port} belongs to another protocol, and HTTP clients block it",
        "WHATWG Fetch, port blocking";

    /// The policy names the allowed ports, and this is none of them.
    PortNotAllowed {
        /// The port.
        port: u16
    } = Unsafe, "port-not-allowed", "port {port} is not among those that the policy allows",
        "the caller's policy";

    /// A fragment, which no request carries.
    Fragment = Malformed, "fragment", "a fragment, which no request carries",
        "RFC 9110 section 7.1",
        help: "leave out `#` and what follows, or write `%23`";

    /// The resolver gave no address. Not a verdict on the URL: its code is `InternalError`.
    NoAddresses = Operational, "no-addresses", "the resolver gave no address",
        "this crate";

    /// An address that is not the one that the URL names as an IP literal.
    OtherAddress {
        /// The address as resolved.
        address: IpAddr
    } = Unsafe, "other-address", "{address} is not the address that the URL names",
        "this crate";
}
