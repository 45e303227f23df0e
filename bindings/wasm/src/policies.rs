//! The policies that were read last, so that each is not read again for every call.

use std::cell::RefCell;
use std::rc::Rc;

use live_record_notify::Policy;
use serde::Deserialize;

use crate::value::{Error, Reader};

/// Reads a policy and keeps it as `number`, for the one that was not used for the longest time.
pub(crate) fn read(number: u64, bytes: &[u8]) -> Result<(), Error> {
    let policy = Rc::new(Policy::deserialize(&mut Reader(bytes))?);
    KEPT.with_borrow_mut(|kept| {
        kept.truncate(MOST - 1);
        kept.insert(0, (number, policy));
    });
    Ok(())
}

/// The policy that was read as `number`, if it was kept. 0 is the default one.
pub(crate) fn get(number: u64) -> Option<Rc<Policy>> {
    KEPT.with_borrow_mut(|kept| {
        if number == 0 && kept.iter().all(|(it, _)| *it != 0) {
            kept.truncate(MOST - 1);
            kept.push((0, Rc::default()));
        }
        let at = kept.iter().position(|(it, _)| *it == number)?;
        // To the front, as the last one that was used.
        kept.get_mut(..=at)?.rotate_right(1);
        Some(kept.first()?.1.clone())
    })
}

thread_local! {
    static KEPT: RefCell<Vec<(u64, Rc<Policy>)>> = const { RefCell::new(Vec::new()) };
}

/// So many that a program with a policy for each of its uses reads each once, and so few that they
/// need no one to free them.
const MOST: usize = 16;
