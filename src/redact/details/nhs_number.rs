//! NHS numbers.
//!
//! Source: the NHS Data Model and Dictionary, NHS NUMBER: ten digits, the last of which checks the others (modulus 11).
//! Rule: shortly after "NHS", any ten digits, since a number that was mistyped still points to somebody. Written 3 3 4 with a right check digit, unless the words in front call it something else
//! (a reference, an order, an invoice …). As ten digits in a row, or each apart, with a right check digit, only near words of health care.

use std::sync::LazyLock;

use regex::Regex;

use super::{Clues, DetailKind, Wishes, behind, digits, find_in_windows, has_any, in_front, pattern};
use crate::text::Span;

pub(super) struct NhsNumber;

static TEN_DIGITS: LazyLock<Regex> =
    LazyLock::new(|| pattern(r"[0-9]{3}[ \-.]{0,3}[0-9]{3}[ \-.]{0,3}[0-9]{4}|[0-9](?: [0-9]){9}"));

const HEALTH: &[&str] =
    &["nhs", "patient", "hospital", "health", "medical", "gp", "records", "chi", "h&c", "my number"];

const OTHERS: &[&str] = &[
    "reference",
    "ref",
    "order",
    "invoice",
    "ticket",
    "complaint",
    "parcel",
    "tracking",
    "quote",
    "case",
    "claim",
    "policy",
    "serial",
    "job",
    "booking",
    "account",
    "phone",
    "tel",
    "call",
    "ring",
    "mobile",
    "fax",
];

impl DetailKind for NhsNumber {
    fn name(&self) -> &'static str {
        "nhs_number"
    }

    fn replacement(&self) -> &'static str {
        "[NHS number]"
    }

    fn find(&self, text: &str, clues: &Clues<'_>, _wishes: &Wishes, found: &mut Vec<Span>) {
        let keep = |hit: &str, span: Span| {
            let front = in_front(text, span, 40);
            // A part of a longer row of digits, each apart.
            let is_digit = |c: char| c.is_ascii_digit();
            let touches = text[..span.start as usize].trim_end_matches(' ').ends_with(is_digit)
                || text[span.end as usize..].trim_start_matches(' ').starts_with(is_digit);
            if hit.len() == 19 && touches {
                return false;
            }
            // What stands nearer says what it is.
            let called = front.rfind("nhs").map_or("", |at| &front[at..]);
            if !called.is_empty() && !has_any(called, OTHERS) {
                return true;
            }
            if hit.starts_with('0') || !check_digit_is_right(hit) || has_any(&front, OTHERS) {
                return false;
            }
            // "9 4 3 4 7 6 5 9 1 9" may be many things.
            let is_apart = hit.len() == 19;
            hit.contains([' ', '-', '.']) && !is_apart
                || has_any(&front, HEALTH)
                || has_any(&behind(text, span, 24), HEALTH)
        };
        find_in_windows(text, clues, 10, &TEN_DIGITS, keep, found);
    }
}

fn check_digit_is_right(number: &str) -> bool {
    let digits = digits(number);
    let sum: u32 = digits.iter().take(9).zip((2..=10).rev()).map(|(digit, weight)| digit * weight).sum();
    let check = (11 - sum % 11) % 11;
    digits.len() == 10 && check != 10 && digits[9] == check
}

#[cfg(test)]
mod tests {
    #[test]
    fn check_digits() {
        assert!(super::check_digit_is_right("943 476 5919"));
        assert!(!super::check_digit_is_right("943 476 5918"));
    }
}
