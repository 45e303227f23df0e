//! A policy from a file, and what is shown if it has a fault.

use std::fs;
use std::path::Path;

use annotate_snippets::{AnnotationKind, Level, Origin, Renderer, Snippet};
use live_record_notify::Policy;
use toml::de::Error;

use crate::failure::Failure;
use crate::visible::{Marked, WIDTH, visible};

/// The policy in the file, or the default without one.
pub(crate) fn read(path: Option<&Path>) -> Result<Policy, Failure> {
    let Some(path) = path else { return Ok(Policy::default()) };
    let name = path.display().to_string();
    let text = fs::read_to_string(path).map_err(Failure::reading(&name))?;
    // Editors count columns without the byte order mark.
    let text = text.strip_prefix('\u{feff}').unwrap_or(&text);
    toml::from_str(text).map_err(|error| Failure::Policy(report(&name, text, &error)))
}

/// The place of the fault, with carets under it.
fn report(name: &str, text: &str, error: &Error) -> String {
    let (name, message) = (visible(name), visible(error.message()));
    let group = Level::ERROR.primary_title("the policy has a fault");
    let group = match error.span() {
        Some(span) => {
            let start = floor_char_boundary(text, span.start);
            let end = floor_char_boundary(text, span.end).max(start);
            let (before, rest) = text.split_at(start);
            let line_start = before.rfind('\n').map_or(0, |at| at + 1);
            let line_end = rest.find('\n').map_or(text.len(), |at| start + at);
            let line = text.get(line_start..line_end).unwrap_or_default();
            let line = line.strip_suffix('\r').unwrap_or(line);
            let place = |at: usize| (at - line_start).min(line.len());
            let Marked { shown, place } = Marked::new(line, place(start)..place(end));
            let number = before.matches('\n').count() + 1;
            let snippet = Snippet::source(shown)
                .path(name)
                .line_start(number)
                .annotation(AnnotationKind::Primary.span(place).label(message));
            group.element(snippet)
        }
        None => group.element(Origin::path(name)).element(Level::NOTE.message(message)),
    };
    Renderer::styled().term_width(WIDTH).render(&[group])
}

/// `at`, or the start of the character that it lies in.
fn floor_char_boundary(text: &str, at: usize) -> usize {
    (0..=at.min(text.len())).rev().find(|at| text.is_char_boundary(*at)).unwrap_or(0)
}
