//! Rows of an input, with the place of its fault marked, and what a parser must say to it.

use std::ops::Range;

use live_record_notify::Error;

use crate::verdict::verdict;

/// Asserts what `parse` says to `input`.
///
/// `«` and `»` are no part of the input: they stand around the place that the error must give. An
/// input without them must be accepted.
#[track_caller]
pub fn check<T: AsRef<str>>(
    parse: impl FnOnce(&str) -> Result<T, Error>,
    input: &str,
    expected: &str,
) {
    let (text, place) = unmark(input);
    let result = parse(&text);
    assert_eq!(verdict(&result), expected, "{input}");
    assert_eq!(result.err().and_then(|error| error.span()), place, "{input}");
}

fn unmark(input: &str) -> (String, Option<Range<usize>>) {
    let Some((before, rest)) = input.split_once('«') else { return (input.to_owned(), None) };
    let Some((inside, after)) = rest.split_once('»') else { panic!("{input}") };
    let place = before.len()..before.len() + inside.len();
    ([before, inside, after].concat(), Some(place))
}
