//! Pictures with logarithmic axes, for README: bars, and curves.

use svg::Document;
use svg::node::Node;
use svg::node::element::{Description, Line, Polyline, Rectangle, Style, Text, Title};

/// Bars of one kind, under one heading.
pub struct Group {
    pub heading: String,
    pub bars: Vec<Bar>,
}

pub struct Bar {
    pub label: String,
    pub nanoseconds: f64,
    pub is_ours: bool,
}

/// Times against lengths.
pub struct Curve {
    pub label: String,
    pub points: Vec<(f64, f64)>,
}

/// Horizontal bars; the times are in nanoseconds.
#[must_use]
pub fn bars(title: &str, description: &str, groups: &[Group]) -> String {
    const BAR: f64 = 20.0;
    const LEFT: f64 = 330.0;
    let times = || groups.iter().flat_map(|group| &group.bars).map(|bar| bar.nanoseconds);
    let bottom = groups.iter().fold(TOP, |y, group| y + BAR * (group.bars.len() as f64 + 2.0));
    let axis = Axis::of(times(), LEFT, WIDTH - 90.0);
    let mut sheet = Sheet::new(bottom + 40.0, title, description);
    for tick in axis.decades() {
        let x = axis.place(tick);
        sheet.line("grid", (x, TOP), (x, bottom));
        sheet.text("middle faint", (x, bottom + 18.0), &time(tick));
    }
    let mut y = TOP;
    for group in groups {
        y += BAR * 1.5;
        sheet.text("bold", (MARGIN, y), &group.heading);
        y += BAR * 0.5;
        for bar in &group.bars {
            let end = axis.place(bar.nanoseconds);
            let class = if bar.is_ours { "ours" } else { "theirs" };
            sheet.text(
                if bar.is_ours { "end bold" } else { "end" },
                (LEFT - 10.0, y + 14.0),
                &bar.label,
            );
            sheet.rectangle(class, (LEFT, y + 2.0), (end - LEFT, BAR - 4.0));
            sheet.text("", (end + 8.0, y + 14.0), &time(bar.nanoseconds));
            y += BAR;
        }
    }
    sheet.finish()
}

/// Times in nanoseconds against lengths in bytes.
#[must_use]
pub fn curves(title: &str, description: &str, curves: &[Curve]) -> String {
    const BOTTOM: f64 = 600.0;
    const LEFT: f64 = 90.0;
    const RIGHT: f64 = 760.0;
    const LABEL: f64 = 18.0;
    let points = || curves.iter().flat_map(|curve| &curve.points);
    let (low, high) = bounds(points().map(|(x, _)| *x));
    let lengths = Axis { low, high, start: LEFT, end: RIGHT };
    let times = Axis::of(points().map(|(_, y)| *y), BOTTOM, TOP);
    let mut sheet = Sheet::new(BOTTOM + 60.0, title, description);

    let mut length = low;
    while length <= high {
        let x = lengths.place(length);
        sheet.line("grid", (x, TOP), (x, BOTTOM));
        sheet.text("middle faint", (x, BOTTOM + 18.0), &bytes(length));
        length *= 4.0;
    }
    sheet.text("middle", (f64::midpoint(LEFT, RIGHT), BOTTOM + 42.0), "length of the text");
    for tick in times.decades() {
        let y = times.place(tick);
        sheet.line("grid", (LEFT, y), (RIGHT, y));
        sheet.text("end faint", (LEFT - 8.0, y + 4.0), &time(tick));
    }
    // Linear growth, through the upper right corner.
    let left = (LEFT, times.place(times.high * low / high));
    sheet.line("guide", left, (RIGHT, TOP));

    let mut by_height: Vec<(usize, &Curve)> = curves.iter().enumerate().collect();
    let last = |curve: &Curve| curve.points.last().map_or(1.0, |(_, y)| *y);
    by_height.sort_by(|(_, a), (_, b)| last(b).total_cmp(&last(a)));
    let mut label_y = TOP;
    for (i, curve) in by_height {
        let hue = i * 360 / curves.len();
        let place =
            |(x, y): &(f64, f64)| format!("{:.1},{:.1}", lengths.place(*x), times.place(*y));
        let points: Vec<String> = curve.points.iter().map(place).collect();
        let colour = format!("hsl({hue} 65% 50%)");
        sheet.curve(&colour, &points.join(" "));
        let y = times.place(last(curve));
        label_y = y.max(label_y + LABEL);
        sheet.curve(&colour, &format!("{RIGHT:.1},{y:.1} {:.1},{label_y:.1}", RIGHT + 18.0));
        sheet.text("", (RIGHT + 24.0, label_y + 4.0), &curve.label);
    }
    sheet.finish()
}

const WIDTH: f64 = 1072.0;
const MARGIN: f64 = 24.0;
const TOP: f64 = 60.0;

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

struct Sheet(Document);

impl Sheet {
    fn new(height: f64, title: &str, description: &str) -> Self {
        let document = Document::new()
            .set("viewBox", (0, 0, WIDTH, height))
            .set("width", WIDTH)
            .set("height", height)
            .set("role", "img")
            .add(Title::new(title))
            .add(Description::new().add(svg::node::Text::new(description)))
            .add(Style::new(include_str!("chart.css")));
        let mut sheet = Self(document);
        sheet.rectangle("paper", (0.0, 0.0), (WIDTH, height));
        sheet.text("title", (MARGIN, 36.0), title);
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
