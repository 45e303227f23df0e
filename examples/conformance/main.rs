//! Holds another implementation of the rules against the verdicts of this one.
//!
//! ```sh
//! cargo run --example conformance -- [--expected-failures FILE] COMMAND [ARGUMENT]...
//! ```
//!
//! The command gets the questions of `tests/data/verdicts.jsonl` on its standard input, one JSON object
//! a line, and writes the answer to each as a line to its standard output, in their order:
//! `tests/data/verdicts.schema.json` describes both. `examples/answer.rs` is such a program.
//!
//! A file of expected failures has the questions whose answers are known to differ, one a line, as they
//! are printed here; empty lines and those that start with `#` are comments. A question that is in it
//! and whose answer is right fails the run as well.
//!
//! Exit status: 0 all as expected; 1 not; 2 the command or a file could not be used.

use std::collections::HashSet;
use std::error::Error;
use std::ffi::OsString;
use std::io::{BufRead, BufReader, Write};
use std::path::Path;
use std::process::{Command, ExitCode, Stdio};
use std::{env, fs, thread};

use serde_json::to_string;
use test_support::row::{Answer, FORMAT, Head, Row};

fn main() -> ExitCode {
    match run() {
        Ok(true) => ExitCode::SUCCESS,
        Ok(false) => ExitCode::from(1),
        Err(error) => {
            eprintln!("conformance: {error}");
            ExitCode::from(2)
        }
    }
}

/// Whether all answers are as expected.
fn run() -> Result<bool, Box<dyn Error>> {
    let mut arguments = env::args_os().skip(1).peekable();
    let file = arguments.next_if(|argument| argument == "--expected-failures");
    let mut known = match file.map(|_| arguments.next().ok_or("no FILE")).transpose()? {
        Some(file) => expected_failures(file.as_ref())?,
        None => HashSet::new(),
    };
    let rows = rows()?;
    let answers = ask(&rows, &arguments.collect::<Vec<_>>())?;
    let (mut failures, mut wrong) = (0, 0);
    for (row, answer) in rows.iter().zip(&answers) {
        let question = to_string(&row.question)?;
        let (is_known, is_right) = (known.remove(&question), row.answer == *answer);
        failures += usize::from(is_known && !is_right);
        if is_known == is_right {
            wrong += 1;
            let expected = if is_known { "a failure".to_owned() } else { to_string(&row.answer)? };
            println!("{question}\n  expected {expected}\n  answered {}", to_string(answer)?);
        }
    }
    for question in &known {
        println!("{question}\n  expected to fail, and never asked");
    }
    println!("{} rows, {failures} expected failures, {wrong} wrong", rows.len());
    Ok(wrong == 0 && known.is_empty())
}

fn rows() -> Result<Vec<Row>, Box<dyn Error>> {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/data/verdicts.jsonl");
    let text = fs::read_to_string(path)?;
    let (head, lines) = text.split_once('\n').ok_or("no rows")?;
    let head: Head = serde_json::from_str(head)?;
    let rows: Vec<Row> = lines.lines().map(serde_json::from_str).collect::<Result<_, _>>()?;
    if (head.format, head.rows) != (FORMAT, rows.len()) {
        return Err(format!("{head:?}, and {} rows", rows.len()).into());
    }
    Ok(rows)
}

fn expected_failures(path: &Path) -> Result<HashSet<String>, Box<dyn Error>> {
    let text = fs::read_to_string(path).map_err(|error| format!("{}: {error}", path.display()))?;
    let lines = text.lines().filter(|line| !line.is_empty() && !line.starts_with('#'));
    Ok(lines.map(str::to_owned).collect())
}

/// What the command answers, in the order of the rows.
fn ask(rows: &[Row], command: &[OsString]) -> Result<Vec<Answer>, Box<dyn Error>> {
    let [program, arguments @ ..] = command else { return Err("no COMMAND".into()) };
    let mut child = Command::new(program)
        .args(arguments)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .map_err(|error| format!("{}: {error}", program.display()))?;
    let (stdin, stdout) = (child.stdin.take(), child.stdout.take());
    let (mut stdin, stdout) = stdin.zip(stdout).ok_or("no pipes")?;
    let questions: Vec<_> =
        rows.iter().map(|row| to_string(&row.question)).collect::<Result<_, _>>()?;
    // By a thread of its own, since a command may answer before it has read all.
    let writer = thread::spawn(move || {
        questions.iter().try_for_each(|question| writeln!(stdin, "{question}"))
    });
    let answers = BufReader::new(stdout).lines().zip(1..).map(|(line, number)| {
        let line = line?;
        serde_json::from_str(&line).map_err(|error| format!("answer {number}: {error}").into())
    });
    let answers: Vec<Answer> = answers.collect::<Result<_, Box<dyn Error>>>()?;
    let status = child.wait()?;
    if !status.success() || answers.len() != rows.len() {
        return Err(format!("{status}: {} answers to {} rows", answers.len(), rows.len()).into());
    }
    writer.join().map_err(|_| "the questions were not written")??;
    Ok(answers)
}
