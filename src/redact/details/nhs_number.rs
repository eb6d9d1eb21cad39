//! NHS numbers: ten digits whose last checks the others, or ten digits that the words in front call an NHS number.

use std::sync::LazyLock;

use regex::Regex;

use super::{Clues, DetailKind, find_in_windows, in_front, pattern};
use crate::text::Span;

pub(super) struct NhsNumber;

static TEN_DIGITS: LazyLock<Regex> = LazyLock::new(|| pattern(r"[0-9]{3}[ \-]?[0-9]{3}[ \-]?[0-9]{4}"));

impl DetailKind for NhsNumber {
    fn name(&self) -> &'static str {
        "nhs_number"
    }

    fn replacement(&self) -> &'static str {
        "[NHS number]"
    }

    fn find(&self, text: &str, clues: &Clues, found: &mut Vec<Span>) {
        let keep = |hit: &str, span: Span| {
            check_digit_is_right(hit) && !hit.starts_with('0') || in_front(text, span, 24).contains("nhs")
        };
        find_in_windows(text, clues, 10, &TEN_DIGITS, keep, found);
    }
}

/// Modulus 11, as in the NHS Data Dictionary.
fn check_digit_is_right(number: &str) -> bool {
    let digits: Vec<u32> = number.chars().filter_map(|c| c.to_digit(10)).collect();
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
