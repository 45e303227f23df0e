//! What is judged: a few URLs of each kind, batches of mixed URLs, mixed addresses.

#![allow(clippy::cast_possible_truncation, reason = "of random bits some are enough")]

use std::net::{IpAddr, Ipv4Addr, Ipv6Addr};

use ipnet::IpNet;
use live_record_notify::address::Block;

/// A callback URL, and what any reader must make of it.
#[derive(Clone, Copy, Debug)]
pub struct Input {
    pub name: &'static str,
    pub text: &'static str,
    /// What a WHATWG reader writes; none where it cannot read the text.
    pub href: Option<&'static str>,
    /// The host in `href`.
    pub host: &'static str,
    pub is_accepted: bool,
}

impl Input {
    /// Whether the text is what a WHATWG reader would write.
    #[must_use]
    pub fn is_canonical(&self) -> bool {
        self.href == Some(self.text)
    }
}

/// The sample on the operation's page.
pub const TYPICAL: Input =
    accepted("typical", "http://demo.aliyundoc.com/examplecallback.action", "demo.aliyundoc.com");

pub const SHORT: Input = accepted("short", "https://example.com/", "example.com");

pub const LONG: Input = accepted(
    "long with query",
    "https://callback.example-customer.com:8443/v1/live/recordings/eu-central-1/a-bucket-with-a-long-name/path/to/some/deeply/nested/file-name-2024-05-01T12-34-56Z.m3u8?domain=live.example.com&app=an-application&stream=a-stream-with-a-long-name&uri=path%2Fto%2Fsome%2Fdeeply%2Fnested%2Ffile-name-2024-05-01T12-34-56Z.m3u8&duration=3600.25&start_time=1714566896&stop_time=1714570496&mime=application%2Fvnd.apple.mpegurl&height=1080&width=1920&trace=00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01",
    "callback.example-customer.com",
);

pub const IPV4: Input = accepted("IPv4", "http://8.8.8.8/callback", "8.8.8.8");

pub const IPV6: Input =
    accepted("IPv6", "http://[2606:4700:4700::1111]/callback", "[2606:4700:4700::1111]");

pub const IDN: Input = Input {
    name: "IDN",
    text: "https://b\u{fc}cher.example/callback",
    href: Some("https://xn--bcher-kva.example/callback"),
    host: "xn--bcher-kva.example",
    is_accepted: true,
};

pub const UPPER_CASE: Input = Input {
    name: "upper case",
    text: "HTTP://DEMO.ALIYUNDOC.COM/EXAMPLECALLBACK.ACTION",
    href: Some("http://demo.aliyundoc.com/EXAMPLECALLBACK.ACTION"),
    host: "demo.aliyundoc.com",
    is_accepted: true,
};

pub const LOOPBACK: Input = refused("loopback", "http://127.0.0.1/", "127.0.0.1");

pub const METADATA: Input =
    refused("metadata", "http://169.254.169.254/latest/meta-data/", "169.254.169.254");

pub const OBFUSCATED: Input = Input {
    name: "obfuscated",
    text: "http://0x7f.1/",
    href: Some("http://127.0.0.1/"),
    host: "127.0.0.1",
    is_accepted: false,
};

pub const MALFORMED: Input = Input {
    name: "malformed",
    text: "http://exa mple.com/callback",
    href: None,
    host: "",
    is_accepted: false,
};

pub const ACCEPTED: [Input; 7] = [SHORT, TYPICAL, LONG, IPV4, IPV6, IDN, UPPER_CASE];

pub const REFUSED: [Input; 4] = [LOOPBACK, METADATA, OBFUSCATED, MALFORMED];

pub const DOMAIN_NAME: &str = "live.example.com";

/// A request with all four parameters of the operation's page.
pub const REQUEST: [(&str, &str); 4] = [
    ("DomainName", DOMAIN_NAME),
    ("NotifyUrl", TYPICAL.text),
    ("OnDemandUrl", "http://learn.aliyundoc.com/ondemandcallback.action"),
    ("NeedStatusNotify", "true"),
];

/// Canonical text.
const fn accepted(name: &'static str, text: &'static str, host: &'static str) -> Input {
    Input { name, text, href: Some(text), host, is_accepted: true }
}

/// Canonical text.
const fn refused(name: &'static str, text: &'static str, host: &'static str) -> Input {
    Input { is_accepted: false, ..accepted(name, text, host) }
}

/// `count` URLs, no two alike, in random but fixed order: mostly canonical names, one in ten that
/// needs `url`, one in ten to be refused.
#[must_use]
pub fn mixed_urls(count: usize) -> Vec<String> {
    let mut random = Random(10_000);
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
    let mut random = Random(1024);
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

/// SplitMix64 (Steele, Lea and Flood 2014): the same numbers in every run.
struct Random(u64);

impl Random {
    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mixed = (self.0 ^ self.0 >> 30).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        let mixed = (mixed ^ mixed >> 27).wrapping_mul(0x94d0_49bb_1331_11eb);
        mixed ^ mixed >> 31
    }

    fn below(&mut self, limit: usize) -> usize {
        ((u128::from(self.next()) * limit as u128) >> 64) as usize
    }

    fn address_in(&mut self, network: IpNet) -> IpAddr {
        let bits = u128::from(self.next()) << 64 | u128::from(self.next());
        match network {
            IpNet::V4(network) => {
                let host = network.hostmask().to_bits() & (bits >> 96) as u32;
                Ipv4Addr::from_bits(network.addr().to_bits() | host).into()
            }
            IpNet::V6(network) => {
                let host = network.hostmask().to_bits() & bits;
                Ipv6Addr::from_bits(network.addr().to_bits() | host).into()
            }
        }
    }
}
