//! The table of reasons: one row per reason.

use alloc::borrow::Cow;

use super::Reason;
use super::row::Row;
use super::verdict::{Basis, Verdict};
use crate::address::AddressClass;
use crate::name::NameRow;
use crate::source::{Source, no_page, page, rfc, vendor, whatwg_url};

/// Where a reason is described.
pub(super) enum Entry<'a> {
    /// In a row of its own.
    Reason(&'static Row),
    /// With the class of the address.
    Address(&'a AddressClass),
    /// With the row of the name.
    Name(&'static NameRow),
}

const PAGE: Source = vendor!("the operation's page", "live/2016-11-01/AddLiveRecordNotifyConfig");
const POLICY: Source = no_page("the caller's policy");
pub(super) const REGISTRIES: Source = page(
    "IANA Special-Purpose Address Registries",
    "https://www.iana.org/assignments/iana-ipv4-special-registry/",
);
const THIS_CRATE: Source = no_page("this crate");

/// Uses each row twice: in the list for the catalogue, and in a `match` that does not compile where a
/// reason has no row. Without the macro each of them would be written twice.
///
/// `Address` and `Name` have no row here: their id, source and help are those of the class or of the row
/// that they hold.
macro_rules! rows {
    ($( $reason:ident => $row:expr, )*) => {
        impl Reason {
            /// Every row, in reading order.
            pub(crate) const ROWS: &[Row] = &[$( $row ),*];

            pub(super) const fn entry(&self) -> Entry<'_> {
                match self {
                    $( Self::$reason { .. } => Entry::Reason(const { &$row }), )*
                    Self::Address { class, .. } => Entry::Address(class),
                    Self::Name { row } => Entry::Name(row),
                }
            }
        }
    };
}

// The meaning is also the documentation of the variant. The example is a Rust expression that is
// refused for the reason.
rows! {
    Missing => Row {
        id: "missing",
        verdict: Verdict::Missing,
        basis: Basis::VendorPage,
        meaning: "A mandatory parameter is absent.",
        source: no_page("the gateway's pattern `Missing{Param}`"),
        example: Cow::Borrowed(r#"AddLiveRecordNotifyConfig::from_params([("DomainName", "live.example.com")])"#),
        help: "give the parameter",
    },

    Repeated => Row {
        id: "repeated",
        verdict: Verdict::Malformed,
        basis: Basis::Ours,
        meaning: "The parameter is given more than once: readers differ on which one counts.",
        source: THIS_CRATE,
        example: Cow::Borrowed(r#"DomainName::from_params([("DomainName", "a.example.com"), ("DomainName", "b.example.com")])"#),
        help: "give the parameter once",
    },

    Empty => Row {
        id: "empty",
        verdict: Verdict::Malformed,
        basis: Basis::Ours,
        meaning: "The text is empty.",
        source: THIS_CRATE,
        example: Cow::Borrowed(r#"NotifyUrl::parse("")"#),
        help: "write a value, or leave out the parameter where it is optional",
    },

    NotUtf8 => Row {
        id: "not-utf-8",
        verdict: Verdict::Malformed,
        basis: Basis::Standard,
        meaning: "Bytes that are no text in UTF-8.",
        source: rfc!(3629, "3"),
        example: Cow::Borrowed(r#"NotifyUrl::parse_bytes(b"http://example.com/\xff", &Policy::default())"#),
        help: "write it in UTF-8; percent-encode other bytes",
    },

    NotBoolean => Row {
        id: "not-boolean",
        verdict: Verdict::Malformed,
        basis: Basis::VendorPage,
        meaning: "A boolean parameter is neither `true` nor `false` in any letter case.",
        source: PAGE,
        example: Cow::Borrowed(r#"AddLiveRecordNotifyConfig::from_params([("DomainName", "live.example.com"), ("NotifyUrl", "http://example.com/"), ("NeedStatusNotify", "yes")])"#),
        help: "write `true` or `false`",
    },

    AuthKey => Row {
        id: "auth-key",
        verdict: Verdict::Malformed,
        basis: Basis::VendorPage,
        meaning: "The key is not 16 to 32 letters and digits. Nothing of it is repeated.",
        source: PAGE,
        example: Cow::Borrowed(r#"NotifyAuthKey::parse("too short")"#),
        help: "write 16 to 32 letters and digits",
    },

    TooLong => Row {
        id: "too-long",
        verdict: Verdict::Malformed,
        basis: Basis::Ours,
        meaning: "The text, or its canonical form, is longer than the policy allows. It was not read.",
        source: vendor!(
            "ApsaraVideo Live, StartRtcCloudRecording: callbacks of at most 2,048 bytes",
            "live/2016-11-01/StartRtcCloudRecording"
        ),
        example: Cow::Borrowed(r#"NotifyUrl::parse_with("http://example.com/", &Policy::default().max_length(10)?)"#),
        help: "shorten the URL, or raise the limit: `Policy::max_length`",
    },

    Scheme => Row {
        id: "scheme",
        verdict: Verdict::Unsafe,
        basis: Basis::VendorPage,
        meaning: "The scheme is neither `http` nor `https`.",
        source: vendor!(
            "the operation's page: callbacks are HTTP requests",
            "live/2016-11-01/AddLiveRecordNotifyConfig"
        ),
        example: Cow::Borrowed(r#"NotifyUrl::parse("ftp://example.com/")"#),
        help: "write an `http://` or `https://` URL",
    },

    HttpsRequired => Row {
        id: "https-required",
        verdict: Verdict::Unsafe,
        basis: Basis::Caller,
        meaning: "The policy requires `https`.",
        source: POLICY,
        example: Cow::Borrowed(r#"NotifyUrl::parse_with("http://example.com/", &Policy::default().require_https())"#),
        help: "write an `https://` URL",
    },

    HttpsDowngrade => Row {
        id: "https-downgrade",
        verdict: Verdict::Unsafe,
        basis: Basis::Standard,
        meaning: "A redirect leads from `https` to `http`.",
        source: rfc!(9110, "4.2.2"),
        example: Cow::Borrowed(r#"NotifyUrl::parse("https://example.com/")?.redirect("http://example.com/", &Policy::default())"#),
        help: "let the server redirect to an `https://` URL",
    },

    NoScheme => Row {
        id: "no-scheme",
        verdict: Verdict::Malformed,
        basis: Basis::Standard,
        meaning: "The text starts with neither `http://` nor `https://`.",
        source: rfc!(3986, "4.3"),
        example: Cow::Borrowed(r#"NotifyUrl::parse("example.com/callback")"#),
        help: "write `https://` or `http://` before it",
    },

    MissingColon => Row {
        id: "missing-colon",
        verdict: Verdict::Malformed,
        basis: Basis::Standard,
        meaning: "`http` or `https` and slashes, without a colon between them.",
        source: rfc!(3986, "3.1"),
        example: Cow::Borrowed(r#"NotifyUrl::parse("https//example.com/")"#),
        help: "write `http://` or `https://` at the start",
    },

    Slashes => Row {
        id: "slashes",
        verdict: Verdict::Malformed,
        basis: Basis::Standard,
        meaning: "What stands between scheme and host is not `//`.",
        source: whatwg_url!(
            "special-scheme-missing-following-solidus",
            "special-scheme-missing-following-solidus"
        ),
        example: Cow::Borrowed(r#"NotifyUrl::parse("http:/example.com/")"#),
        help: "write exactly `//` after the scheme",
    },

    Backslash => Row {
        id: "backslash",
        verdict: Verdict::Malformed,
        basis: Basis::Standard,
        meaning: "A backslash: before the query WHATWG readers take it for a slash, RFC 3986 readers never do.",
        source: whatwg_url!("invalid-reverse-solidus", "invalid-reverse-solidus"),
        example: Cow::Borrowed(r#"NotifyUrl::parse("http://example.com\\@127.0.0.1/")"#),
        help: "write `/`, or `%5C` where a backslash is meant",
    },

    Character => Row {
        id: "character",
        verdict: Verdict::Malformed,
        basis: Basis::Standard,
        meaning: "A character that no URL may hold unescaped.",
        source: whatwg_url!("invalid-URL-unit", "invalid-url-unit"),
        example: Cow::Borrowed(r#"NotifyUrl::parse("http://example.com/a b")"#),
        help: "percent-encode it, or leave it out",
    },

    Invisible => Row {
        id: "invisible-character",
        verdict: Verdict::Malformed,
        basis: Basis::Standard,
        meaning: "A character that cannot be seen: what is stored is not what is seen.",
        source: rfc!(3987, "4.1"),
        example: Cow::Borrowed(r#"NotifyUrl::parse("http://example.com/\u{200b}")"#),
        help: "leave it out, or percent-encode it where it is meant",
    },

    Quoted => Row {
        id: "quoted",
        verdict: Verdict::Malformed,
        basis: Basis::Standard,
        meaning: "Quotation marks or angle brackets around the URL.",
        source: page("RFC 3986 appendix C", "https://www.rfc-editor.org/rfc/rfc3986#appendix-C"),
        example: Cow::Borrowed(r#"NotifyUrl::parse("<http://example.com/>")"#),
        help: "leave out what stands around the URL",
    },

    PercentEncoding => Row {
        id: "percent-encoding",
        verdict: Verdict::Malformed,
        basis: Basis::Standard,
        meaning: "A `%` that two hexadecimal digits do not follow.",
        source: whatwg_url!("invalid-URL-unit", "invalid-url-unit"),
        example: Cow::Borrowed(r#"NotifyUrl::parse("http://example.com/100%")"#),
        help: "write `%25` where a percent sign is meant",
    },

    UserInfo => Row {
        id: "userinfo",
        verdict: Verdict::Unsafe,
        basis: Basis::Standard,
        meaning: "A user name or password, or an `@` before the host.",
        source: rfc!(9110, "4.2.4"),
        example: Cow::Borrowed(r#"NotifyUrl::parse("http://user@example.com/")"#),
        help: "leave out all up to the `@`, or allow it in the policy: `Policy::allow_user_info`",
    },

    NoHost => Row {
        id: "no-host",
        verdict: Verdict::Malformed,
        basis: Basis::Standard,
        meaning: "There is no host.",
        source: rfc!(9110, "4.2.1"),
        example: Cow::Borrowed(r#"NotifyUrl::parse("http://")"#),
        help: "write a host after `//`",
    },

    Ipv4Syntax => Row {
        id: "ipv4-syntax",
        verdict: Verdict::Malformed,
        basis: Basis::Standard,
        meaning: "The host ends in a number, and is no IPv4 address.",
        source: whatwg_url!("IPv4 parser", "concept-ipv4-parser"),
        example: Cow::Borrowed(r#"NotifyUrl::parse("http://8.8.8.256/")"#),
        help: "write four decimal numbers from 0 to 255, or a name that does not end in a number",
    },

    Ipv6Syntax => Row {
        id: "ipv6-syntax",
        verdict: Verdict::Malformed,
        basis: Basis::Standard,
        meaning: "The host stands in square brackets, and is no IPv6 address.",
        source: whatwg_url!("IPv6 parser", "concept-ipv6-parser"),
        example: Cow::Borrowed(r#"NotifyUrl::parse("http://[2001:db8]/")"#),
        help: "write eight groups of hexadecimal digits, or fewer with `::`, between the brackets",
    },

    ZoneId => Row {
        id: "zone-id",
        verdict: Verdict::Malformed,
        basis: Basis::Standard,
        meaning: "An IPv6 address with a zone identifier, which means something on one machine alone.",
        source: rfc!(6874, "2"),
        example: Cow::Borrowed(r#"NotifyUrl::parse("http://[2606:4700::1111%25eth0]/")"#),
        help: "leave out `%` and what follows it inside the brackets",
    },

    MissingBracket => Row {
        id: "missing-bracket",
        verdict: Verdict::Malformed,
        basis: Basis::Standard,
        meaning: "An IPv6 address without square brackets, or a bracket on one side alone.",
        source: rfc!(3986, "3.2.2"),
        example: Cow::Borrowed(r#"NotifyUrl::parse("http://2606:4700::1111/")"#),
        help: "write `[` before an IPv6 address and `]` after it",
    },

    BracketedHost => Row {
        id: "bracketed-host",
        verdict: Verdict::Malformed,
        basis: Basis::Standard,
        meaning: "Square brackets around a name or an IPv4 address.",
        source: rfc!(3986, "3.2.2"),
        example: Cow::Borrowed(r#"NotifyUrl::parse("http://[example.com]/")"#),
        help: "leave out the brackets",
    },

    Idna => Row {
        id: "idna",
        verdict: Verdict::Malformed,
        basis: Basis::Standard,
        meaning: "The name is not valid under IDNA.",
        source: page("UTS 46 section 4.2", "https://www.unicode.org/reports/tr46/#ToASCII"),
        example: Cow::Borrowed(r#"NotifyUrl::parse("http://xn--a.example.com/")"#),
        help: "write the name as the registrar shows it, or its A-labels (`xn--…`)",
    },

    HostCharacter => Row {
        id: "host-character",
        verdict: Verdict::Malformed,
        basis: Basis::Standard,
        meaning: "A character that no host name may hold.",
        source: rfc!(1123, "2.1"),
        example: Cow::Borrowed(r#"NotifyUrl::parse("http://a&b.example.com/")"#),
        help: "write letters, digits, hyphens and dots alone",
    },

    NumericIpv4 => Row {
        id: "numeric-ipv4",
        verdict: Verdict::Malformed,
        basis: Basis::Standard,
        meaning: "A public IPv4 address that is not written as four plain decimals.",
        source: whatwg_url!("IPv4-non-decimal-part", "ipv4-non-decimal-part"),
        example: Cow::Borrowed(r#"NotifyUrl::parse("http://0x08080808/")"#),
        help: "write the address as four plain decimals",
    },

    HostForm => Row {
        id: "host-form",
        verdict: Verdict::Malformed,
        basis: Basis::Standard,
        meaning: "The host is percent-encoded, or written with characters that IDNA maps to others.",
        source: page("UTS 46 section 4", "https://www.unicode.org/reports/tr46/#Processing"),
        example: Cow::Borrowed(r#"NotifyUrl::parse("http://%65xample.com/")"#),
        help: "write the host in the form in which it is looked up",
    },

    TrailingDot => Row {
        id: "trailing-dot",
        verdict: Verdict::Malformed,
        basis: Basis::Standard,
        meaning: "The host ends in a dot.",
        source: page(
            "RFC 6066 section 3: names in TLS have no trailing dot",
            "https://www.rfc-editor.org/rfc/rfc6066#section-3"
        ),
        example: Cow::Borrowed(r#"NotifyUrl::parse("http://example.com./")"#),
        help: "leave out the dot",
    },

    EmptyLabel => Row {
        id: "empty-label",
        verdict: Verdict::Malformed,
        basis: Basis::Standard,
        meaning: "Two dots in a row, or a dot at the start.",
        source: rfc!(1034, "3.1"),
        example: Cow::Borrowed(r#"NotifyUrl::parse("http://hooks..example.com/")"#),
        help: "write one dot between two labels, and none at the start",
    },

    LabelTooLong => Row {
        id: "label-too-long",
        verdict: Verdict::Malformed,
        basis: Basis::Standard,
        meaning: "A label of more than 63 bytes.",
        source: rfc!(1034, "3.1"),
        example: Cow::Borrowed(r#"DomainName::parse(&("a".repeat(64) + ".example.com"))"#),
        help: "shorten the label to 63 bytes",
    },

    NameTooLong => Row {
        id: "name-too-long",
        verdict: Verdict::Malformed,
        basis: Basis::Standard,
        meaning: "A name of more than 253 bytes.",
        source: rfc!(1035, "2.3.4"),
        example: Cow::Borrowed(r#"DomainName::parse(&"a.".repeat(128))"#),
        help: "shorten the name to 253 bytes",
    },

    Hyphen => Row {
        id: "hyphen",
        verdict: Verdict::Malformed,
        basis: Basis::Standard,
        meaning: "A label that starts or ends with a hyphen.",
        source: rfc!(1123, "2.1"),
        example: Cow::Borrowed(r#"NotifyUrl::parse("http://hooks-.example.com/")"#),
        help: "leave out the hyphen at the start or end of the label",
    },

    TooFewLabels => Row {
        id: "too-few-labels",
        verdict: Verdict::Malformed,
        basis: Basis::Ours,
        meaning: "A domain name with fewer than two labels.",
        source: vendor!("CDN, AddCdnDomain", "Cdn/2018-05-10/AddCdnDomain"),
        example: Cow::Borrowed(r#"DomainName::parse("localhost")"#),
        help: "write the whole name, as in `live.example.com`",
    },

    NumericLabel => Row {
        id: "numeric-label",
        verdict: Verdict::Malformed,
        basis: Basis::Standard,
        meaning: "The last label of a domain name is a number, so that it reads as an IPv4 address.",
        source: whatwg_url!("ends-in-a-number checker", "ends-in-a-number-checker"),
        example: Cow::Borrowed(r#"DomainName::parse("192.0.2.1")"#),
        help: "write a domain name, not an address",
    },

    SingleLabel => Row {
        id: "single-label",
        verdict: Verdict::Unsafe,
        basis: Basis::Standard,
        meaning: "A host name without a dot: only a private resolver answers it.",
        source: page(
            "RFC 7085 and ICANN SAC053 on dotless names",
            "https://www.rfc-editor.org/rfc/rfc7085"
        ),
        example: Cow::Borrowed(r#"NotifyUrl::parse("http://jenkins/")"#),
        help: "write the whole name of a public host, or allow the name in the policy: `Policy::allow_host`",
    },

    NetworkDenied => Row {
        id: "network-denied",
        verdict: Verdict::Unsafe,
        basis: Basis::Caller,
        meaning: "The policy denies the address.",
        source: POLICY,
        example: Cow::Borrowed(r#"NotifyUrl::parse_with("http://8.8.8.8/", &Policy::default().deny_network("8.8.8.0/24".parse()?)?)"#),
        help: "use another address; the policy has an entry of `Policy::deny_network` for this one",
    },

    IpLiteral => Row {
        id: "ip-literal",
        verdict: Verdict::Unsafe,
        basis: Basis::Caller,
        meaning: "The policy refuses IP literals.",
        source: POLICY,
        example: Cow::Borrowed(r#"NotifyUrl::parse_with("http://8.8.8.8/", &Policy::default().refuse_ip_literals())"#),
        help: "write a host name",
    },

    SpelledAddress => Row {
        id: "spelled-address",
        verdict: Verdict::Unsafe,
        basis: Basis::Ours,
        meaning: "The host name spells an address that is not public.",
        source: REGISTRIES,
        example: Cow::Borrowed(r#"NotifyUrl::parse("http://10.0.0.1.nip.io/")"#),
        help: "use a name that spells no such address, or allow the name in the policy: `Policy::allow_host`",
    },

    HostDenied => Row {
        id: "host-denied",
        verdict: Verdict::Unsafe,
        basis: Basis::Caller,
        meaning: "The policy denies the host name.",
        source: POLICY,
        example: Cow::Borrowed(r#"NotifyUrl::parse_with("http://hooks.example.com/", &Policy::default().deny_host(".example.com")?)"#),
        help: "use another host; the policy has an entry of `Policy::deny_host` for this one",
    },

    NoRule => Row {
        id: "no-rule",
        verdict: Verdict::Unsafe,
        basis: Basis::Caller,
        meaning: "The policy limits requests to some, and this is none of them.",
        source: POLICY,
        example: Cow::Borrowed(r#"NotifyUrl::parse_with("http://example.com/", &Policy::default().only(Rule::new().with_hosts(["hooks.example.com"])?)?)"#),
        help: "use what a rule of the policy names: `Policy::only`",
    },

    PortSyntax => Row {
        id: "port-syntax",
        verdict: Verdict::Malformed,
        basis: Basis::Standard,
        meaning: "The port is no number up to 65,535.",
        source: whatwg_url!("port-invalid and port-out-of-range", "port-invalid"),
        example: Cow::Borrowed(r#"NotifyUrl::parse("http://example.com:65536/")"#),
        help: "write a number from 1 to 65535",
    },

    BadPort => Row {
        id: "bad-port",
        verdict: Verdict::Unsafe,
        basis: Basis::Standard,
        meaning: "A port of another protocol, to which an HTTP request could be a command.",
        source: page(
            "WHATWG Fetch, port blocking",
            "https://fetch.spec.whatwg.org/#port-blocking"
        ),
        example: Cow::Borrowed(r#"NotifyUrl::parse("http://example.com:25/")"#),
        help: "use another port, or name it in the policy: `Policy::allow_ports`",
    },

    PortNotAllowed => Row {
        id: "port-not-allowed",
        verdict: Verdict::Unsafe,
        basis: Basis::Caller,
        meaning: "The policy names the allowed ports, and this is none of them.",
        source: POLICY,
        example: Cow::Borrowed(r#"NotifyUrl::parse_with("http://example.com/", &Policy::default().allow_ports([443])?)"#),
        help: "use a port that the policy names: `Policy::allow_ports`",
    },

    PortDenied => Row {
        id: "port-denied",
        verdict: Verdict::Unsafe,
        basis: Basis::Caller,
        meaning: "The policy denies the port.",
        source: POLICY,
        example: Cow::Borrowed(r#"NotifyUrl::parse_with("http://example.com:8080/", &Policy::default().deny(Rule::new().with_ports([8080])?)?)"#),
        help: "use another port; the policy has a rule of `Policy::deny` for this one",
    },

    Fragment => Row {
        id: "fragment",
        verdict: Verdict::Malformed,
        basis: Basis::Standard,
        meaning: "A fragment, which no request carries.",
        source: rfc!(9110, "7.1"),
        example: Cow::Borrowed(r#"NotifyUrl::parse("http://example.com/#top")"#),
        help: "leave out `#` and what follows, or write `%23`",
    },

    NoAddresses => Row {
        id: "no-addresses",
        verdict: Verdict::Operational,
        basis: Basis::Ours,
        meaning: "The resolver gave no address. Not a verdict on the URL: its code is `InternalError`.",
        source: THIS_CRATE,
        example: Cow::Borrowed(r#"NotifyUrl::parse("http://example.com/")?.destination([], &Policy::default())"#),
        help: "ask the resolver again later, or check that the name exists",
    },

    TooManyAddresses => Row {
        id: "too-many-addresses",
        verdict: Verdict::Unsafe,
        basis: Basis::Ours,
        meaning: "The resolver gave more addresses than the policy takes for one name.",
        source: THIS_CRATE,
        example: Cow::Borrowed(r#"NotifyUrl::parse("http://example.com/")?.destination(vec!["8.8.8.8".parse()?; 1001], &Policy::default())"#),
        help: "let the name answer fewer addresses, or raise the limit: `Policy::max_addresses`",
    },

    OtherAddress => Row {
        id: "other-address",
        verdict: Verdict::Unsafe,
        basis: Basis::Ours,
        meaning: "An address that is not the one that the URL names as an IP literal.",
        source: THIS_CRATE,
        example: Cow::Borrowed(r#"NotifyUrl::parse("http://8.8.8.8/")?.destination(["8.8.4.4".parse()?], &Policy::default())"#),
        help: "hand in the address of the URL itself",
    },
}
