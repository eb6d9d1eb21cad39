//! Dates of birth.
//!
//! Rule: a date with its day, in figures or words, shortly after "born", "birthday", "date of birth" or "DOB", or right before one of them in brackets; or a day long ago in brackets right behind a name. Other dates stay: the day of a visit is no detail of a person.

use std::sync::LazyLock;

use regex::Regex;

use super::{
    Clues, DetailKind, Reach, Wishes, behind, find_around_windows, find_in_windows, in_front, pattern,
};
use crate::redact::known::Known;
use crate::text::Span;

pub(super) struct BirthDate;

static DATE: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"(?i)[0-9]{1,2} ?[/.\- ] ?[0-9]{1,2} ?[/.\- ] ?(?:19|20)?[0-9]{2}|[0-9]{1,2} ?(?:st|nd|rd|th)?(?: day)?(?: of)?[ \-/.,]{0,2}(?:jan(?:uary)?|feb(?:r?uary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)\b(?:[,. \-/]{1,3}(?:19|20)?[0-9]{2})?|(?:jan(?:uary)?|feb(?:r?uary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)\b\.? [0-9]{1,2}(?:st|nd|rd|th)?(?:,? (?:19|20)?[0-9]{2})?|(?:19|20)[0-9]{2}[\-/.][0-9]{1,2}[\-/.][0-9]{1,2}|[0-3][0-9][01][0-9](?:19|20)?[0-9]{2}",
    )
});

const CALLED: [&str; 7] = ["born", "dob", "d.o.b", "d o b", "date of birth", "birthday", "birth date"];
const MORE_CALLED: [&str; 2] = ["birthdate", "geboren"];

impl DetailKind for BirthDate {
    fn name(&self) -> &'static str {
        "date_of_birth"
    }

    fn replacement(&self) -> &'static str {
        "[date of birth]"
    }

    fn find(&self, text: &str, clues: &Clues<'_>, _wishes: &Wishes, found: &mut Vec<Span>) {
        let is_spelled = || {
            // Each of these has the letter as a word of its own.
            text.len() < 4000
                && clues.words.iter().any(|word| word.span.slice(text).eq_ignore_ascii_case("o"))
                && [". o.", "D.O.B", "d.o.b", "D O B", "d o b"].iter().any(|spelled| text.contains(spelled))
        };
        if clues.has_bracket {
            behind_names(text, clues, found);
        }
        if clues.digit_windows.is_empty() || !clues.has(Known::BIRTH) && !is_spelled() {
            return;
        }
        let keep = |hit: &str, span: Span| {
            let front = in_front(text, span, 32);
            let after = behind(text, span, 24);
            let after = after.trim_start();
            // "3 may be", "born before 2 August".
            let is_verb = hit.to_lowercase().ends_with("may")
                && ["be", "have", "not"].iter().any(|word| after.starts_with(word));
            let is_bound = ["before", "after"].iter().any(|word| front.trim_end().ends_with(word));
            if is_verb || is_bound {
                return false;
            }
            CALLED.iter().chain(&MORE_CALLED).any(|clue| front.contains(clue) && !front.contains("newborn"))
                || (after.starts_with(['(', ',']) || after.starts_with("is my"))
                    && CALLED.iter().any(|clue| after.contains(clue))
        };
        let reach = Reach { before: 8, after: 8 };
        find_around_windows(text, clues, 1, reach, &DATE, keep, found);
    }
}

/// A day in brackets, with its year.
static IN_BRACKETS: LazyLock<Regex> =
    LazyLock::new(|| pattern(r"\([0-9]{1,2}[/.\-][0-9]{1,2}[/.\-](?:19[0-9]{2}|200[0-9])\)"));

/// "Alfred Holt (12-08-1937)": a day too long ago to be that of a visit, in brackets behind a name.
fn behind_names(text: &str, clues: &Clues<'_>, found: &mut Vec<Span>) {
    let keep = |_: &str, span: Span| {
        let past = clues.words.partition_point(|word| word.span.start < span.start);
        let is_name = |at: usize| {
            let known = clues.known(at);
            known.is(Known::CAPITAL) && (known.is_listed() || known.is_unlisted()) && !known.is(Known::MONTH)
        };
        let touches =
            |at: usize| text[clues.words[at].span.end as usize..span.start as usize].trim().is_empty();
        past > 1 && is_name(past - 1) && clues.known(past - 2).is_high() && touches(past - 1)
    };
    let mut brackets = Vec::new();
    find_in_windows(text, clues, 6, &IN_BRACKETS, keep, &mut brackets);
    found.extend(brackets.iter().map(|span| Span { start: span.start + 1, end: span.end - 1 }));
}
