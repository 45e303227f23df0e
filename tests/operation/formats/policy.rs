//! The policy, a file.

use live_record_notify::{Policy, PolicyError};
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
fn nonsense_is_refused_with_the_reason() {
    let network = "10.0.0.1/8".parse().unwrap();
    let prefix = "2001:db8::/97".parse().unwrap();
    let host = Policy::default().deny_host("").unwrap_err();
    let url = Policy::default().allow_host("http://example.com/").unwrap_err();
    let rows: &[(&str, &str, PolicyError)] = &[
        ("deny_network", r#"["10.0.0.1/8"]"#, PolicyError::HostBits { network }),
        ("allow_network", r#"["192.0.2.0/24", "10.0.0.1/8"]"#, PolicyError::HostBits { network }),
        ("deny_host", r#"[""]"#, host),
        ("allow_host", r#"["example.org", "http://example.com/"]"#, url),
        ("nat64_prefix", r#"["2001:db8::/97"]"#, PolicyError::Nat64Prefix { prefix }),
        ("max_length", "0", PolicyError::MaxLength { bytes: 0 }),
        ("max_length", "1073741825", PolicyError::MaxLength { bytes: 1_073_741_825 }),
    ];
    for (key, value, reason) in rows {
        let expected = reason.to_string();
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
            policy = if denied { policy.deny_network(network) } else { policy.allow_network(network) }.unwrap();
        }
        for (denied, host) in hosts {
            policy = if denied { policy.deny_host(&host) } else { policy.allow_host(&host) }.unwrap();
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
