//! Names that stand beside names: "Priya and Rose", "Smith, John".

use super::Name;
use super::cues::Cue;
use super::reading::{Gap, Reading};
use super::things::is_thing;
use crate::redact::known::Known;

/// Adds the names that share a list with those found.
pub(super) fn names_beside(reading: &Reading<'_>, names: &mut Vec<Name>) {
    let mut at = 0;
    while at < names.len() {
        let name = names[at];
        if let Some(next) = after(reading, name)
            && names.get(at + 1).is_none_or(|other| other.first > next.last)
        {
            names.insert(at + 1, next);
        }
        if let Some(before) = before(reading, name)
            && (at == 0 || names[at - 1].last < before.first)
        {
            names.insert(at, before);
            at += 1;
        }
        at += 1;
    }
}

/// "… Janet, Rose and Will".
fn after(reading: &Reading<'_>, name: Name) -> Option<Name> {
    let mut at = name.last + 1;
    if at >= reading.len() || reading.known(name.last).is(Known::POSSESSIVE) {
        return None;
    }
    let is_listed = reading.gap(at) == Gap::Comma;
    let is_and = matches!(reading.normal(at).as_ref(), "and");
    if is_and && matches!(reading.gap(at), Gap::Space | Gap::Comma) {
        at += 1;
    } else if !is_listed {
        return None;
    }
    shares_title(reading, name.first, at, is_and).or_else(|| listed(reading, at, is_and))
}

/// "Drs Shah, Salt and Rees": any word with a capital letter that shares their title.
fn shares_title(reading: &Reading<'_>, first: usize, at: usize, is_and: bool) -> Option<Name> {
    const LONGEST_LIST: usize = 6;
    let is_joint = |at: usize| at < reading.len() && matches!(reading.word(at), "and" | "&");
    let mut front = (first.saturating_sub(LONGEST_LIST)..first).rev();
    let word = front
        .find(|word| !reading.known(*word).is(Known::CAPITAL) || reading.known(*word).is(Known::TITLE))?;
    let is_plural = matches!(reading.normal(word).as_ref(), "drs" | "messrs");
    // "Drs Shah and Rees, Leek" ends with its "and".
    if !is_plural
        || at >= reading.len()
        || !(is_and || is_joint(at + 1))
        || !reading.known(at).is(Known::CAPITAL)
    {
        return None;
    }
    let name = reading.name_from(at, Cue::Title)?;
    (!is_thing(reading, name, Cue::Title)).then_some(name)
}

fn listed(reading: &Reading<'_>, at: usize, is_and: bool) -> Option<Name> {
    if at >= reading.len() || is_and && reading.gap(at) != Gap::Space {
        return None;
    }
    let known = reading.known(at);
    let fits = known.is(Known::CAPITAL)
        && known.is(Known::GIVEN.or(Known::WEAK_GIVEN))
        && !known.is(Known::PLACE_NAME)
        && (!known.is(Known::MONTH) || is_and && !is_month(reading, at))
        && (is_and || !known.is(Known::FUNCTION));
    let name = if fits { reading.name_from(at, Cue::Kin)? } else { return None };
    (!is_thing(reading, name, Cue::Person)).then_some(name)
}

/// Whether a month's name is one, or a verb, after somebody's name: "Rose and May I ask", "Janet in June 2019".
fn is_month(reading: &Reading<'_>, at: usize) -> bool {
    let next = at + 1;
    next < reading.len()
        && reading.gap(next) == Gap::Space
        && (reading.known(next).is(Known::NUMBER)
            || matches!(
                reading.normal(next).as_ref(),
                "i" | "we"
                    | "you"
                    | "he"
                    | "she"
                    | "it"
                    | "they"
                    | "be"
                    | "have"
                    | "not"
                    | "god"
                    | "the"
                    | "all"
            ))
}

/// "(Lou, Bev and Trish)": the one before the comma.
fn listed_before(reading: &Reading<'_>, first: usize) -> Option<Name> {
    let at = first.checked_sub(1)?;
    let known = reading.known(at);
    let fits = reading.gap(first) == Gap::Comma
        && known.is(Known::CAPITAL)
        && known.is(Known::WEAK_GIVEN)
        && !known.is(Known::PLACE_NAME.or(Known::MONTH).or(Known::POSSESSIVE).or(Known::FUNCTION))
        && (!reading.starts_sentence(at) || reading.between(at).ends_with('('));
    let name = Name { first: at, last: at };
    (fits && !is_thing(reading, name, Cue::Person)).then_some(name)
}

/// Whether nothing but a mark or the end of the line follows a name: "Wibberley, Janet - transport".
fn ends_entry(reading: &Reading<'_>, name: Name) -> bool {
    let next = name.last + 1;
    let behind = || reading.between(next).trim_start_matches(' ');
    next >= reading.len() || behind().starts_with(['\n', '\r', '-', '–', ':', ';'])
}

/// "Rose and Janet", and the surname in "Smith, John".
fn before(reading: &Reading<'_>, name: Name) -> Option<Name> {
    let first = name.first;
    if first >= 2
        && reading.gap(first) == Gap::Space
        && reading.gap(first - 1) == Gap::Space
        && matches!(reading.normal(first - 1).as_ref(), "and")
    {
        let at = first - 2;
        let known = reading.known(at);
        let name = Name { first: at, last: at };
        let fits = known.is(Known::CAPITAL)
            && known.is(Known::GIVEN.or(Known::WEAK_GIVEN))
            && !known.is(Known::PLACE_NAME.or(Known::MONTH).or(Known::POSSESSIVE));
        return (fits && !is_thing(reading, name, Cue::Person)).then_some(name);
    }
    if let Some(name) = listed_before(reading, first) {
        return Some(name);
    }
    if first >= 1 && reading.gap(first) == Gap::Comma {
        let at = first - 1;
        let known = reading.known(at);
        let opens = at == 0 || reading.between(at).contains(['\n', ':', ';', '(', '\t', '|']);
        let fits = opens
            && known.is_high()
            && (known.is(Known::SURNAME) || known.is_unlisted() && ends_entry(reading, name))
            && !known.is(Known::FUNCTION.or(Known::POSSESSIVE).or(Known::PLACE_NAME));
        return fits.then_some(Name { first: at, last: at });
    }
    None
}
