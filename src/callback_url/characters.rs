//! Which characters may stand where in a URL: a table for ASCII, a list of ranges for the rest.

use core::ops::RangeInclusive;

/// A path, `/` included, `%` not: `pchar` of RFC 3986 §3.3, all of which are URL code points.
pub(super) const PATH: u8 = 1;
/// A query, `%` not: RFC 3986 §3.4.
pub(super) const QUERY: u8 = 1 << 1;
/// A query that WHATWG URL leaves as it is: `'` is in its *special-query percent-encode set*.
pub(super) const CANONICAL_QUERY: u8 = 1 << 2;

/// A character of path or query that no RFC 3986 reader accepts and that other readers leave as it
/// is: PHP, Rails and OAuth write them. It is accepted, and stored percent-encoded.
pub(super) const ENCODED: u8 = 1 << 3;

/// Whether `byte` may stand in one of `places`, a union of the constants above.
#[inline]
pub(super) fn may_stand(byte: u8, places: u8) -> bool {
    const TABLE: [u8; 256] = table();
    #[allow(clippy::indexing_slicing, reason = "a byte cannot lie outside 256 entries")]
    let of_byte = TABLE[byte as usize];
    of_byte & places != 0
}

const fn table() -> [u8; 256] {
    let mut table = [0; 256];
    enter(&mut table, b"abcdefghijklmnopqrstuvwxyz", PATH | QUERY | CANONICAL_QUERY);
    enter(&mut table, b"ABCDEFGHIJKLMNOPQRSTUVWXYZ", PATH | QUERY | CANONICAL_QUERY);
    enter(&mut table, b"0123456789", PATH | QUERY | CANONICAL_QUERY);
    enter(&mut table, b"-._~!$&()*+,;=:@/", PATH | QUERY | CANONICAL_QUERY);
    enter(&mut table, b"'", PATH | QUERY);
    enter(&mut table, b"?", QUERY | CANONICAL_QUERY);
    enter(&mut table, b"[]|^", ENCODED);
    table
}

#[allow(clippy::indexing_slicing, reason = "at compile time")]
const fn enter(table: &mut [u8; 256], bytes: &[u8], places: u8) {
    let mut i = 0;
    while i < bytes.len() {
        table[bytes[i] as usize] = places;
        i += 1;
    }
}

/// Whether `c`, beyond ASCII, is a [URL code point](https://url.spec.whatwg.org/#url-code-points):
/// no control, no surrogate, no noncharacter.
pub(super) fn is_url_code_point_beyond_ascii(c: char) -> bool {
    let code = u32::from(c);
    let is_control = code < 0xa0;
    let is_noncharacter = matches!(code, 0xfdd0..=0xfdef) || code & 0xfffe == 0xfffe;
    !(is_control || is_noncharacter)
}

/// Whether `c` is a quotation mark or an angle bracket, as people and programs put them around a URL.
pub(super) fn is_quotation_mark(c: char) -> bool {
    matches!(c, '"' | '\'' | '<' | '>' | '«' | '»' | '‘'..='‟' | '‹' | '›')
}

/// Whether `c`, beyond ASCII, leaves no mark of its own on the screen: what is seen is then not what
/// is stored.
///
/// These are the characters that Unicode 18.0 calls `White_Space` or `Default_Ignorable_Code_Point`,
/// which have the bidirectional formatting characters of RFC 3987 §4.1 among them, and five more that
/// show nothing. `Join_Control` and `Variation_Selector` are left out: Persian and emoji are written
/// with them.
pub(super) fn is_invisible(c: char) -> bool {
    !c.is_ascii() && INVISIBLE.iter().any(|range| range.contains(&c))
}

#[rustfmt::skip]
const INVISIBLE: &[RangeInclusive<char>] = &[
    '\u{85}'..='\u{85}',       // White_Space: next line
    '\u{a0}'..='\u{a0}',       // White_Space: no-break space
    '\u{ad}'..='\u{ad}',       // soft hyphen
    '\u{34f}'..='\u{34f}',     // combining grapheme joiner
    '\u{61c}'..='\u{61c}',     // Arabic letter mark
    '\u{115f}'..='\u{1160}',   // Hangul fillers
    '\u{1680}'..='\u{1680}',   // White_Space: Ogham space mark
    '\u{17b4}'..='\u{17b5}',   // Khmer inherent vowels
    '\u{180e}'..='\u{180e}',   // Mongolian vowel separator
    '\u{2000}'..='\u{200b}',   // White_Space up to U+200A, zero width space
    '\u{200e}'..='\u{200f}',   // left-to-right and right-to-left mark
    '\u{2028}'..='\u{202f}',   // White_Space, embeddings and overrides
    '\u{205f}'..='\u{206f}',   // White_Space, word joiner, invisible operators, isolates
    '\u{2800}'..='\u{2800}',   // blank Braille pattern
    '\u{3000}'..='\u{3000}',   // White_Space: ideographic space
    '\u{3164}'..='\u{3164}',   // Hangul filler
    '\u{feff}'..='\u{feff}',   // byte order mark
    '\u{ffa0}'..='\u{ffa0}',   // half-width Hangul filler
    '\u{fff0}'..='\u{fffc}',   // unassigned, interlinear annotation, object replacement
    '\u{1bca0}'..='\u{1bca3}', // shorthand format controls
    '\u{1d173}'..='\u{1d17a}', // musical format controls
    '\u{e0000}'..='\u{e00ff}', // tags
    '\u{e01f0}'..='\u{e0fff}', // unassigned
];

/// How many dots `rest` starts with, if they are a segment that readers resolve away: WHATWG URL,
/// [single-dot](https://url.spec.whatwg.org/#single-dot-path-segment) and double-dot URL path
/// segment. 0 for any other segment.
pub(super) fn dots_of_segment(rest: &[u8]) -> usize {
    let mut rest = rest;
    for dots in 0..3 {
        rest = match rest {
            [] | [b'/' | b'?', ..] => return dots,
            [b'.', rest @ ..] | [b'%', b'2', b'e' | b'E', rest @ ..] => rest,
            _ => return 0,
        };
    }
    0
}
