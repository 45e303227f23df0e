//! How a text becomes a value, and a value a destination.

use live_record_notify::docs::catalogue;

use super::drawing::{MARGIN, Sheet, count};

const WIDTH: i32 = 1072;
const HEIGHT: i32 = 726;

pub(super) fn picture() -> String {
    let mut sheet = Sheet::new(
        WIDTH,
        HEIGHT,
        "How a callback URL is judged",
        "First stage: the parts of the text are located, whatever it is; it is refused as Unsafe where it \
         could lead astray, then read strictly and refused as Malformed where two readers could differ, \
         and written in canonical form. Text that is canonical, or that a few edits make so, is judged \
         without the other steps. Second stage: each address that the resolver gave is judged, and what \
         may be dialled comes out. A redirect goes the whole way again.",
    );
    for (y, text) in [(76, "First stage: the text"), (420, "Second stage: the network")] {
        sheet.text(MARGIN, y, "bold accent", text);
        sheet.path("line", format!("M{MARGIN} {}H{}", y + 10, WIDTH - MARGIN));
    }
    for (place, class, title, lines) in STEPS {
        step(&mut sheet, *place, class, title, lines);
    }
    for (place, verdict) in REFUSALS {
        let count = catalogue().filter(|row| row.verdict().as_str() == *verdict).count();
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
    ((24, 206, 136, 94), "input", "Text", &["as anyone typed it"]),
    (
        (212, 104, 168, 76),
        "step",
        "Short cut",
        &["is it canonical, or do", "a few edits make it so?"],
    ),
    (
        (212, 206, 168, 94),
        "step",
        "Locate its parts",
        &["something stands where", "a host would, whatever", "the text is"],
    ),
    (
        (424, 104, 200, 196),
        "step",
        "Where could it lead?",
        &[
            "host, scheme, user",
            "information and port,",
            "judged by tables of",
            "addresses and of names",
            "and by the policy;",
            "the worst is reported",
        ],
    ),
    ((676, 206, 160, 94), "step", "Strict read", &["could two readers", "read it differently?"]),
    (
        (888, 104, 160, 196),
        "value",
        "NotifyUrl",
        &["or OnDemandUrl:", "canonical text,", "the same to every", "conforming reader"],
    ),
    ((24, 450, 184, 76), "input", "Addresses", &["that your resolver", "answered for the host"]),
    (
        (424, 450, 200, 76),
        "step",
        "destination",
        &["is every address allowed?", "one refused: all refused"],
    ),
    ((888, 450, 160, 76), "value", "Destination", &["socket addresses", "that may be dialled"]),
    ((434, 556, 180, 40), "refusal", "Refused", &[]),
    ((24, 626, 184, 76), "input", "Location", &["of a response that", "redirects"]),
    (
        (424, 626, 200, 76),
        "step",
        "redirect",
        &["the first stage again,", "never https down to http"],
    ),
    ((888, 626, 160, 76), "value", "NotifyUrl", &["whose addresses go", "through destination"]),
];

/// Place and verdict of each refusal; how many reasons lead there is counted.
const REFUSALS: &[(Place, &str)] =
    &[((434, 328, 180, 58), "Unsafe"), ((676, 328, 160, 58), "Malformed")];

/// A way of points, and a label with its place.
type Arrow = (&'static [(i32, i32)], (i32, i32), &'static str);

const ARROWS: &[Arrow] = &[
    (&[(92, 206), (92, 142), (212, 142)], (152, 134), ""),
    (&[(296, 180), (296, 206)], (314, 198), "no"),
    (&[(380, 142), (424, 142)], (402, 134), "yes"),
    (&[(380, 253), (424, 253)], (402, 245), ""),
    (&[(624, 142), (888, 142)], (756, 134), "by the short cut"),
    (&[(624, 253), (676, 253)], (650, 245), ""),
    (&[(836, 253), (888, 253)], (862, 245), "write"),
    (&[(968, 300), (968, 402), (524, 402), (524, 450)], (900, 396), "host and port"),
    (&[(208, 488), (424, 488)], (316, 480), ""),
    (&[(624, 488), (888, 488)], (756, 480), ""),
    (&[(208, 664), (424, 664)], (316, 656), ""),
    (&[(624, 664), (888, 664)], (756, 656), ""),
];

const REFUSING: &[&[(i32, i32)]] = &[
    &[(524, 300), (524, 328)],
    &[(756, 300), (756, 328)],
    &[(524, 526), (524, 556)],
    &[(524, 626), (524, 596)],
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
