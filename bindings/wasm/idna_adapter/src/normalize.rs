//! The mapping of UTS 46 and the normal form NFC (UAX 15), over the tables.

use crate::tables::{composition, decomposition, mapping, properties};

/// What UTS 46 maps `c` to; what comes out is still to be normalized.
pub(crate) fn mapped(c: char) -> impl Iterator<Item = char> {
    let status = properties(c);
    let (text, itself): (&[char], _) = match mapping(c) {
        Some(text) => (text, None),
        None if status.is_ignored() => (&[], None),
        None if status.is_valid() => (&[], Some(c)),
        None => (&[char::REPLACEMENT_CHARACTER], None),
    };
    text.iter().copied().chain(itself)
}

/// NFC.
pub(crate) fn normalized(text: impl Iterator<Item = char>) -> impl Iterator<Item = char> {
    let mut decomposed = Vec::new();
    for c in text {
        decompose(c, &mut decomposed);
    }
    // The canonical order: each run of characters that are no starters, by their classes.
    for run in decomposed.chunk_by_mut(|(_, before), (_, after)| *before != 0 && *after != 0) {
        run.sort_by_key(|(_, class)| *class);
    }
    compose(decomposed).into_iter()
}

/// `c` in parts, each with its canonical combining class.
fn decompose(c: char, parts: &mut Vec<(char, u8)>) {
    if let Some(index) = u32::from(c).checked_sub(S_BASE).filter(|index| *index < S_COUNT) {
        let (l, v, t) = (index / N_COUNT, index % N_COUNT / T_COUNT, index % T_COUNT);
        let jamo = [L_BASE + l, V_BASE + v, T_BASE + t];
        let count = if t == 0 { 2 } else { 3 };
        parts.extend(jamo.into_iter().take(count).filter_map(char::from_u32).map(|c| (c, 0)));
    } else if let Some((first, second)) = decomposition(c) {
        decompose(first, parts);
        if let Some(second) = second {
            decompose(second, parts);
        }
    } else {
        parts.push((c, properties(c).combining_class()));
    }
}

/// Composes each starter with what follows it and is not blocked (Unicode, D115 to D117).
fn compose(parts: Vec<(char, u8)>) -> Vec<char> {
    let mut composed: Vec<char> = Vec::new();
    let mut starter = None;
    let mut last = 0;
    for (c, class) in parts {
        if let Some(at) = starter {
            let is_blocked = at + 1 < composed.len() && last >= class;
            if let Some(first) = composed.get_mut(at).filter(|_| !is_blocked)
                && let Some(both) = pair(*first, c)
            {
                *first = both;
                continue;
            }
        }
        if class == 0 {
            starter = Some(composed.len());
        }
        last = class;
        composed.push(c);
    }
    composed
}

/// What `first` and `second` are composed to.
#[expect(clippy::many_single_char_names, reason = "they are Unicode's")]
fn pair(first: char, second: char) -> Option<char> {
    let (a, b) = (u32::from(first), u32::from(second));
    let (l, v) = (a.wrapping_sub(L_BASE), b.wrapping_sub(V_BASE));
    let (s, t) = (a.wrapping_sub(S_BASE), b.wrapping_sub(T_BASE));
    if l < L_COUNT && v < V_COUNT {
        char::from_u32(S_BASE + (l * V_COUNT + v) * T_COUNT)
    } else if s < S_COUNT && s % T_COUNT == 0 && 0 < t && t < T_COUNT {
        char::from_u32(a + t)
    } else {
        composition(first, second)
    }
}

// Names and numbers of Unicode 3.12, Conjoining Jamo Behavior.
const S_BASE: u32 = 0xAC00;
const L_BASE: u32 = 0x1100;
const V_BASE: u32 = 0x1161;
const T_BASE: u32 = 0x11A7;
const L_COUNT: u32 = 19;
const V_COUNT: u32 = 21;
const T_COUNT: u32 = 28;
const N_COUNT: u32 = V_COUNT * T_COUNT;
const S_COUNT: u32 = L_COUNT * N_COUNT;
