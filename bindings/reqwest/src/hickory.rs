//! The resolver of `hickory-resolver`.

use std::io;
use std::net::SocketAddr;

use hickory_resolver::TokioResolver;
use hickory_resolver::config::LookupIpStrategy;
use reqwest::dns::{Addrs, Name, Resolve, Resolving};

/// Asks the name servers that the operating system is configured with, without a thread a question.
///
/// Both families are asked for, so that an answer with one public and one internal address is seen
/// whole, and refused. Without a configuration there is no resolver: it falls back on nobody's public
/// name servers, as the resolver of `reqwest`'s feature `hickory-dns` does.
#[derive(Clone, Debug)]
pub struct HickoryResolver(TokioResolver);

impl HickoryResolver {
    /// A resolver by the system's configuration, such as `/etc/resolv.conf` and `/etc/hosts`.
    ///
    /// # Errors
    ///
    /// A configuration that is missing or cannot be read.
    pub fn from_system() -> io::Result<Self> {
        let mut builder = TokioResolver::builder_tokio().map_err(io::Error::other)?;
        builder.options_mut().ip_strategy = LookupIpStrategy::Ipv6AndIpv4;
        builder.build().map(Self).map_err(io::Error::other)
    }
}

impl Resolve for HickoryResolver {
    fn resolve(&self, name: Name) -> Resolving {
        let resolver = self.0.clone();
        Box::pin(async move {
            let lookup = resolver.lookup_ip(name.as_str()).await?;
            let addresses: Vec<_> =
                lookup.iter().map(|address| SocketAddr::new(address, 0)).collect();
            Ok(Box::new(addresses.into_iter()) as Addrs)
        })
    }
}
