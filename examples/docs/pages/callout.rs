//! Labels beside what is too small to hold one: where they fit without hiding anything.

use super::drawing::{Sheet, count, width};

const LINE: i32 = 17;
const PADDING: i32 = 6;

/// Left, top, width and height.
pub(super) type Place = (i32, i32, i32, i32);

/// From one point to another.
type Line = ((i32, i32), (i32, i32));

/// Text lines with the colour of what each is about, and the spot they belong to.
pub(super) struct Callout {
    pub(super) spot: (i32, i32),
    pub(super) lines: Vec<(&'static str, String)>,
}

/// A callout in its place.
pub(super) struct Placed<'a> {
    callout: &'a Callout,
    pub(super) place: Place,
    /// From the spot to the border of the place.
    leader: Line,
}

/// Puts each callout as near to its spot as it fits inside `frame`: clear of `taken`, of all spots
/// and of the callouts before it, its leader crossing nothing.
pub(super) fn place_all<'a>(
    callouts: &'a [Callout],
    frame: Place,
    taken: &[Place],
) -> Vec<Placed<'a>> {
    let spots: Vec<_> = callouts.iter().map(|callout| around(callout.spot, 9)).collect();
    let mut placed: Vec<Placed> = Vec::new();
    for callout in callouts {
        let (width, height) = callout.size();
        let (x, y) = callout.spot;
        let candidates = (y - 260..y + 260).step_by(8).flat_map(|top| {
            (x - 420..x + 420).step_by(8).map(move |left| (left, top, width, height))
        });
        let fits = candidates.filter_map(|place| {
            let leader = ((x, y), nearest((x, y), place));
            let is_clear = inside(grown(place, 6), frame)
                && length(leader) >= 400
                && !taken.iter().chain(&spots).any(|other| overlap(grown(place, 5), *other))
                && !placed.iter().any(|other| {
                    overlap(grown(place, 5), other.place)
                        || meets(other.leader, grown(place, 4))
                        || meets(leader, other.place)
                        || cross(leader, other.leader)
                });
            is_clear.then_some(Placed { callout, place, leader })
        });
        let nearest = fits.min_by_key(|placed| length(placed.leader));
        placed.extend(nearest.or_else(|| panic!("no room for {:?}", callout.lines)));
    }
    placed
}

pub(super) fn draw(sheet: &mut Sheet, placed: &[Placed]) {
    for Placed { callout, place: (left, top, width, height), leader: ((x, y), (to_x, to_y)) } in
        placed
    {
        sheet.path("leader", format!("M{x} {y}L{to_x} {to_y}"));
        sheet.rect((*left, *top, *width, *height), "paper", 4);
        let mut y = top + PADDING;
        for (colour, text) in &callout.lines {
            sheet.filled((left + PADDING, y + 3, 10, 10), colour);
            sheet.text(left + PADDING + 16, y + 12, "small mono", text);
            y += LINE;
        }
    }
}

impl Callout {
    fn size(&self) -> (i32, i32) {
        let widest = self.lines.iter().map(|(_, text)| width(text)).max().unwrap_or_default();
        (widest + 16 + 2 * PADDING, count(&self.lines) * LINE + 2 * PADDING - 2)
    }
}

/// The square of the length.
fn length((a, b): Line) -> i32 {
    (b.0 - a.0).pow(2) + (b.1 - a.1).pow(2)
}

fn around((x, y): (i32, i32), radius: i32) -> Place {
    (x - radius, y - radius, 2 * radius, 2 * radius)
}

fn grown((x, y, w, h): Place, by: i32) -> Place {
    (x - by, y - by, w + 2 * by, h + 2 * by)
}

fn nearest((x, y): (i32, i32), (left, top, w, h): Place) -> (i32, i32) {
    (x.clamp(left, left + w), y.clamp(top, top + h))
}

fn inside((x, y, w, h): Place, frame: Place) -> bool {
    x >= frame.0 && y >= frame.1 && x + w <= frame.0 + frame.2 && y + h <= frame.1 + frame.3
}

pub(super) fn overlap((x, y, w, h): Place, other: Place) -> bool {
    x < other.0 + other.2 && other.0 < x + w && y < other.1 + other.3 && other.1 < y + h
}

/// Whether the line from `a` to `b` comes through `place`.
fn meets((a, b): Line, place: Place) -> bool {
    (0..=32).any(|step| {
        let at = (a.0 + (b.0 - a.0) * step / 32, a.1 + (b.1 - a.1) * step / 32);
        nearest(at, place) == at
    })
}

fn cross((a, b): Line, (c, d): Line) -> bool {
    let side = |p: (i32, i32), q: (i32, i32), r: (i32, i32)| {
        ((q.0 - p.0) * (r.1 - p.1) - (q.1 - p.1) * (r.0 - p.0)).signum()
    };
    side(a, b, c) != side(a, b, d) && side(c, d, a) != side(c, d, b)
}
