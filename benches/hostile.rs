//! Texts that are meant to take long: a piece repeated until the text is as long as wanted.

/// A piece, and what its author hopes for.
#[derive(Clone, Copy, Debug)]
pub struct Shape {
    pub name: &'static str,
    pub piece: &'static str,
}

/// Ten shapes.
#[rustfmt::skip]
pub const SHAPES: [Shape; 10] = [
    Shape { name: "letters",            piece: "a" },
    Shape { name: "dots",               piece: "." },
    Shape { name: "percent-encoded",    piece: "%41" },
    Shape { name: "backslashes",        piece: "\\" },
    Shape { name: "at signs",           piece: "@" },
    Shape { name: "A-labels",           piece: "xn--" },
    // One character of three bytes, which compatibility mapping makes eighteen.
    Shape { name: "expanding Unicode",  piece: "\u{fdfa}" },
    Shape { name: "nested encoding",    piece: "%2525" },
    Shape { name: "dot segments",       piece: "/../" },
    Shape { name: "colons and brackets", piece: ":[" },
];

/// Where the pieces stand.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Place {
    Host,
    Path,
    Query,
    /// A domain name, not a URL.
    DomainName,
}

impl Place {
    pub const ALL: [Self; 4] = [Self::Host, Self::Path, Self::Query, Self::DomainName];

    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Host => "host",
            Self::Path => "path",
            Self::Query => "query",
            Self::DomainName => "domain name",
        }
    }
}

impl Shape {
    /// A text of at most `length` bytes, and no more than one piece shorter.
    #[must_use]
    pub fn text(&self, place: Place, length: usize) -> String {
        let (before, behind) = match place {
            Place::Host => ("http://", "/"),
            Place::Path => ("http://example.com/", ""),
            Place::Query => ("http://example.com/?", ""),
            Place::DomainName => ("", ""),
        };
        let pieces = (length - before.len() - behind.len()) / self.piece.len();
        format!("{before}{}{behind}", self.piece.repeat(pieces))
    }
}
