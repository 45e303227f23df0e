//! The request: from parameters to typed values, and back.

use crate::auth_key::NotifyAuthKey;
use crate::callback_url::{NotifyUrl, OnDemandUrl};
use crate::domain_name::DomainName;
use crate::error::Errors;
use crate::parameter::Parameter;
use crate::params::{Given, both, missing};
use crate::policy::Policy;

/// A request to notify a callback URL of the recordings of a domain.
///
/// ```
/// use live_record_notify::AddLiveRecordNotifyConfig;
///
/// let request = AddLiveRecordNotifyConfig::from_params([
///     ("DomainName", "live.example.com"),
///     ("NotifyUrl", "http://demo.aliyundoc.com/examplecallback.action"),
///     ("NeedStatusNotify", "True"),
///     ("RegionId", "cn-shanghai"), // no parameter of the operation: ignored
/// ])?;
/// assert_eq!(request.domain_name(), "live.example.com");
/// assert!(request.need_status_notify());
///
/// let errors = AddLiveRecordNotifyConfig::from_params([("NotifyUrl", "http://10.0.0.1/")])
///     .unwrap_err();
/// let codes: Vec<_> = errors.iter().map(|error| error.code().as_str()).collect();
/// assert_eq!(codes, ["MissingDomainName", "InvalidNotifyUrl.Unsafe"]);
/// # Ok::<(), live_record_notify::Errors>(())
/// ```
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct AddLiveRecordNotifyConfig {
    domain_name: DomainName,
    notify_url: NotifyUrl,
    on_demand_url: Option<OnDemandUrl>,
    need_status_notify: bool,
    notify_auth_key: Option<NotifyAuthKey>,
}

impl AddLiveRecordNotifyConfig {
    /// A request with the mandatory parameters.
    ///
    /// ```
    /// use live_record_notify::{AddLiveRecordNotifyConfig, DomainName, NotifyAuthKey, NotifyUrl};
    ///
    /// let request = AddLiveRecordNotifyConfig::new(
    ///     DomainName::parse("live.example.com")?,
    ///     NotifyUrl::parse("https://example.com/callback")?,
    /// )
    /// .with_need_status_notify(true)
    /// .with_notify_auth_key(NotifyAuthKey::parse("0123456789abcdef")?);
    /// assert!(request.need_status_notify());
    /// assert!(request.notify_auth_key().is_some());
    /// # Ok::<(), live_record_notify::Error>(())
    /// ```
    #[must_use]
    pub fn new(domain_name: DomainName, notify_url: NotifyUrl) -> Self {
        Self {
            domain_name,
            notify_url,
            on_demand_url: None,
            need_status_notify: false,
            notify_auth_key: None,
        }
    }

    /// The same request with an `OnDemandUrl`.
    ///
    /// ```
    /// use live_record_notify::{AddLiveRecordNotifyConfig, DomainName, NotifyUrl, OnDemandUrl};
    ///
    /// let name = DomainName::parse("live.example.com")?;
    /// let request = AddLiveRecordNotifyConfig::new(name, NotifyUrl::parse("https://example.com/")?)
    ///     .with_on_demand_url(OnDemandUrl::parse("https://example.com/ask")?);
    /// assert_eq!(request.on_demand_url().unwrap(), "https://example.com/ask");
    /// # Ok::<(), live_record_notify::Error>(())
    /// ```
    #[must_use]
    pub fn with_on_demand_url(self, url: OnDemandUrl) -> Self {
        Self { on_demand_url: Some(url), ..self }
    }

    /// The same request with `NeedStatusNotify`.
    ///
    /// ```
    /// use live_record_notify::{AddLiveRecordNotifyConfig, DomainName, NotifyUrl};
    ///
    /// let name = DomainName::parse("live.example.com")?;
    /// let request = AddLiveRecordNotifyConfig::new(name, NotifyUrl::parse("https://example.com/")?)
    ///     .with_need_status_notify(true);
    /// assert!(request.to_params().any(|pair| pair == ("NeedStatusNotify", "true")));
    /// # Ok::<(), live_record_notify::Error>(())
    /// ```
    #[must_use]
    pub fn with_need_status_notify(self, need: bool) -> Self {
        Self { need_status_notify: need, ..self }
    }

    /// The same request with `NotifyReqAuth` true and `NotifyAuthKey`: Live signs its callbacks.
    ///
    /// ```
    /// use live_record_notify::{AddLiveRecordNotifyConfig, DomainName, NotifyAuthKey, NotifyUrl};
    ///
    /// let name = DomainName::parse("live.example.com")?;
    /// let request = AddLiveRecordNotifyConfig::new(name, NotifyUrl::parse("https://example.com/")?)
    ///     .with_notify_auth_key(NotifyAuthKey::parse("0123456789abcdef")?);
    /// assert!(request.to_params().any(|pair| pair == ("NotifyReqAuth", "true")));
    /// # Ok::<(), live_record_notify::Error>(())
    /// ```
    #[must_use]
    pub fn with_notify_auth_key(self, key: NotifyAuthKey) -> Self {
        Self { notify_auth_key: Some(key), ..self }
    }

    /// Reads the parameters of a request by the default policy.
    ///
    /// # Errors
    ///
    /// As for [`from_params_with`](Self::from_params_with).
    ///
    /// # Example
    ///
    /// ```
    /// use live_record_notify::AddLiveRecordNotifyConfig;
    ///
    /// let params = [("DomainName", "live.example.com"), ("NotifyUrl", "https://example.com/")];
    /// let request = AddLiveRecordNotifyConfig::from_params(params)?;
    /// assert_eq!(request.domain_name(), "live.example.com");
    /// assert_eq!(request.notify_url(), "https://example.com/");
    /// # Ok::<(), live_record_notify::Errors>(())
    /// ```
    pub fn from_params<K, V>(params: impl IntoIterator<Item = (K, V)>) -> Result<Self, Errors>
    where
        K: AsRef<str>,
        V: AsRef<str>,
    {
        Self::from_params_with(params, Policy::public_internet())
    }

    /// Reads the parameters of a request, in any order. Their names are case-sensitive. Parameters
    /// that the operation does not have are ignored, as the gateway ignores them.
    ///
    /// # Errors
    ///
    /// All errors at once, in the order of the operation's page: `DomainName` or `NotifyUrl` is
    /// absent; a parameter is given twice, or its type does not read it; a boolean is neither `true`
    /// nor `false` in any letter case; `NotifyReqAuth` is true without a `NotifyAuthKey`.
    ///
    /// A `NotifyAuthKey` without `NotifyReqAuth` is checked and then left out, since nothing uses it.
    ///
    /// # Example
    ///
    /// ```
    /// use live_record_notify::{AddLiveRecordNotifyConfig, Policy};
    ///
    /// let params = [("DomainName", "live.example.com"), ("NotifyUrl", "http://example.com/")];
    /// let policy = Policy::default().require_https();
    /// let errors = AddLiveRecordNotifyConfig::from_params_with(params, &policy).unwrap_err();
    /// assert_eq!(errors.first().reason().id(), "https-required");
    /// ```
    pub fn from_params_with<K, V>(
        params: impl IntoIterator<Item = (K, V)>,
        policy: &Policy,
    ) -> Result<Self, Errors>
    where
        K: AsRef<str>,
        V: AsRef<str>,
    {
        let given = Given::of(params);
        let domain_name = given.domain_name.mandatory(DomainName::parse);
        let notify_url = given.notify_url.mandatory(|text| NotifyUrl::parse_with(text, policy));
        let on_demand_url =
            given.on_demand_url.optional(|text| OnDemandUrl::parse_with(text, policy));
        let need_status_notify = given.need_status_notify.boolean();
        let notify_auth_key = both(
            given.notify_req_auth.boolean(),
            given.notify_auth_key.optional(NotifyAuthKey::parse),
        )
        .and_then(|(required, key)| match (required, key) {
            (true, None) => Err(missing(Parameter::NotifyAuthKey)),
            (true, key) => Ok(key),
            (false, _) => Ok(None),
        });

        let flags = both(need_status_notify, notify_auth_key);
        let urls = both(notify_url, both(on_demand_url, flags));
        let (domain_name, (notify_url, (on_demand_url, flags))) = both(domain_name, urls)?;
        let (need_status_notify, notify_auth_key) = flags;
        Ok(Self { domain_name, notify_url, on_demand_url, need_status_notify, notify_auth_key })
    }

    /// The parameters that make this request, in the order of the operation's page, for an SDK to
    /// send. An optional parameter that has its default is left out.
    ///
    /// ```
    /// use live_record_notify::AddLiveRecordNotifyConfig;
    ///
    /// let params = [("NotifyUrl", "HTTP://example.com"), ("DomainName", "live.example.com")];
    /// let request = AddLiveRecordNotifyConfig::from_params(params)?;
    /// let sent: Vec<_> = request.to_params().collect();
    /// assert_eq!(sent, [("DomainName", "live.example.com"), ("NotifyUrl", "http://example.com/")]);
    /// # Ok::<(), live_record_notify::Errors>(())
    /// ```
    pub fn to_params(&self) -> impl Iterator<Item = (&'static str, &str)> {
        let key = self.notify_auth_key.as_ref();
        [
            Some((Parameter::DomainName, self.domain_name.as_str())),
            Some((Parameter::NotifyUrl, self.notify_url.as_str())),
            self.on_demand_url.as_ref().map(|url| (Parameter::OnDemandUrl, url.as_str())),
            self.need_status_notify.then_some((Parameter::NeedStatusNotify, "true")),
            key.map(|_| (Parameter::NotifyReqAuth, "true")),
            key.map(|key| (Parameter::NotifyAuthKey, key.as_str())),
        ]
        .into_iter()
        .flatten()
        .map(|(parameter, value)| (parameter.as_str(), value))
    }

    /// The domain whose recordings are notified.
    ///
    /// ```
    /// use live_record_notify::AddLiveRecordNotifyConfig;
    ///
    /// let request = AddLiveRecordNotifyConfig::from_params([
    ///     ("DomainName", "live.example.com"),
    ///     ("NotifyUrl", "https://example.com/callback"),
    /// ])?;
    /// assert_eq!(request.domain_name(), "live.example.com");
    /// # Ok::<(), live_record_notify::Errors>(())
    /// ```
    #[must_use]
    pub fn domain_name(&self) -> &DomainName {
        &self.domain_name
    }

    /// Where Live POSTs its events.
    ///
    /// ```
    /// use live_record_notify::AddLiveRecordNotifyConfig;
    ///
    /// let request = AddLiveRecordNotifyConfig::from_params([
    ///     ("DomainName", "live.example.com"),
    ///     ("NotifyUrl", "https://example.com/callback"),
    /// ])?;
    /// assert_eq!(request.notify_url(), "https://example.com/callback");
    /// # Ok::<(), live_record_notify::Errors>(())
    /// ```
    #[must_use]
    pub fn notify_url(&self) -> &NotifyUrl {
        &self.notify_url
    }

    /// Where Live asks whether to record. Without one, it does not ask.
    ///
    /// ```
    /// use live_record_notify::AddLiveRecordNotifyConfig;
    ///
    /// let request = AddLiveRecordNotifyConfig::from_params([
    ///     ("DomainName", "live.example.com"),
    ///     ("NotifyUrl", "https://example.com/callback"),
    /// ])?;
    /// assert_eq!(request.on_demand_url(), None);
    /// # Ok::<(), live_record_notify::Errors>(())
    /// ```
    #[must_use]
    pub fn on_demand_url(&self) -> Option<&OnDemandUrl> {
        self.on_demand_url.as_ref()
    }

    /// Whether Live also notifies changes of the recording's status. The default is false.
    ///
    /// ```
    /// use live_record_notify::AddLiveRecordNotifyConfig;
    ///
    /// let request = AddLiveRecordNotifyConfig::from_params([
    ///     ("DomainName", "live.example.com"),
    ///     ("NotifyUrl", "https://example.com/callback"),
    ///     ("NeedStatusNotify", "TRUE"),
    /// ])?;
    /// assert!(request.need_status_notify());
    /// # Ok::<(), live_record_notify::Errors>(())
    /// ```
    #[must_use]
    pub fn need_status_notify(&self) -> bool {
        self.need_status_notify
    }

    /// The key that Live signs its callbacks with. Without one, it does not sign them.
    ///
    /// ```
    /// use live_record_notify::AddLiveRecordNotifyConfig;
    ///
    /// let request = AddLiveRecordNotifyConfig::from_params([
    ///     ("DomainName", "live.example.com"),
    ///     ("NotifyUrl", "https://example.com/callback"),
    /// ])?;
    /// assert!(request.notify_auth_key().is_none());
    /// # Ok::<(), live_record_notify::Errors>(())
    /// ```
    #[must_use]
    pub fn notify_auth_key(&self) -> Option<&NotifyAuthKey> {
        self.notify_auth_key.as_ref()
    }
}
