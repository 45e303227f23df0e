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
use live_record_notify_benches::mix::{MIXES, Mix};
use url::{Host, Url};

use crate::measured::{HARNESS, Medians, Samples};

pub const PARSE: &str = "live-record-notify: NotifyUrl::parse";
pub const PARSE_OWNED: &str = "live-record-notify: TryFrom<String>";
pub const ADA: &str = "ada-url: Url::parse (parser)";
pub const ADA_CAN_PARSE: &str = "ada-url: can_parse (parser)";
pub const URL: &str = "url: Url::parse (parser)";

/// How many verdicts on one text make a sample.
const VERDICTS: usize = 1000;

/// How many URLs a mix has: too many for a processor to learn them.
const MIXED: usize = 10_000;

pub struct Contender {
    name: &'static str,
    /// Whether it is given an input at all.
    takes: fn(&Input) -> bool,
    /// Whether it is to accept one.
    expects: fn(&Input) -> bool,
    judge: Judge,
}

/// How long the verdicts on all texts take, and how many of them accept.
type Judge = Box<dyn Fn(&[&str]) -> (Duration, usize)>;

fn contender(
    name: &'static str,
    expects: fn(&Input) -> bool,
    accepts: impl Fn(&str) -> bool + 'static,
) -> Contender {
    let judge = move |texts: &[&str]| {
        let mut accepted = 0;
        let start = Instant::now();
        for text in texts {
            accepted += usize::from(black_box(accepts(black_box(text))));
        }
        (start.elapsed(), accepted)
    };
    Contender { name, takes: |_| true, expects, judge: Box::new(judge) }
}

// What is expected of those who split a URL, of this crate, of those who judge the address and no
// more, and of `http`.
fn parser(input: &Input) -> bool {
    input.href.is_some()
}

fn this_crate(input: &Input) -> bool {
    input.answer.is_ok()
}

fn address_checker(input: &Input) -> bool {
    let is_refused = |address: Ipv4Addr| address.is_loopback() || address.is_link_local();
    input.href.is_some() && !input.host.parse().is_ok_and(is_refused)
}

/// `http` wants a scheme, an authority of ASCII, and no space. It lets any port and any zone id pass.
fn uri_parser(input: &Input) -> bool {
    let Some((scheme, rest)) = input.text.split_once("://") else { return false };
    let authority = rest.split(['/', '?', '#']).next().unwrap_or_default();
    let is_authority = !authority.is_empty() && authority.is_ascii();
    scheme.bytes().all(|byte| byte.is_ascii_alphabetic()) && is_authority && !rest.contains(' ')
}

pub fn contenders() -> Vec<Contender> {
    // What a program makes once, when it starts.
    let policy = agent_fetch::FetchPolicy::default();
    let fetcher = ssrf_guard::Fetcher::default().with_resolver(PublicAnswer);
    let acl = http_acl::HttpAcl::builder();
    let acl = acl.host_acl_default(true).ip_acl_default(true).port_acl_default(true).build();

    vec![
        contender(HARNESS, |_| true, |text| !text.is_empty()),
        contender(PARSE, this_crate, |text| {
            let url = NotifyUrl::parse(text);
            black_box(&url).is_ok()
        }),
        Contender {
            name: PARSE_OWNED,
            takes: |input| input.answer == Ok(input.text),
            expects: this_crate,
            judge: Box::new(judge_in_its_buffer),
        },
        contender(ADA_CAN_PARSE, parser, |text| ada_url::Url::can_parse(text, None)),
        contender(ADA, parser, |text| {
            let url = ada_url::Url::parse(text, None);
            black_box(&url).is_ok()
        }),
        contender("http: Uri (parser)", uri_parser, |text| {
            let uri = text.parse::<http::Uri>();
            black_box(&uri).is_ok()
        }),
        contender(URL, parser, |text| {
            let url = Url::parse(text);
            black_box(&url).is_ok()
        }),
        contender("agent-fetch: validate_url (parser)", parser, |text| {
            let url = agent_fetch::url_check::validate_url(text);
            black_box(&url).is_ok()
        }),
        contender("agent-fetch: validate_url and address", address_checker, move |text| {
            agent_fetch_accepts(&policy, text)
        }),
        contender("ssrf-guard: Url::parse and resolve", address_checker, move |text| {
            ssrf_guard_accepts(&fetcher, text)
        }),
        contender("http-acl: Url::parse and all lists", address_checker, move |text| {
            http_acl_accepts(&acl, text)
        }),
    ]
}

/// Neither the making of the strings nor the end of the URLs counts; each is looked at where it is
/// made.
fn judge_in_its_buffer(texts: &[&str]) -> (Duration, usize) {
    // Few enough for the caches not to count either.
    const AT_ONCE: usize = 100;
    let (mut duration, mut accepted) = (Duration::ZERO, 0);
    for texts in texts.chunks(AT_ONCE) {
        let texts: Vec<String> = texts.iter().copied().map(String::from).collect();
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

/// Whether each contender accepts the texts that it is to accept, and no others.
pub fn check_answers(contenders: &[Contender]) {
    for input in all_inputs() {
        for Contender { name, takes, expects, judge } in contenders {
            if takes(&input) {
                let (_, accepted) = judge(&[input.text]);
                assert_eq!(accepted == 1, expects(&input), "{name}: {}", input.text);
            }
        }
    }
}

/// Whether each reader finds in each text what is in it.
pub fn check_values() {
    for input in all_inputs() {
        let Input { text, href, host, answer, .. } = input;
        let url = Url::parse(text).ok();
        assert_eq!(url.as_ref().map(Url::as_str), href, "{text}");
        let ada = ada_url::Url::parse(text, None).ok();
        assert_eq!(ada.as_ref().map(ada_url::Url::href), href, "{text}");
        let checked = agent_fetch::url_check::validate_url(text).ok();
        assert_eq!(checked.as_ref().map(|checked| checked.url.as_str()), href, "{text}");
        let ours = NotifyUrl::parse(text);
        let ours = ours.as_ref().map(NotifyUrl::as_str).map_err(live_record_notify::Error::code);
        assert_eq!(ours, answer, "{text}");
        if let (Some(url), Some(ada), Some(checked)) = (url, ada, checked) {
            assert_eq!(url.host_str(), Some(host), "{text}");
            assert_eq!((ada.hostname(), checked.host.as_str()), (host, host), "{text}");
        }
        if let Ok(uri) = text.parse::<http::Uri>()
            && href == Some(text)
        {
            assert_eq!(uri.host(), Some(host), "{text}");
        }
    }
}

fn all_inputs() -> impl Iterator<Item = Input> {
    inputs::all().chain(MIXES.into_iter().flat_map(|mix| mix.urls(MIXED)))
}

/// Texts that are judged in one sample, each once.
struct Set {
    name: &'static str,
    texts: Vec<&'static str>,
    /// How many of them each contender is to accept. `None` if it is not given them.
    expected: Vec<Option<usize>>,
}

impl Set {
    fn new(name: &'static str, inputs: &[Input], contenders: &[Contender]) -> Self {
        let expected = |contender: &Contender| {
            let is_given = inputs.iter().all(contender.takes);
            is_given.then(|| inputs.iter().filter(|input| (contender.expects)(input)).count())
        };
        Self {
            name,
            texts: inputs.iter().map(|input| input.text).collect(),
            expected: contenders.iter().map(expected).collect(),
        }
    }
}

/// Takes turns, and asserts of every sample that as many of its verdicts accept as expected.
pub fn measure(contenders: &[Contender], rounds: usize) -> Medians {
    let one = |input: Input| Set::new(input.name, &vec![input; VERDICTS], contenders);
    let mix = |mix: Mix| Set::new(mix.name, &mix.urls(MIXED), contenders);
    let sets: Vec<Set> = MIXES.map(mix).into_iter().chain(inputs::all().map(one)).collect();
    let names = sets.iter().map(|set| set.name).collect();
    let mut samples = Samples::new(names, contenders.iter().map(|contender| contender.name));
    for round in 0..=rounds {
        for (i, Set { name: input, texts, expected }) in sets.iter().enumerate() {
            for turn in 0..contenders.len() {
                // Nobody always comes after the same one.
                let turn = (turn + round) % contenders.len();
                let Some(expected) = expected[turn] else { continue };
                let Contender { name, judge, .. } = &contenders[turn];
                let (duration, accepted) = judge(texts);
                assert_eq!(accepted, expected, "{name}: {input}");
                // The first round is for the caches.
                if round > 0 {
                    samples.add(turn, i, duration, texts.len());
                }
            }
        }
    }
    samples.medians("per URL")
}
