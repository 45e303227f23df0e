//! Why a text was refused: one table row a reason.

use alloc::borrow::Cow;
use core::net::{IpAddr, Ipv4Addr};

use crate::address::{AddressClass, Block};
use crate::dns_name::NameProblem;
use crate::docs::Row;
use crate::name::NameRow;
use crate::source::{no_page, page, rfc, vendor, whatwg_url};

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

impl Verdict {
    pub(crate) const fn as_str(self) -> &'static str {
        match self {
            Self::Missing => "Missing",
            Self::Malformed => "Malformed",
            Self::Unsafe => "Unsafe",
            Self::Operational => "Operational",
        }
    }
}

/// A row is a variant; its verdict; its id, or `id of` the field whose kind has it; its message; its
/// source; an example, where the id is its own: a Rust expression that is refused for it; and help.
/// The first line of a variant's documentation is its meaning in the catalogue.
macro_rules! reasons {
    ($(
        #[doc = $meaning:literal]
        $(#[doc = $doc:literal])*
        $reason:ident $({ $( $(#[doc = $field_doc:literal])+ $field:ident: $type:ty ),* })?
        = $verdict:ident, $($id:literal)? $(id of $kind_of:ident)?, $message:literal,
        $source:expr
        $(, example: $example:literal)?
        $(, help: $help:literal)?;
    )*) => {
        /// Why a text was refused, precise enough to act on.
        ///
        /// `Display` is one line in lower case. It quotes at most one character of the input, with
        /// control characters escaped, and never a whole URL: callback URLs carry secrets. It may
        /// name an internal address, so it belongs in the operator's log, not in a reply to the
        /// client, which gets [`ErrorCode`](crate::ErrorCode) and its message.
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
            $(
                #[doc = $meaning]
                $(#[doc = $doc])*
                #[error($message)]
                $reason $({ $( $(#[doc = $field_doc])+ $field: $type ),* })?,
            )*
        }

        impl Reason {
            /// A stable kebab-case identifier, made for dashboards and alerts.
            ///
            /// For an address or a name it is that of the
            /// [`AddressKind`](crate::address::AddressKind) or [`NameKind`](crate::NameKind).
            ///
            /// ```
            /// use live_record_notify::NotifyUrl;
            ///
            /// let id = |text| NotifyUrl::parse(text).map_err(|error| error.reason().id());
            /// assert_eq!(id("http://user@example.com/"), Err("userinfo"));
            /// assert_eq!(id("http://127.0.0.1/"), Err("loopback"));
            /// ```
            #[must_use]
            pub fn id(&self) -> &'static str {
                match self {
                    $(
                        $( Self::$reason { .. } => $id, )?
                        $( Self::$reason { $kind_of, .. } => $kind_of.kind().id(), )?
                    )*
                }
            }

            /// The document or convention that makes the rule.
            ///
            /// ```
            /// use live_record_notify::NotifyUrl;
            ///
            /// let error = NotifyUrl::parse("http://10.0.0.1/").unwrap_err();
            /// assert_eq!(error.reason().source_text(), "RFC 1918");
            /// ```
            #[must_use]
            pub fn source_text(&self) -> &'static str {
                let source = match self { $( Self::$reason { .. } => $source.text, )* };
                match self {
                    Self::Address { class, .. } | Self::SpelledAddress { class, .. } => {
                        class.block().map_or(source, Block::source)
                    }
                    Self::Name { row } => row.source(),
                    _ => source,
                }
            }

            /// What the author of the text can do about it, where there is something to do.
            ///
            /// ```
            /// use live_record_notify::NotifyUrl;
            ///
            /// let error = NotifyUrl::parse("http://example.com./").unwrap_err();
            /// assert_eq!(error.reason().help(), Some("leave out the dot"));
            /// ```
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

            /// The rows of the catalogue, but for those whose id is that of a kind.
            pub(crate) const ROWS: &[&[Row]] = &[$( reasons!(
                @row [$($id)?] $meaning, $verdict, $source, [$($example)?], [$($help)?]
            ) ),*];
        }
    };
    (@row [] $meaning:literal, $verdict:ident, $source:expr, [], []) => { &[] };
    (
        @row [$id:literal] $meaning:literal, $verdict:ident, $source:expr,
        [$example:literal], [$($help:literal)?]
    ) => {
        &[Row {
            id: $id,
            meaning: $meaning.trim_ascii(),
            verdict: Verdict::$verdict,
            source: $source,
            example: Cow::Borrowed($example),
            help: reasons!(@help $($help)?),
        }]
    };
    (@help) => { None };
    (@help $help:literal) => { Some($help) };
}

reasons! {
    /// A mandatory parameter is absent.
    Missing = Missing, "missing", "the parameter is mandatory",
        no_page("the gateway's pattern `Missing{Param}`"),
        example: r#"AddLiveRecordNotifyConfig::from_params([("DomainName", "live.example.com")])"#;

    /// The parameter is given more than once: readers differ on which one counts.
    Repeated = Malformed, "repeated", "the parameter is given more than once",
        no_page("this crate"),
        example: r#"DomainName::from_params([("DomainName", "a.example.com"), ("DomainName", "b.example.com")])"#;

    /// The text is empty.
    Empty = Malformed, "empty", "the text is empty",
        no_page("this crate"),
        example: r#"NotifyUrl::parse("")"#;

    /// A boolean parameter is neither `true` nor `false` in any letter case.
    NotBoolean = Malformed, "not-boolean", "neither `true` nor `false`",
        vendor!("the operation's page", "live/2016-11-01/AddLiveRecordNotifyConfig"),
        example: r#"AddLiveRecordNotifyConfig::from_params([("DomainName", "live.example.com"), ("NotifyUrl", "http://example.com/"), ("NeedStatusNotify", "yes")])"#;

    /// The key is not 16 to 32 letters and digits. Nothing of it is repeated.
    AuthKey = Malformed, "auth-key", "not 16 to 32 letters and digits",
        vendor!("the operation's page", "live/2016-11-01/AddLiveRecordNotifyConfig"),
        example: r#"NotifyAuthKey::parse("too short")"#;

    /// The text, or its canonical form, is longer than the policy allows. It was not read.
    TooLong {
        /// The longest length in bytes that is let through.
        limit: usize
    } = Malformed, "too-long", "longer than {limit} bytes",
        vendor!(
            "ApsaraVideo Live, StartRtcCloudRecording: callbacks of at most 2,048 bytes",
            "live/2016-11-01/StartRtcCloudRecording"
        ),
        example: r#"NotifyUrl::parse_with("http://example.com/", &Policy::default().max_length(10)?)"#;

    /// The scheme is neither `http` nor `https`.
    Scheme = Unsafe, "scheme", "the scheme is neither http nor https",
        vendor!(
            "the operation's page: callbacks are HTTP requests",
            "live/2016-11-01/AddLiveRecordNotifyConfig"
        ),
        example: r#"NotifyUrl::parse("ftp://example.com/")"#,
        help: "write an `http://` or `https://` URL";

    /// The policy requires `https`.
    HttpsRequired = Unsafe, "https-required", "the scheme is http where https is required",
        no_page("the caller's policy"),
        example: r#"NotifyUrl::parse_with("http://example.com/", &Policy::default().require_https())"#,
        help: "write an `https://` URL";

    /// A redirect leads from `https` to `http`.
    HttpsDowngrade = Unsafe, "https-downgrade", "a redirect leads from https down to http",
        rfc!(9110, "4.2.2"),
        example: r#"NotifyUrl::parse("https://example.com/")?.redirect("http://example.com/", &Policy::default())"#;

    /// The text starts with neither `http://` nor `https://`.
    NoScheme = Malformed, "no-scheme", "starts with neither `http://` nor `https://`",
        rfc!(3986, "4.3"),
        example: r#"NotifyUrl::parse("example.com/callback")"#,
        help: "write `http://` or `https://` before it";

    /// What stands between scheme and host is not `//`.
    Slashes = Malformed, "slashes", "not exactly two slashes between scheme and host",
        whatwg_url!(
            "special-scheme-missing-following-solidus",
            "special-scheme-missing-following-solidus"
        ),
        example: r#"NotifyUrl::parse("http:/example.com/")"#,
        help: "write exactly `//` after the scheme";

    /// A backslash: before the query WHATWG readers take it for a slash, RFC 3986 readers never do.
    Backslash = Malformed, "backslash",
        "backslash: before the query WHATWG readers take it for a slash, RFC 3986 readers never do",
        whatwg_url!("invalid-reverse-solidus", "invalid-reverse-solidus"),
        example: r#"NotifyUrl::parse("http://example.com\\@127.0.0.1/")"#,
        help: "write `/`, or `%5C` where a backslash is meant";

    /// A character that no URL may hold unescaped.
    Character {
        /// The character.
        found: char
    } = Malformed, "character", "character {found:?} must not stand unescaped in a URL",
        whatwg_url!("invalid-URL-unit", "invalid-url-unit"),
        example: r#"NotifyUrl::parse("http://example.com/a b")"#,
        help: "percent-encode it, or leave it out";

    /// A `%` that two hexadecimal digits do not follow.
    PercentEncoding = Malformed, "percent-encoding",
        "`%` is not followed by two hexadecimal digits",
        whatwg_url!("invalid-URL-unit", "invalid-url-unit"),
        example: r#"NotifyUrl::parse("http://example.com/100%")"#,
        help: "write `%25` where a percent sign is meant";

    /// A user name or password, or an `@` before the host.
    UserInfo = Unsafe, "userinfo", "user name or password before the host, or an empty `@`",
        rfc!(9110, "4.2.4"),
        example: r#"NotifyUrl::parse("http://user@example.com/")"#;

    /// There is no host.
    NoHost = Malformed, "no-host", "there is no host",
        rfc!(9110, "4.2.1"),
        example: r#"NotifyUrl::parse("http://")"#;

    /// The host ends in a number, and is no IPv4 address.
    Ipv4Syntax = Malformed, "ipv4-syntax", "ends in a number, and is no IPv4 address",
        whatwg_url!("IPv4 parser", "concept-ipv4-parser"),
        example: r#"NotifyUrl::parse("http://203.0.113.256/")"#;

    /// The host stands in square brackets, and is no IPv6 address.
    Ipv6Syntax = Malformed, "ipv6-syntax", "square brackets around what is no IPv6 address",
        whatwg_url!("IPv6 parser", "concept-ipv6-parser"),
        example: r#"NotifyUrl::parse("http://[2001:db8]/")"#;

    /// The name is not valid under IDNA.
    Idna = Malformed, "idna", "not a valid internationalized domain name",
        page("UTS 46 section 4.2", "https://www.unicode.org/reports/tr46/#ToASCII"),
        example: r#"NotifyUrl::parse("http://xn--a.example.com/")"#;

    /// A character that no host name may hold.
    HostCharacter {
        /// The character.
        found: char
    } = Malformed, "host-character", "character {found:?} must not stand in a host name",
        rfc!(1123, "2.1"),
        example: r#"NotifyUrl::parse("http://a&b.example.com/")"#;

    /// A public IPv4 address that is not written as four plain decimals.
    NumericIpv4 {
        /// What a WHATWG reader makes of it.
        address: Ipv4Addr
    } = Malformed, "numeric-ipv4",
        "reads as {address} here, and otherwise elsewhere: octal, decimal or a name",
        whatwg_url!("IPv4-non-decimal-part", "ipv4-non-decimal-part"),
        example: r#"NotifyUrl::parse("http://0x08080808/")"#,
        help: "write the address as four plain decimals";

    /// The host is percent-encoded, or written with characters that IDNA maps to others.
    HostForm = Malformed, "host-form", "the host as typed is not the host as looked up",
        page("UTS 46 section 4", "https://www.unicode.org/reports/tr46/#Processing"),
        example: r#"NotifyUrl::parse("http://%65xample.com/")"#,
        help: "write the host in the form in which it is looked up";

    /// The host ends in a dot.
    TrailingDot = Malformed, "trailing-dot", "the host ends in a dot",
        page(
            "RFC 6066 section 3: names in TLS have no trailing dot",
            "https://www.rfc-editor.org/rfc/rfc6066#section-3"
        ),
        example: r#"NotifyUrl::parse("http://example.com./")"#,
        help: "leave out the dot";

    /// Two dots in a row, or a dot at the start.
    EmptyLabel = Malformed, "empty-label", "an empty label in the name",
        rfc!(1034, "3.1"),
        example: r#"NotifyUrl::parse("http://hooks..example.com/")"#;

    /// A label of more than 63 bytes.
    LabelTooLong = Malformed, "label-too-long", "a label longer than 63 bytes",
        rfc!(1034, "3.1"),
        example: r#"DomainName::parse(&("a".repeat(64) + ".example.com"))"#;

    /// A name of more than 253 bytes.
    NameTooLong = Malformed, "name-too-long", "a name longer than 253 bytes",
        rfc!(1035, "2.3.4"),
        example: r#"DomainName::parse(&"a.".repeat(128))"#;

    /// A label that starts or ends with a hyphen.
    Hyphen = Malformed, "hyphen", "a label starts or ends with a hyphen",
        rfc!(1123, "2.1"),
        example: r#"NotifyUrl::parse("http://hooks-.example.com/")"#;

    /// A domain name with fewer than two labels.
    TooFewLabels = Malformed, "too-few-labels", "fewer than two labels",
        vendor!("CDN, AddCdnDomain", "Cdn/2018-05-10/AddCdnDomain"),
        example: r#"DomainName::parse("localhost")"#;

    /// The last label of a domain name is a number, so that it reads as an IPv4 address.
    NumericLabel = Malformed, "numeric-label", "the last label is a number",
        whatwg_url!("ends-in-a-number checker", "ends-in-a-number-checker"),
        example: r#"DomainName::parse("192.0.2.1")"#;

    /// A host name without a dot: only a private resolver answers it.
    SingleLabel = Unsafe, "single-label",
        "a host name without a dot, which only a private resolver answers",
        page(
            "RFC 7085 and ICANN SAC053 on dotless names",
            "https://www.rfc-editor.org/rfc/rfc7085"
        ),
        example: r#"NotifyUrl::parse("http://jenkins/")"#;

    /// The host reads as an address that is not public.
    Address {
        /// The address as read.
        address: IpAddr,
        /// What it is for.
        class: AddressClass
    } = Unsafe, id of class, "reads as {address}: {class}",
        page(
            "IANA Special-Purpose Address Registries",
            "https://www.iana.org/assignments/iana-ipv4-special-registry/"
        );

    /// The policy denies the address.
    NetworkDenied {
        /// The address as read.
        address: IpAddr
    } = Unsafe, "network-denied", "{address} is in a network that the policy denies",
        no_page("the caller's policy"),
        example: r#"NotifyUrl::parse_with("http://8.8.8.8/", &Policy::default().deny_network("8.8.8.0/24".parse()?)?)"#;

    /// The policy refuses IP literals.
    IpLiteral = Unsafe, "ip-literal", "an IP address where the policy wants a name",
        no_page("the caller's policy"),
        example: r#"NotifyUrl::parse_with("http://8.8.8.8/", &Policy::default().refuse_ip_literals())"#;

    /// The host name leads nowhere public.
    Name {
        /// The row that holds the name, or a name above it.
        row: &'static NameRow
    } = Unsafe, id of row, "{row}",
        no_page("the tables of names");

    /// The host name spells an address that is not public.
    SpelledAddress {
        /// The address as spelled.
        address: IpAddr,
        /// What it is for.
        class: AddressClass
    } = Unsafe, "spelled-address", "spells {address}: {class}",
        page(
            "IANA Special-Purpose Address Registries",
            "https://www.iana.org/assignments/iana-ipv4-special-registry/"
        ),
        example: r#"NotifyUrl::parse("http://10.0.0.1.nip.io/")"#;

    /// The policy denies the host name.
    HostDenied = Unsafe, "host-denied", "a host name that the policy denies",
        no_page("the caller's policy"),
        example: r#"NotifyUrl::parse_with("http://hooks.example.com/", &Policy::default().deny_host(".example.com")?)"#;

    /// The port is no number up to 65,535.
    PortSyntax = Malformed, "port-syntax", "the port is no number up to 65535",
        whatwg_url!("port-invalid and port-out-of-range", "port-invalid"),
        example: r#"NotifyUrl::parse("http://example.com:65536/")"#;

    /// A port of another protocol, to which an HTTP request could be a command.
    BadPort {
        /// The port.
        port: u16
    } = Unsafe, "bad-port", "port {port} is reserved or belongs to another protocol, and HTTP clients block it",
        page("WHATWG Fetch, port blocking", "https://fetch.spec.whatwg.org/#port-blocking"),
        example: r#"NotifyUrl::parse("http://example.com:25/")"#;

    /// The policy names the allowed ports, and this is none of them.
    PortNotAllowed {
        /// The port.
        port: u16
    } = Unsafe, "port-not-allowed", "port {port} is not among those that the policy allows",
        no_page("the caller's policy"),
        example: r#"NotifyUrl::parse_with("http://example.com/", &Policy::default().allow_ports([443])?)"#;

    /// A fragment, which no request carries.
    Fragment = Malformed, "fragment", "a fragment, which no request carries",
        rfc!(9110, "7.1"),
        example: r#"NotifyUrl::parse("http://example.com/#top")"#,
        help: "leave out `#` and what follows, or write `%23`";

    /// The resolver gave no address. Not a verdict on the URL: its code is `InternalError`.
    NoAddresses = Operational, "no-addresses", "the resolver gave no address",
        no_page("this crate"),
        example: r#"NotifyUrl::parse("http://example.com/")?.destination([], &Policy::default())"#;

    /// An address that is not the one that the URL names as an IP literal.
    OtherAddress {
        /// The address as resolved.
        address: IpAddr
    } = Unsafe, "other-address", "{address} is not the address that the URL names",
        no_page("this crate"),
        example: r#"NotifyUrl::parse("http://8.8.8.8/")?.destination(["8.8.4.4".parse()?], &Policy::default())"#;
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
