//! The pictures as definitions of links that hold them whole.
//!
//! Rustdoc has no files beside its pages, and README has. So README shows `![…][ipv4.svg]` and
//! defines `[ipv4.svg]` as a relative path at its end; where the page of the crate puts these
//! definitions before it, they count instead: of several definitions the first wins
//! ([CommonMark] 0.31.2, §4.7).
//!
//! [CommonMark]: https://spec.commonmark.org/0.31.2/#link-reference-definitions

use url::form_urlencoded::byte_serialize;

pub(super) fn definitions(pictures: &[(&str, String)]) -> String {
    pictures
        .iter()
        .map(|(name, svg)| {
            let text: String = byte_serialize(svg.as_bytes()).collect();
            format!("[{name}]: data:image/svg+xml,{}\n", text.replace('+', "%20"))
        })
        .collect()
}
