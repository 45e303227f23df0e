//! Rules of one dimension, entry by entry.

use ipnet::IpNet;

use super::{Policy, PolicyError, Rule, Verb};

impl Policy {
    /// Refuses the addresses of `network`, whatever else allows them.
    ///
    /// # Errors
    ///
    /// A network with host bits set (`10.0.0.1/8`): it is unclear what is meant. One that
    /// holds an entry of [`allow_network`](Self::allow_network), which would do nothing.
    ///
    /// # Example
    ///
    /// ```
    /// use live_record_notify::{NotifyUrl, Policy};
    ///
    /// let policy = Policy::default().deny_network("203.0.112.0/24".parse()?)?;
    /// assert!(NotifyUrl::parse_with("http://203.0.112.1/", &policy).is_err());
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn deny_network(self, network: IpNet) -> Result<Self, PolicyError> {
        let rule = Rule::new().with_networks([network]);
        self.with_short("deny_network", Verb::Deny, rule)
    }

    /// Lets the addresses of `network` through, except metadata services, which take an entry for
    /// the one address.
    ///
    /// # Errors
    ///
    /// A network with host bits set (`10.0.0.1/8`): it is unclear what is meant. A whole
    /// family (`0.0.0.0/0`). One that lies in a denied network: the denial wins.
    ///
    /// # Example
    ///
    /// ```
    /// use live_record_notify::{NotifyUrl, Policy};
    ///
    /// let policy = Policy::default().allow_network("10.1.0.0/16".parse()?)?;
    /// assert!(NotifyUrl::parse_with("http://10.1.0.1/", &policy).is_ok());
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn allow_network(self, network: IpNet) -> Result<Self, PolicyError> {
        let rule = Rule::new().with_networks([network]);
        self.with_short("allow_network", Verb::Allow, rule)
    }

    /// Refuses a host name: `name` alone, or with `.name` that name and all below it. The text is
    /// read as a name in a URL: letter case is folded, Unicode becomes A-labels.
    ///
    /// # Errors
    ///
    /// A text that is no host name: empty, an IP address, a wildcard, a URL. One that holds an entry
    /// of [`allow_host`](Self::allow_host), which would do nothing.
    ///
    /// # Example
    ///
    /// ```
    /// use live_record_notify::{NotifyUrl, Policy};
    ///
    /// let policy = Policy::default().deny_host(".example.com")?;
    /// assert!(NotifyUrl::parse_with("http://hooks.example.com/", &policy).is_err());
    /// # Ok::<(), live_record_notify::PolicyError>(())
    /// ```
    pub fn deny_host(self, pattern: &str) -> Result<Self, PolicyError> {
        self.with_short("deny_host", Verb::Deny, Rule::new().with_hosts([pattern]))
    }

    /// Lets a host name through the first stage: `name` alone, or with `.name` that name and all
    /// below it. Names of metadata services stay refused, and the second stage still judges each
    /// address.
    ///
    /// # Errors
    ///
    /// A text that is no host name: empty, an IP address, a wildcard, a URL. `.`, which would open
    /// every name. The name of a metadata service. One that is denied, or lies below a denied name.
    ///
    /// # Example
    ///
    /// ```
    /// use live_record_notify::{NotifyUrl, Policy};
    ///
    /// let policy = Policy::default().allow_host("hooks.corp")?;
    /// assert!(NotifyUrl::parse_with("http://hooks.corp/", &policy).is_ok());
    /// # Ok::<(), live_record_notify::PolicyError>(())
    /// ```
    pub fn allow_host(self, pattern: &str) -> Result<Self, PolicyError> {
        self.with_short("allow_host", Verb::Allow, Rule::new().with_hosts([pattern]))
    }

    fn with_short(
        self,
        method: &'static str,
        verb: Verb,
        rule: Result<Rule, PolicyError>,
    ) -> Result<Self, PolicyError> {
        rule.and_then(|rule| self.with(verb, rule)).map_err(|error| error.in_list(method))
    }
}
