//! The request: from parameters to typed values, and back.

use alloc::borrow::ToOwned;
use alloc::vec::Vec;

use crate::auth_key::NotifyAuthKey;
use crate::callback_url::{NotifyUrl, OnDemandUrl, other_scheme};
use crate::domain_name::DomainName;
use crate::error::{Error, Errors};
use crate::parameter::Parameter;
use crate::params::{Given, both, missing};
use crate::policy::Policy;
use crate::reason::{Basis, Reason};

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

    /// What an SDK does with the parameters of a request before it sends them: an error where the
    /// vendor documents the refusal, else the request as far as it was read, and warnings.
    ///
    /// This crate refuses more than the operation's page says. A client that refuses what the service
    /// accepts, today or one day, is a bug in the client, so only reasons with the basis
    /// [`VendorPage`](Basis::VendorPage) are errors here.
    ///
    /// `unchanged` names the parameters that keep the value that is stored already. Whatever is wrong
    /// with these is a warning: an update of something else is not stopped by an old value.
    ///
    /// # Errors
    ///
    /// A mandatory parameter that is absent; a scheme other than `http` and `https`; a boolean that is
    /// neither `true` nor `false`; a key that is not 16 to 32 letters and digits.
    ///
    /// # Example
    ///
    /// ```
    /// use live_record_notify::{AddLiveRecordNotifyConfig, Parameter, Policy};
    ///
    /// let advise = |url, unchanged: &[_]| {
    ///     let params = [("DomainName", "live.example.com"), ("NotifyUrl", url)];
    ///     AddLiveRecordNotifyConfig::advise(params, unchanged, &Policy::default())
    /// };
    /// let advice = advise("http://example.com/#top", &[])?;
    /// assert!(advice.request.is_none());
    /// assert_eq!(advice.warnings.unwrap().first().reason().id(), "fragment");
    ///
    /// assert!(advise("ftp://example.com/", &[]).is_err());
    /// assert!(advise("ftp://example.com/", &[Parameter::NotifyUrl]).is_ok());
    /// assert!(advise("http://example.com/", &[])?.request.is_some());
    /// # Ok::<(), live_record_notify::Errors>(())
    /// ```
    pub fn advise<K, V>(
        params: impl IntoIterator<Item = (K, V)>,
        unchanged: &[Parameter],
        policy: &Policy,
    ) -> Result<Advice, Errors>
    where
        K: AsRef<str>,
        V: AsRef<str>,
    {
        let params: Vec<_> = params.into_iter().collect();
        let typed = |(name, value): &(K, V)| (name.as_ref().to_owned(), value.as_ref().to_owned());
        let texts: Vec<_> = params.iter().map(typed).collect();
        let errors = match Self::from_params_with(params, policy) {
            Ok(request) => return Ok(Advice { request: Some(request), warnings: None }),
            Err(errors) => errors,
        };
        let is_changed = |parameter| !unchanged.contains(&parameter);
        let documented = |error: &Error| match (error.reason(), error.parameter()) {
            // An absent parameter has no stored value.
            (Reason::Missing, _) => Some(error.clone()),
            (_, parameter) if !is_changed(parameter) => None,
            (reason, _) if reason.basis() == Basis::VendorPage => Some(error.clone()),
            // A reason for where the URL leads is reported before its scheme, and hides it.
            (_, parameter @ (Parameter::NotifyUrl | Parameter::OnDemandUrl)) => {
                let mut given = texts.iter().filter(|(name, _)| name == parameter.as_str());
                let fault = given.find_map(|(_, text)| other_scheme(text))?;
                Some(Error::new(parameter, fault))
            }
            _ => None,
        };
        match Errors::collect(errors.iter().filter_map(documented)) {
            Some(documented) => Err(documented),
            None => Ok(Advice { request: None, warnings: Some(errors) }),
        }
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

/// What [`AddLiveRecordNotifyConfig::advise`] says of the parameters of a request that may be sent.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Advice {
    /// The request, if this crate accepts it as a whole. Else the parameters are sent as they were
    /// given.
    pub request: Option<AddLiveRecordNotifyConfig>,
    /// What this crate would refuse, and the operation's page does not.
    pub warnings: Option<Errors>,
}
