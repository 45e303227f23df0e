//! Public names that are known to answer `127.0.0.1` for themselves and all names below.
//!
//! The list cannot be complete, as anyone can publish such a name. The second stage, `destination`,
//! judges the addresses that a name resolves to, and refuses the others.

use crate::name::kind::NameKind;
use crate::name::row::NameRow;

#[rustfmt::skip]
pub(super) static ROWS: &[NameRow] = &[
    row("localtest.me"),
    row("lvh.me"),
    row("vcap.me"),
    row("fuf.me"),
    row("lacolhost.com"),
    row("localh.st"),
    row("localho.st"),
    row("smackaho.st"),
    row("spoofed.burpcollaborator.net"),
];

const fn row(name: &'static str) -> NameRow {
    NameRow { name, kind: NameKind::Loopback, source: "observed in public DNS" }
}
