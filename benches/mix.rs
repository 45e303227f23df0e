//! URLs in the proportions of public collections, made up.

use crate::inputs::Input;
use crate::random::Random;

/// The proportions.
#[derive(Clone, Copy, Debug)]
pub struct Mix {
    pub name: &'static str,
    /// How many of a thousand URLs have which flaw. The others are canonical and accepted.
    flaws: &'static [(Flaw, usize)],
}

/// Why a URL is not accepted as it is.
#[derive(Clone, Copy, Debug)]
enum Flaw {
    PathLess,
    Fragment,
    DotlessHost,
    Backslash,
}

pub const CANONICAL: Mix = Mix { name: "mix, canonical", flaws: &[(Flaw::Backslash, 5)] };

pub const PATH_LESS: Mix = Mix {
    name: "mix, 5 % path-less",
    flaws: &[(Flaw::PathLess, 50), (Flaw::Fragment, 5), (Flaw::DotlessHost, 5)],
};

pub const MIXES: [Mix; 2] = [CANONICAL, PATH_LESS];

impl Mix {
    /// `count` URLs of 45 bytes on average, in random but fixed order. Their texts are never freed.
    #[must_use]
    pub fn urls(self, count: usize) -> Vec<Input> {
        let mut random = Random::from_seed(45);
        (0..count).map(|_| self.url(&mut random)).collect()
    }

    fn url(self, random: &mut Random) -> Input {
        let flaw = self.flaw(random.below(1000));
        let host = match flaw {
            Some(Flaw::DotlessHost) => random.one_of(&WORDS),
            _ => host(random).leak(),
        };
        let origin = format!("{}://{host}", random.one_of(&["http", "https"]));
        let url = format!("{origin}{}", path_and_query(random));
        match flaw {
            None => Input::canonical(self.name, url.leak(), host),
            Some(Flaw::PathLess) => {
                let href = format!("{origin}/").leak();
                Input::rewritten(self.name, origin.leak(), href, host)
            }
            Some(Flaw::Fragment) => {
                let url = &*format!("{url}#{}", random.one_of(&WORDS)).leak();
                Input::malformed(self.name, url, Some(url), host)
            }
            Some(Flaw::DotlessHost) => Input::misleading(self.name, url.leak(), host),
            Some(Flaw::Backslash) => {
                let user = random.one_of(&WORDS);
                let text = format!("{origin}/\\%7E{user}/").leak();
                let href = format!("{origin}//%7E{user}/").leak();
                Input::malformed(self.name, text, Some(href), host)
            }
        }
    }

    /// The flaw of the URL that is the `number`th of a thousand.
    fn flaw(self, number: usize) -> Option<Flaw> {
        let mut end = 0;
        let is_reached = |(_, share): &&(Flaw, usize)| {
            end += share;
            number < end
        };
        self.flaws.iter().find(is_reached).map(|(flaw, _)| *flaw)
    }
}

fn host(random: &mut Random) -> String {
    let first = match random.below(20) {
        0..9 => "www.".to_owned(),
        9..14 => format!("{}.", random.one_of(&WORDS)),
        14..16 => format!("{}{}.", random.one_of(&WORDS), random.below(100)),
        _ => String::new(),
    };
    let second = match random.below(10) {
        0..4 => random.one_of(&WORDS).to_owned(),
        4..8 => format!("{}{}", random.one_of(&WORDS), random.one_of(&WORDS)),
        _ => format!("{}-{}", random.one_of(&WORDS), random.one_of(&WORDS)),
    };
    format!("{first}{second}{}", random.one_of(&ENDS))
}

fn path_and_query(random: &mut Random) -> String {
    let segments: String = (0..random.below(4)).map(|_| segment(random)).collect();
    let end = match random.below(20) {
        0..8 => random.one_of(&FILES).to_owned(),
        8..10 => format!("?{}={}", random.one_of(&WORDS), random.below(1_000_000)),
        10 => format!("{}%20{}.pdf", random.one_of(&WORDS), random.one_of(&WORDS)),
        _ => String::new(),
    };
    format!("/{segments}{end}")
}

fn segment(random: &mut Random) -> String {
    match random.below(16) {
        0..8 => format!("{}/", random.one_of(&WORDS)),
        8..10 => format!("{}-{}/", random.one_of(&WORDS), random.one_of(&WORDS)),
        10 => format!("~{}/", random.one_of(&WORDS)),
        11 => format!("{}/", random.one_of(&WORDS).to_uppercase()),
        12..14 => format!("{}/", random.below(1_000_000)),
        14 => format!("{}_{}/", random.one_of(&WORDS), random.below(100)),
        _ => format!("{:016x}/", random.next()),
    }
}

#[rustfmt::skip]
const WORDS: [&str; 32] = [
    "action", "api", "art", "blog", "callback", "cloud", "company", "design", "event", "forum",
    "garden", "history", "hooks", "images", "journal", "kitchen", "library", "live", "music", "news",
    "notify", "office", "people", "photo", "record", "research", "shop", "stream", "translation",
    "users", "video", "wiki",
];

/// How host names end, the common one more than once.
#[rustfmt::skip]
const ENDS: [&str; 12] = [
    ".com", ".com", ".com", ".com", ".org", ".net", ".de", ".fr", ".io", ".co.uk", ".com.br", ".ne.jp",
];

const FILES: [&str; 6] =
    ["index.html", "index.php", "home.htm", "Default.aspx", "archive.tar.gz", "main_en.html"];
