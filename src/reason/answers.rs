//! What a reason answers from its row, or from that of the address or name that it is about.

use alloc::borrow::Cow;
use alloc::format;

use super::Reason;
use super::table::{Entry, REGISTRIES};
use super::verdict::{Basis, Verdict};
use crate::address::{AddressClass, AddressKind, Block};
use crate::name::NameKind;

impl Reason {
    /// A stable kebab-case identifier, made for dashboards and alerts.
    ///
    /// For an address or a name it is that of the
    /// [`AddressKind`](crate::address::AddressKind) or [`NameKind`](crate::NameKind).
    ///
    /// ```
    /// use live_record_notify::NotifyUrl;
    ///
    /// let id = |text| NotifyUrl::parse(text).map_err(|error| error.reason().id());
    /// assert_eq!(id("http://user@example.com/"), Err("userinfo"));
    /// assert_eq!(id("http://127.0.0.1/"), Err("loopback"));
    /// ```
    #[must_use]
    pub fn id(&self) -> &'static str {
        match self.entry() {
            Entry::Reason(row) => row.id,
            Entry::Address(class) => class.kind().id(),
            Entry::Name(row) => row.kind().id(),
        }
    }

    /// The document or convention that makes the rule.
    ///
    /// ```
    /// use live_record_notify::NotifyUrl;
    ///
    /// let error = NotifyUrl::parse("http://10.0.0.1/").unwrap_err();
    /// assert_eq!(error.reason().source_text(), "RFC 1918");
    /// ```
    // Not `source`, which is a method of `core::error::Error`.
    #[must_use]
    pub fn source_text(&self) -> &'static str {
        match (self, self.entry()) {
            (Self::SpelledAddress { class, .. }, _) | (_, Entry::Address(class)) => {
                source_of(*class)
            }
            (_, Entry::Reason(row)) => row.source.text,
            (_, Entry::Name(row)) => row.source_text(),
        }
    }

    /// What the author of the text can do about it, or the operator whose policy refuses it.
    ///
    /// It repeats nothing of the text, except a host in the form in which it is looked up, if that
    /// form is short.
    ///
    /// ```
    /// use live_record_notify::NotifyUrl;
    ///
    /// let help = |text| NotifyUrl::parse(text).unwrap_err().reason().help();
    /// assert_eq!(help("http://example.com./"), "leave out the dot");
    /// assert_eq!(help("http://ｅxample.com/"), "write `example.com`");
    /// assert_eq!(
    ///     help("http://10.0.0.1/"),
    ///     "use a public address, or allow the network in the policy: `Policy::allow_network`",
    /// );
    /// ```
    #[must_use]
    pub fn help(&self) -> Cow<'static, str> {
        match (self, self.entry()) {
            (Self::HostForm { form: Some(form) }, _) => format!("write `{form}`").into(),
            (Self::MissingColon { is_https: true }, _) => "write `https://` at the start".into(),
            (Self::MissingColon { is_https: false }, _) => "write `http://` at the start".into(),
            (_, Entry::Reason(row)) => row.help.into(),
            (_, Entry::Address(class)) => help_for_address(class.kind()).into(),
            (_, Entry::Name(row)) => help_for_name(row.kind()).into(),
        }
    }

    /// What kind of answer the reason leads to.
    ///
    /// ```
    /// use live_record_notify::{Reason, Verdict};
    ///
    /// assert_eq!(Reason::UserInfo.verdict(), Verdict::Unsafe);
    /// assert_eq!(Reason::NoAddresses.verdict(), Verdict::Operational);
    /// ```
    #[must_use]
    pub fn verdict(&self) -> Verdict {
        match self.entry() {
            Entry::Reason(row) => row.verdict,
            Entry::Address(_) | Entry::Name(_) => Verdict::Unsafe,
        }
    }

    /// Who says that a text with this reason is refused.
    ///
    /// ```
    /// use live_record_notify::{Basis, Reason};
    ///
    /// assert_eq!(Reason::Fragment.basis(), Basis::Standard);
    /// assert_eq!(Reason::HostDenied.basis(), Basis::Caller);
    /// ```
    #[must_use]
    pub fn basis(&self) -> Basis {
        match self.entry() {
            Entry::Reason(row) => row.basis,
            Entry::Address(class) => basis_of_address(class.kind()),
            Entry::Name(row) => basis_of_name(row.kind()),
        }
    }
}

/// What can be done about an address of this kind.
pub(crate) fn help_for_address(kind: AddressKind) -> &'static str {
    match kind {
        AddressKind::CloudMetadata => {
            "use a public address; a policy opens this one by an entry of `Policy::allow_network` for \
             it alone"
        }
        AddressKind::Benchmarking => {
            "use a public address; where a proxy has the resolver answer these for every name, allow \
             hosts `.` with the network in one rule: `Policy::allow`"
        }
        _ => "use a public address, or allow the network in the policy: `Policy::allow_network`",
    }
}

/// What can be done about a name of this kind.
pub(crate) fn help_for_name(kind: NameKind) -> &'static str {
    match kind {
        NameKind::CloudMetadata => "use a public name; no policy opens one of a metadata service",
        _ => "use a public name, or allow it in the policy: `Policy::allow_host`",
    }
}

/// Who says that addresses of this kind are not public.
pub(crate) fn basis_of_address(kind: AddressKind) -> Basis {
    match kind {
        AddressKind::CloudMetadata => Basis::Ours,
        _ => Basis::Registry,
    }
}

/// Who says that names of this kind lead nowhere public.
pub(crate) fn basis_of_name(kind: NameKind) -> Basis {
    match kind {
        NameKind::SpecialUse => Basis::Registry,
        _ => Basis::Ours,
    }
}

/// The source of the most specific row that holds the address.
fn source_of(class: AddressClass) -> &'static str {
    class.block().map_or(REGISTRIES.text, Block::source_text)
}
