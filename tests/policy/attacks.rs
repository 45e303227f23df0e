//! Ways around a policy that must lead nowhere, and entries in numbers that must not slow it down.

use std::fmt::Write as _;
use std::net::{IpAddr, Ipv4Addr, Ipv6Addr};
use std::time::{Duration, Instant};

use ipnet::IpNet;
use live_record_notify::address::{AddressKind, Block};
use live_record_notify::{NotifyUrl, Policy, Rule};
use test_support::laws::address::{dialled_forms, edges, forms, relayed_forms};
use test_support::{allow_every_address, url_of};

use crate::{ip, policy, rule};

#[track_caller]
fn id(policy: &Policy, text: &str) -> &'static str {
    NotifyUrl::parse_with(text, policy).map_or_else(|error| error.reason().id(), |_| "")
}

#[track_caller]
fn endpoint(policy: &Policy, host: &str, address: IpAddr, port: u16) -> &'static str {
    policy.check_endpoint(host, (address, port).into()).map_or_else(|reason| reason.id(), |()| "")
}

/// However a denied name is written, and with whatever else allows it.
#[test]
fn a_denied_host_is_denied_in_every_disguise() {
    let policies = [
        Policy::default().deny_host(".evil.example").unwrap(),
        Policy::default().deny_host(".EVIL.Example").unwrap(),
        Policy::default().deny(rule(&[".evil.example"], &[], &[80])).unwrap(),
        Policy::default().allow_private_networks().deny_host(".evil.example").unwrap(),
        Policy::default().only(rule(&["."], &[], &[])).unwrap().deny_host(".evil.example").unwrap(),
    ];
    for policy in &policies {
        for text in [
            "http://evil.example/",
            "http://EVIL.example/",
            "http://evil.example./",
            "http://a.evil.example./",
            "http://a.evil.example:80/",
            "http://ｅvil.example/",
            "http://%65vil.example/",
            "http://evil。example/",
            "http://ev\u{ad}il.example/",
            "http:evil.example/",
            "http:\\\\evil.example\\",
            "//evil.example/",
            "evil.example/",
            "http://user@evil.example/",
            "http://good.example@evil.example/",
            "http://e\tvil.example/",
            "http://[evil.example]/",
        ] {
            assert_eq!(id(policy, text), "host-denied", "{text}");
        }
        for text in ["http://notevil.example/", "http://evil.example.org/", "http://example/"] {
            assert_ne!(id(policy, text), "host-denied", "{text}");
        }
    }
    let policy = Policy::default().deny_host("bücher.example").unwrap();
    for text in [
        "http://bücher.example/",
        "http://BÜCHER.example/",
        "http://bu\u{308}cher.example/",
        "http://xn--bcher-kva.example/",
        "http://XN--BCHER-KVA.example/",
        "http://xn--bcher-kva.example./",
        "http://b%C3%BCcher.example/",
    ] {
        assert_eq!(id(&policy, text), "host-denied", "{text}");
    }
}

/// A denial of an address is one of every form that is dialled as it or may be relayed to it, alone
/// and with other dimensions.
#[test]
fn a_denied_address_is_denied_in_every_form() {
    let inner = Ipv4Addr::new(10, 1, 2, 3);
    let open = || allow_every_address(Policy::default());
    let name = "hooks.example.com";
    for (deny, literals) in [
        (rule(&[], &["10.1.2.0/24"], &[]), true),
        (rule(&[], &["10.1.2.0/24"], &[80]), true),
        (rule(&["."], &["10.1.2.0/24"], &[]), false),
        (rule(&[".example.com"], &["10.1.2.3/32"], &[80]), false),
    ] {
        let policy = open().deny(deny).unwrap();
        for form in forms(inner).map(IpAddr::V6).chain([inner.into()]) {
            assert_eq!(endpoint(&policy, name, form, 80), "network-denied", "{form}");
            let literal = id(&policy, &url_of(form));
            assert_eq!(literal == "network-denied", literals, "{form}: {literal:?}");
        }
        assert_eq!(endpoint(&policy, name, ip("10.1.3.3"), 80), "");
    }
    // A denial of the outer form alone.
    for (_, form) in dialled_forms(inner) {
        let wide = IpNet::new(form.into(), 95).unwrap().trunc();
        let policy = open().deny(rule(&[], &[&wide.to_string()], &[])).unwrap();
        assert_eq!(endpoint(&policy, name, form.into(), 80), "network-denied", "{form}");
    }
}

/// What one rule opens to its name is opened to no other name, address, port or literal.
#[test]
fn a_rule_lends_nothing_to_others() {
    let policy = Policy::default()
        .allow(rule(&[".partner.corp"], &["10.1.0.0/16"], &[80, 25]))
        .and_then(|policy| policy.allow(rule(&["shop.corp"], &["10.2.0.0/16"], &[80])))
        .and_then(|policy| policy.allow_host("plain.corp"))
        .and_then(|policy| policy.allow_network("10.3.0.0/16".parse().unwrap()))
        .unwrap();
    let hosts = ["partner.corp", "a.partner.corp", "shop.corp", "plain.corp", "hooks.example.com"];
    let mut open = 0;
    for host in hosts {
        for third in 1..=4 {
            let inner = Ipv4Addr::new(10, third, 0, 1);
            for form in forms(inner).map(IpAddr::V6).chain([inner.into()]) {
                for port in [80, 8080, 25, 22] {
                    let is_dialled = form == inner
                        || dialled_forms(inner).iter().any(|(_, dialled)| form == *dialled);
                    let named = match (host, third) {
                        ("partner.corp" | "a.partner.corp", 1) => [80, 25].contains(&port),
                        ("shop.corp", 2) => port == 80,
                        ("plain.corp" | "hooks.example.com", 3) => [80, 8080].contains(&port),
                        _ => false,
                    };
                    let is_open = endpoint(&policy, host, form, port).is_empty();
                    // The site of an ISATAP address is public in some forms.
                    let is_isatap = form.to_string().contains("5efe");
                    let expected = named && (is_dialled || is_isatap && third == 3);
                    assert!(is_open == expected || is_isatap, "{host} at {form}, port {port}");
                    assert!(!is_open || named, "{host} at {form}, port {port}");
                    open += usize::from(is_open);
                }
            }
        }
    }
    assert!(open > 20, "{open}");
    for (text, expected) in [
        ("http://10.1.0.1/", "private-use"),
        ("http://10.2.0.1/", "private-use"),
        ("http://10.3.0.1/", ""),
        ("http://10.3.0.1:25/", "bad-port"),
        ("http://hooks.example.com:25/", "bad-port"),
        ("http://shop.corp:25/", "private-name"),
        ("http://shop.corp:8080/", "private-name"),
        ("http://notpartner.corp/", "private-name"),
        ("http://partner.corp.example.com/", ""),
    ] {
        assert_eq!(id(&policy, text), expected, "{text}");
    }
}

/// No rule opens a metadata service but one with an entry for its address, in any form.
#[test]
fn no_rule_of_any_shape_opens_metadata_by_the_way() {
    let metadata = Block::all().filter(|block| block.kind() == AddressKind::CloudMetadata);
    let metadata: Vec<IpAddr> = metadata.map(|block| block.network().addr()).collect();
    let wide =
        ["0.0.0.0/1", "128.0.0.0/1", "::/1", "8000::/1", "169.254.169.254/31", "fd00:ec2::/64"];
    for shape in [rule(&[], &wide, &[]), rule(&["."], &wide, &[]), rule(&[], &wide, &[80])] {
        let policy = Policy::default().allow(shape).unwrap();
        let policy = policy.allow_private_networks().allow_loopback();
        for &address in &metadata {
            let forms: Vec<IpAddr> = match address {
                IpAddr::V4(v4) => forms(v4).map(IpAddr::V6).chain([address]).collect(),
                IpAddr::V6(_) => vec![address],
            };
            for form in forms {
                let reason = endpoint(&policy, "hooks.example.com", form, 80);
                assert_eq!(reason, "cloud-metadata", "{form}");
                assert_eq!(id(&policy, &url_of(form)), "cloud-metadata", "{form}");
            }
        }
    }
    // The entry opens it to its own name alone.
    let service = ip("169.254.169.254");
    let own = rule(&["imds.corp"], &["169.254.169.254/32"], &[80]);
    let policy = Policy::default().allow(own).unwrap();
    assert_eq!(endpoint(&policy, "imds.corp", service, 80), "");
    assert_eq!(endpoint(&policy, "imds.corp", service, 8080), "private-name");
    assert_eq!(endpoint(&policy, "hooks.example.com", service, 80), "cloud-metadata");
    assert_eq!(id(&policy, "http://169.254.169.254/"), "cloud-metadata");
    assert_eq!(id(&policy, "http://169.254.169.254.nip.io/"), "spelled-address");
    for form in relayed_forms(Ipv4Addr::new(169, 254, 169, 254)) {
        assert_eq!(endpoint(&policy, "imds.corp", form.into(), 80), "cloud-metadata", "{form}");
    }
}

/// The URL was accepted under a policy that opens more; each later step judges it by its own.
#[test]
fn a_url_accepted_elsewhere_opens_nothing_here() {
    let open = allow_every_address(Policy::default())
        .allow_host(".corp")
        .and_then(|policy| policy.allow_ports(1..=u16::MAX))
        .unwrap()
        .allow_user_info();
    let strict = [
        (Policy::default(), "http://10.1.2.3/", "private-use"),
        (Policy::default(), "http://db.corp/", "private-name"),
        (Policy::default(), "http://hooks.example.com:25/", "bad-port"),
        (policy(&["deny .example.com"]), "http://hooks.example.com/", "host-denied"),
        (policy(&["deny 8.8.8.0/24"]), "http://8.8.8.8/", "network-denied"),
        (
            Policy::default().deny(rule(&["."], &[], &[80])).unwrap(),
            "http://hooks.example.com/",
            "host-denied",
        ),
        (
            Policy::default().deny(rule(&[], &[], &[80])).unwrap(),
            "http://a.example/",
            "port-denied",
        ),
        (
            Policy::default().only(rule(&["b.example"], &[], &[])).unwrap(),
            "http://a.example/",
            "no-rule",
        ),
        (
            Policy::default().only(rule(&["b.example"], &[], &[])).unwrap(),
            "http://8.8.8.8/",
            "no-rule",
        ),
    ];
    for (policy, text, expected) in strict {
        let url = NotifyUrl::parse_with(text, &open).unwrap();
        let answer = match url.host() {
            url::Host::Domain(_) => ip("8.8.4.4"),
            url::Host::Ipv4(address) => address.into(),
            url::Host::Ipv6(address) => address.into(),
        };
        let error = url.destination([answer], &policy).unwrap_err();
        assert_eq!(error.reason().id(), expected, "{text}");
        for location in ["/a", "?b", "a", &text.replacen("http:", "", 1), text] {
            let error = url.redirect(location, &policy).unwrap_err();
            assert_eq!(error.reason().id(), expected, "{text} to {location}");
        }
        let start = NotifyUrl::parse_with("http://start.example/", &open).unwrap();
        let error = start.redirect(text, &policy).unwrap_err();
        assert_eq!(error.reason().id(), expected, "start.example to {text}");
    }
}

/// An entry that no request names changes nothing of the answers, whatever stands beside it.
#[test]
fn an_address_that_no_rule_names_stays_refused() {
    let open: Vec<IpNet> =
        ["10.1.0.0/16", "198.18.0.0/15", "fd12::/16"].map(|n| n.parse().unwrap()).into();
    let texts: Vec<_> = open.iter().map(ToString::to_string).collect();
    let texts: Vec<_> = texts.iter().map(String::as_str).collect();
    let policy = Policy::default().allow(rule(&[], &texts, &[])).unwrap();
    for address in edges() {
        let by_default = Policy::default().check_address(address);
        if !open.iter().any(|network| network.contains(&address)) && by_default.is_err() {
            assert_eq!(policy.check_address(address), by_default, "{address}");
        }
    }
}

/// What takes far longer than here is quadratic. Without optimization fewer entries have to do.
const SOON: Duration = Duration::from_secs(30);

type Name<'a> = &'a dyn Fn(u32) -> String;
type Network<'a> = &'a dyn Fn(u32) -> IpNet;

const MANY: u32 = if cfg!(debug_assertions) { 2_000 } else { 100_000 };

#[track_caller]
fn soon<T>(what: &str, run: impl FnOnce() -> T) -> T {
    let start = Instant::now();
    let result = run();
    let elapsed = start.elapsed();
    assert!(elapsed < SOON, "{what} took {elapsed:?}");
    println!("{what}: {elapsed:?}");
    result
}

/// Names as deep as a name can be, siblings with a long common end, and the widest one last.
#[test]
fn a_hundred_thousand_names_are_added_and_found_at_once() {
    let nested = |i: u32| {
        // 17 labels of one of two letters, then as many as there is room for.
        let mut name = String::new();
        for bit in 0..17 {
            name.push_str(if i >> bit & 1 == 1 { "a." } else { "b." });
        }
        name + &"a.".repeat(100) + "example"
    };
    let chain = |i: u32| "a.".repeat(usize::try_from(i % 120).unwrap()) + "example";
    let sibling = |i: u32| format!("{}.{i:x}-{}.example", "a".repeat(60), "b".repeat(50));
    for (what, name) in [("nested", &nested as Name<'_>), ("chain", &chain), ("siblings", &sibling)]
    {
        for dot in ["", "."] {
            let names = || (0..MANY).map(|i| format!("{dot}{}", name(i)));
            let policy = soon(what, || {
                names().fold(Policy::default(), |policy, name| policy.deny_host(&name).unwrap())
            });
            let policy = soon("the widest last", || policy.deny_host(".example").unwrap());
            let rule = soon("at once", || Rule::new().with_hosts(names()).unwrap());
            let at_once = Policy::default().deny(rule).unwrap();
            soon("look-ups", || {
                for i in 0..MANY {
                    assert!(policy.check_host(&name(i)).is_err());
                    assert!(at_once.check_host(&name(i)).is_err());
                }
            });
            assert!(at_once.check_host("hooks.example.net").is_ok());
            soon("a clone each", || {
                for _ in 0..MANY {
                    assert!(!policy.clone().requires_https());
                }
            });
        }
    }
}

#[test]
fn a_hundred_thousand_networks_are_added_and_found_at_once() {
    let v4 = |i: u32| IpNet::from(IpAddr::from(Ipv4Addr::from_bits(0x0800_0000 | i)));
    let v6 = |i: u32| IpNet::from(IpAddr::from(Ipv6Addr::from_bits(0x2606 << 112 | u128::from(i))));
    let nested = |i: u32| {
        let address = Ipv6Addr::from_bits(0x2606 << 112 | u128::from(i) << 16);
        IpNet::new(address.into(), 128 - u8::try_from(i % 60).unwrap()).unwrap().trunc()
    };
    for (what, network) in [("IPv4", &v4 as Network<'_>), ("IPv6", &v6), ("nested", &nested)] {
        let policy = soon(what, || {
            (0..MANY).fold(Policy::default(), |p, i| p.deny_network(network(i)).unwrap())
        });
        let policy = soon("the widest last", || {
            let policy = policy.deny_network("8.0.0.0/8".parse().unwrap()).unwrap();
            policy.deny_network("2606::/16".parse().unwrap()).unwrap()
        });
        soon("look-ups", || {
            for i in 0..MANY {
                assert!(policy.check_address(network(i).addr()).is_err());
            }
        });
        assert!(policy.check_address(ip("9.9.9.9")).is_ok());
    }
}

/// Allow and deny beside each other are checked against each other as they come.
#[test]
fn many_entries_of_both_verbs_are_checked_soon() {
    let policy = soon("allow and deny", || {
        (0..MANY).fold(Policy::default(), |policy, i| {
            let policy = policy.allow_host(&format!("a{i}.corp")).unwrap();
            policy.deny_host(&format!("d{i}.corp")).unwrap()
        })
    });
    assert!(policy.check_host("a1999.corp").is_ok());
    assert!(policy.check_host("d1999.corp").is_err());
    let merged = soon("merge", || policy.merge(&policy).unwrap());
    assert_eq!(merged, policy);
    let only = soon("only", || {
        let names = (0..MANY).map(|i| format!("{}{i}.example", if i % 2 == 0 { "." } else { "" }));
        Policy::default().only(Rule::new().with_hosts(names).unwrap()).unwrap()
    });
    soon("merge of only", || only.merge(&only).unwrap());
}

#[test]
fn every_port_is_added_soon() {
    let policy = soon("ports of rules", || {
        (1..=u16::MAX).fold(Policy::default(), |policy, port| {
            policy.deny(Rule::new().with_ports([port]).unwrap()).unwrap()
        })
    });
    assert_eq!(id(&policy, "http://example.com/"), "port-denied");
}

/// From a file, entry by entry.
#[cfg(feature = "serde")]
#[test]
fn a_file_of_a_hundred_thousand_entries_is_read_soon() {
    let mut file = String::from("{\"deny_host\": [\"z.example\"");
    (0..MANY).for_each(|i| write!(file, ", \".h{i}.example\"").unwrap());
    file.push_str("], \"deny_network\": [\"9.9.9.9/32\"");
    (0..MANY).for_each(|i| write!(file, ", \"{}/32\"", Ipv4Addr::from_bits(i << 8)).unwrap());
    file.push_str("], \"allow\": [{\"hosts\": [\"z.corp\"");
    (0..MANY).for_each(|i| write!(file, ", \".h{i}.corp\"").unwrap());
    file.push_str("], \"networks\": [\"10.1.0.1/32\"");
    (0..MANY).for_each(|i| write!(file, ", \"{}/32\"", Ipv4Addr::from_bits(i << 8 | 1)).unwrap());
    file.push_str("]}]}");
    let policy: Policy = soon("a file", || serde_json::from_str(&file).unwrap());
    assert!(policy.check_host("a.h1999.example").is_err());
    assert!(policy.check_host("a.h1999.corp").is_ok());
}

/// What an entry takes beyond its text.
const MOST_BYTES: i64 = 100;

#[test]
fn an_entry_takes_little_more_than_its_text() {
    let many = i64::from(MANY);
    let names = || (0..MANY).map(|i| format!(".hook-{i}.partner-of-ours.example"));
    let text: i64 = names().map(|name| i64::try_from(name.len()).unwrap()).sum();
    let networks = || (0..MANY).map(|i| Ipv4Addr::from_bits(0x0800_0000 | i << 4));
    let measured = |build: &dyn Fn() -> Policy| {
        let mut policy = None;
        let info = allocation_counter::measure(|| policy = Some(build()));
        drop(policy);
        info.bytes_current
    };
    let bytes = measured(&|| {
        names().fold(Policy::default(), |policy, name| policy.deny_host(&name).unwrap())
    });
    assert!((bytes - text) / many <= MOST_BYTES, "{} bytes a name", (bytes - text) / many);
    // Names under one that is wider are kept too, for those who read the policy.
    let bytes = measured(&|| {
        let policy = Policy::default().deny_host(".example").unwrap();
        names().fold(policy, |policy, name| policy.deny_host(&name).unwrap())
    });
    assert!((bytes - text) / many <= MOST_BYTES, "{} bytes a name", (bytes - text) / many);
    let bytes = measured(&|| {
        networks().fold(Policy::default(), |policy, address| {
            policy.deny_network(IpNet::from(IpAddr::V4(address))).unwrap()
        })
    });
    assert!(bytes / many <= MOST_BYTES, "{} bytes a network", bytes / many);
    let policy = Policy::default().deny_host("a.example").unwrap();
    let info = allocation_counter::measure(|| drop(policy.clone()));
    assert_eq!(info.count_total, 0, "a clone shares its rules");
}
