//! The headers by which a receiver knows that a callback is Live's.

use std::fmt::Write as _;
use std::time::{SystemTime, UNIX_EPOCH};

use live_record_notify::NotifyAuthKey;
use md5::{Digest as _, Md5};
use reqwest::header::{HeaderMap, HeaderName, HeaderValue};

const TIMESTAMP: HeaderName = HeaderName::from_static("ali-live-timestamp");
const SIGNATURE: HeaderName = HeaderName::from_static("ali-live-signature");

/// The value of the header `ALI-LIVE-SIGNATURE`: the MD5 of `host|timestamp|key` in lower-case
/// hexadecimal digits, where `host` is that of the callback URL, without a port, and `timestamp` is
/// the value of `ALI-LIVE-TIMESTAMP`, in seconds since 1970. So documented for callbacks of recordings:
/// [ApsaraVideo Live, Callback authentication][page].
///
/// For receivers, which compare it with the header, and refuse timestamps that are minutes old. MD5 is
/// the vendor's choice: a key of 16 or more random characters is safe in it, and a short phrase is not.
///
/// ```
/// use live_record_notify::NotifyAuthKey;
/// use live_record_notify_reqwest::signature;
///
/// let key = NotifyAuthKey::parse("0123456789abcdef")?;
/// assert_eq!(
///     signature("learn.aliyundoc.com", 1_519_375_990, &key),
///     "7ecfad3a17bdf56c7761ab0115d89830",
/// );
/// # Ok::<(), live_record_notify::Error>(())
/// ```
///
/// [page]: https://www.alibabacloud.com/help/en/live/developer-reference/usage-notes-for-callback-authentication
#[must_use]
pub fn signature(host: &str, timestamp: u64, key: &NotifyAuthKey) -> String {
    let signed = format!("{host}|{timestamp}|{}", key.as_str());
    let mut digits = String::new();
    for byte in Md5::digest(signed) {
        // Writing to a string does not fail.
        let _ = write!(digits, "{byte:02x}");
    }
    digits
}

/// Signs a request to `host` that is sent now.
pub(crate) fn sign(headers: &mut HeaderMap, host: &str, key: &NotifyAuthKey) {
    // A clock before 1970 gives a signature that every receiver refuses as too old.
    let timestamp = SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default().as_secs();
    if let Ok(signature) = HeaderValue::try_from(signature(host, timestamp, key)) {
        headers.insert(TIMESTAMP, timestamp.into());
        headers.insert(SIGNATURE, signature);
    }
}
