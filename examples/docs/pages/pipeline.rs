//! How a text becomes a value, and a value a destination.

use live_record_notify::docs::catalogue;

use super::drawing::{MARGIN, Sheet, count};

const WIDTH: i32 = 1072;
const HEIGHT: i32 = 754;

pub(super) fn picture() -> String {
    let mut sheet = Sheet::new(
        WIDTH,
        HEIGHT,
        "How a callback URL is judged",
        "First stage: the text is read as a lenient reader would, refused as Unsafe where it leads \
         astray, then read strictly, refused as Malformed where two readers could differ, and kept \
         in canonical form. Canonical text skips both readers. Second stage: each address that the \
         resolver gave is judged, and what may be dialled comes out. A redirect goes the whole way \
         again.",
    );
    for (y, text) in [(76, "First stage: the text"), (448, "Second stage: the network")] {
        sheet.text(MARGIN, y, "bold accent", text);
        sheet.path("line", format!("M{MARGIN} {}H{}", y + 10, WIDTH - MARGIN));
    }
    for (place, class, title, lines) in STEPS {
        step(&mut sheet, *place, class, title, lines);
    }
    for (place, verdict) in REFUSALS {
        let count = catalogue().filter(|row| row.verdict() == *verdict).count();
        step(&mut sheet, *place, "refusal", verdict, &[&format!("{count} reasons in all")]);
    }
    for (way, (x, y), label) in ARROWS {
        arrow(&mut sheet, "arrow", "head", way);
        sheet.text(*x, *y, "small faint middle", *label);
    }
    for way in REFUSING {
        arrow(&mut sheet, "arrow-refused", "head-refused", way);
    }
    sheet.finish()
}

type Place = (i32, i32, i32, i32);

/// Place, class, title and lines of each box.
const STEPS: &[(Place, &str, &str, &[&str])] = &[
    ((24, 104, 136, 76), "input", "Text", &["as anyone typed it"]),
    ((212, 104, 184, 76), "step", "Canonical already?", &["one pass over the bytes"]),
    (
        (212, 226, 184, 76),
        "step",
        "Lenient read",
        &["what a WHATWG reader", "makes of it: url, idna"],
    ),
    (
        (448, 104, 200, 198),
        "step",
        "Where could it lead?",
        &[
            "scheme, user information,",
            "host and port, judged by",
            "tables of addresses,",
            "tables of names,",
            "and the policy",
        ],
    ),
    ((700, 226, 148, 76), "step", "Strict read", &["could two readers", "read it differently?"]),
    ((458, 584, 180, 40), "refusal", "Refused", &[]),
    (
        (900, 104, 148, 198),
        "value",
        "NotifyUrl",
        &["or OnDemandUrl:", "canonical text,", "the same to every", "conforming reader"],
    ),
    ((24, 478, 184, 76), "input", "Addresses", &["that your resolver", "answered for the host"]),
    (
        (448, 478, 200, 76),
        "step",
        "destination",
        &["is every address allowed?", "one refused: all refused"],
    ),
    ((900, 478, 148, 76), "value", "Destination", &["socket addresses", "that may be dialled"]),
    ((24, 654, 184, 76), "input", "Location", &["of a response that", "redirects"]),
    (
        (448, 654, 200, 76),
        "step",
        "redirect",
        &["the first stage again,", "never https down to http"],
    ),
    ((900, 654, 148, 76), "value", "NotifyUrl", &["whose addresses go", "through destination"]),
];

/// Place and verdict of each refusal; how many reasons lead there is counted.
const REFUSALS: &[(Place, &str)] =
    &[((458, 344, 180, 58), "Unsafe"), ((684, 344, 180, 58), "Malformed")];

/// A way of points, and a label with its place.
type Arrow = (&'static [(i32, i32)], (i32, i32), &'static str);

const ARROWS: &[Arrow] = &[
    (&[(160, 142), (212, 142)], (186, 134), ""),
    (&[(396, 142), (448, 142)], (422, 134), "yes"),
    (&[(304, 180), (304, 226)], (320, 207), "no"),
    (&[(396, 264), (448, 264)], (422, 256), ""),
    (&[(648, 142), (900, 142)], (774, 134), "canonical text, kept as it is"),
    (&[(648, 264), (700, 264)], (674, 256), ""),
    (&[(848, 264), (900, 264)], (874, 256), ""),
    (&[(974, 302), (974, 424), (548, 424), (548, 478)], (900, 418), "host and port"),
    (&[(208, 516), (448, 516)], (328, 508), ""),
    (&[(648, 516), (900, 516)], (774, 508), ""),
    (&[(208, 692), (448, 692)], (328, 684), ""),
    (&[(648, 692), (900, 692)], (774, 684), ""),
];

const REFUSING: &[&[(i32, i32)]] = &[
    &[(548, 302), (548, 344)],
    &[(774, 302), (774, 344)],
    &[(548, 554), (548, 584)],
    &[(548, 654), (548, 624)],
];

fn step(sheet: &mut Sheet, place: Place, class: &str, title: &str, lines: &[&str]) {
    let (x, y, w, h) = place;
    let height = 18 * (1 + count(lines));
    let middle = x + w / 2;
    let mut baseline = y + (h - height) / 2 + 14;
    sheet.rect(place, class, 8);
    sheet.text(middle, baseline, "bold middle", title);
    for line in lines {
        baseline += 18;
        sheet.text(middle, baseline, "small middle", *line);
    }
}

fn arrow(sheet: &mut Sheet, line: &str, head: &str, way: &[(i32, i32)]) {
    let mut data = String::new();
    for (x, y) in way {
        data += &format!("{}{x} {y}", if data.is_empty() { "M" } else { "L" });
    }
    sheet.path(line, data);
    if let [.., (from_x, from_y), (x, y)] = way {
        let (right, down) = ((x - from_x).signum(), (y - from_y).signum());
        let (back_x, back_y) = (x - 10 * right, y - 10 * down);
        let (wide_x, wide_y) = (5 * down, 5 * right);
        sheet.path(
            head,
            format!(
                "M{x} {y}L{} {}L{} {}z",
                back_x + wide_x,
                back_y + wide_y,
                back_x - wide_x,
                back_y - wide_y
            ),
        );
    }
}
