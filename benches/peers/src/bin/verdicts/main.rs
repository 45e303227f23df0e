//! The same questions to this crate and its peers: whom each lets inside, and whom it keeps out.
//!
//! ```sh
//! cargo run --release --manifest-path benches/peers/Cargo.toml --bin verdicts
//! cargo run --release --manifest-path benches/peers/Cargo.toml --bin verdicts -- --list ssrf-guard
//! cargo run --release --manifest-path benches/peers/Cargo.toml --bin verdicts -- --check
//! cargo +nightly run --release --manifest-path benches/peers/Cargo.toml --bin verdicts --features nightly -- --write
//! ```
//!
//! Nothing is resolved and nothing is dialled. What the tables show stands in `verdicts.md`: `--write`
//! writes it, `--check` fails if it is stale, and `--list` prints every row that one peer was asked, or
//! with `set-aside` those that count for nobody.

#![cfg_attr(feature = "nightly", feature(ip))]

mod count;
mod peers;
mod rows;
mod tables;
mod truth;

use std::error::Error;
use std::io::{self, Write};
use std::path::Path;
use std::{fs, panic};

use lexopt::{Arg, Parser, ValueExt};

use crate::count::Verdicts;

const USAGE: &str = "usage: verdicts [--list PEER | --list set-aside | --check | --write]";

enum Task {
    Print,
    List(String),
    Check,
    Write,
}

fn main() -> Result<(), Box<dyn Error>> {
    let task = task(Parser::from_env())?;
    let rows = rows::all();
    let peers = peers::all();
    // A peer that panics is counted, and its message is nobody's business.
    panic::set_hook(Box::new(|_| ()));
    let verdicts: Vec<Verdicts> = peers.iter().map(|peer| Verdicts::of(peer, &rows)).collect();
    drop(panic::take_hook());

    let page = tables::page(&peers, &rows, &verdicts);
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("verdicts.md");
    match task {
        Task::Print => print(&page)?,
        Task::List(name) if name == "set-aside" => print(&tables::set_aside(&rows))?,
        Task::List(name) => {
            let at = peers.iter().position(|peer| peer.name == name);
            let names: Vec<_> = peers.iter().map(|peer| peer.name).collect();
            let at = at.ok_or_else(|| format!("no such peer: one of {}", names.join(", ")))?;
            print(&tables::list(&rows, &verdicts[at]))?;
        }
        Task::Check => {
            if tables::comparable(&fs::read_to_string(path)?) != tables::comparable(&page) {
                return Err("benches/peers/verdicts.md is stale: run it with --write".into());
            }
        }
        Task::Write if cfg!(feature = "nightly") => fs::write(path, page)?,
        Task::Write => {
            return Err("the row of std wants --features nightly, and a nightly compiler".into());
        }
    }
    Ok(())
}

fn task(mut arguments: Parser) -> Result<Task, Box<dyn Error>> {
    let task = match arguments.next()? {
        None => Task::Print,
        Some(Arg::Long("list")) => Task::List(arguments.value()?.parse()?),
        Some(Arg::Long("check")) => Task::Check,
        Some(Arg::Long("write")) => Task::Write,
        Some(_) => return Err(USAGE.into()),
    };
    if arguments.next()?.is_some() { Err(USAGE.into()) } else { Ok(task) }
}

/// A reader that went away, such as `head`, is no fault.
fn print(text: &str) -> io::Result<()> {
    match io::stdout().write_all(text.as_bytes()) {
        Err(error) if error.kind() == io::ErrorKind::BrokenPipe => Ok(()),
        written => written,
    }
}
