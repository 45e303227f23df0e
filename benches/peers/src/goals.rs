//! How far the crate is to be ahead, and how far it is.

use std::time::Duration;

use live_record_notify_benches::inputs::Input;
use live_record_notify_benches::mix::MIXES;
use live_record_notify_benches::statistics::median;
use live_record_notify_benches::{batch, inputs};

use crate::addresses::{CLASSIFY, IPNET};
use crate::measured::Medians;
use crate::urls::{ADA, ADA_CAN_PARSE, PARSE, URL};

/// How many times as many URLs two threads judge in the time that one thread takes.
pub fn batch_speedup(rounds: usize) -> f64 {
    const PASSES: u64 = 10;
    let urls = inputs::mixed_urls(10_000);
    // As many are accepted in two shares as in one.
    let (first, second) = urls.split_at(urls.len() / 2);
    let accepted = batch::accepted(&urls);
    assert_eq!(batch::accepted(first) + batch::accepted(second), accepted);
    assert!(urls.len() / 2 < accepted && accepted < urls.len(), "the batch is mixed");

    let mut times = [const { Vec::new() }; 2];
    for _ in 0..=rounds / 4 {
        for (threads, times) in (1..).zip(&mut times) {
            times.push(batch::time(&urls, threads, PASSES));
        }
    }
    let [one, two] =
        times.map(|times| median(&mut times.iter().map(Duration::as_secs_f64).collect::<Vec<_>>()));
    one / two
}

/// How many times as long as a peer `NotifyUrl::parse` may take.
#[derive(Clone, Copy)]
struct Goal {
    limit: f64,
    peer: &'static str,
}

/// `can_parse` copies nothing and looks at no byte of path and query; the others write the URL, as
/// this crate does. Text without a scheme has no goal: no parser looks where it leads.
const GOALS: [(&[Input], Goal); 6] = [
    (&inputs::CANONICAL, Goal { limit: 1.0, peer: ADA_CAN_PARSE }),
    (&[inputs::LONG], Goal { limit: 1.5, peer: ADA_CAN_PARSE }),
    (&inputs::REWRITTEN, Goal { limit: 1.0, peer: ADA }),
    (&[inputs::U_LABEL], Goal { limit: 1.0, peer: URL }),
    (&inputs::UNSAFE, Goal { limit: 1.0, peer: ADA_CAN_PARSE }),
    (&inputs::MALFORMED, Goal { limit: 0.8, peer: URL }),
];

const MIX_GOAL: Goal = Goal { limit: 0.7, peer: ADA };

/// `NotifyUrl::parse` beside the parsers, and whether the goal is reached: a row an input.
pub fn ratios(urls: &Medians) -> String {
    const PEERS: [&str; 3] = [ADA_CAN_PARSE, ADA, URL];
    let short = |peer: &'static str| peer.trim_end_matches(" (parser)");
    let row = |input: &str, goal: Option<Goal>| {
        let ratio = |peer| urls.of(PARSE, input) / urls.of(peer, input);
        let ratios = PEERS.map(|peer| format!("{:.2}", ratio(peer))).join(" | ");
        let (limit, verdict) = goal.map_or_else(Default::default, |Goal { limit, peer }| {
            (format!("≤ {limit} × {}", short(peer)), verdict(ratio(peer) <= limit))
        });
        format!("| {input} | {ratios} | {limit} | {verdict} |\n")
    };
    let mixes = MIXES.iter().map(|mix| row(mix.name, Some(MIX_GOAL)));
    let inputs = GOALS
        .iter()
        .flat_map(|(inputs, goal)| inputs.iter().map(|input| row(input.name, Some(*goal))));
    let others = inputs::WITHOUT_SCHEME.iter().map(|input| row(input.name, None));
    let head = format!("| `NotifyUrl::parse` / | {} | goal | |\n", PEERS.map(short).join(" | "));
    let rows: String = mixes.chain(inputs).chain(others).collect();
    head + "|---|---:|---:|---:|---|---|\n" + &rows
}

/// One row a goal for addresses and threads. `let_through` tells the most complete peer.
pub fn other_goals(addresses: &Medians, let_through: &[(&str, usize)], speedup: f64) -> String {
    // The scan knows what its author knew: it is no judge of its own.
    let peers = let_through.iter().filter(|(peer, _)| *peer != IPNET);
    let (most_complete, _) = peers.min_by_key(|(_, rows)| rows).expect("a peer");

    let row = |goal: &str, limit: &str, measured: f64, is_reached: bool| {
        format!("| {goal} | {limit} | {measured:.2} | {} |\n", verdict(is_reached))
    };
    let of_family = |family| {
        let ours = addresses.of(CLASSIFY, family);
        let ratio = ours / addresses.of(most_complete, family);
        let time = format!("`classify`, {family}, ns per address");
        let peer = format!("`classify`, {family} / the most complete peer, {most_complete}");
        row(&time, "≤ 2", ours, ours <= 2.0) + &row(&peer, "≤ 0.6", ratio, ratio <= 0.6)
    };
    let head = String::from("| goal | limit | measured | |\n|---|---:|---:|---|\n");
    let threads = row("two threads / one thread, throughput", "≥ 1.9", speedup, speedup >= 1.9);
    head + &of_family("IPv4") + &of_family("IPv6") + &threads
}

fn verdict(is_reached: bool) -> &'static str {
    if is_reached { "reached" } else { "**missed**" }
}
