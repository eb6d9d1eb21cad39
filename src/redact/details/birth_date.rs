//! Dates of birth: dates that the words in front call so.

use std::sync::LazyLock;

use regex::Regex;

use super::{Clues, DetailKind, find_in_windows, in_front, pattern};
use crate::text::Span;

pub(super) struct BirthDate;

static DATE: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"(?i)[0-9]{1,2}[ ]?[/.\-][ ]?[0-9]{1,2}[ ]?[/.\-][ ]?(?:19|20)?[0-9]{2}|[0-9]{1,2}(?:st|nd|rd|th)?(?: of)? (?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*,? (?:19|20)?[0-9]{2}|(?:19|20)[0-9]{2}-[0-9]{2}-[0-9]{2}",
    )
});

impl DetailKind for BirthDate {
    fn name(&self) -> &'static str {
        "date_of_birth"
    }

    fn replacement(&self) -> &'static str {
        "[date of birth]"
    }

    fn find(&self, text: &str, clues: &Clues, found: &mut Vec<Span>) {
        let keep = |_: &str, span: Span| {
            let words = in_front(text, span, 28);
            ["born", "dob", "d.o.b", "date of birth", "birthday", "birth date"]
                .iter()
                .any(|clue| words.contains(clue))
        };
        find_in_windows(text, clues, 3, &DATE, keep, found);
    }
}
