//! Numbers of driving licences.
//!
//! Source: DVLA, "Driver number" (INF45P): five letters of the surname (9 fills it up), the decade, month (50 more for women), day and year of birth, two initials (9 fills up), a digit, two letters. Any
//! other number of 8 to 16 letters and digits goes where "licence" or "driver number" stands in front.

use std::sync::LazyLock;

use regex::Regex;

use super::{Clues, DetailKind, Reach, Wishes, find_around_windows, has_any, in_front, pattern};
use crate::redact::known::Known;
use crate::text::Span;

pub(super) struct DrivingLicence;

static BRITISH: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"(?i)[A-Z9]{5}[ \-]?[0-9](?:[05][1-9]|[16][0-2])(?:0[1-9]|[12][0-9]|3[01])[0-9][ \-]?[A-Z9]{2}[ \-]?[0-9A-Z][ \-]?[A-Z]{2}(?:[ ]?[0-9]{2})?",
    )
});

static OTHER: LazyLock<Regex> =
    LazyLock::new(|| pattern(r"(?i)[A-Z]{0,5}[\- ]?[0-9][0-9A-Z\- ]{5,16}[0-9A-Z]"));

impl DetailKind for DrivingLicence {
    fn name(&self) -> &'static str {
        "driving_licence"
    }

    fn replacement(&self) -> &'static str {
        "[driving licence]"
    }

    fn find(&self, text: &str, clues: &Clues<'_>, _wishes: &Wishes, found: &mut Vec<Span>) {
        let reach = Reach { before: 6, after: 8 };
        find_around_windows(text, clues, 6, reach, &BRITISH, |_, _| true, found);
        if clues.has(Known::PAPERS) && found.is_empty() {
            let keep = |hit: &str, span: Span| {
                let front = in_front(text, span, 32);
                hit.bytes().filter(u8::is_ascii_digit).count() >= 6
                    && hit
                        .split([' ', '-'])
                        .all(|part| part.bytes().any(|byte| byte.is_ascii_digit()) || part.len() <= 2)
                    && (front.contains("driv") && has_any(&front, &["licence", "license"])
                        || has_any(&front, &["driver number", "dl no", "dl number", "driver no"]))
            };
            find_around_windows(text, clues, 6, Reach::default(), &OTHER, keep, found);
        }
    }
}
