//! The requests that name a domain and nothing else.

use crate::domain_name::DomainName;
use crate::error::Errors;

macro_rules! domain_request {
    ($(#[$doc:meta])* $name:ident, $text:literal) => {
        $(#[$doc])*
        ///
        /// ```
        #[doc = concat!("use live_record_notify::", $text, ";")]
        ///
        #[doc = concat!("let request = ", $text, "::from_params([(\"DomainName\", \"Live.example.com\")])?;")]
        /// assert_eq!(request.domain_name(), "live.example.com");
        /// let sent: Vec<_> = request.to_params().collect();
        /// assert_eq!(sent, [("DomainName", "live.example.com")]);
        /// # Ok::<(), live_record_notify::Errors>(())
        /// ```
        #[derive(Clone, Debug, PartialEq, Eq, Hash)]
        pub struct $name {
            domain_name: DomainName,
        }

        impl $name {
            /// The request for one domain.
            ///
            /// ```
            #[doc = concat!("use live_record_notify::{", $text, ", DomainName};")]
            ///
            #[doc = concat!("let request = ", $text, "::new(DomainName::parse(\"live.example.com\")?);")]
            /// assert_eq!(request.domain_name(), "live.example.com");
            /// # Ok::<(), live_record_notify::Error>(())
            /// ```
            #[must_use]
            pub fn new(domain_name: DomainName) -> Self {
                Self { domain_name }
            }

            /// Reads the parameters of a request. Those that the operation does not have are ignored,
            /// as the gateway ignores them.
            ///
            /// # Errors
            ///
            /// `DomainName` absent, given twice, or not what [`DomainName::parse`] reads.
            ///
            /// # Example
            ///
            /// ```
            #[doc = concat!("use live_record_notify::", $text, ";")]
            ///
            #[doc = concat!("let errors = ", $text, "::from_params([(\"RegionId\", \"\")]).unwrap_err();")]
            /// assert_eq!(errors.first().code().as_str(), "MissingDomainName");
            /// ```
            pub fn from_params<K, V>(
                params: impl IntoIterator<Item = (K, V)>,
            ) -> Result<Self, Errors>
            where
                K: AsRef<str>,
                V: AsRef<str>,
            {
                DomainName::from_params(params).map(Self::new)
            }

            /// The parameter that makes this request, for an SDK to send.
            ///
            /// ```
            #[doc = concat!("use live_record_notify::{", $text, ", DomainName};")]
            ///
            #[doc = concat!("let request = ", $text, "::new(DomainName::parse(\"live.example.com\")?);")]
            /// assert!(request.to_params().eq([("DomainName", "live.example.com")]));
            /// # Ok::<(), live_record_notify::Error>(())
            /// ```
            pub fn to_params(&self) -> impl Iterator<Item = (&'static str, &str)> {
                core::iter::once((
                    crate::parameter::Parameter::DomainName.as_str(),
                    self.domain_name.as_str(),
                ))
            }

            /// The domain.
            ///
            /// ```
            #[doc = concat!("use live_record_notify::{", $text, ", DomainName};")]
            ///
            #[doc = concat!("let request = ", $text, "::new(DomainName::parse(\"live.example.com\")?);")]
            /// assert_eq!(request.domain_name(), "live.example.com");
            /// # Ok::<(), live_record_notify::Error>(())
            /// ```
            #[must_use]
            pub fn domain_name(&self) -> &DomainName {
                &self.domain_name
            }
        }
    };
}

domain_request! {
    /// A request for the recording callback of a domain. The page of
    /// [`AddLiveRecordNotifyConfig`](crate::AddLiveRecordNotifyConfig) advises to ask for it first.
    DescribeLiveRecordNotifyConfig, "DescribeLiveRecordNotifyConfig"
}

domain_request! {
    /// A request to delete the recording callback of a domain.
    DeleteLiveRecordNotifyConfig, "DeleteLiveRecordNotifyConfig"
}
