//! What `idna` asks of Unicode, for a package whose size counts. It takes the place of the crate of
//! this name, whose tables of three properties are 25 KB: here they are 6 KB, made from the same
//! tables when this is built. Mapping and normalization are those of ICU4X there and here.

#![no_std]

use icu_normalizer::uts46::Uts46MapperBorrowed;

/// What Unicode says.
pub struct Adapter {
    mapper: Uts46MapperBorrowed<'static>,
}

impl Adapter {
    /// With the data in this crate.
    #[cfg(feature = "compiled_data")]
    #[must_use]
    #[expect(clippy::new_without_default, reason = "`idna` asks for nothing more")]
    pub const fn new() -> Self {
        Self { mapper: Uts46MapperBorrowed::new() }
    }

    /// Whether the canonical combining class is Virama.
    #[must_use]
    pub fn is_virama(&self, c: char) -> bool {
        self.mapper.is_virama(c)
    }

    /// Whether the general category is a mark.
    #[must_use]
    pub fn is_mark(&self, c: char) -> bool {
        properties(c) >> 8 & 1 != 0
    }

    /// The bidirectional class.
    #[must_use]
    pub fn bidi_class(&self, c: char) -> BidiClass {
        BidiClass(properties(c) & 0x1F)
    }

    /// The joining type.
    #[must_use]
    pub fn joining_type(&self, c: char) -> JoiningType {
        JoiningType(properties(c) >> 5 & 0x7)
    }

    /// As the method of this name of ICU4X.
    pub fn map_normalize<'a, I: Iterator<Item = char> + 'a>(
        &'a self,
        text: I,
    ) -> impl Iterator<Item = char> + 'a {
        self.mapper.map_normalize(text)
    }

    /// As the method of this name of ICU4X.
    pub fn normalize_validate<'a, I: Iterator<Item = char> + 'a>(
        &'a self,
        text: I,
    ) -> impl Iterator<Item = char> + 'a {
        self.mapper.normalize_validate(text)
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

/// The low bits of the row whose range has `c`.
fn properties(c: char) -> u32 {
    let after = ROWS.partition_point(|row| row >> 9 <= u32::from(c));
    after.checked_sub(1).and_then(|at| ROWS.get(at)).copied().unwrap_or_default()
}

/// Where a range starts, and behind it nine bits: mark, joining type, bidirectional class.
#[expect(clippy::unreadable_literal, reason = "nobody reads them")]
static ROWS: &[u32] = &include!(concat!(env!("OUT_DIR"), "/rows.rs"));

#[cfg(all(test, feature = "compiled_data"))]
#[allow(deprecated, reason = "ICU4X asks who needs its numbers: `idna` does")]
mod tests {
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
}
