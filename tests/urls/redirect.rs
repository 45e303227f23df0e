//! Redirects: where a `Location` leads, read against the URL that answered with it.

use live_record_notify::{Error, NotifyUrl, OnDemandUrl, Policy};

const HTTPS: &str = "https://example.com/a/b?key=1";
const HTTP: &str = "http://example.com:8080/a/b?key=1";

fn redirect(base: &str, location: &str) -> Result<NotifyUrl, Error> {
    NotifyUrl::parse(base).unwrap().redirect(location, &Policy::default())
}

/// Location, and where it leads from [`HTTPS`] and from [`HTTP`].
#[track_caller]
fn accept(rows: &[(&str, &str, &str)]) {
    for (location, from_https, from_http) in rows {
        for (base, expected) in [(HTTPS, from_https), (HTTP, from_http)] {
            match redirect(base, location) {
                Ok(url) => assert_eq!(url, *expected, "{location:?} from {base}"),
                Err(error) => panic!("{location:?} from {base}: {error}"),
            }
        }
    }
}

/// Location, the part of it that is to blame, kind of code, and the reason's identifier; the same
/// from both.
#[track_caller]
fn refuse(rows: &[(&str, &str, &str, &str)]) {
    for (location, blamed, kind, reason) in rows {
        for base in [HTTPS, HTTP] {
            match redirect(base, location) {
                Ok(url) => panic!("{location:?} from {base} leads to {url}"),
                Err(error) => {
                    let code = format!("InvalidNotifyUrl.{kind}");
                    let span = error.span().expect("a place in the Location");
                    assert_eq!(error.code().as_str(), code, "{location:?} from {base}: {error}");
                    assert_eq!(error.reason().id(), *reason, "{location:?} from {base}");
                    assert_eq!(location.get(span), Some(*blamed), "{location:?} from {base}");
                }
            }
        }
    }
}

#[test]
fn absolute() {
    accept(&[
        ("https://example.org/x?y", "https://example.org/x?y", "https://example.org/x?y"),
        ("HTTPS://EXAMPLE.org:443", "https://example.org/", "https://example.org/"),
        (
            "https://bücher.example/ü",
            "https://xn--bcher-kva.example/%C3%BC",
            "https://xn--bcher-kva.example/%C3%BC",
        ),
        ("https://8.8.8.8/", "https://8.8.8.8/", "https://8.8.8.8/"),
    ]);
}

/// Scheme and nothing else is taken from the base.
#[test]
fn scheme_relative() {
    accept(&[
        ("//example.org", "https://example.org/", "http://example.org/"),
        ("//example.org/x", "https://example.org/x", "http://example.org/x"),
        ("//example.org:444/x", "https://example.org:444/x", "http://example.org:444/x"),
        ("//example.org:443/x", "https://example.org/x", "http://example.org:443/x"),
        ("//[2606:4700::1111]/", "https://[2606:4700::1111]/", "http://[2606:4700::1111]/"),
    ]);
}

/// Scheme, host and port are taken from the base.
#[test]
fn path_and_query() {
    accept(&[
        ("/", "https://example.com/", "http://example.com:8080/"),
        ("/x/y?z", "https://example.com/x/y?z", "http://example.com:8080/x/y?z"),
        ("x", "https://example.com/a/x", "http://example.com:8080/a/x"),
        ("./x", "https://example.com/a/x", "http://example.com:8080/a/x"),
        ("../x", "https://example.com/x", "http://example.com:8080/x"),
        ("../../../x", "https://example.com/x", "http://example.com:8080/x"),
        ("?", "https://example.com/a/b?", "http://example.com:8080/a/b?"),
        ("?key=2", "https://example.com/a/b?key=2", "http://example.com:8080/a/b?key=2"),
        ("/ü?'", "https://example.com/%C3%BC?%27", "http://example.com:8080/%C3%BC?%27"),
        ("/a|b", "https://example.com/a%7Cb", "http://example.com:8080/a%7Cb"),
        (
            "?a[]=^",
            "https://example.com/a/b?a%5B%5D=%5E",
            "http://example.com:8080/a/b?a%5B%5D=%5E",
        ),
        ("a[0]", "https://example.com/a/a%5B0%5D", "http://example.com:8080/a/a%5B0%5D"),
        // Two slashes that are not at the start do not end the path.
        (
            "/.//127.0.0.1/",
            "https://example.com//127.0.0.1/",
            "http://example.com:8080//127.0.0.1/",
        ),
        (
            "/%2f127.0.0.1/",
            "https://example.com/%2f127.0.0.1/",
            "http://example.com:8080/%2f127.0.0.1/",
        ),
        (
            "127.0.0.1/x",
            "https://example.com/a/127.0.0.1/x",
            "http://example.com:8080/a/127.0.0.1/x",
        ),
        (
            "?//127.0.0.1/",
            "https://example.com/a/b?//127.0.0.1/",
            "http://example.com:8080/a/b?//127.0.0.1/",
        ),
    ]);
}

/// RFC 9110 §10.2.2: a fragment is meant for the user agent, and no request carries it.
#[test]
fn fragments_are_dropped() {
    accept(&[
        ("#top", "https://example.com/a/b?key=1", "http://example.com:8080/a/b?key=1"),
        ("#", "https://example.com/a/b?key=1", "http://example.com:8080/a/b?key=1"),
        ("/x#top", "https://example.com/x", "http://example.com:8080/x"),
        ("?x#a/b?c#d", "https://example.com/a/b?x", "http://example.com:8080/a/b?x"),
        ("//example.org#@127.0.0.1/", "https://example.org/", "http://example.org/"),
        ("https://example.org/#top", "https://example.org/", "https://example.org/"),
    ]);
    assert!(NotifyUrl::parse("https://example.org/#top").is_err(), "as typed it is refused");
}

#[test]
fn https_never_falls_to_http() {
    for (location, blamed) in [
        ("http://example.org/", "http"),
        ("http://example.com/a/b?key=1", "http"),
        ("HTTP://example.org/", "HTTP"),
        ("http:example.org/", "http"),
        ("ht\ttp://example.org/", "ht\ttp"),
        ("http://user@example.org/", "http"),
    ] {
        let error = redirect(HTTPS, location).unwrap_err();
        assert_eq!(error.code().as_str(), "InvalidNotifyUrl.Unsafe", "{location:?}");
        assert_eq!(error.reason().id(), "https-downgrade", "{location:?}");
        assert_eq!(location.get(error.span().unwrap()), Some(blamed), "{location:?}");
    }
    // Where it leads comes first.
    let error = redirect(HTTPS, "http://127.0.0.1/").unwrap_err();
    assert_eq!(error.reason().id(), "loopback");
    assert_eq!(redirect(HTTP, "http://example.org/").unwrap(), "http://example.org/");
    assert_eq!(redirect(HTTP, "https://example.org/").unwrap(), "https://example.org/");
}

#[test]
fn unsafe_scheme() {
    refuse(&[
        ("ftp://example.org/", "ftp", "Unsafe", "scheme"),
        ("file:///etc/passwd", "file", "Unsafe", "scheme"),
        ("javascript:0", "javascript", "Unsafe", "scheme"),
        ("data:,x", "data", "Unsafe", "scheme"),
        // In a reference this is a scheme: RFC 3986 §4.2.
        ("localhost:8080/x", "localhost", "Unsafe", "scheme"),
        ("a:b", "a", "Unsafe", "scheme"),
    ]);
    accept(&[("./a:b", "https://example.com/a/a:b", "http://example.com:8080/a/a:b")]);
}

#[test]
fn unsafe_host() {
    refuse(&[
        ("https://127.0.0.1/", "127.0.0.1", "Unsafe", "loopback"),
        ("//127.0.0.1/", "127.0.0.1", "Unsafe", "loopback"),
        ("//169.254.169.254/", "169.254.169.254", "Unsafe", "cloud-metadata"),
        (
            "//metadata.google.internal/",
            "metadata.google.internal",
            "Unsafe",
            "cloud-metadata-name",
        ),
        ("//intranet/", "intranet", "Unsafe", "private-name"),
        ("//router/", "router", "Unsafe", "single-label"),
        ("//10.0.0.1.nip.io/", "10.0.0.1.nip.io", "Unsafe", "spelled-address"),
        ("//[::ffff:127.0.0.1]/", "[::ffff:127.0.0.1]", "Unsafe", "loopback"),
        ("//0x7f.1/", "0x7f.1", "Unsafe", "loopback"),
        ("//127。0。0。1/", "127。0。0。1", "Unsafe", "loopback"),
    ]);
}

/// What a WHATWG reader takes for an authority is judged as one, however it is written.
#[test]
fn unsafe_host_in_disguise() {
    refuse(&[
        ("\\\\127.0.0.1\\", "127.0.0.1", "Unsafe", "loopback"),
        ("/\\127.0.0.1/", "127.0.0.1", "Unsafe", "loopback"),
        ("\\/127.0.0.1/", "127.0.0.1", "Unsafe", "loopback"),
        ("/\t/127.0.0.1/", "127.0.0.1", "Unsafe", "loopback"),
        (" //127.0.0.1/", "127.0.0.1", "Unsafe", "loopback"),
        ("https:/\\/127.0.0.1/", "127.0.0.1", "Unsafe", "loopback"),
    ]);
}

/// What `url` cannot read is judged by the host that stands there.
#[test]
fn unsafe_host_that_url_cannot_read() {
    refuse(&[
        ("//[fe80::1%25eth0]/", "[fe80::1%25eth0]", "Unsafe", "link-local"),
        ("//[::1%lo]/", "[::1%lo]", "Unsafe", "loopback"),
        ("//::1/", "::1", "Unsafe", "loopback"),
        ("//[127.0.0.1]/", "[127.0.0.1]", "Unsafe", "loopback"),
        ("//127.0.0.1:99999/", "127.0.0.1", "Unsafe", "loopback"),
        ("//127.0.0.1%00.example.org/", "127.0.0.1%00.example.org", "Unsafe", "loopback"),
        ("https://user@10.0.0.8:+80/", "10.0.0.8", "Unsafe", "private-use"),
        ("\u{feff}https://127.0.0.1/", "127.0.0.1", "Unsafe", "loopback"),
    ]);
}

/// WHATWG URL steps over further slashes and takes what comes after them for the host
/// (special authority ignore slashes state).
#[test]
fn unsafe_host_after_three_slashes() {
    refuse(&[
        ("///127.0.0.1/", "127.0.0.1", "Unsafe", "loopback"),
        ("////127.0.0.1/", "127.0.0.1", "Unsafe", "loopback"),
        ("//\\127.0.0.1/", "127.0.0.1", "Unsafe", "loopback"),
        ("//\t/127.0.0.1/", "127.0.0.1", "Unsafe", "loopback"),
        ("///localhost", "localhost", "Unsafe", "special-use-name"),
        ("///user@example.org/", "user@", "Unsafe", "userinfo"),
        ("///example.org:25/", "25", "Unsafe", "bad-port"),
        ("///example.org/", "///", "Malformed", "slashes"),
    ]);
}

#[test]
fn unsafe_user_information_and_port() {
    refuse(&[
        ("//user@example.org/", "user@", "Unsafe", "userinfo"),
        ("//@example.org/", "@", "Unsafe", "userinfo"),
        ("https://user:pass@example.org/", "user:pass@", "Unsafe", "userinfo"),
        ("//example.org:25/", "25", "Unsafe", "bad-port"),
        ("//example.org:0/", "0", "Unsafe", "bad-port"),
    ]);
}

#[test]
fn malformed() {
    refuse(&[
        ("", "", "Malformed", "empty"),
        (" ", " ", "Malformed", "character"),
        (" /x", " ", "Malformed", "character"),
        ("/x ", " ", "Malformed", "character"),
        ("/x#top ", " ", "Malformed", "character"),
        ("/a b", " ", "Malformed", "character"),
        ("/a\nb", "\n", "Malformed", "character"),
        ("/a{b", "{", "Malformed", "character"),
        ("/a\u{200b}", "\u{200b}", "Malformed", "invisible-character"),
        ("\u{feff}/a", "\u{feff}", "Malformed", "invisible-character"),
        ("/%zz", "%", "Malformed", "percent-encoding"),
        ("\\x", "\\", "Malformed", "backslash"),
        ("x\\y", "\\", "Malformed", "backslash"),
        ("/\\example.org/", "\\", "Malformed", "backslash"),
        ("//example.org\\@127.0.0.1/", "\\", "Malformed", "backslash"),
        ("https:///example.org/", "https:///", "Malformed", "slashes"),
        ("//", "", "Malformed", "no-host"),
        ("//?x", "", "Malformed", "no-host"),
        ("https://", "", "Malformed", "no-host"),
        ("//exa mple.org/", " ", "Malformed", "host-character"),
        ("//a..b.example/", "", "Malformed", "empty-label"),
        ("//example.org./", ".", "Malformed", "trailing-dot"),
        ("//0x08080808/", "0x08080808", "Malformed", "numeric-ipv4"),
        ("//ｅxample.org/", "ｅxample.org", "Malformed", "host-form"),
        ("//[2606:4700::1%25eth0]/", "[2606:4700::1%25eth0]", "Malformed", "zone-id"),
        ("//2606:4700::1/", "2606:4700::1", "Malformed", "missing-bracket"),
        ("//[example.org]/", "[example.org]", "Malformed", "bracketed-host"),
        ("//example.org:65536/", "65536", "Malformed", "port-syntax"),
    ]);
}

/// A WHATWG reader takes the scheme of the base, written out, for no scheme at all; an RFC 3986
/// reader does not.
#[test]
fn the_scheme_of_the_base_without_slashes() {
    for (base, location, blamed) in [
        (HTTPS, "https:x", "https:"),
        (HTTPS, "https:/x", "https:/"),
        (HTTP, "http:x", "http:"),
        (HTTP, "http:/x", "http:/"),
    ] {
        let error = redirect(base, location).unwrap_err();
        assert_eq!(error.code().as_str(), "InvalidNotifyUrl.Malformed", "{location}");
        assert_eq!(error.reason().id(), "slashes", "{location}");
        assert_eq!(location.get(error.span().unwrap()), Some(blamed), "{location}");
    }
}

/// RFC 3986 §4.2: a first segment with a colon would read as a scheme, and these are none.
#[test]
fn a_colon_in_the_first_segment() {
    refuse(&[
        ("8.8.8.8:80/x", "8.8.8.8", "Malformed", "no-scheme"),
        ("127.0.0.1:80/x", "127.0.0.1", "Malformed", "no-scheme"),
        ("_a:b", "_a", "Malformed", "no-scheme"),
        ("[::1]/", "[", "Malformed", "no-scheme"),
        (":b", "", "Malformed", "no-scheme"),
        ("%68ttp://example.org/", "%68ttp", "Malformed", "no-scheme"),
    ]);
    accept(&[
        (
            "./8.8.8.8:80/x",
            "https://example.com/a/8.8.8.8:80/x",
            "http://example.com:8080/a/8.8.8.8:80/x",
        ),
        ("/a:b", "https://example.com/a:b", "http://example.com:8080/a:b"),
        ("x/a:b", "https://example.com/a/x/a:b", "http://example.com:8080/a/x/a:b"),
        ("?a:b", "https://example.com/a/b?a:b", "http://example.com:8080/a/b?a:b"),
    ]);
}

#[test]
fn too_long() {
    let longest = format!("https://example.org/{}", "a".repeat(2048 - 20));
    assert_eq!(redirect(HTTPS, &longest).unwrap(), longest.as_str());
    // Not the Location alone must fit, but what it leads to.
    let path = |length| format!("/{}", "a".repeat(length - 1));
    let room = 2048 - "https://example.com".len();
    assert_eq!(redirect(HTTPS, &path(room)).unwrap().as_str().len(), 2048);
    let not_ascii = format!("/{}", "ü".repeat(1000));
    // What is left off counts all the same: a longer text is not read.
    let left_off = format!("/#{}", "a".repeat(2047));
    for location in [longest + "a", path(2049), path(room + 1), not_ascii, left_off] {
        let error = redirect(HTTPS, &location).unwrap_err();
        assert_eq!(error.code().as_str(), "InvalidNotifyUrl.Malformed");
        assert_eq!(error.reason().id(), "too-long");
        assert_eq!(error.span(), Some(0..location.len()));
    }
}

#[test]
fn the_policy_holds() {
    let policy = Policy::default()
        .allow_network("10.0.0.0/8".parse().unwrap())
        .unwrap()
        .deny_host(".example.net")
        .unwrap()
        .allow_ports([80, 443])
        .unwrap();
    let url = NotifyUrl::parse_with("http://example.com/", &policy).unwrap();
    for (location, expected) in [
        ("//10.0.0.1/", Ok("http://10.0.0.1/")),
        ("//11.0.0.1:81/", Err("port-not-allowed")),
        ("//hooks.example.net/", Err("host-denied")),
        ("//169.254.169.254/", Err("cloud-metadata")),
    ] {
        match (url.redirect(location, &policy), expected) {
            (Ok(url), Ok(expected)) => assert_eq!(url, expected, "{location}"),
            (Err(error), Err(expected)) => assert_eq!(error.reason().id(), expected, "{location}"),
            (outcome, _) => panic!("{location}: {outcome:?}"),
        }
    }
    let error = url.redirect("/x", &policy.require_https()).unwrap_err();
    assert_eq!(error.reason().id(), "https-required");
}

/// User name and password belong to the authority: they stay where it does.
#[test]
fn user_information_stays_with_its_host() {
    let policy = Policy::default().allow_user_info();
    let url = NotifyUrl::parse_with("https://user:pass@example.com/a", &policy).unwrap();
    assert_eq!(url.redirect("/b", &policy).unwrap(), "https://user:pass@example.com/b");
    assert_eq!(url.redirect("//example.com/b", &policy).unwrap(), "https://example.com/b");
    assert_eq!(url.redirect("//example.org/b", &policy).unwrap(), "https://example.org/b");
    for base in ["user:pass@", "user@", ":pass@"] {
        let url = NotifyUrl::parse_with(&format!("https://{base}example.com/a"), &policy).unwrap();
        let error = url.redirect("/b", &Policy::default()).unwrap_err();
        assert_eq!(error.reason().id(), "userinfo", "{base}");
    }
}

/// What comes out is a URL like any other: it redirects again, and reads as it is written.
#[test]
fn a_chain() {
    let url = NotifyUrl::parse(HTTP).unwrap();
    let policy = Policy::default();
    let chain = ["//example.org/x/", "https://example.org", "y?z", "/../w#v"];
    let last = chain.iter().fold(url, |url, location| url.redirect(location, &policy).unwrap());
    assert_eq!(last, "https://example.org/w");
    assert_eq!(NotifyUrl::parse(last.as_str()).unwrap(), last);
    assert_eq!(
        last.redirect("http://example.org/", &policy).unwrap_err().reason().id(),
        "https-downgrade"
    );
}

#[test]
fn an_on_demand_url_has_codes_of_its_own() {
    let url = OnDemandUrl::parse(HTTPS).unwrap();
    let code = |location| url.redirect(location, &Policy::default()).unwrap_err().code();
    assert_eq!(code("//127.0.0.1/").as_str(), "InvalidOnDemandUrl.Unsafe");
    assert_eq!(code("///example.org/").as_str(), "InvalidOnDemandUrl.Malformed");
    let redirected = url.redirect("?key=2", &Policy::default()).unwrap();
    assert_eq!(redirected, "https://example.com/a/b?key=2");
}
