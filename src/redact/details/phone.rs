//! Telephone numbers, British and international.
//!
//! Source: Ofcom's National Telephone Numbering Plan: a British number has nine or ten digits after its 0; ITU-T E.164: an international one has up to fifteen after its + or 00. A number in another shape (a North American one, a local
//! one) goes only where words say that one can ring it. The letter o may stand for the nought that a British one begins with. An extension belongs to it. Numbers of three digits (999, 111) stay.

use std::sync::LazyLock;

use regex::Regex;

use super::{
    Clues, DetailKind, Reach, Wishes, digits, find_around_windows, find_in_windows, has_any, in_front,
    pattern,
};
use crate::redact::clues::boundary_before;
use crate::redact::known::Known;
use crate::text::Span;

pub(super) struct Phone;

static NUMBER: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"(?i)(?:\(?\+ ?|\b00[ \-]?)[1-9][0-9]{0,2}\)?[ .\-/]{0,2}(?:\(0\)[ ]?)?(?:\(?[0-9]\)?[ .,\-/]{0,3}){5,13}[0-9](?:[ ,]{0,3}(?:ext(?:ension)?|x)\.?[ :]{0,2}[0-9]{1,6})?|\(?(?:0|\bo)[ ]?(?:[1-9](?:[ .,\-()/]{0,3}[0-9]){8,9})(?:[ ,]{0,3}(?:ext(?:ension)?|x)\.?[ :]{0,2}[0-9]{1,6})?|\(0[1-9][0-9]{0,3}\)(?:[ .\-]{0,3}[0-9]){6,8}",
    )
});

/// Written as in North America.
static AMERICAN: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"(?i)(?:1[ .\-])?(?:\([2-9][0-9]{2}\) ?|[2-9][0-9]{2}[ .\-])[2-9][0-9]{2}[ .\-]?[0-9]{4}(?:[ ,]{0,3}(?:ext(?:ension)?|x)\.?[ :]{0,2}[0-9]{1,6})?",
    )
});

/// Any run of digits that could be rung.
static LOCAL: LazyLock<Regex> = LazyLock::new(|| pattern(r"\+?[0-9](?:[ .\-]?[0-9]){5,13}"));

/// Words that say that a number can be rung.
const RINGING: &[&str] = &[
    "phone",
    "telephone",
    "tel",
    "mobile",
    "mob",
    "cell",
    "landline",
    "fax",
    "ring",
    "ring me on",
    "call me on",
    "call me at",
    "text me on",
    "call us on",
    "whatsapp",
    "call",
    "reached on",
    "reach me on",
    "text",
    "dial",
    "contact number",
    "contact me on",
    "reach me at",
    "extension",
    "helpline",
    "rang",
    "reached at",
    "contact me at",
];

const OTHERS: &[&str] =
    &["reference", "ref", "invoice", "order", "nhs", "complaint", "account", "case", "ticket", "code"];

impl DetailKind for Phone {
    fn name(&self) -> &'static str {
        "phone"
    }

    fn replacement(&self) -> &'static str {
        "[phone]"
    }

    fn find(&self, text: &str, clues: &Clues<'_>, _wishes: &Wishes, found: &mut Vec<Span>) {
        let reach = Reach { before: 4, after: 6 };
        find_around_windows(
            text,
            clues,
            9,
            reach,
            &NUMBER,
            |hit, span| !is_dates_or_times(hit) && !is_long_number(text, span),
            found,
        );
        let mut more = Vec::new();
        let is_american =
            |hit: &str, span: Span| hit.contains('(') || is_divided(hit, text, span) || is_rung(text, span);
        find_in_windows(text, clues, 10, &AMERICAN, is_american, &mut more);
        let is_local = |hit: &str, span: Span| {
            (6..=15).contains(&digits(hit).len()) && !is_dates_or_times(hit) && is_rung(text, span)
        };
        find_in_windows(text, clues, 6, &LOCAL, is_local, &mut more);
        spoken(text, clues, &mut more);
        for span in more {
            if found.iter().all(|other| !other.overlaps(span)) {
                found.push(span);
            }
        }
        // An opening bracket without its partner stays outside.
        for span in found.iter_mut() {
            let hit = span.slice(text);
            if hit.starts_with('(') && !hit.contains(')') {
                span.start += 1;
            }
        }
        found.sort();
    }
}

fn is_rung(text: &str, span: Span) -> bool {
    let front = in_front(text, span, 26);
    has_any(&front, RINGING) && !has_any(&front, OTHERS)
}

/// "416-555-0199", which words do not call something else.
fn is_divided(hit: &str, text: &str, span: Span) -> bool {
    let number = hit.split_once([',', 'x', 'e', 'X', 'E']).map_or(hit, |(number, _)| number).trim();
    let is_whole = number.split(['-', '.']).map(str::len).eq([3, 3, 4]);
    is_whole
        && !has_any(&in_front(text, span, 40), OTHERS)
        && !has_any(&in_front(text, span, 40), &["number"])
}

/// "01/02/2019 10", "09.00 10.30 11".
fn is_dates_or_times(hit: &str) -> bool {
    let bytes = hit.as_bytes();
    let digit = |at: usize| bytes.get(at).is_some_and(u8::is_ascii_digit);
    let mark = |at: usize, marks: &[u8]| bytes.get(at).is_some_and(|byte| marks.contains(byte));
    let two = |at: usize| digit(at) && digit(at + 1);
    let date = two(0) && mark(2, b"/.-") && two(3) && mark(5, b"/.-") && two(6);
    let times = two(0) && mark(2, b".") && two(3) && mark(5, b" -") && two(6) && mark(8, b".");
    date || times
}

/// Whether the digits are part of a longer number, such as a card's.
fn is_long_number(text: &str, span: Span) -> bool {
    let before = &text[boundary_before(text, (span.start as usize).saturating_sub(2))..span.start as usize];
    before.ends_with(['.', ',', '-']) && before.starts_with(|c: char| c.is_ascii_digit())
        || before.ends_with('£')
        || before.ends_with('€')
        || before.ends_with('$')
}

/// A number read out: "oh seven seven double zero …".
fn spoken(text: &str, clues: &Clues<'_>, found: &mut Vec<Span>) {
    const FEWEST: usize = 9;
    if !clues.has(Known::DIGIT) {
        return;
    }
    let mut run: Option<(usize, usize, usize)> = None;
    for at in clues.words_with(Known::DIGIT) {
        let span = clues.words[at].span;
        let worth =
            if matches!(span.slice(text).to_ascii_lowercase().as_str(), "double" | "triple") { 0 } else { 1 };
        let goes_on = run.is_some_and(|(_, last, _)| {
            last + 1 == at
                && text[clues.words[last].span.end as usize..span.start as usize]
                    .trim_matches([' ', ',', '-', '.'])
                    .is_empty()
        });
        let extra = usize::from(
            at > 0 && goes_on && clues.words[at - 1].span.slice(text).eq_ignore_ascii_case("double"),
        );
        run = match run {
            Some((first, _, count)) if goes_on => Some((first, at, count + worth + extra)),
            _ => Some((at, at, worth)),
        };
        if let Some((first, last, count)) = run
            && count >= FEWEST
        {
            let span = Span { start: clues.words[first].span.start, end: clues.words[last].span.end };
            match found.last_mut() {
                Some(known) if known.start == span.start => *known = span,
                _ => found.push(span),
            }
        }
    }
}
