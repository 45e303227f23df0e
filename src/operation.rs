//! The operation and its family: one table row an operation.

use crate::error_code::ErrorCode;

macro_rules! operations {
    ($( $operation:ident $access_level:literal if $present:ident $refusal:ident, reads $parameters:literal; )*) => {
        /// The operations on the recording callback of a domain.
        ///
        /// | operation | parameters | RAM access level |
        /// |---|---|---|
        $( #[doc = concat!("| `", stringify!($operation), "` | ", $parameters, " | ", $access_level, " |")] )*
        ///
        /// A RAM policy grants the action `live:` followed by the name of the operation, on the
        /// resource `acs:cdn:*:{account id}:domain/{domain name}`.
        ///
        /// ```
        /// use live_record_notify::{ErrorCode, Operation};
        ///
        /// let operation = Operation::from_name("DeleteLiveRecordNotifyConfig").unwrap();
        /// assert_eq!(operation.decide(false), Err(ErrorCode::InvalidConfigNotFound));
        /// ```
        #[non_exhaustive]
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
        pub enum Operation {
            $( #[doc = concat!("Takes ", $parameters, ".")] $operation, )*
        }

        impl Operation {
            /// Every operation.
            ///
            /// ```
            /// use live_record_notify::Operation;
            ///
            /// assert!(Operation::ALL.contains(&Operation::AddLiveRecordNotifyConfig));
            /// ```
            pub const ALL: &[Self] = &[$( Self::$operation ),*];

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
                match self { $( Self::$operation => stringify!($operation), )* }
            }

            /// Whether the operation may be carried out, given what the caller knows: whether
            /// `config_exists` for the domain.
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
                match self {
                    $( Self::$operation if config_exists == operations!($present) => {
                        Err(ErrorCode::$refusal)
                    } )*
                    _ => Ok(()),
                }
            }
        }
    };
    (present) => { true };
    (absent) => { false };
}

operations! {
    AddLiveRecordNotifyConfig      "create" if present ConfigAlreadyExists,  reads "those of [`AddLiveRecordNotifyConfig`](crate::AddLiveRecordNotifyConfig)";
    UpdateLiveRecordNotifyConfig   "update" if absent InvalidConfigNotFound, reads "those of [`AddLiveRecordNotifyConfig`](crate::AddLiveRecordNotifyConfig)";
    DescribeLiveRecordNotifyConfig "get"    if absent InvalidConfigNotFound, reads "that of [`DomainName::from_params`](crate::DomainName::from_params)";
    DeleteLiveRecordNotifyConfig   "delete" if absent InvalidConfigNotFound, reads "that of [`DomainName::from_params`](crate::DomainName::from_params)";
}

impl Operation {
    /// The version of the API, the parameter `Version`.
    ///
    /// ```
    /// use live_record_notify::Operation;
    ///
    /// assert_eq!(Operation::VERSION, "2016-11-01");
    /// ```
    pub const VERSION: &str = "2016-11-01";

    /// How many calls a second the service takes from one user.
    ///
    /// ```
    /// use live_record_notify::Operation;
    ///
    /// assert_eq!(Operation::CALLS_PER_SECOND, 30);
    /// ```
    pub const CALLS_PER_SECOND: u32 = 30;

    /// The operation with the name `name`, letter case included.
    ///
    /// ```
    /// use live_record_notify::Operation;
    ///
    /// let operation = Operation::from_name("AddLiveRecordNotifyConfig");
    /// assert_eq!(operation, Some(Operation::AddLiveRecordNotifyConfig));
    /// assert_eq!(Operation::from_name("addliverecordnotifyconfig"), None);
    /// ```
    #[must_use]
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|operation| operation.as_str() == name)
    }
}
