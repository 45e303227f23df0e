//! The option `--policy`: what the file moves, and where its faults are shown.

use std::fs;

use crate::{Run, command, directory, run};

#[track_caller]
fn assert_verdicts(policy: &str, rows: &[(&str, &str)]) {
    for (url, expected) in rows {
        let lines = run(command("check").args(["--policy", policy, "-"]), url.as_bytes());
        let columns: Vec<_> = lines.stdout.trim_end().split('\t').collect();
        let verdict = if columns[0] == "accepted" { columns[0] } else { columns[1] };
        assert_eq!((verdict, lines.stderr.as_str()), (*expected, ""), "{url}");

        let status = Some(i32::from(verdict != "accepted"));
        assert_eq!(lines.status, status, "{url}");
        for arguments in [["--policy", policy, url], [url, "--policy", policy]] {
            assert_eq!(run(command("check").args(arguments), b"").status, status, "{url}");
        }
    }
}

#[test]
fn the_policy_of_a_self_hosted_product_opens_private_networks_alone() {
    assert_verdicts(
        "examples/check/self-hosted.toml",
        &[
            ("http://10.1.2.3/", "accepted"),
            ("http://11.1.2.3/", "accepted"),
            ("http://172.16.0.1/", "accepted"),
            ("http://172.31.255.255/", "accepted"),
            ("http://192.168.0.1/", "accepted"),
            ("http://[fd00::1]/", "accepted"),
            ("http://[::ffff:10.1.2.3]/", "accepted"),
            ("http://hooks.internal/", "accepted"),
            ("http://nas.lan:8080/", "accepted"),
            ("http://hooks.corp/", "accepted"),
            ("http://hooks.corp.example/", "accepted"),
            ("http://hooks.default.svc/", "accepted"),
            ("http://kubernetes.default.svc/", "host-denied"),
            ("http://169.254.169.254/", "cloud-metadata"),
            ("http://[fd00:ec2::254]/", "cloud-metadata"),
            ("http://metadata.google.internal/", "cloud-metadata-name"),
            ("http://127.0.0.1/", "loopback"),
            ("http://localhost/", "special-use-name"),
            ("http://169.254.1.1/", "link-local"),
            ("http://100.64.0.1/", "shared-address-space"),
            ("http://nas/", "accepted"),
            ("http://kubernetes/", "host-denied"),
        ],
    );
}

#[test]
fn a_policy_holds_for_every_url_wherever_the_option_stands() {
    let file = directory("policy-everywhere").join("policy.toml");
    fs::write(&file, "deny_host = [\".example.com\"]\nallow_user_info = true\n").unwrap();
    let policy = format!("--policy={}", file.display());
    assert_verdicts(
        file.to_str().unwrap(),
        &[
            ("https://a.example.com/", "host-denied"),
            ("https://example.org/", "accepted"),
            ("https://me@example.org/", "accepted"),
        ],
    );
    for arguments in [
        [
            "--json",
            &policy,
            "--notify-url=http://example.com",
            "--on-demand-url=http://example.com",
        ],
        [
            "--notify-url=http://example.com",
            "--on-demand-url=http://example.com",
            "--json",
            &policy,
        ],
    ] {
        let shown = run(command("check").args(arguments), b"");
        assert_eq!(shown.status, Some(1));
        assert_eq!(shown.stdout.matches("\"host-denied\"").count(), 2, "{}", shown.stdout);
    }
}

/// The scheme that is missing is mended by what the policy accepts.
#[test]
fn the_mend_is_judged_by_the_policy_too() {
    for (text, mended) in [("10.1.2.3/cb", true), ("127.0.0.1/cb", false)] {
        let policy = ["--policy", "examples/check/self-hosted.toml", text];
        let shown = run(command("check").args(policy), b"").stdout;
        assert_eq!(shown.contains("help: write `http://10.1.2.3/cb`"), mended, "{shown}");
    }
}

/// Runs `check` with `content` as its policy, whose report must be `expected`.
#[track_caller]
fn assert_fault(test: &str, content: impl AsRef<[u8]>, expected: &str) {
    let directory = directory(test);
    fs::write(directory.join("policy.toml"), content).unwrap();
    let arguments = ["--policy", "policy.toml", "http://example.com/"];
    let shown = run(command("check").current_dir(directory).args(arguments), b"");
    let stderr = expected.trim_start().to_owned();
    assert_eq!(shown, Run { status: Some(2), stdout: String::new(), stderr }, "{}", shown.stderr);
}

#[test]
fn a_fault_is_shown_with_its_line_and_column() {
    let content = r#"
allow_network = [
    "10.0.0.0/8",
]
allow_host = [
    "hooks.corp",
    "nas.corp", "https://hooks.corp/?token=secret", "wiki.corp",
]
"#;
    let expected = "
error: the policy has a fault
 --> policy.toml:7:17
  |
7 |     \"nas.corp\", \"https://hooks.corp/?token=secret\", \"wiki.corp\",
  |                 ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ allow_host: an entry is a URL, not a host name; write \"hooks.corp\"
";
    assert_fault("policy-line-7", content, expected);
    assert_fault("policy-line-7-crlf", content.replace('\n', "\r\n"), expected);
}

#[test]
fn faults_of_every_kind_are_shown() {
    for (number, (content, expected)) in [
        (
            "allow_network = [\"10.0.0.1/8\"]",
            "
error: the policy has a fault
 --> policy.toml:1:18
  |
1 | allow_network = [\"10.0.0.1/8\"]
  |                  ^^^^^^^^^^^^ allow_network: \"10.0.0.1/8\" has host bits set; write \"10.0.0.0/8\"
",
        ),
        (
            "not TOML",
            "
error: the policy has a fault
 --> policy.toml:1:5
  |
1 | not TOML
  |     ^ key with no value, expected `=`
",
        ),
        (
            "deny_host = [\n",
            "
error: the policy has a fault
 --> policy.toml:1:14
  |
1 | deny_host = [
  |              ^ unclosed array, expected `]`
",
        ),
        (
            "\u{feff}max_length = 0",
            "
error: the policy has a fault
 --> policy.toml:1:14
  |
1 | max_length = 0
  |              ^ max_length: \"0\" cannot be the limit: at least 1, at most 1073741824
",
        ),
        (
            "require_https = true\nrequire_https = true\n",
            "
error: the policy has a fault
 --> policy.toml:2:1
  |
2 | require_https = true
  | ^^^^^^^^^^^^^ duplicate key
",
        ),
        (
            "deny_host = \"\"\"\nfirst\nsecond\"\"\"",
            "
error: the policy has a fault
 --> policy.toml:1:13
  |
1 | deny_host = \"\"\"
  |             ^^^ invalid type: string, expected a sequence
",
        ),
        (
            "# \u{1b}[2J\u{202e}",
            "
error: the policy has a fault
 --> policy.toml:1:3
  |
1 | # ␛[2J\\u{202e}
  |   ^ invalid comment character, expected printable characters
",
        ),
    ]
    .into_iter()
    .enumerate()
    {
        assert_fault(&format!("policy-fault-{number}"), content, expected);
    }
}

/// A line of a hundred entries is shown around the one at fault.
#[test]
fn a_long_line_is_cut_around_the_fault() {
    let others = |name: &str| format!("\"{name}.example\", ").repeat(100);
    let content = format!("deny_host = [{}\"*.corp\", {}]", others("before"), others("after"));
    let directory = directory("policy-long-line");
    fs::write(directory.join("policy.toml"), content).unwrap();
    let arguments = ["--policy", "policy.toml", "http://example.com/"];
    let shown = run(command("check").current_dir(directory).args(arguments), b"").stderr;
    let line = shown.lines().find(|line| line.starts_with("1 |")).unwrap();
    assert!(line.contains("\"*.corp\"") && line.len() <= 90, "{shown}");
}

#[test]
fn an_empty_policy_is_the_default() {
    let file = directory("policy-empty").join("empty.toml");
    fs::write(&file, "").unwrap();
    assert_verdicts(
        file.to_str().unwrap(),
        &[("http://example.com/", "accepted"), ("http://10.1.2.3/", "private-use")],
    );
}

#[test]
fn a_file_that_cannot_be_read_is_named() {
    let directory = directory("policy-unread");
    fs::write(directory.join("latin-1.toml"), b"# \xe9").unwrap();
    for name in ["missing.toml", ".", "latin-1.toml", "\u{1b}[2J"] {
        let arguments = ["--policy", name, "http://example.com/"];
        let shown = run(command("check").current_dir(&directory).args(arguments), b"");
        assert_eq!((shown.status, shown.stdout.as_str()), (Some(2), ""), "{name}");
        let name = name.replace('\u{1b}', "␛");
        assert!(shown.stderr.starts_with(&format!("check: {name}: ")), "{}", shown.stderr);
        assert_eq!(shown.stderr.lines().count(), 1, "{}", shown.stderr);
    }
}
