//! The examples, each as a process.

#![allow(
    clippy::indexing_slicing,
    clippy::panic,
    clippy::unwrap_used,
    reason = "a test fails by panic"
)]

mod check;
mod docs;

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::sync::LazyLock;

use serde_json::Value;

/// Cargo builds examples for `cargo test`, but not for `cargo test --test process`, and tells a test
/// of neither where they are. So cargo is asked: it builds what is not fresh, and says.
static EXECUTABLES: LazyLock<BTreeMap<String, PathBuf>> = LazyLock::new(|| {
    let output = Command::new(env!("CARGO"))
        .args(["build", "--quiet", "--example", "check", "--example", "docs"])
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
