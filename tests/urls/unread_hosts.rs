//! Hosts that `url` cannot read, kind by kind: Unsafe where some reading leads inside, else Malformed
//! with the reason of what is wrong. Nearest neighbours stand side by side.
//!
//! A row is an input, the place of its fault between `«` and `»`, and its verdict.
//! `tests/data/clients.tsv` has what clients make of such texts.

use live_record_notify::{NotifyUrl, OnDemandUrl, Policy};
use test_support::check;
use url::Url;

type Rows = &'static [(&'static str, &'static str)];

const KINDS: &[(&str, Rows)] = &[
    ("zone ids", ZONE_IDS),
    ("ports that are no port", PORTS),
    ("IPv6 without brackets", WITHOUT_BRACKETS),
    ("brackets around what is no IPv6 address", BRACKETS),
    ("a bracket on one side", HALF_BRACKETS),
    ("text behind the bracket", BEHIND_BRACKETS),
    ("numbers with more bits than fit", TOO_MANY_BITS),
    ("names that are cut off", CUT_NAMES),
    ("hosts that are decoded before they are cut up", DECODED),
    ("user information before them", USER_INFO),
    ("other schemes before them", OTHER_SCHEMES),
    ("no scheme before them", NO_SCHEME),
    ("full-width forms, joiners and invisible characters", FULL_WIDTH),
    ("what stands around an address", AROUND),
];

#[test]
fn every_kind_is_judged_by_where_it_could_lead() {
    for (kind, rows) in KINDS {
        assert!(!rows.is_empty(), "{kind}");
        for (input, expected) in *rows {
            check_both(input, expected);
            let text = input.replace(['«', '»'], "");
            assert!(!text.starts_with("http") || Url::parse(&text).is_err(), "{kind}: {text}");
        }
    }
}

#[track_caller]
fn check_both(input: &str, expected: &str) {
    check(NotifyUrl::parse, input, expected);
    check(OnDemandUrl::parse, input, expected);
}

/// What a policy opens is no longer Unsafe, and is still written as no strict reader has it.
#[test]
fn what_a_policy_opens_is_malformed_all_the_same() {
    let policy = Policy::default()
        .allow_network("127.0.0.0/8".parse().unwrap())
        .and_then(|policy| policy.allow_network("::1/128".parse().unwrap()))
        .and_then(|policy| policy.allow_network("fd00::/8".parse().unwrap()))
        .and_then(|policy| policy.allow_host("localhost"))
        .unwrap();
    for (input, expected) in [
        ("http://«[::1%25lo]»/", "malformed zone-id"),
        ("http://«::1»/", "malformed missing-bracket"),
        ("http://127.0.0.1:«99999»/", "malformed port-syntax"),
        ("http://«[127.0.0.1]»/", "malformed bracketed-host"),
        ("http://«[localhost]»/", "malformed bracketed-host"),
        ("http://«127.0.0.257»/", "malformed ipv4-syntax"),
        ("http://«127.0.0.1%00.example.com»/", "malformed idna"),
        ("«https»//localhost/", "malformed missing-colon"),
        ("«fd00::1»", "malformed no-scheme"),
        // Other readings are judged on their own.
        ("http://«10.0.0.1%40127.0.0.1»/", "unsafe private-use"),
        ("http://«[fe80::1%25lo]»/", "unsafe link-local"),
        ("http://[::1]/", "accepted http://[::1]/"),
        ("http://localhost/", "accepted http://localhost/"),
    ] {
        check(|text| NotifyUrl::parse_with(text, &policy), input, expected);
    }
}

/// What a policy refuses is Unsafe, however it is written.
#[test]
fn what_a_policy_refuses_is_unsafe_however_it_is_written() {
    let policy = Policy::default()
        .refuse_ip_literals()
        .deny_host(".example.com")
        .and_then(|policy| policy.deny_network("2606:4700::/32".parse().unwrap()))
        .unwrap();
    for (input, expected) in [
        ("http://«hooks.example.com»:99999/", "unsafe host-denied"),
        ("http://«[hooks.example.com]»/", "unsafe host-denied"),
        ("https//«hooks.example.com»/", "unsafe host-denied"),
        ("http://«hooks.example.com%00.example.net»/", "unsafe host-denied"),
        ("http://«[2606:4700::1%25eth0]»/", "unsafe network-denied"),
        ("http://«2606:4700::1»/", "unsafe network-denied"),
        ("http://«8.8.8.8»:99999/", "unsafe ip-literal"),
        ("http://hooks.example.net:«99999»/", "malformed port-syntax"),
    ] {
        check(|text| NotifyUrl::parse_with(text, &policy), input, expected);
    }
    let https = Policy::default().require_https();
    for (input, expected) in [
        ("«http»://example.com:99999/", "unsafe https-required"),
        ("https://example.com:«99999»/", "malformed port-syntax"),
        ("«http»//example.com/", "unsafe https-required"),
        ("«https»//example.com/", "malformed missing-colon"),
    ] {
        check(|text| NotifyUrl::parse_with(text, &https), input, expected);
    }
}

/// Python's urllib, needle and Perl's LWP decode them before they look for a port.
#[test]
fn encoded_brackets_are_brackets() {
    check_both("http://«%5b::1%5d»:8888/", "unsafe loopback");
    check_both("http://«%5Bfe80::1%5D»/", "unsafe link-local");
}

/// A NUL or a blank ends it, and a tab is left out, as in a name.
#[test]
fn an_ipv6_address_is_cut_off_as_a_name_is() {
    for (input, expected) in [
        ("http://«[::1\0]»/", "unsafe loopback"),
        ("http://«[fd00:ec2::254\0x]»/", "unsafe cloud-metadata"),
        ("http://«::1\0.example.com»/", "unsafe loopback"),
        ("http://«[::1 ]»/", "unsafe loopback"),
        ("http://«[::1\t%25lo]»/", "unsafe loopback"),
        ("http://«fe80::1\n»/", "unsafe link-local"),
        ("http://«[2606:4700::1\0]»/", "malformed ipv6-syntax"),
    ] {
        check_both(input, expected);
    }
}

/// needle leaves it out.
#[test]
fn a_blank_before_the_host_hides_none() {
    check_both("http://« 127.0.0.1»:8888/", "unsafe loopback");
    check_both("http://« localhost»/", "unsafe special-use-name");
    check_both("http://« »example.com/", "malformed host-character");
}

const ZONE_IDS: Rows = &[
    ("http://«[fe80::1%25eth0]»/", "unsafe link-local"),
    ("http://«[fe80::1%eth0]»/", "unsafe link-local"),
    ("http://«[fe80::1%eth0]»:8080/hook", "unsafe link-local"),
    ("https://«[::1%25]»/", "unsafe loopback"),
    ("http://«[::1%]»/", "unsafe loopback"),
    ("http://«[::1%251]»/", "unsafe loopback"),
    ("http://«[::1%00]»/", "unsafe loopback"),
    ("http://«[::1%20]»/", "unsafe loopback"),
    ("http://«[::ffff:10.0.0.1%25en1]»/", "unsafe private-use"),
    ("http://«[fd00:ec2::254%25eth0]»/", "unsafe cloud-metadata"),
    // Decoded, the digit that follows is one of the address.
    ("http://«[fd00:ec2::25%34]»/", "unsafe cloud-metadata"),
    ("http://«[::1%25eth0»/", "unsafe loopback"),
    ("http://«::1%25eth0»/", "unsafe loopback"),
    ("http://«[2606:4700::1111%25eth0]»/", "malformed zone-id"),
    ("http://«[2606:4700::1111%eth0]»/", "malformed zone-id"),
    ("http://«[2606:4700::1111%25]»:8080/", "malformed zone-id"),
    ("http://«[2606:4700::1111%]»/", "malformed zone-id"),
    ("http://«2606:4700::1111%25eth0»/", "malformed zone-id"),
    ("http://«[example.com%25eth0]»/", "malformed bracketed-host"),
];

const PORTS: Rows = &[
    ("http://«127.0.0.1»:99999/", "unsafe loopback"),
    ("http://«10.1.2.3»:65536/", "unsafe private-use"),
    ("http://«127.0.0.1»:4294967376/", "unsafe loopback"),
    ("http://«127.0.0.1»:8o80/", "unsafe loopback"),
    ("http://«localhost»:+80a/", "unsafe special-use-name"),
    ("http://«127.0.0.1»:-80/", "unsafe loopback"),
    ("http://«127.0.0.1»:80:90/", "unsafe loopback"),
    ("http://«127.0.0.1»::80/", "unsafe loopback"),
    ("http://«localhost»:80:/", "unsafe special-use-name"),
    ("http://«127.0.0.1»: 80/", "unsafe loopback"),
    ("http://«127.0.0.1»:80 /", "unsafe loopback"),
    ("http://«127.0.0.1»:%38%30/", "unsafe loopback"),
    ("http://«127.0.0.1»:８０/", "unsafe loopback"),
    ("http://«10.2.3.4»:x\\@example.com/", "unsafe private-use"),
    ("http://«metadata.google.internal»:65536/", "unsafe cloud-metadata-name"),
    ("http://«0x7f.1»:x/", "unsafe loopback"),
    ("http://«[::1]»:x/", "unsafe loopback"),
    ("http://«[::1]»:80:90/", "unsafe loopback"),
    ("http://«10.0.0.1.nip.io»:x/", "unsafe spelled-address"),
    ("http://«callback»:x/", "unsafe single-label"),
    ("http://example.com:«65536»/", "malformed port-syntax"),
    ("http://example.com:«8o80»/", "malformed port-syntax"),
    ("http://example.com:«+80»/", "malformed port-syntax"),
    ("http://example.com:«80:90»/", "malformed port-syntax"),
    ("http://example.com:«:80»/", "malformed port-syntax"),
    ("http://example.com:«80 »/", "malformed port-syntax"),
    ("http://example.com:«x»\\@127.0.0.1/", "malformed port-syntax"),
    ("http://8.8.8.8:«99999»/", "malformed port-syntax"),
    ("http://[2606:4700::1]:«99999»/", "malformed port-syntax"),
    // A port of another protocol is none of these.
    ("http://example.com:«22a»/", "malformed port-syntax"),
];

/// Two colons and more are an address, as a whole or without a last group that may be a port.
const WITHOUT_BRACKETS: Rows = &[
    ("http://«::1»/", "unsafe loopback"),
    ("http://«::»/", "unsafe unspecified"),
    ("http://«fe80::2»/", "unsafe link-local"),
    ("http://«::1:8888»/", "unsafe loopback"),
    ("http://«fd00:ec2::254»/", "unsafe cloud-metadata"),
    ("http://«fd00:ec2::254:80»/", "unsafe cloud-metadata"),
    ("http://«fe80:0:0:0:0:0:0:1»:8080/", "unsafe link-local"),
    ("http://«::ffff:127.0.0.1»/", "unsafe loopback"),
    ("http://«::ffff:127.0.0.1»:8080/", "unsafe loopback"),
    ("http://«0:0:0:0:0:0:0:1»/", "unsafe loopback"),
    ("http://«2606:4700::1111»/", "malformed missing-bracket"),
    // Not 0.0.10.46, which is the number before the first colon.
    ("http://«2606:4700::1»/", "malformed missing-bracket"),
    ("http://«2606:4700::1:8080»/", "malformed missing-bracket"),
    ("http://«2606:4700:0:0:0:0:0:1»:8080/", "malformed missing-bracket"),
    ("http://«64:ff9b::8.8.8.8»/", "malformed missing-bracket"),
    // No address, so the part before the first colon is the host.
    ("http://«localhost»:80:90/", "unsafe special-use-name"),
    ("http://example.com:«80::90»/", "malformed port-syntax"),
    ("http://«1»:2:3/", "unsafe this-network"),
    ("http://«»:1:2/", "malformed no-host"),
];

const BRACKETS: Rows = &[
    ("http://«[127.0.0.1]»/", "unsafe loopback"),
    ("http://«[10.1.2.3]»:8080/", "unsafe private-use"),
    ("http://«[127.1]»/", "unsafe loopback"),
    ("http://«[0x7f.1]»/", "unsafe loopback"),
    ("http://«[2130706433]»/", "unsafe loopback"),
    ("http://«[localhost]»/", "unsafe special-use-name"),
    ("http://«[LOCALHOST.]»/", "unsafe special-use-name"),
    ("http://«[metadata.google.internal]»/", "unsafe cloud-metadata-name"),
    ("http://«[10.0.0.1.nip.io]»/", "unsafe spelled-address"),
    ("http://«[callback]»/", "unsafe single-label"),
    ("http://«[[::1]]»/", "unsafe loopback"),
    ("http://«[[127.0.0.1]]»/", "unsafe loopback"),
    ("http://«[0:0:0:0:0:0:0:00001]»/", "unsafe loopback"),
    ("http://«[example.com]»/", "malformed bracketed-host"),
    ("http://«[EXAMPLE.com]»:8080/", "malformed bracketed-host"),
    ("http://«[8.8.8.8]»/", "malformed bracketed-host"),
    ("http://«[[example.com]]»/", "malformed bracketed-host"),
    ("http://«[]»/", "malformed ipv6-syntax"),
    ("http://«[2606:4700:1]»/", "malformed ipv6-syntax"),
    ("http://«[2606:4700::00001]»/", "malformed ipv6-syntax"),
    ("http://«[2606:4700::1::2]»/", "malformed ipv6-syntax"),
];

const HALF_BRACKETS: Rows = &[
    ("http://«[::1»/", "unsafe loopback"),
    ("http://«::1]»/", "unsafe loopback"),
    ("http://«::1]»:8080/", "unsafe loopback"),
    ("http://«[127.0.0.1»/", "unsafe loopback"),
    ("http://«127.0.0.1]»/", "unsafe loopback"),
    ("http://«[localhost»/", "unsafe special-use-name"),
    ("http://«localhost]»/", "unsafe special-use-name"),
    ("http://«[10.0.0.1:8080»/", "unsafe private-use"),
    ("http://«[2606:4700::1»/", "malformed missing-bracket"),
    ("http://«2606:4700::1]»/", "malformed missing-bracket"),
    ("http://«[example.com»/", "malformed missing-bracket"),
    ("http://«example.com]»/", "malformed missing-bracket"),
    ("http://«[8.8.8.8»/", "malformed missing-bracket"),
];

const BEHIND_BRACKETS: Rows = &[
    ("http://«[::1]8888»/", "unsafe loopback"),
    ("http://«[::1]x»:8888/", "unsafe loopback"),
    ("http://«[::1].example.com»/", "unsafe loopback"),
    ("http://«[::1]%00.example.com»/", "unsafe loopback"),
    ("http://«[::1] .example.com»/", "unsafe loopback"),
    ("http://«[127.0.0.1].example.com»/", "unsafe loopback"),
    ("http://«[2606:4700::1].example.com»/", "malformed ipv6-syntax"),
    ("http://«[2606:4700::1]8888»/", "malformed ipv6-syntax"),
];

/// Of each part some readers keep the bits that fit.
const TOO_MANY_BITS: Rows = &[
    ("http://«127.0.0.257»/", "unsafe loopback"),
    ("http://«383.0.0.1»/", "unsafe loopback"),
    ("http://«0577.0.0.1»/", "unsafe loopback"),
    ("http://«0x17f.0.0.1»/", "unsafe loopback"),
    ("http://«425.510.425.510»/", "unsafe cloud-metadata"),
    ("http://«7147006462»/", "unsafe cloud-metadata"),
    ("http://«0x1a9fea9fe»/", "unsafe cloud-metadata"),
    ("http://«6425673729»/", "unsafe loopback"),
    ("http://«4294967296»/", "unsafe unspecified"),
    ("http://«10.0.0.256.»/", "unsafe private-use"),
    ("http://«10.65536.1»:8080/", "unsafe private-use"),
    // Digits that are not octal are decimal to Java.
    ("http://«127.0.0.08»/", "unsafe loopback"),
    ("http://«192.168.09.1»/", "unsafe private-use"),
    ("http://«264.264.264.264»/", "malformed ipv4-syntax"),
    ("http://«8.8.8.256»/", "malformed ipv4-syntax"),
    ("http://«0408.8.8.8»/", "malformed ipv4-syntax"),
    ("http://«4429711368»/", "malformed ipv4-syntax"),
    ("http://«0x108080808»/", "malformed ipv4-syntax"),
    ("http://«8.8.8.08»/", "malformed ipv4-syntax"),
    // No number, or too many of them.
    ("http://«127.0.0.0.1»/", "malformed ipv4-syntax"),
    ("http://«127.0.0.1a.1»/", "malformed ipv4-syntax"),
    ("http://«0o177.0.0.1»/", "malformed ipv4-syntax"),
];

/// A name ends at a character that no host has: at a NUL for readers in C, at others for others.
const CUT_NAMES: Rows = &[
    ("http://«127.0.0.1%00.example.com»/", "unsafe loopback"),
    ("http://«127.0.0.1\0.example.com»/", "unsafe loopback"),
    ("http://«127.0.0.1%00»:8888/", "unsafe loopback"),
    ("http://«127.0.0.1%2500.example.com»/", "unsafe loopback"),
    ("http://«localhost%00.example.com»/", "unsafe special-use-name"),
    ("http://«metadata.google.internal%00.example.com»/", "unsafe cloud-metadata-name"),
    ("http://«a.corp\0.example.com»/", "unsafe private-name"),
    ("http://«10.0.0.1.nip.io%00.example.com»/", "unsafe spelled-address"),
    ("http://«127.0.0.1 .example.com»/", "unsafe loopback"),
    ("http://«127.0.0.1%20.example.com»/", "unsafe loopback"),
    ("http://«127.0.0.1%0d%0a.example.com»/", "unsafe loopback"),
    ("http://«127.0.0.1%2f.example.com»/", "unsafe loopback"),
    ("http://«127.0.0.1%.example.com»/", "unsafe loopback"),
    ("http://«127.0.0.1%zz.example.com»/", "unsafe loopback"),
    ("http://«127.0.0.1%ff.example.com»/", "unsafe loopback"),
    ("http://«127.0.0.1<.example.com»/", "unsafe loopback"),
    ("http://«127.0.0.1>.example.com»/", "unsafe loopback"),
    ("http://«127.0.0.1^.example.com»/", "unsafe loopback"),
    ("http://«127.0.0.1|.example.com»/", "unsafe loopback"),
    ("http://«0x7f.1%00.example.com»/", "unsafe loopback"),
    ("http://«127.0.0.257%00.example.com»/", "unsafe loopback"),
    ("http://«example.com%00.internal»/", "unsafe private-name"),
    ("http://«8.8.8.8%00.example.com»/", "malformed idna"),
    ("http://8.8.8.8«\0».example.com/", "malformed host-character"),
    ("http://«example.net%00.example.com»/", "malformed idna"),
    ("http://example.net« ».example.com/", "malformed host-character"),
    ("http://example.net«|».example.com/", "malformed host-character"),
    // What is left may be a name that lost its dots, unless it ends at a control character.
    ("http://hooks«<».example.com/", "malformed host-character"),
    ("http://hooks«%».example.com/", "malformed percent-encoding"),
    ("http://hooks«\n»<.example.com/", "malformed host-character"),
    ("http://«hooks%00.example.com»/", "unsafe single-label"),
    ("http://«hooks\0.example.com»/", "unsafe single-label"),
    ("http://«hooks%01.example.com»/", "unsafe single-label"),
    ("http://«hooks%1f.example.com»/", "unsafe single-label"),
    ("http://«hooks%7f.example.com»/", "unsafe single-label"),
    ("http://«2130706433%00.example.com»/", "unsafe loopback"),
    ("http://2024« »report.example.com/", "malformed host-character"),
    // A bracket behind the cut hides nothing.
    ("http://«127.0.0.1%00[x.example.com»/", "unsafe loopback"),
    ("http://«127.0.0.1%00[[2606:4700::1]»/", "unsafe loopback"),
    ("http://«[::1]%00[x»/", "unsafe loopback"),
    ("http://«[::1]%00[2606:4700::1]»/", "unsafe loopback"),
    ("http://«[2606:4700::1]%00[::1]»/", "unsafe loopback"),
    ("http://«[0fe80:0000:0000:0000:0000:0000:0000:0001]»/", "unsafe link-local"),
    ("http://«a[127.0.0.1]%00[x»/", "unsafe loopback"),
    ("http://«a[::1]%00[x»/", "unsafe loopback"),
    ("http://«127.0.0.1：[x»/", "unsafe loopback"),
    ("http://8.8.8.8%00«[»x.example.com/", "malformed host-character"),
    // Nothing is cut off.
    ("http://2024«[»draft].example.com/", "malformed host-character"),
    ("http://2024« »[draft].example.com/", "malformed host-character"),
    ("http://«[2606:4700::1]%00[2606:4700::2]»/", "malformed ipv6-syntax"),
];

const DECODED: Rows = &[
    ("http://«127.0.0.1%3a8888»/", "unsafe loopback"),
    ("http://«127.0.0.1%3a8888.example.com»/", "unsafe loopback"),
    ("http://«example.com%40127.0.0.1»/", "unsafe loopback"),
    ("http://«127.0.0.1%40example.com»/", "unsafe loopback"),
    ("http://«a%40b%40127.0.0.1»/", "unsafe loopback"),
    ("http://«127.0.0.1：8888]»/", "unsafe loopback"),
    ("http://«jenk\tins%00.example.com»/", "unsafe single-label"),
    ("http://«ｌｏｃａｌ\u{200d}ｈｏｓｔ»/", "unsafe special-use-name"),
    ("http://«[%3a%3a1]»/", "unsafe loopback"),
    ("http://«%6cocalhost%00.example.com»/", "unsafe special-use-name"),
    // Behind what is no port.
    ("http://«example.com:80%40127.0.0.1»/", "unsafe loopback"),
    ("https://«example.com:80%40127.0.0.1:8080»/cb", "unsafe loopback"),
    ("http://«:80%40localhost»/", "unsafe special-use-name"),
    ("http://«example.com:80＠127.0.0.1»/", "unsafe loopback"),
    ("http://«example.com:80[::1]»/", "unsafe loopback"),
    ("http://example.com:«80[2606:4700::1]»/", "malformed port-syntax"),
    ("http://«10.0.0.1:80%40169.254.169.254»/", "unsafe cloud-metadata"),
    ("http://«10.0.0.1»:80%40172.16.0.1/", "unsafe private-use"),
    ("http://«127.0.0.1»:80%4010.0.0.1/", "unsafe loopback"),
    ("http://«localhost»:80%40example.com/", "unsafe special-use-name"),
    ("http://example.com:«80%40example.net»/", "malformed port-syntax"),
    ("http://example.com:«80%20»/", "malformed port-syntax"),
    ("http://example.com:«80%2Fcallback»", "malformed port-syntax"),
    ("http://example.com:«８０»/", "malformed port-syntax"),
    ("http://«example.com%3a8888»/", "malformed idna"),
    ("http://«example.com%40example.net»/", "malformed idna"),
];

/// The host stands behind the last `@`.
/// Some readers take full-width forms and invisible characters for what they stand for.
const FULL_WIDTH: Rows = &[
    ("http://«localhost：8080»/", "unsafe special-use-name"),
    ("http://«user＠127.0.0.1»/", "unsafe loopback"),
    ("http://«127.0.0.1／x.example.com»/", "unsafe loopback"),
    ("http://«127。0。0。1%00.example.com»/", "unsafe loopback"),
    ("http://«127.0.0.1\u{2028}»/", "unsafe loopback"),
    ("http://«[fe80::\t1%25eth0]»/", "unsafe link-local"),
    // IDNA 2003 leaves joiners out, and so do curl, wget, tornado and OkHttp.
    ("http://«local\u{200c}host»/", "unsafe special-use-name"),
    ("http://«127.0.0\u{200c}.1»/", "unsafe loopback"),
    ("http://«10\u{200d}.0.0.1»:8080/", "unsafe private-use"),
    ("http://«0x7f\u{200d}.1»/", "unsafe loopback"),
    ("http://«jen%E2%80%8Ckins»/", "unsafe single-label"),
    ("http://«exam\u{200c}ple.com»/", "malformed idna"),
    ("http://«8.8.8\u{200d}.8»/", "malformed idna"),
    ("http://«example.com：8080»/", "malformed idna"),
    ("http://«example.com／x.example.org»/", "malformed idna"),
];

/// What stands before brackets, and numbers that are no addresses.
const AROUND: Rows = &[
    ("http://«example.com[::1]»/", "unsafe loopback"),
    ("http://example.com«[»2606:4700::1111]/", "malformed host-character"),
    ("http://a«[»b/", "malformed host-character"),
    ("http://2024« »report.example.com/", "malformed host-character"),
    ("http://7«%».example.com/", "malformed percent-encoding"),
    ("http://«127.0.0.1 report.example.com»/", "unsafe loopback"),
];

const USER_INFO: Rows = &[
    // Without a host a client was seen to dial the user name.
    ("http://«169.254.169.254»:80@/", "unsafe cloud-metadata"),
    ("http://«10.0.0.1»@/", "unsafe private-use"),
    ("http://«localhost»:80@", "unsafe special-use-name"),
    ("http://user:x@«»/", "malformed no-host"),
    ("http://8.8.8.8:80@«»/", "malformed no-host"),
    ("http://user:pw@«10.0.0.8»:99999/", "unsafe private-use"),
    ("http://user@«[::1%25lo]»/", "unsafe loopback"),
    ("http://a@b@«127.0.0.1%00.example.com»/", "unsafe loopback"),
    ("http://[::1]@«10.0.0.8»:x/", "unsafe private-use"),
    ("http://«user@»example.com:99999/", "unsafe userinfo"),
    ("http://«user@»[2606:4700::1%25eth0]/", "unsafe userinfo"),
    ("http://«127.0.0.1@»example.com:x/", "unsafe userinfo"),
];

const OTHER_SCHEMES: Rows = &[
    ("gopher://«[::1%25lo]»/", "unsafe loopback"),
    ("gopher://«127.0.0.1»:99999/", "unsafe loopback"),
    ("ftp://«::1»/", "unsafe loopback"),
    ("ftp://«example.com:80%40127.0.0.1»/", "unsafe loopback"),
    ("«ftp»://[2606:4700::1%25eth0]/", "unsafe scheme"),
    ("«ftp»://example.com:99999/", "unsafe scheme"),
];

const NO_SCHEME: Rows = &[
    ("«::1»", "unsafe loopback"),
    ("«::1»/x", "unsafe loopback"),
    ("«[::1%25lo]»:80/x", "unsafe loopback"),
    ("//«[fe80::1%25eth0]»/", "unsafe link-local"),
    ("«fe80::1»", "unsafe link-local"),
    ("«fe80::1»/x", "unsafe link-local"),
    ("«127.0.0.1»:99999", "unsafe loopback"),
    ("//«127.0.0.1»:x/", "unsafe loopback"),
    ("«example.com:80%40127.0.0.1»/", "unsafe loopback"),
    ("«jenkins»:80%40example.com/", "unsafe scheme"),
    ("«[127.0.0.1]»/", "unsafe loopback"),
    ("«127.0.0.1%00.example.com»/", "unsafe loopback"),
    ("«2606:4700::1»/", "malformed no-scheme"),
    ("«[2606:4700::1%25eth0]»/", "malformed no-scheme"),
    ("«8.8.8.8»:99999", "malformed no-scheme"),
    ("«[example.com]»", "malformed no-scheme"),
];
