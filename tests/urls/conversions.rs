//! Every door to a type is its one parser, and what comes out of a type goes back in.

use std::borrow::Borrow;
use std::collections::{BTreeSet, HashSet};

use live_record_notify::{DomainName, Error, NotifyUrl, OnDemandUrl};
use proptest::prelude::*;
use url::Url;

/// What each door makes of one text; the accepted texts and the refused ones beside them.
const TEXTS: &[&str] = &[
    "http://demo.aliyundoc.com/examplecallback.action",
    "HTTP://Demo.aliyundoc.com:80/examplecallback.action",
    "https://bücher.example.com/ü?ü=ü",
    "http://8.8.8.8:8080/",
    "http://[2606:4700::1111]/",
    "http://example.com/a'b?c'd",
    "",
    "example.com/callback",
    "http://user:secret@example.com/",
    "http://0x7f.1/",
    "http://127。0。0。1/",
    "http:\\\\localhost",
    "http://example.com/#fragment",
    "http://example.com/a b",
    "ftp://example.com/",
    "http://10.0.0.1.nip.io/",
];

#[track_caller]
fn assert_doors_agree<T>(text: &str)
where
    T: std::str::FromStr<Err = Error>
        + for<'a> TryFrom<&'a str, Error = Error>
        + TryFrom<String, Error = Error>
        + Clone
        + Into<String>
        + std::fmt::Debug
        + PartialEq,
{
    let parsed = text.parse::<T>();
    assert_eq!(T::try_from(text), parsed, "&str: {text:?}");
    assert_eq!(T::try_from(text.to_owned()), parsed, "String: {text:?}");
    if let Ok(value) = parsed {
        let written: String = value.clone().into();
        assert_eq!(T::try_from(written), Ok(value), "written: {text:?}");
    }
}

#[test]
fn all_doors_give_the_same_answer() {
    for text in TEXTS {
        assert_doors_agree::<NotifyUrl>(text);
        assert_doors_agree::<OnDemandUrl>(text);
        assert_doors_agree::<DomainName>(text);
    }
    for text in ["Example.COM", "example.com", "bücher.example.com", "localhost", "a..b", "1.2.3.4"]
    {
        assert_doors_agree::<DomainName>(text);
    }
}

#[test]
fn canonical_text_keeps_its_buffer() {
    let rows: &[(&str, bool)] = &[
        ("http://example.com/callback?key=1", true),
        ("http://[2606:4700::1111]:8080/", true),
        ("http://Example.com/", false),
        ("http://example.com", false),
    ];
    for &(text, is_kept) in rows {
        let buffer = text.to_owned();
        let address = buffer.as_ptr();
        let written = String::from(NotifyUrl::try_from(buffer).unwrap());
        assert_eq!(written.as_ptr() == address, is_kept, "{text}");
    }
    for (text, is_kept) in [("example.com", true), ("Example.com", false)] {
        let buffer = text.to_owned();
        let address = buffer.as_ptr();
        let written = String::from(DomainName::try_from(buffer).unwrap());
        assert_eq!(written.as_ptr() == address, is_kept, "{text}");
    }
}

#[test]
fn a_url_goes_through_the_parser() {
    let rows: &[(&str, Result<&str, &str>)] = &[
        ("http://example.com/callback", Ok("http://example.com/callback")),
        // `url` reads these, and what it makes of them is judged.
        ("HTTP:\\\\Example.com", Ok("http://example.com/")),
        ("http://example.com/#fragment", Err("fragment")),
        ("http://0x7f.1/", Err("loopback")),
        ("http://user@example.com/", Err("userinfo")),
        ("http://example.com/?a[]=1", Err("character")),
        ("http://example.com./", Err("trailing-dot")),
        ("ftp://example.com/", Err("scheme")),
        ("data:,", Err("scheme")),
    ];
    for &(text, expected) in rows {
        let url = Url::parse(text).unwrap();
        let notify_url = NotifyUrl::try_from(url.clone());
        let got = notify_url.as_ref().map(NotifyUrl::as_str).map_err(|error| error.reason().id());
        assert_eq!(got, expected, "{text}");
        let on_demand_url = OnDemandUrl::try_from(url);
        let got =
            on_demand_url.as_ref().map(OnDemandUrl::as_str).map_err(|error| error.reason().id());
        assert_eq!(got, expected, "{text}");
    }
}

#[test]
fn a_callback_url_becomes_a_url_of_the_same_text() {
    for text in TEXTS {
        if let Ok(url) = NotifyUrl::parse(text) {
            let text = url.as_str().to_owned();
            assert_eq!(Url::from(url).as_str(), text);
        }
        if let Ok(url) = OnDemandUrl::parse(text) {
            let text = url.as_str().to_owned();
            assert_eq!(Url::from(url).as_str(), text);
        }
    }
}

#[test]
fn text_and_value_compare_in_both_directions() {
    let (text, other) = ("http://example.com/", "http://example.com/other");
    let url = NotifyUrl::parse("http://EXAMPLE.com").unwrap();
    assert_eq!([url == text, text == url, url == *text, *text == url], [true; 4]);
    assert_eq!([url == other, other == url, url == *other, *other == url], [false; 4]);
    let name = DomainName::parse("Example.com").unwrap();
    assert_eq!([name == "example.com", "example.com" == name], [true; 2]);
    assert_eq!([name == "Example.com", "Example.com" == name], [false; 2]);
}

proptest! {
    // `Borrow<str>` is lawful: `==`, the order and the hash of a value are those of its text.
    #[test]
    fn a_value_stands_for_its_text_in_every_collection(
        one in "http://[a-c]{1,2}\\.example\\.com/[a-c]{0,2}",
        other in "http://[a-c]{1,2}\\.example\\.com/[a-c]{0,2}",
    ) {
        let urls = [&one, &other].map(|text| NotifyUrl::parse(text).unwrap());
        let [first, second] = &urls;
        prop_assert_eq!(first == second, one == other);
        prop_assert_eq!(first.cmp(second), one.cmp(&other));
        let borrowed: &str = first.borrow();
        prop_assert_eq!(borrowed, &one);
        prop_assert_eq!(first.as_ref(), &*one);

        let hashed: HashSet<NotifyUrl> = urls.iter().cloned().collect();
        let ordered: BTreeSet<NotifyUrl> = urls.iter().cloned().collect();
        prop_assert!(hashed.contains(&*one) && hashed.contains(&*other));
        prop_assert!(ordered.contains(&*one) && ordered.contains(&*other));
        prop_assert!(!hashed.contains("http://d.example.com/"));
    }
}

#[cfg(feature = "http")]
mod http {
    use http::Uri;
    use live_record_notify::{NotifyUrl, OnDemandUrl, Policy};
    use proptest::prelude::*;

    /// What the crate `http` documents as the longest `Uri`.
    const LONGEST_URI: usize = 65_534;

    #[test]
    fn a_uri_goes_through_the_parser() {
        let rows: &[(&str, Result<&str, &str>)] = &[
            ("http://example.com/callback", Ok("http://example.com/callback")),
            ("http://Example.com:80", Ok("http://example.com/")),
            ("http://example.com/%7Ea?b=%20", Ok("http://example.com/%7Ea?b=%20")),
            // `Uri` has dropped the fragment.
            ("http://example.com/#fragment", Ok("http://example.com/")),
            ("http://user:secret@example.com/", Err("userinfo")),
            ("http://[::1]/", Err("loopback")),
            ("http://127.1/", Err("loopback")),
            ("http://example.com/a{b}", Err("character")),
            ("ftp://example.com/", Err("scheme")),
            ("example.com:8080", Err("no-scheme")),
            ("127.0.0.1:8080", Err("loopback")),
            // Read once more with `http://` before it, as any text without a scheme.
            ("/callback", Err("single-label")),
            ("*", Err("single-label")),
        ];
        for &(text, expected) in rows {
            let uri: Uri = text.parse().unwrap();
            let by_reference = NotifyUrl::try_from(&uri);
            let got =
                by_reference.as_ref().map(NotifyUrl::as_str).map_err(|error| error.reason().id());
            assert_eq!(got, expected, "{text}");
            assert_eq!(NotifyUrl::try_from(uri.clone()), by_reference, "{text}");
            let on_demand_url = OnDemandUrl::try_from(uri);
            let got = on_demand_url
                .as_ref()
                .map(OnDemandUrl::as_str)
                .map_err(|error| error.reason().id());
            assert_eq!(got, expected, "{text}");
        }
    }

    #[test]
    fn only_the_length_keeps_a_callback_url_from_being_a_uri() {
        let policy = Policy::default().max_length(LONGEST_URI + 1).unwrap();
        let of_length = |length: usize| {
            let start = "http://example.com/";
            let text = format!("{start}{}", "a".repeat(length - start.len()));
            NotifyUrl::parse_with(&text, &policy).unwrap()
        };
        assert!(Uri::try_from(&of_length(LONGEST_URI)).is_ok());
        let error = Uri::try_from(&of_length(LONGEST_URI + 1)).unwrap_err();
        assert_eq!(error.to_string(), "uri too long");
    }

    proptest! {
        // Every character that RFC 3986 has, in every part, user information included.
        #[test]
        fn every_accepted_text_is_a_uri(
            user_info in "([!-~]{0,8}(:[!-~]{0,8})?@)?",
            host in "([a-z0-9_-]{1,5}\\.){1,3}example\\.com|8\\.8\\.8\\.8|\\[2606:4700::[0-9a-f]{1,4}\\]",
            port in "(:[0-9]{0,5})?",
            path in "(/([!-~]|ü|%[0-9A-F]{2}){0,10}){0,3}",
            query in "(\\?([!-~]|ü|%[0-9A-F]{2}){0,10})?",
        ) {
            let policy = Policy::default().allow_user_info();
            let text = format!("http://{user_info}{host}{port}{path}{query}");
            if let Ok(url) = NotifyUrl::parse_with(&text, &policy) {
                let uri = Uri::try_from(&url);
                prop_assert!(uri.is_ok_and(|uri| uri == *url.as_str()), "{}", url.as_str());
            }
        }

        // Where there is no fragment to drop, the door of `Uri` is that of its text.
        #[test]
        fn the_door_of_a_uri_is_the_door_of_its_text(text in "https?://[!-\"$-~]{1,30}") {
            if let Ok(uri) = text.parse::<Uri>() {
                prop_assert_eq!(NotifyUrl::try_from(&uri), NotifyUrl::parse(&uri.to_string()));
            }
        }
    }
}
