//! The error codes, typed once more.

use std::collections::HashSet;

use live_record_notify::ErrorCode;

const PAGE: &str = "the operation's page";

/// Code, message, status, source.
#[rustfmt::skip]
const ROWS: [(&str, &str, u16, &str); 18] = [
    ("InvalidNotifyUrl.Malformed",   "Specified NotifyUrl is invalid.",     400, PAGE),
    ("InvalidNotifyUrl.Unsafe",      "Specified NotifyUrl is not safe.",    400, PAGE),
    ("InvalidOnDemandUrl.Malformed", "Specified OnDemandUrl is invalid.",   400, PAGE),
    ("InvalidOnDemandUrl.Unsafe",    "Specified OnDemandUrl is not safe.",  400, PAGE),
    ("ConfigAlreadyExists",          "Config has already exist.",           400, PAGE),
    ("InternalError",                "The request processing has failed due to some unknown error.", 500, PAGE),
    ("MissingDomainName",            "DomainName is mandatory for this action.", 400, "Live, RealTimeRecordCommand"),
    ("MissingNotifyUrl",             "NotifyUrl is mandatory for this action.",  400, "the gateway's pattern `Missing{Param}`"),
    ("InvalidDomainName.Malformed",  "Specified DomainName is malformed.",  400, "CDN, AddCdnDomain"),
    ("InvalidNeedStatusNotify",      "Specified parameter NeedStatusNotify is not valid.", 400, "the gateway's pattern `Invalid{Param}`"),
    ("InvalidNotifyReqAuth", "Specified parameter NotifyReqAuth is not valid.", 400, "the gateway's pattern `Invalid{Param}`"),
    ("MissingNotifyAuthKey", "NotifyAuthKey is mandatory for this action.", 400, "the gateway's pattern `Missing{Param}`"),
    ("InvalidNotifyAuthKey", "Specified parameter NotifyAuthKey is not valid.", 400, "the gateway's pattern `Invalid{Param}`"),
    ("InvalidConfig.NotFound", "Config does not exist.", 404, "the pages of the Update, Describe and Delete operations"),
    ("InvalidDomain.NotFound",       "The domain provided does not exist in our records.", 404, "Live, common codes"),
    ("IllegalOperation",             "Illegal domain operate is not permitted.", 403, "Live, common codes"),
    ("Forbidden",                    "User not authorized to operate on the specified resource.", 401, "Live, common codes"),
    ("Throttling.User",              "Request was denied due to user flow control.", 400, "the gateway"),
];

fn row(code: ErrorCode) -> (&'static str, &'static str, u16, &'static str) {
    (code.as_str(), code.message(), code.http_status(), code.source_text())
}

#[test]
fn codes_are_those_of_the_table() {
    assert!(ErrorCode::ALL.iter().copied().map(row).eq(ROWS), "{:#?}", ErrorCode::ALL);
    assert_eq!(ErrorCode::ALL.iter().collect::<HashSet<_>>().len(), ROWS.len());
}

#[test]
fn variants_are_named_after_their_codes() {
    for code in ErrorCode::ALL {
        assert_eq!(format!("{code:?}"), code.as_str().replace('.', ""));
    }
}

#[test]
fn the_table_of_the_readme_is_the_same() {
    let readme = include_str!("../../README.md");
    let heading = "| Code | Message | Status | Source |\n|---|---|---|---|\n";
    let (_, after) = readme.split_once(heading).unwrap();
    let rows: Vec<_> = after
        .lines()
        .take_while(|line| line.starts_with('|'))
        .map(|line| {
            let cells: Vec<_> = line.trim_matches(['|', ' ']).split(" | ").collect();
            let [code, message, status, source] = cells[..] else { panic!("{line}") };
            (code.trim_matches('`'), message, status.parse().unwrap(), source)
        })
        .collect();
    assert_eq!(rows, ErrorCode::ALL.iter().copied().map(row).collect::<Vec<_>>());
}

#[test]
fn a_code_is_read_letter_case_included() {
    for code in ErrorCode::ALL {
        let text = code.as_str();
        assert_eq!(text.parse(), Ok(*code));
        assert_eq!(code.to_string(), text);
        assert_eq!(code.as_ref(), text);
        for other in
            [text.to_lowercase(), text.to_uppercase(), format!("{text} "), format!(" {text}")]
        {
            assert_eq!(other.parse::<ErrorCode>().unwrap_err().as_str(), other);
        }
    }
}

#[test]
fn an_unknown_code_keeps_its_text() {
    for text in ["", "QuotaExceeded", "InvalidNotifyUrl", "Throttling", "Forbidden.RAM", "配额\n"]
    {
        let error = text.parse::<ErrorCode>().unwrap_err();
        assert_eq!(error.as_str(), text);
        assert_eq!(error.to_string(), format!("unknown error code {text:?}"));
    }
}
