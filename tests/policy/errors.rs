//! What a policy refuses when it is made: each kind of fault with its list, entry, mend and message,
//! and the nearest entry that is none.

use live_record_notify::{EntryProblem, Policy, PolicyError, Reason, Rule, Verb};

use crate::{policy, rule};

#[track_caller]
fn check(error: &PolicyError, list: &str, entry: Option<&str>, mend: Option<&str>, message: &str) {
    assert_eq!((error.list(), error.entry(), error.mend()), (list, entry, mend), "{error}");
    assert_eq!(error.to_string(), message);
    assert!(!message.contains('\n'));
}

fn allow_host(pattern: &str) -> Result<Policy, PolicyError> {
    Policy::default().allow_host(pattern)
}

fn allow_network(text: &str) -> Result<Policy, PolicyError> {
    Policy::default().allow_network(text.parse().unwrap())
}

/// Entry, its mend, and the rest of the message. The mend is itself no error in the same list.
#[test]
fn what_is_no_host_name_is_mended() {
    #[rustfmt::skip]
    let rows: &[(&str, Option<&str>, &str)] = &[
        ("*.example.com",       Some(".example.com"), "has a wildcard, which stands for nothing here"),
        ("*.example.com:80",    None,                 "has a wildcard, which stands for nothing here"),
        ("*.*.example.com",     None,                 "has a wildcard, which stands for nothing here"),
        ("*.10.0.0.1",          None,                 "has a wildcard, which stands for nothing here"),
        ("*",                   None,                 "is no host name: character '*' must not stand in a host name"),
        ("a*.example.com",      None,                 "is no host name: character '*' must not stand in a host name"),
        ("example.com.",        Some("example.com"),  "is no host name: an empty label in the name"),
        ("example..com",        None,                 "is no host name: an empty label in the name"),
        ("..example.com",       None,                 "is no host name: an empty label in the name"),
        ("..",                  None,                 "is no host name: an empty label in the name"),
        ("",                    None,                 "is no host name: an empty label in the name"),
        ("-a.example.com",      None,                 "is no host name: a label starts or ends with a hyphen"),
        ("a b.example.com",     None,                 "is no host name: character ' ' must not stand in a host name"),
        ("a\nb.example.com",    None,                 r"is no host name: character '\n' must not stand in a host name"),
        ("[example.com]",       None,                 "is no host name: character '[' must not stand in a host name"),
        ("127.1",               None,                 "is no host name: the last label is a number"),
        ("0x7f000001",          None,                 "is no host name: the last label is a number"),
        (".10.0.0.1",           None,                 "is no host name: the last label is a number"),
        ("ｅxample.com",        None,                 "is no host name: not a valid internationalized domain name"),
        ("xn--a.example.com",   None,                 "is no host name: not a valid internationalized domain name"),
    ];
    for (entry, mend, message) in rows {
        let end = mend.map(|mend| format!("; write {mend:?}")).unwrap_or_default();
        let error = allow_host(entry).unwrap_err();
        check(
            &error,
            "allow_host",
            Some(entry),
            *mend,
            &format!("allow_host: {entry:?} {message}{end}"),
        );
        let error = Policy::default().deny_host(entry).unwrap_err();
        check(
            &error,
            "deny_host",
            Some(entry),
            *mend,
            &format!("deny_host: {entry:?} {message}{end}"),
        );
        let error = Rule::new().with_hosts([entry]).unwrap_err();
        check(&error, "hosts", Some(entry), *mend, &format!("hosts: {entry:?} {message}{end}"));
        assert!(mend.is_none_or(|mend| allow_host(mend).is_ok()), "{entry}");
    }
    for entry in ["example.com", ".example.com", "Example.COM", "_a.example.com", "bücher.example"]
    {
        assert!(allow_host(entry).is_ok(), "{entry}");
    }
    for entry in ["corp", ".corp", "10.corp", "a10", "XN--BCHER-KVA"] {
        assert!(allow_host(entry).is_ok(), "{entry}");
    }
    assert_eq!(
        allow_host("a..b").unwrap_err().problem(),
        &EntryProblem::HostName { reason: Reason::EmptyLabel },
    );
}

#[test]
fn what_belongs_into_another_list_is_sent_there() {
    #[rustfmt::skip]
    let rows: &[(&str, EntryProblem, &str, &str)] = &[
        ("10.0.0.1",         EntryProblem::Address, "10.0.0.1/32",    " is an address, not a host name; write \"10.0.0.1/32\" among the networks"),
        ("10.0.0.1:80",      EntryProblem::Address, "10.0.0.1/32",    " is an address, not a host name; write \"10.0.0.1/32\" among the networks"),
        ("::1",              EntryProblem::Address, "::1/128",        " is an address, not a host name; write \"::1/128\" among the networks"),
        ("[fd00::1]:80",     EntryProblem::Address, "fd00::1/128",    " is an address, not a host name; write \"fd00::1/128\" among the networks"),
        ("10.0.0.0/8",       EntryProblem::Network, "10.0.0.0/8",     " is a network, not a host name; write \"10.0.0.0/8\" among the networks"),
        ("10.0.0.1/8",       EntryProblem::Network, "10.0.0.0/8",     " is a network, not a host name; write \"10.0.0.0/8\" among the networks"),
        ("fd00::/8",         EntryProblem::Network, "fd00::/8",       " is a network, not a host name; write \"fd00::/8\" among the networks"),
        ("example.com:8080", EntryProblem::Port,    "example.com",    " has a port, which is for the ports of a rule; write \"example.com\", and the port in `ports`"),
    ];
    for (entry, problem, mend, message) in rows {
        let error = allow_host(entry).unwrap_err();
        check(
            &error,
            "allow_host",
            Some(entry),
            Some(mend),
            &format!("allow_host: {entry:?}{message}"),
        );
        assert_eq!(error.problem(), problem);
        assert!(allow_host(mend).is_ok() || allow_network(mend).is_ok(), "{mend}");
    }
}

/// A URL may hold secrets anywhere, and what stands in its place too.
#[test]
fn no_message_repeats_a_url() {
    #[rustfmt::skip]
    let rows: &[(&str, Option<&str>)] = &[
        ("http://hooks.example.com",                      Some("hooks.example.com")),
        ("http://hooks.example.com/s3cret",               Some("hooks.example.com")),
        ("https://user:s3cret@hooks.example.com/s3cret",  Some("hooks.example.com")),
        ("https://s3cret@hooks.example.com:8080/?s3cret", Some("hooks.example.com")),
        ("//hooks.example.com/s3cret",                    Some("hooks.example.com")),
        ("https:/hooks.example.com/s3cret",               Some("hooks.example.com")),
        ("https:/user:s3cret@hooks.example.com",          Some("hooks.example.com")),
        ("hooks.example.com/s3cret",                      Some("hooks.example.com")),
        ("hooks.example.com?s3cret",                      Some("hooks.example.com")),
        ("hooks.example.com#s3cret",                      Some("hooks.example.com")),
        ("user:s3cret@hooks.example.com",                 Some("hooks.example.com")),
        ("user:s3cret@hooks.example.com:80",              Some("hooks.example.com")),
        ("http://10.0.0.1/s3cret",                        Some("10.0.0.1/32")),
        ("http://user:s3cret@10.0.0.1/",                  Some("10.0.0.1/32")),
        ("10.0.0.1/s3cret",                               Some("10.0.0.1/32")),
        ("http://[::1]/s3cret",                           Some("::1/128")),
        (r"http:\\hooks.example.com\s3cret",              None),
        ("user:s3cret\u{ff20}hooks.example.com",          None),
        ("*.example.com/s3cret",                          None),
        ("*.user:s3cret@example.com",                     None),
    ];
    for (entry, mend) in rows {
        for error in [
            allow_host(entry).unwrap_err(),
            Policy::default().deny_host(entry).unwrap_err(),
            Rule::new().with_hosts([entry]).unwrap_err(),
        ] {
            assert_eq!((error.entry(), error.mend()), (None, *mend), "{entry}: {error}");
            for shown in [error.to_string(), format!("{error:?}")] {
                assert!(!shown.contains("s3cret") && !shown.contains("user"), "{entry}: {shown}");
            }
        }
    }
    let long = "a".repeat(255);
    assert_eq!(allow_host(&long).unwrap_err().entry(), None);
}

#[test]
fn a_network_has_no_bits_behind_its_prefix() {
    for (text, mend) in [
        ("10.0.0.1/8", "10.0.0.0/8"),
        ("10.0.0.1/31", "10.0.0.0/31"),
        ("0.0.0.1/0", "0.0.0.0/0"),
        ("fd00::1/64", "fd00::/64"),
        ("::ffff:10.0.0.1/104", "::ffff:10.0.0.0/104"),
    ] {
        let network = text.parse().unwrap();
        for (list, error) in [
            ("allow_network", Policy::default().allow_network(network).unwrap_err()),
            ("deny_network", Policy::default().deny_network(network).unwrap_err()),
            ("networks", Rule::new().with_networks([network]).unwrap_err()),
        ] {
            let message = format!("{list}: {text:?} has host bits set; write {mend:?}");
            check(&error, list, Some(text), Some(mend), &message);
            assert_eq!(error.problem(), &EntryProblem::HostBits);
        }
    }
    for text in ["10.0.0.0/8", "10.0.0.1/32", "fd00::/64", "fd00::1/128", "::ffff:10.0.0.0/104"] {
        assert!(allow_network(text).is_ok(), "{text}");
    }
}

#[test]
fn nothing_opens_everything_at_once() {
    for text in ["0.0.0.0/0", "::/0", "::ffff:0.0.0.0/96"] {
        let network = text.parse().unwrap();
        let error = Policy::default().allow_network(network).unwrap_err();
        assert_eq!((error.list(), error.problem()), ("allow_network", &EntryProblem::Everything));
        let with_host = rule(&["db.corp"], &[text], &[]);
        let error = Policy::default().allow(with_host).unwrap_err();
        assert_eq!((error.list(), error.problem()), ("allow.networks", &EntryProblem::Everything));
        // It may be denied, and be the only one of its family.
        assert!(Policy::default().deny_network(network).is_ok());
        assert!(Policy::default().only(rule(&[], &[text], &[])).is_ok());
    }
    for ports in [&[][..], &[8080]] {
        let error = Policy::default().allow(rule(&["."], &[], ports)).unwrap_err();
        check(
            &error,
            "allow.hosts",
            Some("."),
            None,
            "allow.hosts: \".\" opens everything; name what is needed, or take \
             `Policy::allow_private_networks`",
        );
    }
    assert!(Policy::default().allow(rule(&["."], &["198.18.0.0/15"], &[])).is_ok());
    assert!(Policy::default().deny_host(".").is_ok());
    assert!(Policy::default().only(rule(&["."], &[], &[])).is_ok());
}

#[test]
fn no_entry_names_a_metadata_service() {
    for entry in
        ["metadata.google.internal", ".metadata.google.internal", "a.METADATA.google.internal"]
    {
        let error = allow_host(entry).unwrap_err();
        assert_eq!((error.list(), error.problem()), ("allow_host", &EntryProblem::Metadata));
        assert!(Policy::default().deny_host(entry).is_ok());
        assert!(Policy::default().only(rule(&[entry], &[], &[])).is_ok());
        for networks in [&[][..], &["10.0.0.0/8"]] {
            let error = Policy::default().allow(rule(&[entry], networks, &[])).unwrap_err();
            assert_eq!((error.list(), error.problem()), ("allow.hosts", &EntryProblem::Metadata));
        }
    }
    for entry in ["google.internal", ".google.internal", ".internal", "notmetadata.google.internal"]
    {
        assert!(allow_host(entry).is_ok(), "{entry}");
    }
}

/// Allowed, denied, whether one of the two does nothing. An error in both orders names the later one.
#[test]
fn an_entry_that_does_nothing_is_an_error_in_either_order() {
    #[rustfmt::skip]
    let rows: &[(&str, &str, bool)] = &[
        ("db.corp",             "db.corp",              true),
        ("db.corp",             ".db.corp",             true),
        (".db.corp",            ".db.corp",             true),
        ("a.db.corp",           ".corp",                true),
        (".db.corp",            ".",                    true),
        (".db.corp",            "db.corp",              false),
        (".db.corp",            "a.db.corp",            false),
        ("db.corp",             "b.corp",               false),
        ("adb.corp",            ".db.corp",             false),
        ("10.1.0.0/16",         "10.1.0.0/16",          true),
        ("10.1.0.0/16",         "10.0.0.0/8",           true),
        ("10.1.0.0/16",         "0.0.0.0/0",            true),
        ("10.1.0.0/16",         "::ffff:10.0.0.0/104",  true),
        ("10.1.0.0/16",         "10.1.0.0/17",          false),
        ("10.1.0.0/16",         "10.2.0.0/16",          false),
        ("10.1.0.0/16",         "::/0",                 false),
        ("fd00::/16",           "fd00::/8",             true),
        ("fd00::/16",           "fd01::/16",            false),
    ];
    for (allowed, denied, is_error) in rows {
        let [allow, deny] = [format!("allow {allowed}"), format!("deny {denied}")];
        if !is_error {
            assert_eq!(policy(&[&allow, &deny]), policy(&[&deny, &allow]), "{allowed}, {denied}");
            continue;
        }
        let is_network = allowed.contains('/');
        let add = |policy: Policy, verb: Verb, text: &str| match (verb, is_network) {
            (Verb::Allow, true) => policy.allow_network(text.parse().unwrap()),
            (Verb::Allow, false) => policy.allow_host(text),
            (_, true) => policy.deny_network(text.parse().unwrap()),
            (_, false) => policy.deny_host(text),
        };
        let late_allow = add(policy(&[&deny]), Verb::Allow, allowed).unwrap_err();
        let EntryProblem::Denied { by } = late_allow.problem() else { panic!("{late_allow}") };
        let as_kept = denied.replace("::ffff:10.0.0.0/104", "10.0.0.0/8");
        assert_eq!((late_allow.entry(), by), (Some(*allowed), &as_kept));
        let late_deny = add(policy(&[&allow]), Verb::Deny, denied).unwrap_err();
        let EntryProblem::Denies { allowed: held } = late_deny.problem() else {
            panic!("{late_deny}")
        };
        assert_eq!((late_deny.entry(), held.as_str()), (Some(&*as_kept), *allowed));
    }
    let error = policy(&["deny .corp"]).allow_host("db.corp").unwrap_err();
    let message = "allow_host: \"db.corp\" does nothing: \".corp\" denies it, and a denial wins; deny \
                   less, or leave this out";
    check(&error, "allow_host", Some("db.corp"), None, message);
    let error = policy(&["allow 10.1.0.0/16"]).deny_network("10.0.0.0/8".parse().unwrap());
    let message = "deny_network: \"10.0.0.0/8\" denies \"10.1.0.0/16\", which is allowed, and a denial \
                   wins; deny less, or allow less";
    check(&error.unwrap_err(), "deny_network", Some("10.0.0.0/8"), None, message);
    // The entries have several labels in common below what is denied.
    let allowed = policy(&["allow a.sub.db.corp", "allow b.sub.db.corp", "allow db.example"]);
    for denied in [".corp", ".db.corp", ".sub.db.corp"] {
        let error = allowed.clone().deny_host(denied).unwrap_err();
        assert!(error.to_string().contains("denies \"a.sub.db.corp\""), "{error}");
    }
    for denied in ["corp", "db.corp", ".other.corp", ".b.corp", ".db"] {
        assert!(allowed.clone().deny_host(denied).is_ok(), "{denied}");
    }
}

/// An entry of a rule with several dimensions does nothing either where one of these is denied; a
/// denial with several leaves something of what is allowed.
#[test]
fn only_a_denial_of_one_dimension_leaves_nothing() {
    let partner = || rule(&["db.corp"], &["10.1.0.0/16"], &[25]);
    for (deny, list) in [
        (rule(&[".corp"], &[], &[]), "hosts"),
        (rule(&[], &["10.0.0.0/8"], &[]), "networks"),
        (rule(&[], &[], &[25]), "ports"),
    ] {
        let error = Policy::default().deny(deny.clone()).unwrap().allow(partner()).unwrap_err();
        assert_eq!(error.list(), format!("allow.{list}"), "{error}");
        let error = Policy::default().allow(partner()).unwrap().deny(deny).unwrap_err();
        assert_eq!(error.list(), format!("deny.{list}"), "{error}");
    }
    for deny in [
        rule(&[".corp"], &["10.0.0.0/8"], &[]),
        rule(&[".corp"], &[], &[25]),
        rule(&[], &["10.0.0.0/8"], &[25]),
        rule(&["a.corp"], &[], &[]),
        rule(&[], &["10.1.2.0/24"], &[]),
        rule(&[], &[], &[80]),
    ] {
        let one = Policy::default().deny(deny.clone()).unwrap().allow(partner()).unwrap();
        assert_eq!(one, Policy::default().allow(partner()).unwrap().deny(deny).unwrap());
    }
}

#[test]
fn a_rule_names_something() {
    for verb in ["deny", "only", "allow"] {
        let add = |rule| match verb {
            "deny" => Policy::default().deny(rule),
            "only" => Policy::default().only(rule),
            _ => Policy::default().allow(rule),
        };
        let error = add(Rule::new()).unwrap_err();
        let message = format!("{verb} names nothing: a rule has hosts, networks or ports");
        check(&error, verb, None, None, &message);
        let no_hosts = || Rule::new().with_hosts([""; 0]).unwrap();
        let rows = [
            ("hosts", no_hosts()),
            ("networks", Rule::new().with_networks([]).unwrap()),
            ("ports", Rule::new().with_ports([]).unwrap()),
            ("hosts", no_hosts().with_ports([8080]).unwrap()),
        ];
        for (list, rule) in rows {
            let error = add(rule).unwrap_err();
            let list = format!("{verb}.{list}");
            let message = format!("{list} has no entries, so that the rule matches nothing");
            check(&error, &list, None, None, &message);
        }
        assert!(add(no_hosts().with_hosts(["example.com"]).unwrap()).is_ok());
    }
}

#[test]
fn numbers_have_limits() {
    let ports = Policy::default().allow_ports([80, 0]).unwrap_err();
    let message = "allow_ports: \"0\" is reserved: nothing listens there";
    check(&ports, "allow_ports", Some("0"), None, message);
    let ports = Rule::new().with_ports([80, 0]).unwrap_err();
    check(&ports, "ports", Some("0"), None, "ports: \"0\" is reserved: nothing listens there");
    assert!(Policy::default().allow_ports([1, 65535]).is_ok());
    for (bytes, is_ok) in [(0, false), (1, true), (1 << 30, true), ((1 << 30) + 1, false)] {
        let result = Policy::default().max_length(bytes);
        assert_eq!(result.is_ok(), is_ok, "{bytes}");
        if let Err(error) = result {
            let entry = bytes.to_string();
            let message = format!(
                "max_length: {entry:?} cannot be the limit: at least 1, at most 1073741824"
            );
            check(&error, "max_length", Some(&entry), None, &message);
        }
    }
    assert_eq!(Policy::default().max_addresses(0).unwrap_err().list(), "max_addresses");
    for count in [1, 1 << 30] {
        assert_eq!(Policy::default().max_addresses(count).unwrap().address_limit(), count);
    }
}

#[test]
fn ports_that_are_open_already_are_no_rule_of_their_own() {
    let allow = |ports: &[u16]| {
        let rule = Rule::new().with_ports(ports.iter().copied()).unwrap();
        Policy::default().allow(rule).map_err(|error| error.to_string())
    };
    let expected = "allow.ports opens nothing: only bad ports need it; `only` and \
                    `Policy::allow_ports` limit the ports";
    assert_eq!(allow(&[443, 8080]).unwrap_err(), expected);
    assert!(allow(&[443, 6000]).is_ok());
    let rule = Rule::new().with_hosts(["a.corp"]).unwrap().with_ports([8080]).unwrap();
    assert!(Policy::default().allow(rule).is_ok());
}

#[test]
fn a_limit_says_its_bounds() {
    for (count, is_ok) in [(0, false), (1, true), (1 << 30, true), ((1 << 30) + 1, false)] {
        let result = Policy::default().max_addresses(count);
        assert_eq!(result.is_ok(), is_ok, "{count}");
        if let Err(error) = result {
            let expected = format!(
                "max_addresses: \"{count}\" cannot be the limit: at least 1, at most 1073741824"
            );
            assert_eq!(error.to_string(), expected);
        }
    }
}

/// A name of 253 bytes with a dot before it is the longest entry that can be meant.
#[test]
fn an_entry_is_shown_up_to_254_bytes() {
    for (length, is_shown) in [(253, true), (254, true), (255, false)] {
        let entry = format!("*.{}", "a".repeat(length - 2));
        let error = allow_host(&entry).unwrap_err();
        assert_eq!(error.entry(), is_shown.then_some(&*entry), "{length}");
        assert_eq!(error.to_string().contains(&entry), is_shown, "{length}");
    }
}

#[test]
fn a_mend_is_no_part_of_a_path_or_a_query() {
    for (entry, mend) in [
        ("example.com//admin", Some("example.com")),
        ("example.com/?next=https://evil.example/", Some("example.com")),
        ("h.corp/token//S3CR3T", Some("h.corp")),
        ("h.corp/x:/S3CR3T", Some("h.corp")),
        ("https://h.corp//S3CR3T", Some("h.corp")),
        ("https:/h.corp/S3CR3T", Some("h.corp")),
        ("//h.corp/S3CR3T", Some("h.corp")),
        ("u:S3CR3T@h.corp", Some("h.corp")),
    ] {
        let error = Policy::default().allow_host(entry).unwrap_err();
        assert_eq!(error.mend(), mend, "{entry}");
        assert!(!format!("{error} {error:?}").contains("S3CR3T"), "{error}");
    }
}

#[test]
fn what_other_readers_take_for_a_url_is_not_shown() {
    for entry in [
        "hooks.corp／services／S3CR3T",
        "hooks.corp？key=S3CR3T",
        "u:S3CR3T%40hooks.corp",
        "S3CR3T:hooks.corp",
        "hooks.corp∕T0∕S3CR3T!",
    ] {
        let error = Policy::default().allow_host(entry).unwrap_err();
        assert!(!format!("{error} {error:?}").contains("S3CR3T"), "{error}");
    }
    // Hexadecimal digits and one colon are no IPv6 address.
    assert_eq!(Policy::default().allow_host("cafe:beef").unwrap_err().entry(), None);
    let error = Policy::default().allow_host("%65xample.com").unwrap_err();
    let expected =
        "allow_host: an entry is no host name: character '%' must not stand in a host name";
    assert_eq!((error.entry(), error.to_string().as_str()), (None, expected));
    for entry in ["a b.corp", "a.corp:80", "10.0.0.1", "[::1]", "-a.corp", "ｃorp"] {
        let error = Policy::default().allow_host(entry).unwrap_err();
        assert_eq!(error.entry(), Some(entry));
    }
}
