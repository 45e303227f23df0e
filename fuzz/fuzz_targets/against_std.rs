//! A literal is what the standard library reads in its place, and nothing else is one.
#![no_main]

use std::net::{Ipv4Addr, Ipv6Addr};

use libfuzzer_sys::fuzz_target;
use live_record_notify::address::is_public;
use live_record_notify::{DomainName, NotifyUrl};
use url::Host;

fuzz_target!(|host: &str| {
    let after_brackets = host.rsplit(']').next().unwrap_or_default();
    if host.contains(['/', '?', '#', '@', '\\']) || after_brackets.contains(':') {
        return; // more than a host
    }
    let url = NotifyUrl::parse(&format!("http://{host}/"));
    match host.parse::<Ipv4Addr>() {
        Ok(address) => {
            assert_eq!(url.is_ok(), is_public(address.into()), "{host:?}");
            url.inspect(|url| assert_eq!(url.host(), Host::<&str>::Ipv4(address))).ok();
            DomainName::parse(host).unwrap_err();
            return;
        }
        Err(_) => assert!(!matches!(url.as_ref().map(NotifyUrl::host), Ok(Host::Ipv4(_)))),
    }
    let inside = host.strip_prefix('[').and_then(|rest| rest.strip_suffix(']'));
    match inside.map(str::parse::<Ipv6Addr>) {
        Some(Ok(address)) => {
            assert_eq!(url.is_ok(), is_public(address.into()), "{host:?}");
            url.inspect(|url| assert_eq!(url.host(), Host::<&str>::Ipv6(address))).ok();
        }
        _ => assert!(!matches!(url.as_ref().map(NotifyUrl::host), Ok(Host::Ipv6(_)))),
    }
});
