//! `NotifyAuthKey`: the secret that Live signs its callbacks with.

use alloc::string::String;
use core::str::FromStr;

use crate::error::{Error, Fault};
use crate::parameter::Parameter;
use crate::reason::Reason;
use crate::secret::Secret;

/// The key that Live signs its callbacks with: 16 to 32 ASCII letters and digits.
///
/// The operation's page has documented it since 2025-11-04. It is a secret: there is no `Display`,
/// and `Debug` does not show it. With the feature `zeroize` its memory is overwritten when it is
/// dropped. Copies that the caller made, or a reader of a format, are not.
///
/// ```
/// use live_record_notify::NotifyAuthKey;
///
/// let key = NotifyAuthKey::parse("0123456789abcdef")?;
/// assert_eq!(key.as_str(), "0123456789abcdef");
/// assert_eq!(format!("{key:?}"), "NotifyAuthKey(…)");
/// # Ok::<(), live_record_notify::Error>(())
/// ```
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct NotifyAuthKey(Secret);

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
        check(text)?;
        Ok(Self(text.into()))
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
        self.0.as_str()
    }
}

fn check(text: &str) -> Result<(), Error> {
    if LENGTHS.contains(&text.len()) && text.bytes().all(|byte| byte.is_ascii_alphanumeric()) {
        return Ok(());
    }
    let reason = if text.is_empty() { Reason::Empty } else { Reason::AuthKey };
    Err(Error::new(Parameter::NotifyAuthKey, Fault::at(0..text.len(), reason)))
}

impl FromStr for NotifyAuthKey {
    type Err = Error;

    fn from_str(text: &str) -> Result<Self, Error> {
        Self::parse(text)
    }
}

impl TryFrom<&str> for NotifyAuthKey {
    type Error = Error;

    fn try_from(text: &str) -> Result<Self, Error> {
        Self::parse(text)
    }
}

impl TryFrom<String> for NotifyAuthKey {
    type Error = Error;

    /// The key is kept in the buffer that it came in.
    fn try_from(text: String) -> Result<Self, Error> {
        let secret = Secret::from(text);
        check(secret.as_str())?;
        Ok(Self(secret))
    }
}

#[cfg(feature = "zeroize")]
impl zeroize::ZeroizeOnDrop for NotifyAuthKey {}
