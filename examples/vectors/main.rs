//! Writes what implementations of the rules in other languages are held against: the verdicts on many
//! texts, and the catalogue of reasons, codes, parameters and operations.
//!
//! ```text
//! cargo run --example vectors [DIRECTORY]
//! ```
//!
//! Without a directory they go to `tests/data`, where the JSON schema of each is. `tests/process` fails
//! where those differ from what this would write, and the example `conformance` asks a program the
//! questions.

mod catalogue;
mod questions;

use std::path::{Path, PathBuf};
use std::{env, error, fs};

use test_support::row::{FORMAT, Head, Row};

fn main() -> Result<(), Box<dyn error::Error>> {
    let directory = match env::args_os().nth(1) {
        Some(directory) => PathBuf::from(directory),
        None => Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/data"),
    };
    fs::create_dir_all(&directory)?;
    fs::write(directory.join("verdicts.jsonl"), verdicts()?)?;
    let catalogue = serde_json::to_string_pretty(&catalogue::of_the_crate())?;
    fs::write(directory.join("catalogue.json"), catalogue + "\n")?;
    Ok(())
}

/// One object a line: the head, then the rows.
fn verdicts() -> Result<String, Box<dyn error::Error>> {
    let rows = questions::all()?.into_iter().map(|question| {
        let answer = question.answer(&questions::question_policy(&question)?);
        Ok(Row { question, answer })
    });
    let rows: Vec<Row> = rows.collect::<serde_json::Result<_>>()?;
    let version = env!("CARGO_PKG_VERSION").to_owned();
    let mut text = serde_json::to_string(&Head { format: FORMAT, version, rows: rows.len() })?;
    for row in rows {
        text.push('\n');
        text.push_str(&serde_json::to_string(&row)?);
    }
    Ok(text + "\n")
}
