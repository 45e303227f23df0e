//! Every constructor of a type is its one parser, and what comes out of a type goes back in.

use live_record_notify::{DomainName, NotifyUrl, OnDemandUrl};
use test_support::data;
use test_support::laws::text::{Text, all_constructors_agree, compares_as_its_text};
use url::Url;

/// Accepted texts, and the refused ones beside them.
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
    // Names, the accepted ones first.
    "Example.COM",
    "example.com",
    "bücher.example.com",
    "localhost",
    "a..b",
    "1.2.3.4",
];

#[test]
fn all_constructors_of_a_domain_name_agree() {
    agree_on_every_text::<DomainName>();
}

#[test]
fn all_constructors_of_a_notify_url_agree() {
    agree_on_every_text::<NotifyUrl>();
}

#[test]
fn all_constructors_of_an_on_demand_url_agree() {
    agree_on_every_text::<OnDemandUrl>();
}

#[track_caller]
fn agree_on_every_text<T: Text>() {
    let (mut accepted, mut refused) = (0, 0);
    for text in TEXTS.iter().map(|text| (*text).to_owned()).chain(data::inputs()) {
        all_constructors_agree::<T>(&text);
        match T::parse(&text) {
            Ok(value) => {
                accepted += 1;
                compares_as_its_text(&value, &value.clone());
            }
            Err(_) => refused += 1,
        }
    }
    assert!(accepted > 100 && refused > 1000, "{accepted} {refused}");
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
        ("http://example.com/?a[]=1", Ok("http://example.com/?a%5B%5D=1")),
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
fn text_and_value_compare_in_both_directions() {
    let (text, other) = ("http://example.com/", "http://example.com/other");
    let url = NotifyUrl::parse("http://EXAMPLE.com").unwrap();
    assert_eq!([url == text, text == url, url == *text, *text == url], [true; 4]);
    assert_eq!([url == other, other == url, url == *other, *other == url], [false; 4]);
    let name = DomainName::parse("Example.com").unwrap();
    assert_eq!([name == "example.com", "example.com" == name], [true; 2]);
    assert_eq!([name == "Example.com", "Example.com" == name], [false; 2]);
}

#[test]
fn values_are_ordered_as_their_texts() {
    let urls =
        ["http://b.example/", "https://a.example/", "http://a.example/b", "http://a.example/"]
            .map(|text| NotifyUrl::parse(text).unwrap());
    for a in &urls {
        for b in &urls {
            compares_as_its_text(a, b);
        }
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

        // Where there is no fragment to drop, a `Uri` is read as its text.
        #[test]
        fn a_uri_is_read_as_its_text(text in "https?://[!-\"$-~]{1,30}") {
            if let Ok(uri) = text.parse::<Uri>() {
                prop_assert_eq!(NotifyUrl::try_from(&uri), NotifyUrl::parse(&uri.to_string()));
            }
        }
    }
}
