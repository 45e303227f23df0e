//! What a parser said, as the tables of the tests write it.

use live_record_notify::Error;

/// `accepted` and the canonical text, or `unsafe` or `malformed` and the identifier of the reason.
pub fn verdict<T: AsRef<str>>(result: &Result<T, Error>) -> String {
    match result {
        Ok(value) => format!("accepted {}", value.as_ref()),
        Err(error) => {
            let code = error.code().as_str();
            let word = match code.rsplit_once('.') {
                Some((_, "Unsafe")) => "unsafe",
                Some((_, "Malformed")) => "malformed",
                _ => code,
            };
            format!("{word} {}", error.reason().id())
        }
    }
}
