//! The resolver of the operating system.

use reqwest::dns::{Addrs, Name, Resolve, Resolving};

/// Asks the resolver of the operating system, in a thread for blocking work, as `reqwest` does by
/// default. A client without another [`resolver`](crate::Builder::resolver) has this one.
///
/// A question cannot be broken off: it keeps its thread until the name servers have answered or the
/// system gives up, which is longer than a call takes. Whoever owns the name servers of many names can
/// so use up the threads; the feature `hickory` has a resolver that needs none.
#[derive(Clone, Copy, Debug, Default)]
pub struct SystemResolver;

impl Resolve for SystemResolver {
    fn resolve(&self, name: Name) -> Resolving {
        Box::pin(async move {
            let answer = tokio::net::lookup_host((name.as_str(), 0)).await?;
            Ok(Box::new(answer.collect::<Vec<_>>().into_iter()) as Addrs)
        })
    }
}
