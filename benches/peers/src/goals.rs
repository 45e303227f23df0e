//! How far the crate is to be ahead, and how far it is.

use std::time::Duration;

use live_record_notify_benches::inputs::Input;
use live_record_notify_benches::statistics::median;
use live_record_notify_benches::{batch, inputs};

use crate::addresses::{CLASSIFY, IPNET};
use crate::measured::Medians;
use crate::urls::{ADA, ADA_CAN_PARSE, AGENT_FETCH, PARSE, PARSE_OWNED, URL};

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

/// One row a goal, and whether it is reached. `let_through` tells the most complete peer.
pub fn table(
    urls: &Medians,
    addresses: &Medians,
    let_through: &[(&str, usize)],
    speedup: f64,
) -> String {
    let parse = |theirs, input: &str| urls.of(PARSE, input) / urls.of(theirs, input);
    let typical = inputs::TYPICAL.name;
    let in_its_buffer = urls.of(PARSE_OWNED, typical) / urls.of(ADA_CAN_PARSE, typical);
    let needs_url = [inputs::UPPER_CASE, inputs::IDN, inputs::OBFUSCATED].map(|input| input.name);
    let slowest = needs_url.map(|input| parse(URL, input)).into_iter().fold(0.0, f64::max);

    // The scan knows what its author knew: it is no judge of its own.
    let peers = let_through.iter().filter(|(peer, _)| *peer != IPNET);
    let (most_complete, _) = peers.min_by_key(|(_, rows)| rows).expect("a peer");

    let mut table = String::from("| goal | limit | measured | |\n|---|---:|---:|---|\n");
    let mut row = |goal: &str, limit: String, measured: f64, is_reached: bool| {
        let verdict = if is_reached { "reached" } else { "**missed**" };
        table.extend(["| ", goal, " | ", &limit, &format!(" | {measured:.2} | {verdict} |\n")]);
    };
    let mut at_most = |goal: &str, limit: f64, measured: f64| {
        row(goal, format!("≤ {limit}"), measured, measured <= limit);
    };
    at_most("`NotifyUrl::parse` / `ada-url` parse", 0.45, parse(ADA, typical));
    at_most("`NotifyUrl::parse` / `url::Url::parse`", 0.16, parse(URL, typical));
    at_most("`NotifyUrl::parse` / `agent-fetch` validate_url", 0.13, parse(AGENT_FETCH, typical));
    at_most("`TryFrom<String>` / `ada-url` can_parse", 0.75, in_its_buffer);
    at_most(
        "refusing `http://127.0.0.1/` / `ada-url` can_parse of it",
        1.0,
        parse(ADA_CAN_PARSE, inputs::LOOPBACK.name),
    );
    at_most("text that needs `url` / `url::Url::parse` of it, the worst of three", 1.25, slowest);
    for family in ["IPv4", "IPv6"] {
        let ours = addresses.of(CLASSIFY, family);
        at_most(&format!("`classify`, {family}, ns per address"), 2.0, ours);
        let goal = format!("`classify`, {family} / the most complete peer, {most_complete}");
        at_most(&goal, 0.6, ours / addresses.of(most_complete, family));
    }
    row("two threads / one thread, throughput", "≥ 1.9".to_owned(), speedup, speedup >= 1.9);
    table
}

/// `NotifyUrl::parse` beside the parsers, for each canonical text that is accepted.
pub fn ratios(urls: &Medians) -> String {
    let canonical = || inputs::ACCEPTED.into_iter().filter(Input::is_canonical);
    let names: Vec<_> = canonical().map(|input| input.name).collect();
    let row = |peer: &&str| {
        let ratio = |name: &&str| format!(" {:.2} |", urls.of(PARSE, name) / urls.of(peer, name));
        format!("| {peer} |{}\n", names.iter().map(ratio).collect::<String>())
    };
    let head = format!("| `NotifyUrl::parse` / | {} |\n", names.join(" | "));
    let rule = format!("|---|{}\n", "---:|".repeat(names.len()));
    head + &rule + &[ADA, ADA_CAN_PARSE, URL, AGENT_FETCH].iter().map(row).collect::<String>()
}
