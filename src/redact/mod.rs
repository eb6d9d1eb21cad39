//! Personal details out: where they stand, and texts that may leave the building.

mod clues;
mod cue_words;
mod details;
mod known;
mod labels;
mod people;
mod speakers;
mod wishes;

use std::borrow::Cow;
use std::fmt;

pub use clues::{Clues, DigitWindow};
pub use details::{DETAILS, DetailKind};
pub use known::KnownWords;
pub use wishes::{RedactSettings, Wishes};

use crate::submission::debug_without_words;
use crate::text::{Span, Token, Tokeniser, Vocabulary};

/// A personal detail in a clean text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Detail {
    /// Where it stands.
    pub span: Span,
    /// Index of its kind in [`DETAILS`].
    pub kind: u8,
    /// Where a text names several people: which of them, from 1. Else 0.
    pub person: u8,
}

impl Detail {
    /// A detail as a run logged it; none where there is no such kind.
    pub fn logged(span: Span, kind: &str, replacement: &str) -> Option<Detail> {
        let kind = DETAILS.iter().position(|known| known.name() == kind)?;
        let number = replacement.trim_end_matches(']').rsplit(' ').next().and_then(|last| last.parse().ok());
        let detail = Detail { span, kind: kind as u8, person: 0 };
        Some(Detail { person: number.filter(|_| detail.names_people()).unwrap_or(0), ..detail })
    }

    /// What stands for it in a publishable text, such as `[phone]`, or `[name 2]` where several people are named.
    pub fn replacement(self) -> Cow<'static, str> {
        let plain = DETAILS[self.kind as usize].replacement();
        match self.person {
            0 => Cow::Borrowed(plain),
            person => Cow::Owned(format!("{} {person}]", plain.trim_end_matches(']'))),
        }
    }

    fn names_people(self) -> bool {
        DETAILS[self.kind as usize].names_people()
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

/// The personal details in a text that stands alone, such as the name of an event.
pub fn details(text: &str, wishes: &Wishes) -> Vec<Detail> {
    let mut vocabulary = Vocabulary::default();
    let mut words = Vec::new();
    Tokeniser::Scan.tokenise(text, &mut vocabulary, &mut words);
    details_among(text, &words, &vocabulary, &mut KnownWords::default(), wishes)
}

/// The personal details in a text whose words have been read, in order, apart from each other. Where two kinds claim the same words, the one that stands
/// earlier in [`DETAILS`] has them. `known` belongs to the vocabulary.
pub fn details_among(
    text: &str,
    words: &[Token],
    vocabulary: &Vocabulary,
    known: &mut KnownWords,
    wishes: &Wishes,
) -> Vec<Detail> {
    let clues = Clues::of(text, words, known.of_words(words, vocabulary));
    let mut found: Vec<Detail> = Vec::new();
    // Since they stand apart, only the last that begins before another ends can overlap it.
    let mut add = |kind: usize, span: Span| {
        let at = found.partition_point(|detail| detail.span.start < span.end);
        let before = at.checked_sub(1).map(|last| found[last]);
        if !before.is_some_and(|detail| detail.span.overlaps(span)) && !span.is_empty() {
            found.insert(at, Detail { span, kind: kind as u8, person: 0 });
        }
    };
    let mut spans = Vec::new();
    for (number, kind) in DETAILS.iter().enumerate() {
        kind.find(text, &clues, wishes, &mut spans);
        for span in spans.drain(..) {
            add(number, span);
        }
    }
    wishes.drop_kept(text, &mut found);
    labels::tell_people_apart(text, &mut found);
    found
}

/// The words of `span`, details replaced. A detail that the span cuts is replaced whole.
pub fn redacted(text: &str, span: Span, details: &[Detail]) -> RedactedText {
    let mut kept = String::with_capacity(span.len());
    let mut at = span.start;
    for detail in span.overlapping(details, |detail| detail.span) {
        kept.push_str(Span { start: at, end: detail.span.start.max(at) }.slice(text));
        kept.push_str(&detail.replacement());
        at = detail.span.end.max(at);
    }
    kept.push_str(Span { start: at.min(span.end), end: span.end }.slice(text));
    RedactedText(kept.into_boxed_str())
}

/// A redacted text with a sign where something is left out before it or behind it.
pub fn with_cuts(text: RedactedText, is_cut: (bool, bool), sign: &str) -> RedactedText {
    let (before, behind) = is_cut;
    let before = if before { format!("{sign} ") } else { String::new() };
    let behind = if behind { format!(" {sign}") } else { String::new() };
    RedactedText(format!("{before}{}{behind}", text.0).into_boxed_str())
}

/// A whole text that stands alone, such as the name of an event, as it may be published.
pub fn publishable(text: &str, wishes: &Wishes) -> RedactedText {
    redacted(text, Span::new(0, text.len()), &details(text, wishes))
}

/// The name of a file or folder as it may be published. `mrs-holt_2.txt` is read as words, too.
pub fn publishable_path(path: &str, wishes: &Wishes) -> RedactedText {
    let mut found = details(path, wishes);
    // As words, each with a capital letter; every byte keeps its place.
    let mut spaced = path.replace(['-', '_', '.', '/', '\\'], " ").into_bytes();
    for at in 0..spaced.len() {
        if at == 0 || spaced[at - 1] == b' ' {
            spaced[at].make_ascii_uppercase();
        }
    }
    found.extend(details(&String::from_utf8_lossy(&spaced), wishes));
    found.sort_by_key(|detail| (detail.span.start, std::cmp::Reverse(detail.span.end)));
    // Of two that overlap one stands for both.
    found.dedup_by(|later, earlier| {
        let overlaps = later.span.overlaps(earlier.span);
        if overlaps {
            earlier.span.end = earlier.span.end.max(later.span.end);
        }
        overlaps
    });
    redacted(path, Span::new(0, path.len()), &found)
}

#[cfg(test)]
mod tests;
