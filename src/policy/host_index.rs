//! Where a host pattern stands in a list: a tree of the words of names.
//!
//! A name is read from its end in words of at most eight bytes, none of which goes beyond the dot
//! before its label. One word more says whether the pattern is about all below the name too:
//!
//! ```text
//! .example.com     .com  .example  (below)
//! a.example.com    .com  .example  .a  (alone)
//! ```
//!
//! Names with the same word fork there: they share a layer, in which the next word decides. A search
//! follows the forks, of which there are few and which stay in the processor's cache, and then takes
//! one look at the patterns, of which there are many.

use alloc::vec::Vec;

use super::sorted::Sorted;

/// Numbers of patterns by their words.
///
/// # Invariants
///
/// - A pattern stands in the first layer where no other one has its word. Where another one has it,
///   there is a fork.
/// - Each fork leads to a layer of its own, where at least one pattern or fork is.
#[derive(Clone, Debug, Default)]
pub(super) struct HostIndex {
    patterns: Sorted<Place, ()>,
    /// The number is that of the layer to which a fork leads.
    forks: Sorted<Place, ()>,
    layers: u32,
}

impl HostIndex {
    pub(super) fn is_empty(&self) -> bool {
        self.patterns.is_empty()
    }

    /// The only pattern that can be `key`. If no pattern lies in another, it is also the only one that
    /// can hold `key`.
    #[inline]
    pub(super) fn find(&self, key: HostKey<'_>) -> Option<u32> {
        let mut layer = 0;
        let mut words = key.words();
        loop {
            // The loop ends before the words do: no two patterns share the last word, so no fork has it.
            let word = words.next()?;
            match at(&self.forks, layer, word) {
                Some(next) => layer = next,
                None => return at(&self.patterns, layer, word),
            }
        }
    }

    /// Adds a pattern that is not there yet. `key_of` gives the key of one that is, by its number.
    pub(super) fn insert<'a>(
        &mut self,
        key: HostKey<'_>,
        number: u32,
        key_of: impl Fn(u32) -> HostKey<'a>,
    ) {
        let mut layer = 0;
        // A pattern that has all words so far, and its words from the next one on.
        let mut other: Option<(u32, Words<'a>)> = None;
        for (depth, word) in key.words().enumerate() {
            if let Some((other, words)) = &mut other {
                let other_word = words.next().unwrap_or_default();
                if other_word != word {
                    self.patterns.insert(Place::new(layer, other_word, *other), ());
                    self.patterns.insert(Place::new(layer, word, number), ());
                    return;
                }
            } else if let Some(next) = at(&self.forks, layer, word) {
                layer = next;
                continue;
            } else if let Some(found) = at(&self.patterns, layer, word) {
                self.patterns.remove(Place::new(layer, word, found));
                let mut words = key_of(found).words();
                words.by_ref().take(depth + 1).for_each(drop);
                other = Some((found, words));
            } else {
                self.patterns.insert(Place::new(layer, word, number), ());
                return;
            }
            // INVARIANT: where two patterns have a word, both go on to a new layer.
            self.layers += 1;
            self.forks.insert(Place::new(layer, word, self.layers), ());
            layer = self.layers;
        }
    }

    /// A pattern that lies in `key`, if there is one. Otherwise any pattern, or none: the caller must
    /// compare.
    pub(super) fn first_within(&self, key: HostKey<'_>) -> Option<u32> {
        if !key.with_subdomains {
            return self.find(key);
        }
        let mut layer = 0;
        for word in key.words_of_name() {
            match at(&self.forks, layer, word) {
                Some(next) => layer = next,
                None => return at(&self.patterns, layer, word),
            }
        }
        loop {
            match first_in(&self.patterns, layer) {
                Some(found) => return Some(found.number()),
                None => layer = first_in(&self.forks, layer)?.number(),
            }
        }
    }

    /// Takes out the patterns that lie in `key`. `key_of` gives the key of a pattern by its number.
    pub(super) fn take_within<'a>(
        &mut self,
        key: HostKey<'_>,
        key_of: impl Fn(u32) -> HostKey<'a>,
    ) -> Vec<u32> {
        if !key.with_subdomains {
            return Vec::new();
        }
        let mut fork = Place::new(0, 0, 0);
        for word in key.words_of_name() {
            let layer = fork.number();
            if let Some(next) = at(&self.forks, layer, word) {
                fork = Place::new(layer, word, next);
                continue;
            }
            let found = at(&self.patterns, layer, word);
            let found = found.filter(|&number| key.holds(key_of(number)));
            if let Some(number) = found {
                self.patterns.remove(Place::new(layer, word, number));
            }
            return found.into_iter().collect();
        }
        let mut taken = Vec::new();
        let mut forks = Vec::from([fork]);
        while let Some(fork) = forks.pop() {
            // INVARIANT: the fork goes together with all that is in its layer.
            self.forks.remove(fork);
            while let Some(found) = first_in(&self.patterns, fork.number()) {
                self.patterns.remove(found);
                taken.push(found.number());
            }
            let inside = core::iter::successors(first_in(&self.forks, fork.number()), |last| {
                let next = self.forks.first_from(last.next())?.0;
                (next.layer() == fork.number()).then_some(next)
            });
            forks.extend(inside);
        }
        taken
    }
}

/// The number that stands in `places` for `word` in `layer`.
#[inline]
fn at(places: &Sorted<Place, ()>, layer: u32, word: u64) -> Option<u32> {
    let (found, ()) = places.last_up_to(Place::new(layer, word, u32::MAX))?;
    (found >= Place::new(layer, word, 0)).then(|| found.number())
}

fn first_in(places: &Sorted<Place, ()>, layer: u32) -> Option<Place> {
    let (found, ()) = places.first_from(Place::new(layer, 0, 0))?;
    (found.layer() == layer).then_some(found)
}

/// A layer, a word and a number, in this order: all in one, so that they are on one line of memory.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
struct Place(u128);

#[allow(clippy::cast_possible_truncation, reason = "of a place one part is wanted")]
impl Place {
    #[inline]
    fn new(layer: u32, word: u64, number: u32) -> Self {
        Self(u128::from(layer) << 96 | u128::from(word) << 32 | u128::from(number))
    }

    fn next(self) -> Self {
        Self(self.0.saturating_add(1))
    }

    fn layer(self) -> u32 {
        (self.0 >> 96) as u32
    }

    #[inline]
    fn number(self) -> u32 {
        self.0 as u32
    }
}

/// What a pattern is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct HostKey<'a> {
    pub(super) name: &'a str,
    pub(super) with_subdomains: bool,
}

impl<'a> HostKey<'a> {
    /// Whether every name of `other` is one of `self`.
    #[inline]
    pub(super) fn holds(self, other: HostKey<'_>) -> bool {
        match other.name.strip_suffix(self.name) {
            Some("") => self.with_subdomains || !other.with_subdomains,
            Some(before) => self.with_subdomains && before.ends_with('.'),
            None => false,
        }
    }

    #[inline]
    fn words(self) -> Words<'a> {
        let last = if self.with_subdomains { BELOW } else { ALONE };
        Words { name: Some(self.name.as_bytes()), last: Some(last) }
    }

    fn words_of_name(self) -> Words<'a> {
        Words { name: Some(self.name.as_bytes()), last: None }
    }
}

/// The word after those of a name. No name has such bytes.
const ALONE: u64 = 1;
const BELOW: u64 = 2;

/// The words of a name from its end, then `last`, where there is one: [`ALONE`] or [`BELOW`].
struct Words<'a> {
    /// What is still to be read.
    name: Option<&'a [u8]>,
    last: Option<u64>,
}

impl Iterator for Words<'_> {
    type Item = u64;

    #[inline]
    fn next(&mut self) -> Option<u64> {
        let Some(name) = self.name else { return self.last.take() };
        let mut word = 0;
        for (before, &byte) in name.iter().enumerate().rev() {
            word = word << u8::BITS | u64::from(byte);
            if byte == b'.' || name.len() - before == size_of::<u64>() {
                self.name = name.get(..before);
                return Some(word);
            }
        }
        self.name = None;
        Some(word << u8::BITS | u64::from(b'.'))
    }
}
