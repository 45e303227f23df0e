//! The request that changes a configuration.

use crate::error::Errors;
use crate::policy::Policy;
use crate::request::AddLiveRecordNotifyConfig;

/// A request to change the recording callback of a domain. It has the parameters of
/// [`AddLiveRecordNotifyConfig`], and puts all of them in place of what is stored.
///
/// ```
/// use live_record_notify::{AddLiveRecordNotifyConfig, UpdateLiveRecordNotifyConfig};
///
/// let params = [("DomainName", "live.example.com"), ("NotifyUrl", "https://example.com/")];
/// let update = UpdateLiveRecordNotifyConfig::from_params(params)?;
/// assert_eq!(update.config().notify_url(), "https://example.com/");
/// assert!(update.to_params().eq(params));
///
/// // Where Add answers `ConfigAlreadyExists`, the same configuration goes into an Update.
/// let add = AddLiveRecordNotifyConfig::from_params(params)?;
/// assert_eq!(UpdateLiveRecordNotifyConfig::from(add), update);
/// # Ok::<(), live_record_notify::Errors>(())
/// ```
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct UpdateLiveRecordNotifyConfig {
    config: AddLiveRecordNotifyConfig,
}

impl UpdateLiveRecordNotifyConfig {
    /// Reads the parameters of a request by the default policy.
    ///
    /// # Errors
    ///
    /// As for [`AddLiveRecordNotifyConfig::from_params_with`].
    pub fn from_params<K, V>(params: impl IntoIterator<Item = (K, V)>) -> Result<Self, Errors>
    where
        K: AsRef<str>,
        V: AsRef<str>,
    {
        Self::from_params_with(params, Policy::public_internet())
    }

    /// Reads the parameters of a request by the caller's own policy.
    ///
    /// # Errors
    ///
    /// As for [`AddLiveRecordNotifyConfig::from_params_with`].
    ///
    /// # Example
    ///
    /// ```
    /// use live_record_notify::{Policy, UpdateLiveRecordNotifyConfig};
    ///
    /// let params = [("DomainName", "live.example.com"), ("NotifyUrl", "http://example.com/")];
    /// let policy = Policy::default().require_https();
    /// assert!(UpdateLiveRecordNotifyConfig::from_params_with(params, &policy).is_err());
    /// ```
    pub fn from_params_with<K, V>(
        params: impl IntoIterator<Item = (K, V)>,
        policy: &Policy,
    ) -> Result<Self, Errors>
    where
        K: AsRef<str>,
        V: AsRef<str>,
    {
        AddLiveRecordNotifyConfig::from_params_with(params, policy).map(Self::from)
    }

    /// The parameters that make this request, for an SDK to send.
    pub fn to_params(&self) -> impl Iterator<Item = (&'static str, &str)> {
        self.config.to_params()
    }

    /// What is to be stored.
    #[must_use]
    pub fn config(&self) -> &AddLiveRecordNotifyConfig {
        &self.config
    }
}

impl From<AddLiveRecordNotifyConfig> for UpdateLiveRecordNotifyConfig {
    fn from(config: AddLiveRecordNotifyConfig) -> Self {
        Self { config }
    }
}

impl From<UpdateLiveRecordNotifyConfig> for AddLiveRecordNotifyConfig {
    fn from(update: UpdateLiveRecordNotifyConfig) -> Self {
        update.config
    }
}
