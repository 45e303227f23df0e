//! The examples, each as a process.

#![allow(
    clippy::indexing_slicing,
    clippy::panic,
    clippy::unwrap_used,
    reason = "a test fails by panic"
)]

mod audit;
mod check;
mod docs;
mod hostile_input;
mod policy_file;
mod update;
mod vectors;

use std::collections::BTreeMap;
use std::fs;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::sync::LazyLock;
use std::thread;

use serde_json::Value;

/// Cargo builds examples for `cargo test`, but not for `cargo test --test process`, and tells a test
/// of neither where they are. So cargo is asked: it builds what is not fresh, and says.
static EXECUTABLES: LazyLock<BTreeMap<String, PathBuf>> = LazyLock::new(|| {
    let output = Command::new(env!("CARGO"))
        .args(["build", "--quiet", "--examples"])
        .args(["--message-format", "json"])
        .args(["--profile", if cfg!(debug_assertions) { "dev" } else { "release" }])
        .args(["--manifest-path", concat!(env!("CARGO_MANIFEST_DIR"), "/Cargo.toml")])
        .stderr(Stdio::inherit())
        .output()
        .unwrap();
    assert!(output.status.success());
    let messages = str::from_utf8(&output.stdout).unwrap().lines();
    let messages = messages.map(|message| serde_json::from_str::<Value>(message).unwrap());
    let executable = |message: Value| {
        let name = message["target"]["name"].as_str()?.to_owned();
        Some((name, message["executable"].as_str()?.into()))
    };
    messages.filter_map(executable).collect()
});

fn executable(example: &str) -> &'static Path {
    EXECUTABLES.get(example).unwrap_or_else(|| panic!("{EXECUTABLES:?} without {example}"))
}

fn command(example: &str) -> Command {
    let mut command = Command::new(executable(example));
    for name in ["NO_COLOR", "CLICOLOR", "CLICOLOR_FORCE"] {
        command.env_remove(name);
    }
    command
}

#[derive(Debug, PartialEq)]
struct Run {
    status: Option<i32>,
    stdout: String,
    stderr: String,
}

fn run(command: &mut Command, stdin: &[u8]) -> Run {
    command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
    let mut child = command.spawn().unwrap();
    let mut input = child.stdin.take().unwrap();
    let output = thread::scope(|scope| {
        // A program that does not read its input closes it, and that is no fault of the test's.
        scope.spawn(move || _ = input.write_all(stdin));
        child.wait_with_output().unwrap()
    });
    Run {
        status: output.status.code(),
        stdout: String::from_utf8(output.stdout).unwrap(),
        stderr: String::from_utf8(output.stderr).unwrap(),
    }
}

/// A directory of the test's own, and empty.
fn directory(test: &str) -> PathBuf {
    let directory = Path::new(env!("CARGO_TARGET_TMPDIR")).join(test);
    if directory.exists() {
        fs::remove_dir_all(&directory).unwrap();
    }
    fs::create_dir_all(&directory).unwrap();
    directory
}
