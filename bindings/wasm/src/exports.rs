//! The functions that JavaScript calls, with lengths and numbers.
//!
//! `unsafe` is only the names, which must not be those of functions that are linked in. The memory is
//! read and written by JavaScript, between calls, and only where [`input`] and [`record`] point.
#![expect(unsafe_code, reason = "`no_mangle` is: the names are this module's own")]

use std::cell::RefCell;

use live_record_notify::Policy;

use crate::judge::{self, Answer, Question, Status, Type};
use crate::policies;
use crate::record::Record;

/// Makes room for the texts of a call, and says where. Null if there is none.
#[unsafe(no_mangle)]
extern "C" fn input(length: usize) -> *const u8 {
    INPUT.with_borrow_mut(|input| {
        // Nothing of the last call is kept, or moved.
        *input = Vec::new();
        if input.try_reserve_exact(length).is_err() {
            return std::ptr::null();
        }
        input.resize(length, 0);
        input.as_ptr()
    })
}

/// The record of the last call.
#[unsafe(no_mangle)]
extern "C" fn record() -> *const u8 {
    RECORD.with_borrow(|record| record.as_ref().map_or(std::ptr::null(), Record::as_ptr))
}

/// Reads a policy, to be named by `number` from then on.
#[unsafe(no_mangle)]
extern "C" fn policy(number: u64) -> u32 {
    answer(|input| match policies::read(number, input) {
        Ok(()) => (Status::Done, Record::new()),
        Err(error) => (Status::NotAPolicy, Record::of(error)),
    })
}

/// Whether the policy is kept.
#[unsafe(no_mangle)]
extern "C" fn known(policy: u64) -> u32 {
    answer(|_| under(policy, |_| (Status::Done, Record::new())))
}

#[unsafe(no_mangle)]
extern "C" fn parse(it: u32, policy: u64) -> u32 {
    answer(|input| {
        let Some(it) = Type::of(it) else { return no_argument() };
        under(policy, |policy| judge::parse(it, input, policy))
    })
}

/// The input is the URL, of `length` bytes, and what the question is about.
#[unsafe(no_mangle)]
extern "C" fn ask(it: u32, length: usize, own: u64, question: u32, policy: u64) -> u32 {
    answer(|input| {
        let (Some(it), Some((url, rest))) = (Type::of(it), input.split_at_checked(length)) else {
            return no_argument();
        };
        let question = match question {
            0 => Question::Parts,
            1 => Question::Check,
            2 => Question::Redirect(rest),
            _ => Question::Destination(rest),
        };
        under(own, |own| under(policy, |policy| judge::ask(it, url, own, &question, policy)))
    })
}

#[unsafe(no_mangle)]
extern "C" fn check_host(policy: u64) -> u32 {
    answer(|input| under(policy, |policy| judge::check_host(input, policy)))
}

#[unsafe(no_mangle)]
extern "C" fn check_address(policy: u64) -> u32 {
    answer(|input| under(policy, |policy| judge::check_address(input, policy)))
}

/// The input is the host, of `length` bytes, and the address.
#[unsafe(no_mangle)]
extern "C" fn check_endpoint(length: usize, port: u32, policy: u64) -> u32 {
    answer(|input| {
        let Some((host, address)) = input.split_at_checked(length) else { return no_argument() };
        under(policy, |policy| judge::check_endpoint(host, address, port, policy))
    })
}

#[unsafe(no_mangle)]
extern "C" fn catalogue() -> u32 {
    answer(|_| judge::reasons())
}

/// Ends as a fault in the crate would, for the tests: no input is known that does.
#[unsafe(no_mangle)]
extern "C" fn fault() -> u32 {
    std::process::abort()
}

fn answer(call: impl FnOnce(&[u8]) -> Answer) -> u32 {
    let (status, record) = INPUT.with_borrow(|input| call(input));
    RECORD.set(Some(record));
    status as u32
}

fn under(number: u64, call: impl FnOnce(&Policy) -> Answer) -> Answer {
    match policies::get(number) {
        Some(policy) => call(&policy),
        None => (Status::NoPolicy, Record::of(number)),
    }
}

fn no_argument() -> Answer {
    (Status::NoArgument, Record::new())
}

thread_local! {
    static INPUT: RefCell<Vec<u8>> = const { RefCell::new(Vec::new()) };
    static RECORD: RefCell<Option<Record>> = const { RefCell::new(None) };
}
