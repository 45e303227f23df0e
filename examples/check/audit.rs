//! Judges the callback URLs of a table, one a line, and counts the reasons of those that are refused.
//!
//! ```sh
//! cargo run --release --example audit -- urls.txt
//! cargo run --release --example audit -- --help
//! ```
//!
//! It shares its modules with the program `check`, which shows what is wrong with one URL.

mod failure;
mod lines;
mod pipeline;
mod policy_file;
mod tally;
mod verdict;
mod visible;

use std::fs::{self, File, OpenOptions};
use std::io::{self, BufRead, BufReader, BufWriter, IsTerminal, Seek, Write};
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::thread;
use std::time::{Duration, Instant};

use lexopt::{Arg, Parser, ValueExt};
use serde_json::json;

use crate::failure::{Failure, STDIN, STDOUT};
use crate::pipeline::Pipeline;
use crate::tally::{Row, Tally};

const HELP: &str = "\
Judges a table of callback URLs, one a line, as NotifyUrls, and counts how many
are accepted, and how many are refused for each reason. Nothing is resolved: an
accepted name can still have a private address.

Usage: audit [OPTION]... FILE
       audit [OPTION]... -

  FILE                  read the lines of this file; they end in LF or CRLF
  -                     read the lines of standard input
  --policy FILE         judge by the policy in this TOML file; without it, by
                        the default policy
  --refused FILE        list the refused lines in this file, which must be new:
                        no file is written over, but a pipe or a device is used
  --threads N           judge in this many threads, 1 to 256; without it, in as
                        many as there are cores. The output is the same
  --json                count in one JSON object
  -h, --help            print this
  -V, --version         print the version
  --                    what follows is no option

The table has the count of accepted lines first, then a row for each reason with
its count, its identifier and the error code, the most frequent first.
An empty line is InvalidNotifyUrl.Malformed for the reason empty, and a line
that is not UTF-8 for the reason not-utf-8, or for where it leads all the same.

The list of refused lines has five columns, with tabs between, and no heading:
  1  the number of the line, from 1
  2  the error code, such as InvalidNotifyUrl.Unsafe
  3  the identifier of the reason, such as loopback
  4  the place of the fault, as start-end in bytes of the whole line; `-` for
     all of it
  5  the line as it was read, tabs and all, cut at the longest length that the
     policy reads
It HOLDS THE SECRETS that stand in the URLs. On Unix only its owner may read it.

The JSON object has `lines`, `accepted`, `refused` and `reasons`, a list of
objects with `reason_id`, `code` and `count`, in the order of the table.

Memory does not grow with the number of lines or with their length. Progress is
shown if standard error is a terminal.

Exit status: 0 all accepted; 1 something refused; 2 wrong usage, a policy with a
fault, or a file or stream that cannot be read or written; 141 whoever reads the
output closed it before the end.
";

const VERSION: &str = concat!("audit (live-record-notify) ", env!("CARGO_PKG_VERSION"));

/// More threads than this are a slip of the finger.
const MOST_THREADS: usize = 256;

fn main() -> ExitCode {
    failure::exit_code("audit", run())
}

/// Whether everything was accepted.
fn run() -> Result<bool, Failure> {
    let (text, all_accepted) = match Task::from_arguments(Parser::from_env())? {
        Task::Print(text) => (text, true),
        Task::Audit(audit) => {
            let tally = audit.run()?;
            let text = if audit.json { to_json(&tally) } else { to_table(&tally) };
            (text, tally.refused() == 0)
        }
    };
    let mut out = io::stdout().lock();
    let written = out.write_all(text.as_bytes()).and_then(|()| out.flush());
    written.map_err(Failure::writing(STDOUT))?;
    Ok(all_accepted)
}

enum Task {
    Print(String),
    Audit(Audit),
}

struct Audit {
    /// `-` is standard input.
    input: PathBuf,
    policy: Option<PathBuf>,
    refused: Option<PathBuf>,
    threads: usize,
    json: bool,
}

impl Task {
    fn from_arguments(mut arguments: Parser) -> Result<Self, lexopt::Error> {
        let (mut input, mut policy, mut refused, mut threads) = (None, None, None, None);
        let mut json = false;
        while let Some(argument) = arguments.next()? {
            match argument {
                Arg::Short('h') | Arg::Long("help") => return Ok(Self::Print(HELP.to_owned())),
                Arg::Short('V') | Arg::Long("version") => {
                    return Ok(Self::Print(format!("{VERSION}\n")));
                }
                Arg::Long("json") => json = true,
                Arg::Long("policy") => once(&mut policy, "--policy", arguments.value()?.into())?,
                Arg::Long("refused") => once(&mut refused, "--refused", arguments.value()?.into())?,
                Arg::Long("threads") => {
                    once(
                        &mut threads,
                        "--threads",
                        number_of_threads(arguments.value()?.parse()?)?,
                    )?;
                }
                Arg::Value(file) => once(&mut input, "FILE", file.into())?,
                other => return Err(other.unexpected()),
            }
        }
        if refused.as_deref() == Some(Path::new("-")) {
            return Err("`--refused -` would mix the list with the table: name a file".into());
        }
        let input = input.ok_or("nothing to judge: name a file, or `-` for standard input")?;
        let threads = threads.unwrap_or_else(|| {
            thread::available_parallelism().map_or(1, usize::from).min(MOST_THREADS)
        });
        Ok(Self::Audit(Audit { input, policy, refused, threads, json }))
    }
}

/// Sets what may be given once.
fn once<T>(slot: &mut Option<T>, name: &str, value: T) -> Result<(), lexopt::Error> {
    match slot.replace(value) {
        None => Ok(()),
        Some(_) => Err(format!("`{name}` is given twice").into()),
    }
}

fn number_of_threads(threads: usize) -> Result<usize, String> {
    if (1..=MOST_THREADS).contains(&threads) {
        return Ok(threads);
    }
    Err(format!("`--threads` takes 1 to {MOST_THREADS}"))
}

impl Audit {
    fn run(&self) -> Result<Tally, Failure> {
        let policy = policy_file::read(self.policy.as_deref())?;
        let (place, input, mut progress) = self.input()?;
        let refused = self.refused.as_deref();
        let list = refused.map_or(String::new(), |path| path.display().to_string());
        let listing = || Failure::writing(&list);
        let mut refused = refused.map(create).transpose().map_err(listing())?.map(BufWriter::new);

        let pipeline = Pipeline::start(input, policy, self.threads, refused.is_some());
        let mut pipeline = pipeline.map_err(Failure::reading("threads"))?;
        let mut tally = Tally::default();
        while let Some(judged) = pipeline.next() {
            tally.merge(judged.tally);
            if let Some(list) = &mut refused {
                list.write_all(&judged.refused).map_err(listing())?;
            }
            progress.show(tally.lines());
        }
        drop(progress);
        pipeline.finish().map_err(Failure::reading(&place))?;
        if let Some(list) = &mut refused {
            list.flush().map_err(listing())?;
        }
        Ok(tally)
    }

    /// The name of the input, the input, and its progress.
    fn input(&self) -> Result<(String, Box<dyn BufRead + Send>, Progress), Failure> {
        if self.input == Path::new("-") {
            let input = Box::new(BufReader::with_capacity(BUFFER, io::stdin()));
            return Ok((STDIN.to_owned(), input, Progress::new(None)));
        }
        let place = self.input.display().to_string();
        let file = File::open(&self.input).map_err(Failure::reading(&place))?;
        let progress = Progress::new(file.try_clone().ok());
        Ok((place, Box::new(BufReader::with_capacity(BUFFER, file)), progress))
    }
}

const BUFFER: usize = 1 << 16;

/// Opens a file that is to hold secrets. One that exists is kept: it can be the input.
fn create(path: &Path) -> io::Result<File> {
    let mut options = OpenOptions::new();
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    match options.write(true).create_new(true).open(path) {
        Err(error) if error.kind() == io::ErrorKind::AlreadyExists => {
            if fs::metadata(path)?.is_file() {
                return Err(error);
            }
            OpenOptions::new().write(true).open(path)
        }
        result => result,
    }
}

/// How far the work is, on a line of the terminal that is written over.
struct Progress {
    /// Shares its position with the file that is read.
    file: Option<File>,
    /// When to show the next. Nothing is shown where standard error is no terminal.
    next: Option<Instant>,
    width: usize,
}

const BETWEEN: Duration = Duration::from_millis(200);

impl Progress {
    fn new(file: Option<File>) -> Self {
        let next = io::stderr().is_terminal().then(|| Instant::now() + BETWEEN);
        Self { file, next, width: 0 }
    }

    fn show(&mut self, lines: u64) {
        let now = Instant::now();
        if self.next.is_none_or(|next| now < next) {
            return;
        }
        self.next = Some(now + BETWEEN);
        let text = match self.percent() {
            Some(percent) => format!("{lines} lines, {percent} %"),
            None => format!("{lines} lines"),
        };
        self.width = text.len();
        // What is shown for comfort must not end the work.
        _ = write!(io::stderr(), "\r{text}");
    }

    fn percent(&mut self) -> Option<u64> {
        let file = self.file.as_mut()?;
        let read = file.stream_position().ok()?;
        read.saturating_mul(100).checked_div(file.metadata().ok()?.len())
    }
}

impl Drop for Progress {
    /// Leaves the line to the message or the prompt that comes next.
    fn drop(&mut self) {
        if self.width > 0 {
            _ = write!(io::stderr(), "\r{:1$}\r", "", self.width);
        }
    }
}

fn to_table(tally: &Tally) -> String {
    let row = |count: &dyn ToString, id, code| (count.to_string(), id, code);
    let reasons = tally.rows();
    let reasons = reasons.iter().map(|it| row(&it.count, it.id, it.code.as_str()));
    let mut rows = vec![row(&"count", "reason", "code"), row(&tally.accepted, "accepted", "-")];
    rows.extend(reasons);
    rows.push(row(&tally.lines(), "lines", "-"));
    let counts = rows.iter().map(|(count, ..)| count.len()).max().unwrap_or(0);
    let ids = rows.iter().map(|(_, id, _)| id.len()).max().unwrap_or(0);
    let line = |(count, id, code)| format!("{count:>counts$}  {id:ids$}  {code}\n");
    rows.into_iter().map(line).collect()
}

fn to_json(tally: &Tally) -> String {
    let reason =
        |row: &Row| json!({ "reason_id": row.id, "code": row.code.as_str(), "count": row.count });
    let object = json!({
        "lines": tally.lines(),
        "accepted": tally.accepted,
        "refused": tally.refused(),
        "reasons": tally.rows().iter().map(reason).collect::<Vec<_>>(),
    });
    format!("{object}\n")
}
