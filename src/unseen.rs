//! Characters that cannot be seen, and those that people and programs put around a URL.

use core::ops::RangeInclusive;

/// The first character beyond ASCII in a name that cannot be told from its surroundings, and its place.
/// IDNA lets a few of them through.
pub(crate) fn first_in_name(name: &str) -> Option<(usize, char)> {
    if name.is_ascii() {
        return None;
    }
    let is_unseen = |c: char| !c.is_ascii() && (is_invisible(c) || is_quotation_mark(c));
    name.char_indices().find(|(_, c)| is_unseen(*c))
}

/// Whether `c` is a quotation mark or an angle bracket, as people and programs put them around a URL.
pub(crate) fn is_quotation_mark(c: char) -> bool {
    matches!(c, '"' | '\'' | '<' | '>' | '«' | '»' | '‘'..='‟' | '‹' | '›')
}

/// Whether `c`, beyond ASCII, leaves no mark of its own on the screen: what is seen is then not what
/// is stored.
///
/// These are the characters that Unicode 18.0 calls `White_Space` or `Default_Ignorable_Code_Point`,
/// which have the bidirectional formatting characters of RFC 3987 §4.1 among them, and five more that
/// show nothing. `Join_Control` and `Variation_Selector` are left out: Persian and emoji are written
/// with them.
pub(crate) fn is_invisible(c: char) -> bool {
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
