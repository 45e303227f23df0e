//! The policy of the moment, and the connections that were judged by it.

use std::net::SocketAddr;
use std::sync::{Arc, PoisonError, RwLock};

use live_record_notify::{CallbackUrl, Policy, UrlParameter};
use reqwest::dns::Addrs;
use url::Host;

use crate::builder::{BuildError, Builder};
use crate::clock::Clock;
use crate::hop::{Hop, Judge};
use crate::progress::Progress;

/// What the clones of a client share.
pub(crate) struct Shared {
    pub(crate) settings: Builder,
    pub(crate) clock: Clock,
    current: RwLock<Arc<Current>>,
}

/// A policy, and the connections that were judged by it.
///
/// # Invariants
///
/// - No connection of the pool was made under another policy. So a policy that is replaced takes its
///   connections with it, and none leads to an address that the new one refuses.
pub(crate) struct Current {
    pub(crate) policy: Policy,
    pub(crate) connections: reqwest::Client,
    proxy_name: Option<String>,
}

impl Shared {
    pub(crate) fn new(settings: Builder) -> Result<Self, BuildError> {
        let current = Current::new(&settings, settings.policy.clone())?;
        let clock = Clock::start().map_err(BuildError::Clock)?;
        Ok(Self { settings, clock, current: RwLock::new(Arc::new(current)) })
    }

    pub(crate) fn current(&self) -> Arc<Current> {
        Arc::clone(&self.current.read().unwrap_or_else(PoisonError::into_inner))
    }

    pub(crate) fn set_policy(&self, policy: Policy) -> Result<(), BuildError> {
        let new = Arc::new(Current::new(&self.settings, policy)?);
        *self.current.write().unwrap_or_else(PoisonError::into_inner) = new;
        Ok(())
    }
}

impl Current {
    fn new(settings: &Builder, policy: Policy) -> Result<Self, BuildError> {
        let (connections, proxy_name) = settings.connections()?;
        let policy = if proxy_name.is_some() { policy.refuse_ip_literals() } else { policy };
        Ok(Self { policy, connections, proxy_name })
    }

    /// A request for `url`: what may be resolved for it, and how the answer is judged.
    pub(crate) fn hop<P: UrlParameter + Send + Sync>(
        &self,
        url: &CallbackUrl<P>,
        progress: &Arc<Progress>,
    ) -> Arc<Hop> {
        let policy = self.policy.clone();
        let (name, judge): (_, Judge) = match (&self.proxy_name, url.host()) {
            (Some(proxy), _) => {
                let judge: Judge =
                    Box::new(move |answer| Ok(answer.take(policy.address_limit()).collect()));
                (proxy.clone(), judge)
            }
            (None, Host::Domain(name)) => {
                let (name, url) = (name.to_owned(), url.clone());
                let judge = move |answer: Addrs| {
                    let addresses = answer.map(|address| address.ip());
                    let destination = url.destination(addresses, &policy)?;
                    Ok(destination.socket_addrs().to_vec())
                };
                (name, Box::new(judge))
            }
            // The first stage judged it, and nobody is asked.
            (None, Host::Ipv4(_) | Host::Ipv6(_)) => {
                (String::new(), Box::new(|_| Ok(Vec::<SocketAddr>::new())))
            }
        };
        Hop::new(name, judge, Arc::clone(progress))
    }
}
