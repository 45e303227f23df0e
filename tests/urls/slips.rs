//! Slips of people who type or paste: each has a reason and a help of its own, and is Unsafe only where
//! what follows leads inside.
//!
//! A row is an input, the place of its fault between `«` and `»`, its verdict, and the help.

use live_record_notify::{NotifyUrl, OnDemandUrl};
use test_support::{check, verdict};

type Rows = &'static [(&'static str, &'static str, &'static str)];

const HTTPS: &str = "write `https://` at the start";
const HTTP: &str = "write `http://` at the start";
const AROUND: &str = "leave out what stands around the URL";
const UNSEEN: &str = "leave it out, or percent-encode it where it is meant";
const ENCODE: &str = "percent-encode it, or leave it out";
const SCHEME: &str = "write an `http://` or `https://` URL";
const NO_SCHEME: &str = "write `https://` or `http://` before it";
const SLASHES: &str = "write exactly `//` after the scheme";
const NETWORK: &str =
    "use a public address, or allow the network in the policy: `Policy::allow_network`";
const NAME: &str = "use a public name, or allow it in the policy: `Policy::allow_host`";

const WITHOUT_COLON: Rows = &[
    ("«https»//hooks.example.com/x", "malformed missing-colon", HTTPS),
    ("«http»//hooks.example.com/x", "malformed missing-colon", HTTP),
    ("«HTTPS»//hooks.example.com/x", "malformed missing-colon", HTTPS),
    ("«https»/hooks.example.com/x", "malformed missing-colon", HTTPS),
    ("«http;»//hooks.example.com/x", "malformed missing-colon", HTTP),
    ("«https;»//hooks.example.com/x", "malformed missing-colon", HTTPS),
    ("«http：»//hooks.example.com/x", "malformed missing-colon", HTTP),
    ("«https：»／／hooks.example.com/x", "malformed missing-colon", HTTPS),
    ("«https»／／hooks.example.com/x", "malformed missing-colon", HTTPS),
    ("«https»\\\\hooks.example.com/x", "malformed missing-colon", HTTPS),
    ("https//«127.0.0.1»/", "unsafe loopback", NETWORK),
    ("http;//«localhost»:8080/", "unsafe special-use-name", NAME),
    ("http：//«[::1%25lo]»/", "unsafe loopback", NETWORK),
    ("https//a:b@«10.0.0.1»/", "unsafe private-use", NETWORK),
    // A name of one label and no slash is what it was.
    (
        "«https»",
        "unsafe single-label",
        "write the whole name of a public host, or allow the name in the policy: `Policy::allow_host`",
    ),
    ("«https.example.com»//x", "malformed no-scheme", NO_SCHEME),
];

const SCHEMES: Rows = &[
    ("«htp»://hooks.example.com/", "unsafe scheme", SCHEME),
    ("«hxxp»://hooks.example.com/", "unsafe scheme", SCHEME),
    ("«htps»://hooks.example.com/", "unsafe scheme", SCHEME),
    ("htp://«127.0.0.1»/", "unsafe loopback", NETWORK),
    ("«www.example.com»", "malformed no-scheme", NO_SCHEME),
    ("«www.example.com»/x", "malformed no-scheme", NO_SCHEME),
    ("«»://hooks.example.com/", "malformed no-scheme", NO_SCHEME),
];

const SLASHES_AND_BACKSLASHES: Rows = &[
    ("«http:»hooks.example.com/", "malformed slashes", SLASHES),
    ("«http:/»hooks.example.com/", "malformed slashes", SLASHES),
    ("«http:///»hooks.example.com/", "malformed slashes", SLASHES),
    ("«http:»／／hooks.example.com/", "malformed slashes", SLASHES),
    ("http:«／／127.0.0.1»/", "unsafe loopback", NETWORK),
    (
        "http:«\\»\\hooks.example.com/",
        "malformed backslash",
        "write `/`, or `%5C` where a backslash is meant",
    ),
];

const QUOTES: Rows = &[
    ("«\"»https://hooks.example.com/x\"", "malformed quoted", AROUND),
    ("«'»https://hooks.example.com/x'", "malformed quoted", AROUND),
    ("«“»https://hooks.example.com/x”", "malformed quoted", AROUND),
    ("«‘»https://hooks.example.com/x’", "malformed quoted", AROUND),
    ("«„»https://hooks.example.com/x“", "malformed quoted", AROUND),
    ("««»https://hooks.example.com/x»", "malformed quoted", AROUND),
    ("«<»https://hooks.example.com/x>", "malformed quoted", AROUND),
    ("«\"»https://hooks.example.com/x", "malformed quoted", AROUND),
    ("«<»\"https://hooks.example.com/x\">", "malformed quoted", AROUND),
    ("«\"»hooks.example.com\"", "malformed quoted", AROUND),
    ("« »\"https://hooks.example.com/x\"", "malformed character", ENCODE),
    ("<http://«127.0.0.1»/>", "unsafe loopback", NETWORK),
    ("“http://«localhost»”", "unsafe special-use-name", NAME),
    ("\"«10.0.0.1»\"", "unsafe private-use", NETWORK),
    ("<https//«127.0.0.1»/>", "unsafe loopback", NETWORK),
    ("https://hooks.example.com/x«\"»", "malformed character", ENCODE),
    ("https://hooks.example.com/x«>»", "malformed character", ENCODE),
    ("«\"»", "malformed quoted", AROUND),
];

const AROUND_IT: Rows = &[
    ("«\u{feff}»https://hooks.example.com/x", "malformed invisible-character", UNSEEN),
    ("«\u{200b}»https://hooks.example.com/x", "malformed invisible-character", UNSEEN),
    ("«\u{a0}»https://hooks.example.com/x", "malformed invisible-character", UNSEEN),
    ("«\u{3000}»hooks.example.com/x", "malformed invisible-character", UNSEEN),
    ("« »https://hooks.example.com/x", "malformed character", ENCODE),
    ("https://hooks.example.com/x«\u{a0}»", "malformed invisible-character", UNSEEN),
    ("https://hooks.example.com/x«\u{200b}»", "malformed invisible-character", UNSEEN),
    ("https://hooks.example.com«\u{feff}»", "malformed invisible-character", UNSEEN),
    ("https://hooks.example.com/x« »", "malformed character", ENCODE),
    ("\u{feff}http://«127.0.0.1»/", "unsafe loopback", NETWORK),
    ("\u{a0}\u{2028}http://«127.0.0.1»/", "unsafe loopback", NETWORK),
    ("http://«localhost»\u{200b}", "unsafe special-use-name", NAME),
    ("\u{feff}\"http://«127.0.0.1»/\"\u{a0}", "unsafe loopback", NETWORK),
    ("\u{200b}«127.0.0.1»", "unsafe loopback", NETWORK),
    ("«\u{feff}»", "malformed invisible-character", UNSEEN),
];

#[test]
fn every_slip_is_named_and_mended() {
    for rows in [WITHOUT_COLON, SCHEMES, SLASHES_AND_BACKSLASHES, QUOTES, AROUND_IT] {
        for (input, expected, help) in rows {
            check(NotifyUrl::parse, input, expected);
            check(OnDemandUrl::parse, input, expected);
            let text = input.replacen('«', "", 1);
            let error = NotifyUrl::parse(&text.replacen('»', "", 1)).unwrap_err();
            assert_eq!(error.reason().help(), *help, "{input}");
        }
    }
}

/// The rows above cannot have them all: two of them mark the place.
#[test]
fn every_quotation_mark_is_named() {
    for mark in "\"'<>«»‘’‚‛“”„‟‹›".chars() {
        for (text, reason) in [
            (format!("{mark}https://hooks.example.com/x{mark}"), "malformed quoted"),
            (format!("{mark}https://127.0.0.1/x{mark}"), "unsafe loopback"),
        ] {
            let parsed = NotifyUrl::parse(&text);
            assert_eq!(verdict(&parsed), reason, "{text}");
            let place = parsed.unwrap_err().span().unwrap();
            assert!(place.start == 0 || text.get(place) == Some("127.0.0.1"), "{text}");
        }
    }
}

/// White_Space and Default_Ignorable_Code_Point of Unicode but for joiners and variation selectors,
/// and the characters that RFC 3987 §4.1 names.
#[test]
fn what_is_not_seen_is_refused_wherever_it_stands_but_in_a_host() {
    let unseen = "\u{85}\u{a0}\u{ad}\u{34f}\u{61c}\u{115f}\u{1160}\u{1680}\u{17b4}\u{17b5}\u{180e}\
                  \u{2000}\u{2001}\u{2002}\u{2003}\u{2004}\u{2005}\u{2006}\u{2007}\u{2008}\u{2009}\
                  \u{200a}\u{200b}\u{200e}\u{200f}\u{2028}\u{2029}\u{202a}\u{202b}\u{202c}\u{202d}\
                  \u{202e}\u{202f}\u{205f}\u{2060}\u{2061}\u{2062}\u{2063}\u{2064}\u{2065}\u{2066}\
                  \u{2067}\u{2068}\u{2069}\u{206a}\u{206f}\u{2800}\u{3000}\u{3164}\u{feff}\u{ffa0}\
                  \u{fff0}\u{fff9}\u{fffa}\u{fffb}\u{fffc}\u{1bca0}\u{1bca3}\u{1d173}\u{1d17a}\u{e0000}\
                  \u{e0001}\u{e0020}\u{e007f}\u{e00ff}\u{e01f0}\u{e0fff}";
    for c in unseen.chars() {
        for text in [
            format!("http://example.com/a«{c}»b"),
            format!("http://example.com/?a«{c}»b"),
            format!("http://example.com/«{c}»"),
            format!("http://example.com/?«{c}»"),
            format!("«{c}»http://example.com/"),
        ] {
            check(NotifyUrl::parse, &text, "malformed invisible-character");
        }
        // IDNA lets this one through, so it is not left off after an authority.
        let (text, expected) = match c {
            '\u{2800}' => (format!("http://example.com:«80{c}»"), "malformed port-syntax"),
            _ => (format!("http://example.com:80«{c}»"), "malformed invisible-character"),
        };
        check(NotifyUrl::parse, &text, expected);
        for text in [
            format!("{c}http://«127.0.0.1»/"),
            format!("http://«127.0.0.1»/{c}"),
            format!("http://«127.0.0.1»/?a{c}b"),
        ] {
            check(NotifyUrl::parse, &text, "unsafe loopback");
        }
        let encoded = percent_encoded(c);
        let text = format!("http://example.com/{encoded}?{encoded}");
        assert_eq!(NotifyUrl::parse(&text).unwrap(), text.as_str());
    }
}

/// The neighbours of those, and joiners and variation selectors.
#[test]
fn what_is_seen_or_joins_is_accepted_in_path_and_query() {
    let seen = "\u{a1}\u{ac}\u{ae}\u{34e}\u{350}\u{61b}\u{61d}\u{115e}\u{1161}\u{167f}\u{1681}\u{17b3}\
                \u{17b6}\u{180b}\u{180f}\u{1fff}\u{200c}\u{200d}\u{2010}\u{2027}\u{2030}\u{205e}\
                \u{2070}\u{27ff}\u{2801}\u{2fff}\u{3001}\u{3163}\u{3165}\u{fe00}\u{fe0f}\u{fefe}\
                \u{ff9f}\u{ffa1}\u{ffef}\u{fffd}\u{1bc9f}\u{1bca4}\u{1d172}\u{1d17b}\u{e0100}\u{e01ef}\
                \u{e1000}你ж🤷";
    for c in seen.chars() {
        let encoded = percent_encoded(c);
        for (text, canonical) in [
            (format!("http://example.com/{c}"), format!("http://example.com/{encoded}")),
            (format!("http://example.com/?{c}b"), format!("http://example.com/?{encoded}b")),
        ] {
            assert_eq!(NotifyUrl::parse(&text).unwrap(), canonical.as_str(), "{c:?}");
        }
    }
}

fn percent_encoded(c: char) -> String {
    c.to_string().bytes().fold(String::new(), |text, byte| format!("{text}%{byte:02X}"))
}
