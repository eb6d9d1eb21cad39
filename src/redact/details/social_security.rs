//! Social security numbers of the United States.
//!
//! Source: the Social Security Administration: three, two and four digits; the first group is not 000, 666 or above 899, no group is all zeros. Only where "SSN" or "social security" stands shortly before.

use std::sync::LazyLock;

use regex::Regex;

use super::{Clues, DetailKind, Wishes, find_in_windows, has_any, in_front, pattern};
use crate::redact::known::Known;
use crate::text::Span;

pub(super) struct SocialSecurity;

static NUMBER: LazyLock<Regex> = LazyLock::new(|| pattern(r"[0-9]{3}[ \-.]?[0-9]{2}[ \-.]?[0-9]{4}"));

impl DetailKind for SocialSecurity {
    fn name(&self) -> &'static str {
        "social_security"
    }

    fn replacement(&self) -> &'static str {
        "[social security number]"
    }

    fn find(&self, text: &str, clues: &Clues<'_>, _wishes: &Wishes, found: &mut Vec<Span>) {
        if clues.has(Known::PAPERS) {
            let keep = |hit: &str, span: Span| {
                has_any(&in_front(text, span, 40), &["ssn", "social security", "social insurance"])
                    && !["000", "666"].contains(&&hit[..3])
                    && !hit.starts_with('9')
            };
            find_in_windows(text, clues, 9, &NUMBER, keep, found);
        }
    }
}
