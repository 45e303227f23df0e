//! How often each reason was found.

use std::cmp::Reverse;
use std::collections::BTreeMap;

use live_record_notify::{ErrorCode, NotifyUrl};

use crate::verdict::Refusal;

#[derive(Default)]
pub(crate) struct Tally {
    pub(crate) accepted: u64,
    refused: BTreeMap<(&'static str, ErrorCode), u64>,
}

pub(crate) struct Row {
    pub(crate) id: &'static str,
    pub(crate) code: ErrorCode,
    pub(crate) count: u64,
}

impl Tally {
    pub(crate) fn count(&mut self, verdict: &Result<NotifyUrl, Refusal>) {
        match verdict {
            Ok(_) => self.accepted += 1,
            Err(refusal) => {
                *self.refused.entry((refusal.reason.id(), refusal.code)).or_default() += 1;
            }
        }
    }

    pub(crate) fn merge(&mut self, other: Self) {
        self.accepted += other.accepted;
        for (reason, count) in other.refused {
            *self.refused.entry(reason).or_default() += count;
        }
    }

    pub(crate) fn refused(&self) -> u64 {
        self.refused.values().sum()
    }

    pub(crate) fn lines(&self) -> u64 {
        self.accepted + self.refused()
    }

    /// The reasons, the most frequent first, and in the order of their identifiers where even.
    pub(crate) fn rows(&self) -> Vec<Row> {
        let rows = self.refused.iter().map(|(&(id, code), &count)| Row { id, code, count });
        let mut rows: Vec<Row> = rows.collect();
        rows.sort_by_key(|row| Reverse(row.count));
        rows
    }
}
