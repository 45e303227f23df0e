//! Laws of every type that is a canonical text.

use std::borrow::Borrow;
use std::fmt::{Debug, Display};
use std::hash::{BuildHasher, BuildHasherDefault, DefaultHasher, Hash};
use std::str::FromStr;

use live_record_notify::{DomainName, Error, NotifyUrl, OnDemandUrl};

/// What the doors and traits of such a type have in common.
pub trait Text:
    Clone
    + Debug
    + Display
    + Eq
    + Ord
    + Hash
    + AsRef<str>
    + Borrow<str>
    + PartialEq<str>
    + FromStr<Err = Error>
    + for<'a> TryFrom<&'a str, Error = Error>
    + TryFrom<String, Error = Error>
    + Into<String>
{
    fn parse(text: &str) -> Result<Self, Error>;
    fn as_str(&self) -> &str;
}

macro_rules! text {
    ($($name:ident)*) => { $(
        impl Text for $name {
            fn parse(text: &str) -> Result<Self, Error> {
                Self::parse(text)
            }

            fn as_str(&self) -> &str {
                self.as_str()
            }
        }
    )* };
}

text! { DomainName NotifyUrl OnDemandUrl }

/// All doors answer what `parse` answers, and all ways out give its text.
#[track_caller]
pub fn all_doors_agree<T: Text>(text: &str) {
    let parsed = T::parse(text);
    assert_eq!(text.parse::<T>(), parsed, "FromStr of {text:?}");
    assert_eq!(T::try_from(text), parsed, "TryFrom<&str> of {text:?}");
    assert_eq!(T::try_from(text.to_owned()), parsed, "TryFrom<String> of {text:?}");
    if let Ok(value) = parsed {
        let out = value.as_str();
        assert_eq!(value.to_string(), out);
        assert_eq!(format!("{value:.3}"), format!("{out:.3}"));
        assert_eq!(AsRef::<str>::as_ref(&value), out);
        assert_eq!(Borrow::<str>::borrow(&value), out);
        assert!(value == *out);
        assert_eq!(Into::<String>::into(value.clone()), out);
    }
}

/// What was accepted is read again as itself.
#[track_caller]
pub fn canonical_text_is_a_fixed_point<T: Text>(value: &T) {
    let again = T::parse(value.as_str());
    assert_eq!(again.as_ref(), Ok(value), "{:?} read again", value.as_str());
    assert_eq!(again.unwrap().as_str(), value.as_str());
}

/// `Eq`, `Ord` and `Hash` are those of the text.
#[track_caller]
pub fn compares_as_its_text<T: Text>(a: &T, b: &T) {
    let hash = |value: &dyn Fn(&mut DefaultHasher)| {
        let mut hasher = BuildHasherDefault::<DefaultHasher>::new().build_hasher();
        value(&mut hasher);
        std::hash::Hasher::finish(&hasher)
    };
    assert_eq!(a == b, a.as_str() == b.as_str(), "{a:?} == {b:?}");
    assert_eq!(a.cmp(b), a.as_str().cmp(b.as_str()), "{a:?} <=> {b:?}");
    assert_eq!(a.partial_cmp(b), Some(a.cmp(b)), "{a:?} <=> {b:?}");
    assert_eq!(hash(&|h| a.hash(h)), hash(&|h| a.as_str().hash(h)), "hash of {a:?}");
}
