//! 30 calls a second for each user.

use std::num::NonZeroU32;

use governor::{DefaultKeyedRateLimiter, Quota, RateLimiter};
use live_record_notify::Operation;

/// A bucket a user: full, it holds a second's calls, and it fills at that rate.
#[derive(Debug)]
pub(crate) struct Limiter(DefaultKeyedRateLimiter<String>);

#[allow(clippy::unwrap_used, reason = "evaluated at compile time")]
const CALLS_PER_SECOND: NonZeroU32 = NonZeroU32::new(Operation::CALLS_PER_SECOND).unwrap();

impl Limiter {
    pub(crate) fn new() -> Self {
        Self(RateLimiter::keyed(Quota::per_second(CALLS_PER_SECOND)))
    }

    /// Counts a call of `user`, unless it is one too many.
    pub(crate) fn allows(&self, user: &str) -> bool {
        self.0.check_key(&user.to_owned()).is_ok()
    }

    /// Forgets users whose buckets are full again: anyone can make up access key ids.
    pub(crate) fn forget_idle_users(&self) {
        self.0.retain_recent();
        self.0.shrink_to_fit();
    }
}
