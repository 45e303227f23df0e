//! `NotifyAuthKey`: the secret that Live signs its callbacks with.

use alloc::string::String;
use core::fmt;

use crate::error::{Error, Fault};
use crate::parameter::Parameter;
use crate::reason::Reason;

/// The key that Live signs its callbacks with: 16 to 32 ASCII letters and digits.
///
/// The operation's page has documented it since 2025-11-04. It is a secret: there is no `Display`,
/// and `Debug` does not show it.
///
/// ```
/// use live_record_notify::NotifyAuthKey;
///
/// let key = NotifyAuthKey::parse("0123456789abcdef")?;
/// assert_eq!(key.as_str(), "0123456789abcdef");
/// assert_eq!(format!("{key:?}"), "NotifyAuthKey(…)");
/// # Ok::<(), live_record_notify::Error>(())
/// ```
#[derive(Clone, PartialEq, Eq, Hash)]
pub struct NotifyAuthKey(String);

/// The operation's page: 16 to 32 characters.
const LENGTHS: core::ops::RangeInclusive<usize> = 16..=32;

impl NotifyAuthKey {
    /// Reads a key.
    ///
    /// # Errors
    ///
    /// Fewer than 16 or more than 32 characters, or any character except ASCII letters and digits.
    /// The error repeats nothing of the key.
    ///
    /// # Example
    ///
    /// ```
    /// use live_record_notify::NotifyAuthKey;
    ///
    /// let key = NotifyAuthKey::parse("0123456789abcdef")?;
    /// assert_eq!(format!("{key:?}"), "NotifyAuthKey(…)");
    /// assert!(NotifyAuthKey::parse("too short").is_err());
    /// # Ok::<(), live_record_notify::Error>(())
    /// ```
    pub fn parse(text: &str) -> Result<Self, Error> {
        if LENGTHS.contains(&text.len()) && text.bytes().all(|byte| byte.is_ascii_alphanumeric()) {
            return Ok(Self(text.into()));
        }
        let reason = if text.is_empty() { Reason::Empty } else { Reason::AuthKey };
        Err(Error::new(Parameter::NotifyAuthKey, Fault::at(0..text.len(), reason)))
    }

    /// The key itself.
    ///
    /// ```
    /// use live_record_notify::NotifyAuthKey;
    ///
    /// assert_eq!(NotifyAuthKey::parse("0123456789abcdef")?.as_str(), "0123456789abcdef");
    /// # Ok::<(), live_record_notify::Error>(())
    /// ```
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Debug for NotifyAuthKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("NotifyAuthKey(…)")
    }
}
