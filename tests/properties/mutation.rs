//! One thing wrong with a valid input, and what is answered.

use super::base::Base;

/// A change to a base, with the expected code and the identifier of the expected reason. The
/// second change makes the nearest text that is still accepted.
pub(crate) struct Mutation {
    pub(crate) name: &'static str,
    pub(crate) code: &'static str,
    pub(crate) reason: &'static str,
    pub(crate) invalid: fn(&Base) -> String,
    pub(crate) valid: fn(&Base) -> String,
}

const fn malformed(
    name: &'static str,
    reason: &'static str,
    invalid: fn(&Base) -> String,
    valid: fn(&Base) -> String,
) -> Mutation {
    Mutation { name, code: "Malformed", reason, invalid, valid }
}

const fn led_astray(
    name: &'static str,
    reason: &'static str,
    invalid: fn(&Base) -> String,
    valid: fn(&Base) -> String,
) -> Mutation {
    Mutation { name, code: "Unsafe", reason, invalid, valid }
}

#[rustfmt::skip]
pub(crate) const MUTATIONS: &[Mutation] = &[
    // Scheme
    malformed("no scheme", "no-scheme", |b| after_scheme(b).trim_start_matches('/').into(), Base::text),
    malformed("two slashes and no scheme", "no-scheme", after_scheme, Base::text),
    led_astray("the scheme of FTP", "scheme", |b| format!("ftp:{}", after_scheme(b)), |b| format!("HTTP:{}", after_scheme(b))),
    led_astray("one letter too many in the scheme", "scheme", |b| format!("httpx:{}", after_scheme(b)), |b| format!("hTTps:{}", after_scheme(b))),
    malformed("no colon", "missing-colon", |b| b.text().replacen(':', "", 1), Base::text),
    malformed("a semicolon for the colon", "missing-colon", |b| b.text().replacen(':', ";", 1), Base::text),
    malformed("a full-width colon", "missing-colon", |b| b.text().replacen(':', "：", 1), Base::text),
    malformed("one slash", "slashes", |b| b.text().replacen("//", "/", 1), Base::text),
    malformed("three slashes", "slashes", |b| b.text().replacen("//", "///", 1), Base::text),
    malformed("backslashes", "backslash", |b| b.text().replacen("//", r"\\", 1), Base::text),
    // User information
    led_astray("a user name", "userinfo", |b| after_slashes(b, "user@"), |b| b.in_path("user@")),
    led_astray("a password", "userinfo", |b| after_slashes(b, ":p@"), |b| b.in_query(":p@")),
    led_astray("an empty @", "userinfo", |b| after_slashes(b, "@"), |b| b.in_path("@")),
    // Host
    malformed("no host", "no-host", |b| format!("{}://", b.scheme), Base::text),
    led_astray("no dot", "single-label", |b| b.with_host("host"), |b| b.with_host("host.example")),
    malformed("a trailing dot", "trailing-dot", |b| b.with_host("host.example."), |b| b.with_host("host.example")),
    malformed("an empty label", "empty-label", |b| b.with_host("host..example"), |b| b.with_host("h.ost.example")),
    malformed("an empty first label", "empty-label", |b| b.with_host(".host.example"), |b| b.with_host("h.host.example")),
    malformed("a hyphen at the start", "hyphen", |b| b.with_host("-host.example"), |b| b.with_host("ho-st.example")),
    malformed("a hyphen at the end", "hyphen", |b| b.with_host("host-.example"), |b| b.with_host("ho--st.example")),
    malformed("a label of 64", "label-too-long", |b| b.with_host(&label(64, ".example")), |b| b.with_host(&label(63, ".example"))),
    malformed("a name of 254", "name-too-long", |b| b.with_host(&name(254)), |b| b.with_host(&name(253))),
    malformed("an ampersand", "host-character", |b| b.with_host("ho&st.example"), |b| b.with_host("ho_st.example")),
    malformed("a percent-encoded letter", "host-form", |b| b.with_host("%68ost.example"), |b| b.with_host("Host.example")),
    malformed("a wide letter", "host-form", |b| b.with_host("ｈost.example"), |b| b.with_host("hôst.example")),
    malformed("a soft hyphen", "host-form", |b| b.with_host("ho\u{ad}st.example"), |b| b.with_host("host.example")),
    malformed("a broken A-label", "idna", |b| b.with_host("xn--a.example"), |b| b.with_host("xn--bcher-kva.example")),
    led_astray("a special-use name", "special-use-name", |b| b.with_host("host.local"), |b| b.with_host("local.example")),
    led_astray("a private name", "private-name", |b| b.with_host("host.internal"), |b| b.with_host("internal.example")),
    led_astray("a metadata name", "cloud-metadata-name", |b| b.with_host("metadata.goog"), |b| b.with_host("metadata.example")),
    led_astray("a name of loopback", "loopback-name", |b| b.with_host("a.lvh.me"), |b| b.with_host("alvh.me")),
    led_astray("a rebinding name", "rebinding-name", |b| b.with_host("a.rbndr.us"), |b| b.with_host("arbndr.us")),
    led_astray("a name that spells an address", "spelled-address", |b| b.with_host("10-0-0-1.nip.io"), |b| b.with_host("9-0-0-1.nip.io")),
    led_astray("a name that could spell any", "address-name", |b| b.with_host("host.nip.io"), |b| b.with_host("8.8.8.8.nip.io")),
    // Addresses, at the edges of 10.0.0.0/8 and 127.0.0.0/8, in every spelling
    led_astray("private, plain", "private-use", |b| b.with_host("10.0.0.0"), |b| b.with_host("9.255.255.255")),
    led_astray("private, last", "private-use", |b| b.with_host("10.255.255.255"), |b| b.with_host("11.0.0.0")),
    led_astray("loopback, short", "loopback", |b| b.with_host("127.1"), |b| b.with_host("126.0.0.1")),
    led_astray("loopback, octal", "loopback", |b| b.with_host("0177.0.0.1"), |b| b.with_host("177.0.0.1")),
    led_astray("loopback, hexadecimal", "loopback", |b| b.with_host("0x7f000001"), |b| b.with_host("x7f000001.example")),
    led_astray("loopback, one number", "loopback", |b| b.with_host("2130706433"), |b| b.with_host("2130706433.example")),
    led_astray("loopback, wide dots", "loopback", |b| b.with_host("127。0．0｡1"), |b| b.with_host("128.0.0.1")),
    led_astray("loopback, percent-encoded", "loopback", |b| b.with_host("%31%32%37.0.0.1"), |b| b.with_host("1.0.0.1")),
    led_astray("loopback, trailing dot", "loopback", |b| b.with_host("127.0.0.1."), |b| b.with_host("126.255.255.255")),
    led_astray("loopback, mapped", "loopback", |b| b.with_host("[::ffff:127.0.0.1]"), |b| b.with_host("[::ffff:8.8.8.8]")),
    led_astray("loopback of IPv6", "loopback", |b| b.with_host("[::1]"), |b| b.with_host("[2600::1]")),
    led_astray("metadata", "cloud-metadata", |b| b.with_host("168.63.129.16"), |b| b.with_host("168.63.129.17")),
    led_astray("metadata behind NAT64", "cloud-metadata", |b| b.with_host("[64:ff9b::a9fe:a9fe]"), |b| b.with_host("[64:ff9b::808:808]")),
    malformed("public, one number", "numeric-ipv4", |b| b.with_host("134744072"), |b| b.with_host("8.8.8.8")),
    malformed("a number too large", "ipv4-syntax", |b| b.with_host("8.8.8.256"), |b| b.with_host("8.8.8.255")),
    malformed("five numbers", "ipv4-syntax", |b| b.with_host("8.8.8.8.8"), |b| b.with_host("8.8.8.8")),
    malformed("nine groups", "ipv6-syntax", |b| b.with_host("[2600:2:3:4:5:6:7:8:9]"), |b| b.with_host("[2600:2:3:4:5:6:7:8]")),
    malformed("a zone", "zone-id", |b| b.with_host("[2600::1%25eth0]"), |b| b.with_host("[2600::1]")),
    malformed("no brackets", "missing-bracket", |b| b.with_host("2600::1"), |b| b.with_host("[2600::1]")),
    malformed("no bracket at the end", "missing-bracket", |b| b.with_host("[host.example"), |b| b.with_host("host.example")),
    malformed("brackets around a name", "bracketed-host", |b| b.with_host("[host.example]"), |b| b.with_host("host.example")),
    malformed("brackets around IPv4", "bracketed-host", |b| b.with_host("[9.255.255.255]"), |b| b.with_host("9.255.255.255")),
    // What `url` cannot read and other readers can
    led_astray("loopback with a zone", "loopback", |b| b.with_host("[::1%25lo]"), |b| b.with_host("[2600::1]")),
    led_astray("loopback without brackets", "loopback", |b| b.with_host("::1"), |b| b.with_host("[2600::1]")),
    led_astray("loopback in brackets", "loopback", |b| b.with_host("[127.0.0.1]"), |b| b.with_host("126.0.0.1")),
    led_astray("loopback by low bits", "loopback", |b| b.with_host("383.0.0.1"), |b| b.with_host("126.0.0.1")),
    led_astray("loopback cut off", "loopback", |b| b.with_host("127.0.0.1%00.host.example"), |b| b.with_host("127.0.0.1.host.example")),
    led_astray("loopback, decoded", "loopback", |b| b.with_host("host.example%40127.0.0.1"), |b| b.with_host("host.example")),
    led_astray("loopback before a port that is none", "loopback", |b| format!("{}://127.0.0.1:8o80/", b.scheme), |b| format!("{}://126.0.0.1:8080/", b.scheme)),
    led_astray("metadata after another scheme and a user name", "cloud-metadata", |_| "gopher://a:b@169.254.169.254:25/".into(), |_| "http://168.254.169.254/".into()),
    // Port
    led_astray("a port of SSH", "bad-port", |b| b.with_port(22), |b| b.with_port(24)),
    led_astray("a port of Amanda", "bad-port", |b| b.with_port(10_080), |b| b.with_port(10_081)),
    led_astray("port 0", "bad-port", |b| b.with_port(0), |b| b.with_port(2)),
    malformed("a port too large", "port-syntax", |b| b.with_port(65_536), |b| b.with_port(65_535)),
    malformed("a port of letters", "port-syntax", |b| format!("{}://host.example:a/", b.scheme), |b| format!("{}://host.example:/", b.scheme)),
    // Path and query
    malformed("a space in the path", "character", |b| b.in_path(" x"), |b| b.in_path("%20x")),
    malformed("a quotation mark in the path", "character", |b| b.in_path("\""), |b| b.in_path("'")),
    malformed("a grave accent in the path", "character", |b| b.in_path("`"), |b| b.in_path("[|]^")),
    malformed("a backslash in the path", "backslash", |b| b.in_path(r"\x"), |b| b.in_path("/x")),
    malformed("a control in the path", "character", |b| b.in_path("\u{80}"), |b| b.in_path("\u{a1}")),
    malformed("a no-break space in the path", "invisible-character", |b| b.in_path("\u{a0}"), |b| b.in_path("\u{a1}")),
    malformed("a zero width space in the path", "invisible-character", |b| b.in_path("\u{200b}x"), |b| b.in_path("\u{200c}x")),
    malformed("a noncharacter in the path", "character", |b| b.in_path("\u{fdd0}"), |b| b.in_path("\u{fdcf}")),
    malformed("a bare percent sign in the path", "percent-encoding", |b| b.in_path("%x"), |b| b.in_path("%2F")),
    malformed("a space in the query", "character", |b| b.in_query("a b"), |b| b.in_query("a+b")),
    malformed("a brace in the query", "character", |b| b.in_query("{"), |b| b.in_query("a[]=b|c^d")),
    malformed("an override in the query", "invisible-character", |b| b.in_query("\u{202e}"), |b| b.in_query("\u{200d}")),
    malformed("a bare percent sign in the query", "percent-encoding", |b| b.in_query("%4"), |b| b.in_query("%40")),
    malformed("a fragment", "fragment", |b| b.in_query("#a"), |b| b.in_query("%23a")),
    malformed("an empty fragment", "fragment", |b| b.in_query("#"), |b| b.in_query("")),
    // The whole text
    malformed("nothing", "empty", |_| String::new(), Base::text),
    malformed("a space before", "character", |b| format!(" {}", b.text()), Base::text),
    malformed("a byte order mark before", "invisible-character", |b| format!("\u{feff}{}", b.text()), Base::text),
    malformed("a no-break space after", "invisible-character", |b| format!("{}\u{a0}", b.text()), Base::text),
    malformed("quotation marks around", "quoted", |b| format!("“{}”", b.text()), Base::text),
    malformed("angle brackets around", "quoted", |b| format!("<{}>", b.text()), Base::text),
    malformed("a newline after", "character", |b| format!("{}\n", b.text()), Base::text),
    malformed("a tab in the scheme", "character", |b| b.text().replacen("tt", "t\tt", 1), Base::text),
    malformed("2,049 bytes", "too-long", |b| filled(b, 2049), |b| filled(b, 2048)),
    malformed("2,049 bytes once canonical", "too-long", |b| filled_to_become(b, 2049), |b| filled_to_become(b, 2048)),
];

fn after_scheme(base: &Base) -> String {
    let text = base.text();
    text.strip_prefix(base.scheme).and_then(|rest| rest.strip_prefix(':')).unwrap().into()
}

fn after_slashes(base: &Base, inserted: &str) -> String {
    base.text().replacen("//", &format!("//{inserted}"), 1)
}

fn label(length: usize, after: &str) -> String {
    format!("{}{after}", "a".repeat(length))
}

fn name(length: usize) -> String {
    let name = format!("{}example", "abcdefg.".repeat(40));
    name[name.len() - length..].into()
}

/// The base, with as much in its query as makes `length` bytes.
fn filled(base: &Base, length: usize) -> String {
    let text = base.in_query("");
    format!("{text}{}", "a".repeat(length - text.len()))
}

/// The base with a character that takes two bytes more in canonical form.
fn filled_to_become(base: &Base, length: usize) -> String {
    format!("{}'", filled(base, length - 3))
}

/// A change to a domain name, with the identifier of the expected reason, and the nearest name that
/// is still accepted.
pub(crate) struct NameMutation {
    pub(crate) name: &'static str,
    pub(crate) reason: &'static str,
    pub(crate) invalid: fn(&str) -> String,
    pub(crate) valid: fn(&str) -> String,
}

const fn name_row(
    name: &'static str,
    reason: &'static str,
    invalid: fn(&str) -> String,
    valid: fn(&str) -> String,
) -> NameMutation {
    NameMutation { name, reason, invalid, valid }
}

#[rustfmt::skip]
pub(crate) const NAME_MUTATIONS: &[NameMutation] = &[
    name_row("nothing", "empty", |_| String::new(), str::to_owned),
    name_row("one label", "too-few-labels", |_| "example".into(), |_| "a.example".into()),
    name_row("a trailing dot", "trailing-dot", |n| format!("{n}."), str::to_owned),
    name_row("an empty label", "empty-label", |n| format!("a..{n}"), |n| format!("a.{n}")),
    name_row("an empty first label", "empty-label", |n| format!(".{n}"), |n| format!("a.{n}")),
    name_row("a hyphen at the start", "hyphen", |n| format!("-a.{n}"), |n| format!("a-a.{n}")),
    name_row("a hyphen at the end", "hyphen", |n| format!("a-.{n}"), |n| format!("a--a.{n}")),
    name_row("a label of 64", "label-too-long", |n| label(64, &format!(".{n}")), |n| label(63, &format!(".{n}"))),
    name_row("a name of 254", "name-too-long", |_| name(254), |_| name(253)),
    name_row("a number at the end", "numeric-label", |n| format!("{n}.0"), |n| format!("{n}.0a")),
    name_row("a hexadecimal number at the end", "numeric-label", |n| format!("{n}.0x1f"), |n| format!("{n}.0y1f")),
    name_row("a wildcard", "host-character", |n| format!("*.{n}"), |n| format!("a.{n}")),
    name_row("an underscore", "host-character", |n| format!("_a.{n}"), |n| format!("a.{n}")),
    name_row("a space after", "host-character", |n| format!("{n} "), str::to_owned),
    name_row("a port", "host-character", |n| format!("{n}:80"), str::to_owned),
    name_row("a broken A-label", "idna", |n| format!("xn--a.{n}"), |n| format!("xn--bcher-kva.{n}")),
    name_row("a wide letter", "host-form", |n| format!("ａ.{n}"), |_| "â.example".into()),
    name_row("a joiner between letters that do not join", "idna", |n| format!("a\u{200d}b.{n}"), |n| format!("ab.{n}")),
];
