//! What `idna` asks of Unicode, for a package whose size counts. It takes the place of the crate of
//! this name, and of ICU4X behind it, whose tables are made for speed. These are made from them when
//! this is built, and the unit tests compare every character.

use crate::normalize::{mapped, normalized};
use crate::tables::properties;

mod normalize;
mod tables;

/// What Unicode says.
pub struct Adapter(());

impl Adapter {
    /// With the data in this crate.
    #[cfg(feature = "compiled_data")]
    #[must_use]
    #[expect(clippy::new_without_default, reason = "`idna` asks for nothing more")]
    pub const fn new() -> Self {
        Self(())
    }

    /// Whether the canonical combining class is Virama.
    #[must_use]
    pub fn is_virama(&self, c: char) -> bool {
        properties(c).combining_class() == VIRAMA
    }

    /// Whether the general category is a mark.
    #[must_use]
    pub fn is_mark(&self, c: char) -> bool {
        properties(c).is_mark()
    }

    /// The bidirectional class.
    #[must_use]
    pub fn bidi_class(&self, c: char) -> BidiClass {
        BidiClass(properties(c).bidi_class())
    }

    /// The joining type.
    #[must_use]
    pub fn joining_type(&self, c: char) -> JoiningType {
        JoiningType(properties(c).joining_type())
    }

    /// Maps each character as UTS 46 says, and composes what comes out (NFC). Ignored ones are left
    /// out; U+FFFD stands for a disallowed one.
    pub fn map_normalize<'a, I: Iterator<Item = char> + 'a>(
        &'a self,
        text: I,
    ) -> impl Iterator<Item = char> + 'a {
        normalized(text.flat_map(mapped))
    }

    /// The same, but U+FFFD stands for an ignored character too: a label that Punycode hides has none.
    pub fn normalize_validate<'a, I: Iterator<Item = char> + 'a>(
        &'a self,
        text: I,
    ) -> impl Iterator<Item = char> + 'a {
        normalized(
            text.flat_map(|c| mapped(if properties(c).is_ignored() { REPLACEMENT } else { c })),
        )
    }
}

/// A bidirectional class, by its number in ICU4C.
#[derive(Clone, Copy)]
pub struct BidiClass(u32);

impl BidiClass {
    /// The set of this one alone.
    #[must_use]
    pub fn to_mask(self) -> BidiClassMask {
        BidiClassMask(1 << self.0)
    }

    /// Left-to-right.
    #[must_use]
    pub fn is_ltr(self) -> bool {
        self.0 == L
    }

    /// Non-spacing mark.
    #[must_use]
    pub fn is_nonspacing_mark(self) -> bool {
        self.0 == NSM
    }

    /// European number.
    #[must_use]
    pub fn is_european_number(self) -> bool {
        self.0 == EN
    }

    /// Arabic number.
    #[must_use]
    pub fn is_arabic_number(self) -> bool {
        self.0 == AN
    }
}

/// A set of bidirectional classes.
#[derive(Clone, Copy)]
pub struct BidiClassMask(u32);

impl BidiClassMask {
    /// Whether the sets have one in common.
    #[must_use]
    pub fn intersects(self, other: Self) -> bool {
        self.0 & other.0 != 0
    }
}

/// A joining type, by its number in ICU4C.
#[derive(Clone, Copy)]
pub struct JoiningType(u32);

impl JoiningType {
    /// The set of this one alone.
    #[must_use]
    pub fn to_mask(self) -> JoiningTypeMask {
        JoiningTypeMask(1 << self.0)
    }

    /// Transparent.
    #[must_use]
    pub fn is_transparent(self) -> bool {
        self.0 == TRANSPARENT
    }
}

/// A set of joining types.
#[derive(Clone, Copy)]
pub struct JoiningTypeMask(u32);

impl JoiningTypeMask {
    /// Whether the sets have one in common.
    #[must_use]
    pub fn intersects(self, other: Self) -> bool {
        self.0 & other.0 != 0
    }
}

const fn classes(numbers: &[u32]) -> BidiClassMask {
    let (mut mask, mut rest) = (0, numbers);
    while let [first, after @ ..] = rest {
        mask |= 1 << *first;
        rest = after;
    }
    BidiClassMask(mask)
}

// The sets of RFC 5893 section 2.

/// A label with one of these is right-to-left (rule 1).
pub const RTL_MASK: BidiClassMask = classes(&[R, AL, AN]);
/// The first character of a label (rule 1).
pub const FIRST_BC_MASK: BidiClassMask = classes(&[L, R, AL]);
/// The last character of a left-to-right label (rule 6).
pub const LAST_LTR_MASK: BidiClassMask = classes(&[L, EN]);
/// The last character of a right-to-left label (rule 3).
pub const LAST_RTL_MASK: BidiClassMask = classes(&[R, AL, EN, AN]);
/// Any character of a left-to-right label (rule 5).
pub const MIDDLE_LTR_MASK: BidiClassMask = classes(&[L, EN, ES, CS, ET, ON, BN, NSM]);
/// Any character of a right-to-left label (rule 2).
pub const MIDDLE_RTL_MASK: BidiClassMask = classes(&[R, AL, AN, EN, ES, CS, ET, ON, BN, NSM]);

// The sets of RFC 5892 appendix A.1.

/// What may stand before a zero width non-joiner.
pub const LEFT_OR_DUAL_JOINING_MASK: JoiningTypeMask = JoiningTypeMask(1 << LEFT | 1 << DUAL);
/// What may stand after one.
pub const RIGHT_OR_DUAL_JOINING_MASK: JoiningTypeMask = JoiningTypeMask(1 << RIGHT | 1 << DUAL);

const VIRAMA: u8 = 9;
const REPLACEMENT: char = char::REPLACEMENT_CHARACTER;

// Numbers of ICU4C, `UCharDirection` in `uchar.h`.
const L: u32 = 0;
const R: u32 = 1;
const EN: u32 = 2;
const ES: u32 = 3;
const ET: u32 = 4;
const AN: u32 = 5;
const CS: u32 = 6;
const ON: u32 = 10;
const AL: u32 = 13;
const NSM: u32 = 17;
const BN: u32 = 18;

// `UJoiningType` in `uchar.h`.
const DUAL: u32 = 2;
const LEFT: u32 = 3;
const RIGHT: u32 = 4;
const TRANSPARENT: u32 = 5;

#[cfg(all(test, feature = "compiled_data"))]
#[allow(deprecated, reason = "ICU4X asks who needs its numbers: `idna` does")]
mod tests {
    use std::collections::BTreeSet;

    use icu_normalizer::properties::{
        CanonicalCombiningClassMapBorrowed, CanonicalDecompositionBorrowed, Decomposed,
    };
    use icu_normalizer::uts46::Uts46MapperBorrowed;
    use icu_properties::CodePointMapData;
    use icu_properties::props::{
        BidiClass as Bidi, GeneralCategory as Category, JoiningType as Joining,
    };

    use super::*;

    #[test]
    fn numbers_are_those_of_icu() {
        let bidi = [
            (L, Bidi::LeftToRight),
            (R, Bidi::RightToLeft),
            (EN, Bidi::EuropeanNumber),
            (ES, Bidi::EuropeanSeparator),
            (ET, Bidi::EuropeanTerminator),
            (AN, Bidi::ArabicNumber),
            (CS, Bidi::CommonSeparator),
            (ON, Bidi::OtherNeutral),
            (AL, Bidi::ArabicLetter),
            (NSM, Bidi::NonspacingMark),
            (BN, Bidi::BoundaryNeutral),
        ];
        for (number, class) in bidi {
            assert_eq!(number, u32::from(class.to_icu4c_value()));
        }
        let joining = [
            (DUAL, Joining::DualJoining),
            (LEFT, Joining::LeftJoining),
            (RIGHT, Joining::RightJoining),
            (TRANSPARENT, Joining::Transparent),
        ];
        for (number, joining) in joining {
            assert_eq!(number, u32::from(joining.to_icu4c_value()));
        }
    }

    #[test]
    fn every_character_is_as_in_icu() {
        let adapter = Adapter::new();
        let category = CodePointMapData::<Category>::new();
        let mut marks = 0;
        for c in '\0'..=char::MAX {
            let bidi = CodePointMapData::<Bidi>::new().get(c).to_icu4c_value();
            let joining = CodePointMapData::<Joining>::new().get(c).to_icu4c_value();
            let is_mark = matches!(
                category.get(c),
                Category::NonspacingMark | Category::SpacingMark | Category::EnclosingMark
            );
            assert_eq!(adapter.bidi_class(c).0, u32::from(bidi), "{c:?}");
            assert_eq!(adapter.joining_type(c).0, u32::from(joining), "{c:?}");
            assert_eq!(adapter.is_mark(c), is_mark, "{c:?}");
            marks += u32::from(is_mark);
        }
        assert!(marks > 2000);
    }

    fn assert_as_icu(text: &[char]) {
        let adapter = Adapter::new();
        let icu = Uts46MapperBorrowed::new();
        let chars = || text.iter().copied();
        let mapped: Vec<char> = icu.map_normalize(chars()).collect();
        let valid: Vec<char> = icu.normalize_validate(chars()).collect();
        assert_eq!(adapter.map_normalize(chars()).collect::<Vec<_>>(), mapped, "{text:?} mapped");
        assert_eq!(adapter.normalize_validate(chars()).collect::<Vec<_>>(), valid, "{text:?}");
    }

    #[test]
    fn every_character_is_mapped_and_normalized_as_in_icu() {
        let adapter = Adapter::new();
        let icu = Uts46MapperBorrowed::new();
        for c in '\0'..=char::MAX {
            assert_as_icu(&[c]);
            assert_eq!(adapter.is_virama(c), icu.is_virama(c), "{c:?}");
        }
    }

    /// What one character does to others: all that take part, beside all that are composed with others.
    #[test]
    fn every_pair_is_normalized_as_in_icu() {
        let decomposition = CanonicalDecompositionBorrowed::new();
        let classes = CanonicalCombiningClassMapBorrowed::new();
        let (mut firsts, mut seconds) = (BTreeSet::new(), BTreeSet::new());
        let mut classes_seen = BTreeSet::new();
        for c in '\0'..=char::MAX {
            match decomposition.decompose(c) {
                Decomposed::Expansion(first, second) => {
                    firsts.extend([first, c]);
                    seconds.insert(second);
                }
                // Singletons are one part of what they lead to.
                Decomposed::Singleton(_) | Decomposed::Default => {}
            }
            if classes_seen.insert(classes.get_u8(c)) {
                seconds.insert(c);
            }
        }
        for (first, second) in firsts.iter().flat_map(|a| seconds.iter().map(move |b| (*a, *b))) {
            assert_as_icu(&[first, second]);
        }
        assert!(firsts.len() > 1_000 && seconds.len() > 100);
    }

    /// Orders, blocked marks and Hangul: texts of up to eight characters that are seldom alone.
    #[test]
    fn texts_are_normalized_as_in_icu() {
        let decomposition = CanonicalDecompositionBorrowed::new();
        let classes = CanonicalCombiningClassMapBorrowed::new();
        let mut chars: Vec<char> = ('\0'..=char::MAX)
            .filter(|c| {
                let is_hangul = ('\u{AC00}'..='\u{D7A3}').contains(c);
                classes.get_u8(*c) != 0
                    || !is_hangul && decomposition.decompose(*c) != Decomposed::Default
            })
            .collect();
        let marks = chars.iter().copied().filter(|c| classes.get_u8(*c) != 0).collect::<Vec<_>>();
        chars.extend(['a', 'E', 'o', '\u{200C}', '\u{AD}', '\u{FFFD}', 'ß', '\u{378}']);
        chars.extend('\u{1100}'..='\u{11FF}');
        chars.extend(('\u{AC00}'..='\u{AC40}').chain('\u{D7A0}'..='\u{D7A3}'));
        let mut state = 1_u64;
        let mut below = |most: usize| {
            // Knuth's MMIX.
            state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1);
            usize::try_from(state >> 33).unwrap_or_default() % most
        };
        for _ in 0..100_000 {
            let text: Vec<char> = (0..=below(8))
                .filter_map(|_| {
                    let from = if below(2) == 0 { &chars } else { &marks };
                    from.get(below(from.len())).copied()
                })
                .collect();
            assert_as_icu(&text);
        }
    }
}
