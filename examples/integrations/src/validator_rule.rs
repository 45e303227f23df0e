//! A custom rule for validator.
//!
//! A field of type `NotifyUrl` needs no rule: there is no way to one but through the rules. This is
//! for structs whose fields have to stay text.

use live_record_notify::NotifyUrl;
use validator::{Validate, ValidationError};

/// What a client sent.
#[derive(Validate)]
pub struct Webhook {
    /// Where to send events.
    #[validate(custom(function = "callback_url"))]
    pub url: String,
}

/// Accepts what [`NotifyUrl::parse`] does. The code is the reason's stable identifier, the message
/// the documented one. Mind that validator keeps the refused text among the error's parameters.
///
/// # Errors
///
/// Any other text.
pub fn callback_url(text: &str) -> Result<(), ValidationError> {
    NotifyUrl::parse(text).map(drop).map_err(|error| {
        ValidationError::new(error.reason().id()).with_message(error.code().message().into())
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_field_is_checked_by_the_rules() {
        assert_eq!(Webhook { url: "http://example.com/".into() }.validate(), Ok(()));

        let rows = [
            ("http://0x7f.1/", "loopback", "Specified NotifyUrl is not safe."),
            ("http://example.com/#", "fragment", "Specified NotifyUrl is invalid."),
        ];
        for (url, code, message) in rows {
            let errors = Webhook { url: url.into() }.validate().unwrap_err();
            assert_eq!(errors.field_errors()["url"][0].code, code);
            assert_eq!(errors.to_string(), format!("url: {message}"));
        }
    }
}
