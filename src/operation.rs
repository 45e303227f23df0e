//! The operations on the recording callback of a domain.

use core::fmt;
use core::str::FromStr;

use crate::error_code::ErrorCode;

/// An operation on the recording callback of a domain.
///
/// | operation | what reads its parameters | RAM access level |
/// |---|---|---|
/// | `AddLiveRecordNotifyConfig` | [`AddLiveRecordNotifyConfig`](crate::AddLiveRecordNotifyConfig) | create |
/// | `UpdateLiveRecordNotifyConfig` | [`UpdateLiveRecordNotifyConfig`](crate::UpdateLiveRecordNotifyConfig) | update |
/// | `DescribeLiveRecordNotifyConfig` | [`DescribeLiveRecordNotifyConfig`](crate::DescribeLiveRecordNotifyConfig) | get |
/// | `DeleteLiveRecordNotifyConfig` | [`DeleteLiveRecordNotifyConfig`](crate::DeleteLiveRecordNotifyConfig) | delete |
///
/// A RAM policy grants the action `live:` followed by the name of the operation, on the resource
/// `acs:cdn:*:{account id}:domain/{domain name}`.
///
/// ```
/// use live_record_notify::{ErrorCode, Operation};
///
/// let operation: Operation = "DeleteLiveRecordNotifyConfig".parse()?;
/// assert_eq!(operation.decide(false), Err(ErrorCode::InvalidConfigNotFound));
/// # Ok::<(), live_record_notify::UnknownOperation>(())
/// ```
#[non_exhaustive]
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Operation {
    /// Stores a configuration for a domain that has none.
    AddLiveRecordNotifyConfig,
    /// Changes the configuration of a domain.
    UpdateLiveRecordNotifyConfig,
    /// Returns the configuration of a domain.
    DescribeLiveRecordNotifyConfig,
    /// Deletes the configuration of a domain.
    DeleteLiveRecordNotifyConfig,
}

impl Operation {
    /// Every operation.
    ///
    /// ```
    /// use live_record_notify::Operation;
    ///
    /// assert!(Operation::ALL.contains(&Operation::AddLiveRecordNotifyConfig));
    /// ```
    pub const ALL: &[Self] = &[
        Self::AddLiveRecordNotifyConfig,
        Self::UpdateLiveRecordNotifyConfig,
        Self::DescribeLiveRecordNotifyConfig,
        Self::DeleteLiveRecordNotifyConfig,
    ];

    /// The version of the API, the parameter `Version`.
    ///
    /// ```
    /// use live_record_notify::Operation;
    ///
    /// assert_eq!(Operation::VERSION, "2016-11-01");
    /// ```
    pub const VERSION: &str = "2016-11-01";

    /// How many calls of the operation a second the service takes from one user.
    ///
    /// ```
    /// use live_record_notify::Operation;
    ///
    /// assert_eq!(Operation::AddLiveRecordNotifyConfig.calls_per_second(), 30);
    /// assert_eq!(Operation::DescribeLiveRecordNotifyConfig.calls_per_second(), 50);
    /// ```
    #[must_use]
    pub const fn calls_per_second(self) -> u32 {
        match self {
            Self::DescribeLiveRecordNotifyConfig => 50,
            Self::AddLiveRecordNotifyConfig
            | Self::UpdateLiveRecordNotifyConfig
            | Self::DeleteLiveRecordNotifyConfig => 30,
        }
    }

    /// The name, which is the parameter `Action`.
    ///
    /// ```
    /// use live_record_notify::Operation;
    ///
    /// let operation = Operation::UpdateLiveRecordNotifyConfig;
    /// assert_eq!(operation.as_str(), "UpdateLiveRecordNotifyConfig");
    /// ```
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::AddLiveRecordNotifyConfig => "AddLiveRecordNotifyConfig",
            Self::UpdateLiveRecordNotifyConfig => "UpdateLiveRecordNotifyConfig",
            Self::DescribeLiveRecordNotifyConfig => "DescribeLiveRecordNotifyConfig",
            Self::DeleteLiveRecordNotifyConfig => "DeleteLiveRecordNotifyConfig",
        }
    }

    /// The root element of a successful response in XML.
    ///
    /// ```
    /// use live_record_notify::Operation;
    ///
    /// let root = Operation::DeleteLiveRecordNotifyConfig.response_element();
    /// assert_eq!(root, "DeleteLiveRecordNotifyConfigResponse");
    /// ```
    #[must_use]
    pub const fn response_element(self) -> &'static str {
        match self {
            Self::AddLiveRecordNotifyConfig => "AddLiveRecordNotifyConfigResponse",
            Self::UpdateLiveRecordNotifyConfig => "UpdateLiveRecordNotifyConfigResponse",
            Self::DescribeLiveRecordNotifyConfig => "DescribeLiveRecordNotifyConfigResponse",
            Self::DeleteLiveRecordNotifyConfig => "DeleteLiveRecordNotifyConfigResponse",
        }
    }

    /// Whether the operation may be carried out, given whether a configuration for the domain
    /// exists.
    ///
    /// # Errors
    ///
    /// [`ErrorCode::ConfigAlreadyExists`] where adding finds one, and
    /// [`ErrorCode::InvalidConfigNotFound`] where another operation finds none.
    ///
    /// # Example
    ///
    /// ```
    /// use live_record_notify::{ErrorCode, Operation};
    ///
    /// let add = Operation::AddLiveRecordNotifyConfig;
    /// assert_eq!(add.decide(false), Ok(()));
    /// assert_eq!(add.decide(true), Err(ErrorCode::ConfigAlreadyExists));
    /// ```
    pub const fn decide(self, config_exists: bool) -> Result<(), ErrorCode> {
        let needs_config = match self {
            Self::AddLiveRecordNotifyConfig => false,
            Self::UpdateLiveRecordNotifyConfig
            | Self::DescribeLiveRecordNotifyConfig
            | Self::DeleteLiveRecordNotifyConfig => true,
        };
        match (needs_config, config_exists) {
            (false, true) => Err(ErrorCode::ConfigAlreadyExists),
            (true, false) => Err(ErrorCode::InvalidConfigNotFound),
            (false, false) | (true, true) => Ok(()),
        }
    }
}

impl fmt::Display for Operation {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

impl FromStr for Operation {
    type Err = UnknownOperation;

    /// Reads a name, which is case-sensitive.
    ///
    /// # Errors
    ///
    /// Any other text, another letter case included.
    fn from_str(name: &str) -> Result<Self, UnknownOperation> {
        let mut all = Self::ALL.iter().copied();
        all.find(|operation| operation.as_str() == name).ok_or(UnknownOperation)
    }
}

/// The error for a text that is the name of no [`Operation`].
///
/// ```
/// use live_record_notify::{Operation, UnknownOperation};
///
/// assert_eq!("DescribeLiveDomains".parse::<Operation>(), Err(UnknownOperation));
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("no operation on the recording callback of a domain")]
pub struct UnknownOperation;
