//! How a program ends, and what it says if it could not do its work.

use std::io::{self, Write};
use std::process::ExitCode;

use crate::visible::visible;

pub(crate) enum Failure {
    /// The command line is wrong.
    Usage(lexopt::Error),
    /// The policy is wrong: a report with line and column.
    Policy(String),
    /// A file or stream, and what is wrong with it.
    Io { place: String, error: io::Error },
    /// Whoever read the output has seen enough, as `head` has.
    ClosedPipe,
}

impl From<lexopt::Error> for Failure {
    fn from(error: lexopt::Error) -> Self {
        Self::Usage(error)
    }
}

impl Failure {
    pub(crate) fn reading(place: &str) -> impl Fn(io::Error) -> Self {
        move |error| Self::Io { place: place.to_owned(), error }
    }

    pub(crate) fn writing(place: &str) -> impl Fn(io::Error) -> Self {
        move |error| match error.kind() {
            io::ErrorKind::BrokenPipe => Self::ClosedPipe,
            _ => Self::Io { place: place.to_owned(), error },
        }
    }
}

pub(crate) const STDIN: &str = "standard input";
pub(crate) const STDOUT: &str = "standard output";

/// The status of a program that SIGPIPE ends, as a shell tells it: 128 and the number of the signal.
/// Zero would say that everything was accepted.
const CLOSED_PIPE: u8 = 141;

/// Ends `program`, which found everything accepted, something refused, or could not go on.
pub(crate) fn exit_code(program: &str, all_accepted: Result<bool, Failure>) -> ExitCode {
    let message = match all_accepted {
        Ok(true) => return ExitCode::SUCCESS,
        Ok(false) => return ExitCode::from(1),
        Err(Failure::ClosedPipe) => return ExitCode::from(CLOSED_PIPE),
        Err(Failure::Policy(report)) => report,
        Err(Failure::Usage(error)) => {
            format!("{program}: {}; try --help", visible(&error.to_string()))
        }
        Err(Failure::Io { place, error }) => format!("{program}: {}: {error}", visible(&place)),
    };
    // `eprintln!` panics where standard error is a closed pipe.
    _ = writeln!(anstream::stderr(), "{message}");
    ExitCode::from(2)
}
