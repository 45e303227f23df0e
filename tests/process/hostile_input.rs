//! Lines that are too long, streams that are closed or full, and bytes that are no text.

use std::io::{BufRead, BufReader, PipeWriter, Read, Write, pipe};
use std::process::{Command, Stdio};
use std::thread;

use crate::{Run, command, directory, executable, run};

/// The exit status of `check -` for these lines, and what it answers.
fn answer(policy: &[&str], lines: &[u8]) -> (Option<i32>, String) {
    let shown = run(command("check").args(policy).arg("-"), lines);
    assert_eq!(shown.stderr, "");
    (shown.status, shown.stdout)
}

#[test]
fn the_longest_line_that_is_read_is_that_of_the_policy() {
    let file = directory("length-limit").join("policy.toml");
    std::fs::write(&file, "max_length = 100").unwrap();
    let file = file.to_str().unwrap();
    for (policy, limit) in [(&[][..], 2048), (&["--policy", file][..], 100)] {
        let url = format!("http://example.com/{}", "a".repeat(limit - 19));
        let accepted = format!("accepted\t-\t-\t{url}\n");
        let too_long =
            format!("InvalidNotifyUrl.Malformed\ttoo-long\tlonger than {limit} bytes\t-\n");
        for end in ["", "\n", "\r", "\r\n"] {
            for (line, expected) in [
                (format!("{url}{end}"), &accepted),
                (format!("{url}a{end}"), &too_long),
                (format!("{url}aa{end}"), &too_long),
                (format!("{url}\ra{end}"), &too_long),
                (format!("{url}{}{end}", "a".repeat(1 << 17)), &too_long),
                // Where it leads is not asked, as in the library.
                (format!("http://127.0.0.1/{url}{end}"), &too_long),
            ] {
                let status = Some(i32::from(*expected == too_long));
                assert_eq!(answer(policy, line.as_bytes()), (status, expected.clone()), "{line:?}");
                // The line after it is read from its start.
                let expected = (Some(1), format!("{expected}{too_long}{accepted}"));
                let more = format!("{}\n{url}abc\r\n{url}", line.trim_end_matches(['\r', '\n']));
                assert_eq!(answer(policy, more.as_bytes()), expected, "{more:?}");
            }
        }
    }
}

/// The reason and the place are those that the library gives for the whole line.
#[test]
fn the_place_of_a_line_that_is_too_long_is_all_of_it() {
    for (length, end) in [(2049, "\n"), (2050, "\r\n"), (2051, "\r"), (200_000, "\r\n")] {
        let url = "a".repeat(length);
        let of_library = live_record_notify::NotifyUrl::parse(&url).unwrap_err();
        let line = format!("{url}{end}");
        let shown = run(command("check").args(["--json", "-"]), line.as_bytes()).stdout;
        let object: serde_json::Value = serde_json::from_str(&shown).unwrap();
        assert_eq!(object["code"], of_library.code().as_str());
        assert_eq!(object["reason_id"], of_library.reason().id());
        assert_eq!(object["reason"], of_library.reason().to_string());
        assert_eq!(object["help"], *of_library.reason().help());
        assert_eq!(object["span"], serde_json::json!([0, length]), "{end:?}");
    }
}

#[test]
fn a_long_line_that_is_not_utf8_is_too_long() {
    let lines = [vec![0xff; 2048], vec![0xff; 2049], "é".repeat(1025).into()].join(&b'\n');
    let (_, shown) = answer(&[], &lines);
    let ids: Vec<_> = shown.lines().map(|line| line.split('\t').nth(1).unwrap()).collect();
    assert_eq!(ids, ["not-utf-8", "too-long", "too-long"]);
}

#[test]
fn each_line_is_answered_before_the_next_one_is_read() {
    let mut child =
        command("check").arg("-").stdin(Stdio::piped()).stdout(Stdio::piped()).spawn().unwrap();
    let (mut input, output) = (child.stdin.take().unwrap(), child.stdout.take().unwrap());
    let mut answers = BufReader::new(output).lines();
    for number in 0..3 {
        writeln!(input, "http://example.com/{number}").unwrap();
        let answer = answers.next().unwrap().unwrap();
        assert_eq!(answer, format!("accepted\t-\t-\thttp://example.com/{number}"));
    }
    drop(input);
    assert!(child.wait().unwrap().success());
}

#[test]
fn odd_bytes_stay_in_their_line() {
    let lines =
        b"http://example.com/\0\n\n\r\n\r\r\n\xef\xbb\xbfhttp://example.com/\n\xc0\x80\n\x1b[2J";
    let (status, shown) = answer(&[], lines);
    let ids: Vec<_> = shown.lines().map(|line| line.split('\t').nth(1).unwrap()).collect();
    let expected = [
        "character",
        "empty",
        "empty",
        "character",
        "invisible-character",
        "not-utf-8",
        "single-label",
    ];
    assert_eq!((status, ids), (Some(1), expected.to_vec()));
    assert!(shown.bytes().all(|byte| matches!(byte, b'\t' | b'\n' | b' '..=b'~')), "{shown:?}");
}

/// Far more than the address space that the program is given, so it cannot hold the line.
#[cfg(target_os = "linux")]
#[test]
fn a_line_without_end_is_not_held_in_memory() {
    const MIB: usize = 1 << 20;
    for (example, arguments) in [("check", "-"), ("check", "- --json"), ("audit", "--threads 2 -")]
    {
        let mut child = Command::new("sh")
            .args(["-c", "ulimit -v 262144; exec \"$0\" \"$@\""])
            .arg(executable(example))
            .args(arguments.split(' '))
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .spawn()
            .unwrap();
        let mut input = child.stdin.take().unwrap();
        let feed = thread::spawn(move || {
            let block = vec![b'a'; MIB];
            (0..300).try_for_each(|_| input.write_all(&block))
        });
        let output = child.wait_with_output().unwrap();
        assert!(feed.join().unwrap().is_ok(), "{example} ended before its input");
        assert_eq!(output.status.code(), Some(1), "{example}");
        assert!(str::from_utf8(&output.stdout).unwrap().contains("too-long"), "{example}");
    }
}

/// As many bytes again, in lines that are kept up to the limit and listed.
#[cfg(target_os = "linux")]
#[test]
fn many_lines_are_not_held_in_memory() {
    let mut child = Command::new("sh")
        .args(["-c", "ulimit -v 262144; exec \"$0\" --threads 2 --refused /dev/null -"])
        .arg(executable("audit"))
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .unwrap();
    let mut input = child.stdin.take().unwrap();
    let feed = thread::spawn(move || {
        let block = [&[b'a'; 2049][..], b"\n"].concat().repeat(1000);
        (0..150).try_for_each(|_| input.write_all(&block))
    });
    let output = child.wait_with_output().unwrap();
    assert!(feed.join().unwrap().is_ok(), "ended before its input");
    let table = String::from_utf8(output.stdout).unwrap();
    assert!(table.contains("\n150000  too-long  InvalidNotifyUrl.Malformed\n"), "{table}");
}

/// `command | head -1`, as far as `command` sees it.
#[test]
fn a_closed_pipe_ends_a_program_quietly() {
    let lines = "http://example.com/\n".repeat(20_000);
    let texts = vec!["http://10.0.0.1/"; 1000];
    for arguments in [&["-"][..], &["-", "--json"], &texts] {
        let mut child = command("check")
            .args(arguments)
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .unwrap();
        let (mut input, output) = (child.stdin.take().unwrap(), child.stdout.take().unwrap());
        let mut first = [0];
        thread::scope(|scope| {
            scope.spawn(|| _ = input.write_all(lines.as_bytes()));
            BufReader::new(output).read_exact(&mut first).unwrap();
        });
        drop(input);
        let end = child.wait_with_output().unwrap();
        assert_eq!(end.status.code(), Some(141), "{arguments:?}");
        assert_eq!(str::from_utf8(&end.stderr), Ok(""), "{arguments:?}");
    }
}

/// A pipe that nobody reads.
fn closed_pipe() -> PipeWriter {
    pipe().unwrap().1
}

#[test]
fn a_pipe_that_is_closed_from_the_start_is_no_panic() {
    for (example, arguments, status) in [
        ("check", "--help", 141),
        ("check", "--version", 141),
        ("check", "http://example.com/", 141),
        ("check", "--what", 2),
        ("audit", "--help", 141),
        ("audit", "--version", 141),
        ("audit", "Cargo.toml", 141),
        ("audit", "--what", 2),
    ] {
        let output = command(example).arg(arguments).stdout(closed_pipe()).output().unwrap();
        assert_eq!(output.status.code(), Some(status), "{arguments}");
        assert_eq!(output.stderr.is_empty(), status == 141, "{arguments}");
        // Where standard error is closed as well, there is nobody to tell.
        let both =
            command(example).arg(arguments).stdout(closed_pipe()).stderr(closed_pipe()).status();
        assert_eq!(both.unwrap().code(), Some(status), "{arguments}");
    }
}

#[cfg(target_os = "linux")]
#[test]
fn a_stream_that_cannot_be_read_or_written_is_named() {
    for (example, arguments, place) in [
        ("check", "- <.", "standard input"),
        ("check", "http://example.com/ >/dev/full", "standard output"),
        ("check", "--help >/dev/full", "standard output"),
        ("check", "- >/dev/full", "standard output"),
        ("audit", "- <.", "standard input"),
        ("audit", "src", "src"),
        ("audit", "missing.txt", "missing.txt"),
        ("audit", "- >/dev/full", "standard output"),
        ("audit", "--help >/dev/full", "standard output"),
        ("audit", "- --refused /dev/full", "/dev/full"),
        ("audit", "- --refused src", "src"),
        ("audit", "- --refused missing/list", "missing/list"),
        ("audit", "- --policy missing.toml", "missing.toml"),
    ] {
        let script = format!("exec \"$0\" {arguments}");
        let mut shell = Command::new("sh");
        let Run { status, stdout, stderr } =
            run(shell.args(["-c", &script]).arg(executable(example)), b"http://10.0.0.1/\n");
        assert_eq!((status, stdout.as_str()), (Some(2), ""), "{script}");
        assert!(stderr.starts_with(&format!("{example}: {place}: ")), "{script}: {stderr}");
        assert_eq!(stderr.lines().count(), 1, "{stderr}");
    }
}
