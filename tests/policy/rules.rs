//! What a caller's policy changes: networks, host names, and the settings that are on or off.
//!
//! `metadata_lock.rs` has what no policy opens by the way, `nat64.rs` the caller's own translators.

use live_record_notify::{NotifyUrl, Policy, Rule};
use test_support::check;

use crate::{check_address, ip, policy, rule};

type Rows = &'static [(&'static str, &'static str)];

#[track_caller]
fn check_all(policy: &Policy, rows: Rows) {
    for (input, expected) in rows {
        check(|text| NotifyUrl::parse_with(text, policy), input, expected);
    }
}

#[test]
fn a_denied_network_beats_an_allowed_one_beats_the_built_in_rules() {
    let rows: Rows = &[
        ("http://«10.0.0.1»/", "unsafe private-use"),
        ("http://10.1.0.1/", "accepted http://10.1.0.1/"),
        ("http://10.1.255.255/", "accepted http://10.1.255.255/"),
        ("http://«10.2.0.0»/", "unsafe private-use"),
        ("http://«10.1.2.0»/", "unsafe network-denied"),
        ("http://«10.1.2.255»/", "unsafe network-denied"),
        ("http://10.1.3.0/", "accepted http://10.1.3.0/"),
        ("http://«8.8.8.8»/", "unsafe network-denied"),
        ("http://8.8.9.8/", "accepted http://8.8.9.8/"),
        // Disguises change nothing: denied and not public are Unsafe, allowed is Malformed.
        ("http://«0x0a010200»/", "unsafe network-denied"),
        ("http://«0x0a010001»/", "malformed numeric-ipv4"),
        ("http://«[fd00::1]»/", "unsafe unique-local"),
        ("http://[fd01::1]/", "accepted http://[fd01::1]/"),
        ("http://«[fd01:0:0:1::1]»/", "unsafe network-denied"),
        ("http://«[2606:4700::1]»/", "unsafe network-denied"),
    ];
    let entries = [
        "allow 10.1.0.0/16",
        "deny 10.1.2.0/24",
        "deny 8.8.8.0/24",
        "allow fd01::/16",
        "deny fd01:0:0:1::/64",
        "deny 2606:4700::/32",
    ];
    check_all(&policy(&entries), rows);
    // The order of the entries does not count, and neither does a repeated one.
    let mut reversed = entries;
    reversed.reverse();
    check_all(&policy(&reversed), rows);
    check_all(&policy(&[entries, entries].concat()), rows);
}

#[test]
fn an_address_that_is_dialled_as_ipv4_is_judged_by_the_entries_for_it() {
    check_all(
        &policy(&["allow 10.1.0.0/16", "deny 8.8.8.0/24"]),
        &[
            ("http://[::ffff:10.1.0.1]/", "accepted http://[::ffff:a01:1]/"),
            ("http://[64:ff9b::10.1.0.1]/", "accepted http://[64:ff9b::a01:1]/"),
            ("http://«[::ffff:10.2.0.1]»/", "unsafe private-use"),
            ("http://«[64:ff9b::10.2.0.1]»/", "unsafe private-use"),
            ("http://«[::ffff:8.8.8.8]»/", "unsafe network-denied"),
            ("http://«[64:ff9b::8.8.8.8]»/", "unsafe network-denied"),
            ("http://[64:ff9b::8.8.4.4]/", "accepted http://[64:ff9b::808:404]/"),
            // A relay decides where these come out, so the inner entry opens none of them, but a
            // denied one denies.
            ("http://«[2002:a01:1::]»/", "unsafe 6to4"),
            ("http://«[::10.1.0.1]»/", "unsafe ipv4-compatible"),
            ("http://«[::ffff:0:10.1.0.1]»/", "unsafe ipv4-translated"),
            ("http://«[64:ff9b:1::10.1.0.1]»/", "unsafe local-nat64"),
            ("http://«[2002:808:808::]»/", "unsafe network-denied"),
            ("http://«[2001::f7f7:f7f7]»/", "unsafe network-denied"),
            ("http://«[2606:4700::5efe:8.8.8.8]»/", "unsafe network-denied"),
        ],
    );
    // An entry for mapped addresses is one for the IPv4 addresses that they are dialled as.
    check_all(
        &policy(&["allow ::ffff:10.1.0.0/112", "deny ::ffff:10.1.2.0/120"]),
        &[
            ("http://10.1.0.1/", "accepted http://10.1.0.1/"),
            ("http://[::ffff:10.1.0.1]/", "accepted http://[::ffff:a01:1]/"),
            ("http://«10.1.2.1»/", "unsafe network-denied"),
            ("http://«[::ffff:10.1.2.1]»/", "unsafe network-denied"),
            ("http://«10.2.0.1»/", "unsafe private-use"),
        ],
    );
    // An entry for the outer address denies, and does not open.
    check_all(
        &policy(&["allow ::/1", "allow 8000::/1", "deny 64:ff9b::/96"]),
        &[
            ("http://«[::ffff:10.1.0.1]»/", "unsafe private-use"),
            ("http://«[64:ff9b::8.8.8.8]»/", "unsafe network-denied"),
            ("http://«10.1.0.1»/", "unsafe private-use"),
            ("http://[fd00::1]/", "accepted http://[fd00::1]/"),
            ("http://[2002:a01:1::]/", "accepted http://[2002:a01:1::]/"),
            // An ISATAP site that is let through does not let through the host inside it.
            ("http://«[fd00::5efe:10.1.0.1]»/", "unsafe private-use"),
        ],
    );
    check_all(
        &policy(&["allow fd00::/8", "allow 10.1.0.0/16"]),
        &[
            ("http://[fd00::5efe:10.1.0.1]/", "accepted http://[fd00::5efe:a01:1]/"),
            ("http://«[fd00::5efe:10.2.0.1]»/", "unsafe private-use"),
            ("http://«[fe80::5efe:10.1.0.1]»/", "unsafe link-local"),
        ],
    );
}

#[test]
fn a_denied_host_beats_an_allowed_one_beats_the_built_in_rules() {
    check_all(
        &policy(&[
            "allow intranet",
            "allow .corp",
            "deny secret.corp",
            "deny .vault.corp",
            "deny example.com",
            "deny .example.net",
        ]),
        &[
            ("http://intranet/", "accepted http://intranet/"),
            ("http://INTRANET/", "accepted http://intranet/"),
            ("http://intranet«.»/", "malformed trailing-dot"),
            ("http://«a.intranet»/", "unsafe private-name"),
            ("http://«intranet2»/", "unsafe single-label"),
            ("http://corp/", "accepted http://corp/"),
            ("http://a.b.corp/", "accepted http://a.b.corp/"),
            ("http://«notcorp»/", "unsafe single-label"),
            ("http://«secret.corp»/", "unsafe host-denied"),
            ("http://a.secret.corp/", "accepted http://a.secret.corp/"),
            ("http://«vault.corp»/", "unsafe host-denied"),
            ("http://«a.vault.corp»/", "unsafe host-denied"),
            ("http://«example.com»/", "unsafe host-denied"),
            ("http://«EXAMPLE.com.»/", "unsafe host-denied"),
            ("http://«ｅxample.com»/", "unsafe host-denied"),
            ("http://«%65xample.com»/", "unsafe host-denied"),
            ("http://a.example.com/", "accepted http://a.example.com/"),
            ("http://notexample.com/", "accepted http://notexample.com/"),
            ("http://«example.net»/", "unsafe host-denied"),
            ("http://«a.example.net»/", "unsafe host-denied"),
            ("http://notexample.net/", "accepted http://notexample.net/"),
            ("http://example.net.example/", "accepted http://example.net.example/"),
        ],
    );
}

#[test]
fn a_host_pattern_is_read_as_a_host() {
    check_all(
        &policy(&["deny Bücher.Example", "deny .XN--ZCKZAH.example", "deny foo_bar.example"]),
        &[
            ("http://«bücher.example»/", "unsafe host-denied"),
            ("http://«xn--bcher-kva.example»/", "unsafe host-denied"),
            ("http://«a.テスト.example»/", "unsafe host-denied"),
            ("http://«foo_bar.example»/", "unsafe host-denied"),
        ],
    );
}

#[test]
fn names_of_every_kind_can_be_allowed_but_for_metadata() {
    check_all(
        &policy(&[
            "allow .localhost",
            "allow .local",
            "allow lvh.me",
            "allow .1u.ms",
            "allow .nip.io",
            "allow nip",
        ]),
        &[
            ("http://localhost/", "accepted http://localhost/"),
            ("http://a.localhost/", "accepted http://a.localhost/"),
            ("http://printer.local/", "accepted http://printer.local/"),
            ("http://a.cluster.local/", "accepted http://a.cluster.local/"),
            ("http://lvh.me/", "accepted http://lvh.me/"),
            ("http://«a.lvh.me»/", "unsafe loopback-name"),
            ("http://make-10-0-0-1.1u.ms/", "accepted http://make-10-0-0-1.1u.ms/"),
            ("http://10.0.0.1.nip.io/", "accepted http://10.0.0.1.nip.io/"),
            ("http://nothing.nip.io/", "accepted http://nothing.nip.io/"),
            ("http://nip/", "accepted http://nip/"),
        ],
    );
}

#[test]
fn networks_judge_the_addresses_that_names_spell() {
    check_all(
        &policy(&["allow 10.1.0.0/16", "deny 8.8.8.0/24", "deny .private.nip.io"]),
        &[
            ("http://10.1.0.1.nip.io/", "accepted http://10.1.0.1.nip.io/"),
            ("http://a-0a010001.sslip.io/", "accepted http://a-0a010001.sslip.io/"),
            ("http://«10.2.0.1.nip.io»/", "unsafe spelled-address"),
            ("http://«8.8.8.8.nip.io»/", "unsafe network-denied"),
            ("http://8.8.4.4.nip.io/", "accepted http://8.8.4.4.nip.io/"),
            ("http://«8.8.4.4.private.nip.io»/", "unsafe host-denied"),
        ],
    );
    // A denied network beats an allowed name.
    check_all(
        &policy(&["allow .nip.io", "deny 10.2.0.0/16"]),
        &[
            ("http://10.1.0.1.nip.io/", "accepted http://10.1.0.1.nip.io/"),
            ("http://«10.2.0.1.nip.io»/", "unsafe network-denied"),
        ],
    );
    // So does one that is not listed, although only the second stage knows where a name leads.
    let only = |rule| Policy::default().only(rule).unwrap().allow_host(".nip.io").unwrap();
    check_all(
        &only(rule(&[], &["8.8.8.0/24"], &[])),
        &[
            ("http://8.8.8.8.nip.io/", "accepted http://8.8.8.8.nip.io/"),
            ("http://«8.8.4.4.nip.io»/", "unsafe no-rule"),
            ("http://«8.8.8.8.8.8.4.4.nip.io»/", "unsafe no-rule"),
            ("http://example.com/", "accepted http://example.com/"),
        ],
    );
}

#[test]
fn https_can_be_required() {
    check_all(
        &Policy::default().require_https(),
        &[
            ("«http»://example.com/", "unsafe https-required"),
            ("«HTTP»://example.com/", "unsafe https-required"),
            ("https://example.com/", "accepted https://example.com/"),
            ("https://example.com:80/", "accepted https://example.com:80/"),
            // Read once more with `http://` before it.
            ("«example.com»/", "unsafe https-required"),
        ],
    );
}

#[test]
fn the_allowed_ports_can_be_named() {
    let policy = Policy::default().allow_ports([8443, 80, 22, 80]).unwrap();
    check_all(
        &policy,
        &[
            ("http://example.com/", "accepted http://example.com/"),
            ("http://example.com:8443/", "accepted http://example.com:8443/"),
            ("https://example.com:80/", "accepted https://example.com:80/"),
            // The list of bad ports is not asked any more.
            ("http://example.com:22/", "accepted http://example.com:22/"),
            ("http://example.com:«23»/", "unsafe port-not-allowed"),
            ("http://example.com:«8080»/", "unsafe port-not-allowed"),
            ("http://example.com:«0»/", "unsafe port-not-allowed"),
            // Without a port it is the host that stands for the one of its scheme.
            ("https://«example.com»/", "unsafe port-not-allowed"),
            ("https://example.com:«443»/", "unsafe port-not-allowed"),
        ],
    );
    let none = Policy::default().allow_ports([]).unwrap();
    check_all(&none, &[("http://«example.com»/", "unsafe port-not-allowed")]);
    // The last list counts.
    let policy = policy.allow_ports([443]).unwrap();
    check_all(
        &policy,
        &[
            ("https://example.com/", "accepted https://example.com/"),
            ("http://«example.com»/", "unsafe port-not-allowed"),
        ],
    );
}

#[test]
fn ip_literals_can_be_refused() {
    check_all(
        &Policy::default().refuse_ip_literals(),
        &[
            ("http://«8.8.8.8»/", "unsafe ip-literal"),
            ("http://«0x08080808»/", "unsafe ip-literal"),
            ("http://«[2606:4700::1]»/", "unsafe ip-literal"),
            ("http://«10.0.0.1»/", "unsafe private-use"),
            ("http://8.8.8.8.example/", "accepted http://8.8.8.8.example/"),
            ("http://8.8.8.8.nip.io/", "accepted http://8.8.8.8.nip.io/"),
        ],
    );
}

#[test]
fn user_information_can_be_allowed() {
    let policy = Policy::default().allow_user_info();
    check_all(
        &policy,
        &[
            ("http://user@example.com/", "accepted http://user@example.com/"),
            ("http://user:pass@example.com/", "accepted http://user:pass@example.com/"),
            ("http://:pass@example.com/", "accepted http://:pass@example.com/"),
            ("http://user:@example.com/", "accepted http://user@example.com/"),
            ("http://@example.com/", "accepted http://example.com/"),
            ("http://:@example.com/", "accepted http://example.com/"),
            ("http://us%40er@example.com/", "accepted http://us%40er@example.com/"),
            ("http://ü@example.com/", "accepted http://%C3%BC@example.com/"),
            ("http://a;b=c@example.com/", "accepted http://a%3Bb%3Dc@example.com/"),
            ("http://a«@»b@example.com/", "malformed character"),
            ("http://a« »b@example.com/", "malformed character"),
            ("http://a«%»@example.com/", "malformed percent-encoding"),
            ("http://example.com@«127.0.0.1»/", "unsafe loopback"),
        ],
    );
    // A client was seen to dial the user name.
    check_all(
        &policy,
        &[
            ("http://«169.254.169.254»:80@example.com/", "unsafe cloud-metadata"),
            ("HTTP://«10.0.0.1»:80@Example.com/", "unsafe private-use"),
            ("http://«10.0.0.1»@example.com/", "unsafe private-use"),
            ("http://«0x7f.1»:80@example.com/", "unsafe loopback"),
            ("http://«localhost»:8080@example.com/", "unsafe special-use-name"),
            ("http://«metadata.google.internal»:80@example.com/", "unsafe cloud-metadata-name"),
            ("http://8.8.8.8:80@example.com/", "accepted http://8.8.8.8:80@example.com/"),
            ("http://1234567:x@example.com/", "accepted http://1234567:x@example.com/"),
            ("http://bob.smith:x@example.com/", "accepted http://bob.smith:x@example.com/"),
            (
                "http://bob%40corp.internal:x@example.com/",
                "accepted http://bob%40corp.internal:x@example.com/",
            ),
        ],
    );
    let only = policy.clone().only(rule(&["example.com"], &[], &[])).unwrap();
    check_all(
        &only,
        &[
            ("http://user:x@example.com/", "accepted http://user:x@example.com/"),
            ("http://a.b:x@example.com/", "accepted http://a.b:x@example.com/"),
            ("http://«10.0.0.1»:80@example.com/", "unsafe private-use"),
        ],
    );
    let inside = policy.clone().allow_network("10.0.0.0/8".parse().unwrap()).unwrap();
    let stored = NotifyUrl::parse_with("http://10.0.0.1:80@example.com/", &inside).unwrap();
    let refused = stored.check(&policy).unwrap_err();
    assert_eq!((refused.reason().id(), refused.span()), ("private-use", Some(7..15)));
    let url = NotifyUrl::parse_with("http://user:pass@example.com/a", &policy).unwrap();
    assert_eq!(url.host().to_string(), "example.com");
    assert_eq!(url.to_url().password(), Some("pass"));
}

#[test]
fn the_default_is_the_public_internet() {
    let default = Policy::default();
    for text in ["http://example.com/", "http://10.0.0.1/", "http://a@example.com/", "ftp://a/"] {
        assert_eq!(NotifyUrl::parse(text), NotifyUrl::parse_with(text, &default), "{text}");
    }
    assert_eq!(default, Policy::default());
    assert_ne!(default, Policy::default().require_https());
}

/// What opens an address to a name and a port opens both of them with it, in every form that is dialled
/// as the address.
#[test]
fn a_rule_opens_name_and_port_at_every_form_of_its_addresses() {
    let policy = Policy::default()
        .nat64_prefix("2001:db8:64::/96".parse().unwrap())
        .and_then(|policy| policy.allow(rule(&["db.corp"], &["10.1.0.0/16"], &[25])))
        .and_then(|policy| policy.allow(rule(&[], &["10.2.0.0/16"], &[22])))
        .unwrap();
    let url = NotifyUrl::parse_with("http://db.corp:25/", &policy).unwrap();
    for form in ["10.1.2.3", "::ffff:10.1.2.3", "64:ff9b::10.1.2.3", "2001:db8:64::10.1.2.3"] {
        assert!(url.destination([ip(form)], &policy).is_ok(), "{form}");
        assert!(policy.check_endpoint("db.corp", (ip(form), 25).into()).is_ok(), "{form}");
        let refused = policy.check_endpoint("db.corp", (ip(form), 80).into());
        assert_eq!(refused.unwrap_err().id(), "private-name", "{form}");
    }
    for form in ["::ffff:10.2.2.3", "64:ff9b::10.2.2.3", "2001:db8:64::10.2.2.3"] {
        assert_eq!(url.destination([ip(form)], &policy).unwrap_err().reason().id(), "private-use");
        let literal = format!("http://[{form}]:22/");
        assert!(NotifyUrl::parse_with(&literal, &policy).is_ok(), "{form}");
    }
}

/// A prefix around a metadata service does not turn its address into an IPv4 address.
#[test]
fn a_rule_opens_a_name_at_a_metadata_service_that_a_prefix_holds() {
    let policy = Policy::default()
        .nat64_prefix("fd00:ec2::/96".parse().unwrap())
        .and_then(|policy| policy.allow(rule(&["db.corp"], &["fd00:ec2::254/128"], &[25])))
        .unwrap();
    let endpoint = |address, port| policy.check_endpoint("db.corp", (ip(address), port).into());
    assert_eq!(endpoint("fd00:ec2::254", 25), Ok(()));
    assert_eq!(endpoint("fd00:ec2::254", 80).unwrap_err().id(), "private-name");
}

#[test]
fn policies_with_different_entries_are_not_equal() {
    for (one, other) in [
        ("deny a.example", "deny b.example"),
        ("deny a.example", "deny .a.example"),
        ("deny 8.8.8.0/24", "deny 9.9.9.0/24"),
        ("deny 2606:4700::/32", "deny 2606:4700::/33"),
        ("allow 10.0.0.0/8", "deny 10.0.0.0/8"),
    ] {
        assert_eq!(policy(&[one]), policy(&[one]));
        assert_ne!(policy(&[one]), policy(&[other]));
        let (_verb, entry) = one.split_once(' ').unwrap();
        assert!(format!("{:?}", policy(&[one])).contains(entry), "{one}");
    }
}

/// Where a rule and the tables refuse, the tables say more: an alarm on metadata is not silenced by a
/// limit that the operator set.
#[test]
fn a_limit_to_some_requests_hides_no_metadata_service() {
    let rule = Rule::new().with_hosts([".example.com"]).unwrap();
    let policy = Policy::default().only(rule).unwrap();
    check_all(
        &policy,
        &[
            ("http://a.example.com/", "accepted http://a.example.com/"),
            ("http://«example.org»/", "unsafe no-rule"),
            ("http://«8.8.8.8»/", "unsafe no-rule"),
            ("http://«169.254.169.254»/", "unsafe cloud-metadata"),
            ("http://«[::ffff:169.254.169.254]»/", "unsafe cloud-metadata"),
            ("http://«metadata.google.internal»/", "unsafe cloud-metadata-name"),
            ("http://«localhost»/", "unsafe special-use-name"),
            ("http://«10.0.0.1»/", "unsafe private-use"),
        ],
    );
    let url = NotifyUrl::parse_with("http://a.example.com/", &policy).unwrap();
    let answer = url.destination([crate::ip("169.254.169.254")], &policy).unwrap_err();
    assert_eq!(answer.reason().id(), "cloud-metadata");
}

/// An `only` rule that leaves out the host inside an ISATAP site does not hide what the site is.
#[test]
fn a_limit_to_some_requests_hides_no_isatap_site() {
    let only = Policy::default().only(rule(&[], &["9.9.9.0/24", "2600::/16"], &[])).unwrap();
    check_address(&only, ip("fe80::5efe:808:808"), "unsafe link-local");
    check_address(&only, ip("2600::5efe:808:808"), "unsafe no-rule");
    check_address(&only, ip("2600::5efe:909:909"), "accepted");
}

/// Flags and port of a Teredo address can look like the interface identifier of ISATAP.
#[test]
fn the_client_of_a_teredo_address_is_no_host_of_isatap() {
    let open = policy(&["allow 2001::/32", "deny 192.168.0.0/16"]);
    check_address(&open, ip("2001:0:4136:e378:0:5efe:c0a8:102"), "accepted");
    // The client is 192.168.1.2.
    check_address(&open, ip("2001:0:4136:e378:0:5efe:3f57:fefd"), "unsafe network-denied");
}
