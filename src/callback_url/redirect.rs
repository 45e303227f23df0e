//! How a `Location` is read: against the URL that answered with it (RFC 9110 §10.2.2).

use super::locate::{Input, Located};
use super::pipeline::{Canonical, canonical, check_length, check_not_empty};
use super::strict::{self, Fragment};
use super::{host, judge, write};
use crate::error::Fault;
use crate::policy::Policy;

/// Reads `location` as a client does that was redirected from `base`.
pub(super) fn redirect(
    base: &Canonical,
    location: &str,
    policy: &Policy,
) -> Result<Canonical, Fault> {
    check_length(location, policy)?;
    check_not_empty(location)?;
    let base_is_https = base.parts.is_https();
    let input = Input::Reference { base_is_https };
    let located = Located::in_text(location, input);
    let host = host::read(location.get(located.host.clone()).unwrap_or_default());
    if located.has_authority {
        judge::check(location, &located, &host, Some(base_is_https), policy)?;
    } else {
        // The host comes from the base, so the fault has no place in `location`.
        base.check(policy).map_err(Fault::without_place)?;
    }
    strict::check(location, &located, &host, input, Fragment::Dropped)?;
    canonical(location, write::reference(location, &located, &base.to_url()), policy)
}
