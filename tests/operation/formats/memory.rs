//! Hostile JSON is refused, or read, in memory that its own size bounds.

use std::fmt::Debug;

use allocation_counter::measure;
use live_record_notify::{AddLiveRecordNotifyConfig, DomainName, ErrorResponse, NotifyUrl, Policy};
use serde::de::DeserializeOwned;

const MIB: usize = 1 << 20;
const HUGE: usize = 10 * MIB;

/// Asserts that reading `json` is refused with a message that has `part`, is short, and took at
/// most `bound` bytes.
#[track_caller]
fn assert_refused<T: DeserializeOwned + Debug>(json: &str, part: &str, bound: usize) {
    let mut message = String::new();
    let measured = measure(|| message = serde_json::from_str::<T>(json).unwrap_err().to_string());
    let used = usize::try_from(measured.bytes_max).unwrap();
    let start = json.get(..60).unwrap_or(json);
    assert!(message.contains(part), "{start}…\n gives {message}\n without {part}");
    assert!(message.len() < 500, "{start}…\n gives {} bytes of message", message.len());
    assert!(used <= bound, "{start}…\n took {used} bytes, more than {bound}");
}

#[test]
fn hostile_json_is_refused_in_bounded_memory() {
    let little = MIB / 16;
    let string = "a".repeat(HUGE);
    let brackets = "[".repeat(HUGE);
    let objects = "{\"\":".repeat(HUGE / 4);
    let url = format!("http://example.com/{string}");

    // A string of 10 MiB, not copied once.
    let json = format!("\"{url}\"");
    assert_refused::<NotifyUrl>(&json, "InvalidNotifyUrl.Malformed: longer than 2048", little);
    assert_refused::<DomainName>(&json, "InvalidDomainName.Malformed: a name longer", little);
    assert_refused::<AddLiveRecordNotifyConfig>(&json, "expected a map with", little);
    for field in ["DomainName", "NotifyUrl", "OnDemandUrl", "NeedStatusNotify"] {
        let json = format!("{{\"{field}\":\"{url}\"}}");
        let part = format!("Invalid{field}");
        assert_refused::<AddLiveRecordNotifyConfig>(&json, &part, little);
    }

    // An escaped one is copied as it is read, and once more.
    let json = format!("{{\"NotifyUrl\":\"\\u0068{url}\"}}");
    assert_refused::<AddLiveRecordNotifyConfig>(&json, "InvalidNotifyUrl", 4 * HUGE);
    let json = format!("\"\\u0068{url}\"");
    assert_refused::<NotifyUrl>(&json, "InvalidNotifyUrl", 3 * HUGE);

    // A key of 10 MiB, and what stands after an unknown one.
    let json = format!("{{\"{string}\":1}}");
    assert_refused::<AddLiveRecordNotifyConfig>(&json, "MissingDomainName", little);
    assert_refused::<ErrorResponse>(&json, "missing field `Code`", little);
    let json = format!("{{\"a\":\"{string}\"}}");
    assert_refused::<AddLiveRecordNotifyConfig>(&json, "MissingDomainName", little);
    assert_refused::<ErrorResponse>(&json, "missing field `Code`", little);

    // Deep nesting: where a value is known it is refused at the first bracket; where it is not it
    // is skipped without recursion, at a byte or so a bracket.
    for nested in [&brackets, &objects] {
        assert_refused::<NotifyUrl>(nested, "expected NotifyUrl as a string", little);
        assert_refused::<Policy>(nested, "", little);
        for field in ["DomainName", "NotifyUrl", "OnDemandUrl", "NeedStatusNotify"] {
            let json = format!("{{\"{field}\":{nested}");
            let part = format!("expected {field} as a ");
            assert_refused::<AddLiveRecordNotifyConfig>(&json, &part, little);
        }
        for field in ["RequestId", "HostId", "Code", "Message", "Recommend"] {
            let json = format!("{{\"{field}\":{nested}");
            assert_refused::<ErrorResponse>(&json, "EOF while parsing", 3 * HUGE);
        }
        let json = format!("{{\"a\":{nested}");
        assert_refused::<AddLiveRecordNotifyConfig>(&json, "EOF while parsing", 3 * HUGE);
        assert_refused::<Policy>(&json, "unknown field `a`", little);
    }
    let json = format!("{{\"deny_host\":{brackets}");
    assert_refused::<Policy>(&json, "expected a host name like", little);

    // Duplicate keys: a known one is refused at once, unknown ones take no room.
    let json = format!("{{\"NotifyUrl\":\"a\",\"NotifyUrl\":\"{url}\"}}");
    assert_refused::<AddLiveRecordNotifyConfig>(&json, "duplicate field `NotifyUrl`", little);
    let json = format!("{{{}\"b\":1}}", "\"a\":1,".repeat(MIB));
    assert_refused::<AddLiveRecordNotifyConfig>(&json, "MissingDomainName", little);
    assert_refused::<ErrorResponse>(&json, "missing field `Code`", little);
}
