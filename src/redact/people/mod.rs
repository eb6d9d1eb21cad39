//! Names of people, told by lists of names together with the words around them.
//!
//! How much a name must show depends on where it stands. After a title, "my name is", "my son" or "Dear" nearly any word with a capital letter is one; after "thank you"
//! or "I spoke to" it must stand in a list; alone it must be a given name that is nothing else ([`Known::GIVEN`]), or a given name with a surname.
//! What is called after people (hospitals, wards, roads, illnesses, organisations) is kept: see `things.rs`.

mod beside;
mod cues;
mod initials;
mod kin;
mod letters;
mod reading;
mod things;
mod titles;

use super::clues::Clues;
use super::known::{Known, without_possessive};
use crate::text::{Span, normal_form};
use cues::Cue;
use reading::{Gap, Reading};

/// Words of a name, first and last, by their place among the words of the text.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
struct Name {
    first: usize,
    last: usize,
}

/// What makes it worth while to read a text for names.
const WORTH_READING: Known = Known::GIVEN
    .or(Known::WEAK_GIVEN)
    .or(Known::SURNAME)
    .or(Known::TITLE)
    .or(Known::ROLE)
    .or(Known::KIN)
    .or(Known::CUE);

/// The names of people in a text, in order, apart from each other; titles and a possessive `'s` are no part of them.
pub(super) fn names(text: &str, clues: &Clues<'_>, found: &mut Vec<Span>) {
    if !clues.has(WORTH_READING.or(Known::INITIAL)) && !text.contains('\n') {
        return;
    }
    let reading = Reading { text, clues };
    let mut names: Vec<Name> = Vec::new();
    let mut at = 0;
    while at < clues.words.len() {
        match look_at(&reading, at) {
            Sight::Person(name) => {
                at = name.last + 1;
                names.push(name);
            }
            // "the George Bryan Centre": no part of it is somebody.
            Sight::Thing(name) => at = name.last + 1,
            Sight::Nothing => at += 1,
        }
    }
    letters::names_under_letters(&reading, &mut names);
    tidy(&mut names);
    beside::names_beside(&reading, &mut names);
    tidy(&mut names);
    again(&reading, &mut names);
    tidy(&mut names);
    found.extend(names.iter().map(|name| span(&reading, *name)));
}

/// Puts names in order; of two that overlap the longer stays.
fn tidy(names: &mut Vec<Name>) {
    names.sort_by_key(|name| (name.first, std::cmp::Reverse(name.last)));
    let mut kept: Vec<Name> = Vec::with_capacity(names.len());
    for name in names.drain(..) {
        match kept.last_mut() {
            Some(last) if name.first <= last.last => last.last = last.last.max(name.last),
            _ => kept.push(name),
        }
    }
    *names = kept;
}

fn span(reading: &Reading<'_>, name: Name) -> Span {
    let words = reading.clues.words;
    let last = words[name.last].span;
    let mut end = last.end;
    if reading.known(name.last).is(Known::POSSESSIVE) {
        let written = last.slice(reading.text);
        let mark = written.rfind(['\'', '’', '‘', '´', '`', '＇']).unwrap_or(written.len());
        end = last.start + mark as u32;
    }
    Span { start: words[name.first].span.start, end }
}

/// What stands at a word.
enum Sight {
    Person(Name),
    Thing(Name),
    Nothing,
}

/// The name that begins with this word, or that this word announces.
fn look_at(reading: &Reading<'_>, at: usize) -> Sight {
    let known = reading.known(at);
    if !known.is(WORTH_READING.or(Known::INITIAL)) && !known.is_unlisted() {
        return Sight::Nothing;
    }
    if known.is(Known::TITLE)
        && let Some(name) = titles::titled(reading, at)
    {
        return Sight::Person(name);
    }
    if known.is(Known::ROLE.or(Known::KIN))
        && let Some(name) = announced(reading, at)
    {
        return Sight::Person(name);
    }
    if !may_begin(reading, at, known) {
        return Sight::Nothing;
    }
    let cue = reading.cue_before(at);
    match reading.name_from(at, cue) {
        Some(name) if things::is_thing(reading, name, cue) => Sight::Thing(name),
        Some(name) => Sight::Person(name),
        None => Sight::Nothing,
    }
}

/// A quick look at a word that most words of a text do not pass: whether a name can begin with it at all.
fn may_begin(reading: &Reading<'_>, at: usize, known: Known) -> bool {
    if known.is(Known::LOWER) {
        // Other words in small letters are names only right behind "Dear", "my name is" and the like.
        return known.is(Known::GIVEN) || at > 0 && reading.known(at - 1).is(Known::NAMING);
    }
    // "I" is an initial only before a name.
    !known.is(Known::INITIAL)
        || at + 1 < reading.len()
            && (reading.known(at + 1).is_high() || reading.known(at + 1).is(Known::INITIAL))
}

/// "Nurse Jackie", "my son Will", "our neighbour, Rose".
fn announced(reading: &Reading<'_>, word: usize) -> Option<Name> {
    let mut at = word + 1;
    if reading.known(word).is(Known::KIN) && is_in_law(reading, at) {
        at += 2;
    }
    if at >= reading.len() || reading.known(word).is(Known::POSSESSIVE) {
        return None;
    }
    // A sister may be a nurse.
    let is_kin = reading.known(word).is(Known::KIN)
        && !(reading.known(word).is(Known::ROLE) && reading.known(word).is_high());
    let gap = reading.gap(at);
    let fits = gap == Gap::Space || is_kin && matches!(gap, Gap::Comma | Gap::Bracket);
    if !fits {
        return None;
    }
    let cue = if !is_kin {
        Cue::Role
    } else if gap == Gap::Space {
        Cue::Kin
    } else {
        Cue::Person
    };
    let name = reading.name_from(at, cue)?;
    (!things::is_thing(reading, name, cue)).then_some(name)
}

/// "mother in law", "sister-in-law".
fn is_in_law(reading: &Reading<'_>, at: usize) -> bool {
    at + 1 < reading.len()
        && reading.normal(at) == "in"
        && reading.normal(at + 1) == "law"
        && (at..=at + 1).all(|word| matches!(reading.gap(word), Gap::Space | Gap::Hyphen))
}

/// A part of a name that was found is hidden wherever the text has it again: "Janet Holt … Holt was rude".
fn again(reading: &Reading<'_>, names: &mut Vec<Name>) {
    if names.is_empty() {
        return;
    }
    let mut parts: Vec<String> = Vec::new();
    for name in names.iter() {
        for at in name.first..=name.last {
            let known = reading.known(at);
            if !known.is(Known::INITIAL.or(Known::FUNCTION).or(Known::PARTICLE)) {
                parts.push(without_possessive(&normal_form(reading.word(at))).0.to_owned());
            }
        }
    }
    parts.sort_unstable();
    parts.dedup();
    for at in 0..reading.len() {
        let known = reading.known(at);
        let may_be = if known.is(Known::LOWER) {
            known.is_plain_surname() || known.is(Known::GIVEN)
        } else {
            known.is_high() && !known.is(Known::FUNCTION)
        };
        let is_inside = || {
            at > 0
                && known.is(Known::WORD)
                && reading.known(at - 1).is_high()
                && !reading.known(at - 1).is(Known::TITLE.or(Known::ROLE).or(Known::KIN))
                && reading.gap(at) == Gap::Space
        };
        if !may_be || is_inside() || names.iter().any(|name| name.first <= at && at <= name.last) {
            continue;
        }
        let normal = normal_form(reading.word(at));
        let name = Name { first: at, last: at };
        if parts.binary_search_by(|part| part.as_str().cmp(without_possessive(&normal).0)).is_ok()
            && !things::is_thing(reading, name, Cue::Person)
        {
            names.push(name);
        }
    }
}

#[cfg(test)]
mod tests;
