//! The inputs of fourteen public projects' tests: their verdicts, ours, and why where they differ.

use std::net::IpAddr;

use live_record_notify::address::{AddressKind, classify};
use live_record_notify::{DomainName, NotifyUrl};
use test_support::{data, url_of, verdict};

/// The rules by which our verdict differs from a peer's.
const WHYS: &[(&str, &str)] = &[
    ("an-address", "an address by RFC 4291 §2.2, as the other peers of the row find"),
    ("brackets", "brackets hold IPv6 addresses alone (RFC 3986 §3.2.2, WHATWG URL)"),
    ("carried", "mapped and NAT64 addresses are judged by the IPv4 address that they carry"),
    ("example-name", "RFC 6761 §6.5: applications should not treat example names as special"),
    ("globally-reachable", "the IANA registry says of the block: globally reachable"),
    ("host-form", "the host as typed is not the host as looked up, and leads nowhere unsafe"),
    ("https-by-policy", "http is accepted unless a policy requires https"),
    ("ipv4-compatible", "::/96 is deprecated (RFC 4291 §2.5.5.1), and a relay decides"),
    ("multicast", "no request goes to a group, though the special-purpose registries omit it"),
    ("no-port", "a host needs no port: it has that of its scheme"),
    ("numeric-form", "an IPv4 address is four plain decimals; other notations are for URLs"),
    ("port-by-policy", "ports beyond 80 and 443 pass unless they are bad or a policy forbids them"),
    ("redirect-service", "a public host; where it redirects to is judged by `redirect`"),
    ("reverse-name", "the registry has the reverse names of private networks, not of loopback"),
    ("scoped", "an address with a scope is none: WHATWG URL reads no zone identifier"),
    ("single-label", "a host name without a dot is unsafe: only a private resolver answers it"),
    ("site-local", "fec0::/10 is deprecated (RFC 3879), and no one routes it in public"),
    ("spells-public", "the name spells a public address, and the second stage judges the answer"),
    ("trailing-dot", "a trailing dot is malformed where the name leads nowhere unsafe"),
    ("undelegated", "IANA delegates nothing outside 2000::/3, so nobody public can be there"),
    ("underscore", "a URL's host may hold `_`; a DomainName may not"),
    ("unread", "`url` reads nothing, and no reading of the host that stands there leads inside"),
    (
        "seen-host",
        "`url` reads nothing, and other readers go where the host that stands there says",
    ),
    ("bad-port", "the port is that of another protocol, whatever host stands before it"),
    ("unresolved", "parsing resolves nothing; the second stage refuses an empty answer"),
];

#[test]
fn verdicts_are_those_of_the_table() {
    let rows = data::vectors();
    assert_eq!(rows.len(), 811);
    let mut wrong = vec![];
    for row in rows {
        let [kind, input, _, ours, domain_name, _] = &row;
        let none = || "-".to_owned();
        let (got, got_of_name) = match kind.as_str() {
            "url" => (verdict(&NotifyUrl::parse(input)), none()),
            "domain" => {
                let url = format!("http://{input}/");
                (verdict(&NotifyUrl::parse(&url)), verdict(&DomainName::parse(input)))
            }
            "ip" => {
                let kind = input.parse::<IpAddr>().map(|address| classify(address).kind().id());
                (kind.unwrap_or("no address").to_owned(), none())
            }
            _ => panic!("{row:?}"),
        };
        if (&got, &got_of_name) != (ours, domain_name) {
            wrong.push((got, got_of_name, row));
        }
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
}

/// What an accepted address leads to is also what `NotifyUrl` says of it as a literal.
#[test]
fn addresses_are_judged_alike_inside_a_url() {
    for row in data::vectors() {
        let [kind, input, _, ours, ..] = &row;
        let Ok(address) = input.parse::<IpAddr>() else { continue };
        if kind != "ip" {
            continue;
        }
        let is_public = ours == AddressKind::Global.id();
        assert_eq!(NotifyUrl::parse(&url_of(address)).is_ok(), is_public, "{row:?}");
    }
}

#[test]
fn a_row_has_a_why_if_and_only_if_it_differs_from_a_peer() {
    let mut given = vec![];
    for row in data::vectors() {
        let [kind, _, peers, ours, _, why] = &row;
        let differs = peers.split("; ").any(|peer| {
            let Some((verdict, names)) = peer.split_once(": ") else { panic!("{row:?}") };
            assert!(!names.is_empty(), "{row:?}");
            !agree(kind, verdict, ours)
        });
        assert_eq!(why != "-", differs, "{row:?}");
        for name in why.split(' ').filter(|_| differs) {
            assert!(WHYS.iter().any(|(known, _)| *known == name), "{row:?}");
            given.push(name.to_owned());
        }
    }
    for (name, rule) in WHYS {
        assert!(given.iter().any(|given| given == name), "no row needs {name}: {rule}");
    }
}

/// Whether a peer's verdict and ours come to the same. Peers judge where a host leads, so it is
/// the URL around a domain that is compared.
fn agree(kind: &str, peer: &str, ours: &str) -> bool {
    let is_address = kind == "ip" && ours != "no address";
    let (accepted, unsafe_, malformed) = if kind == "ip" {
        let is_public = ours == AddressKind::Global.id();
        (is_public, is_address && !is_public, !is_address)
    } else {
        let word = ours.split(' ').next();
        (word == Some("accepted"), word == Some("unsafe"), word == Some("malformed"))
    };
    match peer {
        "safe" => accepted,
        "unsafe" => unsafe_,
        "malformed" => malformed,
        "reject" => !accepted,
        // It was read; where it leads was not asked.
        "accept" => !malformed,
        _ => panic!("{peer}"),
    }
}
