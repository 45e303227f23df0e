//! Long texts made to keep a reader busy: each is refused, in time linear in its length.

use std::hint::black_box;
use std::time::{Duration, Instant};

use live_record_notify::{DomainName, NotifyUrl, Policy};

/// What is repeated, and the reasons why a URL is refused whose host, and whose whole text it is.
#[rustfmt::skip]
const UNITS: &[(&str, &str, &str)] = &[
    ("a",       "single-label",  "single-label"),
    (".",       "empty-label",   "no-scheme"),
    ("%41",     "single-label",  "single-label"),
    ("%252525", "idna",          "no-scheme"),
    ("\\",      "backslash",     "no-scheme"),
    ("@",       "character",     "no-scheme"),
    ("xn--",    "idna",          "no-scheme"),
    ("xn--a.",  "idna",          "no-scheme"),
    ("[",       "ipv6-syntax",   "no-scheme"),
    ("1.",      "ipv4-syntax",   "no-scheme"),
    ("\u{fdfa}", "idna",         "no-scheme"), // Eighteen characters under NFKC.
    ("\u{390}", "idna",          "no-scheme"), // Three under NFD.
    ("\u{ad}",  "no-host",       "no-scheme"), // None under UTS 46.
];

/// Quadratic work on 16 times the length would take 256 times as long.
const LENGTHS: [usize; 2] = [1 << 16, 1 << 20];
const TIMES_AS_LONG: u32 = 64;

#[test]
fn long_hosts_are_refused_in_linear_time() {
    for (unit, reason, _) in UNITS {
        is_refused(unit, |text| format!("http://{text}"), reason);
    }
}

#[test]
fn long_texts_are_refused_in_linear_time() {
    for (unit, _, reason) in UNITS {
        is_refused(unit, str::to_owned, reason);
    }
}

/// A policy that lets a text be as long as this is asked for; by default the text is not read.
#[track_caller]
fn is_refused(unit: &str, text: impl Fn(&str) -> String, reason: &str) {
    let policy = Policy::default().max_length(1 << 30).unwrap().allow_user_info();
    let [short, long] = LENGTHS.map(|length| text(&unit.repeat(length / unit.len())));
    let time = |text: &str| {
        let start = Instant::now();
        let refused = black_box(NotifyUrl::parse_with(text, &policy)).unwrap_err();
        let time = start.elapsed();
        assert_eq!(refused.reason().id(), reason, "{unit:?}");
        time
    };
    let allowed = || time(&short).max(Duration::from_millis(1)) * TIMES_AS_LONG;
    // A busy machine can be slow, and is not for long.
    let is_linear = (0..5).any(|_| time(&long) < allowed());
    assert!(is_linear, "{unit:?}: over {TIMES_AS_LONG} times as long for {LENGTHS:?} bytes");

    assert_eq!(NotifyUrl::parse(&long).unwrap_err().reason().id(), "too-long", "{unit:?}");
    assert_eq!(DomainName::parse(&long).unwrap_err().reason().id(), "name-too-long", "{unit:?}");
}
