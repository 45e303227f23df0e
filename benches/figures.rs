//! The figures that the pictures are drawn from: `peers.tsv`, `growth.tsv` and `policy.tsv`.
//!
//! A line is the name of a series, what was measured, and nanoseconds, separated by tabs. The lines
//! of a series stand together.

use std::env;
use std::path::PathBuf;

/// Times under one name, each with what took that time.
#[derive(Debug, PartialEq)]
pub struct Series {
    pub name: String,
    pub times: Vec<(String, f64)>,
}

/// The file that the bench `name` is told to write its figures to.
///
/// # Errors
///
/// Other arguments than `--figures FILE`, and `--bench`, which `cargo bench` adds of its own.
pub fn path(name: &str) -> Result<Option<PathBuf>, String> {
    let mut arguments = env::args_os().skip(1).filter(|argument| argument != "--bench");
    match (arguments.next(), arguments.next(), arguments.next()) {
        (None, ..) => Ok(None),
        (Some(option), Some(path), None) if option == "--figures" => Ok(Some(path.into())),
        _ => Err(format!("usage: cargo bench --bench {name} [-- --figures FILE]")),
    }
}

#[must_use]
pub fn write(all: &[Series]) -> String {
    let mut rows = Vec::new();
    for Series { name, times } in all {
        for (label, nanoseconds) in times {
            // The pictures cannot show a hundredth of a nanosecond.
            rows.push(format!("{name}\t{label}\t{nanoseconds:.2}\n"));
        }
    }
    rows.concat()
}

/// # Errors
///
/// A line that is not a row of a name, a label and a time above zero.
pub fn read(text: &str) -> Result<Vec<Series>, String> {
    let mut all: Vec<Series> = Vec::new();
    for line in text.lines() {
        let (name, time) = row(line).ok_or_else(|| format!("not a row of figures: {line}"))?;
        match all.last_mut() {
            Some(series) if series.name == name => series.times.push(time),
            _ => all.push(Series { name: name.into(), times: vec![time] }),
        }
    }
    Ok(all)
}

fn row(line: &str) -> Option<(&str, (String, f64))> {
    let mut cells = line.split('\t');
    let (name, label, time) = (cells.next()?, cells.next()?, cells.next()?.parse().ok()?);
    (cells.next().is_none() && time > 0.0).then(|| (name, (label.into(), time)))
}
