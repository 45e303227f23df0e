//! Reads the tables of `tests/data/`.
//!
//! One row a line, a tab between cells, comments behind `#` at the start of a line. In a cell `\\`,
//! `\t`, `\n`, `\r`, `\0` and `\u{…}` stand for what they stand for in Rust.

/// The rows of `table`, each of `N` cells.
pub fn rows<const N: usize>(table: &str) -> Vec<[String; N]> {
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
    while let Some((before, behind)) = rest.split_once('\\') {
        text.push_str(before);
        let mut behind = behind.chars();
        text.push(match behind.next() {
            Some('\\') => '\\',
            Some('t') => '\t',
            Some('n') => '\n',
            Some('r') => '\r',
            Some('0') => '\0',
            Some('u') => {
                let digits: String =
                    behind.by_ref().skip(1).take_while(|&digit| digit != '}').collect();
                let code = u32::from_str_radix(&digits, 16);
                code.ok().and_then(char::from_u32).unwrap_or_else(|| panic!("{cell}"))
            }
            _ => panic!("{cell}"),
        });
        rest = behind.as_str();
    }
    text.push_str(rest);
    text
}
