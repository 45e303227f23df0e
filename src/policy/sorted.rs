//! Many keys in ascending order, each with a value: a look-up touches few lines of memory.

use alloc::vec::Vec;

/// A map in pages of sorted arrays, beside an array of the first key of each page.
///
/// Both binary searches of a look-up run in memory that lies together, and an insertion moves part of
/// one page. A tree with a few keys in a node costs a cache miss or two for each of its levels.
///
/// # Invariants
///
/// - The keys of a page ascend, and all are below those of the next page.
/// - No page is empty, and none has more than [`PAGE`] keys.
/// - `firsts` has the first key of each page, and `values` of a page has one for each of its keys.
#[derive(Clone, Debug)]
pub(super) struct Sorted<K, V> {
    firsts: Vec<K>,
    pages: Vec<Page<K, V>>,
}

#[derive(Clone, Debug)]
struct Page<K, V> {
    keys: Vec<K>,
    values: Vec<V>,
}

/// The most keys in a page: a million keys make an array of first keys no longer than a few pages.
const PAGE: usize = 256;

impl<K, V> Default for Sorted<K, V> {
    fn default() -> Self {
        Self { firsts: Vec::new(), pages: Vec::new() }
    }
}

impl<K: Copy + Ord, V: Copy> Sorted<K, V> {
    pub(super) fn is_empty(&self) -> bool {
        self.pages.is_empty()
    }

    /// The last entry whose key is `key` or below.
    #[inline]
    pub(super) fn last_up_to(&self, key: K) -> Option<(K, V)> {
        let page = self.pages.get(self.page_of(key))?;
        let at = page.keys.partition_point(|other| *other <= key).checked_sub(1)?;
        page.entry(at)
    }

    /// The first entry whose key is `key` or above.
    pub(super) fn first_from(&self, key: K) -> Option<(K, V)> {
        let number = self.page_of(key);
        let page = self.pages.get(number)?;
        let at = page.keys.partition_point(|other| *other < key);
        page.entry(at).or_else(|| self.pages.get(number + 1)?.entry(0))
    }

    /// Sets the value of `key`.
    pub(super) fn insert(&mut self, key: K, value: V) {
        let number = self.page_of(key);
        let Some(page) = self.pages.get_mut(number) else {
            self.firsts.push(key);
            self.pages.push(Page { keys: [key].into(), values: [value].into() });
            return;
        };
        match page.keys.binary_search(&key) {
            Ok(at) => {
                if let Some(old) = page.values.get_mut(at) {
                    *old = value;
                }
            }
            Err(at) => {
                page.keys.insert(at, key);
                page.values.insert(at, value);
                self.mend(number);
            }
        }
    }

    /// Removes `key`.
    pub(super) fn remove(&mut self, key: K) {
        let number = self.page_of(key);
        let Some(page) = self.pages.get_mut(number) else { return };
        let Ok(at) = page.keys.binary_search(&key) else { return };
        page.keys.remove(at);
        page.values.remove(at);
        self.mend(number);
    }

    /// The page that has `key`, if one has.
    #[inline]
    fn page_of(&self, key: K) -> usize {
        self.firsts.partition_point(|first| *first <= key).saturating_sub(1)
    }

    /// INVARIANT: drops a page that has become empty, and splits one that has become too long.
    fn mend(&mut self, number: usize) {
        let is_last = number + 1 == self.pages.len();
        let Some(page) = self.pages.get_mut(number) else { return };
        let Some(&first) = page.keys.first() else {
            self.pages.remove(number);
            self.firsts.remove(number);
            return;
        };
        if let Some(old) = self.firsts.get_mut(number) {
            *old = first;
        }
        if page.keys.len() > PAGE {
            // Keys that come in ascending order fill their pages.
            let at = if is_last { PAGE } else { PAGE / 2 };
            let (keys, values) = (page.keys.split_off(at), page.values.split_off(at));
            if let Some(&first) = keys.first() {
                self.firsts.insert(number + 1, first);
                self.pages.insert(number + 1, Page { keys, values });
            }
        }
    }
}

impl<K: Copy, V: Copy> Page<K, V> {
    #[inline]
    fn entry(&self, at: usize) -> Option<(K, V)> {
        Some((*self.keys.get(at)?, *self.values.get(at)?))
    }
}

#[cfg(test)]
mod tests {
    use alloc::collections::BTreeMap;

    use proptest::prelude::*;

    use super::*;

    fn is_well_formed(map: &Sorted<u16, u32>) -> bool {
        let lengths = map.pages.iter().map(|page| (page.keys.len(), page.values.len()));
        map.firsts.iter().eq(map.pages.iter().filter_map(|page| page.keys.first()))
            && lengths
                .into_iter()
                .all(|(keys, values)| keys == values && (1..=PAGE).contains(&keys))
            && map.pages.iter().flat_map(|page| &page.keys).is_sorted_by(|a, b| a < b)
    }

    #[test]
    fn pages_are_filled_before_they_are_split() {
        let mut map = Sorted::default();
        let lengths = |map: &Sorted<u16, u32>| {
            map.pages.iter().map(|page| page.keys.len()).collect::<Vec<_>>()
        };
        for key in (0..).step_by(2).take(3 * PAGE) {
            map.insert(key, 0);
        }
        assert_eq!(lengths(&map), [PAGE; 3]);
        map.remove(0);
        map.insert(1, 0);
        assert_eq!(lengths(&map), [PAGE; 3]);
        map.insert(0, 0);
        assert_eq!(lengths(&map), [PAGE / 2, PAGE / 2 + 1, PAGE, PAGE]);
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(32))]

        #[test]
        fn it_is_a_map(
            steps in proptest::collection::vec((0..2000_u16, 0..3_u8), 0..4000),
            ascending in 0..2000_u16,
        ) {
            let (mut map, mut model) = (Sorted::default(), BTreeMap::new());
            let steps = (0..ascending).map(|key| (key, 1)).chain(steps);
            for (turn, (key, step)) in (0..).zip(steps) {
                if step == 0 {
                    map.remove(key);
                    model.remove(&key);
                } else {
                    map.insert(key, turn);
                    model.insert(key, turn);
                }
            }
            prop_assert!(is_well_formed(&map));
            prop_assert_eq!(map.is_empty(), model.is_empty());
            let entry = |(key, value): (&u16, &u32)| (*key, *value);
            for key in 0..2001 {
                prop_assert_eq!(map.last_up_to(key), model.range(..=key).next_back().map(entry));
                prop_assert_eq!(map.first_from(key), model.range(key..).next().map(entry));
            }
        }
    }
}
