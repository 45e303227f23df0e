//! A custom rule for garde, with your policy as its context.
//!
//! A field of type `NotifyUrl` needs no rule: there is no way to one but through the rules. This is
//! for structs whose fields have to stay text.

use garde::Validate;
use live_record_notify::{NotifyUrl, Policy};

/// What a client sent.
#[derive(Validate)]
#[garde(context(Policy))]
pub struct Webhook {
    /// Where to send events.
    #[garde(custom(callback_url))]
    pub url: String,
}

/// Accepts what [`NotifyUrl::parse_with`] does. The message is the reason, for your log.
///
/// # Errors
///
/// Any other text.
pub fn callback_url(text: &str, policy: &Policy) -> garde::Result {
    NotifyUrl::parse_with(text, policy).map(drop).map_err(garde::Error::new)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_field_is_checked_by_the_policy() {
        let rows = [
            ("http://10.1.2.3/", Ok(())),
            (
                "http://10.2.3.4/",
                Err("url: InvalidNotifyUrl.Unsafe: reads as 10.2.3.4: \
                     private use (RFC 1918, 10.0.0.0/8)\n"),
            ),
            ("", Err("url: InvalidNotifyUrl.Malformed: the text is empty\n")),
        ];
        let policy = Policy::default().allow_network("10.1.0.0/16".parse().unwrap()).unwrap();
        for (url, expected) in rows {
            let webhook = Webhook { url: url.into() };
            let report = webhook.validate_with(&policy).map_err(|report| report.to_string());
            assert_eq!(report, expected.map_err(str::to_owned), "{url}");
        }
    }
}
