//! The peers: what each claims to judge, and how its own documentation says to ask it.

use std::future::Future;
use std::io;
use std::net::{IpAddr, SocketAddr};
use std::pin::Pin;

use acdp_safe_http::SsrfPolicy;
use antissrf::{AntiSSRFPolicy, PolicyConfigOptions};
use http_acl::HttpAcl;
use http_acl::utils::authority::{self, Authority};
use live_record_notify::address::is_public;
use live_record_notify::{NotifyUrl, Policy};
use tokio::runtime;
use url::{Host, Url};
use url_jail::{PolicyBuilder, SafeUrl};

/// The name of this crate in the tables.
pub const OURS: &str = "live-record-notify";

/// The name of the peer that only a nightly compiler has.
pub const STD: &str = "std";

pub struct Peer {
    pub name: &'static str,
    pub version: &'static str,
    /// What it is asked, in its own terms.
    pub asked: &'static str,
    /// Whether an address is public.
    pub address: Option<fn(IpAddr) -> bool>,
    /// Whether a URL may be called, with what a resolver answers if its host is a name.
    pub url: Option<fn(&str, &[IpAddr]) -> bool>,
    pub urls: Urls,
}

/// What a peer has to do with the text of a URL.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Urls {
    /// It judges addresses alone.
    None,
    /// It judges parts of a URL that was read before, or sends the request itself: how other
    /// clients read the text does not matter.
    Reading,
    /// It says of a text whether it may be called.
    Text,
}

pub fn all() -> Vec<Peer> {
    let peers = [
        Peer {
            name: OURS,
            version: "of this tree",
            asked: "`address::is_public`; `NotifyUrl::parse`, and `destination` where the host is a name",
            address: Some(is_public),
            url: Some(ours),
            urls: Urls::Text,
        },
        Peer {
            name: "ssrf-guard",
            version: version("ssrf-guard"),
            asked: "`is_public`; `Fetcher::get`, up to its resolver, and `Fetcher::resolve`",
            address: Some(ssrf_guard::is_public),
            url: Some(ssrf_guard_lets_in),
            urls: Urls::Reading,
        },
        Peer {
            name: "acdp-safe-http",
            version: version("acdp-safe-http"),
            asked: "`SsrfPolicy::check_ip`; `check_url`, and `check_resolved_ip` for each address. Its \
                    policy is told to let http and IP literals pass, which it refuses by default",
            address: Some(|address| acdp().check_ip(address).is_ok()),
            url: Some(acdp_lets_in),
            urls: Urls::Text,
        },
        Peer {
            name: "url_jail",
            version: version("url_jail"),
            asked: "`SafeUrl::parse`, and `CustomPolicy::is_hostname_allowed` and `is_ip_allowed` under \
                    `Policy::PublicOnly`: what its `validate` does around a resolver of its own. Its \
                    list of names of metadata services is in `validate` alone",
            address: Some(|address| url_jail().is_ip_allowed(address).is_ok()),
            url: Some(url_jail_lets_in),
            urls: Urls::Text,
        },
        Peer {
            name: "http-acl",
            version: version("http-acl"),
            asked: "`is_ip_allowed`; scheme, `Authority`, host, port and each address, as its README \
                    does for a client of one's own, with all that its lists do not name allowed",
            address: Some(|address| acl().is_ip_allowed(&address).is_allowed()),
            url: Some(http_acl_lets_in),
            urls: Urls::Reading,
        },
        Peer {
            name: "agent-fetch",
            version: version("agent-fetch"),
            asked: "`is_private_ip`; `validate_url`, `FetchPolicy` and each address: what its client does \
                    around a resolver of its own. The brackets of an IPv6 literal, which it leaves on, \
                    are taken off for it",
            address: Some(|address| !agent_fetch::ip_check::is_private_ip(address)),
            url: Some(agent_fetch_lets_in),
            urls: Urls::Reading,
        },
        Peer {
            name: "antissrf",
            version: version("antissrf"),
            asked: "`is_network_connection_allowed` under `ExternalOnlyLatest`, for one address and for \
                    an answer. It judges URLs only inside its client",
            address: Some(|address| antissrf_lets_in("", &[address])),
            url: Some(antissrf_lets_in),
            urls: Urls::None,
        },
        Peer {
            name: "bogon",
            version: version("bogon"),
            asked: "`is_bogon`",
            address: Some(|address| !bogon::is_bogon(address)),
            url: None,
            urls: Urls::None,
        },
        Peer {
            name: "ipext",
            version: version("ipext"),
            asked: "`IpExt::is_global`",
            address: Some(|address| ipext::IpExt::is_global(&address)),
            url: None,
            urls: Urls::None,
        },
        Peer {
            name: "ip_rfc",
            version: version("ip_rfc"),
            asked: "`global`",
            address: Some(|address| ip_rfc::global(&address)),
            url: None,
            urls: Urls::None,
        },
    ];
    peers.into_iter().chain(std_is_global()).collect()
}

/// The version that `Cargo.toml` pins, so that no second place can differ.
fn version(name: &str) -> &'static str {
    let lines = include_str!("../../../Cargo.toml").lines();
    let line = lines
        .filter_map(|line| line.split_once(" = "))
        .find_map(|(key, value)| (key == name).then_some(value));
    let pinned = line.and_then(|value| value.split_once("\"=")?.1.split('"').next());
    pinned.unwrap_or_else(|| panic!("{name} has no pinned version"))
}

#[cfg(feature = "nightly")]
fn std_is_global() -> Option<Peer> {
    Some(Peer {
        name: STD,
        version: toolchain(),
        asked: "`IpAddr::is_global`, which is unstable",
        address: Some(|address| address.is_global()),
        url: None,
        urls: Urls::None,
    })
}

/// The name that rustup has for the compiler, without that of the machine.
#[cfg(feature = "nightly")]
fn toolchain() -> &'static str {
    let name = option_env!("RUSTUP_TOOLCHAIN").unwrap_or("of a nightly compiler");
    name.split(&format!("-{}", std::env::consts::ARCH)).next().unwrap_or(name)
}

#[cfg(not(feature = "nightly"))]
fn std_is_global() -> Option<Peer> {
    None
}

fn ours(text: &str, answer: &[IpAddr]) -> bool {
    NotifyUrl::parse(text).is_ok_and(|url| {
        let is_name = matches!(url.host(), Host::Domain(_));
        !is_name || url.destination(answer.iter().copied(), &Policy::default()).is_ok()
    })
}

/// `get` goes as far as the resolver, which answers an error, so that nothing is dialled; what the
/// host leads to is then judged by `resolve`. In the place of a literal, which no resolver is asked
/// about, `get` is given a name.
fn ssrf_guard_lets_in(text: &str, answer: &[IpAddr]) -> bool {
    let runtime = runtime::Builder::new_current_thread().enable_time().build();
    let runtime = runtime.expect("a runtime");
    let fetcher = |answer| ssrf_guard::Fetcher::default().with_resolver(Answer(answer));
    let Ok(mut url) = Url::parse(text) else {
        let refused = runtime.block_on(fetcher(None).get(text));
        assert!(matches!(refused, Err(ssrf_guard::Error::InvalidUrl(_))));
        return false;
    };
    let host = url.host_str().map(str::to_owned);
    let is_literal = matches!(url.host(), Some(Host::Ipv4(_) | Host::Ipv6(_)));
    let reached = if is_literal {
        url.set_host(Some("name.example.com")).expect("a host in the place of a host");
        runtime.block_on(fetcher(None).get(url.as_str()))
    } else {
        runtime.block_on(fetcher(None).get(text))
    };
    let (Err(ssrf_guard::Error::Resolve { .. }), Some(host)) = (reached, host) else {
        return false;
    };
    let port = url.port_or_known_default().unwrap_or(80);
    runtime.block_on(fetcher(Some(answer.to_vec())).resolve(&host, port)).is_ok()
}

/// A resolver that answers at once, or that answers an error.
struct Answer(Option<Vec<IpAddr>>);

impl ssrf_guard::Resolve for Answer {
    fn resolve<'a>(
        &'a self,
        _host: &'a str,
        port: u16,
    ) -> Pin<Box<dyn Future<Output = io::Result<Vec<SocketAddr>>> + Send + 'a>> {
        let answer = self.0.as_ref().ok_or_else(|| io::Error::other("no answer"));
        let answer = answer.map(|addresses| {
            addresses.iter().map(|address| SocketAddr::new(*address, port)).collect()
        });
        Box::pin(async move { answer })
    }
}

fn acdp() -> SsrfPolicy {
    SsrfPolicy { allow_http: true, reject_ip_literals: false, ..SsrfPolicy::default() }
}

fn acdp_lets_in(text: &str, answer: &[IpAddr]) -> bool {
    let policy = acdp();
    policy.check_url(text).is_ok()
        && (has_literal(text)
            || answer.iter().all(|address| policy.check_resolved_ip(*address).is_ok()))
}

fn url_jail() -> url_jail::CustomPolicy {
    PolicyBuilder::new(url_jail::Policy::PublicOnly).build()
}

fn url_jail_lets_in(text: &str, answer: &[IpAddr]) -> bool {
    let Ok(url) = SafeUrl::parse(text) else { return false };
    let policy = url_jail();
    let addresses = literal(url.host()).map_or_else(|| answer.to_vec(), |literal| vec![literal]);
    policy.is_hostname_allowed(url.host()).is_ok()
        && addresses.iter().all(|address| policy.is_ip_allowed(*address).is_ok())
}

fn acl() -> HttpAcl {
    let acl = HttpAcl::builder().host_acl_default(true).port_acl_default(true);
    acl.ip_acl_default(true).build()
}

/// Its users have the parts of a URL from `url`.
fn http_acl_lets_in(text: &str, answer: &[IpAddr]) -> bool {
    let Ok(url) = Url::parse(text) else { return false };
    let (Some(host), Some(port)) = (url.host_str(), url.port_or_known_default()) else {
        return false;
    };
    let Ok(authority) = Authority::parse(&format!("{host}:{port}")) else { return false };
    let acl = acl();
    let is_host_allowed = match &authority.host {
        authority::Host::Ip(address) => acl.is_ip_allowed(address).is_allowed(),
        authority::Host::Domain(name) => {
            let is_allowed = |address| acl.is_ip_allowed(address).is_allowed();
            acl.is_host_allowed(name).is_allowed() && answer.iter().all(is_allowed)
        }
    };
    acl.is_scheme_allowed(url.scheme()).is_allowed()
        && is_host_allowed
        && acl.is_port_allowed(authority.port).is_allowed()
}

fn agent_fetch_lets_in(text: &str, answer: &[IpAddr]) -> bool {
    let Ok(url) = agent_fetch::url_check::validate_url(text) else { return false };
    let policy = agent_fetch::FetchPolicy::default();
    let addresses = literal(&url.host).map_or_else(|| answer.to_vec(), |literal| vec![literal]);
    policy.check_scheme(&url.scheme).is_ok()
        && policy.check_domain(&url.host).is_ok()
        && !addresses.into_iter().any(agent_fetch::ip_check::is_private_ip)
}

fn antissrf_lets_in(_text: &str, answer: &[IpAddr]) -> bool {
    let answer: Vec<String> = answer.iter().map(IpAddr::to_string).collect();
    let answer: Vec<&str> = answer.iter().map(String::as_str).collect();
    let mut policy = AntiSSRFPolicy::new(PolicyConfigOptions::ExternalOnlyLatest);
    policy.is_network_connection_allowed(&answer).expect("the texts of addresses")
}

/// The address that a host as `url` writes it is.
fn literal(host: &str) -> Option<IpAddr> {
    host.trim_start_matches('[').trim_end_matches(']').parse().ok()
}

fn has_literal(text: &str) -> bool {
    let url = Url::parse(text);
    url.is_ok_and(|url| matches!(url.host(), Some(Host::Ipv4(_) | Host::Ipv6(_))))
}
