//! Ways to write a host that `url` does not read, or that nobody meant, and that some reader takes
//! for the host all the same.

use std::net::IpAddr;

use live_record_notify::{NameKind, NameRow};

use crate::names::name_held_by;

/// A way to write a URL with a host, and why it is refused where the host is public.
#[derive(Debug)]
pub struct Disguise {
    pub name: &'static str,
    pub hosts: &'static [Kind],
    /// The text for a host in URL form, that is with the brackets of an IPv6 address, and for the
    /// same host without them.
    pub text: fn(&str, &str) -> String,
    /// The identifier of the reason where the host is public. All but `scheme` are Malformed.
    pub reason: &'static str,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    Name,
    Ipv4,
    Ipv6,
}

use Kind::{Ipv4, Ipv6, Name};

/// A host, without the brackets of an IPv6 address.
#[derive(Clone, Debug)]
pub struct BareHost {
    pub kind: Kind,
    pub text: String,
}

impl BareHost {
    /// As it stands in a URL.
    pub fn in_url(&self) -> String {
        let Self { kind, text } = self;
        if *kind == Ipv6 { format!("[{text}]") } else { text.clone() }
    }
}

impl From<IpAddr> for BareHost {
    fn from(address: IpAddr) -> Self {
        let kind = if address.is_ipv4() { Ipv4 } else { Ipv6 };
        Self { kind, text: address.to_string() }
    }
}

/// The names that lead inside: one for each row of the tables, but for those whose labels say where.
pub fn names_inside() -> impl Iterator<Item = BareHost> {
    let rows = NameRow::all()
        .filter(|row| !matches!(row.kind(), NameKind::Rebinding | NameKind::SpellsAddress));
    rows.map(|row| BareHost { kind: Name, text: name_held_by(row) })
}

const fn row(
    name: &'static str,
    hosts: &'static [Kind],
    reason: &'static str,
    text: fn(&str, &str) -> String,
) -> Disguise {
    Disguise { name, hosts, text, reason }
}

const ALL: &[Kind] = &[Name, Ipv4, Ipv6];
const NO_IPV6: &[Kind] = &[Name, Ipv4];

#[rustfmt::skip]
pub const DISGUISES: &[Disguise] = &[
    row("a zone", &[Ipv6], "zone-id", |_, h| format!("http://[{h}%25eth0]/")),
    row("a zone as older clients write it", &[Ipv6], "zone-id", |_, h| format!("http://[{h}%eth0]:8080/a")),
    row("an empty zone", &[Ipv6], "zone-id", |_, h| format!("https://[{h}%25]/")),
    row("no brackets", &[Ipv6], "missing-bracket", |_, h| format!("http://{h}/")),
    row("brackets twice", &[Ipv6], "ipv6-syntax", |_, h| format!("http://[[{h}]]/")),
    row("brackets", NO_IPV6, "bracketed-host", |_, h| format!("http://[{h}]/")),
    row("a bracket before it", ALL, "missing-bracket", |_, h| format!("http://[{h}/")),
    row("a bracket after it", ALL, "missing-bracket", |_, h| format!("http://{h}]/")),
    row("a port too large", ALL, "port-syntax", |h, _| format!("http://{h}:65536/")),
    row("a port with a letter", ALL, "port-syntax", |h, _| format!("http://{h}:8o80/")),
    row("a port with a sign", ALL, "port-syntax", |h, _| format!("http://{h}:+80")),
    row("two ports", ALL, "port-syntax", |h, _| format!("http://{h}:80:90/")),
    row("cut off by an encoded NUL", NO_IPV6, "idna", |h, _| format!("http://{h}%00.example.com/")),
    row("cut off by a NUL", NO_IPV6, "host-character", |h, _| format!("http://{h}\0.example.com/")),
    row("cut off by a blank", NO_IPV6, "host-character", |h, _| format!("http://{h} .example.com/")),
    row("behind an encoded @", NO_IPV6, "idna", |h, _| format!("http://example.com%40{h}/")),
    row("behind a port and an encoded @", ALL, "port-syntax", |h, _| format!("http://example.com:80%40{h}/")),
    row("before an encoded colon", NO_IPV6, "idna", |h, _| format!("http://{h}%3a80/")),
    row("no colon", ALL, "missing-colon", |h, _| format!("https//{h}/")),
    row("a semicolon", ALL, "missing-colon", |h, _| format!("http;//{h}/")),
    row("full-width colon and slashes", ALL, "missing-colon", |h, _| format!("http：／／{h}/")),
    row("one slash", ALL, "slashes", |h, _| format!("http:/{h}/")),
    row("backslashes", ALL, "backslash", |h, _| format!("http:\\\\{h}\\@example.com/")),
    row("no scheme", ALL, "no-scheme", |h, _| format!("{h}/")),
    row("no scheme, and a port", ALL, "no-scheme", |h, _| format!("//{h}:8080")),
    row("quotation marks", ALL, "quoted", |h, _| format!("“http://{h}/”")),
    row("angle brackets", ALL, "quoted", |h, _| format!("<{h}>")),
    row("a byte order mark", ALL, "invisible-character", |h, _| format!("\u{feff}http://{h}/")),
    row("a no-break space", ALL, "invisible-character", |h, _| format!("http://{h}\u{a0}")),
    row("what nobody encodes", ALL, "character", |h, _| format!("http://{h}/{{id}}")),
    row("another scheme", ALL, "scheme", |h, _| format!("gopher://{h}:6379/_")),
];
