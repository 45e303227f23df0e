//! The query that asks an `OnDemandUrl` about a stream.

use live_record_notify::{OnDemandUrl, Policy, Stream};
use proptest::prelude::*;

/// What `url` makes of the same pairs.
fn by_url(url: &OnDemandUrl, stream: &Stream<'_>) -> String {
    let mut added = url.to_url();
    added
        .query_pairs_mut()
        .append_pair("app", stream.app)
        .append_pair("domain", stream.domain)
        .append_pair("stream", stream.stream)
        .append_pair("vbitrate", &stream.vbitrate.to_string())
        .append_pair("codec", stream.codec);
    added.into()
}

#[track_caller]
fn check(url: &str, stream: &Stream<'_>) -> OnDemandUrl {
    let url = OnDemandUrl::parse(url).unwrap();
    let asked = url.with_stream(stream);
    assert_eq!(asked.as_str(), by_url(&url, stream));
    // It is what a parse of its text would be.
    let policy = Policy::default().max_length(1 << 20).unwrap();
    let parsed = OnDemandUrl::parse_with(asked.as_str(), &policy).unwrap();
    assert_eq!(parsed, asked);
    assert_eq!((parsed.host(), parsed.port()), (asked.host(), asked.port()));
    assert_eq!(parsed.to_url(), asked.to_url());
    asked
}

const STREAM: Stream<'_> = Stream {
    app: "live",
    domain: "live.example.com",
    stream: "a b&c=d#é+%",
    vbitrate: u32::MAX,
    codec: "h264",
};

#[test]
fn a_stream_is_added_as_a_form_and_the_query_stays() {
    let added = "app=live&domain=live.example.com&stream=a+b%26c%3Dd%23%C3%A9%2B%25\
                 &vbitrate=4294967295&codec=h264";
    for (url, before) in [
        ("https://example.com", "https://example.com/?"),
        ("https://example.com/a", "https://example.com/a?"),
        ("https://example.com/a?", "https://example.com/a?"),
        ("https://example.com/a??", "https://example.com/a??&"),
        ("https://example.com/a?b?", "https://example.com/a?b?&"),
        ("https://example.com/a?b&", "https://example.com/a?b&&"),
        ("https://example.com/a?b=%2f+c'", "https://example.com/a?b=%2f+c%27&"),
        ("http://[2606:4700::1111]:8080/?ids[]=1", "http://[2606:4700::1111]:8080/?ids%5B%5D=1&"),
    ] {
        assert_eq!(check(url, &STREAM), format!("{before}{added}").as_str(), "{url}");
    }
}

#[test]
fn the_longest_url_has_room_for_a_stream() {
    let url = format!("https://example.com/{}", "a".repeat(2_028));
    assert_eq!(url.len(), 2_048);
    let stream = "é".repeat(1_000);
    let asked = check(&url, &Stream { stream: &stream, ..STREAM });
    assert!(asked.as_str().len() > 8_000);
}

proptest! {
    #[test]
    fn any_stream_is_added_as_url_adds_it(
        query in "(\\?[a-z?&=%/]{0,6})?", app in "\\PC*", domain in ".*", stream in ".*",
        vbitrate: u32, codec in "\\PC{0,8}",
    ) {
        let url = format!("https://example.com/{}", query.replace('%', "%25"));
        check(&url, &Stream { app: &app, domain: &domain, stream: &stream, vbitrate, codec: &codec });
    }
}
