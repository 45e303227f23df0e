//! IANA Special-Use Domain Names, of [`NameRow::REGISTRY_DATE`]; one registry row a line.
//!
//! <https://www.iana.org/assignments/special-use-domain-names/>. A dated copy stands in
//! `tests/data/`; a test compares the two.
//!
//! `example`, `example.com`, `example.net` and `example.org` are left out. RFC 6761 §6.5 tells
//! applications not to treat them as special, documents and tests are full of them, and they do not
//! lead into private networks.

use crate::name::kind::NameKind;
use crate::name::row::{Below, NameRow};

pub(super) static ROWS: &[NameRow] = &[
    row("alt"),
    row("6tisch.arpa"),
    row("eap.arpa"),
    row("eap-noob.arpa"),
    row("home.arpa"),
    row("10.in-addr.arpa"),
    row("254.169.in-addr.arpa"),
    row("16.172.in-addr.arpa"),
    row("17.172.in-addr.arpa"),
    row("18.172.in-addr.arpa"),
    row("19.172.in-addr.arpa"),
    row("20.172.in-addr.arpa"),
    row("21.172.in-addr.arpa"),
    row("22.172.in-addr.arpa"),
    row("23.172.in-addr.arpa"),
    row("24.172.in-addr.arpa"),
    row("25.172.in-addr.arpa"),
    row("26.172.in-addr.arpa"),
    row("27.172.in-addr.arpa"),
    row("28.172.in-addr.arpa"),
    row("29.172.in-addr.arpa"),
    row("30.172.in-addr.arpa"),
    row("31.172.in-addr.arpa"),
    row("170.0.0.192.in-addr.arpa"),
    row("171.0.0.192.in-addr.arpa"),
    row("168.192.in-addr.arpa"),
    row("8.e.f.ip6.arpa"),
    row("9.e.f.ip6.arpa"),
    row("a.e.f.ip6.arpa"),
    row("b.e.f.ip6.arpa"),
    row("ipv4only.arpa"),
    row("resolver.arpa"),
    row("service.arpa"),
    row("invalid"),
    row("local"),
    row("localhost"),
    row("onion"),
    row("test"),
];

const fn row(name: &'static str) -> NameRow {
    NameRow {
        name,
        kind: NameKind::SpecialUse,
        source: "IANA Special-Use Domain Names",
        below: Below::All,
    }
}
