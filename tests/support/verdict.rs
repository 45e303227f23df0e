//! What a parser said, as the tables of the tests write it.

use std::ops::Range;

use live_record_notify::Error;

/// `accepted` and the canonical text, or `unsafe` or `malformed` and the identifier of the reason.
pub(crate) fn verdict<T: AsRef<str>>(result: &Result<T, Error>) -> String {
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

/// `text` without the marks `«` and `»`, and the place that stood between them.
pub(crate) fn marked(text: &str) -> (String, Option<Range<usize>>) {
    let Some((before, rest)) = text.split_once('«') else { return (text.to_owned(), None) };
    let (inside, behind) = rest.split_once('»').unwrap_or((rest, ""));
    let place = before.len()..before.len() + inside.len();
    ([before, inside, behind].concat(), Some(place))
}
