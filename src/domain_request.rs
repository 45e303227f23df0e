//! The requests that name a domain and nothing else.

use core::iter;

use crate::domain_name::DomainName;
use crate::error::Errors;
use crate::parameter::Parameter;

/// A request for the recording callback of a domain. The page of
/// [`AddLiveRecordNotifyConfig`](crate::AddLiveRecordNotifyConfig) advises to ask for it first.
///
/// ```
/// use live_record_notify::DescribeLiveRecordNotifyConfig;
///
/// let params = [("DomainName", "Live.example.com"), ("RegionId", "cn-shanghai")];
/// let request = DescribeLiveRecordNotifyConfig::from_params(params)?;
/// assert_eq!(request.domain_name(), "live.example.com");
/// # Ok::<(), live_record_notify::Errors>(())
/// ```
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct DescribeLiveRecordNotifyConfig {
    domain_name: DomainName,
}

impl DescribeLiveRecordNotifyConfig {
    /// The request for one domain.
    ///
    /// ```
    /// use live_record_notify::{DescribeLiveRecordNotifyConfig, DomainName};
    ///
    /// let request = DescribeLiveRecordNotifyConfig::new(DomainName::parse("live.example.com")?);
    /// assert!(request.to_params().eq([("DomainName", "live.example.com")]));
    /// # Ok::<(), live_record_notify::Error>(())
    /// ```
    #[must_use]
    pub fn new(domain_name: DomainName) -> Self {
        Self { domain_name }
    }

    /// Reads the parameters of a request. Those that the operation does not have are ignored, as the
    /// gateway ignores them.
    ///
    /// # Errors
    ///
    /// As for [`DomainName::from_params`].
    ///
    /// # Example
    ///
    /// ```
    /// use live_record_notify::DescribeLiveRecordNotifyConfig;
    ///
    /// let errors = DescribeLiveRecordNotifyConfig::from_params([("RegionId", "")]).unwrap_err();
    /// assert_eq!(errors.first().code().as_str(), "MissingDomainName");
    /// ```
    pub fn from_params<K, V>(params: impl IntoIterator<Item = (K, V)>) -> Result<Self, Errors>
    where
        K: AsRef<str>,
        V: AsRef<str>,
    {
        DomainName::from_params(params).map(Self::new)
    }

    /// The parameter that makes this request, for an SDK to send.
    pub fn to_params(&self) -> impl Iterator<Item = (&'static str, &str)> {
        params_of(&self.domain_name)
    }

    /// The domain.
    #[must_use]
    pub fn domain_name(&self) -> &DomainName {
        &self.domain_name
    }
}

/// A request to delete the recording callback of a domain.
///
/// ```
/// use live_record_notify::DeleteLiveRecordNotifyConfig;
///
/// let params = [("DomainName", "Live.example.com"), ("RegionId", "cn-shanghai")];
/// let request = DeleteLiveRecordNotifyConfig::from_params(params)?;
/// assert_eq!(request.domain_name(), "live.example.com");
/// # Ok::<(), live_record_notify::Errors>(())
/// ```
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct DeleteLiveRecordNotifyConfig {
    domain_name: DomainName,
}

impl DeleteLiveRecordNotifyConfig {
    /// The request for one domain.
    ///
    /// ```
    /// use live_record_notify::{DeleteLiveRecordNotifyConfig, DomainName};
    ///
    /// let request = DeleteLiveRecordNotifyConfig::new(DomainName::parse("live.example.com")?);
    /// assert!(request.to_params().eq([("DomainName", "live.example.com")]));
    /// # Ok::<(), live_record_notify::Error>(())
    /// ```
    #[must_use]
    pub fn new(domain_name: DomainName) -> Self {
        Self { domain_name }
    }

    /// Reads the parameters of a request. Those that the operation does not have are ignored, as the
    /// gateway ignores them.
    ///
    /// # Errors
    ///
    /// As for [`DomainName::from_params`].
    ///
    /// # Example
    ///
    /// ```
    /// use live_record_notify::DeleteLiveRecordNotifyConfig;
    ///
    /// let errors = DeleteLiveRecordNotifyConfig::from_params([("RegionId", "")]).unwrap_err();
    /// assert_eq!(errors.first().code().as_str(), "MissingDomainName");
    /// ```
    pub fn from_params<K, V>(params: impl IntoIterator<Item = (K, V)>) -> Result<Self, Errors>
    where
        K: AsRef<str>,
        V: AsRef<str>,
    {
        DomainName::from_params(params).map(Self::new)
    }

    /// The parameter that makes this request, for an SDK to send.
    pub fn to_params(&self) -> impl Iterator<Item = (&'static str, &str)> {
        params_of(&self.domain_name)
    }

    /// The domain.
    #[must_use]
    pub fn domain_name(&self) -> &DomainName {
        &self.domain_name
    }
}

fn params_of(domain_name: &DomainName) -> impl Iterator<Item = (&'static str, &str)> {
    iter::once((Parameter::DomainName.as_str(), domain_name.as_str()))
}
