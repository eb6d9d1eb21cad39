//! Bank accounts: a sort code, an account number.
//!
//! Source: Pay.UK: a sort code has six digits, written in pairs; an account number has eight (some banks give six to ten). Both shapes are common, so "sort code" or "account" must stand before the number, or an account number
//! beside a sort code.

use std::sync::LazyLock;

use regex::Regex;

use super::{Clues, DetailKind, Wishes, behind, find_in_windows, has_any, in_front, pattern};
use crate::redact::known::Known;
use crate::text::Span;

pub(super) struct Account;

static SORT_CODE: LazyLock<Regex> = LazyLock::new(|| pattern(r"[0-9]{2}[ \-–/]?[0-9]{2}[ \-–/]?[0-9]{2}"));
static NUMBER: LazyLock<Regex> =
    LazyLock::new(|| pattern(r"[0-9]{6,12}|[0-9]{4} [0-9]{4}|[0-9]{2}(?: [0-9]{2}){3}"));

impl DetailKind for Account {
    fn name(&self) -> &'static str {
        "bank_account"
    }

    fn replacement(&self) -> &'static str {
        "[bank account]"
    }

    fn find(&self, text: &str, clues: &Clues<'_>, _wishes: &Wishes, found: &mut Vec<Span>) {
        if clues.digit_windows.is_empty() || !clues.has(Known::PAPERS) && !text.contains("/c") {
            return;
        }
        let is_sort_code = |_: &str, span: Span| {
            let front = in_front(text, span, 28);
            has_any(&front, &["sort code", "sort-code", "sortcode", "sort", "s/c"])
                || has_any(&behind(text, span, 24), &["account", "acc", "a/c"])
                    && has_any(&front, &["bank", "account"])
        };
        find_in_windows(text, clues, 6, &SORT_CODE, is_sort_code, found);
        let sort_codes = found.clone();
        let is_account = |_: &str, span: Span| {
            let front = in_front(text, span, 36);
            let beside = sort_codes.iter().any(|code| code.end <= span.start && span.start - code.end < 40);
            !sort_codes.iter().any(|code| code.overlaps(span))
                && (beside
                    || has_any(&front, &["account", "acc", "acct", "a/c", "account number", "account no"]))
        };
        find_in_windows(text, clues, 6, &NUMBER, is_account, found);
        found.sort();
    }
}
