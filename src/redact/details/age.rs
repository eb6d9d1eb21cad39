//! Ages over 89.
//!
//! Source: the Safe Harbor rule of the US HIPAA Privacy Rule, 45 CFR 164.514(b)(2)(i)(C), which sets the bound at 89 since few people are older. Only where words say that it is an age.

use std::sync::LazyLock;

use regex::Regex;

use super::{Clues, DetailKind, Reach, Wishes, find_around_windows, has_any, in_front, pattern};
use crate::redact::clues::{boundary_after, boundary_before};
use crate::redact::known::Known;
use crate::text::Span;

pub(super) struct Age;

static FIGURES: LazyLock<Regex> = LazyLock::new(|| {
    pattern(r"(?i)(?:9[0-9]|1[01][0-9])(?:[ \-]?(?:years?|yrs?|yo|y/o)\b\.?(?:[ \-]?(?:old|of age))?)?")
});

static WORDS: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"(?i)\b(?:ninety|(?:a|one) hundred)(?:[ \-](?:and[ \-])?(?:one|two|three|four|five|six|seven|eight|nine))?(?:[ \-](?:years?|yrs?))(?:[ \-](?:old|of age))\b",
    )
});

impl DetailKind for Age {
    fn name(&self) -> &'static str {
        "age"
    }

    fn replacement(&self) -> &'static str {
        "[age over 89]"
    }

    fn find(&self, text: &str, clues: &Clues<'_>, _wishes: &Wishes, found: &mut Vec<Span>) {
        let is_age = |hit: &str, span: Span| {
            let low = hit.to_lowercase();
            let front = in_front(text, span, 14);
            let front = front.trim_end_matches([' ', ':', '(', ',']);
            low.ends_with("old")
                || low.ends_with("of age")
                || low.ends_with("yo")
                || low.ends_with("y/o")
                || [
                    "aged", "age", "age of", "age is", "nearly", "i am", "i'm", "he is", "she is", "she's",
                    "he's", "turned", "is now",
                ]
                .iter()
                .any(|word| has_any(front, &[word]) && front.ends_with(word))
                    && !follows_a_measure(text, span)
        };
        if clues.digit_windows.iter().any(|window| is_near_hundred(window.span.slice(text).as_bytes())) {
            let keep = |hit: &str, span: Span| is_age(hit, span) || is_told_of_kin(text, clues, span);
            find_around_windows(text, clues, 2, Reach { before: 0, after: 8 }, &FIGURES, keep, found);
        }
        for word in clues.words_with(Known::NINETY) {
            let span = clues.words[word].span;
            let from = boundary_before(text, (span.start as usize).saturating_sub(4));
            let to = boundary_after(text, span.end as usize + 40);
            if let Some(hit) = WORDS.find(&text[from..to]) {
                found.push(Span::new(from + hit.start(), from + hit.end()));
            }
        }
        found.sort();
    }
}

/// "My father is 94", "Gran (96)", "my mother, 92, fell".
fn is_told_of_kin(text: &str, clues: &Clues<'_>, span: Span) -> bool {
    let at = clues.words.partition_point(|word| word.span.start < span.start);
    let is_kin = |at: Option<usize>| at.is_some_and(|at| clues.known(at).is(Known::KIN));
    let before = at.checked_sub(1).map_or("", |before| {
        text.get(clues.words[before].span.end as usize..span.start as usize).unwrap_or("")
    });
    let behind = &text[span.end as usize..];
    match before {
        " (" => is_kin(at.checked_sub(1)) && behind.starts_with(')'),
        ", " => is_kin(at.checked_sub(1)) && behind.starts_with(','),
        " " => {
            let verb = at.checked_sub(1).map_or("", |verb| clues.words[verb].span.slice(text));
            // "My mum who is 95", "my mum's 95 now".
            let who = at.checked_sub(2).map_or("", |who| clues.words[who].span.slice(text));
            let is_verb = matches!(verb, "is" | "was" | "turned");
            let is_short = verb.ends_with(['s', 'S']) && verb.contains(['\'', '\u{2019}']);
            let ends = [".", ",", "!", ";", "now", "and", "but", "with"];
            let is_ended =
                behind.trim().is_empty() || ends.iter().any(|end| behind.trim_start().starts_with(end));
            (is_verb && (is_kin(at.checked_sub(2)) || who == "who" && is_kin(at.checked_sub(3)))
                || is_short && is_kin(at.checked_sub(1)) && is_ended)
                && !follows_a_measure(text, span)
        }
        _ => false,
    }
}

/// Whether there is a number that may be from 90 to 119.
fn is_near_hundred(bytes: &[u8]) -> bool {
    let begins = |two: &[u8]| two[0] == b'9' || two[0] == b'1' && matches!(two[1], b'0' | b'1');
    bytes.windows(2).any(|two| begins(two) && two[1].is_ascii_digit())
}

/// "I am 95% sure", "nearly 90 minutes", "she is 92nd in the queue".
fn follows_a_measure(text: &str, span: Span) -> bool {
    let after = super::behind(text, span, 12);
    let after = after.trim_start_matches([' ', '-']);
    after.starts_with(['%', '/', '£', ':'])
        || after.starts_with(|c: char| c.is_ascii_digit())
        || [
            "yard", "kilo", "quid", "per", "min", "mile", "hour", "day", "week", "month", "sec", "year",
            "people", "kg", "metre", "meter", "degree", "pound", "patient", "st", "nd", "rd", "th", "times",
            "mins", "bed", "in the", "on the", "pence", "calls", "callers",
        ]
        .iter()
        .any(|unit| after.starts_with(unit))
}
