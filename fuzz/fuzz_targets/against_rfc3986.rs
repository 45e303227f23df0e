//! What is accepted is an RFC 3986 `absolute-URI` in which two readers of that standard find the
//! parts that we find.
#![no_main]

use http::Uri;
use libfuzzer_sys::fuzz_target;
use live_record_notify::{NotifyUrl, Policy};
use live_record_notify_fuzz::laws::callback::is_what_an_rfc_3986_reader_reads;

fuzz_target!(|text: &str| {
    let policy = Policy::default().allow_user_info();
    let Ok(url) = NotifyUrl::parse_with(text, &policy) else { return };
    is_what_an_rfc_3986_reader_reads(&url);

    let read: Uri = url.as_str().parse().unwrap();
    let parts = url.to_url();
    assert_eq!(read.scheme_str(), Some(url.scheme()), "{url}");
    assert_eq!(read.host(), parts.host_str(), "{url}");
    assert_eq!(read.port_u16(), parts.port(), "{url}");
    assert_eq!(read.path(), parts.path(), "{url}");
    assert_eq!(read.query(), parts.query(), "{url}");
});
