//! What a peer says of each row, and how often that is wrong.

use std::panic::{self, AssertUnwindSafe};

use crate::peers::{Peer, Urls};
use crate::rows::{Group, Question, Row};
use crate::truth::Truth;

/// What a peer says of each row that counts, in the order of the rows.
pub struct Verdicts(pub Vec<Option<Said>>);

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Said {
    LetIn,
    Refused,
    Panicked,
}

impl Verdicts {
    pub fn of(peer: &Peer, rows: &[Row]) -> Self {
        let is_set_aside = |row: &Row| matches!(row.truth, Truth::Choice(_));
        let said = |row| if is_set_aside(row) { None } else { ask(peer, row) };
        Self(rows.iter().map(said).collect())
    }
}

/// `None` if the peer does not claim to judge such a question.
pub fn ask(peer: &Peer, row: &Row) -> Option<Said> {
    let lets_in: Box<dyn Fn() -> bool> = match &row.question {
        Question::Address(address) => {
            let (judge, address) = (peer.address?, *address);
            Box::new(move || judge(address))
        }
        Question::Url(text, answer) => {
            let judge = peer.url?;
            let is_asked = match peer.urls {
                Urls::None => Group::ANSWERS.contains(&row.group),
                Urls::Reading => row.group != Group::OtherClients,
                Urls::Text => true,
            };
            if !is_asked {
                return None;
            }
            Box::new(move || judge(text, answer))
        }
    };
    Some(match panic::catch_unwind(AssertUnwindSafe(lets_in)) {
        Ok(true) => Said::LetIn,
        Ok(false) => Said::Refused,
        Err(_) => Said::Panicked,
    })
}

/// How many rows of a group lead inside and how many are public, and how many of each are judged
/// wrongly.
#[derive(Default, Clone, Copy)]
pub struct Count {
    pub inside: usize,
    pub let_in: usize,
    /// Of those let in, how many lead to what attackers look for.
    pub close: usize,
    pub public: usize,
    pub kept_out: usize,
    pub panics: usize,
}

pub fn count(rows: &[Row], verdicts: &Verdicts, groups: &[Group]) -> Count {
    let mut count = Count::default();
    for (row, said) in rows.iter().zip(&verdicts.0) {
        let Some(said) = said.filter(|_| groups.contains(&row.group)) else { continue };
        match row.truth {
            Truth::Inside { .. } => count.inside += 1,
            Truth::Public(_) => count.public += 1,
            Truth::Choice(_) => unreachable!("what is set aside is asked of nobody"),
        }
        count.let_in += usize::from(is_let_in(row, said));
        let is_close = matches!(row.truth, Truth::Inside { is_close: true, .. });
        count.close += usize::from(is_close && said == Said::LetIn);
        count.kept_out += usize::from(is_kept_out(row, said));
        count.panics += usize::from(said == Said::Panicked);
    }
    count
}

pub fn is_let_in(row: &Row, said: Said) -> bool {
    matches!(row.truth, Truth::Inside { .. }) && said == Said::LetIn
}

pub fn is_kept_out(row: &Row, said: Said) -> bool {
    matches!(row.truth, Truth::Public(_)) && said == Said::Refused
}
