//! Names behind a title: "Mr Holt", "Drs Shah and Rees".

use super::Name;
use super::cues::Cue;
use super::reading::{Gap, Reading};
use super::things::is_thing;
use crate::redact::known::Known;

/// "Mr Holt", "Dr. A. Singh", "Mr and Mrs Holt".
pub(super) fn titled(reading: &Reading<'_>, title: usize) -> Option<Name> {
    let mut at = title + 1;
    while at < reading.len() && reading.gap(at) != Gap::Other {
        let known = reading.known(at);
        let joins = matches!(reading.word(at), "and" | "&")
            && at + 1 < reading.len()
            && reading.known(at + 1).is(Known::TITLE);
        if joins || known.is(Known::TITLE) {
            at += 1;
        } else {
            break;
        }
    }
    if at >= reading.len() {
        return None;
    }
    let is_short = matches!(
        reading.normal(at - 1).as_ref(),
        "mr" | "mrs"
            | "ms"
            | "mx"
            | "dr"
            | "drs"
            | "prof"
            | "rev"
            | "revd"
            | "cllr"
            | "fr"
            | "sgt"
            | "messrs"
    );
    let joins = reading.gap(at) == Gap::Space || reading.gap(at) == Gap::Stop && is_short;
    if !joins {
        return None;
    }
    // "miss" and "doctor" are words too; the others announce nothing but names.
    let is_word = matches!(
        reading.normal(at - 1).as_ref(),
        "miss" | "doctor" | "professor" | "reverend" | "councillor" | "mx" | "canon" | "fr" | "pc"
    );
    // "MS nurses", "MR Scan", "DR Screening": written like that they are conditions and machines too.
    let is_abbreviation =
        matches!(reading.word(at - 1), "MS" | "MR" | "DR" | "PC") && !reading.known(at).is(Known::SHOUTED);
    let is_weak = is_word && !reading.known(at - 1).is_high() || is_abbreviation;
    let cue = if is_weak { Cue::Role } else { Cue::Title };
    let Some(name) = reading.name_from(at, cue) else {
        return if cue == Cue::Title { letters_alone(reading, at) } else { None };
    };
    (!is_thing(reading, name, cue)).then_some(name)
}

/// "Mr S, 66", "Mrs R.B.": letters that stand for a name.
fn letters_alone(reading: &Reading<'_>, first: usize) -> Option<Name> {
    const MOST_LETTERS: usize = 3;
    let is_letter = |at: usize| at < reading.len() && reading.known(at).is(Known::INITIAL);
    let mut last = first;
    if !is_letter(first) || reading.word(first) == "I" {
        return None;
    }
    while is_letter(last + 1) && reading.between(last + 1) == "." && last + 1 - first < MOST_LETTERS {
        last += 1;
    }
    let ends = last + 1 == reading.len() || !reading.between(last + 1).starts_with([' ', '-', '/', '&']);
    let is_article = reading.word(last) == "A" && !ends;
    (!is_article).then_some(Name { first, last })
}
