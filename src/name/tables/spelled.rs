//! Public names of services that answer the address that stands in the name: `10.0.0.1.nip.io`.
//! `name/spelled.rs` reads it.

use crate::name::kind::NameKind;
use crate::name::row::NameRow;

#[rustfmt::skip]
pub(super) static ROWS: &[NameRow] = &[
    row("nip.io",          "the service's own page"),
    row("sslip.io",        "the service's own page"),
    row("xip.io",          "the service's own page, closed"),
    row("xip.name",        "the service's own page"),
    row("traefik.me",      "the service's own page"),
    row("backname.io",     "the service's own page"),
    row("local-ip.co",     "the service's own page"),
    row("local-ip.sh",     "the service's own page"),
    row("plex.direct",     "Plex, secure server connections"),
];

const fn row(name: &'static str, source: &'static str) -> NameRow {
    NameRow { name, kind: NameKind::SpellsAddress, source }
}
