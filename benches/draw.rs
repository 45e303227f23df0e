//! Draws `peers.svg`, `growth.svg` and `policy.svg` from `peers.tsv`, `growth.tsv` and `policy.tsv`, the
//! figures that the benches stored.
//!
//! ```sh
//! cargo run --package live-record-notify-benches            # draws all
//! cargo run --package live-record-notify-benches -- --check # fails if one of them is stale
//! ```

use std::error::Error;
use std::num::ParseFloatError;
use std::path::Path;
use std::{env, fs};

use live_record_notify_benches::chart::{self, COUNT, Caption, Curve, LENGTH};
use live_record_notify_benches::figures::{self, Series};

fn main() -> Result<(), Box<dyn Error>> {
    let arguments: Vec<String> = env::args().skip(1).collect();
    let is_check = match &arguments[..] {
        [] => false,
        [option] if option == "--check" => true,
        _ => return Err("usage: draw [--check]".into()),
    };
    let directory = Path::new(env!("CARGO_MANIFEST_DIR"));
    let figures = |name| -> Result<Vec<Series>, Box<dyn Error>> {
        Ok(figures::read(&fs::read_to_string(directory.join(name))?)?)
    };
    let pictures = [
        ("peers.svg", chart::bars(&PEERS, &figures("peers.tsv")?)),
        ("growth.svg", chart::curves(&GROWTH, &LENGTH, &curves(figures("growth.tsv")?)?)),
        ("policy.svg", chart::curves(&POLICY, &COUNT, &curves(figures("policy.tsv")?)?)),
    ];
    for (name, picture) in pictures {
        let path = directory.join(name);
        if !is_check {
            fs::write(path, picture)?;
        } else if fs::read_to_string(path)? != picture {
            let mend = "cargo run --package live-record-notify-benches";
            return Err(format!("benches/{name} is stale: {mend}").into());
        }
    }
    Ok(())
}

const PEERS: Caption = Caption {
    title: "Time for a verdict, beside other crates",
    note: "Median of one run, on a logarithmic axis: lower is better.",
    description: "What is marked as a parser does not judge where a URL leads.",
};

const GROWTH: Caption = Caption {
    title: "Time for a verdict against length: ten hostile shapes",
    note: "Both axes are logarithmic: lower is better. Each shape is shown where it takes longest.",
    description: "The dashed line is linear growth: its slope is 1.",
};

const POLICY: Caption = Caption {
    title: "Time for a verdict against the entries of a policy, and for a destination",
    note: "Both axes are logarithmic: lower is better. Each entry and address is different.",
    description: "The dashed line is linear growth: its slope is 1.",
};

/// A series is a curve, and its labels are lengths in bytes, or numbers.
fn curves(all: Vec<Series>) -> Result<Vec<Curve>, ParseFloatError> {
    let mut curves = Vec::new();
    for Series { name, times } in all {
        let point = |(length, time): &(String, f64)| Ok((length.parse()?, *time));
        curves.push(Curve {
            label: name,
            points: times.iter().map(point).collect::<Result<_, _>>()?,
        });
    }
    Ok(curves)
}
