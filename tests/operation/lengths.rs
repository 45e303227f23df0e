//! How long a key, the identifier of a request and a host in a help may be, from both sides of the limits.

use live_record_notify::{NotifyAuthKey, NotifyUrl, RequestId};

#[test]
fn a_key_has_16_to_32_characters() {
    for (length, is_valid) in
        [(0, false), (15, false), (16, true), (17, true), (31, true), (32, true), (33, false)]
    {
        assert_eq!(NotifyAuthKey::parse(&"k".repeat(length)).is_ok(), is_valid, "{length}");
    }
}

#[test]
fn a_request_id_has_36_characters() {
    let id = "16A96B9A-F203-4EC5-8E43-CB92E68F4CD8";
    assert_eq!(id.len(), 36);
    assert!(id.parse::<RequestId>().is_ok());
    for other in [id.trim_end_matches('8').to_owned(), format!("{id}0")] {
        assert!(other.parse::<RequestId>().is_err(), "{other}");
    }
}

#[test]
fn a_help_has_a_host_of_up_to_36_characters() {
    for (length, is_shown) in [(35, true), (36, true), (37, false)] {
        let form = format!("e{}.com", "x".repeat(length - 5));
        assert_eq!(form.len(), length);
        let typed = form.replacen('e', "ｅ", 1);
        let error = NotifyUrl::parse(&format!("http://{typed}/")).unwrap_err();
        let help = error.reason().help();
        if is_shown {
            assert_eq!(help, format!("write `{form}`"));
        } else {
            assert_eq!(help, "write the host in the form in which it is looked up");
        }
    }
}
