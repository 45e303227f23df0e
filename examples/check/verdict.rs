//! The verdict on a line of input, which need not be text.

use std::ops::Range;

use live_record_notify::{Error, ErrorCode, NotifyUrl, Policy, Reason};

use crate::lines::Line;

/// Why a text is refused. Nothing in it repeats the text.
pub(crate) struct Refusal {
    pub(crate) code: ErrorCode,
    pub(crate) reason: Reason,
    pub(crate) span: Option<Range<usize>>,
}

impl From<Error> for Refusal {
    fn from(error: Error) -> Self {
        Self { code: error.code(), reason: *error.reason(), span: error.span() }
    }
}

impl Refusal {
    /// What the library answers to a text of this length, which it does not read either.
    fn too_long(limit: usize, length: usize) -> Self {
        let reason = Reason::TooLong { limit };
        Self { code: ErrorCode::InvalidNotifyUrlMalformed, reason, span: Some(0..length) }
    }
}

/// Judges a NotifyUrl.
pub(crate) fn judge_line(line: &Line, policy: &Policy) -> Result<NotifyUrl, Refusal> {
    let limit = policy.length_limit();
    if line.length > limit {
        return Err(Refusal::too_long(limit, line.length));
    }
    Ok(NotifyUrl::parse_bytes(line.kept, policy)?)
}
