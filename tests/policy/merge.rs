//! Two policies as one, and what a policy says of itself.

use live_record_notify::{EntryProblem, NotifyUrl, Policy, Rule, Verb};

use crate::{ip, policy, rule};

#[track_caller]
fn id(policy: &Policy, text: &str) -> &'static str {
    NotifyUrl::parse_with(text, policy).map_or_else(|error| error.reason().id(), |_| "")
}

#[track_caller]
fn hosts(policy: &Policy, verb: Verb) -> Vec<String> {
    policy.rules(verb).iter().filter_map(Rule::hosts).flatten().collect()
}

#[track_caller]
fn networks(policy: &Policy, verb: Verb) -> Vec<String> {
    let rules = policy.rules(verb).iter().filter_map(Rule::networks).flatten();
    rules.map(|network| network.to_string()).collect()
}

#[test]
fn what_either_denies_is_denied_and_what_either_allows_is_allowed() {
    let platform = policy(&["deny .evil.example", "deny 10.9.0.0/16", "allow db.corp"]);
    let tenant = policy(&["allow 10.0.0.0/8", "allow a.evil.example", "allow hooks.corp"]);
    for merged in [platform.merge(&tenant).unwrap(), tenant.merge(&platform).unwrap()] {
        assert_eq!(id(&merged, "http://a.evil.example/"), "host-denied");
        assert_eq!(id(&merged, "http://10.9.0.1/"), "network-denied");
        assert_eq!(id(&merged, "http://10.8.0.1/"), "");
        assert_eq!(id(&merged, "http://db.corp/"), "");
        assert_eq!(id(&merged, "http://hooks.corp/"), "");
        assert_eq!(id(&merged, "http://other.corp/"), "private-name");
        assert_eq!(id(&merged, "http://169.254.169.254/"), "cloud-metadata");
        // What does nothing is left out.
        assert!(!hosts(&merged, Verb::Allow).contains(&"a.evil.example".to_owned()));
    }
    // Of a rule with several dimensions too: the entry, and the rule if nothing is left of it.
    let tenant = Policy::default()
        .allow(rule(&["a.evil.example", "b.corp"], &["10.1.0.0/16"], &[]))
        .and_then(|p| p.allow(rule(&["c.corp"], &["10.9.1.0/24"], &[25])))
        .unwrap();
    let merged = platform.merge(&tenant).unwrap();
    let [alone, several] = merged.rules(Verb::Allow) else { panic!("{merged:?}") };
    assert_eq!(alone.hosts().unwrap().collect::<Vec<_>>(), ["db.corp"]);
    assert_eq!(several.hosts().unwrap().collect::<Vec<_>>(), ["b.corp"]);
}

#[test]
fn what_both_limit_requests_to_is_left() {
    let only = |rules: &[Rule]| {
        rules.iter().fold(Policy::default(), |policy, rule| policy.only(rule.clone()).unwrap())
    };
    let a = only(&[rule(&[".example.com", "a.example.org"], &[], &[])]);
    let b = only(&[rule(&["b.example.com", ".example.org"], &[], &[])]);
    let merged = a.merge(&b).unwrap();
    for (text, expected) in [
        ("http://b.example.com/", ""),
        ("http://example.com/", "no-rule"),
        ("http://c.example.com/", "no-rule"),
        ("http://a.example.org/", ""),
        ("http://example.org/", "no-rule"),
        ("http://example.net/", "no-rule"),
    ] {
        assert_eq!(id(&merged, text), expected, "{text}");
    }
    // Hosts of the one, networks of the other: both must match.
    let c = only(&[rule(&[], &["8.8.0.0/16"], &[]), rule(&[], &[], &[8443])]);
    let merged = a.merge(&c).unwrap();
    let endpoint = |host, address, port| merged.check_endpoint(host, (ip(address), port).into());
    assert!(endpoint("example.com", "8.8.8.8", 80).is_ok());
    assert!(endpoint("example.com", "9.9.9.9", 8443).is_ok());
    assert!(endpoint("example.com", "9.9.9.9", 80).is_err());
    assert!(endpoint("example.net", "8.8.8.8", 80).is_err());
    let some = only(&[rule(&[], &["8.8.8.0/24", "9.0.0.0/8"], &[])]);
    let other = only(&[rule(&[], &["8.8.0.0/16", "9.9.9.0/24", "9.9.10.0/24"], &[])]);
    for merged in [some.merge(&other).unwrap(), other.merge(&some).unwrap()] {
        let mut left = networks(&merged, Verb::Only);
        left.sort_unstable();
        assert_eq!(left, ["8.8.8.0/24", "9.9.10.0/24", "9.9.9.0/24"]);
    }
    // One alone counts.
    assert_eq!(a.merge(&Policy::default()).unwrap(), a);
    assert_eq!(Policy::default().merge(&a).unwrap(), a);
    let none = only(&[rule(&["example.net"], &[], &[])]);
    let error = a.merge(&none).unwrap_err();
    assert_eq!((error.list(), error.problem()), ("only", &EntryProblem::NothingInCommon));
    let message = "only has nothing in common with that of the other policy, so that all would be \
                   refused";
    assert_eq!(error.to_string(), message);
}

#[test]
fn of_limits_and_switches_the_stricter_one_counts() {
    let strict = Policy::default()
        .require_https()
        .refuse_ip_literals()
        .max_length(100)
        .and_then(|policy| policy.max_addresses(3))
        .and_then(|policy| policy.allow_ports([443, 8443]))
        .unwrap();
    let open = Policy::default()
        .allow_user_info()
        .allow_loopback()
        .allow_private_networks()
        .max_length(5000)
        .and_then(|policy| policy.max_addresses(5000))
        .and_then(|policy| policy.allow_ports([80, 443]))
        .unwrap();
    for merged in [strict.merge(&open).unwrap(), open.merge(&strict).unwrap()] {
        assert!(merged.requires_https() && merged.refuses_ip_literals());
        assert!(!merged.allows_user_info());
        assert!(!merged.allows_loopback() && !merged.allows_private_networks());
        assert_eq!((merged.length_limit(), merged.address_limit()), (100, 3));
        assert_eq!(merged.allowed_ports(), Some(&[443][..]));
    }
    let both = open.merge(&open).unwrap();
    assert_eq!(both, open);
    let other = Policy::default().allow_ports([22]).unwrap();
    let error = strict.merge(&other).unwrap_err();
    assert_eq!((error.list(), error.problem()), ("allow_ports", &EntryProblem::NothingInCommon));
    let merged = strict.merge(&Policy::default()).unwrap();
    assert_eq!(merged.allowed_ports(), Some(&[443, 8443][..]));
}

/// A translator that the other policy names must not carry a denied address past the denial.
#[test]
fn no_prefix_of_the_other_policy_hides_what_one_denies() {
    let platform = policy(&["deny 8.8.8.0/24"]).nat64_prefix("2600:64::/32".parse().unwrap());
    let platform = platform.unwrap();
    let tenant = Policy::default().nat64_prefix("2600:64:808:808::/96".parse().unwrap()).unwrap();
    // By the platform's prefix it carries 8.8.8.8, by the tenant's 9.9.9.9.
    let address = ip("2600:64:808:808::909:909");
    assert_eq!(platform.check_address(address).unwrap_err().id(), "network-denied");
    for merged in [platform.merge(&tenant).unwrap(), tenant.merge(&platform).unwrap()] {
        assert_eq!(merged.check_address(address).unwrap_err().id(), "network-denied");
    }
}

/// Nor may it hide the host inside an ISATAP site.
#[test]
fn no_prefix_of_the_other_policy_hides_a_denied_host_inside_isatap() {
    let platform = policy(&["allow 0.0.0.0/1", "deny 10.0.0.0/7"]);
    let tenant = Policy::default().nat64_prefix("fd00::/48".parse().unwrap()).unwrap();
    // By the tenant's prefix it carries 0.0.0.94.
    let address = ip("fd00::5efe:10.1.2.3");
    assert_eq!(platform.check_address(address).unwrap_err().id(), "network-denied");
    for merged in [platform.merge(&tenant).unwrap(), tenant.merge(&platform).unwrap()] {
        assert_eq!(merged.check_address(address).unwrap_err().id(), "network-denied");
    }
}

/// Zeros behind a prefix are no host inside ISATAP, which a policy without the prefix cannot know.
#[test]
fn a_prefix_of_the_other_policy_says_that_zeros_are_no_host() {
    let platform = policy(&["deny 0.0.0.0/8"]);
    let tenant = Policy::default().nat64_prefix("2600::/56".parse().unwrap()).unwrap();
    let address = ip("2600:0:0:8:0:5efe::");
    assert_eq!(platform.check_address(address).unwrap_err().id(), "network-denied");
    for merged in [platform.merge(&tenant).unwrap(), tenant.merge(&platform).unwrap()] {
        assert_eq!(merged.check_address(address), Ok(()));
    }
}

#[test]
fn entries_are_shown_in_the_order_in_which_they_were_given() {
    let names = ["z.example", ".a.example", "m.example", "b.a.example", ".example", "a.example"];
    let policy = names.iter().fold(Policy::default(), |p, name| p.deny_host(name).unwrap());
    assert_eq!(hosts(&policy, Verb::Deny), names);
    let texts = ["10.9.0.0/16", "fd00::/8", "10.0.0.0/8", "10.9.1.0/24", "9.0.0.0/8", "fc00::/7"];
    let policy =
        texts.iter().fold(policy, |p, text| p.deny_network(text.parse().unwrap()).unwrap());
    assert_eq!(networks(&policy, Verb::Deny), texts);
    // A second one stays at its first place.
    let again = policy.clone().deny_host("m.example").unwrap();
    let again = again.deny_network("10.0.0.0/8".parse().unwrap()).unwrap();
    assert_eq!(again, policy);
    // Rules of one dimension come first, each dimension as one rule; the others in their order.
    let several = [rule(&["b.corp"], &[], &[80]), rule(&["a.corp"], &[], &[25])];
    let policy = several.iter().fold(Policy::default(), |p, r| p.allow(r.clone()).unwrap());
    let policy = policy
        .allow(rule(&[], &[], &[25]))
        .and_then(|p| p.allow(rule(&[], &["10.0.0.0/8"], &[])))
        .and_then(|p| p.allow_host("d.corp"))
        .and_then(|p| p.allow(rule(&[], &[], &[22])))
        .and_then(|p| p.allow_host("c.corp"))
        .unwrap();
    let [of_hosts, of_networks, of_ports, others @ ..] = policy.rules(Verb::Allow) else {
        panic!("{policy:?}")
    };
    assert_eq!(of_hosts, &rule(&["d.corp", "c.corp"], &[], &[]));
    assert_eq!(of_networks, &rule(&[], &["10.0.0.0/8"], &[]));
    assert_eq!(of_ports.ports(), Some(&[22, 25][..]));
    assert_eq!(others, several);
    assert!(policy.rules(Verb::Only).is_empty() && policy.rules(Verb::Deny).is_empty());
}

/// A clone shares the rules, and building on it leaves the original alone.
#[test]
fn a_clone_goes_its_own_way() {
    let original = policy(&["allow 10.1.0.0/16", "deny .example.com"]);
    let before = format!("{original:?}");
    let clone = original.clone();
    assert_eq!(clone, original);
    let built = clone
        .allow_network("10.2.0.0/16".parse().unwrap())
        .and_then(|policy| policy.deny_host("example.org"))
        .and_then(|policy| policy.only(rule(&["."], &[], &[])))
        .unwrap();
    assert_ne!(built, original);
    assert_eq!(format!("{original:?}"), before);
    assert_eq!(id(&original, "http://10.2.0.1/"), "private-use");
    assert_eq!(id(&original, "http://example.org/"), "");
    assert_eq!(id(&built, "http://example.org/"), "host-denied");
    // A rule that was refused leaves the policy that it was meant for alone too.
    let kept = original.clone();
    assert!(original.clone().deny_network("10.0.0.0/8".parse().unwrap()).is_err());
    assert_eq!(original, kept);
}

#[test]
fn what_is_left_of_a_rule_reads_back() {
    let rule = |ports: &[u16]| Rule::new().with_ports(ports.iter().copied()).unwrap();
    let opens = Policy::default().allow(rule(&[25, 8080])).unwrap();
    let denies = Policy::default().deny(rule(&[25])).unwrap();
    let merged = opens.merge(&denies).unwrap();
    assert!(merged.rules(Verb::Allow).is_empty(), "{merged:?}");
    #[cfg(feature = "serde")]
    assert_eq!(toml::from_str::<Policy>(&toml::to_string(&merged).unwrap()).unwrap(), merged);
}
