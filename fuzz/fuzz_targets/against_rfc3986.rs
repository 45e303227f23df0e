//! What is accepted is an RFC 3986 `absolute-URI` in which two readers of that standard find the
//! parts that we find; and so is what was typed, if it was ASCII, once brackets and bars are encoded.
#![no_main]

use fluent_uri::Uri;
use libfuzzer_sys::fuzz_target;
use live_record_notify::{NotifyUrl, Policy};
use test_support::laws::callback::{is_what_an_rfc_3986_reader_reads, with_brackets_encoded};
use url::Host;

fuzz_target!(|text: &str| {
    let policy = Policy::default().allow_user_info();
    let Ok(url) = NotifyUrl::parse_with(text, &policy) else { return };
    is_what_an_rfc_3986_reader_reads(&url);

    if text.is_ascii() {
        let text = with_brackets_encoded(text);
        let read = Uri::parse(&*text).unwrap_or_else(|error| panic!("{text:?}: {error}"));
        let authority = read.authority().unwrap();
        assert_eq!(read.scheme().as_str().to_ascii_lowercase(), url.scheme(), "{text:?}");
        assert_eq!(Host::parse(authority.host()), Ok(url.host().to_owned()), "{text:?}");
        let port = authority.port_to_u16().unwrap();
        assert!(port.is_none_or(|port| port == url.port()), "{text:?}");
        assert_eq!(read.has_query(), url.to_url().query().is_some(), "{text:?}");
    }

    let read = http::Uri::try_from(&url).unwrap();
    assert_eq!(NotifyUrl::try_from(&read), NotifyUrl::parse(url.as_str()), "{url}");
    let parts = url.to_url();
    assert_eq!(read.scheme_str(), Some(url.scheme()), "{url}");
    assert_eq!(read.host(), parts.host_str(), "{url}");
    assert_eq!(read.port_u16(), parts.port(), "{url}");
    assert_eq!(read.path(), parts.path(), "{url}");
    assert_eq!(read.query(), parts.query(), "{url}");
});
