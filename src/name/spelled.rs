//! Public names that answer the address they spell: `10.0.0.1.nip.io`, `app-10-0-0-1.sslip.io`.
//!
//! The services differ in which part of the name they read, so every part that any of them could
//! read is decoded, and all of them must be public. A name that spells nothing is refused: what it
//! answers is the service's choice.

use core::net::{IpAddr, Ipv4Addr, Ipv6Addr};

use crate::dns_name::MAX_LABEL_LENGTH;

/// Every address that `prefix`, the labels before the name of such a service, could spell:
///
/// - four decimal numbers in a row, between dots or hyphens: `10.0.0.1`, `app-10-0-0-1`;
/// - eight hexadecimal digits on their own: `0a000001`, `app-0a000001`;
/// - IPv6 with hyphens for colons, in one label: `--1`, `2a01-4f8--1`, `www-fd00--1`.
pub(crate) fn spelled_addresses(prefix: &str) -> impl Iterator<Item = IpAddr> {
    let ipv6 = prefix.split('.').filter_map(hyphenated_ipv6).map(IpAddr::V6);
    decimals(prefix).chain(hexadecimal(prefix)).map(IpAddr::V4).chain(ipv6)
}

fn parts(prefix: &str) -> impl Iterator<Item = &str> + Clone {
    prefix.split(['.', '-'])
}

fn decimals(prefix: &str) -> impl Iterator<Item = Ipv4Addr> {
    let [first, second, third, fourth] =
        [0, 1, 2, 3].map(|skip| parts(prefix).skip(skip).map(|part| part.parse::<u8>().ok()));
    first
        .zip(second)
        .zip(third.zip(fourth))
        .filter_map(|((a, b), (c, d))| Some(Ipv4Addr::new(a?, b?, c?, d?)))
}

fn hexadecimal(prefix: &str) -> impl Iterator<Item = Ipv4Addr> {
    parts(prefix)
        .filter(|part| part.len() == 8 && part.bytes().all(|byte| byte.is_ascii_hexdigit()))
        .filter_map(|part| u32::from_str_radix(part, 16).ok())
        .map(Ipv4Addr::from_bits)
}

/// The leftmost, longest IPv6 address in `label` between hyphens or its ends.
fn hyphenated_ipv6(label: &str) -> Option<Ipv6Addr> {
    // No label of the DNS is longer, and the strict read refuses those that are.
    let label = label.as_bytes().get(..label.len().min(MAX_LABEL_LENGTH))?;
    let is_cut = |at: usize| at == label.len() || label.get(at) == Some(&b'-');
    let starts = (0..label.len()).filter(|&at| at == 0 || label.get(at - 1) == Some(&b'-'));
    starts.into_iter().find_map(|start| {
        let longest = label.len().min(start + MAX_IPV6_LENGTH);
        // An empty text is no address either.
        let ends = (start..=longest).rev().filter(|&end| is_cut(end));
        ends.into_iter().find_map(|end| read_ipv6(label.get(start..end)?))
    })
}

/// The longest text of an IPv6 address without a dotted part: eight times four digits and a colon.
const MAX_IPV6_LENGTH: usize = 39;

fn read_ipv6(hyphenated: &[u8]) -> Option<Ipv6Addr> {
    let mut text = [0; MAX_IPV6_LENGTH];
    let text = text.get_mut(..hyphenated.len())?;
    for (to, from) in text.iter_mut().zip(hyphenated) {
        *to = if *from == b'-' { b':' } else { *from };
    }
    core::str::from_utf8(text).ok()?.parse().ok()
}
