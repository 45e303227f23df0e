//! The form in which a host is looked up, for help.

use core::fmt;

/// A host name of A-labels, at most 36 bytes long.
///
/// ```
/// use live_record_notify::{NotifyUrl, Reason};
///
/// let error = NotifyUrl::parse("http://ｅxample.com/").unwrap_err();
/// let Reason::HostForm { form: Some(form) } = error.reason() else { panic!("{error}") };
/// assert_eq!(form.as_str(), "example.com");
/// ```
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
pub struct HostForm {
    bytes: [u8; MAX_LENGTH],
    length: u8,
}

/// The longest name that is kept: as many bytes as make no reason larger.
const MAX_LENGTH: usize = 36;

impl HostForm {
    /// `None` for a name that is too long.
    pub(crate) fn of(name: &str) -> Option<Self> {
        let mut bytes = [0; MAX_LENGTH];
        bytes.get_mut(..name.len())?.copy_from_slice(name.as_bytes());
        Some(Self { bytes, length: u8::try_from(name.len()).ok()? })
    }

    /// The name.
    #[must_use]
    pub fn as_str(&self) -> &str {
        let bytes = self.bytes.get(..usize::from(self.length)).unwrap_or_default();
        core::str::from_utf8(bytes).unwrap_or_default()
    }
}

impl fmt::Display for HostForm {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

impl fmt::Debug for HostForm {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "HostForm({self})")
    }
}
