//! How the time for a verdict grows with the length of the text, for ten hostile shapes.
//!
//! ```sh
//! cargo bench --bench growth
//! cargo bench --bench growth -- --figures growth.tsv # in benches/
//! ```
//!
//! Prints the slope of time against length, both logarithmic, for each shape in each place, and
//! fails if one of them is above the limit.

use std::error::Error;
use std::fs;
use std::hint::black_box;
use std::process::ExitCode;
use std::time::Duration;

use cpu_time::ThreadTime;
use live_record_notify::{DomainName, NotifyUrl, Policy};
use live_record_notify_benches::hostile::{Place, SHAPES, Shape};
use live_record_notify_benches::statistics::{LONG, slope, slope_from};
use live_record_notify_benches::{chart, figures};

/// 64 B to 1 MiB.
const LENGTHS: [usize; 8] = [1 << 6, 1 << 8, 1 << 10, 1 << 12, 1 << 14, 1 << 16, 1 << 18, 1 << 20];

/// The last of them.
const LONGEST: f64 = (1 << 20) as f64;

/// Linear time has slope 1, and a square 2. Between the two, what does not fit into a cache any more
/// accounts for little: slopes above 1.04 are not seen on an idle machine.
const STEEPEST: f64 = 1.1;

/// How often a steep series is measured anew.
const RETRIES: usize = 3;

fn main() -> Result<ExitCode, Box<dyn Error>> {
    let figures_path = figures::path("growth")?;
    // Longer than any text here, and than what `url` makes of it.
    let policy = Policy::default().max_length(1 << 30)?;

    let mut steep = false;
    let mut slowest_of_each = Vec::new();
    println!("| shape | place | 64 B | 4 KiB | 1 MiB | slope | slope from 4 KiB |");
    println!("|---|---|---:|---:|---:|---:|---:|");
    for shape in SHAPES {
        let mut slowest: Option<Series> = None;
        for place in Place::ALL {
            let mut series = Series::measure(shape, place, &policy);
            // What is steep by chance is not so every time.
            for _ in 0..RETRIES {
                if series.is_steep() {
                    series = series.least(Series::measure(shape, place, &policy));
                }
            }
            steep |= series.is_steep();
            println!("{}", series.row());
            if place != Place::DomainName
                && slowest.as_ref().is_none_or(|other| other.longest() < series.longest())
            {
                slowest = Some(series);
            }
        }
        slowest_of_each.extend(slowest.map(Series::into_figures));
    }
    if let Some(path) = figures_path {
        fs::write(path, figures::write(&slowest_of_each))?;
    }
    if steep {
        eprintln!("growth: time grows faster than length to the power of {STEEPEST}");
        return Ok(ExitCode::FAILURE);
    }
    Ok(ExitCode::SUCCESS)
}

/// Times of one shape in one place, in nanoseconds, by length.
struct Series {
    shape: Shape,
    place: Place,
    points: Vec<(f64, f64)>,
}

impl Series {
    fn measure(shape: Shape, place: Place, policy: &Policy) -> Self {
        let points = LENGTHS.map(|length| {
            let text = shape.text(place, length);
            let nanoseconds = match place {
                Place::DomainName => fastest(|| DomainName::parse(&text).is_ok()),
                _ => fastest(|| NotifyUrl::parse_with(&text, policy).is_ok()),
            };
            (length as f64, nanoseconds)
        });
        Self { shape, place, points: points.into() }
    }

    /// Of two series alike, the lesser time for each length.
    fn least(mut self, other: Self) -> Self {
        for (point, other) in self.points.iter_mut().zip(other.points) {
            point.1 = point.1.min(other.1);
        }
        self
    }

    /// The slope over all lengths, and over the long ones.
    fn slopes(&self) -> [f64; 2] {
        [slope(&self.points), slope_from(LONG, &self.points)]
    }

    fn is_steep(&self) -> bool {
        self.slopes().into_iter().any(|slope| slope > STEEPEST)
    }

    fn at(&self, length: f64) -> f64 {
        let point = self.points.iter().find(|(x, _)| *x == length);
        point.map_or(f64::NAN, |(_, nanoseconds)| *nanoseconds)
    }

    fn longest(&self) -> f64 {
        self.at(LONGEST)
    }

    fn row(&self) -> String {
        let [slope, long] = self.slopes();
        let [short, middle, longest] = [64.0, LONG, LONGEST].map(|at| chart::time(self.at(at)));
        let (shape, place) = (self.shape.name, self.place.name());
        let mark = if self.is_steep() { " **steep**" } else { "" };
        format!(
            "| {shape} | {place} | {short} | {middle} | {longest} | {slope:.2} | {long:.2}{mark} |"
        )
    }

    fn into_figures(self) -> figures::Series {
        let name = format!("{} in the {}", self.shape.name, self.place.name());
        let times = self.points.iter().map(|(length, time)| (length.to_string(), *time));
        figures::Series { name, times: times.collect() }
    }
}

/// Nanoseconds of processor time that `run` takes when nothing else gets in its way: the least of
/// several samples, each long enough for the clock.
fn fastest<T>(run: impl Fn() -> T) -> f64 {
    const SAMPLES: usize = 9;
    const SAMPLE: Duration = Duration::from_millis(1);
    let sample = |times: u32| {
        let start = ThreadTime::now();
        for _ in 0..times {
            black_box(run());
        }
        start.elapsed()
    };
    let mut times = 1;
    while sample(times) < SAMPLE {
        times *= 2;
    }
    let least = (0..SAMPLES).map(|_| sample(times)).min().unwrap_or_default();
    least.as_nanos() as f64 / f64::from(times)
}
