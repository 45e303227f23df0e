//! What every reason says: code, identifier and message.

use std::collections::BTreeSet;
use std::net::IpAddr;

use live_record_notify::{
    AddLiveRecordNotifyConfig, Basis, DomainName, Error, NotifyUrl, OnDemandUrl, Parameter, Policy,
    PolicyError, Rule,
};
use test_support::laws::error;
use url::Url;

#[track_caller]
fn check(error: &Error, code: &str, id: &str, message: &str) {
    assert_eq!(error.code().as_str(), code, "{error:?}");
    assert_eq!(error.to_string(), format!("{code}: {message}"), "{error:?}");
    let reason = error.reason();
    assert_eq!((reason.id(), reason.to_string().as_str()), (id, message), "{error:?}");
    error::is_well_said(error);
}

/// Input, what it is, identifier, message.
const OF_A_URL: &[(&str, &str, &str, &str)] = &[
    ("", "Malformed", "empty", "the text is empty"),
    ("ftp://a.example/", "Unsafe", "scheme", "the scheme is neither http nor https"),
    ("a.example", "Malformed", "no-scheme", "starts with neither `http://` nor `https://`"),
    ("http:/a.example", "Malformed", "slashes", "not exactly two slashes between scheme and host"),
    (
        r"http://a.example\",
        "Malformed",
        "backslash",
        "backslash: before the query WHATWG readers take it for a slash, RFC 3986 readers never do",
    ),
    (
        "http://a.example/\n",
        "Malformed",
        "character",
        r"character '\n' must not stand unescaped in a URL",
    ),
    (
        "http://a.example/\u{80}",
        "Malformed",
        "character",
        r"character '\u{80}' must not stand unescaped in a URL",
    ),
    (
        "http://a.example/\u{85}",
        "Malformed",
        "invisible-character",
        r"character '\u{85}' cannot be seen",
    ),
    (
        "http://a.example/\u{202e}",
        "Malformed",
        "invisible-character",
        r"character '\u{202e}' cannot be seen",
    ),
    ("https//a.example/", "Malformed", "missing-colon", "no colon between scheme and slashes"),
    (
        "<http://a.example/>",
        "Malformed",
        "quoted",
        "quotation marks or angle brackets around the URL",
    ),
    (
        "http://a.example/%zz",
        "Malformed",
        "percent-encoding",
        "`%` is not followed by two hexadecimal digits",
    ),
    (
        "http://a@b.example/",
        "Unsafe",
        "userinfo",
        "user name or password before the host, or an empty `@`",
    ),
    ("http://", "Malformed", "no-host", "there is no host"),
    ("http://a.1/", "Malformed", "ipv4-syntax", "ends in a number, and is no IPv4 address"),
    ("http://[1:2]/", "Malformed", "ipv6-syntax", "square brackets around what is no IPv6 address"),
    (
        "http://[2606:4700::1%25eth0]/",
        "Malformed",
        "zone-id",
        "an IPv6 address with a zone identifier, which means something on one machine alone",
    ),
    (
        "http://2606:4700::1/",
        "Malformed",
        "missing-bracket",
        "an IPv6 address without square brackets, or a bracket on one side alone",
    ),
    (
        "http://[a.example]/",
        "Malformed",
        "bracketed-host",
        "square brackets around a name or an IPv4 address",
    ),
    ("http://xn--a.example/", "Malformed", "idna", "not a valid internationalized domain name"),
    (
        "http://a.b\0.example/",
        "Malformed",
        "host-character",
        r"character '\0' must not stand in a host name",
    ),
    (
        "http://8.8.2056/",
        "Malformed",
        "numeric-ipv4",
        "reads as 8.8.8.8 here, and otherwise elsewhere: octal, decimal or a name",
    ),
    (
        "http://%61.example/",
        "Malformed",
        "host-form",
        "the host as typed is not the host as looked up",
    ),
    ("http://a.example./", "Malformed", "trailing-dot", "the host ends in a dot"),
    (
        "http://a/",
        "Unsafe",
        "single-label",
        "a host name without a dot, which only a private resolver answers",
    ),
    (
        "http://10.0.0.1/",
        "Unsafe",
        "private-use",
        "reads as 10.0.0.1: private use (RFC 1918, 10.0.0.0/8)",
    ),
    (
        "http://[::ffff:7f00:1]/",
        "Unsafe",
        "loopback",
        "reads as ::ffff:127.0.0.1: IPv4-mapped 127.0.0.1: loopback (RFC 1122, 127.0.0.0/8)",
    ),
    (
        "http://168.63.129.16/",
        "Unsafe",
        "cloud-metadata",
        "reads as 168.63.129.16: the metadata service of Azure (host agent)",
    ),
    (
        "http://a.internal/",
        "Unsafe",
        "private-name",
        "at or below `internal`: answered by private networks only (ICANN, reserved for \
             private use, 2024-07-29)",
    ),
    (
        "http://10.0.0.1.nip.io/",
        "Unsafe",
        "spelled-address",
        "spells 10.0.0.1: private use (RFC 1918, 10.0.0.0/8)",
    ),
    ("http://a.example:65536/", "Malformed", "port-syntax", "the port is no number up to 65535"),
    (
        "http://a.example:22/",
        "Unsafe",
        "bad-port",
        "port 22 is reserved or belongs to another protocol, and HTTP clients block it",
    ),
    ("http://a.example/#", "Malformed", "fragment", "a fragment, which no request carries"),
];

#[test]
fn reasons_of_a_url() {
    for &(text, word, id, message) in OF_A_URL {
        let code = format!("InvalidNotifyUrl.{word}");
        check(&NotifyUrl::parse(text).unwrap_err(), &code, id, message);
        let code = format!("InvalidOnDemandUrl.{word}");
        check(&OnDemandUrl::parse(text).unwrap_err(), &code, id, message);
    }
    let long = "a".repeat(2049);
    check(
        &NotifyUrl::parse(&long).unwrap_err(),
        "InvalidNotifyUrl.Malformed",
        "too-long",
        "longer than 2048 bytes",
    );
}

#[test]
fn reasons_of_a_domain_name() {
    let long_label = format!("{}.example", "a".repeat(64));
    let long_name = format!("a{}.example", ".a".repeat(123));
    let rows = [
        ("", "empty", "the text is empty"),
        ("*.example", "host-character", "character '*' must not stand in a host name"),
        ("a..example", "empty-label", "an empty label in the name"),
        (&long_label, "label-too-long", "a label longer than 63 bytes"),
        (&long_name, "name-too-long", "a name longer than 253 bytes"),
        ("-a.example", "hyphen", "a label starts or ends with a hyphen"),
        ("example", "too-few-labels", "fewer than two labels"),
        ("a.1", "numeric-label", "the last label is a number"),
        ("a.example.", "trailing-dot", "the host ends in a dot"),
        ("ａ.example", "host-form", "the host as typed is not the host as looked up"),
        ("xn--a.example", "idna", "not a valid internationalized domain name"),
    ];
    for (text, id, message) in rows {
        let error = DomainName::parse(text).unwrap_err();
        check(&error, "InvalidDomainName.Malformed", id, message);
    }
}

#[test]
fn reasons_of_a_policy() {
    let default = Policy::default;
    let rows: [(Result<Policy, PolicyError>, _, _, _); 7] = [
        (
            Ok(default().require_https()),
            "http://a.example/",
            "https-required",
            "the scheme is http where https is required",
        ),
        (
            default().deny_network("8.8.8.0/24".parse().unwrap()),
            "http://8.8.8.8/",
            "network-denied",
            "8.8.8.8 is in a network that the policy denies",
        ),
        (
            Ok(default().refuse_ip_literals()),
            "http://8.8.8.8/",
            "ip-literal",
            "an IP address where the policy wants a name",
        ),
        (
            default().deny_host("a.example"),
            "http://a.example/",
            "host-denied",
            "a host name that the policy denies",
        ),
        (
            default().allow_ports([443]),
            "http://a.example/",
            "port-not-allowed",
            "port 80 is not among those that the policy allows",
        ),
        (
            Rule::new().with_hosts(["b.example"]).and_then(|rule| default().only(rule)),
            "http://a.example/",
            "no-rule",
            "matches none of the rules to which the policy limits requests",
        ),
        (
            Rule::new().with_ports([80]).and_then(|rule| default().deny(rule)),
            "http://a.example/",
            "port-denied",
            "port 80 is one that the policy denies",
        ),
    ];
    for (policy, text, id, message) in rows {
        let error = OnDemandUrl::parse_with(text, &policy.unwrap()).unwrap_err();
        check(&error, "InvalidOnDemandUrl.Unsafe", id, message);
        assert_eq!(error.reason().source_text(), "the caller's policy");
    }
}

#[test]
fn reasons_of_the_second_stage() {
    let answered = |text: &str, answer: &[&str]| {
        let answer = answer.iter().map(|address| address.parse::<IpAddr>().unwrap());
        NotifyUrl::parse(text).unwrap().destination(answer, &Policy::default()).unwrap_err()
    };
    check(
        &answered("http://a.example/", &[]),
        "InternalError",
        "no-addresses",
        "the resolver gave no address",
    );
    check(
        &answered("http://a.example/", &["8.8.8.8"; 1001]),
        "InvalidNotifyUrl.Unsafe",
        "too-many-addresses",
        "the resolver gave more than 1000 addresses",
    );
    check(
        &answered("http://8.8.8.8/", &["8.8.4.4"]),
        "InvalidNotifyUrl.Unsafe",
        "other-address",
        "8.8.4.4 is not the address that the URL names",
    );
    check(
        &answered("http://a.example/", &["8.8.8.8", "::1"]),
        "InvalidNotifyUrl.Unsafe",
        "loopback",
        "reads as ::1: loopback (RFC 4291, ::1/128)",
    );
    let secure = NotifyUrl::parse("https://a.example/").unwrap();
    check(
        &secure.redirect("http://a.example/", &Policy::default()).unwrap_err(),
        "InvalidNotifyUrl.Unsafe",
        "https-downgrade",
        "a redirect leads from https down to http",
    );
}

#[test]
fn reasons_of_a_request() {
    let errors = AddLiveRecordNotifyConfig::from_params([
        ("DomainName", "a.example"),
        ("DomainName", "a.example"),
        ("NeedStatusNotify", "yes"),
    ])
    .unwrap_err();
    let [repeated, missing, not_boolean] = errors.iter().collect::<Vec<_>>()[..] else {
        panic!("{errors}");
    };
    check(
        repeated,
        "InvalidDomainName.Malformed",
        "repeated",
        "the parameter is given more than once",
    );
    check(missing, "MissingNotifyUrl", "missing", "the parameter is mandatory");
    check(not_boolean, "InvalidNeedStatusNotify", "not-boolean", "neither `true` nor `false`");
}

#[test]
fn source_and_help_are_those_of_the_row() {
    for (text, source, help) in [
        (
            "http://a.example/#",
            "RFC 9110 section 7.1",
            "leave out `#` and what follows, or write `%23`",
        ),
        (
            "http://a.example./",
            "RFC 6066 section 3: names in TLS have no trailing dot",
            "leave out the dot",
        ),
        (
            "http://10.0.0.1/",
            "RFC 1918",
            "use a public address, or allow the network in the policy: `Policy::allow_network`",
        ),
        (
            "http://10.0.0.1.nip.io/",
            "RFC 1918",
            "use a name that spells no such address, or allow the name in the policy: \
             `Policy::allow_host`",
        ),
        (
            "http://a.corp/",
            "RFC 6762 appendix G",
            "use a public name, or allow it in the policy: `Policy::allow_host`",
        ),
        (
            "http://metadata.goog/",
            "Google Cloud",
            "use a public name; no policy opens one of a metadata service",
        ),
        (
            "http://169.254.169.254/",
            "the provider's documentation",
            "use a public address; a policy opens this one by an entry of `Policy::allow_network` \
             for it alone",
        ),
        (
            "http://198.18.0.1/",
            "RFC 2544",
            "use a public address; where a proxy has the resolver answer these for every name, allow \
             hosts `.` with the network in one rule: `Policy::allow`",
        ),
        // Computed.
        ("https//a.example/", "RFC 3986 section 3.1", "write `https://` at the start"),
        ("http;//a.example/", "RFC 3986 section 3.1", "write `http://` at the start"),
        ("http://%61.example/", "UTS 46 section 4", "write `a.example`"),
        ("http://ä%62.example/", "UTS 46 section 4", "write `xn--b-zfa.example`"),
    ] {
        let error = NotifyUrl::parse(text).unwrap_err();
        let reason = error.reason();
        assert_eq!((reason.source_text(), &*reason.help()), (source, help), "{text}");
    }
}

/// All messages about one place are the same but for the character.
#[test]
fn messages_quote_at_most_one_character_of_the_input_and_escape_it() {
    let characters = (0..=0x300).chain(0x2000..=0x2070).chain(0xfe00..=0xfeff).chain([0xe_0001]);
    let mut messages = BTreeSet::new();
    for c in characters.filter_map(char::from_u32) {
        for text in [format!("http://a{c}b.example/"), format!("http://a.example/{c}")] {
            let Err(error) = NotifyUrl::parse(&text) else { continue };
            error::is_well_made(&error, Parameter::NotifyUrl, &text);
            messages.insert(error.reason().to_string().replace(&format!("{c:?}"), "…"));
        }
    }
    let of_characters: Vec<_> = messages.iter().filter(|message| message.contains('…')).collect();
    assert_eq!(
        of_characters,
        [
            "character … cannot be seen",
            "character … must not stand in a host name",
            "character … must not stand unescaped in a URL"
        ]
    );
    assert!(messages.len() < 16, "{messages:#?}");
}

#[test]
fn a_backslash_is_a_slash_to_whatwg_readers_before_the_query_alone() {
    for (text, is_slash) in [
        ("http:\\\\example.com/", true),
        ("http://example.com\\@example.org/", true),
        ("http://example.com/a\\b", true),
        ("http://example.com/?a=\\b", false),
    ] {
        assert_eq!(!Url::parse(text).unwrap().as_str().contains('\\'), is_slash, "{text}");
        let error = NotifyUrl::parse(text).unwrap_err();
        assert_eq!(
            error.reason().to_string(),
            "backslash: before the query WHATWG readers take it for a slash, RFC 3986 readers never do",
            "{text}",
        );
    }
}

#[test]
fn the_basis_of_a_name_is_its_registry_or_our_list() {
    for (text, basis) in [
        ("http://localhost/", Basis::Registry),
        ("http://a.corp/", Basis::Ours),
        ("http://metadata.goog/", Basis::Ours),
        ("http://localtest.me/", Basis::Ours),
    ] {
        assert_eq!(NotifyUrl::parse(text).unwrap_err().reason().basis(), basis, "{text}");
    }
}

#[test]
fn a_basis_is_shown_by_its_name() {
    for (basis, name) in [
        (Basis::VendorPage, "vendor-page"),
        (Basis::Standard, "standard"),
        (Basis::Registry, "registry"),
        (Basis::Ours, "ours"),
        (Basis::Caller, "caller"),
    ] {
        assert_eq!((basis.as_str(), basis.to_string().as_str()), (name, name));
        assert_eq!(format!("{basis:>12}|{basis:<12}|"), format!("{name:>12}|{name:<12}|"));
    }
}
