//! Lines judged by many threads, in constant memory and in order.
//!
//! One thread reads and hands chunks of lines to the judges in turn. The results are taken from the
//! judges in the same turn, so they come in the order of the input whichever judge is done first.
//! Every channel is bounded: the reader waits for the slowest.

use std::io::{self, BufRead};
use std::panic::resume_unwind;
use std::sync::Arc;
use std::sync::mpsc::{Receiver, SyncSender, sync_channel};
use std::thread::{Builder, JoinHandle};

use live_record_notify::Policy;

use crate::lines::{Line, Lines};
use crate::tally::Tally;
use crate::verdict::judge_line;

/// What a chunk may have before it is full: many lines, so that the channels cost little.
const CHUNK_BYTES: usize = 1 << 17;
const CHUNK_LINES: usize = 1 << 12;

/// How many chunks wait for each judge, and how many results wait behind it.
const WAITING: usize = 2;

/// Lines that follow each other in the input.
#[derive(Default)]
struct Chunk {
    /// The number of the first line.
    first: u64,
    /// What was kept of the lines, without their ends.
    bytes: Vec<u8>,
    /// How much of each line was kept, and its length.
    lines: Vec<(usize, usize)>,
}

pub(crate) struct Judged {
    pub(crate) tally: Tally,
    /// A line for each refused one.
    pub(crate) refused: Vec<u8>,
}

pub(crate) struct Pipeline {
    reader: JoinHandle<io::Result<()>>,
    judges: Vec<(JoinHandle<()>, Receiver<Judged>)>,
    turn: usize,
}

impl Pipeline {
    /// `list_refused` is whether [`Judged::refused`] is wanted.
    pub(crate) fn start(
        input: impl BufRead + Send + 'static,
        policy: Policy,
        threads: usize,
        list_refused: bool,
    ) -> io::Result<Self> {
        let limit = policy.length_limit();
        let policy = Arc::new(policy);
        let (mut chunks, mut judges) = (Vec::new(), Vec::new());
        for _ in 0..threads {
            let (chunk_sender, chunk_receiver) = sync_channel(WAITING);
            let (judged_sender, judged_receiver) = sync_channel(WAITING);
            let policy = Arc::clone(&policy);
            let judge = Builder::new().spawn(move || {
                for chunk in chunk_receiver {
                    if judged_sender.send(judge(&chunk, &policy, list_refused)).is_err() {
                        // Nobody waits for it.
                        break;
                    }
                }
            })?;
            chunks.push(chunk_sender);
            judges.push((judge, judged_receiver));
        }
        let reader = Builder::new().spawn(move || read(Lines::new(input, limit), &chunks))?;
        Ok(Self { reader, judges, turn: 0 })
    }

    /// The next chunk in the order of the input, or nothing at its end.
    pub(crate) fn next(&mut self) -> Option<Judged> {
        let (_, results) = self.judges.get(self.turn)?;
        let judged = results.recv().ok()?;
        self.turn = (self.turn + 1) % self.judges.len();
        Some(judged)
    }

    /// Whether all that was to read has been read. To be asked when there is nothing next.
    pub(crate) fn finish(mut self) -> io::Result<()> {
        // A judge ends after the reader, unless it panics: then the reader may still be reading.
        let (judge, _) = self.judges.swap_remove(self.turn);
        judge.join().unwrap_or_else(|panic| resume_unwind(panic));
        self.reader.join().unwrap_or_else(|panic| resume_unwind(panic))
    }
}

/// Hands out chunks in turn, until the input ends or nobody takes them.
fn read(mut lines: Lines<impl BufRead>, judges: &[SyncSender<Chunk>]) -> io::Result<()> {
    let mut first = 1;
    for judge in judges.iter().cycle() {
        let chunk = next_chunk(&mut lines, first)?;
        first += chunk.lines.len() as u64;
        if chunk.lines.is_empty() || judge.send(chunk).is_err() {
            break;
        }
    }
    Ok(())
}

fn next_chunk(lines: &mut Lines<impl BufRead>, first: u64) -> io::Result<Chunk> {
    let mut chunk = Chunk { first, ..Chunk::default() };
    while chunk.bytes.len() < CHUNK_BYTES
        && chunk.lines.len() < CHUNK_LINES
        && let Some(Line { kept, length }) = lines.next()?
    {
        chunk.bytes.extend_from_slice(kept);
        chunk.lines.push((kept.len(), length));
    }
    Ok(chunk)
}

fn judge(chunk: &Chunk, policy: &Policy, list_refused: bool) -> Judged {
    let (mut tally, mut refused) = (Tally::default(), Vec::new());
    let mut rest = chunk.bytes.as_slice();
    for (&(kept, length), number) in chunk.lines.iter().zip(chunk.first..) {
        let (kept, after) = rest.split_at(kept);
        rest = after;
        let verdict = judge_line(&Line { kept, length }, policy);
        tally.count(&verdict);
        if list_refused && let Err(refusal) = verdict {
            let span = refusal.span.as_ref();
            let span = span.map_or("-".to_owned(), |span| format!("{}-{}", span.start, span.end));
            let head = format!("{number}\t{}\t{}\t{span}\t", refusal.code, refusal.reason.id());
            refused.extend_from_slice(head.as_bytes());
            refused.extend_from_slice(kept);
            refused.push(b'\n');
        }
    }
    Judged { tally, refused }
}
