//! Each byte stops or passes at any place of a chunk.

#![allow(clippy::indexing_slicing, reason = "a test fails by panic")]

use super::*;

#[test]
fn a_name_is_common_up_to_the_first_byte_that_is_no_letter_digit_or_lone_dot_or_hyphen() {
    // The edges of every range, and what lies far from all of them.
    let bytes = b"\0,-./019:@AZ_`abmyz{\x80\xad\xff";
    assert_stops_at(skip_common, bytes, |before, byte| {
        let is_letter_or_digit = |byte| matches!(byte, b'a'..=b'z' | b'0'..=b'9');
        is_letter_or_digit(byte) || b".-".contains(&byte) && is_letter_or_digit(before)
    });
}

#[test]
fn a_path_is_plain_up_to_the_first_byte_that_may_not_stand_there_or_starts_dots() {
    let bytes = b"\0 #%&'()+,-./09:;<=>?@AZ[^_`abmyz{\x80\xff";
    assert_stops_at(skip_plain, bytes, |before, byte| {
        let may_stand = byte.is_ascii_alphanumeric() || b"(-./:;=&_)*+,".contains(&byte);
        may_stand && (before, byte) != (b'/', b'.')
    });
}

/// Asserts that `skip` stops at the first byte that does not pass, for every pair of `bytes`
/// wherever a chunk ends.
#[track_caller]
fn assert_stops_at(
    skip: impl Fn(&[u8], usize) -> usize,
    bytes: &[u8],
    passes: impl Fn(u8, u8) -> bool,
) {
    let pairs = bytes.iter().flat_map(|&before| bytes.iter().map(move |&byte| [before, byte]));
    for length_before in [0, 1, 5, 14, 15, 16, 17, 31, 32, 33] {
        for length_after in [0, 1, 2, 14, 15, 16, 17] {
            for pair in pairs.clone() {
                let (before, after) = (b"a".repeat(length_before), b"z".repeat(length_after));
                let text = [b"/", &before[..], &pair, &after].concat();
                let stops = |at: &usize| !passes(text[at - 1], text[*at]);
                let expected = (1..text.len()).find(stops).unwrap_or(text.len());
                assert_eq!(skip(&text, 1), expected, "{text:?}");
            }
        }
    }
}
