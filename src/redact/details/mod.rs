//! The kinds of personal detail: one file each, and a line in [`DETAILS`].

mod birth_date;
mod email;
mod name;
mod nhs_number;
mod phone;
mod postcode;

use regex::Regex;

use super::Clues;
use crate::text::Span;

/// A kind of personal detail.
pub trait DetailKind: Sync {
    /// Its name in `internal/redactions.csv`.
    fn name(&self) -> &'static str;
    /// What stands for it in a publishable text.
    fn replacement(&self) -> &'static str;
    /// Finds the details of this kind in a text, in order.
    fn find(&self, text: &str, clues: &Clues, found: &mut Vec<Span>);
}

/// Every kind, in order of precedence.
pub const DETAILS: &[&dyn DetailKind] = &[
    &email::Email,
    &nhs_number::NhsNumber,
    &phone::Phone,
    &birth_date::BirthDate,
    &postcode::Postcode,
    &name::Name,
];

/// A pattern that is part of the program.
fn pattern(source: &str) -> Regex {
    Regex::new(source).expect("the pattern is part of the program and a test compiles it")
}

/// Finds a pattern in the digit windows with at least so many digits. A match that another letter or digit touches is none.
fn find_in_windows(
    text: &str,
    clues: &Clues,
    fewest_digits: u32,
    pattern: &Regex,
    mut keep: impl FnMut(&str, Span) -> bool,
    found: &mut Vec<Span>,
) {
    for window in &clues.digit_windows {
        if window.digits < fewest_digits {
            continue;
        }
        for hit in pattern.find_iter(window.span.slice(text)) {
            let start = window.span.start as usize + hit.start();
            let span = Span::new(start, start + hit.len());
            if stands_alone(text, span)
                && keep(hit.as_str(), span)
                && found.last().is_none_or(|last| last.end <= span.start)
            {
                found.push(span);
            }
        }
    }
}

/// Whether no letter or digit touches the span.
fn stands_alone(text: &str, span: Span) -> bool {
    let before = text[..span.start as usize].chars().next_back();
    let after = text[span.end as usize..].chars().next();
    !before.is_some_and(char::is_alphanumeric) && !after.is_some_and(char::is_alphanumeric)
}

/// The text in front of a span, at most so many bytes of it, in lower case.
fn in_front(text: &str, span: Span, bytes: usize) -> String {
    let mut from = (span.start as usize).saturating_sub(bytes);
    while !text.is_char_boundary(from) {
        from += 1;
    }
    text[from..span.start as usize].to_lowercase()
}
