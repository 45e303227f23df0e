//! The example `check`, the first command that a newcomer runs, as a process.

use std::ffi::OsStr;
use std::process::Command;

use serde_json::{Value, json};
use unicode_width::{UnicodeWidthChar, UnicodeWidthStr};

use crate::{Run, run};

fn command() -> Command {
    crate::command("check")
}

fn check<S: AsRef<OsStr>>(arguments: impl IntoIterator<Item = S>) -> Run {
    run(command().args(arguments), b"")
}

/// `expected` starts on a line of its own.
#[track_caller]
fn assert_shows(arguments: &[&str], status: i32, expected: &str) {
    let shown = check(arguments);
    let expected = expected.trim_start();
    assert_eq!(shown.stdout, expected, "{arguments:?} shows\n{}", shown.stdout);
    assert_eq!((shown.status, shown.stderr.as_str()), (Some(status), ""), "{arguments:?}");
}

#[test]
fn shows_a_canonical_value_or_what_is_wrong_for_each_parameter() {
    assert_shows(
        &[
            "--domain-name=Example.com",
            "--notify-url=http://127.0.0.1/cb",
            "--on-demand-url=http://learn.aliyundoc.com/ondemandcallback.action",
        ],
        1,
        r"
accepted: DomainName example.com
error[InvalidNotifyUrl.Unsafe]: Specified NotifyUrl is not safe.
 |
 | http://127.0.0.1/cb
 |        ^^^^^^^^^ reads as 127.0.0.1: loopback (RFC 1122, 127.0.0.0/8)
 |
 = note: the rule is from RFC 1122
 = help: use a public address, or allow the network in the policy: `Policy::allow_network`

accepted: OnDemandUrl http://learn.aliyundoc.com/ondemandcallback.action
",
    );
    assert_shows(
        &["--on-demand-url", "http://0xa.1/", "--domain-name", "*.example.com"],
        1,
        r"
error[InvalidOnDemandUrl.Unsafe]: Specified OnDemandUrl is not safe.
 |
 | http://0xa.1/
 |        ^^^^^ reads as 10.0.0.1: private use (RFC 1918, 10.0.0.0/8)
 |
 = note: the rule is from RFC 1918
 = help: use a public address, or allow the network in the policy: `Policy::allow_network`

error[InvalidDomainName.Malformed]: Specified DomainName is malformed.
 |
 | *.example.com
 | ^ character '*' must not stand in a host name
 |
 = note: the rule is from RFC 1123 section 2.1
 = help: write letters, digits, hyphens and dots alone

",
    );
}

#[test]
fn takes_a_bare_text_for_a_notify_url() {
    assert_shows(
        &["HTTPS://Example.com:443", "--", "http://example.com/--json"],
        0,
        r"
accepted: NotifyUrl https://example.com/
accepted: NotifyUrl http://example.com/--json
",
    );
}

#[test]
fn says_what_two_readers_make_of_a_backslash() {
    assert_shows(
        &[r"http://example.com\@127.0.0.1/", r"http:\\example.com:80/a", r"http://example.com/?a\"],
        1,
        r"
error[InvalidNotifyUrl.Malformed]: Specified NotifyUrl is invalid.
 |
 | http://example.com\@127.0.0.1/
 |                   ^ backslash: before the query WHATWG readers take it for a slash, RFC 3986 readers never do
 |
 = note: a WHATWG URL reader sees host `example.com`, path `/@127.0.0.1/`
 = note: an RFC 3986 or older reader sees user information `example.com\`, host `127.0.0.1`, path `/`
 = note: the rule is from WHATWG URL, invalid-reverse-solidus
 = help: write `/`, or `%5C` where a backslash is meant

error[InvalidNotifyUrl.Malformed]: Specified NotifyUrl is invalid.
 |
 | http:\\example.com:80/a
 |      ^ backslash: before the query WHATWG readers take it for a slash, RFC 3986 readers never do
 |
 = note: a WHATWG URL reader sees host `example.com`, path `/a`
 = note: an RFC 3986 or older reader sees no host, path `\\example.com:80/a`
 = note: the rule is from WHATWG URL, invalid-reverse-solidus
 = help: write `/`, or `%5C` where a backslash is meant

error[InvalidNotifyUrl.Malformed]: Specified NotifyUrl is invalid.
 |
 | http://example.com/?a\
 |                      ^ backslash: before the query WHATWG readers take it for a slash, RFC 3986 readers never do
 |
 = note: the rule is from WHATWG URL, invalid-reverse-solidus
 = help: write `/`, or `%5C` where a backslash is meant

",
    );

    let with_port = check([r"http://example.com\@[::1]:8080/"]).stdout;
    assert!(with_port.contains(r"`example.com\`, host `[::1]`, path `/`"), "{with_port}");
}

#[test]
fn writes_out_the_url_that_lacks_a_scheme_if_it_would_be_accepted() {
    assert_shows(
        &["example.com:8080/x", "//example.com", "example.com/a b"],
        1,
        r"
error[InvalidNotifyUrl.Malformed]: Specified NotifyUrl is invalid.
 |
 | example.com:8080/x
 | ^^^^^^^^^^^ starts with neither `http://` nor `https://`
 |
 = note: the rule is from RFC 3986 section 4.3
 = help: write `http://example.com:8080/x`

error[InvalidNotifyUrl.Malformed]: Specified NotifyUrl is invalid.
 |
 | //example.com
 |   ^^^^^^^^^^^ starts with neither `http://` nor `https://`
 |
 = note: the rule is from RFC 3986 section 4.3
 = help: write `http://example.com/`

error[InvalidNotifyUrl.Malformed]: Specified NotifyUrl is invalid.
 |
 | example.com/a b
 | ^^^^^^^^^^^ starts with neither `http://` nor `https://`
 |
 = note: the rule is from RFC 3986 section 4.3
 = help: write `https://` or `http://` before it

",
    );
}

#[test]
fn points_at_the_host_of_what_url_cannot_read() {
    assert_shows(
        &["http://[fe80::1%25eth0]/", "http://127.0.0.1:99999/", "http://::1/"],
        1,
        r"
error[InvalidNotifyUrl.Unsafe]: Specified NotifyUrl is not safe.
 |
 | http://[fe80::1%25eth0]/
 |        ^^^^^^^^^^^^^^^^ reads as fe80::1: link-local (RFC 4291, fe80::/10)
 |
 = note: the rule is from RFC 4291
 = help: use a public address, or allow the network in the policy: `Policy::allow_network`

error[InvalidNotifyUrl.Unsafe]: Specified NotifyUrl is not safe.
 |
 | http://127.0.0.1:99999/
 |        ^^^^^^^^^ reads as 127.0.0.1: loopback (RFC 1122, 127.0.0.0/8)
 |
 = note: the rule is from RFC 1122
 = help: use a public address, or allow the network in the policy: `Policy::allow_network`

error[InvalidNotifyUrl.Unsafe]: Specified NotifyUrl is not safe.
 |
 | http://::1/
 |        ^^^ reads as ::1: loopback (RFC 4291, ::1/128)
 |
 = note: the rule is from RFC 4291
 = help: use a public address, or allow the network in the policy: `Policy::allow_network`

",
    );
}

#[test]
fn points_at_the_worst_fault() {
    assert_shows(
        &["https://a:b@10.0.0.1:25/#"],
        1,
        r"
error[InvalidNotifyUrl.Unsafe]: Specified NotifyUrl is not safe.
 |
 | https://a:b@10.0.0.1:25/#
 |             ^^^^^^^^ reads as 10.0.0.1: private use (RFC 1918, 10.0.0.0/8)
 |
 = note: the rule is from RFC 1918
 = help: use a public address, or allow the network in the policy: `Policy::allow_network`

",
    );
    let shown = check(["https://a:b@169.254.169.254/"]).stdout;
    let (text, carets) = snippets(&shown)[0];
    assert_eq!(text, "https://a:b@169.254.169.254/");
    assert!(carets.starts_with(&format!("{:12}{} reads as", "", "^".repeat(15))), "{carets}");
}

#[test]
fn mends_slips_and_accepts_lists() {
    assert_shows(
        &["https//hooks.example.com/", "https://hooks.example.com/?ids[]=1"],
        1,
        r"
error[InvalidNotifyUrl.Malformed]: Specified NotifyUrl is invalid.
 |
 | https//hooks.example.com/
 | ^^^^^ no colon between scheme and slashes
 |
 = note: the rule is from RFC 3986 section 3.1
 = help: write `https://` at the start

accepted: NotifyUrl https://hooks.example.com/?ids%5B%5D=1
",
    );
}

#[test]
fn folds_the_letters_of_a_non_ascii_host() {
    assert_shows(
        &["https://BÜCHER.example.com/"],
        0,
        "accepted: NotifyUrl https://xn--bcher-kva.example.com/\n",
    );
}

#[test]
fn points_between_characters_where_something_is_missing() {
    assert_shows(
        &["http://:80/", "http://", ""],
        1,
        r"
error[InvalidNotifyUrl.Malformed]: Specified NotifyUrl is invalid.
 |
 | http://:80/
 |        ^ there is no host
 |
 = note: the rule is from RFC 9110 section 4.2.1
 = help: write a host after `//`

error[InvalidNotifyUrl.Malformed]: Specified NotifyUrl is invalid.
 |
 | http://
 |        ^ there is no host
 |
 = note: the rule is from RFC 9110 section 4.2.1
 = help: write a host after `//`

error[InvalidNotifyUrl.Malformed]: Specified NotifyUrl is invalid.
 |
 |
 | ^ the text is empty
 |
 = note: the rule is from this crate
 = help: write a value, or leave out the parameter where it is optional

",
    );
}

#[test]
fn shows_controls_as_pictures_and_wide_characters_as_they_are() {
    assert_shows(
        &["\thttp://例え.example/", "http://例え.example/\u{1b}[2J"],
        1,
        r"
error[InvalidNotifyUrl.Malformed]: Specified NotifyUrl is invalid.
 |
 | ␉http://例え.example/
 | ^ character '\t' must not stand unescaped in a URL
 |
 = note: the rule is from WHATWG URL, invalid-URL-unit
 = help: percent-encode it, or leave it out

error[InvalidNotifyUrl.Malformed]: Specified NotifyUrl is invalid.
 |
 | http://例え.example/␛[2J
 |                     ^ character '\u{1b}' must not stand unescaped in a URL
 |
 = note: the rule is from WHATWG URL, invalid-URL-unit
 = help: percent-encode it, or leave it out

",
    );
}

#[test]
fn escapes_what_is_invisible_or_runs_from_right_to_left() {
    assert_shows(
        &["http://exam\u{200b}ple.com/", "http://\u{5d0}\u{5d1}.example/ "],
        1,
        r"
error[InvalidNotifyUrl.Malformed]: Specified NotifyUrl is invalid.
 |
 | http://exam\u{200b}ple.com/
 |        ^^^^^^^^^^^^^^^^^^^ the host as typed is not the host as looked up
 |
 = note: the rule is from UTS 46 section 4
 = help: write `example.com`

error[InvalidNotifyUrl.Malformed]: Specified NotifyUrl is invalid.
 |
 | http://\u{5d0}\u{5d1}.example/ 
 |                               ^ character ' ' must not stand unescaped in a URL
 |
 = note: the rule is from WHATWG URL, invalid-URL-unit
 = help: percent-encode it, or leave it out

",
    );
}

/// The lines with the text and with the carets of each report, after the bar.
fn snippets(shown: &str) -> Vec<(&str, &str)> {
    let bars: Vec<_> = shown.lines().filter_map(|line| line.strip_prefix(" | ")).collect();
    bars.chunks_exact(2).map(|pair| (pair[0], pair[1])).collect()
}

/// Letters and controls of Hebrew, Arabic, N'Ko, Phoenician and Adlam.
const RIGHT_TO_LEFT: &str =
    "\u{5d0}\u{627}\u{61c}\u{7c0}\u{200f}\u{202e}\u{2067}\u{fb1d}\u{fefc}\u{10900}\u{1e900}";

#[test]
fn points_at_the_right_column_whatever_stands_before() {
    let special =
        "\u{a0}\u{ad}\u{300}\u{200d}\u{2028}\u{3164}\u{fe0f}\u{feff}\u{1f469}\u{ff45}\u{ac01}";
    let sample = (0x80..=u32::from(char::MAX)).step_by(499).filter_map(char::from_u32);
    let characters = || special.chars().chain(RIGHT_TO_LEFT.chars()).chain(sample.clone());
    let shown = check(characters().map(|c| format!("http://example.com/{c}{{"))).stdout;
    let snippets = snippets(&shown);
    assert_eq!(snippets.len(), characters().count());
    for (c, (text, carets)) in characters().zip(snippets) {
        assert!(text.chars().all(|c| c.width().is_some_and(|width| width > 0)), "{c:?}: {text}");
        let before = match carets.split_once("character '{'") {
            Some(_) => text.trim_end_matches('{'),
            None => "http://example.com/",
        };
        assert_eq!(carets.find('^'), Some(before.width()), "{c:?}: {text}\n{carets}");
    }
}

#[test]
fn lets_nothing_through_that_runs_from_right_to_left() {
    for c in RIGHT_TO_LEFT.chars() {
        let shown = check([format!("http://example.com/{c} ")]).stdout;
        assert_eq!(snippets(&shown)[0].0, format!("http://example.com/{} ", c.escape_unicode()));
        assert!(shown.is_ascii(), "{shown}");
    }
}

#[test]
fn shortens_a_long_text_around_the_carets() {
    let path = "a".repeat(200);
    let shown = check([format!("http://example.com/{path} {path}")]).stdout;
    let (text, carets) = snippets(&shown)[0];
    assert!(text.starts_with("...aaa") && text.ends_with("aaa..."), "{text}");
    assert_eq!(text.find(' '), carets.find('^'), "{text}\n{carets}");
    assert!(text.len() <= 80, "{text}");

    for path in ["a".repeat(30_000), "例".repeat(30_000), "\n".repeat(30_000)] {
        let shown = check([format!("http://example.com/{path}")]);
        assert_eq!(shown.status, Some(1));
        let (text, carets) = snippets(&shown.stdout)[0];
        let carets = carets.strip_suffix(" longer than 2048 bytes").unwrap();
        assert!(text.starts_with("http://example.com/") && text.contains("..."), "{text}");
        assert_eq!(carets, "^".repeat(text.width()), "{text}");
    }
}

#[test]
fn answers_each_line_with_a_line() {
    let lines = b"HTTP://Example.com\r\n\
        http://10.0.0.1/\n\
        \n\
        http://\xff/\n\
        http://example.com/a\tb\n\
        http://user:secret@example.com/";
    let expected = "\
accepted\t-\t-\thttp://example.com/
InvalidNotifyUrl.Unsafe\tprivate-use\treads as 10.0.0.1: private use (RFC 1918, 10.0.0.0/8)\t-
InvalidNotifyUrl.Malformed\tempty\tthe text is empty\t-
InvalidNotifyUrl.Malformed\tnot-utf-8\tnot UTF-8\t-
InvalidNotifyUrl.Malformed\tcharacter\tcharacter '\\t' must not stand unescaped in a URL\t-
InvalidNotifyUrl.Unsafe\tuserinfo\tuser name or password before the host, or an empty `@`\t-
";
    let shown = run(command().arg("-"), lines);
    assert_eq!(shown, Run { status: Some(1), stdout: expected.into(), stderr: String::new() });

    for (lines, status, answers) in [
        (String::new(), 0, 0),
        ("http://example.com/\n".repeat(20_000), 0, 20_000),
        ("\n".repeat(20_000), 1, 20_000),
        (format!("http://example.com/{}", "a".repeat(1 << 20)), 1, 1),
    ] {
        let shown = run(command().arg("-"), lines.as_bytes());
        assert_eq!((shown.status, shown.stdout.lines().count()), (Some(status), answers));
        assert!(shown.stdout.lines().all(|line| line.matches('\t').count() == 3));
    }
}

fn accepted(parameter: &str, value: &str) -> Value {
    json!({ "parameter": parameter, "verdict": "accepted", "value": value })
}

fn loopback() -> Value {
    json!({
        "parameter": "NotifyUrl",
        "verdict": "refused",
        "code": "InvalidNotifyUrl.Unsafe",
        "message": "Specified NotifyUrl is not safe.",
        "reason_id": "loopback",
        "reason": "reads as 127.0.0.1: loopback (RFC 1122, 127.0.0.0/8)",
        "source": "RFC 1122",
        "help": "use a public address, or allow the network in the policy: `Policy::allow_network`",
        "span": [7, 13],
    })
}

#[track_caller]
fn assert_json(shown: &Run, status: i32, expected: &[Value]) {
    let objects: Vec<Value> =
        shown.stdout.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    assert_eq!(objects, expected);
    assert_eq!((shown.status, shown.stderr.as_str()), (Some(status), ""));
}

#[test]
fn answers_programs_with_json() {
    assert_json(
        &check(["--domain-name", "EXAMPLE.com", "http://0x7f.1/", "--json"]),
        1,
        &[accepted("DomainName", "example.com"), loopback()],
    );
    assert_json(
        &check(["--json", "--on-demand-url", "http://example.com"]),
        0,
        &[accepted("OnDemandUrl", "http://example.com/")],
    );

    let not_utf8 = json!({
        "parameter": "NotifyUrl",
        "verdict": "refused",
        "code": "InvalidNotifyUrl.Malformed",
        "message": "Specified NotifyUrl is invalid.",
        "reason_id": "not-utf-8",
        "reason": "not UTF-8",
        "source": "RFC 3629 section 3",
        "help": "write it in UTF-8; percent-encode other bytes",
        "span": [0, 1],
    });
    let mut answers = [accepted("NotifyUrl", "http://example.com/"), loopback(), not_utf8];
    for (answer, line) in answers.iter_mut().zip(1..) {
        answer["line"] = json!(line);
    }
    assert_json(
        &run(command().args(["-", "--json"]), b"http://example.com/\nhttp://0x7f.1/\n\xff"),
        1,
        &answers,
    );
}

#[test]
fn answers_wrong_usage_on_standard_error() {
    const TABLE: &[(&[&str], &str)] = &[
        (&[], "nothing to judge"),
        (&["--json"], "nothing to judge"),
        (&["--"], "nothing to judge"),
        (&["-", "http://example.com/"], "`-` stands alone"),
        (&["-", "--domain-name", "example.com"], "`-` stands alone"),
        (&["--policy", "a.toml"], "nothing to judge"),
        (&["--policy", "a", "--policy", "b", "http://example.com/"], "`--policy` is given twice"),
        (&["--policy"], "missing argument for option '--policy'"),
        (&["--notify-url"], "missing argument for option '--notify-url'"),
        (&["--url", "http://example.com/"], "invalid option '--url'"),
        (&["--\u{1b}[2J"], "invalid option '--␛[2J'"),
        (&["-x"], "invalid option '-x'"),
        (&["--json=1", "http://example.com/"], "unexpected argument for option '--json': \"1\""),
    ];
    for (arguments, message) in TABLE {
        let stderr = format!("check: {message}; try --help\n");
        let expected = Run { status: Some(2), stdout: String::new(), stderr };
        assert_eq!(check(*arguments), expected, "{arguments:?}");
    }
}

#[cfg(unix)]
#[test]
fn an_argument_that_is_not_utf8_is_wrong_usage() {
    use std::os::unix::ffi::OsStrExt;

    let not_utf8 = OsStr::from_bytes(b"http://example.com/\xff");
    for arguments in [vec![not_utf8], vec![OsStr::new("--domain-name"), not_utf8]] {
        let stderr = "check: an argument is not UTF-8; try --help\n".to_owned();
        let expected = Run { status: Some(2), stdout: String::new(), stderr };
        assert_eq!(check(&arguments), expected, "{arguments:?}");
    }
}

#[test]
fn helps_in_lines_that_fit_a_terminal() {
    let shown = check(["http://10.0.0.1/", "--help"]);
    assert_eq!((shown.status, shown.stderr.as_str()), (Some(0), ""));
    assert_eq!(shown, check(["-h"]));
    for option in ["--domain-name", "--notify-url", "--on-demand-url", "--policy", "--json"] {
        assert!(shown.stdout.contains(&format!("\n  {option}")), "{option}");
    }
    assert!(shown.stdout.lines().all(|line| line.len() <= 80), "{}", shown.stdout);
}

#[test]
fn tells_its_version() {
    let expected = format!("check (live-record-notify) {}\n", env!("CARGO_PKG_VERSION"));
    for arguments in [["--version"], ["-V"]] {
        assert_shows(&arguments, 0, &expected);
    }
}

/// `CLICOLOR_FORCE` stands for a terminal, which a test does not have.
#[test]
fn colours_only_what_goes_to_a_terminal() {
    let arguments = ["http://example.com/", r"http://example.com\@127.0.0.1/"];
    let plain = check(arguments).stdout;
    assert!(!plain.contains('\x1b'));
    let coloured = run(command().args(arguments).env("CLICOLOR_FORCE", "1"), b"").stdout;
    assert!(coloured.contains("\x1b["), "{coloured:?}");
    assert_eq!(without_colours(&coloured), plain);
    let refused = [("CLICOLOR_FORCE", "1"), ("NO_COLOR", "1")];
    assert_eq!(run(command().args(arguments).envs(refused), b"").stdout, plain);
}

/// Without `ESC [ … m`.
fn without_colours(text: &str) -> String {
    let mut parts = text.split("\x1b[");
    let first = parts.next().unwrap().to_owned();
    parts.fold(first, |plain, part| plain + part.split_once('m').unwrap().1)
}
