//! Numbers under which a hospital keeps somebody's records.
//!
//! Rule: hospitals number as they like, so "hospital number", "patient number" or "MRN" must stand right before up to two letters and four to ten digits.

use std::sync::LazyLock;

use regex::Regex;

use super::{Clues, DetailKind, Wishes, behind, find_in_windows, in_front, pattern};
use crate::redact::known::Known;
use crate::text::Span;

pub(super) struct RecordNumber;

static NUMBER: LazyLock<Regex> = LazyLock::new(|| pattern(r"(?i)(?:\b[A-Z]{1,3}[ \-]?)?[0-9]{4,10}[A-Z]?"));

static CALLED: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"(?:\b(?:hospital|hosp|patient|unit|record|records|chart|pas|district) ?(?:id|number|number's|no|num|#)|\bmrn)\b[.: #]*(?:is|was)?[.: #]*$",
    )
});

impl DetailKind for RecordNumber {
    fn name(&self) -> &'static str {
        "record_number"
    }

    fn replacement(&self) -> &'static str {
        "[record number]"
    }

    fn find(&self, text: &str, clues: &Clues<'_>, _wishes: &Wishes, found: &mut Vec<Span>) {
        if !clues.has(Known::PAPERS) {
            return;
        }
        find_in_windows(text, clues, 4, &NUMBER, |_, _| true, found);
        found.iter_mut().for_each(|span| *span = without_word(text, *span));
        let is_year = |hit: &str| hit.len() == 4 && (hit.starts_with("19") || hit.starts_with("20"));
        let counts = |span: Span| {
            let after = behind(text, span, 12);
            ["people", "patients", "waiting", "beds", "pages"]
                .iter()
                .any(|what| after.trim_start().starts_with(what))
        };
        found.retain(|span| {
            CALLED.is_match(&in_front(text, *span, 32)) && !is_year(span.slice(text)) && !counts(*span)
        });
    }
}

/// "MRN 00123456": the letters in front are a word that calls the number.
fn without_word(text: &str, span: Span) -> Span {
    let hit = span.slice(text);
    match hit.split_once(' ') {
        Some((word, _))
            if ["mrn", "no", "id", "num", "is", "was"].contains(&word.to_lowercase().as_str()) =>
        {
            Span { start: span.start + word.len() as u32 + 1, end: span.end }
        }
        _ => span,
    }
}
