//! The examples `vectors`, `conformance` and `answer`.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

use crate::executable;

fn directory(name: &str) -> PathBuf {
    let directory = Path::new(env!("CARGO_TARGET_TMPDIR")).join(name);
    fs::create_dir_all(&directory).unwrap();
    directory
}

#[test]
fn verdicts_and_catalogue_are_what_the_crate_says_today() {
    let directory = directory("vectors");
    assert!(Command::new(executable("vectors")).arg(&directory).status().unwrap().success());
    for name in ["verdicts.jsonl", "catalogue.json"] {
        let made = fs::read_to_string(directory.join(name)).unwrap();
        let found = fs::read_to_string(Path::new("tests/data").join(name)).unwrap();
        assert!(made == found, "tests/data/{name} is stale: cargo run --example vectors");
    }
}

fn conformance(arguments: &[&str]) -> (Option<i32>, String, String) {
    let Output { status, stdout, stderr } =
        Command::new(executable("conformance")).args(arguments).output().unwrap();
    let text = |bytes| String::from_utf8(bytes).unwrap();
    (status.code(), text(stdout), text(stderr))
}

fn rows() -> usize {
    fs::read_to_string("tests/data/verdicts.jsonl").unwrap().lines().count() - 1
}

#[test]
fn the_crate_conforms_to_itself() {
    let (status, shown, _) = conformance(&[executable("answer").to_str().unwrap()]);
    let expected = format!("{} rows, 0 expected failures, 0 wrong\n", rows());
    assert_eq!((status, shown), (Some(0), expected));
}

#[cfg(unix)]
#[test]
fn an_answer_that_differs_is_shown_and_may_be_expected() {
    let question = r#"{"parameter":"NotifyUrl","input":"ftp://example.org/","policy":null,"base":"https://example.com/a/b?key=1","addresses":null}"#;
    let answer = executable("answer").to_str().unwrap();
    // Says that another scheme is accepted, of one question alone.
    let other =
        format!("{answer} | awk '/\"scheme\"/ && !n++ {{ sub(/Unsafe/, \"Accepted\") }} 1'");
    let (status, shown, _) = conformance(&["sh", "-c", &other]);
    assert_eq!(status, Some(1), "{shown}");
    assert!(shown.contains("\n  answered {\"verdict\":\"Accepted\""), "{shown}");
    assert!(
        shown.ends_with(&format!("\n{} rows, 0 expected failures, 1 wrong\n", rows())),
        "{shown}"
    );

    let failures = directory("conformance").join("expected.jsonl");
    let known = shown.lines().next().unwrap();
    fs::write(&failures, format!("# Known.\n\n{known}\n")).unwrap();
    let expecting = ["--expected-failures", failures.to_str().unwrap(), "sh", "-c"];
    let (status, shown, _) = conformance(&[&expecting[..], &[&other]].concat());
    assert_eq!(
        (status, shown),
        (Some(0), format!("{} rows, 1 expected failures, 0 wrong\n", rows()))
    );

    // The failure that no longer happens, and a question that is in no row.
    let (status, shown, _) = conformance(&[&expecting[..], &[answer]].concat());
    assert_eq!(status, Some(1));
    assert!(shown.starts_with(&format!("{known}\n  expected a failure\n")), "{shown}");
    fs::write(&failures, question.replace("ftp", "gopher")).unwrap();
    let (status, shown, _) = conformance(&[&expecting[..], &[answer]].concat());
    assert_eq!(status, Some(1));
    assert!(shown.contains("expected to fail, and never asked"), "{shown}");
}

#[cfg(unix)]
#[test]
fn a_command_that_does_not_answer_every_question_fails() {
    let answer = executable("answer").to_str().unwrap();
    let head = format!("{answer} | head -n 10");
    for command in
        [&["false"][..], &["true"], &["cat"], &["no-such-program"], &["sh", "-c", &head], &[]]
    {
        let (status, _, error) = conformance(command);
        assert_eq!(status, Some(2), "{command:?}");
        assert!(error.contains("conformance: "), "{command:?}: {error}");
    }
}
