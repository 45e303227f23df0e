//! Names that are known to answer loopback, as the names below them do.
//!
//! The list cannot be complete, as anyone can publish such a name. The second stage, `destination`,
//! judges the addresses that a name resolves to, and so refuses the names that are not listed. A name is
//! here if its owner's page or several projects say where it leads, checked 2026-11; one block list is
//! not enough.

use crate::name::kind::NameKind;
use crate::name::row::{Below, NameRow};

#[rustfmt::skip]
pub(super) static ROWS: &[NameRow] = &[
    // Names in the hosts files of systems, asked before the DNS.
    row("ip6-localhost",                "Debian, hosts file"),
    row("ip6-loopback",                 "Debian, hosts file"),
    row("localhost4",                   "Red Hat, hosts file"),
    row("localdomain4",                 "Red Hat, hosts file"),
    row("localhost6",                   "Red Hat, hosts file"),
    row("localdomain6",                 "Red Hat, hosts file"),
    // Names in the public DNS.
    row("localtest.me",                 OBSERVED),
    row("lvh.me",                       OBSERVED),
    row("vcap.me",                      OBSERVED),
    row("fuf.me",                       OBSERVED),
    row("lacolhost.com",                OBSERVED),
    row("localh.st",                    OBSERVED),
    row("localho.st",                   OBSERVED),
    row("smackaho.st",                  OBSERVED),
    row("spoofed.burpcollaborator.net", OBSERVED),
    row("127-0-0-1.org.uk",             OBSERVED),
    row("localhst.co.uk",               OBSERVED),
    row("localhost.tv",                 OBSERVED),
    row("bugbounty.dod.network",        OBSERVED),
    // Names in the public DNS that a tool for developers uses.
    row("ddev.site",                    "DDEV, documentation"),
    row("lndo.site",                    OBSERVED),
    row("localhost.localstack.cloud",   "LocalStack, documentation"),
    row("localdev.me",                  "ingress-nginx, quick start"),
    row("lcl.host",                     "Anchor, local TLS"),
    row("shed.host",                    "Shed, README"),
    row("42foo.com",                    "Shed, README"),
    row("localhost.direct",             OBSERVED),
    row("colasloth.com",                "the service's own page"),
];

const OBSERVED: &str = "observed in public DNS";

const fn row(name: &'static str, source: &'static str) -> NameRow {
    NameRow { name, kind: NameKind::Loopback, source, below: Below::All }
}
