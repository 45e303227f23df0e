//! Which characters may stand where in a URL: a table for ASCII, a list of ranges for the rest.

/// A path, `/` included, `%` not: `pchar` of RFC 3986 §3.3, all of which are URL code points.
pub(super) const PATH: u8 = 1;
/// A query, `%` not: RFC 3986 §3.4.
pub(super) const QUERY: u8 = 1 << 1;
/// A query that WHATWG URL leaves as it is: `'` is in its *special-query percent-encode set*.
pub(super) const CANONICAL_QUERY: u8 = 1 << 2;

/// A character of path or query that no RFC 3986 reader accepts and that other readers leave as it
/// is: PHP, Rails and OAuth write them. It is accepted, and stored percent-encoded.
pub(super) const ENCODED: u8 = 1 << 3;
/// User name and password, `%` not: RFC 3986 §3.2.1.
pub(super) const USER_INFO: u8 = 1 << 4;

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
    let everywhere = PATH | QUERY | CANONICAL_QUERY | USER_INFO;
    enter(&mut table, b"abcdefghijklmnopqrstuvwxyz", everywhere);
    enter(&mut table, b"ABCDEFGHIJKLMNOPQRSTUVWXYZ", everywhere);
    enter(&mut table, b"0123456789-._~!$&()*+,;=:", everywhere);
    enter(&mut table, b"@/", PATH | QUERY | CANONICAL_QUERY);
    enter(&mut table, b"'", PATH | QUERY | USER_INFO);
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

/// Whether two hexadecimal digits follow the `%` at `at`.
pub(super) fn is_percent_encoded(bytes: &[u8], at: usize) -> bool {
    let digits = bytes.get(at + 1..at + 3);
    digits.is_some_and(|digits| digits.iter().all(u8::is_ascii_hexdigit))
}

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
