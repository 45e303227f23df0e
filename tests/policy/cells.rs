//! The table *name × answer × port*: exactly the cells that a rule names change.
//!
//! Each cell is asked twice, as a URL with its destination and by `check_endpoint`, and both answer for
//! the same reason. The number of open cells is typed out beside each rule.

use std::collections::BTreeSet;

use live_record_notify::{NotifyUrl, Policy, Verb};
use test_support::url_of;

use crate::{ip, rule};

const PUBLIC: &str = "hooks.example.com";

/// Private names: two under one entry, and one beside it.
const DB: &str = "db.corp";
const BELOW_DB: &str = "a.db.corp";
const OTHER: &str = "other.corp";

/// Stands for a URL whose host is the answer.
const LITERAL: &str = "literal";

const HOSTS: &[&str] = &[PUBLIC, DB, BELOW_DB, OTHER, LITERAL];
const NAMES: &[&str] = &[PUBLIC, DB, BELOW_DB, OTHER];

const MAPPED: &str = "::ffff:10.1.2.3";
const METADATA: &str = "169.254.169.254";
const ANSWERS: &[&str] = &["8.8.8.8", "10.1.2.3", MAPPED, METADATA, "fd00::1"];

/// The last two belong to other protocols.
const PORTS: &[u16] = &[80, 8080, 25, 22];
const GOOD_PORTS: &[u16] = &[80, 8080];

type Cell = (&'static str, &'static str, u16);

/// The cells of some hosts, some answers and some ports.
type Block = (&'static [&'static str], &'static [&'static str], &'static [u16]);

fn cells(blocks: &[Block]) -> BTreeSet<Cell> {
    let of_block = |&(hosts, answers, ports): &Block| {
        let answers = move |host| answers.iter().map(move |answer| (host, *answer));
        let endpoints = hosts.iter().flat_map(move |host| answers(*host));
        endpoints
            .flat_map(move |(host, answer)| ports.iter().map(move |port| (host, answer, *port)))
    };
    blocks.iter().flat_map(of_block).collect()
}

#[track_caller]
fn is_open(policy: &Policy, (host, answer, port): Cell) -> bool {
    let literal = url_of(ip(answer));
    let literal = literal.trim_start_matches("http://").trim_end_matches('/');
    let host = if host == LITERAL { literal } else { host };
    let url = NotifyUrl::parse_with(&format!("http://{host}:{port}/"), policy);
    let staged = url.and_then(|url| url.destination([ip(answer)], policy)).map(|_| ());
    let staged = staged.map_err(|error| *error.reason());
    let asked = policy.check_endpoint(host, (ip(answer), port).into());
    assert_eq!(staged, asked, "{host} at {answer} and port {port}");
    asked.is_ok()
}

#[track_caller]
fn check(policy: &Policy, expected: &BTreeSet<Cell>, count: usize) {
    let all = cells(&[(HOSTS, ANSWERS, PORTS)]);
    assert_eq!(all.len(), 100);
    let open: BTreeSet<_> = all.into_iter().filter(|cell| is_open(policy, *cell)).collect();
    let wrong: Vec<_> = open.symmetric_difference(expected).collect();
    assert!(wrong.is_empty(), "{wrong:?}");
    assert_eq!(open.len(), count);
}

/// What the default policy lets through.
const DEFAULT: Block = (&[PUBLIC, LITERAL], &["8.8.8.8"], GOOD_PORTS);

const PRIVATE: &[&str] = &["10.1.2.3", MAPPED];

/// The rules of the tables: hosts, networks, ports; the cells that each one names, and how many
/// cells there are in them.
type Row =
    (&'static [&'static str], &'static [&'static str], &'static [u16], &'static [Block], usize);

#[test]
fn by_default_the_public_cells_are_open() {
    check(&Policy::default(), &cells(&[DEFAULT]), 4);
}

#[test]
fn allow_opens_what_the_rule_names() {
    #[rustfmt::skip]
    let rows: &[Row] = &[
        // One dimension opens itself: the others must be public, or their ports good.
        (&[".db.corp"], &[], &[],                &[(&[DB, BELOW_DB], &["8.8.8.8"], GOOD_PORTS)],        4 + 4),
        (&["db.corp"], &[], &[],                 &[(&[DB], &["8.8.8.8"], GOOD_PORTS)],                  4 + 2),
        (&[], &["10.1.0.0/16"], &[],             &[(&[PUBLIC, LITERAL], PRIVATE, GOOD_PORTS)],          4 + 8),
        (&[], &["10.2.0.0/16"], &[],             &[],                                                   4),
        (&[], &[], &[25],                        &[(&[PUBLIC, LITERAL], &["8.8.8.8"], &[25])],          4 + 2),
        // Several open what matches all of them.
        (&[".db.corp"], &["10.1.0.0/16"], &[],   &[(&[DB, BELOW_DB], PRIVATE, GOOD_PORTS)],             4 + 8),
        (&["db.corp"], &["10.1.0.0/16"], &[],    &[(&[DB], PRIVATE, GOOD_PORTS)],                       4 + 4),
        (&[".db.corp"], &[], &[25],              &[(&[DB, BELOW_DB], &["8.8.8.8"], &[25])],             4 + 2),
        (&[".db.corp"], &[], &[8080],            &[(&[DB, BELOW_DB], &["8.8.8.8"], &[8080])],           4 + 2),
        (&[], &["10.1.0.0/16"], &[25],           &[(&[PUBLIC, LITERAL], PRIVATE, &[25])],               4 + 4),
        (&[], &["10.1.0.0/16"], &[80, 25],       &[(&[PUBLIC, LITERAL], PRIVATE, &[80, 25])],           4 + 8),
        (&[".db.corp"], &["10.1.0.0/16"], &[25], &[(&[DB, BELOW_DB], PRIVATE, &[25])],                  4 + 4),
        (&["a.db.corp"], &["10.1.0.0/16"], &[80], &[(&[BELOW_DB], PRIVATE, &[80])],                     4 + 2),
        // A public answer must be named too.
        (&[".db.corp"], &["10.1.0.0/16", "8.8.8.8/32"], &[],
            &[(&[DB, BELOW_DB], &["8.8.8.8", "10.1.2.3", MAPPED], GOOD_PORTS)],                         4 + 12),
        // Every name, and no literal.
        (&["."], &["10.1.0.0/16"], &[],          &[(NAMES, PRIVATE, GOOD_PORTS)],                       4 + 16),
        (&["."], &["10.1.0.0/16"], &[25],        &[(NAMES, PRIVATE, &[25])],                            4 + 8),
        // A metadata service takes an entry for its address.
        (&["db.corp"], &["169.254.0.0/16"], &[], &[],                                                   4),
        (&["db.corp"], &["169.254.169.254/32"], &[], &[(&[DB], &[METADATA], GOOD_PORTS)],               4 + 2),
        (&[], &["169.254.0.0/16"], &[],          &[],                                                   4),
        (&[], &["169.254.169.254/32"], &[],      &[(&[PUBLIC, LITERAL], &[METADATA], GOOD_PORTS)],      4 + 4),
        (&[], &["fd00::/8"], &[],                &[(&[PUBLIC, LITERAL], &["fd00::1"], GOOD_PORTS)],     4 + 4),
    ];
    for (hosts, networks, ports, named, count) in rows {
        let policy = Policy::default().allow(rule(hosts, networks, ports)).unwrap();
        check(&policy, &cells(&[&[DEFAULT], *named].concat()), *count);
    }
}

/// Two rules do not lend each other what they name, unless it is one dimension of each.
#[test]
fn several_rules_open_what_each_names() {
    let both = |a, b| Policy::default().allow(a).and_then(|policy| policy.allow(b)).unwrap();
    // A name of the one, an address of the other.
    let policy = both(rule(&[".db.corp"], &[], &[]), rule(&[], &["10.1.0.0/16"], &[]));
    let hosts = &[PUBLIC, DB, BELOW_DB, LITERAL];
    check(&policy, &cells(&[(hosts, &["8.8.8.8", "10.1.2.3", MAPPED], GOOD_PORTS)]), 24);
    // Rules for two partners.
    let policy = both(
        rule(&["db.corp"], &["10.1.0.0/16"], &[80]),
        rule(&["other.corp"], &["fd00::/8"], &[25]),
    );
    let expected = [DEFAULT, (&[DB], PRIVATE, &[80]), (&[OTHER], &["fd00::1"], &[25])];
    check(&policy, &cells(&expected), 4 + 2 + 1);
    // A bad port opened to a name elsewhere opens none here.
    let policy = both(rule(&["db.corp"], &["10.1.0.0/16"], &[]), rule(&["db.corp"], &[], &[25]));
    check(
        &policy,
        // `db.corp` at a public address comes from the second rule, and port 25 opens to both.
        &cells(&[DEFAULT, (&[DB], PRIVATE, &[80, 8080, 25]), (&[DB], &["8.8.8.8"], &[25])]),
        4 + 6 + 1,
    );
}

/// All names and addresses of the table but the metadata service, and all ports.
fn open() -> Policy {
    Policy::default()
        .allow(rule(&[".corp"], &[], &[]))
        .and_then(|policy| policy.allow(rule(&[], &["10.0.0.0/8", "fd00::/8"], &[])))
        .and_then(|policy| policy.allow_ports(PORTS.iter().copied()))
        .unwrap()
}

const OPEN_ANSWERS: &[&str] = &["8.8.8.8", "10.1.2.3", MAPPED, "fd00::1"];
const OPEN: Block = (HOSTS, OPEN_ANSWERS, PORTS);

#[rustfmt::skip]
const ROWS_OF_OPEN: &[Row] = &[
    (&[".db.corp"], &[], &[],                 &[(&[DB, BELOW_DB], OPEN_ANSWERS, PORTS)],  32),
    (&["db.corp"], &[], &[],                  &[(&[DB], OPEN_ANSWERS, PORTS)],            16),
    (&[], &["10.1.0.0/16"], &[],              &[(HOSTS, PRIVATE, PORTS)],                 40),
    (&[], &["::ffff:10.1.0.0/112"], &[],      &[(HOSTS, PRIVATE, PORTS)],                 40),
    (&[], &["10.2.0.0/16"], &[],              &[],                                        0),
    (&[], &[], &[25],                         &[(HOSTS, OPEN_ANSWERS, &[25])],            20),
    (&[".db.corp"], &["10.1.0.0/16"], &[],    &[(&[DB, BELOW_DB], PRIVATE, PORTS)],       16),
    (&[".db.corp"], &[], &[25],               &[(&[DB, BELOW_DB], OPEN_ANSWERS, &[25])],  8),
    (&[], &["10.1.0.0/16"], &[25],            &[(HOSTS, PRIVATE, &[25])],                 10),
    (&[".db.corp"], &["10.1.0.0/16"], &[25],  &[(&[DB, BELOW_DB], PRIVATE, &[25])],       4),
    (&["."], &[], &[],                        &[(NAMES, OPEN_ANSWERS, PORTS)],            64),
    (&["."], &["10.1.0.0/16"], &[],           &[(NAMES, PRIVATE, PORTS)],                 32),
    (&["."], &[], &[25],                      &[(NAMES, OPEN_ANSWERS, &[25])],            16),
];

#[test]
fn everything_of_the_table_can_be_opened_but_for_metadata() {
    check(&open(), &cells(&[OPEN]), 80);
}

#[test]
fn deny_closes_what_the_rule_names() {
    for (hosts, networks, ports, named, count) in ROWS_OF_OPEN {
        // `.` denies the entry that opens the private names.
        let base = if *hosts == ["."] && networks.is_empty() && ports.is_empty() {
            assert!(open().deny(rule(hosts, networks, ports)).is_err());
            continue;
        } else {
            open()
        };
        let policy = base.deny(rule(hosts, networks, ports)).unwrap();
        let expected = &cells(&[OPEN]) - &cells(named);
        check(&policy, &expected, 80 - count);
    }
}

#[test]
fn only_leaves_what_the_rule_names() {
    for (hosts, networks, ports, named, count) in ROWS_OF_OPEN {
        let policy = open().only(rule(hosts, networks, ports)).unwrap();
        check(&policy, &cells(named), *count);
        // It opens nothing.
        let policy = Policy::default().only(rule(hosts, networks, ports)).unwrap();
        let public = &cells(named) & &cells(&[DEFAULT]);
        check(&policy, &public, public.len());
    }
    // What one of several names.
    let policy = open().only(rule(&[".db.corp"], &[], &[])).unwrap();
    let policy = policy.only(rule(&[], &["10.1.0.0/16"], &[])).unwrap();
    let named = cells(&[(&[DB, BELOW_DB], OPEN_ANSWERS, PORTS), (HOSTS, PRIVATE, PORTS)]);
    check(&policy, &named, 32 + 40 - 16);
    let policy = open().only(rule(&["db.corp"], &["10.1.0.0/16"], &[80])).unwrap();
    let policy = policy.only(rule(&["other.corp"], &["fd00::/8"], &[25])).unwrap();
    check(&policy, &cells(&[(&[DB], PRIVATE, &[80]), (&[OTHER], &["fd00::1"], &[25])]), 3);
}

/// The first verb that says something counts, whatever the order of the calls.
#[test]
fn deny_comes_before_only_before_allow() {
    let all = rule(&[".corp"], &["10.0.0.0/8"], &[25]);
    let deny = rule(&["db.corp"], &["10.1.0.0/16"], &[25]);
    let only = rule(&[".db.corp"], &["10.0.0.0/8"], &[]);
    let steps = [(Verb::Allow, all), (Verb::Only, only), (Verb::Deny, deny)];
    for order in [[0, 1, 2], [0, 2, 1], [1, 0, 2], [1, 2, 0], [2, 0, 1], [2, 1, 0]] {
        let policy = order.iter().fold(Policy::default(), |policy, &step| {
            let (verb, rule) = steps[step].clone();
            match verb {
                Verb::Deny => policy.deny(rule),
                Verb::Only => policy.only(rule),
                Verb::Allow => policy.allow(rule),
            }
            .unwrap()
        });
        check(&policy, &cells(&[(&[BELOW_DB], PRIVATE, &[25])]), 2);
        let id = |host: &str, address, port| {
            let asked = policy.check_endpoint(host, (ip(address), port).into());
            asked.unwrap_err().id()
        };
        assert_eq!(id(DB, "10.1.2.3", 25), "network-denied");
        assert_eq!(id(OTHER, "10.1.2.3", 25), "no-rule");
        assert_eq!(id(BELOW_DB, "10.1.2.3", 80), "private-name");
        assert_eq!(id(PUBLIC, "8.8.8.8", 80), "no-rule");
    }
}

/// The presets open their kinds of names and addresses to each other, and no bad port.
#[test]
fn presets_open_their_kinds() {
    let private = Policy::default().allow_private_networks();
    check(&private, &cells(&[(HOSTS, OPEN_ANSWERS, GOOD_PORTS)]), 40);
    check(&Policy::default().allow_loopback(), &cells(&[DEFAULT]), 4);
    // Rules go on from there.
    let policy = private.deny(rule(&["db.corp"], &["10.1.0.0/16"], &[])).unwrap();
    let expected = cells(&[(HOSTS, OPEN_ANSWERS, GOOD_PORTS)]);
    check(&policy, &(&expected - &cells(&[(&[DB], PRIVATE, GOOD_PORTS)])), 36);
    let policy = Policy::default().allow_private_networks().allow(rule(&[], &[], &[25])).unwrap();
    check(&policy, &cells(&[(HOSTS, OPEN_ANSWERS, &[80, 8080, 25])]), 60);
}

/// Nobody knows where such a host leads, so no rule for networks opens its port.
#[test]
fn a_rule_with_networks_opens_no_port_of_a_host_that_cannot_be_read() {
    let policy = Policy::default().allow(rule(&[], &["10.0.0.0/8"], &[25])).unwrap();
    let of = |text| test_support::verdict(&NotifyUrl::parse_with(text, &policy));
    assert_eq!(of("http://example.net|.example.com:25/"), "unsafe bad-port");
    assert_eq!(of("http://10.0.0.1:25/"), "accepted http://10.0.0.1:25/");
}
