//! The script `tests/data/update`, beside small copies, on sources in the form of their registries.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use crate::{Run, directory, run};

const BLOCKS: (&str, &str) = (
    "iana-special-purpose.tsv",
    "\
# IANA IPv4 Special-Purpose Address Registry, updated 2025-10-09, checked 2026-01-01
# IANA IPv6 Special-Purpose Address Registry, updated 2025-11-09, checked 2026-01-02
#
# block\tname\tRFCs\tterminated\tglobally reachable\tkind
192.0.0.0/24\tIETF Protocol Assignments\tRFC 6890\t-\tfalse\tprotocol-assignments
192.0.0.170/32\tNAT64/DNS64 Discovery\tRFC 8880, RFC 7050\t-\tfalse\tprotocol-assignments
192.0.0.171/32\tNAT64/DNS64 Discovery\tRFC 8880, RFC 7050\t-\tfalse\tprotocol-assignments
192.88.99.0/24\tDeprecated (6to4 Relay Anycast)\tRFC 7526\t2015-03\t-\trelay-anycast
255.255.255.255/32\tLimited Broadcast\tRFC 8190, RFC 919\t-\tfalse\tbroadcast
2001::/32\tTEREDO\tRFC 4380, RFC 8190\t-\tn/a\tteredo
2001:2::/48\tBenchmarking\tRFC 5180\t-\tfalse\tbenchmarking
",
);

const NAMES: (&str, &str) = (
    "special-use-names.tsv",
    "\
# IANA Special-Use Domain Names, updated 2026-05-22, checked 2026-05-23
#
# name\tsource
alt\tIANA Special-Use Domain Names
eap-noob.arpa\tIANA Special-Use Domain Names
internal\tICANN, reserved for private use, 2024-07-29
lan\tRFC 6762 appendix G
",
);

const PORTS: (&str, &str) = (
    "bad-ports.tsv",
    "\
# WHATWG Fetch, port blocking, updated 2026-06-21, checked 2026-06-21
#
# port\tsource
0\tRFC 6335
10080\tWHATWG Fetch
",
);

const WPT: (&str, &str) = (
    "wpt.tsv",
    "\
# web-platform-tests, url/resources/urltestdata.json, updated 2026-01-01, checked 2026-01-01
#
# base\tinput\thref\tours
http://example.org/a\t#b\thttp://example.org/a#b\taccepted
-\t\\thttp:\\\\h\\u{20}\thttp://h/\tunsafe single-label
-\thttp://h:x/\tfailure\tunsafe single-label
",
);

const COPIES: [(&str, &str); 4] = [BLOCKS, NAMES, PORTS, WPT];

const IPV4: (&str, &str) = (
    "iana-ipv4-special-registry-1.csv",
    "\
Address Block,Name,RFC,Allocation Date,Termination Date,Source,Destination,Forwardable,Globally Reachable,Reserved-by-Protocol\r
192.0.0.0/24 [2],IETF Protocol Assignments,\"[RFC6890], Section 2.1\",2010-01,N/A,False,False,False,False,False\r
\"192.0.0.170/32, 192.0.0.171/32\",NAT64/DNS64 Discovery,\"[RFC8880][RFC7050], Section 2.2\",2013-02,N/A,False,False,False,False,True\r
192.88.99.0/24,Deprecated (6to4 Relay Anycast),[RFC7526],2001-06,2015-03,,,,,\r
255.255.255.255/32,Limited Broadcast,\"[RFC8190]\n        [RFC919], Section 7\",1984-10,N/A,False,True,False,False,True\r
",
);

const IPV6: (&str, &str) = (
    "iana-ipv6-special-registry-1.csv",
    "\
Address Block,Name,RFC,Allocation Date,Termination Date,Source,Destination,Forwardable,Globally Reachable,Reserved-by-Protocol\r
2001::/32,TEREDO,\"[RFC4380]\n        [RFC8190]\",2006-01,N/A,True,True,True,N/A [2],False\r
2001:2::/48,Benchmarking,[RFC5180][RFC Errata 1752],2008-04,N/A,True,True,True,False,False\r
",
);

const DOMAINS: (&str, &str) = (
    "special-use-domain.csv",
    "Name,Reference\r\nalt.,[RFC9476]\r\neap-noob.arpa. (DEPRECATED),[RFC9140][RFC9965]\r\n",
);

const FETCH: (&str, &str) = (
    "fetch.bs",
    "\
<h3 id=http-cache-partitions>HTTP cache partitions</h3>

<table>
 <tbody><tr><th>Other<th>Table
 <tr><td>7<td>—
</table>

<h3 id=port-blocking>Port blocking</h3>

<p>A port is a bad port if it is listed in the first column of the following table.

<table>
 <tbody><tr><th>Port<th>Typical service
 <tr><td>0<td>—
 <tr><td>10080<td>amanda
</table>
",
);

const URLS: (&str, &str) = (
    "urltestdata.json",
    r##"[
  "# A comment",
  { "input": "#b", "base": "http://example.org/a#c", "href": "http://example.org/a#b" },
  { "input": "#b", "base": "about:blank", "href": "about:blank#b" },
  { "input": "\thttp:\\h ", "base": null, "href": "http://h/" },
  { "input": "http://h:x/", "base": null, "failure": true },
  { "input": "ftp:/h", "base": "http://example.org/a", "href": "ftp://h/" }
]
"##,
);

const SOURCES: [(&str, &str); 8] = [
    IPV4,
    ("iana-ipv4-special-registry.xml", "<registry><updated>2025-10-09</updated></registry>"),
    IPV6,
    ("iana-ipv6-special-registry.xml", "<registry><updated>2025-11-09</updated></registry>"),
    DOMAINS,
    ("special-use-domain-names.xml", "<registry><updated>2026-05-22</updated></registry>"),
    FETCH,
    URLS,
];

/// A folder with the script, small copies, and their sources.
struct Folder(PathBuf);

impl Folder {
    /// `None` where there is no Python, which is a failure where everything is checked.
    fn new(test: &str) -> Option<Self> {
        if Command::new("python3").arg("--version").output().is_err() {
            assert!(std::env::var_os("CI").is_none_or(|value| value != "true"), "no python3");
            return None;
        }
        let folder = Self(directory(test));
        fs::copy("tests/data/update", folder.0.join("update")).unwrap();
        fs::create_dir(folder.0.join("from")).unwrap();
        for (name, text) in COPIES {
            fs::write(folder.0.join(name), text).unwrap();
        }
        for (name, text) in SOURCES {
            folder.set_source(name, text);
        }
        Some(folder)
    }

    fn set_source(&self, name: &str, text: &str) {
        fs::write(self.0.join("from").join(name), text).unwrap();
    }

    /// Changes the text of a source, which has `from` once.
    #[track_caller]
    fn change((name, text): (&str, &str), from: &str, to: &str) -> String {
        assert_eq!(text.matches(from).count(), 1, "{name} {from}");
        text.replace(from, to)
    }

    fn update(&self, checked: &str) -> Run {
        let mut command = Command::new("python3");
        command.arg(self.0.join("update"));
        run(command.arg("--from").arg(self.0.join("from")).args(["--checked", checked]), b"")
    }

    fn copy(&self, (name, _): (&str, &str)) -> String {
        fs::read_to_string(self.0.join(name)).unwrap()
    }

    /// The script leaves nothing else behind.
    fn files(&self) -> usize {
        fs::read_dir::<&Path>(&self.0).unwrap().count()
    }
}

#[test]
fn sources_that_say_the_same_change_the_day_of_the_check_alone() {
    let Some(folder) = Folder::new("update-same") else { return };
    let Run { status, stdout, stderr } = folder.update("2026-07-01");
    assert_eq!((status, stderr.as_str()), (Some(0), ""));
    assert_eq!(
        stdout,
        "\
iana-special-purpose.tsv: IANA IPv4 Special-Purpose Address Registry, updated 2025-10-09
iana-special-purpose.tsv: IANA IPv6 Special-Purpose Address Registry, updated 2025-11-09
special-use-names.tsv: IANA Special-Use Domain Names, updated 2026-05-22
bad-ports.tsv: WHATWG Fetch, port blocking, updated 2026-06-21
wpt.tsv: web-platform-tests, url/resources/urltestdata.json, updated 2026-01-01
"
    );
    for copy in COPIES {
        let lines = copy.1.lines().map(|line| match line.split_once(", checked ") {
            Some((before, _)) => format!("{before}, checked 2026-07-01\n"),
            None => format!("{line}\n"),
        });
        assert_eq!(folder.copy(copy), lines.collect::<String>());
    }
    assert_eq!(folder.files(), 6);
}

#[test]
fn rows_that_changed_are_shown_and_new_ones_wait_for_what_is_ours() {
    let Some(folder) = Folder::new("update-changed") else { return };
    let ipv4 = Folder::change(
        IPV4,
        "\r\n192.88",
        "\r\n192.0.1.0/24 [9],Made-Up,\"[RFC9999]\n        [RFC9998]\",2026-07,N/A,True,True,True,True [1],False\r\n192.88",
    );
    folder.set_source(IPV4.0, &ipv4.replace("[RFC7526]", "[RFC9997]"));
    folder.set_source("iana-ipv4-special-registry.xml", "<r><updated>2026-07-01</updated></r>");
    folder.set_source(IPV6.0, IPV6.1.split_once("2001:2::").unwrap().0);
    folder.set_source(DOMAINS.0, &format!("{}internal.,[RFC9996]\r\n", DOMAINS.1));
    folder.set_source(
        FETCH.0,
        &Folder::change(FETCH, "<tr><td>10080", "<tr><td>1<td>x\n <tr><td>10080"),
    );
    let urls = r#"[
  { "input": "https://\u00ad\u200d/\u0000é ", "base": null, "href": "https://x/" },
  { "input": "http://\ud800/", "base": null, "failure": true },"#;
    let urls = Folder::change(URLS, "[\n", urls);
    folder.set_source(URLS.0, &urls.replace("http://example.org/a#b", "http://example.org/A#b"));

    let Run { status, stdout, stderr } = folder.update("2026-07-02");
    assert_eq!((status, stderr.as_str()), (Some(1), ""));
    let shown = r"iana-special-purpose.tsv: IANA IPv4 Special-Purpose Address Registry, updated 2026-07-01, before 2025-10-09
iana-special-purpose.tsv: IANA IPv6 Special-Purpose Address Registry, updated 2025-11-09
  - 192.88.99.0/24|Deprecated (6to4 Relay Anycast)|RFC 7526|2015-03|-|relay-anycast
  + 192.0.1.0/24|Made-Up|RFC 9999, RFC 9998|-|true|?
  + 192.88.99.0/24|Deprecated (6to4 Relay Anycast)|RFC 9997|2015-03|-|relay-anycast
  - 2001:2::/48|Benchmarking|RFC 5180|-|false|benchmarking
special-use-names.tsv: IANA Special-Use Domain Names, updated 2026-05-22
  - internal|ICANN, reserved for private use, 2024-07-29
  + internal|IANA Special-Use Domain Names
bad-ports.tsv: WHATWG Fetch, port blocking, updated 2026-07-02, before 2026-06-21
  + 1|WHATWG Fetch
wpt.tsv: web-platform-tests, url/resources/urltestdata.json, updated 2026-07-02, before 2026-01-01
  - http://example.org/a|#b|http://example.org/a#b|accepted
  + -|https://\u{ad}\u{200d}/\0é\u{20}|https://x/|?
  + http://example.org/a|#b|http://example.org/A#b|accepted
";
    assert_eq!(stdout, shown.replace('|', "\t"));

    let rows = |copy: (&str, &str)| -> Vec<String> {
        let text = folder.copy(copy);
        text.lines().filter(|line| !line.starts_with('#')).map(str::to_owned).collect()
    };
    assert_eq!(rows(BLOCKS).len(), 7);
    assert_eq!(rows(BLOCKS)[3], "192.0.1.0/24\tMade-Up\tRFC 9999, RFC 9998\t-\ttrue\t?");
    assert_eq!(
        rows(NAMES)[2..],
        ["internal\tIANA Special-Use Domain Names", "lan\tRFC 6762 appendix G"]
    );
    assert_eq!(rows(PORTS), ["0\tRFC 6335", "1\tWHATWG Fetch", "10080\tWHATWG Fetch"]);
    assert_eq!(rows(WPT).len(), 4);
    // What was new is known, and waits.
    let again = folder.update("2026-07-03");
    assert_eq!((again.status, again.stdout.contains("\n  ")), (Some(0), false), "{again:?}");
}

/// A source, what stands in it once, what it is broken to, and what is said.
const BROKEN: [((&str, &str), &str, &str, &str); 16] = [
    (IPV4, "Address Block", "<!DOCTYPE html>", "not the columns that it had"),
    (IPV4, "192.0.0.0/24 [2]", "192.0.0.1/24", "no IPv4 block: 192.0.0.1/24"),
    (IPV4, "192.0.0.0/24 [2]", "2001:db8::/32", "no IPv4 block: 2001:db8::/32"),
    (IPV4, "[RFC7526]", "RFC7526", "no reference: RFC7526"),
    (IPV4, "2015-03", "soon", "192.88.99.0/24: terminated soon"),
    (IPV4, "Section 7\"", "Section 7", "unexpected end of data"),
    (IPV6, "N/A [2]", "Mostly", "2001::/32: globally reachable Mostly"),
    (IPV6, ",2008-04", "", "not as many cells as columns"),
    (IPV6, "True,True,True,False,False\r\n", "True,Tr", "the last line is cut off"),
    (DOMAINS, "alt.,", "alt,", "no name: alt"),
    (DOMAINS, "(DEPRECATED)", "(GONE)", "no name: eap-noob.arpa. (GONE)"),
    (FETCH, "id=port-blocking", "id=ports", "no table in the section of port blocking"),
    (FETCH, "<td>10080<td>amanda", "<td>amanda", "a row without a port"),
    (URLS, "\n]", "", "Expecting ',' delimiter"),
    (URLS, "\"failure\": true", "\"failure\": false", "neither href nor failure: http://h:x/"),
    (SOURCES[1], "2025-10-09", "yesterday", "no date of the last update"),
];

#[test]
fn a_broken_source_changes_no_copy() {
    let Some(folder) = Folder::new("update-broken") else { return };
    let expect_failure = |said: &str| {
        let Run { status, stdout, stderr } = folder.update("2026-07-01");
        assert_eq!((status, stdout.as_str()), (Some(2), ""), "{said}");
        assert!(stderr.contains(said), "{stderr}");
        assert!(stderr.ends_with(" Nothing was written.\n"), "{stderr}");
        assert!(COPIES.iter().all(|&copy| folder.copy(copy) == copy.1), "{said}");
        assert_eq!(folder.files(), 6, "{said}");
    };
    for (source, from, to, said) in BROKEN {
        folder.set_source(source.0, &Folder::change(source, from, to));
        expect_failure(said);
        folder.set_source(source.0, source.1);
    }
    for (name, text) in SOURCES {
        fs::remove_file(folder.0.join("from").join(name)).unwrap();
        expect_failure(&format!("from/{name}: "));
        folder.set_source(name, text);
    }
    assert_eq!(folder.update("2026-07-01").status, Some(0));
}

#[test]
fn a_copy_without_dates_is_not_written() {
    let Some(folder) = Folder::new("update-undated") else { return };
    let undated = Folder::change(NAMES, ", checked 2026-05-23", "");
    fs::write(folder.0.join(NAMES.0), &undated).unwrap();
    let Run { status, stderr, .. } = folder.update("2026-07-01");
    assert_eq!(status, Some(2));
    assert!(
        stderr.starts_with("special-use-names.tsv: its head has no line with dates"),
        "{stderr}"
    );
    assert_eq!((folder.copy(NAMES), folder.copy(BLOCKS)), (undated, BLOCKS.1.to_owned()));
}
