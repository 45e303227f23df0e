//! The client.

use std::fmt;
use std::sync::Arc;

use live_record_notify::{Notify, NotifyUrl, OnDemand, OnDemandUrl, Policy, Stream};
use serde::Serialize;

use crate::builder::{BuildError, Builder};
use crate::call::Call;
use crate::current::Shared;

/// Calls callback URLs, and nothing that its policy refuses.
///
/// A clone shares policy, connections, and a thread that minds the time. See the [crate](crate) for an
/// example.
#[derive(Clone)]
pub struct Client {
    shared: Arc<Shared>,
}

impl Client {
    /// A client by the default policy and limits.
    ///
    /// # Errors
    ///
    /// Certificates of the platform that cannot be read.
    pub fn with_defaults() -> Result<Self, BuildError> {
        Self::builder().build()
    }

    /// What a client is made of.
    #[must_use]
    pub fn builder() -> Builder {
        Builder::default()
    }

    /// POSTs `event` as JSON.
    ///
    /// The [`Call`] does nothing until it is [sent](Call::send). Whether the receiver took the event
    /// is in the status of the response.
    pub fn post_event<'a>(
        &'a self,
        url: &'a NotifyUrl,
        event: &impl Serialize,
    ) -> Call<'a, Notify> {
        Call::new(&self.shared, url, url.clone(), Some(serde_json::to_vec(event)))
    }

    /// Asks by GET whether `stream` is to be recorded. What the answer means is the caller's to read.
    ///
    /// The [`Call`] does nothing until it is [sent](Call::send).
    ///
    /// ```no_run
    /// use live_record_notify::{OnDemandUrl, Stream};
    /// use live_record_notify_reqwest::Client;
    ///
    /// # async fn ask(client: Client) -> Result<(), Box<dyn std::error::Error>> {
    /// let url = OnDemandUrl::parse_with("https://hooks.example.com/", &client.policy())?;
    /// let stream = Stream {
    ///     app: "live",
    ///     domain: "live.example.com",
    ///     stream: "room1",
    ///     vbitrate: 2000,
    ///     codec: "h264",
    /// };
    /// let response = client.ask(&url, stream).send().await?;
    /// let answer: serde_json::Value = serde_json::from_slice(response.body())?;
    /// println!("{}", answer["NeedRecord"]);
    /// # Ok(())
    /// # }
    /// ```
    pub fn ask<'a>(&'a self, url: &'a OnDemandUrl, stream: Stream<'_>) -> Call<'a, OnDemand> {
        Call::new(&self.shared, url, url.with_stream(&stream), None)
    }

    /// The policy that the client judges by. Behind a
    /// [resolving proxy](Builder::resolving_proxy), it refuses IP literals.
    #[must_use]
    pub fn policy(&self) -> Policy {
        self.shared.current().policy.clone()
    }

    /// Replaces the policy, for all clones.
    ///
    /// Connections that were made under the old one are used for no later request: the client starts
    /// with an empty pool. A request that is on its way is not broken off; should it be redirected, the
    /// new policy judges where to. The certificates are loaded anew, which takes some milliseconds.
    ///
    /// # Errors
    ///
    /// As for [`Builder::build`]. The old policy then stays.
    pub fn set_policy(&self, policy: Policy) -> Result<(), BuildError> {
        self.shared.set_policy(policy)
    }
}

impl Builder {
    /// Makes the client.
    ///
    /// # Errors
    ///
    /// A proxy that is no `http` or `https` URL; a user agent that is no header; certificates that
    /// cannot be read.
    pub fn build(self) -> Result<Client, BuildError> {
        Ok(Client { shared: Arc::new(Shared::new(self)?) })
    }
}

impl fmt::Debug for Client {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Client")
            .field("policy", &self.shared.current().policy)
            .finish_non_exhaustive()
    }
}
