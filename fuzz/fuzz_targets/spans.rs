//! The place of a refusal is the place of the part that `url` reads, whatever the disguise.
#![no_main]

use libfuzzer_sys::fuzz_target;
use live_record_notify::{NotifyUrl, Policy};
use url::{Host, Url};

fuzz_target!(|text: &str| {
    let Ok(url) = Url::parse(text) else { return };
    let (Some(host), "http" | "https") = (url.host(), url.scheme()) else { return };
    // What stands at the place of the reason `id`; a WHATWG reader leaves tabs and newlines out.
    let at = |id: &str, policy: &Policy| {
        let error = NotifyUrl::parse_with(text, policy).err()?;
        let is_it = error.reason().id() == id;
        is_it.then(|| text[error.span().unwrap()].replace(['\t', '\n', '\r'], ""))
    };

    let policy = Policy::default().max_length(1 << 20).unwrap();
    if let Some(typed) = at("userinfo", &policy) {
        let read = Url::parse(&format!("http://{typed}host/")).unwrap();
        assert_eq!(
            (read.username(), read.password()),
            (url.username(), url.password()),
            "{text:?}"
        );
    }

    let policy = policy.allow_user_info();
    let networks = ["0.0.0.0/0", "::/0"].map(|network| network.parse().unwrap());
    let denying = networks
        .iter()
        .fold(policy.clone(), |policy, network| policy.deny_network(*network).unwrap());
    let name = host.to_string();
    let denying = denying.clone().deny_host(name.trim_end_matches('.')).unwrap_or(denying);
    for id in ["host-denied", "network-denied"] {
        if let Some(typed) = at(id, &denying) {
            assert_eq!(Host::parse(&typed), Ok(host.to_owned()), "{text:?}");
        }
    }

    let port = url.port_or_known_default();
    let other_ports = policy.allow_ports([if port == Some(1) { 2 } else { 1 }]).unwrap();
    if let Some(typed) = at("port-not-allowed", &other_ports) {
        // A port that is left out has the place of the host.
        let is_host = typed.is_empty() || Host::parse(&typed) == Ok(host.to_owned());
        let is_port = typed.parse().ok() == port;
        assert!(is_port || url.port().is_none() && is_host, "{text:?}: {typed:?}");
    }
});
