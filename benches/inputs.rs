//! What is judged: a few URLs of each kind, batches of mixed URLs, mixed addresses.

use std::net::IpAddr;

use ipnet::IpNet;
use live_record_notify::ErrorCode;
use live_record_notify::address::Block;

use crate::random::Random;

/// A text, and what each reader must make of it.
#[derive(Clone, Copy, Debug)]
pub struct Input {
    pub name: &'static str,
    pub text: &'static str,
    /// What a WHATWG reader writes. `None` if it cannot read the text.
    pub href: Option<&'static str>,
    /// The host in `href`.
    pub host: &'static str,
    /// What this crate writes, or the code with which it refuses the text.
    pub answer: Result<&'static str, ErrorCode>,
}

impl Input {
    /// Text that is accepted as it is.
    pub(crate) const fn canonical(
        name: &'static str,
        text: &'static str,
        host: &'static str,
    ) -> Self {
        Self { name, text, href: Some(text), host, answer: Ok(text) }
    }

    /// Text that is accepted, and stored as a WHATWG reader writes it.
    pub(crate) const fn rewritten(
        name: &'static str,
        text: &'static str,
        href: &'static str,
        host: &'static str,
    ) -> Self {
        Self { name, text, href: Some(href), host, answer: Ok(href) }
    }

    /// Canonical text that leads astray.
    pub(crate) const fn misleading(
        name: &'static str,
        text: &'static str,
        host: &'static str,
    ) -> Self {
        Self { answer: Err(ErrorCode::InvalidNotifyUrlUnsafe), ..Self::canonical(name, text, host) }
    }

    pub(crate) const fn malformed(
        name: &'static str,
        text: &'static str,
        href: Option<&'static str>,
        host: &'static str,
    ) -> Self {
        Self { name, text, href, host, answer: Err(ErrorCode::InvalidNotifyUrlMalformed) }
    }

    /// Malformed text that no WHATWG reader can read.
    const fn unreadable(name: &'static str, text: &'static str) -> Self {
        Self::malformed(name, text, None, "")
    }
}

/// The sample on the operation's page.
pub const TYPICAL: Input = Input::canonical(
    "typical",
    "http://demo.aliyundoc.com/examplecallback.action",
    "demo.aliyundoc.com",
);

pub const SHORT: Input = Input::canonical("short", "https://example.com/", EXAMPLE);

pub const LONG: Input = Input::canonical(
    "long with query",
    "https://callback.example-customer.com:8443/v1/live/recordings/eu-central-1/a-bucket-with-a-long-name/path/to/some/deeply/nested/file-name-2024-05-01T12-34-56Z.m3u8?domain=live.example.com&app=an-application&stream=a-stream-with-a-long-name&uri=path%2Fto%2Fsome%2Fdeeply%2Fnested%2Ffile-name-2024-05-01T12-34-56Z.m3u8&duration=3600.25&start_time=1714566896&stop_time=1714570496&mime=application%2Fvnd.apple.mpegurl&height=1080&width=1920&trace=00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01",
    "callback.example-customer.com",
);

pub const IPV4: Input = Input::canonical("IPv4", "http://8.8.8.8/callback", "8.8.8.8");

pub const IPV6: Input =
    Input::canonical("IPv6", "http://[2606:4700:4700::1111]/callback", "[2606:4700:4700::1111]");

pub const A_LABELS: Input =
    Input::canonical("A-labels", "https://xn--bcher-kva.example/callback", BUECHER);

pub const PATH_LESS: Input =
    Input::rewritten("path-less", "https://example.com", "https://example.com/", EXAMPLE);

pub const DEFAULT_PORT: Input =
    Input::rewritten("default port", "https://example.com:443/x", "https://example.com/x", EXAMPLE);

pub const UPPER_CASE_SCHEME: Input = Input::rewritten(
    "upper-case scheme",
    "HTTPS://example.com/callback",
    "https://example.com/callback",
    EXAMPLE,
);

pub const UPPER_CASE_HOST: Input = Input::rewritten(
    "upper-case host",
    "https://Example.com/callback",
    "https://example.com/callback",
    EXAMPLE,
);

pub const NON_ASCII_PATH: Input = Input::rewritten(
    "non-ASCII path",
    "https://example.com/\u{4f60}",
    "https://example.com/%E4%BD%A0",
    EXAMPLE,
);

pub const DOT_SEGMENTS: Input = Input::rewritten(
    "dot segments",
    "https://example.com/a/../b",
    "https://example.com/b",
    EXAMPLE,
);

/// WHATWG readers leave the brackets as they are.
pub const BRACKETS: Input = Input {
    answer: Ok("https://example.com/?ids%5B%5D=1&ids%5B%5D=2"),
    ..Input::canonical("brackets in the query", "https://example.com/?ids[]=1&ids[]=2", EXAMPLE)
};

pub const U_LABEL: Input = Input::rewritten(
    "U-label",
    "https://b\u{fc}cher.example/callback",
    "https://xn--bcher-kva.example/callback",
    BUECHER,
);

pub const LOOPBACK: Input = Input::misleading("loopback", "http://127.0.0.1/", "127.0.0.1");

pub const METADATA: Input =
    Input::misleading("metadata", "http://169.254.169.254/latest/meta-data/", "169.254.169.254");

pub const OBFUSCATED: Input = Input {
    text: "http://0x7f.1/",
    ..Input::misleading("obfuscated", "http://127.0.0.1/", "127.0.0.1")
};

pub const SPACE_IN_PATH: Input = Input::malformed(
    "space in the path",
    "https://example.com/a b",
    Some("https://example.com/a%20b"),
    EXAMPLE,
);

pub const SPACE_BEHIND: Input = Input::malformed(
    "no-break space after",
    "https://example.com/callback\u{a0}",
    Some("https://example.com/callback%C2%A0"),
    EXAMPLE,
);

pub const THREE_SLASHES: Input = Input::malformed(
    "three slashes",
    "https:///example.com/callback",
    Some("https://example.com/callback"),
    EXAMPLE,
);

pub const FRAGMENT: Input = Input::malformed(
    "fragment",
    "https://example.com/callback#top",
    Some("https://example.com/callback#top"),
    EXAMPLE,
);

pub const SPACE_IN_HOST: Input =
    Input::unreadable("space in the host", "http://exa mple.com/callback");

pub const NO_PORT: Input =
    Input::unreadable("port that is none", "https://example.com:99999/callback");

pub const ZONE_ID: Input =
    Input::unreadable("zone id", "http://[2606:4700:4700::1111%25eth0]/callback");

pub const CANONICAL: [Input; 5] = [SHORT, TYPICAL, IPV4, IPV6, A_LABELS];

/// What is accepted, but not as it is typed. The names are ASCII.
pub const REWRITTEN: [Input; 7] = [
    PATH_LESS,
    DEFAULT_PORT,
    UPPER_CASE_SCHEME,
    UPPER_CASE_HOST,
    NON_ASCII_PATH,
    DOT_SEGMENTS,
    BRACKETS,
];

pub const UNSAFE: [Input; 3] = [LOOPBACK, METADATA, OBFUSCATED];

pub const MALFORMED: [Input; 7] =
    [SPACE_IN_PATH, SPACE_BEHIND, THREE_SLASHES, FRAGMENT, SPACE_IN_HOST, NO_PORT, ZONE_ID];

/// Slips at the scheme. WHATWG readers give up before they come to a host.
pub const WITHOUT_SCHEME: [Input; 5] = [
    Input::unreadable("no scheme", "example.com/callback"),
    Input::unreadable("no colon", "https//example.com/callback"),
    Input::unreadable("full-width colon", "https\u{ff1a}//example.com/callback"),
    Input::unreadable("quotation marks", "\"https://example.com/callback\""),
    Input::unreadable("byte order mark", "\u{feff}https://example.com/callback"),
];

/// All inputs.
pub fn all() -> impl Iterator<Item = Input> {
    accepted().chain(refused())
}

/// The inputs that are accepted.
pub fn accepted() -> impl Iterator<Item = Input> {
    CANONICAL.into_iter().chain([LONG]).chain(REWRITTEN).chain([U_LABEL])
}

/// The inputs that are refused.
pub fn refused() -> impl Iterator<Item = Input> {
    UNSAFE.into_iter().chain(MALFORMED).chain(WITHOUT_SCHEME)
}

pub const DOMAIN_NAME: &str = "live.example.com";

/// A request with all four parameters of the operation's page.
pub const REQUEST: [(&str, &str); 4] = [
    ("DomainName", DOMAIN_NAME),
    ("NotifyUrl", TYPICAL.text),
    ("OnDemandUrl", "http://learn.aliyundoc.com/ondemandcallback.action"),
    ("NeedStatusNotify", "true"),
];

/// The host of most inputs.
const EXAMPLE: &str = "example.com";

const BUECHER: &str = "xn--bcher-kva.example";

/// `count` URLs, no two alike, in random but fixed order: mostly canonical names, one in ten that
/// needs `url`, one in ten to be refused.
#[must_use]
pub fn mixed_urls(count: usize) -> Vec<String> {
    let mut random = Random::from_seed(10_000);
    (0..count)
        .map(|_| {
            let number = random.next();
            let [a, b, c, d, ..] = number.to_be_bytes();
            let id = number % 1_000_000;
            match random.below(100) {
                0..30 => format!("https://hooks.example.com/live/{id}"),
                30..50 => format!("http://app{id}.example.net/callback.action?stream={a}"),
                50..60 => format!("https://live-{id}.eu.example.org:8443/v1/events/{b}"),
                60..70 => format!("{}&id={id}", LONG.text),
                70..75 => format!("http://{}.{b}.{c}.{d}/{id}", 11 + a % 80),
                75..80 => format!("http://[2606:4700::{:x}]/{id}", 1 + id % 0xffff),
                80..85 => format!("HTTPS://Hooks.Example.com/live/{id}"),
                85..88 => format!("http://live{id}.example.com"),
                88..90 => format!("https://b\u{fc}cher{id}.example.com/"),
                90..93 => format!("http://10.{b}.{c}.{d}/{id}"),
                93..95 => format!("http://app{id}.internal/"),
                95..97 => format!("http://0x7f.{id}/"),
                _ => format!("http://example.com/{id} {a}"),
            }
        })
        .collect()
}

/// `count` IPv4 and `count` IPv6 addresses, in random but fixed order: one in two in some row of the
/// tables, the others anywhere (IPv6: in `2000::/3`, which IANA delegates from).
///
/// # Panics
///
/// Never: the two networks are well written.
#[must_use]
pub fn mixed_addresses(count: usize) -> [Vec<IpAddr>; 2] {
    let mut random = Random::from_seed(1024);
    ["0.0.0.0/0", "2000::/3"].map(|anywhere| {
        let anywhere: IpNet = anywhere.parse().expect("a network");
        let rows: Vec<IpNet> = Block::all()
            .map(Block::network)
            .filter(|row| row.addr().is_ipv4() == anywhere.addr().is_ipv4())
            .collect();
        (0..count)
            .map(|_| {
                let row = rows[random.below(rows.len())];
                let is_in_row = random.below(2) == 1;
                random.address_in(if is_in_row { row } else { anywhere })
            })
            .collect()
    })
}
