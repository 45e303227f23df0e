//! Texts that are refused.
//!
//! A row of the tables is the id of a reason and regular expressions for texts that are refused for
//! it: nothing in them is worse, or as bad and before it in reading order.

use alloc::format;
use alloc::string::{String, ToString};
use alloc::vec::Vec;
use core::net::{IpAddr, Ipv4Addr, Ipv6Addr};

use ipnet::IpNet;
use proptest::prelude::*;
use proptest::sample::{self, Index};
use proptest::strategy::Union;
use proptest::string::{RegexGeneratorStrategy, string_regex};

use super::valid::public_ipv4;
use crate::address::{AddressKind, Block};
use crate::name::{NameKind, NameRow};
use crate::policy::{Policy, Request};
use crate::reason::Reason;

type Table = &'static [(&'static str, &'static [&'static str])];

/// What stands for a longer expression in the tables.
#[rustfmt::skip]
const SHORT: &[(&str, &str)] = &[
    // A public name.
    ("{name}", r"([a-z]{1,8}\.){1,2}example\.com"),
    // A public address, which has no IPv4 address inside.
    ("{ipv6}", r"2606:4700:[1-9a-f]{1,4}::[1-9a-f]{1,4}"),
    // A character that cannot be seen.
    ("{unseen}", r"[\u{85}\u{a0}\u{ad}\u{200b}\u{200e}\u{202e}\u{2060}\u{2066}\u{3000}\u{feff}]"),
    // What can follow a host.
    ("{tail}", r"(:(80|443|8080))?(/[a-z]{0,8}){0,2}(\?[a-z]{1,4}=[a-z]{0,4})?"),
];

pub(super) const UNSAFE_URLS: Table = &[
    (
        "scheme",
        &[
            "(ftp|file|gopher|dict|ldap|wss?|blob|x-[a-z]{1,5})://{name}{tail}",
            "(javascript|data|mailto|about):[a-z]{1,8}",
        ],
    ),
    ("userinfo", &["https?://[a-z]{0,5}(:[a-z0-9]{0,5})?@{name}{tail}"]),
    ("single-label", &[r"(https?:(//|\\\\))?x[a-m0-9_-]{0,8}[a-z0-9]{tail}"]),
];

pub(super) const MALFORMED_URLS: Table = &[
    ("empty", &[""]),
    ("too-long", &[r"http://example\.com/[a-z]{2030,2100}"]),
    ("no-scheme", &["(//)?{name}{tail}"]),
    ("missing-colon", &[r"https?[;：]?(//|/|\\\\){name}{tail}"]),
    ("slashes", &["https?:(/|/{3,5})?{name}{tail}"]),
    ("backslash", &[r"http:\\\\{name}{tail}", r"http://{name}/?[a-z]{0,4}\\[a-z/]{0,4}"]),
    (
        "character",
        &[
            r#"http://{name}/[a-z]{0,4}[ \t\r\n\x00"<>`{}][a-z]{0,4}"#,
            r#"http://{name}/\?[a-z]{0,4}[ \t\r\n\x00"<>`{}][a-z]{0,4}"#,
            r"[ \t\r\n\x00]{1,3}http://{name}{tail}",
            r"http://{name}/[ \t\r\n\x00]{1,3}",
        ],
    ),
    (
        "invisible-character",
        &[
            r"http://{name}/\??[a-z]{0,4}{unseen}[a-z]{0,4}",
            "{unseen}{1,3}http://{name}{tail}",
            "http://{name}{tail}{unseen}{1,3}",
        ],
    ),
    ("quoted", &[r#"["'<“„‘«](http://)?{name}{tail}["'>”“’»]"#]),
    ("percent-encoding", &[r"http://{name}/\??[a-z]{0,4}%([0-9A-F]?|[g-z][0-9])"]),
    ("no-host", &[r"https?://(\?[a-z]{0,4}|:[0-9]{1,4}/)?"]),
    (
        "ipv4-syntax",
        // What fits into 8 bits a number, or into 32, is public too.
        &[r"http://(x[a-z]{1,4}\.[0-9]{1,3}|26[4-5](\.[0-9]{1,2}){3}|0x108[0-9a-f]{6}){tail}"],
    ),
    (
        "ipv6-syntax",
        &[r"http://\[([g-z]{1,4}(:[g-z]{1,4}){1,7}|[1-9a-f]{1,4}(:[1-9a-f]{1,4}){1,5})\]{tail}"],
    ),
    ("zone-id", &[r"http://\[{ipv6}(%25|%)[g-z]{0,4}\]{tail}"]),
    (
        "missing-bracket",
        &[
            r"http://{ipv6}\]?(:8080)?(/[a-z]{0,8}){0,2}",
            r"http://\[({ipv6}|{name}|8\.8\.8\.8)(/[a-z]{0,8}){0,2}",
            r"http://{name}\]{tail}",
        ],
    ),
    ("bracketed-host", &[r"http://\[({name}|8\.8\.8\.8)\]{tail}"]),
    ("idna", &[r"http://x[a-z]{0,3}(\u{2028}|\u{fffd}|\u{e000})[a-z]{0,4}\.{name}{tail}"]),
    ("host-character", &[r#"http://x[a-z]{0,3}[!$&'()*+,;=~"<>^`{|}][a-z]{0,4}\.{name}{tail}"#]),
    ("host-form", &["http://(%6[1-9]|[ａ-ｚ]){name}{tail}"]),
    ("trailing-dot", &[r"http://{name}\.{tail}"]),
    ("empty-label", &[r"http://[a-z]{0,4}\.\.{name}{tail}"]),
    ("label-too-long", &[r"http://[a-z]{64,70}\.{name}{tail}"]),
    ("name-too-long", &[r"http://([a-z]{63}\.){4}{name}{tail}"]),
    ("hyphen", &[r"http://(-[a-z]{1,4}|[a-z]{1,4}-)\.{name}{tail}"]),
    (
        "port-syntax",
        &[
            "http://{name}:(6[6-9]|[7-9][0-9])[0-9]{3}/",
            "http://{name}:[0-9]{0,3}[a-z-][a-z0-9]{0,2}/",
        ],
    ),
    ("fragment", &["http://{name}{tail}#[a-z]{0,8}"]),
];

pub(super) const MALFORMED_DOMAIN_NAMES: Table = &[
    ("empty", &[""]),
    ("host-character", &[r"[a-z]{0,4}[_*%/:@ \n][a-z]{0,4}\.{name}"]),
    ("idna", &[r"[a-z]{0,4}(\u{2028}|\u{fffd}|\u{e000})[a-z]{0,4}\.{name}"]),
    ("host-form", &["[ａ-ｚ]{name}"]),
    ("trailing-dot", &[r"{name}\."]),
    ("empty-label", &[r"[a-z]{0,4}\.\.{name}"]),
    ("label-too-long", &[r"[a-z]{64,70}\.{name}"]),
    ("name-too-long", &[r"([a-z]{63}\.){4}{name}", "[a-z]{2000,2100}"]),
    ("hyphen", &[r"(-[a-z]{1,4}|[a-z]{1,4}-)\.{name}"]),
    ("too-few-labels", &["[a-z]{1,16}"]),
    (
        "numeric-label",
        &[r"[0-9]{1,3}(\.[0-9]{1,3}){1,3}", r"[a-z]{1,8}\.(0x[0-9a-f]{0,4}|[0-9]{1,3})"],
    ),
];

/// The texts of the row with this id.
pub(super) fn by_table(table: Table, id: &str) -> Option<BoxedStrategy<String>> {
    let (_, expressions) = table.iter().find(|row| row.0 == id)?;
    let texts = expressions.iter().map(|expression| matching(expression));
    Some(Union::new(texts.collect::<Option<Vec<_>>>()?).boxed())
}

/// `None` where the default policy refuses no address for being of this kind: global unicast, and
/// IPv4-mapped addresses, which are judged by the IPv4 address inside.
pub(super) fn urls_at_address(kind: AddressKind) -> Option<BoxedStrategy<String>> {
    let networks: Vec<IpNet> = Block::all()
        .filter(|block| {
            block.kind() == kind && !block.is_public() && kind != AddressKind::Ipv4Mapped
        })
        .map(Block::network)
        .collect();
    if networks.is_empty() {
        return None;
    }
    let address = (sample::select(networks), any::<u128>())
        .prop_map(|(network, bits)| address_in(network, bits))
        .prop_filter("a more specific row has another kind", move |address| {
            matches!(
                Policy::public_internet().check_address(*address),
                Err(Reason::Address { class, .. }) if class.kind() == kind
            )
        });
    let host = (address, any::<Index>())
        .prop_map(|(address, spelling)| spelling.get(&spellings(address)).clone());
    urls_at(host)
}

pub(super) fn urls_at_name(kind: NameKind) -> Option<BoxedStrategy<String>> {
    let below = matching(r"(x[g-z]{0,8}\.){0,2}")?;
    let host = (below, select_name(kind), matching(r"\.?")?, any::<bool>()).prop_map(
        |(below, name, dot, is_upper_case)| {
            let host = format!("{below}{name}{dot}");
            if is_upper_case { host.to_uppercase() } else { host }
        },
    );
    urls_at(host)
}

pub(super) fn urls_at_spelled_address() -> Option<BoxedStrategy<String>> {
    let address = matching("([g-z]{1,5}[.-])?(10|127)([.-](0|[1-9][0-9]?)){3}")?;
    let host = (address, select_name(NameKind::SpellsAddress))
        .prop_map(|(address, name)| format!("{address}.{name}"));
    urls_at(host)
}

pub(super) fn urls_at_numeric_ipv4() -> Option<BoxedStrategy<String>> {
    let host = (public_ipv4(), any::<Index>())
        .prop_map(|(address, spelling)| spelling.get(&numeric_spellings(address)).clone());
    joined("https?://", host, "{tail}")
}

pub(super) fn urls_at_bad_port() -> Option<BoxedStrategy<String>> {
    let policy = Policy::public_internet();
    let bad: Vec<u16> = (0..=u16::MAX)
        .filter(|port| policy.check_port(Some(*port), Request::default).is_err())
        .collect();
    let port = sample::select(bad).prop_map(|port| format!(":{port}"));
    joined("https?://{name}", port, "/[a-z]{0,4}")
}

/// URLs that readers send to `host`, in various spellings.
fn urls_at(host: impl Strategy<Value = String> + 'static) -> Option<BoxedStrategy<String>> {
    joined(r"(https?|HTTP):(//|/|\\\\)?|(//)?", host, "{tail}")
}

fn joined(
    before: &str,
    middle: impl Strategy<Value = String> + 'static,
    after: &str,
) -> Option<BoxedStrategy<String>> {
    let parts = (matching(before)?, middle, matching(after)?);
    Some(parts.prop_map(|(before, middle, after)| before + &middle + &after).boxed())
}

/// `None` where `expression` is no regular expression.
fn matching(expression: &str) -> Option<RegexGeneratorStrategy<String>> {
    let written_out = |text: String, (short, long): &(&str, &str)| text.replace(short, long);
    string_regex(&SHORT.iter().fold(expression.to_string(), written_out)).ok()
}

fn select_name(kind: NameKind) -> impl Strategy<Value = &'static str> {
    // A row that does not hold its own name may not hold what is put before it either.
    let rows = NameRow::all().filter(|row| row.kind() == kind && row.holds(row.name()));
    sample::select(rows.map(NameRow::name).collect::<Vec<_>>())
}

/// The address in `network` whose free bits are those of `bits`.
fn address_in(network: IpNet, bits: u128) -> IpAddr {
    match network {
        IpNet::V4(network) => {
            let [.., a, b, c, d] = bits.to_be_bytes();
            let free = Ipv4Addr::new(a, b, c, d) & network.hostmask();
            (network.network() | free).into()
        }
        IpNet::V6(network) => {
            (network.network() | Ipv6Addr::from_bits(bits) & network.hostmask()).into()
        }
    }
}

/// Hosts that readers take for `address`.
fn spellings(address: IpAddr) -> Vec<String> {
    match address {
        IpAddr::V4(address) => {
            let [high, low] = [address.to_bits() >> 16, address.to_bits() & 0xFFFF];
            let dotted = address.to_string();
            let mut spellings = numeric_spellings(address);
            spellings.extend([
                format!("[{dotted}]"),
                format!("{dotted}%00.example.com"),
                dotted.replace('.', "。"),
                format!("{dotted}."),
                dotted.replace('1', "%31"),
                format!("[::ffff:{dotted}]"),
                format!("[64:ff9b::{high:x}:{low:x}]"),
                dotted,
            ]);
            spellings
        }
        IpAddr::V6(address) => {
            let segments = address.segments().map(|segment| format!("{segment:04X}"));
            Vec::from([
                format!("[{address}]"),
                format!("[{}]", segments.join(":")),
                format!("[{address}%25eth0]"),
            ])
        }
    }
}

/// Hosts that WHATWG readers take for `address`, and others for something else.
fn numeric_spellings(address: Ipv4Addr) -> Vec<String> {
    let ([a, b, c, d], bits) = (address.octets(), address.to_bits());
    Vec::from([
        format!("{bits}"),
        format!("{bits:#x}"),
        format!("0{bits:o}"),
        format!("0{a:o}.{b}.{c:#x}.{d}"),
        format!("{a}.{}", bits & 0xFF_FFFF),
        format!("{a}.{b}.{}", bits & 0xFFFF),
    ])
}
