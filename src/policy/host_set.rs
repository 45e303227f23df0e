//! Many host patterns, and whether one of them holds a name: one search, however many there are.
//!
//! Two patterns either lie one in the other or have no name in common. So of the patterns that lie in
//! no other, at most one can hold a name, and [`HostIndex`] says which.

use alloc::string::String;
use alloc::vec::Vec;
use core::fmt;

use super::host_index::{HostIndex, HostKey};
use super::host_pattern::HostPattern;

/// A set of host patterns that knows in which order they were given.
///
/// # Invariants
///
/// - No pattern of `widest` lies in another one of `widest`; each of `inner` lies in one of them.
/// - Each pattern of `texts` but `.` is in one of the two, by its number.
#[derive(Clone, Default)]
pub(crate) struct HostSet {
    texts: Texts,
    has_every_name: bool,
    widest: HostIndex,
    inner: HostIndex,
}

impl HostSet {
    /// Adds `pattern`, if it is not there yet.
    pub(super) fn insert(&mut self, pattern: &HostPattern) {
        let key = key(pattern);
        if pattern.is_every_name() {
            if !self.has_every_name {
                self.has_every_name = true;
                self.texts.push(key);
            }
            return;
        }
        let number = self.texts.len();
        let Self { texts, widest, inner, .. } = self;
        let key_of = |number| texts.key(number);
        match holder(widest, texts, key) {
            Some(holder) if holder == key => return,
            // INVARIANT: it lies in the holder.
            Some(_) if inner.find(key).is_some_and(|other| key_of(other) == key) => return,
            Some(_) => inner.insert(key, number, key_of),
            None => {
                // INVARIANT: a pattern that lies in the new one is no longer one of `widest`.
                for other in widest.take_within(key, key_of) {
                    inner.insert(key_of(other), other, key_of);
                }
                widest.insert(key, number, key_of);
            }
        }
        texts.push(key);
    }

    pub(super) fn is_empty(&self) -> bool {
        self.widest.is_empty() && !self.has_every_name
    }

    pub(super) fn has_every_name(&self) -> bool {
        self.has_every_name
    }

    /// Whether a pattern holds `name`, which is in lower case and without dots at its end.
    #[inline]
    pub(super) fn contains(&self, name: &str) -> bool {
        let key = HostKey { name, with_subdomains: false };
        self.has_every_name || holder(&self.widest, &self.texts, key).is_some()
    }

    /// The widest pattern that holds all that `pattern` does.
    pub(super) fn holding(&self, pattern: &HostPattern) -> Option<HostPattern> {
        if self.has_every_name {
            return Some(HostPattern::every_name());
        }
        holder(&self.widest, &self.texts, key(pattern)).map(to_pattern)
    }

    /// A pattern that lies in `pattern` as a whole.
    pub(super) fn first_within(&self, pattern: &HostPattern) -> Option<HostPattern> {
        if pattern.is_every_name() {
            return self.patterns().next();
        }
        let key = key(pattern);
        let within = |index: &HostIndex| {
            let found = self.texts.key(index.first_within(key)?);
            key.holds(found).then(|| to_pattern(found))
        };
        within(&self.widest).or_else(|| within(&self.inner))
    }

    /// The patterns in the order in which they were given.
    pub(super) fn patterns(&self) -> impl Iterator<Item = HostPattern> + use<'_> {
        self.texts.keys().map(to_pattern)
    }

    /// The names that are in both.
    pub(super) fn common(&self, other: &Self) -> Self {
        let held_by = |set: &Self, pattern: &HostPattern| set.holding(pattern).is_some();
        let ours = self.patterns().filter(|pattern| held_by(other, pattern));
        ours.chain(other.patterns().filter(|pattern| held_by(self, pattern))).collect()
    }
}

/// The pattern of `widest` that holds all that `key` does.
#[inline]
fn holder<'a>(widest: &HostIndex, texts: &'a Texts, key: HostKey<'_>) -> Option<HostKey<'a>> {
    let found = texts.key(widest.find(key)?);
    found.holds(key).then_some(found)
}

impl FromIterator<HostPattern> for HostSet {
    fn from_iter<I: IntoIterator<Item = HostPattern>>(patterns: I) -> Self {
        let mut set = Self::default();
        patterns.into_iter().for_each(|pattern| set.insert(&pattern));
        set
    }
}

/// The patterns in their order decide: the other fields follow from them.
impl PartialEq for HostSet {
    fn eq(&self, other: &Self) -> bool {
        self.texts == other.texts
    }
}

impl Eq for HostSet {}

impl fmt::Debug for HostSet {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_set().entries(self.patterns()).finish()
    }
}

fn key(pattern: &HostPattern) -> HostKey<'_> {
    HostKey { name: &pattern.name, with_subdomains: pattern.with_subdomains }
}

fn to_pattern(key: HostKey<'_>) -> HostPattern {
    HostPattern { name: key.name.into(), with_subdomains: key.with_subdomains }
}

/// Patterns as they are written, one after the other.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
struct Texts {
    all: String,
    /// Where each of them ends.
    ends: Vec<usize>,
}

impl Texts {
    fn len(&self) -> u32 {
        u32::try_from(self.ends.len()).unwrap_or(u32::MAX)
    }

    fn push(&mut self, key: HostKey<'_>) {
        self.all.push_str(if key.with_subdomains { "." } else { "" });
        self.all.push_str(key.name);
        self.ends.push(self.all.len());
    }

    /// The pattern with this number, which is one of `ends`.
    #[inline]
    fn key(&self, number: u32) -> HostKey<'_> {
        let number = number as usize;
        let end = |number: usize| self.ends.get(number).copied().unwrap_or(0);
        let start = number.checked_sub(1).map_or(0, end);
        let text = self.all.get(start..end(number)).unwrap_or_default();
        match text.strip_prefix('.') {
            Some(name) => HostKey { name, with_subdomains: true },
            None => HostKey { name: text, with_subdomains: false },
        }
    }

    fn keys(&self) -> impl Iterator<Item = HostKey<'_>> {
        (0..self.len()).map(|number| self.key(number))
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    /// Names that often lie below each other, of labels around the length of a word.
    fn name() -> impl Strategy<Value = String> {
        let label = prop_oneof!["[ab]", "[ab]-[ab]", "a{6,9}", "(a|b){8}", "a{15,17}b?"];
        proptest::collection::vec(label, 1..5).prop_map(|labels| labels.join("."))
    }

    fn pattern() -> impl Strategy<Value = HostPattern> {
        (name(), any::<bool>())
            .prop_map(|(name, with_subdomains)| HostPattern { name, with_subdomains })
    }

    fn matches(pattern: &HostPattern, name: &str) -> bool {
        let below = |labels: &str| labels.is_empty() || labels.ends_with('.');
        match name.strip_suffix(pattern.name.as_str()) {
            Some(labels) if pattern.with_subdomains => below(labels),
            labels => labels == Some(""),
        }
    }

    fn lies_in(inner: &HostPattern, outer: &HostPattern) -> bool {
        matches(outer, &inner.name) && (outer.with_subdomains || !inner.with_subdomains)
    }

    proptest! {
        #[test]
        fn a_search_finds_what_a_scan_finds(
            patterns in proptest::collection::vec(pattern(), 0..40),
            others in proptest::collection::vec(pattern(), 20),
        ) {
            let set: HostSet = patterns.iter().cloned().collect();
            let mut each_once: Vec<HostPattern> = Vec::new();
            for pattern in &patterns {
                if !each_once.contains(pattern) {
                    each_once.push(pattern.clone());
                }
            }
            prop_assert_eq!(set.patterns().collect::<Vec<_>>(), each_once);
            prop_assert_eq!(set.is_empty(), patterns.is_empty());
            for other in patterns.iter().chain(&others) {
                let is_held = patterns.iter().any(|pattern| matches(pattern, &other.name));
                prop_assert_eq!(set.contains(&other.name), is_held, "{:?}", other);
                let widest = patterns.iter().filter(|pattern| lies_in(other, pattern));
                let widest = widest.min_by_key(|p| (p.name.len(), !p.with_subdomains)).cloned();
                prop_assert_eq!(set.holding(other), widest, "{:?}", other);
                let within = set.first_within(other);
                prop_assert!(within.iter().all(|found| lies_in(found, other)), "{:?}", other);
                let has_within = patterns.iter().any(|pattern| lies_in(pattern, other));
                prop_assert_eq!(within.is_some(), has_within, "{:?}", other);
            }
        }
    }
}
