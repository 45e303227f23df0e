//! The IPv6 space as a tree of prefixes: what is refused and why, and where an IPv4 address inside
//! decides.

use std::net::{IpAddr, Ipv4Addr, Ipv6Addr};

use ipnet::{IpNet, Ipv6Net};
use live_record_notify::address::{Block, Carrier, classify};
use live_record_notify::{NotifyUrl, Reason};

use super::drawing::{MARGIN, Sheet, count};

const WIDTH: i32 = 1072;
const TOP: i32 = 110;
const LINE: i32 = 24;
const INDENT: i32 = 22;
/// Where the columns start; that of the source ends at the margin.
const VERDICT: i32 = 300;
const KIND: i32 = 388;
const NAME: i32 = 556;

pub(super) fn picture() -> String {
    let lines = lines();
    let mut sheet = Sheet::new(
        WIDTH,
        TOP + count(&lines) * LINE + MARGIN / 2,
        "The IPv6 address space and what is refused in it",
        "A tree of prefixes, each with its verdict, its kind, its name in the registry and its \
         source. Where a prefix carries IPv4 addresses, their place is given.",
    );
    sheet.text(
        MARGIN,
        58,
        "faint",
        "The longest prefix that holds an address decides. \u{201c}By IPv4\u{201d}: the IPv4 \
         address inside is judged in its place.",
    );
    for (x, class, text) in [
        (MARGIN, "bold", "Prefix"),
        (VERDICT, "bold", "Verdict"),
        (KIND, "bold", "Kind"),
        (NAME, "bold", "Name in the registry, or provider"),
        (WIDTH - MARGIN, "bold end", "Source"),
    ] {
        sheet.text(x, TOP - 18, class, text);
    }
    sheet.path("line", format!("M{MARGIN} {}H{}", TOP - 8, WIDTH - MARGIN));
    // Where the last line of each depth stands: those below it hang on it.
    let mut last: Vec<i32> = Vec::new();
    let mut y = TOP;
    for line in lines {
        last.truncate(line.depth);
        if let Some(parent) = last.last() {
            let x = line.left() - 16;
            sheet.path("line", format!("M{x} {}V{}h11", parent + 20, y + 12));
        }
        line.draw(&mut sheet, y);
        last.push(y);
        y += LINE;
    }
    sheet.finish()
}

/// The tree from top to bottom.
fn lines() -> Vec<Line> {
    let mut blocks: Vec<(Ipv6Net, &Block)> = Block::all()
        .filter_map(|block| match block.network() {
            IpNet::V6(network) => Some((network, block)),
            IpNet::V4(_) => None,
        })
        .collect();
    blocks.sort_by_key(|(network, _)| (network.addr(), network.prefix_len()));

    let mut lines = Vec::new();
    let mut open: Vec<Ipv6Net> = Vec::new();
    for (network, block) in blocks {
        while open.pop_if(|above| !above.contains(&network)).is_some() {}
        if open.is_empty() && GLOBAL_UNICAST.contains(&network) {
            lines.extend(global_unicast());
            open.push(GLOBAL_UNICAST);
        }
        lines.push(Line::of_block(network, block, open.len()));
        open.push(network);
    }
    lines
}

/// What no row holds as a whole: the part out of which IANA delegates global unicast.
const GLOBAL_UNICAST: Ipv6Net = Ipv6Net::new_assert(Ipv6Addr::new(0x2000, 0, 0, 0, 0, 0, 0, 0), 3);

fn global_unicast() -> [Line; 2] {
    let isatap: Place = |network, address| {
        Ipv6Addr::from_bits(last_bits(network, address).to_bits() | 0x5efe << 32)
    };
    let carrier = carrier(GLOBAL_UNICAST, isatap).expect("ISATAP carries an IPv4 address");
    [
        Line {
            depth: 0,
            prefix: GLOBAL_UNICAST.to_string(),
            verdict: Verdict::Public,
            kind: classify(GLOBAL_UNICAST.addr().into()).kind().id(),
            name: "Global Unicast, where no longer prefix says otherwise".into(),
            source: "RFC 4291",
        },
        Line {
            depth: 1,
            prefix: "interface 0:5efe or 200:5efe".into(),
            verdict: Verdict::ByIpv4,
            kind: "",
            name: format!(
                "{}: carries IPv4 in the last 32 bits",
                carrier.to_string().trim_end_matches(" of")
            ),
            source: "RFC 5214",
        },
    ]
}

/// One prefix of the tree.
struct Line {
    depth: usize,
    prefix: String,
    verdict: Verdict,
    kind: &'static str,
    name: String,
    source: &'static str,
}

#[derive(Clone, Copy)]
enum Verdict {
    Refused,
    Public,
    /// As the IPv4 address inside.
    ByIpv4,
}

impl Line {
    fn of_block(network: Ipv6Net, block: &'static Block, depth: usize) -> Self {
        let prefix = match network.prefix_len() {
            128 => network.addr().to_string(),
            _ => network.to_string(),
        };
        let [public, private] = [Ipv4Addr::new(8, 8, 8, 8), Ipv4Addr::new(10, 0, 0, 1)]
            .map(|inside| classify(last_bits(network, inside.to_bits()).into()).is_public());
        let verdict = match (public, private) {
            (true, false) => Verdict::ByIpv4,
            _ if block.is_public() => Verdict::Public,
            _ => Verdict::Refused,
        };
        let name = match carried(network) {
            Some(place) => format!("{}: carries IPv4 in {place}", block.name()),
            None => block.name().into(),
        };
        Self { depth, prefix, verdict, kind: block.kind().id(), name, source: block.source_text() }
    }

    fn left(&self) -> i32 {
        MARGIN + count(0..self.depth) * INDENT
    }

    fn draw(&self, sheet: &mut Sheet, y: i32) {
        let (class, verdict) = match self.verdict {
            Verdict::Refused => ("refused", "refused"),
            Verdict::Public => ("public", "public"),
            Verdict::ByIpv4 => ("carried", "by IPv4"),
        };
        let baseline = y + 16;
        let weight = if self.depth == 0 { "bold" } else { "" };
        sheet.text(self.left(), baseline, &format!("small mono {weight}"), &self.prefix);
        sheet.rect((VERDICT, y + 6, 10, 10), class, 5);
        sheet.text(VERDICT + 16, baseline, &format!("small bold {class}"), verdict);
        sheet.text(KIND, baseline, "small", self.kind);
        sheet.text(NAME, baseline, "small", &self.name);
        sheet.text(WIDTH - MARGIN, baseline, "small faint end", self.source);
    }
}

/// Where addresses of `network` carry an IPv4 address, if they do.
fn carried(network: Ipv6Net) -> Option<&'static str> {
    let places: [(Place, &str); 3] = [
        (last_bits, "the last 32 bits"),
        (|network, address| last_bits(network, !address), "the last 32 bits, inverted"),
        (|network, address| with_bits(network, address, 80), "bits 16 to 47"),
    ];
    places.into_iter().find_map(|(place, name)| carrier(network, place).map(|_| name))
}

/// Puts an IPv4 address into an IPv6 network.
type Place = fn(Ipv6Net, u32) -> Ipv6Addr;

/// How `place` puts an IPv4 address into `network`, if it does: a metadata service is refused as
/// such wherever it is carried, and the reason names the carrier.
fn carrier(network: Ipv6Net, place: Place) -> Option<Carrier> {
    let metadata = Ipv4Addr::new(169, 254, 169, 254);
    let address = place(network, metadata.to_bits());
    let longest = Block::all()
        .map(Block::network)
        .filter(|other| other.contains(&IpAddr::V6(address)))
        .max_by_key(IpNet::prefix_len);
    if longest.is_some_and(|longest| longest != IpNet::V6(network)) {
        return None;
    }
    let error = NotifyUrl::parse(&format!("http://[{address}]/")).err()?;
    match error.reason() {
        Reason::Address { class, .. } => {
            class.carried().filter(|(_, inside)| *inside == metadata).map(|(carrier, _)| carrier)
        }
        _ => None,
    }
}

fn last_bits(network: Ipv6Net, address: u32) -> Ipv6Addr {
    with_bits(network, address, 0)
}

/// The first address of `network` with `address` so many bits from its end.
fn with_bits(network: Ipv6Net, address: u32, from_end: u32) -> Ipv6Addr {
    Ipv6Addr::from_bits(network.addr().to_bits() | u128::from(address) << from_end)
}
