//! Answers the questions of the example `conformance`, as the crate does: the model of a program for
//! an implementation in another language.
//!
//! ```sh
//! cargo build --example answer
//! cargo run --example conformance -- target/debug/examples/answer
//! ```

use std::error::Error;
use std::io::{self, BufRead, Write};

use live_record_notify::Policy;
use test_support::row::Question;

fn main() -> Result<(), Box<dyn Error>> {
    let mut out = io::stdout().lock();
    for line in io::stdin().lock().lines() {
        let question: Question = serde_json::from_str(&line?)?;
        let policy = question.policy.clone();
        let policy = policy.map_or_else(|| Ok(Policy::default()), serde_json::from_value)?;
        writeln!(out, "{}", serde_json::to_string(&question.answer(&policy))?)?;
    }
    Ok(())
}
