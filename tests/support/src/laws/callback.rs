//! Laws of the two callback URLs.

use std::net::IpAddr;

use fluent_uri::Uri;
use fluent_uri::pct_enc::EStr;
use live_record_notify::address::{Block, is_public};
use live_record_notify::{Error, NameKind, NameRow, NotifyUrl, OnDemandUrl, Policy, Rank};
use url::{Host, Url};

use super::text::{Text, all_constructors_agree};
use super::{address, error, verdict};
use crate::allow_every_address;
use crate::names::name_held_by;

/// What the two types have in common.
pub trait Callback: Text + Into<Url> + TryFrom<Url, Error = Error> {
    fn parse_with(text: &str, policy: &Policy) -> Result<Self, Error>;
    fn scheme(&self) -> &str;
    fn host(&self) -> Host<&str>;
    fn port(&self) -> u16;
    fn to_url(&self) -> Url;
    fn redirect(&self, location: &str, policy: &Policy) -> Result<Self, Error>;
}

macro_rules! callback {
    ($($name:ident)*) => { $(
        impl Callback for $name {
            fn parse_with(text: &str, policy: &Policy) -> Result<Self, Error> {
                Self::parse_with(text, policy)
            }

            fn scheme(&self) -> &str {
                self.scheme()
            }

            fn host(&self) -> Host<&str> {
                self.host()
            }

            fn port(&self) -> u16 {
                self.port()
            }

            fn to_url(&self) -> Url {
                self.to_url()
            }

            fn redirect(&self, location: &str, policy: &Policy) -> Result<Self, Error> {
                self.redirect(location, policy)
            }
        }
    )* };
}

callback! { NotifyUrl OnDemandUrl }

/// What holds of any text, by the default policy.
#[track_caller]
pub fn all_laws_hold<T: Callback>(text: &str) {
    all_constructors_agree::<T>(text);
    let answer = read::<T>(text, &Policy::default());
    assert_eq!(T::parse(text), answer, "{text:?}");
    answer.iter().for_each(literal_is_public);
    parts_are_located_where_url_reads_them::<T>(text);
    error::nothing_repeats_what_is_typed::<T>(text);
    verdict::accepted_text_is_strict::<T>(text);
    verdict::malformed_text_has_a_cause::<T>(text);
    verdict::the_worst_part_decides::<T>(text);
    verdict::the_first_fault_is_reported::<T>(text);
    if let Ok(read) = Url::parse(text) {
        assert_eq!(T::try_from(read.clone()), T::parse(read.as_str()), "TryFrom<Url> of {text:?}");
    }
    // A text that is too long is refused for that, wherever it leads.
    if text.len() <= 2048
        && let Ok(read) = Url::parse(text)
    {
        unsafe_wins(&read, &answer);
    }
}

/// The two types differ in code and parameter alone.
#[track_caller]
pub fn both_urls_are_read_alike(text: &str) {
    match (NotifyUrl::parse(text), OnDemandUrl::parse(text)) {
        (Ok(notify), Ok(on_demand)) => assert_eq!(notify.as_str(), on_demand.as_str()),
        (Err(notify), Err(on_demand)) => {
            assert_eq!(notify.reason(), on_demand.reason(), "{text:?}");
            assert_eq!(notify.span(), on_demand.span(), "{text:?}");
            let code = notify.code().as_str().replace("NotifyUrl", "OnDemandUrl");
            assert_eq!(on_demand.code().as_str(), code, "{text:?}");
        }
        (notify, on_demand) => panic!("{text:?}: {notify:?}, {on_demand:?}"),
    }
}

/// Reads `text` by `policy`, and holds the answer against every law that asks for nothing else.
#[track_caller]
pub fn read<T: Callback>(text: &str, policy: &Policy) -> Result<T, Error> {
    let answer = T::parse_with(text, policy);
    match &answer {
        Ok(url) => {
            is_what_a_whatwg_reader_reads(url, text);
            is_what_an_rfc_3986_reader_reads(url);
            let again = T::parse_with(url.as_str(), policy);
            assert_eq!(again.as_ref(), Ok(url), "canonical text of {text:?}");
            is_same(&again.unwrap(), url);
        }
        Err(error) => error::is_well_made(error, T::PARAMETER, text),
    }
    the_short_cut_changes_no_answer(text, policy, &answer);
    answer
}

/// By the default policy it is Unsafe where a lenient reader would be led astray, whatever else is
/// wrong with the text.
#[track_caller]
pub fn unsafe_wins<T: Callback>(read: &Url, answer: &Result<T, Error>) {
    let astray = match read.host() {
        _ if !matches!(read.scheme(), "http" | "https") => false,
        _ if !read.username().is_empty() || read.password().is_some() => true,
        Some(Host::Ipv4(address)) => !is_public(address.into()),
        Some(Host::Ipv6(address)) => !is_public(address.into()),
        Some(Host::Domain(name)) => leads_nowhere_public(name.trim_end_matches('.')),
        None => false,
    };
    let is_unsafe = answer.as_ref().is_err_and(|error| error.code().as_str().ends_with(".Unsafe"));
    assert!(!astray || is_unsafe, "{read}: {answer:?}");
}

/// Whether a name is one label, or is at or below a row that does not depend on its labels. The
/// root, the empty name, is answered by no one.
fn leads_nowhere_public(name: &str) -> bool {
    let is_below = |row: &NameRow| match name.strip_suffix(row.name()) {
        Some(above) => above.is_empty() || above.ends_with('.'),
        None => false,
    };
    let holds_all =
        |row: &NameRow| row.kind() != NameKind::SpellsAddress && name_held_by(row) == row.name();
    let mut rows = NameRow::all().filter(|row| is_below(row));
    !name.is_empty() && !name.contains('.') || rows.any(holds_all)
}

/// `url` finds in the text as typed, and in the canonical text, what the getters say. The canonical
/// text is what it writes for the text as typed, but that it leaves `[`, `]`, `|` and `^` of path
/// and query as they are.
#[track_caller]
pub fn is_what_a_whatwg_reader_reads<T: Callback>(url: &T, typed: &str) {
    let encoded = with_brackets_encoded(typed);
    for text in [typed, &encoded, url.as_str()] {
        let read = Url::parse(text).unwrap_or_else(|error| panic!("{text:?}: {error}"));
        assert_eq!(read.scheme(), url.scheme(), "{text:?}");
        assert_eq!(read.host(), Some(url.host()), "{text:?}");
        assert_eq!(read.port_or_known_default(), Some(url.port()), "{text:?}");
        assert_eq!(read.fragment(), None, "{text:?}");
        let is_whole = text != typed || text == encoded;
        if is_whole && (text == url.as_str() || !may_keep_a_drive_letter(&read)) {
            assert_eq!(read.as_str(), url.as_str(), "{text:?}");
            assert_eq!(read, url.to_url(), "{text:?}");
            assert_eq!(read, url.clone().into(), "{text:?}");
        }
    }
}

/// Whether `read` may have kept a segment that `..` should have removed: `url` 2.5.8 keeps one like `c:`
/// as a Windows drive letter, whatever the scheme. It changes no host.
pub fn may_keep_a_drive_letter(read: &Url) -> bool {
    let mut segments = read.path().split('/');
    segments.any(|segment| segment.len() == 2 && segment.ends_with(':'))
}

/// The text or `Location` `typed`, where it is accepted, with `[`, `]`, `|` and `^` of its path and
/// query percent-encoded, as they are stored. WHATWG readers leave them as they are.
pub fn with_brackets_encoded(typed: &str) -> String {
    let path_start = match typed.find("//") {
        Some(slashes)
            if slashes == 0
                || typed[..slashes].ends_with(':')
                    && !typed[..slashes].contains(['/', '?', '#']) =>
        {
            let authority = slashes + "//".len();
            authority + typed[authority..].find(['/', '?', '#']).unwrap_or(typed.len() - authority)
        }
        _ => 0,
    };
    let (before, behind) = typed.split_at(path_start);
    let encode = |c| match c {
        '[' | ']' | '|' | '^' => format!("%{:X}", u32::from(c)),
        other => other.to_string(),
    };
    before.to_owned() + &behind.chars().map(encode).collect::<String>()
}

/// Scheme, user information, host and port of a text that `url` reads are judged as `url` reads
/// them, whatever the disguise: a policy that refuses one of them names its place.
#[track_caller]
pub fn parts_are_located_where_url_reads_them<T: Callback>(text: &str) {
    let Ok(url) = Url::parse(text) else { return };
    let (Some(host), "http" | "https") = (url.host(), url.scheme()) else { return };
    let policy = Policy::default().max_length(text.len()).unwrap();
    let refused = |policy: &Policy, rank: Rank| {
        let error = T::parse_with(text, policy).err();
        let error = error.unwrap_or_else(|| panic!("{text:?} is accepted"));
        assert!(error.reason().rank() <= rank, "{text:?}: {error}");
        // A WHATWG reader leaves tabs and newlines out.
        let typed = text[error.span().unwrap()].replace(['\t', '\n', '\r'], "");
        (error.reason().id(), typed)
    };

    let name = host.to_string();
    let name = name.trim_end_matches('.');
    let denying = ["0.0.0.0/0", "::/0"].iter().fold(policy.clone(), |policy, network| {
        policy.deny_network(network.parse().unwrap()).unwrap()
    });
    let denied = match host {
        Host::Domain(_) => denying.deny_host(name),
        Host::Ipv4(_) | Host::Ipv6(_) => Ok(denying),
    };
    // No pattern is a name that the DNS cannot hold.
    if let Ok(denying) = denied {
        let (id, typed) = refused(&denying, Rank::Destination);
        assert_eq!(Host::parse(&typed), Ok(host.to_owned()), "{text:?}: {id}");
    }

    let open = allow_every_address(policy);
    let open = open.clone().allow_host(name).unwrap_or(open);
    if url.scheme() == "http"
        && let ("https-required", typed) = refused(&open.clone().require_https(), Rank::Scheme)
    {
        assert_eq!(typed.to_ascii_lowercase(), "http", "{text:?}");
    }
    let has_user_info = !url.username().is_empty() || url.password().is_some();
    if has_user_info && let ("userinfo", typed) = refused(&open, Rank::UserInfo) {
        let read = Url::parse(&format!("http://{typed}host/")).unwrap();
        let [typed, expected] = [&read, &url].map(|url| (url.username(), url.password()));
        assert_eq!(typed, expected, "{text:?}");
    }
    let port = url.port_or_known_default();
    let other = if port == Some(1) { 2 } else { 1 };
    let other_ports = open.allow_user_info().allow_ports([other]).unwrap();
    if let ("port-not-allowed", typed) = refused(&other_ports, Rank::Port) {
        // A port that is left out has the place of the host.
        let is_host = typed.is_empty() || Host::parse(&typed) == Ok(host.to_owned());
        let is_port = typed.parse().ok() == port;
        assert!(is_port || url.port().is_none() && is_host, "{text:?}: {typed:?}");
    }
}

/// RFC 3986 finds in the canonical text what the WHATWG finds: it is an `absolute-URI`, and all
/// parts are the same.
#[track_caller]
pub fn is_what_an_rfc_3986_reader_reads<T: Callback>(url: &T) {
    let text = url.as_str();
    let read = Uri::parse(text).unwrap_or_else(|error| panic!("{text:?}: {error}"));
    let authority = read.authority().unwrap_or_else(|| panic!("{text:?}: no authority"));
    let parts = url.to_url();
    assert_eq!(read.scheme().as_str(), url.scheme(), "{text:?}");
    assert_eq!(Some(authority.host()), parts.host_str(), "{text:?}");
    assert_eq!(authority.port_to_u16(), Ok(parts.port()), "{text:?}");
    assert_eq!(read.path().as_str(), parts.path(), "{text:?}");
    assert_eq!(read.query().map(EStr::as_str), parts.query(), "{text:?}");
    assert!(read.fragment().is_none(), "{text:?}");
    assert_eq!(
        authority.userinfo().map_or("", |info| info.as_str()),
        match (parts.username(), parts.password()) {
            (name, None) => name.to_owned(),
            (name, Some(password)) => format!("{name}:{password}"),
        },
        "{text:?}"
    );
}

/// Canonical text is read by a short cut. With capitals in its scheme, and as the `Location` of a
/// redirect, the same text is read without it, to the same verdict, reason, place and parts.
#[track_caller]
pub fn the_short_cut_changes_no_answer<T: Callback>(
    text: &str,
    policy: &Policy,
    answer: &Result<T, Error>,
) {
    let Some(rest) = text.strip_prefix("http") else { return };
    let capitals = T::parse_with(&format!("HTTP{rest}"), policy);
    is_same_answer(&capitals, answer, "capitals in the scheme");
    // Only a redirect drops a fragment, and takes a reference for one to its base.
    if !text.contains('#')
        && let Some((scheme @ ("http" | "https"), _)) = text.split_once("://")
    {
        let base = T::parse_with(&format!("{scheme}://example.com/"), &Policy::default()).unwrap();
        is_same_answer(&base.redirect(text, policy), answer, "a redirect to it");
    }
}

#[track_caller]
fn is_same_answer<T: Callback>(a: &Result<T, Error>, b: &Result<T, Error>, how: &str) {
    assert_eq!(a, b, "{how}");
    if let (Ok(a), Ok(b)) = (a, b) {
        is_same(a, b);
    }
}

/// Both have the same parts, those that only `Debug` shows included.
#[track_caller]
fn is_same<T: Callback>(a: &T, b: &T) {
    assert_eq!(a.as_str(), b.as_str());
    assert_eq!((a.scheme(), a.host(), a.port()), (b.scheme(), b.host(), b.port()), "{a:?}, {b:?}");
    assert_eq!(format!("{a:?}"), format!("{b:?}"));
}

/// By the default policy a literal is public, whatever reader looks for it.
#[track_caller]
pub fn literal_is_public<T: Callback>(url: &T) {
    match url.host() {
        Host::Ipv4(v4) => {
            assert!(address::longest_row(v4.into()).is_none_or(Block::is_public));
        }
        Host::Ipv6(v6) => assert!(is_public(v6.into()), "{v6}"),
        Host::Domain(name) => {
            assert!(name.contains('.'), "{name}");
            assert!(name.parse::<IpAddr>().is_err(), "{name}");
        }
    }
}

/// `Debug` shows neither user information nor a value of the query.
#[track_caller]
pub fn debug_hides<T: Callback>(url: &T, secret: &str) {
    let shown = format!("{url:?}");
    assert!(!shown.contains(secret), "{shown}");
}
