//! Which of several faults is reported: the worst, and of equally bad ones the first in reading
//! order. `ranks.rs` says which is worse.

use live_record_notify::{NotifyUrl, OnDemandUrl, Policy, Rank};
use test_support::check;

/// The parts of a URL in reading order, each as it should be and with faults that leave the others
/// readable.
const PARTS: [&[(&str, &str)]; 9] = [
    &[("", ""), ("« »", "malformed character")],
    &[
        ("http://", ""),
        ("«ftp»://", "unsafe scheme"),
        ("ht«\t»tp://", "malformed character"),
        ("«http:/»", "malformed slashes"),
        ("http:/«\\»", "malformed backslash"),
    ],
    &[("", ""), ("«user@»", "unsafe userinfo")],
    &[
        ("example.com", ""),
        ("«localhost»", "unsafe special-use-name"),
        ("«[::1%25]»", "unsafe loopback"),
        ("exam«\n»ple.com", "malformed host-character"),
        ("«exa%6Dple.com»", "malformed host-form"),
        ("example.com«.»", "malformed trailing-dot"),
    ],
    &[
        ("", ""),
        (":«22»", "unsafe bad-port"),
        (":80«\t»80", "malformed character"),
        (":«8x»", "malformed port-syntax"),
    ],
    &[("/a", ""), ("/a«\\»b", "malformed backslash"), ("/a«%»", "malformed percent-encoding")],
    &[("?b", ""), ("?«<»", "malformed character"), ("?«%»", "malformed percent-encoding")],
    &[("", ""), ("«#c»", "malformed fragment")],
    &[("", ""), ("«\r»\n", "malformed character")],
];

type Form = (&'static str, &'static str);

#[test]
fn every_choice_of_faults_is_reported_in_order() {
    let choices = check_choices(&mut Vec::new());
    assert_eq!(choices, PARTS.iter().map(|forms| forms.len()).product::<usize>());
}

/// Checks every way to go on after the forms that are `chosen`, and counts them.
fn check_choices(chosen: &mut Vec<Form>) -> usize {
    let Some(forms) = PARTS.get(chosen.len()) else {
        check_choice(chosen);
        return 1;
    };
    let mut choices = 0;
    for &form in *forms {
        chosen.push(form);
        choices += check_choices(chosen);
        chosen.pop();
    }
    choices
}

#[track_caller]
fn check_choice(chosen: &[Form]) {
    let faults = chosen.iter().enumerate().filter(|(_, (_, verdict))| !verdict.is_empty());
    // Of several minima the first.
    let reported = faults.min_by_key(|(_, (_, verdict))| rank(verdict));
    let (reported_at, expected) = match reported {
        Some((at, (_, verdict))) => (at, *verdict),
        None => (chosen.len(), "accepted http://example.com/a?b"),
    };
    // Only the place of the fault that is to be reported stays marked.
    let marked = |(at, (form, _)): (usize, &Form)| {
        if at == reported_at { (*form).to_owned() } else { form.replace(['«', '»'], "") }
    };
    let input: String = chosen.iter().enumerate().map(marked).collect();
    check(NotifyUrl::parse, &input, expected);
    check(OnDemandUrl::parse, &input, expected);
}

/// The rank of a verdict in [`PARTS`].
fn rank(verdict: &str) -> Rank {
    match verdict {
        "unsafe special-use-name" | "unsafe loopback" => Rank::Loopback,
        "unsafe scheme" => Rank::Scheme,
        "unsafe userinfo" => Rank::UserInfo,
        "unsafe bad-port" => Rank::Port,
        _ => Rank::Malformed,
    }
}

/// What a policy refuses is Unsafe, each in the place of its part.
#[test]
fn what_a_policy_refuses_is_reported_in_order() {
    let policy = Policy::default()
        .require_https()
        .refuse_ip_literals()
        .deny_host(".example.com")
        .and_then(|policy| policy.deny_network("8.8.8.0/24".parse().unwrap()))
        .and_then(|policy| policy.allow_ports([443, 8443]))
        .unwrap();
    let rows = [
        ("http://user@«example.com»:80/", "unsafe host-denied"),
        ("http://user@«127.0.0.1»:80/", "unsafe loopback"),
        ("«http»://user@example.org:80/", "unsafe https-required"),
        ("https://«user@»example.org:80/", "unsafe userinfo"),
        ("https://«example.com»:80/", "unsafe host-denied"),
        ("https://«a.example.com»:80/", "unsafe host-denied"),
        ("https://«8.8.8.8»:80/", "unsafe network-denied"),
        ("https://«1.1.1.1»:80/", "unsafe ip-literal"),
        ("https://«127.0.0.1»:80/", "unsafe loopback"),
        ("https://example.org:«80»/", "unsafe port-not-allowed"),
        ("https://«example.com»:80/ #", "unsafe host-denied"),
        ("https://example.org:«22»/a b", "unsafe port-not-allowed"),
        ("https://example.org:8443/«#»", "malformed fragment"),
        ("https://example.org:8443/", "accepted https://example.org:8443/"),
        ("https://example.org/", "accepted https://example.org/"),
        // Without a port it is the host that stands for the one of its scheme.
        ("«http»://example.org/", "unsafe https-required"),
    ];
    for (input, expected) in rows {
        check(|text| NotifyUrl::parse_with(text, &policy), input, expected);
    }
    let policy = Policy::default().allow_ports([443]).unwrap();
    check(
        |text| NotifyUrl::parse_with(text, &policy),
        "http://«example.org»/",
        "unsafe port-not-allowed",
    );
}

/// A redirect adds one fault to those of a URL: from https down to http.
#[test]
fn a_redirect_down_to_http_stands_in_the_place_of_the_scheme() {
    let policy = Policy::default();
    let secure = NotifyUrl::parse("https://example.com/a").unwrap();
    let rows = [
        ("http://user@«127.0.0.1»:22/a b#c", "unsafe loopback"),
        ("«http»://user@example.org:22/a b#c", "unsafe https-downgrade"),
        (" «http»://example.org/", "unsafe https-downgrade"),
        ("https://user@«127.0.0.1»:22/", "unsafe loopback"),
        ("https://«user@»example.org:22/", "unsafe userinfo"),
        ("«ftp»://user@example.org/", "unsafe scheme"),
        ("//«127.0.0.1»:22/", "unsafe loopback"),
        ("//example.org:«22»/ ", "unsafe bad-port"),
        ("//example.org/a« »b", "malformed character"),
        ("«\\»\\example.org/", "malformed backslash"),
        ("a« »b", "malformed character"),
        ("«»", "malformed empty"),
        ("//example.org/", "accepted https://example.org/"),
        ("b", "accepted https://example.com/b"),
        ("?b#c", "accepted https://example.com/a?b"),
    ];
    for (location, expected) in rows {
        check(|text| secure.redirect(text, &policy), location, expected);
    }
    let plain = NotifyUrl::parse("http://example.com/a").unwrap();
    for (location, expected) in [
        ("https://example.org/", "accepted https://example.org/"),
        ("http://example.org/", "accepted http://example.org/"),
        ("//example.org/", "accepted http://example.org/"),
    ] {
        check(|text| plain.redirect(text, &policy), location, expected);
    }
}

/// A redirect to another scheme silences no alarm on where it leads.
#[test]
fn the_host_after_another_scheme_comes_first_in_a_redirect_too() {
    let url = NotifyUrl::parse("https://example.com/a").unwrap();
    for (location, expected) in [
        ("gopher://«127.0.0.1»:6379/", "unsafe loopback"),
        ("ftp://user@«169.254.169.254»/", "unsafe cloud-metadata"),
        ("«ftp»://example.org/", "unsafe scheme"),
        ("«javascript»:0", "unsafe scheme"),
    ] {
        check(|text| url.redirect(text, &Policy::default()), location, expected);
    }
}
