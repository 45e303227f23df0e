//! Texts that are valid by construction, none of them filtered.

use std::net::Ipv6Addr;

use proptest::collection::vec;
use proptest::prelude::*;
use proptest::sample::{Index, select};

/// A canonical callback URL, in parts.
#[derive(Clone, Debug)]
pub(crate) struct Base {
    pub(crate) scheme: &'static str,
    pub(crate) host: String,
    /// With its colon, or empty.
    pub(crate) port: String,
    pub(crate) path: String,
    /// With its `?`, or empty.
    pub(crate) query: String,
}

impl Base {
    pub(crate) fn text(&self) -> String {
        let Self { scheme, host, port, path, query } = self;
        format!("{scheme}://{host}{port}{path}{query}")
    }

    pub(crate) fn with_host(&self, host: &str) -> String {
        Self { host: host.into(), ..self.clone() }.text()
    }

    pub(crate) fn with_port(&self, port: u32) -> String {
        Self { port: format!(":{port}"), ..self.clone() }.text()
    }

    /// The text with `inserted` at the end of its path.
    pub(crate) fn in_path(&self, inserted: &str) -> String {
        Self { path: format!("{}{inserted}", self.path), ..self.clone() }.text()
    }

    /// The text with `inserted` at the end of its query.
    pub(crate) fn in_query(&self, inserted: &str) -> String {
        let query = if self.query.is_empty() { "?" } else { &self.query };
        Self { query: format!("{query}{inserted}"), ..self.clone() }.text()
    }
}

/// Any base.
pub(crate) fn base() -> impl Strategy<Value = Base> {
    let host = prop_oneof![6 => name(), 1 => ipv4(), 1 => ipv6()];
    base_with(host)
}

/// A base whose host is a name.
pub(crate) fn base_with_name() -> impl Strategy<Value = Base> {
    base_with(name())
}

fn base_with(host: impl Strategy<Value = String>) -> impl Strategy<Value = Base> {
    (select(&["http", "https"][..]), host, port(), path(), query())
        .prop_map(|(scheme, host, port, path, query)| Base { scheme, host, port, path, query })
}

/// A name of at least two labels that no table holds: of the names directly below these, none is a
/// row.
pub(crate) fn name() -> impl Strategy<Value = String> {
    name_of("[a-z0-9]([a-z0-9_]{0,8}[a-z0-9])?")
}

/// A name that is one of a domain too.
pub(crate) fn domain_name() -> impl Strategy<Value = String> {
    name_of("[a-z0-9]([a-z0-9]{0,8}[a-z0-9])?")
}

fn name_of(label: &'static str) -> impl Strategy<Value = String> {
    let top = select(&["example", "cn", "dev", "co.uk", "xn--fiqs8s"][..]);
    (vec(label, 1..4), top).prop_map(|(labels, top)| format!("{}.{top}", labels.join(".")))
}

/// No row of the tables holds an address from 1.0.0.0 to 9.255.255.255.
pub(crate) fn ipv4() -> impl Strategy<Value = String> {
    (1..10_u8, any::<[u8; 3]>()).prop_map(|(a, [b, c, d])| format!("{a}.{b}.{c}.{d}"))
}

/// No row of the tables holds an address in 2600::/16, and none of these carries an IPv4 address.
pub(crate) fn ipv6() -> impl Strategy<Value = String> {
    any::<[u16; 6]>().prop_map(|[b, c, d, f, g, h]| {
        let address = Ipv6Addr::new(0x2600, b, c, d, 1, f, g, h);
        format!("[{}]", url::Host::<&str>::Ipv6(address)).replace("[[", "[").replace("]]", "]")
    })
}

/// A base with pieces that matter to some reader put in anywhere.
pub(crate) fn spoilt() -> impl Strategy<Value = String> {
    (base(), vec((any::<Index>(), select(PIECES)), 1..4)).prop_map(|(base, pieces)| {
        let mut text = base.text();
        for (at, piece) in pieces {
            let places: Vec<_> = (0..=text.len()).filter(|&at| text.is_char_boundary(at)).collect();
            text.insert_str(*at.get(&places), piece);
        }
        text
    })
}

#[rustfmt::skip]
const PIECES: &[&str] = &[
    " ", "\t", "\n", "\0", "\u{7f}", "\\", "/", "//", "/..", ":", "::", "@", "?", "#", "[", "]",
    ".", "..", "-", "_", "%", "%2e", "%00", "%zz", "'", "\"", "<", "^", "`", "{", "|", "~", "&", "*",
    "A", "0x", "xn--", "ｅ", "。", "é", "ß", "\u{ad}", "\u{200d}", "\u{202e}", "\u{fdd0}",
    "localhost", "127.0.0.1", "10.1", "[::1]", "user:pass@", ":22", ":080", ":99999", "http://",
    "ftp:", "nip.io", ".internal", "%25eth0", "::1", "%40", "%3a", "%5b", "%5D", "425.510.425.510",
    "169.254.169.254", "metadata.google.internal", "；", "：", "／", "https//", "“", "”", ">",
    "\u{a0}", "\u{200b}", "\u{2800}", "\u{feff}", "|", "É", "Σ",
];

fn port() -> impl Strategy<Value = String> {
    // Of these none is the default of a scheme, and none is blocked.
    prop_oneof![Just(String::new()), (10_081..=u16::MAX).prop_map(|port| format!(":{port}"))]
}

fn path() -> impl Strategy<Value = String> {
    vec("[A-Za-z0-9_~!$&()*+,;=:@-]([A-Za-z0-9._~!$&'()*+,;=:@-]|%[0-9A-Fa-f]{2}){0,6}", 0..4)
        .prop_map(|segments| format!("/{}", segments.join("/")))
}

fn query() -> impl Strategy<Value = String> {
    prop_oneof![Just(String::new()), r"\?([A-Za-z0-9._~!$&()*+,;=:@/?-]|%[0-9A-Fa-f]{2}){0,12}"]
}
