//! What a client is made of.

use std::sync::Arc;
use std::time::Duration;

use live_record_notify::Policy;
use reqwest::dns::Resolve;
use reqwest::{Certificate, Proxy, redirect};
use url::{Host, Url};

use crate::connector::Stages;
use crate::resolver::CheckedResolver;
use crate::system::SystemResolver;

/// Makes a [`Client`](crate::Client).
///
/// There is no way to hand in a `reqwest::ClientBuilder`: settings such as `resolve`, `proxy` or
/// `unix_socket` would lead past the check.
#[derive(Clone)]
pub struct Builder {
    pub(crate) policy: Policy,
    pub(crate) timeout: Duration,
    pub(crate) max_redirects: usize,
    pub(crate) max_body: usize,
    resolver: Arc<dyn Resolve>,
    resolving_proxy: Option<String>,
    user_agent: Option<String>,
    certificates: Certificates,
    pool_idle_timeout: Duration,
    pool_max_idle_per_host: usize,
}

#[derive(Clone)]
enum Certificates {
    OfThePlatform,
    AlsoThese(Vec<Certificate>),
    OnlyThese(Vec<Certificate>),
}

/// As ApsaraVideo Live waits for its receivers: [Callback management][page].
///
/// [page]: https://www.alibabacloud.com/help/en/live/user-guide/manage-callbacks
const DEFAULT_TIMEOUT: Duration = Duration::from_secs(5);

/// Moves of a receiver come one at a time: a new host, `https`, a slash at the end.
const DEFAULT_MAX_REDIRECTS: usize = 3;

/// The answer of an `OnDemandUrl` has some hundred bytes.
const DEFAULT_MAX_BODY: usize = 64 * 1024;

/// A stranger who names a new host in each URL holds as many connections as are called in this time.
const DEFAULT_POOL_IDLE_TIMEOUT: Duration = Duration::from_secs(15);

impl Default for Builder {
    fn default() -> Self {
        Self {
            policy: Policy::default(),
            timeout: DEFAULT_TIMEOUT,
            max_redirects: DEFAULT_MAX_REDIRECTS,
            max_body: DEFAULT_MAX_BODY,
            resolver: Arc::new(SystemResolver),
            resolving_proxy: None,
            user_agent: None,
            certificates: Certificates::OfThePlatform,
            pool_idle_timeout: DEFAULT_POOL_IDLE_TIMEOUT,
            pool_max_idle_per_host: usize::MAX,
        }
    }
}

impl Builder {
    /// The policy that URLs, addresses and redirects are judged by; the public internet if not set.
    /// [`Client::set_policy`](crate::Client::set_policy) changes it later.
    #[must_use]
    pub fn policy(mut self, policy: Policy) -> Self {
        self.policy = policy;
        self
    }

    /// The resolver whose answers are judged; [`SystemResolver`] if not set. Each answer is judged as a
    /// whole, for the host and the port of the URL. Ports and scope ids in it are ignored.
    #[must_use]
    pub fn resolver(mut self, resolver: impl Resolve + 'static) -> Self {
        self.resolver = Arc::new(resolver);
        self
    }

    /// The time for the whole of a call, redirects and the last body included; 5 seconds if not set,
    /// which is the vendor's.
    #[must_use]
    pub fn timeout(mut self, timeout: Duration) -> Self {
        self.timeout = timeout;
        self
    }

    /// How many redirects a call follows; 3 if not set.
    #[must_use]
    pub fn max_redirects(mut self, redirects: usize) -> Self {
        self.max_redirects = redirects;
        self
    }

    /// The longest body of a response, in bytes; 65,536 if not set.
    #[must_use]
    pub fn max_body(mut self, bytes: usize) -> Self {
        self.max_body = bytes;
        self
    }

    /// The header `User-Agent`; none if not set.
    #[must_use]
    pub fn user_agent(mut self, user_agent: impl Into<String>) -> Self {
        self.user_agent = Some(user_agent.into());
        self
    }

    /// Trusts these certificate authorities besides those of the platform.
    #[must_use]
    pub fn trust(mut self, certificates: impl IntoIterator<Item = Certificate>) -> Self {
        self.certificates = Certificates::AlsoThese(certificates.into_iter().collect());
        self
    }

    /// Trusts these certificate authorities and no others.
    #[must_use]
    pub fn trust_only(mut self, certificates: impl IntoIterator<Item = Certificate>) -> Self {
        self.certificates = Certificates::OnlyThese(certificates.into_iter().collect());
        self
    }

    /// How long a connection is kept without a request; 15 seconds if not set. Those to hosts that
    /// strangers name count too.
    #[must_use]
    pub fn pool_idle_timeout(mut self, timeout: Duration) -> Self {
        self.pool_idle_timeout = timeout;
        self
    }

    /// How many connections to one host and port are kept without a request; all if not set. With 0
    /// none is kept.
    #[must_use]
    pub fn pool_max_idle_per_host(mut self, connections: usize) -> Self {
        self.pool_max_idle_per_host = connections;
        self
    }

    /// Sends every request through the HTTP proxy at `url`, which resolves names by itself and is
    /// trusted to judge what it dials. Without this call there is no proxy at all, whatever the
    /// environment says.
    ///
    /// In this mode the client does the first stage alone: it judges URLs and redirects as they are
    /// written, and never sees an address. What the second stage does is then the proxy's to do:
    ///
    /// - resolve a name once, and dial only what that answer says;
    /// - refuse the whole answer if one address of it is not public;
    /// - keep the rules of your policy that have networks: no address of a name is seen here;
    /// - refuse metadata addresses, whatever else is allowed;
    /// - judge `CONNECT` and absolute `http` targets alike, IP literals in any form included.
    ///
    /// IP literals are always refused, even if the policy allows their network: the proxy stands
    /// elsewhere, and the same address may be another machine there. The proxy itself is not judged,
    /// since it usually has a private address; its name is resolved by [`resolver`](Self::resolver).
    ///
    /// # Example
    ///
    /// ```
    /// use live_record_notify::NotifyUrl;
    /// use live_record_notify_reqwest::Client;
    ///
    /// let client = Client::builder().resolving_proxy("http://egress.corp:4750").build()?;
    /// assert!(NotifyUrl::parse_with("https://hooks.example.com/", &client.policy()).is_ok());
    /// assert!(NotifyUrl::parse_with("https://8.8.8.8/", &client.policy()).is_err());
    /// # Ok::<(), live_record_notify_reqwest::BuildError>(())
    /// ```
    #[must_use]
    pub fn resolving_proxy(mut self, url: impl Into<String>) -> Self {
        self.resolving_proxy = Some(url.into());
        self
    }

    /// A client of `reqwest` with a pool of its own, and the name of the proxy that it asks.
    pub(crate) fn connections(&self) -> Result<(reqwest::Client, Option<String>), BuildError> {
        let mut builder = reqwest::Client::builder()
            .redirect(redirect::Policy::none())
            .referer(false)
            .no_proxy()
            // A small body can be a large text.
            .no_gzip()
            .no_brotli()
            .no_deflate()
            .no_zstd()
            .dns_resolver(CheckedResolver(Arc::clone(&self.resolver)))
            .connector_layer(Stages)
            // For connections that nobody waits for any longer; calls have their own limit.
            .connect_timeout(self.timeout.saturating_mul(2))
            .pool_idle_timeout(self.pool_idle_timeout)
            .pool_max_idle_per_host(self.pool_max_idle_per_host);
        if let Some(user_agent) = &self.user_agent {
            builder = builder.user_agent(user_agent);
        }
        builder = match &self.certificates {
            Certificates::OfThePlatform => builder,
            Certificates::AlsoThese(these) => builder.tls_certs_merge(these.iter().cloned()),
            Certificates::OnlyThese(these) => builder.tls_certs_only(these.iter().cloned()),
        };
        let mut proxy_name = None;
        if let Some(proxy) = &self.resolving_proxy {
            // SOCKS proxies have names resolved on this side, or not: their schemes are refused.
            let url = Url::parse(proxy).map_err(|_| BuildError::Proxy)?;
            if !matches!(url.scheme(), "http" | "https") {
                return Err(BuildError::Proxy);
            }
            proxy_name = url.host().map(|host| match host {
                Host::Domain(name) => name.to_owned(),
                address => address.to_string(),
            });
            builder = builder.proxy(Proxy::all(url).map_err(|_| BuildError::Proxy)?);
        }
        let client = builder.build().map_err(|error| BuildError::Http(error.without_url()))?;
        Ok((client, proxy_name))
    }
}

/// Why a [`Client`](crate::Client) could not be made.
#[non_exhaustive]
#[derive(Debug, thiserror::Error)]
pub enum BuildError {
    /// The proxy is no `http` or `https` URL.
    #[error("the proxy is no http or https URL")]
    Proxy,
    /// The thread that minds the time could not be started.
    #[error("the thread for the time could not be started")]
    Clock(#[source] std::io::Error),
    /// `reqwest` refused the settings.
    #[error("the client could not be made")]
    Http(#[source] reqwest::Error),
}
