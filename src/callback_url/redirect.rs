//! How a `Location` is read: against the URL whose response has it (RFC 9110 §10.2.2).

use super::locate::{Input, Located};
use super::pipeline::{Canonical, canonical, check_length, check_not_empty};
use super::{host, judge, strict, write};
use crate::error::Fault;
use crate::policy::Policy;

/// Reads `location` as a client does that was redirected from `base`.
pub(super) fn read(base: &Canonical, location: &str, policy: &Policy) -> Result<Canonical, Fault> {
    check_length(location, policy)?;
    check_not_empty(location)?;
    let input = Input::Reference { base_is_https: base.parts.is_https };
    let located = Located::in_text(location, input);
    let host = host::read_at(location, &located.host);
    if located.has_authority {
        judge::check(&located, &host, policy)?;
    } else {
        // The host comes from the base, so the fault has no place in `location`.
        base.check(policy).map_err(Fault::without_place)?;
    }
    strict::check(&located, &host)?;
    canonical(location, write::reference(&located, &base.to_url()), policy)
}
