//! Pictures with logarithmic axes: bars, and curves.

use svg::Document;
use svg::node::Node;
use svg::node::element::{Description, Line, Polyline, Rectangle, Style, Text, Title};

use crate::figures::Series;
use crate::statistics::{LONG, slope_from};

/// How the times of this crate are marked among those of others.
pub const OURS: &str = "live-record-notify: ";

/// What a picture says beside its figures.
pub struct Caption {
    pub title: &'static str,
    /// The line below the title.
    pub note: &'static str,
    /// What a screen reader adds.
    pub description: &'static str,
}

/// The horizontal axis of [`curves`].
pub struct Abscissa {
    pub name: &'static str,
    /// From one tick to the next.
    pub factor: f64,
    pub tick: fn(f64) -> String,
    /// Above the names of the curves.
    pub legend: &'static str,
    /// The slope of a curve is taken from here on.
    pub slope_from: f64,
}

/// The length of a text.
pub const LENGTH: Abscissa = Abscissa {
    name: "length of the text",
    factor: 4.0,
    tick: bytes,
    legend: "shape and place",
    slope_from: LONG,
};

/// The number of entries of a list, or of addresses.
pub const COUNT: Abscissa = Abscissa {
    name: "entries, or addresses",
    factor: 10.0,
    tick: count,
    legend: "list, or destination",
    slope_from: 0.0,
};

/// Times against lengths or numbers.
pub struct Curve {
    pub label: String,
    pub points: Vec<(f64, f64)>,
}

/// Horizontal bars, the fastest of each group first.
#[must_use]
pub fn bars(caption: &Caption, groups: &[Series]) -> String {
    const BAR: f64 = 20.0;
    const LEFT: f64 = 330.0;
    let times = groups.iter().flat_map(|group| &group.times).map(|(_, time)| *time);
    let bottom = groups.iter().fold(TOP, |y, group| y + BAR * (group.times.len() as f64 + 2.0));
    let axis = Axis::of(times, LEFT, WIDTH - 90.0);
    let mut sheet = Sheet::new(bottom + 40.0, caption);
    for (class, name, x) in [("ours", "this crate", 760.0), ("theirs", "another crate", 880.0)] {
        sheet.rectangle(class, (x, NOTE - 11.0), (24.0, 12.0));
        sheet.text("", (x + 32.0, NOTE), name);
    }
    for tick in axis.decades() {
        let x = axis.place(tick);
        sheet.line("grid", (x, TOP), (x, bottom));
        sheet.text("middle faint", (x, bottom + 18.0), &time(tick));
    }
    let mut y = TOP;
    for group in groups {
        y += BAR * 1.5;
        sheet.text("bold", (MARGIN, y), &group.name);
        y += BAR * 0.5;
        let mut bars: Vec<&(String, f64)> = group.times.iter().collect();
        bars.sort_by(|(_, a), (_, b)| a.total_cmp(b));
        for (label, nanoseconds) in bars {
            let end = axis.place(*nanoseconds);
            let (class, label_class, label) = match label.strip_prefix(OURS) {
                Some(label) => ("ours", "end bold", label),
                None => ("theirs", "end", label.as_str()),
            };
            sheet.text(label_class, (LEFT - 10.0, y + 14.0), label);
            sheet.rectangle(class, (LEFT, y + 2.0), (end - LEFT, BAR - 4.0));
            sheet.text("", (end + 8.0, y + 14.0), &time(*nanoseconds));
            y += BAR;
        }
    }
    sheet.finish()
}

/// Curves, with a legend in the order in which they end.
#[must_use]
pub fn curves(caption: &Caption, abscissa: &Abscissa, curves: &[Curve]) -> String {
    const BOTTOM: f64 = 632.0;
    const LEFT: f64 = 90.0;
    const RIGHT: f64 = 730.0;
    const LEGEND: f64 = RIGHT + 18.0;
    const ROW: f64 = 18.0;
    let points = || curves.iter().flat_map(|curve| &curve.points);
    let (low, high) = bounds(points().map(|(x, _)| *x));
    let lengths = Axis { low, high, start: LEFT, end: RIGHT };
    let times = Axis::of(points().map(|(_, y)| *y), BOTTOM, TOP);
    let mut sheet = Sheet::new(BOTTOM + 60.0, caption);

    let mut value = low;
    while value <= high {
        let x = lengths.place(value);
        sheet.line("grid", (x, TOP), (x, BOTTOM));
        sheet.text("middle faint", (x, BOTTOM + 18.0), &(abscissa.tick)(value));
        value *= abscissa.factor;
    }
    sheet.text("middle", (f64::midpoint(LEFT, RIGHT), BOTTOM + 42.0), abscissa.name);
    for tick in times.decades() {
        let y = times.place(tick);
        sheet.line("grid", (LEFT, y), (RIGHT, y));
        sheet.text("end faint", (LEFT - 8.0, y + 4.0), &time(tick));
    }
    let entry = |sheet: &mut Sheet, y: f64, label: &str, slope: &str| {
        sheet.text("", (LEGEND + 32.0, y + 4.0), label);
        sheet.text("end", (WIDTH - MARGIN, y + 4.0), slope);
    };
    let slope = match abscissa.slope_from {
        0.0 => "slope".into(),
        least => format!("slope from {}", (abscissa.tick)(least)),
    };
    entry(&mut sheet, TOP - ROW, abscissa.legend, &slope);
    // Linear growth, through the upper right corner.
    entry(&mut sheet, TOP, "linear growth", "1.00");
    let left = (LEFT, times.place(times.high * low / high));
    sheet.line("guide", left, (RIGHT, TOP));
    sheet.line("guide", (LEGEND, TOP), (LEGEND + 24.0, TOP));

    let mut by_height: Vec<(usize, &Curve)> = curves.iter().enumerate().collect();
    let last = |curve: &Curve| curve.points.last().map_or(1.0, |(_, y)| *y);
    by_height.sort_by(|(_, a), (_, b)| last(b).total_cmp(&last(a)));
    let mut row = TOP;
    for (i, curve) in by_height {
        let hue = i * 360 / curves.len();
        let place =
            |(x, y): &(f64, f64)| format!("{:.1},{:.1}", lengths.place(*x), times.place(*y));
        let mut points: Vec<String> = curve.points.iter().map(place).collect();
        row = times.place(last(curve)).max(row + ROW);
        // From the end of the curve to its row of the legend.
        points.extend([LEGEND, LEGEND + 24.0].map(|x| format!("{x:.1},{row:.1}")));
        sheet.curve(&format!("hsl({hue} 65% 50%)"), &points.join(" "));
        let slope = slope_from(abscissa.slope_from, &curve.points);
        entry(&mut sheet, row, &curve.label, &format!("{slope:.2}"));
    }
    sheet.finish()
}

const WIDTH: f64 = 1072.0;
const MARGIN: f64 = 24.0;
/// The line of the note.
const NOTE: f64 = 62.0;
const TOP: f64 = 92.0;

/// A logarithmic axis from `low` at `start` to `high` at `end`.
#[derive(Clone, Copy)]
struct Axis {
    low: f64,
    high: f64,
    start: f64,
    end: f64,
}

impl Axis {
    /// An axis of whole decades that holds all of `values`.
    fn of(values: impl Iterator<Item = f64>, start: f64, end: f64) -> Self {
        let (least, greatest) = bounds(values);
        let low = 10_f64.powf(least.log10().floor());
        let high = 10_f64.powf(greatest.log10().ceil());
        Self { low, high, start, end }
    }

    fn place(&self, value: f64) -> f64 {
        let part = (value / self.low).ln() / (self.high / self.low).ln();
        self.start + part * (self.end - self.start)
    }

    fn decades(&self) -> impl Iterator<Item = f64> + use<> {
        let high = self.high;
        std::iter::successors(Some(self.low), |tick| Some(tick * 10.0))
            .take_while(move |tick| *tick < high * 1.01)
    }
}

/// The least and the greatest of `values`, all of which are positive.
fn bounds(values: impl Iterator<Item = f64>) -> (f64, f64) {
    values.fold((f64::INFINITY, 0.0), |(least, greatest), value| {
        (least.min(value), greatest.max(value))
    })
}

/// A time in words, with two or three digits.
#[must_use]
pub fn time(nanoseconds: f64) -> String {
    let (value, unit) = match nanoseconds {
        ..1e3 => (nanoseconds, "ns"),
        ..1e6 => (nanoseconds / 1e3, "µs"),
        _ => (nanoseconds / 1e6, "ms"),
    };
    let decimals = usize::from(value < 9.95 && value.fract() != 0.0);
    format!("{value:.decimals$} {unit}")
}

fn bytes(length: f64) -> String {
    match length {
        ..1024.0 => format!("{length} B"),
        ..1_048_576.0 => format!("{} KiB", length / 1024.0),
        _ => format!("{} MiB", length / 1_048_576.0),
    }
}

/// A number with commas between the thousands.
fn count(value: f64) -> String {
    let digits = value.to_string();
    let commas = |(at, digit): (usize, char)| {
        let comma = at > 0 && (digits.len() - at).is_multiple_of(3);
        comma.then_some(',').into_iter().chain([digit])
    };
    digits.chars().enumerate().flat_map(commas).collect()
}

struct Sheet(Document);

impl Sheet {
    fn new(height: f64, caption: &Caption) -> Self {
        let Caption { title, note, description } = *caption;
        let document = Document::new()
            .set("viewBox", (0, 0, WIDTH, height))
            .set("width", WIDTH)
            .set("height", height)
            .set("role", "img")
            .add(Title::new(title))
            .add(Description::new().add(svg::node::Text::new(format!("{note} {description}"))))
            .add(Style::new(include_str!("chart.css")));
        let mut sheet = Self(document);
        sheet.rectangle("paper", (0.0, 0.0), (WIDTH, height));
        sheet.text("title", (MARGIN, 36.0), title);
        sheet.text("faint", (MARGIN, NOTE), note);
        sheet
    }

    fn rectangle(&mut self, class: &str, (x, y): (f64, f64), (width, height): (f64, f64)) {
        let rectangle = Rectangle::new().set("class", class).set("x", round(x)).set("y", round(y));
        self.0.append(rectangle.set("width", round(width)).set("height", round(height)));
    }

    fn line(&mut self, class: &str, from: (f64, f64), to: (f64, f64)) {
        let line =
            Line::new().set("class", class).set("x1", round(from.0)).set("y1", round(from.1));
        self.0.append(line.set("x2", round(to.0)).set("y2", round(to.1)));
    }

    fn curve(&mut self, colour: &str, points: &str) {
        let curve = Polyline::new().set("class", "curve").set("stroke", colour);
        self.0.append(curve.set("points", points));
    }

    fn text(&mut self, class: &str, (x, y): (f64, f64), text: &str) {
        let text = Text::new(text).set("class", class);
        self.0.append(text.set("x", round(x)).set("y", round(y)));
    }

    fn finish(self) -> String {
        format!("{}\n", self.0)
    }
}

/// A tenth of a pixel is enough.
fn round(coordinate: f64) -> f64 {
    (coordinate * 10.0).round() / 10.0
}
