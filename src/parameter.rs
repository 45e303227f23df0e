//! The parameters of the operation.

use core::fmt;

use crate::error_code::ErrorCode;
use crate::reason::Verdict;

macro_rules! parameters {
    ($( $name:ident missing $missing:ident malformed $malformed:ident unsafe $unsafe:ident; )*) => {
        /// A parameter of the operation.
        ///
        /// ```
        /// use live_record_notify::{NotifyUrl, Parameter};
        ///
        /// let error = NotifyUrl::parse("http://10.0.0.1/").unwrap_err();
        /// assert_eq!(error.parameter(), Parameter::NotifyUrl);
        /// assert_eq!(error.parameter().as_str(), "NotifyUrl");
        /// assert_eq!(Parameter::ALL.first(), Some(&Parameter::DomainName));
        /// ```
        #[non_exhaustive]
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum Parameter {
            $( #[doc = concat!("`", stringify!($name), "`")] $name, )*
        }

        impl Parameter {
            /// Every parameter, in the order of the operation's page.
            ///
            /// ```
            /// use live_record_notify::Parameter;
            ///
            /// let names: Vec<_> = Parameter::ALL.iter().map(|parameter| parameter.as_str()).collect();
            /// assert!(names.starts_with(&["DomainName", "NotifyUrl", "OnDemandUrl"]));
            /// ```
            pub const ALL: &[Self] = &[$( Self::$name ),*];

            /// The name as the operation spells it.
            ///
            /// ```
            /// use live_record_notify::Parameter;
            ///
            /// assert_eq!(Parameter::NeedStatusNotify.as_str(), "NeedStatusNotify");
            /// ```
            #[must_use]
            pub fn as_str(self) -> &'static str {
                match self { $( Self::$name => stringify!($name), )* }
            }

            pub(crate) fn code(self, verdict: Verdict) -> ErrorCode {
                match (self, verdict) {
                    (_, Verdict::Operational) => ErrorCode::InternalError,
                    $(
                        (Self::$name, Verdict::Missing) => ErrorCode::$missing,
                        (Self::$name, Verdict::Malformed) => ErrorCode::$malformed,
                        // INVARIANT: a verdict that nothing can have is its neighbour, see below.
                        (Self::$name, Verdict::Unsafe) => ErrorCode::$unsafe,
                    )*
                }
            }
        }
    };
}

// A cell that no reason leads to repeats its neighbour: optional parameters are never missing, and
// only URLs can be unsafe.
parameters! {
    DomainName       missing MissingDomainName           malformed InvalidDomainNameMalformed  unsafe InvalidDomainNameMalformed;
    NotifyUrl        missing MissingNotifyUrl            malformed InvalidNotifyUrlMalformed   unsafe InvalidNotifyUrlUnsafe;
    OnDemandUrl      missing InvalidOnDemandUrlMalformed malformed InvalidOnDemandUrlMalformed unsafe InvalidOnDemandUrlUnsafe;
    NeedStatusNotify missing InvalidNeedStatusNotify     malformed InvalidNeedStatusNotify     unsafe InvalidNeedStatusNotify;
    NotifyReqAuth    missing InvalidNotifyReqAuth        malformed InvalidNotifyReqAuth        unsafe InvalidNotifyReqAuth;
    NotifyAuthKey    missing MissingNotifyAuthKey        malformed InvalidNotifyAuthKey        unsafe InvalidNotifyAuthKey;
}

impl fmt::Display for Parameter {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}
