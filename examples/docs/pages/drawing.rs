//! What the pictures have in common: a sheet, a style that follows the reader's colour scheme, and
//! the few shapes that are drawn.

use svg::Document;
use svg::node::Node;
use svg::node::element::{Circle, Description, Path, Rectangle, Style, Text, Title};

/// Coordinates are in units of the view box; texts are measured by their number of characters.
pub(super) struct Sheet {
    svg: Document,
}

/// An `img` element asks the reader's colour scheme, not that of the page around it. So the sheet
/// brings its own background: what is drawn stands out from it, whatever the page looks like.
const STYLE: &str = include_str!("style.css");

impl Sheet {
    pub(super) fn new(width: i32, height: i32, title: &str, description: &str) -> Self {
        let svg = Document::new()
            .set("viewBox", (0, 0, width, height))
            .set("width", width)
            .set("height", height)
            .set("role", "img")
            .add(Title::new(title))
            .add(Description::new().add(svg::node::Text::new(description)))
            .add(Style::new(STYLE));
        let mut sheet = Self { svg };
        sheet.rect((0, 0, width, height), "paper", 10);
        sheet.text(MARGIN, 36, "title", title);
        sheet
    }

    /// `place` is left, top, width and height.
    pub(super) fn rect(&mut self, place: (i32, i32, i32, i32), class: &str, radius: i32) {
        self.svg.append(rectangle(place).set("class", class).set("rx", radius));
    }

    pub(super) fn filled(&mut self, place: (i32, i32, i32, i32), colour: &str) {
        self.svg.append(rectangle(place).set("fill", colour));
    }

    /// Marks a place that is too small to be seen.
    pub(super) fn dot(&mut self, (x, y): (i32, i32), colour: &str) {
        let circle = Circle::new().set("class", "dot").set("cx", x).set("cy", y).set("r", 5);
        self.svg.append(circle.set("fill", colour));
    }

    /// The text starts at `x` (or is centred there, or ends there, by its class) and stands on `y`.
    pub(super) fn text(&mut self, x: i32, y: i32, class: &str, text: impl Into<String>) {
        self.svg.append(Text::new(text).set("class", class).set("x", x).set("y", y));
    }

    /// `data` as in the attribute `d` of a path.
    pub(super) fn path(&mut self, class: &str, data: impl Into<String>) {
        self.svg.append(Path::new().set("class", class).set("d", data.into()));
    }

    pub(super) fn finish(self) -> String {
        format!("{}\n", self.svg)
    }
}

/// The space between the border of a sheet and what stands on it.
pub(super) const MARGIN: i32 = 24;

/// How wide `text` of the classes `small mono` is.
pub(super) fn width(text: &str) -> i32 {
    count(text.chars()) * 36 / 5
}

pub(super) fn count<T>(items: impl IntoIterator<Item = T>) -> i32 {
    i32::try_from(items.into_iter().count()).expect("few items")
}

fn rectangle((x, y, width, height): (i32, i32, i32, i32)) -> Rectangle {
    Rectangle::new().set("x", x).set("y", y).set("width", width).set("height", height)
}
