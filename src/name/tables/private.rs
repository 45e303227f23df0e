//! Names that are not delegated in the public DNS and that private networks answer.

use crate::name::kind::NameKind;
use crate::name::row::NameRow;

#[rustfmt::skip]
pub(super) static ROWS: &[NameRow] = &[
    row("internal",      "ICANN, reserved for private use, 2024-07-29"),
    row("intranet",      "RFC 6762 appendix G"),
    row("private",       "RFC 6762 appendix G"),
    row("corp",          "RFC 6762 appendix G"),
    row("home",          "RFC 6762 appendix G"),
    row("lan",           "RFC 6762 appendix G"),
    row("mail",          "ICANN, name collision"),
    row("localdomain",   "default domain of many resolvers"),
    row("localhost6",    "default hosts files"),
    row("cluster.local", "Kubernetes, DNS for services and pods"),
    row("svc",           "Kubernetes, DNS search list"),
    row("consul",        "HashiCorp Consul, DNS interface"),
    row("docker",        "undelegated, container networks"),
];

const fn row(name: &'static str, source: &'static str) -> NameRow {
    NameRow { name, kind: NameKind::Private, source }
}
