//! The resolver that `reqwest` gets: it asks the caller's, and judges the answer.

use std::sync::Arc;

use reqwest::dns::{Addrs, Name, Resolve, Resolving};

use crate::error::{ErrorKind, Stage};
use crate::hop::Hop;

/// Answers with what may be dialled, or with an error.
pub(crate) struct CheckedResolver(pub(crate) Arc<dyn Resolve>);

impl Resolve for CheckedResolver {
    fn resolve(&self, name: Name) -> Resolving {
        let Some(hop) = Hop::current() else { return failed() };
        if !hop.is_for(name.as_str()) {
            hop.fail(ErrorKind::Unasked);
            return failed();
        }
        hop.enter(Stage::Resolve);
        let answer = self.0.resolve(name);
        Box::pin(async move {
            let judged = match answer.await {
                Ok(addresses) => hop.judge(addresses),
                Err(error) => Err(ErrorKind::Resolver(error)),
            };
            match judged {
                Ok(addresses) => {
                    hop.enter(Stage::Connect);
                    Ok(Box::new(addresses.into_iter()) as Addrs)
                }
                Err(kind) => {
                    hop.fail(kind);
                    Err(NotDialled.into())
                }
            }
        })
    }
}

fn failed() -> Resolving {
    Box::pin(std::future::ready(Err(NotDialled.into())))
}

/// What `reqwest` is told. The reason is in the hop.
#[derive(Debug, thiserror::Error)]
#[error("not dialled")]
struct NotDialled;

#[cfg(test)]
#[allow(clippy::unwrap_used, reason = "a test fails by panic")]
mod tests {
    use std::net::SocketAddr;

    use super::*;
    use crate::progress::Progress;

    /// Answers, and is not to be asked.
    struct Public;

    impl Resolve for Public {
        fn resolve(&self, _: Name) -> Resolving {
            let answer = [SocketAddr::from(([8, 8, 8, 8], 0))];
            Box::pin(std::future::ready(Ok(Box::new(answer.into_iter()) as Addrs)))
        }
    }

    fn resolve(name: &str) -> Resolving {
        CheckedResolver(Arc::new(Public)).resolve(name.parse().unwrap())
    }

    #[tokio::test]
    async fn nothing_is_dialled_for_no_request() {
        assert!(resolve("hooks.example.com").await.is_err());
    }

    #[tokio::test]
    async fn nothing_is_dialled_for_another_name() {
        let judge = Box::new(|answer: Addrs| Ok(answer.collect()));
        let hop = Hop::new("hooks.example.com".to_owned(), judge, Arc::new(Progress::new()));
        assert!(hop.scope(async { resolve("other.example.com").await }).await.is_err());
        assert!(matches!(hop.take_failure(), Some(ErrorKind::Unasked)));
        // The neighbour: the name that the request is for.
        assert!(hop.scope(async { resolve("hooks.example.com").await }).await.is_ok());
        assert!(hop.take_failure().is_none());
    }
}
