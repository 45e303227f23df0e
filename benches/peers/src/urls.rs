//! Those who read URLs.

use std::future::Future;
use std::hint::black_box;
use std::io;
use std::mem::ManuallyDrop;
use std::net::{IpAddr, Ipv4Addr, SocketAddr};
use std::pin::{Pin, pin};
use std::task::{Context, Poll, Waker};
use std::time::{Duration, Instant};

use live_record_notify::NotifyUrl;
use live_record_notify_benches::inputs::{self, Input};
use url::{Host, Url};

use crate::measured::{HARNESS, Medians, Samples};

pub const PARSE: &str = "live-record-notify: NotifyUrl::parse";
pub const PARSE_OWNED: &str = "live-record-notify: TryFrom<String>";
pub const ADA: &str = "ada-url: Url::parse (parser)";
pub const ADA_CAN_PARSE: &str = "ada-url: can_parse (parser)";
pub const URL: &str = "url: Url::parse (parser)";
pub const AGENT_FETCH: &str = "agent-fetch: validate_url (parser)";

/// How many verdicts make a sample.
const VERDICTS: usize = 1000;

pub struct Contender {
    name: &'static str,
    /// Whether it is given an input at all.
    takes: fn(&Input) -> bool,
    /// Whether it is to accept one.
    expects: fn(&Input) -> bool,
    judge: Judge,
}

/// How long so many verdicts on a text take, and how many of them accept it.
type Judge = Box<dyn Fn(&str, usize) -> (Duration, usize)>;

/// Whoever gives `judge` the same text again and again.
fn contender(
    name: &'static str,
    expects: fn(&Input) -> bool,
    accepts: impl Fn(&str) -> bool + 'static,
) -> Contender {
    let judge = move |text: &str, times| {
        // Behind this reference the compiler must expect another text every time.
        let text = &text;
        let mut accepted = 0;
        let start = Instant::now();
        for _ in 0..times {
            accepted += usize::from(black_box(accepts(black_box(text))));
        }
        (start.elapsed(), accepted)
    };
    Contender { name, takes: |_| true, expects, judge: Box::new(judge) }
}

// What is expected of those who split a URL, of those who also judge where it leads, and of `http`,
// which reads ASCII alone.
fn parser(input: &Input) -> bool {
    input.href.is_some()
}

fn checker(input: &Input) -> bool {
    input.is_accepted
}

fn ascii_parser(input: &Input) -> bool {
    input.href.is_some() && input.text.is_ascii()
}

pub fn contenders() -> Vec<Contender> {
    // What a program makes once, when it starts.
    let policy = agent_fetch::FetchPolicy::default();
    let fetcher = ssrf_guard::Fetcher::default().with_resolver(PublicAnswer);
    let acl = http_acl::HttpAcl::builder();
    let acl = acl.host_acl_default(true).ip_acl_default(true).port_acl_default(true).build();

    vec![
        contender(HARNESS, |_| true, |text| !text.is_empty()),
        contender(PARSE, checker, |text| {
            let url = NotifyUrl::parse(text);
            black_box(&url).is_ok()
        }),
        Contender {
            name: PARSE_OWNED,
            takes: |input| input.is_canonical() && input.is_accepted,
            expects: checker,
            judge: Box::new(judge_in_its_buffer),
        },
        contender(ADA_CAN_PARSE, parser, |text| ada_url::Url::can_parse(text, None)),
        contender(ADA, parser, |text| {
            let url = ada_url::Url::parse(text, None);
            black_box(&url).is_ok()
        }),
        contender("http: Uri (parser)", ascii_parser, |text| {
            let uri = text.parse::<http::Uri>();
            black_box(&uri).is_ok()
        }),
        contender(URL, parser, |text| {
            let url = Url::parse(text);
            black_box(&url).is_ok()
        }),
        contender(AGENT_FETCH, parser, |text| {
            let url = agent_fetch::url_check::validate_url(text);
            black_box(&url).is_ok()
        }),
        contender("agent-fetch: validate_url and address", checker, move |text| {
            agent_fetch_accepts(&policy, text)
        }),
        contender("ssrf-guard: Url::parse and resolve", checker, move |text| {
            ssrf_guard_accepts(&fetcher, text)
        }),
        contender("http-acl: Url::parse and all lists", checker, move |text| {
            http_acl_accepts(&acl, text)
        }),
    ]
}

/// Neither the making of the strings nor the end of the URLs counts; each is looked at where it is
/// made.
fn judge_in_its_buffer(text: &str, times: usize) -> (Duration, usize) {
    // Few enough for the caches not to count either.
    const AT_ONCE: usize = 100;
    let (mut duration, mut accepted) = (Duration::ZERO, 0);
    for _ in 0..times / AT_ONCE {
        let texts = vec![String::from(text); AT_ONCE];
        let start = Instant::now();
        for text in texts {
            // Never freed: that is the end of a URL.
            let url = ManuallyDrop::new(NotifyUrl::try_from(text));
            accepted += usize::from(black_box(&url).is_ok());
        }
        duration += start.elapsed();
    }
    (duration, accepted)
}

/// What `SafeClient::fetch` does before it resolves, and what its resolver does with an address; the
/// brackets of IPv6, which it leaves on, are taken off for it.
fn agent_fetch_accepts(policy: &agent_fetch::FetchPolicy, text: &str) -> bool {
    let Ok(url) = agent_fetch::url_check::validate_url(text) else { return false };
    if policy.check_scheme(&url.scheme).is_err() || policy.check_domain(&url.host).is_err() {
        return false;
    }
    let host = black_box(&url.host).trim_start_matches('[').trim_end_matches(']');
    host.parse().map_or(true, |address| !agent_fetch::ip_check::is_private_ip(address))
}

/// Its own check of a URL is private, so it is done here, and its public `resolve` behind it.
fn ssrf_guard_accepts(fetcher: &ssrf_guard::Fetcher, text: &str) -> bool {
    let Ok(url) = Url::parse(text) else { return false };
    let has_user_info = !url.username().is_empty() || url.password().is_some();
    let Some(host) = url.host_str().filter(|_| !has_user_info) else { return false };
    if !matches!(url.scheme(), "http" | "https") {
        return false;
    }
    let host = host.trim_start_matches('[').trim_end_matches(']').to_owned();
    let port = url.port_or_known_default().unwrap_or(80);
    match pin!(fetcher.resolve(&host, port)).poll(&mut Context::from_waker(Waker::noop())) {
        Poll::Ready(addresses) => black_box(&addresses).is_ok(),
        Poll::Pending => panic!("the resolver answers at once"),
    }
}

/// It takes the parts of a URL; its users have them from `url`.
fn http_acl_accepts(acl: &http_acl::HttpAcl, text: &str) -> bool {
    let Ok(url) = Url::parse(text) else { return false };
    let is_port_allowed =
        url.port_or_known_default().is_some_and(|port| acl.is_port_allowed(port).is_allowed());
    let is_host_allowed = match black_box(&url).host() {
        Some(Host::Domain(name)) => acl.is_host_allowed(name).is_allowed(),
        Some(Host::Ipv4(address)) => acl.is_ip_allowed(&address.into()).is_allowed(),
        Some(Host::Ipv6(address)) => acl.is_ip_allowed(&address.into()).is_allowed(),
        None => false,
    };
    acl.is_scheme_allowed(url.scheme()).is_allowed() && is_port_allowed && is_host_allowed
}

/// A resolver that answers at once, so that no network is measured.
struct PublicAnswer;

impl ssrf_guard::Resolve for PublicAnswer {
    fn resolve<'a>(
        &'a self,
        _host: &'a str,
        port: u16,
    ) -> Pin<Box<dyn Future<Output = io::Result<Vec<SocketAddr>>> + Send + 'a>> {
        let address = SocketAddr::new(IpAddr::V4(Ipv4Addr::new(93, 184, 215, 14)), port);
        Box::pin(async move { Ok(vec![address]) })
    }
}

/// Whether the parsers find in each text what is in it.
pub fn check_values() {
    for input in all_inputs() {
        let Input { text, href, host, .. } = input;
        let url = Url::parse(text).ok();
        assert_eq!(url.as_ref().map(Url::as_str), href, "{text}");
        let ada = ada_url::Url::parse(text, None).ok();
        assert_eq!(ada.as_ref().map(ada_url::Url::href), href, "{text}");
        let checked = agent_fetch::url_check::validate_url(text).ok();
        assert_eq!(checked.as_ref().map(|checked| checked.url.as_str()), href, "{text}");
        let ours = NotifyUrl::parse(text).ok();
        assert_eq!(ours.as_ref().map(NotifyUrl::as_str), href.filter(|_| input.is_accepted));
        if let (Some(url), Some(ada), Some(checked)) = (url, ada, checked) {
            assert_eq!(url.host_str(), Some(host), "{text}");
            assert_eq!((ada.hostname(), checked.host.as_str()), (host, host), "{text}");
        }
        if let Ok(uri) = text.parse::<http::Uri>()
            && input.is_canonical()
        {
            assert_eq!(uri.host(), Some(host), "{text}");
        }
    }
}

/// Takes turns, and asserts of every sample that each verdict in it is the expected one.
pub fn measure(contenders: &[Contender], rounds: usize) -> Medians {
    let inputs: Vec<Input> = all_inputs().collect();
    let names = inputs.iter().map(|input| input.name).collect();
    let mut samples = Samples::new(names, contenders.iter().map(|contender| contender.name));
    for round in 0..=rounds {
        for (i, input) in inputs.iter().enumerate() {
            for turn in 0..contenders.len() {
                // Nobody always comes after the same one.
                let turn = (turn + round) % contenders.len();
                let Contender { name, takes, expects, judge } = &contenders[turn];
                if !takes(input) {
                    continue;
                }
                let (duration, accepted) = judge(input.text, VERDICTS);
                let expected = if expects(input) { VERDICTS } else { 0 };
                assert_eq!(accepted, expected, "{name}: {}", input.text);
                // The first round is for the caches.
                if round > 0 {
                    samples.add(turn, i, duration, VERDICTS);
                }
            }
        }
    }
    samples.medians("per URL")
}

fn all_inputs() -> impl Iterator<Item = Input> {
    inputs::ACCEPTED.into_iter().chain(inputs::REFUSED)
}
