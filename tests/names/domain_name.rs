//! What a domain name is. `lengths.rs` has its lengths, `conformance/idna.rs` the names of the
//! standard.

use live_record_notify::{DomainName, Parameter};
use test_support::check;

/// A rule and its rows: an input, the place of its fault marked, and its verdict.
const RULES: &[(&str, &[(&str, &str)])] = &[
    (
        "letter case is folded",
        &[
            ("example.com", "accepted example.com"),
            ("Example.COM", "accepted example.com"),
            ("XN--BCHER-KVA.Example", "accepted xn--bcher-kva.example"),
        ],
    ),
    (
        "at least two labels",
        &[
            ("«example»", "malformed too-few-labels"),
            ("«localhost»", "malformed too-few-labels"),
            ("«bücher»", "malformed too-few-labels"),
            ("«1»", "malformed too-few-labels"),
            ("a.b", "accepted a.b"),
            ("live.example", "accepted live.example"),
        ],
    ),
    (
        "no empty label and no trailing dot",
        &[
            ("«»", "malformed empty"),
            ("«».", "malformed empty-label"),
            ("«».example.com", "malformed empty-label"),
            ("example.«».com", "malformed empty-label"),
            ("example.com.«».", "malformed empty-label"),
            ("example.com«.»", "malformed trailing-dot"),
            ("localhost«.»", "malformed trailing-dot"),
            ("«bücher.example.»", "malformed trailing-dot"),
            ("«bücher..example»", "malformed empty-label"),
        ],
    ),
    (
        "letters, digits and hyphens, no hyphen at a label's end",
        &[
            ("«-example».com", "malformed hyphen"),
            ("«example-».com", "malformed hyphen"),
            ("example.«com-»", "malformed hyphen"),
            ("«-».com", "malformed hyphen"),
            ("ex-ample.com", "accepted ex-ample.com"),
            ("ex--ample.com", "accepted ex--ample.com"),
            ("1-2.3-4.com", "accepted 1-2.3-4.com"),
            ("foo«_»bar.example.com", "malformed host-character"),
            ("«_»dmarc.example.com", "malformed host-character"),
            ("«*».example.com", "malformed host-character"),
            ("exam« »ple.com", "malformed host-character"),
            ("« »example.com", "malformed host-character"),
            ("example.com«\n»", "malformed host-character"),
            ("exam«\0»ple.com", "malformed host-character"),
            ("exam«%»61ple.com", "malformed host-character"),
            ("example.com«/»", "malformed host-character"),
            ("example.com«:»443", "malformed host-character"),
            ("user«@»example.com", "malformed host-character"),
            ("http«:»//example.com", "malformed host-character"),
            ("«[»2001:db8::1]", "malformed host-character"),
            ("2001«:»db8::1", "malformed host-character"),
            ("«bücher.exam ple»", "malformed host-character"),
            ("«bü_cher.example»", "malformed host-character"),
        ],
    ),
    (
        "the last label is no number, so that no reader takes the name for an IPv4 address",
        &[
            ("192.0.2.«1»", "malformed numeric-label"),
            ("example.«0»", "malformed numeric-label"),
            ("example.«007»", "malformed numeric-label"),
            ("example.«0x1f»", "malformed numeric-label"),
            ("example.«0X1F»", "malformed numeric-label"),
            ("example.«0x»", "malformed numeric-label"),
            ("example.0x1g", "accepted example.0x1g"),
            ("example.1a", "accepted example.1a"),
            ("example.x1", "accepted example.x1"),
            ("192.0.2.1.example", "accepted 192.0.2.1.example"),
            ("0x7f.1.example", "accepted 0x7f.1.example"),
        ],
    ),
    (
        "Unicode in its own form becomes A-labels",
        &[
            ("bücher.example", "accepted xn--bcher-kva.example"),
            ("Bücher.Example", "accepted xn--bcher-kva.example"),
            ("直播.example.com", "accepted xn--z6ut02b.example.com"),
            ("xn--bcher-kva.example", "accepted xn--bcher-kva.example"),
            ("straße.example", "accepted xn--strae-oqa.example"),
            ("BÜCHER.example", "accepted xn--bcher-kva.example"),
            ("Ελλάδα.example", "accepted xn--hxakic4aa.example"),
            ("ПРИМЕР.РФ", "accepted xn--e1afmkfd.xn--p1ai"),
            ("«ΟΔΟΣ.example»", "malformed host-form"),
            ("«”»bücher.example", "malformed host-character"),
            ("a«\u{2800}»b.example", "malformed invisible-character"),
            ("«İstanbul.example»", "malformed host-form"),
            ("«ﬁle.example»", "malformed host-form"),
            ("«ｅxample.com»", "malformed host-form"),
            ("«bücher。example»", "malformed host-form"),
            ("«exam\u{ad}ple.com»", "malformed host-form"),
            ("«bu\u{308}cher.example»", "malformed host-form"),
            ("«１.example»", "malformed host-form"),
            ("«xn--a.example»", "malformed idna"),
            ("«xn--».example", "malformed hyphen"),
            ("«a\u{200d}b.example»", "malformed idna"),
            ("«\u{378}.example»", "malformed idna"),
            ("«bücher.1»", "malformed numeric-label"),
        ],
    ),
    (
        "where the name leads is not asked",
        &[
            ("live.localhost", "accepted live.localhost"),
            ("metadata.google.internal", "accepted metadata.google.internal"),
            ("10.0.0.1.nip.io", "accepted 10.0.0.1.nip.io"),
        ],
    ),
    (
        "the first fault in reading order is reported",
        &[
            ("a«*».-b.example", "malformed host-character"),
            ("«-b».a*.example", "malformed hyphen"),
            ("«».-b.example", "malformed empty-label"),
            ("«-b»..example", "malformed hyphen"),
            ("«-b».example.", "malformed hyphen"),
            ("«-b».1", "malformed hyphen"),
            ("-b«*»", "malformed host-character"),
            ("example.1«.»", "malformed trailing-dot"),
        ],
    ),
];

#[test]
fn every_rule_is_kept() {
    for (rule, rows) in RULES {
        assert!(!rows.is_empty(), "{rule}");
        for (input, expected) in *rows {
            check(DomainName::parse, input, expected);
        }
    }
}

#[test]
fn every_fault_has_one_code() {
    for text in ["", "example", "a..b", "*.b", "192.0.2.1", "ｅxample.com", "example.com."] {
        let error = DomainName::parse(text).unwrap_err();
        assert_eq!(error.code().as_str(), "InvalidDomainName.Malformed", "{text}");
        assert_eq!(error.parameter(), Parameter::DomainName, "{text}");
    }
}

#[test]
fn each_ascii_character_may_stand_in_a_name_or_not() {
    for c in (0..0x80).filter_map(char::from_u32) {
        let may_stand = c.is_ascii_alphanumeric() || c == '-';
        let name = DomainName::parse(&format!("a{c}b.example"));
        assert_eq!(name.is_ok(), may_stand || c == '.', "{c:?}");
        if let Ok(name) = name {
            assert_eq!(name, format!("a{}b.example", c.to_ascii_lowercase()).as_str());
        }
    }
}

#[test]
fn debug_shows_the_text() {
    let name = DomainName::parse("Bücher.example").unwrap();
    assert_eq!(format!("{name:?}"), "DomainName(xn--bcher-kva.example)");
}
