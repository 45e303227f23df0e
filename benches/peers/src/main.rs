//! The same inputs through this crate and its peers, in one run: what each answers, and how long it
//! takes.
//!
//! ```sh
//! cargo run --release --manifest-path benches/peers/Cargo.toml
//! cargo run --release --manifest-path benches/peers/Cargo.toml -- --figures benches/peers.tsv
//! ```
//!
//! First every answer is compared with the expected one. Then the samples of all contenders are
//! taken in turns, so that whatever else the machine does hits all alike, and of each the median is
//! printed.

mod addresses;
mod goals;
mod measured;
mod urls;

use std::error::Error;
use std::fs;
use std::path::PathBuf;

use lexopt::{Arg, Parser, ValueExt};
use live_record_notify_benches::figures;
use live_record_notify_benches::inputs::{self, Input};
use live_record_notify_benches::mix::{self, Mix};

const USAGE: &str = "usage: live-record-notify-peers [--rounds N] [--figures FILE]";

fn main() -> Result<(), Box<dyn Error>> {
    let Options { rounds, figures } = Options::from_arguments(Parser::from_env())?;

    urls::check_values();
    let contenders = urls::contenders();
    urls::check_answers(&contenders);
    let classifiers = addresses::contenders();
    addresses::check_controls(&classifiers);

    let urls = urls::measure(&contenders, rounds);
    println!("{urls}");
    let addresses = addresses::measure(&classifiers, rounds);
    println!("{addresses}");
    let batch = goals::batch_speedup(rounds);
    let (rows, let_through) = addresses::let_through(&classifiers);
    println!("Of {rows} rows that are not globally reachable, these are let through:");
    for (peer, rows) in &let_through {
        println!("- {peer}: {rows}");
    }
    println!();
    println!("{}", goals::ratios(&urls));
    println!("{}", goals::other_goals(&addresses, &let_through, batch));

    if let Some(path) = figures {
        let url = |verb, input: Input| urls.series(input.name, format!("{verb} {}", input.text));
        let of_mix = |mix: Mix| urls.series(mix.name, format!("a URL of the {}", mix.name));
        let set = |name| addresses.series(name, format!("an {name} address, public or not"));
        let all = [
            url("accept", inputs::TYPICAL),
            url("refuse", inputs::LOOPBACK),
            of_mix(mix::PATH_LESS),
            set("IPv4"),
            set("IPv6"),
        ];
        fs::write(path, figures::write(&all))?;
    }
    Ok(())
}

struct Options {
    rounds: usize,
    figures: Option<PathBuf>,
}

impl Options {
    fn from_arguments(mut arguments: Parser) -> Result<Self, Box<dyn Error>> {
        let mut options = Self { rounds: 201, figures: None };
        while let Some(argument) = arguments.next()? {
            match argument {
                Arg::Long("rounds") => options.rounds = arguments.value()?.parse()?,
                Arg::Long("figures") => options.figures = Some(arguments.value()?.into()),
                _ => return Err(USAGE.into()),
            }
        }
        if options.rounds == 0 { Err(USAGE.into()) } else { Ok(options) }
    }
}
