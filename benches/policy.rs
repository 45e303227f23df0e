//! What a policy costs with 10, 1,000 and 100,000 entries of a list, and how `destination` grows with
//! the number of addresses.
//!
//! ```sh
//! cargo bench --bench policy
//! cargo bench --bench policy -- --figures policy.tsv # in benches/
//! ```

use std::error::Error;
use std::fs;
use std::hint::black_box;
use std::process::ExitCode;
use std::time::Duration;

use cpu_time::ThreadTime;
use live_record_notify::{NotifyUrl, Policy};
use live_record_notify_benches::lists::{LISTS, List, SIZES, answer};
use live_record_notify_benches::statistics::slope;
use live_record_notify_benches::{chart, figures};

/// How many different URLs are judged in turn, so that neither the processor's caches nor its branch
/// predictor know the one that comes next.
const URLS: usize = 10_000;

/// How often each size is measured; the least time counts.
const ROUNDS: usize = 100;

/// A verdict under 100,000 entries costs at most this many times one under ten.
const MOST: f64 = 3.0;

/// How often times are measured anew where they miss the goal.
const RETRIES: usize = 5;

/// A policy of 100,000 entries is built in a second.
const LONGEST_BUILDING: f64 = 1e9;

/// `destination` sorts the addresses, and 100,000 of them do not fit into a cache.
const STEEPEST: f64 = 1.1;

fn main() -> Result<ExitCode, Box<dyn Error>> {
    let figures_path = figures::path("policy")?;
    let mut missed = false;
    let mut all = Vec::new();
    println!("| a verdict with | 10 entries | 1,000 | 100,000 | 100,000 / 10 |");
    println!("|---|---:|---:|---:|---:|");
    for list in LISTS {
        let times = verdicts(list)?;
        let ratio = times[2] / times[0];
        missed |= ratio > MOST;
        let [ten, thousand, most] = times.map(chart::time);
        println!("| {} | {ten} | {thousand} | {most} | {ratio:.2} |", list.name);
        all.push(series(list.name, times));
    }
    println!("\n| a policy of 100,000 entries | one by one | TOML | JSON | a clone |");
    println!("|---|---:|---:|---:|---:|");
    for list in LISTS {
        let times = building(list)?;
        missed |= times.iter().any(|time| *time > LONGEST_BUILDING);
        let [one_by_one, toml, json, clone] = times.map(chart::time);
        println!("| {} | {one_by_one} | {toml} | {json} | {clone} |", list.name);
    }
    println!("\n| `destination` | 10 | 1,000 | 100,000 | slope |");
    println!("|---|---:|---:|---:|---:|");
    for (name, times) in destinations()? {
        let points: Vec<_> = SIZES.map(|size| size as f64).into_iter().zip(times).collect();
        let slope = slope(&points);
        missed |= slope > STEEPEST;
        let [ten, thousand, most] = times.map(chart::time);
        println!("| {name} | {ten} | {thousand} | {most} | {slope:.2} |");
        all.push(series(name, times));
    }
    if let Some(path) = figures_path {
        fs::write(path, figures::write(&all))?;
    }
    if missed {
        eprintln!(
            "policy: a ratio above {MOST}, a second to build a policy, or a slope above {STEEPEST}"
        );
        return Ok(ExitCode::FAILURE);
    }
    Ok(ExitCode::SUCCESS)
}

fn series(name: &str, times: [f64; 3]) -> figures::Series {
    let times = SIZES.map(|size| size.to_string()).into_iter().zip(times).collect();
    figures::Series { name: name.into(), times }
}

/// Nanoseconds for a verdict with each number of entries.
fn verdicts(list: List) -> Result<[f64; 3], Box<dyn Error>> {
    let mut cases = Vec::new();
    for size in SIZES {
        let entries = list.entries(size);
        let urls = list.urls(&entries, URLS);
        let policy = list.policy(&entries)?;
        let accepted = accepted(&urls, &policy);
        if accepted.abs_diff(URLS / 2) > URLS / 10 {
            return Err(format!("{}: {accepted} of {URLS} are accepted", list.name).into());
        }
        cases.push((urls, policy, accepted));
    }
    let measure = || {
        least(|at| {
            let (urls, policy, expected) = &cases[at];
            let start = ThreadTime::now();
            let accepted = accepted(urls, policy);
            let time = nanoseconds(start.elapsed());
            assert_eq!(accepted, *expected, "{}", list.name);
            time / URLS as f64
        })
    };
    let mut times = measure();
    // Long lists do not fit into the caches of one core, and the next one is shared with other work.
    for _ in 0..RETRIES {
        if times[2] > MOST * times[0] {
            let again = measure();
            times = std::array::from_fn(|at| times[at].min(again[at]));
        }
    }
    Ok(times)
}

/// Nanoseconds for a policy of 100,000 entries, one by one and from a file, and for its clone.
fn building(list: List) -> Result<[f64; 4], Box<dyn Error>> {
    let entries = list.entries(SIZES[2]);
    let start = ThreadTime::now();
    let policy = list.policy(&entries)?;
    let one_by_one = nanoseconds(start.elapsed());

    let json = format!("{{{:?}: {entries:?}}}", list.key());
    let toml = format!("{} = {entries:?}", list.key());
    let start = ThreadTime::now();
    let from_toml: Policy = toml::from_str(&toml)?;
    let by_toml = nanoseconds(start.elapsed());
    let start = ThreadTime::now();
    let from_json: Policy = serde_json::from_str(&json)?;
    let by_json = nanoseconds(start.elapsed());
    assert!(policy == from_toml && policy == from_json, "{}", list.name);

    let start = ThreadTime::now();
    for _ in 0..1_000 {
        drop(black_box(policy.clone()));
    }
    Ok([one_by_one, by_toml, by_json, nanoseconds(start.elapsed()) / 1e3])
}

fn accepted(urls: &[String], policy: &Policy) -> usize {
    urls.iter().filter(|url| black_box(NotifyUrl::parse_with(url, policy)).is_ok()).count()
}

/// Nanoseconds for an answer of each number of addresses, under the default policy and under one that
/// denies 100,000 networks.
fn destinations() -> Result<[(&'static str, [f64; 3]); 2], Box<dyn Error>> {
    let answers = SIZES.map(answer);
    let url = NotifyUrl::parse("https://example.com/callback")?;
    let times = |policy: &Policy| {
        least(|at| {
            let answer = &answers[at];
            let passes = SIZES[2] / SIZES[at];
            let start = ThreadTime::now();
            for _ in 0..passes {
                let destination = url.destination(answer.iter().copied(), policy);
                assert!(black_box(destination).is_ok());
            }
            nanoseconds(start.elapsed()) / passes as f64
        })
    };
    let default = Policy::default().max_addresses(SIZES[2])?;
    // None of them holds an address of the answers.
    let networks =
        (0..100_000).map(|i| format!("{}.{}.{}.0/24", 128 + i / 65_536, i / 256 % 256, i % 256));
    let long = networks.map(|network| network.parse()).collect::<Result<Vec<_>, _>>()?;
    let long = long.into_iter().try_fold(default.clone(), Policy::deny_network)?;
    Ok([("destination", times(&default)), ("destination, 100,000 deny_network", times(&long))])
}

/// The least of several times for each size, measured in turns.
fn least(mut measure: impl FnMut(usize) -> f64) -> [f64; 3] {
    let mut least = [f64::INFINITY; 3];
    for _ in 0..ROUNDS {
        for (at, least) in least.iter_mut().enumerate() {
            *least = least.min(measure(at));
        }
    }
    least
}

fn nanoseconds(time: Duration) -> f64 {
    time.as_nanos() as f64
}
