//! The page with the tables, and the lists of the rows behind them.

use std::collections::BTreeMap;
use std::fmt::Write;

use crate::count::{self, Said, Verdicts};
use crate::peers::{OURS, Peer, STD};
use crate::rows::{Group, Question, Row};
use crate::truth::Truth;

const HEAD: &str = "\
# Verdicts, beside other crates

Written by `verdicts --write`. [`../README.md`](../README.md#verdicts-of-the-peers) says how it is made.

- *Inside*: by the source of the row it leads inside, or to nobody in public. Who accepts it lets somebody in.
- *Public*: by the source it is globally reachable, and well-formed by WHATWG URL. Who refuses it keeps somebody
  out.
- `3 of 65 · 2 of 58`: of 65 rows that lead inside 3 are let in, and of 58 that are public 2 are kept out.
- *Close*: it leads to the machine itself, to its link, to a private network or to a metadata service.

";

pub fn page(peers: &[Peer], rows: &[Row], verdicts: &[Verdicts]) -> String {
    let mut page = HEAD.to_owned();
    page.push_str("## Who is asked what\n\n| Crate | Version | Asked |\n|---|---|---|\n");
    for Peer { name, version, asked, .. } in peers {
        writeln!(page, "| {name} | {version} | {asked} |").unwrap();
    }
    page.push_str(
        "\n## Groups\n\n| Group | Rows | Inside | Public | Set aside |\n|---|---|---:|---:|---:|\n",
    );
    for group in all_groups() {
        let of_group = || rows.iter().filter(|row| row.group == group);
        let inside = of_group().filter(|row| matches!(row.truth, Truth::Inside { .. })).count();
        let public = of_group().filter(|row| matches!(row.truth, Truth::Public(_))).count();
        let aside = of_group().count() - inside - public;
        let (name, meaning) = (group.name(), group.meaning());
        writeln!(page, "| {name} | {meaning} | {inside} | {public} | {aside} |").unwrap();
    }
    for (title, groups) in [
        ("Addresses: is it public?", &Group::ADDRESSES[..]),
        ("URLs: may it be called?", &Group::URLS[..]),
        ("Answers of a resolver: may they be dialled?", &Group::ANSWERS[..]),
    ] {
        write!(page, "\n## {title}\n\n| Let in · kept out |").unwrap();
        for group in groups {
            write!(page, " {} |", group.name()).unwrap();
        }
        page.push_str(" all | let in, close | panics |\n|---|");
        page.push_str(&"---:|".repeat(groups.len() + 3));
        page.push('\n');
        for (peer, verdicts) in peers.iter().zip(verdicts) {
            let all = count::count(rows, verdicts, groups);
            if all.inside + all.public == 0 {
                continue;
            }
            write!(page, "| {} |", peer.name).unwrap();
            for group in groups {
                let count = count::count(rows, verdicts, &[*group]);
                write!(page, " {} |", cell(&count)).unwrap();
            }
            writeln!(page, " {} | {} | {} |", cell(&all), all.close, all.panics).unwrap();
        }
    }
    page.push_str(
        "\n## Set aside\n\n| Rows of choice | Addresses | URLs | Answers | Refused here |\n",
    );
    page.push_str("|---|---:|---:|---:|---:|\n");
    for (kind, [addresses, urls, answers, refused]) in choices(&peers[0], rows) {
        writeln!(page, "| {kind} | {addresses} | {urls} | {answers} | {refused} |").unwrap();
    }
    page
}

/// `3 of 70 · 0 of 20`: let in of those that lead inside, kept out of those that are public.
fn cell(count: &count::Count) -> String {
    let part = |wrong: usize, all: usize| match all {
        0 => "-".to_owned(),
        _ => format!("{wrong} of {all}"),
    };
    match (count.inside, count.public) {
        (0, 0) => String::new(),
        _ => {
            format!("{} · {}", part(count.let_in, count.inside), part(count.kept_out, count.public))
        }
    }
}

fn all_groups() -> impl Iterator<Item = Group> {
    Group::ADDRESSES.into_iter().chain(Group::URLS).chain(Group::ANSWERS)
}

/// How many addresses, URLs and answers are set aside under each name, and how many of all these this
/// crate refuses.
fn choices<'a>(ours: &Peer, rows: &'a [Row]) -> BTreeMap<&'a str, [usize; 4]> {
    assert_eq!(ours.name, OURS);
    let mut choices = BTreeMap::<&str, [usize; 4]>::new();
    for row in rows {
        if let Truth::Choice(kind) = &row.truth {
            let column = match row.group {
                group if Group::ADDRESSES.contains(&group) => 0,
                group if Group::URLS.contains(&group) => 1,
                _ => 2,
            };
            let counts = choices.entry(kind).or_default();
            counts[column] += 1;
            counts[3] += usize::from(count::ask(ours, row) == Some(Said::Refused));
        }
    }
    choices
}

/// What is compared with the stored page: all but the rows of `std`, which only a nightly compiler has.
pub fn comparable(page: &str) -> Vec<&str> {
    let of_std = format!("| {STD} |");
    page.lines().filter(|line| !line.starts_with(&of_std)).collect()
}

/// Every row that a peer was asked: group, question, where it leads, what was said, and the source.
pub fn list(rows: &[Row], verdicts: &Verdicts) -> String {
    let mut list = "group\tquestion\tleads\tverdict\tsource\n".to_owned();
    for (row, said) in rows.iter().zip(&verdicts.0) {
        let (Some(said), (leads, source)) = (*said, leads(&row.truth)) else { continue };
        let verdict = match said {
            _ if count::is_let_in(row, said) => "LET IN",
            _ if count::is_kept_out(row, said) => "KEPT OUT",
            Said::Panicked => "PANICKED",
            Said::LetIn | Said::Refused => "right",
        };
        let (group, question) = (row.group.name(), question(row));
        writeln!(list, "{group}\t{question}\t{leads}\t{verdict}\t{source}").unwrap();
    }
    list
}

pub fn set_aside(rows: &[Row]) -> String {
    let mut list = "group\tquestion\tchoice\n".to_owned();
    for row in rows {
        if let Truth::Choice(kind) = &row.truth {
            writeln!(list, "{}\t{}\t{kind}", row.group.name(), question(row)).unwrap();
        }
    }
    list
}

fn leads(truth: &Truth) -> (&str, &str) {
    match truth {
        Truth::Inside { source, is_close: true } => ("inside, close", source),
        Truth::Inside { source, is_close: false } => ("inside", source),
        Truth::Public(source) => ("public", source),
        Truth::Choice(kind) => ("set aside", kind),
    }
}

/// Control characters are escaped, so that a row is a line. The answer is shown where it is asked.
fn question(row: &Row) -> String {
    match &row.question {
        Question::Address(address) => address.to_string(),
        Question::Url(text, answer) if Group::ANSWERS.contains(&row.group) => {
            format!("{} {answer:?}", text.escape_debug())
        }
        Question::Url(text, _) => text.escape_debug().to_string(),
    }
}
