//! Public names of services that answer the address that stands in the name: `10.0.0.1.nip.io`.
//! `name/spelled.rs` reads it.
//!
//! `direct.quickconnect.to` (Synology) and `id.ui.direct` (UniFi) are not here. Only some of their
//! names spell an address, and the others lead to devices in public, which a row would refuse. The
//! second stage judges the addresses of both.

use crate::name::kind::NameKind;
use crate::name::row::{Below, NameRow};

#[rustfmt::skip]
pub(super) static ROWS: &[NameRow] = &[
    row("nip.io",                   "the service's own page"),
    row("sslip.io",                 "the service's own page"),
    row("xip.io",                   "the service's own page, closed"),
    row("xip.name",                 "the service's own page"),
    row("traefik.me",               "the service's own page"),
    row("backname.io",              "the service's own page"),
    row("local-ip.co",              "the service's own page"),
    row("local-ip.sh",              "the service's own page"),
    row("local-ip.medicmobile.org", "Medic, nginx-local-ip"),
    row("plex.direct",              "Plex, secure server connections"),
];

const fn row(name: &'static str, source: &'static str) -> NameRow {
    NameRow { name, kind: NameKind::SpellsAddress, source, below: Below::All }
}
