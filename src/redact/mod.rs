//! Personal details out: where they stand, and texts that may leave the building.

mod details;

use std::collections::BTreeMap;
use std::fmt;

pub use details::{DETAILS, DetailKind};

use crate::submission::debug_without_words;
use crate::text::Span;

/// A personal detail in a clean text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Detail {
    /// Where it stands.
    pub span: Span,
    /// Index of its kind in [`DETAILS`].
    pub kind: u8,
}

impl Detail {
    /// What stands for it in a publishable text, such as `[phone]`.
    pub fn replacement(self) -> &'static str {
        DETAILS[self.kind as usize].replacement()
    }

    /// The name of its kind.
    pub fn kind_name(self) -> &'static str {
        DETAILS[self.kind as usize].name()
    }
}

/// A text without personal details: the only kind of text that a report can be given. Only this room makes one.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct RedactedText(Box<str>);

impl RedactedText {
    /// The words.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Debug for RedactedText {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        debug_without_words("RedactedText", &self.0, f)
    }
}

/// The personal details in a text, in order, apart from each other. Where two kinds claim the same words, the one that stands
/// earlier in [`DETAILS`] has them.
pub fn details(text: &str) -> Vec<Detail> {
    let clues = Clues::of(text);
    // By where they begin: since they stand apart, only the last that begins before another ends can overlap it.
    let mut found = BTreeMap::new();
    for (number, kind) in DETAILS.iter().enumerate() {
        let mut spans = Vec::new();
        kind.find(text, &clues, &mut spans);
        for span in spans {
            let before = found.range(..span.end).next_back();
            if !before.is_some_and(|(_, detail): (&u32, &Detail)| detail.span.overlaps(span)) {
                found.insert(span.start, Detail { span, kind: number as u8 });
            }
        }
    }
    found.into_values().collect()
}

/// The words of `span`, details replaced. A detail that the span cuts is replaced whole.
pub fn redacted(text: &str, span: Span, details: &[Detail]) -> RedactedText {
    let mut kept = String::with_capacity(span.len());
    let mut at = span.start;
    for detail in span.overlapping(details, |detail| detail.span) {
        kept.push_str(Span { start: at, end: detail.span.start.max(at) }.slice(text));
        kept.push_str(detail.replacement());
        at = detail.span.end.max(at);
    }
    kept.push_str(Span { start: at.min(span.end), end: span.end }.slice(text));
    RedactedText(kept.into_boxed_str())
}

/// What a quick look at a text shows, so that patterns run only where they can match.
#[derive(Debug, Default)]
pub struct Clues {
    /// Whether there is an `@`.
    pub has_at: bool,
    /// Stretches around digits, with a few characters on each side, that hold at least two digits.
    pub digit_windows: Vec<DigitWindow>,
}

/// A stretch of text around digits that stand close together.
#[derive(Debug, Clone, Copy)]
pub struct DigitWindow {
    /// The stretch, on character boundaries.
    pub span: Span,
    /// How many digits it holds.
    pub digits: u32,
}

/// Digits so far apart still belong to one window: a number spoken in groups, or `SW1A 1AA`.
const WIDEST_GAP: usize = 6;
/// So many bytes are looked at together.
const STRETCH: usize = 32;
/// Characters taken along on each side.
const MARGIN: usize = 12;

impl Clues {
    fn of(text: &str) -> Clues {
        let bytes = text.as_bytes();
        let mut clues = Clues::default();
        let mut window: Option<(usize, usize, u32)> = None;
        let mut at = 0;
        while at < bytes.len() {
            // Most stretches hold neither a digit nor an `@`; the look at one compiles to a few vector instructions.
            if let Some(stretch) = bytes.get(at..at + STRETCH)
                && !stretch.iter().fold(false, |found, byte| found | byte.is_ascii_digit() | (*byte == b'@'))
            {
                at += STRETCH;
                continue;
            }
            let byte = bytes[at];
            if byte == b'@' {
                clues.has_at = true;
            } else if byte.is_ascii_digit() {
                match &mut window {
                    Some((_, end, digits)) if at - *end <= WIDEST_GAP => {
                        *end = at + 1;
                        *digits += 1;
                    }
                    _ => {
                        clues.push(window, text);
                        window = Some((at, at + 1, 1));
                    }
                }
            }
            at += 1;
        }
        clues.push(window, text);
        clues
    }

    fn push(&mut self, window: Option<(usize, usize, u32)>, text: &str) {
        let Some((start, end, digits)) = window else { return };
        if digits < 2 {
            return;
        }
        let mut from = start.saturating_sub(MARGIN);
        while !text.is_char_boundary(from) {
            from -= 1;
        }
        let mut to = (end + MARGIN).min(text.len());
        while !text.is_char_boundary(to) {
            to += 1;
        }
        self.digit_windows.push(DigitWindow { span: Span::new(from, to), digits });
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shown(text: &str) -> String {
        redacted(text, Span::new(0, text.len()), &details(text)).as_str().to_owned()
    }

    #[test]
    fn personal_details_are_replaced() {
        for (text, safe) in [
            ("Write to jo.bloggs@example.org please", "Write to [email] please"),
            ("Ring me on 07700 900 123 after six", "Ring me on [phone] after six"),
            ("Tel: (01632) 960123.", "Tel: ([phone]."),
            ("I live in ST13 5XX near the school", "I live in [postcode] near the school"),
            ("My NHS number is 999 000 0018", "My NHS number is [NHS number]"),
            ("DOB 03/04/1951, seen twice", "DOB [date of birth], seen twice"),
            ("Born on 3 April 1951 in Leek", "Born on [date of birth] in Leek"),
            ("Mrs Holt at the surgery was kind", "Mrs [name] at the surgery was kind"),
            ("My name is Janet Holt and I care for mum", "My name is [name] and I care for mum"),
        ] {
            assert_eq!(shown(text), safe);
        }
    }

    #[test]
    fn what_only_looks_personal_stays() {
        for text in [
            "It cost £12,345 in 2019",
            "Room B4 on ward 21",
            "I waited 3 hours on 12/03/2019",
            "Reference 123 456 7890 was wrong",
            "The Dr was kind",
            "Sir Robert Peel does not do scans on Sundays",
            "They moved Sister Dora Ward to the Nurse Cavell Centre",
            "Alexandra Ward and Haywood Hospital",
            "open 8.30 to 5.30 and 24/7",
        ] {
            assert_eq!(shown(text), text);
        }
    }

    #[test]
    fn a_cut_through_a_detail_leaves_none_of_it() {
        let text = "call 07700 900123 now";
        let found = details(text);
        assert_eq!(redacted(text, Span::new(0, 11), &found).as_str(), "call [phone]");
        assert_eq!(redacted(text, Span::new(8, 21), &found).as_str(), "[phone] now");
    }
}
