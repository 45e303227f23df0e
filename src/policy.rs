//! What a caller allows or refuses beyond the default.

use alloc::sync::Arc;
use alloc::vec::Vec;

use ipnet::Ipv6Net;

mod bad_ports;
mod error;
mod getters;
mod host_index;
mod host_pattern;
mod host_set;
mod judge;
mod limits;
mod merge;
mod network_set;
mod rule;
mod rules;
mod short_forms;
mod sorted;

#[cfg(feature = "serde")]
pub(crate) use error::is_no_url;
pub use error::{EntryProblem, PolicyError};
pub(crate) use rule::Request;
#[cfg(feature = "serde")]
pub(crate) use rule::Shape;
pub use rule::{Rule, Verb};
use rules::Rules;

/// What a callback URL may lead to.
///
/// The default is the public internet: `parse` means `parse_with(…, &Policy::default())`. A caller
/// changes it by rules. A [`Rule`] is hosts × networks × ports. Of the three verbs the first that decides
/// wins:
///
/// 1. [`deny`](Self::deny): what matches is refused.
/// 2. [`only`](Self::only): what matches none of these rules is refused, where there is one.
/// 3. [`allow`](Self::allow): what matches is let through although the built-in rules refuse it.
///
/// [`deny_host`](Self::deny_host), [`allow_network`](Self::allow_network) and their like are rules of
/// one dimension.
///
/// ```
/// use live_record_notify::{NotifyUrl, Policy};
///
/// let policy = Policy::default()
///     .allow_network("10.1.0.0/16".parse()?)?
///     .deny_network("10.1.2.0/24".parse()?)?
///     .allow_host(".intranet.corp")?;
///
/// assert!(NotifyUrl::parse_with("http://10.1.0.1/", &policy).is_ok());
/// assert!(NotifyUrl::parse_with("http://10.1.2.1/", &policy).is_err());
/// assert!(NotifyUrl::parse_with("http://hooks.intranet.corp/", &policy).is_ok());
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
///
/// Two locks hold whatever else is allowed:
///
/// - **Metadata stays locked.** Allowing `169.254.0.0/16` does not open the metadata service at
///   `169.254.169.254`; only an entry for that one address (`/32`, `/128`) does. Host names of
///   metadata services stay refused whatever is allowed.
/// - **An allowed name is not an allowed address.** Allowing `intranet.corp` lets the name through
///   `parse`; `destination` still judges each address that the resolver gives for it.
///
/// A rule opens something for its own requests alone. It opens an address to a name if it matches this
/// name, this address and this port. With hosts, it opens no IP literal.
///
/// An IPv6 address that is dialled as the IPv4 address it carries (IPv4-mapped, NAT64) is judged by
/// the entries for that IPv4 address. A deny entry for either form is enough.
///
/// A verdict costs two to three times as much with 100,000 entries in a list as with ten. It is linear
/// in the number of rules with several dimensions. A clone shares the rules.
#[allow(
    clippy::struct_excessive_bools,
    reason = "each is a switch of its own, and a key in a file"
)]
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Policy {
    /// `None` without any, so that the default policy skips all questions about them.
    rules: Option<Arc<Rules>>,
    nat64_prefixes: Vec<Ipv6Net>,
    /// In ascending order, each once.
    allowed_ports: Option<Arc<[u16]>>,
    https_required: bool,
    ip_literals_refused: bool,
    user_info_allowed: bool,
    loopback_allowed: bool,
    private_networks_allowed: bool,
    max_length: usize,
    max_addresses: usize,
}

/// The greatest number of addresses that the default policy takes from a resolver for one name.
///
/// A DNS answer over TCP has room for about 4,000 (RFC 1035 §4.2.2: 65,535 bytes, of which an address
/// takes 16). Pools of public hosts have tens, and the largest headless services of orchestrators
/// hundreds.
const DEFAULT_MAX_ADDRESSES: usize = 1000;

impl Default for Policy {
    /// The public internet.
    fn default() -> Self {
        Self::DEFAULT
    }
}

impl Policy {
    /// The date of the built-in list of bad ports, which is that of WHATWG Fetch, [port blocking]:
    /// `YYYY-MM-DD`.
    ///
    /// [port blocking]: https://fetch.spec.whatwg.org/#port-blocking
    pub const BAD_PORTS_DATE: &'static str = bad_ports::DATE;

    /// The longest URL that the default policy reads, in bytes.
    ///
    /// ApsaraVideo Live documents this limit for the callback of its operation StartRtcCloudRecording,
    /// and none for AddLiveRecordNotifyConfig.
    pub(crate) const DEFAULT_MAX_LENGTH: usize = 2048;

    const DEFAULT: Self = Self {
        rules: None,
        nat64_prefixes: Vec::new(),
        allowed_ports: None,
        https_required: false,
        ip_literals_refused: false,
        user_info_allowed: false,
        loopback_allowed: false,
        private_networks_allowed: false,
        max_length: Self::DEFAULT_MAX_LENGTH,
        max_addresses: DEFAULT_MAX_ADDRESSES,
    };

    /// The default policy, without building it.
    pub(crate) fn public_internet() -> &'static Self {
        static PUBLIC_INTERNET: Policy = Policy::DEFAULT;
        &PUBLIC_INTERNET
    }

    /// Refuses the requests of `rule`, whatever else allows them.
    ///
    /// A rule with networks refuses no name before its addresses are known: then `destination` refuses
    /// them.
    ///
    /// # Errors
    ///
    /// A rule without hosts, networks and ports, or with an empty list. A rule with one dimension that
    /// denies an entry of [`allow`](Self::allow) as a whole: a denial wins, so that entry would do
    /// nothing.
    ///
    /// # Example
    ///
    /// ```
    /// use live_record_notify::{NotifyUrl, Policy, Rule};
    ///
    /// let rule = Rule::new().with_hosts([".example.com"])?.with_ports([8080])?;
    /// let policy = Policy::default().deny(rule)?;
    /// assert!(NotifyUrl::parse_with("http://hooks.example.com:8080/", &policy).is_err());
    /// assert!(NotifyUrl::parse_with("http://hooks.example.com/", &policy).is_ok());
    /// assert!(NotifyUrl::parse_with("http://hooks.example.org:8080/", &policy).is_ok());
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn deny(self, rule: Rule) -> Result<Self, PolicyError> {
        self.with(Verb::Deny, rule)
    }

    /// Refuses what matches none of the rules that are given to this method. It opens nothing: what such
    /// a rule matches is still judged by the other rules, a caller's and the built-in ones.
    ///
    /// A name passes `parse` if a rule matches its host and port; its addresses must match the same
    /// rule, or another, in `destination`.
    ///
    /// # Errors
    ///
    /// A rule without hosts, networks and ports, or with an empty list.
    ///
    /// # Example
    ///
    /// ```
    /// use live_record_notify::{NotifyUrl, Policy, Rule};
    ///
    /// let policy = Policy::default()
    ///     .only(Rule::new().with_hosts([".partner.example"])?)?
    ///     .only(Rule::new().with_hosts(["example.com"])?.with_ports([443])?)?;
    /// assert!(NotifyUrl::parse_with("http://hooks.partner.example/", &policy).is_ok());
    /// assert!(NotifyUrl::parse_with("https://example.com/", &policy).is_ok());
    /// assert!(NotifyUrl::parse_with("http://example.com/", &policy).is_err());
    /// assert!(NotifyUrl::parse_with("http://8.8.8.8/", &policy).is_err());
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn only(self, rule: Rule) -> Result<Self, PolicyError> {
        self.with(Verb::Only, rule)
    }

    /// Lets the requests of `rule` through although the built-in rules refuse them:
    ///
    /// - a name, if the rule has hosts;
    /// - an address, if the rule has networks; that of a metadata service takes an entry for it alone;
    /// - a bad port, if the rule has ports.
    ///
    /// Without networks a rule opens names and no address, so these names must resolve to public
    /// addresses; without hosts it opens its networks to names and IP literals alike. `.` with networks
    /// opens these to every name and to no literal.
    ///
    /// # Errors
    ///
    /// A rule without hosts, networks and ports, or with an empty list. An entry that opens everything:
    /// `0.0.0.0/0`, `::/0`, and `.` without networks. An entry that does nothing: the name of a
    /// metadata service, or what a rule of [`deny`](Self::deny) with one dimension denies as a whole.
    ///
    /// # Example
    ///
    /// Some proxies have the resolver answer every name with an address from `198.18.0.0/15`, and turn
    /// it back into the name:
    ///
    /// ```
    /// use live_record_notify::{NotifyUrl, Policy, Rule};
    ///
    /// let rule = Rule::new().with_hosts(["."])?.with_networks(["198.18.0.0/15".parse()?])?;
    /// let policy = Policy::default().allow(rule)?;
    /// let url = NotifyUrl::parse_with("https://example.com/", &policy)?;
    /// assert!(url.destination(["198.18.0.7".parse()?], &policy).is_ok());
    /// assert!(NotifyUrl::parse_with("http://198.18.0.7/", &policy).is_err());
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn allow(self, rule: Rule) -> Result<Self, PolicyError> {
        self.with(Verb::Allow, rule)
    }

    /// The policy with one more rule.
    pub(crate) fn with(mut self, verb: Verb, rule: Rule) -> Result<Self, PolicyError> {
        let rules = Arc::make_mut(self.rules.get_or_insert_default());
        rules.check(verb, &rule)?;
        rules.insert(verb, rule);
        Ok(self)
    }

    /// Refuses an entry of an `allow` rule that would have no effect next to the rules that are there, or
    /// would open everything. Rules of other verbs are judged as a whole, by [`with`](Self::with).
    #[cfg(feature = "serde")]
    pub(crate) fn check_entries(&self, verb: Verb, rule: &Rule) -> Result<(), PolicyError> {
        match &self.rules {
            _ if verb != Verb::Allow => Ok(()),
            Some(rules) => rules.check_entries(verb, rule),
            None => Rules::default().check_entries(verb, rule),
        }
    }
}
