//! International bank account numbers.
//!
//! Source: ISO 13616: two letters, two digits, up to thirty letters and digits; the number modulo 97 is 1 (ISO 7064). After the word IBAN the check digits need not be right: a number that was
//! mistyped still points to somebody.

use std::sync::LazyLock;

use regex::Regex;

use super::{Clues, DetailKind, Reach, Wishes, find_around_windows, has_any, in_front, pattern};
use crate::text::Span;

pub(super) struct Iban;

static NUMBER: LazyLock<Regex> =
    LazyLock::new(|| pattern(r"(?i)\b[A-Z]{2}[0-9]{2}(?:[ \-]?[A-Z0-9]{4}){2,7}(?:[ \-]?[A-Z0-9]{1,3})?"));

impl DetailKind for Iban {
    fn name(&self) -> &'static str {
        "iban"
    }

    fn replacement(&self) -> &'static str {
        "[bank account]"
    }

    fn find(&self, text: &str, clues: &Clues<'_>, _wishes: &Wishes, found: &mut Vec<Span>) {
        if !clues.digit_windows.iter().any(|window| window.has_digits_behind_letters) {
            return;
        }
        let mut cut = Vec::new();
        let keep = |hit: &str, span: Span| {
            // A short word behind the number may have been taken along: the longest beginning that checks counts.
            let mut end = hit.len();
            loop {
                if checks(&hit[..end]) {
                    cut.push(Span::new(span.start as usize, span.start as usize + end));
                    return true;
                }
                match hit[..end].rfind([' ', '-']) {
                    Some(space) => end = space,
                    None => break,
                }
            }
            let told = has_any(&in_front(text, span, 16), &["iban"]);
            if told {
                cut.push(span);
            }
            told
        };
        let reach = Reach { before: 8, after: 40 };
        find_around_windows(text, clues, 2, reach, &NUMBER, keep, found);
        *found = cut;
    }
}

fn checks(number: &str) -> bool {
    let plain: Vec<u8> = number.bytes().filter(u8::is_ascii_alphanumeric).collect();
    if !(15..=34).contains(&plain.len()) {
        return false;
    }
    let (head, tail) = plain.split_at(4);
    let rest = tail.iter().chain(head).fold(0u32, |rest, byte| match byte {
        b'0'..=b'9' => (rest * 10 + u32::from(byte - b'0')) % 97,
        _ => (rest * 100 + u32::from(byte.to_ascii_uppercase() - b'A' + 10)) % 97,
    });
    rest == 1
}

#[cfg(test)]
mod tests {
    #[test]
    fn check_digits() {
        assert!(super::checks("GB29 NWBK 6016 1331 9268 19"));
        assert!(!super::checks("GB28 NWBK 6016 1331 9268 19"));
    }
}
