//! How long a label and a name may be, in a domain name and as the host of a URL, and an address that
//! a name spells, from both sides of the limits.

use live_record_notify::{DomainName, NotifyUrl, Policy};
use test_support::check;

/// 63 bytes, the longest label (RFC 1034 §3.1).
const LABEL: &str = "aaaaaaaaaabbbbbbbbbbccccccccccddddddddddeeeeeeeeeeffffffffffggg";

/// Of 253 bytes, the longest name (RFC 1035 §2.3.4): 61 and three times 64.
fn longest_name() -> String {
    let name = format!("{}.{LABEL}.{LABEL}.{LABEL}", &LABEL[2..]);
    assert_eq!((LABEL.len(), name.len()), (63, 253));
    name
}

#[test]
fn labels_have_up_to_63_bytes_and_names_up_to_253() {
    let longest = longest_name();
    for (name, expected) in [
        (format!("{LABEL}.com"), "accepted"),
        (format!("«{LABEL}h».com"), "malformed label-too-long"),
        (format!("a.«{LABEL}h».com"), "malformed label-too-long"),
        (format!("example.{LABEL}"), "accepted"),
        (format!("example.«{LABEL}h»"), "malformed label-too-long"),
        (longest.clone(), "accepted"),
        (format!("«a{longest}»"), "malformed name-too-long"),
        (format!("{longest}«.»"), "malformed trailing-dot"),
        // Of several limits, the first in reading order.
        (format!("«{LABEL}h».{longest}"), "malformed label-too-long"),
    ] {
        let url = format!("http://{name}/");
        let of = |text: &str| match expected {
            "accepted" => format!("accepted {text}"),
            refused => refused.to_owned(),
        };
        check(DomainName::parse, &name, &of(&name));
        check(NotifyUrl::parse, &url, &of(&url));
    }
    // Where a host of a URL leads comes first.
    let host = format!("http://«{LABEL}h.internal»/");
    check(NotifyUrl::parse, &host, "unsafe private-name");
    let host = format!("http://«a{longest}.internal»/");
    check(NotifyUrl::parse, &host, "unsafe private-name");
}

#[test]
fn a_unicode_label_is_measured_as_its_a_label() {
    // `xn--` and 59 bytes after it.
    let longest = format!("{}é", "a".repeat(55));
    let Ok(name) = DomainName::parse(&format!("{longest}.com")) else { panic!("{longest}") };
    assert_eq!(name.as_str().find('.'), Some(63), "{name}");
    check(DomainName::parse, &format!("«a{longest}.com»"), "malformed label-too-long");
    check(NotifyUrl::parse, &format!("http://«a{longest}.com»/"), "malformed label-too-long");
}

#[test]
fn a_name_beyond_any_limit_is_not_read() {
    // Each of 253 characters can have four bytes.
    check(DomainName::parse, &format!("«{}»", "🔐".repeat(254)), "malformed name-too-long");
    check(DomainName::parse, &format!("«{}»", "a.".repeat(1_000_000)), "malformed name-too-long");
    // Up to 1,012 bytes are read; a longer text is not.
    let rest = "a".repeat(1011);
    check(DomainName::parse, &format!("«!»{rest}"), "malformed host-character");
    check(DomainName::parse, &format!("«!a{rest}»"), "malformed name-too-long");
}

/// Eight times four digits and seven hyphens, or one more or less.
#[test]
fn a_name_spells_ipv6_in_up_to_39_bytes() {
    for (spelled, length, expected) in [
        ("fd00-1111-2222-3333-4444-5555-6666-777", 38, "unsafe spelled-address"),
        ("fd00-1111-2222-3333-4444-5555-6666-7777", 39, "unsafe spelled-address"),
        ("fd00-1111-2222-3333-4444-5555-6666-07777", 40, "unsafe address-name"),
    ] {
        assert_eq!(spelled.len(), length);
        check(NotifyUrl::parse, &format!("http://«{spelled}.sslip.io»/"), expected);
    }
    // A metadata service, which an allowed name does not open.
    let policy = Policy::default().allow_host(".sslip.io").unwrap();
    for spelled in [
        "fd00-ec2-0000-0000-0000-0000-0000-0254",
        "fd00-0ec2-0000-0000-0000-0000-0000-0254",
        "a.fd00-0ec2-0000-0000-0000-0000-0000-0254.b",
    ] {
        let host = format!("http://«{spelled}.sslip.io»/");
        check(|text| NotifyUrl::parse_with(text, &policy), &host, "unsafe spelled-address");
    }
}

#[test]
fn a_name_spells_an_address_up_to_the_63rd_byte_of_a_label() {
    let policy = Policy::default().allow_host(".sslip.io").unwrap();
    let address = "-fd00-ec2--254";
    for (length, expected) in [
        (62, "unsafe spelled-address"),
        (63, "unsafe spelled-address"),
        (64, "malformed label-too-long"),
    ] {
        let label = "a".repeat(length - address.len()) + address;
        let (before, after) = if length > 63 { ("»", "") } else { ("", "»") };
        let host = format!("http://«{label}{before}.sslip.io{after}/");
        check(|text| NotifyUrl::parse_with(text, &policy), &host, expected);
    }
}

#[test]
fn a_name_spells_ipv4_in_eight_hexadecimal_digits_and_in_numbers_up_to_255() {
    for (spelled, expected) in [
        ("a000001", "unsafe address-name"),
        ("0a000001", "unsafe spelled-address"),
        ("00a000001", "unsafe address-name"),
        ("10.0.0.254", "unsafe spelled-address"),
        ("10.0.0.255", "unsafe spelled-address"),
        ("10.0.0.256", "unsafe address-name"),
    ] {
        check(NotifyUrl::parse, &format!("http://«{spelled}.nip.io»/"), expected);
    }
}
