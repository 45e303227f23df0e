//! Every reason in one list, for the documentation and for programs.

use crate::address::AddressKind;
use crate::name::NameKind;
use crate::reason::{
    Reason, Row, basis_of_address, basis_of_name, help_for_address, help_for_name,
};

/// One row for every id that [`Reason::id`] can return for a refusal: the reasons in reading order,
/// then the kinds of addresses, then the kinds of names.
///
/// ```
/// use live_record_notify::Verdict;
/// use live_record_notify::docs::catalogue;
///
/// let row = catalogue().find(|row| row.id() == "no-scheme").unwrap();
/// assert_eq!(row.verdict(), Verdict::Malformed);
/// assert_eq!(row.example(), r#"NotifyUrl::parse("example.com/callback")"#);
/// assert_eq!(row.help(), "write `https://` or `http://` before it");
/// ```
pub fn catalogue() -> impl Iterator<Item = Row> {
    let addresses = AddressKind::ALL.iter().filter_map(|kind| {
        let (source, host) = kind.example()?;
        let (basis, help) = (basis_of_address(*kind), help_for_address(*kind));
        Some(Row::of_host(kind.id(), kind.meaning(), basis, source, host, help))
    });
    let names = NameKind::ALL.iter().map(|kind| {
        let (source, host) = kind.example();
        let (basis, help) = (basis_of_name(*kind), help_for_name(*kind));
        Row::of_host(kind.id(), kind.meaning(), basis, source, host, help)
    });
    Reason::ROWS.iter().cloned().chain(addresses).chain(names)
}
