//! Where a receiver may send a delivery on to.

use std::io::Write as _;

use live_record_notify_reqwest::{Error, ErrorKind, Stage};

use crate::server::Server;
use crate::support::{
    EVENT, Names, OK, Receiver, allowing, builder, client, naive, notify, one_name, redirect,
    refusal,
};

/// Notifies a receiver that redirects to `location`.
async fn follow(names: &Names, status: u16, location: &str) -> Result<u16, Error> {
    let receiver = Receiver::start(&redirect(status, location));
    let url = format!("http://hooks.example.com:{}/a/b?key=1", receiver.port());
    let outcome = notify(&client(names), &url).await;
    assert_eq!(receiver.requests().len(), 1);
    outcome
}

#[tokio::test]
async fn a_redirect_to_a_metadata_service_is_refused() {
    for location in [
        "http://169.254.169.254/latest/meta-data/",
        "//169.254.169.254/latest/meta-data/",
        "http://[::ffff:a9fe:a9fe]/",
        "http://0xa9fea9fe/",
        "http://100.100.100.200/latest/meta-data/",
        "http://metadata.google.internal/computeMetadata/v1/",
    ] {
        let (code, reason) = refusal(follow(&one_name(), 302, location).await);
        assert_eq!(code, "InvalidNotifyUrl.Unsafe", "{location}");
        assert!(reason.starts_with("cloud-metadata"), "{location}: {reason}");
    }
}

#[tokio::test]
async fn a_redirect_to_another_scheme_is_refused() {
    for location in [
        "ftp://hooks.example.com/",
        "file:///etc/passwd",
        "gopher://127.0.0.1:6379/",
        "javascript:0",
    ] {
        let outcome = follow(&one_name(), 307, location).await;
        assert_eq!(refusal(outcome), ("InvalidNotifyUrl.Unsafe", "scheme"), "{location}");
    }
    // Where it leads is worse, unless the policy opens it, as it does 127.0.0.1 in these tests.
    let outcome = follow(&one_name(), 307, "gopher://10.0.0.1:6379/").await;
    assert_eq!(refusal(outcome), ("InvalidNotifyUrl.Unsafe", "private-use"));
}

#[tokio::test]
async fn a_redirect_to_an_internal_host_is_refused() {
    let inside = Receiver::start(OK);
    let location = format!("http://127.0.0.1:{}/", inside.port());
    let outside = Receiver::at("127.0.0.2:0", &redirect(302, &location));
    let names = Names::default().with("hooks.example.com", &[&["127.0.0.2"]]);
    let client = builder(&names).policy(allowing("127.0.0.2/32")).build().unwrap();
    let url = format!("http://hooks.example.com:{}/", outside.port());

    let outcome = notify(&client, &url).await;
    assert_eq!(refusal(outcome), ("InvalidNotifyUrl.Unsafe", "loopback"));
    inside.assert_unreached();

    // The neighbour: the naive client follows.
    assert_eq!(naive(&url, "hooks.example.com", &outside.address.to_string()).await.unwrap(), 200);
    assert_eq!(inside.requests().last().unwrap().split(' ').next(), Some("GET"));
}

/// The name reads well, and what it resolves to does not.
#[tokio::test]
async fn a_redirect_goes_through_the_second_stage_too() {
    let names = one_name().with("moved.example.com", &[&["10.0.0.1"]]);
    let outcome = follow(&names, 308, "http://moved.example.com/").await;
    assert_eq!(refusal(outcome), ("InvalidNotifyUrl.Unsafe", "private-use"));
    assert_eq!(names.asked("moved.example.com"), 1);
}

#[tokio::test]
async fn a_redirect_that_is_malformed_is_refused() {
    for (location, reason) in [
        ("", "empty"),
        ("http://h .example/", "host-character"),
        ("/a b", "character"),
        ("http:/x", "slashes"),
    ] {
        let outcome = follow(&one_name(), 302, location).await;
        assert_eq!(refusal(outcome), ("InvalidNotifyUrl.Malformed", reason), "{location:?}");
    }
    let without = "HTTP/1.1 302 Found\r\ncontent-length: 0\r\nconnection: close\r\n\r\n";
    let twice = redirect(302, "/a\r\nlocation: /b");
    for response in [without.to_owned(), redirect(302, "/\u{e9}"), twice] {
        let receiver = Receiver::start(&response);
        let url = format!("http://{}/", receiver.address);
        let outcome = notify(&client(&one_name()), &url).await;
        assert!(matches!(outcome.as_ref().unwrap_err().kind(), ErrorKind::Location), "{outcome:?}");
    }
}

/// Method, target and body of a request.
fn essence(request: &str) -> (String, String) {
    let (head, body) = request.split_once("\r\n\r\n").unwrap();
    (head.lines().next().unwrap().to_owned(), body.to_owned())
}

#[tokio::test]
async fn a_redirect_keeps_method_and_event_but_for_303() {
    let posted = ("POST /c HTTP/1.1", EVENT);
    let asked = ("GET /c HTTP/1.1", "");
    for (status, expected) in
        [(301, posted), (302, posted), (303, asked), (307, posted), (308, posted)]
    {
        let last = Receiver::start(OK);
        let location = format!("http://moved.example.com:{}/c#top", last.port());
        let names = one_name().with("moved.example.com", &[&["127.0.0.1"]]);
        assert_eq!(follow(&names, status, &location).await.unwrap(), 200, "{status}");
        let requests = last.requests();
        assert_eq!(requests.len(), 1, "{status}");
        let (line, body) = essence(&requests[0]);
        assert_eq!((line.as_str(), body.as_str()), expected, "{status}");
        let host = format!("\r\nhost: moved.example.com:{}\r\n", last.port());
        assert!(requests[0].contains(&host), "{status}: {requests:?}");
        assert_eq!(requests[0].contains("application/json"), !body.is_empty(), "{status}");
    }
}

/// The neighbour of the test above: the naive client asks by GET, and takes the answer for success.
#[tokio::test]
async fn a_naive_client_loses_the_event_on_the_way() {
    let last = Receiver::start(OK);
    let first = Receiver::start(&redirect(301, &format!("http://{}/", last.address)));
    let url = format!("http://hooks.example.com:{}/", first.port());
    assert_eq!(naive(&url, "hooks.example.com", &first.address.to_string()).await.unwrap(), 200);
    assert_eq!(essence(&last.requests()[0]), ("GET / HTTP/1.1".to_owned(), String::new()));
}

/// Each form of a Location is resolved against the URL that was called.
#[tokio::test]
async fn a_relative_redirect_stays_with_its_host() {
    for (location, target) in
        [("c", "/a/c"), ("/c", "/c"), ("?key=2", "/a/b?key=2"), ("../c", "/c")]
    {
        let receiver = Receiver::start(&redirect(308, location));
        let url = format!("http://hooks.example.com:{}/a/b?key=1", receiver.port());
        let client = builder(&one_name()).max_redirects(1).build().unwrap();
        let outcome = notify(&client, &url).await;
        assert!(
            matches!(outcome.as_ref().unwrap_err().kind(), ErrorKind::TooManyRedirects(1)),
            "{outcome:?}"
        );
        let (line, body) = essence(&receiver.requests()[1]);
        assert_eq!(line, format!("POST {target} HTTP/1.1"), "{location}");
        assert_eq!(body, EVENT, "{location}");
    }
}

#[tokio::test]
async fn redirects_come_to_an_end() {
    for max_redirects in [0, 1, 3] {
        let receiver = Receiver::start(&redirect(302, "/again"));
        let url = format!("http://hooks.example.com:{}/", receiver.port());
        let names = one_name();
        let client = builder(&names).max_redirects(max_redirects).build().unwrap();
        let outcome = notify(&client, &url).await;
        let error = outcome.unwrap_err();
        assert!(matches!(error.kind(), ErrorKind::TooManyRedirects(n) if *n == max_redirects));
        assert_eq!(error.stage(), Stage::Redirect);
        assert_eq!(error.redirects(), max_redirects);
        assert_eq!(error.status().unwrap().as_u16(), 302);
        assert_eq!(receiver.requests().len(), max_redirects + 1);
        assert_eq!(names.asked("hooks.example.com"), max_redirects + 1);
    }
}

/// Every form of a Location, to a host inside that listens: nobody comes.
#[tokio::test]
async fn no_form_of_a_location_leads_inside() {
    let inside = Receiver::start(OK);
    let names = Names::default()
        .with("hooks.example.com", &[&["127.0.0.2"]])
        .with("inside.example.com", &[&["127.0.0.1"]]);
    let port = inside.port();
    for location in [
        format!("http://127.0.0.1:{port}/"),
        format!("//127.0.0.1:{port}/"),
        format!("HTTP://0x7f.1:{port}/"),
        format!("http://2130706433:{port}/"),
        format!("http://[::1]:{port}/"),
        format!("http://[::ffff:127.0.0.1]:{port}/"),
        format!("http://localhost:{port}/"),
        format!("http://127.0.0.1.nip.io:{port}/"),
        format!("http://inside.example.com:{port}/"),
        format!("//inside.example.com:{port}/"),
        format!("http://hooks.example.com@127.0.0.1:{port}/"),
        format!("http:\\\\127.0.0.1:{port}\\"),
        format!("/\\127.0.0.1:{port}/"),
        format!("http:127.0.0.1:{port}/"),
        format!(" //127.0.0.1:{port}/"),
        format!("\t//127.0.0.1:{port}/"),
        format!("http://127.0.0.1:{port}/ http://hooks.example.com/"),
    ] {
        let outside = Receiver::at("127.0.0.2:0", &redirect(307, &location));
        let url = format!("http://hooks.example.com:{}/", outside.port());
        let client = builder(&names).policy(allowing("127.0.0.2/32")).build().unwrap();
        let error = notify(&client, &url).await.unwrap_err();
        assert!(error.refusal().is_some(), "{location}: {error:?}");
        let stage = if location.contains("inside") { Stage::Resolve } else { Stage::Redirect };
        assert_eq!(error.stage(), stage, "{location}");
        assert_eq!(outside.requests().len(), 1, "{location}");
    }
    inside.assert_unreached();
}

/// A chain of any length is a loop here, and no recursion.
#[tokio::test]
async fn ten_thousand_redirects_are_counted() {
    let server = Server::start("127.0.0.1:0", |_, stream| {
        stream.write_all(b"HTTP/1.1 307 x\r\nlocation: /again\r\ncontent-length: 0\r\n\r\n")
    });
    let url = format!("http://hooks.example.com:{}/", server.port());
    let patient = builder(&one_name()).timeout(std::time::Duration::from_secs(300));
    let patient = patient.max_redirects(10_000).build().unwrap();
    let error = notify(&patient, &url).await.unwrap_err();
    assert!(matches!(error.kind(), ErrorKind::TooManyRedirects(10_000)), "{error:?}");
    assert_eq!(server.requests().len(), 10_001);
    assert_eq!(server.connections(), 1);

    // The neighbour: by default the fourth is not followed.
    let error = notify(&client(&one_name()), &url).await.unwrap_err();
    assert!(matches!(error.kind(), ErrorKind::TooManyRedirects(3)), "{error:?}");
    assert_eq!(server.requests().len(), 10_001 + 4);
}
