//! Where an address or a URL leads, by the registries, the standards and the recorded clients, without
//! a look at what a peer or this crate says. The tables of this crate only tell which public names are
//! set aside.

use std::cell::Cell;
use std::collections::HashSet;
use std::net::{IpAddr, Ipv4Addr, Ipv6Addr};
use std::sync::LazyLock;

use ipnet::{IpNet, Ipv6Net};
use live_record_notify::NotifyUrl;
use test_support::data;
use url::{Host, SyntaxViolation, Url};

#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Truth {
    /// It leads inside, or at least to nobody in public. Whoever accepts it lets somebody in.
    Inside {
        source: String,
        /// Whether to what attackers look for: the machine itself, its links, private networks and
        /// metadata services.
        is_close: bool,
    },
    /// It is public and well-formed. Whoever refuses it keeps an honest user out.
    Public(String),
    /// Reasonable rules differ: it is set aside, under the name of the choice.
    Choice(String),
}

use Truth::{Choice, Inside, Public};

impl Truth {
    pub fn close(source: impl Into<String>) -> Self {
        Inside { source: source.into(), is_close: true }
    }

    fn public(source: &str) -> Self {
        Public(source.to_owned())
    }

    pub fn choice(kind: &str) -> Self {
        Choice(kind.to_owned())
    }
}

/// The first that holds: a provider's documentation, the IPv4 address inside, the longest row of the
/// registry of special-purpose addresses, the registries of the address spaces.
pub fn of_address(address: IpAddr) -> Truth {
    if METADATA.contains(&address) {
        return Truth::close("a provider's documentation");
    }
    if let IpAddr::V6(v6) = address
        && let Some(truth) = of_carrier(v6)
    {
        return truth;
    }
    let rows = REGISTRY.iter().filter(|row| row.block.contains(&address));
    if let Some(row) = rows.max_by_key(|row| row.block.prefix_len()) {
        return match row.reachable.as_str() {
            "true" => Public(format!("IANA: {}", row.name)),
            "false" if row.name.starts_with("Documentation") => {
                Truth::choice("documentation addresses")
            }
            "false" => Inside {
                source: format!("IANA: {}", row.name),
                is_close: CLOSE.iter().any(|block| block.contains(&address)),
            },
            _ => Truth::choice("the registry does not say: 6to4, Teredo, terminated rows"),
        };
    }
    match address {
        _ if address.is_multicast() => Truth::choice("multicast"),
        IpAddr::V6(v6) if !GLOBAL_UNICAST.contains(&v6) => {
            Truth::choice("IPv6 outside 2000::/3, in no row of the registry")
        }
        IpAddr::V6(v6) if !ALLOCATED.iter().any(|block| block.contains(&v6)) => {
            Truth::choice("IPv6 inside 2000::/3 that IANA has given to no registry")
        }
        IpAddr::V4(_) | IpAddr::V6(_) => Truth::public("IANA: in no row"),
    }
}

/// What an address that carries an IPv4 address leads to, if that follows from the latter.
fn of_carrier(address: Ipv6Addr) -> Option<Truth> {
    let carrier = CARRIERS.iter().find(|carrier| carrier.block().contains(&address))?;
    let inner = carrier.carried(address);
    // `::` and `::1` are rows of the registry, and their neighbours carry nothing.
    if inner.octets()[0] == 0 && carrier.name == "IPv4-compatible" {
        return None;
    }
    match of_address(inner.into()) {
        Inside { is_close, .. } => {
            let source = format!("{} of what leads inside: {}", carrier.name, carrier.source);
            Some(Inside { source, is_close })
        }
        Public(_) if carrier.is_reachable => {
            Some(Public(format!("{} of what is public: {}", carrier.name, carrier.source)))
        }
        Public(_) => Some(Truth::choice("a public IPv4 address inside an IPv6 address")),
        choice @ Choice(_) => Some(choice),
    }
}

/// A form of IPv6 addresses that carry an IPv4 address.
pub struct Carrier {
    pub name: &'static str,
    block: &'static str,
    /// How far from the right the IPv4 address stands, in bits.
    shift: u32,
    /// Whether its bits are turned over.
    is_inverted: bool,
    /// What else stands in an address of this form.
    rest: u128,
    /// Whether the registry says of the block that it is globally reachable.
    is_reachable: bool,
    source: &'static str,
}

impl Carrier {
    fn block(&self) -> Ipv6Net {
        self.block.parse().expect("a block")
    }

    fn carried(&self, address: Ipv6Addr) -> Ipv4Addr {
        let bits = u32::try_from(address.to_bits() >> self.shift & 0xffff_ffff).expect("32 bits");
        Ipv4Addr::from_bits(if self.is_inverted { !bits } else { bits })
    }

    pub fn carry(&self, inner: Ipv4Addr) -> Ipv6Addr {
        let bits = if self.is_inverted { !inner.to_bits() } else { inner.to_bits() };
        let block = self.block().network().to_bits();
        let address = Ipv6Addr::from_bits(block | self.rest | u128::from(bits) << self.shift);
        assert!(self.block().contains(&address) && self.carried(address) == inner);
        address
    }
}

const fn carrier(name: &'static str, block: &'static str, source: &'static str) -> Carrier {
    Carrier { name, block, shift: 0, is_inverted: false, rest: 0, is_reachable: false, source }
}

/// ISATAP is left out: only a host that speaks it sees an IPv4 address in there (RFC 5214).
pub const CARRIERS: [Carrier; 7] = [
    carrier("IPv4-mapped", "::ffff:0:0/96", "RFC 4291 section 2.5.5.2"),
    Carrier { is_reachable: true, ..carrier("NAT64", "64:ff9b::/96", "RFC 6052 section 3.1") },
    carrier("local NAT64", "64:ff9b:1::/96", "RFC 8215"),
    carrier("IPv4-compatible", "::/96", "RFC 4291 section 2.5.5.1"),
    carrier("IPv4-translated", "::ffff:0:0:0/96", "RFC 2765"),
    Carrier { shift: 80, rest: 1, ..carrier("6to4", "2002::/16", "RFC 3964") },
    Carrier {
        is_inverted: true,
        // A server at 65.54.227.120, and port 40000 turned over.
        rest: 0x4136_e378_8000_63bf << 32,
        ..carrier("Teredo", "2001::/32", "RFC 4380")
    },
];

/// The machine itself, its links, and networks that are private to somebody.
#[rustfmt::skip]
static CLOSE: LazyLock<Vec<IpNet>> = LazyLock::new(|| {
    let blocks = [
        "0.0.0.0/32", "10.0.0.0/8", "100.64.0.0/10", "127.0.0.0/8", "169.254.0.0/16", "172.16.0.0/12",
        "192.168.0.0/16", "::/127", "fc00::/7", "fe80::/10",
    ];
    blocks.iter().map(|block| block.parse().expect("a block")).collect()
});

struct Registered {
    block: IpNet,
    name: String,
    reachable: String,
}

static REGISTRY: LazyLock<Vec<Registered>> = LazyLock::new(|| {
    let rows = data::special_purpose_addresses().into_iter();
    let row = |[block, name, _, _, reachable, _]: [String; 6]| Registered {
        block: block.parse().expect("a block"),
        name,
        reachable,
    };
    rows.map(row).collect()
});

/// The blocks of the registry, as they stand there.
pub fn registered_blocks() -> impl Iterator<Item = IpNet> {
    REGISTRY.iter().map(|row| row.block)
}

static METADATA: LazyLock<HashSet<IpAddr>> = LazyLock::new(|| metadata_addresses().collect());

pub fn metadata_addresses() -> impl Iterator<Item = IpAddr> {
    let rows = data::cloud_metadata().into_iter().filter(|[_, kind, _]| kind == "ip");
    rows.map(|[_, _, value]| value.parse().expect("an address"))
}

static GLOBAL_UNICAST: LazyLock<Ipv6Net> = LazyLock::new(|| "2000::/3".parse().expect("a block"));

/// IANA IPv6 Global Unicast Address Assignments, of January 2025: what the regional registries have.
#[rustfmt::skip]
static ALLOCATED: LazyLock<Vec<Ipv6Net>> = LazyLock::new(|| {
    let blocks = [
        "2001:200::/23", "2001:400::/23", "2001:600::/23", "2001:800::/22", "2001:c00::/23",
        "2001:e00::/23", "2001:1200::/23", "2001:1400::/22", "2001:1800::/23", "2001:1a00::/23",
        "2001:1c00::/22", "2001:2000::/19", "2001:4000::/23", "2001:4200::/23", "2001:4400::/23",
        "2001:4600::/23", "2001:4800::/23", "2001:4a00::/23", "2001:4c00::/23", "2001:5000::/20",
        "2001:8000::/19", "2001:a000::/20", "2001:b000::/20", "2003::/18", "2400::/12",
        "2600::/12", "2610::/23", "2620::/23", "2630::/12", "2800::/12", "2a00::/12", "2a10::/12",
        "2c00::/12",
    ];
    blocks.iter().map(|block| block.parse().expect("a block")).collect()
});

/// Where the text of a URL leads by the WHATWG reading of it.
pub fn of_url(text: &str) -> Truth {
    let is_valid = Cell::new(true);
    let note = |_: SyntaxViolation| is_valid.set(false);
    let read = Url::options().syntax_violation_callback(Some(&note)).parse(text);
    let Ok(url) = read else { return Truth::choice("no WHATWG reader can read it") };
    if !matches!(url.scheme(), "http" | "https") {
        return Truth::choice("another scheme than http and https");
    }
    let truth = match url.host().expect("http has a host") {
        Host::Ipv4(address) => of_address(address.into()),
        Host::Ipv6(address) => of_address(address.into()),
        Host::Domain(name) => of_name(name),
    };
    let port = url.port_or_known_default().expect("http has a port");
    match truth {
        inside @ Inside { .. } => inside,
        choice @ Choice(_) => choice,
        Public(_) if !url.username().is_empty() || url.password().is_some() || has_user(text) => {
            Truth::choice("user information before a public host")
        }
        Public(_) if BAD_PORTS.contains(&port) => Truth::choice("bad ports of a public host"),
        Public(_) if text.len() > 2048 => Truth::choice("longer than 2,048 bytes"),
        Public(_) if url.fragment().is_some() => Truth::choice("a fragment"),
        Public(_) if text.chars().any(is_invisible) => {
            Truth::choice("characters that cannot be seen, in or around a public URL")
        }
        Public(_) if !is_valid.get() => {
            Truth::choice("a public host in a text with a validation error by WHATWG URL")
        }
        Public(_) if !has_host_as_read(text, &url) => {
            Truth::choice("a public host that is typed otherwise than it is read")
        }
        Public(source) => Public(source),
    }
}

fn has_user(text: &str) -> bool {
    let authority = text.split_once("://").map_or("", |(_, rest)| rest);
    authority.split(['/', '?', '#']).next().is_some_and(|authority| authority.contains('@'))
}

/// White space beyond ASCII, what has no width, and the controls that RFC 3987 section 4.1 forbids.
/// To WHATWG URL they are URL code points.
fn is_invisible(character: char) -> bool {
    let is_white_space = character.is_whitespace() && !character.is_ascii();
    is_white_space
        || matches!(
            character,
            '\u{ad}' | '\u{200b}' | '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'
                | '\u{2066}'..='\u{2069}' | '\u{feff}'
        )
}

/// Whether the host stands in the text as it is read, letter case aside, or as the Unicode form of
/// that. A capital with two lower-case forms has none.
fn has_host_as_read(text: &str, url: &Url) -> bool {
    let authority = text.split_once("://").map_or("", |(_, rest)| rest);
    let authority = authority.split(['/', '?', '#']).next().unwrap_or_default();
    let typed = match authority.rsplit_once(':') {
        Some((host, port)) if port.bytes().all(|byte| byte.is_ascii_digit()) => host,
        _ => authority,
    };
    let read = url.host_str().expect("http has a host");
    let (unicode, _) = idna::domain_to_unicode(read);
    let lower_case = typed.to_lowercase();
    !typed.contains(['Σ', 'İ']) && (lower_case == read || lower_case == unicode)
}

/// Where a name leads, before any resolver is asked.
fn of_name(name: &str) -> Truth {
    let bare = name.strip_suffix('.').unwrap_or(name);
    if METADATA_NAMES.holds(bare) {
        return Truth::close("a provider's documentation");
    }
    if PRIVATE_NAMES.holds(bare) {
        return Truth::close("a name that no public resolver answers");
    }
    if PROVIDERS.iter().any(|provider| below(bare, provider)) {
        return Truth::choice("names of a provider, some of which its own network alone answers");
    }
    if below(bare, "example") {
        return Truth::choice("example names");
    }
    if answers_inside(bare) {
        return Truth::choice("public names for inside addresses: nip.io, localtest.me, rbndr.us");
    }
    let labels: Vec<&str> = bare.split('.').collect();
    let is_label = |label: &&str| {
        let is_of_dns = |byte: u8| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_');
        (1..=63).contains(&label.len())
            && label.bytes().all(is_of_dns)
            && !label.starts_with('-')
            && !label.ends_with('-')
    };
    match () {
        () if name.ends_with('.') => Truth::choice("a trailing dot"),
        () if !labels.iter().all(is_label) || bare.len() > 253 => {
            Truth::choice("a host that is no name of the DNS")
        }
        () if labels.len() == 1 => Truth::choice("single-label names"),
        () => Truth::public("a public name"),
    }
}

/// Of the names below these, only some are private, and which is a matter of the provider.
const PROVIDERS: [&str; 3] = ["aliyuncs.com", "alicloudapi.com", "fcapp.run"];

fn below(name: &str, parent: &str) -> bool {
    name.strip_suffix(parent).is_some_and(|rest| rest.is_empty() || rest.ends_with('.'))
}

/// Whether it is in this crate's own tables of public names that spell or have an inside address:
/// nobody else keeps such tables, so these rows are set aside.
fn answers_inside(name: &str) -> bool {
    let refused = NotifyUrl::parse(&format!("http://{name}/")).err();
    let reason = refused.as_ref().map(|error| error.reason().id());
    matches!(reason, Some("spelled-address" | "address-name" | "loopback-name" | "rebinding-name"))
}

/// What a resolver inside answers for the host of a URL, if it is a name.
pub fn answer_for(text: &str) -> Vec<IpAddr> {
    let url = Url::parse(text).ok();
    let name = url.as_ref().and_then(|url| url.domain()).unwrap_or_default();
    let bare = name.strip_suffix('.').unwrap_or(name);
    let is_machine = |name: &str| {
        let own = ["localhost", "localdomain", "ip6-localhost", "ip6-loopback"];
        own.iter().any(|own| name.rsplit('.').next() == Some(own))
    };
    let address = match bare {
        _ if METADATA_NAMES.holds(bare) => "169.254.169.254",
        _ if is_machine(bare) => "127.0.0.1",
        _ if PRIVATE_NAMES.holds(bare) => "10.0.0.1",
        _ => "8.8.8.8",
    };
    vec![address.parse().expect("an address")]
}

/// Names, each with all below it.
struct Names(HashSet<String>);

impl Names {
    fn holds(&self, name: &str) -> bool {
        let mut name = name;
        loop {
            if self.0.contains(name) {
                return true;
            }
            let Some((_, parent)) = name.split_once('.') else { return false };
            name = parent;
        }
    }
}

static METADATA_NAMES: LazyLock<Names> = LazyLock::new(|| {
    let rows = data::cloud_metadata().into_iter().filter(|[_, kind, _]| kind == "host");
    Names(rows.map(|[_, _, value]| value).collect())
});

/// Without the example names, which RFC 6761 section 6.5 does not treat as special.
static PRIVATE_NAMES: LazyLock<Names> = LazyLock::new(|| {
    let rows = data::special_use_names().into_iter().map(|[name, _]| name);
    let is_example = |name: &str| name.split('.').any(|label| label == "example");
    Names(rows.filter(|name| !is_example(name) && !PROVIDERS.contains(&name.as_str())).collect())
});

static BAD_PORTS: LazyLock<HashSet<u16>> = LazyLock::new(|| {
    data::bad_ports().into_iter().map(|[port, _]| port.parse().expect("a port")).collect()
});
