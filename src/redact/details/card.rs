//! Numbers of payment cards.
//!
//! Source: ISO/IEC 7812: 13 to 19 digits that begin with 2 to 6, the last of which checks the others by Luhn's rule. After "card" the check digit need not be right.

use std::sync::LazyLock;

use regex::Regex;

use super::{Clues, DetailKind, Wishes, digits, find_in_windows, has_any, in_front, pattern};
use crate::text::Span;

pub(super) struct Card;

static NUMBER: LazyLock<Regex> = LazyLock::new(|| pattern(r"[2-6](?:[ \-]?[0-9]){12,18}"));

impl DetailKind for Card {
    fn name(&self) -> &'static str {
        "card"
    }

    fn replacement(&self) -> &'static str {
        "[card number]"
    }

    fn find(&self, text: &str, clues: &Clues<'_>, _wishes: &Wishes, found: &mut Vec<Span>) {
        let keep = |hit: &str, span: Span| {
            luhn(&digits(hit))
                || has_any(
                    &in_front(text, span, 32),
                    &["card", "visa", "mastercard", "amex", "debit", "credit"],
                )
        };
        find_in_windows(text, clues, 13, &NUMBER, keep, found);
    }
}

fn luhn(digits: &[u32]) -> bool {
    let sum: u32 = digits
        .iter()
        .rev()
        .enumerate()
        .map(|(at, digit)| match (at % 2, digit * 2) {
            (0, _) => *digit,
            (_, double) if double > 9 => double - 9,
            (_, double) => double,
        })
        .sum();
    sum.is_multiple_of(10)
}

#[cfg(test)]
mod tests {
    #[test]
    fn check_digits() {
        assert!(super::luhn(&super::digits("4111 1111 1111 1111")));
        assert!(!super::luhn(&super::digits("4111 1111 1111 1112")));
    }
}
