//! What stands in `src/docs`, made out of the library's tables through its public API.

#![allow(
    clippy::expect_used,
    clippy::panic,
    clippy::format_collect,
    clippy::format_push_string,
    reason = "a generator stops where a table has outgrown its picture, and need not be fast"
)]

mod callout;
mod drawing;
mod inline;
mod ipv4;
mod ipv6;
mod pipeline;
mod reasons;

/// Every file by name.
pub(crate) fn all() -> Vec<(&'static str, String)> {
    let pictures = [
        ("ipv4.svg", ipv4::picture()),
        ("ipv6.svg", ipv6::picture()),
        ("pipeline.svg", pipeline::picture()),
    ];
    let mut pages =
        vec![("reasons.md", reasons::table()), ("pictures.md", inline::definitions(&pictures))];
    pages.extend(pictures);
    pages
}
