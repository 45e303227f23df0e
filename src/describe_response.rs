//! The configuration of a domain, as the service stores it.

use alloc::string::String;
use core::fmt;

use crate::auth_key::NotifyAuthKey;
use crate::error::Errors;
use crate::parameter::Parameter;
use crate::policy::Policy;
use crate::request::AddLiveRecordNotifyConfig;
use crate::response::{InvalidRequestId, RequestId};
use crate::secret::Secret;

/// The body of a successful response to Describe.
///
/// ```
/// use live_record_notify::{AddLiveRecordNotifyConfig, DescribeResponse, Policy, RequestId};
///
/// let stored = AddLiveRecordNotifyConfig::from_params([
///     ("DomainName", "live.example.com"),
///     ("NotifyUrl", "https://example.com/"),
/// ])?;
/// let id = RequestId::from_random_bytes([0xAB; 16]);
/// let response = DescribeResponse::new(id, (&stored).into());
/// assert_eq!(response.config.unwrap().to_request(&Policy::default())?, stored);
/// # Ok::<(), live_record_notify::Errors>(())
/// ```
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub struct DescribeResponse {
    /// The identifier of the request. One in another form keeps its text.
    pub request_id: Result<RequestId, InvalidRequestId>,
    /// The configuration, the field `LiveRecordNotifyConfig`.
    pub config: Option<LiveRecordNotifyConfig>,
}

impl DescribeResponse {
    /// The body of the successful response to one request.
    ///
    /// ```
    /// use live_record_notify::{DescribeResponse, LiveRecordNotifyConfig, RequestId};
    ///
    /// let id = RequestId::from_random_bytes([0xAB; 16]);
    /// let response = DescribeResponse::new(id, LiveRecordNotifyConfig::default());
    /// assert_eq!(response.request_id, Ok(id));
    /// ```
    #[must_use]
    pub fn new(request_id: RequestId, config: LiveRecordNotifyConfig) -> Self {
        Self { request_id: Ok(request_id), config: Some(config) }
    }
}

/// The recording callback of a domain as the service stores it: texts that nothing has judged, since
/// they may be older than any rule. [`to_request`](Self::to_request) judges them.
///
/// `Debug` shows no URL and no key.
///
/// ```
/// use live_record_notify::{AddLiveRecordNotifyConfig, LiveRecordNotifyConfig};
///
/// let request = AddLiveRecordNotifyConfig::from_params([
///     ("DomainName", "live.example.com"),
///     ("NotifyUrl", "https://example.com/?key=1"),
/// ])?;
/// let config = LiveRecordNotifyConfig::from(&request);
/// assert_eq!(config.notify_url(), "https://example.com/?key=1");
/// assert!(!format!("{config:?}").contains("key=1"));
/// # Ok::<(), live_record_notify::Errors>(())
/// ```
#[derive(Clone, Default, PartialEq, Eq, Hash)]
pub struct LiveRecordNotifyConfig {
    pub(crate) domain_name: String,
    pub(crate) notify_url: String,
    pub(crate) on_demand_url: Option<String>,
    pub(crate) need_status_notify: bool,
    pub(crate) notify_req_auth: bool,
    pub(crate) notify_auth_key: Option<Secret>,
}

impl LiveRecordNotifyConfig {
    /// A configuration of these texts, for a server that answers Describe from its own store.
    ///
    /// ```
    /// use live_record_notify::LiveRecordNotifyConfig;
    ///
    /// let config = LiveRecordNotifyConfig::new("live.example.com", "https://example.com/")
    ///     .with_on_demand_url("https://example.com/ask")
    ///     .with_need_status_notify(true)
    ///     .with_notify_auth_key("0123456789abcdef");
    /// assert_eq!(config.on_demand_url(), Some("https://example.com/ask"));
    /// assert!(config.need_status_notify() && config.notify_req_auth());
    /// ```
    #[must_use]
    pub fn new(domain_name: impl Into<String>, notify_url: impl Into<String>) -> Self {
        let (domain_name, notify_url) = (domain_name.into(), notify_url.into());
        Self { domain_name, notify_url, ..Self::default() }
    }

    /// The same configuration with an `OnDemandUrl`.
    ///
    /// ```
    /// use live_record_notify::LiveRecordNotifyConfig;
    ///
    /// let config = LiveRecordNotifyConfig::default().with_on_demand_url("https://example.com/ask");
    /// assert_eq!(config.on_demand_url(), Some("https://example.com/ask"));
    /// ```
    #[must_use]
    pub fn with_on_demand_url(self, url: impl Into<String>) -> Self {
        Self { on_demand_url: Some(url.into()).filter(|url| !url.is_empty()), ..self }
    }

    /// The same configuration with `NeedStatusNotify`.
    ///
    /// ```
    /// use live_record_notify::LiveRecordNotifyConfig;
    ///
    /// let config = LiveRecordNotifyConfig::default().with_need_status_notify(true);
    /// assert!(config.need_status_notify());
    /// ```
    #[must_use]
    pub fn with_need_status_notify(self, need: bool) -> Self {
        Self { need_status_notify: need, ..self }
    }

    /// The same configuration with `NotifyReqAuth` true and a `NotifyAuthKey`.
    ///
    /// ```
    /// use live_record_notify::LiveRecordNotifyConfig;
    ///
    /// let config = LiveRecordNotifyConfig::default().with_notify_auth_key("0123456789abcdef");
    /// assert_eq!(config.notify_auth_key(), Some("0123456789abcdef"));
    /// assert!(config.notify_req_auth());
    /// ```
    #[must_use]
    pub fn with_notify_auth_key(self, key: impl Into<String>) -> Self {
        let key = Some(key.into()).filter(|key| !key.is_empty()).map(Secret::from);
        Self { notify_req_auth: true, notify_auth_key: key, ..self }
    }

    /// The domain; empty where the service sent none.
    ///
    /// ```
    /// use live_record_notify::LiveRecordNotifyConfig;
    ///
    /// assert_eq!(LiveRecordNotifyConfig::default().domain_name(), "");
    /// ```
    #[must_use]
    pub fn domain_name(&self) -> &str {
        &self.domain_name
    }

    /// Where Live POSTs its events; empty where the service sent none.
    ///
    /// ```
    /// use live_record_notify::LiveRecordNotifyConfig;
    ///
    /// assert_eq!(LiveRecordNotifyConfig::default().notify_url(), "");
    /// ```
    #[must_use]
    pub fn notify_url(&self) -> &str {
        &self.notify_url
    }

    /// Where Live asks whether to record. The service sends an empty text where it does not ask; that
    /// is `None` here.
    ///
    /// ```
    /// use live_record_notify::LiveRecordNotifyConfig;
    ///
    /// assert_eq!(LiveRecordNotifyConfig::default().on_demand_url(), None);
    /// ```
    #[must_use]
    pub fn on_demand_url(&self) -> Option<&str> {
        self.on_demand_url.as_deref()
    }

    /// Whether Live also notifies changes of the recording's status.
    ///
    /// ```
    /// use live_record_notify::LiveRecordNotifyConfig;
    ///
    /// assert!(!LiveRecordNotifyConfig::default().need_status_notify());
    /// ```
    #[must_use]
    pub fn need_status_notify(&self) -> bool {
        self.need_status_notify
    }

    /// Whether Live signs its callbacks.
    ///
    /// ```
    /// use live_record_notify::LiveRecordNotifyConfig;
    ///
    /// assert!(!LiveRecordNotifyConfig::default().notify_req_auth());
    /// ```
    #[must_use]
    pub fn notify_req_auth(&self) -> bool {
        self.notify_req_auth
    }

    /// The key that Live signs its callbacks with, a secret. The service sends an empty text where
    /// there is none; that is `None` here. The sample on the page is longer than the page allows, so the
    /// text may not be what [`NotifyAuthKey`] reads.
    ///
    /// ```
    /// use live_record_notify::LiveRecordNotifyConfig;
    ///
    /// assert_eq!(LiveRecordNotifyConfig::default().notify_auth_key(), None);
    /// ```
    #[must_use]
    pub fn notify_auth_key(&self) -> Option<&str> {
        self.notify_auth_key.as_ref().map(Secret::as_str)
    }

    /// The request that stores this configuration, as far as `policy` accepts it today. A key that is
    /// not in use is left out.
    ///
    /// # Errors
    ///
    /// As for [`AddLiveRecordNotifyConfig::from_params_with`].
    ///
    /// # Example
    ///
    /// ```
    /// use live_record_notify::{AddLiveRecordNotifyConfig, LiveRecordNotifyConfig, Policy};
    ///
    /// let params = [("DomainName", "live.example.com"), ("NotifyUrl", "http://example.com/")];
    /// let stored = LiveRecordNotifyConfig::from(&AddLiveRecordNotifyConfig::from_params(params)?);
    /// assert!(stored.to_request(&Policy::default()).is_ok());
    /// assert!(stored.to_request(&Policy::default().require_https()).is_err());
    /// # Ok::<(), live_record_notify::Errors>(())
    /// ```
    pub fn to_request(&self, policy: &Policy) -> Result<AddLiveRecordNotifyConfig, Errors> {
        let key = self.notify_auth_key().filter(|_| self.notify_req_auth);
        let params = [
            Some((Parameter::DomainName, self.domain_name())),
            Some((Parameter::NotifyUrl, self.notify_url())),
            self.on_demand_url().map(|url| (Parameter::OnDemandUrl, url)),
            self.need_status_notify.then_some((Parameter::NeedStatusNotify, "true")),
            self.notify_req_auth.then_some((Parameter::NotifyReqAuth, "true")),
            key.map(|key| (Parameter::NotifyAuthKey, key)),
        ];
        let params = params.into_iter().flatten();
        let params = params.map(|(parameter, value)| (parameter.as_str(), value));
        AddLiveRecordNotifyConfig::from_params_with(params, policy)
    }
}

impl From<&AddLiveRecordNotifyConfig> for LiveRecordNotifyConfig {
    fn from(request: &AddLiveRecordNotifyConfig) -> Self {
        let key = request.notify_auth_key().map(NotifyAuthKey::as_str);
        Self {
            domain_name: request.domain_name().as_str().into(),
            notify_url: request.notify_url().as_str().into(),
            on_demand_url: request.on_demand_url().map(|url| url.as_str().into()),
            need_status_notify: request.need_status_notify(),
            notify_req_auth: key.is_some(),
            notify_auth_key: key.map(Secret::from),
        }
    }
}

impl fmt::Debug for LiveRecordNotifyConfig {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("LiveRecordNotifyConfig")
            .field("domain_name", &self.domain_name)
            .field("need_status_notify", &self.need_status_notify)
            .field("notify_req_auth", &self.notify_req_auth)
            .finish_non_exhaustive()
    }
}
