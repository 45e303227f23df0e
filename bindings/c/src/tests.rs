//! Every function, called as C calls it. `check` runs these under Miri too.

#![allow(clippy::undocumented_unsafe_blocks, reason = "each call keeps the rules of the header")]
#![allow(clippy::multiple_unsafe_ops_per_block, reason = "as above")]
#![allow(clippy::unwrap_used, reason = "a test")]

use std::ffi::{CStr, c_char};
use std::ptr::{null, null_mut};
use std::thread;

use crate::address::{Address, SocketAddress, lrn_address_parse};
use crate::call;
use crate::destination::{Destination, lrn_destination_addresses, lrn_destination_free};
use crate::domain_name::{lrn_domain_name_free, lrn_domain_name_parse, lrn_domain_name_text};
use crate::error::{self, lrn_error_free, lrn_error_span, lrn_error_status, lrn_error_text};
use crate::policy::{Policy, lrn_policy_free, lrn_policy_from_json, lrn_policy_public_internet};
use crate::problem::Error;
use crate::status::Status;
use crate::strings::Strings;
use crate::url::{
    Url, lrn_notify_url_parse, lrn_on_demand_url_parse, lrn_url_destination, lrn_url_free,
    lrn_url_host, lrn_url_host_to_resolve, lrn_url_port, lrn_url_redirect, lrn_url_scheme,
    lrn_url_text,
};

/// What a function gave, freed when it goes.
struct Answer<T> {
    status: Status,
    out: *mut T,
    error: *mut Error,
    free: unsafe extern "C" fn(*mut T),
}

impl<T> Answer<T> {
    fn of(
        free: unsafe extern "C" fn(*mut T),
        ask: impl FnOnce(*mut *mut T, *mut *mut Error) -> Status,
    ) -> Self {
        // Both must be overwritten.
        let (mut out, mut error) = (null_mut(), std::ptr::without_provenance_mut(8));
        let status = ask(&raw mut out, &raw mut error);
        assert_eq!(out.is_null(), status != Status::Accepted);
        assert_eq!(error.is_null(), status == Status::Accepted);
        if !error.is_null() {
            assert_eq!(unsafe { lrn_error_status(error) }, status);
            assert_ne!(string(unsafe { lrn_error_text(error) }), "");
        }
        Self { status, out, error, free }
    }

    fn string(&self, get: unsafe extern "C" fn(*const Error) -> *const c_char) -> String {
        string(unsafe { get(self.error) })
    }

    fn span(&self) -> Option<(usize, usize)> {
        let (mut start, mut end) = (0, 0);
        let is_set = unsafe { lrn_error_span(self.error, &raw mut start, &raw mut end) };
        is_set.then_some((start, end))
    }
}

impl<T> Drop for Answer<T> {
    fn drop(&mut self) {
        unsafe { (self.free)(self.out) };
        unsafe { lrn_error_free(self.error) };
    }
}

fn string(text: *const c_char) -> String {
    unsafe { CStr::from_ptr(text) }.to_str().unwrap().to_owned()
}

fn parse(text: &[u8]) -> Answer<Url> {
    parse_under(text, lrn_policy_public_internet())
}

fn parse_under(text: &[u8], policy: *const Policy) -> Answer<Url> {
    Answer::of(lrn_url_free, |out, error| unsafe {
        lrn_notify_url_parse(text.as_ptr().cast(), text.len(), policy, out, error)
    })
}

fn policy(json: &str) -> Answer<Policy> {
    Answer::of(lrn_policy_free, |out, error| unsafe {
        lrn_policy_from_json(json.as_ptr().cast(), json.len(), out, error)
    })
}

fn address(text: &str) -> Option<Address> {
    let mut address = Address { family: 0, bytes: [0; 16] };
    let is_read = unsafe { lrn_address_parse(text.as_ptr().cast(), text.len(), &raw mut address) };
    is_read.then_some(address)
}

fn destination(url: &Answer<Url>, addresses: &[Address]) -> Answer<Destination> {
    let policy = lrn_policy_public_internet();
    Answer::of(lrn_destination_free, |out, error| unsafe {
        lrn_url_destination(url.out, addresses.as_ptr(), addresses.len(), policy, out, error)
    })
}

#[test]
fn an_accepted_url_shows_its_parts() {
    let url = parse(b"HTTPS://[2606:4700::1111]:8443");
    assert_eq!(string(unsafe { lrn_url_text(url.out) }), "https://[2606:4700::1111]:8443/");
    assert_eq!(string(unsafe { lrn_url_scheme(url.out) }), "https");
    assert_eq!(string(unsafe { lrn_url_host(url.out) }), "[2606:4700::1111]");
    assert_eq!(unsafe { lrn_url_port(url.out) }, 8443);
}

#[test]
fn the_host_to_resolve_has_no_brackets() {
    for (text, host) in [
        (&b"http://[2606:4700::1111]/"[..], "2606:4700::1111"),
        (b"http://93.184.216.34/", "93.184.216.34"),
        (b"http://b\xc3\xbccher.example.com/", "xn--bcher-kva.example.com"),
    ] {
        let url = parse(text);
        assert_eq!(string(unsafe { lrn_url_host_to_resolve(url.out) }), host);
    }
}

#[test]
fn a_refusal_says_what_the_crate_says() {
    let url = parse(b"http://user:secret@example.com/");
    let expected = lrn::NotifyUrl::parse("http://user:secret@example.com/").unwrap_err();
    let (code, reason) = (expected.code(), expected.reason());
    assert_eq!(url.status, Status::Unsafe);
    assert_eq!(url.string(error::lrn_error_verdict), expected.verdict().as_str());
    assert_eq!(url.string(error::lrn_error_code), code.as_str());
    assert_eq!(url.string(error::lrn_error_message), code.message());
    assert_eq!(url.string(error::lrn_error_parameter), expected.parameter().as_str());
    assert_eq!(url.string(error::lrn_error_reason), reason.id());
    assert_eq!(url.string(error::lrn_error_text), reason.to_string());
    assert_eq!(url.string(error::lrn_error_help), reason.help());
    assert_eq!(url.string(error::lrn_error_basis), reason.basis().as_str());
    assert_eq!(url.string(error::lrn_error_source), reason.source_text());
    assert_eq!(url.span(), expected.span().map(|span| (span.start, span.end)));
}

#[test]
fn bytes_that_are_no_text_are_refused() {
    for (text, reason, span) in [
        (&b"http://example.com/\0"[..], "character", (19, 20)),
        (b"http://127.0.0.1\0.example.com/", "loopback", (7, 29)),
        (b"http://example.com/\xff", "not-utf-8", (19, 20)),
        (b"http://example.com/\xed\xa0\x80", "not-utf-8", (19, 20)),
        (b"", "empty", (0, 0)),
    ] {
        let url = parse(text);
        assert_eq!(url.string(error::lrn_error_reason), reason, "{}", text.escape_ascii());
        assert_eq!(url.span(), Some(span), "{}", text.escape_ascii());
    }
}

#[test]
fn the_parameter_is_named() {
    let (text, policy) = ("http://10.0.0.1/", lrn_policy_public_internet());
    let url = Answer::of(lrn_url_free, |out, error| unsafe {
        lrn_on_demand_url_parse(text.as_ptr().cast(), text.len(), policy, out, error)
    });
    assert_eq!(url.string(error::lrn_error_code), "InvalidOnDemandUrl.Unsafe");
}

#[test]
fn a_policy_is_read_from_json() {
    let policy = policy(r#"{"allow_network": ["10.1.0.0/16"]}"#);
    assert_eq!(parse_under(b"http://10.1.0.1/", policy.out).status, Status::Accepted);
    assert_eq!(parse_under(b"http://10.2.0.1/", policy.out).status, Status::Unsafe);
    assert_eq!(parse(b"http://10.1.0.1/").status, Status::Unsafe);
}

#[test]
fn the_public_internet_outlives_being_freed() {
    let public_internet = lrn_policy_public_internet();
    for _ in 0..2 {
        assert_eq!(parse_under(b"http://example.com/", public_internet).status, Status::Accepted);
        assert_eq!(parse_under(b"http://10.1.0.1/", public_internet).status, Status::Unsafe);
        unsafe { lrn_policy_free(public_internet) };
    }
    assert_eq!(lrn_policy_public_internet(), public_internet);
}

#[test]
fn what_is_no_policy_opens_nothing() {
    let url = parse(b"https://example.com/");
    let public = address("93.184.216.34").unwrap();
    let text = "https://example.com/";
    let (start, length) = (text.as_ptr().cast(), text.len());
    let failed = policy(r#"{"deny_host": ["example.com"], "typing_slip": true}"#);
    let odd = lrn_policy_public_internet().wrapping_byte_add(1);
    for policy in [failed.out, odd] {
        let refused = |answer: &Answer<Url>| {
            assert_eq!(answer.status, Status::Argument);
            assert_eq!(answer.string(error::lrn_error_code), "");
            let text = answer.string(lrn_error_text);
            assert!(text.contains("lrn_policy_public_internet"), "{text}");
        };
        refused(&parse_under(text.as_bytes(), policy));
        refused(&Answer::of(lrn_url_free, |out, error| unsafe {
            lrn_on_demand_url_parse(start, length, policy, out, error)
        }));
        refused(&Answer::of(lrn_url_free, |out, error| unsafe {
            lrn_url_redirect(url.out, start, length, policy, out, error)
        }));
        let destination = Answer::of(lrn_destination_free, |out, error| unsafe {
            lrn_url_destination(url.out, &raw const public, 1, policy, out, error)
        });
        assert_eq!(destination.status, Status::Argument);
    }
}

#[test]
fn what_is_no_policy_says_what_to_write() {
    for (json, part) in [
        ("", "EOF"),
        ("[]", "invalid type"),
        (r#"{"allow_everything": true}"#, "allow_everything"),
        (r#"{"deny_host": ["*.example.com"]}"#, ".example.com"),
        ("\0", "line 1"),
    ] {
        let policy = policy(json);
        assert_eq!(policy.status, Status::Policy, "{json}");
        let text = policy.string(lrn_error_text);
        assert!(text.contains(part), "{json}: {text}");
        assert_eq!(policy.string(error::lrn_error_code), "");
        assert_eq!(policy.span(), None);
    }
}

#[test]
fn a_destination_gives_what_may_be_dialled() {
    let url = parse(b"https://example.com/");
    let answer =
        ["93.184.216.34", "2606:4700::1111", "93.184.216.34"].map(|text| address(text).unwrap());
    let destination = destination(&url, &answer);
    let mut count = 0;
    let addresses = unsafe { lrn_destination_addresses(destination.out, &raw mut count) };
    let addresses = unsafe { std::slice::from_raw_parts(addresses, count) };
    let expected = answer.map(|address| SocketAddress { address, port: 443 });
    assert_eq!(addresses, &expected[..2]);
}

#[test]
fn a_destination_refuses_what_the_crate_refuses() {
    let url = parse(b"https://example.com/");
    for (addresses, status, reason) in [
        (&["93.184.216.34", "127.0.0.1"][..], Status::Unsafe, "loopback"),
        (&["::ffff:10.0.0.1"], Status::Unsafe, "private-use"),
        (&[], Status::Operational, "no-addresses"),
    ] {
        let addresses: Vec<_> = addresses.iter().map(|text| address(text).unwrap()).collect();
        let destination = destination(&url, &addresses);
        assert_eq!(destination.status, status);
        assert_eq!(destination.string(error::lrn_error_reason), reason);
        assert_eq!(destination.span(), None);
    }
}

#[test]
fn a_wrong_family_is_no_verdict() {
    let url = parse(b"https://example.com/");
    let addresses = [address("127.0.0.1").unwrap(), Address { family: 2, bytes: [127; 16] }];
    assert_eq!(destination(&url, &addresses).status, Status::Argument);
}

#[test]
fn addresses_are_read_in_plain_form_alone() {
    assert_eq!(address("192.0.2.1").unwrap().bytes[..5], [192, 0, 2, 1, 0]);
    assert_eq!(address("2001:db8::1").unwrap().family, 6);
    for text in ["", "192.0.2", "0x7f.1", "[::1]", "fe80::1%eth0", "::1\0", "192.0.2.1 "] {
        assert_eq!(address(text), None, "{text:?}");
    }
}

#[test]
fn a_redirect_is_a_url_of_its_own() {
    let follow = |url: &Answer<Url>, location: &[u8]| {
        Answer::of(lrn_url_free, |out, error| unsafe {
            let (text, length) = (location.as_ptr().cast(), location.len());
            lrn_url_redirect(url.out, text, length, lrn_policy_public_internet(), out, error)
        })
    };
    let url = parse(b"https://example.com/a/b");
    let next = follow(&url, b"c#top");
    assert_eq!(follow(&url, b"//169.254.169.254/").status, Status::Unsafe);
    assert_eq!(follow(&url, b"/\xff").string(error::lrn_error_reason), "not-utf-8");
    drop(url);
    assert_eq!(string(unsafe { lrn_url_text(next.out) }), "https://example.com/a/c");
}

#[test]
fn a_domain_name_is_read() {
    let read = |text: &str| {
        Answer::of(lrn_domain_name_free, |out, error| unsafe {
            lrn_domain_name_parse(text.as_ptr().cast(), text.len(), out, error)
        })
    };
    let name = read("Live.Example.com");
    assert_eq!(string(unsafe { lrn_domain_name_text(name.out) }), "live.example.com");
    assert_eq!(read("*.example.com").string(error::lrn_error_code), "InvalidDomainName.Malformed");
}

#[test]
fn null_is_refused_or_is_nothing() {
    let policy = lrn_policy_public_internet();
    let ask = |text, length| {
        Answer::of(lrn_url_free, |out, error| unsafe {
            lrn_notify_url_parse(text, length, policy, out, error)
        })
    };
    assert_eq!(ask(null(), 0).string(error::lrn_error_reason), "empty");
    assert_eq!(ask(null(), 1).status, Status::Argument);
    let text = c"http://example.com/".as_ptr();
    assert_eq!(ask(text, usize::MAX).status, Status::Argument);
    assert_eq!(ask(text, isize::MAX.unsigned_abs() + 1).status, Status::Argument);
    let nobody = unsafe { lrn_notify_url_parse(text, 19, policy, null_mut(), null_mut()) };
    assert_eq!(nobody, Status::Accepted);
    let nobody = unsafe { lrn_notify_url_parse(text, 0, policy, null_mut(), null_mut()) };
    assert_eq!(nobody, Status::Malformed);

    let no_url =
        Answer { status: Status::Internal, out: null_mut(), error: null_mut(), free: lrn_url_free };
    assert_eq!(destination(&no_url, &[]).status, Status::Argument);
    assert_eq!(no_url.span(), None);
    assert_eq!(no_url.string(error::lrn_error_reason), "");
    assert_eq!(unsafe { lrn_error_status(null()) }, Status::Argument);
    assert_eq!(unsafe { lrn_url_port(null()) }, 0);
    for get in [lrn_url_text, lrn_url_host, lrn_url_host_to_resolve, lrn_url_scheme] {
        assert_eq!(string(unsafe { get(null()) }), "");
    }
    assert_eq!(string(unsafe { lrn_domain_name_text(null()) }), "");
    let mut count = 7;
    assert!(unsafe { lrn_destination_addresses(null(), &raw mut count) }.is_null());
    assert_eq!(count, 0);
    unsafe { lrn_domain_name_free(null_mut()) };
}

#[test]
fn a_pointer_to_no_place_of_a_value_is_refused() {
    let url = parse(b"https://example.com/");
    let list = [address("93.184.216.34").unwrap(); 2];
    let odd = list.as_ptr().wrapping_byte_add(1);
    let answer = Answer::of(lrn_destination_free, |out, error| unsafe {
        lrn_url_destination(url.out, odd, 1, lrn_policy_public_internet(), out, error)
    });
    assert_eq!(answer.status, Status::Argument);
    let odd = url.out.wrapping_byte_add(1);
    assert_eq!(string(unsafe { lrn_url_text(odd) }), "");
    unsafe { lrn_url_free(odd) };
}

#[test]
fn a_string_ends_at_its_only_nul() {
    let strings = Strings::new([&"a\0b", &"", &"ü"]);
    assert_eq!(strings.get(0), c"a\\0b");
    assert_eq!(strings.get(1), c"");
    assert_eq!(strings.get(2), c"ü");
    assert_eq!(strings.get(3), c"");
}

/// Pointers that may go to another thread, as those of C may.
#[derive(Clone, Copy)]
struct Shared(*const Policy, *const Url, *const Error);

unsafe impl Send for Shared {}

#[test]
fn threads_share_handles() {
    let policy = policy(r#"{"deny_host": [".evil.example.com"]}"#);
    let (url, refused) =
        (parse_under(b"https://a.example.com/", policy.out), parse(b"example.com"));
    let handles = Shared(policy.out, url.out, refused.error);
    thread::scope(|scope| {
        for _ in 0..4 {
            scope.spawn(move || {
                let Shared(policy, url, error) = { handles };
                assert_eq!(string(unsafe { lrn_url_host(url) }), "a.example.com");
                assert_eq!(string(unsafe { error::lrn_error_reason(error) }), "no-scheme");
                assert_eq!(
                    parse_under(b"https://evil.example.com/", policy).status,
                    Status::Unsafe
                );
            });
        }
    });
}

#[test]
#[allow(clippy::panic, reason = "what this is about")]
fn a_panic_ends_here_and_says_where_it_was() {
    let answer = Answer::of(lrn_url_free, |out, error| unsafe {
        call::answer::<Url>(out, error, || panic!("http://user:secret@example.com/"))
    });
    assert_eq!(answer.status, Status::Internal);
    let text = answer.string(lrn_error_text);
    assert!(text.contains("tests.rs:") && !text.contains("secret"), "{text}");
    assert_eq!(call::or(7, || panic!("again")), 7);
    assert_eq!(parse(b"http://example.com/").status, Status::Accepted);
}
