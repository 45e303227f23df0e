//! Laws of every type that is a canonical text.

use std::borrow::Borrow;
use std::collections::{BTreeSet, HashSet};
use std::fmt::{Debug, Display};
use std::hash::{BuildHasher, BuildHasherDefault, DefaultHasher, Hash};
use std::str::FromStr;

use live_record_notify::{DomainName, Error, NotifyUrl, OnDemandUrl, Parameter};

use super::error;

/// What the constructors and traits of such a type have in common.
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
    + for<'a> PartialEq<&'a str>
    + FromStr<Err = Error>
    + for<'a> TryFrom<&'a str, Error = Error>
    + TryFrom<String, Error = Error>
    + Into<String>
{
    const PARAMETER: Parameter;

    fn parse(text: &str) -> Result<Self, Error>;
    fn as_str(&self) -> &str;
}

macro_rules! text {
    ($($name:ident)*) => { $(
        impl Text for $name {
            const PARAMETER: Parameter = Parameter::$name;

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

/// All constructors answer what `parse` answers. A value gives its text, and is read again from it
/// as itself; an error is well made, and has a place.
#[track_caller]
pub fn all_constructors_agree<T: Text>(text: &str) {
    let parsed = T::parse(text);
    assert_eq!(text.parse::<T>(), parsed, "FromStr of {text:?}");
    assert_eq!(T::try_from(text), parsed, "TryFrom<&str> of {text:?}");
    assert_eq!(T::try_from(text.to_owned()), parsed, "TryFrom<String> of {text:?}");
    match parsed {
        Ok(value) => {
            let out = value.as_str();
            assert_eq!(value.to_string(), out);
            assert_eq!(format!("{value:.3}"), format!("{out:.3}"));
            assert_eq!(format!("{value:>300}"), format!("{out:>300}"));
            assert_eq!(AsRef::<str>::as_ref(&value), out);
            assert_eq!(Borrow::<str>::borrow(&value), out);
            assert!(value == *out && value == out, "{value:?}");
            assert_eq!(Into::<String>::into(value.clone()), out);
            for again in [T::parse(out), T::try_from(out.to_owned())] {
                assert_eq!(again.as_ref(), Ok(&value), "{out:?} read again");
                assert_eq!(again.unwrap().as_str(), out);
            }
        }
        Err(error) => {
            error::is_well_made(&error, T::PARAMETER, text);
            assert!(error.span().is_some(), "{text:?}: {error}");
        }
    }
}

/// `Eq`, `Ord` and `Hash` are those of the text, so that a collection of values is asked by text.
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
    let (hashed, ordered) = (HashSet::from([a.clone()]), BTreeSet::from([a.clone()]));
    assert!(hashed.contains(a.as_str()) && ordered.contains(a.as_str()), "{a:?}");
    assert_eq!(hashed.contains(b.as_str()), a == b, "{b:?} in a set of {a:?}");
    assert_eq!(ordered.contains(b.as_str()), a == b, "{b:?} in a set of {a:?}");
}
