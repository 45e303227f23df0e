//! The catalogue of reasons on one page, and pictures of the tables behind it.
//!
//! # How a callback URL is judged
//!
//! ![The steps from a text to a value, and from a value to a destination][pipeline.svg]
//!
//! # Where an address may lead
//!
//! ![A map of the IPv4 address space; the legend lists each refused block][ipv4.svg]
//!
//! ![A tree of the IPv6 address space with verdict, kind, name and source of each prefix][ipv6.svg]
//!
//! # Reasons
//!
//! The ids are what [`Reason::id`] gives, made for dashboards and alerts. They keep a promise by
//! [semver](https://semver.org/): renaming an id, taking one away or giving it another meaning is a
//! breaking change. A compatible release may add ids, and may then report a more precise one for a
//! text that was refused before; so count an id that you do not know as a refusal. Meanings, help
//! and messages are for people, and may change in any release.
//!
//! `Malformed`, `Unsafe` and `Missing` lead to the code of that kind for the parameter at fault,
//! and `Operational` to `InternalError`. The examples are Rust expressions, and a test evaluates
//! each. [`catalogue`] gives the same as data. The fragment `#reason.loopback` of this page's
//! address leads to the row of that id, and so for each.
//!
#![doc = include_str!("docs/reasons.md")]
//!
#![doc = include_str!("docs/pictures.md")]

use alloc::borrow::Cow;
use alloc::format;

use crate::address::AddressKind;
use crate::name::NameKind;
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
///
/// ```
/// use live_record_notify::docs::catalogue;
///
/// let dashboard: Vec<_> = catalogue().map(|row| (row.id(), row.meaning())).collect();
/// assert!(dashboard.contains(&("loopback", "loopback")));
/// ```
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

    /// Which codes the reason leads to: `Missing`, `Malformed`, `Unsafe`, or `Operational` where no
    /// verdict was possible.
    ///
    /// ```
    /// use live_record_notify::docs::catalogue;
    ///
    /// let row = catalogue().find(|row| row.id() == "https-required").unwrap();
    /// assert_eq!(row.verdict(), "Unsafe");
    /// ```
    #[must_use]
    pub fn verdict(&self) -> &'static str {
        self.verdict.as_str()
    }

    /// The document or convention that makes the rule.
    ///
    /// ```
    /// use live_record_notify::docs::catalogue;
    ///
    /// let row = catalogue().find(|row| row.id() == "https-required").unwrap();
    /// assert_eq!(row.source(), "the caller's policy");
    /// ```
    #[must_use]
    pub fn source(&self) -> &'static str {
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

    /// A Rust expression that is refused for this reason. A `?` in it is not what refuses.
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

    /// What the author of the text can do about it, where there is something to do.
    ///
    /// ```
    /// use live_record_notify::docs::catalogue;
    ///
    /// let row = catalogue().find(|row| row.id() == "https-required").unwrap();
    /// assert_eq!(row.help(), Some("write an `https://` URL"));
    /// ```
    #[must_use]
    pub fn help(&self) -> Option<&'static str> {
        self.help
    }
}
