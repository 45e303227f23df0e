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
    ("[",       "missing-bracket", "no-scheme"),
    ("::",      "no-host",       "no-scheme"),
    ("1:",      "this-network",  "this-network"),
    ("%00",     "idna",          "no-scheme"),
    ("http//",  "single-label",  "single-label"),
    ("\"",      "single-label",  "quoted"),
    ("1.",      "ipv4-syntax",   "no-scheme"),
    ("\u{fdfa}", "idna",         "no-scheme"), // Eighteen characters under NFKC.
    ("\u{390}", "idna",          "no-scheme"), // Three under NFD.
    ("\u{ad}",  "no-host",       "invisible-character"), // None under UTS 46.
];

/// Linear work on the longer text takes as long as on [`TIMES`] of the shorter; quadratic work takes
/// [`TIMES`] times as long as that.
const LENGTHS: [usize; 2] = [1 << 14, 1 << 18];
const TIMES: u32 = 16;

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
    let time = |text: &str, times: u32| {
        let start = Instant::now();
        for _ in 0..times {
            let refused = black_box(NotifyUrl::parse_with(text, &policy)).unwrap_err();
            assert_eq!(refused.reason().id(), reason, "{unit:?}");
        }
        start.elapsed()
    };
    // Both sides take about as long, so that other work on the machine slows both.
    let is_linear = (0..5).any(|_| {
        let allowed = time(&short, TIMES).max(Duration::from_millis(10)) * (TIMES / 4);
        time(&long, 1) < allowed
    });
    assert!(is_linear, "{unit:?}: more than linear for {LENGTHS:?} bytes");

    assert_eq!(NotifyUrl::parse(&long).unwrap_err().reason().id(), "too-long", "{unit:?}");
    assert_eq!(DomainName::parse(&long).unwrap_err().reason().id(), "name-too-long", "{unit:?}");
}
