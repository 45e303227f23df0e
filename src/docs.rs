//! The reasons, all on one page, and pictures of the tables behind them.

use alloc::borrow::Cow;
use alloc::format;

use crate::address::AddressKind;
use crate::host::NameKind;
use crate::reason::{Reason, Verdict};
use crate::source::Source;

/// Every id that [`Reason::id`] can give, with what there is to say about it: the reasons in reading
/// order, then the kinds of addresses, then the kinds of names.
///
/// ```
/// use live_record_notify::docs::catalogue;
///
/// let row = catalogue().find(|row| row.id() == "no-scheme").unwrap();
/// assert_eq!(row.verdict(), "Malformed");
/// assert_eq!(row.example(), r#"NotifyUrl::parse("example.com/callback")"#);
/// assert_eq!(row.help(), Some("write `http://` or `https://` before it"));
/// ```
pub fn catalogue() -> impl Iterator<Item = Row> {
    let addresses = AddressKind::ALL.iter().filter_map(|kind| {
        let (source, host) = kind.example()?;
        Some(Row::of_host(kind.id(), kind.meaning(), source, host))
    });
    let names = NameKind::ALL.iter().map(|kind| {
        let (source, host) = kind.example();
        Row::of_host(kind.id(), kind.meaning(), source, host)
    });
    Reason::ROWS.iter().copied().flatten().cloned().chain(addresses).chain(names)
}

/// One row of the [`catalogue`].
#[derive(Clone, Debug)]
pub struct Row {
    pub(crate) id: &'static str,
    pub(crate) meaning: &'static str,
    pub(crate) verdict: Verdict,
    pub(crate) source: Source,
    pub(crate) example: Cow<'static, str>,
    pub(crate) help: Option<&'static str>,
}

impl Row {
    fn of_host(
        id: &'static str,
        meaning: &'static str,
        source: Source,
        host: &'static str,
    ) -> Self {
        let example = Cow::Owned(format!("NotifyUrl::parse(\"http://{host}/\")"));
        Self { id, meaning, verdict: Verdict::Unsafe, source, example, help: None }
    }

    /// The identifier, in kebab case.
    #[must_use]
    pub fn id(&self) -> &'static str {
        self.id
    }

    /// What the reason means, on one line.
    #[must_use]
    pub fn meaning(&self) -> &'static str {
        self.meaning
    }

    /// Which codes the reason leads to: `Missing`, `Malformed`, `Unsafe`, or `Operational` where no
    /// verdict was possible.
    #[must_use]
    pub fn verdict(&self) -> &'static str {
        self.verdict.as_str()
    }

    /// The document or convention that makes the rule.
    #[must_use]
    pub fn source(&self) -> &'static str {
        self.source.text
    }

    /// The page of the source, where there is one.
    #[must_use]
    pub fn source_url(&self) -> Option<&'static str> {
        self.source.url
    }

    /// A Rust expression that is refused for this reason. A `?` in it is not what refuses.
    #[must_use]
    pub fn example(&self) -> &str {
        &self.example
    }

    /// What the author of the text can do about it, where there is something to do.
    #[must_use]
    pub fn help(&self) -> Option<&'static str> {
        self.help
    }
}
