//! The example `audit`, which counts the reasons in a table of URLs, as a process.

use std::collections::BTreeMap;
use std::ffi::OsStr;
use std::fs;
use std::path::{Path, PathBuf};

use serde_json::{Value, json};

use crate::{Run, command, directory, run};

fn audit<S: AsRef<OsStr>>(arguments: impl IntoIterator<Item = S>) -> Run {
    run(command("audit").args(arguments), b"")
}

/// A file of these lines in the test's own directory.
fn file_of(directory: &Path, lines: &[u8]) -> PathBuf {
    let file = directory.join("urls.txt");
    fs::write(&file, lines).unwrap();
    file
}

const LINES: &[u8] = b"HTTP://Example.com\r\n\
    http://10.0.0.1/\n\
    \n\
    http://\xff/\n\
    http://10.0.0.2/a\tb\n\
    http://example.org/\n\
    http://user:secret@example.com/";

const TABLE: &str = "\
count  reason       code
    2  accepted     -
    2  private-use  InvalidNotifyUrl.Unsafe
    1  empty        InvalidNotifyUrl.Malformed
    1  not-utf-8    InvalidNotifyUrl.Malformed
    1  userinfo     InvalidNotifyUrl.Unsafe
    7  lines        -
";

#[test]
fn counts_the_reasons() {
    let file = file_of(&directory("audit-counts"), LINES);
    let expected = Run { status: Some(1), stdout: TABLE.to_owned(), stderr: String::new() };
    assert_eq!(audit([&file]), expected);
    assert_eq!(run(command("audit").arg("-"), LINES), expected);
    assert_eq!(audit([OsStr::new("--threads=1"), OsStr::new("--"), file.as_ref()]), expected);

    let shown = audit([OsStr::new("--json"), file.as_ref()]);
    assert_eq!((shown.status, shown.stderr.as_str()), (Some(1), ""));
    assert_eq!(shown.stdout.lines().count(), 1);
    let [malformed, unsafe_] = ["InvalidNotifyUrl.Malformed", "InvalidNotifyUrl.Unsafe"];
    let expected = json!({
        "lines": 7,
        "accepted": 2,
        "refused": 5,
        "reasons": [
            { "reason_id": "private-use", "code": unsafe_, "count": 2 },
            { "reason_id": "empty", "code": malformed, "count": 1 },
            { "reason_id": "not-utf-8", "code": malformed, "count": 1 },
            { "reason_id": "userinfo", "code": unsafe_, "count": 1 },
        ],
    });
    assert_eq!(serde_json::from_str::<Value>(&shown.stdout).unwrap(), expected);
}

#[test]
fn exits_with_zero_only_if_all_are_accepted() {
    let nothing = "count  reason    code\n    0  accepted  -\n    0  lines     -\n";
    for (lines, status) in
        [("", 0), ("http://example.com/", 0), ("http://example.com/\n", 0), ("\n", 1)]
    {
        let shown = run(command("audit").arg("-"), lines.as_bytes());
        assert_eq!((shown.status, shown.stderr.as_str()), (Some(status), ""), "{lines:?}");
        assert_eq!(shown.stdout == nothing, lines.is_empty(), "{}", shown.stdout);
    }
}

#[test]
fn lists_the_refused_lines_as_they_were_read() {
    let directory = directory("audit-list");
    let file = file_of(&directory, LINES);
    let list = directory.join("refused.tsv");
    let shown = audit([OsStr::new("--refused"), list.as_ref(), file.as_ref()]);
    assert_eq!((shown.status, shown.stdout.as_str(), shown.stderr.as_str()), (Some(1), TABLE, ""));
    let expected = b"\
2\tInvalidNotifyUrl.Unsafe\tprivate-use\t7-15\thttp://10.0.0.1/
3\tInvalidNotifyUrl.Malformed\tempty\t0-0\t
4\tInvalidNotifyUrl.Malformed\tnot-utf-8\t7-8\thttp://\xff/
5\tInvalidNotifyUrl.Unsafe\tprivate-use\t7-15\thttp://10.0.0.2/a\tb
7\tInvalidNotifyUrl.Unsafe\tuserinfo\t7-19\thttp://user:secret@example.com/
";
    assert_eq!(fs::read(&list).unwrap(), expected);
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt;

        assert_eq!(fs::metadata(&list).unwrap().permissions().mode() & 0o777, 0o600);
    }
}

#[test]
fn cuts_a_listed_line_at_the_limit_of_the_policy() {
    let directory = directory("audit-cut");
    let policy = directory.join("policy.toml");
    fs::write(&policy, "max_length = 30\n").unwrap();
    let list = directory.join("refused.tsv");
    let (start, url) = ("http://example.com/aaaaaaaaaaa", "http://example.com/aaaaaaaaaaaa");
    let mut options = command("audit");
    options.arg("--policy").arg(policy).arg("--refused").arg(&list).arg("-");
    let shown = run(&mut options, format!("{url}\r\nftp://example.com/").as_bytes());
    assert_eq!(shown.status, Some(1));
    let expected = format!(
        "1\tInvalidNotifyUrl.Malformed\ttoo-long\t0-31\t{start}\n\
         2\tInvalidNotifyUrl.Unsafe\tscheme\t0-3\tftp://example.com/\n"
    );
    assert_eq!(fs::read_to_string(list).unwrap(), expected);
}

/// The input itself, first of all.
#[test]
fn writes_over_no_file() {
    let directory = directory("audit-over");
    let file = file_of(&directory, LINES);
    let arguments = [OsStr::new("--refused"), file.as_ref(), file.as_ref()];
    let shown = audit(arguments);
    assert_eq!((shown.status, shown.stdout.as_str()), (Some(2), ""));
    assert!(shown.stderr.starts_with(&format!("audit: {}: ", file.display())), "{}", shown.stderr);
    assert_eq!(fs::read(&file).unwrap(), LINES);
}

#[cfg(unix)]
#[test]
fn lists_into_a_pipe_or_a_device() {
    let shown = run(command("audit").args(["--refused", "/dev/stdout", "-"]), b"http://10.0.0.1/");
    let first = "1\tInvalidNotifyUrl.Unsafe\tprivate-use\t7-15\thttp://10.0.0.1/\ncount  reason";
    assert!(shown.stdout.starts_with(first), "{}", shown.stdout);
}

#[test]
fn judges_by_the_policy() {
    let policy = ["--policy", "examples/check/self-hosted.toml", "-"];
    let shown = run(command("audit").args(policy), b"http://10.1.2.3/\nhttp://169.254.169.254/\n");
    let expected = "\
count  reason          code
    1  accepted        -
    1  cloud-metadata  InvalidNotifyUrl.Unsafe
    2  lines           -
";
    assert_eq!(shown, Run { status: Some(1), stdout: expected.into(), stderr: String::new() });

    let file = directory("audit-policy").join("policy.toml");
    fs::write(&file, "\n\n\n\n\n\nallow_host = [\"*.corp\"]\n").unwrap();
    let shown = audit([OsStr::new("--policy"), file.as_ref(), OsStr::new("-")]);
    assert_eq!((shown.status, shown.stdout.as_str()), (Some(2), ""));
    assert!(shown.stderr.contains("policy.toml:7:15\n"), "{}", shown.stderr);
}

/// Lines of every kind: those of the tables of tests, which have all reasons, accepted ones, bytes
/// that are no text, and lines that are too long. More than there are in a few chunks.
fn mixed() -> Vec<u8> {
    let mut lines = Vec::new();
    for number in 0..5 {
        for table in ["vectors.tsv", "wpt.tsv", "clients.tsv", "idna.tsv"] {
            let table = fs::read_to_string(Path::new("tests/data").join(table)).unwrap();
            for text in table.lines().flat_map(|row| row.split('\t')) {
                lines.extend_from_slice(text.as_bytes());
                lines.push(b'\n');
            }
        }
        lines.extend_from_slice(&vec![b'a'; 6000 * number]);
        lines.extend_from_slice(b"\r\n\xc3\n\0\r\n\n");
        lines.extend(format!("https://hooks{number}.example.com/\r\n").repeat(200).bytes());
    }
    lines
}

#[test]
fn gives_the_verdicts_of_one_by_one_in_any_number_of_threads() {
    let lines = mixed();
    let one_by_one = run(command("check").arg("-"), &lines).stdout;
    let (mut heads, mut counts, mut accepted) = (Vec::new(), BTreeMap::new(), 0);
    for (line, number) in one_by_one.lines().zip(1..) {
        match line.split('\t').collect::<Vec<_>>()[..] {
            ["accepted", ..] => accepted += 1,
            [code, id, ..] => {
                heads.push(format!("{number}\t{code}\t{id}"));
                *counts.entry((id.to_owned(), code.to_owned())).or_insert(0_u64) += 1;
            }
            _ => panic!("{line}"),
        }
    }
    assert!(accepted > 1000 && counts.len() > 30, "{accepted} accepted, {counts:?}");

    let directory = directory("audit-threads");
    let file = file_of(&directory, &lines);
    let mut first = None;
    for threads in ["1", "3", "256"] {
        let list = directory.join(threads);
        let mut options = command("audit");
        options.args(["--json", "--threads", threads, "--refused"]).arg(&list).arg(&file);
        let shown = run(&mut options, b"");
        let list = fs::read(&list).unwrap();

        let listed = list.split_inclusive(|byte| *byte == b'\n').map(|line| {
            let columns: Vec<_> = line.split(|byte| *byte == b'\t').take(3).collect();
            String::from_utf8(columns.join(&b'\t')).unwrap()
        });
        assert!(listed.eq(heads.iter().cloned()), "{threads} threads");

        let object: Value = serde_json::from_str(&shown.stdout).unwrap();
        assert_eq!(object["lines"], one_by_one.lines().count());
        assert_eq!(object["accepted"], accepted);
        assert_eq!(object["refused"], heads.len());
        let text = |value: &Value| value.as_str().unwrap().to_owned();
        let counted =
            object["reasons"].as_array().unwrap().iter().map(|it| {
                ((text(&it["reason_id"]), text(&it["code"])), it["count"].as_u64().unwrap())
            });
        assert_eq!(counted.collect::<BTreeMap<_, _>>(), counts);

        let same = first.get_or_insert_with(|| (shown.stdout.clone(), list.clone()));
        assert_eq!((shown.stdout, list), *same, "{threads} threads");
    }
}

#[test]
fn the_most_frequent_reason_comes_first() {
    let file = file_of(&directory("audit-order"), &mixed());
    let counts: Value =
        serde_json::from_str(&audit([OsStr::new("--json"), file.as_ref()]).stdout).unwrap();
    let reasons = counts["reasons"].as_array().unwrap();
    assert!(reasons.len() > 30, "{counts}");
    assert!(reasons.is_sorted_by_key(|it| (
        -it["count"].as_i64().unwrap(),
        it["reason_id"].as_str().unwrap()
    )));
}

#[test]
fn answers_wrong_usage_on_standard_error() {
    const TABLE: &[(&[&str], &str)] = &[
        (&[], "nothing to judge: name a file, or `-` for standard input"),
        (&["--json"], "nothing to judge: name a file, or `-` for standard input"),
        (&["a", "b"], "`FILE` is given twice"),
        (&["-", "a"], "`FILE` is given twice"),
        (&["--policy", "a", "--policy", "b", "-"], "`--policy` is given twice"),
        (&["--refused", "a", "--refused", "a", "-"], "`--refused` is given twice"),
        (&["--threads", "1", "--threads", "1", "-"], "`--threads` is given twice"),
        (&["--threads", "0", "-"], "`--threads` takes 1 to 256"),
        (&["--threads", "257", "-"], "`--threads` takes 1 to 256"),
        (
            &["--threads", "\u{1b}", "-"],
            "cannot parse argument \"\\u{1b}\": invalid digit found in string",
        ),
        (&["--refused", "-", "-"], "`--refused -` would mix the list with the table: name a file"),
        (&["--refused"], "missing argument for option '--refused'"),
        (&["--notify-url", "http://example.com/"], "invalid option '--notify-url'"),
    ];
    for (arguments, message) in TABLE {
        let stderr = format!("audit: {message}; try --help\n");
        let expected = Run { status: Some(2), stdout: String::new(), stderr };
        assert_eq!(audit(*arguments), expected, "{arguments:?}");
    }
    assert!(!Path::new("a").exists());
}

#[test]
fn helps_in_lines_that_fit_a_terminal_and_tells_its_version() {
    let shown = audit(["--help"]);
    assert_eq!((shown.status, shown.stderr.as_str()), (Some(0), ""));
    assert_eq!(shown, audit(["missing.txt", "-h"]));
    for option in ["--policy", "--refused", "--threads", "--json"] {
        assert!(shown.stdout.contains(&format!("\n  {option}")), "{option}");
    }
    assert!(shown.stdout.lines().all(|line| line.len() <= 80), "{}", shown.stdout);

    let stdout = format!("audit (live-record-notify) {}\n", env!("CARGO_PKG_VERSION"));
    let expected = Run { status: Some(0), stdout, stderr: String::new() };
    assert_eq!(audit(["--version"]), expected);
    assert_eq!(audit(["-V"]), expected);
}

/// `script` gives the program a terminal, which a test does not have.
#[cfg(target_os = "linux")]
#[test]
fn shows_progress_on_a_terminal_alone() {
    use std::process::Command;

    use crate::executable;

    let directory = directory("audit-progress");
    fs::write(directory.join("urls.txt"), "http://example.com/\n".repeat(4096)).unwrap();
    let slowly = "(cat urls.txt; sleep 0.5; cat urls.txt; sleep 0.1; cat urls.txt) | \"$AUDIT\" -";
    let mut shell = Command::new("sh");
    shell.args(["-c", slowly]);
    let mut script = Command::new("script");
    script.args(["--quiet", "--return", "--command", slowly, "/dev/null"]);
    let [piped, terminal] = [shell, script].map(|mut command| {
        command.env("AUDIT", executable("audit")).current_dir(&directory);
        command.stdin(std::process::Stdio::null()).output()
    });
    let piped = piped.unwrap();
    assert_eq!(str::from_utf8(&piped.stderr), Ok(""));
    let Ok(terminal) = terminal else { return eprintln!("skipped: there is no `script`") };
    let shown = String::from_utf8(terminal.stdout).unwrap();
    let (progress, table) = shown.split_once("count  reason").unwrap();
    assert!(progress.contains("\r8192 lines\r"), "{shown:?}");
    assert!(table.contains("12288  accepted"), "{shown:?}");
}
