//! The table of reasons: one row per reason, and what a reason answers from it.

use alloc::borrow::Cow;

use super::Reason;
use super::row::Row;
use super::verdict::Verdict;
use crate::address::{AddressClass, Block};
use crate::name::NameRow;
use crate::source::{Source, no_page, page, rfc, vendor, whatwg_url};

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
        match self.entry() {
            Entry::Reason(row) => row.id,
            Entry::Address(class) => class.kind().id(),
            Entry::Name(row) => row.kind().id(),
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
    // Not `source`, which is a method of `core::error::Error`.
    #[must_use]
    pub fn source_text(&self) -> &'static str {
        match (self, self.entry()) {
            (Self::SpelledAddress { class, .. }, _) | (_, Entry::Address(class)) => {
                source_of(*class)
            }
            (_, Entry::Reason(row)) => row.source.text,
            (_, Entry::Name(row)) => row.source(),
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
        match self.entry() {
            Entry::Reason(row) => row.help,
            Entry::Address(_) | Entry::Name(_) => None,
        }
    }

    pub(crate) fn verdict(&self) -> Verdict {
        match self.entry() {
            Entry::Reason(row) => row.verdict,
            Entry::Address(_) | Entry::Name(_) => Verdict::Unsafe,
        }
    }
}

/// Where a reason is described.
enum Entry<'a> {
    /// In a row of its own.
    Reason(&'static Row),
    /// With the class of the address.
    Address(&'a AddressClass),
    /// With the row of the name.
    Name(&'static NameRow),
}

/// The source of the most specific row that holds the address.
fn source_of(class: AddressClass) -> &'static str {
    class.block().map_or(REGISTRIES.text, Block::source)
}

const PAGE: Source = vendor!("the operation's page", "live/2016-11-01/AddLiveRecordNotifyConfig");
const POLICY: Source = no_page("the caller's policy");
const REGISTRIES: Source = page(
    "IANA Special-Purpose Address Registries",
    "https://www.iana.org/assignments/iana-ipv4-special-registry/",
);
const THIS_CRATE: Source = no_page("this crate");

/// Uses each row twice: in the list for the catalogue, and in a `match` that does not compile where a
/// reason has no row.
macro_rules! rows {
    ($( $reason:ident => $row:expr, )*) => {
        impl Reason {
            /// Every row, in reading order.
            pub(crate) const ROWS: &[Row] = &[$( $row ),*];

            const fn entry(&self) -> Entry<'_> {
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
        meaning: "A mandatory parameter is absent.",
        source: no_page("the gateway's pattern `Missing{Param}`"),
        example: Cow::Borrowed(r#"AddLiveRecordNotifyConfig::from_params([("DomainName", "live.example.com")])"#),
        help: None,
    },

    Repeated => Row {
        id: "repeated",
        verdict: Verdict::Malformed,
        meaning: "The parameter is given more than once: readers differ on which one counts.",
        source: THIS_CRATE,
        example: Cow::Borrowed(r#"DomainName::from_params([("DomainName", "a.example.com"), ("DomainName", "b.example.com")])"#),
        help: None,
    },

    Empty => Row {
        id: "empty",
        verdict: Verdict::Malformed,
        meaning: "The text is empty.",
        source: THIS_CRATE,
        example: Cow::Borrowed(r#"NotifyUrl::parse("")"#),
        help: None,
    },

    NotBoolean => Row {
        id: "not-boolean",
        verdict: Verdict::Malformed,
        meaning: "A boolean parameter is neither `true` nor `false` in any letter case.",
        source: PAGE,
        example: Cow::Borrowed(r#"AddLiveRecordNotifyConfig::from_params([("DomainName", "live.example.com"), ("NotifyUrl", "http://example.com/"), ("NeedStatusNotify", "yes")])"#),
        help: None,
    },

    AuthKey => Row {
        id: "auth-key",
        verdict: Verdict::Malformed,
        meaning: "The key is not 16 to 32 letters and digits. Nothing of it is repeated.",
        source: PAGE,
        example: Cow::Borrowed(r#"NotifyAuthKey::parse("too short")"#),
        help: None,
    },

    TooLong => Row {
        id: "too-long",
        verdict: Verdict::Malformed,
        meaning: "The text, or its canonical form, is longer than the policy allows. It was not read.",
        source: vendor!(
            "ApsaraVideo Live, StartRtcCloudRecording: callbacks of at most 2,048 bytes",
            "live/2016-11-01/StartRtcCloudRecording"
        ),
        example: Cow::Borrowed(r#"NotifyUrl::parse_with("http://example.com/", &Policy::default().max_length(10)?)"#),
        help: None,
    },

    Scheme => Row {
        id: "scheme",
        verdict: Verdict::Unsafe,
        meaning: "The scheme is neither `http` nor `https`.",
        source: vendor!(
            "the operation's page: callbacks are HTTP requests",
            "live/2016-11-01/AddLiveRecordNotifyConfig"
        ),
        example: Cow::Borrowed(r#"NotifyUrl::parse("ftp://example.com/")"#),
        help: Some("write an `http://` or `https://` URL"),
    },

    HttpsRequired => Row {
        id: "https-required",
        verdict: Verdict::Unsafe,
        meaning: "The policy requires `https`.",
        source: POLICY,
        example: Cow::Borrowed(r#"NotifyUrl::parse_with("http://example.com/", &Policy::default().require_https())"#),
        help: Some("write an `https://` URL"),
    },

    HttpsDowngrade => Row {
        id: "https-downgrade",
        verdict: Verdict::Unsafe,
        meaning: "A redirect leads from `https` to `http`.",
        source: rfc!(9110, "4.2.2"),
        example: Cow::Borrowed(r#"NotifyUrl::parse("https://example.com/")?.redirect("http://example.com/", &Policy::default())"#),
        help: None,
    },

    NoScheme => Row {
        id: "no-scheme",
        verdict: Verdict::Malformed,
        meaning: "The text starts with neither `http://` nor `https://`.",
        source: rfc!(3986, "4.3"),
        example: Cow::Borrowed(r#"NotifyUrl::parse("example.com/callback")"#),
        help: Some("write `http://` or `https://` before it"),
    },

    Slashes => Row {
        id: "slashes",
        verdict: Verdict::Malformed,
        meaning: "What stands between scheme and host is not `//`.",
        source: whatwg_url!(
            "special-scheme-missing-following-solidus",
            "special-scheme-missing-following-solidus"
        ),
        example: Cow::Borrowed(r#"NotifyUrl::parse("http:/example.com/")"#),
        help: Some("write exactly `//` after the scheme"),
    },

    Backslash => Row {
        id: "backslash",
        verdict: Verdict::Malformed,
        meaning: "A backslash: before the query WHATWG readers take it for a slash, RFC 3986 readers never do.",
        source: whatwg_url!("invalid-reverse-solidus", "invalid-reverse-solidus"),
        example: Cow::Borrowed(r#"NotifyUrl::parse("http://example.com\\@127.0.0.1/")"#),
        help: Some("write `/`, or `%5C` where a backslash is meant"),
    },

    Character => Row {
        id: "character",
        verdict: Verdict::Malformed,
        meaning: "A character that no URL may hold unescaped.",
        source: whatwg_url!("invalid-URL-unit", "invalid-url-unit"),
        example: Cow::Borrowed(r#"NotifyUrl::parse("http://example.com/a b")"#),
        help: Some("percent-encode it, or leave it out"),
    },

    PercentEncoding => Row {
        id: "percent-encoding",
        verdict: Verdict::Malformed,
        meaning: "A `%` that two hexadecimal digits do not follow.",
        source: whatwg_url!("invalid-URL-unit", "invalid-url-unit"),
        example: Cow::Borrowed(r#"NotifyUrl::parse("http://example.com/100%")"#),
        help: Some("write `%25` where a percent sign is meant"),
    },

    UserInfo => Row {
        id: "userinfo",
        verdict: Verdict::Unsafe,
        meaning: "A user name or password, or an `@` before the host.",
        source: rfc!(9110, "4.2.4"),
        example: Cow::Borrowed(r#"NotifyUrl::parse("http://user@example.com/")"#),
        help: None,
    },

    NoHost => Row {
        id: "no-host",
        verdict: Verdict::Malformed,
        meaning: "There is no host.",
        source: rfc!(9110, "4.2.1"),
        example: Cow::Borrowed(r#"NotifyUrl::parse("http://")"#),
        help: None,
    },

    Ipv4Syntax => Row {
        id: "ipv4-syntax",
        verdict: Verdict::Malformed,
        meaning: "The host ends in a number, and is no IPv4 address.",
        source: whatwg_url!("IPv4 parser", "concept-ipv4-parser"),
        example: Cow::Borrowed(r#"NotifyUrl::parse("http://203.0.113.256/")"#),
        help: None,
    },

    Ipv6Syntax => Row {
        id: "ipv6-syntax",
        verdict: Verdict::Malformed,
        meaning: "The host stands in square brackets, and is no IPv6 address.",
        source: whatwg_url!("IPv6 parser", "concept-ipv6-parser"),
        example: Cow::Borrowed(r#"NotifyUrl::parse("http://[2001:db8]/")"#),
        help: None,
    },

    Idna => Row {
        id: "idna",
        verdict: Verdict::Malformed,
        meaning: "The name is not valid under IDNA.",
        source: page("UTS 46 section 4.2", "https://www.unicode.org/reports/tr46/#ToASCII"),
        example: Cow::Borrowed(r#"NotifyUrl::parse("http://xn--a.example.com/")"#),
        help: None,
    },

    HostCharacter => Row {
        id: "host-character",
        verdict: Verdict::Malformed,
        meaning: "A character that no host name may hold.",
        source: rfc!(1123, "2.1"),
        example: Cow::Borrowed(r#"NotifyUrl::parse("http://a&b.example.com/")"#),
        help: None,
    },

    NumericIpv4 => Row {
        id: "numeric-ipv4",
        verdict: Verdict::Malformed,
        meaning: "A public IPv4 address that is not written as four plain decimals.",
        source: whatwg_url!("IPv4-non-decimal-part", "ipv4-non-decimal-part"),
        example: Cow::Borrowed(r#"NotifyUrl::parse("http://0x08080808/")"#),
        help: Some("write the address as four plain decimals"),
    },

    HostForm => Row {
        id: "host-form",
        verdict: Verdict::Malformed,
        meaning: "The host is percent-encoded, or written with characters that IDNA maps to others.",
        source: page("UTS 46 section 4", "https://www.unicode.org/reports/tr46/#Processing"),
        example: Cow::Borrowed(r#"NotifyUrl::parse("http://%65xample.com/")"#),
        help: Some("write the host in the form in which it is looked up"),
    },

    TrailingDot => Row {
        id: "trailing-dot",
        verdict: Verdict::Malformed,
        meaning: "The host ends in a dot.",
        source: page(
            "RFC 6066 section 3: names in TLS have no trailing dot",
            "https://www.rfc-editor.org/rfc/rfc6066#section-3"
        ),
        example: Cow::Borrowed(r#"NotifyUrl::parse("http://example.com./")"#),
        help: Some("leave out the dot"),
    },

    EmptyLabel => Row {
        id: "empty-label",
        verdict: Verdict::Malformed,
        meaning: "Two dots in a row, or a dot at the start.",
        source: rfc!(1034, "3.1"),
        example: Cow::Borrowed(r#"NotifyUrl::parse("http://hooks..example.com/")"#),
        help: None,
    },

    LabelTooLong => Row {
        id: "label-too-long",
        verdict: Verdict::Malformed,
        meaning: "A label of more than 63 bytes.",
        source: rfc!(1034, "3.1"),
        example: Cow::Borrowed(r#"DomainName::parse(&("a".repeat(64) + ".example.com"))"#),
        help: None,
    },

    NameTooLong => Row {
        id: "name-too-long",
        verdict: Verdict::Malformed,
        meaning: "A name of more than 253 bytes.",
        source: rfc!(1035, "2.3.4"),
        example: Cow::Borrowed(r#"DomainName::parse(&"a.".repeat(128))"#),
        help: None,
    },

    Hyphen => Row {
        id: "hyphen",
        verdict: Verdict::Malformed,
        meaning: "A label that starts or ends with a hyphen.",
        source: rfc!(1123, "2.1"),
        example: Cow::Borrowed(r#"NotifyUrl::parse("http://hooks-.example.com/")"#),
        help: None,
    },

    TooFewLabels => Row {
        id: "too-few-labels",
        verdict: Verdict::Malformed,
        meaning: "A domain name with fewer than two labels.",
        source: vendor!("CDN, AddCdnDomain", "Cdn/2018-05-10/AddCdnDomain"),
        example: Cow::Borrowed(r#"DomainName::parse("localhost")"#),
        help: None,
    },

    NumericLabel => Row {
        id: "numeric-label",
        verdict: Verdict::Malformed,
        meaning: "The last label of a domain name is a number, so that it reads as an IPv4 address.",
        source: whatwg_url!("ends-in-a-number checker", "ends-in-a-number-checker"),
        example: Cow::Borrowed(r#"DomainName::parse("192.0.2.1")"#),
        help: None,
    },

    SingleLabel => Row {
        id: "single-label",
        verdict: Verdict::Unsafe,
        meaning: "A host name without a dot: only a private resolver answers it.",
        source: page(
            "RFC 7085 and ICANN SAC053 on dotless names",
            "https://www.rfc-editor.org/rfc/rfc7085"
        ),
        example: Cow::Borrowed(r#"NotifyUrl::parse("http://jenkins/")"#),
        help: None,
    },

    NetworkDenied => Row {
        id: "network-denied",
        verdict: Verdict::Unsafe,
        meaning: "The policy denies the address.",
        source: POLICY,
        example: Cow::Borrowed(r#"NotifyUrl::parse_with("http://8.8.8.8/", &Policy::default().deny_network("8.8.8.0/24".parse()?)?)"#),
        help: None,
    },

    IpLiteral => Row {
        id: "ip-literal",
        verdict: Verdict::Unsafe,
        meaning: "The policy refuses IP literals.",
        source: POLICY,
        example: Cow::Borrowed(r#"NotifyUrl::parse_with("http://8.8.8.8/", &Policy::default().refuse_ip_literals())"#),
        help: None,
    },

    SpelledAddress => Row {
        id: "spelled-address",
        verdict: Verdict::Unsafe,
        meaning: "The host name spells an address that is not public.",
        source: REGISTRIES,
        example: Cow::Borrowed(r#"NotifyUrl::parse("http://10.0.0.1.nip.io/")"#),
        help: None,
    },

    HostDenied => Row {
        id: "host-denied",
        verdict: Verdict::Unsafe,
        meaning: "The policy denies the host name.",
        source: POLICY,
        example: Cow::Borrowed(r#"NotifyUrl::parse_with("http://hooks.example.com/", &Policy::default().deny_host(".example.com")?)"#),
        help: None,
    },

    PortSyntax => Row {
        id: "port-syntax",
        verdict: Verdict::Malformed,
        meaning: "The port is no number up to 65,535.",
        source: whatwg_url!("port-invalid and port-out-of-range", "port-invalid"),
        example: Cow::Borrowed(r#"NotifyUrl::parse("http://example.com:65536/")"#),
        help: None,
    },

    BadPort => Row {
        id: "bad-port",
        verdict: Verdict::Unsafe,
        meaning: "A port of another protocol, to which an HTTP request could be a command.",
        source: page(
            "WHATWG Fetch, port blocking",
            "https://fetch.spec.whatwg.org/#port-blocking"
        ),
        example: Cow::Borrowed(r#"NotifyUrl::parse("http://example.com:25/")"#),
        help: None,
    },

    PortNotAllowed => Row {
        id: "port-not-allowed",
        verdict: Verdict::Unsafe,
        meaning: "The policy names the allowed ports, and this is none of them.",
        source: POLICY,
        example: Cow::Borrowed(r#"NotifyUrl::parse_with("http://example.com/", &Policy::default().allow_ports([443])?)"#),
        help: None,
    },

    Fragment => Row {
        id: "fragment",
        verdict: Verdict::Malformed,
        meaning: "A fragment, which no request carries.",
        source: rfc!(9110, "7.1"),
        example: Cow::Borrowed(r#"NotifyUrl::parse("http://example.com/#top")"#),
        help: Some("leave out `#` and what follows, or write `%23`"),
    },

    NoAddresses => Row {
        id: "no-addresses",
        verdict: Verdict::Operational,
        meaning: "The resolver gave no address. Not a verdict on the URL: its code is `InternalError`.",
        source: THIS_CRATE,
        example: Cow::Borrowed(r#"NotifyUrl::parse("http://example.com/")?.destination([], &Policy::default())"#),
        help: None,
    },

    OtherAddress => Row {
        id: "other-address",
        verdict: Verdict::Unsafe,
        meaning: "An address that is not the one that the URL names as an IP literal.",
        source: THIS_CRATE,
        example: Cow::Borrowed(r#"NotifyUrl::parse("http://8.8.8.8/")?.destination(["8.8.4.4".parse()?], &Policy::default())"#),
        help: None,
    },
}
