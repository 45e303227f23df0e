//! The IPv4 space on a Hilbert curve: neighbours in number are neighbours on the map, and every
//! block is a square, or two of them side by side.

use ipnet::{IpNet, Ipv4Net};
use live_record_notify::address::{AddressKind, Block};

use super::callout::{self, Callout, Placed, overlap};
use super::drawing::{MARGIN, Sheet, count};

/// The side of the map. A /20 is one unit, a /8 has a side of 64.
const SIDE: i32 = 1024;
const TOP: i32 = 76;
const WIDTH: i32 = SIDE + 2 * MARGIN;

/// The side from which on a block has room for its own label.
const ROOMY: i32 = 64;

pub(super) fn picture() -> String {
    let mut areas: Vec<Area> = Block::all().filter_map(Area::of).collect();
    // Longer prefixes are painted over shorter ones: the most specific row decides.
    areas.sort_by_key(|area| (area.network.prefix_len(), area.network.addr()));
    let legend = Legend::of(&areas);
    let legend_top = TOP + SIDE + 30;

    let mut sheet = Sheet::new(
        WIDTH,
        legend_top + legend.height() + MARGIN,
        "The IPv4 address space and what is refused in it",
        "A Hilbert map: each square is one /8, numbered by its first octet. Coloured blocks are \
         those of the tables; the rest is global unicast.",
    );
    sheet.text(
        MARGIN,
        58,
        "faint",
        "A Hilbert map. Each square is a /8, numbered by its first octet. What has no colour is \
         global unicast. \u{201c}+1\u{201d}: one more block of the kind is near.",
    );
    sheet.rect((MARGIN, TOP, SIDE, SIDE), "land", 0);
    for area in &areas {
        if area.side() >= 4 {
            sheet.filled(area.place(), colour(area.block.kind()));
        }
    }
    let (roomy, small): (Vec<_>, Vec<_>) = areas.into_iter().partition(|area| area.side() >= ROOMY);
    let clusters = clusters(small);
    let callouts: Vec<_> = clusters.iter().filter_map(|cluster| callout_for(cluster)).collect();
    let labels: Vec<_> = roomy.iter().map(Area::label).collect();
    let placed = callout::place_all(&callouts, (MARGIN, TOP, SIDE, SIDE), &labels);

    grid(&mut sheet, &roomy, &placed);
    for area in &roomy {
        area.draw_label(&mut sheet);
    }
    for area in clusters.iter().filter_map(|cluster| cluster.first()) {
        if area.side() < 16 {
            sheet.dot(area.middle(), colour(area.block.kind()));
        }
    }
    callout::draw(&mut sheet, &placed);
    legend.draw(&mut sheet, legend_top);
    sheet.finish()
}

/// One row of the tables, on the map.
struct Area {
    block: &'static Block,
    network: Ipv4Net,
}

impl Area {
    fn of(block: &'static Block) -> Option<Self> {
        match block.network() {
            IpNet::V4(network) => Some(Self { block, network }),
            IpNet::V6(_) => None,
        }
    }

    /// Left, top, width and height on the sheet. What is smaller than a /20 is one unit wide.
    fn place(&self) -> (i32, i32, i32, i32) {
        let first = self.network.addr().to_bits();
        let length = u32::from(self.network.prefix_len());
        let even = length.next_multiple_of(2);
        let (x, y, side) = square(first, even);
        if even == length {
            return (x, y, side, side);
        }
        // An odd prefix holds two squares side by side.
        let (other_x, other_y, _) = square(first | 1 << (32 - even), even);
        let (across, down) = ((other_x - x).abs(), (other_y - y).abs());
        (x.min(other_x), y.min(other_y), side + across, side + down)
    }

    fn middle(&self) -> (i32, i32) {
        let (x, y, w, h) = self.place();
        (x + w / 2, y + h / 2)
    }

    /// The part of the place that its label takes.
    fn label(&self) -> (i32, i32, i32, i32) {
        let (x, y, w, h) = self.place();
        let (label_w, label_h) = (w.min(90), h.min(62));
        (x + (w - label_w) / 2, y + (h - label_h) / 2, label_w, label_h)
    }

    fn draw_label(&self, sheet: &mut Sheet) {
        let place @ (x, y, w, h) = self.label();
        // Over the grid and its numbers.
        sheet.filled(place, colour(self.block.kind()));
        let id = self.block.kind().id();
        // A long id needs two lines.
        let lines: Vec<_> = if id.len() > 9 { id.split_inclusive('-').collect() } else { vec![id] };
        let middle = x + w / 2;
        let mut baseline = y + h / 2 + if lines.len() > 1 { -9 } else { -2 };
        sheet.text(middle, baseline, "on mono bold middle", short(self.network));
        for line in lines {
            baseline += 15;
            sheet.text(middle, baseline, "on small middle", line);
        }
    }

    fn side(&self) -> i32 {
        let (_, _, w, h) = self.place();
        w.min(h)
    }
}

/// Left, top and side of the square that holds the addresses with the first `length` bits of
/// `address`; `length` is even.
fn square(address: u32, length: u32) -> (i32, i32, i32) {
    // Two bits of the address at a time choose a quarter of the square, which is turned by then.
    let (mut x, mut y) = (0, 0);
    for bits in (32 - length.min(20)..32).step_by(2) {
        let quarter = address >> bits & 3;
        let side = 1 << ((bits - (32 - length.min(20))) / 2);
        if quarter == 0 {
            (x, y) = (y, x);
        } else if quarter == 3 {
            (x, y) = (side - 1 - y, side - 1 - x);
        }
        x += side * i32::from(quarter == 2 || quarter == 3);
        y += side * i32::from(quarter == 1 || quarter == 2);
    }
    let side = SIDE >> (length.min(20) / 2);
    (MARGIN + x * side, TOP + y * side, side)
}

/// The lines between the /8s, and their numbers where nothing hides them.
fn grid(sheet: &mut Sheet, roomy: &[Area], callouts: &[Placed]) {
    let mut lines = String::new();
    for at in (0..=SIDE).step_by(64) {
        lines += &format!("M{} {TOP}v{SIDE}M{MARGIN} {}h{SIDE}", MARGIN + at, TOP + at);
    }
    sheet.path("line", lines);
    for octet in 0..=255u8 {
        let (x, y, _) = square(u32::from(octet) << 24, 8);
        let place = (x + 4, y + 4, 24, 12);
        let coloured = roomy.iter().any(|area| overlap(area.place(), place));
        let hidden = roomy.iter().any(|area| overlap(area.label(), place))
            || callouts.iter().any(|callout| overlap(callout.place, place));
        if !hidden {
            let class = if coloured { "small on dim" } else { "small faint" };
            sheet.text(x + 4, y + 14, class, octet.to_string());
        }
    }
}

/// `10/8` for 10.0.0.0/8, as RFC 1918 has it; a single address without its prefix length.
fn short(network: Ipv4Net) -> String {
    let length = network.prefix_len();
    if length == 32 {
        return network.addr().to_string();
    }
    let octets = network.addr().octets();
    let kept: Vec<_> = octets.iter().take(length.div_ceil(8).into()).map(u8::to_string).collect();
    format!("{}/{length}", kept.join("."))
}

/// What lies within a few units of each other, together.
fn clusters(areas: Vec<Area>) -> Vec<Vec<Area>> {
    let mut clusters: Vec<Vec<Area>> = Vec::new();
    for area in areas {
        let (x, y, w, h) = area.place();
        let reach = (x - 10, y - 10, w + 20, h + 20);
        let near = |other: &Area| overlap(reach, other.place());
        match clusters.iter_mut().find(|cluster| cluster.iter().any(near)) {
            Some(cluster) => cluster.push(area),
            None => clusters.push(vec![area]),
        }
    }
    clusters
}

/// One line a kind, with its first block and the number of the others.
fn callout_for(cluster: &[Area]) -> Option<Callout> {
    let mut kinds: Vec<AddressKind> = Vec::new();
    for area in cluster {
        if !kinds.contains(&area.block.kind()) {
            kinds.push(area.block.kind());
        }
    }
    let lines = kinds.into_iter().filter_map(|kind| {
        let mut of_kind = cluster.iter().filter(|area| area.block.kind() == kind);
        let first = short(of_kind.next()?.network);
        let more = match of_kind.count() {
            0 => String::new(),
            more => format!(" +{more}"),
        };
        Some((colour(kind), format!("{first}{more} {}", kind.id())))
    });
    Some(Callout { spot: cluster.first()?.middle(), lines: lines.collect() })
}

/// Each kind with its blocks and their sources, in two columns.
struct Legend {
    columns: [Vec<Entry>; 2],
}

/// A kind, and its blocks in lines.
type Entry = (AddressKind, Vec<String>);

impl Legend {
    const LINE: i32 = 17;
    const GAP: i32 = 8;
    /// Characters that fit into a column.
    const COLUMN: usize = 64;

    fn of(areas: &[Area]) -> Self {
        let entries: Vec<_> =
            AddressKind::ALL.iter().filter_map(|&kind| Self::entry(kind, areas)).collect();
        let half = height(&entries) / 2;
        let (mut left, mut right) = (Vec::new(), Vec::new());
        for entry in entries {
            if height(&left) < half { left.push(entry) } else { right.push(entry) }
        }
        Self { columns: [left, right] }
    }

    fn entry(kind: AddressKind, areas: &[Area]) -> Option<Entry> {
        let of_kind: Vec<_> = areas.iter().filter(|area| area.block.kind() == kind).collect();
        let mut sources: Vec<_> = of_kind.iter().map(|area| area.block.source_text()).collect();
        sources.dedup();
        let networks: Vec<_> = of_kind.iter().map(|area| short(area.network)).collect();
        let text = format!("{} ({})", networks.join(", "), sources.join(", "));
        (!of_kind.is_empty()).then(|| (kind, wrapped(&text)))
    }

    fn height(&self) -> i32 {
        self.columns.iter().map(|entries| height(entries)).max().unwrap_or_default()
    }

    fn draw(&self, sheet: &mut Sheet, top: i32) {
        for (entries, x) in self.columns.iter().zip([MARGIN, MARGIN + SIDE / 2 + 10]) {
            let mut y = top;
            for (kind, lines) in entries {
                sheet.filled((x, y + 2, 14, 14), colour(*kind));
                sheet.text(x + 22, y + 14, "bold", kind.id());
                sheet.text(x + 190, y + 14, "", kind.meaning());
                for line in lines {
                    y += Self::LINE;
                    sheet.text(x + 22, y + 14, "small mono faint", line);
                }
                y += Self::LINE + Self::GAP;
            }
        }
    }
}

fn height(entries: &[Entry]) -> i32 {
    entries.iter().map(|(_, lines)| (1 + count(lines)) * Legend::LINE + Legend::GAP).sum()
}

/// `text` in lines of at most [`Legend::COLUMN`] characters.
fn wrapped(text: &str) -> Vec<String> {
    let mut lines = vec![String::new()];
    for word in text.split(' ') {
        match lines.last_mut() {
            Some(line) if line.is_empty() => line.push_str(word),
            Some(line) if line.len() + 1 + word.len() <= Legend::COLUMN => {
                line.push(' ');
                line.push_str(word);
            }
            _ => lines.push(word.into()),
        }
    }
    lines
}

/// Colours on which dark text reads well, for the kinds that the IPv4 tables hold.
fn colour(kind: AddressKind) -> &'static str {
    match kind {
        AddressKind::Global => "#43b15b",
        AddressKind::ThisNetwork => "#a9b6c6",
        AddressKind::PrivateUse => "#f5a049",
        AddressKind::SharedAddressSpace => "#ffd45e",
        AddressKind::Loopback => "#f0766f",
        AddressKind::Unspecified => "#7b8798",
        AddressKind::LinkLocal => "#c492dd",
        AddressKind::ProtocolAssignments => "#5fbfb4",
        AddressKind::Documentation => "#b5c94c",
        AddressKind::Benchmarking => "#ff9fb0",
        AddressKind::Multicast => "#74aee2",
        AddressKind::Broadcast => "#3f6fa8",
        AddressKind::Reserved => "#b8bfd6",
        AddressKind::RelayAnycast => "#bd9169",
        AddressKind::CloudMetadata => "#e02f44",
        other => panic!("no colour for {other:?}"),
    }
}
