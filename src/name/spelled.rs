//! The addresses in names such as `10.0.0.1.nip.io` and `app-10-0-0-1.sslip.io`.
//!
//! The services differ in which part of the name they read, so every part that any of them could
//! read is decoded. By default a name is refused if it spells no address, or one that is not public:
//! the service chooses what it answers.

use core::net::{IpAddr, Ipv4Addr, Ipv6Addr};

use crate::dns_name::MAX_LABEL_LENGTH;

/// Every address that `labels`, those before the name of the service, could spell:
///
/// - four decimal numbers in a row, between dots or hyphens: `10.0.0.1`, `app-10-0-0-1`;
/// - eight hexadecimal digits on their own: `0a000001`, `app-0a000001`;
/// - IPv6 with hyphens for colons, in one label: `--1`, `2a01-4f8--1`, `www-fd00--1`.
pub(crate) fn spelled_addresses(labels: &str) -> impl Iterator<Item = IpAddr> {
    let ipv6 = labels.split('.').filter_map(hyphenated_ipv6).map(IpAddr::V6);
    decimals(labels).chain(hexadecimal(labels)).map(IpAddr::V4).chain(ipv6)
}

/// What stands between dots, hyphens and the ends of `labels`.
fn parts(labels: &str) -> impl Iterator<Item = &str> + Clone {
    labels.split(['.', '-'])
}

/// The addresses of any four parts in a row that are decimal numbers.
fn decimals(labels: &str) -> impl Iterator<Item = Ipv4Addr> {
    let [first, second, third, fourth] =
        [0, 1, 2, 3].map(|skip| parts(labels).skip(skip).map(|part| part.parse::<u8>().ok()));
    first
        .zip(second)
        .zip(third.zip(fourth))
        .filter_map(|((a, b), (c, d))| Some(Ipv4Addr::new(a?, b?, c?, d?)))
}

/// The addresses of the parts that are eight hexadecimal digits.
fn hexadecimal(labels: &str) -> impl Iterator<Item = Ipv4Addr> {
    parts(labels)
        .filter(|part| part.len() == 8 && part.bytes().all(|byte| byte.is_ascii_hexdigit()))
        .filter_map(|part| u32::from_str_radix(part, 16).ok())
        .map(Ipv4Addr::from_bits)
}

/// The first IPv6 address in `label` that starts and ends at a hyphen or an end of the label, and
/// the longest of those that start there.
fn hyphenated_ipv6(label: &str) -> Option<Ipv6Addr> {
    // The strict read refuses a longer label.
    let label = label.as_bytes().get(..label.len().min(MAX_LABEL_LENGTH))?;
    let is_boundary = |at: usize| at == label.len() || label.get(at) == Some(&b'-');
    let mut starts = (0..label.len()).filter(|&at| at == 0 || label.get(at - 1) == Some(&b'-'));
    starts.find_map(|start| {
        let longest = label.len().min(start + MAX_IPV6_LENGTH);
        let mut ends = (start..=longest).rev().filter(|&end| is_boundary(end));
        ends.find_map(|end| read_ipv6(label.get(start..end)?))
    })
}

/// Eight times four digits, and seven colons: an IPv6 address without an IPv4 part is no longer.
const MAX_IPV6_LENGTH: usize = 39;

fn read_ipv6(hyphenated: &[u8]) -> Option<Ipv6Addr> {
    let mut text = [0; MAX_IPV6_LENGTH];
    let text = text.get_mut(..hyphenated.len())?;
    for (to, from) in text.iter_mut().zip(hyphenated) {
        *to = if *from == b'-' { b':' } else { *from };
    }
    core::str::from_utf8(text).ok()?.parse().ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_longest_text_of_an_ipv6_address_is_read() {
        let address = Ipv6Addr::new(0xfd00, 0x1111, 0x2222, 0x3333, 0x4444, 0x5555, 0x6666, 0x7777);
        let labels = "app-fd00-1111-2222-3333-4444-5555-6666-7777-eu.";
        assert!(spelled_addresses(labels).eq([IpAddr::V6(address)]));
    }
}
