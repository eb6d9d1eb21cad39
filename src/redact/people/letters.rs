//! Names that stand under a letter or a message.

use super::Name;
use super::reading::Reading;
use crate::redact::clues::boundary_after;
use crate::redact::known::Known;
use crate::text::{is_close, is_close_alone};

/// The name of a letter's writer stands within its last bytes.
const LAST_BYTES: usize = 700;
/// A name under a letter has at most so many words.
const MOST_WORDS: usize = 5;
/// Adds the names on the lines under "Yours sincerely" and its like.
pub(super) fn names_under_letters(reading: &Reading<'_>, names: &mut Vec<Name>) {
    let text = reading.text;
    if !text.contains('\n') {
        return;
    }
    let from = boundary_after(text, text.len().saturating_sub(LAST_BYTES));
    // The line under the close, over empty ones; under the name stands where its bearer lives.
    let mut is_below = false;
    let mut start = from;
    for line in text[from..].split_inclusive('\n') {
        let end = start + line.len();
        if is_close_alone(line) || line.len() < 40 && is_close(line) {
            is_below = true;
        } else if is_below && !line.trim().is_empty() {
            take_signature(reading, start, end, names);
            is_below = false;
        }
        start = end;
    }
}

/// Takes the words of a line for a name, if it can be one.
fn take_signature(reading: &Reading<'_>, start: usize, end: usize, names: &mut Vec<Name>) {
    let words = reading.clues.words;
    let mut first = words.partition_point(|word| (word.span.start as usize) < start);
    let mut past = words.partition_point(|word| (word.span.start as usize) < end);
    while first < past && reading.known(first).is(Known::TITLE) {
        first += 1;
    }
    // Kisses, and "(Mrs)".
    while first < past
        && (reading.known(past - 1).is(Known::TITLE)
            || reading.word(past - 1).chars().all(|c| matches!(c, 'x' | 'X')))
    {
        past -= 1;
    }
    if first == past || past - first > MOST_WORDS {
        return;
    }
    let head = reading.known(first);
    let is_told = head.is(Known::GIVEN.or(Known::INITIAL))
        || head.is(Known::WEAK_GIVEN) && head.is(Known::CAPITAL) && !head.is(Known::WORD);
    let line = first..past;
    let is_high = |at: usize| {
        let known = reading.known(at);
        known.is_high()
            || known.is(Known::INITIAL.or(Known::PARTICLE))
            || matches!(reading.word(at), "and" | "&")
    };
    let is_listed = |at: usize| reading.known(at).is_listed() && !reading.known(at).is(Known::FUNCTION);
    let is_no_name = |at: usize| {
        let known = reading.known(at);
        known.is(Known::NUMBER.or(Known::POSSESSIVE))
            || known.is(Known::PLACE.or(Known::PLACE_IF_CAPITAL)) && past - first != 2
            || known.is(Known::WORD) && !known.is_listed() && !is_told && !matches!(reading.word(at), "and")
            || known.is(Known::FUNCTION) && !matches!(reading.word(at), "and")
    };
    if line.clone().any(is_no_name) {
        return;
    }
    let all_high = line.clone().all(is_high);
    if !(all_high || past - first <= 3 && line.clone().any(is_listed)) {
        return;
    }
    // "Janet and Tom Holt" are two names.
    let mut from = first;
    for at in line.clone() {
        if matches!(reading.word(at), "and" | "&") {
            if at > from {
                names.push(Name { first: from, last: at - 1 });
            }
            from = at + 1;
        }
    }
    if past > from {
        names.push(Name { first: from, last: past - 1 });
    }
}
