//! The resolver of the operating system.

use std::io;
use std::net::IpAddr;

use crate::delivery::Resolve;

/// Asks the resolver of the operating system.
#[derive(Clone, Copy, Debug)]
pub struct SystemResolver;

impl Resolve for SystemResolver {
    async fn resolve(&self, name: &str) -> io::Result<Vec<IpAddr>> {
        let answer = tokio::net::lookup_host((name, 0)).await?;
        Ok(answer.map(|socket_addr| socket_addr.ip()).collect())
    }
}
