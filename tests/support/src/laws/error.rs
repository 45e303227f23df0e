//! Laws of what is answered where an input is refused.

use live_record_notify::{Error, ErrorCode, Parameter, Reason};

use super::text::Text;

/// The code is one that the parameter has, and is read back from its text; the message is one
/// line; the place lies in `text`, between characters, and is empty only where something is
/// missing.
#[track_caller]
pub fn is_well_made(error: &Error, parameter: Parameter, text: &str) {
    let code = error.code();
    assert_eq!(error.parameter(), parameter, "{error}");
    assert!(codes_of(parameter).contains(&code), "{error}");
    assert!(ErrorCode::ALL.contains(&code), "{error}");
    assert_eq!(code.as_str().parse(), Ok(code));
    is_well_said(error);
    if let Some(span) = error.span() {
        let place = text.get(span.clone());
        let place = place.unwrap_or_else(|| panic!("{error}: {span:?} in {text:?}"));
        let is_missing =
            ["empty", "empty-label", "no-host", "no-scheme"].contains(&error.reason().id());
        assert!(is_missing || !place.is_empty(), "{error}: {span:?} in {text:?}");
    }
}

/// The message is the code and the reason, and each text of the error is one line.
#[track_caller]
pub fn is_well_said(error: &Error) {
    let reason = error.reason();
    is_one_line(&error.to_string());
    assert_eq!(error.to_string(), format!("{}: {reason}", error.code()));
    assert!(!reason.to_string().starts_with(char::is_uppercase), "{reason}");
    is_plain(&format!("{error:?}"));
    is_kebab_case(reason.id());
    is_one_line(reason.source_text());
    is_one_line(&reason.help());
}

/// Neither message nor help nor `Debug` repeats what is typed, at the ends of the text and of the place
/// of its fault.
#[track_caller]
pub fn nothing_repeats_what_is_typed<T: Text>(text: &str) {
    let place = T::parse(text).err().and_then(|error| error.span()).unwrap_or(0..text.len());
    for at in [0, place.start, place.end, text.len()] {
        let mut text = text.to_owned();
        text.insert_str(at, SECRET);
        if let Err(error) = T::parse(&text) {
            does_not_show(&error, SECRET);
        }
    }
}

/// Stands where a text may hold secrets.
pub const SECRET: &str = "c0ffee5ecret";

/// `secret` is in nothing that is shown, but for the form in which a host is looked up.
#[track_caller]
pub fn does_not_show(error: &Error, secret: &str) {
    let reason = error.reason();
    for shown in [error.to_string(), reason.help().into(), format!("{error:?}")] {
        let shown = match reason {
            Reason::HostForm { form: Some(form) } => shown.replacen(form.as_str(), "", 1),
            _ => shown,
        };
        assert!(!shown.contains(secret), "{shown}");
    }
}

fn codes_of(parameter: Parameter) -> &'static [ErrorCode] {
    match parameter {
        Parameter::DomainName => {
            &[ErrorCode::MissingDomainName, ErrorCode::InvalidDomainNameMalformed]
        }
        Parameter::NotifyUrl => &[
            ErrorCode::MissingNotifyUrl,
            ErrorCode::InvalidNotifyUrlMalformed,
            ErrorCode::InvalidNotifyUrlUnsafe,
            ErrorCode::InternalError,
        ],
        Parameter::OnDemandUrl => &[
            ErrorCode::InvalidOnDemandUrlMalformed,
            ErrorCode::InvalidOnDemandUrlUnsafe,
            ErrorCode::InternalError,
        ],
        Parameter::NeedStatusNotify => &[ErrorCode::InvalidNeedStatusNotify],
        Parameter::NotifyReqAuth => &[ErrorCode::InvalidNotifyReqAuth],
        Parameter::NotifyAuthKey => {
            &[ErrorCode::MissingNotifyAuthKey, ErrorCode::InvalidNotifyAuthKey]
        }
        _ => panic!("no codes for {parameter}"),
    }
}

/// One line that quotes at most one character of the input: nothing but such a quotation is beyond
/// ASCII, or stands between single quotes.
#[track_caller]
fn is_one_line(message: &str) {
    is_plain(message);
    assert!(message.trim() == message && !message.ends_with('.'), "{message:?}");
    assert!(message.len() <= 200, "too long for one line: {message:?}");
    assert!(message.chars().filter(|c| !c.is_ascii()).count() <= 1, "quotes more: {message:?}");
    if let Some((_, quoted)) = message.split_once(" '") {
        // A quoted single quote is escaped.
        let (quoted, _) = quoted.strip_prefix("\\'").unwrap_or(quoted).split_once('\'').unwrap();
        assert!(
            quoted.chars().count() <= 1 || quoted.starts_with('\\'),
            "quotes more than a character: {message:?}"
        );
    }
}

/// In a log, in a header and on a terminal alike: no control, no character that turns the
/// direction of the text, none that nobody sees.
#[track_caller]
fn is_plain(text: &str) {
    let is_plain = |c: char| {
        !c.is_control()
            && !matches!(c, '\u{ad}' | '\u{200b}'..='\u{200f}' | '\u{2028}'..='\u{202e}')
            && !matches!(c, '\u{2060}'..='\u{206f}' | '\u{feff}' | '\u{e0000}'..='\u{e0fff}')
    };
    assert!(!text.is_empty() && text.chars().all(is_plain), "{text:?}");
}

#[track_caller]
pub fn is_kebab_case(id: &str) {
    let is_word = |word: &str| {
        !word.is_empty() && word.bytes().all(|b| matches!(b, b'a'..=b'z' | b'0'..=b'9'))
    };
    assert!(id.split('-').all(is_word), "{id:?}");
}
