//! Numbers of passports.
//!
//! Rule: nine digits (HM Passport Office), or up to two letters and six to nine digits (ICAO Doc 9303 allows nine letters and digits), where "passport" stands shortly before. A number of this shape alone is no clue.

use std::sync::LazyLock;

use regex::Regex;

use super::{Clues, DetailKind, Wishes, find_in_windows, has_any, in_front, pattern};
use crate::redact::known::Known;
use crate::text::Span;

pub(super) struct Passport;

static NUMBER: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"[A-Z]{1,2} ?[0-9]{6,9}|[a-z]{1,2}[0-9]{6,9}|[0-9]{2}[A-Z]{2}[0-9]{5}|[0-9]{3} ?[0-9]{3} ?[0-9]{2,3}|[0-9]{7,9}[A-Z]?",
    )
});

impl DetailKind for Passport {
    fn name(&self) -> &'static str {
        "passport"
    }

    fn replacement(&self) -> &'static str {
        "[passport number]"
    }

    fn find(&self, text: &str, clues: &Clues<'_>, _wishes: &Wishes, found: &mut Vec<Span>) {
        if clues.has(Known::PAPERS) {
            let keep = |_: &str, span: Span| has_any(&in_front(text, span, 40), &["passport"]);
            find_in_windows(text, clues, 6, &NUMBER, keep, found);
        }
    }
}
