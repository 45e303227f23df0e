//! Every door to a type is the same parser, and what comes through it is its text.

use std::borrow::Borrow;
use std::collections::{BTreeSet, HashSet};
use std::str::FromStr;

use live_record_notify::{DomainName, Error, NotifyUrl, OnDemandUrl, Policy};
use test_support::data;

macro_rules! doors_agree {
    ($test:ident, $type:ty) => {
        #[test]
        fn $test() {
            let inputs = data::inputs();
            let (mut accepted, mut refused) = (0, 0);
            for input in &inputs {
                let parsed = <$type>::parse(input);
                assert_eq!(<$type>::from_str(input), parsed, "{input:?}");
                assert_eq!(<$type>::try_from(input.as_str()), parsed, "{input:?}");
                assert_eq!(<$type>::try_from(input.clone()), parsed, "{input:?}");
                match parsed {
                    Ok(value) => {
                        accepted += 1;
                        has_the_traits_of_its_text(&value);
                        // The text is its own canonical form.
                        assert_eq!(<$type>::parse(value.as_str()).as_ref(), Ok(&value));
                        assert_eq!(<$type>::try_from(value.to_string()).as_ref(), Ok(&value));
                        assert_eq!(format!("{value:>300}").trim_start(), value.as_str());
                        assert_eq!(format!("{value:>300}").len(), 300.max(value.as_str().len()));
                        let text = value.as_str().to_owned();
                        assert_eq!(value, text.as_str());
                        assert_eq!(value, *text.as_str());
                        assert_eq!(String::from(value), text);
                    }
                    Err(_) => refused += 1,
                }
            }
            assert!(accepted > 100 && refused > 1000, "{accepted} {refused}");
        }
    };
}

doors_agree!(all_doors_to_a_domain_name_agree, DomainName);
doors_agree!(all_doors_to_a_notify_url_agree, NotifyUrl);
doors_agree!(all_doors_to_an_on_demand_url_agree, OnDemandUrl);

fn has_the_traits_of_its_text<T>(value: &T)
where
    T: AsRef<str> + Borrow<str> + Clone + Eq + std::hash::Hash + Ord + std::fmt::Display,
{
    let text = value.to_string();
    assert_eq!((value.as_ref(), value.borrow()), (text.as_str(), text.as_str()));
    // What `Borrow` promises: the hash and the order of the value are those of the text.
    assert!(HashSet::from([value.clone()]).contains(text.as_str()));
    assert!(BTreeSet::from([value.clone()]).contains(text.as_str()));
}

#[test]
fn values_are_ordered_as_their_texts() {
    let mut texts =
        ["http://b.example/", "https://a.example/", "http://a.example/b", "http://a.example/"];
    let mut urls = texts.map(|text| NotifyUrl::parse(text).unwrap());
    texts.sort_unstable();
    urls.sort_unstable();
    assert_eq!(urls.map(String::from), texts);
}

/// The two types are two names for one pipeline: they differ in the code alone.
#[test]
fn both_urls_are_read_alike() {
    let policy = Policy::default();
    for input in data::inputs() {
        let notify = NotifyUrl::parse(&input);
        let on_demand = OnDemandUrl::parse(&input);
        assert_eq!(NotifyUrl::parse_with(&input, &policy), notify, "{input:?}");
        assert_eq!(OnDemandUrl::parse_with(&input, &policy), on_demand, "{input:?}");
        match (notify, on_demand) {
            (Ok(notify), Ok(on_demand)) => assert_eq!(notify.as_str(), on_demand.as_str()),
            (Err(notify), Err(on_demand)) => {
                assert_eq!(notify.reason(), on_demand.reason(), "{input:?}");
                assert_eq!(notify.span(), on_demand.span(), "{input:?}");
                let code = notify.code().as_str().replace("NotifyUrl", "OnDemandUrl");
                assert_eq!(on_demand.code().as_str(), code, "{input:?}");
                assert_eq!(on_demand.parameter().as_str(), "OnDemandUrl");
            }
            (notify, on_demand) => panic!("{input:?} {notify:?} {on_demand:?}"),
        }
    }
}

/// A place is one that `&text[span]` takes, and not empty without need.
#[test]
fn spans_lie_in_the_input_and_between_characters() {
    for input in data::inputs() {
        let errors: [Option<Error>; 3] = [
            NotifyUrl::parse(&input).err(),
            OnDemandUrl::parse(&input).err(),
            DomainName::parse(&input).err(),
        ];
        for error in errors.into_iter().flatten() {
            let span = error.span().unwrap_or_else(|| panic!("{input:?} {error}"));
            let Some(place) = input.get(span.clone()) else { panic!("{input:?} {span:?}") };
            let of_nothing = ["empty", "empty-label", "no-host", "no-scheme"];
            let may_be_empty = of_nothing.contains(&error.reason().id());
            assert!(may_be_empty || !place.is_empty(), "{input:?} {span:?} {error}");
        }
    }
}
