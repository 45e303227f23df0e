//! Laws of what is answered where an input is refused.

use live_record_notify::{Error, ErrorCode, Parameter};

/// The code is one that the parameter has, and is read back from its text; the message is one
/// line; the place lies in `text`, between characters.
#[track_caller]
pub fn is_well_made(error: &Error, parameter: Parameter, text: &str) {
    let code = error.code();
    assert_eq!(error.parameter(), parameter, "{error}");
    assert!(codes_of(parameter).contains(&code), "{error}");
    assert!(ErrorCode::ALL.contains(&code), "{error}");
    assert_eq!(code.as_str().parse(), Ok(code));

    is_one_line(&error.to_string());
    assert!(error.to_string().starts_with(code.as_str()), "{error}");
    assert!(error.to_string().ends_with(&error.reason().to_string()), "{error}");
    is_kebab_case(error.reason().id());
    is_one_line(error.reason().source_text());
    error.reason().help().into_iter().for_each(is_one_line);

    if let Some(span) = error.span() {
        assert!(text.get(span.clone()).is_some(), "{error}: {span:?} in {text:?}");
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

/// One line without control characters, that quotes at most one character of the input: nothing
/// but such a quotation is beyond ASCII, or stands between single quotes.
#[track_caller]
fn is_one_line(message: &str) {
    assert!(!message.is_empty());
    assert!(message.len() <= 200, "too long for one line: {message:?}");
    assert!(!message.chars().any(char::is_control), "control character: {message:?}");
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

#[track_caller]
fn is_kebab_case(id: &str) {
    let is_word = |word: &str| {
        !word.is_empty() && word.bytes().all(|b| matches!(b, b'a'..=b'z' | b'0'..=b'9'))
    };
    assert!(id.split('-').all(is_word), "{id:?}");
}
