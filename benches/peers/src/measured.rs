//! Medians, in a table.

use std::fmt;
use std::time::Duration;

use live_record_notify_benches::figures::Series;
use live_record_notify_benches::statistics::median;

/// Samples of each contender on each input, in nanoseconds.
pub struct Samples {
    inputs: Vec<&'static str>,
    rows: Vec<(&'static str, Vec<Vec<f64>>)>,
}

impl Samples {
    pub fn new(inputs: Vec<&'static str>, names: impl Iterator<Item = &'static str>) -> Self {
        let empty = vec![Vec::new(); inputs.len()];
        Self { inputs, rows: names.map(|name| (name, empty.clone())).collect() }
    }

    /// Adds that `times` verdicts took `duration`.
    pub fn add(&mut self, contender: usize, input: usize, duration: Duration, times: usize) {
        let nanoseconds = duration.as_nanos() as f64 / times as f64;
        self.rows[contender].1[input].push(nanoseconds);
    }

    pub fn medians(mut self, unit: &'static str) -> Medians {
        let median = |samples: &mut Vec<f64>| (!samples.is_empty()).then(|| median(samples));
        let rows = self
            .rows
            .iter_mut()
            .map(|(name, samples)| (*name, samples.iter_mut().map(median).collect()));
        Medians { unit, rows: rows.collect(), inputs: self.inputs }
    }
}

/// The medians, in nanoseconds.
pub struct Medians {
    unit: &'static str,
    inputs: Vec<&'static str>,
    rows: Vec<(&'static str, Vec<Option<f64>>)>,
}

impl Medians {
    /// The median of the contender `name` on `input`.
    pub fn of(&self, name: &str, input: &str) -> f64 {
        let row = self.rows.iter().find(|(row, _)| *row == name);
        let column = self.inputs.iter().position(|column| *column == input);
        row.zip(column)
            .and_then(|((_, medians), column)| medians[column])
            .unwrap_or_else(|| panic!("{name} was not measured on {input}"))
    }

    /// The medians on `input`, without that of the harness.
    pub fn series(&self, input: &str, name: String) -> Series {
        let column = self.inputs.iter().position(|column| *column == input);
        let time = |(name, medians): &(&'static str, Vec<Option<f64>>)| {
            let nanoseconds = medians[column?]?;
            (*name != HARNESS).then(|| ((*name).into(), nanoseconds))
        };
        Series { name, times: self.rows.iter().filter_map(time).collect() }
    }
}

/// The name of what does nothing: its time is part of every other.
pub const HARNESS: &str = "(nothing)";

/// A row an input, a column a contender.
impl fmt::Display for Medians {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "| ns {} |", self.unit)?;
        for (name, _) in &self.rows {
            write!(f, " `{name}` |")?;
        }
        writeln!(f, "\n|---|{}", "---:|".repeat(self.rows.len()))?;
        for (i, input) in self.inputs.iter().enumerate() {
            write!(f, "| {input} |")?;
            for (_, medians) in &self.rows {
                match medians[i] {
                    Some(median) if median < 20.0 => write!(f, " {median:.2} |")?,
                    Some(median) => write!(f, " {median:.0} |")?,
                    None => f.write_str(" |")?,
                }
            }
            writeln!(f)?;
        }
        Ok(())
    }
}
