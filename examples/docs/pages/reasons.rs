//! The catalogue as a table.

use live_record_notify::docs::catalogue;

pub(super) fn table() -> String {
    let mut table = String::from("| id and verdict | meaning, source and example |\n|---|---|\n");
    for row in catalogue() {
        let (id, verdict, example, help) = (row.id(), row.verdict(), row.example(), row.help());
        let meaning = sentence(row.meaning());
        let source = match row.source_url() {
            Some(url) => format!("[{}]({url})", row.source_text()),
            None => row.source_text().into(),
        };
        table += &format!(
            "| <a id=\"reason.{id}\"></a>`{id}`<br>{verdict} | {meaning} Source: {source}.<br>Help: {help}.<br>`{example}` |\n"
        );
    }
    table
}

/// Kinds have a phrase in lower case for a meaning.
fn sentence(meaning: &str) -> String {
    let (first, rest) = meaning.split_at(meaning.chars().next().map_or(0, char::len_utf8));
    format!("{}{}.", first.to_uppercase(), rest.trim_end_matches('.'))
}
