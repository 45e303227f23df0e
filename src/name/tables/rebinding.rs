//! Public names of services that answer whatever address was asked for, and another one the next
//! time.

use crate::name::kind::NameKind;
use crate::name::row::{Below, NameRow};

pub(super) static ROWS: &[NameRow] =
    &[row("rbndr.us"), row("1u.ms"), row("rebind.network"), row("rebind.it")];

const fn row(name: &'static str) -> NameRow {
    NameRow { name, kind: NameKind::Rebinding, source: "the service's own page", below: Below::All }
}
