//! `Row`: what the catalogue says of one reason.

use alloc::borrow::Cow;
use alloc::format;

use super::verdict::{Basis, Verdict};
use crate::source::Source;

/// One row of the [`catalogue`](crate::docs::catalogue).
///
/// ```
/// use live_record_notify::docs::catalogue;
///
/// let dashboard: Vec<_> = catalogue().map(|row| (row.id(), row.meaning())).collect();
/// assert!(dashboard.contains(&("loopback", "loopback")));
/// ```
#[derive(Clone, Debug)]
pub struct Row {
    pub(super) id: &'static str,
    pub(super) meaning: &'static str,
    pub(super) verdict: Verdict,
    pub(super) basis: Basis,
    pub(super) source: Source,
    pub(super) example: Cow<'static, str>,
    pub(super) help: &'static str,
}

impl Row {
    /// The row of a kind of addresses or names, where a URL with the host `host` is refused for it.
    pub(crate) fn of_host(
        id: &'static str,
        meaning: &'static str,
        basis: Basis,
        source: Source,
        host: &'static str,
        help: &'static str,
    ) -> Self {
        let example = Cow::Owned(format!("NotifyUrl::parse(\"http://{host}/\")"));
        Self { id, meaning, verdict: Verdict::Unsafe, basis, source, example, help }
    }

    /// The identifier, in kebab case.
    ///
    /// ```
    /// use live_record_notify::docs::catalogue;
    ///
    /// assert!(catalogue().any(|row| row.id() == "https-required"));
    /// ```
    #[must_use]
    pub fn id(&self) -> &'static str {
        self.id
    }

    /// What the reason means, on one line.
    ///
    /// ```
    /// use live_record_notify::docs::catalogue;
    ///
    /// let row = catalogue().find(|row| row.id() == "https-required").unwrap();
    /// assert_eq!(row.meaning(), "The policy requires `https`.");
    /// ```
    #[must_use]
    pub fn meaning(&self) -> &'static str {
        self.meaning
    }

    /// What kind of answer the reason leads to.
    ///
    /// ```
    /// use live_record_notify::Verdict;
    /// use live_record_notify::docs::catalogue;
    ///
    /// let row = catalogue().find(|row| row.id() == "https-required").unwrap();
    /// assert_eq!(row.verdict(), Verdict::Unsafe);
    /// ```
    #[must_use]
    pub fn verdict(&self) -> Verdict {
        self.verdict
    }

    /// Who says that a text with this reason is refused.
    ///
    /// ```
    /// use live_record_notify::Basis;
    /// use live_record_notify::docs::catalogue;
    ///
    /// let row = catalogue().find(|row| row.id() == "https-required").unwrap();
    /// assert_eq!(row.basis(), Basis::Caller);
    /// ```
    #[must_use]
    pub fn basis(&self) -> Basis {
        self.basis
    }

    /// The document or convention that makes the rule.
    ///
    /// ```
    /// use live_record_notify::docs::catalogue;
    ///
    /// let row = catalogue().find(|row| row.id() == "https-required").unwrap();
    /// assert_eq!(row.source_text(), "the caller's policy");
    /// ```
    #[must_use]
    pub fn source_text(&self) -> &'static str {
        self.source.text
    }

    /// The page of the source, where there is one.
    ///
    /// ```
    /// use live_record_notify::docs::catalogue;
    ///
    /// let row = catalogue().find(|row| row.id() == "private-use").unwrap();
    /// assert_eq!(row.source_url(), Some("https://www.rfc-editor.org/rfc/rfc1918"));
    /// ```
    #[must_use]
    pub fn source_url(&self) -> Option<&'static str> {
        self.source.url
    }

    /// A Rust expression that is refused for this reason. A step that ends in `?` succeeds.
    ///
    /// ```
    /// use live_record_notify::docs::catalogue;
    ///
    /// let row = catalogue().find(|row| row.id() == "private-use").unwrap();
    /// assert_eq!(row.example(), r#"NotifyUrl::parse("http://10.0.0.1/")"#);
    /// ```
    #[must_use]
    pub fn example(&self) -> &str {
        &self.example
    }

    /// What the author of the text can do about it, or the operator whose policy refuses it.
    ///
    /// ```
    /// use live_record_notify::docs::catalogue;
    ///
    /// let row = catalogue().find(|row| row.id() == "https-required").unwrap();
    /// assert_eq!(row.help(), "write an `https://` URL");
    /// ```
    #[must_use]
    pub fn help(&self) -> &'static str {
        self.help
    }
}
