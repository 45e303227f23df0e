//! Where a rule comes from: a text, and a link if it has a page.
//!
//! Three kinds of pages have a macro. It writes text and link from one number or anchor, so that they
//! cannot disagree. A function could not: both are `&'static str`, and `concat!` takes literals only.

/// A document or convention that makes a rule.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Source {
    pub(crate) text: &'static str,
    pub(crate) url: Option<&'static str>,
}

/// A page on the web.
pub(crate) const fn page(text: &'static str, url: &'static str) -> Source {
    Source { text, url: Some(url) }
}

/// A convention without a page.
pub(crate) const fn no_page(text: &'static str) -> Source {
    Source { text, url: None }
}

/// An RFC, or a section of one.
macro_rules! rfc {
    ($number:literal) => {
        crate::source::page(
            concat!("RFC ", $number),
            concat!("https://www.rfc-editor.org/rfc/rfc", $number),
        )
    };
    ($number:literal, $section:literal) => {
        crate::source::page(
            concat!("RFC ", $number, " section ", $section),
            concat!("https://www.rfc-editor.org/rfc/rfc", $number, "#section-", $section),
        )
    };
}

/// A definition of WHATWG URL, by its anchor.
macro_rules! whatwg_url {
    ($text:literal, $anchor:literal) => {
        crate::source::page(
            concat!("WHATWG URL, ", $text),
            concat!("https://url.spec.whatwg.org/#", $anchor),
        )
    };
}

/// The vendor's page about an operation.
macro_rules! vendor {
    ($text:literal, $operation:literal) => {
        crate::source::page($text, concat!("https://api.alibabacloud.com/document/", $operation))
    };
}

pub(crate) use {rfc, vendor, whatwg_url};
