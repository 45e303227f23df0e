//! Getters: what was set.

use ipnet::Ipv6Net;

use super::{Policy, Rule, Verb};

/// What was set, for those who show a policy or write one down.
impl Policy {
    /// The rules for `verb`: the entries of hosts alone, of networks alone and of ports alone, each
    /// kind as one rule with the entries in the order in which they were given; then the rules with
    /// several dimensions in their order.
    ///
    /// ```
    /// use live_record_notify::{Policy, Verb};
    ///
    /// let policy = Policy::default().deny_host("b.example")?.deny_host("a.example")?;
    /// let hosts = policy.rules(Verb::Deny).iter().filter_map(|rule| rule.hosts()).flatten();
    /// assert!(hosts.eq(["b.example", "a.example"]));
    /// # Ok::<(), live_record_notify::PolicyError>(())
    /// ```
    #[must_use]
    pub fn rules(&self, verb: Verb) -> &[Rule] {
        self.rules.as_ref().map_or(&[], |rules| rules.of(verb))
    }

    /// The prefixes given to [`nat64_prefix`](Self::nat64_prefix), in their order.
    ///
    /// ```
    /// use live_record_notify::Policy;
    ///
    /// assert!(Policy::default().nat64_prefixes().is_empty());
    /// ```
    #[must_use]
    pub fn nat64_prefixes(&self) -> &[Ipv6Net] {
        &self.nat64_prefixes
    }

    /// The ports given to [`allow_ports`](Self::allow_ports), in ascending order. `None` without it.
    ///
    /// ```
    /// use live_record_notify::Policy;
    ///
    /// let policy = Policy::default().allow_ports([8443, 443])?;
    /// assert_eq!(policy.allowed_ports(), Some(&[443, 8443][..]));
    /// # Ok::<(), live_record_notify::PolicyError>(())
    /// ```
    #[must_use]
    pub fn allowed_ports(&self) -> Option<&[u16]> {
        self.allowed_ports.as_deref()
    }

    /// Whether [`require_https`](Self::require_https) is set.
    ///
    /// ```
    /// assert!(!live_record_notify::Policy::default().requires_https());
    /// ```
    #[must_use]
    pub fn requires_https(&self) -> bool {
        self.https_required
    }

    /// Whether [`refuse_ip_literals`](Self::refuse_ip_literals) is set.
    ///
    /// ```
    /// assert!(!live_record_notify::Policy::default().refuses_ip_literals());
    /// ```
    #[must_use]
    pub fn refuses_ip_literals(&self) -> bool {
        self.ip_literals_refused
    }

    /// Whether [`allow_user_info`](Self::allow_user_info) is set.
    ///
    /// ```
    /// assert!(!live_record_notify::Policy::default().allows_user_info());
    /// ```
    #[must_use]
    pub fn allows_user_info(&self) -> bool {
        self.user_info_allowed
    }

    /// Whether [`allow_loopback`](Self::allow_loopback) is set.
    ///
    /// ```
    /// assert!(!live_record_notify::Policy::default().allows_loopback());
    /// ```
    #[must_use]
    pub fn allows_loopback(&self) -> bool {
        self.loopback_allowed
    }

    /// Whether [`allow_private_networks`](Self::allow_private_networks) is set.
    ///
    /// ```
    /// assert!(!live_record_notify::Policy::default().allows_private_networks());
    /// ```
    #[must_use]
    pub fn allows_private_networks(&self) -> bool {
        self.private_networks_allowed
    }

    /// The longest URL that is read, in bytes. A reader of untrusted input need not hold more of a
    /// line than this.
    ///
    /// ```
    /// use live_record_notify::Policy;
    ///
    /// assert_eq!(Policy::default().length_limit(), 2048);
    /// assert_eq!(Policy::default().max_length(4096)?.length_limit(), 4096);
    /// # Ok::<(), live_record_notify::PolicyError>(())
    /// ```
    #[must_use]
    pub fn length_limit(&self) -> usize {
        self.max_length
    }

    /// The most addresses that are taken for one name: [`max_addresses`](Self::max_addresses).
    ///
    /// ```
    /// assert_eq!(live_record_notify::Policy::default().address_limit(), 1000);
    /// ```
    #[must_use]
    pub fn address_limit(&self) -> usize {
        self.max_addresses
    }
}
