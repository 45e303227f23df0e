//! The pictures as definitions of links that contain them whole.
//!
//! Rustdoc copies no files to its pages. The page of the module `docs` therefore shows
//! `![…][ipv4.svg]`, and includes a definition of `[ipv4.svg]` as a `data:` URL.

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
