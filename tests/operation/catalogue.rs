//! The catalogue of reasons: its ids are a promise, and its examples do what they say.

use std::collections::BTreeMap;
use std::error::Error;

use live_record_notify::address::AddressKind;
use live_record_notify::docs::{Row, catalogue};
use live_record_notify::{
    AddLiveRecordNotifyConfig, DomainName, ErrorCode, Errors, NameKind, NotifyAuthKey, NotifyUrl,
    Policy, Rank, Rule, Verdict,
};
use test_support::laws::error::is_kebab_case;

/// Typed out, so that no id changes by accident: operators have them on dashboards.
#[rustfmt::skip]
const IDS: &[&str] = &[
    "missing", "repeated", "empty", "not-utf-8", "not-boolean", "auth-key", "too-long", "scheme",
    "https-required", "https-downgrade", "no-scheme", "missing-colon", "slashes", "backslash",
    "character", "invisible-character", "quoted", "percent-encoding", "userinfo", "no-host",
    "ipv4-syntax", "ipv6-syntax", "zone-id", "missing-bracket", "bracketed-host", "idna",
    "host-character", "numeric-ipv4", "host-form", "trailing-dot", "empty-label",
    "label-too-long", "name-too-long", "hyphen", "too-few-labels", "numeric-label",
    "single-label", "network-denied", "ip-literal", "spelled-address", "host-denied", "no-rule",
    "port-syntax", "bad-port", "port-not-allowed", "port-denied", "fragment", "no-addresses",
    "too-many-addresses", "other-address",
    // Kinds of addresses.
    "this-network", "private-use", "shared-address-space", "loopback", "unspecified",
    "link-local", "unique-local", "site-local", "protocol-assignments", "documentation",
    "benchmarking", "multicast", "broadcast", "reserved", "relay-anycast", "discard-only",
    "dummy-prefix", "ipv4-compatible", "ipv4-translated", "local-nat64", "teredo", "6to4",
    "6bone", "orchid", "segment-routing", "cloud-metadata",
    // Kinds of names.
    "special-use-name", "private-name", "cloud-metadata-name", "loopback-name", "rebinding-name",
    "address-name",
];

#[test]
fn the_ids_are_those_that_were_promised() {
    let ids: Vec<_> = catalogue().map(|row| row.id()).collect();
    assert_eq!(ids, IDS, "an id that changes or goes is a breaking change");
}

#[test]
fn ids_are_unique_and_in_kebab_case() {
    let mut seen = BTreeMap::new();
    for row in catalogue() {
        is_kebab_case(row.id());
        assert!(seen.insert(row.id(), row.meaning()).is_none(), "{row:?} stands there twice");
    }
}

/// Every variant of `Reason` whose id is its own has a row: the table that makes the variants does
/// not compile without it. Kinds are another matter.
#[test]
fn every_kind_that_is_refused_has_a_row() {
    let has_row = |id| catalogue().any(|row| row.id() == id);
    for &kind in AddressKind::ALL {
        let is_refused = !matches!(
            kind,
            // Global is what is let through; an IPv4-mapped address is judged by what it carries.
            AddressKind::Global | AddressKind::Ipv4Mapped
        );
        assert_eq!(has_row(kind.id()), is_refused, "{kind:?}");
    }
    for kind in NameKind::ALL {
        assert!(has_row(kind.id()), "{kind:?}");
    }
}

#[test]
fn every_example_is_refused_for_its_reason() {
    let mut evaluated = evaluated_examples().unwrap();
    for row in catalogue() {
        let refused = match plain_url(row.example()) {
            Some(text) => NotifyUrl::parse(text).map(drop).map_err(Errors::from),
            None => evaluated
                .remove(&without_white_space(row.example()))
                .unwrap_or_else(|| panic!("no test evaluates {}", row.example())),
        };
        let Err(errors) = refused else { panic!("{} is accepted", row.example()) };
        assert_eq!(errors.iter().count(), 1, "{}: {errors}", row.example());
        assert_eq!(errors.first().reason().id(), row.id(), "{}: {errors}", row.example());
        assert_help(&row, &errors.first().reason().help());
        assert_eq!(errors.first().reason().rank(), rank_of(row.id()), "{row:?}");
        assert_code(&row, errors.first().code());
    }
    assert!(evaluated.is_empty(), "in no row: {:?}", evaluated.keys());
}

/// Typed out, as the ids are.
#[rustfmt::skip]
const RANKS: &[(Rank, &[&str])] = &[
    (Rank::Metadata, &["cloud-metadata", "cloud-metadata-name"]),
    // By its example, `localhost`, the last: other special-use names are private.
    (Rank::Loopback, &[
        "loopback", "unspecified", "link-local", "loopback-name", "special-use-name",
    ]),
    (Rank::Private, &[
        "private-use", "shared-address-space", "unique-local", "site-local", "local-nat64",
        // By its example the last: a name that spells another address has the rank of that.
        "private-name", "spelled-address",
    ]),
    (Rank::Destination, &[
        "single-label", "network-denied", "ip-literal", "host-denied", "no-rule",
        "too-many-addresses", "other-address",
        "this-network", "protocol-assignments", "documentation", "benchmarking", "multicast",
        "broadcast", "reserved", "relay-anycast", "discard-only", "dummy-prefix",
        "ipv4-compatible", "ipv4-translated", "teredo", "6to4", "6bone", "orchid",
        "segment-routing", "rebinding-name", "address-name",
    ]),
    (Rank::Scheme, &["scheme", "https-required", "https-downgrade"]),
    (Rank::UserInfo, &["userinfo"]),
    (Rank::Port, &["bad-port", "port-not-allowed", "port-denied"]),
    (Rank::Missing, &["missing"]),
    (Rank::Operational, &["no-addresses"]),
];

/// The rank of the row's example. All that is Malformed is one rank.
fn rank_of(id: &str) -> Rank {
    RANKS.iter().find(|(_, ids)| ids.contains(&id)).map_or(Rank::Malformed, |(rank, _)| *rank)
}

#[test]
fn what_is_malformed_has_the_rank_of_that_and_nothing_else_has() {
    for row in catalogue() {
        let is_malformed = rank_of(row.id()) == Rank::Malformed;
        assert_eq!(is_malformed, row.verdict() == Verdict::Malformed, "{row:?}");
    }
    let known = RANKS.iter().flat_map(|(_, ids)| *ids);
    for id in known {
        assert!(IDS.contains(id), "{id}");
    }
}

/// The row says in general what to write, and the reason the very text where it is short.
#[track_caller]
fn assert_help(row: &Row, help: &str) {
    match row.id() {
        "missing-colon" => assert_eq!(help, "write `https://` at the start"),
        "host-form" => assert_eq!(help, "write `example.com`"),
        _ => assert_eq!(help, row.help(), "{row:?}"),
    }
}

#[track_caller]
fn assert_code(row: &Row, code: ErrorCode) {
    let is_of_verdict = match row.verdict() {
        Verdict::Missing => code.as_str().starts_with("Missing"),
        // The gateway writes the codes of parameters that are no URL without `.Malformed`.
        Verdict::Malformed => {
            code.as_str().starts_with("Invalid") && !code.as_str().ends_with(".Unsafe")
        }
        Verdict::Unsafe => code == ErrorCode::InvalidNotifyUrlUnsafe,
        Verdict::Operational => code == ErrorCode::InternalError,
    };
    assert!(is_of_verdict, "{row:?}: {code}");
}

/// The text in `NotifyUrl::parse("text")`, if `example` is that and nothing in it is escaped.
fn plain_url(example: &str) -> Option<&str> {
    let text = example.strip_prefix("NotifyUrl::parse(\"")?.strip_suffix("\")")?;
    (!text.contains(['"', '\\'])).then_some(text)
}

fn without_white_space(text: &str) -> String {
    text.split_whitespace().collect()
}

/// The other examples: each is compiled and evaluated here, and found by its own text.
fn evaluated_examples() -> Result<BTreeMap<String, Result<(), Errors>>, Box<dyn Error>> {
    macro_rules! evaluate {
        ($($example:expr;)*) => {
            [$( (
                without_white_space(stringify!($example)),
                $example.map(drop).map_err(Errors::from),
            ) ),*]
        };
    }
    Ok(BTreeMap::from(evaluate! {
        AddLiveRecordNotifyConfig::from_params([("DomainName", "live.example.com")]);
        DomainName::from_params([("DomainName", "a.example.com"), ("DomainName", "b.example.com")]);
        AddLiveRecordNotifyConfig::from_params([
            ("DomainName", "live.example.com"), ("NotifyUrl", "http://example.com/"),
            ("NeedStatusNotify", "yes")
        ]);
        NotifyUrl::parse_bytes(b"http://example.com/\xff", &Policy::default());
        NotifyAuthKey::parse("too short");
        NotifyUrl::parse_with("http://example.com/", &Policy::default().max_length(10)?);
        NotifyUrl::parse_with("http://example.com/", &Policy::default().require_https());
        NotifyUrl::parse("https://example.com/")?
            .redirect("http://example.com/", &Policy::default());
        NotifyUrl::parse("http://example.com\\@127.0.0.1/");
        NotifyUrl::parse("http://example.com/\u{200b}");
        DomainName::parse(&("a".repeat(64) + ".example.com"));
        DomainName::parse(&"a.".repeat(128));
        DomainName::parse("localhost");
        DomainName::parse("192.0.2.1");
        NotifyUrl::parse_with("http://8.8.8.8/",
            &Policy::default().deny_network("8.8.8.0/24".parse()?)?);
        NotifyUrl::parse_with("http://8.8.8.8/", &Policy::default().refuse_ip_literals());
        NotifyUrl::parse_with("http://hooks.example.com/",
            &Policy::default().deny_host(".example.com")?);
        NotifyUrl::parse_with("http://example.com/",
            &Policy::default().only(Rule::new().with_hosts(["hooks.example.com"])?)?);
        NotifyUrl::parse_with("http://example.com/", &Policy::default().allow_ports([443])?);
        NotifyUrl::parse_with("http://example.com:8080/",
            &Policy::default().deny(Rule::new().with_ports([8080])?)?);
        NotifyUrl::parse("http://example.com/")?.destination([], &Policy::default());
        NotifyUrl::parse("http://example.com/")?
            .destination(vec!["8.8.8.8".parse()?; 1001], &Policy::default());
        NotifyUrl::parse("http://8.8.8.8/")?
            .destination(["8.8.4.4".parse()?], &Policy::default());
    }))
}

#[test]
fn sources_are_links_where_there_is_a_page() {
    for row in catalogue() {
        let Some(url) = row.source_url() else {
            let known =
                ["the gateway's pattern", "this crate", "the caller's policy", "the hosts files"];
            assert!(known.iter().any(|text| row.source_text().starts_with(text)), "{row:?}");
            continue;
        };
        assert_eq!(url::Url::parse(url).unwrap().scheme(), "https", "{row:?}");
        if let Some(number) = row.source_text().strip_prefix("RFC ") {
            let number: String = number.chars().take_while(char::is_ascii_digit).collect();
            let page = format!("https://www.rfc-editor.org/rfc/rfc{number}");
            assert_eq!(url.split('#').next(), Some(page.as_str()), "{row:?}");
        }
    }
}

#[test]
fn every_row_fits_into_one_line_of_a_table() {
    for row in catalogue() {
        for text in [row.meaning(), row.source_text(), row.example(), row.help()] {
            assert!(!text.is_empty() && !text.contains(['\n', '|']), "{row:?}");
        }
    }
}
