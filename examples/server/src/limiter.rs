//! So many calls a second for each user and operation.

use std::num::NonZeroU32;

use governor::{DefaultKeyedRateLimiter, Quota, RateLimiter};
use live_record_notify::Operation;

/// A bucket a user and operation: full, it holds a second's calls, and it fills at that rate.
#[derive(Debug)]
pub(crate) struct Limiter(Vec<(Operation, DefaultKeyedRateLimiter<String>)>);

impl Limiter {
    pub(crate) fn new() -> Self {
        let limiter = |&operation: &Operation| {
            let calls = NonZeroU32::new(operation.calls_per_second()).unwrap_or(NonZeroU32::MIN);
            (operation, RateLimiter::keyed(Quota::per_second(calls)))
        };
        Self(Operation::ALL.iter().map(limiter).collect())
    }

    /// Counts a call of `user`, unless it is one too many.
    pub(crate) fn allows(&self, operation: Operation, user: &str) -> bool {
        let limiter = self.0.iter().find(|(it, _)| *it == operation);
        limiter.is_some_and(|(_, limiter)| limiter.check_key(&user.to_owned()).is_ok())
    }

    /// Forgets users whose buckets are full again: anyone can make up access key ids.
    pub(crate) fn forget_idle_users(&self) {
        for (_, limiter) in &self.0 {
            limiter.retain_recent();
            limiter.shrink_to_fit();
        }
    }
}
