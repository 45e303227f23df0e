//! The tables of `tests/data/`.
//!
//! One row a line, a tab between cells, comments after `#` at the start of a line. In a cell `\\`,
//! `\t`, `\n`, `\r`, `\0` and `\u{…}` stand for what they stand for in Rust.

/// Kind, input, the peers' verdicts, ours, ours of a domain name, why.
pub fn vectors() -> Vec<[String; 6]> {
    rows(include_str!("../../data/vectors.tsv"))
}

/// Base, input, href, ours.
pub fn wpt() -> Vec<[String; 4]> {
    rows(include_str!("../../data/wpt.tsv"))
}

/// Name, DNS form, codes, ours.
pub fn idna() -> Vec<[String; 4]> {
    rows(include_str!("../../data/idna.tsv"))
}

/// Input, ours, clients.
pub fn clients() -> Vec<[String; 3]> {
    rows(include_str!("../../data/clients.tsv"))
}

/// Input, ours, why.
pub fn second_edition() -> Vec<[String; 3]> {
    rows(include_str!("../../data/second-edition.tsv"))
}

/// Block, name, RFCs, terminated, globally reachable, kind.
pub fn special_purpose_addresses() -> Vec<[String; 6]> {
    rows(include_str!("../../data/iana-special-purpose.tsv"))
}

/// Name, source.
pub fn special_use_names() -> Vec<[String; 2]> {
    rows(include_str!("../../data/special-use-names.tsv"))
}

/// Provider, kind, value.
pub fn cloud_metadata() -> Vec<[String; 3]> {
    rows(include_str!("../../data/cloud-metadata.tsv"))
}

/// Port, source.
pub fn bad_ports() -> Vec<[String; 2]> {
    rows(include_str!("../../data/bad-ports.tsv"))
}

/// Every registry that has a copy here: name, when it was last updated, when it was last checked.
pub fn registries() -> Vec<[String; 3]> {
    let copies = [
        include_str!("../../data/iana-special-purpose.tsv"),
        include_str!("../../data/special-use-names.tsv"),
        include_str!("../../data/bad-ports.tsv"),
        include_str!("../../data/wpt.tsv"),
    ];
    let lines = copies.into_iter().flat_map(str::lines);
    let registry = |line: &str| {
        let (line, checked) = line.strip_prefix("# ")?.rsplit_once(", checked ")?;
        let (name, updated) = line.rsplit_once(", updated ")?;
        Some([name, updated, checked].map(str::to_owned))
    };
    lines.filter_map(registry).collect()
}

/// Every text in the tables that is to be judged, and each as the host of a URL too.
pub fn inputs() -> Vec<String> {
    let vectors = vectors().into_iter().map(|[_, input, ..]| input);
    let wpt = wpt().into_iter().map(|[_, input, ..]| input);
    let idna = idna().into_iter().map(|[name, ..]| name);
    let clients = clients().into_iter().map(|[input, ..]| input);
    let second_edition = second_edition().into_iter().map(|[input, ..]| input);
    let texts: Vec<String> =
        vectors.chain(wpt).chain(idna).chain(clients).chain(second_edition).collect();
    let urls: Vec<String> = texts.iter().map(|text| format!("http://{text}/")).collect();
    texts.into_iter().chain(urls).collect()
}

/// The rows of `table`, each of `N` cells.
fn rows<const N: usize>(table: &str) -> Vec<[String; N]> {
    let lines = table.lines().enumerate().filter(|(_, line)| !line.starts_with('#'));
    let rows = lines.map(|(at, line)| {
        let cells: Vec<String> = line.split('\t').map(unescape).collect();
        let cells = <[String; N]>::try_from(cells);
        cells.unwrap_or_else(|cells| panic!("line {}: {} cells: {line}", at + 1, cells.len()))
    });
    rows.collect()
}

fn unescape(cell: &str) -> String {
    let mut text = String::new();
    let mut rest = cell;
    while let Some((before, after)) = rest.split_once('\\') {
        text.push_str(before);
        let mut after = after.chars();
        text.push(match after.next() {
            Some('\\') => '\\',
            Some('t') => '\t',
            Some('n') => '\n',
            Some('r') => '\r',
            Some('0') => '\0',
            Some('u') => {
                let digits: String =
                    after.by_ref().skip(1).take_while(|&digit| digit != '}').collect();
                let code = u32::from_str_radix(&digits, 16);
                code.ok().and_then(char::from_u32).unwrap_or_else(|| panic!("{cell}"))
            }
            _ => panic!("{cell}"),
        });
        rest = after.as_str();
    }
    text.push_str(rest);
    text
}
