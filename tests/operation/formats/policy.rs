//! The policy, a file.

use live_record_notify::{Policy, PolicyError, Rule};
use proptest::prelude::*;
use serde::Deserialize;
use serde::de::value::{Error as ValueError, MapDeserializer};
use serde_json::json;

use super::assert_round_trips;

type Built = Result<Policy, Box<dyn std::error::Error>>;

#[track_caller]
fn assert_toml(policy: &Policy) {
    assert_round_trips(policy);
    let file = toml::to_string(policy).unwrap();
    assert_eq!(&toml::from_str::<Policy>(&file).unwrap(), policy, "{file}");
}

#[test]
fn a_key_is_a_method() {
    let rows: &[(&str, Built)] = &[
        ("", Ok(Policy::default())),
        ("deny_network = []", Ok(Policy::default())),
        ("require_https = false", Ok(Policy::default())),
        ("max_length = 2048", Ok(Policy::default())),
        (
            r#"deny_network = ["203.0.113.0/24", "2001:db8::/32"]"#,
            (|| {
                let policy = Policy::default().deny_network("203.0.113.0/24".parse()?)?;
                Ok(policy.deny_network("2001:db8::/32".parse()?)?)
            })(),
        ),
        (
            r#"allow_network = ["169.254.169.254/32"]"#,
            (|| Ok(Policy::default().allow_network("169.254.169.254/32".parse()?)?))(),
        ),
        // Kept as the IPv4 network that it is dialled as.
        (
            r#"allow_network = ["::ffff:10.0.0.0/104"]"#,
            (|| Ok(Policy::default().allow_network("10.0.0.0/8".parse()?)?))(),
        ),
        (
            r#"deny_host = ["Example.COM", ".bücher.example"]"#,
            (|| {
                let policy = Policy::default().deny_host("example.com")?;
                Ok(policy.deny_host(".xn--bcher-kva.example")?)
            })(),
        ),
        (r#"allow_host = [".corp"]"#, (|| Ok(Policy::default().allow_host(".corp")?))()),
        (
            r#"nat64_prefix = ["2001:db8:64::/96"]"#,
            (|| Ok(Policy::default().nat64_prefix("2001:db8:64::/96".parse()?)?))(),
        ),
        ("allow_ports = [443, 80]", (|| Ok(Policy::default().allow_ports([80, 443])?))()),
        ("allow_ports = []", (|| Ok(Policy::default().allow_ports([])?))()),
        ("require_https = true", Ok(Policy::default().require_https())),
        ("refuse_ip_literals = true", Ok(Policy::default().refuse_ip_literals())),
        ("allow_user_info = true", Ok(Policy::default().allow_user_info())),
        ("max_length = 100", (|| Ok(Policy::default().max_length(100)?))()),
    ];
    for (file, built) in rows {
        let built = built.as_ref().unwrap();
        assert_eq!(&toml::from_str::<Policy>(file).unwrap(), built, "{file}");
        assert_toml(built);
    }
}

#[test]
fn a_rule_of_one_dimension_is_written_in_its_short_form() {
    let policy = Policy::default()
        .deny_host(".a.example")
        .and_then(|policy| policy.allow_host("b.corp"))
        .and_then(|policy| policy.deny_network("8.8.8.0/24".parse().unwrap()))
        .and_then(|policy| policy.allow_network("10.0.0.0/8".parse().unwrap()))
        .unwrap();
    let json = serde_json::to_value(&policy).unwrap();
    for (key, entry) in [
        ("deny_host", ".a.example"),
        ("allow_host", "b.corp"),
        ("deny_network", "8.8.8.0/24"),
        ("allow_network", "10.0.0.0/8"),
    ] {
        assert_eq!(json[key], json!([entry]), "{key}");
    }
    for key in ["deny", "allow", "only"] {
        assert_eq!(json.get(key), None, "{key}");
    }
}

#[test]
fn nonsense_is_refused_with_the_reason() {
    let default = Policy::default;
    let network = "10.0.0.1/8".parse().unwrap();
    let prefix = "2001:db8::/97".parse().unwrap();
    let rows: &[(&str, &str, Result<Policy, PolicyError>)] = &[
        ("deny_network", r#"["10.0.0.1/8"]"#, default().deny_network(network)),
        ("allow_network", r#"["192.0.2.0/24", "10.0.0.1/8"]"#, default().allow_network(network)),
        ("deny_host", r#"[""]"#, default().deny_host("")),
        (
            "allow_host",
            r#"["example.org", "http://example.com/"]"#,
            default().allow_host("http://example.com/"),
        ),
        ("nat64_prefix", r#"["2001:db8::/97"]"#, default().nat64_prefix(prefix)),
        ("max_length", "0", default().max_length(0)),
        ("max_length", "1073741825", default().max_length(1_073_741_825)),
        ("max_addresses", "0", default().max_addresses(0)),
    ];
    for (key, value, reason) in rows {
        let expected = reason.as_ref().unwrap_err().to_string();
        let file = format!("{key} = {value}");
        assert_eq!(toml::from_str::<Policy>(&file).unwrap_err().message(), expected, "{file}");
        let json = format!("{{\"{key}\": {value}}}");
        let message = serde_json::from_str::<Policy>(&json).unwrap_err().to_string();
        assert!(message.starts_with(&expected), "{json}\n gives {message}\n not {expected}");
    }
}

#[test]
fn a_message_points_at_what_is_refused() {
    let lists = [
        ("deny_network", r#""203.0.113.0/24""#, &[r#""10.0.0.1/8""#, r#""10.0.0.0""#, "5"][..]),
        ("allow_network", r#""203.0.113.0/24""#, &[r#""10.0.0.1/8""#, r#""10.0.0.0""#, "5"]),
        ("deny_host", r#""example.com""#, &[r#""http://example.com/""#, "5"]),
        ("allow_host", r#""example.com""#, &[r#""*.example.com""#, "[]"]),
        ("nat64_prefix", r#""2001:db8:64::/96""#, &[r#""2001:db8::/97""#, r#""x""#, "true"]),
        ("allow_ports", "443", &["0", "65536", "-1", r#""443""#]),
    ];
    let lists = lists.iter().flat_map(|(key, good, refused)| {
        refused.iter().map(move |refused| {
            let before = format!("\n\n\n\n\n{key} = [\n  {good},\n  {good}, ");
            (before, *refused, format!(",\n  {good},\n]\n"))
        })
    });
    let values = [
        ("require_https", "5"),
        ("allow_host", r#""example.com""#),
        ("max_length", "0"),
        ("max_length", "-1"),
    ]
    .map(|(key, refused)| (format!("\n\n\n\n\n\n\n{key} = "), refused, "\n".to_owned()));
    for (before, refused, after) in lists.chain(values) {
        let file = format!("{before}{refused}{after}");
        let error = toml::from_str::<Policy>(&file).unwrap_err();
        assert_eq!(error.span(), Some(before.len()..before.len() + refused.len()), "{file}");
        assert!(error.to_string().starts_with("TOML parse error at line 8, "), "{file}\n{error}");
    }
    let json = "{\n\"allow_host\": [\n\"example.com\",\n\"*.example.com\",\n\"example.com\"]}";
    let error = serde_json::from_str::<Policy>(json).unwrap_err();
    assert_eq!((error.line(), error.column()), (4, "\"*.example.com\"".len()), "{error}");
}

#[test]
fn what_is_no_network_is_refused_by_name() {
    for key in ["deny_network", "allow_network", "nat64_prefix"] {
        for text in ["", "10.0.0.0", "10.0.0.0/33", "10.0.0/8", "2001:db8::/129", "example.com"] {
            let json = json!({ key: [text] });
            let message = serde_json::from_value::<Policy>(json).unwrap_err().to_string();
            let expected = format!("{text:?} is no network: ");
            assert!(message.starts_with(&expected), "{text:?} gives {message}");
        }
    }
    // An IPv4 network is none that translates.
    let json = json!({ "nat64_prefix": ["10.0.0.0/32"] });
    let message = serde_json::from_value::<Policy>(json).unwrap_err().to_string();
    assert!(message.starts_with("\"10.0.0.0/32\" is no network: "), "{message}");
}

#[test]
fn other_keys_are_refused_by_name() {
    for key in ["require_htps", "Require_https", "require-https", "deny_networks", ""] {
        let file = format!("\"{key}\" = 5");
        let message = toml::from_str::<Policy>(&file).unwrap_err().message().to_owned();
        let expected = format!("unknown field `{key}`, expected one of `deny_network`, ");
        assert!(message.starts_with(&expected), "{file} gives {message}");
        let message = serde_json::from_value::<Policy>(json!({ key: 5 })).unwrap_err().to_string();
        assert!(message.starts_with(&expected), "{key:?} gives {message}");
    }
    let twice = r#"{"require_https": true, "require_https": false}"#;
    let message = serde_json::from_str::<Policy>(twice).unwrap_err().to_string();
    assert!(message.starts_with("duplicate field `require_https`"), "{message}");
    for (key, first, second) in [
        ("hosts", json!(["a.corp"]), json!(["b.corp"])),
        ("networks", json!(["10.0.0.0/8"]), json!(["fd00::/8"])),
        ("ports", json!([25]), json!([])),
    ] {
        let twice = format!(r#"{{"deny": [{{"{key}": {first}, "{key}": {second}}}]}}"#);
        let message = serde_json::from_str::<Policy>(&twice).unwrap_err().to_string();
        assert!(message.starts_with(&format!("duplicate field `{key}`")), "{message}");
    }
}

#[test]
fn a_wrong_type_is_refused_with_what_is_expected() {
    let list = json!(["a"]);
    let network = r#"a network like "10.0.0.0/8""#;
    let host = r#"a host name like "example.com" or ".example.com""#;
    let rows = &[
        ("deny_network", json!("10.0.0.0/8"), "a sequence"),
        ("deny_network", json!([10]), network),
        ("allow_network", json!({}), "a sequence"),
        ("allow_network", json!([null]), network),
        ("deny_host", json!(true), "a sequence"),
        ("deny_host", json!([5]), host),
        ("allow_host", json!([list]), host),
        ("nat64_prefix", json!(5), "a sequence"),
        ("nat64_prefix", json!([5]), r#"a network like "2001:db8:64::/96""#),
        ("allow_ports", json!(443), "a sequence"),
        ("allow_ports", json!(null), "a sequence"),
        ("allow_ports", json!(["443"]), "a nonzero u16"),
        ("allow_ports", json!([65536]), "a nonzero u16"),
        ("allow_ports", json!([0]), "a nonzero u16"),
        ("allow_ports", json!([-1]), "a nonzero u16"),
        ("allow_ports", json!([0.5]), "a nonzero u16"),
        ("require_https", json!("true"), "a boolean"),
        ("refuse_ip_literals", json!(1), "a boolean"),
        ("allow_user_info", json!(null), "a boolean"),
        ("max_length", json!("2048"), "usize"),
        ("max_length", json!(-1), "usize"),
        ("max_length", json!([]), "usize"),
        ("max_length", json!(null), "usize"),
        ("deny", json!("10.0.0.0/8"), "a sequence of rules"),
        ("allow", json!(5), "a sequence of rules"),
        ("only", json!([5]), "a rule: a map with hosts, networks or ports"),
        ("allow", json!(["a"]), "a rule: a map with hosts, networks or ports"),
    ];
    for (key, value, expected) in rows {
        let json = json!({ *key: value }).to_string();
        let message = serde_json::from_str::<Policy>(&json).unwrap_err().to_string();
        assert!(
            message.contains(&format!(", expected {expected} at line 1")),
            "{json} gives {message}"
        );
    }
    for json in ["[]", "5", "null"] {
        let message = serde_json::from_str::<Policy>(json).unwrap_err().to_string();
        assert!(message.contains("expected a map with the keys of a policy"), "{message}");
    }
}

proptest! {
    #[test]
    fn every_policy_comes_back_equal(
        networks in prop::collection::vec((any::<bool>(), any::<u128>(), any::<bool>(), 0_u8..=128), 0..4),
        hosts in prop::collection::vec((any::<bool>(), "\\.?[a-z]{1,3}(\\.[a-z]{1,3}){0,2}"), 0..4),
        prefix in proptest::option::of((any::<u64>(), prop::sample::select(vec![32_u8, 40, 48, 56, 64]))),
        ports in proptest::option::of(prop::collection::vec(1_u16.., 0..4)),
        switches in any::<[bool; 3]>(),
        max_length in 1_usize..1 << 30,
    ) {
        let mut policy = Policy::default().max_length(max_length).unwrap();
        for (denied, bits, is_ipv4, length) in networks {
            let network = if is_ipv4 {
                let [.., a, b, c, d] = bits.to_be_bytes();
                ipnet::IpNet::new([a, b, c, d].into(), length % 33).unwrap().trunc()
            } else {
                ipnet::IpNet::new(std::net::Ipv6Addr::from_bits(bits).into(), length).unwrap().trunc()
            };
            let before = policy.clone();
            let with = if denied { policy.deny_network(network) } else { policy.allow_network(network) };
            // An entry that would do nothing is left out.
            policy = with.unwrap_or(before);
        }
        for (denied, host) in hosts {
            let before = policy.clone();
            let with = if denied { policy.deny_host(&host) } else { policy.allow_host(&host) };
            policy = with.unwrap_or(before);
        }
        if let Some((bits, length)) = prefix {
            let address = std::net::Ipv6Addr::from_bits(u128::from(bits) << 64);
            policy = policy.nat64_prefix(ipnet::Ipv6Net::new(address, length).unwrap().trunc()).unwrap();
        }
        if let Some(ports) = ports {
            policy = policy.allow_ports(ports).unwrap();
        }
        let [https, names, user_info] = switches;
        policy = if https { policy.require_https() } else { policy };
        policy = if names { policy.refuse_ip_literals() } else { policy };
        policy = if user_info { policy.allow_user_info() } else { policy };
        assert_toml(&policy);
    }
}

#[test]
fn a_key_is_a_text() {
    let numbers = MapDeserializer::<_, ValueError>::new([(7_u8, true)].into_iter());
    let error = Policy::deserialize(numbers).unwrap_err();
    assert_eq!(error.to_string(), "invalid type: integer `7`, expected a key of a policy");
}

/// Line and column, from 1, of a refusal, and its message.
#[track_caller]
fn refused_at(file: &str) -> (usize, usize, String) {
    let error = toml::from_str::<Policy>(file).unwrap_err();
    let start = error.span().unwrap().start;
    let before = file.get(..start).unwrap();
    let line = before.matches('\n').count() + 1;
    let column = before.chars().rev().take_while(|c| *c != '\n').count() + 1;
    let shown = error.to_string();
    let first = format!("TOML parse error at line {line}, column {column}\n");
    assert!(shown.starts_with(&first), "{shown}");
    (line, column, error.message().to_owned())
}

/// Every kind of fault at one place: line 7, behind another entry of its list.
#[test]
fn a_fault_in_line_7_is_reported_there() {
    let long = "a".repeat(64);
    #[rustfmt::skip]
    let rows: &[(&str, &str, &str, &str)] = &[
        // What stands before it, its list with an entry, the entry, and how the message starts.
        ("", "allow_host = [\"b.corp\", ", "*.corp",                "allow_host: \"*.corp\" has a wildcard"),
        ("", "allow_host = [\"b.corp\", ", "http://u:p@a.corp/",    "allow_host: an entry is a URL"),
        ("", "allow_host = [\"b.corp\", ", "a.corp:80",             "allow_host: \"a.corp:80\" has a port"),
        ("", "allow_host = [\"b.corp\", ", "10.0.0.1",              "allow_host: \"10.0.0.1\" is an address"),
        ("", "allow_host = [\"b.corp\", ", "10.0.0.0/8",            "allow_host: \"10.0.0.0/8\" is a network"),
        ("", "allow_host = [\"b.corp\", ", ".",                     "allow_host: \".\" opens everything"),
        ("", "allow_host = [\"b.corp\", ", "metadata.goog",         "allow_host: \"metadata.goog\" is a name of a metadata"),
        ("", "deny_host = [\"b.corp\", ", "",                       "deny_host: \"\" is no host name"),
        ("", "deny_host = [\"b.corp\", ", &long,                    "deny_host: \"aaaa"),
        ("", "allow_network = [\"10.0.0.0/9\", ", "10.0.0.1/8",     "allow_network: \"10.0.0.1/8\" has host bits set"),
        ("", "allow_network = [\"10.0.0.0/9\", ", "::/0",           "allow_network: \"::/0\" opens everything"),
        ("", "allow_network = [\"10.0.0.0/9\", ", "10.0.0.0",       "\"10.0.0.0\" is no network"),
        ("", "allow_network = [\"10.0.0.0/9\", ", "http://u:p@h/",  "an entry is no network"),
        ("", "deny_network = [\"10.0.0.0/9\", ", "10.0.0.1/8",      "deny_network: \"10.0.0.1/8\" has host bits set"),
        ("", "nat64_prefix = [\"2001:db8::/96\", ", "2001:db8::/97", "nat64_prefix: \"2001:db8::/97\" is no NAT64 prefix"),
        // Dead entries: the keys of a table are read in the order of the alphabet.
        ("allow_host = [\"a.corp\"]", "deny_host = [\"b.org\", ", ".corp",              "deny_host: \".corp\" denies \"a.corp\""),
        ("allow_network = [\"10.1.0.0/16\"]", "deny_network = [\"9.0.0.0/8\", ", "10.0.0.0/8", "deny_network: \"10.0.0.0/8\" denies \"10.1.0.0/16\""),
        // Inside the tables of a verb.
        ("[[allow]]", "hosts = [\"b.corp\", ", "*.corp",            "allow.hosts: \"*.corp\" has a wildcard"),
        ("[[deny]]", "hosts = [\"b.corp\", ", "http://u:p@a.corp/", "deny.hosts: an entry is a URL"),
        ("[[only]]", "hosts = [\"b.corp\", ", "10.0.0.1",           "only.hosts: \"10.0.0.1\" is an address"),
        ("[[allow]]", "networks = [\"10.0.0.0/9\", ", "10.0.0.1/8", "allow.networks: \"10.0.0.1/8\" has host bits set"),
        ("[[allow]]", "networks = [\"10.0.0.0/9\", ", "::/0",       "allow.networks: \"::/0\" opens everything"),
        ("[[allow]]", "hosts = [\"b.corp\", ", "metadata.goog",     "allow.hosts: \"metadata.goog\" is a name of a metadata"),
        ("[[only]]", "networks = [\"10.0.0.0/9\", ", "10.0.0.0",    "\"10.0.0.0\" is no network"),
        ("[[allow]]\nhosts = [\"a.corp\"]\n\n[[allow]]", "networks = [\"10.0.0.0/9\", ", "::/0", "allow.networks: \"::/0\" opens"),
    ];
    for (before, list, entry, message) in rows {
        let lines_before = before.matches('\n').count();
        let before = format!("# A policy\n{}{before}\n\n", "\n".repeat(3 - lines_before));
        assert_eq!(before.matches('\n').count(), 6);
        let file = format!("{before}{list}{entry:?}]\n");
        let (line, column, said) = refused_at(&file);
        assert_eq!((line, column), (7, list.len() + 1), "{file}\n{said}");
        assert!(said.starts_with(message), "{file}\n{said}");
        assert!(!said.contains("u:p"), "{said}");
    }
    for (before, list, value) in [
        ("", "allow_ports = [80, ", "0"),
        ("[[allow]]", "ports = [80, ", "0"),
        ("[[deny]]", "ports = [80, ", "65536"),
    ] {
        let file = format!("\n\n\n{before}\n\n\n{list}{value}]\n");
        assert_eq!(refused_at(&file), (7, list.len() + 1, refused_at(&file).2), "{file}");
    }
    for (key, value) in [("max_length", "0"), ("max_addresses", "0"), ("allow_loopback", "5")] {
        let file = format!("\n\n\n\n\n\n{key} = {value}\n");
        let (line, column, _) = refused_at(&file);
        assert_eq!((line, column), (7, key.len() + 4), "{file}");
    }
    // A key of a rule that is none.
    let file = "\n\n\n\n\n[[allow]]\nnetwork = [\"10.0.0.0/8\"]\n";
    assert_eq!(&refused_at(file), &(7, 1, refused_at(file).2));
}

/// Whether a rule of `deny` has one dimension is known behind it alone, as is whether `.` stands beside
/// networks: the place is that of the rule.
#[test]
fn a_fault_of_a_whole_rule_is_reported_at_the_rule() {
    for (before, rule, message) in [
        ("", "[[allow]]\n", "allow names nothing"),
        ("", "[[only]]\nhosts = []\n", "only.hosts has no entries"),
        ("", "[[allow]]\nhosts = [\"a.corp\", \".\"]\n", "allow.hosts: \".\" opens everything"),
        (
            "allow_host = [\"a.corp\"]",
            "[[deny]]\nhosts = [\".corp\"]\n",
            "deny.hosts: \".corp\" denies",
        ),
        ("[[allow]]\nports = [25]", "[[deny]]\nports = [25]\n", "deny.ports: \"25\" denies \"25\""),
    ] {
        let blank = "\n".repeat(5 - before.matches('\n').count());
        let file = format!("{before}{blank}\n{rule}");
        let (line, column, said) = refused_at(&file);
        assert_eq!((line, column), (7, 1), "{file}\n{said}");
        assert!(said.starts_with(message), "{said}");
    }
    // With another dimension it leaves something.
    let file = "allow_host = [\"a.corp\"]\n[[deny]]\nhosts = [\".corp\"]\nports = [25]\n";
    assert!(toml::from_str::<Policy>(file).is_ok());
}

/// A rule with an empty list of hosts must not open its networks to all.
#[test]
fn an_empty_list_of_a_rule_is_no_missing_one() {
    for verb in ["deny", "only", "allow"] {
        for (list, rest) in [
            ("hosts", "networks = [\"10.0.0.0/8\"]"),
            ("hosts", "ports = [25]"),
            ("networks", "hosts = [\"a.corp\"]"),
            ("ports", "hosts = [\"a.corp\"]"),
        ] {
            for file in [
                format!("[[{verb}]]\n{list} = []\n{rest}"),
                format!("[[{verb}]]\n{rest}\n{list} = []"),
            ] {
                let message = toml::from_str::<Policy>(&file).unwrap_err().message().to_owned();
                assert!(message.starts_with(&format!("{verb}.{list} has no entries")), "{message}");
            }
        }
    }
}

/// JSON is read in its own order, so the later of two entries is the one that is named.
#[test]
fn of_two_entries_in_json_the_later_one_is_named() {
    let rows = [
        (
            r#""deny_host": [".corp"],"#,
            r#""allow_host": ["a.corp""#,
            "allow_host: \"a.corp\" does nothing",
        ),
        (r#""allow_host": ["a.corp"],"#, r#""deny_host": [".corp""#, "deny_host: \".corp\" denies"),
        (
            r#""deny_network": ["10.0.0.0/8"],"#,
            r#""allow_network": ["10.1.0.0/16""#,
            "allow_network: \"10.1.0.0/16\" does",
        ),
        (
            r#""deny_host": [".corp"],"#,
            r#""allow": [{"hosts": ["a.corp""#,
            "allow.hosts: \"a.corp\" does nothing",
        ),
        (
            r#""deny_network": ["10.0.0.0/8"],"#,
            r#""allow": [{"networks": ["10.1.0.0/16""#,
            "allow.networks: \"10.1.0.0/16\" does",
        ),
        (
            r#""deny": [{"hosts": [".corp"]}],"#,
            r#""allow_host": ["a.corp""#,
            "allow_host: \"a.corp\" does nothing",
        ),
    ];
    for (first, second, message) in rows {
        let closing = if second.contains('{') { "]}]}" } else { "]}" };
        let file = format!("{{\n\n\n\n\n{first}\n{second}{closing}");
        let error = serde_json::from_str::<Policy>(&file).unwrap_err();
        assert_eq!((error.line(), error.column()), (7, second.len()), "{file}\n{error}");
        assert!(error.to_string().starts_with(message), "{file}\n{error}");
    }
}

/// A URL where a list or a network belongs may hold secrets.
#[test]
fn no_message_of_a_format_repeats_a_url() {
    let url = "http://user:s3cret@hooks.example.com/s3cret";
    for key in ["deny_network", "allow_network", "deny_host", "allow_host", "nat64_prefix"] {
        for value in [json!(url), json!([url])] {
            let json = json!({ key: value }).to_string();
            let message = serde_json::from_str::<Policy>(&json).unwrap_err().to_string();
            assert!(!message.contains("s3cret") && !message.contains("user"), "{key}: {message}");
        }
    }
    for value in [json!(url), json!([url]), json!([{"hosts": url}]), json!([{"networks": [url]}])] {
        for key in ["deny", "only", "allow"] {
            let json = json!({ key: value }).to_string();
            let message = serde_json::from_str::<Policy>(&json).unwrap_err().to_string();
            assert!(!message.contains("s3cret") && !message.contains("user"), "{key}: {message}");
        }
    }
    // What can be no URL is repeated: it helps to find it.
    let message = serde_json::from_str::<Policy>(r#"{"deny_network": ["10.0.0.0/33"]}"#);
    assert!(message.unwrap_err().to_string().starts_with("\"10.0.0.0/33\" is no network: "));
}

/// A policy of every shape, with two entries in each list that stand in no order.
#[test]
fn a_policy_of_every_shape_comes_back_equal() {
    let rule = |hosts: &[&str], networks: &[&str], ports: &[u16]| {
        let rule = Rule::new();
        let rule = if hosts.is_empty() { rule } else { rule.with_hosts(hosts).unwrap() };
        let networks: Vec<_> = networks.iter().map(|text| text.parse().unwrap()).collect();
        let rule = if networks.is_empty() { rule } else { rule.with_networks(networks).unwrap() };
        if ports.is_empty() { rule } else { rule.with_ports(ports.iter().copied()).unwrap() }
    };
    let [hosts, other] = [["z.corp", ".a.corp"], [".y.corp", "b.corp"]];
    let networks = ["10.9.0.0/16", "10.1.0.0/16"];
    let shapes = |hosts: &[&str]| {
        let networks = &networks;
        [
            rule(hosts, &[], &[]),
            rule(&[], networks, &[]),
            rule(&[], &[], &[22, 25]),
            rule(hosts, networks, &[]),
            rule(hosts, &[], &[25]),
            rule(&[], networks, &[25]),
            rule(hosts, networks, &[22, 25]),
            rule(&["."], networks, &[]),
        ]
    };
    for allowed in shapes(&hosts) {
        assert_toml(&Policy::default().allow(allowed.clone()).unwrap());
        for limited in shapes(&other) {
            let policy = Policy::default().allow(allowed.clone()).unwrap();
            assert_toml(&policy.clone().only(limited.clone()).unwrap());
            if let Ok(policy) = policy.deny(limited) {
                assert_toml(&policy.require_https().allow_loopback().max_addresses(7).unwrap());
            }
        }
    }
    let all = shapes(&hosts).into_iter().fold(Policy::default(), |policy, rule| {
        policy.allow(rule.clone()).and_then(|policy| policy.only(rule)).unwrap()
    });
    assert_toml(&all.allow_private_networks());
}

#[test]
fn a_url_where_a_key_belongs_is_not_repeated() {
    for file in
        ["\"http://user:secret@hooks.corp/\" = 5", "[[allow]]\n\"http://user:secret@h/\" = 5"]
    {
        let message = toml::from_str::<Policy>(file).unwrap_err().message().to_owned();
        assert!(message.starts_with("unknown field `…`, expected one of "), "{message}");
    }
}

#[test]
fn a_url_where_something_else_belongs_is_not_repeated() {
    let url = json!("http://user:secret@hooks.corp/");
    for file in [
        url.clone(),
        json!({ "allow_ports": [url] }),
        json!({ "allow_ports": url }),
        json!({ "require_https": url }),
        json!({ "max_length": url }),
        json!({ "max_addresses": url }),
        json!({ "allow_host": url }),
        json!({ "allow_network": [url] }),
        json!({ "allow_network": ["u:secret"] }),
        json!({ "nat64_prefix": [url] }),
        json!({ "allow": url }),
        json!({ "allow": [url] }),
        json!({ "deny": [{ "ports": [url] }] }),
        json!({ "deny": [{ "ports": url }] }),
    ] {
        let text = file.to_string();
        for message in [
            serde_json::from_str::<Policy>(&text).unwrap_err().to_string(),
            serde_json::from_value::<Policy>(file).unwrap_err().to_string(),
        ] {
            assert!(!message.contains("secret"), "{text}: {message}");
        }
    }
}
