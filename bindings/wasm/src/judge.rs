//! Each call, on text alone.

use std::net::{IpAddr, SocketAddr};

use live_record_notify::docs::catalogue;
use live_record_notify::{
    CallbackUrl, DomainName, Error, Notify, NotifyUrl, OnDemand, OnDemandUrl, Policy, Reason,
    UrlParameter,
};

use crate::record::Record;

/// How a call ended.
#[derive(Clone, Copy)]
#[repr(u32)]
pub(crate) enum Status {
    /// As asked; the record is the answer.
    Done = 0,
    /// Accepted, and canonical as it was given.
    Same = 1,
    /// Refused; the record says why.
    Refused = 2,
    /// An argument is none. The record has its place in the list, where it is one of a list.
    NoArgument = 3,
    /// The policy is not kept, and must be read again.
    NoPolicy = 4,
    /// The policy is none; the record says why.
    NotAPolicy = 5,
}

pub(crate) type Answer = (Status, Record);

/// The types that JavaScript has. Their numbers are those of `js/core.js`.
#[derive(Clone, Copy)]
pub(crate) enum Type {
    NotifyUrl,
    OnDemandUrl,
    DomainName,
}

impl Type {
    pub(crate) fn of(number: u32) -> Option<Self> {
        [Self::NotifyUrl, Self::OnDemandUrl, Self::DomainName].get(number as usize).copied()
    }
}

pub(crate) fn parse(it: Type, input: &[u8], policy: &Policy) -> Answer {
    match it {
        Type::NotifyUrl => accepted(NotifyUrl::parse_bytes(input, policy), input),
        Type::OnDemandUrl => accepted(OnDemandUrl::parse_bytes(input, policy), input),
        Type::DomainName => accepted(DomainName::parse_bytes(input), input),
    }
}

/// What is asked of a URL that was accepted before.
pub(crate) enum Question<'a> {
    Parts,
    Check,
    Redirect(&'a [u8]),
    /// Addresses, each and a line feed.
    Destination(&'a [u8]),
}

/// `own` is the policy by which `url` was accepted.
pub(crate) fn ask(
    it: Type,
    url: &[u8],
    own: &Policy,
    question: &Question<'_>,
    policy: &Policy,
) -> Answer {
    match it {
        Type::NotifyUrl => ask_url::<Notify>(url, own, question, policy),
        Type::OnDemandUrl => ask_url::<OnDemand>(url, own, question, policy),
        Type::DomainName => (Status::NoArgument, Record::new()),
    }
}

fn ask_url<P: UrlParameter>(
    url: &[u8],
    own: &Policy,
    question: &Question<'_>,
    policy: &Policy,
) -> Answer {
    let url = match CallbackUrl::<P>::parse_bytes(url, own) {
        Ok(url) => url,
        Err(error) => return refused(&error, url),
    };
    match question {
        Question::Parts => (Status::Done, parts(&url)),
        Question::Check => match url.check(policy) {
            Ok(()) => (Status::Done, Record::new()),
            Err(error) => refused(&error, url.as_str().as_bytes()),
        },
        Question::Redirect(location) => accepted(url.redirect_bytes(location, policy), location),
        Question::Destination(lines) => destination(&url, lines, policy),
    }
}

fn parts<P: UrlParameter>(url: &CallbackUrl<P>) -> Record {
    let mut record = Record::new();
    record.push(url.scheme());
    record.push(url.host());
    record.push(url.port());
    record.push(url.origin());
    record.push(url.path());
    if let Some(query) = url.query() {
        record.push(query);
    }
    record
}

fn destination<P: UrlParameter>(url: &CallbackUrl<P>, lines: &[u8], policy: &Policy) -> Answer {
    let mut at = 0;
    let mut wrong = None;
    // The crate takes no more of them than the policy does.
    let lines = lines.strip_suffix(b"\n").map(|lines| lines.split(|byte| *byte == b'\n'));
    let addresses = lines.into_iter().flatten().map_while(|line| {
        let address = str::from_utf8(line).ok().and_then(|line| line.parse::<IpAddr>().ok());
        if address.is_none() {
            wrong = Some(at);
        }
        at += 1;
        address
    });
    let answer = url.destination(addresses, policy);
    if let Some(at) = wrong {
        return (Status::NoArgument, Record::of(at));
    }
    match answer {
        Err(error) => refused(&error, &[]),
        Ok(destination) => {
            let mut record = Record::new();
            record.push(destination.host());
            record.push(destination.port());
            record.push(destination.is_https());
            for address in destination.socket_addrs() {
                record.push(address.ip());
            }
            (Status::Done, record)
        }
    }
}

/// What is asked of a policy by itself.
pub(crate) fn check_host(host: &[u8], policy: &Policy) -> Answer {
    with_text(host, |host| policy.check_host(host))
}

pub(crate) fn check_address(address: &[u8], policy: &Policy) -> Answer {
    match str::from_utf8(address).ok().and_then(|text| text.parse().ok()) {
        Some(address) => answered(policy.check_address(address)),
        None => (Status::NoArgument, Record::new()),
    }
}

pub(crate) fn check_endpoint(host: &[u8], address: &[u8], port: u32, policy: &Policy) -> Answer {
    let ip = str::from_utf8(address).ok().and_then(|text| text.parse::<IpAddr>().ok());
    let (Some(ip), Ok(port)) = (ip, u16::try_from(port)) else {
        return (Status::NoArgument, Record::new());
    };
    with_text(host, |host| policy.check_endpoint(host, SocketAddr::new(ip, port)))
}

/// All reasons, eight texts each.
pub(crate) fn reasons() -> Answer {
    let mut record = Record::new();
    catalogue().for_each(|row| record.push_row(&row));
    (Status::Done, record)
}

fn with_text(text: &[u8], check: impl FnOnce(&str) -> Result<(), Reason>) -> Answer {
    match str::from_utf8(text) {
        Ok(text) => answered(check(text)),
        Err(_) => (Status::NoArgument, Record::new()),
    }
}

fn answered(answer: Result<(), Reason>) -> Answer {
    match answer {
        Ok(()) => (Status::Done, Record::new()),
        Err(reason) => (Status::Refused, Record::of_reason(&reason)),
    }
}

fn accepted<T: AsRef<str>>(answer: Result<T, Error>, input: &[u8]) -> Answer {
    match answer {
        Ok(value) if value.as_ref().as_bytes() == input => (Status::Same, Record::new()),
        Ok(value) => (Status::Done, Record::of(value.as_ref())),
        Err(error) => refused(&error, input),
    }
}

fn refused(error: &Error, input: &[u8]) -> Answer {
    (Status::Refused, Record::of_error(error, input))
}
