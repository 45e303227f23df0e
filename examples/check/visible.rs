//! Text of others, as a terminal may show it.

use std::ops::Range;

use unicode_width::UnicodeWidthChar;

/// The columns of a terminal that the URL may fill. The common size: to ask for the true one would
/// take a dependency more.
pub(crate) const WIDTH: usize = 80;

/// A line of text with a place to put carets under.
pub(crate) struct Marked {
    /// In characters that can be seen.
    pub(crate) shown: String,
    /// In bytes of `shown`.
    pub(crate) place: Range<usize>,
}

impl Marked {
    pub(crate) fn new(text: &str, span: Range<usize>) -> Self {
        let (before, rest) = text.split_at(span.start);
        let (marked, after) = rest.split_at(span.len());
        let (before, marked) = (visible(before), without_middle(visible(marked)));
        let place = before.len()..before.len() + marked.len();
        Self { shown: before + &marked + &visible(after), place }
    }
}

/// The renderer shortens what stands around the carets, and this what stands above them.
fn without_middle(marked: String) -> String {
    let length = marked.chars().count();
    if length <= WIDTH {
        return marked;
    }
    let head = marked.chars().take(WIDTH / 2);
    let tail = marked.chars().skip(length - WIDTH / 4);
    head.chain("...".chars()).chain(tail).collect()
}

/// `text` in characters that can be seen, run from left to right and are as wide as the renderer
/// thinks, so that the carets stand where they should whatever the terminal does.
pub(crate) fn visible(text: &str) -> String {
    let mut shown = String::new();
    for c in text.chars() {
        match c {
            ' '..='~' => shown.push(c),
            // Unicode has their pictures in the same order.
            '\0'..='\u{1f}' => shown.extend(char::from_u32(0x2400 + u32::from(c))),
            '\u{7f}' => shown.push('\u{2421}'),
            c if runs_right_to_left(c) || c.width() == Some(0) => shown.extend(c.escape_unicode()),
            c => shown.extend(c.escape_debug()),
        }
    }
    shown
}

/// The ranges that Unicode keeps for letters of class R and AL (DerivedBidiClass.txt).
fn runs_right_to_left(c: char) -> bool {
    matches!(
        c,
        '\u{590}'..='\u{8ff}'
            | '\u{fb1d}'..='\u{fdff}'
            | '\u{fe70}'..='\u{feff}'
            | '\u{10800}'..='\u{10fff}'
            | '\u{1e800}'..='\u{1efff}'
    )
}
