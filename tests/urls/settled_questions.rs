//! The settled questions of the README, each with inputs on both sides of the line.
//!
//! A row is an input, the place of its fault between `«` and `»`, and its verdict.

use live_record_notify::{DomainName, NotifyUrl, OnDemandUrl};
use test_support::{check, verdict};

type Rows = &'static [(&'static str, &'static str)];

/// A question as the README asks it, and its rows.
const QUESTIONS: &[(&str, Rows)] = &[
    ("Another scheme (`ftp:`, `file:`, `javascript:`, `data:`)?", SCHEMES),
    ("No scheme: `example.com/cb`, `//example.com`, `example.com:8080/cb`?", NO_SCHEME),
    ("Empty, or white space around it?", AROUND),
    (
        "Tab, newline, NUL, backslash, unescaped space or one of ``\"<>`{}`` anywhere?",
        PARSERS_DISAGREE,
    ),
    ("`[`, `]`, `\\|` or `^` in path or query (`?ids[]=1`, `?scope=a\\|b`)?", BRACKETS_AND_BARS),
    ("`%00`, `%0d%0a` in path or query?", ENCODED_CONTROLS),
    (
        "White space beyond ASCII, a byte order mark, a zero width space or another character that \
         cannot be seen, in path or query or around the text?",
        INVISIBLE,
    ),
    (
        "A typing slip: `https//h/`, `http;//h/`, `http：//h/`, `http:///h/`, quotation marks or angle \
         brackets around the text?",
        SLIPS,
    ),
    ("A zone id (`[fe80::1%25eth0]`, `[fe80::1%eth0]`, `[fe80::1%25]`)?", ZONE_IDS),
    ("A port that is no port (`:99999`, `:+80`, `:80:90`)?", BROKEN_PORTS),
    (
        "Square brackets: none around an IPv6 address, one alone, or a pair around another host \
         (`::1`, `[::1`, `[127.0.0.1]`)?",
        BRACKETS,
    ),
    (
        "A host that some readers cut off or decode (`127.0.0.1%00.example.com`, `127.0.0.1%3a80`)?",
        CUT_HOSTS,
    ),
    ("User name or password, even an empty `@`?", USER_INFO),
    ("A fragment?", FRAGMENTS),
    (
        "Numeric IPv4 that is not four plain decimals (`0x08080808`, `1.1`, `010.8.8.8`)?",
        NUMERIC_IPV4,
    ),
    (
        "Percent-encoded or compatibility characters in the host (`%65xample.com`, `ｅxample.com`)?",
        HOST_FORM,
    ),
    (
        "A non-ASCII host in its own IDNA form, letter case aside (`bücher.example.com`, \
         `BÜCHER.example.com`)?",
        IDNA,
    ),
    ("A trailing dot (`example.com.`)?", TRAILING_DOT),
    (
        "A host that is no DNS name: empty label, label over 63 bytes, name over 253, hyphen at a \
         label's end, any character but letters, digits, `-` and `_`?",
        NO_DNS_NAME,
    ),
    ("`_` in a URL's host?", UNDERSCORE),
    (
        "`--` inside a label, a port with leading zeros or none after its colon, `..` or `%2f` in \
         the path, `'` or `(` in the query, non-ASCII text in path or query?",
        MADE_CANONICAL,
    ),
    ("A public IP literal?", IP_LITERALS),
    ("Which ports?", PORTS),
    ("A host name without a dot?", SINGLE_LABEL),
    // The rows of this one are made, not written: `length.rs` has them.
    ("How long?", &[("http://example.com/", "accepted http://example.com/")]),
];

const SCHEMES: Rows = &[
    ("«ftp»://example.com/", "unsafe scheme"),
    ("«FTP»://example.com/", "unsafe scheme"),
    ("«f\ntp»://example.com/", "unsafe scheme"),
    (" «ftp»://example.com/", "unsafe scheme"),
    ("«file»:///etc/passwd", "unsafe scheme"),
    ("«javascript»:alert(1)//http://example.com/", "unsafe scheme"),
    ("«data»:text/html,<b>", "unsafe scheme"),
    ("«gopher»://example.com:6379/_x", "unsafe scheme"),
    ("gopher://«127.0.0.1»:6379/_x", "unsafe loopback"),
    ("«ws»://example.com/", "unsafe scheme"),
    ("«http+unix»://%2Ftmp%2Fsocket/", "unsafe scheme"),
    ("«view-source»:http://example.com/", "unsafe scheme"),
    ("«httpx»://example.com/", "unsafe scheme"),
    ("«htt»://example.com/", "unsafe scheme"),
    ("http://example.com/", "accepted http://example.com/"),
    ("HTTP://example.com/", "accepted http://example.com/"),
    ("hTTpS://example.com/", "accepted https://example.com/"),
    ("http://example.com/?url=ftp://host/", "accepted http://example.com/?url=ftp://host/"),
];

const NO_SCHEME: Rows = &[
    ("«example.com»/cb", "malformed no-scheme"),
    ("//«example.com»", "malformed no-scheme"),
    ("///«example.com»", "malformed no-scheme"),
    ("\\\\«example.com»", "malformed no-scheme"),
    ("«example.com»:8080/cb", "malformed no-scheme"),
    ("«8.example.com»://", "malformed no-scheme"),
    ("«example.com»:8080", "malformed no-scheme"),
    ("«example.com»:80\t80?q", "malformed no-scheme"),
    ("«127.0.0.1»/", "unsafe loopback"),
    ("«localhost»:8080", "unsafe special-use-name"),
    ("//«10.0.0.1»", "unsafe private-use"),
    ("«[::1]»:8080/", "unsafe loopback"),
    ("/«callback»", "unsafe single-label"),
    ("«callback»", "unsafe single-label"),
    ("«»?url=http://example.com/", "malformed no-scheme"),
    ("«user@»example.com", "unsafe userinfo"),
    ("«user»:password@example.com", "unsafe scheme"),
    ("example.com:«22»", "unsafe bad-port"),
    ("«example.com»:65536", "malformed no-scheme"),
    ("«10.0.0.1»:65536", "unsafe private-use"),
    // No number, so `url` is right to read a scheme; but some reader may see a host.
    ("«localhost»:+80", "unsafe special-use-name"),
    ("«10.0.0.1»:cb", "unsafe private-use"),
    ("«example.com»:cb", "unsafe scheme"),
    ("«example.com»:80cb", "unsafe scheme"),
    ("«example.com»:", "unsafe scheme"),
    // Slashes: none, one, three.
    ("«http:»example.com/", "malformed slashes"),
    ("«http:/»example.com/", "malformed slashes"),
    ("«http:///»example.com/", "malformed slashes"),
    ("http:«127.0.0.1»/", "unsafe loopback"),
    ("http:/«127.0.0.1»/", "unsafe loopback"),
    ("http:////«127.0.0.1»/", "unsafe loopback"),
    ("http:«80»", "unsafe this-network"),
    ("http://example.com:8080/cb", "accepted http://example.com:8080/cb"),
];

const AROUND: Rows = &[
    ("«»", "malformed empty"),
    ("« »", "malformed character"),
    ("«\n»", "malformed character"),
    ("« »http://example.com/", "malformed character"),
    ("«\u{b}»http://example.com/", "malformed character"),
    ("http://example.com/« »", "malformed character"),
    ("http://example.com/«\r»\n", "malformed character"),
    ("http://example.com/«\0»", "malformed character"),
    ("http://example.com« »", "malformed character"),
    ("http://example.com/«\u{80}»", "malformed character"),
    (" http://«127.0.0.1»/", "unsafe loopback"),
    ("http://«localhost»/ ", "unsafe special-use-name"),
    ("\t«169.254.169.254»\n", "unsafe cloud-metadata"),
    ("http://example.com/%20", "accepted http://example.com/%20"),
    ("http://example.com/\u{a1}", "accepted http://example.com/%C2%A1"),
];

/// Each of the characters in path and query stands in a test of its own.
const PARSERS_DISAGREE: Rows = &[
    ("http://exa«\t»mple.com/", "malformed host-character"),
    ("http://exa«\n»mple.com/", "malformed host-character"),
    // Some clients end a host at a NUL.
    ("http://«exa\0mple.com»/", "unsafe single-label"),
    ("http://example.com«\0».example.net/", "malformed host-character"),
    ("http://exa« »mple.com/", "malformed host-character"),
    ("http://exa«<»mple.com/", "malformed host-character"),
    ("ht«\t»tp://example.com/", "malformed character"),
    ("http:«\n»//example.com/", "malformed character"),
    ("http:/«\r»/example.com/", "malformed character"),
    ("http://example.com:8«\t»080/", "malformed character"),
    ("http:«\\»\\example.com", "malformed backslash"),
    ("http:/«\\»example.com", "malformed backslash"),
    ("http://example.com«\\»@example.org/", "malformed backslash"),
    ("http://example.com/a«\\»b", "malformed backslash"),
    ("http://example.com/?a«\\»b", "malformed backslash"),
    ("http:\\\\«localhost»", "unsafe special-use-name"),
    ("http://«localhost»\\@example.org/", "unsafe special-use-name"),
    ("http://«local\thost»/", "unsafe special-use-name"),
    ("htt\np://«127.0.0.1»/", "unsafe loopback"),
    ("http://«127.0.0.1»/a b", "unsafe loopback"),
    ("http://example.com/a%5Cb%09%0A%20?%00", "accepted http://example.com/a%5Cb%09%0A%20?%00"),
    ("http://example.com/«%»", "malformed percent-encoding"),
    ("http://example.com/«%»2", "malformed percent-encoding"),
    ("http://example.com/?a=«%»zz", "malformed percent-encoding"),
    ("http://example.com/«%»f", "malformed percent-encoding"),
];

/// Before path and query they are something else, or nothing: `unread_hosts.rs` has the hosts.
const BRACKETS_AND_BARS: Rows = &[
    ("http://example.com/?ids[]=1&ids[]=2", "accepted http://example.com/?ids%5B%5D=1&ids%5B%5D=2"),
    ("http://example.com/?a[b][c]=1", "accepted http://example.com/?a%5Bb%5D%5Bc%5D=1"),
    ("http://example.com/a[0]/b", "accepted http://example.com/a%5B0%5D/b"),
    ("http://example.com/]", "accepted http://example.com/%5D"),
    ("http://example.com?[", "accepted http://example.com/?%5B"),
    ("http://example.com/?scope=a|b", "accepted http://example.com/?scope=a%7Cb"),
    ("http://example.com/a|b^c?^", "accepted http://example.com/a%7Cb%5Ec?%5E"),
    ("http://example.com/?a%5B%5D=1", "accepted http://example.com/?a%5B%5D=1"),
    ("http://example.com/?a%5b[=1", "accepted http://example.com/?a%5b%5B=1"),
    ("http://example.com/?a(1)=1", "accepted http://example.com/?a(1)=1"),
    ("http://example.com/[/../a", "accepted http://example.com/a"),
    ("http://example.com/?q=«{»id}", "malformed character"),
    ("http://example.com/?a[]=«\"»", "malformed character"),
    ("http://example.com/a[0]«\\»b", "malformed backslash"),
    ("http://example.com/?a[]=1«#»", "malformed fragment"),
    ("http://«127.0.0.1»/?a[]=1", "unsafe loopback"),
    ("http://«a[b@»example.com/", "unsafe userinfo"),
    ("http://exam«|»ple.com/", "malformed host-character"),
    ("http://exam«^»ple.com/", "malformed host-character"),
];

/// Of 34 clients none decodes them before it sends them.
const ENCODED_CONTROLS: Rows = &[
    ("http://example.com/a%00b", "accepted http://example.com/a%00b"),
    ("http://example.com/%0d%0A?%0D%0a", "accepted http://example.com/%0d%0A?%0D%0a"),
    ("http://example.com/a«\0»b", "malformed character"),
    ("http://example.com/?a«\r»\n", "malformed character"),
    ("http://«localhost%00.example.com»/", "unsafe special-use-name"),
];

/// The whole of the list has a test of its own.
const INVISIBLE: Rows = &[
    ("«\u{feff}»http://example.com/", "malformed invisible-character"),
    ("«\u{200b}»http://example.com/", "malformed invisible-character"),
    ("«\u{a0}»http://example.com/", "malformed invisible-character"),
    ("« »\u{a0}http://example.com/", "malformed character"),
    ("http://example.com/«\u{a0}»", "malformed invisible-character"),
    ("http://example.com«\u{3000}»", "malformed invisible-character"),
    ("http://example.com:80«\u{2060}»", "malformed invisible-character"),
    ("http://example.com/«\u{85}»", "malformed invisible-character"),
    ("http://example.com/a«\u{202e}»b", "malformed invisible-character"),
    ("http://example.com/?a«\u{ad}»b", "malformed invisible-character"),
    ("\u{feff}http://«127.0.0.1»/", "unsafe loopback"),
    ("http://«localhost»\u{a0}", "unsafe special-use-name"),
    ("http://example.com/«#»\u{200b}", "malformed fragment"),
    // Persian and emoji are written with joiners and variation selectors.
    ("http://example.com/\u{200c}", "accepted http://example.com/%E2%80%8C"),
    ("http://example.com/\u{200d}?\u{fe0f}", "accepted http://example.com/%E2%80%8D?%EF%B8%8F"),
    ("http://example.com/%E2%80%8B", "accepted http://example.com/%E2%80%8B"),
];

/// `slips.rs` has more of them, and the help.
const SLIPS: Rows = &[
    ("«https»//example.com/", "malformed missing-colon"),
    ("«http;»//example.com/", "malformed missing-colon"),
    ("«http：»//example.com/", "malformed missing-colon"),
    ("«http:///»example.com/", "malformed slashes"),
    ("«“»http://example.com/”", "malformed quoted"),
    ("«<»http://example.com/>", "malformed quoted"),
    ("https//«127.0.0.1»/", "unsafe loopback"),
    ("\"http://«localhost»/\"", "unsafe special-use-name"),
    ("«htp»://example.com/", "unsafe scheme"),
    ("https://example.com//", "accepted https://example.com//"),
];

/// `unread_hosts.rs` has more of these and of the next three.
const ZONE_IDS: Rows = &[
    ("http://«[fe80::1%25eth0]»/", "unsafe link-local"),
    ("http://«[fe80::1%eth0]»/", "unsafe link-local"),
    ("http://«[fe80::1%25]»/", "unsafe link-local"),
    ("http://«fe80::1%eth0»/", "unsafe link-local"),
    ("«[::1%25lo]»:80/x", "unsafe loopback"),
    ("http://«[2606:4700::1%25eth0]»/", "malformed zone-id"),
    ("http://«[2606:4700::1%eth0]»/", "malformed zone-id"),
    ("http://«[2606:4700::1%25]»/", "malformed zone-id"),
    ("http://[2606:4700::1]/%25eth0", "accepted http://[2606:4700::1]/%25eth0"),
];

const BROKEN_PORTS: Rows = &[
    ("http://«127.0.0.1»:99999/", "unsafe loopback"),
    ("http://«localhost»:+80/", "unsafe special-use-name"),
    ("http://«localhost»:80:90/", "unsafe special-use-name"),
    ("http://«metadata.google.internal»:99999/", "unsafe cloud-metadata-name"),
    ("http://«jenkins»:99999/", "unsafe single-label"),
    ("http://«example.com:80%40127.0.0.1»/", "unsafe loopback"),
    ("http://example.com:«80%40example.net»/", "malformed port-syntax"),
    ("http://example.com:«99999»/", "malformed port-syntax"),
    ("http://example.com:«+80»/", "malformed port-syntax"),
    ("http://example.com:«80:90»/", "malformed port-syntax"),
    ("http://example.com:9999/", "accepted http://example.com:9999/"),
];

const BRACKETS: Rows = &[
    ("http://«::1»/", "unsafe loopback"),
    ("http://«::1:8080»/", "unsafe loopback"),
    ("«::1»", "unsafe loopback"),
    ("http://«2606:4700::1»/", "malformed missing-bracket"),
    ("http://«[::1»/", "unsafe loopback"),
    ("http://«::1]»/", "unsafe loopback"),
    ("http://«[2606:4700::1»/", "malformed missing-bracket"),
    ("http://«[127.0.0.1]»/", "unsafe loopback"),
    ("http://«[localhost]»/", "unsafe special-use-name"),
    ("http://«[8.8.8.8]»/", "malformed bracketed-host"),
    ("http://«[example.com]»/", "malformed bracketed-host"),
    ("http://[2606:4700::1]:99/", "accepted http://[2606:4700::1]:99/"),
];

const CUT_HOSTS: Rows = &[
    ("http://«127.0.0.1%00.example.com»/", "unsafe loopback"),
    ("http://«127.0.0.1\0.example.com»/", "unsafe loopback"),
    ("http://«localhost%00»/", "unsafe special-use-name"),
    ("http://«127.0.0.1%3a80»/", "unsafe loopback"),
    ("http://«example.com%40127.0.0.1»/", "unsafe loopback"),
    ("http://«127.0.0.1%20.example.com»/", "unsafe loopback"),
    ("http://«8.8.8.8%00.example.com»/", "malformed idna"),
    ("http://«8.8.8.8%3a80»/", "malformed idna"),
    // `url` reads them, and another host than some clients do.
    ("http://127.0.0.1«;».example.com/", "malformed host-character"),
    ("http://127.0.0.1«\t».example.com/", "malformed host-character"),
];

const USER_INFO: Rows = &[
    ("http://«user@»example.com/", "unsafe userinfo"),
    ("http://«user:password@»example.com/", "unsafe userinfo"),
    ("http://«:password@»example.com/", "unsafe userinfo"),
    ("http://«@»example.com/", "unsafe userinfo"),
    ("http://«:@»example.com/", "unsafe userinfo"),
    ("http://«%40@»example.com/", "unsafe userinfo"),
    ("http://«a@b@»example.com/", "unsafe userinfo"),
    ("https://example.com@«127.0.0.1»/", "unsafe loopback"),
    ("https://«127.0.0.1@»example.com/", "unsafe userinfo"),
    ("https://«example.com:80@»example.org:81/", "unsafe userinfo"),
    ("http://example.com/@user", "accepted http://example.com/@user"),
    ("http://example.com/?user:password@host", "accepted http://example.com/?user:password@host"),
    ("http://example.com:80/user@host:81/", "accepted http://example.com/user@host:81/"),
];

const FRAGMENTS: Rows = &[
    ("http://example.com/«#»", "malformed fragment"),
    ("http://example.com/«#top»", "malformed fragment"),
    ("http://example.com«#@example.org/»", "malformed fragment"),
    ("http://example.com/?a«#b?c#d»", "malformed fragment"),
    ("http://«127.0.0.1»/#top", "unsafe loopback"),
    ("http://example.com/%23top", "accepted http://example.com/%23top"),
];

const NUMERIC_IPV4: Rows = &[
    ("http://«0x08080808»/", "malformed numeric-ipv4"),
    ("http://«134744072»/", "malformed numeric-ipv4"),
    ("http://«1.1»/", "malformed numeric-ipv4"),
    ("http://«8.8.2056»/", "malformed numeric-ipv4"),
    ("http://«010.8.8.8»/", "malformed numeric-ipv4"),
    ("http://«0X8.8.8.8»/", "malformed numeric-ipv4"),
    ("http://«8.8.8.8.»/", "malformed numeric-ipv4"),
    ("http://«%38.8.8.8»/", "malformed numeric-ipv4"),
    ("http://«８.8.8.8»/", "malformed numeric-ipv4"),
    ("http://«08.8.8.8»/", "malformed ipv4-syntax"),
    ("http://«8.8.8.256»/", "malformed ipv4-syntax"),
    ("http://«8.8.8.8.8»/", "malformed ipv4-syntax"),
    ("http://«8.8.8.0x»/", "malformed numeric-ipv4"),
    ("http://«example.8»/", "malformed ipv4-syntax"),
    ("http://«example.0x8»/", "malformed ipv4-syntax"),
    ("http://«4429711368»/", "malformed ipv4-syntax"),
    ("http://«8.8.8.257»/", "malformed ipv4-syntax"),
    ("http://«127.0.0.257»/", "unsafe loopback"),
    // The reader that decides takes it for 8.0.0.1.
    ("http://«010.0.0.1»/", "malformed numeric-ipv4"),
    ("http://«4294967296»/", "unsafe unspecified"),
    ("http://«0x7f.1»/", "unsafe loopback"),
    ("http://«017700000001»/", "unsafe loopback"),
    ("http://«0»/", "unsafe unspecified"),
    ("http://«0xa9fea9fe»/", "unsafe cloud-metadata"),
    ("http://«012.1.2.3»/", "unsafe private-use"),
    ("http://8.8.8.8/", "accepted http://8.8.8.8/"),
    ("http://8.8.8.8.example/", "accepted http://8.8.8.8.example/"),
    ("http://8.8.8.a8/", "accepted http://8.8.8.a8/"),
];

const HOST_FORM: Rows = &[
    ("http://«%65xample.com»/", "malformed host-form"),
    ("http://«example%2Ecom»/", "malformed host-form"),
    ("http://«ｅxample.com»/", "malformed host-form"),
    ("http://«ⓔxample.com»/", "malformed host-form"),
    ("http://«example。com»/", "malformed host-form"),
    ("http://«exam\u{ad}ple.com»/", "malformed host-form"),
    ("http://«exam\u{200b}ple.com»/", "malformed host-form"),
    ("http://«bu\u{308}cher.example.com»/", "malformed host-form"),
    ("http://«%e4%bd%a0.example.com»/", "malformed host-form"),
    ("http://exam«%»ple.com/", "malformed percent-encoding"),
    ("http://«exam%20ple.com»/", "malformed idna"),
    ("http://«%6cocalhost»/", "unsafe special-use-name"),
    ("http://«ⓛocalhost»/", "unsafe special-use-name"),
    ("http://«127。0。0。1»/", "unsafe loopback"),
    ("http://«①⑦②.16.0.1»/", "unsafe private-use"),
    ("http://«metadata.google%2einternal»/", "unsafe cloud-metadata-name"),
    ("http://EXAMPLE.com/", "accepted http://example.com/"),
    ("http://example.com/%65ｅ", "accepted http://example.com/%65%EF%BD%85"),
];

const IDNA: Rows = &[
    ("http://bücher.example.com/", "accepted http://xn--bcher-kva.example.com/"),
    ("http://BÜCHER.Example.com/", "accepted http://xn--bcher-kva.example.com/"),
    ("http://«ΟΔΟΣ.example.com»/", "malformed host-form"),
    ("http://«STRAẞE.example.com»/", "malformed host-form"),
    ("http://«\u{212a}elvin.example.com»/", "malformed host-form"),
    ("http://xn--bcher-kva.example.com/", "accepted http://xn--bcher-kva.example.com/"),
    ("http://XN--BCHER-KVA.example.com/", "accepted http://xn--bcher-kva.example.com/"),
    ("http://bücher.xn--e1afmkfd.example/", "accepted http://xn--bcher-kva.xn--e1afmkfd.example/"),
    ("http://XN--E1AFMKFD.bücher.example/", "accepted http://xn--e1afmkfd.xn--bcher-kva.example/"),
    ("http://faß.example.com/", "accepted http://xn--fa-hia.example.com/"),
    ("http://例え.example.com/", "accepted http://xn--r8jz45g.example.com/"),
    ("http://«xn--a.example.com»/", "malformed idna"),
    ("http://«xn--.example.com»/", "malformed idna"),
    ("http://«xn--example-.example.com»/", "malformed idna"),
    ("http://«a\u{200d}b.example.com»/", "malformed idna"),
    ("http://«\u{301}a.example.com»/", "malformed idna"),
    ("http://«bücher»/", "unsafe single-label"),
    ("http://«bücher.internal»/", "unsafe private-name"),
];

const TRAILING_DOT: Rows = &[
    ("http://example.com«.»/", "malformed trailing-dot"),
    ("http://example.com«.»:8080/", "malformed trailing-dot"),
    ("http://example.com«.»", "malformed trailing-dot"),
    ("http://«bücher.example.com.»/", "malformed trailing-dot"),
    ("http://example.com.«»./", "malformed empty-label"),
    ("http://«localhost.»/", "unsafe special-use-name"),
    ("http://«localhost..»/", "unsafe special-use-name"),
    ("http://«metadata.google.internal.»/", "unsafe cloud-metadata-name"),
    ("http://«127.0.0.1.»/", "unsafe loopback"),
    ("http://«intranet.»/", "unsafe private-name"),
    ("http://example.com/.", "accepted http://example.com/"),
    ("http://example.com/a.", "accepted http://example.com/a."),
];

const NO_DNS_NAME: Rows = &[
    ("http://example.«».com/", "malformed empty-label"),
    ("http://«».example.com/", "malformed empty-label"),
    ("http://«»..com/", "malformed empty-label"),
    ("http://«-example».com/", "malformed hyphen"),
    ("http://«example-».com/", "malformed hyphen"),
    ("http://example.«com-»/", "malformed hyphen"),
    ("http://exam«&»ple.com/", "malformed host-character"),
    ("http://«*».example.com/", "malformed host-character"),
    ("http://exam«~»ple.com/", "malformed host-character"),
    ("http://exam«!»ple.com/", "malformed host-character"),
    ("http://exam«$»ple.com/", "malformed host-character"),
    ("http://exam«'»ple.com/", "malformed host-character"),
    ("http://exam«(»ple.com/", "malformed host-character"),
    ("http://exam«,»ple.com/", "malformed host-character"),
    ("http://exam«;»ple.com/", "malformed host-character"),
    ("http://exam«=»ple.com/", "malformed host-character"),
    ("http://exam«+»ple.com/", "malformed host-character"),
    ("http://exam«\"»ple.com/", "malformed host-character"),
    ("http://exam«{»ple.com/", "malformed host-character"),
    ("http://exam«`»ple.com/", "malformed host-character"),
    ("http://bü«*»cher.example.com/", "malformed host-character"),
    ("http://«»", "malformed no-host"),
    ("http://«»?host=example.com", "malformed no-host"),
    ("«http:///»", "malformed slashes"),
    ("http://«»:8080/", "malformed no-host"),
    // What stands before the last colon is a host and a port, and no host.
    ("https://Hooks.example.com:«844:443»/", "malformed port-syntax"),
    ("https://hooks.example.com:«443:443»/", "malformed port-syntax"),
    ("http://[2606:4700::1]:«844:80»/", "malformed port-syntax"),
    // No host stands before the port, and what follows it is a path.
    ("«HTTP:/»:80/hooks.example.com", "malformed slashes"),
    ("«HTTPS:/»:443/hooks.example.com", "malformed slashes"),
    ("«HTTP:»:80/hooks.example.com", "malformed slashes"),
    ("http://«»:22/", "malformed no-host"),
    ("http://«a..internal»/", "unsafe private-name"),
    ("http://«*.localhost»/", "unsafe special-use-name"),
    ("http://«-.corp»/", "unsafe private-name"),
    ("http://exam-ple.com/", "accepted http://exam-ple.com/"),
    ("http://0-0.example.com/", "accepted http://0-0.example.com/"),
    ("http://4.example.com/", "accepted http://4.example.com/"),
];

const UNDERSCORE: Rows = &[
    ("http://foo_bar.example.com/", "accepted http://foo_bar.example.com/"),
    ("http://_dmarc.example.com/", "accepted http://_dmarc.example.com/"),
    ("http://_.example.com/", "accepted http://_.example.com/"),
    ("http://«foo_bar»/", "unsafe single-label"),
    ("http://«foo_bar.internal»/", "unsafe private-name"),
];

const MADE_CANONICAL: Rows = &[
    ("http://a--b.example.com/", "accepted http://a--b.example.com/"),
    ("http://ab--c.example.com/", "accepted http://ab--c.example.com/"),
    ("http://example.com:00080/", "accepted http://example.com/"),
    ("http://example.com:08080/", "accepted http://example.com:8080/"),
    ("https://example.com:443", "accepted https://example.com/"),
    ("http://example.com:/", "accepted http://example.com/"),
    ("http://example.com:", "accepted http://example.com/"),
    ("http://example.com:«65536»/", "malformed port-syntax"),
    ("http://example.com:«80a»/", "malformed port-syntax"),
    ("http://example.com:«-80»/", "malformed port-syntax"),
    ("http://example.com:«80:80»/", "malformed port-syntax"),
    ("http://example.com:65535/", "accepted http://example.com:65535/"),
    ("http://example.com/a/../b", "accepted http://example.com/b"),
    // `url` takes a letter and a colon for the drive of a file.
    ("http://example.com/a:/../b", "accepted http://example.com/a:/b"),
    ("http://example.com/a/%2E%2e/b", "accepted http://example.com/b"),
    ("http://example.com/../../b/.", "accepted http://example.com/b/"),
    ("http://example.com/a/.../b", "accepted http://example.com/a/.../b"),
    ("http://example.com/a%2fb", "accepted http://example.com/a%2fb"),
    ("http://example.com//a//", "accepted http://example.com//a//"),
    ("http://example.com/?a='b'", "accepted http://example.com/?a=%27b%27"),
    ("http://example.com/'", "accepted http://example.com/'"),
    ("http://example.com/?a=(b)", "accepted http://example.com/?a=(b)"),
    ("http://example.com/é?é", "accepted http://example.com/%C3%A9?%C3%A9"),
    ("http://example.com/«\u{fdd0}»", "malformed character"),
    ("http://example.com/?«\u{ffff}»", "malformed character"),
    ("http://example.com", "accepted http://example.com/"),
    ("http://example.com?", "accepted http://example.com/?"),
    ("http://example.com/??", "accepted http://example.com/??"),
];

const IP_LITERALS: Rows = &[
    ("http://8.8.8.8/", "accepted http://8.8.8.8/"),
    ("http://[2606:4700:4700::1111]/", "accepted http://[2606:4700:4700::1111]/"),
    ("http://[2606:4700:4700:0:0:0:0:1111]/", "accepted http://[2606:4700:4700::1111]/"),
    ("http://[2606:4700:4700::AAAA]/", "accepted http://[2606:4700:4700::aaaa]/"),
    ("http://[::ffff:8.8.8.8]/", "accepted http://[::ffff:808:808]/"),
    ("http://[64:ff9b::8.8.8.8]/", "accepted http://[64:ff9b::808:808]/"),
    ("http://«[::1]»/", "unsafe loopback"),
    ("http://«[::ffff:10.0.0.1]»/", "unsafe private-use"),
    ("http://«[64:ff9b::169.254.169.254]»/", "unsafe cloud-metadata"),
    ("http://«10.0.0.1»/", "unsafe private-use"),
    ("http://«168.63.129.16»/", "unsafe cloud-metadata"),
    ("http://«[2606:4700::\t1]»/", "malformed ipv6-syntax"),
    ("http://«[2606:4700:1]»/", "malformed ipv6-syntax"),
    ("http://«[]»/", "malformed ipv6-syntax"),
];

const PORTS: Rows = &[
    ("http://example.com:«0»/", "unsafe bad-port"),
    ("http://example.com:«22»/", "unsafe bad-port"),
    ("https://example.com:«25»/", "unsafe bad-port"),
    ("http://example.com:«6667»", "unsafe bad-port"),
    ("http://example.com:«00022»/", "unsafe bad-port"),
    ("http://8.8.8.8:«6000»/", "unsafe bad-port"),
    ("http://[2606:4700::1]:«10080»/", "unsafe bad-port"),
    ("http://example.com:24/", "accepted http://example.com:24/"),
    ("http://example.com:443/", "accepted http://example.com:443/"),
    ("https://example.com:80/", "accepted https://example.com:80/"),
    ("http://example.com:6379/", "accepted http://example.com:6379/"),
];

const SINGLE_LABEL: Rows = &[
    ("http://«callback»/", "unsafe single-label"),
    ("http://«callback.»/", "unsafe single-label"),
    ("http://«CALLBACK»:8080/", "unsafe single-label"),
    ("http://«com»/", "unsafe single-label"),
    ("http://«a~b»/", "unsafe single-label"),
    ("http://callback.example/", "accepted http://callback.example/"),
    ("http://c.b/", "accepted http://c.b/"),
];

#[test]
fn the_questions_are_those_of_the_readme() {
    let readme = include_str!("../../README.md");
    let (_, after) = readme.split_once("| Question | Answer | Why |\n|---|---|---|\n").unwrap();
    let asked: Vec<&str> = after
        .lines()
        .take_while(|line| line.starts_with('|'))
        .map(|line| line.trim_start_matches("| ").split(" | ").next().unwrap())
        .collect();
    assert_eq!(asked, QUESTIONS.iter().map(|(question, _)| *question).collect::<Vec<_>>());
}

#[test]
fn every_refusal_of_the_readme_is_given() {
    let readme = include_str!("../../README.md");
    let heading = "| What | For example | Verdict | Reason |\n|---|---|---|---|\n";
    let (_, table) = readme.split_once(heading).unwrap();
    let rows: Vec<&str> = table.lines().take_while(|line| line.starts_with('|')).collect();
    assert!(rows.len() > 20, "{rows:#?}");
    for row in rows {
        let cells: Vec<_> = row.trim_matches(['|', ' ']).split(" | ").collect();
        let [_, examples, word, reason] = cells[..] else { panic!("{row}") };
        let expected = format!("{} {}", word.to_lowercase(), reason.trim_matches('`'));
        for example in examples.trim_matches('`').split("`, `") {
            assert_eq!(verdict(&NotifyUrl::parse(example)), expected, "{example}");
        }
    }
}

#[test]
fn every_answer_is_given() {
    for (question, rows) in QUESTIONS {
        assert!(!rows.is_empty(), "{question}");
        for (input, expected) in *rows {
            check_both(input, expected);
        }
    }
}

#[track_caller]
fn check_both(input: &str, expected: &str) {
    check(NotifyUrl::parse, input, expected);
    check(OnDemandUrl::parse, input, expected);
}

#[test]
fn characters_on_which_parsers_disagree_are_refused_in_path_and_query() {
    for c in "\t\n\r\0\\ \"<>`{}".chars() {
        let expected = if c == '\\' { "malformed backslash" } else { "malformed character" };
        for part in ["/a", "/", "/?a", "/?"] {
            check_both(&format!("http://example.com{part}«{c}»b"), expected);
            check_both(&format!("http://«127.0.0.1»{part}{c}b"), "unsafe loopback");
        }
        let encoded = format!("%{:02X}", u32::from(c));
        let neighbour = format!("http://example.com/a{encoded}b?{encoded}");
        assert_eq!(NotifyUrl::parse(&neighbour).unwrap(), neighbour.as_str());
    }
}

/// One character to one: a label that ends in `Σ` has two forms, `İ` is two characters, and a ligature
/// is another spelling.
#[test]
fn letter_case_of_a_non_ascii_host_is_folded() {
    for (input, expected) in [
        ("http://BÜCHER.example.com/", "accepted http://xn--bcher-kva.example.com/"),
        ("http://ΣΟΦΙΑ.example.com/", "accepted http://xn--mxaprpq.example.com/"),
        ("http://«ΟΔΟΣ-ΑΒΓ.example.com»/", "malformed host-form"),
        ("http://«ΟΔΟΣ1.example.com»/", "malformed host-form"),
        ("http://a«\u{2800}»b.example.com/", "malformed invisible-character"),
        ("http://example.com«”»/", "malformed host-character"),
        ("http://MÜNCHEN.example.com/", "accepted http://xn--mnchen-3ya.example.com/"),
        ("http://Ελλάδα.example.com/", "accepted http://xn--hxakic4aa.example.com/"),
        ("http://Пример.рф/", "accepted http://xn--e1afmkfd.xn--p1ai/"),
        ("http://ПРИМЕР.РФ/", "accepted http://xn--e1afmkfd.xn--p1ai/"),
        ("http://«ΟΔΟΣ.example.com»/", "malformed host-form"),
        ("http://«İstanbul.example.com»/", "malformed host-form"),
        ("http://«ﬁle.example.com»/", "malformed host-form"),
        ("http://«ＢÜCHER.example.com»/", "malformed host-form"),
        ("http://«BU\u{308}CHER.example.com»/", "malformed host-form"),
        ("http://«BÜCHER»/", "unsafe single-label"),
        ("http://«BÜCHER.internal»/", "unsafe private-name"),
    ] {
        check_both(input, expected);
    }
}

/// The root of the DNS is no name that a private resolver answers.
#[test]
fn dots_alone_are_no_single_label() {
    check_both("http://«»./", "malformed empty-label");
    check_both("http://«»../", "malformed empty-label");
    check_both("http://«»...:8080/", "malformed empty-label");
    check_both("http://«a.»/", "unsafe single-label");
    check_both("http://«a..»/", "unsafe single-label");
}

#[test]
fn a_domain_name_refuses_the_underscore_that_a_url_accepts() {
    for name in ["foo_bar.example.com", "_dmarc.example.com"] {
        assert!(NotifyUrl::parse(&format!("http://{name}/")).is_ok());
        assert_eq!(DomainName::parse(name).unwrap_err().reason().id(), "host-character");
    }
}
