//! National Insurance numbers.
//!
//! Source: HMRC's National Insurance Manual, NIM39110: two letters (D, F, I, Q, U and V in neither place, O not in the second; not BG, GB, KN, NK, NT, TN, ZZ), six digits, a letter from A to D. The last
//! letter may be missing where the words in front speak of National Insurance.

use std::sync::LazyLock;

use regex::Regex;

use super::{Clues, DetailKind, Wishes, find_in_windows, has_any, in_front, pattern};
use crate::text::Span;

pub(super) struct NationalInsurance;

static NUMBER: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"(?i)[A-Z] ?[A-Z](?:[ \-]{0,2}[0-9]{2}){3}(?:[ \-]{0,2}[A-D]\b)?|[A-Z]{2}[ \-]?[0-9]{3}[ \-]?[0-9]{3}[ \-]?[A-D]\b",
    )
});

impl DetailKind for NationalInsurance {
    fn name(&self) -> &'static str {
        "national_insurance"
    }

    fn replacement(&self) -> &'static str {
        "[National Insurance number]"
    }

    fn find(&self, text: &str, clues: &Clues<'_>, _wishes: &Wishes, found: &mut Vec<Span>) {
        let keep = |hit: &str, span: Span| {
            let start: String = hit.chars().filter(char::is_ascii_alphabetic).take(2).collect();
            let start = start.to_ascii_uppercase();
            let is_issued = !start.contains(['D', 'F', 'I', 'Q', 'U', 'V'])
                && !start.ends_with('O')
                && !["BG", "GB", "KN", "NK", "NT", "TN", "ZZ"].contains(&start.as_str());
            let is_whole = hit.ends_with(|c: char| c.is_ascii_alphabetic());
            let is_told = || has_any(&in_front(text, span, 40), &["insurance", "ni", "nino", "n.i", "ni no"]);
            is_told() || is_issued && is_whole
        };
        find_in_windows(text, clues, 6, &NUMBER, keep, found);
    }
}
